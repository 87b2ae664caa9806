"""The bounds file rewritten: bounds drawn to what was measured, and digests brought up to date.

In comes the text of a bounds file and what was measured; out goes the text with the numbers changed where they stand, comments and
layout as they were. Bounds only become tighter, unless the caller says that they may become looser.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import TypeGuard

import yaml

from .bounds import Amount, BlockFindings, Finding

Edit = tuple[int, int, str]
"""Where in the text something stands, and what it becomes."""

_DECIMALS = 4


def update_bounds(text: str, measured: Iterable[BlockFindings], *, loosen: bool = False) -> str:
    """The file with bounds as measured: tighter ones always, looser ones only with `loosen`; digests where they are given."""
    nodes = {_scalar(block, "id"): block for block in _blocks(text)}
    edits: list[Edit] = []
    for found in measured:
        node = nodes[found.block.id]
        digest = _child(node, "sha256")
        if digest is not None:
            edits.append((digest.start_mark.index, digest.end_mark.index, f'"{found.digest}"'))
        for finding in found.findings:
            edits.extend(_edit_range(node, finding, loosen))
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _edit_range(block: yaml.Node, finding: Finding, loosen: bool) -> Iterator[Edit]:
    node: yaml.Node | None = block
    for key in finding.key[1:]:
        node = None if node is None else _child(node, key)
    for name in ("min", "max"):
        bound = getattr(finding.allowed, name)
        place = None if node is None else _child(node, name)
        if bound is None or place is None:
            continue
        new = _drawn(finding, bound, name)
        is_tighter = new.value > bound.value if name == "min" else new.value < bound.value
        if is_tighter or (loosen and new.value != bound.value):
            yield place.start_mark.index, place.end_mark.index, str(new)


def _drawn(finding: Finding, bound: Amount, name: str) -> Amount:
    """The bound that holds just so; shares and metrics are rounded to the loose side."""
    value = finding.measured(bound)
    if bound.is_share or finding.key[1] == "metrics":
        factor = 10**_DECIMALS
        value = (math.floor(value * factor + 1e-9) if name == "min" else math.ceil(value * factor - 1e-9)) / factor
    return Amount(value, bound.is_share)


def _blocks(text: str) -> list[yaml.Node]:
    document = yaml.compose(text, Loader=yaml.BaseLoader)
    return list(document.value) if isinstance(document, yaml.SequenceNode) else []


def _child(node: yaml.Node, key: str) -> yaml.Node | None:
    if not _is_mapping(node):
        return None
    return next((value for name, value in node.value if name.value == key), None)


def _is_mapping(node: yaml.Node) -> TypeGuard[yaml.MappingNode]:
    return isinstance(node, yaml.MappingNode)


def _scalar(node: yaml.Node, key: str) -> str:
    child = _child(node, key)
    return "" if child is None else str(child.value)
