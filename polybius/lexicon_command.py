"""`polybius check`: what is wrong with rules and dictionaries, all findings in one run."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import click

from .command_options import lexicon_option


@click.command()
@click.option("--format", "form", type=click.Choice(["human", "json"]), default="human", show_default=True)
@click.option("--quiet", is_flag=True, help="Show errors, and count the warnings.")
@click.option("--strict", is_flag=True, help="Exit status 1 for warnings too.")
@lexicon_option
@click.pass_context
def check(ctx: click.Context, form: str, quiet: bool, strict: bool, lexicon: Path | None) -> None:
    """Find what is wrong with rules and dictionaries. Exit status 1 if there are errors."""
    from .coders.checking import check_lexicon
    from .schema.errors import Severity

    issues = check_lexicon(lexicon)
    shown = [issue for issue in issues if not quiet or issue.severity is Severity.ERROR]
    if form == "json":
        click.echo(json.dumps([dataclasses.asdict(issue) for issue in shown], indent=2, ensure_ascii=False))
    else:
        for issue in shown:
            click.echo(str(issue))
    n_errors = sum(1 for issue in issues if issue.severity is Severity.ERROR)
    click.echo(f"{n_errors} errors, {len(issues) - n_errors} warnings; docs/checks.md says what each means", err=True)
    ctx.exit(1 if n_errors or (strict and issues) else 0)
