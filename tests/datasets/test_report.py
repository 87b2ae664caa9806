"""The report: its figures are those of the tables, it needs nothing from outside, and it is sound with any dataset."""

from __future__ import annotations

import datetime
import hashlib
import html.parser
import itertools
import math
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_dataset import DAY, PLACES, make_article, make_event, make_mention, write_dataset, write_large_dataset

from polybius.datasets import Dataset, load
from polybius.datasets.report import add_report, render_report, write_report
from polybius.datasets.report.charts import chart_series, round_ticks
from polybius.datasets.report.facts import Facts, gather_facts
from polybius.datasets.report.names import PRECISION_NAMES, REASON_NAMES
from polybius.datasets.report.world import HEIGHT, WIDTH, project
from polybius.schema.enums import DatePrecision, RejectionReason
from polybius.schema.errors import DatasetError

VOID = {"meta", "link", "br", "hr", "img"}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return load(write_large_dataset(tmp_path_factory.mktemp("made") / "set", 600))


@pytest.fixture(scope="module")
def facts(large: Dataset) -> Facts:
    return gather_facts(large)


@pytest.fixture(scope="module")
def page(large: Dataset) -> str:
    return render_report(large)


class Outline(html.parser.HTMLParser):
    """The tags of a page, checked for closing in order; its text; the ids in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        found = dict(attrs)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a":
            self.links.append(str(found["href"]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)


def test_report_is_sound_html_with_links_that_lead_somewhere(page: str) -> None:
    outline = Outline(page)
    assert len(outline.ids) == len(set(outline.ids))
    assert {link.removeprefix("#") for link in outline.links} <= set(outline.ids)
    assert outline.tags.count("h1") == 1
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')


def test_report_needs_nothing_from_outside(page: str) -> None:
    assert "<script" not in page
    assert "<img" not in page
    assert re.findall(r"(?:https?:)?//[a-z]|url\(|@import", page) == []
    assert "default-src 'none'" in page


def test_report_escapes_what_it_shows(page: str) -> None:
    assert "Colonel Orsk &lt;b&gt;" in page
    assert "<b>" not in page


def test_report_pictures_are_sound_and_told_in_words(page: str) -> None:
    pictures = re.findall(r"<svg.*?</svg>", page, re.S)
    assert len(pictures) == 3
    for picture in pictures:
        root = ET.fromstring(picture)
        ids = {element.get("id") for element in root}
        assert root.get("role") == "img"
        assert set(str(root.get("aria-labelledby")).split()) <= ids
        assert root.findtext("title")
        assert len(root.findtext("desc") or "") > 20


def test_report_figures_are_those_of_the_tables(large: Dataset, facts: Facts) -> None:
    events = large.events.collect()
    assert facts.totals["events"] == events.height
    assert sum(bar.total for bar in facts.events.bars) == events.height
    for quad in range(4):
        assert sum(bar.counts[quad] for bar in facts.events.bars) == (events["quad_class"] == quad + 1).sum()
    assert {share.key: share.n for share in facts.roots} == dict(events["root_code"].value_counts().iter_rows())
    assert sum(share.n for share in facts.precisions) == events.height
    assert sum(point.n for point in facts.points) == events["latitude"].count() == facts.totals["placed"]
    assert sum(bar.total for bar in facts.articles.bars) == large.articles.collect().height
    assert sum(share.n for share in facts.rejections) == large.rejections.collect().height
    assert [name for name, _, _ in facts.unresolved] == ["Colonel Bamtu", "Colonel Orsk <b>", "Colonel Teel"]


def test_report_dyads_and_matrix_count_the_same_events(large: Dataset, facts: Facts) -> None:
    top = facts.dyads[0]
    events = large.events.filter(
        pl.coalesce("source_country", pl.col("source_code").str.slice(0, 3)) == top.source,
        pl.coalesce("target_country", pl.col("target_code").str.slice(0, 3)) == top.target,
    ).collect()
    assert top.n == events.height == facts.matrix.counts[(top.source, top.target)]
    assert top.goldstein == pytest.approx(events["goldstein"].mean())
    assert [dyad.n for dyad in facts.dyads] == sorted((dyad.n for dyad in facts.dyads), reverse=True)
    assert {"IGO"} < {side.key for side in facts.matrix.sides}


def test_report_series_have_no_gaps_and_fit(facts: Facts) -> None:
    starts = [bar.start for bar in facts.events.bars]
    assert facts.events.period == "week"
    assert {(later - earlier).days for earlier, later in itertools.pairwise(starts)} == {7}


@pytest.mark.parametrize(
    ("days", "period"), [(0, "day"), (100, "day"), (800, "week"), (3500, "month"), (30000, "year")]
)
def test_report_periods_follow_the_time_that_is_covered(tmp_path: Path, days: int, period: str) -> None:
    events = [make_event("FRA", "042", "NER", DAY + datetime.timedelta(n)) for n in {0, days}]
    found = gather_facts(load(write_dataset(tmp_path / "set", events)))
    assert found.events.period == period
    assert len(found.events.bars) <= 131
    assert sum(bar.total for bar in found.events.bars) == len(events)


def test_report_is_the_same_for_the_same_dataset_wherever_it_lies(large: Dataset, page: str, tmp_path: Path) -> None:
    copy = load(write_large_dataset(tmp_path / "elsewhere", 600))
    assert render_report(copy) == page
    assert str(large.path) not in page


def small(tmp_path: Path, n: int) -> Dataset:
    events = [
        make_event("FRA", "042", "NER", DAY, **PLACES[0]),
        make_event(None, "190", "SYRMIL", DAY, source_name="Harmattan Front"),
        make_event("IGOUNO", "010", "MLI", DAY + datetime.timedelta(3), date_precision=None),
    ][:n]
    articles = [make_article("a")][:n]
    return load(
        write_dataset(tmp_path / "set", events, [make_mention(event, articles[0]) for event in events], articles)
    )


@pytest.mark.parametrize("n", [0, 1, 3])
def test_report_of_a_tiny_dataset_is_sound(tmp_path: Path, n: int) -> None:
    page = render_report(small(tmp_path, n))
    text = " ".join(" ".join(Outline(page).words).split())
    assert {0: "No events, from 0 news articles", 1: "1 event on 30 May 2019", 3: "3 events from 30 May 2019"}[
        n
    ] in text
    assert "None" not in text
    assert "nan" not in page


def test_report_replaces_its_file_and_its_checksum_only(tmp_path: Path) -> None:
    dataset = small(tmp_path, 3)
    sums = dataset.path / "SHA256SUMS"
    sums.write_text("aa  manifest.json\nbb  report.html\ncc  unresolved.parquet\n", encoding="utf-8")
    for _ in range(2):
        out = add_report(dataset)
        digest = hashlib.sha256(out.read_bytes()).hexdigest()
        assert sums.read_text(encoding="utf-8").splitlines() == [
            "aa  manifest.json", f"{digest}  report.html", "cc  unresolved.parquet",
        ]  # fmt: skip


def test_report_elsewhere_is_replaced_only_by_force(tmp_path: Path) -> None:
    dataset = small(tmp_path, 1)
    write_report(dataset, tmp_path / "r.html")
    with pytest.raises(DatasetError, match="already exists"):
        write_report(dataset, tmp_path / "r.html")
    write_report(dataset, tmp_path / "r.html", force=True)


def test_report_has_words_for_every_reason_and_precision() -> None:
    assert set(REASON_NAMES) == set(RejectionReason)
    assert set(PRECISION_NAMES) == set(DatePrecision)


@given(st.integers(0, 10**9))
def test_report_ticks_reach_the_largest_in_few_round_steps(largest: int) -> None:
    ticks = round_ticks(largest)
    assert ticks[0] == 0
    assert ticks[-1] >= largest
    assert 2 <= len(ticks) <= 6
    assert len({later - earlier for earlier, later in itertools.pairwise(ticks)}) == 1


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_report_map_holds_every_place(longitude: float, latitude: float) -> None:
    x, y = project(longitude, latitude)
    assert -0.01 <= x <= WIDTH + 0.01
    assert -0.01 <= y <= HEIGHT + 0.01


def test_report_map_keeps_areas() -> None:
    """A degree by a degree at 60 north covers half of what it covers at the equator."""

    def area(latitude: float) -> float:
        (left, low), (right, _) = project(0, latitude), project(1, latitude)
        return (right - left) * (low - project(0, latitude + 1)[1])

    assert area(60) / area(0) == pytest.approx(math.cos(math.radians(60.5)), rel=0.01)
    assert project(0, 0) == (WIDTH / 2, HEIGHT / 2)


def test_report_chart_columns_stack_to_their_count(facts: Facts) -> None:
    root = ET.fromstring(str(chart_series(facts.events, "time", "t")))
    unit = {}
    for group, bar in zip(root.iter("g"), (bar for bar in facts.events.bars if bar.total), strict=True):
        height = sum(float(rect.get("height", 0)) for rect in group.iter("rect"))
        unit[bar.start] = height / bar.total
        assert (group.findtext("title") or "").startswith("week of ")
    assert max(unit.values()) == pytest.approx(min(unit.values()), rel=0.1)
