"""One test per example of the shipped rules and composition cells. `polybius test` shows failures at more length."""

from __future__ import annotations

from collections import Counter

import pytest

from polybius.coders import Coder
from polybius.coders.examples import ExampleCase, list_examples, run_example
from polybius.coders.sources import read_sources
from polybius.examples_command import show_failure

CASES = tuple(list_examples(read_sources()))


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.load()


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_examples_give_what_they_state(case: ExampleCase, coder: Coder) -> None:
    outcome = run_example(coder, case)
    assert outcome.passed, "\n".join(show_failure(outcome, coder))


def test_examples_have_ids_of_their_own() -> None:
    assert [case_id for case_id, number in Counter(case.id for case in CASES).items() if number > 1] == []
