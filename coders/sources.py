"""The rule and dictionary files as blocks.

In comes a folder (None: the files that ship with the package); out go `Sources`, all blocks with the file and line of
each, those of what the folder extends included, and a digest of the bytes they were read from. Every problem of every
file is collected and raised as one `LexiconError`. This is the only module of the coders that opens these files; it
deliberately does not compile patterns, resolve sets or judge style. Which block goes before which is said in `layers`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from ..schema.enums import BlockKind
from ..schema.errors import Issue, LexiconError, Severity
from .block_files import LOAD_CHECKS, read_file, read_mapping
from .blocks import (
    ActorEntry,
    AgentEntry,
    Block,
    Composition,
    LightVerb,
    Manifest,
    OperatorEntry,
    RuleBlock,
    WordSet,
)
from .digests import MANIFEST, SHIPPED, digest_sources, list_roots, paused_collector
from .layers import Layer, Merging, find_bad_bases, find_missing_files
from .overrides import Override
from .parsed_files import ParsedFiles

__all__ = ["LOAD_CHECKS", "Sources", "collect_sources", "read_sources"]

B = TypeVar("B", bound=Block)


@dataclass(frozen=True, slots=True)
class Sources:
    """All blocks of a lexicon: its own in the order of file names and lines, then what is left of what it extends.

    The path of a block is relative to its own layer's folder; of a layer below it begins with the layer's name
    (`shipped:rules/07_aid.yml`). `layers` goes from the lexicon itself down to what it rests on.
    """

    rules: tuple[RuleBlock, ...]
    sets: tuple[WordSet, ...]
    actors: tuple[ActorEntry, ...]
    agents: tuple[AgentEntry, ...]
    light_verbs: tuple[LightVerb, ...]
    composition: Composition
    digest: str
    layers: tuple[Layer, ...] = ()
    overrides: tuple[Override, ...] = ()


def read_sources(folder: Path | None = None) -> Sources:
    """Read all files of a lexicon folder. Raises `LexiconError` with every issue found."""
    sources, issues = collect_sources(folder)
    if issues:
        raise LexiconError(issues)
    return sources


def collect_sources(folder: Path | None = None) -> tuple[Sources, tuple[Issue, ...]]:
    """Read what can be read of a lexicon folder, and return it with the issues of the rest, by file and line."""
    issues: list[Issue] = []
    with paused_collector():
        layers = tuple(reversed(_read_layers(folder, issues)))
        parsed = ParsedFiles()
        sources = _merge(layers, [_read_layer(layer, issues, parsed) for layer in layers], issues)
        parsed.save()
    return sources, tuple(sorted(issues, key=lambda issue: (issue.path, issue.line, issue.column)))


def _read_layers(folder: Path | None, issues: list[Issue]) -> list[Layer]:
    """The layers of a lexicon, the lowest first. The lexicon itself has no prefix."""
    roots = list_roots(folder)
    layers = []
    for root in roots:
        manifest = None
        if (root / MANIFEST).is_file():
            manifest = read_mapping(root / MANIFEST, MANIFEST, Manifest, issues)
        name = "shipped" if root == SHIPPED else root.name if manifest is None else manifest.id
        layers.append(Layer(name, root, manifest, "" if root is roots[-1] else f"{name}:"))
    issues.extend(find_missing_files(layers[-1]))
    issues.extend(find_bad_bases(layers))
    return layers


def _read_layer(layer: Layer, issues: list[Issue], parsed: ParsedFiles) -> Sources:
    """The blocks of one folder alone."""

    def read(glob: str, model: type[B]) -> tuple[B, ...]:
        blocks: list[B] = []
        for path in sorted(layer.root.glob(glob)):
            name = layer.prefix + path.relative_to(layer.root).as_posix()
            blocks.extend(read_file(path, name, model, issues, parsed))
        issues.extend(_find_duplicate_ids(blocks))
        return tuple(blocks)

    return Sources(
        rules=read("rules/*.yml", RuleBlock),
        sets=read("sets/*.yml", WordSet),
        actors=read("actors/*.yml", ActorEntry),
        agents=read("agents/*.yml", AgentEntry),
        light_verbs=read("light_verbs.yml", LightVerb),
        composition=Composition(operators=read("composition.yml", OperatorEntry)),
        digest="",
    )


def _merge(layers: tuple[Layer, ...], read: Sequence[Sources], issues: list[Issue]) -> Sources:
    """One lexicon from its layers, the lexicon itself first."""
    merging = Merging(layers, issues)
    operators = merging.merge(BlockKind.OPERATOR, [part.composition.operators for part in read])
    return Sources(
        rules=merging.merge(BlockKind.RULE, [part.rules for part in read]),
        sets=merging.merge(BlockKind.SET, [part.sets for part in read]),
        actors=merging.merge(BlockKind.ACTOR, [part.actors for part in read]),
        agents=merging.merge(BlockKind.AGENT, [part.agents for part in read]),
        light_verbs=merging.merge(BlockKind.LIGHT_VERB, [part.light_verbs for part in read]),
        composition=Composition(operators=operators),
        digest=digest_sources(layers[0].root),
        layers=layers,
        overrides=tuple(merging.overrides),
    )


def _find_duplicate_ids(blocks: Sequence[Block]) -> Iterator[Issue]:
    first: dict[str, Block] = {}
    for block in blocks:
        known = first.setdefault(block.id, block)
        if known is not block:
            message = f"id {block.id!r} is taken by {known.path}:{known.line}"
            yield Issue("duplicate-id", Severity.ERROR, block.path, block.line, 1, message, "choose an id never used")
