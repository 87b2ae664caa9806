"""The score of texts with expected events: what is compared on each level, the figures, and what is no event."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from polybius.datasets.intervals import wilson_interval
from polybius.datasets.triple_gold import GoldText, holds_triples, read_gold_texts
from polybius.datasets.triple_scores import (
    LevelScore,
    Triple,
    TripleEvaluation,
    evaluate_texts,
    find_wrong_texts,
    to_json,
)
from polybius.schema.enums import Modality, SlotRank
from polybius.schema.errors import DatasetError
from polybius.schema.records import Actor, Mention


def mention(event: str, modality: Modality = Modality.ASSERTED) -> Mention:
    source, code, target = event.split()
    return Mention(code, side(source), side(target), "rule", (), "did", 0, 3, modality, None, None, None, 0, 0, 9)


def side(code: str) -> Actor | None:
    if code == "_":
        return None
    return Actor(None if code == "?" else code, None, (), "X", None, "X", 0, 1, SlotRank.HEAD)


class ScriptedCoder:
    """Codes each text as its own words say, `A 042 B; ...`, and remembers how it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, datetime.date | None, tuple[str, ...]]] = []

    def code_sentence(
        self, text: str, *, published: datetime.date | None = None, context: Sequence[str] = ()
    ) -> list[Mention]:
        self.asked.append((text, published, tuple(context)))
        return [mention(event) for event in text.split(";") if len(event.split()) == 3]


def gold(text: str, *events: str) -> GoldText:
    return GoldText.model_validate({"text": text, "events": events})


def evaluate(*rows: GoldText) -> TripleEvaluation:
    return evaluate_texts(ScriptedCoder(), rows, n_resamples=50)


def level(result: TripleEvaluation, name: str) -> LevelScore:
    return next(score for score in result.levels if score.level == name)


@pytest.mark.parametrize(
    ("coded", "right_levels"),
    [
        ("EGY 072 LBYMIL", {"code", "base", "root", "quad", "actor", "country", "triple", "root-countries"}),
        ("EGY 072 LBYGOV", {"code", "base", "root", "quad", "country", "root-countries"}),
        ("EGY 073 LBYMIL", {"root", "quad", "actor", "country", "root-countries"}),
        ("LBYMIL 072 EGY", {"code", "base", "root", "quad"}),
        ("EGY 061 LBYMIL", {"quad", "actor", "country"}),
        ("EGY 042 LBYMIL", {"actor", "country"}),
        ("TCD 190 SDN", set()),
    ],
)
def test_triple_scores_levels_compare_their_part_only(coded: str, right_levels: set[str]) -> None:
    result = evaluate(gold(coded, "EGY 072 LBYMIL"))
    assert {score.level for score in result.levels if score.f1 == 1.0} == right_levels


def test_triple_scores_base_joins_four_digit_codes() -> None:
    result = evaluate(gold("FRA 0333 TCD", "FRA 0332 TCD"))
    assert (level(result, "code").n_right, level(result, "base").n_right) == (0, 1)


def test_triple_scores_pair_equal_parts_one_to_one() -> None:
    result = evaluate(gold("FRA 057 NER; NER 057 FRA; FRA 057 MLI", "FRA 057 NER"))
    code = level(result, "code")
    assert (code.n_right, code.n_coded, code.n_expected) == (1, 3, 1)
    assert (code.precision, code.recall, code.f1) == (pytest.approx(1 / 3), 1.0, 0.5)


def test_triple_scores_one_event_said_twice_counts_once() -> None:
    assert level(evaluate(gold("FRA 057 NER; FRA 057 NER", "FRA 057 NER")), "triple").f1 == 1.0


def test_triple_scores_missing_and_unknown_sides_are_no_actors() -> None:
    result = evaluate(gold("EGY 072 ?", "EGY 072 _"), gold("IGOUNO 042 _", "IGOUNO 042 _"))
    assert level(result, "triple").f1 == 1.0
    assert (level(result, "actor").n_expected, level(result, "country").n_expected) == (2, 1)


def test_triple_scores_only_what_a_dataset_would_hold_is_an_event() -> None:
    class Denying:
        def code_sentence(self, text: str, **_: object) -> list[Mention]:
            return [mention("EGY 072 TCD", Modality.NEGATED), mention("? 072 ?"), mention("_ 072 _")]

    result = evaluate_texts(Denying(), [gold("Nothing was sent.")])
    assert level(result, "triple").n_coded == 0
    assert result.n_right_texts == 1


def test_triple_scores_pool_counts_over_texts() -> None:
    result = evaluate(gold("A", "EGY 072 TCD"), gold("EGY 072 TCD", "EGY 072 TCD"), gold("EGY 190 TCD; EGY 191 TCD"))
    whole = level(result, "triple")
    assert (whole.n_right, whole.n_coded, whole.n_expected) == (1, 3, 2)
    assert (result.n_right_texts, result.right_texts_interval) == (1, wilson_interval(1, 3))
    assert [(root.level, root.n_right, root.n_coded, root.n_expected) for root in result.roots] == [
        ("07", 1, 1, 2),
        ("19", 0, 2, 0),
    ]


def evaluate_seeded(*rows: GoldText, seed: int = 0) -> TripleEvaluation:
    return evaluate_texts(ScriptedCoder(), rows, seed=seed, n_resamples=200)


def test_triple_scores_intervals_hold_the_score_and_follow_the_seed() -> None:
    rows = [gold("EGY 072 TCD", "EGY 072 TCD")] * 12 + [gold("A", "EGY 072 TCD")] * 8
    one, other = evaluate_seeded(*rows), evaluate_seeded(*rows, seed=5)
    score = level(one, "triple")
    assert score.recall_interval is not None
    assert score.recall_interval[0] < score.recall == 0.6 < score.recall_interval[1]
    assert score == level(evaluate_seeded(*rows), "triple")
    assert score.recall_interval != level(other, "triple").recall_interval


def test_triple_scores_perfect_scores_have_intervals_with_a_width() -> None:
    score = level(evaluate_seeded(*[gold("EGY 072 TCD", "EGY 072 TCD")] * 10), "triple")
    assert score.precision_interval == score.f1_interval == wilson_interval(10, 10)


def test_triple_scores_wrong_texts_come_worst_first() -> None:
    result = evaluate(gold("EGY 072 TCD"), gold("EGY 073 TCD", "EGY 072 TCD"), gold("FRA 042 NER", "FRA 042 NER"))
    worst, other = find_wrong_texts(result)
    assert (worst.missed, worst.spurious) == ((Triple("EGY", "072", "TCD"),), (Triple("EGY", "073", "TCD"),))
    assert (other.missed, other.n_wrong) == ((), 1)


def test_triple_scores_give_the_coder_date_and_context() -> None:
    coder = ScriptedCoder()
    row = {"text": "EGY 072 TCD", "events": [], "published": "2021-03-04", "context": ["Before."]}
    evaluate_texts(coder, [GoldText.model_validate(row)], n_resamples=1)
    assert coder.asked == [("EGY 072 TCD", datetime.date(2021, 3, 4), ("Before.",))]


def test_triple_scores_json_names_no_text() -> None:
    figures = json.dumps(to_json(evaluate(gold("EGY 072 TCD", "EGY 072 TCD"))))
    assert "EGY" not in figures
    assert json.loads(figures)["levels"]["triple"]["recall_interval"] == [0.2065, 1.0]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("not json", r"g\.jsonl:2: found no JSON object"),
        ('{"text": "x"}', r"g\.jsonl:2: events: Field required"),
        ('{"text": "x", "events": ["EGY 72 TCD"]}', r"g\.jsonl:2: .*'72'; did you mean '072'"),
        ('{"text": "x", "events": ["EGY 072"]}', r"g\.jsonl:2: .*SOURCE CODE TARGET.*write _"),
        ('{"text": "x", "events": ["EGPT 072 TCD"]}', r"g\.jsonl:2: events\.0\.source: .*EGPT"),
        ('{"text": "x", "events": [], "date": "2020-01-01"}', r"g\.jsonl:2: date: Extra inputs"),
        ('{"text": "x", "events": [], "published": "May"}', r"g\.jsonl:2: published"),
    ],
)
def test_triple_gold_bad_rows_are_named_by_line(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "g.jsonl"
    path.write_text('{"text": "a", "events": []}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(DatasetError, match=message):
        read_gold_texts(path)


def test_triple_gold_is_told_by_its_keys(tmp_path: Path) -> None:
    path = tmp_path / "g.jsonl"
    for first, answer in (('\ufeff{"events": [], "text": "a"}', True), ('{"label": "AID"}', False), ("x", False)):
        path.write_text(f"\n{first}\n" if first[0] == "{" else first, encoding="utf-8")
        assert holds_triples(path) is answer


def test_triple_gold_empty_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "g.jsonl").write_text("\n", encoding="utf-8")
    assert holds_triples(tmp_path / "g.jsonl") is False
    with pytest.raises(DatasetError, match="no rows"):
        read_gold_texts(tmp_path / "g.jsonl")
