"""`polybius report`, and the report that a build writes, as a user meets them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from plain_coder import PlainCoder, write_story

from polybius.cli import main
from polybius.datasets import build_dataset


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    for n in range(5):
        write_story(folder / f"{n}.txt", n, f"{n + 1} May 2019")
    return build_dataset([folder], folder.parent / "set", coder=PlainCoder()).path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["report", *map(str, arguments)])


def listed_digest(folder: Path) -> str:
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    (digest,) = (line.split()[0] for line in lines if line.endswith("  report.html"))
    return digest


def test_report_command_build_writes_the_report_and_its_checksum(built: Path) -> None:
    page = (built / "report.html").read_bytes()
    assert b"<h1>Events, April 2019 to May 2019</h1>" in page
    assert listed_digest(built) == hashlib.sha256(page).hexdigest()


def test_report_command_makes_the_same_page_anew(built: Path) -> None:
    page, sums = (built / "report.html").read_bytes(), (built / "SHA256SUMS").read_bytes()
    (built / "report.html").unlink()
    result = run(built)
    assert (result.exit_code, result.stdout) == (0, f"report: {built / 'report.html'}\n")
    assert (built / "report.html").read_bytes() == page
    assert (built / "SHA256SUMS").read_bytes() == sums


def test_report_command_elsewhere_asks_before_it_replaces(built: Path, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    assert run(built, "--out", out).exit_code == 0
    assert out.read_bytes() == (built / "report.html").read_bytes()
    refused = run(built, "--out", out)
    assert (refused.exit_code, "--force" in refused.stderr) == (2, True)
    assert run(built, "--out", out, "--force").exit_code == 0


def test_report_command_of_no_dataset_has_status_two(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert (result.exit_code, "no dataset here" in result.stderr, "Traceback" in result.output) == (2, True, False)
