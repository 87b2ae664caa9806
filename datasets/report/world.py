"""The world as the report draws it: the Equal Earth projection and the outline of the land.

In come longitudes and latitudes in degrees; out go positions in a picture of `WIDTH` by `HEIGHT`. Equal Earth keeps areas:
Africa is as large as it is. The outline is made of Natural Earth data (public domain) by `tools/make_outline.py`. It
deliberately has no borders.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator
from pathlib import Path

WIDTH, HEIGHT = 960.0, 467.0
_LAND = Path(__file__).parent.parent / "data" / "land.txt"
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = math.sqrt(3) / 2
_X_MAX, _Y_MAX = 2.7066299836, 1.3173627591
Point = tuple[float, float]


def project(longitude: float, latitude: float) -> Point:
    """Where a place is in the picture (Šavrič, Patterson and Jenny 2019, equations 1)."""
    theta = math.asin(_M * math.sin(math.radians(latitude)))
    square = theta * theta
    sixth = square**3
    x = math.radians(longitude) * math.cos(theta) / (
        _M * (_A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square))
    )  # fmt: skip
    y = theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
    return WIDTH / 2 * (1 + x / _X_MAX), HEIGHT / 2 * (1 - y / _Y_MAX)


@functools.cache
def draw_land() -> str:
    """The land as the data of an SVG path."""
    return "".join(_draw(_read_ring(line), "Z") for line in _LAND.read_text(encoding="utf-8").splitlines())


@functools.cache
def draw_frame() -> str:
    """The edge of the world."""
    edge = [(180.0, float(latitude)) for latitude in range(-90, 91, 5)]
    return _draw([*edge, *((-180.0, -latitude) for _, latitude in edge)], "Z")


@functools.cache
def draw_graticule() -> str:
    """Meridians and parallels, 30 degrees apart."""
    meridians = ([(float(x), float(y)) for y in range(-90, 91, 5)] for x in range(-150, 180, 30))
    parallels = ([(-180.0, float(y)), (180.0, float(y))] for y in range(-60, 90, 30))
    return "".join(_draw(line, "") for line in (*meridians, *parallels))


def _read_ring(line: str) -> Iterator[Point]:
    x = y = 0
    for pair in line.split():
        step = pair.split(",")
        x, y = x + int(step[0]), y + int(step[1])
        yield x / 10, y / 10


def _draw(points: Iterator[Point] | list[Point], end: str) -> str:
    positions = [project(*point) for point in points]
    return "M" + "L".join(f"{x:.0f},{y:.0f}" for x, y in positions) + end
