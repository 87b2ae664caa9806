"""`polybius sample` and `polybius precision`: a sample of events to judge by hand, and what the judgements say."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .command_options import dataset_argument

if TYPE_CHECKING:
    from .datasets.precision import PrecisionTable, StratumPrecision
    from .schema.records import Article

STRATA = ("root", "quad", "code", "confidence", "year", "date-precision", "none")


@click.command()
@dataset_argument()
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, dir_okay=False), help="Sheet to write, a CSV file."
)
@click.option("--n", type=click.IntRange(1), default=200, show_default=True, help="Events to draw.")
@click.option("--by", type=click.Choice(STRATA), default="root", show_default=True, help="What the strata are.")
@click.option(
    "--allocation",
    type=click.Choice(["equal", "proportional"]),
    default="equal",
    show_default=True,
    help="As many from each stratum, or as many as its size asks for.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed draws other events.")
@click.option(
    "--articles",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="Text file or folder of them, for the sentences of a dataset without text. May be repeated.",
)
@click.option("--force", is_flag=True, help="Replace a sheet that is already there.")
def sample(
    dataset: Path, out: Path, n: int, by: str, allocation: str, seed: int, articles: tuple[Path, ...], force: bool
) -> None:
    """Draw events of DATASET into a sheet to judge by hand.

    Open the sheet in a spreadsheet, answer y or n in the columns that end in _ok, save it as CSV, and give it to
    `polybius precision` (docs/analysis.md). The same seed draws the same events everywhere; with equal allocation a larger --n adds
    to them.

    \b
    polybius sample DATASET --n 200 --by root --out sheet.csv
    polybius precision sheet.csv
    """
    from .datasets import load
    from .datasets.sampling import SampleDesign, draw_sample
    from .datasets.sheets import write_sheet

    rows = draw_sample(load(dataset), SampleDesign(n, by, seed, allocation), _read_articles(articles))
    write_sheet(rows.iter_rows(named=True), out, force=force)
    click.echo(f"{rows.height:,} events of {rows['stratum'].n_unique()} strata to {out}")
    n_missing = rows["sentence"].null_count()
    if n_missing:
        click.echo(f"note: {n_missing:,} rows have no sentence; give the articles with --articles", err=True)


def _read_articles(paths: tuple[Path, ...]) -> Iterator[Article]:
    from .datasets import read_article
    from .schema.errors import ArticleError

    for path in paths:
        for file in sorted(path.rglob("*.txt")) if path.is_dir() else [path]:
            try:
                yield read_article(file)
            except ArticleError as error:
                click.echo(f"not read: {error}", err=True)


@click.command()
@click.argument("sheet", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.pass_context
def precision(ctx: click.Context, sheet: Path, as_json: bool) -> None:
    """Turn a judged SHEET of `polybius sample` into precision by stratum, with intervals at 95 %.

    Rows without an answer are left out. Exit status 1 if none was judged.
    """
    from .datasets.precision import measure_precision
    from .datasets.sheets import read_sheet

    tables = list(measure_precision(read_sheet(sheet)))
    if as_json:
        click.echo(json.dumps({table.measure: _to_json(table) for table in tables}, indent=2))
    else:
        for line in _report(tables):
            click.echo(line)
    if not tables:
        click.echo(f"{sheet}: no row was judged; write y or n in the columns that end in _ok", err=True)
        ctx.exit(1)


def _report(tables: list[PrecisionTable]) -> Iterator[str]:
    for table in tables:
        width = max(len(row.stratum) for row in (*table.strata, table.total) if row is not None)
        yield f"{table.measure}"
        for row in table.strata:
            yield _line(row, width)
        if table.total is not None:
            yield _line(table.total, width)
        if table.unjudged:
            yield f"  not judged, and not in the total: {', '.join(table.unjudged)}"
        yield ""


def _line(row: StratumPrecision, width: int) -> str:
    low, high = row.interval
    return (
        f"  {row.stratum:<{width}}  {row.precision:.3f} [{low:.3f}, {high:.3f}]  "
        f"right {row.n_right} of {row.n} judged, {row.size:,} events"
    )


def _to_json(table: PrecisionTable) -> dict[str, object]:
    def figures(row: StratumPrecision) -> dict[str, object]:
        return {
            **dataclasses.asdict(row),
            "precision": round(row.precision, 4),
            "interval": [round(x, 4) for x in row.interval],
        }

    return {
        "strata": [figures(row) for row in table.strata],
        "total": figures(table.total) if table.total is not None else None,
        "unjudged": list(table.unjudged),
    }
