from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from polybius.coders import Coder
from polybius.coders.digests import digest_sources
from polybius.coders.sources import read_sources
from polybius.schema.errors import LexiconError

MANIFEST = """\
id: mine
extends: {base}
"""
RETIRE = """\
retire:
  - {kind: actor, id: nor-harbour-league, reason: dissolved}
"""
GROUP = """\
- id: {id}
  kind: group
  names: [{name}]
  codes:
    - {{code: "{code}"}}
"""
RULE = """\
- id: aid-songbooks
  act: "073"
  patterns: [SRC shower TGT with songbook]
  examples:
    codes:
      - text: Norway showered Chad with songbooks.
        events: [NOR 073 TCD]
    not:
      - text: Norway sang.
"""


def write(root: Path, **files: str) -> Path:
    for name, text in files.items():
        path = root / (name.replace("__", "/") + ".yml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def codes_of(coder: Coder, text: str) -> list[str]:
    shown = []
    for mention in coder.code_sentence(text, published=datetime.date(2020, 1, 1)):
        sides = [None if side is None else side.code for side in (mention.source, mention.target)]
        shown.append(f"{sides[0]} {mention.code} {sides[1]}")
    return shown


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lexicon that stands alone."""
    countries = "".join(
        GROUP.format(id=code.lower(), name=name, code=code) for code, name in [("NOR", "Norway"), ("TCD", "Chad")]
    )
    league = GROUP.format(id="nor-harbour-league", name="Harbour League", code="NORREB")
    sets = "- id: book\n  words: [songbook]\n"
    rule = RULE.replace("[SRC shower TGT with songbook]", '["SRC shower TGT with {book}"]')
    return write(tmp_path_factory.mktemp("base"), rules__07=rule, actors__a=countries + league, sets__aid=sets)


def test_layers_extend_the_shipped_lexicon(tmp_path: Path) -> None:
    group = GROUP.format(id="tcd-lakeside-guard", name="Lakeside Guard", code="TCDREB")
    coder = Coder.load(write(tmp_path, lexicon=MANIFEST.format(base="shipped"), actors__tcd=group, rules__07=RULE))
    assert codes_of(coder, "The Lakeside Guard attacked Niger.") == ["TCDREB 190 NER"]
    assert codes_of(coder, "Norway showered the Lakeside Guard with songbooks.") == ["NOR 073 TCDREB"]
    assert coder.overrides == ()


def test_layers_override_by_id_and_retire(base: Path, tmp_path: Path) -> None:
    league = GROUP.format(id="tcd", name="Chad", code="TCDGOV")
    root = write(tmp_path, lexicon=MANIFEST.format(base=base) + RETIRE, actors__a=league)
    coder = Coder.load(root)
    assert codes_of(coder, "Norway showered Chad with songbooks.") == ["NOR 073 TCDGOV"]
    assert codes_of(coder, "The Harbour League showered Chad with songbooks.") == ["None 073 TCDGOV"]
    name = base.name
    assert [str(override) for override in coder.overrides] == [
        f"actor tcd replaces {name}:actors/a.yml:6",
        f"actor nor-harbour-league retires {name}:actors/a.yml:11: dissolved",
    ]
    assert [(override.path, override.line) for override in coder.overrides] == [("actors/a.yml", 1), ("lexicon.yml", 4)]


def test_layers_stand_alone_without_a_manifest(base: Path) -> None:
    assert codes_of(Coder.load(base), "Norway showered Chad with songbooks.") == ["NOR 073 TCD"]
    assert codes_of(Coder.load(base), "Norway attacked Chad.") == []


def test_layers_let_a_set_add_to_the_one_below(base: Path, tmp_path: Path) -> None:
    sets = '- id: book\n  words: ["{book}", hymnal]\n'
    coder = Coder.load(write(tmp_path, lexicon=MANIFEST.format(base=base), sets__aid=sets))
    for noun in ("songbooks", "hymnals"):
        assert codes_of(coder, f"Norway showered Chad with {noun}.") == ["NOR 073 TCD"]


def test_layers_prefer_the_own_entry_of_two_with_one_name(base: Path, tmp_path: Path) -> None:
    own = GROUP.format(id="own-league", name="Harbour League", code="TCDREB")
    coder = Coder.load(write(tmp_path, lexicon=MANIFEST.format(base=base), actors__z=own))
    assert codes_of(coder, "Norway showered the Harbour League with songbooks.") == ["NOR 073 TCDREB"]


def test_layers_chain(base: Path, tmp_path: Path) -> None:
    middle = write(tmp_path / "middle", lexicon=MANIFEST.format(base=base), sets__aid="- id: book\n  words: [hymnal]\n")
    top = write(tmp_path / "top", lexicon=MANIFEST.format(base="../middle").replace("mine", "top"))
    sources = read_sources(top)
    assert [layer.name for layer in sources.layers] == ["top", "mine", base.name]
    (found,) = sources.sets
    assert (found.path, found.words) == ("mine:sets/aid.yml", ("hymnal",))
    assert codes_of(Coder.load(top), "Norway showered Chad with hymnals.") == ["NOR 073 TCD"]
    assert read_sources(middle).digest != read_sources(top).digest


def test_layers_digest_covers_what_is_extended(base: Path, tmp_path: Path) -> None:
    below = write(tmp_path / "below", actors__a=GROUP.format(id="one", name="Port Choir", code="NORREB"))
    own = write(tmp_path / "own", lexicon=MANIFEST.format(base="../below"))
    first = digest_sources(own)
    write(below, actors__a=GROUP.format(id="one", name="Port Choir", code="NORMIL"))
    second = digest_sources(own)
    assert first != second
    assert Coder.load(own).lexicon.digest != Coder.load(below).lexicon.digest
    assert digest_sources(write(own, lexicon=MANIFEST.format(base="nothing"))) not in (first, second)


def test_layers_refuse_the_id_of_a_retired_rule_below(base: Path, tmp_path: Path) -> None:
    below = write(tmp_path / "below", rules__07=RULE + "  retired: never right\n")
    own = write(tmp_path / "own", lexicon=MANIFEST.format(base=below), rules__07=RULE)
    with pytest.raises(LexiconError) as caught:
        read_sources(own)
    (issue,) = caught.value.issues
    assert (issue.id, issue.path) == ("reused-id", "rules/07.yml")
    assert "below:rules/07.yml:1" in issue.message


def test_layers_that_go_round_are_reported(tmp_path: Path) -> None:
    write(tmp_path / "a", lexicon=MANIFEST.format(base="../b"))
    write(tmp_path / "b", lexicon=MANIFEST.format(base="../a"))
    with pytest.raises(LexiconError, match="leads back"):
        read_sources(tmp_path / "a")


def test_layers_start_from_the_cache(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = write(
        tmp_path, lexicon=MANIFEST.format(base=base), actors__a=GROUP.format(id="tcd", name="Chad", code="TCDGOV")
    )
    first = Coder.load(own)
    monkeypatch.delattr("polybius.coders.sources.read_sources")
    second = Coder.load(own)
    assert second.lexicon.digest == first.lexicon.digest
    assert second.overrides == first.overrides != ()
