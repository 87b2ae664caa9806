"""Articles in, Parquet out."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .articles import read_article
    from .dataset import Dataset, load
    from .pipeline import BuildResult, build_dataset

__all__ = ["BuildResult", "Dataset", "build_dataset", "load", "read_article"]

_HOMES = {
    "BuildResult": ".pipeline",
    "Dataset": ".dataset",
    "build_dataset": ".pipeline",
    "load": ".dataset",
    "read_article": ".articles",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: reading articles should not cost the import of polars."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name], __name__), name)
