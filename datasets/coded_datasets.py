"""Built datasets as codings, for comparisons.

In comes a dataset; out go its coded sentences. What identifies a sentence is its article and its own SHA-256, so that two
builds of the same articles meet even where one splits them differently before it.
"""

from __future__ import annotations

from .comparison import CodedEvent, CodedText
from .dataset import Dataset

_SIDES = ("source", "target")


def read_coding(dataset: Dataset) -> tuple[CodedText, ...]:
    """The sentences with mentions of a dataset, in the order of articles and sentences."""
    frame = dataset.mentions.collect().sort("article_id", "sentence_start", "sentence_sha256")
    texts: dict[str, tuple[str | None, set[CodedEvent]]] = {}
    for row in frame.iter_rows(named=True):
        key = f"{row['article_id'][:8]}:{row['sentence_sha256'][:8]}"
        texts.setdefault(key, (row.get("sentence"), set()))[1].add(_event(row))
    return tuple(CodedText(key, text, tuple(sorted(events))) for key, (text, events) in texts.items())


def _event(row: dict[str, str | None]) -> CodedEvent:
    source, target = (_side(row[f"{side}_code"], row[f"{side}_name"]) for side in _SIDES)
    return CodedEvent(source, row["event_code"] or "", target, row["rule_id"] or "", row["trigger_text"] or "")


def _side(code: str | None, name: str | None) -> str:
    if code is not None:
        return code
    return "---" if name is None else f"<{name}>"
