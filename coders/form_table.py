"""The form table: from a text to the forms of its words.

In comes a span of text, out go forms with absolute offsets: the third stage of the cascade, with everything that words
are by themselves. The table only remembers; what it gives rests on the word table and the names alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from .forms import Form
from .names import Trie
from .tokens import split_tokens
from .words import WordTable

_MOST_CHUNKS = 60_000
_LONGEST_CHUNK = 40


class _Chunk:
    """The tokens of a text without blanks; `is_open` where what follows may change them."""

    __slots__ = ("ends", "forms", "is_open", "starts")

    def __init__(self, forms: list[Form], starts: list[int], ends: list[int], is_open: bool) -> None:
        self.forms = forms
        self.starts = starts
        self.ends = ends
        self.is_open = is_open


class FormTable:
    """Forms by surface, and the chunks of text between blanks that were read before: most words of a text have come before.

    Chunks that are one token, whatever follows, are `_singles`.
    """

    __slots__ = ("_chunks", "_forms", "_singles", "names", "words")

    def __init__(self, words: WordTable, names: Trie) -> None:
        self.words = words
        self.names = names
        self._chunks: dict[str, _Chunk] = {}
        self._forms: dict[str, Form] = {}
        self._singles: dict[str, Form] = {}

    def __reduce__(self) -> tuple[object, ...]:
        """By what it rests on: what it remembers is not kept."""
        return FormTable, (self.words, self.names)

    def form(self, surface: str) -> Form:
        """The form of a surface."""
        form = self._forms.get(surface)
        if form is None:
            form = self._forms[surface] = Form(surface, self.words)
            self.names.bind(form)
        return form

    def list_forms(self, surfaces: Iterable[str]) -> list[Form]:
        """The forms of some surfaces."""
        return [self.form(surface) for surface in surfaces]

    def read(self, text: str, start: int, end: int) -> tuple[list[Form], list[int], list[int]]:
        """Split text[start:end], which begins a word, into forms; returns them with starts and ends in the whole text."""
        forms: list[Form] = []
        starts: list[int] = []
        ends: list[int] = []
        singles, chunks = self._singles, self._chunks
        at = start
        for piece in text[start:end].split(" "):
            size = len(piece)
            form = singles.get(piece)
            if form is not None:
                forms.append(form)
                starts.append(at)
                ends.append(at + size)
            elif size:
                chunk = chunks.get(piece)
                if chunk is None:
                    chunk = self._read_chunk(piece)
                if chunk.is_open:
                    return self._read_whole(text, start, end)
                forms.extend(chunk.forms)
                for low in chunk.starts:
                    starts.append(at + low)
                for high in chunk.ends:
                    ends.append(at + high)
            at += size + 1
        return forms, starts, ends

    def _read_whole(self, text: str, start: int, end: int) -> tuple[list[Form], list[int], list[int]]:
        surfaces, starts, ends = split_tokens(text, start, end)
        return self.list_forms(surfaces), starts, ends

    def _read_chunk(self, piece: str) -> _Chunk:
        """Read a text without blanks by itself, and see whether a capital, a figure or more stops behind it could change that."""
        surfaces, starts, ends = split_tokens(piece, 0, len(piece))
        is_open = piece[0] == "." or any(
            split_tokens(piece + after, 0, len(piece) + 2)[0][:-1] != surfaces for after in (" A", " 1")
        )
        chunk = _Chunk(self.list_forms(surfaces), starts, ends, is_open)
        if len(self._chunks) + len(self._singles) > _MOST_CHUNKS:
            self._chunks.clear()
            self._singles.clear()
            self._forms.clear()
        if len(piece) > _LONGEST_CHUNK:
            return chunk
        if surfaces == [piece] and not is_open:
            self._singles[piece] = chunk.forms[0]
        else:
            self._chunks[piece] = chunk
        return chunk
