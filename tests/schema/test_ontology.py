from __future__ import annotations

import pytest

from polybius.schema.enums import PloverContext, PloverMode, PloverType, QuadClass
from polybius.schema.errors import CodeError
from polybius.schema.ontology import CODES, ROOTS, code_of

BY_PARENT = ("1214", "155", "176", "1834", "1951", "1952")


def test_ontology_has_every_code() -> None:
    assert len(ROOTS) == 20
    assert len(CODES) - len(ROOTS) == 298


def test_ontology_is_a_tree() -> None:
    for code in CODES.values():
        assert code.root in ROOTS
        assert code.code.startswith(code.root)
        if code.parent is not None:
            assert code.parent == code.code[:-1]
            assert code.parent in CODES
            assert CODES[code.parent].root == code.root


def test_ontology_names_are_told_apart() -> None:
    assert len({code.name for code in CODES.values()}) == len(CODES)


@pytest.mark.parametrize(
    ("root", "quad"),
    [("01", 1), ("05", 1), ("06", 2), ("09", 2), ("10", 3), ("14", 3), ("15", 4), ("20", 4)],
)
def test_ontology_quad_class_follows_the_root(root: str, quad: int) -> None:
    assert {code.quad_class for code in CODES.values() if code.root == root} == {QuadClass(quad)}


@pytest.mark.parametrize(("code", "value"), [("010", 0.0), ("057", 8.0), ("0232", 3.4), ("0874", 10.0), ("195", -10.0)])
def test_ontology_goldstein_values(code: str, value: float) -> None:
    assert CODES[code].goldstein == value


@pytest.mark.parametrize("code", BY_PARENT)
def test_ontology_newer_codes_take_their_parents_value(code: str) -> None:
    parent = CODES[code].parent
    assert parent is not None
    base = parent if len(parent) == 3 else f"{parent}0"
    assert CODES[code].goldstein == CODES[base].goldstein


def test_ontology_residual_codes() -> None:
    assert {code.code for code in CODES.values() if code.is_residual} == {f"{root}0" for root in ROOTS}


def test_ontology_plover_terms_are_all_used() -> None:
    assert {code.plover_type for code in CODES.values()} == {None, *PloverType}
    assert {code.plover_mode for code in CODES.values()} == {None, *PloverMode}
    assert {context for code in CODES.values() for context in code.plover_contexts} == set(PloverContext)


def test_ontology_plover_lacks_only_statements() -> None:
    assert {code.root for code in CODES.values() if code.plover_type is None} == {"01"}


@pytest.mark.parametrize("code", [code for code in CODES if code.startswith("02") and len(code) > 2])
def test_ontology_plover_of_appeals_is_that_of_demands(code: str) -> None:
    appeal, demand = CODES[code], CODES[f"10{code[2:]}"]
    assert appeal.plover_type is PloverType.REQUEST
    assert (appeal.plover_mode, appeal.plover_contexts) == (demand.plover_mode, demand.plover_contexts)


@pytest.mark.parametrize(("code", "hint"), [("19O", "'190'"), ("311", "'0311'"), ("0219", "did you mean"), ("", "see")])
def test_code_of_says_what_may_be_meant(code: str, hint: str) -> None:
    with pytest.raises(CodeError, match=hint):
        code_of(code)


def test_code_of_known_code() -> None:
    assert code_of("0232").code == "0232"
