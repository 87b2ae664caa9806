"""Layers: how a lexicon that extends another makes one with it.

In come the layers and the blocks of each, the lexicon itself first; out go the blocks that hold, what overrides what, and
issues. A block replaces the one of its kind with the same id below; what the manifest retires is left out. Own blocks come
first, so that of two entries with one name the own is chosen.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from ..schema.enums import BlockKind
from ..schema.errors import Issue, Severity
from .blocks import Block, Manifest, Retirement, RuleBlock, WordSet
from .digests import EXTENDS_NOTHING, MANIFEST, SHIPPED, resolve_base
from .overrides import REPLACES, RETIRES, Override

FOLDERS = ("rules", "sets", "actors", "agents")
TABLES = ("light_verbs.yml", "composition.yml")

B = TypeVar("B", bound=Block)


@dataclasses.dataclass(frozen=True, slots=True)
class Layer:
    """One folder of a lexicon. `prefix` begins the paths of its blocks; the lexicon itself has none."""

    name: str
    root: Path
    manifest: Manifest | None
    prefix: str

    @property
    def retired(self) -> tuple[Retirement, ...]:
        """The ids that its manifest retires."""
        return () if self.manifest is None else self.manifest.retire


def find_missing_files(layer: Layer) -> Iterator[Issue]:
    """Yield `no-lexicon`: a folder that has neither a manifest nor any file that a lexicon is made of."""
    files = [path for folder in FOLDERS for path in (layer.root / folder).glob("*.yml")]
    if layer.manifest is None and not files and not any((layer.root / name).is_file() for name in (*TABLES, MANIFEST)):
        message = f"found no lexicon in {layer.root}, expected {MANIFEST} or files like actors/NAME.yml"
        fix = "name the folder that holds it, or make one with `polybius init lexicon DIR`"
        yield Issue("no-lexicon", Severity.ERROR, MANIFEST, 1, 1, message, fix)


def find_bad_bases(layers: Sequence[Layer]) -> Iterator[Issue]:
    """Yield `bad-base`: what a manifest extends is no lexicon, or comes back to itself."""
    known = [layer.root.resolve() for layer in layers]
    for index, layer in enumerate(layers):
        base = EXTENDS_NOTHING if layer.manifest is None else layer.manifest.extends
        if base == EXTENDS_NOTHING or layer.root == SHIPPED:
            continue
        below = resolve_base(layer.root, base)
        if below is None:
            message = f"extends: found {base!r}, expected shipped, nothing, or the path of a folder from here"
        elif index == 0 and below.resolve() in known:
            message = f"extends: {base!r} leads back to this lexicon"
        else:
            continue
        fix = "write `extends: shipped` to add to the shipped lexicon"
        yield Issue("bad-base", Severity.ERROR, layer.prefix + MANIFEST, 1, 1, message, fix)


class Merging:
    """Merges the blocks of layers kind by kind, and collects what overrides what."""

    def __init__(self, layers: Sequence[Layer], issues: list[Issue]) -> None:
        self.layers = layers
        self.issues = issues
        self.overrides: list[Override] = []

    def merge(self, kind: BlockKind, parts: Sequence[tuple[B, ...]]) -> tuple[B, ...]:
        """The blocks that hold, from those of each layer, the lexicon itself first."""
        merged = parts[-1]
        self.issues.extend(_find_reused(self.layers[-1], kind, merged, ()))
        for layer, own in zip(reversed(self.layers[:-1]), reversed(parts[:-1]), strict=True):
            self.issues.extend(_find_reused(layer, kind, own, merged))
            merged = self._lay(layer, kind, own, merged)
        return merged

    def _lay(self, layer: Layer, kind: BlockKind, own: tuple[B, ...], below: tuple[B, ...]) -> tuple[B, ...]:
        """The blocks of one layer laid upon those below it."""
        known = {block.id: block for block in below}
        upper = tuple(_keep_words(block, known.get(block.id)) for block in own)
        for block in own:
            if block.id in known:
                self.overrides.append(_override(kind, block, known[block.id]))
        gone = {block.id for block in own}
        for retirement in layer.retired:
            if retirement.kind is kind and retirement.id in known and retirement.id not in gone:
                gone.add(retirement.id)
                self.overrides.append(_retire(layer, retirement, known[retirement.id]))
        return (*upper, *(block for block in below if block.id not in gone))


def _override(kind: BlockKind, block: Block, below: Block) -> Override:
    return Override(str(kind), block.id, REPLACES, block.path, block.line, f"{below.path}:{below.line}")


def _retire(layer: Layer, retirement: Retirement, below: Block) -> Override:
    path, place = layer.prefix + MANIFEST, f"{below.path}:{below.line}"
    return Override(str(retirement.kind), retirement.id, RETIRES, path, retirement.line, place, retirement.reason)


def _keep_words(block: B, below: Block | None) -> B:
    """A set that includes the set of its own id adds to the one below it."""
    itself = "{" + block.id + "}"
    if not isinstance(block, WordSet) or not isinstance(below, WordSet) or itself not in block.words:
        return block
    words = tuple(word for word in block.words if word != itself)
    return block.model_copy(update={"words": (*words, *(word for word in below.words if word not in words))})


def _find_reused(layer: Layer, kind: BlockKind, own: Sequence[Block], below: Sequence[Block]) -> Iterator[Issue]:
    """Yield `reused-id`: a block whose id its manifest retires, or that a retired rule below has."""
    retired = {entry.id: f"{layer.prefix}{MANIFEST}:{entry.line}" for entry in layer.retired if entry.kind is kind}
    for block in below:
        if isinstance(block, RuleBlock) and block.retired is not None:
            retired.setdefault(block.id, f"{block.path}:{block.line}")
    for block in own:
        if block.id in retired and not (isinstance(block, RuleBlock) and block.retired is not None):
            message = f"{block.id}: this id is retired ({retired[block.id]}), and ids are never used again"
            fix = "choose a new id, or take the retirement out if it was a mistake"
            yield Issue("reused-id", Severity.ERROR, block.path, block.line, 1, message, fix)
