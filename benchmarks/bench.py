"""Measure speed: microseconds a sentence by stage and in total, load time, and peak memory, on one core.

In come sentences (`../shared/gold/plv-dev.jsonl` beside the checkout, else the demonstration articles); out go figures
as values, of the build of the coder that this process imports. How well the sentences are coded is for `polybius evaluate`.

Times are CPU time, the best of several runs, batch by batch: on a machine that does something else as well, a whole run is
rarely undisturbed, a part of it often is. A stage costs what the work up to it takes more than the work up to the one before.
"""

from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from polybius.coders import Coder
from polybius.coders.actions import Engine
from polybius.coders.parses import parse_sentence, release
from polybius.coders.sentences import split_sentences
from polybius.coders.tags import tag_forms
from polybius.coders.tokens import split_tokens

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared" / "gold" / "plv-dev.jsonl"
DEMO = ROOT / "polybius" / "demo"
PUBLISHED = datetime.date(2015, 1, 1)
DEMO_ROUNDS = 10
BATCHES = 12

Work = Callable[[str], object]
"""What is done with one sentence."""

_LOAD = """
import sys, time
sys.path.insert(0, sys.argv[1])
from polybius.coders import Coder
coder = Coder.load()
seconds = time.process_time()
memory = 0
if len(sys.argv) > 2:
    import resource
    from pathlib import Path
    for sentence in Path(sys.argv[2]).read_text("utf-8").split(chr(0)):
        coder.code_sentence(sentence)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(seconds, memory)
"""


@dataclass(frozen=True, slots=True)
class Speed:
    """Microseconds of CPU a sentence: by stage, of the whole coder, and of a loop that only finds tokens."""

    stages: dict[str, float]
    total: float
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


def list_work(coder: Coder) -> dict[str, Work]:
    """The stages in their order, each with the work from the first stage up to it."""
    lexicon = coder.lexicon

    def forms(text: str) -> None:
        for start, end in split_sentences(text):
            lexicon.forms.read(text, start, end)

    def tags(text: str) -> None:
        for start, end in split_sentences(text):
            tag_forms(lexicon.forms.read(text, start, end)[0], lexicon.words)

    def names(text: str) -> None:
        for start, end in split_sentences(text):
            found, _, _ = lexicon.forms.read(text, start, end)
            tag_forms(found, lexicon.words)
            lexicon.names.find(found)

    def clauses(text: str) -> None:
        for start, end in split_sentences(text):
            release(parse_sentence(text, start, end, lexicon))

    def actions(text: str) -> None:
        for start, end in split_sentences(text):
            parse = parse_sentence(text, start, end, lexicon)
            engine = Engine(lexicon, parse)
            for clause in parse.clauses:
                engine.evaluate(clause)
            release(parse)

    def whole(text: str) -> None:
        coder.code_sentence(text, published=PUBLISHED)

    return {
        "sentences": split_sentences,
        "tokens and forms": forms,
        "tags and lemmas": tags,
        "names": names,
        "groups and clauses": clauses,
        "actions": actions,
        "actors, dates, places": whole,
    }


def measure_speed(coder: Coder, sentences: list[str], runs: int) -> Speed:
    """Time the coder on the sentences, whole and by stage."""
    times = {name: time_best(work, sentences, runs) for name, work in list_work(coder).items()}
    stages: dict[str, float] = {}
    before = 0.0
    for name, micros in times.items():
        stages[name] = max(micros - before, 0.0)
        before = micros
    return Speed(stages, before, time_best(lambda text: split_tokens(text, 0, len(text)), sentences, runs))


def time_best(work: Work, sentences: list[str], runs: int) -> float:
    """Microseconds a sentence: the sum of the best times of batches, each done once before and then several times."""
    best = 0.0
    for number in range(BATCHES):
        batch = sentences[number::BATCHES]
        best += min([_time_once(work, batch) for _ in range(runs + 1)][1:])
    return best / len(sentences) * 1e6


def _time_once(work: Work, batch: list[str]) -> float:
    start = time.process_time()
    for sentence in batch:
        work(sentence)
    return time.process_time() - start


def measure_start(sentences: list[str], folder: Path = ROOT) -> Start:
    """Load the coder of `folder` in new processes, with an empty cache, then with a full one, and code the sentences there."""
    with tempfile.TemporaryDirectory() as cache:
        text = Path(cache) / "sentences"
        text.write_text("\0".join(sentences), "utf-8")
        cold, _ = _run_load(folder, cache)
        warm = min(_run_load(folder, cache)[0] for _ in range(5))
        _, memory = _run_load(folder, cache, str(text))
    return Start(cold, warm, memory)


def _run_load(folder: Path, cache: str, *arguments: str) -> tuple[float, float]:
    command = [sys.executable, "-c", _LOAD, str(folder), *arguments]
    environment = os.environ | {"POLYBIUS_CACHE": cache}
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=environment)
    seconds, memory = done.stdout.split()
    return float(seconds), float(memory)
