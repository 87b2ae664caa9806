"""Measure the compiled build (docs/speed.md) in a process of its own, on the sentences that the pure coder is measured on.

In comes the folder that the compiled build is installed in; out go its figures. It has no figures by stage: compiled
functions call one another directly, and no clock can be put between them.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from .bench import PUBLISHED, ROOT, time_best

_MEASURE = (
    "import sys; sys.path.insert(0, sys.argv[1]); from benchmarks.compiled import measure; measure(int(sys.argv[2]))"
)


def has_compiled(folder: Path) -> bool:
    """Whether a compiled build was installed in a folder, to its end."""
    return (folder / ".compiled").is_file()


def measure_compiled(folder: Path, runs: int) -> tuple[float, float]:
    """Microseconds of CPU a sentence of the coder that is installed in `folder`: of it all, and of finding tokens only."""
    command = [sys.executable, "-c", _MEASURE, str(folder.resolve()), str(runs)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    total, tokens_only = done.stdout.split()
    return float(total), float(tokens_only)


def measure(runs: int) -> None:
    """Print the two figures of the coder that this process imports."""
    from polybius.coders import Coder, names
    from polybius.coders.tokens import split_tokens

    from .bench import read_sentences

    if Path(str(names.__file__)).suffix == ".py":
        raise SystemExit(f"{names.__file__} is not compiled")
    _, sentences = read_sentences()
    coder = Coder.load()

    def code_all() -> None:
        for sentence in sentences:
            coder.code_sentence(sentence, published=PUBLISHED)

    def find_tokens() -> None:
        for sentence in sentences:
            split_tokens(sentence, 0, len(sentence))

    code_all()
    print(*(time_best(work, runs) / len(sentences) * 1e6 for work in (code_all, find_tokens)))
