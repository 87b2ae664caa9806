"""Measure builds: from JSON Lines to finished Parquet, on a corpus that is generated (`corpora`).

    python -m benchmarks.builds --articles 200000

In come options; out go, for one and for two workers, CPU time, sentences a second and peak memory of each process, and how
much of the time is the coder's own. Each build runs in a process of its own. Accuracy is no matter here.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .bench import ROOT
from .corpora import write_corpus

_MEASURE = (
    "import sys; from benchmarks.builds import measure_here; measure_here(sys.argv[1], sys.argv[2], int(sys.argv[3]))"
)


@dataclass(frozen=True, slots=True)
class Build:
    """What a build took. Seconds of CPU are of all processes; `coder` is the part spent in the coder, with one worker."""

    workers: int
    sentences: int
    mentions: int
    wall: float
    cpu: float
    coder: float | None
    memory_main: float
    memory_worker: float


def measure_build(corpus: Path, out: Path, workers: int, bytecode: Path) -> Build:
    """Build in a new process, which keeps compiled modules in `bytecode`."""
    command = [sys.executable, "-c", _MEASURE, str(corpus), str(out), str(workers)]
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(bytecode)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=environment)
    return Build(**json.loads(done.stdout))


def measure_here(corpus: str, out: str, workers: int) -> None:
    """Build in this process, and print what it took."""
    import resource

    from polybius.coders import Coder
    from polybius.datasets import build_dataset
    from polybius.schema.records import Article, CodedArticle

    class Clocked(Coder):
        """A coder that looks at the clock before and after."""

        seconds = 0.0

        def code_article(self, article: Article) -> CodedArticle:
            start = time.process_time()
            coded = super().code_article(article)
            Clocked.seconds += time.process_time() - start
            return coded

    coder = Clocked(Coder.load().lexicon)
    before, start = time.process_time(), time.perf_counter()
    result = build_dataset([corpus], out, coder=coder if workers == 1 else Coder(coder.lexicon), workers=workers)
    wall, own = time.perf_counter() - start, time.process_time() - before
    main, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    build = {
        "workers": workers,
        "sentences": result.counts["sentences"]["coded"],
        "mentions": result.counts["rows"]["mentions"],
        "wall": wall,
        "cpu": own + children.ru_utime + children.ru_stime,
        "coder": Clocked.seconds if workers == 1 else None,
        "memory_main": main.ru_maxrss / 1024,
        "memory_worker": children.ru_maxrss / 1024,
    }
    print(json.dumps(build))


def _compile_modules(folder: Path) -> Path:
    """Bytecode of all that a build imports, as an installer leaves it: compiling pandas alone takes a second."""
    corpus, bytecode = folder / "few.jsonl", folder / "bytecode"
    write_corpus(corpus, 20)
    measure_build(corpus, folder / "few", 1, bytecode)
    return bytecode


def show_builds(builds: list[Build]) -> Iterator[str]:
    """The lines of the report."""
    yield f"{'workers':>7} {'sentences':>10} {'µs CPU each':>12} {'per CPU s':>10} {'wall s':>8} {'main MiB':>9} {'worker MiB':>11}"
    for build in builds:
        each = build.cpu / build.sentences * 1e6
        yield (
            f"{build.workers:7} {build.sentences:10,} {each:12.0f} {1e6 / each:10,.0f} {build.wall:8.1f} "
            f"{build.memory_main:9,.0f} {build.memory_worker:11,.0f}"
        )
    first = builds[0]
    if first.coder is not None:
        yield f"of the CPU time, {first.coder / first.cpu:.0%} is the coder's, {1 - first.coder / first.cpu:.0%} the build's around it"
    if len(builds) > 1:
        yield f"two workers take {first.wall / builds[1].wall:.2f} times less time than one"


def main() -> int:
    """Run the benchmark; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.builds", description="Measure builds.")
    parser.add_argument(
        "--articles", type=int, default=2000, metavar="N", help="articles of the corpus (default: 2000)"
    )
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2], metavar="N", help="workers (default: 1 2)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus.jsonl"
        write_corpus(corpus, max(options.articles, 1))
        bytecode = _compile_modules(Path(folder))
        builds = [measure_build(corpus, Path(folder) / f"set-{n}", n, bytecode) for n in options.workers]
    print(f"{options.articles:,} generated articles, from JSON Lines to finished Parquet")
    print("\n".join(show_builds(builds)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
