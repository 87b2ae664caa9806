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
    from .datasets.configuration import BuildConfiguration, InputSection

_SHOWN_PROBLEMS = 5
_CONFIGURATION = "polybius.toml"
_FORMATS = ("text", "html", "jsonl", "json", "csv", "tsv", "parquet", "warc", "feed", "zip", "tar")


@click.command()
@click.argument("inputs", nargs=-1, metavar="[INPUT]...")
@click.option("--out", type=click.Path(path_type=Path), help="Dataset folder to make.")
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Build what this file says [default: polybius.toml].",
)
@click.option(
    "--format", "format_", type=click.Choice(_FORMATS), help="What the inputs are, if their names do not say."
)
@click.option("--column", "columns", multiple=True, metavar="FIELD=NAME", help="Column or key that holds a field.")
@click.option("--publisher", help="Publisher of records that name none.")
@click.option("--date-format", help="Form of the dates in records, such as %d/%m/%Y.")
@click.option(
    "--undated", type=click.Choice(("skip", "capture")), help="Web archive pages without a date: the day of capture?"
)
@click.option("--update", is_flag=True, help="Add what is new to the dataset that is there; code nothing again.")
@click.option("--recode", is_flag=True, help="With --update: code all again, for another lexicon or version.")
@click.option("--force", is_flag=True, help="Replace a dataset that is already there.")
@click.option("--include-text", is_flag=True, default=None, help="Keep sentences and titles, not only their digests.")
@click.option("--no-duplicates", is_flag=True, default=None, help="Do not look for near duplicates.")
@click.option("--merge-by", type=click.Choice(("day", "story", "mention")), help="One event per what  [default: day].")
@click.option("--gazetteer", type=click.Choice(("auto", "none", "geonames")), help="GeoNames towns  [default: auto].")
@published_option("Day of publication of all inputs, whatever they state themselves.")
@click.option("--strict", is_flag=True, default=None, help="Exit status 1 if any input cannot be coded.")
@click.option("--workers", type=click.IntRange(1), help="Processes that code articles  [default: 1].")
@lexicon_option
@click.pass_context
def build(
    ctx: click.Context,
    inputs: tuple[str, ...],
    out: Path | None,
    config: Path | None,
    format_: str | None,
    columns: tuple[str, ...],
    publisher: str | None,
    date_format: str | None,
    undated: str | None,
    update: bool,
    recode: bool,
    force: bool,
    include_text: bool | None,
    no_duplicates: bool | None,
    merge_by: str | None,
    gazetteer: str | None,
    published: datetime.date | None,
    strict: bool | None,
    workers: int | None,
    lexicon: Path | None,
) -> None:
    """Build a dataset of INPUTs: files, folders, globs in quotes, or - for standard input.

    Text, HTML, JSON Lines, CSV, Parquet, WARC, RSS and Atom are read, packed with gzip or zstd or in ZIP and tar too.
    Without INPUT, polybius.toml says what to build (`polybius init dataset` writes one); options go before it.
    An interrupted build goes on where it stopped when the same command is run again.
    """
    from .datasets import build_dataset
    from .schema.enums import MergeBy

    options = {"format": format_, "publisher": publisher, "date_format": date_format, "undated": undated}
    plan = _plan(inputs, config, columns, {key: value for key, value in options.items() if value is not None})
    target = out or Path(plan.dataset.out)
    if out is None and inputs and config is None:
        raise click.UsageError("Missing option '--out': the dataset folder to make.")
    coder = load_coder(
        lexicon or (None if plan.dataset.lexicon is None else Path(plan.dataset.lexicon)),
        gazetteer or plan.dataset.gazetteer,
    )
    with _show_progress() as progress:
        result = build_dataset(
            plan.inputs,
            target,
            coder=coder,
            published=published,
            include_text=plan.dataset.include_text if include_text is None else include_text,
            duplicates=plan.dataset.duplicates and not no_duplicates,
            merge_by=MergeBy(merge_by or plan.dataset.merge_by),
            force=force,
            workers=workers or plan.run.workers,
            update=update,
            recode=recode,
            progress=progress,
        )
    if result.is_unchanged:
        click.echo(f"{target}: nothing is new; the dataset is as it was", err=True)
    _print_problems(result)
    _print_summary(result, target)
    ctx.exit(result.exit_status(strict=plan.run.strict if strict is None else strict))


def _plan(
    inputs: tuple[str, ...], config: Path | None, columns: tuple[str, ...], options: dict[str, object]
) -> BuildConfiguration:
    """What to build: as the file says, or of the inputs given; options of inputs go for all of them."""
    from .datasets.configuration import BuildConfiguration, InputSection, parse_columns, read_configuration

    if columns:
        options = {**options, "columns": parse_columns(columns)}
    given = tuple(InputSection(path=path) for path in inputs)
    if config is None and inputs:
        plan = BuildConfiguration(inputs=given)
    elif config is None and not Path(_CONFIGURATION).exists():
        raise click.UsageError(
            f"Missing argument 'INPUT...': give files, or run `polybius init dataset` to write a {_CONFIGURATION} here."
        )
    else:
        plan = read_configuration(config or Path(_CONFIGURATION))
        plan = plan.model_copy(update={"inputs": given}) if given else plan
    return plan.model_copy(update={"inputs": tuple(_with_options(section, options) for section in plan.inputs)})


def _with_options(section: InputSection, options: dict[str, object]) -> InputSection:
    """An input with the options of the command line before its own, checked like the file."""
    values = {name: getattr(section, name) for name in section.model_fields_set}
    return type(section).model_validate({**values, **options})


@contextlib.contextmanager
def _show_progress() -> Iterator[Callable[[int, int, int], None] | None]:
    """A progress bar on a terminal. Its thread starts with the first article, when the workers are there already."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    count = TextColumn("{task.fields[articles]:,} articles")
    console = Console(stderr=True)
    bar = Progress(count, BarColumn(), TaskProgressColumn(), TimeRemainingColumn(), console=console)
    task = bar.add_task("articles", total=None, articles=0)

    def show(articles: int, done: int, total: int) -> None:
        bar.start()
        bar.update(task, completed=done, total=total, articles=articles)

    try:
        yield show
    finally:
        bar.stop()


def _print_problems(result: BuildResult) -> None:
    for problem in result.problems[:_SHOWN_PROBLEMS]:
        click.echo(f"not coded: {problem}", err=True)
    if result.n_bad > _SHOWN_PROBLEMS:
        more = f"{result.n_bad - _SHOWN_PROBLEMS:,} more; the articles table lists them all, manifest.json says why"
        click.echo(f"not coded: {more}", err=True)
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
