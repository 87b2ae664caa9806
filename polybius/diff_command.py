"""`polybius diff`: what changes between two lexicons, two revisions of one, or two datasets."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .command_options import lexicon_option, published_option

if TYPE_CHECKING:
    from .datasets.codings import CoderChoice
    from .datasets.comparison import Comparison

SHIPPED = "shipped"
_MANIFEST = "manifest.json"


class Share(click.ParamType[float]):
    """A share, as `2%` or `0.02`."""

    name = "SHARE"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The share; anything else is a usage error."""
        text = str(value).strip()
        try:
            share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
        except ValueError:
            share = -1.0
        if not 0 <= share <= 1:
            self.fail(f"found {value!r}, expected a share such as 2% or 0.02", param, ctx)
        return share


@click.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.argument("corpus", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[CORPUS]...")
@click.option(
    "--max-change", type=Share(), metavar="SHARE", help="Exit status 1 if more than this share of events changed."
)
@click.option(
    "--limit", type=click.IntRange(0), default=100, show_default=True, help="How many changed events to list."
)
@click.option("--format", "form", type=click.Choice(["markdown", "json"]), default="markdown", show_default=True)
@published_option("Day of publication of texts that state none.")
@lexicon_option
@click.pass_context
def diff(
    ctx: click.Context,
    before: str,
    after: str,
    corpus: tuple[Path, ...],
    max_change: float | None,
    limit: int,
    form: str,
    published: datetime.date | None,
    lexicon: Path | None,
) -> None:
    """Code CORPUS with the lexicons A and B, and show which events changed.

    A and B are folders of lexicons, `shipped`, or git revisions: of the lexicon in --lexicon DIR, or, in a checkout of Polybius, of
    the coder and its shipped lexicon together. `shipped`, or the folder, is the state of the files now. Two dataset folders are compared as they are,
    without a corpus. CORPUS is text files with a text per line, JSON Lines with `text`, or folders of them.
    """
    comparison = (
        _compare_datasets(before, after, corpus)
        if _is_dataset(before) or _is_dataset(after)
        else _compare_lexicons(before, after, corpus, published, lexicon)
    )
    _show(comparison, before, after, limit, form)
    if max_change is not None and comparison.share > max_change:
        click.echo(
            f"{comparison.share:.2%} of events changed, more than --max-change {max_change:.2%} allows", err=True
        )
        ctx.exit(1)


def _is_dataset(given: str) -> bool:
    return (Path(given) / _MANIFEST).is_file()


def _compare_datasets(before: str, after: str, corpus: tuple[Path, ...]) -> Comparison:
    from .datasets import load
    from .datasets.coded_datasets import read_coding
    from .datasets.comparison import compare_codings

    if corpus:
        raise click.UsageError("datasets are compared as they are; leave the corpus out")
    return compare_codings(read_coding(load(before)), read_coding(load(after)))


def _compare_lexicons(
    before: str, after: str, corpus: tuple[Path, ...], published: datetime.date | None, lexicon: Path | None
) -> Comparison:
    from .datasets.codings import code_corpora
    from .datasets.comparison import compare_codings
    from .datasets.corpora import read_corpus

    if not corpus:
        raise click.UsageError("name the texts to code: files with a text per line, or JSON Lines with `text`")
    choices = [_choose_coder(given, lexicon) for given in (before, after)]
    return compare_codings(*code_corpora(choices, read_corpus(corpus, published)))


def _choose_coder(given: str, lexicon: Path | None) -> CoderChoice:
    """The coder with the lexicon in a folder, or the program or the lexicon at a git revision."""
    from .coders.trials.revisions import export_program, export_revision
    from .datasets.codings import CoderChoice

    if given == SHIPPED:
        return CoderChoice(given)
    if Path(given).is_dir():
        return CoderChoice(given, lexicon=Path(given))
    if lexicon is not None:
        return CoderChoice(given, lexicon=export_revision(lexicon, given))
    return CoderChoice(given, program=export_program(given))


def _show(comparison: Comparison, before: str, after: str, limit: int, form: str) -> None:
    from .datasets.comparison_report import show_markdown, to_json

    if form == "json":
        click.echo(json.dumps(to_json(comparison, before, after), indent=2, ensure_ascii=False))
        return
    for line in show_markdown(comparison, before, after, limit):
        click.echo(line)
