"""Mutants: small damages to a lexicon that its examples ought to notice.

In come the sources, a coder and the traced outcomes of all examples; out go the mutants, each with the example that killed
it, or None where it survived. A mutant removes a rule, removes one of its templates, or changes its code. Nothing is
compiled anew: the patterns of the compiled lexicon are changed in place and put back, and only the examples that met a
pattern of the mutant are run, since no other can give anything else. It deliberately mutates no word sets and no actors.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from ...schema.ontology import CODES
from ..blocks import RuleBlock
from ..coder import Coder
from ..examples import ExampleCase, run_example
from ..lexicon import Lexicon
from ..noun_index import NounIndex
from ..pattern_index import PatternIndex
from ..patterns import NounPattern, Pattern, Rule
from ..sources import Sources
from .example_runs import PatternKey
from .pools import map_batches

REMOVED, CODE, TEMPLATE = "removed", "code", "template"
_NULL_BECOMES = "190"

P = TypeVar("P", Pattern, NounPattern)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One damage to a rule. `kind` is removed, code or template; `detail` the new code or the template that is gone."""

    rule: str
    kind: str
    detail: str
    path: str
    line: int

    def __str__(self) -> str:
        told = {REMOVED: "rule removed", CODE: f"code changed to {self.detail}", TEMPLATE: f"without “{self.detail}”"}
        return f"{self.path}:{self.line}: {self.rule}: {told[self.kind]}"


@dataclass(frozen=True, slots=True)
class MutantOutcome:
    """What became of a mutant: the id of the example that failed under it, None if none did; `n_run` were run."""

    mutant: Mutant
    killed_by: str | None
    n_run: int


def list_mutants(sources: Sources, rules: Collection[str] | None = None) -> Iterator[Mutant]:
    """The mutants of the lexicon's own rules in force, or of those in `rules`, in the order of the files."""
    below = tuple(layer.prefix for layer in sources.layers if layer.prefix)
    operators = [operator.id for operator in sources.composition.operators]
    latent = sorted({block.act for block in sources.rules if block.act is not None and block.act.startswith("~")})
    for block in sources.rules:
        if block.retired is not None or block.path.startswith(below) or (rules is not None and block.id not in rules):
            continue
        yield Mutant(block.id, REMOVED, "", block.path, block.line)
        other = _other_result(block, operators, latent)
        if other is not None:
            yield Mutant(block.id, CODE, other, block.path, block.line)
        for text in dict.fromkeys((*block.patterns, *block.nouns)):
            yield Mutant(block.id, TEMPLATE, text, block.path, block.line)


def _other_result(block: RuleBlock, operators: Sequence[str], latent: Sequence[str]) -> str | None:
    """Another result of the same kind, as near as can be: a sister code, the next operator, the next latent class."""
    if block.operator is not None:
        return _next(block.operator, operators)
    if block.is_null or block.act is None:
        return _NULL_BECOMES
    if block.act.startswith("~"):
        return _next(block.act, latent)
    sisters = [code for code in sorted(CODES) if CODES[code].parent == CODES[block.act].parent and len(code) > 2]
    return _next(block.act, sisters) or _NULL_BECOMES


def _next(value: str, among: Sequence[str]) -> str | None:
    """The value after this one, the first after the last; None where there is no other."""
    others = [other for other in among if other != value]
    return next((other for other in others if other > value), others[0] if others else None)


def run_mutants(
    coder: Coder,
    mutants: Sequence[Mutant],
    traced: Sequence[tuple[ExampleCase, Collection[PatternKey]]],
    workers: int = 1,
) -> list[MutantOutcome]:
    """What became of each mutant, in their order. `traced` are the examples that pass, with the patterns they met."""
    index = _ExampleIndex(traced)
    return map_batches(functools.partial(_run_batch, coder, index, _Places(coder.lexicon)), mutants, workers)


class _ExampleIndex:
    """Which examples met a pattern: those of the rule itself first, since they are the likeliest to fail."""

    def __init__(self, traced: Iterable[tuple[ExampleCase, Collection[PatternKey]]]) -> None:
        self.by_pattern: dict[PatternKey, list[ExampleCase]] = {}
        self.by_rule: dict[str, list[ExampleCase]] = {}
        for case, met in traced:
            for key in met:
                self.by_pattern.setdefault(key, []).append(case)
            for rule in {rule for rule, _ in met}:
                self.by_rule.setdefault(rule, []).append(case)

    def reach(self, mutant: Mutant) -> list[ExampleCase]:
        """The examples that the mutant may change."""
        key = (mutant.rule, mutant.detail)
        found = self.by_pattern.get(key, []) if mutant.kind == TEMPLATE else self.by_rule.get(mutant.rule, [])
        return sorted(found, key=lambda case: (case.owner != mutant.rule, case.kind == "not"))


class _Places:
    """Under which triggers and heads the templates of each rule stand in the compiled lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.verbs: dict[PatternKey, set[str]] = {}
        self.nouns: dict[PatternKey, set[str]] = {}
        for trigger, index in lexicon.patterns.items():
            for pattern in index.all:
                self.verbs.setdefault((pattern.rule.id, pattern.text), set()).add(trigger)
        for head, known in lexicon.nouns.items():
            for noun in known.all:
                self.nouns.setdefault((noun.rule.id, noun.text), set()).add(head)

    def of(self, table: Mapping[PatternKey, set[str]], mutant: Mutant) -> set[str]:
        """The keys under which the mutated templates stand."""
        if mutant.kind == TEMPLATE:
            return table.get((mutant.rule, mutant.detail), set())
        return {place for (rule, _), places in table.items() if rule == mutant.rule for place in places}


def _run_batch(coder: Coder, index: _ExampleIndex, places: _Places, mutants: Sequence[Mutant]) -> list[MutantOutcome]:
    return [_run_mutant(coder, mutant, index.reach(mutant), places) for mutant in mutants]


def _run_mutant(coder: Coder, mutant: Mutant, cases: Sequence[ExampleCase], places: _Places) -> MutantOutcome:
    if not cases:
        return MutantOutcome(mutant, None, 0)
    with _mutated(coder.lexicon, mutant, places):
        for number, case in enumerate(cases, 1):
            if not run_example(coder, case).passed:
                return MutantOutcome(mutant, case.id, number)
    return MutantOutcome(mutant, None, len(cases))


@contextlib.contextmanager
def _mutated(lexicon: Lexicon, mutant: Mutant, places: _Places) -> Iterator[None]:
    """The lexicon with the mutant in it; as it was afterwards."""
    verbs = {trigger: lexicon.patterns[trigger] for trigger in places.of(places.verbs, mutant)}
    nouns = {head: lexicon.nouns[head] for head in places.of(places.nouns, mutant)}
    try:
        for trigger, found in verbs.items():
            lexicon.patterns[trigger] = PatternIndex(list(_mutate(found.all, mutant)))
        for head, listed in nouns.items():
            lexicon.nouns[head] = NounIndex(list(_mutate(listed.all, mutant)))
        yield
    finally:
        lexicon.patterns.update(verbs)
        lexicon.nouns.update(nouns)


def _mutate(patterns: Iterable[P], mutant: Mutant) -> Iterator[P]:
    for pattern in patterns:
        if pattern.rule.id != mutant.rule or (mutant.kind == TEMPLATE and pattern.text != mutant.detail):
            yield pattern
        elif mutant.kind == CODE:
            yield replace(pattern, rule=_with_result(pattern.rule, mutant.detail))


def _with_result(rule: Rule, result: str) -> Rule:
    return replace(rule, code=result) if rule.operator is None else replace(rule, operator=result)
