from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_lexicon import write_lexicon

from polybius.cli import main

TEXTS = """\
Norway supplied Chad with tents.
Norway supplied Chad with small tents in May.
Norway tickled Chad.
Norway tickled Chad again.
Norway did not supply Chad with tents.
Norway supplied Ruritania with tents.
"""
MORE = """\
- {id: idle, act: "073", patterns: ["SRC feed TGT with {food}"]}
- {id: hosting, act: "070", patterns: ["SRC lend TGT {thing}"]}
"""
SETS = "- {id: food, words: [soup, bread]}\n- {id: thing, words: ['{loan}', ship]}\n- {id: loan, words: [loan]}\n"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    root = write_lexicon(tmp_path / "lexicon", more=MORE)
    (root / "sets").mkdir()
    (root / "sets" / "a.yml").write_text(SETS, encoding="utf-8")
    (tmp_path / "texts.txt").write_text(TEXTS + "Norway lent Chad a loan.\n", encoding="utf-8")
    return tmp_path


def run(desk: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["coverage", *arguments, "--lexicon", str(desk / "lexicon")])


def test_coverage_counts_what_is_used_and_what_never(desk: Path) -> None:
    found = json.loads(run(desk, str(desk / "texts.txt"), "--json").stdout)
    assert (found["texts"], found["coded_sentences"]) == (7, 4)
    assert found["rules"] == {"aid-tents": 3, "hosting": 1}
    assert found["unused_rules"] == ["idle"]
    assert found["sets"] == {"loan": 1, "thing": 1}
    assert found["unused_sets"] == ["food"]
    assert found["entries"] == {"nor": 4, "tcd": 3}
    assert found["rejections"] == {"negated": 1}
    assert found["unresolved"] == {"Ruritania": 1}
    assert found["templates"][0] == {"rule": "aid-tents", "template": "SRC supply TGT with tent", "events": 3}


def test_coverage_lists_gaps_by_verb(desk: Path) -> None:
    shown = run(desk, str(desk / "texts.txt")).stdout
    assert "       2 tickle: Norway tickled Chad. [texts.txt:3; NOR, TCD]" in shown
    assert "rules     2 of 3 were used" in shown
    assert "       1 Ruritania" in shown


def test_coverage_is_the_same_on_many_workers(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("polybius.coders.trials.pools._FEW", 1)
    one, two = (run(desk, str(desk / "texts.txt"), "--json", "--workers", number).stdout for number in "12")
    assert one == two


def test_coverage_reads_a_dataset(desk: Path) -> None:
    article = desk / "article.txt"
    article.write_text("Tents for Chad\n\n4 March 2021\n\nNorway supplied Chad with tents.\n", encoding="utf-8")
    built = CliRunner().invoke(
        main, ["build", str(article), "--out", str(desk / "data"), "--lexicon", str(desk / "lexicon")]
    )
    assert built.exit_code == 0, built.output
    found = json.loads(run(desk, str(desk / "data"), "--json").stdout)
    assert (found["texts"], found["coded_sentences"]) == (1, 1)
    assert (found["rules"], found["entries"], found["codes"]) == ({"aid-tents": 1}, {"nor": 1, "tcd": 1}, {"073": 1})
    assert "gaps" not in found
    assert "one dataset" in run(desk, str(desk / "data"), str(desk / "texts.txt")).stderr


def test_coverage_says_what_it_cannot_read(desk: Path) -> None:
    done = run(desk, str(desk / "lexicon" / "rules"))
    assert done.exit_code == 2
    assert "rules" in done.stderr
