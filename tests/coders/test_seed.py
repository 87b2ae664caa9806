"""The reference article beside the checkout. It is third-party text: none of it may stand here."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

import polybius.datasets
from polybius.coders import Coder
from polybius.schema.records import Actor, Article, Mention

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed"
TOLERATED = 2

pytestmark = pytest.mark.skipif(not (SEED / "article.txt").is_file(), reason="no reference article beside the checkout")


@dataclass(frozen=True)
class Row:
    """A row of the expectations; `*` matches any rest."""

    kind: str
    sentence: str
    source: str | None
    code: str
    target: str | None
    date: str | None

    def matches(self, mention: Mention, sentence: str) -> bool:
        return (
            (self.sentence == "*" or self.sentence in sentence)
            and fnmatchcase(mention.code, self.code)
            and _side_matches(self.source, mention.source)
            and _side_matches(self.target, mention.target)
        )

    def matches_date(self, mention: Mention) -> bool:
        if self.date is None:
            return True
        return mention.date is not None and mention.date.date == datetime.date.fromisoformat(self.date)


def _side_matches(wanted: str | None, actor: Actor | None) -> bool:
    if wanted == "*":
        return True
    code = None if actor is None else actor.code
    if wanted is None or code is None:
        return wanted is None and code is None
    return fnmatchcase(code, wanted)


def read_rows() -> list[Row]:
    if not (SEED / "expected.jsonl").is_file():
        return []
    lines = (SEED / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    keys = ("kind", "sentence", "source", "code", "target", "date")
    return [Row(*(row.get(key) for key in keys)) for row in rows]


ROWS = read_rows()


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def article() -> Article:
    return polybius.datasets.read_article(SEED / "article.txt", published=None)


@pytest.fixture(scope="module")
def mentions(article: Article) -> list[tuple[Mention, str]]:
    """All mentions of the article, each with its sentence."""
    found = Coder.load().code_article(article).mentions
    return [(mention, flat(article.text[mention.sentence_start : mention.sentence_end])) for mention in found]


def show(mentions: list[tuple[Mention, str]]) -> str:
    return "\n".join(
        f"{_code(mention.source)} {mention.code} {_code(mention.target)} {mention.date and mention.date.date} "
        f"[{mention.rule_id}] {mention.trigger_text!r}"
        for mention, _ in mentions
    )


def _code(actor: Actor | None) -> str:
    return "---" if actor is None else str(actor.code)


def test_seed_has_its_date(article: Article) -> None:
    assert article.published == datetime.date(2019, 5, 30)


@pytest.mark.parametrize("number", [n for n, row in enumerate(ROWS, 1) if row.kind == "must"])
def test_seed_gives_what_must_be(number: int, mentions: list[tuple[Mention, str]]) -> None:
    row = ROWS[number - 1]
    found = [mention for mention, sentence in mentions if row.matches(mention, sentence)]
    near = [(mention, sentence) for mention, sentence in mentions if row.sentence in sentence]
    assert found, f"no {row.source} {row.code} {row.target}; the sentence gives\n{show(near)}"
    assert any(row.matches_date(mention) for mention in found), f"no date {row.date}:\n{show(near)}"


@pytest.mark.parametrize("number", [n for n, row in enumerate(ROWS, 1) if row.kind == "must_not"])
def test_seed_gives_nothing_that_must_not_be(number: int, mentions: list[tuple[Mention, str]]) -> None:
    row = ROWS[number - 1]
    assert not [mention for mention, sentence in mentions if row.matches(mention, sentence)]


def test_seed_gives_little_else(mentions: list[tuple[Mention, str]]) -> None:
    known = [row for row in ROWS if row.kind in ("must", "may")]
    other = [
        (mention, sentence)
        for mention, sentence in mentions
        if not any(row.matches(mention, sentence) for row in known)
    ]
    assert len(other) <= TOLERATED, show(other)
