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

from .bench import Speed, Start, measure_speed, measure_start, read_sentences
from .compiled import has_compiled, measure_compiled


def show_speed(speed: Speed) -> Iterator[str]:
    """The lines of the speed table."""
    yield f"{'stage':<24}{'µs a sentence':>14}{'sentences/s':>14}"
    for name, micros in speed.stages.items():
        yield _row(name, micros)
    yield _row("the rest", max(speed.total - sum(speed.stages.values()), 0.0))
    yield _row("code_sentence", speed.total)
    yield _row("tokens only, for scale", speed.tokens_only)
    yield f"code_sentence takes {speed.total / speed.tokens_only:.1f} times as long as finding tokens"


def _row(name: str, micros: float) -> str:
    return f"{name:<24}{micros:14.1f}{1e6 / micros if micros else 0:14,.0f}"


def show_start(start: Start) -> Iterator[str]:
    """The lines on load time and memory."""
    yield f"start to a loaded coder   {start.cold:.2f} s compiling the lexicon, {start.warm:.2f} s with it in the cache"
    yield f"peak memory               {start.peak_memory:,.0f} MiB"


def show_compiled(speed: Speed, total: float, tokens_only: float) -> Iterator[str]:
    """The lines on the compiled build. It ran at another time, so the two are compared by their ratios to finding tokens."""
    ratio = total / tokens_only
    yield _row("compiled code_sentence", total)
    yield f"it takes {ratio:.1f} times as long as finding tokens: {speed.total / speed.tokens_only / ratio:.2f} times as fast"


def main() -> int:
    """Run the benchmark; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure how fast the coder is.")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="take the best of N runs (default: 3)")
    parser.add_argument("--compiled", type=Path, metavar="FOLDER", help="a compiled build to measure beside")
    options = parser.parse_args()
    name, sentences = read_sentences()
    speed = measure_speed(Coder.load(), sentences, max(options.runs, 1))
    size = speed.n_tokens / speed.n_sentences
    print(f"{speed.n_sentences} sentences of {size:.0f} tokens from {name}; CPU time, one core")
    print("\n".join([*show_speed(speed), *show_start(measure_start(sentences))]))
    if options.compiled is not None and has_compiled(options.compiled):
        print("\n".join(show_compiled(speed, *measure_compiled(options.compiled, max(options.runs, 1)))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
