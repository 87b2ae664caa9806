"""The parse of one sentence: tokens, tags, names, groups and clauses in one record.

In comes a sentence's text with its offset, what the caller knows of actors, and the lexicon; out goes a `Parse`, which
the actor and action stages read. It deliberately codes nothing.
"""

from __future__ import annotations

import re

from .clauses import Clause, build_clauses
from .forms import Form
from .grammar import Grammar
from .groups import NAME, NAME_IN, SPAN, SPAN_IN, Group, find_groups, mark_runs
from .lexicon import Lexicon
from .names import NameMatch
from .tags import Tagged, tag_forms


class Parse:
    """Everything known of one sentence before actors and actions. Token indices everywhere; `starts`/`ends` give offsets."""

    __slots__ = (
        "clauses", "dateline", "end", "ends", "forms", "groups", "kinds", "lemmas", "name_at", "names", "runs", "start", "starts",
        "surfaces", "tagged", "tags", "text", "too_long",
    )  # fmt: skip

    def __init__(self, text: str, start: int, end: int, forms: list[Form], tagged: Tagged) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.forms = forms
        self.surfaces = [form.surface for form in forms]
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.tagged = tagged
        self.tags = tagged.tags
        self.lemmas = tagged.lemmas
        self.names: list[NameMatch] = []
        self.name_at: dict[int, NameMatch] = {}
        self.runs: list[tuple[int, int]] = []
        self.groups: list[Group] = []
        self.kinds = ""
        self.clauses: list[Clause] = []
        self.too_long = False
        self.dateline: str | None = None

    def slice(self, start: int, end: int) -> str:
        """The text of tokens [start, end)."""
        return self.text[self.starts[start] : self.ends[end - 1]]


# "KABUL (Agency) - ", "LONDON, May 30 -- ", "GENEVA: ": a place in capitals, or any with an agency in brackets, and a dash.
_DATELINE = re.compile(
    r"(?:[A-Z][\w.'’-]*[ ,]+){0,4}?(?:[A-Z]{3,}[A-Z.'’ ]*|[A-Z][\w.'’]+(?= ?[(,]))(?:, ?[A-Z][\w. ]{1,24}?)?"
    r"(?:,? ?[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?"
    r" ?(?:\((?:[A-Z][\w.'’ /-]{1,24})\) ?(?:--?|—|–|:)?| ?(?:--|—|–|(?<= )-|:))\s+(?=[\"“A-Z])"
)


def release(parse: Parse) -> None:
    """Cut the cycles between groups and clauses, so that a sentence's records are freed at once and their memory is warm."""
    for group in parse.groups:
        group.owner = group.memo = group.conjuncts = group.apposition = None
        group.complements = []
    for clause in parse.clauses:
        clause.parent = clause.controller = clause.memo = clause.view = None
        clause.complements = []


def parse_sentence(
    text: str, start: int, end: int, lexicon: Lexicon, spans: list[tuple[int, int]] | None = None
) -> Parse:
    """Parse the sentence text[start:end]. `spans` are offsets that the caller knows to be actors.

    A sentence of more than `MAX_TOKENS` tokens or `MAX_CHARACTERS` characters comes back unparsed: `too_long` is set.
    """
    if end - start > MAX_CHARACTERS:
        return _unparsed(text, start, end, lexicon)
    dateline = (
        _DATELINE.match(text, start, min(end, start + 120))
        if text[start + 1 : start + 3].isupper() or "(" in text[start : start + 60]
        else None
    )
    forms, starts, ends = lexicon.forms.read(text, start if dateline is None else dateline.end(), end)
    if len(forms) > MAX_TOKENS:
        return _unparsed(text, start, end, lexicon)
    parse = Parse(text, start, end, forms, tag_forms(forms, lexicon.words))
    parse.starts, parse.ends = starts, ends
    parse.tags = _join_words(parse.tagged, lexicon.grammar, lexicon.openers)
    parse.names = lexicon.names.find(forms)
    if spans:
        parse.runs = _token_runs(spans, starts, ends)
    if dateline is not None:
        parse.dateline = dateline.group()
    for match in parse.names:
        for index in range(match.start, match.end):
            parse.name_at[index] = match
    _build(parse, lexicon)
    return parse


MAX_TOKENS = 400
MAX_CHARACTERS = 8000
"""A longer "sentence" is a list or no prose: it is not parsed."""


def _join_words(tagged: Tagged, grammar: Grammar, openers: frozenset[str]) -> str:
    """Words that are one together get the tags for it: "according to", "no longer", "at least 20", "last week"."""
    lowers, tags = tagged.lowers, tagged.tags
    last = len(lowers) - 1
    for index, lower in enumerate(lowers):
        if lower not in openers or index == last:
            continue
        if lower in grammar.time_adjectives and tagged.lemmas[index + 1] in grammar.time_nouns:
            if index and tags[index - 1] in "nspv)rkye" and tags[index + 2 : index + 3] not in ("n", "s", "'"):
                tags = tags[:index] + "TT" + tags[index + 2 :]
            continue
        if lower == "due" and tags[index + 1] == "t":
            continue
        pair = _compound(lower, lowers[index + 1], tags[index + 2 : index + 3] == "#", grammar)
        if pair is not None:
            tagged.lemmas[index], tagged.lemmas[index + 1] = lower, lowers[index + 1]
            tags = tags[:index] + pair + tags[index + 2 :]
    return tags


def _compound(lower: str, following: str, counts: bool, grammar: Grammar) -> str | None:
    """The tags of two words that are one together, or None; `counts` says that a number stands after them."""
    if lower in grammar.compound_counts and following in grammar.compound_counts[lower]:
        return "bb" if counts else None
    if lower in grammar.compound_preps and following in grammar.compound_preps[lower]:
        return "ii"
    return "bb" if lower in grammar.compound_adverbs and following in grammar.compound_adverbs[lower] else None


def _unparsed(text: str, start: int, end: int, lexicon: Lexicon) -> Parse:
    parse = Parse(text, start, end, [], Tagged("", "", [], [], lexicon.words))
    parse.too_long = True
    return parse


def _token_runs(spans: list[tuple[int, int]], starts: list[int], ends: list[int]) -> list[tuple[int, int]]:
    """Spans as token runs, without overlap; a run takes every token that it touches."""
    runs: list[tuple[int, int]] = []
    for low, high in sorted(set(spans)):
        inside = [i for i in range(len(starts)) if starts[i] < high and ends[i] > low]
        if inside and (not runs or inside[0] >= runs[-1][1]):
            runs.append((inside[0], inside[-1] + 1))
    return runs


def _build(parse: Parse, lexicon: Lexicon) -> None:
    tags = parse.tags
    named = [
        (m.start, m.end) for m in parse.names if m.suffix is None and _is_opaque(tags[m.start : m.end], m.is_agent)
    ]
    marked = mark_runs(tags, named, NAME, NAME_IN)
    heads = {low: _name_head(tags, low, high) for low, high in named}
    if parse.runs:
        marked = mark_runs(marked, parse.runs, SPAN, SPAN_IN)
        for low, high in parse.runs:
            heads[low] = _run_head(tags, low, high)
    grammar = lexicon.grammar
    groups, kinds = find_groups(marked, tags, parse.lemmas, grammar.time_nouns, heads)
    low = _verbless(groups, kinds)
    if low >= 0:
        flipped = _flip(parse, marked, low)
        if flipped is not None:
            groups, kinds = find_groups(flipped, parse.tags, parse.lemmas, grammar.time_nouns, heads)
    parse.groups, parse.kinds = groups, kinds
    parse.clauses = build_clauses(groups, kinds, grammar)


def _is_opaque(tags: str, is_agent: bool) -> bool:
    """Names are one word to the grammar, and so are titles with a preposition ("secretary of state")."""
    return "T" not in tags and (not is_agent or "i" in tags)


def _name_head(tags: str, low: int, high: int) -> int:
    """The head of a name: its last word, or the one before "of" ("Church of England")."""
    cut = tags.find("i", low + 1, high)
    return cut - 1 if cut > 0 else high - 1


def _run_head(tags: str, low: int, high: int) -> int:
    """The head of a given span: the last noun before its first preposition, comma or verb."""
    head = -1
    for index in range(low, high):
        tag = tags[index]
        if tag in "nspro#j" and (tag in "nspro" or head < 0):
            head = index
        elif head >= 0 and tag in "ithw,(!":
            break
        elif tag == "'" and head >= 0:
            head = -1
    return head if head >= 0 else high - 1


_VERBLESS_THAT = re.compile(r"H(?=N)[^VKH]*(?:[,H]|$)")


def _verbless(groups: list[Group], kinds: str) -> int:
    """The first token of a stretch that wants a finite verb and has none: the sentence, or what follows "that". Else -1."""
    if "V" not in kinds and "K" not in kinds:
        return 0
    match = _VERBLESS_THAT.search(kinds)
    return -1 if match is None else groups[match.start()].end


def _flip(parse: Parse, marked: str, low: int) -> str | None:
    """Let the likeliest noun of such a stretch that could be a verb be one (headlines, "demanded that France hold talks")."""
    alts = parse.tagged.alts
    for index in range(low + 1, len(marked) - 1):
        if (
            alts[index] in "zvy"
            and marked[index - 1] in "nspXQZW)T"
            and marked[index + 1] not in ".,'"
            and marked[index] in "nsp"
        ):
            parse.lemmas = list(parse.lemmas)
            parse.lemmas[index] = parse.tagged.alt_lemma(index)
            parse.tags = parse.tags[:index] + alts[index] + parse.tags[index + 1 :]
            return marked[:index] + alts[index] + marked[index + 1 :]
    return None
