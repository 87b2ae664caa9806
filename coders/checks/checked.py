"""The lexicon as the checks see it.

In come the blocks of a folder; out goes `Checked`: the blocks, the sets by name, every template with what it parses to,
and where in its file a phrase stands. What does not parse is kept with its error; judging it is left to the checks.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ...schema.errors import Issue, Severity
from ..blocks import Block, RuleBlock
from ..patterns import (
    NounPattern,
    Pattern,
    Rule,
    compile_rule,
    parse_noun_patterns,
    parse_patterns,
)
from ..sources import Sources
from ..vocabulary import PatternError, Vocabulary
from ..words import WordTable


@dataclass(frozen=True, slots=True)
class Template:
    """A template of a rule: what it parses to, or why it does not parse. `nominal` says under which key it stands."""

    block: RuleBlock
    text: str
    nominal: bool
    verbal: tuple[Pattern, ...] = ()
    nouns: tuple[tuple[str, NounPattern], ...] = ()
    error: str | None = None


@dataclass(frozen=True)
class Checked:
    """A lexicon under checks. `vocabulary` holds the sets that can be resolved."""

    root: Path
    sources: Sources

    @functools.cached_property
    def rules(self) -> tuple[RuleBlock, ...]:
        """The rules in force."""
        return tuple(block for block in self.sources.rules if block.retired is None)

    @functools.cached_property
    def words(self) -> WordTable:
        """The word table."""
        return WordTable.load()

    @functools.cached_property
    def vocabulary(self) -> Vocabulary:
        """The sets; those that cannot be resolved are empty, so that the templates that name them still parse."""
        vocabulary = Vocabulary()
        try:
            vocabulary.add_sets(self.sources.sets)
        except PatternError:
            known = {word_set.id for word_set in self.sources.sets}
            vocabulary.sets = {name: frozenset() for name in known}
        return vocabulary

    @functools.cached_property
    def templates(self) -> tuple[Template, ...]:
        """All templates of the rules in force."""
        return tuple(self._parse_all())

    def _parse_all(self) -> Iterator[Template]:
        for block in self.rules:
            rule = compile_rule(block)
            for text in block.patterns:
                yield _parse_verbal(block, text, rule, self.vocabulary)
            for text in block.nouns:
                yield _parse_nominal(block, text, rule, self.vocabulary)

    @functools.cached_property
    def _lines(self) -> dict[str, list[str]]:
        return {}

    def read_lines(self, path: str) -> list[str]:
        """The lines of a file of the lexicon."""
        if path not in self._lines:
            self._lines[path] = (self.root / path).read_text(encoding="utf-8").split("\n")
        return self._lines[path]

    def find_place(self, block: Block, phrase: str) -> tuple[int, int]:
        """Line and column of a phrase of a block; the block's own where the file writes it in another way."""
        lines = self.read_lines(block.path)
        whole = re.compile(rf"(?<![^\s\[,'\"]){re.escape(phrase)}(?![^\s\],'\"])")
        for number in range(block.line - 1, len(lines)):
            if number >= block.line and lines[number].startswith("- "):
                break
            found = whole.search(lines[number])
            if found is not None:
                return number + 1, found.start() + 1
        return block.line, 1


def make_issue(
    checked: Checked, check: str, severity: Severity, block: Block, phrase: str, message: str, fix: str
) -> Issue:
    """An issue at the place of a phrase in a block."""
    line, column = checked.find_place(block, phrase)
    return Issue(check, severity, block.path, line, column, f"{block.id}: {message}", fix)


def list_set_names(text: str) -> Iterator[str]:
    """The names in braces of a template or a word, and the conditions of its slots."""
    for part in text.replace("|", " ").replace("[", " ").replace("]", " ").split():
        slot, colon, condition = part.partition(":")
        if part.startswith("{") and part.endswith("}"):
            yield part[1:-1]
        elif colon and slot in ("SRC", "TGT"):
            yield condition.strip("{}")


def _parse_verbal(block: RuleBlock, text: str, rule: Rule, vocabulary: Vocabulary) -> Template:
    try:
        return Template(block, text, False, verbal=tuple(parse_patterns(text, rule, vocabulary)))
    except PatternError as error:
        return Template(block, text, False, error=str(error))


def _parse_nominal(block: RuleBlock, text: str, rule: Rule, vocabulary: Vocabulary) -> Template:
    try:
        found = parse_noun_patterns(text, rule, vocabulary)
    except PatternError as error:
        return Template(block, text, True, error=str(error))
    return Template(block, text, True, nouns=tuple((head, noun) for heads, noun in found for head in heads))
