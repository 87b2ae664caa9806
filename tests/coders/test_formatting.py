from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from polybius.cli import main
from polybius.coders.checking import check_lexicon
from polybius.coders.digests import SHIPPED
from polybius.coders.formatting import format_text

MESSY = """\
# Rebels and guards
- id: b-guard  # the second\r
  kind: group\t
  names: [Cafe\u0301 Guard, Lake\u00a0Guard, "Lake Guard", Caf\u00e9 Guard]
  codes:
    - {code: TCDREB, from: 2014-05-16, to: "2015"}
# the first in the alphabet
- id: a-guard
  kind: group
  names: [River\u200b Guard]
  codes: [{code: NORREB}]
  note: "the code: NO, is not touched"
"""
NEAT = """\
# Rebels and guards
# the first in the alphabet
- id: a-guard
  kind: group
  names: [River Guard]
  codes: [{code: "NORREB"}]
  note: "the code: NO, is not touched"
- id: b-guard  # the second
  kind: group
  names: [Caf\u00e9 Guard, Lake Guard, "Lake Guard"]
  codes:
    - {code: "TCDREB", from: "2014-05-16", to: "2015"}
"""


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["format", *map(str, arguments)])


def write(root: Path) -> Path:
    (root / "actors").mkdir()
    (root / "actors" / "a.yml").write_bytes(MESSY.encode())
    (root / "lexicon.yml").write_text("id: mine\nextends: nothing\n", encoding="utf-8")
    return root / "actors" / "a.yml"


def test_formatting_mends_and_keeps_comments() -> None:
    assert format_text(MESSY, "actors") == NEAT


def test_formatting_is_idempotent_on_shipped_files() -> None:
    changed = [
        path.name
        for path in sorted(SHIPPED.rglob("*.yml"))
        if (text := path.read_bytes().decode()) != format_text(text, path.parent.name)
    ]
    assert changed == []


@given(
    st.lists(st.sampled_from(MESSY.splitlines(keepends=True)), max_size=14).map("".join),
    st.sampled_from(["actors", "rules", "agents"]),
)
def test_formatting_is_idempotent(text: str, kind: str) -> None:
    once = format_text(text, kind)
    assert format_text(once, kind) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.permutations(range(6)))
def test_formatting_of_blocks_in_any_order_is_the_same(order: list[int]) -> None:
    blocks = [f"# about {n}\n- id: guard-{n}\n  kind: group\n" for n in range(6)]
    text = "# top\n- id: a\n  kind: group\n" + "".join(blocks[n] for n in order)
    assert format_text(text, "actors") == "# top\n- id: a\n  kind: group\n" + "".join(blocks)


def test_formatting_keeps_kinds_apart() -> None:
    text = "- id: z\n  kind: country\n- id: c\n  kind: person\n- id: b\n  kind: person\n"
    assert [block["id"] for block in yaml.safe_load(format_text(text, "actors"))] == ["z", "b", "c"]


def test_format_command_writes_what_check_asks_for(tmp_path: Path) -> None:
    path = write(tmp_path)
    wanted = {"invisible-character", "not-nfc", "unquoted-code", "unsorted-file"}
    assert wanted <= {issue.id for issue in check_lexicon(tmp_path)}
    assert run(tmp_path, "--check").exit_code == 1
    assert path.read_bytes() == MESSY.encode()
    done = run("--lexicon", tmp_path)
    assert (done.exit_code, path.read_text(encoding="utf-8")) == (0, NEAT)
    assert wanted.isdisjoint({issue.id for issue in check_lexicon(tmp_path)})
    assert run(tmp_path, "--check").exit_code == 0


def test_format_command_shows_a_diff(tmp_path: Path) -> None:
    path = write(tmp_path)
    done = run("--diff", path)
    assert done.exit_code == 1
    assert '+    - {code: "TCDREB", from: "2014-05-16", to: "2015"}' in done.stdout
    assert path.read_bytes() == MESSY.encode()


@pytest.mark.parametrize(("content", "reason"), [(b"- id: \xff\n", "is no UTF-8 text"), (b"- id: [\n", "is no YAML")])
def test_format_command_leaves_what_it_cannot_read(content: bytes, reason: str, tmp_path: Path) -> None:
    path = write(tmp_path)
    (tmp_path / "actors" / "b.yml").write_bytes(content)
    done = run(tmp_path)
    assert (done.exit_code, reason in done.stderr) == (2, True)
    assert (tmp_path / "actors" / "b.yml").read_bytes() == content
    assert path.read_text(encoding="utf-8") == NEAT


def test_format_command_of_a_folder_without_files(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.exit_code == 2
    assert "no rule or dictionary files" in done.stderr
