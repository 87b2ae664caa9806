"""Example runs: many examples at once, on several processes.

In come a coder and the examples of a lexicon; out goes one outcome per example, in their order. With traces, the patterns
that each example met come with it: a rule of which no pattern was met cannot have changed what the example gives.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from ..coder import Coder
from ..examples import ExampleCase, ExampleOutcome, judge_example, run_example
from .pools import map_batches
from .traces import mentions_of, trace_text

PatternKey = tuple[str, str]
"""A rule id and the text of one of its templates."""


def run_examples(coder: Coder, cases: Sequence[ExampleCase], workers: int = 1) -> list[ExampleOutcome]:
    """The outcomes of all examples."""
    return map_batches(functools.partial(_run_batch, coder), cases, workers)


def trace_examples(
    coder: Coder, cases: Sequence[ExampleCase], workers: int = 1
) -> list[tuple[ExampleOutcome, frozenset[PatternKey]]]:
    """The outcomes of all examples, each with the patterns that were met on the way."""
    return map_batches(functools.partial(_trace_batch, coder), cases, workers)


def _run_batch(coder: Coder, cases: Sequence[ExampleCase]) -> list[ExampleOutcome]:
    return [run_example(coder, case) for case in cases]


def _trace_batch(coder: Coder, cases: Sequence[ExampleCase]) -> list[tuple[ExampleOutcome, frozenset[PatternKey]]]:
    return [_trace_case(coder, case) for case in cases]


def _trace_case(coder: Coder, case: ExampleCase) -> tuple[ExampleOutcome, frozenset[PatternKey]]:
    example = case.example
    context = [example.context] if example.context is not None else []
    traces = trace_text(coder, example.text, example.published, context)
    met = frozenset((pattern.rule.id, pattern.text) for trace in traces for pattern in trace.met)
    return judge_example(case, mentions_of(traces)), met
