"""The actors that a coder sees in a text, whether or not an event takes them up.

In come a coder and a text; out go the actors of all noun groups of its sentences. For measuring: what dictionaries and
parsing find is told apart from what the rules use. It deliberately codes no events.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..coders import Coder
from ..coders.actors import Resolver
from ..coders.antecedents import Discourse
from ..coders.parses import parse_sentence
from ..coders.sentences import split_sentences
from ..schema.records import Actor

_NOUN_GROUP = "N"


def find_actors(coder: Coder, text: str, published: datetime.date | None) -> Iterator[Actor]:
    """Actors in the order of the groups that name them; one may come more than once."""
    discourse = Discourse()
    for start, end in split_sentences(text):
        parse = parse_sentence(text, start, end, coder.lexicon)
        resolver = Resolver(coder.lexicon, parse, published, discourse)
        for group in parse.groups:
            if group.kind == _NOUN_GROUP:
                yield from resolver.side(group)
