"""The rules that were touched since a git revision, for the commands that take `--changed`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from .coders.sources import Sources


def find_changed(sources: Sources, revision: str, lexicon: Path | None) -> frozenset[str]:
    """The ids of rules and cells that differ from `revision`, or rest on what differs. Raises ConfigurationError."""
    from .coders.sources import read_sources
    from .coders.trials.revisions import export_revision
    from .coders.trials.touched import find_touched

    touched = find_touched(read_sources(export_revision(lexicon, revision)), sources)
    click.echo(f"{len(touched)} rules and cells were touched since {revision}", err=True)
    return touched
