"""Issues: topics by the keywords of a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from polybius.datasets.issues import find_issues, read_issues, split_words


@pytest.mark.parametrize(
    ("sentence", "issues"),
    [
        ("Ministers met to revive the nuclear talks after oil sanctions.", "energy nuclear sanctions"),
        ("Voters queued at polling stations before the run-off.", "elections"),
        ("The cease-fire let aid workers reach the refugee camps.", "asylum humanitarian_aid peace_process"),
        ("Police broke up a march for women’s rights.", "human_rights women"),
        ("BRIBERY charges were dropped.", "corruption"),
        ("The two countries share a river.", ""),
        ("He electioneered.", ""),
    ],
)
def test_issues_of_a_sentence(sentence: str, issues: str) -> None:
    assert " ".join(find_issues(sentence)) == issues


def test_issues_have_ids_once_and_words_once() -> None:
    ids = [issue.id for issue in read_issues()]
    assert len(ids) == len(set(ids)) >= 30
    for issue in read_issues():
        keys = [tuple(split_words(word)) for word in issue.words]
        assert len(keys) == len(set(keys)), issue.id
        assert all(keys), issue.id
        assert re.fullmatch(r"[a-z_]+", issue.id)


@pytest.mark.parametrize("issue", read_issues(), ids=lambda issue: issue.id)
def test_issues_are_found_by_each_of_their_words(issue) -> None:
    for word in issue.words:
        assert issue.id in find_issues(f"They spoke of {word} again."), word


def test_issues_are_listed_in_the_documentation() -> None:
    page = (Path(__file__).parents[2] / "docs" / "datasets.md").read_text(encoding="utf-8")
    assert [issue.id for issue in read_issues() if f"`{issue.id}`" not in page] == []
