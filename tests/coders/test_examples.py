"""One test per rule and operator row of the shipped lexicon, over all its examples. `polybius test` runs them one by one."""

from __future__ import annotations

from collections import Counter

import pytest

from polybius.coders import Coder
from polybius.coders.examples import ExampleCase, list_examples, run_example
from polybius.coders.sources import read_sources
from polybius.examples_command import show_failure

CASES = tuple(list_examples(read_sources()))
OWNERS: dict[str, list[ExampleCase]] = {}
for _case in CASES:
    OWNERS.setdefault(_case.owner, []).append(_case)


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.load()


@pytest.mark.parametrize("owner", OWNERS)
def test_examples_give_what_they_state(owner: str, coder: Coder) -> None:
    outcomes = [run_example(coder, case) for case in OWNERS[owner]]
    failures = ["\n".join(show_failure(outcome, coder)) for outcome in outcomes if not outcome.passed]
    assert not failures, "\n\n".join(failures)


def test_examples_have_ids_of_their_own() -> None:
    assert [case_id for case_id, number in Counter(case.id for case in CASES).items() if number > 1] == []
