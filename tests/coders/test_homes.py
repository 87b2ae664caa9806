"""Homes: which sides that are named by a role alone take a country, and which do not."""

from __future__ import annotations

import pytest

from polybius.coders import Coder


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder.load()


def code(coder: Coder, text: str) -> set[str]:
    return {
        f"{'_' if m.source is None else m.source.code} {m.code} {'_' if m.target is None else m.target.code}"
        for m in coder.code_sentence(text)
    }


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Police arrested twelve students in Lagos.", "NGACOP 173 NGAEDU"),
        ("The Chilean government fined the unions.", "CHLGOV 116 CHLLAB"),
        ("German soldiers fought rebels in Mali.", "DEUMIL 190 MLIREB"),
        ("The Turkish army attacked rebels in Syria.", "TURMIL 190 SYRREB"),
        ("Kenya appealed to Chad's government and rebels for a ceasefire.", "KEN 0256 TCDREB"),
        ("NAIROBI, May 3 - Police arrested twelve students on Monday.", "KENCOP 173 KENEDU"),
    ],
)
def test_homes_are_given_by_place_state_and_dateline(coder: Coder, text: str, event: str) -> None:
    assert event in code(coder, text)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Foreign journalists criticised the Chinese government.", "MED 111 CHNGOV"),
        ("Germany gave medicine to rebels.", "DEU 073 REB"),
        ("Peru imposed sanctions on opposition leaders.", "PER 163 OPP"),
        ("Rebels killed the Kenyan ambassador to Chad.", "REB 190 KENGOV"),
        ("The president arrived in Paris and met the Egyptian foreign minister.", "GOV 040 EGYGOV"),
    ],
)
def test_homes_are_not_given_across_borders(coder: Coder, text: str, event: str) -> None:
    assert event in code(coder, text)
