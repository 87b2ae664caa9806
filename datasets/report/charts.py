"""The pictures of a report, as SVG without scripts.

In come the facts of a section; out go marked-up texts. Colours are classes that the style sheet of the page sets, so that
light, dark and print differ there alone. Every picture has a title and a description; the page gives its figures as a table
too. It deliberately computes no figure.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator, Sequence

from markupsafe import Markup, escape

from .facts import QUADS, Bar, PlacePoint, Series
from .names import QUAD_NAMES
from .world import HEIGHT, WIDTH, draw_frame, draw_graticule, draw_land, project

_WIDTH, _LEFT, _RIGHT, _TOP, _BOTTOM = 960, 52, 8, 10, 28
_LABELS = 9
_LARGEST, _SMALLEST = 17.0, 3.0
_FORMS = {"day": "{0.day} {0:%b %Y}", "week": "week of {0.day} {0:%b %Y}", "month": "{0:%B %Y}", "year": "{0:%Y}"}
_TICKS = {"day": "{0.day} {0:%b}", "week": "{0.day} {0:%b %Y}", "month": "{0:%b %Y}", "year": "{0:%Y}"}


def chart_series(series: Series, name: str, title: str, height: int = 260) -> Markup:
    """Columns over time, stacked by quad class where there are several counts."""
    n = max(len(series.bars), 1)
    scale = _Scale(max((bar.total for bar in series.bars), default=0), height)
    step = (_WIDTH - _LEFT - _RIGHT) / n
    body = Markup("").join([*scale.draw_axis(), *_draw_columns(series, scale, step), *_draw_dates(series, scale, step)])
    return _picture(name, title, _describe(series), _WIDTH, height, body)


class _Scale:
    """From counts to heights, up to a round number above the largest."""

    def __init__(self, largest: int, height: int) -> None:
        self.ticks = round_ticks(largest)
        self.base = height - _BOTTOM
        self._unit = (self.base - _TOP) / max(self.ticks[-1], 1)

    def at(self, count: float) -> float:
        """The position of a count."""
        return self.base - count * self._unit

    def draw_axis(self) -> Iterator[Markup]:
        """Lines across at round counts, each with its number."""
        for tick in self.ticks:
            y = self.at(tick)
            yield Markup('<line class="grid" x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}"/>').format(
                _LEFT, _WIDTH - _RIGHT, y, y
            )
            yield Markup('<text class="tick" x="{}" y="{:.1f}" text-anchor="end">{:,}</text>').format(
                _LEFT - 6, y + 4, tick
            )


def round_ticks(largest: int, most: int = 5) -> list[int]:
    """Round numbers from 0 to at least `largest`, evenly spaced, at most `most` steps."""
    step = 1
    while largest > step * most:
        power = 10 ** int(math.log10(step))
        step = {1: 2 * power, 2: 5 * power, 5: 10 * power}[step // power]
    return list(range(0, step * max(math.ceil(largest / step), 1) + 1, step))


def _draw_columns(series: Series, scale: _Scale, step: float) -> Iterator[Markup]:
    width = min(max(step - (1.5 if step > 5 else 0.4), 0.8), 44)
    for number, bar in enumerate(series.bars):
        if not bar.total:
            continue
        left = _LEFT + step * number + (step - width) / 2
        yield Markup("<g><title>{}</title>").format(_tell_bar(series, bar))
        reached = 0
        for quad, count in zip(QUADS, bar.counts, strict=False):
            if count:
                top, bottom = scale.at(reached + count), scale.at(reached)
                yield Markup('<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>').format(
                    f"q{quad}" if len(bar.counts) > 1 else "plain", left, top, width, bottom - top
                )
            reached += count
        yield Markup("</g>")


def tell_period(period: str, start: datetime.date) -> str:
    """A period in words."""
    return _FORMS[period].format(start)


def _tell_bar(series: Series, bar: Bar) -> str:
    parts = [f"{QUAD_NAMES[quad].lower()} {n:,}" for quad, n in zip(QUAD_NAMES, bar.counts, strict=False) if n]
    detail = f" ({', '.join(parts)})" if len(bar.counts) > 1 else ""
    return f"{tell_period(series.period, bar.start)}: {bar.total:,}{detail}"


def _draw_dates(series: Series, scale: _Scale, step: float) -> Iterator[Markup]:
    every = max(1, math.ceil(len(series.bars) / _LABELS))
    for number in range(0, len(series.bars), every):
        x = _LEFT + step * (number + 0.5)
        if x > _WIDTH - _LEFT and number:
            return
        label = _TICKS[series.period].format(series.bars[number].start)
        yield Markup('<text class="tick" x="{:.1f}" y="{}" text-anchor="middle">{}</text>').format(
            x, scale.base + 18, label
        )


def _describe(series: Series) -> str:
    if not series.bars:
        return "There is nothing to show."
    most = max(series.bars, key=lambda bar: bar.total)
    first, last = (tell_period(series.period, bar.start) for bar in (series.bars[0], series.bars[-1]))
    return (
        f"Columns by {series.period} from {first} to {last}; the highest is {tell_period(series.period, most.start)} "
        f"with {most.total:,}."
    )


def chart_map(points: Sequence[PlacePoint], title: str) -> Markup:
    """A world map with a disc for every place, its area by the number of events."""
    largest = max((point.n for point in points), default=1)
    discs = (_draw_disc(point, largest) for point in points)
    body = Markup('<path class="sea" d="{}"/><path class="graticule" d="{}"/><path class="land" d="{}"/>{}').format(
        draw_frame(), draw_graticule(), draw_land(), Markup("").join(discs)
    )
    where = f"The most events are at {points[0].name}: {points[0].n:,}." if points else "No event has a place."
    about = f"{len(points):,} places as discs on an outline of the land. {where}"
    return _picture("map", title, about, round(WIDTH), round(HEIGHT), body)


def _draw_disc(point: PlacePoint, largest: int) -> Markup:
    x, y = project(point.longitude, point.latitude)
    radius = max(_SMALLEST, _LARGEST * math.sqrt(point.n / largest))
    return Markup('<circle class="place" cx="{:.1f}" cy="{:.1f}" r="{:.1f}"><title>{}: {:,}</title></circle>').format(
        x, y, radius, point.name or point.country, point.n
    )


def _picture(name: str, title: str, about: str, width: int, height: int, body: Markup) -> Markup:
    return Markup(
        '<svg viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" aria-labelledby="{n}-title {n}-about">'
        '<title id="{n}-title">{t}</title><desc id="{n}-about">{a}</desc>{b}</svg>'
    ).format(w=width, h=height, n=escape(name), t=title, a=about, b=body)
