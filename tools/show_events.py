"""Show the events of a dataset on the screen, and where its files are.

In comes a dataset folder; out goes a table of its events and a list of its files. It deliberately shows no text.
"""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl
from rich.console import Console
from rich.table import Table

COLUMNS = {
    "event_date": "date",
    "source_code": "source",
    "event_code": "code",
    "target_code": "target",
    "quad_class": "quad",
    "goldstein": "Goldstein",
    "plover_type": "PLOVER",
    "n_mentions": "mentions",
}
SIDES = ("source", "target")


def read_events(folder: Path) -> pl.DataFrame:
    """Read all events of a dataset, in order of date and code; a side without a code is shown by its name."""
    events = pl.read_parquet(folder / "events" / "**" / "*.parquet", hive_partitioning=False)
    sides = [pl.coalesce(pl.col(f"{side}_code").cast(pl.String), pl.col(f"{side}_name")) for side in SIDES]
    named = events.with_columns(side.alias(f"{name}_code") for side, name in zip(sides, SIDES, strict=True))
    return named.select(*COLUMNS).sort("event_date", "event_code", "source_code", "target_code")


def build_table(events: pl.DataFrame) -> Table:
    """Make a table for the screen of events."""
    table = Table(title=f"{events.height} events")
    for heading in COLUMNS.values():
        table.add_column(heading)
    for row in events.iter_rows():
        table.add_row(*("" if value is None else str(value) for value in row))
    return table


def main(arguments: list[str]) -> int:
    """Show the dataset in the folder named."""
    if len(arguments) != 1:
        print("usage: python tools/show_events.py DATASET", file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    console = Console(width=None if sys.stdout.isatty() else 100)
    console.print(build_table(read_events(folder)))
    console.print(f"\nThe dataset is in [bold]{folder}/[/bold]; its CODEBOOK.md says what every column means:\n")
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            console.print(f"  {path}", highlight=False)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
