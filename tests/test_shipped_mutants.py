"""The mutants of the shipped acts and operators: no damage to them that the examples let pass, but for those that are listed.

`tests/surviving_mutants.txt` has the damages that no example notices yet, one per line as rule, kind and detail. One that is
killed must be taken off, and none should be added: write an example that only the template codes, or drop the template.
`python tests/test_shipped_mutants.py` takes off what is killed.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from polybius.coders import Coder
from polybius.coders.examples import list_examples
from polybius.coders.sources import read_sources
from polybius.coders.trials.example_runs import trace_examples
from polybius.coders.trials.mutants import list_mutants, run_mutants
from polybius.coders.trials.pools import default_workers

LIST = Path(__file__).with_name("surviving_mutants.txt")


def find_survivors() -> set[str]:
    """The surviving mutants of acts and operators, a line each."""
    sources, workers = read_sources(), default_workers()
    coder = Coder.load()
    traced = trace_examples(coder, list(list_examples(sources)), workers)
    mutants = list(list_mutants(sources, {rule.id for rule in sources.rules if rule.kind in ("act", "operator")}))
    passed = [(outcome.case, met) for outcome, met in traced if outcome.passed]
    outcomes = run_mutants(coder, mutants, passed, workers)
    return {
        f"{found.mutant.rule}\t{found.mutant.kind}\t{found.mutant.detail}" for found in outcomes if not found.killed_by
    }


def read_list() -> list[str]:
    return LIST.read_text(encoding="utf-8").splitlines()


@pytest.mark.slow
def test_no_mutant_survives_but_those_listed() -> None:
    survivors = find_survivors()
    assert sorted(survivors - set(read_list())) == [], "no example notices these damages"
    assert sorted(set(read_list()) - survivors) == [], "these are killed, or gone: take them off the list"


def test_the_list_is_sorted() -> None:
    assert read_list() == sorted(set(read_list()))


if __name__ == "__main__":
    left = find_survivors() & set(read_list()) if "--all" not in sys.argv else find_survivors()
    LIST.write_text("".join(f"{line}\n" for line in sorted(left)), encoding="utf-8")
