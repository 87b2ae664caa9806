"""What the pages on using a dataset show is what happens: their commands and their code are run, in order, on a dataset."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from polybius.cli import main

DOCS = Path(__file__).resolve().parents[1] / "docs"
ROOT = DOCS.parent
PAGES = ("evaluation.md", "exports.md", "analysis.md")
_BLOCK = re.compile(r"^```(console|python|json)\n(.*?)^```$", re.M | re.S)


def find_sessions(block: str) -> Iterator[tuple[str, str]]:
    """The commands of a block with the output that is shown for each."""
    for session in re.split(r"^\$ ", block, flags=re.M)[1:]:
        command, _, output = session.partition("\n")
        yield command, output


def matches(shown: str, got: str) -> bool:
    """Whether an output is the one shown, in which `...` stands for anything; blanks at the ends of lines do not count."""
    shown, got = ("\n".join(line.rstrip() for line in text.strip().splitlines()) for text in (shown, got))
    return re.fullmatch(".*?".join(re.escape(part) for part in shown.split("...")), got, re.S) is not None


def run_session(command: str, output: str) -> None:
    program, *arguments = shlex.split(command)
    assert program == "polybius"
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    assert matches(output, done.stdout), f"the page shows\n{output}\nand {command} prints\n{done.stdout}"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of the articles that ship with the project, with its text."""
    out = tmp_path_factory.mktemp("built") / "DATASET"
    demo = ROOT / "polybius" / "demo"
    done = CliRunner().invoke(main, ["build", str(demo), "--out", str(out), "--include-text"])
    assert done.exit_code == 0, done.output
    return out


@pytest.mark.parametrize("page", PAGES)
def test_docs_pages_show_what_happens(
    page: str, tmp_path: Path, dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(dataset, "DATASET")
    blocks = _BLOCK.findall((DOCS / page).read_text(encoding="utf-8"))
    assert blocks
    for kind, block in blocks:
        if kind == "json":
            Path("gold.jsonl").write_text(block, encoding="utf-8")
        elif kind == "python":
            exec(compile(block, page, "exec"), {})
        else:
            for command, output in find_sessions(block):
                run_session(command, output)
