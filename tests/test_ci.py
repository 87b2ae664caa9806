"""What runs rules under CI: the starter folder, the composite action, the hooks for pre-commit, and this project's own checks."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from polybius.cli import main
from polybius.coders.digests import SHIPPED
from polybius.init_lexicon_command import PLACES, STARTER

ROOT = Path(__file__).resolve().parents[1]
MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)")
GATES = ["polybius format --check", "polybius check --strict", "polybius test"]


def read_yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def run_line(line: str, **variables: str) -> Result:
    """Run a command line of a workflow, up to what a shell does with its exit status."""
    for name, value in variables.items():
        line = line.replace(f'"${name}"', shlex.quote(value))
    program, *arguments = shlex.split(line.partition("||")[0])
    assert program == "polybius"
    return run(*arguments)


def list_runs(steps: list[dict[str, Any]]) -> list[str]:
    return [step["run"] for step in steps if "run" in step]


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("starter") / "Sahel groups"
    done = run("init", "lexicon", str(folder))
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def at_starter(starter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the starter, as the folder where one is."""
    folder = tmp_path / "lexicon"
    shutil.copytree(starter, folder)
    monkeypatch.chdir(folder)
    return folder


def test_init_lexicon_takes_its_name_from_the_folder(starter: Path) -> None:
    assert read_yaml(starter / "lexicon.yml")["id"] == "sahel-groups"


def test_init_lexicon_writes_every_file(starter: Path) -> None:
    wanted = {path.relative_to(STARTER).as_posix() for path in STARTER.rglob("*") if path.is_file()}
    assert all((starter / PLACES.get(name, name)).is_file() for name in wanted)
    assert set(PLACES) <= wanted


def test_init_lexicon_writes_over_nothing(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    done = run("init", "lexicon", str(tmp_path))
    assert (done.exit_code, "notes.txt" in done.stderr) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_init_lexicon_in_a_repository_that_is_empty(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert run("init", "lexicon", str(tmp_path)).exit_code == 0


def test_init_schemas_are_those_of_the_project(starter: Path) -> None:
    written = sorted((starter / "schemas").iterdir())
    generated = sorted((ROOT / "schema" / "generated").glob("*.file.schema.json"))
    assert [path.name for path in written] == [path.name for path in generated]
    assert [path.read_text(encoding="utf-8") for path in written] == [path.read_text("utf-8") for path in generated]


def test_init_lexicon_names_schemas_that_hold(starter: Path) -> None:
    paths = [path for path in starter.rglob("*.yml") if not path.relative_to(starter).parts[0].startswith(".")]
    assert len(paths) == 5
    for path in paths:
        target = MODELINE.match(path.read_text(encoding="utf-8"))
        assert target is not None, path
        schema = json.loads((path.parent / target.group(1)).read_text(encoding="utf-8"))
        errors = [error.message for error in Draft202012Validator(schema).iter_errors(read_yaml(path))]
        assert errors == []


def test_shipped_files_name_their_schema() -> None:
    for path in sorted(SHIPPED.rglob("*.yml")):
        kind = path.stem if path.parent == SHIPPED else path.parent.name
        if kind == "grammar":
            continue
        target = MODELINE.match(path.read_text(encoding="utf-8"))
        assert target is not None, path
        assert (path.resolve().parent / target.group(1)).resolve() == ROOT / f"schema/generated/{kind}.file.schema.json"


def test_ci_workflow_of_the_starter_passes(at_starter: Path) -> None:
    steps = read_yaml(at_starter / ".github/workflows/lexicon.yml")["jobs"]["lexicon"]["steps"]
    install, *gates, tests = list_runs(steps)
    assert install == 'python -m pip install "$POLYBIUS" pytest'
    assert tests == "python -m pytest"
    assert [gate.startswith(wanted) for gate, wanted in zip(gates, GATES, strict=True)] == [True] * 3
    for gate in gates:
        done = run_line(gate)
        assert done.exit_code == 0, f"{gate}: {done.output}"


def test_ci_page_shows_the_workflow_of_the_starter() -> None:
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```yaml workflow\n(.*?)^```$", page, re.M | re.S)
    assert (STARTER / "github" / "lexicon.yml").read_text(encoding="utf-8").endswith(shown)


def test_ci_action_passes_on_the_starter_and_fails_on_a_mistake(at_starter: Path) -> None:
    action = read_yaml(ROOT / "action.yml")
    install, *gates = list_runs(action["runs"]["steps"])
    assert install == 'python -m pip install "$POLYBIUS"'
    assert all(step.get("shell") == "bash" for step in action["runs"]["steps"] if "run" in step)
    variables = {"LEXICON": ".", "SARIF": "found.sarif"}
    assert [run_line(gate, **variables).exit_code for gate in gates] == [0, 0, 0, 0]
    path = at_starter / "actors" / "groups.yml"
    path.write_text(path.read_text(encoding="utf-8").replace('"TCDREB"', '"TCDRBE"'), encoding="utf-8")
    assert [run_line(gate, **variables).exit_code for gate in gates] == [0, 1, 1, 2]
    assert "bad-actor-code" in Path("found.sarif").read_text(encoding="utf-8")


def test_ci_action_documents_its_inputs() -> None:
    inputs = read_yaml(ROOT / "action.yml")["inputs"]
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([a-z-]+)` \|", page, re.M)) == set(inputs)
    assert all(value["description"] and "default" in value for value in inputs.values())


def test_ci_hooks_pass_on_the_starter(at_starter: Path) -> None:
    hooks = read_yaml(ROOT / ".pre-commit-hooks.yaml")
    local = read_yaml(at_starter / ".pre-commit-config.yaml")["repos"][0]["hooks"]
    assert [hook["id"] for hook in hooks] == [hook["id"] for hook in local]
    for hook in (*hooks, *local):
        line = " ".join([hook["entry"], *hook.get("args", [])])
        files = ["actors/groups.yml", "lexicon.yml"] if hook.get("pass_filenames", True) else []
        assert all(re.search(hook["files"], name) for name in files)
        done = run_line(" ".join([line, *files]))
        assert done.exit_code == 0, f"{line}: {done.output}"


def test_ci_page_names_hooks_that_are_there() -> None:
    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```yaml hooks\n(.*?)^```$", page, re.M | re.S)
    named = [hook["id"] for hook in yaml.safe_load(shown)["repos"][0]["hooks"]]
    assert named == [hook["id"] for hook in read_yaml(ROOT / ".pre-commit-hooks.yaml")]


def test_ci_of_the_project_runs_the_same_commands() -> None:
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").split("\ncheck:")[1].split("\n\n")[0]
    run_here = [line.strip().replace("$(BIN)/", "") for line in recipe.splitlines() if "polybius " in line]
    assert [line for line in run_here if line.startswith(tuple(GATES))] == [
        "polybius format --check coders",
        *GATES[1:],
    ]


@pytest.mark.slow
def test_ci_workflow_of_the_starter_passes_in_a_clean_environment(starter: Path, tmp_path: Path) -> None:
    folder = tmp_path / "lexicon"
    shutil.copytree(starter, folder)
    source = tmp_path / "source"
    left_out = shutil.ignore_patterns(".*", "build", "dist", "demo-*", "*.egg-info", "__pycache__")
    shutil.copytree(ROOT, source, symlinks=True, ignore=left_out)
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    kept = {
        name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV", "PYTEST_ADDOPTS")
    }
    own = {"PATH": f"{tmp_path / 'venv' / 'bin'}:{os.environ['PATH']}", "POLYBIUS": str(source)}
    environment = kept | own | {"POLYBIUS_CACHE": str(tmp_path / "cache"), "CI": "true"}
    steps = read_yaml(folder / ".github/workflows/lexicon.yml")["jobs"]["lexicon"]["steps"]
    for line in list_runs(steps):
        done = subprocess.run(
            ["bash", "-eo", "pipefail", "-c", line],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
