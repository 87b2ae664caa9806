"""Print how fast the coder is on this machine: `python -m benchmarks`, or `make bench`.

In come options; out go figures on the screen. Accuracy is measured by `polybius evaluate`, the quality of the stages
before the rules by `python -m benchmarks.stages`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from polybius.coders import Coder
from polybius.coders.tokens import split_tokens

from .bench import Speed, Start, measure_speed, measure_start, read_sentences
from .compiled import has_compiled, measure_compiled


def show_speeds(speeds: dict[str, Speed]) -> Iterator[str]:
    """The lines of the speed table, a column for each build."""
    yield f"{'microseconds a sentence':<32}" + "".join(f"{build:>12}" for build in speeds)
    found = list(speeds.values())
    for stage in found[0].stages:
        yield _row(stage, [speed.stages[stage] for speed in found])
    yield _row("all: code_sentence", [speed.total for speed in found])
    yield _row("a loop that only finds tokens", [speed.tokens_only for speed in found])
    yield _row("all, in such loops", [speed.total / speed.tokens_only for speed in found])
    yield f"{'sentences a second':<32}" + "".join(f"{1e6 / speed.total:12,.0f}" for speed in found)


def _row(name: str, figures: list[float]) -> str:
    return f"{name:<32}" + "".join(f"{figure:12.1f}" for figure in figures)


def show_start(build: str, start: Start) -> str:
    """The line on load time and memory of a build."""
    times = f"{start.warm:.2f} s to a loaded coder, {start.cold:.2f} s where the lexicon is to be compiled"
    return f"{build}: {times}; peak memory {start.peak_memory:,.0f} MiB"


def main() -> int:
    """Run the benchmark; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure how fast the coder is.")
    parser.add_argument("--runs", type=int, default=7, metavar="N", help="take the best of N runs (default: 7)")
    parser.add_argument("--compiled", type=Path, metavar="FOLDER", help="a compiled build to measure beside")
    options = parser.parse_args()
    runs = max(options.runs, 1)
    name, sentences = read_sentences()
    size = sum(len(split_tokens(sentence, 0, len(sentence))[0]) for sentence in sentences) / len(sentences)
    print(f"{len(sentences)} sentences of {size:.0f} tokens from {name}; CPU time, one core")
    speeds = {"pure": measure_speed(Coder.load(), sentences, runs)}
    starts = {"pure": measure_start(sentences)}
    if options.compiled is not None and has_compiled(options.compiled):
        speeds["compiled"] = measure_compiled(options.compiled, runs)
        starts["compiled"] = measure_start(sentences, options.compiled.resolve())
    print("\n".join([*show_speeds(speeds), *(show_start(build, start) for build, start in starts.items())]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
