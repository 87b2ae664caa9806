"""How well a coder labels marked sentences.

In comes a JSONL file of sentences with marked source and target spans and one PLOVER label each; out go accuracy, macro
F1, the scores per label and the confusion, with the marked spans given to the coder (guided) and without (unguided).
The first mention with a label whose sides overlap the marked spans is the prediction; none counts as wrong. It
deliberately learns nothing from the labels and prints nothing.
"""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Protocol

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..schema.enums import PloverType
from ..schema.errors import DatasetError
from ..schema.ontology import CODES
from ..schema.records import Actor, Mention

PUBLISHED = datetime.date(2015, 1, 1)
YIELD = "YIELD"
NO_LABEL = "-"
_READ_AS = {PloverType.CONCEDE: YIELD, PloverType.RETREAT: YIELD}
LABELS = tuple(dict.fromkeys(_READ_AS.get(kind, kind.value) for kind in PloverType))

Span = tuple[int, int]
ActorFinder = Callable[[str], Iterable[Actor]]


class SentenceCoder(Protocol):
    """What an evaluation needs of a coder."""

    def code_sentence(
        self, text: str, *, published: datetime.date | None = None, actor_spans: Sequence[Span] | None = None
    ) -> list[Mention]: ...


class GoldRow(BaseModel):
    """A marked sentence; spans are half-open code point offsets, and a side may have none."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    text: str
    source_spans: tuple[Span, ...]
    target_spans: tuple[Span, ...]
    label: Annotated[str, Field(pattern=f"^(?:{'|'.join(LABELS)})$")]


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the coder made of a row: the mention that counts and its label, or None, and all mentions."""

    row: GoldRow
    label: str | None
    mention: Mention | None
    mentions: tuple[Mention, ...]

    @property
    def is_right(self) -> bool:
        """Whether the label is the expected one."""
        return self.label == self.row.label


@dataclass(frozen=True, slots=True)
class LabelScore:
    """Precision, recall and F1 of one label; `support` is how many rows have it."""

    label: str
    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True, slots=True)
class Score:
    """The score of one run over all rows. `confusion` counts (expected, predicted) pairs, `-` for no prediction."""

    n_rows: int
    n_right: int
    n_unlabelled: int
    labels: tuple[LabelScore, ...]
    confusion: Mapping[tuple[str, str], int]

    @property
    def accuracy(self) -> float:
        """The share of rows with the right label; a row without prediction is wrong."""
        return self.n_right / self.n_rows if self.n_rows else 0.0

    @property
    def macro_f1(self) -> float:
        """The plain mean of F1 over all labels."""
        return sum(label.f1 for label in self.labels) / len(self.labels)


@dataclass(frozen=True, slots=True)
class SpanShares:
    """Of the marked spans, how many overlap any actor that was found, and how many one with a code."""

    n_spans: int
    n_found: int
    n_coded: int

    @property
    def found(self) -> float:
        """Share of spans that overlap an actor."""
        return self.n_found / self.n_spans if self.n_spans else 0.0

    @property
    def coded(self) -> float:
        """Share of spans that overlap an actor with a code."""
        return self.n_coded / self.n_spans if self.n_spans else 0.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Both runs and the spans of the unguided one."""

    guided: Score
    unguided: Score
    spans: SpanShares
    guided_predictions: tuple[Prediction, ...]


def read_gold(path: str | Path) -> tuple[GoldRow, ...]:
    """The rows of a JSONL file. Raises `DatasetError` with the line of the first that has the wrong form."""
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetError(f"{path}: cannot be read ({error}); expected a JSONL file of marked sentences") from error
    rows = tuple(_read_row(path, number, line) for number, line in enumerate(lines, 1) if line.strip())
    if not rows:
        raise DatasetError(f"{path}: found no rows, expected one JSON object per line")
    return rows


def _read_row(path: str | Path, number: int, line: str) -> GoldRow:
    try:
        return GoldRow.model_validate(json.loads(line))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise DatasetError(f"{path}:{number}: {where}: {first['msg']}; fix the row") from error
    except ValueError as error:
        raise DatasetError(f"{path}:{number}: found no JSON object ({error}); expected one per line") from error


def label_of(code: str) -> str | None:
    """The label of an event code: its PLOVER type, yielding and retreating read as one; None for bare statements."""
    while code and code not in CODES:
        code = code[:-1]
    kind = CODES[code].plover_type if code else None
    return _READ_AS.get(kind, kind.value) if kind is not None else None


def evaluate(coder: SentenceCoder, rows: Sequence[GoldRow], find_actors: ActorFinder | None = None) -> Evaluation:
    """Score the coder with and without the marked spans.

    `find_actors` gives the actors that the coder sees in a text, for the shares of spans; without it, only the sides of
    mentions count as found.
    """
    guided = tuple(predict(coder, row, guided=True) for row in rows)
    unguided = tuple(predict(coder, row, guided=False) for row in rows)
    return Evaluation(score(guided), score(unguided), share_spans(unguided, find_actors), guided)


def predict(coder: SentenceCoder, row: GoldRow, *, guided: bool) -> Prediction:
    """Code one row and pick the mention that counts."""
    spans = sorted({*row.source_spans, *row.target_spans}) if guided else None
    mentions = tuple(coder.code_sentence(row.text, published=PUBLISHED, actor_spans=spans))
    for mention in mentions:
        label = label_of(mention.code)
        if label is not None and _fits(mention.source, row.source_spans) and _fits(mention.target, row.target_spans):
            return Prediction(row, label, mention, mentions)
    return Prediction(row, None, None, mentions)


def _fits(side: Actor | None, spans: Sequence[Span]) -> bool:
    """A side without marked spans accepts anything."""
    return not spans or (side is not None and any(_overlap((side.start, side.end), span) for span in spans))


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def score(predictions: Iterable[Prediction]) -> Score:
    """The scores of predictions."""
    confusion = Counter((prediction.row.label, prediction.label or NO_LABEL) for prediction in predictions)
    return Score(
        n_rows=confusion.total(),
        n_right=sum(n for (expected, got), n in confusion.items() if expected == got),
        n_unlabelled=sum(n for (_, got), n in confusion.items() if got == NO_LABEL),
        labels=tuple(_score_label(label, confusion) for label in LABELS),
        confusion=dict(sorted(confusion.items())),
    )


def _score_label(label: str, confusion: Mapping[tuple[str, str], int]) -> LabelScore:
    right = confusion.get((label, label), 0)
    predicted = sum(n for (_, got), n in confusion.items() if got == label)
    support = sum(n for (expected, _), n in confusion.items() if expected == label)
    precision = right / predicted if predicted else 0.0
    recall = right / support if support else 0.0
    f1 = 2 * right / (predicted + support) if predicted + support else 0.0
    return LabelScore(label, precision, recall, f1, support)


def share_spans(predictions: Iterable[Prediction], find_actors: ActorFinder | None = None) -> SpanShares:
    """How many of the marked spans the coder found by itself."""
    n_spans = n_found = n_coded = 0
    for prediction in predictions:
        actors = list(_sides(prediction.mentions))
        if find_actors is not None:
            actors.extend(find_actors(prediction.row.text))
        for span in (*prediction.row.source_spans, *prediction.row.target_spans):
            met = [actor for actor in actors if _overlap((actor.start, actor.end), span)]
            n_spans += 1
            n_found += bool(met)
            n_coded += any(actor.code is not None for actor in met)
    return SpanShares(n_spans, n_found, n_coded)


def _sides(mentions: Iterable[Mention]) -> Iterator[Actor]:
    for mention in mentions:
        yield from (actor for actor in (mention.source, mention.target) if actor is not None)


def find_misses(predictions: Iterable[Prediction]) -> Iterator[Prediction]:
    """Rows with the wrong label or none, in file order."""
    return (prediction for prediction in predictions if not prediction.is_right)


def to_json(evaluation: Evaluation) -> dict[str, object]:
    """The figures, without any sentence or id."""
    return {
        "guided": _score_json(evaluation.guided),
        "unguided": {
            **_score_json(evaluation.unguided),
            "spans": evaluation.spans.n_spans,
            "spans_found": round(evaluation.spans.found, 4),
            "spans_coded": round(evaluation.spans.coded, 4),
        },
    }


def _score_json(result: Score) -> dict[str, object]:
    confusion: dict[str, dict[str, int]] = {}
    for (expected, got), n in result.confusion.items():
        confusion.setdefault(expected, {})[got] = n
    return {
        "rows": result.n_rows,
        "right": result.n_right,
        "without_prediction": result.n_unlabelled,
        "accuracy": round(result.accuracy, 4),
        "macro_f1": round(result.macro_f1, 4),
        "labels": {
            label.label: {
                "precision": round(label.precision, 4),
                "recall": round(label.recall, 4),
                "f1": round(label.f1, 4),
                "support": label.support,
            }
            for label in result.labels
        },
        "confusion": confusion,
    }
