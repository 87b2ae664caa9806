"""Make datasets/data/land.txt, the outline of the world's land for the map of the report.

In comes the shapefile of countries at 1:110 million of Natural Earth (public domain), as geopandas 0.14 ships it
(`pip download --no-deps geopandas==0.14.4`, unpack the wheel); out goes one line per ring of land: longitude and
latitude in tenths of a degree, the first absolute and the others as steps. Countries are joined (with shapely, a
development package only): the map shows coasts and no borders, since where those run is in dispute in places.
"""

from __future__ import annotations

import argparse
import importlib
import itertools
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

OUTLINE = Path(__file__).resolve().parent.parent / "datasets" / "data" / "land.txt"
TOLERANCE = 0.35
SMALLEST = 0.6
_HEADER, _RECORD, _POLYGON = 100, 8, 5
Ring = list[tuple[float, float]]


def read_rings(path: Path) -> Iterator[list[Ring]]:
    """The rings of every polygon record of a shapefile."""
    data = path.read_bytes()
    at = _HEADER
    while at < len(data):
        (length,) = struct.unpack_from(">i", data, at + 4)
        body = at + _RECORD
        kind, *_, n_parts, n_points = struct.unpack_from("<i4d2i", data, body)
        if kind == _POLYGON:
            starts = struct.unpack_from(f"<{n_parts}i", data, body + 44)
            numbers = struct.unpack_from(f"<{2 * n_points}d", data, body + 44 + 4 * n_parts)
            points = list(zip(numbers[::2], numbers[1::2], strict=True))
            yield [points[low:high] for low, high in zip(starts, (*starts[1:], n_points), strict=True)]
        at = body + 2 * length


def join_land(records: Iterator[list[Ring]]) -> list[Ring]:
    """The rings of all land, simplified, the large parts first; inland seas are rings inside of others."""
    geometry: Any = importlib.import_module("shapely.geometry")
    union: Any = importlib.import_module("shapely.ops").unary_union
    outlines = [ring for record in records for ring in record]
    land = union([geometry.Polygon(ring).buffer(0.01) for ring in outlines]).simplify(TOLERANCE)
    parts = [part for part in land.geoms if part.area >= SMALLEST]
    rings: list[Ring] = []
    for part in sorted(parts, key=lambda part: -part.area):
        holes = (hole for hole in part.interiors if geometry.Polygon(hole).area >= SMALLEST)
        rings.extend(list(ring.coords) for ring in (part.exterior, *holes))
    return rings


def write_ring(ring: Ring) -> str:
    """A ring as text."""
    tenths = [(round(longitude * 10), round(latitude * 10)) for longitude, latitude in ring[:-1]]
    steps = [(x - a, y - b) for (a, b), (x, y) in itertools.pairwise(tenths)]
    return " ".join(f"{x},{y}" for x, y in (tenths[0], *(step for step in steps if step != (0, 0))))


def main() -> None:
    """Write the outline."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shapefile", type=Path)
    rings = join_land(read_rings(parser.parse_args().shapefile))
    OUTLINE.write_text("".join(f"{write_ring(ring)}\n" for ring in rings), encoding="utf-8")


if __name__ == "__main__":
    main()
