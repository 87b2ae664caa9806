"""Coverage: what of a lexicon a corpus uses, and what of a corpus the lexicon leaves uncoded.

In come texts and a coder; out go counts of rules, templates, word sets and entries that made events, of what was seen and not coded
by reason, of names that no entry knows, and the gaps: sentences with an action verb and two known actors that gave
nothing at all, by verb. It deliberately judges no event right or wrong.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..coders.coder import Coder
from ..coders.derivations import Derivation
from ..coders.sources import Sources
from ..coders.trials.pools import map_batches
from ..coders.trials.traces import SentenceTrace, trace_text
from ..schema.enums import RejectionReason
from .corpora import CorpusText

if TYPE_CHECKING:
    from ..schema.records import Actor, Mention

_SET_NAME = re.compile(r"\{(@?[a-z][\w-]*)\}|:([a-z][\w-]*)")


@dataclass(frozen=True, slots=True)
class Gap:
    """A sentence with two known actors and a verb that no rule took: its id, the verb's lemma, the actors' codes."""

    id: str
    verb: str
    actors: tuple[str, ...]
    sentence: str


@dataclass(slots=True)
class Coverage:
    """What a corpus uses of a lexicon. Keys: rule ids, (rule id, template), set names, entry ids, reasons, names, codes."""

    n_texts: int = 0
    n_sentences: int = 0
    n_coded: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    templates: Counter[tuple[str, str]] = field(default_factory=Counter)
    sets: Counter[str] = field(default_factory=Counter)
    entries: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    rejections: Counter[str] = field(default_factory=Counter)
    unresolved: Counter[str] = field(default_factory=Counter)
    gaps: list[Gap] = field(default_factory=list)

    def add(self, other: Coverage) -> None:
        """Take in the counts of another part of the corpus."""
        self.n_texts += other.n_texts
        self.n_sentences += other.n_sentences
        self.n_coded += other.n_coded
        for name in ("rules", "templates", "sets", "entries", "codes", "rejections", "unresolved"):
            getattr(self, name).update(getattr(other, name))
        self.gaps.extend(other.gaps)


@dataclass(frozen=True, slots=True)
class Unused:
    """What a lexicon has and a corpus did not use, in the order of the files."""

    rules: tuple[str, ...]
    sets: tuple[str, ...]
    entries: tuple[str, ...]


def cover_corpus(coder: Coder, sources: Sources, texts: Sequence[CorpusText], workers: int = 1) -> Coverage:
    """The coverage of a corpus."""
    words = {word_set.id: tuple(word_set.words) for word_set in sources.sets}
    whole = Coverage()
    for part in map_batches(functools.partial(_cover_batch, coder, words), texts, workers):
        whole.add(part)
    return whole


def find_unused(coverage: Coverage, sources: Sources) -> Unused:
    """The rules in force, the word sets and the entries that made no event, and null rules that kept none away."""
    entries = (*sources.actors, *sources.agents)
    return Unused(
        tuple(rule.id for rule in sources.rules if rule.retired is None and rule.id not in coverage.rules),
        tuple(word_set.id for word_set in sources.sets if word_set.id not in coverage.sets),
        tuple(entry.id for entry in entries if entry.id not in coverage.entries),
    )


def _cover_batch(coder: Coder, sets: Mapping[str, tuple[str, ...]], texts: Sequence[CorpusText]) -> list[Coverage]:
    return [_cover_text(coder, sets, text) for text in texts]


def _cover_text(coder: Coder, sets: Mapping[str, tuple[str, ...]], text: CorpusText) -> Coverage:
    found = Coverage(n_texts=1)
    for trace in trace_text(coder, text.text, text.published, text.context):
        found.n_sentences += 1
        found.n_coded += bool(trace.coding.mentions)
        for rejection in trace.coding.rejections:
            found.rejections[str(rejection.reason)] += 1
            if rejection.reason is RejectionReason.NULL_RULE and rejection.rule_id is not None:
                found.rules[rejection.rule_id] += 1
        for mention in trace.coding.mentions:
            _count_mention(found, mention)
        for derivation in _fired(trace):
            _count_derivation(found, derivation, sets, trace.parse.lemmas)
        actors = list(trace.actors())
        found.unresolved.update(actor.name for actor in actors if actor.code is None and actor.name is not None)
        gap = _find_gap(text, trace, actors)
        if gap is not None:
            found.gaps.append(gap)
    return found


def _count_mention(found: Coverage, mention: Mention) -> None:
    found.codes[mention.code] += 1
    for actor in (mention.source, mention.target):
        if actor is not None and actor.entry is not None:
            found.entries.update(actor.entry.split("+"))


def _fired(trace: SentenceTrace) -> Iterator[Derivation]:
    """The derivations that mentions rest on."""
    won = {(mention.rule_id, mention.trigger_start) for mention in trace.coding.mentions}
    for derivation in trace.derivations():
        if (derivation.rule.id, trace.parse.starts[derivation.trigger[0]]) in won:
            yield derivation


def _count_derivation(
    found: Coverage, derivation: Derivation, sets: Mapping[str, tuple[str, ...]], lemmas: Sequence[str]
) -> None:
    """The rule and template of every step, and the word sets of the templates that have a word in the sentence."""
    line = f" {' '.join(lemmas)} "
    step: Derivation | None = derivation
    seen: set[tuple[str, str]] = set()
    while step is not None:
        key = (step.rule.id, step.pattern)
        if key not in seen:
            seen.add(key)
            found.rules[step.rule.id] += 1
            found.templates[key] += 1
            names = {name for pair in _SET_NAME.findall(step.pattern) for name in pair if name}
            found.sets.update(set(_present(names, sets, line)))
        step = step.inner


def _present(names: Iterable[str], sets: Mapping[str, tuple[str, ...]], line: str) -> Iterator[str]:
    """The sets, and the sets inside them, that have a word in a line of lemmas."""
    for name in names:
        inner = [word.strip("{}") for word in sets.get(name, ()) if word.startswith("{")]
        below = list(_present((other for other in inner if other != name), sets, line))
        yield from below
        if below or any(f" {word} " in line for word in sets.get(name, ())):
            yield name


def _find_gap(text: CorpusText, trace: SentenceTrace, actors: Sequence[Actor]) -> Gap | None:
    """The sentence as a gap: two actors with different codes and a verb, and neither an event nor a rejection."""
    codes = tuple(dict.fromkeys(actor.code for actor in actors if actor.code is not None))
    if trace.coding.mentions or trace.coding.rejections or len(codes) < 2:
        return None
    engine = trace.engine
    open_clauses = (clause for clause in trace.parse.clauses if engine.evaluate(clause) is None)
    verb = next((clause.lemma for clause in open_clauses if clause.lemma not in engine.grammar.copulas), None)
    if verb is None:
        return None
    parse = trace.parse
    return Gap(text.id, verb, codes, " ".join(parse.text[parse.start : parse.end].split()))
