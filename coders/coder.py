"""The coder: text in, mentions out. The pipeline, from top to bottom.

In comes a sentence or an article; out go mentions, rejections and unresolved names. Nothing here reads files but
`Coder.load`, and nothing depends on the clock or on what was coded before.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Sequence
from pathlib import Path

from ..schema.enums import ArticlePart, PlaceBasis, RejectionReason
from ..schema.records import Article, CodedArticle, Mention, Place, Rejection, Sentence, Unresolved
from .actions import Engine
from .actors import Resolver
from .antecedents import Discourse
from .gazetteer import Gazetteer
from .lexicon import Lexicon, load_lexicon
from .mentions import Builder, SentenceCoding
from .overrides import Override
from .parses import Parse, parse_sentence, release
from .place_choices import count_countries, place_of_dateline, settle_mention
from .sentences import split_sentences


class Coder:
    """Codes text by one lexicon. Immutable; safe to share between threads.

    Places are those of the place table and the dictionaries, and where a gazetteer is given, its towns too.
    """

    __slots__ = ("gazetteer", "lexicon")

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer | None = None) -> None:
        self.lexicon = lexicon
        self.gazetteer = gazetteer

    @classmethod
    def load(cls, path: Path | str | None = None, gazetteer: Gazetteer | None = None) -> Coder:
        """A coder with the shipped lexicon, or with the one in the folder `path`. Raises LexiconError."""
        return cls(load_lexicon(None if path is None else Path(path)), gazetteer)

    @property
    def overrides(self) -> tuple[Override, ...]:
        """What the lexicon replaces or retires of the one that it extends; empty for one that stands alone."""
        return self.lexicon.overrides

    def code_sentence(
        self,
        text: str,
        *,
        published: datetime.date | None = None,
        actor_spans: Sequence[tuple[int, int]] | None = None,
        context: Sequence[str] = (),
    ) -> list[Mention]:
        """The mentions of a sentence (or a few), ordered by trigger start, source start, target start and code.

        `published` dates actors and relative dates; None takes the latest codes and gives no relative dates. `actor_spans`
        are offsets that are actors whether or not an entry knows them. `context` are the sentences before, for pronouns.
        """
        discourse = Discourse() if context else None
        for before in context:
            for start, end in split_sentences(before):
                self._code(before, start, end, 0, published, discourse, None)
        sentences = split_sentences(text)
        if len(sentences) > 1 and discourse is None:
            discourse = Discourse()
        found: list[Mention] = []
        named: list[tuple[int, str]] = []
        spans = [(low, high) for low, high in actor_spans] if actor_spans else None
        for index, (start, end) in enumerate(sentences):
            inside = None if spans is None else [(low, high) for low, high in spans if low < end and high > start]
            coding = self._code(text, start, end, index, published, discourse, inside)
            found.extend(coding.mentions)
            named.extend(coding.named)
        return self._settle_places(found, named)

    def code_article(self, article: Article) -> CodedArticle:
        """All mentions, rejections and unresolved names of an article, in the order of its sentences."""
        discourse = Discourse(dateline=place_of_dateline(article.dateline, self.lexicon))
        sentences: list[Sentence] = []
        mentions: list[Mention] = []
        rejections: list[Rejection] = []
        unresolved: list[Unresolved] = []
        named: list[tuple[int, str]] = []
        for paragraph in article.paragraphs:
            if paragraph.part not in (ArticlePart.TITLE, ArticlePart.BODY):
                continue
            block = article.text[paragraph.start : paragraph.end]
            has_moved = False
            for low, high in split_sentences(block):
                start, end = paragraph.start + low, paragraph.start + high
                index = len(sentences)
                sentences.append(Sentence(index, start, end, paragraph.part))
                coding = self._code(article.text, start, end, index, article.published, discourse, None)
                mentions.extend(map(_without_dateline, coding.mentions) if has_moved else coding.mentions)
                named.extend(coding.named)
                has_moved = has_moved or any(_is_elsewhere(mention) for mention in coding.mentions)
                rejections.extend(coding.rejections)
                unresolved.extend(coding.unresolved)
        settled = self._settle_places(mentions, named)
        return CodedArticle(tuple(sentences), tuple(settled), tuple(rejections), tuple(unresolved))

    def _settle_places(self, mentions: list[Mention], named: list[tuple[int, str]]) -> list[Mention]:
        """Decide which places are meant, now that all that the text names is known."""
        if all(mention.place is None for mention in mentions):
            return mentions
        count = functools.cache(lambda: count_countries(named, self.lexicon))
        return [settle_mention(mention, count, self.lexicon, self.gazetteer) for mention in mentions]

    def _code(
        self,
        text: str,
        start: int,
        end: int,
        index: int,
        published: datetime.date | None,
        discourse: Discourse | None,
        spans: list[tuple[int, int]] | None,
    ) -> SentenceCoding:
        parse = parse_sentence(text, start, end, self.lexicon, spans)
        if parse.too_long:
            coding = SentenceCoding()
            coding.rejections.append(Rejection(RejectionReason.TOO_LONG, text[start : start + 80], start, end, index))
            return coding
        dateline = self._dateline(parse, discourse)
        resolver = Resolver(self.lexicon, parse, published, discourse)
        coding = Builder(Engine(self.lexicon, parse), resolver, index, published, dateline).build()
        coding.named.extend(match.leaves[0][:2] for match in parse.names if not match.is_agent)
        if discourse is not None:
            resolver.remember()
        release(parse)
        return coding

    def _dateline(self, parse: Parse, discourse: Discourse | None) -> Place | None:
        """The place of the sentence's own dateline, which holds for the sentences after it too, else the article's."""
        if parse.dateline is None:
            return None if discourse is None else discourse.dateline
        place = place_of_dateline(parse.dateline, self.lexicon)
        if discourse is not None:
            discourse.dateline = place
        return place


def _is_elsewhere(mention: Mention) -> bool:
    """Whether a mention has a place of its own: the paragraph has left the dateline."""
    return mention.place is not None and mention.place.basis is not PlaceBasis.DATELINE


def _without_dateline(mention: Mention) -> Mention:
    """A mention after its paragraph has gone elsewhere: where the report was written is not where this happened."""
    return mention if mention.place is None or _is_elsewhere(mention) else mention._replace(place=None)
