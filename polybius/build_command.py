"""`polybius build`: articles to a dataset folder, with progress and a summary."""

from __future__ import annotations

import contextlib
import datetime
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .command_options import lexicon_option, load_coder, published_option

if TYPE_CHECKING:
    from .datasets import BuildResult

_SHOWN_PROBLEMS = 5


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Dataset folder to make.")
@click.option("--force", is_flag=True, help="Replace a dataset that is already there.")
@click.option("--include-text", is_flag=True, help="Keep sentences and titles, not only their digests.")
@published_option("Day of publication of all inputs, whatever they state themselves.")
@click.option("--strict", is_flag=True, help="Exit status 1 if any input cannot be coded.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes that code articles.")
@lexicon_option
@click.pass_context
def build(
    ctx: click.Context,
    inputs: tuple[str, ...],
    out: Path,
    force: bool,
    include_text: bool,
    published: datetime.date | None,
    strict: bool,
    workers: int,
    lexicon: Path | None,
) -> None:
    """Build a dataset of INPUTs: text files, folders (searched for *.txt), or globs in quotes.

    An interrupted build goes on where it stopped when the same command is run again.
    """
    from .datasets import build_dataset

    coder = load_coder(lexicon)
    with _show_progress() as progress:
        result = build_dataset(
            inputs,
            out,
            coder=coder,
            published=published,
            include_text=include_text,
            force=force,
            workers=workers,
            progress=progress,
        )
    _print_problems(result)
    _print_summary(result, out)
    ctx.exit(result.exit_status(strict=strict))


@contextlib.contextmanager
def _show_progress() -> Iterator[Callable[[int, int], None] | None]:
    """A progress bar on a terminal. Its thread starts with the first article, when the workers are there already."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    bar = Progress("articles", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=Console(stderr=True))
    task = bar.add_task("articles", total=None)

    def show(done: int, total: int) -> None:
        bar.start()
        bar.update(task, completed=done, total=total)

    try:
        yield show
    finally:
        bar.stop()


def _print_problems(result: BuildResult) -> None:
    for problem in result.problems[:_SHOWN_PROBLEMS]:
        click.echo(f"not coded: {problem}", err=True)
    if result.n_bad > _SHOWN_PROBLEMS:
        click.echo(f"not coded: {result.n_bad - _SHOWN_PROBLEMS} more; manifest.json lists them all", err=True)
    for folder in result.leftovers:
        click.echo(
            f"note: {folder} is left over from another, unfinished build; delete it if you do not need it", err=True
        )


def _print_summary(result: BuildResult, out: Path) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=f"Dataset {out}", title_justify="left", show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name, number in _summary(result):
        table.add_row(name, f"{number:,}")
    Console(highlight=False).print(table)
    click.echo(f"Columns: {out / 'CODEBOOK.md'}. What was not coded, and why: {out / 'rejections.parquet'}.")
    click.echo(f'Next: python -c "import polybius.datasets as d; print(d.load({str(out)!r}).events.collect())"')


def _summary(result: BuildResult) -> Iterator[tuple[str, int]]:
    counts = result.counts
    for status, number in counts["articles"].items():
        yield f"articles {status}", number
    yield "sentences", counts["sentences"]["coded"]
    yield "mentions", counts["rows"]["mentions"]
    yield "events", counts["rows"]["events"]
    yield "rejections", counts["rows"]["rejections"]
    yield "unresolved names", counts["rows"]["unresolved"]
