"""`polybius mutate`: which damages to the rules no example notices."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .command_options import changed_option, lexicon_option, load_coder, workers_option

if TYPE_CHECKING:
    from .coders import Coder
    from .coders.examples import ExampleCase
    from .coders.sources import Sources
    from .coders.trials.mutants import Mutant, MutantOutcome


@click.command()
@click.option("-k", "wanted", default="", metavar="TEXT", help="Mutate the rules with TEXT in their id or file.")
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(["act", "operator", "latent", "null"]),
    help="Mutate rules of this kind only; may be given more than once.",
)  # fmt: skip
@changed_option("Mutate only the rules that were touched since the git revision REV.")
@workers_option
@click.option("--json", "as_json", is_flag=True, help="Print every mutant as JSON, one per line.")
@lexicon_option
@click.pass_context
def mutate(
    ctx: click.Context,
    wanted: str,
    kinds: tuple[str, ...],
    changed: str | None,
    workers: int,
    as_json: bool,
    lexicon: Path | None,
) -> None:
    """Damage the rules one at a time, and show the damages that no example notices.

    A mutant is a rule removed, its code changed, or one of its templates dropped. Exit status 1 if one survives: add an
    example that needs the template, or drop the template if another covers it.
    """
    from .coders.sources import read_sources
    from .coders.trials.mutants import list_mutants

    sources = read_sources(lexicon)
    rules = _choose_rules(sources, wanted.lower(), kinds, changed, lexicon)
    mutants = list(list_mutants(sources, rules))
    if not mutants:
        click.echo("no rule to mutate" + (f" was touched since {changed}" if changed else ""))
        return
    outcomes = _run(load_coder(lexicon), sources, mutants, workers)
    survivors = [outcome for outcome in outcomes if outcome.killed_by is None]
    if as_json:
        for outcome in outcomes:
            click.echo(json.dumps({**dataclasses.asdict(outcome.mutant), "killed_by": outcome.killed_by}))
    else:
        for outcome in survivors:
            click.echo(str(outcome.mutant))
    click.echo(_summary(outcomes, survivors), err=as_json)
    ctx.exit(1 if survivors else 0)


def _choose_rules(
    sources: Sources, wanted: str, kinds: tuple[str, ...], changed: str | None, lexicon: Path | None
) -> Collection[str]:
    from .changed_rules import find_changed

    rules = {
        block.id
        for block in sources.rules
        if any(wanted in part.lower() for part in (block.id, block.path)) and (not kinds or block.kind in kinds)
    }
    if not rules:
        raise click.UsageError(f"no rule has {wanted!r} in its id or file; `polybius mutate` without -k takes all")
    return rules if changed is None else rules & find_changed(sources, changed, lexicon)


def _run(coder: Coder, sources: Sources, mutants: Sequence[Mutant], workers: int) -> list[MutantOutcome]:
    """The outcomes of the mutants; examples that fail as it is cannot kill anything, so they stop the run."""
    from .coders.examples import list_examples
    from .coders.trials.example_runs import trace_examples
    from .coders.trials.mutants import run_mutants

    cases: list[ExampleCase] = list(list_examples(sources))
    traced = trace_examples(coder, cases, workers)
    own = set(list_examples(sources, own=True))
    failed = [outcome.case.id for outcome, _ in traced if not outcome.passed and outcome.case in own]
    if failed:
        raise click.UsageError(f"{len(failed)} examples fail as it is, {failed[0]} the first; mend them: polybius test")
    return run_mutants(coder, mutants, [(o.case, met) for o, met in traced if o.passed], workers)


def _summary(outcomes: Sequence[MutantOutcome], survivors: Sequence[MutantOutcome]) -> str:
    kinds = Counter(outcome.mutant.kind for outcome in survivors)
    told = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    return f"{len(outcomes)} mutants, {len(outcomes) - len(survivors)} killed, {len(survivors)} survived" + (
        f" ({told})" if told else ""
    )
