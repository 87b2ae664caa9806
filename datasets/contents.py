"""What else the sentence of a mention says: its issues, and its tolls.

In come the mentions of an article; out go, for each of them, the columns for issues and tolls. Mentions of one sentence share its issues,
and its numbers are shared out among them. It deliberately codes nothing.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..schema.columns import TOLLS
from ..schema.ontology import code_of
from ..schema.records import Article, Mention
from ..schema.tables import LIST_SEPARATOR
from .issues import find_issues
from .tolls import Toll, Trigger, find_tolls

_NO_TOLLS: Mapping[str, None] = {
    column: None for toll in TOLLS for column in (f"n_{toll}", f"{toll}_bound", f"{toll}_text")
}


def describe_contents(article: Article, mentions: Iterable[Mention]) -> Iterator[tuple[Mention, dict[str, Any]]]:
    """Each mention, in order, with its columns."""
    for (start, end), group in itertools.groupby(mentions, key=lambda m: (m.sentence_start, m.sentence_end)):
        together, sentence = tuple(group), article.text[start:end]
        issues = LIST_SEPARATOR.join(find_issues(sentence)) or None
        triggers = [Trigger(code_of(m.code).root, m.trigger_start - start, m.trigger_end - start) for m in together]
        for mention, tolls in zip(together, find_tolls(sentence, triggers), strict=True):
            yield mention, {"issues": issues, **_toll_fields(sentence, tolls)}


def _toll_fields(sentence: str, tolls: Mapping[str, Toll]) -> Mapping[str, Any]:
    if not tolls:
        return _NO_TOLLS
    fields: dict[str, Any] = dict(_NO_TOLLS)
    for kind, toll in tolls.items():
        fields[f"n_{kind}"] = toll.number
        fields[f"{kind}_bound"] = toll.bound.value
        fields[f"{kind}_text"] = sentence[toll.start : toll.end]
    return fields
