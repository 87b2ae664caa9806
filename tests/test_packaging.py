"""The wheel, built from a copy of the checkout and installed away from it, has all that a dataset needs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = shutil.ignore_patterns(".*", "build", "dist", "demo-*", "*.egg-info", "__pycache__")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the installed wheel and nothing else."""
    work = tmp_path_factory.mktemp("packaging")
    shutil.copytree(ROOT, work / "source", symlinks=True, ignore=LEFT_OUT)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", work, work / "source"], check=True)
    (wheel,) = work.glob("*.whl")
    shutil.rmtree(work / "source")
    subprocess.run([*pip, "install", "--no-deps", "--target", work / "site", wheel], check=True)
    return work / "site"


def run(installed: Path, cwd: Path, *arguments: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(installed), "POLYBIUS_CACHE": str(cwd / "cache")}
    command = [sys.executable, "-c", f"import sys; sys.path.remove(''); {arguments[0]}", *arguments[1:]]
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


MAIN = "from polybius.cli import main; main()"


def test_packaging_wheel_is_what_runs(installed: Path, tmp_path: Path) -> None:
    shown = run(installed, tmp_path, "import polybius.coders as c; print(c.__file__)")
    assert Path(shown.strip()).is_relative_to(installed)


def test_packaging_wheel_leaks_no_bare_packages(installed: Path) -> None:
    names = {path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")}
    assert names <= {"polybius", "bin"}


def test_packaging_wheel_builds_a_dataset(installed: Path, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("Aid for Chad\n\n4 March 2021\n\nNorway promised to send Chad ten field hospitals.\n", "utf-8")
    run(installed, tmp_path, MAIN, "build", "article.txt", "--out", "set")
    assert list((tmp_path / "set" / "events" / "year=2021" / "month=03").glob("*.parquet"))
    assert "NOR 0333 TCD" in run(installed, tmp_path, MAIN, "code", "Norway promised to send Chad ten field hospitals.")


def test_packaging_wheel_checks_its_own_lexicon(installed: Path, tmp_path: Path) -> None:
    run(installed, tmp_path, "from polybius.coders.checking import check_lexicon; print(len(check_lexicon()))")


def test_packaging_wheel_ships_every_file_of_the_lexicon(installed: Path) -> None:
    wanted = {path.relative_to(ROOT).as_posix() for path in (ROOT / "coders").rglob("*.yml")}
    wanted |= {path.relative_to(ROOT).as_posix() for path in (ROOT / "coders" / "words").glob("*.gz")}
    wanted |= {path.relative_to(ROOT).as_posix() for path in (ROOT / "schema" / "data").iterdir() if path.is_file()}
    wanted |= {path.relative_to(ROOT / "polybius").as_posix() for path in (ROOT / "polybius/starter").rglob("*.*")}
    assert [name for name in sorted(wanted) if not (installed / "polybius" / name).is_file()] == []
