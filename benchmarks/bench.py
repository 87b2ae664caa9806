"""Measure speed: sentences a second by stage and in total, load time, and peak memory, on one core.

In come sentences (`../shared/gold/plv-dev.jsonl` beside the checkout, else the demonstration articles); out go figures
as values. Times are CPU time, the best of several runs; a stage's time is what its functions take inside a whole run,
so that the stages add up. How well the sentences are coded is for `polybius evaluate`.
"""

from __future__ import annotations

import contextlib
import datetime
import importlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from polybius.coders import Coder
from polybius.coders.sentences import split_sentences
from polybius.coders.tokens import split_tokens

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared" / "gold" / "plv-dev.jsonl"
DEMO = ROOT / "polybius" / "demo"
PUBLISHED = datetime.date(2015, 1, 1)
DEMO_ROUNDS = 10

# A stage, and the functions that are it: home module, class if any, name. What one calls of another counts there.
STAGES: dict[str, tuple[tuple[str, ...], ...]] = {
    "split": (("sentences", "split_sentences"),),
    "tokens and tags": (("tokens", "split_tokens"), ("tags", "tag_tokens")),
    "names": (("names", "Trie", "find"),),
    "groups": (("groups", "find_groups"),),
    "clauses": (("clauses", "build_clauses"),),
    "actions and mentions": (("mentions", "Builder", "build"),),
    "dates and places": (("dates", "find_dates"), ("places", "find_place")),
}
_LOAD = """
import sys, time
from polybius.coders import Coder
coder = Coder.load()
seconds = time.process_time()
if len(sys.argv) > 1:
    import resource
    from pathlib import Path
    for sentence in Path(sys.argv[1]).read_text("utf-8").split(chr(0)):
        coder.code_sentence(sentence)
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
else:
    print(seconds, 0)
"""


@dataclass(frozen=True, slots=True)
class Speed:
    """Microseconds of CPU a sentence: of the whole coder, of its stages, and of a loop that only finds tokens."""

    n_sentences: int
    n_tokens: int
    total: float
    stages: dict[str, float]
    tokens_only: float


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds of CPU from a new process to a loaded coder, without and with a compiled lexicon; and memory in MiB."""

    cold: float
    warm: float
    peak_memory: float


def read_sentences() -> tuple[str, list[str]]:
    """What is measured on, and its sentences."""
    if GOLD.is_file():
        lines = GOLD.read_text("utf-8").splitlines()
        return GOLD.name, [json.loads(line)["text"] for line in lines if line.strip()]
    texts = [path.read_text("utf-8") for path in sorted(DEMO.glob("*.txt"))]
    sentences = [text[start:end] for text in texts for start, end in split_sentences(text)]
    return f"the demonstration articles, {DEMO_ROUNDS} times", sentences * DEMO_ROUNDS


def measure_speed(coder: Coder, sentences: list[str], runs: int) -> Speed:
    """Time the coder on the sentences, whole and by stage."""

    def code_all() -> None:
        for sentence in sentences:
            coder.code_sentence(sentence, published=PUBLISHED)

    def find_tokens() -> None:
        for sentence in sentences:
            split_tokens(sentence, 0, len(sentence))

    code_all()
    count = len(sentences)
    n_tokens = sum(len(split_tokens(sentence, 0, len(sentence))[0]) for sentence in sentences)
    total = time_best(code_all, runs) / count * 1e6
    tokens_only = time_best(find_tokens, runs) / count * 1e6
    stages = {name: seconds / count * 1e6 for name, seconds in time_stages(code_all, runs).items()}
    return Speed(count, n_tokens, total, stages, tokens_only)


def time_best(work: Callable[[], None], runs: int) -> float:
    """Seconds of CPU of the fastest of several runs."""
    return min(_time_once(work) for _ in range(runs))


def _time_once(work: Callable[[], None]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def time_stages(work: Callable[[], None], runs: int) -> dict[str, float]:
    """Seconds that the functions of each stage take in the fastest of several runs."""
    best: dict[str, float] = {}
    for _ in range(runs):
        clocks = dict.fromkeys(STAGES, 0)
        with _watch(clocks):
            work()
        for name, nanoseconds in clocks.items():
            best[name] = min(best.get(name, float("inf")), nanoseconds / 1e9)
    return best


@contextlib.contextmanager
def _watch(clocks: dict[str, int]) -> Iterator[None]:
    """Put a clock around the functions of all stages, wherever they are imported."""
    replaced: list[tuple[Any, str, Any]] = []
    open_calls: list[int] = []
    try:
        for stage, functions in STAGES.items():
            for place in functions:
                owners, name, function = _find_owners(place)
                clocked = _clocked(function, stage, clocks, open_calls)
                for owner in owners:
                    replaced.append((owner, name, function))
                    setattr(owner, name, clocked)
        yield
    finally:
        for owner, name, function in replaced:
            setattr(owner, name, function)


def _find_owners(place: tuple[str, ...]) -> tuple[list[Any], str, Any]:
    """The class of a method, or all modules that hold a function; its name; and itself."""
    module, *path = place
    home: Any = importlib.import_module(f"polybius.coders.{module}")
    if len(path) > 1:
        owner = getattr(home, path[0])
        return [owner], path[1], getattr(owner, path[1])
    function = getattr(home, path[0])
    modules = [loaded for name, loaded in sys.modules.items() if name.startswith("polybius.coders")]
    return [loaded for loaded in modules if vars(loaded).get(path[0]) is function], path[0], function


def _clocked(
    function: Callable[..., Any], stage: str, clocks: dict[str, int], open_calls: list[int]
) -> Callable[..., Any]:
    """The function with a clock. `open_calls` holds, for each call that is open, the time that calls inside it took."""
    clock = time.process_time_ns

    def run(*arguments: Any, **options: Any) -> Any:
        open_calls.append(0)
        start = clock()
        try:
            return function(*arguments, **options)
        finally:
            taken = clock() - start
            clocks[stage] += taken - open_calls.pop()
            if open_calls:
                open_calls[-1] += taken

    return run


def measure_start(sentences: list[str]) -> Start:
    """Load the coder in new processes, with an empty cache and then with a full one, and code the sentences there."""
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "sentences"
        text.write_text("\0".join(sentences), "utf-8")
        cold, _ = _run_load(folder)
        warm = min(_run_load(folder)[0] for _ in range(3))
        _, memory = _run_load(folder, str(text))
    return Start(cold, warm, memory)


def _run_load(cache: str, *arguments: str) -> tuple[float, float]:
    command = [sys.executable, "-c", _LOAD, *arguments]
    environment = os.environ | {"POLYBIUS_CACHE": cache}
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=environment)
    seconds, memory = done.stdout.split()
    return float(seconds), float(memory)
