"""File schemas: JSON Schemas of the rule and dictionary files, for editors.

Nothing goes in; out go the schemas by the kind of file. They say what one file may hold; what files say together is checked by
`checking`.
"""

from __future__ import annotations

from typing import Any

from ..schema.jsonschema import file_schema, mapping_schema
from .blocks import (
    Acceptance,
    ActorEntry,
    AgentEntry,
    Block,
    LightVerb,
    Manifest,
    OperatorEntry,
    RuleBlock,
    WordSet,
)

INTERNAL = ("line", "path")
LISTS: dict[str, tuple[type[Block], str]] = {
    "rules": (RuleBlock, "A rule file"),
    "sets": (WordSet, "A file of word sets"),
    "actors": (ActorEntry, "A file of actors"),
    "agents": (AgentEntry, "A file of agents"),
    "light_verbs": (LightVerb, "The table of light verbs"),
    "composition": (OperatorEntry, "The composition table"),
    "accepted": (Acceptance, "The warnings that stay, with their reasons"),
}
MAPPINGS: dict[str, tuple[type[Block], str]] = {"lexicon": (Manifest, "What a lexicon says of itself")}


def build_file_schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind of file, by its name."""
    lists = {name: file_schema(block, title, INTERNAL) for name, (block, title) in LISTS.items()}
    return lists | {name: mapping_schema(block, title, INTERNAL) for name, (block, title) in MAPPINGS.items()}
