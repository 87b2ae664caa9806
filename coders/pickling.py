"""Pickling: how the records of the lexicon are kept in its cache.

In comes a dataclass record; out goes what its `__reduce__` gives: the class and the fields, in order. Slots alone would do for
pure classes, but not for compiled ones.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any


def reduce_fields(record: Any) -> tuple[object, ...]:
    """The class of a record, and its fields as arguments."""
    return type(record), tuple([getattr(record, field.name) for field in fields(record)])
