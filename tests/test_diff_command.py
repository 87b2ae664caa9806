from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_lexicon import write_lexicon

from polybius.cli import main
from polybius.datasets.comparison import CodedEvent, CodedText, compare_codings
from polybius.datasets.comparison_report import show_markdown

HELP = "- {id: aid-help, act: '070', patterns: [SRC help TGT]}\n"
TEXTS = "Norway supplied Chad with tents.\nNorway helped Chad.\nChad slept.\n"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["diff", *map(str, arguments)])


def event(code: str = "070", target: str = "TCD", rule: str = "aid-help", trigger: str = "helped") -> CodedEvent:
    return CodedEvent("NOR", code, target, rule, trigger)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """Two lexicons: the second has one code changed, and a rule more."""
    write_lexicon(tmp_path / "a")
    after = write_lexicon(tmp_path / "b", more=HELP)
    path = after / "rules" / "07.yml"
    path.write_text(path.read_text(encoding="utf-8").replace('act: "073"', 'act: "072"'), encoding="utf-8")
    (tmp_path / "texts.txt").write_text(TEXTS, encoding="utf-8")
    return tmp_path


def test_diff_shows_what_changed_between_folders(desk: Path) -> None:
    done = run(desk / "a", desk / "b", desk / "texts.txt")
    assert done.exit_code == 0
    assert "3 texts: 1 events before, 2 after." in done.stdout
    assert "**0 lost, 1 recoded, 1 added** in 2 texts (200.0% of the events before)." in done.stdout
    assert "| 073 Humanitarian aid | 1 | 0 | -1 |" in done.stdout
    assert (
        "- recoded ~~NOR 073 TCD~~ → **NOR 072 TCD** on “supplied” by aid-tents: Norway supplied Chad with tents. (texts.txt:1)"
    ) in done.stdout
    assert "- added **NOR 070 TCD** on “helped” by aid-help: Norway helped Chad. (texts.txt:2)" in done.stdout


def test_diff_gives_json_and_a_status_for_thresholds(desk: Path) -> None:
    done = run(desk / "a", desk / "b", desk / "texts.txt", "--format", "json", "--max-change", "2%")
    assert done.exit_code == 1
    assert "200.00% of events changed, more than --max-change 2.00% allows" in done.stderr
    found = json.loads(done.stdout)
    assert (found["added"], found["lost"], found["recoded"], found["share"]) == (1, 0, 1, 2.0)
    assert found["counts"]["rule"] == [{"name": "aid-help", "before": 0, "after": 1}]
    assert found["changes"][0]["after"]["code"] == "070"


def test_diff_of_the_same_lexicon_is_empty(desk: Path) -> None:
    done = run(desk / "a", desk / "a", desk / "texts.txt", "--max-change", "0")
    assert (done.exit_code, "No event changed." in done.stdout) == (0, True)


def test_diff_compares_datasets(desk: Path) -> None:
    article = desk / "article.txt"
    article.write_text("Tents for Chad\n\n4 March 2021\n\n" + TEXTS.replace("\n", "\n\n"), encoding="utf-8")
    for name in "ab":
        out, lexicon = str(desk / f"data-{name}"), str(desk / name)
        built = CliRunner().invoke(main, ["build", str(article), "--out", out, "--lexicon", lexicon, "--include-text"])
        assert built.exit_code == 0, built.output
    done = run(desk / "data-a", desk / "data-b")
    assert "**0 lost, 1 recoded, 1 added** in 2 texts" in done.stdout
    assert "by aid-help: Norway helped Chad." in done.stdout
    assert "leave the corpus out" in run(desk / "data-a", desk / "data-b", article).stderr


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("a", "b"), "name the texts to code"),
        (("nowhere", "b", "texts.txt"), "nowhere: no such revision"),
        (("a", "b", "texts.txt", "--max-change", "many"), "expected a share such as 2% or 0.02"),
    ],
)
def test_diff_says_what_it_cannot_do(
    arguments: tuple[str, ...], complaint: str, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk)
    done = run(*arguments)
    assert done.exit_code == 2
    assert complaint in done.stderr


def test_diff_says_which_lexicon_is_broken(desk: Path) -> None:
    write_lexicon(desk / "b", more="- {id: broken, act: '070', patterns: [SRC]}\n")
    done = run(desk / "a", desk / "b", desk / "texts.txt")
    assert done.exit_code == 2
    assert f"{desk / 'b'} cannot code the corpus: rules/07.yml:" in done.stderr


def test_comparison_pairs_what_was_recoded() -> None:
    before = [CodedText("1", "x", (event(), event("190", "SDN", trigger="hit"))), CodedText("2", "y", (event(),))]
    after = [CodedText("1", "x", (event("073"), event("190", "SSD", trigger="hit"))), CodedText("3", "z", (event(),))]
    found = compare_codings(before, after)
    kinds = {(change.id, change.kind) for change in found.changes}
    assert kinds == {("1", "recoded"), ("2", "lost"), ("3", "added")}
    assert (found.n_texts, found.n_changed_texts, len(found.changes)) == (3, 3, 4)
    assert found.counts["country"] == (("SDN", 1, 0), ("SSD", 0, 1))


def test_comparison_puts_the_most_affected_rules_first() -> None:
    before = [CodedText("1", "x", (event(rule="once"),)), CodedText("2", "y", (event(), event("073")))]
    rules = [change.rules[0] for change in compare_codings(before, []).changes]
    assert rules == ["aid-help", "aid-help", "once"]


def test_comparison_ignores_what_only_changed_its_rule() -> None:
    found = compare_codings([CodedText("1", "x", (event(),))], [CodedText("1", "x", (event(rule="other"),))])
    assert found.changes == ()
    assert found.counts["rule"] == (("aid-help", 1, 0), ("other", 0, 1))


def test_comparison_report_stops_at_the_limit() -> None:
    texts = [CodedText(str(number), None, (event(),)) for number in range(5)]
    shown = list(show_markdown(compare_codings(texts, []), "a", "b", limit=2))
    assert sum(line.startswith("- lost") for line in shown) == 2
    assert shown[-1].startswith("And 3 more changes")


@pytest.mark.slow
def test_diff_runs_a_revision_with_its_own_code(tmp_path: Path) -> None:
    (tmp_path / "texts.txt").write_text("Norway sent food to Chad.\n", encoding="utf-8")
    done = run("HEAD", "shipped", tmp_path / "texts.txt")
    assert done.exit_code == 0, done.stderr
    assert "1 texts: 1 events before, 1 after." in done.stdout
