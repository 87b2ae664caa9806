"""Text to events: pure stages over frozen records and one immutable lexicon."""

from __future__ import annotations

from .coder import Coder

__all__ = ["Coder"]
