from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_lexicon import write_lexicon

from polybius.cli import main
from polybius.datasets.bounds import meets, read_amount

ROOT = Path(__file__).resolve().parents[1]
BOUNDS = """\
# what must hold
- id: quiet
  corpus: [texts/*.txt]
  sha256: "{digest}"
  coded: {{max: {coded}}}   # one text
  roots:
    "07": {{min: 1, max: 4}}
- id: triples
  gold: gold.jsonl
  metrics:
    triple.f1: {{min: {f1}}}
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    write_lexicon(tmp_path / "lexicon")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(
        "Chad slept.\nNorway supplied Chad with tents.\nNorway sang.\nChad sang.\n", encoding="utf-8"
    )
    gold = [
        {"text": "Norway supplied Chad with tents.", "events": ["NOR 073 TCD"]},
        {"text": "Norway tickled Chad.", "events": ["NOR 051 TCD"]},
    ]
    (tmp_path / "gold.jsonl").write_text("\n".join(map(json.dumps, gold)), encoding="utf-8")
    return tmp_path


def run(desk: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        main, ["bounds", str(desk / "bounds.yml"), *arguments, "--lexicon", str(desk / "lexicon")]
    )


def write(desk: Path, coded: str = "25%", f1: str = "0.6666", digest: str | None = None) -> Path:
    """Bounds that hold just so, but for what is given."""
    path = desk / "bounds.yml"
    path.write_text(BOUNDS.format(coded=coded, f1=f1, digest=digest or ""), encoding="utf-8")
    if digest is None:
        run(desk, "--accept")
    return path


def test_bounds_that_hold(desk: Path) -> None:
    write(desk)
    done = run(desk)
    assert (done.exit_code, done.stderr) == (0, "3 bounds, 0 breaches\n")
    assert done.stdout.splitlines() == [
        "ok      quiet coded: 25% (max 25%)",
        "ok      quiet roots 07: 1 (min 1, max 1)",
        "ok      triples metrics triple.f1: 0.666667 (min 0.6666)",
    ]


@pytest.mark.parametrize(
    ("change", "breach"),
    [
        ({"coded": "0"}, "BREACH  quiet coded: 1, expected at most 0"),
        ({"coded": "20%"}, "BREACH  quiet coded: 25%, expected at most 20%"),
        ({"f1": "0.9"}, "BREACH  triples metrics triple.f1: 0.666667, expected at least 0.9"),
        ({"digest": "0" * 64}, "BREACH  quiet sha256: the files changed since the bounds were set"),
    ],
)
def test_bounds_that_are_broken(change: dict[str, str], breach: str, desk: Path) -> None:
    write(desk, **change)
    done = run(desk)
    assert done.exit_code == 1
    assert breach in done.stdout


def test_bounds_only_get_tighter_unless_told(desk: Path) -> None:
    path = write(desk, coded="1", f1="0.9", digest="x")
    done = run(desk, "--accept")
    assert done.exit_code == 1
    assert "--accept-lower makes them looser" in done.stderr
    text = path.read_text(encoding="utf-8")
    assert "coded: {max: 1}   # one text" in text
    assert '"07": {min: 1, max: 1}' in text
    assert "triple.f1: {min: 0.9}" in text
    assert run(desk, "--accept-lower").exit_code == 0
    text = path.read_text(encoding="utf-8")
    assert "triple.f1: {min: 0.6666}" in text
    assert text.startswith("# what must hold\n")


def test_bounds_as_json(desk: Path) -> None:
    write(desk, coded="0")
    found = json.loads(run(desk, "--json").stdout)
    assert found["complaints"] == []
    assert found["bounds"][0] == {
        "bound": "quiet coded", "value": 1, "total": 4, "min": None, "max": "0", "holds": False
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("- {id: a, corpus: [texts/*.txt], coded: {}}", "coded: Value error, expected min, max or both"),
        ("- {id: a, coded: {max: 1}}", "expected either corpus or gold"),
        ("- {id: a, corpus: [texts/*.txt], roots: {'99': {max: 1}}}", "unknown code '99'"),
        ("- {id: a, corpus: [texts/*.txt], coded: {max: many}}", "coded.max"),
        ("- {id: a, corpus: [texts/*.txt], coded: {max: 300%}}", "a share like 3%"),
        ("- {id: a, corpus: [nothing/*.txt], coded: {max: 1}}", "the glob matches no file"),
        ("- {id: a, gold: gold.jsonl, metrics: {f1: {min: 1}}}", "unknown metric 'f1'; this file has actor.f1"),
        ("- {id: a, corpus: [texts/*.txt], size: 1}", "size: Extra inputs"),
        ("a: b", "expected a YAML list of bounds"),
        ("- [", "cannot be read"),
    ],
)
def test_bounds_say_what_is_wrong(text: str, complaint: str, desk: Path) -> None:
    (desk / "bounds.yml").write_text(text, encoding="utf-8")
    done = run(desk)
    assert done.exit_code == 2
    assert complaint in done.stderr


@pytest.mark.parametrize(
    ("event", "wanted", "fits"),
    [
        ("NOR 190 TCD", "NOR 190|193 TCD", True),
        ("NOR 193 TCD", "NOR 19* *", True),
        ("NOR 180 TCD", "NOR 19* TCD", False),
        ("_ 190 TCD", "NOR 190 TCD", False),
    ],
)
def test_bounds_take_alternatives_and_wildcards(event: str, wanted: str, fits: bool) -> None:
    assert meets(event, wanted) is fits


@pytest.mark.parametrize("text", ["12", "3%", "0.86", "0%"])
def test_bounds_amounts_are_written_as_read(text: str) -> None:
    assert str(read_amount(text)) == text


def test_bounds_of_the_project_hold() -> None:
    done = CliRunner().invoke(main, ["bounds", str(ROOT / "tests" / "bounds.yml")])
    assert done.exit_code == 0, done.output
