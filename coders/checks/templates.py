"""Checks of templates: those that do not parse, that stand twice, or whose operator no table knows."""

from __future__ import annotations

import difflib
from collections.abc import Hashable, Iterator

from ...schema.errors import Issue, Severity
from ..blocks import RuleBlock
from ..patterns import Term
from .checked import Checked, Template, make_issue


def find_bad_patterns(checked: Checked) -> Iterator[Issue]:
    """Yield `bad-pattern`: a template cannot be read. A set that is not there is left to `undefined-set`."""
    for template in checked.templates:
        if template.error is not None and "unknown word set" not in template.error:
            message = f"cannot read {template.text!r}: {template.error}"
            fix = "docs/rules.md says how templates are written"
            yield make_issue(checked, "bad-pattern", Severity.ERROR, template.block, template.text, message, fix)


def find_undefined_operators(checked: Checked) -> Iterator[Issue]:
    """Yield `undefined-operator`: a rule names an operator that has no row in the composition table."""
    known = [entry.id for entry in checked.sources.composition.operators]
    for block in checked.rules:
        if block.operator is not None and block.operator not in known:
            close = difflib.get_close_matches(block.operator, known, n=1)
            fix = f"did you mean {close[0]!r}?" if close else "add a row to composition.yml"
            message = f"no operator {block.operator!r} in composition.yml"
            yield make_issue(checked, "undefined-operator", Severity.ERROR, block, block.operator, message, fix)


def find_duplicate_patterns(checked: Checked) -> Iterator[Issue]:
    """Yield `duplicate-pattern`, `overlapping-pattern` and `repeated-pattern`: two rules state one pattern.

    A duplicate has all its readings in common with the other and another result; of an overlap some are common; what
    is repeated leads to the same. Patterns are compared as parsed: the order of alternatives makes no difference. A
    latent class may share its patterns with an event, since it only stands under operators.
    """
    readings = [(template, frozenset(_keys(template))) for template in checked.templates]
    first: dict[Hashable, tuple[Template, frozenset[Hashable]]] = {}
    for template, keys in readings:
        met: dict[int, tuple[Template, frozenset[Hashable]]] = {}
        for key in keys:
            known = first.setdefault((_layer(template.block), key), (template, keys))
            if known[0] is not template:
                met[id(known[0])] = known
        for other, other_keys in sorted(met.values(), key=lambda known: (known[0].block.id, known[0].text)):
            yield _duplicate_issue(checked, other, template, keys == other_keys)


def _layer(block: RuleBlock) -> str:
    return "latent" if block.act is not None and block.act.startswith("~") else "coded"


def _duplicate_issue(checked: Checked, first: Template, second: Template, whole: bool) -> Issue:
    """The issue of two templates with readings in common; it stands at the one that loses."""
    winner, loser = sorted((first, second), key=_rank)
    where = f"rule {winner.block.id} ({winner.block.path}:{winner.block.line})"
    ours, theirs = _result(loser.block), _result(winner.block)
    if ours == theirs:
        check, severity, fix = "repeated-pattern", Severity.WARNING, "take it out of one of them"
        message = f"{loser.text!r} has a reading in common with {winner.text!r} of {where}, both give {ours}"
    elif whole:
        check, severity, fix = "duplicate-pattern", Severity.ERROR, "take it out of one rule"
        message = f"{loser.text!r} never gives {ours}: {winner.text!r} of {where} goes before it and gives {theirs}"
    else:
        check, severity, fix = "overlapping-pattern", Severity.WARNING, "take what they share out of one rule"
        message = f"a reading of {loser.text!r} never gives {ours}: {winner.text!r} of {where} gives {theirs}"
    return make_issue(checked, check, severity, loser.block, loser.text, message, fix)


def _rank(template: Template) -> tuple[float, str, str]:
    """The order in which the engine tries templates with the same readings."""
    weights = [*(pattern.weight for pattern in template.verbal), *(noun.weight for _, noun in template.nouns)]
    return -max(weights), template.block.id, template.text


def _result(block: RuleBlock) -> str:
    return str(block.act if block.operator is None else block.operator)


def _keys(template: Template) -> Iterator[Hashable]:
    for pattern in template.verbal:
        subject = None if pattern.subject is None else _term_key(pattern.subject)
        yield "verb", pattern.trigger, pattern.particle, subject, tuple(map(_term_key, pattern.terms))
    for head, noun in template.nouns:
        yield "noun", head, noun.modifiers, template.block.of, tuple(map(_term_key, noun.terms))


def _term_key(term: Term) -> Hashable:
    return term.where, term.preps, term.mask, term.slot, term.act
