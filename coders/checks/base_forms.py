"""Checks of words: triggers are looked up by lemma, so a template whose trigger is an inflected form never matches."""

from __future__ import annotations

from collections.abc import Iterator

from ...schema.errors import Issue, Severity
from ..words import WordTable
from .checked import Checked, Template, make_issue

_VERB_FORMS = "zyekg"


def find_inflected_triggers(checked: Checked) -> Iterator[Issue]:
    """Yield `not-base-form`: a trigger verb, or the head of a noun template, is an inflected form and nothing else."""
    for template in checked.templates:
        for word in _list_triggers(template):
            lemma = _base_noun(word, checked.words) if template.nominal else _base_verb(word, checked.words)
            if lemma is not None:
                message = f"{word!r} in {template.text!r} is no base form, so it never matches"
                fix = f"write {lemma!r}"
                yield make_issue(
                    checked, "not-base-form", Severity.WARNING, template.block, template.text, message, fix
                )


def _list_triggers(template: Template) -> list[str]:
    """The triggers that the template itself spells out; words of sets may be plurals, since fillers may."""
    spelt = set(template.text.replace("|", " ").replace("_", " ").replace("[", " ").replace("]", " ").lower().split())
    if template.nominal:
        return sorted(spelt & {head.split()[-1].lower() for head, _ in template.nouns})
    return sorted(spelt & {pattern.trigger.partition(":")[0].lower() for pattern in template.verbal})


def _base_noun(word: str, words: WordTable) -> str | None:
    """The singular of a form that is a plural and nothing else."""
    if words.kinds.get(word) != "s":
        return None
    lemma = words.lemma(word, "s")
    return lemma if lemma != word else None


def _base_verb(word: str, words: WordTable) -> str | None:
    """The base of a form that is an inflected verb and no base form."""
    kinds = words.kinds.get(word, "")
    tag = next((kind for kind in kinds if kind in _VERB_FORMS), None)
    if tag is None or "v" in kinds:
        return None
    lemma = words.lemma(word, tag)
    return lemma if lemma != word else None
