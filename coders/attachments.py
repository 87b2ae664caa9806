"""Attachment: whether a prepositional phrase hangs on the noun before it or on the verb.

In come the verb, the preposition, the noun before it and the phrase's noun; out goes a preference. It rests on what
nouns and verbs take in general (`noun_frames` and `verb_frames` of grammar.yml), on the preposition and on distance.
The clause keeps all its phrases: this only ranks them.
"""

from __future__ import annotations

from .grammar import Grammar
from .groups import Group


def prefers_noun(verb: Group, lemma: str, prep: str, owner: Group, group: Group, grammar: Grammar) -> bool:
    """Whether `prep` with `group`, standing after `owner` and the verb, rather belongs to `owner`."""
    if prep == "of" and owner.prep is None and lemma in grammar.verb_frames["of"] and owner.kind == "N":
        return owner.tag in "ns" and group.tag in "pX"
    if prep in grammar.noun_preps:
        return True
    if owner.kind == "A":
        return True
    if owner.tag in "ro":
        return False
    if (
        owner.prep == "from"
        and prep == "to"
        and owner.owner is not None
        and owner.owner.tag in "ns"
        and owner.tag == "#"
    ):
        return True
    if prep in grammar.verb_preps or owner.kind == "T" or (prep == "to" and owner.prep == "from"):
        return False
    if prep == "by":
        return not verb.passive and group.tag != "#" and group.lemma not in grammar.means_nouns
    nested = owner.prep is not None
    if not nested and lemma in grammar.verb_frames.get(prep, ()):
        return False
    if owner.lemma in grammar.noun_frames.get(prep, ()):
        return True
    if nested:
        return lemma not in grammar.verb_frames.get(prep, ()) and group.tag != "#"
    return prep in grammar.loose_preps
