"""How well a coder finds the events of texts: precision, recall and F1 by level.

In come texts with their expected events and a coder; out go, for each level from the quad class to the whole triple,
counts and scores with intervals. The events of a text are the set of its triples, as in a dataset: asserted, with at
least one coded side; on the coarser levels equal parts are paired one to one. Intervals are a bootstrap over texts. It
deliberately prints nothing and learns nothing from the gold.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple, Protocol

from ..schema.actors import parse_actor_code
from ..schema.enums import Modality
from ..schema.errors import CodeError
from ..schema.ontology import CODES
from ..schema.records import Actor, Mention
from .decoding import normalise_text
from .intervals import RESAMPLES, Interval, bootstrap_intervals, draw_resamples, wilson_interval
from .triple_gold import GoldText

_BASE = 3


class TextCoder(Protocol):
    """What the scoring of texts needs of a coder."""

    def code_sentence(
        self, text: str, *, published: datetime.date | None = None, context: Sequence[str] = ()
    ) -> list[Mention]: ...


class Triple(NamedTuple):
    """An event as source, code and target; a side without a code is None."""

    source: str | None
    code: str
    target: str | None

    def __str__(self) -> str:
        return f"{self.source or '_'} {self.code} {self.target or '_'}"


@dataclass(frozen=True, slots=True)
class CodedText:
    """A gold text, the events expected and the events coded, with the mentions that gave them."""

    row: GoldText
    expected: frozenset[Triple]
    coded: Mapping[Triple, Mention]

    @property
    def missed(self) -> tuple[Triple, ...]:
        """Expected events that were not coded."""
        return tuple(sorted(self.expected - self.coded.keys(), key=str))

    @property
    def spurious(self) -> tuple[Triple, ...]:
        """Coded events that were not expected."""
        return tuple(sorted(self.coded.keys() - self.expected, key=str))

    @property
    def n_wrong(self) -> int:
        """How many events are missing or too many."""
        return len(self.missed) + len(self.spurious)


@dataclass(frozen=True, slots=True)
class LevelScore:
    """One level: `n_right` of `n_coded` and of `n_expected` parts were paired. Intervals are None where not asked for."""

    level: str
    n_right: int
    n_coded: int
    n_expected: int
    precision_interval: Interval | None = None
    recall_interval: Interval | None = None
    f1_interval: Interval | None = None

    @property
    def precision(self) -> float:
        """The share of the coded parts that were expected; 0 where nothing was coded."""
        return _precision((self.n_right, self.n_coded, self.n_expected)) or 0.0

    @property
    def recall(self) -> float:
        """The share of the expected parts that were coded; 0 where nothing was expected."""
        return _recall((self.n_right, self.n_coded, self.n_expected)) or 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _f1((self.n_right, self.n_coded, self.n_expected)) or 0.0


@dataclass(frozen=True, slots=True)
class TripleEvaluation:
    """The scores over all texts, by level and for exact codes by root; `texts` are what they rest on."""

    texts: tuple[CodedText, ...]
    levels: tuple[LevelScore, ...]
    roots: tuple[LevelScore, ...]

    @property
    def n_right_texts(self) -> int:
        """Texts whose set of events is exactly the expected one."""
        return sum(1 for text in self.texts if not text.n_wrong)

    @property
    def right_texts_interval(self) -> Interval:
        """Wilson's interval of the share of such texts."""
        return wilson_interval(self.n_right_texts, len(self.texts))


Parts = Callable[[Triple], Iterable[object]]


def _country(code: str) -> str | None:
    try:
        return parse_actor_code(code).country
    except CodeError:
        return None


def _sides(triple: Triple) -> Iterator[tuple[str, str]]:
    if triple.source is not None:
        yield "source", triple.source
    if triple.target is not None:
        yield "target", triple.target


def _countries(triple: Triple) -> Iterator[tuple[str, str]]:
    for side, code in _sides(triple):
        country = _country(code)
        if country is not None:
            yield side, country


def _root_and_countries(triple: Triple) -> Iterator[object]:
    yield CODES[triple.code].root, frozenset(_countries(triple))


LEVELS: Mapping[str, Parts] = MappingProxyType(
    {
        "code": lambda triple: (triple.code,),
        "base": lambda triple: (triple.code[:_BASE],),
        "root": lambda triple: (CODES[triple.code].root,),
        "quad": lambda triple: (CODES[triple.code].quad_class,),
        "actor": _sides,
        "country": _countries,
        "triple": lambda triple: (triple,),
        "root-countries": _root_and_countries,
    }
)
"""The parts of an event that each level compares. Sides without a code, or without a country, are no part."""


def evaluate_texts(
    coder: TextCoder, rows: Iterable[GoldText], *, seed: int = 0, n_resamples: int = RESAMPLES
) -> TripleEvaluation:
    """Code and score all texts. The intervals are those of `n_resamples` resamples of the texts, drawn with `seed`."""
    texts = tuple(code_text(coder, row) for row in rows)
    resamples = draw_resamples(len(texts), seed, n_resamples)
    levels = tuple(_score_level(name, texts, parts, resamples) for name, parts in LEVELS.items())
    return TripleEvaluation(texts, levels, tuple(_score_roots(texts)))


def code_text(coder: TextCoder, row: GoldText) -> CodedText:
    """Code one text; of several mentions of one event the first stands for it."""
    context = tuple(normalise_text(before) for before in row.context)
    mentions = coder.code_sentence(normalise_text(row.text), published=row.published, context=context)
    coded: dict[Triple, Mention] = {}
    for mention in mentions:
        triple = Triple(_code_of(mention.source), mention.code, _code_of(mention.target))
        if mention.modality is Modality.ASSERTED and (triple.source is not None or triple.target is not None):
            coded.setdefault(triple, mention)
    return CodedText(row, frozenset(Triple(e.source, e.code, e.target) for e in row.events), coded)


def _code_of(actor: Actor | None) -> str | None:
    return actor.code if actor is not None else None


def _score_level(name: str, texts: Sequence[CodedText], parts: Parts, resamples: Sequence[Sequence[int]]) -> LevelScore:
    per_text = [_count_parts(text.expected, text.coded, parts) for text in texts]
    counts = list(zip(*per_text, strict=True)) if per_text else [(), (), ()]
    score = LevelScore(name, *(sum(kind) for kind in counts))
    if not per_text or not resamples:
        return score
    intervals = bootstrap_intervals(counts, (_precision, _recall, _f1), resamples)
    sizes = (score.n_coded, score.n_expected, (score.n_coded + score.n_expected) / 2)
    widened = (
        wilson_interval(score.n_right, size) if interval[0] == interval[1] else interval
        for interval, size in zip(intervals, sizes, strict=True)
    )
    return LevelScore(name, score.n_right, score.n_coded, score.n_expected, *widened)


def _count_parts(expected: Iterable[Triple], coded: Iterable[Triple], parts: Parts) -> tuple[int, int, int]:
    """How many parts of one text are paired, coded and expected."""
    wanted = Counter(part for triple in expected for part in parts(triple))
    got = Counter(part for triple in coded for part in parts(triple))
    return (wanted & got).total(), got.total(), wanted.total()


def _score_roots(texts: Sequence[CodedText]) -> Iterator[LevelScore]:
    """The exact codes of each root that is expected or coded anywhere."""
    right, coded, expected = Counter[str](), Counter[str](), Counter[str]()
    for text in texts:
        wanted = Counter(triple.code for triple in text.expected)
        got = Counter(triple.code for triple in text.coded)
        for sums, codes in ((right, wanted & got), (coded, got), (expected, wanted)):
            for code, n in codes.items():
                sums[CODES[code].root] += n
    for root in sorted(coded.keys() | expected.keys()):
        yield LevelScore(root, right[root], coded[root], expected[root])


def _precision(counts: Sequence[int]) -> float | None:
    return counts[0] / counts[1] if counts[1] else None


def _recall(counts: Sequence[int]) -> float | None:
    return counts[0] / counts[2] if counts[2] else None


def _f1(counts: Sequence[int]) -> float | None:
    return 2 * counts[0] / (counts[1] + counts[2]) if counts[1] + counts[2] else None


def find_wrong_texts(evaluation: TripleEvaluation) -> list[CodedText]:
    """Texts with missing or spurious events, the worst first, else in file order."""
    return sorted((text for text in evaluation.texts if text.n_wrong), key=lambda text: -text.n_wrong)


def to_json(evaluation: TripleEvaluation) -> dict[str, object]:
    """The figures, without any text or id."""
    low, high = evaluation.right_texts_interval
    n_texts = len(evaluation.texts)
    return {
        "texts": n_texts,
        "texts_right": evaluation.n_right_texts,
        "texts_right_share": round(evaluation.n_right_texts / n_texts, 4) if n_texts else 0.0,
        "texts_right_interval": [round(low, 4), round(high, 4)],
        "levels": {score.level: _score_json(score) for score in evaluation.levels},
        "roots": {score.level: _score_json(score) for score in evaluation.roots},
    }


def _score_json(score: LevelScore) -> dict[str, object]:
    figures: dict[str, object] = {"right": score.n_right, "coded": score.n_coded, "expected": score.n_expected}
    for name, value, interval in (
        ("precision", score.precision, score.precision_interval),
        ("recall", score.recall, score.recall_interval),
        ("f1", score.f1, score.f1_interval),
    ):
        figures[name] = round(value, 4)
        if interval is not None:
            figures[f"{name}_interval"] = [round(bound, 4) for bound in interval]
    return figures
