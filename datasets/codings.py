"""Codings: one corpus coded by several coders, each in a process of its own.

In come coders, as a lexicon folder or as the whole program at a git revision, and texts; out go the texts with their events. The
program of a revision runs with its own code, since rules and engine change together.
"""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from ..schema.errors import DatasetError
from .comparison import CodedEvent, CodedText
from .corpora import CorpusText

_SCRIPT = Path(__file__).with_name("code_texts.py")


@dataclass(frozen=True, slots=True)
class CoderChoice:
    """Which coder: the lexicon in a folder (None: the shipped one), of this program or of the one in the folder `program`."""

    name: str
    lexicon: Path | None = None
    program: Path | None = None


def code_corpora(choices: Sequence[CoderChoice], texts: Sequence[CorpusText]) -> list[tuple[CodedText, ...]]:
    """The texts coded by each coder, at the same time. Raises `DatasetError` with what a coder complained of."""
    with ThreadPoolExecutor(len(choices)) as pool:
        return list(pool.map(functools.partial(_code_corpus, texts), choices))


def _code_corpus(texts: Sequence[CorpusText], choice: CoderChoice) -> tuple[CodedText, ...]:
    asked = {
        "lexicon": None if choice.lexicon is None else str(choice.lexicon.resolve()),
        "texts": [
            {
                "text": text.text,
                "published": None if text.published is None else text.published.isoformat(),
                "context": text.context,
            }
            for text in texts
        ],
    }
    done = subprocess.run(
        [sys.executable, "-P", str(_SCRIPT)],
        input=json.dumps(asked), capture_output=True, encoding="utf-8", check=False, env=_environment(choice),
    )  # fmt: skip
    if done.returncode != 0:
        raise DatasetError(f"{choice.name} cannot code the corpus: {done.stderr.strip() or 'its coder stopped'}")
    found = zip(texts, json.loads(done.stdout), strict=True)
    return tuple(CodedText(text.id, text.text, tuple(CodedEvent(*event) for event in events)) for text, events in found)


def _environment(choice: CoderChoice) -> dict[str, str]:
    """The environment in which the coder finds its own program first."""
    home = Path(__file__).parent.parent if choice.program is None else choice.program
    root = home.parent if choice.program is None and home.name == "polybius" else home
    return {**os.environ, "PYTHONPATH": str(root)}
