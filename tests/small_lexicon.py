"""A lexicon of one rule and two actors, for tests of the commands that rule maintainers use."""

from __future__ import annotations

from pathlib import Path

RULE = """\
- id: aid-tents
  act: "073"
  patterns: [SRC supply TGT with tent]
  examples:
    codes:
      - text: Norway supplied Chad with tents.
        events: [NOR {code} TCD]
    not:
      - text: Norway supplied the choir with {noun}.
    known_miss:
      - text: Norway {verb} Chad with tents.
        events: [NOR 073 TCD]
"""
ACTORS = """\
- {id: nor, kind: country, names: [Norway], codes: [{code: "NOR"}]}
- {id: tcd, kind: country, names: [Chad], codes: [{code: "TCD"}]}
"""


def write_lexicon(root: Path, code: str = "073", noun: str = "songbooks", verb: str = "rained", more: str = "") -> Path:
    """Write the lexicon into `root`; `more` is text after the rule, such as another block."""
    files = {"rules/07.yml": RULE.format(code=code, noun=noun, verb=verb) + more, "actors/a.yml": ACTORS}
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root
