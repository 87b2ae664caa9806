"""`polybius test`: runs the examples of the rules, and shows those that fail with what gave the wrong answer."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .command_options import lexicon_option, load_coder

if TYPE_CHECKING:
    from .coders.examples import ExampleCase, ExampleOutcome


@click.command()
@click.option(
    "-k", "wanted", default="", metavar="TEXT", help="Run the examples with TEXT in their rule, file or sentence."
)
@lexicon_option
@click.pass_context
def test(ctx: click.Context, wanted: str, lexicon: Path | None) -> None:
    """Run the examples of rules and composition cells. Exit status 1 if one fails.

    A known miss fails when it is coded as it should be: move it to codes.
    """
    from .coders.examples import list_examples, run_example
    from .coders.sources import read_sources

    cases = [case for case in list_examples(read_sources(lexicon)) if _matches(case, wanted.lower())]
    if not cases:
        raise click.UsageError(f"no example has {wanted!r} in its rule, file or sentence")
    coder = load_coder(lexicon)
    outcomes = [run_example(coder, case) for case in cases]
    failed = [outcome for outcome in outcomes if not outcome.passed]
    for outcome in failed:
        click.echo("\n".join(show_failure(outcome)) + "\n")
    click.echo(_summary(outcomes, failed))
    ctx.exit(1 if failed else 0)


def _matches(case: ExampleCase, wanted: str) -> bool:
    return any(wanted in part.lower() for part in (case.id, case.path, case.example.text))


def show_failure(outcome: ExampleOutcome) -> Iterator[str]:
    """The lines that say what an example expected, what it got, by which rule, and how to look further."""
    from .coders.examples import show_event, show_expected

    case, example = outcome.case, outcome.case.example
    yield f"{case.path}:{case.line}: {case.owner}: {_complaint(case)}"
    if example.context is not None:
        yield f"  context   {example.context}"
    yield f"  sentence  {example.text}"
    yield f"  expected  {_expectation(case, sorted(map(show_expected, example.events)))}"
    yield f"  got       {', '.join(outcome.got) or 'nothing'}"
    for mention in outcome.mentions:
        yield f"            {show_event(mention)} on {mention.trigger_text!r} by rule {mention.rule_id}"
    dated = f" --published {example.published}" if example.published is not None else ""
    text = example.text if example.context is None else f"{example.context} {example.text}"
    yield f"  look      polybius explain {shlex.quote(text)}{dated}"


def _complaint(case: ExampleCase) -> str:
    if case.kind == "not":
        return "codes what it must not code"
    if case.kind == "known_miss":
        return "a known miss is coded as it should be; move it to codes"
    return "does not give the events expected"


def _expectation(case: ExampleCase, events: list[str]) -> str:
    if case.kind == "not":
        return f"no event by rule {case.owner}"
    return ", ".join(events) if case.kind != "known_miss" else "anything but " + ", ".join(events)


def _summary(outcomes: list[ExampleOutcome], failed: list[ExampleOutcome]) -> str:
    counts = Counter(outcome.case.kind for outcome in outcomes)
    kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(counts.items()))
    return f"{len(outcomes) - len(failed)} of {len(outcomes)} examples passed, {len(failed)} failed ({kinds})"
