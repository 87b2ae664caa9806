"""Confidence intervals of measured shares.

In come counts, or counts per unit of a sample; out go intervals at 95 %. Single shares get Wilson's interval; what is
computed from several counts of the same texts gets a bootstrap over the texts, since what one text holds is not
independent. The seed is the caller's: the same counts and seed give the same interval. It deliberately reads nothing.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter

Z = 1.959963984540054
"""The 97.5 % quantile of the normal distribution, for two-sided intervals at 95 %."""
TAIL = 0.025
RESAMPLES = 1000

Interval = tuple[float, float]


def wilson_interval(n_right: float, n: float, z: float = Z) -> Interval:
    """Wilson's score interval of the share `n_right / n`; without observations everything is possible."""
    if n <= 0:
        return 0.0, 1.0
    share = n_right / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)) ** 0.5
    return max(0.0, min(centre - half, share)), min(1.0, max(centre + half, share))


def draw_resamples(n_units: int, seed: int, n_resamples: int = RESAMPLES) -> Sequence[Sequence[int]]:
    """Samples of the positions of `n_units` units, drawn with replacement, each as large as the whole."""
    source = random.Random(seed)
    units = range(n_units)
    return [source.choices(units, k=n_units) for _ in range(n_resamples)]


def bootstrap_intervals(
    counts: Sequence[Sequence[int]],
    statistics: Sequence[Callable[[Sequence[int]], float | None]],
    resamples: Sequence[Sequence[int]],
) -> list[Interval]:
    """Percentile intervals of `statistics` of summed counts; `counts` holds one sequence per kind, a number per unit.

    Resamples of which a statistic is None, such as a share of nothing, are left out.
    """
    sums = [[_sum_at(kind, sample) for kind in counts] for sample in resamples]
    return [_percentiles([statistic(total) for total in sums]) for statistic in statistics]


def _sum_at(numbers: Sequence[int], positions: Sequence[int]) -> int:
    if len(positions) == 1:
        return numbers[positions[0]]
    return sum(itemgetter(*positions)(numbers))


def _percentiles(values: Iterable[float | None]) -> Interval:
    known = sorted(value for value in values if value is not None)
    if not known:
        return 0.0, 1.0
    low = int(TAIL * len(known))
    return known[low], known[-1 - low]
