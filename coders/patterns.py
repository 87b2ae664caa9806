"""Patterns: the sentence templates of the rules, parsed.

In come the template strings of rule blocks and the word sets; out go frozen patterns with bit masks instead of words, and
the vocabulary that gives each lemma its mask. What a pattern means is in `docs/rules.md`; matching is in `actions`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .vocabulary import KIND_SETS, PREPOSITION_BITS, PREPOSITIONS, PatternError, Vocabulary

if TYPE_CHECKING:
    from .blocks import RuleBlock

SOURCE, TARGET = 1, 2

_SLOTS = {"SRC": SOURCE, "TGT": TARGET}
_LITERAL = re.compile(r"(?!(?:SRC|TGT|ACT|ANY)$)[A-Za-z0-9%][\w.'’%-]*|n't")
_COPULAS = frozenset({"be", "remain", "become", "stay", "seem", "appear", "stand"})


@dataclass(frozen=True, slots=True)
class Term:
    """One argument of a pattern: where it stands (`object`, `prep`, `infinitive`, `that`, `predicate`), what may fill it."""

    where: str
    preps: frozenset[str] = frozenset()
    mask: int = 0
    slot: int = 0
    act: bool = False
    text: str = ""

    def __reduce__(self) -> tuple[object, ...]:
        """By its fields, as in all records here: the same for the pure and the compiled class."""
        return Term, (self.where, self.preps, self.mask, self.slot, self.act, self.text)


@dataclass(frozen=True, slots=True)
class Rule:
    """What a pattern leads to. `code` is None for a null rule; `operator` is None for an act."""

    id: str
    code: str | None
    operator: str | None
    reciprocal: bool
    of_source: bool
    linked: tuple[str, bool] | None
    path: str
    line: int

    def __reduce__(self) -> tuple[object, ...]:
        """By its fields, as in all records here: the same for the pure and the compiled class."""
        return Rule, (
            self.id,
            self.code,
            self.operator,
            self.reciprocal,
            self.of_source,
            self.linked,
            self.path,
            self.line,
        )


@dataclass(frozen=True, slots=True)
class Needs:
    """What a clause must have at the least to meet a pattern: bits of word sets, bits of prepositions, a number of objects."""

    mask: int
    preps: int
    objects: int

    def __reduce__(self) -> tuple[object, ...]:
        """By its fields."""
        return Needs, (self.mask, self.preps, self.objects)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A verbal template with one reading of its optional terms."""

    rule: Rule
    text: str
    trigger: str
    particle: str | None
    subject: Term | None
    terms: tuple[Term, ...]
    weight: float
    needs: Needs

    def __reduce__(self) -> tuple[object, ...]:
        """By its fields."""
        fields = (self.rule, self.text, self.trigger, self.particle, self.subject, self.terms, self.weight, self.needs)
        return Pattern, fields

    def can_meet(self, mask: int, markers: int, count: int) -> bool:
        """Whether a clause with these word sets, prepositions and number of objects may meet the pattern."""
        needs = self.needs
        if needs.mask and not needs.mask & mask:
            return False
        if needs.preps and not needs.preps & markers:
            return False
        return needs.objects <= count or self.particle is not None


@dataclass(frozen=True, slots=True)
class NounPattern:
    """A nominal template: words before the head, the head, and terms after it."""

    rule: Rule
    text: str
    head: int
    modifiers: tuple[int, ...]
    terms: tuple[Term, ...]
    weight: float

    def __reduce__(self) -> tuple[object, ...]:
        """By its fields."""
        return NounPattern, (self.rule, self.text, self.head, self.modifiers, self.terms, self.weight)


def compile_rule(block: RuleBlock) -> Rule:
    """The part of a rule block that the engine keeps."""
    code = None if block.act in (None, "null") else block.act
    linked = None if block.linked is None else (block.linked.code, block.linked.swap)
    return Rule(block.id, code, block.operator, block.reciprocal, block.of == "source", linked, block.path, block.line)


def parse_patterns(text: str, rule: Rule, vocabulary: Vocabulary) -> list[Pattern]:
    """All readings of a verbal template: one per trigger verb and per choice of optional terms."""
    found: list[Pattern] = []
    for words in _expand_optional(text):
        found.extend(_parse_verbal(text, words, rule, vocabulary))
    return found


def _expand_optional(text: str) -> list[list[str]]:
    match = re.search(r"\[([^\[\]]*)\]", text)
    if match is None:
        if "[" in text or "]" in text:
            raise PatternError(f"unbalanced brackets in {text!r}")
        return [text.split()]
    before, inside, after = text[: match.start()], match.group(1), text[match.end() :]
    return _expand_optional(f"{before} {inside} {after}") + _expand_optional(f"{before} {after}")


def _parse_verbal(text: str, words: list[str], rule: Rule, vocabulary: Vocabulary) -> Iterator[Pattern]:
    if len(words) < 2:
        raise PatternError(f"expected a subject and a trigger verb in {text!r}")
    subject = _subject_term(words[0], vocabulary)
    for trigger in _trigger_words(words[1], vocabulary):
        lemma, _, particle = trigger.partition("_")
        rest = words[2:]
        if (
            lemma in _COPULAS
            and rest
            and not _is_filler(rest[0])
            and not _opens_prep(rest, 0)
            and rest[0] not in ("to", "that")
        ):
            for word in rest[0].split("|"):
                terms = _parse_terms(rest[1:], text, vocabulary)
                yield _make_pattern(rule, text, f"{lemma}:{word}", particle, subject, terms, 4, vocabulary)
            continue
        terms = _parse_terms(rest, text, vocabulary)
        yield _make_pattern(rule, text, lemma, particle, subject, terms, 0, vocabulary)


def _make_pattern(
    rule: Rule,
    text: str,
    trigger: str,
    particle: str,
    subject: Term | None,
    terms: tuple[Term, ...],
    extra: float,
    vocabulary: Vocabulary,
) -> Pattern:
    weight = extra + _weigh(rule, subject, terms, particle)
    return Pattern(rule, text, trigger, particle or None, subject, terms, weight, vocabulary.share(_find_needs(terms)))


def _find_needs(terms: tuple[Term, ...]) -> Needs:
    masks = [term.mask for term in terms if term.mask]
    wanted = next((_last_words(term.preps) for term in terms if term.where == "prep" and not term.act), frozenset())
    preps = sum(PREPOSITION_BITS[word] for word in wanted)
    return Needs(masks[0] if masks else 0, preps, sum(term.where == "object" and not term.act for term in terms))


def _trigger_words(word: str, vocabulary: Vocabulary) -> list[str]:
    if word in _SLOTS or word in ("ACT", "ANY"):
        raise PatternError(f"expected a trigger verb, found {word}")
    return [member.replace(" ", "_") for member in _members(word, vocabulary)]


def _members(word: str, vocabulary: Vocabulary) -> list[str]:
    """The words of alternatives, sets expanded."""
    found: list[str] = []
    for part in word.split("|"):
        if part.startswith("{") and part.endswith("}"):
            name = part[1:-1]
            if name not in vocabulary.sets:
                raise PatternError(f"unknown word set {part}")
            found.extend(sorted(vocabulary.sets[name]))
        elif part:
            found.append(part)
    return found


def _subject_term(word: str, vocabulary: Vocabulary) -> Term | None:
    if word == "ANY":
        return None
    return _filler("subject", frozenset(), word, vocabulary)


def _is_filler(word: str) -> bool:
    return word.partition(":")[0] in ("SRC", "TGT", "ANY", "ACT") or word.startswith("{")


def _opens_prep(words: list[str], index: int) -> bool:
    return all(part in PREPOSITIONS for part in words[index].split("|")) and index + 1 < len(words)


def _parse_terms(words: list[str], text: str, vocabulary: Vocabulary) -> tuple[Term, ...]:
    terms = []
    index = 0
    while index < len(words):
        word = words[index]
        if word == "that" and words[index + 1 : index + 2] == ["ACT"]:
            terms.append(Term("that", act=True, text="that ACT"))
            index += 2
        elif word == "to" and words[index + 1 : index + 2] == ["ACT"]:
            terms.append(Term("infinitive", act=True, text="to ACT"))
            index += 2
        elif _opens_prep(words, index):
            terms.append(_filler("prep", _prepositions(word), words[index + 1], vocabulary))
            index += 2
        elif all(part in PREPOSITIONS for part in word.split("|")):
            terms.append(Term("particle", _prepositions(word), text=word))
            index += 1
        else:
            _refuse_mixture(word, words[index + 1 :])
            terms.append(_filler("object", frozenset(), word, vocabulary))
            index += 1
    return vocabulary.share(tuple(vocabulary.share(term) for term in terms))


def _refuse_mixture(word: str, rest: list[str]) -> None:
    """A preposition among other words before a slot is a slip: read as an object, it would match nothing."""
    parts = word.split("|")
    known = [part for part in parts if part in PREPOSITIONS]
    if known and rest and _is_filler(rest[0]):
        others = ", ".join(part for part in parts if part not in PREPOSITIONS)
        raise PatternError(f"{word}: {known[0]} is a preposition, {others} is none; write two patterns")


def _last_words(preps: frozenset[str]) -> frozenset[str]:
    """As the markers of a clause have them: "out of" goes by "of"."""
    return frozenset(prep.rsplit(" ", 1)[-1] for prep in preps)


def _prepositions(word: str) -> frozenset[str]:
    """The alternatives of a preposition as the clauses name them: "out_of" stands there as "out of"."""
    return frozenset(word.replace("_", " ").split("|"))


def _filler(where: str, preps: frozenset[str], word: str, vocabulary: Vocabulary) -> Term:
    shown = "|".join(sorted(preps)) + " " + word if preps else word
    if word == "ACT":
        return Term(where, preps, act=True, text=shown)
    if word in ("ANY", "_"):
        return Term(where, preps, text=shown)
    head, _, condition = word.partition(":")
    if head in _SLOTS:
        mask = _mask_of(_as_filler(condition, vocabulary), vocabulary) if condition else 0
        return Term(where, preps, mask, _SLOTS[head], text=shown)
    return Term(where, preps, _mask_of(word, vocabulary), text=shown)


def _as_filler(condition: str, vocabulary: Vocabulary) -> str:
    """The condition of a slot as a filler: the name of a set may stand without its braces."""
    return "|".join(
        "{" + part + "}"
        if part in vocabulary.sets or part in KIND_SETS or ("|" not in condition and not part.startswith("{"))
        else part
        for part in condition.split("|")
    )


def _mask_of(word: str, vocabulary: Vocabulary) -> int:
    """The bits of a filler: sets in braces and literal lemmas, alternatives joined by `|`."""
    mask = 0
    literals = []
    for part in word.split("|"):
        if part.startswith("{") and part.endswith("}"):
            mask |= vocabulary.mask_of_set(part[1:-1])
        elif _LITERAL.fullmatch(part):
            literals.append(part.lower().replace("_", " "))
        else:
            raise PatternError(f"cannot read the term {word!r}")
    return mask | vocabulary.mask_of_words(literals) if literals else mask


def _weigh(rule: Rule, subject: Term | None, terms: tuple[Term, ...], particle: str | None) -> float:
    """How specific a pattern is: object classes before particles before free prepositions before bare slots."""
    weight = 4.0 if particle else 0.0
    for term in (subject, *terms):
        if term is None:
            continue
        weight += 5 if term.mask else 0
        weight += 1 if term.slot else 0
        weight += 2 if term.preps else 0
        weight += 3 if term.act else 0
        if term.where == "particle":
            weight += 2
        if term.mask and term.text.islower() and not term.text.startswith("{"):
            weight += 0.5
    if rule.code is not None and rule.code[0] != "~" and not rule.code.endswith("0"):
        weight += 0.25 + 0.01 * len(rule.code)
    return weight


def parse_noun_patterns(text: str, rule: Rule, vocabulary: Vocabulary) -> list[tuple[list[str], NounPattern]]:
    """All readings of a nominal template, each with the head lemmas that trigger it."""
    found = []
    for words in _expand_optional(text):
        found.append(_parse_nominal(text, words, rule, vocabulary))
    return found


def _parse_nominal(text: str, words: list[str], rule: Rule, vocabulary: Vocabulary) -> tuple[list[str], NounPattern]:
    cut = next(
        (i for i in range(1, len(words)) if _opens_prep(words, i) or words[i] in ("ACT", "to", "that")), len(words)
    )
    before, after = words[:cut], words[cut:]
    slots = [word for word in before if word in _SLOTS]
    before = [word for word in before if word not in _SLOTS]
    if not before:
        raise PatternError(f"expected a head noun in {text!r}")
    heads = _head_words(before[-1], vocabulary)
    modifiers = tuple(_filler("modifier", frozenset(), word, vocabulary).mask for word in before[:-1])
    terms = _parse_terms(after, text, vocabulary)
    weight = 5.0 * len(modifiers) + _weigh(rule, None, terms, None) + len(slots)
    return heads, NounPattern(rule, text, 0, modifiers, terms, weight)


def _head_words(word: str, vocabulary: Vocabulary) -> list[str]:
    if word in ("ACT", "ANY") or word.isupper():
        raise PatternError(f"expected a head noun, found {word}")
    return _members(word, vocabulary)
