"""Samples to judge: who is drawn, what stands in the sheet, what a spreadsheet may do to it, and what comes of the answers."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_dataset import make_article, make_event, make_mention, write_dataset, write_large_dataset

from polybius.datasets import Dataset, load
from polybius.datasets.identity import hash_text
from polybius.datasets.intervals import wilson_interval
from polybius.datasets.precision import PrecisionTable, measure_precision
from polybius.datasets.sampling import SampleDesign, allocate, draw_sample
from polybius.datasets.sheets import COLUMNS, QUESTIONS, Judgement, guard, read_sheet, write_sheet
from polybius.schema.errors import ConfigurationError, DatasetError
from polybius.schema.records import Article


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return load(write_large_dataset(tmp_path_factory.mktemp("made") / "set", 700))


SIZES = st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(1, 60), min_size=1, max_size=8)


@given(st.integers(1, 300), SIZES, st.sampled_from(["equal", "proportional"]))
def test_sampling_allocates_all_and_never_more_than_there_is(n: int, sizes: dict[str, int], allocation: str) -> None:
    numbers = allocate(n, sizes, allocation)
    assert sum(numbers.values()) == min(n, sum(sizes.values()))
    assert all(0 <= numbers[stratum] <= size for stratum, size in sizes.items())
    if n >= len(sizes):
        assert min(numbers.values()) >= 1


def test_sampling_allocates_equally_or_by_size() -> None:
    sizes = {"a": 2, "b": 100, "c": 400}
    assert allocate(30, sizes, "equal") == {"a": 2, "b": 14, "c": 14}
    assert allocate(30, sizes, "proportional") == {"a": 1, "b": 6, "c": 23}


def test_sampling_draws_from_every_stratum_and_knows_its_size(large: Dataset) -> None:
    rows = draw_sample(large, SampleDesign(60, "root", seed=1))
    sizes = Counter(f"root {root}" for root in large.events.collect()["root_code"])
    assert rows.height == 60
    assert dict(rows.select("stratum", "stratum_size").unique().iter_rows()) == sizes
    assert rows["event_id"].is_unique().all()
    assert (rows["stratum"] == "root " + rows["event_code"].str.slice(0, 2)).all()


def test_sampling_follows_the_seed_alone_and_grows(large: Dataset) -> None:
    few, again, other, more = (
        set(draw_sample(large, SampleDesign(n, "quad", seed=seed))["event_id"])
        for n, seed in ((40, 1), (40, 1), (40, 2), (80, 1))
    )
    assert few == again != other
    assert few < more


@pytest.mark.parametrize("by", ["root", "quad", "code", "confidence", "year", "date-precision", "none"])
def test_sampling_knows_every_stratum(large: Dataset, by: str) -> None:
    rows = draw_sample(large, SampleDesign(25, by))
    assert rows.height == 25
    assert rows["stratum"].null_count() == 0


def test_sampling_is_about_uniform(large: Dataset) -> None:
    """Over many seeds every event is drawn about as often: none never, none always."""
    drawn = Counter[str]()
    events = large.events.collect()["event_id"]
    for seed in range(30):
        drawn.update(draw_sample(large, SampleDesign(200, "none", seed))["event_id"])
    expected = 30 * 200 / len(events)
    assert len(drawn) == len(events)
    assert max(drawn.values()) < 2.5 * expected


def test_sampling_takes_sentences_from_articles_whose_text_agrees(tmp_path: Path) -> None:
    text = "Title\n\nFrance met Niger. France left."
    right, changed = make_article("a"), make_article("b")
    events = [make_event("FRA", code, "NER") for code in ("040", "042")]
    digest = hash_text("France met Niger.")
    spans = {"sentence_start": 7, "sentence_end": 24, "sentence_sha256": digest}
    mentions = [make_mention(event, a, **spans) for event, a in zip(events, (right, changed), strict=True)]
    dataset = load(write_dataset(tmp_path / "set", events, mentions, [right, changed]))
    articles = [Article(right["article_id"], text, ()), Article(changed["article_id"], text.replace("met", "saw"), ())]
    rows = draw_sample(dataset, SampleDesign(2, "code"), articles)
    assert rows["sentence"].to_list() == ["France met Niger.", None]


@pytest.mark.parametrize("options", [{"n": 0}, {"n": 5, "by": "colour"}, {"n": 5, "allocation": "odd"}])
def test_sampling_designs_that_make_no_sense_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError):
        SampleDesign(**options)


def write_sample(tmp_path: Path, **columns: Any) -> list[dict[str, str]]:
    event = make_event("LBYMIL", "0232", None, target_name=None, **columns)
    article = make_article("a", url="https://example.org")
    mention = make_mention(event, article, sentence="=1+1 is\nno formula.")
    dataset = load(write_dataset(tmp_path / "set", [event], [mention], [article]))
    write_sheet(draw_sample(dataset, SampleDesign(9)).iter_rows(named=True), tmp_path / "s.csv")
    return list(csv.DictReader(io.StringIO((tmp_path / "s.csv").read_bytes().decode("utf-8-sig"), newline="")))


def test_sheets_hold_nothing_that_a_spreadsheet_changes(tmp_path: Path) -> None:
    (row,) = write_sample(tmp_path, source_name="-Haftar", date_precision="month")
    assert tuple(row) == COLUMNS
    assert row["sentence"] == "'=1+1 is no formula."
    assert (row["event"], row["stratum"], row["source"]) == (
        "0232 Appeal for military aid",
        "root 02",
        "LBYMIL -Haftar",
    )
    assert (row["date"], row["target"], row["event_id"][:3]) == ("2019-05-30 (month)", "", "id-")
    assert [row[question] for question in QUESTIONS] == [""] * 5


@given(st.text())
def test_sheets_guard_every_formula(text: str) -> None:
    assert not str(guard(text)).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert str(guard(text)).removeprefix("'") == text.removeprefix("'")


@pytest.mark.parametrize(("separator", "encoding"), [(",", "utf-8-sig"), (";", "cp1252"), ("\t", "utf-16")])
def test_sheets_are_read_as_spreadsheets_save_them(tmp_path: Path, separator: str, encoding: str) -> None:
    (row,) = write_sample(tmp_path, source_name="Général")
    row |= {"source_ok": "Y", "code_ok": "no", "root_ok": " 1 ", "date_ok": "FALSE"}
    with (tmp_path / "judged.csv").open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, row, delimiter=separator)
        writer.writeheader()
        writer.writerow(row)
        file.write(separator * (len(row) - 1) + "\r\n")
    (judgement,) = read_sheet(tmp_path / "judged.csv")
    assert judgement.answers == {"source_ok": True, "root_ok": True, "code_ok": False, "date_ok": False}
    assert (judgement.stratum, judgement.stratum_size, len(judgement.event_id)) == ("root 02", 1, 32)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n1,2\n", r"s\.csv: found no column stratum, stratum_size, event_id"),
        ("stratum,stratum_size,event_id,{q}\nx,10,e,y,maybe,,,\n", r"s\.csv: row 2: target_ok: found 'maybe'"),
        ("stratum,stratum_size,event_id,{q}\nx,ten,e,y,,,,\n", r"s\.csv: row 2: stratum_size: found 'ten'"),
        ("", r"s\.csv: cannot be read as a sheet"),
    ],
)
def test_sheets_that_cannot_be_read_say_where(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "s.csv").write_text(text.format(q=",".join(QUESTIONS)), encoding="utf-8")
    with pytest.raises(DatasetError, match=message):
        read_sheet(tmp_path / "s.csv")


def judge(stratum: str, size: int, answers: str, question: str = "code_ok") -> list[Judgement]:
    return [Judgement(stratum, size, "e", {question: answer == "y"} if answer != "-" else {}) for answer in answers]


def table(judgements: Sequence[Judgement], measure: str = "code") -> PrecisionTable:
    return next(found for found in measure_precision(judgements) if found.measure == measure)


def test_precision_strata_have_wilson_intervals_and_weigh_by_size() -> None:
    found = table(judge("a", 900, "y" * 15 + "n" * 5) + judge("b", 100, "y" * 2 + "n" * 8 + "--"))
    a, b = found.strata
    assert (a.precision, a.interval, a.n) == (0.75, wilson_interval(15, 20), 20)
    assert (b.precision, b.n_right, b.n) == (0.2, 2, 10)
    assert found.total is not None
    assert found.total.precision == pytest.approx(0.9 * 0.75 + 0.1 * 0.2)
    low, high = found.total.interval
    assert low < found.total.precision < high
    assert high - low < a.interval[1] - a.interval[0]


def test_precision_of_one_large_stratum_is_wilson() -> None:
    found = table(judge("a", 1_000_000, "y" * 70 + "n" * 30))
    assert found.total is not None
    assert found.total.interval == pytest.approx(wilson_interval(70, 100), abs=0.002)


def test_precision_judged_in_full_has_no_interval() -> None:
    found = table(judge("a", 4, "yyyn"))
    assert found.strata[0].interval == (0.75, 0.75)
    assert found.total is not None
    assert found.total.interval == (0.75, 0.75)


def test_precision_all_right_in_a_few_rows_is_not_certain() -> None:
    found = table(judge("a", 500, "yyyyy") + judge("b", 500, "yyyyy"))
    assert found.total is not None
    assert found.total.precision == 1.0
    assert found.total.interval[0] < 0.85


def test_precision_names_strata_that_nobody_judged() -> None:
    found = table(judge("a", 10, "y") + judge("b", 90, "--"))
    assert found.unjudged == ("b",)
    assert found.total is not None
    assert found.total.size == 10


def test_precision_of_a_right_code_has_a_right_root_and_wrong_parts_make_wholes_wrong() -> None:
    answers = [
        {"code_ok": True, "source_ok": True, "target_ok": True, "date_ok": True},
        {"code_ok": False, "root_ok": True, "source_ok": True, "target_ok": True},
        {"source_ok": False},
        {"code_ok": True, "source_ok": True},
    ]
    tables = {found.measure: found.total for found in measure_precision([Judgement("a", 90, "e", a) for a in answers])}
    counts = {name: (total.n_right, total.n) for name, total in tables.items() if total is not None}
    assert counts == {
        "source": (3, 4), "target": (2, 2), "root": (3, 3), "code": (2, 3), "date": (1, 1), "root and sides": (2, 3),
        "code and sides": (1, 3), "all": (1, 3),
    }  # fmt: skip


def test_precision_of_nothing_is_no_table() -> None:
    assert list(measure_precision(judge("a", 10, "---"))) == []
    assert list(measure_precision([])) == []
