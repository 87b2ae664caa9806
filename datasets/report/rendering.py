"""A report as one HTML file that needs nothing else: no network, no scripts, no fonts.

In comes a dataset; out goes the page, the same for the same dataset. What it says is gathered in `facts`, its pictures
are drawn in `charts`, its words and looks are in the template. It deliberately names neither the day nor the machine.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2

from ...schema.enums import QuadClass
from ..dataset import Dataset
from ..manifest import CHECKSUMS
from ..outputs import open_output
from .charts import chart_map, chart_series, tell_period
from .facts import QUADS, Share, gather_facts
from .names import PRECISION_NAMES, QUAD_NAMES, REASON_NAMES, name_of_side

REPORT = "report.html"
_DATA = Path(__file__).parent.parent / "data"
_TEMPLATE = "report.html.j2"


def write_report(dataset: Dataset, out: Path, *, force: bool = False) -> None:
    """Write the report of `dataset` to `out`. Raises `DatasetError` if it cannot be written."""
    page = render_report(dataset)
    with open_output(out, force=force) as file:
        file.write(page.encode("utf-8", "replace"))


def add_report(dataset: Dataset) -> Path:
    """Write the report into the dataset's folder, and its digest into the list of checksums there."""
    out = dataset.path / REPORT
    write_report(dataset, out, force=True)
    sums = dataset.path / CHECKSUMS
    if sums.exists():
        lines = sums.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        others = [line for line in lines if line.split("  ", 1)[-1] != REPORT]
        digest = hashlib.sha256(out.read_bytes()).hexdigest()
        listed = sorted([*others, f"{digest}  {REPORT}"], key=lambda line: line.split("  ", 1)[-1])
        sums.write_text("".join(f"{line}\n" for line in listed), encoding="utf-8", errors="surrogateescape")
    return out


def render_report(dataset: Dataset) -> str:
    """The report of `dataset` as HTML."""
    facts = gather_facts(dataset)
    return _template().render(
        facts=facts,
        quads=[(quad, QUAD_NAMES[QuadClass(quad)]) for quad in QUADS],
        time_chart=chart_series(facts.events, "time", "Events over time, by quad class"),
        article_chart=chart_series(facts.articles, "articles", "Articles over time, by day of publication", 160),
        map_chart=chart_map(facts.points, "Where events happened"),
        precisions=_worded(facts.precisions, PRECISION_NAMES),
        rejections=_worded(facts.rejections, REASON_NAMES),
    )


def _worded(shares: Sequence[Share], names: Mapping[Any, str]) -> list[Share]:
    words = {str(key): words for key, words in names.items()}
    return [Share(share.key, words.get(share.key, share.label), share.n) for share in shares]


@functools.cache
def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(_DATA)
    environment = jinja2.Environment(
        loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    environment.filters["number"] = lambda value: f"{value:,}"
    environment.filters["signed"] = lambda value: f"{value:+.1f}".replace("-", "−") if round(value, 1) else "0.0"
    environment.filters["period"] = lambda start, period: tell_period(period, start)
    environment.filters["long_day"] = "{0.day} {0:%B %Y}".format
    environment.filters["side"] = name_of_side
    return environment.get_template(_TEMPLATE)
