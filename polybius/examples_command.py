"""`polybius test`: runs the examples of the rules, and shows those that fail with what gave the wrong answer."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .command_options import changed_option, lexicon_option, load_coder, workers_option

if TYPE_CHECKING:
    from .coders import Coder
    from .coders.examples import ExampleCase, ExampleOutcome


@click.command()
@click.option(
    "-k", "wanted", default="", metavar="TEXT", help="Run the examples with TEXT in their rule, file or sentence."
)
@changed_option(
    "Run the examples of rules that were touched since the git revision REV (default: the last commit), or that use a word set "
    "that was."
)
@click.option("--all-layers", is_flag=True, help="Also run the examples of the lexicons that this one extends.")
@workers_option
@lexicon_option
@click.pass_context
def test(
    ctx: click.Context, wanted: str, changed: str | None, all_layers: bool, workers: int, lexicon: Path | None
) -> None:
    """Run the examples of rules and composition cells. Exit status 1 if one fails.

    A known miss fails when it is coded as it should be: move it to codes.
    """
    from .changed_rules import find_changed
    from .coders.examples import list_examples
    from .coders.sources import read_sources
    from .coders.trials.example_runs import run_examples

    sources = read_sources(lexicon)
    cases = _choose_cases(list(list_examples(sources, own=not all_layers)), wanted.lower())
    if changed is not None:
        touched = find_changed(sources, changed, lexicon)
        cases = [case for case in cases if case.owner in touched]
    if not cases:
        click.echo(f"no example belongs to a rule that was touched since {changed}")
        return
    coder = load_coder(lexicon)
    outcomes = run_examples(coder, cases, workers)
    failed = [outcome for outcome in outcomes if not outcome.passed]
    for outcome in failed:
        click.echo("\n".join(show_failure(outcome, coder, lexicon)) + "\n")
    click.echo(_summary(outcomes, failed))
    ctx.exit(1 if failed else 0)


def _choose_cases(cases: Sequence[ExampleCase], wanted: str) -> Sequence[ExampleCase]:
    """The examples with a text in them. Raises UsageError where there is none."""
    chosen = [case for case in cases if _matches(case, wanted)]
    if not chosen:
        raise click.UsageError(f"no example has {wanted!r} in its rule, file or sentence")
    return chosen


def _matches(case: ExampleCase, wanted: str) -> bool:
    return any(wanted in part.lower() for part in (case.id, case.path, case.example.text))


def show_failure(outcome: ExampleOutcome, coder: Coder, lexicon: Path | None = None) -> Iterator[str]:
    """The lines that say what an example expected, what it got, by which rule and derivation, and how to look further."""
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
    yield from _indent("because   ", _derivations(outcome, coder))
    yield f"  look      {_explain_command(outcome, lexicon)}"


def _derivations(outcome: ExampleOutcome, coder: Coder) -> Iterator[str]:
    """How the sentence came to what it gave: the tree of rules of each act, and what was seen and not coded."""
    from .coders.derivation_lines import show_derivation, show_rejection
    from .coders.trials.traces import trace_text

    example = outcome.case.example
    context = [example.context] if example.context is not None else []
    for trace in trace_text(coder, example.text, example.published, context):
        for derivation in trace.derivations():
            yield from show_derivation(derivation)
        for rejection in trace.coding.rejections:
            yield show_rejection(rejection)


def _indent(label: str, lines: Iterator[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield f"  {label if number == 0 else ' ' * len(label)}{line}"


def _explain_command(outcome: ExampleOutcome, lexicon: Path | None) -> str:
    example = outcome.case.example
    text = example.text if example.context is None else f"{example.context} {example.text}"
    dated = f" --published {example.published}" if example.published is not None else ""
    own = f" --lexicon {shlex.quote(str(lexicon))}" if lexicon is not None else ""
    return f"polybius explain {shlex.quote(text)}{dated}{own}"


def _complaint(case: ExampleCase) -> str:
    if case.kind == "not":
        return "codes what it must not code"
    if case.kind == "known_miss":
        return "a known miss is coded as it should be; move it to codes"
    return "does not give the events expected"


def _expectation(case: ExampleCase, events: list[str]) -> str:
    if case.kind == "not":
        return "no event at all" if case.is_null else f"no event by rule {case.owner}"
    return ", ".join(events) if case.kind != "known_miss" else "anything but " + ", ".join(events)


def _summary(outcomes: list[ExampleOutcome], failed: list[ExampleOutcome]) -> str:
    counts = Counter(outcome.case.kind for outcome in outcomes)
    kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(counts.items()))
    return f"{len(outcomes) - len(failed)} of {len(outcomes)} examples passed, {len(failed)} failed ({kinds})"
