from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from polybius.coders.blocks import NULL_ACT
from polybius.coders.digests import digest_sources
from polybius.coders.sources import LOAD_CHECKS, read_sources
from polybius.schema.enums import ActorKind, LightRole, OperatorSlot
from polybius.schema.errors import Issue, LexiconError

RULE = """\
- id: aid-tents
  act: "073"
  patterns:
    - SRC supply TGT with {shelter}
  nouns:
    - delivery of {shelter}
  reciprocal: false
  examples:
    codes:
      - text: Norway supplied Chad with tents.
        events: [NOR 073 TCD]
        published: 2014-05
      - text: Chad was supplied with tents.
        events: [_ 073 TCD]
    not:
      - text: Norway supplied the choir with songbooks.
    known_miss: []
"""
ACTOR = """\
- id: tcd-example
  kind: person
  names: [Example Person]
  gender: f
  codes:
    - {code: "TCDOPP", to: "2001"}
    - {code: "TCDGOV", from: "2001", to: "2005-03-02"}
"""


def write(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return root


def read_issues(root: Path) -> tuple[Issue, ...]:
    with pytest.raises(LexiconError) as caught:
        read_sources(root)
    return caught.value.issues


def test_sources_reads_a_rule(tmp_path: Path) -> None:
    (rule,) = read_sources(write(tmp_path, "rules/07_aid.yml", RULE)).rules
    assert (rule.path, rule.line, rule.act, rule.operator) == ("rules/07_aid.yml", 1, "073", None)
    assert [str(event) for example in rule.examples.codes for event in example.events] == ["NOR 073 TCD", "_ 073 TCD"]
    assert rule.examples.codes[0].published == datetime.date(2014, 5, 1)
    assert rule.examples.codes[1].line == 13
    assert rule.examples.not_[0].events == ()


@pytest.mark.parametrize("act", ["null", "~", "", '"null"'])
def test_sources_reads_null_rules(tmp_path: Path, act: str) -> None:
    text = f"- id: fight-disease\n  act: {act}\n  patterns: [SRC fight ANY]\n"
    (rule,) = read_sources(write(tmp_path, "rules/19_fight.yml", text)).rules
    assert rule.is_null
    assert rule.act == NULL_ACT


def test_sources_reads_scalars_as_strings(tmp_path: Path) -> None:
    text = "- id: appeal-0311\n  act: 0311\n  nouns: [no, 010, 1e3]\n  note: yes\n"
    (rule,) = read_sources(write(tmp_path, "rules/03.yml", text)).rules
    assert (rule.act, rule.nouns, rule.note) == ("0311", ("no", "010", "1e3"), "yes")


def test_sources_reads_dated_codes(tmp_path: Path) -> None:
    (actor,) = read_sources(write(tmp_path, "actors/tcd.yml", ACTOR)).actors
    assert actor.kind is ActorKind.PERSON
    assert [(code.code, code.from_, code.to) for code in actor.codes] == [
        ("TCDOPP", None, datetime.date(2001, 1, 1)),
        ("TCDGOV", datetime.date(2001, 1, 1), datetime.date(2005, 3, 2)),
    ]


def test_sources_reads_sets_agents_and_light_verbs(tmp_path: Path) -> None:
    write(tmp_path, "sets/things.yml", "- id: shelter\n  words: [tent, '{hut}']\n")
    write(tmp_path, "agents/people.yml", "- id: man\n  words: [man]\n  plurals: [men]\n  code: ''\n  person: true\n")
    write(tmp_path, "light_verbs.yml", "- id: receive\n  verbs: [receive, get]\n  role: receive\n  preps: [from]\n")
    sources = read_sources(tmp_path)
    assert sources.sets[0].words == ("tent", "{hut}")
    assert (sources.agents[0].code, sources.agents[0].person, sources.agents[0].title) == ("", True, False)
    assert sources.light_verbs[0].role is LightRole.RECEIVE


def test_sources_reads_the_composition(tmp_path: Path) -> None:
    text = """\
operators:
  - id: appeal
    default: "020"
    target: [addressee, act_source]
    cells:
      - {act: "073", code: "0233", text: Chad asked Norway for tents., events: [TCD 0233 NOR]}
      - {act: ~crime, code: null}
      - {act: "09", code: =}
  - id: say
    default: null
"""
    appeal, say = read_sources(write(tmp_path, "composition.yml", text)).composition.operators
    assert appeal.target == (OperatorSlot.ADDRESSEE, OperatorSlot.ACT_SOURCE)
    assert [(cell.act, cell.code) for cell in appeal.cells] == [("073", "0233"), ("~crime", None), ("09", "=")]
    assert (say.default, appeal.cells[0].line) == (None, 6)


def test_sources_of_an_empty_file(tmp_path: Path) -> None:
    sources = read_sources(write(tmp_path, "rules/a.yml", ""))
    assert sources.rules == ()
    assert sources.composition.operators == ()


MANIFEST = "id: mine\nextends: {}\nretire:\n  - {{kind: rule, id: aid-tents, reason: not used}}\n"


BAD: tuple[tuple[str, str, str, int, str], ...] = (
    ("bad-actor-code", "actors/a.yml", ACTOR.replace("TCDOPP", "TCDOPO"), 6, "'OPP'"),
    ("bad-base", "lexicon.yml", MANIFEST.format("elsewhere"), 1, "the path of a folder"),
    ("bad-base", "lexicon.yml", MANIFEST.format("."), 1, "leads back"),
    ("bad-date", "actors/a.yml", ACTOR.replace("2005-03-02", "2005-02-30"), 7, "calendar"),
    ("bad-event", "rules/a.yml", RULE.replace("NOR 073 TCD", "NOR 073"), 11, "SOURCE CODE TARGET"),
    ("bad-event", "rules/a.yml", RULE.replace("        events: [_ 073 TCD]\n", ""), 9, "expected events"),
    ("bad-flag", "rules/a.yml", RULE.replace("false", "no"), 7, "true or false"),
    ("bad-interval", "actors/a.yml", ACTOR.replace("2005-03-02", "2001"), 7, "from before to"),
    ("bad-rule", "rules/a.yml", RULE.replace('act: "073"', 'act: "073"\n  operator: appeal'), 1, "either act or"),
    ("bad-rule", "rules/a.yml", '- id: bare\n  act: "073"\n', 1, "patterns or nouns"),
    ("bad-value", "rules/a.yml", RULE.replace("aid-tents", "Aid Tents"), 1, "pattern"),
    ("duplicate-id", "rules/a.yml", RULE + RULE, 18, "rules/a.yml:1"),
    ("duplicate-key", "rules/a.yml", RULE + "  id: other\n", 18, "twice"),
    ("missing-key", "lexicon.yml", "extends: nothing\n", 1, "'id'"),
    ("missing-key", "actors/a.yml", ACTOR.replace("  kind: person\n", ""), 1, "'kind'"),
    ("unknown-code", "rules/a.yml", RULE.replace('"073"', '"19O"'), 2, "did you mean '190'"),
    ("unknown-code", "rules/a.yml", RULE.replace("NOR 073", "NOR 73"), 11, "'073'"),
    ("unknown-key", "rules/a.yml", RULE.replace("patterns:", "pattern:"), 4, "did you mean 'patterns'"),
    ("unknown-key", "rules/a.yml", RULE + "  line: 3\n", 18, "line"),
    ("yaml-syntax", "rules/a.yml", "- id: a\n  nouns:\n    - {aid} package\n", 3, "quote"),
    ("yaml-syntax", "rules/a.yml", "id: a\n", 1, "list of blocks"),
    ("yaml-syntax", "lexicon.yml", "- a\n", 1, "keys and values"),
    ("unknown-key", "lexicon.yml", "id: mine\nextend: nothing\n", 2, "did you mean 'extends'"),
    ("yaml-syntax", "rules/a.yml", "- a\n", 1, "keys and values"),
)


@pytest.mark.parametrize(("check", "name", "text", "line", "hint"), BAD)
def test_sources_reports_what_is_wrong(tmp_path: Path, check: str, name: str, text: str, line: int, hint: str) -> None:
    (issue,) = read_issues(write(tmp_path, name, text))
    assert (issue.id, issue.path, issue.line) == (check, name, line)
    assert hint in str(issue)


def test_sources_has_a_bad_example_per_check() -> None:
    assert {check for check, *_ in BAD} | {"no-lexicon", "reused-id"} == set(LOAD_CHECKS)


def test_sources_refuses_a_folder_that_is_no_lexicon(tmp_path: Path) -> None:
    (issue,) = read_issues(tmp_path)
    assert (issue.id, str(tmp_path) in issue.message) == ("no-lexicon", True)
    assert "polybius init lexicon DIR" in issue.fix


def test_sources_refuses_an_id_that_is_retired(tmp_path: Path) -> None:
    write(tmp_path, "lexicon.yml", MANIFEST.format("nothing"))
    (issue,) = read_issues(write(tmp_path, "rules/a.yml", RULE))
    assert (issue.id, issue.path, issue.line) == ("reused-id", "rules/a.yml", 1)
    assert "lexicon.yml:4" in issue.message


def test_sources_reports_all_files_at_once(tmp_path: Path) -> None:
    write(tmp_path, "rules/b.yml", RULE.replace('"073"', '"73"'))
    write(tmp_path, "rules/a.yml", "- id: [\n")
    write(tmp_path, "actors/a.yml", ACTOR.replace("kind", "kinds"))
    issues = read_issues(tmp_path)
    assert [(issue.path, issue.id) for issue in issues] == [
        ("actors/a.yml", "missing-key"),
        ("actors/a.yml", "unknown-key"),
        ("rules/a.yml", "yaml-syntax"),
        ("rules/b.yml", "unknown-code"),
    ]


def test_sources_reports_an_id_taken_in_another_file(tmp_path: Path) -> None:
    write(tmp_path, "rules/a.yml", RULE)
    write(tmp_path, "rules/b.yml", RULE)
    (issue,) = read_issues(tmp_path)
    assert (issue.id, issue.path) == ("duplicate-id", "rules/b.yml")


def test_sources_reports_bytes_that_are_no_text(tmp_path: Path) -> None:
    write(tmp_path, "rules/a.yml", "")
    (tmp_path / "rules" / "a.yml").write_bytes(b"- id: \xff\xfe\n")
    (issue,) = read_issues(tmp_path)
    assert issue.id == "yaml-syntax"


def test_digest_follows_content_and_names(tmp_path: Path) -> None:
    first = digest_sources(write(tmp_path, "rules/a.yml", RULE))
    assert digest_sources(tmp_path) == first == read_sources(tmp_path).digest
    (tmp_path / "rules" / "a.yml").rename(tmp_path / "rules" / "b.yml")
    second = digest_sources(tmp_path)
    write(tmp_path, "rules/b.yml", RULE + "\n")
    assert len({first, second, digest_sources(tmp_path)}) == 3


def test_sources_reads_a_thousand_blocks(tmp_path: Path) -> None:
    for part in range(10):
        blocks = (RULE.replace("aid-tents", f"aid-tents-{part}-{n}") for n in range(100))
        write(tmp_path, f"rules/{part}.yml", "".join(blocks))
    assert len(read_sources(tmp_path).rules) == 1000


def test_sources_reads_the_shipped_files() -> None:
    sources = read_sources()
    assert sources.rules
    assert sources.actors
    assert sources.composition.operators
