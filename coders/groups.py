"""Groups: the basic noun and verb groups of a sentence.

In come the tokens with one tag character each (see `tags`), with known names and given spans already marked as opaque
runs; out goes a list of groups and a string with one kind character per group, which the clause stage walks.
Appositions, coordination and attachment are for the clause stage: a group here is a run of neighbouring tokens.

Kinds: N noun group, T time expression, V finite verb group, K bare -ed form (finite or participle), E participle,
G -ing form, I infinitive, P preposition, A predicate adjective, R adverb or particle, C coordinator, S subordinator,
H "that", W wh-word, and the marks , ; . " ( ) and q for what is none of these.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

NAME, NAME_IN = "X", "Q"
SPAN, SPAN_IN = "Z", "W"

# A modifier run may hold adverbs before adjectives, participles after a determiner, and opaque runs.
_AUX = r"(?:b(?=[b!]*[BHO]))*(?:m|[BHO])(?:[b!]|iT+|T|[mBHO])*"
_NOMINAL = r"nspXQZW"
_MOD = (
    r"b(?=[bje])|(?<=[d$])b(?=#)|[nspXQZW]|(?<![nspXQZW])j|(?<!s)j(?=[jnspXZ])|#(?![nspj#])|(?<=[d$j#bc])#"
    r"|(?<=[d$j#b])[ekg](?=[jnspXZ#ekg])|(?<=[d$])T(?=[nsp])|(?<=j),(?=j[jnsp])|(?<=#)c(?=[#j])"
)
_MODS = rf"(?:{_MOD})*"
# "Mental and growth problems": modifiers are joined, but not where the first may be a predicate ("was clear and new ...").
_JOINED = rf"(?:{_MOD}|(?<=j)c(?=j+[nsp]|n[ns]))*"
# Marks come first, and look-aheads at single characters let the engine pass over alternatives that cannot match.
_GROUP = re.compile(
    r"(?P<o>[,.;\"()'chuwxq])|(?P<P>a?i+)"
    r"|(?P<I>!?t[b!]*(?:[BHO][b!]*)*(?:[vekgBHO]|(?<=[BHO])[ekg])a?)"
    rf"|(?P<V>(?=[b!mBHOvzy])(?:{_AUX}(?:[ekgvzy]a?)?|[b!]*[vzy]a?))"
    r"|(?P<n>r|o(?![jnsp#XZ]))"
    rf"|(?P<N>(?=[d$objek#{_NOMINAL}])(?:(?:[d$o]b?)+{_JOINED}(?:(?:[{_NOMINAL}]|(?<!s)#|#(?![nspj#X]))+|(?<=[d$jb#])[jek](?![jnspXZ]))"
    rf"|(?:(?<=[ivzyg])|^)(?:b(?=[ek]))?[ek](?=j*[nsp])[jek]*[{_NOMINAL}#]*[{_NOMINAL}]"
    rf"|(?:b(?=b*[j#]))*(?:(?<![Bb])j{_JOINED}|[j#{_NOMINAL}]{_MODS})(?<=[{_NOMINAL}#])|[#{_NOMINAL}](?:[{_NOMINAL}]|#(?![nspj#]))*))"
    r"|(?P<T>[dj#]*T(?:[T#,]*[T#])?)"
    r"|(?P<K>[b!]*ka?)|(?P<E>[b!]*ea?)|(?P<G>[b!]*ga?)"
    r"|(?P<A>b*j+)|(?P<r>.)",
    re.DOTALL,
)
# No group goes on over a mark or over a preposition that stands by itself, and none looks beyond one.
_PIECE = re.compile(
    r"(?:[.;\"()'huwxq]|i++)(?:[^.;\"()'huwxqi]++|(?<=a)i++|i++(?=T))*|(?:[^.;\"()'huwxqi]++|(?<=a)i++|i++(?=T))++"
)
_SINGLE = {
    "b": "R", "a": "R", "!": "R", "c": "C", "u": "S", "h": "H", "w": "W", ",": ",", ";": ";", ".": ".", '"': '"',
    "(": "(", ")": ")", "'": "'", "x": "q", "d": "R", "$": "q", "t": "P", "q": "q", "j": "A",
}  # fmt: skip


_YEAR_BEFORE_NAME = re.compile(r"#[pXZ]")
_POSSESSORS = re.compile(r"'c[d$]?[jnspXQZW]+'")
_RUN_TAG = {NAME_IN: NAME}
_HELPING = frozenset({"be", "have"})
# "We both agreed": these stand for the noun before them.
_FLOATING = frozenset({"both", "all", "each"})
_NEGATORS = frozenset({"no", "neither", "none", "nobody"})


class Group:
    """A run of tokens [start, end) with its head token, and, once the clause stage is done, what hangs on it.

    Noun groups: `possessor` and `possessed`, `preps` (pairs of preposition and noun group), `complements` (clauses that
    the noun governs), `apposition`, `conjuncts` (all members where it is the first of a coordination). Verb groups:
    `lemma` with `particle`, `passive`, `negative`, `modal` (lemma or None), `perfect`, `progressive`.
    """

    # Class attributes are the defaults: most groups are marks that need few, and setting all of them is what costs.
    possessor: Group | None = None
    prep: str | None = None
    preps: Sequence[tuple[str, Group]] = ()
    complements: Sequence[object] = ()
    apposition: Group | None = None
    conjuncts: list[Group] | None = None
    owner: Group | None = None
    sets: int = -1
    memo: object = None
    particle: str | None = None
    passive: bool = False
    negative: bool = False
    modal: str | None = None
    perfect: bool = False
    progressive: bool = False
    tag: str = ""
    first: Group | None = None

    def __init__(self, kind: str, start: int, end: int, head: int, lemma: str) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.head = head
        self.lemma = lemma

    def hang(self, prep: str, group: Group) -> None:
        """Hang a prepositional phrase on this noun."""
        self.preps = [*self.preps, (prep, group)]
        group.owner = self

    def govern(self, clause: object) -> None:
        """Let this noun govern a clause ("plan to meet")."""
        self.complements = [*self.complements, clause]

    def __repr__(self) -> str:
        return f"Group({self.kind} {self.lemma} {self.start}:{self.end})"


def mark_runs(tags: str, runs: list[tuple[int, int]], first: str, inner: str) -> str:
    """Replace each token run [start, end) of `tags` by one opaque symbol per token."""
    if not runs:
        return tags
    parts = list(tags)
    for start, end in runs:
        parts[start] = first
        for i in range(start + 1, end):
            parts[i] = inner
    return "".join(parts)


def cut_tags(tags: str) -> list[str]:
    """The pieces of a tag string that can be grouped each by itself."""
    return _PIECE.findall(tags)


@functools.lru_cache(maxsize=50_000)
def cut_piece(piece: str) -> tuple[tuple[str, int], ...]:
    """The groups of a piece of a tag string: kind and size of each. Few pieces are new: most were cut before."""
    return tuple((match.lastgroup or "", match.end() - match.start()) for match in _GROUP.finditer(piece))


def find_groups(
    marked: str, tags: str, lemmas: list[str], time_nouns: frozenset[str], heads: dict[int, int]
) -> tuple[list[Group], str]:
    """Cut the marked tag string into groups.

    `tags` are the tags before names were marked, `heads` gives for the first token of an opaque run its head token.
    Returns the groups and their kinds, one character each.
    """
    groups: list[Group] = []
    kinds: list[str] = []
    possessor: Group | None = None
    shared: Group | None = None
    end = 0
    for kind, size in [run for piece in cut_tags(marked) for run in cut_piece(piece)]:
        start, end = end, end + size
        if kind == "N" or kind == "n":
            if marked[start] == "$" and lemmas[start] == "whose" and end - start > 1:
                groups.append(Group("W", start, start + 1, start, "whose"))
                kinds.append("W")
                start += 1
            if kinds and kinds[-1] == "P" and _starts_with_year(marked, start, lemmas):
                groups.append(Group("T", start, start + 1, start, lemmas[start]))
                kinds.append("T")
                start += 1
            group = _noun_group(marked, start, end, lemmas, heads)
            if group.lemma in time_nouns and group.tag not in "XZ":
                group.kind = "T"
            if possessor is not None:
                group.possessor, possessor = possessor, None
            if kind == "n" and kinds and kinds[-1] == "N" and group.lemma in _FLOATING:
                group.kind = "R"
            elif group.first is not None and kinds and kinds[-1] == "P" and group.first.lemma in time_nouns:
                _part_time(group, groups, kinds)
            if group.kind == "T" and kinds and kinds[-1] == "T" and marked[start] not in "d$#":
                groups[-1].end, groups[-1].head = end, group.head
                continue
            groups.append(group)
            kinds.append(group.kind)
            continue
        if kind == "o":
            symbol = _SINGLE[marked[start]]
            if symbol == "'":
                if kinds and kinds[-1] in "NT":
                    possessor = groups.pop()
                    kinds.pop()
                    if shared is not None:
                        possessor, shared = _join_possessors(shared, possessor), None
                    elif _POSSESSORS.match(marked, start) is not None:
                        possessor, shared = None, possessor
                continue
            if symbol == "C" and shared is not None:
                continue
            group = Group(symbol, start, end, start, lemmas[start])
        elif kind == "P":
            group = Group("P", start, end, end - 1, lemmas[start] if end - start == 1 else " ".join(lemmas[start:end]))
        elif kind == "A" or kind == "T":
            head = end - 1
            if marked[head] == "#" and len(lemmas[head]) == 4:
                head = marked.index("T", start)
            group = Group(kind, start, end, head, lemmas[head])
        elif kind == "r":
            group = Group(_SINGLE.get(marked[start], "q"), start, end, start, lemmas[start])
        elif (kind == "E" or kind == "K") and kinds and kinds[-1] == "G" and groups[-1].lemma in _HELPING:
            _join_participle(groups[-1], marked, end, lemmas)
            continue
        else:
            group = _verb_group(kind or "V", marked, start, end, lemmas)
        possessor = None
        groups.append(group)
        kinds.append(group.kind)
    return groups, "".join(kinds)


def _starts_with_year(marked: str, start: int, lemmas: list[str]) -> bool:
    """ "In 1990 Iraq invaded Kuwait": a year, and the name after it."""
    return _YEAR_BEFORE_NAME.match(marked, start) is not None and len(lemmas[start]) == 4 and lemmas[start].isdigit()


def _join_possessors(first: Group, second: Group) -> Group:
    """ "Chile's and Peru's exercises": both are possessors."""
    first.conjuncts, second.owner = [first, second], first
    return first


def _part_time(group: Group, groups: list[Group], kinds: list[str]) -> None:
    """ "In the 62nd minute Kim scored": the time, and the name after it."""
    first = group.first
    assert first is not None
    first.kind = "T"
    groups.append(first)
    kinds.append("T")
    group.start, group.first = first.end, None


def _noun_group(marked: str, start: int, end: int, lemmas: list[str], heads: dict[int, int]) -> Group:
    head = end - 1
    symbol = marked[head]
    if symbol in "QWXZ#":
        if symbol == "Q" or symbol == "W":
            head = _run_start(marked, head)
            symbol = marked[head]
        if symbol == "X" or symbol == "Z":
            head = heads.get(head, end - 1)
        elif symbol == "#":
            head = _before_numbers(marked, start, head)
        symbol = marked[head]
    group = Group("N", start, end, head, lemmas[head])
    group.tag = _RUN_TAG.get(symbol, symbol)
    first = marked[start]
    if first in "d$o#":
        if lemmas[start] in _NEGATORS:
            group.negative = True
        if symbol in "pXQ":
            group.first = _before_name(group, marked, head, lemmas)
    return group


def _before_name(group: Group, marked: str, head: int, lemmas: list[str]) -> Group | None:
    """The part before a name right after a common noun, which may be a group of its own ("the plan Iran rejected")."""
    while head > group.start and marked[head] in "pXQ":
        head -= 1
    if marked[head] not in "ns":
        return None
    first = Group("N", group.start, head + 1, head, lemmas[head])
    first.tag = marked[head]
    return first


def _run_start(marked: str, index: int) -> int:
    while marked[index] in "QW":
        index -= 1
    return index


def _before_numbers(marked: str, start: int, head: int) -> int:
    """A number at the end of a name ("Resolution 1970") is not the head of the group."""
    index = head
    while index > start and marked[index] == "#":
        index -= 1
    if marked[index] == "c" and marked[start : head + 1] == "#c#":
        return start
    return index if marked[index] in "nsp" else head


def _verb_group(kind: str, marked: str, start: int, end: int, lemmas: list[str]) -> Group:
    last = end - 1
    if last == start:
        group = Group(kind, start, end, start, lemmas[start])
        group.tag = marked[start]
        if group.tag == "m":
            group.modal = group.lemma
        return group
    particle = None
    if marked[last] == "a":
        particle = lemmas[last]
        last -= 1
    while last > start and marked[last] in "b!iT":
        last -= 1
    group = Group(kind, start, end, last, lemmas[last])
    if particle is not None:
        group.particle = particle
    group.tag = marked[last]
    _read_auxiliaries(group, marked, start, last, lemmas)
    return group


def _join_participle(group: Group, marked: str, end: int, lemmas: list[str]) -> None:
    """ "Being held", "having left": one group of the kind of the first."""
    group.passive = group.lemma == "be"
    group.perfect = not group.passive
    group.head = end - 2 if marked[end - 1] == "a" else end - 1
    group.particle = lemmas[end - 1] if marked[end - 1] == "a" else None
    group.end = end
    group.lemma, group.tag = lemmas[group.head], marked[group.head]


def _read_auxiliaries(group: Group, marked: str, start: int, last: int, lemmas: list[str]) -> None:
    be_before = False
    for i in range(start, last):
        tag = marked[i]
        if tag == "m":
            group.modal = lemmas[i]
        elif tag == "B":
            be_before = True
        elif tag == "H":
            group.perfect = True
    group.negative = "!" in marked[start : group.end] or group.modal == "cannot"
    tag = marked[last]
    if be_before and tag in "ek":
        group.passive = True
    elif be_before and tag == "g":
        group.progressive = True
    if group.kind == "V" and tag == "m":
        group.modal = lemmas[last]
