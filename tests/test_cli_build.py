"""The command line as a user meets it: output, messages, exit status."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import polybius.datasets
from polybius.cli import main
from polybius.coders import Coder
from polybius.schema.errors import Issue, LexiconError, Severity

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "polybius" / "demo"
PROMISE = "Norway promised to send Chad ten field hospitals"


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.load()


@pytest.fixture(autouse=True)
def _one_coder(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """All commands of this module share one coder, loaded when the first of them asks."""
    for module in ("build_command", "code_command", "evaluate_command"):
        monkeypatch.setattr(
            f"polybius.{module}.load_coder", lambda lexicon, gazetteer="none": request.getfixturevalue("coder")
        )


def run(*arguments: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)


def run_apart(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "polybius.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120, check=False)


def test_cli_help_names_the_commands() -> None:
    done = run_apart("--help")
    assert done.returncode == 0
    assert all(f"\n  {name} " in done.stdout for name in ("build", "check", "code", "evaluate", "explain", "init"))


def test_cli_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, polybius.cli\n"
        "heavy = {'polars', 'pyarrow', 'pydantic', 'rich', 'polybius.coders', 'polybius.schema.ontology'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_cli_version_names_coder_schema_and_lexicon() -> None:
    lines = run("--version").output.split()
    assert lines[::2] == ["polybius", "schema", "lexicon"]
    assert len(lines[5]) == 64


def test_cli_code_prints_the_event_of_a_sentence() -> None:
    result = run("code", PROMISE, "--published", "2021-03-04")
    assert result.exit_code == 0
    assert "NOR 0333" in result.output
    assert "2021-03-04 (published)" in result.output


def test_cli_code_takes_unquoted_words_and_standard_input() -> None:
    expected = run("code", PROMISE).output
    assert run("code", *PROMISE.split()).output == expected
    assert run("code", stdin=PROMISE).output == expected
    assert run("code", "-", stdin=PROMISE).output == expected


def test_cli_code_json_has_spans_that_slice_back() -> None:
    lines = run("code", "--json", "--published", "2021-03-04", PROMISE).output.splitlines()
    record = json.loads(lines[0])
    assert (record["code"], record["source"]["code"]) == ("0333", "NOR")
    assert PROMISE[record["source"]["start"] : record["source"]["end"]] == "Norway"
    assert record["sentence"] == PROMISE
    assert record["date"]["date"] == "2021-03-04"


def test_cli_code_reads_an_article() -> None:
    result = run("code", DEMO / "03-sanctions.txt")
    assert result.exit_code == 0
    assert " 163 BLR" in result.output
    assert "Advertisement" not in result.output


def test_cli_code_without_events_says_so() -> None:
    result = run("code", "The lake was calm.")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "no events" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["code", "missing.txt"], "missing.txt: no such file"),
        (["code", "a", "--published", "5/6/2011"], "expected a day such as"),
        (["build", "nowhere", "--out", "x"], "nowhere: no such file or folder"),
        (["build", str(DEMO)], "--out"),
        (["build", str(DEMO), "--out", "x", "--workers", "0"], "--workers"),
        (["evaluate", "missing.jsonl"], "missing.jsonl"),
        (["evaluate", str(DEMO / "README.md")], "README.md:1: found no JSON object"),
        (["evaluate", str(DEMO / "README.md"), "--aggregate", "--misses", "2"], "--aggregate"),
        (["nonsense"], "nonsense"),
    ],
)
def test_cli_user_errors_have_status_two_and_no_traceback(arguments: Sequence[str], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_cli_explain_tells_of_a_sentence_and_of_an_article() -> None:
    assert "NOR" in run("explain", PROMISE).output
    article = run("explain", DEMO / "03-sanctions.txt")
    assert article.exit_code == 0
    assert "Advertisement" not in article.output


def test_cli_code_of_nothing_is_an_error() -> None:
    assert run("code", stdin="  \n").exit_code == 2


def test_cli_broken_lexicon_shows_every_finding_without_traceback(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "19_fight.yml").write_text("- id: [\n", encoding="utf-8")
    done = run_apart("code", "--lexicon", str(tmp_path), PROMISE)
    assert done.returncode == 2
    assert "19_fight.yml" in done.stderr
    assert "Traceback" not in done.stderr


def test_cli_very_broken_lexicon_shows_the_first_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    issues = tuple(Issue("bad-value", Severity.ERROR, "sets/a.yml", line, 1, "wrong") for line in range(1, 31))

    def fail(lexicon: object) -> Coder:
        raise LexiconError(issues)

    monkeypatch.setattr("polybius.code_command.load_coder", fail)
    result = run("code", PROMISE)
    assert result.exit_code == 2
    assert result.stderr.count("bad-value") == 10
    assert "and 20 more; `polybius check` shows them all" in result.stderr


@pytest.fixture(scope="module")
def demo_set(coder: Coder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("demo") / "set"
    polybius.datasets.build_dataset([DEMO], out, coder=coder)
    return out


def test_cli_build_makes_a_dataset_and_says_what_is_in_it(tmp_path: Path, demo_set: Path) -> None:
    result = run("build", DEMO, "--out", tmp_path / "set")
    assert result.exit_code == 0
    assert "events" in result.stdout
    assert "CODEBOOK.md" in result.stdout
    events = polybius.datasets.load(tmp_path / "set").events.collect()
    assert events.height >= 20
    assert events.equals(polybius.datasets.load(demo_set).events.collect())


def test_cli_build_demo_rows_are_whole(demo_set: Path) -> None:
    dataset = polybius.datasets.load(demo_set)
    mentions, events = dataset.mentions.collect(), dataset.events.collect()
    assert set(dataset.articles.collect()["status"]) == {"coded"}
    assert set(mentions["event_id"].drop_nulls()) == set(events["event_id"])
    for path in DEMO.glob("*.txt"):
        article = polybius.datasets.read_article(path)
        for row in mentions.filter(mentions["article_id"] == article.article_id).iter_rows(named=True):
            for span in ("source", "target", "trigger"):
                if row[f"{span}_start"] is not None:
                    assert article.text[row[f"{span}_start"] : row[f"{span}_end"]] == row[f"{span}_text"]


def test_cli_build_same_bytes_with_two_workers(tmp_path: Path, demo_set: Path) -> None:
    result = run("build", DEMO, "--out", tmp_path / "set", "--workers", "2")
    assert result.exit_code == 0
    sums = (tmp_path / "set" / "SHA256SUMS").read_bytes()
    assert sums == (demo_set / "SHA256SUMS").read_bytes()


def test_cli_build_records_bad_articles_and_strict_tells(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_bytes((DEMO / "01-water-talks.txt").read_bytes())
    (tmp_path / "in" / "undated.txt").write_text("Nobody wrote down when this was.\n", encoding="utf-8")
    result = run("build", tmp_path / "in", "--out", tmp_path / "a")
    assert result.exit_code == 0
    assert "undated.txt: found no publication date" in result.stderr
    assert run("build", tmp_path / "in", "--out", tmp_path / "b", "--strict").exit_code == 1
    assert (tmp_path / "b" / "manifest.json").exists()


def test_cli_build_of_nothing_readable_has_status_two(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01")
    result = run("build", tmp_path, "--out", tmp_path / "set")
    assert result.exit_code == 2
    assert "bad.txt" in result.stderr
    assert not (tmp_path / "set").exists()


def test_cli_build_asks_before_it_replaces(tmp_path: Path) -> None:
    arguments = ("build", DEMO / "01-water-talks.txt", "--out", tmp_path / "set")
    assert run(*arguments).exit_code == 0
    refused = run(*arguments)
    assert (refused.exit_code, "--force" in refused.stderr) == (2, True)
    assert run(*arguments, "--force").exit_code == 0


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    first = {"text": "Chile praised Peru.", "source_spans": [[0, 5]], "target_spans": [[14, 18]], "label": "SUPPORT"}
    second = {"text": "Chile saw Peru.", "source_spans": [[0, 5]], "target_spans": [[10, 14]], "label": "AID"}
    rows = [{"id": "row-1"} | first, {"id": "row-2"} | second]
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_cli_evaluate_prints_figures_and_no_sentences(gold: Path) -> None:
    result = run("evaluate", gold, "--aggregate")
    assert result.exit_code == 0
    assert "guided    accuracy 0.500" in result.output
    assert "Chile" not in result.output
    assert "row-" not in result.output


def test_cli_evaluate_misses_shows_text_expectation_and_rule(gold: Path) -> None:
    result = run("evaluate", gold, "--misses", "5")
    assert "row-2: expected AID, got nothing" in result.output
    assert "Chile saw Peru." in result.output
    assert "row-1" not in result.output


def test_cli_evaluate_json(gold: Path) -> None:
    figures = json.loads(run("evaluate", gold, "--json").output)
    assert figures["guided"]["accuracy"] == 0.5
    assert figures["guided"]["labels"]["SUPPORT"]["f1"] == 1.0
