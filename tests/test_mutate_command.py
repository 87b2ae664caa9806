from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_lexicon import write_lexicon

from polybius.cli import main
from polybius.coders import Coder
from polybius.coders.examples import list_examples
from polybius.coders.sources import read_sources
from polybius.coders.trials.example_runs import trace_examples
from polybius.coders.trials.mutants import CODE, REMOVED, TEMPLATE, list_mutants, run_mutants

SECOND = """\
- id: aid-food
  act: "073"
  patterns: [SRC feed TGT, SRC give TGT food]
  nouns: [food shipment]
  examples:
    codes:
      - {text: Norway fed Chad., events: [NOR 073 TCD]}
"""


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["mutate", *map(str, arguments)])


def test_mutate_kills_what_the_examples_need(tmp_path: Path) -> None:
    done = run("--lexicon", write_lexicon(tmp_path))
    assert (done.exit_code, done.stdout) == (0, "3 mutants, 3 killed, 0 survived\n")


def test_mutate_shows_what_no_example_needs(tmp_path: Path) -> None:
    done = run("--lexicon", write_lexicon(tmp_path, more=SECOND))
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "rules/07.yml:13: aid-food: without “SRC give TGT food”",
        "rules/07.yml:13: aid-food: without “food shipment”",
        "8 mutants, 6 killed, 2 survived (2 template)",
    ]


def test_mutate_gives_every_mutant_as_json(tmp_path: Path) -> None:
    done = run("--json", "-k", "aid-food", "--lexicon", write_lexicon(tmp_path, more=SECOND))
    found = {(row["kind"], row["detail"]): row["killed_by"] for row in map(json.loads, done.stdout.splitlines())}
    assert found == {
        (REMOVED, ""): "aid-food:codes:19",
        (CODE, "074"): "aid-food:codes:19",
        (TEMPLATE, "SRC feed TGT"): "aid-food:codes:19",
        (TEMPLATE, "SRC give TGT food"): None,
        (TEMPLATE, "food shipment"): None,
    }


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("-k", "nowhere"), "no rule has 'nowhere' in its id or file"),
        ((), "1 examples fail as it is, aid-tents:codes:6"),
    ],
)
def test_mutate_says_what_it_cannot_do(arguments: tuple[str, ...], complaint: str, tmp_path: Path) -> None:
    done = run(*arguments, "--lexicon", write_lexicon(tmp_path, code="072"))
    assert done.exit_code == 2
    assert complaint in done.stderr


def test_mutate_leaves_the_lexicon_as_it_was(tmp_path: Path) -> None:
    root = write_lexicon(tmp_path, more=SECOND)
    coder, sources = Coder.load(root), read_sources(root)
    before = {trigger: index.all for trigger, index in coder.lexicon.patterns.items()}, dict(coder.lexicon.nouns)
    traced = [(outcome.case, met) for outcome, met in trace_examples(coder, list(list_examples(sources)))]
    run_mutants(coder, list(list_mutants(sources)), traced)
    assert ({trigger: index.all for trigger, index in coder.lexicon.patterns.items()}, coder.lexicon.nouns) == before


def test_mutate_skips_retired_rules(tmp_path: Path) -> None:
    retired = "- {id: old, act: '070', patterns: [SRC feed TGT], retired: merged}\n"
    sources = read_sources(write_lexicon(tmp_path, more=retired))
    assert {mutant.rule for mutant in list_mutants(sources)} == {"aid-tents"}
