"""The score of marked sentences: which mention counts, what a miss is, and the figures."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from polybius.datasets import evaluation
from polybius.datasets.evaluation import LABELS, GoldRow, evaluate, label_of, predict, read_gold, score
from polybius.schema.enums import Modality, SlotRank
from polybius.schema.errors import DatasetError
from polybius.schema.ontology import CODES
from polybius.schema.records import Actor, Mention


def actor(start: int, end: int, code: str | None = "CHL") -> Actor:
    return Actor(code, None, (), None, None, "", start, end, SlotRank.HEAD)


def mention(code: str, source: Actor | None, target: Actor | None) -> Mention:
    return Mention(code, source, target, "r", (), "", 0, 1, Modality.ASSERTED, None, None, None, 0, 0, 1)


class ScriptedCoder:
    """Gives for each text what it was told to, and remembers how it was asked."""

    def __init__(self, mentions: dict[str, list[Mention]]) -> None:
        self.mentions = mentions
        self.asked: list[tuple[str, datetime.date | None, object]] = []

    def code_sentence(
        self,
        text: str,
        *,
        published: datetime.date | None = None,
        actor_spans: Sequence[tuple[int, int]] | None = None,
    ) -> list[Mention]:
        self.asked.append((text, published, actor_spans))
        return self.mentions.get(text, [])


def row(text: str, label: str, source: tuple[tuple[int, int], ...] = ((0, 5),), target=((10, 15),)) -> GoldRow:
    return GoldRow(id=text, text=text, source_spans=source, target_spans=target, label=label)


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("010", None),
        ("0211", "REQUEST"),
        ("1012", "REQUEST"),
        ("0333", "AGREE"),
        ("042", "CONSULT"),
        ("072", "AID"),
        ("0841", "YIELD"),
        ("0871", "YIELD"),
        ("112", "ACCUSE"),
        ("190", "ASSAULT"),
        ("0429", "CONSULT"),
        ("99", None),
    ],
)
def test_evaluation_labels_of_codes(code: str, label: str | None) -> None:
    assert label_of(code) == label


def test_evaluation_has_fifteen_labels_and_every_code_but_statements_has_one() -> None:
    assert len(LABELS) == len(set(LABELS)) == 15
    for code, known in CODES.items():
        label = label_of(code)
        assert (label is None) == (known.root == "01")
        assert label is None or label in LABELS
        assert (label == "REQUEST") == (known.root in ("02", "10"))


def test_evaluation_takes_the_first_mention_that_fits_both_sides() -> None:
    coder = ScriptedCoder(
        {
            "a": [
                mention("010", actor(0, 5), actor(10, 15)),
                mention("111", actor(6, 9), actor(10, 15)),
                mention("112", actor(0, 5), None),
                mention("051", actor(4, 8), actor(14, 20)),
                mention("190", actor(0, 5), actor(10, 15)),
            ]
        }
    )
    assert predict(coder, row("a", "SUPPORT"), guided=True).label == "SUPPORT"


def test_evaluation_touching_spans_do_not_overlap() -> None:
    coder = ScriptedCoder({"a": [mention("051", actor(5, 8), actor(15, 20))]})
    assert predict(coder, row("a", "SUPPORT"), guided=True).label is None


def test_evaluation_side_without_spans_accepts_anything() -> None:
    coder = ScriptedCoder({"a": [mention("051", actor(0, 2), None)]})
    assert predict(coder, row("a", "SUPPORT", target=()), guided=True).is_right


def test_evaluation_gives_spans_only_when_guided() -> None:
    coder = ScriptedCoder({})
    predict(coder, row("a", "AID"), guided=True)
    predict(coder, row("a", "AID"), guided=False)
    day = datetime.date(2015, 1, 1)
    assert coder.asked == [("a", day, [(0, 5), (10, 15)]), ("a", day, None)]


def test_evaluation_figures() -> None:
    good, bad = [mention("051", actor(0, 5), actor(10, 15))], [mention("190", actor(0, 5), actor(10, 15))]
    coder = ScriptedCoder({"a": good, "b": bad})
    rows = [row("a", "SUPPORT"), row("b", "SUPPORT"), row("c", "SUPPORT"), row("d", "AID")]
    result = score(predict(coder, r, guided=True) for r in rows)
    assert (result.n_rows, result.n_right, result.n_unlabelled, result.accuracy) == (4, 1, 2, 0.25)
    support = next(label for label in result.labels if label.label == "SUPPORT")
    assert (support.precision, support.support) == (1.0, 3)
    assert support.recall == pytest.approx(1 / 3)
    assert support.f1 == pytest.approx(0.5)
    assert result.macro_f1 == pytest.approx(0.5 / 15)
    assert result.confusion == {
        ("AID", "-"): 1,
        ("SUPPORT", "-"): 1,
        ("SUPPORT", "ASSAULT"): 1,
        ("SUPPORT", "SUPPORT"): 1,
    }


def test_evaluation_shares_of_spans() -> None:
    coder = ScriptedCoder({"a": [mention("010", actor(0, 5), actor(11, 12, code=None))]})
    spans = evaluate(coder, [row("a", "AID"), row("b", "AID")]).spans
    assert (spans.n_spans, spans.found, spans.coded) == (4, 0.5, 0.25)


def test_evaluation_shares_count_actors_that_no_mention_took_up() -> None:
    spans = evaluate(ScriptedCoder({}), [row("a", "AID")], lambda text: [actor(0, 1), actor(20, 25)]).spans
    assert (spans.n_spans, spans.found, spans.coded) == (2, 0.5, 0.5)


def test_evaluation_json_names_no_row() -> None:
    rows = [row("A secret sentence", "AID")]
    text = json.dumps(evaluation.to_json(evaluate(ScriptedCoder({}), rows)))
    assert "secret" not in text
    assert json.loads(text)["guided"]["confusion"] == {"AID": {"-": 1}}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("not json", r"g\.jsonl:2: found no JSON object"),
        ('{"id": "x"}', r"g\.jsonl:2: text: Field required"),
        (
            '{"id": "x", "text": "t", "source_spans": [], "target_spans": [], "label": "WAR"}',
            r"g\.jsonl:2: label: .*pattern",
        ),
    ],
)
def test_evaluation_bad_rows_are_named_by_line(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "g.jsonl"
    path.write_text(f"{row('a', 'AID').model_dump_json()}\n{line}\n", encoding="utf-8")
    with pytest.raises(DatasetError, match=message):
        read_gold(path)


def test_evaluation_reads_what_it_should(tmp_path: Path) -> None:
    path = tmp_path / "g.jsonl"
    path.write_text(row("a", "AID").model_dump_json() + "\n\n", encoding="utf-8")
    assert read_gold(path) == (row("a", "AID"),)


def test_evaluation_empty_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "g.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(DatasetError, match="no rows"):
        read_gold(tmp_path / "g.jsonl")
