"""The quiet corpus: news in which nothing happens between political actors gives no event.

`tests/quiet/*.txt` hold one sentence per line, written for this purpose: sport, markets, weather and so on, with countries and
leaders in them. `known_hits.tsv` names the sentences that still give an event, each with the reason; one that gives none
any more must be taken off it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from polybius.coders.coder import Coder

FOLDER = Path(__file__).parent.parent / "quiet"
TOPICS = sorted(path.stem for path in FOLDER.glob("*.txt"))


def read_topic(topic: str) -> list[str]:
    """The sentences of a topic."""
    return [line.strip() for line in (FOLDER / f"{topic}.txt").read_text(encoding="utf-8").splitlines() if line.strip()]


def read_known_hits() -> dict[str, str]:
    """The sentences that give an event although they should not, with the reason."""
    known = {}
    for line in (FOLDER / "known_hits.tsv").read_text(encoding="utf-8").splitlines():
        if line.strip():
            sentence, _, reason = line.partition("\t")
            known[sentence.strip()] = reason.strip()
    return known


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.load()


@pytest.mark.parametrize("topic", TOPICS)
def test_sentences_are_quiet(topic: str, coder: Coder) -> None:
    known = read_known_hits()
    found = {}
    for sentence in read_topic(topic):
        mentions = coder.code_sentence(sentence)
        if mentions and sentence not in known:
            found[sentence] = [(mention.code, mention.rule_id) for mention in mentions]
    assert found == {}


def test_known_hits_still_hit(coder: Coder) -> None:
    gone = [sentence for sentence in read_known_hits() if not coder.code_sentence(sentence)]
    assert gone == []


def test_known_hits_have_reasons_and_sentences() -> None:
    sentences = {sentence for topic in TOPICS for sentence in read_topic(topic)}
    known = read_known_hits()
    assert all(known.values())
    assert set(known) <= sentences


def test_no_sentence_stands_twice() -> None:
    sentences = [sentence for topic in TOPICS for sentence in read_topic(topic)]
    assert len(sentences) == len(set(sentences))


def test_the_corpus_is_large() -> None:
    assert sum(len(read_topic(topic)) for topic in TOPICS) >= 1000
