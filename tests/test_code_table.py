from __future__ import annotations

import re
from pathlib import Path

import pytest
from small_lexicon import write_lexicon

from polybius.coders.sources import read_sources
from polybius.coders.trials.code_table import build_code_table, find_ways
from polybius.schema.ontology import CODES, ROOTS

PAGE = Path(__file__).resolve().parents[1] / "docs" / "codes.md"
MORE = """\
- id: visiting
  act: "042"
  linked: {code: "043", swap: true}
  patterns: [SRC visit TGT]
- {id: gone, act: "070", patterns: [SRC feed TGT], retired: merged}
"""
TABLE = """\
- id: promise
  default: "030"
  cells:
    - {act: "07", code: "033", text: Norway promised Chad tents., events: [NOR 033 TCD]}
"""


def test_code_table_finds_every_way(tmp_path: Path) -> None:
    root = write_lexicon(tmp_path, more=MORE)
    (root / "composition.yml").write_text(TABLE, encoding="utf-8")
    ways = find_ways(read_sources(root))
    assert set(ways) == set(CODES) - set(ROOTS)
    assert (ways["073"].rules, len(ways["073"].examples)) == (["aid-tents"], 1)
    assert (ways["033"].cells, ways["030"].cells) == ([("promise", "07")], [("promise", None)])
    assert ways["043"].linked == ["visiting"]
    assert not ways["070"].is_reached


def test_code_table_says_what_is_missing(tmp_path: Path) -> None:
    page = build_code_table(read_sources(write_lexicon(tmp_path, more=MORE)))
    assert "298 codes; 1 are reached and have an example." in page
    assert "| 073 | Humanitarian aid | `aid-tents` | Norway supplied Chad with tents. |" in page
    assert "| 042 | Visit made | `visiting` | **none** |" in page
    assert "| 070 | Aid with no finer code | **by nothing** | **none** |" in page


def test_every_code_is_reached_and_has_an_example() -> None:
    ways = find_ways(read_sources())
    assert [code for code, found in ways.items() if not found.is_reached or not found.examples] == []


def test_every_reachable_cell_has_an_example() -> None:
    operators = read_sources().composition.operators
    assert [f"{row.id} x {cell.act}" for row in operators for cell in row.cells if cell.text is None] == []


@pytest.mark.slow
def test_code_table_is_up_to_date() -> None:
    assert build_code_table(read_sources()) == PAGE.read_text(encoding="utf-8"), "run `make generate` and commit"


def test_code_table_page_has_a_row_per_code() -> None:
    rows = re.findall(r"^\| (\d{3,4}) \|", PAGE.read_text(encoding="utf-8"), re.M)
    assert rows == [code for code in CODES if code not in ROOTS]
