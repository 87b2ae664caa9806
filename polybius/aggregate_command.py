"""`polybius aggregate`: a dataset to a table of counts by dyad or country and time."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import click

from .command_options import Day, dataset_argument

_TABLES = [f"{unit}-{period}" for unit in ("dyad", "country") for period in ("day", "week", "month", "quarter", "year")]


@click.command()
@dataset_argument()
@click.option("--by", type=click.Choice(_TABLES), required=True, help="Unit and period of a row.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="File to write: .parquet or .csv, .csv.gz, .csv.zip.",
)
@click.option(
    "--counts",
    type=click.Choice(["quad", "root"]),
    default="quad",
    show_default=True,
    help="Count by quad class or by root.",
)
@click.option("--actors", is_flag=True, help="Dyads of whole actor codes (LBYMIL), not of countries.")
@click.option("--undirected", is_flag=True, help="Join A to B with B to A.")
@click.option(
    "--side",
    type=click.Choice(["source", "target", "either", "place"]),
    default="source",
    show_default=True,
    help="Whose country a table of countries goes by; place is where it happened.",
)
@click.option(
    "--fill",
    type=click.Choice(["seen", "pairs"]),
    help="Rows of zeros too: for units that occur, or all pairs of sides that do.",
)
@click.option("--from", "start", type=Day(), help="First day.")
@click.option("--to", "end", type=Day(), help="Last day.")
@click.option("--drop-published", is_flag=True, help="Leave out events dated by publication only.")
@click.option(
    "--coarse",
    type=click.Choice(["drop", "first"]),
    default="drop",
    show_default=True,
    help="Events known less exactly than the period: leave out, or count in their first period.",
)
@click.option("--force", is_flag=True, help="Replace a file that is already there.")
def aggregate(
    dataset: Path,
    by: str,
    out: Path,
    counts: str,
    actors: bool,
    undirected: bool,
    side: str,
    fill: str | None,
    start: datetime.date | None,
    end: datetime.date | None,
    drop_published: bool,
    coarse: str,
    force: bool,
) -> None:
    """Count the events of DATASET by dyad or country and time.

    A row has the unit, the first day of the period, counts of events and mentions, counts by quad class or root, and sum
    and mean of the Goldstein values. Events that do not count are told with the reason (docs/analysis.md).

    \b
    polybius aggregate DATASET --by dyad-month --counts root --out dyads.parquet
    polybius aggregate DATASET --by country-month --side place --fill seen --out countries.csv
    """
    from .datasets import load
    from .datasets.aggregate_files import check_ending, write_aggregate
    from .datasets.aggregation import Design, aggregate_events, count_left_out

    design = Design(by, counts, actors, undirected, side, not drop_published, coarse, fill, start, end)
    check_ending(out)
    loaded = load(dataset)
    table = aggregate_events(loaded.events, design).collect()
    facts = {"design": dataclasses.asdict(design), "build_id": loaded.manifest.get("build_id")}
    write_aggregate(table, out, facts, force=force)
    twice = ", once for each of its countries" if side == "either" else ""
    click.echo(f"{table.height:,} rows to {out}; {int(table['n_events'].sum()):,} events counted{twice}")
    for reason, number in count_left_out(loaded.events, design).items():
        click.echo(f"left out: {number:,} events, {reason}", err=True)
