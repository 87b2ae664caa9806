"""Bounds: what must hold of a lexicon on fixed texts, declared in a file.

In comes a YAML file of bounds, each over a corpus or a gold file, and a coder; out go the figures that it measured, each with what
was allowed. Counts are of texts with an event (`coded`), of events (`events`, by root or code), of texts whose events
are exactly those that the corpus expects (`right`); gold files have the metrics of `evaluate`. Shares end in `%`. It
deliberately does not rewrite the file: that is `bounds_file`.
"""

from __future__ import annotations

import datetime
import functools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Any, Self

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from ..coders.coder import Coder
from ..coders.examples import show_event
from ..coders.trials.pools import map_batches
from ..schema.errors import ConfigurationError, DatasetError
from ..schema.ontology import CODES
from .corpora import CorpusText, digest_corpus, find_corpus_files, read_corpus


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, or a share from 0 to 1, as a file writes it: `12`, `3%`."""

    value: float
    is_share: bool

    def __str__(self) -> str:
        return f"{self.value * 100:.6g}%" if self.is_share else f"{self.value:.10g}"


def read_amount(value: object) -> Amount:
    """Read an amount. Raises ValueError."""
    if isinstance(value, Amount):
        return value
    text = str(value).strip()
    number = float(text.removesuffix("%"))
    if number < 0 or (text.endswith("%") and number > 100):
        raise ValueError(f"found {value!r}, expected a number of 0 or more, or a share like 3%")
    return Amount(number / 100, True) if text.endswith("%") else Amount(number, False)


Bound = Annotated[Amount | None, BeforeValidator(lambda value: None if value is None else read_amount(value))]


class Range(BaseModel):
    """The least and the most that is allowed, both included."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    min: Bound = None
    max: Bound = None

    @model_validator(mode="after")
    def _check_whole(self) -> Self:
        if self.min is None and self.max is None:
            raise ValueError("expected min, max or both")
        return self


class BoundsBlock(BaseModel):
    """What must hold on one corpus or one gold file. Paths are relative to the file; globs will do."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
    corpus: tuple[str, ...] = ()
    gold: str | None = None
    sha256: str | None = None
    published: datetime.date | None = None
    coded: Range | None = None
    events: Range | None = None
    right: Range | None = None
    roots: dict[str, Range] = Field(default_factory=dict)
    codes: dict[str, Range] = Field(default_factory=dict)
    metrics: dict[str, Range] = Field(default_factory=dict)
    note: str | None = None

    @model_validator(mode="after")
    def _check_whole(self) -> Self:
        if bool(self.corpus) == (self.gold is not None):
            raise ValueError("expected either corpus or gold")
        if self.gold is None and self.metrics:
            raise ValueError("metrics are of gold files; give gold instead of corpus")
        unknown = [code for code in (*self.roots, *self.codes) if code not in CODES]
        if unknown:
            raise ValueError(f"unknown code {unknown[0]!r}")
        return self


@dataclass(frozen=True, slots=True)
class Finding:
    """One bound, measured. `key` is where it stands in the file: the block's id and the keys down to the range."""

    key: tuple[str, ...]
    value: float
    total: int
    allowed: Range

    def measured(self, bound: Amount) -> float:
        """The value in the unit of a bound: a share of the total, or as it is."""
        return self.value / max(self.total, 1) if bound.is_share else self.value

    @property
    def complaint(self) -> str | None:
        """What is wrong, None where the bound holds."""
        low, high = self.allowed.min, self.allowed.max
        if low is not None and self.measured(low) < low.value:
            return f"{self._show(low)}, expected at least {low}"
        if high is not None and self.measured(high) > high.value:
            return f"{self._show(high)}, expected at most {high}"
        return None

    def __str__(self) -> str:
        parts = [f"{name} {bound}" for name in ("min", "max") if (bound := getattr(self.allowed, name)) is not None]
        bound = self.allowed.min or self.allowed.max or Amount(0, False)
        holds = f"{self._show(bound)} ({', '.join(parts)})"
        return f"{' '.join(self.key)}: {self.complaint or holds}"

    def _show(self, bound: Amount) -> str:
        return str(Amount(round(self.measured(bound), 6), bound.is_share))


@dataclass(frozen=True, slots=True)
class BlockFindings:
    """A block with its findings; `digest` is that of its files now."""

    block: BoundsBlock
    digest: str
    findings: tuple[Finding, ...]

    @property
    def digest_complaint(self) -> str | None:
        """What is said where the files are not those that the bounds were set on."""
        if self.block.sha256 is None or self.block.sha256 == self.digest:
            return None
        return (
            f"{self.block.id} sha256: the files changed since the bounds were set; look at them, then run with --accept"
        )


def range_at(block: BoundsBlock, key: tuple[str, ...]) -> Range:
    """The range at the key of a finding."""
    found = getattr(block, key[1])
    allowed: Range = found[key[2]] if len(key) > 2 else found
    return allowed


def read_bounds(path: Path) -> tuple[BoundsBlock, ...]:
    """The blocks of a bounds file. Raises `ConfigurationError` with the place of what is wrong."""
    try:
        rows = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigurationError(f"{path}: cannot be read ({error}); expected a YAML list of bounds") from error
    if not isinstance(rows, list) or not rows:
        raise ConfigurationError(f"{path}: expected a YAML list of bounds, each with an id and a corpus or gold")
    return tuple(_read_block(path, number, row) for number, row in enumerate(rows, 1))


def _read_block(path: Path, number: int, row: Any) -> BoundsBlock:
    try:
        return BoundsBlock.model_validate(row)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "block"
        raise ConfigurationError(f"{path}: block {number}: {where}: {first['msg']}") from error


def measure_bounds(coder: Coder, path: Path, workers: int = 1) -> tuple[BlockFindings, ...]:
    """Measure all bounds of a file. Raises `ConfigurationError` or `DatasetError` where one cannot be measured."""
    return tuple(_measure_block(coder, block, path.parent, workers) for block in read_bounds(path))


def _measure_block(coder: Coder, block: BoundsBlock, folder: Path, workers: int) -> BlockFindings:
    files = find_corpus_files(_expand(folder, block.corpus or (block.gold or "",)))
    if block.gold is not None:
        return BlockFindings(block, digest_corpus(files), tuple(_measure_gold(coder, block, files[0])))
    texts = read_corpus(files, block.published)
    return BlockFindings(block, digest_corpus(files), tuple(_measure_corpus(coder, block, texts, workers)))


def _expand(folder: Path, patterns: Sequence[str]) -> Iterator[Path]:
    """The files of paths and globs, those of a glob by name."""
    for pattern in patterns:
        found = sorted(folder.glob(pattern)) if any(sign in pattern for sign in "*?[") else [folder / pattern]
        if not found:
            raise DatasetError(f"{folder / pattern}: the glob matches no file")
        yield from found


def _measure_corpus(coder: Coder, block: BoundsBlock, texts: Sequence[CorpusText], workers: int) -> Iterator[Finding]:
    coded = map_batches(functools.partial(_code_batch, coder), texts, workers)
    events = [event for found in coded for event in found]
    codes = Counter(event.split()[1] for event in events)
    roots = Counter(event.split()[1][:2] for event in events)
    pairs = list(zip(texts, coded, strict=True))
    if block.coded is not None:
        yield Finding((block.id, "coded"), sum(map(bool, coded)), len(texts), block.coded)
    if block.events is not None:
        yield Finding((block.id, "events"), len(events), len(texts), block.events)
    if block.right is not None:
        yield Finding((block.id, "right"), sum(is_right(*pair) for pair in pairs), len(texts), block.right)
    for name, counts, ranges in (("roots", roots, block.roots), ("codes", codes, block.codes)):
        for code, allowed in ranges.items():
            yield Finding((block.id, name, code), counts[code], len(events), allowed)


def _code_batch(coder: Coder, texts: Sequence[CorpusText]) -> list[tuple[str, ...]]:
    return [_code_text(coder, text) for text in texts]


def _code_text(coder: Coder, text: CorpusText) -> tuple[str, ...]:
    mentions = coder.code_sentence(text.text, published=text.published, context=text.context)
    return tuple(sorted({show_event(mention) for mention in mentions}))


def is_right(text: CorpusText, got: Sequence[str]) -> bool:
    """Whether the events of a text are those that its file expects, and none beside those that it allows.

    A part of an expected event may give alternatives (`190|193`) and end in a wildcard (`19*`).
    """
    known = (*text.events, *text.may)
    return all(any(meets(event, wanted) for event in got) for wanted in text.events) and all(
        any(meets(event, wanted) for wanted in known) for event in got
    )


def meets(event: str, wanted: str) -> bool:
    """Whether a coded event is one that an expected one stands for."""
    parts, ways = event.split(), wanted.split()
    return len(parts) == len(ways) and all(
        any(fnmatchcase(part, way) for way in allowed.split("|")) for part, allowed in zip(parts, ways, strict=True)
    )


def _measure_gold(coder: Coder, block: BoundsBlock, path: Path) -> Iterator[Finding]:
    figures = measure_gold(coder, path)
    for name, allowed in block.metrics.items():
        if name not in figures:
            raise ConfigurationError(f"{block.id}: unknown metric {name!r}; this file has {', '.join(sorted(figures))}")
        yield Finding((block.id, "metrics", name), figures[name], 1, allowed)


def measure_gold(coder: Coder, path: Path) -> Mapping[str, float]:
    """The metrics of a gold file by their names, as `polybius evaluate --json` has them."""
    from . import evaluation, triple_scores
    from .found_actors import find_actors
    from .triple_gold import holds_triples, read_gold_texts

    if holds_triples(path):
        return {
            f"{level.level}.{part}": getattr(level, part)
            for level in triple_scores.evaluate_texts(coder, read_gold_texts(path), n_resamples=0).levels
            for part in ("precision", "recall", "f1")
        }
    found = evaluation.evaluate(
        coder, evaluation.read_gold(path), lambda text: find_actors(coder, text, evaluation.PUBLISHED)
    )
    return {
        "guided.accuracy": found.guided.accuracy,
        "guided.macro_f1": found.guided.macro_f1,
        "unguided.accuracy": found.unguided.accuracy,
        "unguided.macro_f1": found.unguided.macro_f1,
        "unguided.spans_found": found.spans.found,
        "unguided.spans_coded": found.spans.coded,
    }
