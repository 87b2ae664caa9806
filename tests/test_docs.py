"""The documents say what is so: their commands are run, their code is executed, what they name is there."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from polybius.cli import main
from polybius.coders.blocks import ActorEntry, AgentEntry, RuleBlock
from polybius.coders.examples import list_examples
from polybius.coders.sources import read_sources
from polybius.schema.ontology import CODES

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PAGES = sorted(path for path in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")) if path.name != "CHANGELOG.md")
DEMO = sorted((ROOT / "polybius" / "demo").glob("*.txt"))


def find_sessions() -> Iterator[tuple[str, str]]:
    """The commands of the README that are shown with their output, each with it."""
    for block in re.findall(r"^```console\n(.*?)^```$", README, re.M | re.S):
        for session in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, output = session.partition("\n")
            yield command, output


def list_code() -> list[str]:
    return re.findall(r"^```python\n(.*?)^```$", README, re.M | re.S)


def matches(shown: str, got: str) -> bool:
    """Whether an output is the one shown, in which `...` stands for anything."""
    parts = [re.escape(part) for part in shown.strip().split("...")]
    return re.fullmatch(".*?".join(parts), got.strip(), re.S) is not None


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an article, and a dataset made of it by the command that the README shows."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copy(DEMO[0], folder / "article.txt")
    assert "polybius build ARTICLE.txt --out DATASET" in README
    done = CliRunner().invoke(main, ["build", str(folder / "article.txt"), "--out", str(folder / "DATASET")])
    assert done.exit_code == 0, done.output
    return folder


@pytest.mark.parametrize(("command", "output"), list(find_sessions()))
def test_docs_readme_shows_what_commands_print(command: str, output: str) -> None:
    program, *arguments = shlex.split(command)
    assert program == "polybius"
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    assert matches(output, done.stdout), f"the README shows\n{output}\nand {command} prints\n{done.stdout}"


@pytest.mark.parametrize("code", list_code())
def test_docs_readme_code_runs(code: str, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk)
    exec(compile(code, "README.md", "exec"), {})


def test_docs_readme_lists_every_command() -> None:
    assert set(re.findall(r"^\| `polybius ([a-z-]+)` \|", README, re.M)) == set(main.commands)


@pytest.mark.parametrize("command", sorted(main.commands))
def test_docs_help_of_every_command_works(command: str) -> None:
    done = CliRunner().invoke(main, [command, "--help"])
    assert done.exit_code == 0
    assert done.stdout.startswith("Usage: ")


@pytest.mark.parametrize("page", PAGES, ids=[path.name for path in PAGES])
def test_docs_name_only_what_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert set(re.findall(r"`make ([a-z-]+)`|^    make ([a-z-]+)$", text, re.M)) <= {
        pair for target in targets for pair in ((target, ""), ("", target))
    }
    names = re.findall(
        r"`((?:docs|schema|coders|datasets|tools|benchmarks|polybius)/[\w./-]*|[A-Z]+(?:\.md|\.cff))`", text
    )
    missing = [name for name in names if not (ROOT / name).exists() and "NN_" not in name and name != "CODEBOOK.md"]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=[path.name for path in PAGES])
def test_docs_name_only_commands_that_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:`|^    |\$ )polybius ([a-z]+)", text, re.M))
    assert named <= set(main.commands)


def test_docs_readme_names_the_two_commands() -> None:
    assert "    make demo\n    make test\n" in README


def test_docs_rules_and_actors_list_every_key() -> None:
    for page, model in (("rules.md", RuleBlock), ("actors.md", ActorEntry), ("actors.md", AgentEntry)):
        text = (ROOT / "docs" / page).read_text(encoding="utf-8")
        keys = {field.alias or name for name, field in model.model_fields.items()} - {"line", "path"}
        assert [key for key in keys if re.search(rf"`{key}[`:]|^\s*(?:- )?{key}:", text, re.M) is None] == []


def test_docs_readme_counts_are_true() -> None:
    sources = read_sources()
    counts = {
        "rules": len(sources.rules),
        "word sets": len(sources.sets),
        "actor entries": len(sources.actors),
        "agent nouns": len(sources.agents),
        "examples, all run": sum(1 for _ in list_examples(sources)),
    }
    stated = {
        name: int(number.replace(",", ""))
        for name, number in re.findall(r"^\| ([\w, ]+) \| over ([\d,]+) \|", README, re.M)
    }
    assert stated.keys() == counts.keys()
    wrong = {
        name: (number, counts[name]) for name, number in stated.items() if not number <= counts[name] <= 1.5 * number
    }
    assert wrong == {}


def test_docs_readme_counts_codes_with_examples() -> None:
    cases = [case for case in list_examples(read_sources()) if case.kind in ("codes", "cell")]
    given = {event.code for case in cases for event in case.example.events}
    codes = {code for code in CODES if len(code) > 2}
    assert f"| event codes with an example that gives them | {len(codes & given)} of {len(codes)} |" in README
