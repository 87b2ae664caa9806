"""Issues: what a sentence is about, by keywords.

In comes a sentence; out go the ids of the topics whose words stand in it, in alphabetical order. Topics and words are in
`data/issues.yml`. Whole words count, whatever their case; hyphens are read as blanks. It deliberately weighs nothing and knows no context:
"bank" is the economy's, of a river too.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, TypeAdapter

from .boilerplate import read_data

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_Phrases = Mapping[tuple[str, ...], tuple[str, ...]]


class Issue(BaseModel):
    """A topic with its words."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    name: str
    words: tuple[str, ...]


@functools.cache
def read_issues() -> tuple[Issue, ...]:
    """The shipped topics in file order."""
    return tuple(TypeAdapter(list[Issue]).validate_python(read_data("issues.yml")))


def find_issues(sentence: str) -> tuple[str, ...]:
    """The ids of the topics of a sentence."""
    starts, phrases = _phrases()
    words = split_words(sentence)
    found: set[str] = set()
    for at in [at for at, word in enumerate(words) if word in starts]:
        for length in starts[words[at]]:
            found.update(phrases.get(tuple(words[at : at + length]), ()))
    return tuple(sorted(found))


def split_words(text: str) -> list[str]:
    """The words of a text in small letters, apostrophes straight and possessives without their ending."""
    return _WORD.findall(text.lower().replace("’", "'"))


@functools.cache
def _phrases() -> tuple[Mapping[str, frozenset[int]], _Phrases]:
    """The lengths of the phrases that begin with a word, and the topics of each phrase."""
    topics: dict[tuple[str, ...], list[str]] = {}
    for issue in read_issues():
        for phrase in issue.words:
            topics.setdefault(tuple(split_words(phrase)), []).append(issue.id)
    lengths: dict[str, set[int]] = {}
    for key in topics:
        lengths.setdefault(key[0], set()).add(len(key))
    return (
        {word: frozenset(found) for word, found in lengths.items()},
        {key: tuple(found) for key, found in topics.items()},
    )
