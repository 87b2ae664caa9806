"""The (verb, argument head, relation) pairs that the clause stage finds, in the form in which the gold has them.

In come a text span and a lexicon; out go offsets into the text. Arguments that a clause only inherits (control, shared
subjects, antecedents of participles) are not direct and not counted, as in the gold.
"""

from __future__ import annotations

from collections.abc import Sequence

from polybius.coders.clauses import Clause
from polybius.coders.grammar import Grammar
from polybius.coders.groups import Group
from polybius.coders.lexicon import Lexicon
from polybius.coders.parses import Parse, parse_sentence

Pair = tuple[int, int, str]
# The gold calls the person asked or told an indirect object, and who is caused to act the subject of the act.
_PREDICATIVE = frozenset({"become", "remain", "stay", "seem"})
_WITH_SUBJECT = frozenset({"cause", "want", "expect", "allow", "enable"})


def find_pairs(text: str, start: int, end: int, lexicon: Lexicon) -> set[Pair]:
    """Subjects, objects and obliques of the verbs in text[start:end]."""
    parse = parse_sentence(text, start, end, lexicon)
    found: set[Pair] = set()
    objects: set[Group] = set()
    for clause in parse.clauses:
        verb = parse.starts[clause.verb.head]
        if clause.lemma == "be":
            if clause.objects and clause.verb.start and parse.tags[clause.verb.start - 1] == "x":
                found.add((verb, _head(clause.objects[0], parse), "subject"))
            continue
        subject = _direct_subject(clause)
        if subject is not None:
            found.add((verb, _head(subject, parse), "subject"))
        for group in _direct_objects(clause, lexicon.grammar):
            if group not in objects:
                found.add((verb, _head(_stand_in(group, clause), parse), "object"))
        objects.update(clause.objects)
        for group in _obliques(clause, lexicon.grammar):
            found.add((verb, _head(_stand_in(group, clause), parse), "oblique"))
    return found


def _stand_in(group: Group, clause: Clause) -> Group:
    """The relative pronoun, which the gold has where we have its antecedent."""
    return clause.pronoun if group is clause.antecedent and clause.pronoun is not None else group


def _head(group: Group, parse: Parse) -> int:
    """The head as the gold has it: in "coach Jane Doe" the common noun, where we take the name."""
    head = group.head
    while head > group.start and parse.tags[head] == "p" and parse.tags[head - 1] == "p":
        head -= 1
    before = head - 1
    return parse.starts[
        before if before >= group.start and parse.tags[head] == "p" and parse.tags[before] in "ns" else group.head
    ]


def _direct_subject(clause: Clause) -> Group | None:
    subject = clause.subject
    if subject is None or (clause.relation in ("reduced", "participle") and clause.marker != "with"):
        return None
    if clause.relation == "infinitive" and clause.parent is not None and subject in clause.parent.objects:
        return None
    if clause.relation == "relative" and subject is clause.antecedent:
        return clause.pronoun
    if clause.shares_subject:
        return None
    return subject


def _direct_objects(clause: Clause, grammar: Grammar) -> Sequence[Group]:
    """The objects but the indirect one and predicates ("become", "call X Y"), which the gold keeps apart."""
    if clause.lemma in _PREDICATIVE or clause.lemma.endswith("(naming)"):
        return ()
    if clause.lemma in grammar.naming_verbs:
        return clause.objects[:1]
    if clause.lemma == "tell" or (clause.lemma == "ask" and clause.complements):
        return clause.objects[1:]
    if clause.lemma in _WITH_SUBJECT and any(inner.relation == "infinitive" for inner in clause.complements):
        return ()
    return clause.objects[1:] if len(clause.objects) > 1 else clause.objects


def _obliques(clause: Clause, grammar: Grammar) -> list[Group]:
    """Phrases that hang on the verb: all but those that the noun before takes, and but "for X" before "to do"."""
    found = [group for prep, group in clause.times if prep not in ("", "of")]
    found.extend(group for prep, group in clause.preps if not clause.on_noun(prep, group, grammar))
    actors = [inner.subject for inner in clause.complements if inner.relation == "infinitive"]
    return [group for group in found if group not in actors]
