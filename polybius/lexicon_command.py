"""`polybius check`: what is wrong with rules and dictionaries, all findings in one run."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--strict", is_flag=True, help="Exit status 1 for warnings too.")
@click.pass_context
def check(ctx: click.Context, folder: Path | None, strict: bool) -> None:
    """Check the lexicon in FOLDER, or the shipped one. Exit status 1 if there are errors."""
    from .coders.checking import check_lexicon
    from .schema.errors import Severity

    issues = check_lexicon(folder)
    for issue in issues:
        click.echo(str(issue))
    n_errors = sum(1 for issue in issues if issue.severity is Severity.ERROR)
    click.echo(f"{n_errors} errors, {len(issues) - n_errors} warnings", err=True)
    ctx.exit(1 if n_errors or (strict and issues) else 0)
