"""The precision of a dataset out of a judged sample: by stratum, and for the whole by weight.

In come judgements; out go shares with intervals at 95 %. A stratum has Wilson's interval. The whole is the mean of the
strata weighted by their size; its interval is Wilson's at the effective sample size, which is that of a simple random
sample with the same variance, corrected for strata that were judged in full. It deliberately weighs no measure against
another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from .intervals import Interval, wilson_interval
from .sheets import Judgement

Answers = Mapping[str, bool]
Measure = Callable[[Answers], bool | None]
TOTAL = "total"


def _answer(question: str) -> Measure:
    return lambda answers: answers.get(question)


def _root(answers: Answers) -> bool | None:
    """The root, which is right where the code is, said or not."""
    return True if answers.get("code_ok") else answers.get("root_ok")


def _together(*parts: Measure) -> Measure:
    """Right if all parts are, wrong if one is; None if that is not told."""

    def measure(answers: Answers) -> bool | None:
        values = [part(answers) for part in parts]
        if False in values:
            return False
        return None if None in values else True

    return measure


_SOURCE, _TARGET, _CODE, _DATE = (_answer(name) for name in ("source_ok", "target_ok", "code_ok", "date_ok"))
MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        "source": _SOURCE,
        "target": _TARGET,
        "root": _root,
        "code": _CODE,
        "date": _DATE,
        "root and sides": _together(_root, _SOURCE, _TARGET),
        "code and sides": _together(_CODE, _SOURCE, _TARGET),
        "all": _together(_CODE, _SOURCE, _TARGET, _DATE),
    }
)


@dataclass(frozen=True, slots=True)
class StratumPrecision:
    """The precision of one stratum, or of the whole (`total`), by one measure; `n` rows were judged."""

    stratum: str
    size: int
    n: int
    n_right: int
    precision: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class PrecisionTable:
    """A measure by stratum, and for the whole; `unjudged` are strata without a judged row, which it leaves out."""

    measure: str
    strata: tuple[StratumPrecision, ...]
    total: StratumPrecision | None
    unjudged: tuple[str, ...]


def measure_precision(judgements: Sequence[Judgement]) -> Iterator[PrecisionTable]:
    """A table for every measure that was judged at all."""
    for name, measure in MEASURES.items():
        table = _measure(name, measure, judgements)
        if table.strata:
            yield table


def _measure(name: str, measure: Measure, judgements: Sequence[Judgement]) -> PrecisionTable:
    sizes = {judgement.stratum: judgement.stratum_size for judgement in judgements}
    values: dict[str, list[bool]] = {stratum: [] for stratum in sorted(sizes)}
    for judgement in judgements:
        value = measure(judgement.answers)
        if value is not None:
            values[judgement.stratum].append(value)
    strata = tuple(_score(stratum, sizes[stratum], found) for stratum, found in values.items() if found)
    unjudged = tuple(stratum for stratum, found in values.items() if not found)
    return PrecisionTable(name, strata, _total(strata) if strata else None, unjudged)


def _score(stratum: str, size: int, values: Sequence[bool]) -> StratumPrecision:
    n, n_right = len(values), sum(values)
    interval = (n_right / n, n_right / n) if n >= size else wilson_interval(n_right, n)
    return StratumPrecision(stratum, size, n, n_right, n_right / n, interval)


def _total(strata: Sequence[StratumPrecision]) -> StratumPrecision:
    size = sum(stratum.size for stratum in strata)
    share = sum(stratum.size * stratum.precision for stratum in strata) / size
    n, n_right = sum(stratum.n for stratum in strata), sum(stratum.n_right for stratum in strata)
    variance = sum((stratum.size / size) ** 2 * _variance(stratum) for stratum in strata)
    smoothed = sum(stratum.size / size * _smoothed(stratum) for stratum in strata)
    if variance == 0:
        return StratumPrecision(TOTAL, size, n, n_right, share, (share, share))
    n_effective = smoothed * (1 - smoothed) / variance
    return StratumPrecision(TOTAL, size, n, n_right, share, wilson_interval(share * n_effective, n_effective))


def _smoothed(stratum: StratumPrecision) -> float:
    """The share with one right and one wrong row more: a stratum that is all right in a few rows is not sure to be."""
    return (stratum.n_right + 1) / (stratum.n + 2)


def _variance(stratum: StratumPrecision) -> float:
    """The variance of the share of one stratum, none where all of it was judged."""
    if stratum.n >= stratum.size:
        return 0.0
    share = _smoothed(stratum)
    return share * (1 - share) / stratum.n * (stratum.size - stratum.n) / (stratum.size - 1)
