"""Gold sentences in CoNLL-U: a file comes in, documents of sentences and tokens with raw-text offsets go out.

A document's raw text is rebuilt from the `# text` lines: a blank between sentences, an empty line between paragraphs
and after what ends without a final mark (headings, captions, list items are lines of their own in any source).
Offsets are code points of that text. Multiword and empty tokens are read over: their syntactic words are what counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_FINAL = re.compile(r"[.!?…:;,\]-][\"”'’)]*$")


@dataclass(frozen=True, slots=True)
class GoldToken:
    """One syntactic word. `head` is the index of its head within the sentence, -1 for the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    head: int
    relation: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A sentence's span in the document's text, and its tokens."""

    start: int
    end: int
    tokens: tuple[GoldToken, ...]


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One document: its rebuilt text and its sentences."""

    name: str
    text: str
    sentences: tuple[GoldSentence, ...]


def read_documents(path: Path) -> list[GoldDocument]:
    """All documents of a CoNLL-U file."""
    documents: list[GoldDocument] = []
    for chunk in path.read_text("utf-8").split("# newdoc id = ")[1:]:
        name, _, body = chunk.partition("\n")
        documents.append(_build_document(name.strip(), body))
    return documents


def _build_document(name: str, body: str) -> GoldDocument:
    text = ""
    sentences: list[GoldSentence] = []
    for block in body.split("\n\n"):
        lines = block.split("\n")
        sentence = next((line[9:] for line in lines if line.startswith("# text = ")), None)
        if sentence is None:
            continue
        if text:
            new_block = any(line.startswith("# newpar") for line in lines) or _FINAL.search(text) is None
            text += "\n\n" if new_block else " "
        rows = [line.split("\t") for line in lines if line and line[0] != "#"]
        tokens = _place_tokens([row for row in rows if row[0].isdigit()], sentence, len(text))
        sentences.append(GoldSentence(len(text), len(text) + len(sentence), tokens))
        text += sentence
    return GoldDocument(name, text, tuple(sentences))


def _place_tokens(rows: list[list[str]], sentence: str, offset: int) -> tuple[GoldToken, ...]:
    tokens: list[GoldToken] = []
    position = 0
    for row in rows:
        found = sentence.find(row[1], position)
        start = position if found < 0 or sentence[position:found].strip() else found
        position = min(start + len(row[1]), len(sentence))
        token = GoldToken(row[1], row[2], row[3], row[4], int(row[6]) - 1, row[7], offset + start, offset + position)
        tokens.append(token)
    return tuple(tokens)
