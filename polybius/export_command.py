"""`polybius export`: a dataset in the columns of other event datasets."""

from __future__ import annotations

from pathlib import Path

import click

from .command_options import dataset_argument

FORMAT_NAMES = ("gdelt", "phoenix", "icews", "polecat", "petrarch", "plover-json", "csv")


@click.command()
@dataset_argument(required=False)
@click.option("--to", "to", type=click.Choice(FORMAT_NAMES), required=True, help="Format to write.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="File to write, compressed if it ends in .zip or .gz; or a folder, for a file of the customary name.",
)
@click.option("--force", is_flag=True, help="Replace a file that is already there.")
@click.option("--columns", is_flag=True, help="Only show the columns of the format, and what it loses.")
def export(dataset: Path | None, to: str, out: Path | None, force: bool, columns: bool) -> None:
    """Write the events of DATASET in the exact columns of another event dataset.

    gdelt (2.0 Events), phoenix, icews, polecat, petrarch (also for readers of TABARI and KEDS files), plover-json, or
    csv, the events table as it is. docs/export-formats.md says what each column holds.

    \b
    polybius export DATASET --to gdelt --out events.export.CSV.zip
    polybius export --to icews --columns
    """
    if columns:
        _show_columns(to)
        return
    if dataset is None or out is None:
        raise click.UsageError("give a DATASET and --out FILE; or --columns to see the columns of the format")
    from .datasets import load
    from .datasets.exports import export_dataset

    result = export_dataset(load(dataset), to, out, force=force)
    click.echo(f"{result.n_written:,} events to {result.path}")
    for reason, number in result.left_out.items():
        click.echo(f"left out: {number:,} events {reason}", err=True)


def _show_columns(to: str) -> None:
    from .datasets.exports import FORMATS

    shown = FORMATS[to]
    width = max(len(name) for name, _ in shown.contents)
    click.echo(f"{shown.title}: {len(shown.contents)} columns, files *{shown.ending}")
    for name, what in shown.contents:
        click.echo(f"  {name:<{width}}  {what}")
    click.echo("Lost:")
    for loss in shown.losses:
        click.echo(f"  {loss}")
