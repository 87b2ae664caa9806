"""`polybius report`: a dataset as a page to look at."""

from __future__ import annotations

from pathlib import Path

import click

from .command_options import dataset_argument


@click.command()
@dataset_argument()
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="HTML file to write. Without it, report.html of the dataset is made anew, with its line in SHA256SUMS.",
)
@click.option("--force", is_flag=True, help="Replace a file --out that is already there.")
def report(dataset: Path, out: Path | None, force: bool) -> None:
    """Make a report of DATASET: one HTML page with charts and tables, which needs no network and no scripts.

    `polybius build` writes it into each dataset; this makes it anew, or elsewhere.
    """
    from .datasets import load
    from .datasets.report import add_report, write_report

    loaded = load(dataset)
    if out is None:
        out = add_report(loaded)
    else:
        write_report(loaded, out, force=force)
    click.echo(f"report: {out}")
