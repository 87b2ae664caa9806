"""Clauses: who stands in what relation to which verb, over constructions, and what must hold of any groups."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polybius.coders.clauses import Clause, build_clauses
from polybius.coders.form_table import FormTable
from polybius.coders.grammar import read_grammar
from polybius.coders.groups import Group, find_groups
from polybius.coders.names import Trie
from polybius.coders.tags import tag_forms
from polybius.coders.tokens import split_tokens
from polybius.coders.words import WordTable

WORDS = WordTable.load()
FORMS = FormTable(WORDS, Trie())
GRAMMAR = read_grammar()
KINDS = 'NNNPPVVKEGIARTCSHW,,;."()q'


def parse(text: str) -> tuple[list[Clause], list[str]]:
    surfaces = split_tokens(text, 0, len(text))[0]
    tagged = tag_forms(FORMS.list_forms(surfaces), WORDS)
    groups, kinds = find_groups(tagged.tags, tagged.tags, tagged.lemmas, GRAMMAR.time_nouns, {})
    return build_clauses(groups, kinds, GRAMMAR), surfaces


def words_of(group: Group | None, surfaces: list[str]) -> str:
    """A group's words; all members of a coordination, and an apposition behind an equals sign."""
    if group is None:
        return "-"
    members = group.conjuncts or [group]
    text = " + ".join(" ".join(surfaces[member.start : member.end]) for member in members)
    return text if group.apposition is None else f"{text} = {words_of(group.apposition, surfaces)}"


def subject_of(clause: Clause) -> Group | None:
    seen = set()
    while clause.subject is None and clause.controller is not None and id(clause) not in seen:
        seen.add(id(clause))
        clause = clause.controller
    return clause.subject


def show(text: str) -> list[str]:
    """ "not lemma relation: subject > objects", a clause a line."""
    clauses, surfaces = parse(text)
    lines = []
    for clause in clauses:
        objects = ", ".join(words_of(group, surfaces) for group in clause.objects) or "-"
        negative = "not " if clause.verb.negative else ""
        subject = words_of(subject_of(clause), surfaces)
        lines.append(f"{negative}{clause.lemma} {clause.relation}: {subject} > {objects}")
    return lines


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("The army attacked the town.", ["attack root: The army > the town"]),
        ("The town was attacked by rebels.", ["attack root: The town > -"]),
        ("Did Ghana attack Togo?", ["attack root: Ghana > Togo"]),
        ("Has Ghana attacked Togo?", ["attack root: Ghana > Togo"]),
        ("Rebels killed in raid on town", ["kill root: Rebels > -"]),
        ("Ghana currently holds talks with Togo.", ["hold root: Ghana > talks"]),
        ("Neither Ghana nor Togo attacked Benin.", ["not attack root: Neither Ghana + Togo > Benin"]),
        ("No soldiers attacked the town.", ["not attack root: No soldiers > the town"]),
        ("Both Ghana and Togo attacked Benin.", ["attack root: Both Ghana + Togo > Benin"]),
        ("Ghana as well as Togo attacked Benin.", ["attack root: Ghana + Togo > Benin"]),
        ("The diplomat got arrested by police.", ["arrest root: The diplomat > -"]),
    ],
)
def test_build_clauses_one_verb(text: str, clauses: list[str]) -> None:
    assert show(text) == clauses


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        (
            "The army attacked the village, burned houses and killed 20 people.",
            ["attack root: The army > the village", "burn root: The army > houses", "kill root: The army > 20 people"],
        ),
        (
            "Police arrested and questioned the student.",
            ["arrest root: Police > the student", "question root: Police > the student"],
        ),
        (
            "Togo condemned the raid and, in a statement, praised Ghana.",
            ["condemn root: Togo > the raid", "praise root: Togo > Ghana"],
        ),
        (
            "The envoy came and visited the town.",
            ["come root: The envoy > -", "visit root: The envoy > the town"],
        ),
    ],
)
def test_build_clauses_coordination(text: str, clauses: list[str]) -> None:
    assert show(text) == clauses


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        (
            "The plan that Togo rejected was drafted by Ghana.",
            ["reject relative: Togo > The plan", "draft root: The plan > -"],
        ),
        (
            "The plan Togo rejected was drafted by Ghana.",
            ["reject relative: Togo > The plan", "draft root: The plan > -"],
        ),
        (
            "Ghana rejected the plan that Togo drafted.",
            ["reject root: Ghana > the plan", "draft relative: Togo > the plan"],
        ),
        ("Ghana made the claim that Togo attacked.", ["make root: Ghana > the claim", "attack that: Togo > -"]),
        (
            "It was Ghana who attacked Togo.",
            ["be root: It > Ghana", "attack relative: Ghana > Togo"],
        ),
        (
            "Ghana and Togo, which signed the pact, will meet again.",
            ["sign relative: Ghana + Togo > the pact", "meet root: Ghana + Togo > -"],
        ),
        (
            "The minister said the man who shot the guard was a soldier.",
            ["say root: The minister > -", "shoot relative: the man > the guard", "be that: the man > a soldier"],
        ),
        (
            "Three suspects being held in the capital were released.",
            ["hold reduced: Three suspects > -", "release root: Three suspects > -"],
        ),
    ],
)
def test_build_clauses_relatives(text: str, clauses: list[str]) -> None:
    assert show(text) == clauses


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        (
            "Egypt helped Libya train its police.",
            ["help root: Egypt > Libya", "train infinitive: Libya > its police"],
        ),
        ("Egypt asked Chad not to arm rebels.", ["ask root: Egypt > Chad", "not arm infinitive: - > rebels"]),
        ("Lifting the ban is a mistake.", ["lift gerund: - > the ban", "be root: - > a mistake"]),
        (
            "With troops advancing on the capital, the president fled.",
            ["advance participle: troops > -", "flee root: the president > -"],
        ),
        (
            "Ghana called for Togo to release the sailors.",
            ["call root: Ghana > -", "release infinitive: Togo > the sailors"],
        ),
        (
            "Germany demanded that France hold talks with Spain.",
            ["demand root: Germany > -", "hold that: France > talks"],
        ),
        (
            "Having left the city, the rebels attacked Togo.",
            ["leave participle: the rebels > the city", "attack root: the rebels > Togo"],
        ),
    ],
)
def test_build_clauses_complements(text: str, clauses: list[str]) -> None:
    assert show(text) == clauses


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ('"We will not leave," the minister said.', ["not leave say: We > -", "say root: the minister > -"]),
        ("Ghana, said the minister, has attacked Togo.", ["say root: the minister > -", "attack say: Ghana > Togo"]),
        (
            "The minister said that, during a meeting with Togo, Ghana offered aid.",
            ["say root: The minister > -", "offer that: Ghana > aid"],
        ),
        (
            "The minister, speaking to reporters, said Ghana must withdraw.",
            ["speak participle: The minister > -", "say root: The minister > -", "withdraw that: Ghana > -"],
        ),
    ],
)
def test_build_clauses_reports(text: str, clauses: list[str]) -> None:
    assert show(text) == clauses


@pytest.mark.parametrize(
    ("text", "on_noun"),
    [
        ("The ban on trade with Togo was lifted by Ghana.", ["on", "with"]),
        ("Ghana gave money to Togo.", []),
        ("Ghana held talks with Togo.", ["with"]),
        ("Rebels launched an attack on the town.", ["on"]),
        ("Ghana removed troops from the town.", []),
        ("The envoy flew from the port to the capital.", []),
        ("Ghana accused Togo of an attack against the fleet.", ["against"]),
        ("Soldiers loyal to the president seized the station.", ["to"]),
        ("The minister, from the north, signed the pact.", ["from"]),
    ],
)
def test_on_noun_attachment(text: str, on_noun: list[str]) -> None:
    clause = parse(text)[0][0]
    assert [prep for prep, group in clause.preps if clause.on_noun(prep, group, GRAMMAR)] == on_noun


def test_build_clauses_times_are_no_phrases() -> None:
    clause = parse("On Tuesday, Ghana attacked Togo in May.")[0][0]
    assert [(prep, group.lemma) for prep, group in clause.times] == [("on", "tuesday"), ("in", "may")]
    assert clause.preps == []


def test_build_clauses_gerunds_share_their_preposition() -> None:
    clauses = parse("Ghana accused Togo of attacking its embassy and of arming rebels.")[0]
    assert [inner.lemma for inner in clauses[0].complements] == ["attack", "arm"]


def test_build_clauses_stop_ends_what_is_open() -> None:
    assert show('Ghana attacked Togo. "Benin left."') == ["attack root: Ghana > Togo", "leave root: Benin > -"]


def make_groups(kinds: str) -> list[Group]:
    groups = []
    for index, kind in enumerate(kinds):
        group = Group(kind, index, index + 1, index, "say" if index % 3 else "that")
        group.tag = {"V": "y", "K": "k", "E": "e", "G": "g", "I": "v", "N": "p"}.get(kind, "")
        groups.append(group)
    return groups


@given(st.text(alphabet=KINDS, max_size=80))
def test_build_clauses_any_kinds(kinds: str) -> None:
    groups = make_groups(kinds)
    clauses = build_clauses(groups, kinds, GRAMMAR)
    assert len(clauses) <= len(groups)
    known = {id(group) for group in groups}
    for clause in clauses:
        assert id(clause.verb) in known
        assert all(id(group) in known for group in clause.objects)
        assert all(id(group) in known for _, group in clause.preps)
        assert clause.parent is not clause


@given(st.text(max_size=120))
def test_build_clauses_any_text(text: str) -> None:
    parse(text)


@pytest.mark.parametrize(
    "unit", ["N", "NC", "N,", "KIN", "KPGN", "NIPN", "NH", "NW", "NV", "V", "G", "E", "NP", "(", '"V', "NPNS", "KINN"]
)
def test_build_clauses_time_is_bounded(unit: str) -> None:
    kinds = unit * (400 // len(unit))
    begin = time.process_time()
    build_clauses(make_groups(kinds), kinds, GRAMMAR)
    assert time.process_time() - begin < 1.0
