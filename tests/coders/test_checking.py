from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from polybius.coders.checking import ALL_CHECKS, LEXICON_CHECKS, check_lexicon
from polybius.schema.errors import Severity

ROOT = Path(__file__).resolve().parents[2]

COMPOSITION = """\
operators:
- id: promise
  default: "030"
  cells:
  - {act: "073", code: "0333"}
"""
RULE = """\
- id: aid-tents
  act: "073"
  patterns:
    - SRC supply TGT with {shelter}
  examples:
    codes:
      - text: Norway supplied Chad with tents.
        events: [NOR 073 TCD]
    not:
      - text: Norway supplied the choir with songbooks.
"""
OTHER = RULE.replace("aid-tents", "aid-other").replace('"073"', '"0233"').replace("SRC supply TGT with {shelter}", "%s")
SETS = "- id: shelter\n  words: [tent, field hospital]\n"
ACTORS = """\
- id: nor
  kind: country
  names: [Norway]
  codes:
    - {code: "NOR"}
- id: tcd
  kind: country
  names: [Chad]
  codes:
    - {code: "TCD"}
"""
ENTRY = """\
- id: {id}
  kind: {kind}
  names: [{name}]
  codes:
    - {{code: "{code}"}}
"""


def write_lexicon(root: Path, **changes: str) -> Path:
    """A sound little lexicon, with some of its files changed."""
    files = {"rules/07_aid.yml": RULE, "sets/aid.yml": SETS, "actors/a.yml": ACTORS, "composition.yml": COMPOSITION}
    files |= {name.replace("__", "/") + ".yml": text for name, text in changes.items()}
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return root


BAD = {
    "bad-pattern": {"rules__07_aid": RULE.replace("with {shelter}", "with [{shelter}")},
    "circular-set": {"sets__aid": SETS + "- id: one\n  words: ['{two}']\n- id: two\n  words: ['{one}']\n"},
    "duplicate-pattern": {"rules__08": OTHER % "SRC supply TGT with {shelter}"},
    "overlapping-pattern": {"rules__08": OTHER % "SRC bring|supply TGT with {shelter}"},
    "repeated-pattern": {"rules__08": OTHER.replace("0233", "073") % "SRC supply TGT with {shelter}"},
    "invisible-character": {"sets__aid": SETS.replace("field hospital", "field\u00a0hospital")},
    "not-nfc": {"actors__a": ACTORS + ENTRY.format(id="xx", kind="city", name="Cafe\u0301 City", code="TCD")},
    "name-clash": {"actors__b": ENTRY.format(id="xx", kind="city", name="Norway", code="TCD")},
    "shared-name": {
        "actors__b": ENTRY.format(id="xx", kind="person", name="Ann Example", code="TCDGOV")
        + ENTRY.format(id="yy", kind="person", name="Ann Example", code="NORGOV")
    },
    "overlapping-dates": {
        "actors__a": ACTORS.replace(
            '{code: "TCD"}', '{code: "TCDGOV", to: "2005"}\n    - {code: "TCDOPP", from: "2004"}'
        )
    },
    "no-example": {"rules__07_aid": re.sub(r"    codes:\n.*\n.*\n", "", RULE)},
    "no-counterexample": {"rules__07_aid": RULE[: RULE.index("    not:")]},
    "not-base-form": {"rules__07_aid": RULE.replace("SRC supply", "SRC supplied")},
    "undefined-operator": {"rules__07_aid": RULE.replace('act: "073"', "operator: promises")},
    "undefined-set": {"rules__07_aid": RULE.replace("{shelter}", "{shelters}")},
    "unquoted-code": {"rules__07_aid": RULE.replace('"073"', "073")},
    "unsorted-file": {"actors__a": "".join(reversed(re.split(r"(?=^- )", ACTORS, flags=re.M)))},
    "unused-set": {"sets__aid": SETS + "- id: idle\n  words: [cloud]\n"},
}


def test_checking_finds_nothing_in_a_sound_lexicon(tmp_path: Path) -> None:
    assert check_lexicon(write_lexicon(tmp_path)) == ()


@pytest.mark.parametrize("check", sorted(LEXICON_CHECKS))
def test_checking_finds_each_mistake(check: str, tmp_path: Path) -> None:
    root = write_lexicon(tmp_path, **BAD[check])
    found = [issue for issue in check_lexicon(root) if issue.id == check]
    assert found, f"no issue {check} in {[str(issue) for issue in check_lexicon(root)]}"
    issue = found[0]
    assert issue.line >= 1
    assert issue.column >= 1
    assert issue.message
    assert issue.fix
    assert (root / issue.path).is_file()


def test_checking_points_at_the_phrase(tmp_path: Path) -> None:
    root = write_lexicon(tmp_path, **BAD["undefined-set"])
    (issue,) = [issue for issue in check_lexicon(root) if issue.id == "undefined-set"]
    assert (issue.path, issue.line, issue.column) == ("rules/07_aid.yml", 4, 7)
    assert issue.fix == "did you mean {shelter}?"


def test_checking_goes_on_after_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    root = write_lexicon(tmp_path, rules__99="- id: [broken", **BAD["unused-set"])
    assert {"yaml-syntax", "unused-set"} <= {issue.id for issue in check_lexicon(root)}


def test_checking_lets_acronyms_and_words_share_letters(tmp_path: Path) -> None:
    entries = ENTRY.format(id="xx", kind="city", name="Sana", code="TCD")
    entries += ENTRY.format(id="yy", kind="organisation", name="SANA", code="NOR")
    assert check_lexicon(write_lexicon(tmp_path, actors__b=entries)) == ()


def test_checking_lets_latent_classes_share_patterns(tmp_path: Path) -> None:
    latent = (OTHER % "SRC supply TGT with {shelter}").replace('"0233"', '"~policy"')
    assert check_lexicon(write_lexicon(tmp_path, rules__latent=latent)) == ()


def test_checking_of_the_shipped_lexicon_finds_no_error() -> None:
    errors = [str(issue) for issue in check_lexicon() if issue.severity is Severity.ERROR]
    assert not errors, "\n".join(errors)


def test_checking_of_the_shipped_lexicon_is_fast() -> None:
    start = time.process_time()
    check_lexicon()
    assert time.process_time() - start < 10


def test_checking_documents_every_id() -> None:
    page = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([a-z-]+)` \|", page, re.M)) == set(ALL_CHECKS)


def test_checking_has_a_bad_fixture_for_every_id() -> None:
    assert set(BAD) == set(LEXICON_CHECKS)
