"""The report in a real browser: light, dark, on a narrow screen and in print. Skipped where there is no Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made_dataset import write_large_dataset

from polybius.datasets import load
from polybius.datasets.report import write_report

pytestmark = pytest.mark.slow

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("no Chromium here")
    with playwright.sync_playwright() as started:
        found = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("report")
    out = folder / "report.html"
    write_report(load(write_large_dataset(folder / "set", 600)), out)
    return out.as_uri()


def open_page(browser: Any, address: str, width: int = 1200, scheme: str = "light") -> tuple[Any, list[str]]:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.on("request", lambda request: messages.append(request.url))
    page.goto(address)
    return page, [message for message in messages if message != address]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1200, 1800])
def test_report_pages_fit_their_screen_and_ask_for_nothing(browser: Any, address: str, width: int, scheme: str) -> None:
    page, messages = open_page(browser, address, width, scheme)
    assert messages == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("svg").count() == 3
    assert page.locator("svg .place").count() > 0


LUMINANCE = """(selector) => {
  const element = document.querySelector(selector);
  const channels = (color) => color.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const weigh = (color) => channels(color).map((c) => c / 255)
    .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const [text, paper] = [getComputedStyle(element).color, getComputedStyle(document.body).backgroundColor].map(weigh);
  return (Math.max(text, paper) + 0.05) / (Math.min(text, paper) + 0.05);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "selector", ["p.lead", ".figures dt", "nav a", "tbody th", "thead th", "figcaption", "summary"]
)
def test_report_pages_have_contrast(browser: Any, address: str, scheme: str, selector: str) -> None:
    page, _ = open_page(browser, address, scheme=scheme)
    assert page.evaluate(LUMINANCE, selector) >= 4.5


def test_report_pages_dark_is_dark_and_print_is_light(browser: Any, address: str) -> None:
    page, _ = open_page(browser, address, scheme="dark")
    paper = "getComputedStyle(document.documentElement).getPropertyValue('--paper').trim()"
    assert page.evaluate(paper) == "#14171b"
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(paper) == "#fdfcfa"


def test_report_pages_print_whole(browser: Any, address: str, tmp_path: Path) -> None:
    page, _ = open_page(browser, address)
    printed = page.pdf(path=str(tmp_path / "report.pdf"), format="A4", prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 670, "height": 900})
    cut = "[...document.querySelectorAll('.scroll')].filter((e) => e.scrollWidth > e.clientWidth + 1).length"
    assert page.evaluate(cut) == 0


def test_report_pages_can_be_read_by_keyboard_and_voice(browser: Any, address: str) -> None:
    page, _ = open_page(browser, address, width=360)
    unnamed = page.locator(".scroll:not([aria-label])").count() + page.locator("svg:not([aria-labelledby])").count()
    assert unnamed == 0
    assert page.locator(".scroll:not([tabindex])").count() == 0
    page.locator("summary").first.press("Enter")
    assert page.locator("details[open] tbody tr").count() > 10
