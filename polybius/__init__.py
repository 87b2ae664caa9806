"""Polybius: news text in, typed CAMEO event records out.

    import polybius.datasets
    from polybius.coders import Coder

    coder = Coder.load()
    mentions = coder.code_sentence("Norway promised to send Chad ten field hospitals")

`polybius.schema` says what things are, `polybius.coders` makes events of text, `polybius.datasets` makes Parquet of
articles. This module imports none of them: each is imported where it is used.
"""

from __future__ import annotations

from typing import Any

__all__ = ["__version__"]


def __getattr__(name: str) -> Any:
    """Look the version up when it is asked for: reading package metadata costs time that `--help` does not have."""
    if name == "__version__":
        from .datasets.versions import coder_version

        return coder_version()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
