"""Examples: runs the executed examples of rules and of composition cells.

In come the sources and a coder; out goes one outcome per example. An example passes when the set of events that the coder
gives is the set that it states; a `not` example passes when its rule gives
nothing (of a null rule: when nothing is given at all); a known miss passes while it still fails.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..schema.records import Actor, Mention
from .blocks import Example, ExampleEvent, RuleBlock
from .coder import Coder
from .sources import Sources


@dataclass(frozen=True, slots=True)
class ExampleCase:
    """One example of a rule (`kind`: codes, not, known_miss) or of a composition cell (cell)."""

    owner: str
    kind: str
    example: Example
    path: str
    line: int
    is_null: bool = False

    @property
    def id(self) -> str:
        return f"{self.owner}:{self.kind}:{self.line}"


@dataclass(frozen=True, slots=True)
class ExampleOutcome:
    """What an example gave. `got` are the events as `SOURCE CODE TARGET`, sorted."""

    case: ExampleCase
    passed: bool
    got: tuple[str, ...]
    mentions: tuple[Mention, ...]


def list_examples(sources: Sources, *, own: bool = False) -> Iterator[ExampleCase]:
    """All examples of the rules that are in force and of the composition cells, in the order of the files.

    With `own`, those of the lexicon itself: what it extends has examples that other actors or sets may rightly change.
    """
    below = tuple(layer.prefix for layer in sources.layers if layer.prefix) if own else ()
    return (case for case in _all_examples(sources) if not case.path.startswith(below))


def _all_examples(sources: Sources) -> Iterator[ExampleCase]:
    for block in sources.rules:
        if block.retired is None:
            yield from _block_examples(block)
    for operator in sources.composition.operators:
        for cell in operator.cells:
            if cell.text is not None:
                example = Example(line=cell.line, text=cell.text, events=cell.events)
                yield ExampleCase(
                    f"{operator.id}-{cell.act}", "cell" if cell.events else "not", example, operator.path, cell.line
                )


def _block_examples(block: RuleBlock) -> Iterator[ExampleCase]:
    kinds = (("codes", block.examples.codes), ("not", block.examples.not_), ("known_miss", block.examples.known_miss))
    for kind, examples in kinds:
        for example in examples:
            yield ExampleCase(block.id, kind, example, block.path, example.line, block.is_null)


def run_example(coder: Coder, case: ExampleCase) -> ExampleOutcome:
    """Code one example and compare."""
    example = case.example
    context = [example.context] if example.context is not None else []
    return judge_example(case, coder.code_sentence(example.text, published=example.published, context=context))


def judge_example(case: ExampleCase, mentions: Sequence[Mention]) -> ExampleOutcome:
    """Compare what an example gave with what it states."""
    got = tuple(sorted({show_event(mention) for mention in mentions}))
    expected = tuple(sorted({show_expected(event) for event in case.example.events}))
    if case.kind == "not":
        passed = not mentions if case.is_null else all(mention.rule_id != case.owner for mention in mentions)
    elif case.kind == "known_miss":
        passed = got != expected
    else:
        passed = got == expected
    return ExampleOutcome(case, passed, got, tuple(mentions))


def show_event(mention: Mention) -> str:
    """A mention as examples write it; a side without a code is `_`."""
    return f"{_side(mention.source)} {mention.code} {_side(mention.target)}"


def _side(actor: Actor | None) -> str:
    return "_" if actor is None or actor.code is None else actor.code


def show_expected(event: ExampleEvent) -> str:
    """An expected event in the same form."""
    return str(event)
