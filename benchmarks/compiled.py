"""Measure the compiled build (docs/speed.md) in a process of its own, as the pure coder is measured.

In comes the folder that the compiled build is installed in; out go its figures.
"""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from pathlib import Path

from .bench import ROOT, Speed, measure_speed, read_sentences

_MEASURE = (
    "import sys; sys.path.insert(0, sys.argv[1]); from benchmarks.compiled import measure; measure(int(sys.argv[2]))"
)


def has_compiled(folder: Path) -> bool:
    """Whether a compiled build was installed in a folder, to its end."""
    return (folder / ".compiled").is_file()


def measure_compiled(folder: Path, runs: int) -> Speed:
    """The speed of the coder that is installed in `folder`."""
    command = [sys.executable, "-c", _MEASURE, str(folder.resolve()), str(runs)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return Speed(**json.loads(done.stdout))


def measure(runs: int) -> None:
    """Print the speed of the coder that this process imports."""
    from polybius.coders import Coder, names

    if Path(str(names.__file__)).suffix == ".py":
        raise SystemExit(f"{names.__file__} is not compiled")
    _, sentences = read_sentences()
    print(json.dumps(dataclasses.asdict(measure_speed(Coder.load(), sentences, runs))))
