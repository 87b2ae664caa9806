"""Traces: a text coded as the coder codes it, with everything on the way kept.

In come a text and a coder; out goes one trace per sentence: parse, engine, actors, coding, and the patterns that were met,
whether they won or not. Slower than `Coder.code_sentence` and for those who ask why; it deliberately decides nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...schema.records import Actor, Mention
from ..actions import Engine
from ..actors import Resolver
from ..antecedents import Discourse
from ..coder import Coder
from ..derivations import Derivation
from ..mentions import Builder, SentenceCoding
from ..parses import Parse, parse_sentence
from ..patterns import NounPattern, Pattern
from ..sentences import split_sentences


@dataclass(frozen=True, slots=True)
class SentenceTrace:
    """One sentence and what every stage made of it. A sentence that is too long has a parse and no coding."""

    parse: Parse
    engine: Engine
    resolver: Resolver
    coding: SentenceCoding
    met: tuple[Pattern | NounPattern, ...]

    def actors(self) -> Iterator[Actor]:
        """The actors of the noun groups of the sentence, each once."""
        seen: set[tuple[int, int]] = set()
        for group in self.parse.groups:
            if group.kind != "N":
                continue
            for actor in self.resolver.side(group):
                if (actor.start, actor.end) not in seen:
                    seen.add((actor.start, actor.end))
                    yield actor

    def derivations(self) -> Iterator[Derivation]:
        """What the clauses, and then the nominal acts, of the sentence came to, those taken up by others left out."""
        for clause in self.parse.clauses:
            found = self.engine.evaluate(clause)
            if found is not None and not clause.consumed:
                yield found
        won = {mention.rule_id for mention in self.coding.mentions}
        for noun in self.engine.nominal.values():
            if noun is not None and noun.rule.id in won:
                yield noun


def trace_text(
    coder: Coder, text: str, published: datetime.date | None = None, context: Sequence[str] = ()
) -> list[SentenceTrace]:
    """One trace per sentence of `text`; `context` are the sentences before it, which are read and not traced."""
    discourse = Discourse() if context else None
    for before in context:
        for start, end in split_sentences(before):
            _trace(coder, before, start, end, 0, published, discourse)
    sentences = split_sentences(text)
    if len(sentences) > 1 and discourse is None:
        discourse = Discourse()
    return [
        _trace(coder, text, start, end, index, published, discourse) for index, (start, end) in enumerate(sentences)
    ]


def _trace(
    coder: Coder,
    text: str,
    start: int,
    end: int,
    index: int,
    published: datetime.date | None,
    discourse: Discourse | None,
) -> SentenceTrace:
    parse = parse_sentence(text, start, end, coder.lexicon)
    engine = Engine(coder.lexicon, parse)
    resolver = Resolver(coder.lexicon, parse, published, discourse)
    met: list[Pattern | NounPattern] = []
    engine.trace = met
    coding = SentenceCoding() if parse.too_long else Builder(engine, resolver, index, published).build()
    if discourse is not None and not parse.too_long:
        resolver.remember()
    return SentenceTrace(parse, engine, resolver, coding, tuple(met))


def mentions_of(traces: Sequence[SentenceTrace]) -> list[Mention]:
    """The mentions of all sentences, in order."""
    return [mention for trace in traces for mention in trace.coding.mentions]
