"""Grammar: the closed classes of English words that the group, clause and actor stages rest on.

In comes `grammar.yml`, out goes one frozen record. It deliberately holds no verb of the coding rules.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from .pickling import reduce_fields


@dataclass(frozen=True, slots=True)
class Grammar:
    """Word classes by name, each a frozen set of lemmas; frames and compounds have a set for each word, orders are tuples."""

    time_nouns: frozenset[str]
    measure_nouns: frozenset[str]
    generic_nouns: frozenset[str]
    clause_verbs: frozenset[str]
    speech_verbs: frozenset[str]
    request_verbs: frozenset[str]
    subject_control: frozenset[str]
    prep_control: frozenset[str]
    conditional: frozenset[str]
    background: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    neuter: frozenset[str]
    plural: frozenset[str]
    first_person: frozenset[str]
    former_words: frozenset[str]
    former_adverbs: frozenset[str]
    domestic_roles: frozenset[str]
    copulas: frozenset[str]
    wh_adverbs: frozenset[str]
    unreal_verbs: frozenset[str]
    accident_verbs: frozenset[str]
    factual_gerunds: frozenset[str]
    future_modals: frozenset[str]
    duty_modals: frozenset[str]
    advice_modals: frozenset[str]
    wanting_verbs: frozenset[str]
    duty_verbs: frozenset[str]
    mandative_verbs: frozenset[str]
    hortative_verbs: frozenset[str]
    hortative_objects: frozenset[str]
    possible_modals: frozenset[str]
    present_modals: frozenset[str]
    political_roles: frozenset[str]
    needs_both: frozenset[str]
    needs_both_by_default: frozenset[str]
    needs_source: frozenset[str]
    idle_heads: frozenset[str]
    naming_verbs: frozenset[str]
    having_verbs: frozenset[str]
    infinitive_nouns: frozenset[str]
    present_helpers: frozenset[str]
    happening_verbs: frozenset[str]
    growing_verbs: frozenset[str]
    ending_verbs: frozenset[str]
    failing_verbs: frozenset[str]
    country_nouns: frozenset[str]
    pair_nouns: frozenset[str]
    pair_words: frozenset[str]
    group_roles: frozenset[str]
    party_nouns: frozenset[str]
    organisation_nouns: frozenset[str]
    bodies: frozenset[str]
    harming_roots: frozenset[str]
    by_verbs: frozenset[str]
    time_adjectives: frozenset[str]
    other_parties: frozenset[str]
    to_principals: frozenset[str]
    clause_nouns: frozenset[str]
    idle_verbs: frozenset[str]
    protests: tuple[str, ...]
    telling_verbs: frozenset[str]
    telling_preps: frozenset[str]
    bare_verbs: frozenset[str]
    noun_preps: frozenset[str]
    verb_preps: frozenset[str]
    loose_preps: frozenset[str]
    origin_preps: frozenset[str]
    joint_preps: frozenset[str]
    source_preps: frozenset[str]
    means_nouns: frozenset[str]
    example_preps: frozenset[str]
    locative_preps: frozenset[str]
    place_nouns: frozenset[str]
    talk_roots: frozenset[str]
    member_preps: frozenset[str]
    noun_frames: dict[str, frozenset[str]]
    verb_frames: dict[str, frozenset[str]]
    twin_names: dict[str, frozenset[str]]
    compound_preps: dict[str, frozenset[str]]
    compound_adverbs: dict[str, frozenset[str]]
    compound_counts: dict[str, frozenset[str]]
    homes: dict[str, frozenset[str]]
    inner_preps: tuple[str, ...]
    act_preps: tuple[str, ...]
    oblique_preps: tuple[str, ...]
    place_preps: tuple[str, ...]
    country_preps: tuple[str, ...]

    def __reduce__(self) -> tuple[object, ...]:
        """By its fields."""
        return reduce_fields(self)

    def list_happenings(self) -> list[str]:
        """The verbs, with their particles, whose subject may be an act that happens, grows, ends or fails."""
        return sorted(self.happening_verbs | self.growing_verbs | self.ending_verbs | self.failing_verbs)

    def gender_of(self, pronoun: str) -> str:
        """m, f, n, or p for a plural; empty where the word is no pronoun of the third person."""
        if pronoun in self.male:
            return "m"
        if pronoun in self.female:
            return "f"
        if pronoun in self.neuter:
            return "n"
        return "p" if pronoun in self.plural else ""


def read_grammar(path: Path | None = None) -> Grammar:
    """Read the closed classes from `path`, or from the file that ships beside this module."""
    import yaml  # a compiled lexicon starts without it

    path = path or Path(__file__).with_name("grammar.yml")
    with path.open(encoding="utf-8") as file:
        data = yaml.load(file, Loader=yaml.CSafeLoader)
    return Grammar(**{field.name: _read_words(data[field.name], str(field.type)) for field in fields(Grammar)})


def _read_words(value: list[object] | dict[str, list[object]], kind: str) -> Any:
    """A list is a set of words, or an order; a mapping has such a list for each key."""
    if "tuple" in kind and isinstance(value, list):
        return tuple(map(str, value))
    if isinstance(value, dict):
        return {key: frozenset(map(str, words)) for key, words in value.items()}
    return frozenset(map(str, value))
