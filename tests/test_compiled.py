"""The compiled build gives what the pure one gives, to the byte. It is made by `make compiled`; without a C compiler, skipped."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
COMPILED = ROOT / "build" / "compiled"
DEMO = sorted(map(str, (ROOT / "polybius" / "demo").glob("*.txt")))
MAIN = "from polybius.cli import main; main()"
MENTIONS = """
from polybius.coders import Coder
from polybius.coders.examples import list_examples, run_example
from polybius.coders.sources import read_sources
coder = Coder.load()
for case in list_examples(read_sources()):
    outcome = run_example(coder, case)
    print(case.id, outcome.passed, outcome.mentions)
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which(os.environ.get("CC", "cc")) is None or shutil.which("make") is None,
        reason="no C compiler or no make",
    ),
]


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Where each build is imported from. The pure one is a copy of the compiled one without its extensions."""
    subprocess.run(["make", "--no-print-directory", "compiled"], cwd=ROOT, check=True)
    pure = tmp_path_factory.mktemp("pure") / "site"
    shutil.copytree(COMPILED, pure, ignore=shutil.ignore_patterns("*.so", "*.pyd", "__pycache__"))
    return {"pure": pure, "compiled": COMPILED}


def run(place: Path, cwd: Path, code: str, *arguments: str) -> str:
    """What a program prints with the polybius of `place`; all builds share one cache of compiled lexicons."""
    command = [sys.executable, "-P", "-c", f"import sys; sys.path.insert(0, {str(place)!r}); {code}", *arguments]
    environment = os.environ | {"POLYBIUS_CACHE": str(cwd / "cache")}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    return done.stdout


def test_compiled_modules_are_compiled(places: dict[str, Path], tmp_path: Path) -> None:
    show = "import polybius.coders.actions as module; print(module.__file__)"
    shown = {build: Path(run(place, tmp_path, show).strip()) for build, place in places.items()}
    assert all(shown[build].is_relative_to(place) for build, place in places.items())
    assert shown["pure"].suffix == ".py"
    assert shown["compiled"].suffix != ".py"


@pytest.mark.parametrize("order", [("pure", "compiled"), ("compiled", "pure")])
def test_compiled_keeps_a_cache_of_its_own_and_reads_it(
    places: dict[str, Path], tmp_path: Path, order: tuple[str, str]
) -> None:
    load = "from polybius.coders import Coder; print(Coder.load().code_sentence('Norway promised to send Chad aid.'))"
    mentions = [run(places[build], tmp_path, load) for build in order]
    assert mentions[0] == mentions[1]
    assert len(list((tmp_path / "cache").glob("*.pickle"))) == 2
    unread = (
        "from polybius.coders import lexicon as l; print(l._read_cache(l._cache_key(l.content_digest(None))) is None)"
    )
    assert [run(places[build], tmp_path, unread).strip() for build in order] == ["False", "False"]


def test_compiled_dataset_is_the_same_to_the_byte(places: dict[str, Path], tmp_path: Path) -> None:
    for build, place in places.items():
        (tmp_path / build).mkdir()
        run(place, tmp_path / build, MAIN, "build", *DEMO, "--out", "set")
    contents = [
        {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
        for root in (tmp_path / build / "set" for build in places)
    ]
    assert contents[0].keys() == contents[1].keys()
    assert [name for name in contents[0] if contents[0][name] != contents[1][name]] == []


def test_compiled_examples_give_the_same_mentions(places: dict[str, Path], tmp_path: Path) -> None:
    pure, compiled = (run(place, tmp_path, MENTIONS) for place in places.values())
    assert compiled == pure
