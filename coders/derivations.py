"""Derivations: why something is coded as it is.

A derivation is a tree: an act matched by a rule, or an operator over another derivation. It names candidates for source
and target as groups, not as actors: those are looked up when a mention is made of it.
"""

from __future__ import annotations

from .clauses import Clause
from .groups import Group
from .patterns import Rule

Candidate = tuple[str, Group]
"""How to look at a group, and the group: `side` as a slot filler, `own` by its modifiers, `oblique`, `controller` as an inherited subject."""


class Derivation:
    """What a clause or a nominal act comes to. `code` is None where a null rule won; latent classes start with `~`."""

    __slots__ = (
        "clause", "code", "default", "inner", "linked", "modality", "noun", "operators", "pattern", "reciprocal", "rule", "sources",
        "targets", "trigger",
    )  # fmt: skip

    def __init__(
        self,
        code: str | None,
        rule: Rule,
        pattern: str,
        sources: tuple[Candidate, ...],
        targets: tuple[Candidate, ...],
        trigger: tuple[int, int],
        clause: Clause | None = None,
        noun: Group | None = None,
        operators: tuple[str, ...] = (),
        inner: Derivation | None = None,
        linked: tuple[str, bool] | None = None,
        reciprocal: bool = False,
        modality: str = "asserted",
        default: bool = False,
    ) -> None:
        self.code = code
        self.rule = rule
        self.pattern = pattern
        self.sources = sources
        self.targets = targets
        self.trigger = trigger
        self.clause = clause
        self.noun = noun
        self.operators = operators
        self.inner = inner
        self.linked = linked
        self.reciprocal = reciprocal
        self.modality = modality
        self.default = default

    def with_code(self, code: str) -> Derivation:
        """The same derivation with another code, asserted and one way."""
        self.code, self.modality, self.reciprocal, self.linked = code, "asserted", False, None
        return self
