"""Real processes that are killed, run out of disk or find their work damaged: nothing is lost, nothing is doubled."""

from __future__ import annotations

import hashlib
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import article_files as files
import pytest
from plain_coder import PlainCoder, write_story

from polybius.datasets import build_dataset
from polybius.datasets.manifest import read_manifest
from polybius.schema.errors import DatasetError

HERE = Path(__file__).parent
SCRIPT = """
import resource, sys
sys.path.insert(0, {here!r})
from plain_coder import PlainCoder
from polybius.datasets import build_dataset
from polybius.schema.errors import DatasetError
limit = {limit}
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
if __name__ == "__main__":
    try:
        build_dataset([{corpus!r}], {out!r}, coder=PlainCoder(delay={delay}), **{options!r})
    except DatasetError as error:
        print(error)
        sys.exit(2)
"""


def snapshot(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def write_corpus(folder: Path, first: int, n_stories: int, n_lines: int) -> Path:
    for n in range(first, first + n_stories):
        write_story(folder / f"{n:03}.txt", n, f"{1 + n % 28} May 2019")
    (folder / f"lines{first}.jsonl").write_bytes(files.json_lines(range(first, first + n_lines)) + b"broken\n")
    (folder / f"table{first}.csv").write_bytes(files.csv_file(range(first, first + n_lines)))
    return folder


def start(
    folder: Path, corpus: Path, out: Path, *, limit: int = 0, delay: float = 0.0, **options: object
) -> subprocess.Popen[str]:
    script = folder / "build.py"
    script.write_text(
        SCRIPT.format(here=str(HERE), corpus=str(corpus), out=str(out), limit=limit, delay=delay, options=options),
        encoding="utf-8",
    )
    command = [sys.executable, str(script)]
    # A group of its own, to be killed with its workers; not a session of its own, which some kernels schedule apart.
    return subprocess.Popen(command, process_group=0, stdout=subprocess.PIPE, text=True)


def kill_until_done(folder: Path, corpus: Path, out: Path, allowed: list[dict[str, str]], **options: object) -> int:
    """Kill the build at random moments until it gets through; the target always is one of `allowed`, or not there."""
    chance, kills = random.Random(str(options)), 0
    while True:
        process = start(folder, corpus, out, delay=0.01, **options)
        # Python starts in a part of a second; kills fall on reading, coding, writing and publishing alike.
        try:
            process.wait(timeout=chance.uniform(0.4, 2.0) * (1 + kills / 4))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            kills += 1
            assert not out.exists() or snapshot(out) in allowed
            continue
        assert process.returncode == 0
        return kills


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_faults_killed_at_random_moments(tmp_path: Path, workers: int) -> None:
    corpus = write_corpus(tmp_path / "in", 0, 120, 150)
    build_dataset([corpus], tmp_path / "clean", coder=PlainCoder())
    clean = snapshot(tmp_path / "clean")
    kills = kill_until_done(tmp_path, corpus, tmp_path / "set", [clean], workers=workers)
    assert kills > 0, "the build got through before it was killed"
    assert snapshot(tmp_path / "set") == clean
    assert sorted(path.name for path in tmp_path.iterdir()) == ["build.py", "clean", "in", "set"]


@pytest.mark.slow
def test_faults_update_killed_at_random_moments(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "in", 0, 60, 100)
    build_dataset([corpus], tmp_path / "set", coder=PlainCoder())
    before = snapshot(tmp_path / "set")
    write_corpus(corpus, 500, 60, 200)
    build_dataset([corpus], tmp_path / "clean", coder=PlainCoder())
    clean = snapshot(tmp_path / "clean")
    kills = kill_until_done(tmp_path, corpus, tmp_path / "set", [before, clean], update=True)
    assert kills > 0
    assert snapshot(tmp_path / "set") == clean
    assert sorted(path.name for path in tmp_path.iterdir()) == ["build.py", "clean", "in", "set"]


@pytest.mark.slow
def test_faults_disk_that_is_full_at_any_moment(tmp_path: Path) -> None:
    """Files may not grow beyond a limit, which rises: the build fails while staging, then while writing tables."""
    corpus = write_corpus(tmp_path / "in", 0, 60, 200)
    build_dataset([corpus], tmp_path / "set", coder=PlainCoder(), include_text=True)
    before = snapshot(tmp_path / "set")
    build_dataset([corpus], tmp_path / "clean", coder=PlainCoder())
    failures = 0
    for limit in (2_000, 30_000, 150_000, 400_000, 1_000_000):
        process = start(tmp_path, corpus, tmp_path / "set", limit=limit, force=True)
        output, _ = process.communicate(timeout=60)
        if process.returncode == 0:
            break
        failures += 1
        assert process.returncode == 2, output
        assert "set: cannot be written" in output or "staging store cannot be used" in output
        assert snapshot(tmp_path / "set") == before
    assert failures >= 2
    build_dataset([corpus], tmp_path / "set", coder=PlainCoder(), force=True)
    assert snapshot(tmp_path / "set") == snapshot(tmp_path / "clean")


def test_faults_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "in", 0, 20, 20)
    process = start(tmp_path, corpus, tmp_path / "set", limit=60_000)
    output, _ = process.communicate(timeout=60)
    assert (process.returncode, (tmp_path / "set").exists()) == (2, False)
    assert "the same command goes on" in output or "staging store cannot be used" in output
    build_dataset([corpus], tmp_path / "set", coder=PlainCoder())
    build_dataset([corpus], tmp_path / "clean", coder=PlainCoder())
    assert snapshot(tmp_path / "set") == snapshot(tmp_path / "clean")


def test_faults_damaged_work_is_told_with_the_way_out(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "in", 0, 20, 200)

    def interrupt(articles: int, done: int, total: int) -> None:
        if articles == 300:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_dataset([corpus], tmp_path / "set", coder=PlainCoder(), progress=interrupt)
    (store,) = tmp_path.glob(".set.staging-*/work.sqlite")
    data = bytearray(store.read_bytes())
    for at in range(4096, len(data), 97):
        data[at] ^= 0xFF
    store.write_bytes(data)
    with pytest.raises(DatasetError, match=r"delete .*staging"):
        build_dataset([corpus], tmp_path / "set", coder=PlainCoder())


@pytest.mark.slow
def test_faults_a_bomb_is_read_in_little_memory(tmp_path: Path) -> None:
    """A gibibyte of blanks in a megabyte of gzip, as a line and as a file, in a process that may not have as much."""
    import gzip

    blanks = gzip.compress(bytes(1 << 20)) * 1024
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt.gz").write_bytes(blanks)
    (tmp_path / "in" / "b.jsonl.gz").write_bytes(gzip.compress(files.json_lines([1])) + blanks)
    (tmp_path / "in" / "c.txt").write_bytes(files.text_file(2))
    script = SCRIPT.format(
        here=str(HERE), corpus=str(tmp_path / "in"), out=str(tmp_path / "set"), limit=0, delay=0, options={}
    )
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    subprocess.run([sys.executable, "-c", script], check=True, timeout=300)
    after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert max(before, after) < 600 * 1024
    manifest = read_manifest(tmp_path / "set")
    assert manifest is not None
    assert manifest["counts"]["failures"] == {"corrupt": 1, "too_big": 1} or manifest["counts"]["failures"] == {
        "too_big": 2
    }


def test_faults_interrupt_ends_at_once_and_goes_on(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "in", 0, 40, 100)
    process = start(tmp_path, corpus, tmp_path / "set", delay=0.02, workers=2)
    time.sleep(1.5)
    os.kill(process.pid, signal.SIGINT)
    process.wait(timeout=30)
    assert process.returncode != 0
    assert not (tmp_path / "set").exists()
    build_dataset([corpus], tmp_path / "set", coder=PlainCoder())
    build_dataset([corpus], tmp_path / "clean", coder=PlainCoder())
    assert snapshot(tmp_path / "set") == snapshot(tmp_path / "clean")
