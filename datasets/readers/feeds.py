"""RSS and Atom files: an item is a record.

In comes a stream; out goes a record per item, its text without markup. Feeds that declare XML entities are refused: no
news feed needs them, and a few lines of them can unfold to gigabytes. It deliberately fetches nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any, BinaryIO

from ..documents import MAX_RECORD, Fields, Problem, Reading, Record
from ..extras import import_extra
from ..formats import InputFormat
from ..streams import read_whole
from .whole import too_big

_BLOCKS = frozenset("p br div li h1 h2 h3 h4 h5 h6 blockquote tr ul ol table section article figure figcaption".split())
_HIDDEN = frozenset(("script", "style"))


def read_feed(stream: BinaryIO, name: str, reading: Reading, format_: InputFormat) -> Iterator[Record]:
    """A record per item."""
    feedparser = import_extra("feedparser", name)
    data = read_whole(stream, MAX_RECORD)
    if data is None:
        yield Record(name, None, too_big(name))
    elif b"<!ENTITY" in data:
        yield Record(
            name, None, Problem("unsafe_xml", f"{name}: found XML entities, expected a feed without; remove them")
        )
    else:
        yield from _read_items(feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False), name)


def _read_items(feed: Any, name: str) -> Iterator[Record]:
    if not feed.entries:
        found = feed.get("bozo_exception") or "no items"
        problem = f"{name}: found no RSS or Atom items ({found}), expected a feed; other XML cannot be read"
        yield Record(name, None, Problem("no_items", problem))
        return
    publisher = feed.feed.get("title")
    for number, item in enumerate(feed.entries, 1):
        yield Record(name, number, Fields(_item_values(item, publisher)))
    if feed.bozo and isinstance(feed.get("bozo_exception"), Exception) and not feed.get("version"):
        yield Record(name, None, Problem("corrupt", f"{name}: the feed is broken ({feed.bozo_exception})"))


def _item_values(item: Any, publisher: str | None) -> dict[str, Any]:
    """The fields of an item; a source that the item names goes before the feed's title."""
    contents = [part.value for part in item.get("content", ()) if part.get("value")]
    source = item.get("source") or {}
    return {
        "title": strip_markup(item.get("title", "")),
        "text": strip_markup(max([*contents, item.get("summary", "")], key=len)),
        "published": item.get("published") or item.get("updated"),
        "publisher": source.get("title") or publisher,
        "url": item.get("link"),
    }


def strip_markup(html: str) -> str:
    """The text of a piece of HTML, with blank lines between its blocks."""
    parser = _TextParser()
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.parts).split("\n"))
    return "\n\n".join(line for line in lines if line)


class _TextParser(HTMLParser):
    """Collects the text; breaks lines at blocks, and leaves scripts and styles out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data.replace("\n", " "))
