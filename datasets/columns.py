"""Which column or key of a record is what of an article.

In come the names that a record has and the mapping that the user gave; out goes the name to take for each field. A mapped
name stands alone; else the usual names are tried in order, whatever their case. It deliberately looks at no values.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

USUAL: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "text": (
            "text", "body", "content", "maintext", "main_text", "article_text", "articletext", "full_text", "fulltext",
            "article_body", "articlebody", "article", "story", "plain_text",
        ),
        "title": ("title", "headline", "article_title", "head"),
        "published": (
            "published", "published_at", "publishedat", "published_date", "publish_date", "publication_date",
            "publicationdate", "date_published", "datepublished", "date_publish", "pubdate", "pub_date", "date", "datetime",
        ),
        "publisher": (
            "publisher", "source", "source_name", "outlet", "newspaper", "site_name", "sitename", "source_domain", "domain",
        ),
        "url": ("url", "link", "web_url", "source_url", "uri", "permalink"),
        "html": ("html", "raw_html", "page_html"),
    }
)  # fmt: skip
"""The names that each field is looked for under, best first; all in small letters."""

Names = Mapping[str, str | None]


def find_columns(columns: Iterable[str], mapped: Iterable[tuple[str, str]]) -> Names:
    """The column to take for each field, None where there is none."""
    return _find(tuple(columns), tuple(mapped))


@functools.lru_cache(maxsize=256)
def _find(columns: tuple[str, ...], mapped: tuple[tuple[str, str], ...]) -> Names:
    given = dict(mapped)
    spelt = {str(column).casefold(): column for column in reversed(columns)}
    return MappingProxyType({field: _choose(spelt, given.get(field), usual) for field, usual in USUAL.items()})


def _choose(spelt: Mapping[str, str], given: str | None, usual: tuple[str, ...]) -> str | None:
    if given is None:
        return next((spelt[name] for name in usual if name in spelt), None)
    top, dot, rest = given.partition(".")
    exact = spelt.get(given.casefold())
    if exact is not None or not dot:
        return exact
    column = spelt.get(top.casefold())
    return None if column is None else f"{column}.{rest}"


def take(values: Mapping[str, Any], column: str | None) -> Any:
    """The value of a column; `source.name` also reads the key `name` of the object `source`."""
    if column is None:
        return None
    if column in values:
        return values[column]
    value: Any = values
    for part in column.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value
