"""`polybius bounds`: whether what a file says must hold of a lexicon does."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .command_options import lexicon_option, load_coder, workers_option

if TYPE_CHECKING:
    from .datasets.bounds import BlockFindings


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--accept", is_flag=True, help="Draw the bounds to what was measured, only tighter, and renew the digests."
)
@click.option("--accept-lower", is_flag=True, help="Draw the bounds to what was measured, looser ones too.")
@click.option("--json", "as_json", is_flag=True, help="Print what was measured as JSON.")
@workers_option
@lexicon_option
@click.pass_context
def bounds(
    ctx: click.Context,
    file: Path,
    accept: bool,
    accept_lower: bool,
    as_json: bool,
    workers: int,
    lexicon: Path | None,
) -> None:
    """Measure what FILE says must hold: counts and shares on a corpus, metrics on a gold file.

    Exit status 1 if a bound does not hold, or its files are not those that it was set on. docs/testing.md has the format.
    """
    from .datasets.bounds import measure_bounds
    from .datasets.bounds_file import update_bounds

    measured = measure_bounds(load_coder(lexicon), file, workers)
    if accept or accept_lower:
        old = file.read_text(encoding="utf-8")
        new = update_bounds(old, measured, loosen=accept_lower)
        if new != old:
            file.write_text(new, encoding="utf-8")
        click.echo(f"{file}: {'written' if new != old else 'already as measured'}", err=True)
        measured = tuple(_again(file, measured))
    breaches = _show(measured, as_json)
    if breaches and accept and not accept_lower:
        click.echo("--accept makes bounds only tighter; --accept-lower makes them looser", err=True)
    ctx.exit(1 if breaches else 0)


def _again(file: Path, measured: Sequence[BlockFindings]) -> list[BlockFindings]:
    """What was measured against the bounds that are now in the file."""
    from dataclasses import replace

    from .datasets.bounds import range_at, read_bounds

    blocks = {block.id: block for block in read_bounds(file)}
    return [
        replace(
            found,
            block=blocks[found.block.id],
            findings=tuple(
                replace(finding, allowed=range_at(blocks[found.block.id], finding.key)) for finding in found.findings
            ),
        )
        for found in measured
    ]


def _show(measured: Sequence[BlockFindings], as_json: bool) -> int:
    """Print the findings; the number of breaches."""
    complaints = [found.digest_complaint for found in measured if found.digest_complaint is not None]
    findings = [finding for found in measured for finding in found.findings]
    if as_json:
        click.echo(
            json.dumps({"complaints": complaints, "bounds": [_to_json(finding) for finding in findings]}, indent=2)
        )
    else:
        for complaint in complaints:
            click.echo(f"BREACH  {complaint}")
        for finding in findings:
            click.echo(f"{'ok    ' if finding.complaint is None else 'BREACH'}  {finding}")
    n_breaches = len(complaints) + sum(finding.complaint is not None for finding in findings)
    click.echo(f"{len(findings)} bounds, {n_breaches} breaches", err=True)
    return n_breaches


def _to_json(finding: Any) -> dict[str, Any]:
    low, high = finding.allowed.min, finding.allowed.max
    return {
        "bound": " ".join(finding.key),
        "value": finding.value,
        "total": finding.total,
        "min": None if low is None else str(low),
        "max": None if high is None else str(high),
        "holds": finding.complaint is None,
    }
