"""The lexicon as the checks see it.

In come the blocks of a lexicon; out goes `Checked`: the blocks, the sets by name, every template with what it parses to, the
files as text, and where in its file a phrase stands. What does not parse is kept with its error; judging it is left to
the checks.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..blocks import Block, RuleBlock
from ..grammar import Grammar, read_grammar
from ..layers import FOLDERS, Layer
from ..names import normalise_phrase
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

    sources: Sources

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The folders of the lexicon, itself first."""
        return self.sources.layers

    @property
    def root(self) -> Path:
        """The lexicon's own folder."""
        return self.layers[0].root

    def is_own(self, block: Block) -> bool:
        """Whether a block stands in the lexicon itself, and not in one that it extends."""
        return ":" not in block.path

    @functools.cached_property
    def rules(self) -> tuple[RuleBlock, ...]:
        """The rules in force."""
        return tuple(block for block in self.sources.rules if block.retired is None)

    @functools.cached_property
    def words(self) -> WordTable:
        """The word table."""
        return WordTable.load()

    @functools.cached_property
    def verb_lemmas(self) -> frozenset[str]:
        """The base forms that some verb form has."""
        return frozenset(self.words.verbs.values())

    def is_verb(self, word: str) -> bool:
        """Whether some form is read as a form of this verb: a listed one, or a regular one that the table does not know."""
        past = f"{word}d" if word.endswith("e") else f"{word[:-1]}ied" if word.endswith("y") else f"{word}ed"
        doubled = () if word[-1] in "aeiouwxy" else (f"{word}{word[-1]}ed",)
        forms = (past, *doubled)
        regular = (form for form in forms if form not in self.words.kinds)
        return word in self.verb_lemmas or "-" in word or any(self.words.lemma(form, "e") == word for form in regular)

    @functools.cached_property
    def grammar(self) -> Grammar:
        """The closed classes of words."""
        return read_grammar()

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
    def _phrases(self) -> dict[str, tuple[str, ...]]:
        return {}

    def normalise(self, name: str) -> tuple[str, ...]:
        """The words of a name as names are looked up; each name is worked out once."""
        found = self._phrases.get(name)
        if found is None:
            found = self._phrases[name] = normalise_phrase(name)
        return found

    @functools.cached_property
    def files(self) -> dict[str, str]:
        """The text of each file of the lexicon itself, by its path."""
        names = [path.relative_to(self.root) for folder in FOLDERS for path in (self.root / folder).glob("*.yml")]
        names += [path.relative_to(self.root) for path in self.root.glob("*.yml")]
        return {name.as_posix(): self._read(name.as_posix()) for name in sorted(names)}

    def _read(self, path: str) -> str:
        prefix, colon, rest = path.rpartition(":")
        layer = next((layer for layer in self.layers if layer.prefix == prefix + colon), self.layers[0])
        return (layer.root / rest).read_bytes().decode("utf-8", errors="replace")

    @functools.cached_property
    def _lines(self) -> dict[str, list[str]]:
        return {}

    def read_lines(self, path: str) -> list[str]:
        """The lines of a file."""
        if path not in self._lines:
            self._lines[path] = self._read(path).split("\n")
        return self._lines[path]

    def find_place(self, block: Block, phrase: str) -> tuple[int, int]:
        """Line and column of a phrase of a block: an item of its own before a part of one; else where the block starts."""
        lines = self.read_lines(block.path)
        end = block.line
        while end < len(lines) and not lines[end].startswith("- "):
            end += 1
        escaped = re.escape(phrase)
        for form in (rf"^\s*- (['\"]?){escaped}\1\s*$", rf"(?<![^\s\[{{,'\"]){escaped}(?![^\s\]}},'\"])"):
            pattern = re.compile(form)
            for number in range(block.line - 1, end):
                found = pattern.search(lines[number])
                if found is not None:
                    return number + 1, lines[number].index(phrase, found.start()) + 1
        return block.line, 1


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
