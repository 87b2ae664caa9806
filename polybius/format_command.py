"""`polybius format`: mends in rule and dictionary files what a machine can mend."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

PROBLEMS, COULD_NOT_RUN = 1, 2


@click.command("format")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit status 1 if a file would change.")
@click.option("--diff", "show_diff", is_flag=True, help="Write nothing; show what would change.")
@click.option(
    "--lexicon", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Format this lexicon folder."
)
@click.pass_context
def format_files(
    ctx: click.Context, paths: Sequence[Path], only_check: bool, show_diff: bool, lexicon: Path | None
) -> None:
    """Mend files or whole lexicon folders (PATHS; this folder if none is given).

    Sorts dictionaries by id, quotes codes and dates, joins letters and accents (NFC), takes out invisible characters, repeated words and
    blanks at the ends of lines. Comments are kept.
    """
    wanted = [*paths, *([lexicon] if lexicon is not None else [])] or [Path()]
    files = sorted({file for path in wanted for file in _list_files(path)})
    if not files:
        raise click.UsageError(f"no rule or dictionary files in {', '.join(map(str, wanted))}")
    changed, unread = 0, 0
    for path in files:
        found = _format_file(path)
        if found is None:
            unread += 1
            continue
        old, new = found
        if old == new:
            continue
        changed += 1
        if show_diff:
            click.echo(_diff(path, old, new), nl=False)
        elif only_check:
            click.echo(f"{path}: would be changed")
        else:
            path.write_text(new, encoding="utf-8", newline="\n")
            click.echo(f"{path}: changed")
    dry = only_check or show_diff
    click.echo(f"{len(files)} files, {changed} {'would be ' if dry else ''}changed, {unread} not readable", err=True)
    ctx.exit(COULD_NOT_RUN if unread else PROBLEMS if dry and changed else 0)


def _list_files(path: Path) -> Iterator[Path]:
    """A file itself; of a folder the files of the lexicon in it."""
    from .coders.digests import MANIFEST
    from .coders.layers import FOLDERS, TABLES

    if path.is_file():
        yield path
        return
    for folder in FOLDERS:
        yield from (path / folder).glob("*.yml")
    yield from (path / name for name in (*TABLES, MANIFEST, "accepted.yml") if (path / name).is_file())


def _format_file(path: Path) -> tuple[str, str] | None:
    """The text of a file before and after; None, with a message, for one that is no YAML."""
    import yaml

    from .coders.formatting import format_text, mend_characters

    try:
        old = path.read_bytes().decode("utf-8")
        new = format_text(old, path.resolve().parent.name)
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        before, after = (yaml.load(text, Loader=loader) for text in (mend_characters(old), new))
    except UnicodeDecodeError as error:
        click.echo(f"{path}: is no UTF-8 text ({error.reason} at byte {error.start}); save it as UTF-8", err=True)
        return None
    except yaml.YAMLError as error:
        reason = str(getattr(error, "problem", None) or error)
        click.echo(f"{path}: is no YAML ({reason}); `polybius check` says where", err=True)
        return None
    if not _says_the_same(before, after):
        raise RuntimeError(f"{path}: formatting would change what the file says; nothing was written")
    return old, new


def _says_the_same(before: object, after: object) -> bool:
    """Whether two files have the same blocks, in whatever order; a word that stands twice counts once."""
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        return sorted(map(_show, before)) == sorted(map(_show, after))
    return before == after


def _show(block: object) -> str:
    if isinstance(block, dict):
        return repr(sorted((key, _show(value)) for key, value in block.items()))
    if isinstance(block, list):
        return repr(list(dict.fromkeys(map(_show, block))))
    return repr(block)


def _diff(path: Path, old: str, new: str) -> str:
    name = path.as_posix()
    lines = difflib.unified_diff(old.splitlines(True), new.splitlines(True), f"a/{name}", f"b/{name}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ no newline at end of file\n" for line in lines)
