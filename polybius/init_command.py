"""`polybius init`: starters that work as they are, to be edited."""

from __future__ import annotations

from pathlib import Path

import click

from .init_lexicon_command import lexicon, schemas


@click.group()
def init() -> None:
    """Write a starter for a dataset or a lexicon of your own."""


@init.command("dataset")
@click.argument("folder", default=".", type=click.Path(file_okay=False, path_type=Path), metavar="[DIR]")
@click.option("--force", is_flag=True, help="Replace a polybius.toml that is already there.")
def init_dataset(folder: Path, force: bool) -> None:
    """Write a commented polybius.toml into DIR, and an article to try it on if DIR has no articles folder."""
    from .datasets.starters import write_dataset_starter

    for path in write_dataset_starter(folder, force=force):
        click.echo(f"wrote {path}")
    inside = "" if folder == Path() else f"cd {folder} && "
    click.echo(f"Next: {inside}polybius build")


init.add_command(lexicon)
init.add_command(schemas)
