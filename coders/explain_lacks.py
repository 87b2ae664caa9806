"""Lacks in words: what the rules of a verb want that a clause does not have, the nearest rule first.

In come a clause and the engine that looked at it; out go lines for people, with examples of the words that a rule asks for.
What a pattern lacks is said by the engine itself; this module deliberately matches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from .actions import Engine
from .clauses import Clause
from .derivation_lines import shorten
from .groups import Group
from .matches import Lack
from .patterns import Pattern, Term
from .views import View

_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "@person": "a person", "@place": "a place", "@country": "a country", "@organisation": "an organisation or group",
        "@armed": "armed men", "@police": "police", "@government": "a government", "@civilian": "civilians",
        "@opposition": "an opposition", "@court": "a court", "@media": "media", "@peacekeeper": "peacekeepers",
    }
)  # fmt: skip
_NAME = re.compile(r"\{(@?[\w-]+)\}|:(@?[\w-]+)")
_MOST_WORDS = 4

Near = tuple[Pattern, Lack]
"""A pattern that does not fit, and the first thing that it lacks."""


def find_near(engine: Engine, clause: Clause) -> list[Near]:
    """The patterns of a clause's verb that do not fit, those that come nearest first, each template once."""
    view = engine.view_of(clause)
    near: dict[tuple[str, str], Near] = {}
    for key in engine.triggers(clause):
        index = engine.lexicon.patterns.get(key)
        for pattern in () if index is None else index.all:
            lacks: list[Lack] = []
            if engine.match(pattern, clause, view, lacks) is None and lacks:
                near.setdefault((pattern.rule.id, pattern.text), (pattern, lacks[0]))
    return sorted(near.values(), key=_distance)


def _distance(near: Near) -> tuple[bool, int, int, str]:
    """Null rules last; then by how many terms are missing, those that met the most first."""
    pattern, (what, term) = near
    met = pattern.terms.index(term) if term in pattern.terms else 0
    missing = len(pattern.terms) - met + (what in ("particle", "subject"))
    return pattern.rule.code is None and pattern.rule.operator is None, missing, -met, pattern.rule.id


def show_lack(engine: Engine, clause: Clause, near: Near) -> str:
    """What a pattern lacks, in words: what it wants there, and what stands there."""
    pattern, (what, term) = near
    view = engine.view_of(clause)
    if what == "particle" or term is None:
        return f"wants “{clause.lemma} {pattern.particle}”"
    if what == "adverb":
        return f"wants “{'/'.join(sorted(term.preps))}” with the verb"
    if what == "act":
        return f"wants an act there (“{term.text}”); there is none that a rule knows"
    if what == "preposition":
        return f"wants “{'/'.join(sorted(term.preps))}” with {_wanted(engine, term)}; {_phrases(engine, term, view)}"
    found: list[Group | None] = [view.subject] if what == "subject" else [*view.objects]
    return f"wants {_wanted(engine, term)} as its {what}; {_found(engine, found)}"


def _wanted(engine: Engine, term: Term) -> str:
    """What may stand in a term: kinds of actors, words of its sets, or anything."""
    if not term.mask:
        return "something"
    names = [name for pair in _NAME.findall(term.text) for name in pair if name]
    kinds = [_KINDS[name] for name in names if name in _KINDS]
    listed = _sample(engine, term)
    words = f"a word such as {', '.join(listed)}" if names and listed else _or([f"“{word}”" for word in listed])
    return _or([*kinds, words] if listed else kinds)


def _sample(engine: Engine, term: Term) -> list[str]:
    """A few of the words that a term takes, single words first."""
    found: list[str] = []
    for word, mask in engine.lexicon.masks.items():
        if mask & term.mask:
            found.append(word)
            if len(found) == _MOST_WORDS:
                return found
    for entries in engine.lexicon.phrases.values():
        for phrases in entries.values():
            found.extend(" ".join(words) for words, _, mask in phrases if mask & term.mask)
            if len(found) >= _MOST_WORDS:
                return found[:_MOST_WORDS]
    return found


def _or(parts: list[str]) -> str:
    return " or ".join(part for part in parts if part) or "something"


def _phrases(engine: Engine, term: Term, view: View) -> str:
    """The phrases of the clause with a preposition of the term, or that there is none."""
    found = [group for prep, group in view.preps if prep in term.preps]
    return _found(engine, list(found)) if found else "there is no such phrase"


def _found(engine: Engine, groups: list[Group | None]) -> str:
    shown = [f"“{show_group(engine, group)}”" for group in groups if group is not None]
    return f"found {', '.join(shown)}" if shown else "there is none"


def show_group(engine: Engine, group: Group) -> str:
    """The words of a noun or verb group; members of a compound joined by +."""
    parse = engine.parse
    if group.conjuncts:
        return " + ".join(parse.slice(member.start, member.end) for member in group.conjuncts)
    return parse.slice(group.start, group.end)


def show_near(engine: Engine, clause: Clause, most: int) -> Iterator[str]:
    """The nearest rules of a clause's verb that do not fit, with what each lacks, and how many more there are."""
    near = find_near(engine, clause)
    for pattern, lack in near[:most]:
        yield f"- {pattern.rule.id} “{shorten(pattern.text)}” {show_lack(engine, clause, (pattern, lack))}"
    if len(near) > most:
        yield f"- and {len(near) - most} more templates of “{clause.lemma}” that do not fit"
