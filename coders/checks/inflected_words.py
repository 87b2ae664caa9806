"""not-base-form: triggers are looked up by lemma, so a template whose trigger is an inflected form never matches."""

from __future__ import annotations

from collections.abc import Iterator

from ...schema.errors import Issue
from ..blocks import Block
from ..words import WordTable
from .check import warning
from .checked import Checked, Template, list_set_names

INFLECTED = warning("not-base-form", "verbs and nouns in their base form, where they trigger a pattern")
CHECKS = (INFLECTED,)
_VERB_FORMS = "zyekg"


def find(checked: Checked) -> Iterator[Issue]:
    """Yield trigger verbs and heads of noun templates, spelt out or in a set, that are inflected forms and nothing else."""
    for template in checked.templates:
        for word in _list_triggers(template):
            lemma = _base_of(word, template, checked.words)
            if lemma is not None:
                message = f"{word!r} in {template.text!r} is no base form, so it never matches"
                yield INFLECTED.issue(checked, template.block, word, message, f"write {lemma!r}", template.text)
    yield from _find_in_sets(checked)


def _base_of(word: str, template: Template, words: WordTable) -> str | None:
    return _base_noun(word, words) if template.nominal else _base_verb(word, words)


def _find_in_sets(checked: Checked) -> Iterator[Issue]:
    """The words of sets that stand as the trigger verb."""
    sets = {word_set.id: word_set for word_set in checked.sources.sets}
    used = {
        name: template for template in checked.templates for name in _trigger_sets(template) if not template.nominal
    }
    for name, template in used.items():
        for word in sets[name].words if name in sets else ():
            lemma = _base_verb(word.partition(" ")[0].partition("_")[0], checked.words)
            if lemma is not None:
                block: Block = sets[name]
                message = f"{word!r} is no base form, so as the verb of {template.text!r} it never matches"
                yield INFLECTED.issue(checked, block, word, message, f"write {lemma!r}")


def _trigger_sets(template: Template) -> Iterator[str]:
    words = template.text.split()
    return list_set_names(words[1]) if len(words) > 1 else iter(())


def _list_triggers(template: Template) -> list[str]:
    """The triggers that the template itself spells out."""
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
