"""A coder of a few lines for tests of the datasets house: "A asked B", "A met B", with names in capitals."""

from __future__ import annotations

import datetime
import os
import re
import time
from dataclasses import dataclass, field
from pathlib import Path

from polybius.schema.enums import ArticlePart, DatePrecision, Modality, RejectionReason, SlotRank
from polybius.schema.records import (
    Actor,
    Article,
    CodedArticle,
    EventDate,
    Mention,
    Rejection,
    Sentence,
    Unresolved,
)

CODES = {"Chile": "CHL", "Peru": "PER", "Chad": "TCD", "Norway": "NOR"}
ACTS = {"asked": "020", "met": "040", "promised": "0333", "praised": "051"}
_SENTENCE = re.compile(r"[A-Z][^.\n]*[.\n]?")
_ACT = re.compile(r"([A-Z]\w+) (not )?(asked|met|promised|praised)(?: ([A-Z]\w+))?( yesterday)?")


@dataclass(frozen=True)
class PlainLexicon:
    """Only a digest."""

    digest: str = "0" * 64


@dataclass
class PlainCoder:
    """Codes by one regular expression. `delay` and `log` serve tests that kill a build."""

    lexicon: PlainLexicon = field(default_factory=PlainLexicon)
    delay: float = 0.0
    log: str | None = None

    def code_article(self, article: Article) -> CodedArticle:
        if self.log is not None:
            with Path(self.log).open("a") as file:
                file.write(f"{article.article_id} {os.getpid()}\n")
        time.sleep(self.delay)
        if "Crash" in article.text:
            raise ZeroDivisionError("on purpose")
        sentences = tuple(self._sentences(article))
        found = [self._mention(article, s, m) for s in sentences for m in _ACT.finditer(article.text, s.start, s.end)]
        names = [actor for mention in found for actor in (mention.source, mention.target) if actor is not None]
        return CodedArticle(
            sentences,
            tuple(found),
            tuple(self._rejections(found)),
            tuple(Unresolved(a.text, a.start, a.end, 0) for a in names if a.code is None),
        )

    def _sentences(self, article: Article):
        index = 0
        for paragraph in article.paragraphs:
            if paragraph.part in (ArticlePart.TITLE, ArticlePart.BODY):
                for match in _SENTENCE.finditer(article.text, paragraph.start, paragraph.end):
                    yield Sentence(index, match.start(), match.end(), paragraph.part)
                    index += 1

    def _mention(self, article: Article, sentence: Sentence, match: re.Match[str]) -> Mention:
        date = None
        if match[5] and article.published is not None:
            day = article.published - datetime.timedelta(days=1)
            date = EventDate(day, DatePrecision.DAY, "yesterday", match.start(5) + 1, match.end(5))
        return Mention(
            code=ACTS[match[3]],
            source=self._actor(match, 1),
            target=self._actor(match, 4),
            rule_id=f"{match[3]}-rule",
            operator_ids=("appeal", "stop") if match[3] == "asked" else (),
            trigger_text=match[3],
            trigger_start=match.start(3),
            trigger_end=match.end(3),
            modality=Modality.NEGATED if match[2] else Modality.ASSERTED,
            attributed_to=None,
            date=date,
            place=None,
            sentence_index=sentence.index,
            sentence_start=sentence.start,
            sentence_end=sentence.end,
        )

    def _actor(self, match: re.Match[str], group: int) -> Actor | None:
        name = match[group]
        if name is None:
            return None
        code = CODES.get(name)
        span = match.span(group)
        return Actor(
            code, code, ("GOV", "MIL") if name == "Chad" else (), name, name.lower(), name, *span, SlotRank.HEAD
        )

    def _rejections(self, mentions: list[Mention]):
        for m in mentions:
            if m.modality is Modality.NEGATED:
                yield Rejection(
                    RejectionReason.NEGATED, m.trigger_text, m.trigger_start, m.trigger_end, m.sentence_index, m.rule_id
                )


STORY = """Chile asked Peru
SANTIAGO (Reuters) - Chile asked Peru yesterday. Norway promised Chad. Norway not met Atlantis.
Atlantis praised Mordor. Chad met Atlantis. Nothing else happened in case number {n} of the day but {own}.
"""


def write_story(path: Path, n: int, published: str, publisher: str = "Reuters") -> Path:
    own = " ".join(f"matter{n}of{place}" for place in range(40))  # or the stories would be near duplicates
    title, dateline, more = STORY.format(n=n, own=own).replace("Reuters", publisher).splitlines()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{title}\n\n{published}\n\n{dateline}\n\n{more}\n", encoding="utf-8")
    return path
