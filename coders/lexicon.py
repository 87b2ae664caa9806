"""The lexicon: everything that the stages look things up in, compiled once and never changed.

In come the YAML sources; out goes one immutable `Lexicon`. The compiled form is cached under the digest of its content, in
the user's cache folder; a cache that cannot be read or written costs time and nothing else.
"""

from __future__ import annotations

import datetime
import hashlib
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ..schema.errors import Issue, LexiconError, Severity
from .cache_files import read_cache, write_cache
from .digests import digest_sources, paused_collector, spare_collector
from .form_table import FormTable
from .grammar import Grammar, read_grammar
from .names import AGENT, ALONE, DEMONYM, FULL, SHORT, Trie
from .noun_index import NounIndex
from .overrides import Override
from .pattern_index import PatternIndex
from .patterns import (
    NounPattern,
    Pattern,
    Rule,
    compile_rule,
    parse_noun_patterns,
    parse_patterns,
)
from .pickling import reduce_fields
from .vocabulary import KIND_SETS, LemmaSets, PatternError, Phrase, Vocabulary
from .words import WordTable

if TYPE_CHECKING:
    from .blocks import ActorEntry, LightVerb, OperatorEntry
    from .sources import Sources

COMPILED_FORMAT = 11
_MOST_SEEN = 50_000


@dataclass(frozen=True, slots=True)
class ActorRecord:
    """An actor entry or an agent noun as the engine keeps it. Agents have role codes only, and no country."""

    id: str
    kind: str
    name: str
    codes: tuple[tuple[str, datetime.date | None, datetime.date | None], ...]
    gender: str | None
    person: bool
    title: bool

    def __reduce__(self) -> tuple[object, ...]:
        """By its fields."""
        return reduce_fields(self)


@dataclass(frozen=True, slots=True)
class Operator:
    """A row of the composition table, its cells by act."""

    id: str
    default: str | None
    source: tuple[str, ...]
    target: tuple[str, ...]
    cells: dict[str, str | None]
    negatable: bool = False
    takes_nouns: bool = False

    def __reduce__(self) -> tuple[object, ...]:
        """By its fields."""
        return reduce_fields(self)

    def cell(self, act: str) -> str | None:
        """What the table says for `act`, a code or a latent class; the longest prefix of a code wins. May be "="."""
        if act in self.cells:
            return self.cells[act]
        if not act.startswith("~"):
            for length in range(len(act) - 1, 1, -1):
                if act[:length] in self.cells:
                    return self.cells[act[:length]]
        return self.default

    def compose(self, act: str) -> str | None:
        """The code of this operator over `act`."""
        code = self.cell(act)
        return act if code == "=" else code


@dataclass(frozen=True, slots=True)
class Light:
    """A light verb: its role (do, give, receive), the acts it may take, the prepositions of its other side."""

    id: str
    role: str
    acts: tuple[str, ...]
    preps: tuple[str, ...]
    particle: str | None

    def __reduce__(self) -> tuple[object, ...]:
        """By its fields."""
        return reduce_fields(self)


@dataclass(slots=True)
class Lexicon:
    """The compiled lexicon. `digest` identifies its content. `openers` are the words that may be one with the next,
    `happenings` those that verbs of happening, growing, ending and failing begin with.
    """

    digest: str
    words: WordTable
    grammar: Grammar
    names: Trie
    forms: FormTable
    actors: list[ActorRecord]
    patterns: dict[str, PatternIndex]
    nouns: dict[str, NounIndex]
    masks: dict[str, int]
    phrases: dict[str, dict[str, list[Phrase]]]
    operators: dict[str, Operator]
    light: dict[str, list[Light]]
    rules: dict[str, Rule] = field(default_factory=dict)
    kind_bits: dict[str, int] = field(default_factory=dict)
    actor_bits: list[int] = field(default_factory=list)
    any_kind: int = 0
    overrides: tuple[Override, ...] = ()
    openers: frozenset[str] = frozenset()
    happenings: frozenset[str] = frozenset()
    seen: dict[str, LemmaSets] = field(default_factory=dict)

    def __reduce__(self) -> tuple[object, ...]:
        """By its fields."""
        return reduce_fields(self)

    def operator(self, name: str) -> Operator:
        """The row of an operator; one that no row states gives nothing, as in a lexicon that stands alone."""
        known = self.operators.get(name)
        return Operator(name, None, (), (), {}) if known is None else known

    def sets_of(self, lemma: str) -> LemmaSets:
        """What word sets know of a lemma; kept in `seen`, since the lemmas of a text are few and close together there."""
        found = self.seen.get(lemma)
        if found is None:
            if len(self.seen) > _MOST_SEEN:
                self.seen.clear()
            found = self.seen[lemma] = LemmaSets(self.masks.get(lemma, 0), self.phrases.get(lemma))
        return found


def load_lexicon(folder: Path | None = None) -> Lexicon:
    """The lexicon of `folder` (None: the shipped one), from the cache where it is there.

    Raises LexiconError with every finding where files cannot be used.
    """
    digest = content_digest(folder)
    key = _cache_key(digest)
    cached = _read_cache(key)
    if cached is not None:
        spare_collector()
        return cached
    from .sources import read_sources  # a compiled lexicon starts without the models of the files

    with paused_collector():
        lexicon = compile_lexicon(read_sources(folder), digest)
    write_cache(key, lexicon)
    spare_collector()
    return lexicon


def compile_lexicon(sources: Sources, digest: str | None = None) -> Lexicon:
    """Compile sources. Raises LexiconError where a template or a set does not parse."""
    words = WordTable.load()
    vocabulary = Vocabulary(lemma_of=lambda word: words.lemma(word, "s") if "s" in words.kinds.get(word, "") else word)
    issues: list[Issue] = []
    try:
        vocabulary.add_sets(sources.sets)
    except PatternError as error:
        raise LexiconError((Issue("bad-set", Severity.ERROR, "sets", 1, 1, str(error)),)) from error
    rules, patterns, nouns = _compile_rules(sources, vocabulary, issues)
    if issues:
        raise LexiconError(tuple(issues))
    names, actors = _compile_actors(sources)
    kind_bits = {name: bit for name, bit in vocabulary.bits.items() if name in KIND_SETS}
    grammar = read_grammar()
    return Lexicon(
        digest=digest or sources.digest,
        words=words,
        grammar=grammar,
        names=names,
        forms=FormTable(words, names),
        actors=actors,
        patterns={trigger: PatternIndex(found) for trigger, found in patterns.items()},
        nouns={head: NounIndex(listed) for head, listed in nouns.items()},
        masks=vocabulary.masks,
        phrases=vocabulary.phrases,
        operators={entry.id: _compile_operator(entry) for entry in sources.composition.operators},
        light=_compile_light(sources.light_verbs),
        rules=rules,
        kind_bits=kind_bits,
        actor_bits=[_actor_bits(actor, kind_bits) for actor in actors] if kind_bits else [],
        any_kind=sum(kind_bits.values()),
        overrides=sources.overrides,
        happenings=frozenset([verb.split()[0] for verb in grammar.list_happenings()]),
        openers=frozenset([*grammar.time_adjectives, *grammar.compound_counts, *grammar.compound_preps]),
    )


_ROLE_SETS = {
    "MIL": "@armed", "REB": "@armed", "INS": "@armed", "SEP": "@armed", "UAF": "@armed", "COP": "@police", "GOV": "@government", "CVL": "@civilian",
    "REF": "@civilian", "OPP": "@opposition", "JUD": "@court", "MED": "@media", "PKO": "@peacekeeper",
}  # fmt: skip
_KIND_NAMES = {
    "person": "@person", "country": "@country", "capital": "@place", "city": "@place", "region": "@place", "organisation": "@organisation",
    "group": "@organisation", "government": "@government",
}  # fmt: skip


def _actor_bits(actor: ActorRecord, bits: dict[str, int]) -> int:
    """The built-in sets that an entry is in, by its kind and its latest roles."""
    names = [
        _KIND_NAMES.get(actor.kind, ""),
        "@person" if actor.person else "",
        "@place" if actor.kind == "country" else "",
    ]
    code = actor.codes[-1][0] if actor.codes else ""
    names += [_ROLE_SETS.get(code[i : i + 3], "") for i in range(0 if actor.kind == "agent" else 3, len(code), 3)]
    mask = 0
    for name in names:
        mask |= bits.get(name, 0)
    return mask


def _compile_rules(
    sources: Sources, vocabulary: Vocabulary, issues: list[Issue]
) -> tuple[dict[str, Rule], dict[str, list[Pattern]], dict[str, list[NounPattern]]]:
    rules: dict[str, Rule] = {}
    patterns: dict[str, list[Pattern]] = {}
    nouns: dict[str, list[NounPattern]] = {}
    for block in sources.rules:
        if block.retired is not None:
            continue
        rule = rules[block.id] = compile_rule(block)
        for text in block.patterns:
            try:
                for pattern in parse_patterns(text, rule, vocabulary):
                    patterns.setdefault(pattern.trigger, []).append(pattern)
            except PatternError as error:
                issues.append(
                    Issue(
                        "bad-pattern", Severity.ERROR, block.path, block.line, 1, f"rule {block.id}: {text!r}: {error}"
                    )
                )
        for text in block.nouns:
            try:
                for heads, noun in parse_noun_patterns(text, rule, vocabulary):
                    for head in heads:
                        _add_noun(nouns, head, noun, vocabulary)
            except PatternError as error:
                issues.append(
                    Issue(
                        "bad-pattern", Severity.ERROR, block.path, block.line, 1, f"rule {block.id}: {text!r}: {error}"
                    )
                )
    for found in patterns.values():
        found.sort(key=lambda pattern: (-pattern.weight, -_fineness(pattern.rule), pattern.rule.id, pattern.text))
    for listed in nouns.values():
        listed.sort(key=lambda noun: (-noun.weight, -_fineness(noun.rule), noun.rule.id, noun.text))
    return rules, patterns, nouns


def _fineness(rule: Rule) -> int:
    """How fine the code of a rule is; a latent class is no code."""
    return 0 if rule.code is None or rule.code.startswith("~") else len(rule.code)


def _add_noun(nouns: dict[str, list[NounPattern]], head: str, noun: NounPattern, vocabulary: Vocabulary) -> None:
    """A head of several words becomes a head with modifiers: all of them must stand before it."""
    words = head.lower().split()
    if len(words) > 1:
        modifiers = (*noun.modifiers, *(vocabulary.mask_of_words([word]) for word in words[:-1]))
        noun = NounPattern(noun.rule, noun.text, noun.head, modifiers, noun.terms, noun.weight + 5 * (len(words) - 1))
        words[-1] = vocabulary.lemma_of(words[-1])
    nouns.setdefault(words[-1], []).append(noun)


def _compile_operator(entry: OperatorEntry) -> Operator:
    cells = {cell.act: cell.code for cell in entry.cells}
    return Operator(
        entry.id,
        entry.default,
        tuple(map(str, entry.source)),
        tuple(map(str, entry.target)),
        cells,
        entry.negatable,
        entry.takes_nouns,
    )


def _compile_light(entries: tuple[LightVerb, ...]) -> dict[str, list[Light]]:
    light: dict[str, list[Light]] = {}
    for entry in entries:
        for verb in entry.verbs:
            lemma, _, particle = verb.partition("_")
            light.setdefault(lemma, []).append(
                Light(entry.id, str(entry.role), entry.acts, entry.preps, particle or None)
            )
    return light


def _compile_actors(sources: Sources) -> tuple[Trie, list[ActorRecord]]:
    trie = Trie()
    actors: list[ActorRecord] = []
    for entry in sources.actors:
        index = len(actors)
        codes = tuple((code.code, code.from_, code.to) for code in entry.codes)
        person = entry.kind == "person"
        actors.append(ActorRecord(entry.id, str(entry.kind), entry.names[0], codes, entry.gender, person, False))
        for form, name in _entry_names(entry):
            trie.add(name, index, form)
    for agent in sources.agents:
        index = len(actors)
        actors.append(
            ActorRecord(agent.id, "agent", agent.words[0], ((agent.code, None, None),), None, agent.person, agent.title)
        )
        for word in agent.words:
            trie.add(word, index, AGENT)
            if not agent.plurals:
                trie.add(plural_of(word), index, AGENT)
        for word in agent.plurals:
            trie.add(word, index, AGENT)
        if agent.plurals:
            for word in agent.words:
                if " " in word or word == agent.words[0]:
                    continue
                trie.add(plural_of(word), index, AGENT)
    return trie, actors


def _entry_names(entry: ActorEntry) -> list[tuple[str, str]]:
    names = [(FULL, name) for name in entry.names]
    names += [(ALONE, name) for name in entry.alone]
    names += [(SHORT, name) for name in entry.short]
    names += [(DEMONYM, name) for name in entry.demonyms]
    names += [(DEMONYM, plural_of(name)) for name in entry.demonyms if not name.endswith(("ese", "ish", "s", "ch"))]
    if entry.kind == "person" and not entry.alone and not entry.short and " " in entry.names[0]:
        names.append((SHORT, entry.names[0].split()[-1]))
    return names


def plural_of(phrase: str) -> str:
    """The regular plural of a noun phrase; the head is the word before the first preposition, else the last."""
    words = phrase.split()
    at = next(
        (i - 1 for i, word in enumerate(words) if i and word in ("of", "in", "for", "to", "at", "on")), len(words) - 1
    )
    word = words[at]
    if (
        word.endswith("man")
        and len(word) > 4
        and not word.endswith(("human", "german", "German", "Roman", "roman", "Ottoman"))
    ):
        plural = word[:-3] + "men"
    elif word.endswith(("s", "x", "z", "ch", "sh")):
        plural = word + "es"
    elif word.endswith("y") and word[-2:-1] not in "aeiou":
        plural = word[:-1] + "ies"
    else:
        plural = word + "s"
    return " ".join([*words[:at], plural, *words[at + 1 :]])


# ---------------------------------------------------------------------------------------------------------------- cache


def content_digest(folder: Path | None = None) -> str:
    """What identifies a lexicon: its own files, and the shipped grammar and word table that every lexicon rests on."""
    digest = hashlib.sha256(digest_sources(folder).encode())
    if folder is not None:
        here = Path(__file__).parent
        for path in [here / "grammar.yml", *sorted((here / "words").glob("*"))]:
            if path.is_file():
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _cache_key(digest: str) -> str:
    """The name of a compiled lexicon: its content, the code that compiled it, the Python that pickled it, and its build."""
    key = hashlib.sha256(f"{digest}:{COMPILED_FORMAT}:{sys.version_info[:2]}:{_is_compiled()}".encode())
    here = Path(__file__).parent
    for name in (
        "lexicon.py",
        "patterns.py",
        "pattern_index.py",
        "noun_index.py",
        "vocabulary.py",
        "names.py",
        "words.py",
        "blocks.py",
        "grammar.py",
        "layers.py",
        "overrides.py",
    ):
        key.update((here / name).read_bytes())
    return key.hexdigest()


def _is_compiled() -> bool:
    """Whether the hot modules are C extensions: their records are not unpickled by the pure ones, nor the other way round."""
    return not str(sys.modules[__name__].__file__).endswith(".py")


def _read_cache(digest: str) -> Lexicon | None:
    loaded = read_cache(digest)
    return loaded if isinstance(loaded, Lexicon) else None
