"""`polybius check`: what is wrong with rules and dictionaries, all findings in one run."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .command_options import lexicon_option

if TYPE_CHECKING:
    from .coders.sources import Sources
    from .schema.errors import Issue

FORMAT_NAMES = ("human", "json", "sarif", "github", "junit")


@click.command()
@click.option("--format", "form", type=click.Choice(FORMAT_NAMES), default="human", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the findings to a file.")
@click.option("--quiet", is_flag=True, help="Show errors, and count the rest.")
@click.option("--notes", is_flag=True, help="Show notes too: what is overridden, what ties.")
@click.option("--accepted", is_flag=True, help="Show accepted warnings too, with their reasons.")
@click.option("--strict", is_flag=True, help="Exit status 1 for warnings too.")
@lexicon_option
@click.pass_context
def check(
    ctx: click.Context,
    form: str,
    out: Path | None,
    quiet: bool,
    notes: bool,
    accepted: bool,
    strict: bool,
    lexicon: Path | None,
) -> None:
    """Find what is wrong with rules and dictionaries. Exit status 1 if there are errors."""
    from .coders.checking import ALL_CHECKS, find_issues
    from .issue_formats import FORMATS
    from .schema.errors import Severity

    issues, sources = find_issues(lexicon)
    open_issues = [issue for issue in issues if issue.accepted is None]
    wanted = {Severity.ERROR} | (set() if quiet else {Severity.WARNING}) | ({Severity.NOTE} if notes else set())
    listed = issues if accepted or form == "sarif" else open_issues
    shown = [_place(issue, sources) for issue in listed if issue.severity in wanted]
    text = FORMATS[form](shown, {name: check.expected for name, check in ALL_CHECKS.items()})
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf-8", newline="\n")
    click.echo(_summary(issues, sources), err=True)
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    ctx.exit(1 if any(issue.severity in failing for issue in open_issues) else 0)


def _place(issue: Issue, sources: Sources) -> Issue:
    """The issue with a path that can be opened from here."""
    prefix, colon, name = issue.path.rpartition(":")
    layer = next((layer for layer in sources.layers if layer.prefix == prefix + colon), sources.layers[0])
    path = (layer.root / name).resolve()
    here = Path.cwd()
    shown = Path(os.path.relpath(path, here)) if path.is_relative_to(here) else path
    return dataclasses.replace(issue, path=shown.as_posix())


def _summary(issues: Sequence[Issue], sources: Sources) -> str:
    from .schema.errors import Severity

    def count(severity: Severity) -> int:
        return sum(1 for issue in issues if issue.severity is severity and issue.accepted is None)

    n_accepted = sum(1 for issue in issues if issue.accepted is not None)
    parts = [f"{count(Severity.ERROR)} errors", f"{count(Severity.WARNING)} warnings"]
    parts += [f"{n_accepted} accepted"] if n_accepted else []
    parts += [f"{count(Severity.NOTE)} notes"] if count(Severity.NOTE) else []
    over = f"; overrides {len(sources.overrides)} entries of what it extends" if sources.overrides else ""
    return ", ".join(parts) + over + "; docs/checks.md says what each means"
