"""The page on testing rules: its lexicon is written as it stands, and its commands print what it shows."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from small_lexicon import ACTORS

from polybius.cli import main

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "testing.md").read_text(encoding="utf-8")
RULE, BOUNDS = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.M | re.S)
SESSIONS = re.findall(r"^```console\n\$ (.*?)\n(.*?)^```$", PAGE, re.M | re.S)
NEWS = """\
Norway supplied Chad with tents.
Norway tickled Chad.
Norway supplied Ruritania with tents.
Chad slept.
"""
GOLD = [
    {"text": "Norway supplied Chad with tents.", "events": ["NOR 073 TCD"]},
    {"text": "Norway tickled Chad.", "events": ["NOR 051 TCD"]},
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("desk")
    files = {
        "tents/rules/07_aid.yml": RULE,
        "tents/actors/a.yml": ACTORS,
        "news.txt": NEWS,
        "quiet.txt": "Chad slept.\nNorway sang.\n",
        "gold.jsonl": "\n".join(map(json.dumps, GOLD)),
        "bounds.yml": BOUNDS.replace('sha256: ""', "note: as on the page"),
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def test_testing_page_shows_every_command() -> None:
    assert [shlex.split(command)[1] for command, _ in SESSIONS] == ["test", "mutate", "coverage", "diff", "bounds"]


@pytest.mark.parametrize(("command", "output"), SESSIONS, ids=[command.split()[1] for command, _ in SESSIONS])
def test_testing_page_shows_what_commands_print(
    command: str, output: str, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk)
    done = CliRunner().invoke(main, shlex.split(command)[1:])
    assert done.exit_code == (1 if " mutate " in command else 0), done.output
    shown = ".*?".join(re.escape(part) for part in output.strip().split("..."))
    assert re.fullmatch(shown, done.stdout.strip(), re.S), (
        f"the page shows\n{output}\nand {command} prints\n{done.stdout}"
    )
