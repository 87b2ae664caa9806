"""Grammar: the closed classes of English words that the group, clause and actor stages rest on.

In comes `grammar.yml`, out goes one frozen record. It deliberately holds no verb of the coding rules.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

import yaml


@dataclass(frozen=True, slots=True)
class Grammar:
    """Word classes by name, each a frozen set of lemmas."""

    time_nouns: frozenset[str]
    measure_nouns: frozenset[str]
    generic_nouns: frozenset[str]
    clause_verbs: frozenset[str]
    speech_verbs: frozenset[str]
    subject_control: frozenset[str]
    prep_control: frozenset[str]
    conditional: frozenset[str]
    background: frozenset[str]
    passive_helpers: frozenset[str]
    singular_they: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    neuter: frozenset[str]
    plural: frozenset[str]
    first_person: frozenset[str]
    copulas: frozenset[str]
    wh_adverbs: frozenset[str]
    unreal_verbs: frozenset[str]
    factual_gerunds: frozenset[str]
    future_modals: frozenset[str]
    duty_modals: frozenset[str]
    possible_modals: frozenset[str]
    needs_both: frozenset[str]
    needs_both_by_default: frozenset[str]
    needs_source: frozenset[str]
    idle_heads: frozenset[str]
    naming_verbs: frozenset[str]


def read_grammar(path: Path | None = None) -> Grammar:
    """Read the closed classes from `path`, or from the file that ships beside this module."""
    path = path or Path(__file__).with_name("grammar.yml")
    with path.open(encoding="utf-8") as file:
        data = yaml.load(file, Loader=yaml.CSafeLoader)
    return Grammar(**{field.name: frozenset(str(word) for word in data[field.name]) for field in fields(Grammar)})
