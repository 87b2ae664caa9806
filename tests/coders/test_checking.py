from __future__ import annotations

import re
from pathlib import Path

import pytest

from polybius.coders.checking import ALL_CHECKS, LEXICON_CHECKS, check_lexicon, find_issues
from polybius.schema.errors import Issue, Severity

ROOT = Path(__file__).resolve().parents[2]

GONE = "gone"
MANIFEST = "id: small\nextends: nothing\n"
PERSON = """\
- id: {id}
  kind: person
  names: [{name}]
  codes:
    - {{code: "{code}", from: "{start}", to: "{end}", office: prime minister}}
"""
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
    files |= {"lexicon.yml": MANIFEST}
    files |= {name.replace("__", "/") + ".yml": text for name, text in changes.items()}
    for name, text in files.items():
        if text == GONE:
            continue
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return root


BAD = {
    "bad-pattern": {"rules__07_aid": RULE.replace("with {shelter}", "with [{shelter}")},
    "circular-set": {"sets__aid": SETS + "- id: one\n  words: ['{two}']\n- id: two\n  words: ['{one}']\n"},
    "duplicate-pattern": {"rules__08": OTHER % "SRC supply TGT with {shelter}"},
    "overlapping-pattern": {"rules__08": OTHER % "SRC supply TGT with {shelter} [in|at TGT]"},
    "repeated-pattern": {"rules__08": OTHER.replace("0233", "073") % "SRC bring|supply TGT with {shelter}"},
    "shadowed-pattern": {
        "rules__08": OTHER.replace("0233", "070") % "SRC bring|supply TGT with {canvas}",
        "sets__aid": SETS + "- id: canvas\n  words: [tent]\n",
    },
    "tied-pattern": {
        "rules__08": OTHER.replace("0233", "071") % "SRC supply TGT with {canvas}",
        "sets__aid": SETS + "- id: canvas\n  words: [tent, sail]\n",
    },
    "dead-pattern": {"rules__07_aid": RULE.replace("SRC supply", "SRC supply|take_delivery_of")},
    "idle-example": {"rules__08": OTHER % "SRC lend TGT {shelter}" + "  retired: never right\n"},
    "foreign-example": {"rules__07_aid": RULE.replace("NOR 073 TCD", "NOR 190 TCD")},
    "no-composition": {"composition": COMPOSITION + "- id: doubt\n  default: null\n"},
    "idle-cell": {"composition": COMPOSITION + '  - {act: "~kindness", code: "030"}\n'},
    "role-is-country": {"actors__b": ENTRY.format(id="xx", kind="group", name="Port Choir", code="NORREBTCD")},
    "role-order": {
        "actors__b": "".join(
            ENTRY.format(id=f"x{n}", kind="group", name=f"Port Choir {n}", code=code)
            for n, code in enumerate(["NORREBCVL", "NORREBCVL", "NORCVLREB"])
        )
    },
    "impossible-date": {"actors__a": ACTORS.replace('{code: "TCD"}', '{code: "TCD", from: "1060"}')},
    "gapped-dates": {
        "actors__b": ENTRY.format(id="xx", kind="person", name="Ann Example", code="TCDGOV").replace(
            "}", ', to: "2005-01-31"}\n    - {code: "TCDOPP", from: "2005-02-01"}'
        )
    },
    "hidden-code": {"actors__a": ACTORS.replace('{code: "TCD"}', '{code: "TCDGOV", to: "2005"}\n    - {code: "TCD"}')},
    "two-holders": {
        "actors__b": PERSON.format(id="xx", name="Ann Example", code="TCDGOV", start="2001-03-04", end="2005-05-06")
        + PERSON.format(id="yy", name="Ben Sample", code="TCDGOV", start="2004-02-03", end="2008")
    },
    "common-word": {"actors__b": ENTRY.format(id="xx", kind="group", name="Harvest", code="TCDREB")},
    "ambiguous-alias": {
        "actors__b": ENTRY.format(id="xx", kind="person", name="Ann Example", code="TCDGOV")
        + "  alone: [Example]\n"
        + ENTRY.format(id="yy", kind="person", name="Ben Example", code="NORGOV")
        + "  alone: [Big Ben]\n"
    },
    "agent-clash": {
        "agents__a": '- {id: a, words: [marshal], code: "MIL"}\n- {id: b, words: [marshal], code: "COP"}\n'
    },
    "repeated-word": {"sets__aid": SETS.replace("[tent,", "[tent, tent,")},
    "unread-file": {"actor__b": ACTORS},
    "no-manifest": {"lexicon": GONE},
    "override": {
        "lexicon": f"id: small\nextends: {Path(__file__).parents[1] / 'fixtures' / 'base_lexicon'}\n",
        "actors__a": ACTORS,
    },
    "idle-retirement": {
        "lexicon": f"id: small\nextends: {Path(__file__).parents[1] / 'fixtures' / 'base_lexicon'}\n"
        "retire:\n  - {kind: actor, id: nobody, reason: gone}\n"
    },
    "stale-acceptance": {"accepted": "- {id: unused-set, block: shelter, reason: soon}\n"},
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
    assert issue.fix or issue.severity is Severity.NOTE
    assert issue.expected
    assert (root / issue.path).is_file() or check == "no-manifest"
    assert issue.severity is LEXICON_CHECKS[check].severity


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
    issues = check_lexicon(write_lexicon(tmp_path, rules__latent=latent))
    assert [issue.id for issue in issues if "pattern" in issue.id] == []


@pytest.fixture(scope="module")
def shipped() -> tuple[Issue, ...]:
    return find_issues()[0]


def test_checking_of_the_shipped_lexicon_finds_nothing_to_mend(shipped: tuple[Issue, ...]) -> None:
    wrong = [str(issue) for issue in shipped if issue.severity is not Severity.NOTE and issue.accepted is None]
    assert not wrong, "\n".join([*wrong, "mend them, or accept a warning with its reason in coders/accepted.yml"])


def test_checking_of_the_shipped_lexicon_names_a_reason_for_each_acceptance(shipped: tuple[Issue, ...]) -> None:
    accepted = [issue for issue in shipped if issue.accepted is not None]
    assert accepted
    assert all(len(issue.accepted or "") > 20 for issue in accepted)


def test_checking_accepts_warnings_with_a_reason(tmp_path: Path) -> None:
    accepted = "- {id: unused-set, block: idle, reason: for the next release}\n"
    root = write_lexicon(tmp_path, accepted=accepted, **BAD["unused-set"])
    assert check_lexicon(root) == ()
    (issue,) = find_issues(root)[0]
    assert (issue.id, issue.accepted) == ("unused-set", "for the next release")


def test_checking_accepts_no_error(tmp_path: Path) -> None:
    accepted = "- {id: no-example, block: aid-tents, reason: no time}\n"
    root = write_lexicon(tmp_path, accepted=accepted, **BAD["no-example"])
    assert {issue.id for issue in check_lexicon(root)} == {"no-example", "stale-acceptance"}


def test_checking_of_an_overlay_shows_its_own_findings(tmp_path: Path) -> None:
    base = write_lexicon(tmp_path / "base", **BAD["unused-set"])
    own = ENTRY.format(id="tcd-choir", kind="group", name="Harvest", code="TCDREB")
    overlay = {"rules__07_aid": GONE, "sets__aid": GONE, "actors__a": own, "composition": GONE}
    root = write_lexicon(tmp_path / "own", lexicon=f"id: own\nextends: {base}\n", **overlay)
    assert [issue.id for issue in check_lexicon(root)] == ["common-word"]


def test_checking_of_an_overlay_shows_what_it_breaks_below(tmp_path: Path) -> None:
    base = write_lexicon(tmp_path / "base")
    retire = "retire:\n  - {kind: set, id: shelter, reason: too wide}\n"
    overlay = {"rules__07_aid": GONE, "sets__aid": GONE, "actors__a": GONE, "composition": GONE}
    root = write_lexicon(tmp_path / "own", lexicon=f"id: own\nextends: {base}\n{retire}", **overlay)
    (broken,) = [issue for issue in check_lexicon(root) if issue.severity is Severity.ERROR]
    assert (broken.id, broken.path, broken.line) == ("undefined-set", "small:rules/07_aid.yml", 4)
    assert "this lexicon changes or retires something that this place needs" in broken.fix


@pytest.mark.parametrize(
    ("end", "start"),
    [("2004-03-01", "2004-02-20"), ("2004-04", "2004-02-20"), ("2005", "2004-02-20"), ("2005-05-06", "2005")],
)
def test_checking_lets_handovers_and_inexact_dates_be(end: str, start: str, tmp_path: Path) -> None:
    terms = PERSON.format(id="xx", name="Ann Example", code="TCDGOV", start="2001-03-04", end=end)
    terms += PERSON.format(id="yy", name="Ben Sample", code="TCDGOV", start=start, end="2008-03-04")
    assert check_lexicon(write_lexicon(tmp_path, actors__b=terms)) == ()


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("SRC delivery TGT with {shelter}", "'delivery' is no verb in the word table"),
        ("SRC take_part in {shelter} of TGT", "'part' after 'take' is no particle; write it as an object"),
        ("SRC plan to ACT", "ACT only stands in the patterns of operators"),
    ],
)
def test_checking_says_why_a_pattern_never_matches(pattern: str, reason: str, tmp_path: Path) -> None:
    rule = RULE.replace("SRC supply TGT with {shelter}", f"{pattern}\n    - SRC supply TGT with {{shelter}}")
    (issue,) = check_lexicon(write_lexicon(tmp_path, rules__07_aid=rule))
    assert (issue.id, issue.line) == ("dead-pattern", 4)
    assert reason in issue.message


def test_checking_documents_every_id() -> None:
    page = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([a-z-]+)` \|", page, re.M)) == set(ALL_CHECKS)


def test_checking_documents_how_bad_each_is() -> None:
    page = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| (error|warning|note)", page, re.M)
    assert dict(rows) == {name: str(check.severity) for name, check in ALL_CHECKS.items()}


def test_checking_has_a_bad_fixture_for_every_id() -> None:
    assert set(BAD) == set(LEXICON_CHECKS)
