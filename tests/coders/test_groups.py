"""Groups: the runs of a tag string, their heads, and what must hold of any tags."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.coders.form_table import FormTable
from polybius.coders.grammar import read_grammar
from polybius.coders.groups import Group, cut_piece, cut_tags, find_groups, mark_runs
from polybius.coders.names import Trie
from polybius.coders.tags import tag_forms
from polybius.coders.tokens import split_tokens
from polybius.coders.words import WordTable

WORDS = WordTable.load()
FORMS = FormTable(WORDS, Trie())
GRAMMAR = read_grammar()
TAGS = "nspro$d'#jbticauhwmBHOvzyekg!Txq,;.\"()"


def group(text: str) -> tuple[list[Group], str, list[str]]:
    surfaces = split_tokens(text, 0, len(text))[0]
    tagged = tag_forms(FORMS.list_forms(surfaces), WORDS)
    groups, kinds = find_groups(tagged.tags, tagged.tags, tagged.lemmas, GRAMMAR.time_nouns, {})
    return groups, kinds, surfaces


def show(text: str) -> list[str]:
    groups, _, surfaces = group(text)
    return [" ".join(surfaces[item.start : item.end]) for item in groups if item.kind in "NTVKEGI"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The army attacked the town on Monday.", "NVNPT."),
        ("Rebels have been asked to leave.", "NVI."),
        ("Three suspects being held in the capital were freed.", "NGPNV."),
        ("Having left the city, the rebels attacked.", "GN,NV."),
        ("The state's army left.", "NV."),
        ("The leaders both agreed.", "NRV."),
        ("In the final hour Norway withdrew.", "PTNV."),
    ],
)
def test_find_groups_kinds(text: str, kinds: str) -> None:
    assert group(text)[1] == kinds


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Kenya signed a data sharing agreement.", ["Kenya", "signed", "a data sharing agreement"]),
        ("Gunmen killed two or three guards.", ["Gunmen", "killed", "two or three guards"]),
        ("They made quicker and fairer decisions.", ["They", "made", "quicker and fairer decisions"]),
        ("The army sent mine flail tanks.", ["The army", "sent", "mine flail tanks"]),
        ("The guards were armed with newly bought rifles.", ["The guards", "were armed", "newly bought rifles"]),
    ],
)
def test_find_groups_runs(text: str, runs: list[str]) -> None:
    assert show(text) == runs


def test_find_groups_number_takes_adverbs() -> None:
    groups, kinds = find_groups("bb#sy.", "bb#sy.", ["at", "least", "8", "man", "die", "."], GRAMMAR.time_nouns, {})
    assert kinds == "NV."
    assert (groups[0].start, groups[0].end, groups[0].lemma) == (0, 4, "man")


def test_find_groups_keeps_possessor() -> None:
    groups, _, _ = group("Kenya's army left.")
    assert groups[0].lemma == "army"
    assert groups[0].possessor is not None
    assert groups[0].possessor.lemma == "kenya"


def test_find_groups_reads_auxiliaries() -> None:
    verb = group("The ban could not have been lifted.")[0][1]
    assert (verb.lemma, verb.modal, verb.negative, verb.passive, verb.perfect) == ("lift", "could", True, True, True)


def test_find_groups_marks_negative_nouns() -> None:
    assert group("No soldiers were hurt.")[0][0].negative
    assert not group("The soldiers were hurt.")[0][0].negative


def test_find_groups_year_is_no_head_of_a_date() -> None:
    dates = [item for item in group("Troops left in March 2019.")[0] if item.kind == "T"]
    assert [item.lemma for item in dates] == ["march"]


def test_mark_runs_one_symbol_for_each_token() -> None:
    assert mark_runs("pnyp", [(0, 2)], "X", "Q") == "XQyp"
    assert mark_runs("pny", [], "X", "Q") == "pny"


@given(st.text(alphabet=TAGS + "XZ", max_size=60))
def test_find_groups_any_tags(tags: str) -> None:
    groups, kinds = find_groups(tags, tags, ["be"] * len(tags), GRAMMAR.time_nouns, {})
    assert len(groups) == len(kinds)
    last = 0
    for item, kind in zip(groups, kinds, strict=True):
        assert item.kind == kind
        assert last <= item.start < item.end <= len(tags)
        assert item.start <= item.head < item.end
        last = item.end


@pytest.mark.parametrize("unit", ["n", "b", "dj", "ip", "kc", "t", "#c", "j,", "mB", "b!", "kIi", "Gip"])
def test_find_groups_time_is_bounded(unit: str) -> None:
    tags = unit * (400 // len(unit))
    begin = time.process_time()
    find_groups(tags, tags, ["x"] * len(tags), GRAMMAR.time_nouns, {})
    assert time.process_time() - begin < 5  # one that backtracks takes hours


@given(st.text(alphabet=TAGS + "XQZW"))
def test_cut_tags_cuts_pieces_as_the_whole(tags: str) -> None:
    assert [run for piece in cut_tags(tags) for run in cut_piece(piece)] == list(cut_piece(tags))
