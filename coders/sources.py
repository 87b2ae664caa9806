"""The rule and dictionary files as blocks.

In comes a folder (None: the files that ship with the package); out go `Sources`, all blocks with the file and line of
each, and a digest of the bytes they were read from. Every problem of every file is collected and raised as one
`LexiconError`. This is the only module of the coders that opens these files; it deliberately does not compile
patterns, resolve sets or judge style.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ..schema.errors import Issue, LexiconError, Severity
from .blocks import (
    ActorEntry,
    AgentEntry,
    Block,
    Composition,
    LightVerb,
    OperatorEntry,
    RuleBlock,
    WordSet,
)
from .digests import SHIPPED, digest_sources, paused_collector

LOAD_CHECKS = MappingProxyType(
    {
        "bad-actor-code": "an actor code is not made of known three-letter groups",
        "bad-date": "a date is not a year, a month or a day of the calendar",
        "bad-event": "an expected event is not SOURCE CODE TARGET, or events stand where none belong",
        "bad-flag": "a flag is neither true nor false",
        "bad-interval": "an interval ends before it begins",
        "bad-rule": "a rule has both act and operator or neither, or no pattern and no noun",
        "bad-value": "a value has the wrong form",
        "duplicate-id": "two blocks of one kind have the same id",
        "duplicate-key": "a mapping has the same key twice",
        "missing-key": "a required key is not there",
        "unknown-code": "an event code that CAMEO does not have, or a malformed latent class",
        "unknown-key": "a key that blocks of this kind do not have",
        "yaml-syntax": "a file is no valid YAML or UTF-8, or not a list of blocks",
    }
)

_Base: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_POSITION_KEYS = ("line", "path")

B = TypeVar("B", bound=Block)


class _Loader(_Base):  # type: ignore[misc]
    """A YAML loader that resolves nothing: every scalar is a string, and no time goes into finding out."""

    def descend_resolver(self, current_node: object, current_index: object) -> None:
        """Do nothing: there are no path resolvers."""

    def ascend_resolver(self) -> None:
        """Do nothing: there are no path resolvers."""

    def resolve(self, kind: type, value: object, implicit: object) -> str:
        """Return one tag for all nodes; their class says what they are."""
        return ""


@dataclass(frozen=True, slots=True)
class Sources:
    """All blocks of a lexicon folder, in the order of file names and lines."""

    rules: tuple[RuleBlock, ...]
    sets: tuple[WordSet, ...]
    actors: tuple[ActorEntry, ...]
    agents: tuple[AgentEntry, ...]
    light_verbs: tuple[LightVerb, ...]
    composition: Composition
    digest: str


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
        sources = _read_all(SHIPPED if folder is None else folder, issues)
    return sources, tuple(sorted(issues, key=lambda issue: (issue.path, issue.line, issue.column)))


def _read_all(root: Path, issues: list[Issue]) -> Sources:
    return Sources(
        rules=read_blocks(root, "rules/*.yml", RuleBlock, issues),
        sets=read_blocks(root, "sets/*.yml", WordSet, issues),
        actors=read_blocks(root, "actors/*.yml", ActorEntry, issues),
        agents=read_blocks(root, "agents/*.yml", AgentEntry, issues),
        light_verbs=read_blocks(root, "light_verbs.yml", LightVerb, issues),
        composition=Composition(operators=read_blocks(root, "composition.yml", OperatorEntry, issues)),
        digest=digest_sources(root),
    )


def read_blocks(root: Path, glob: str, model: type[B], issues: list[Issue]) -> tuple[B, ...]:
    """Read the blocks of all files that match, and append what is wrong with them to `issues`."""
    blocks: list[B] = []
    for path in sorted(root.glob(glob)):
        blocks.extend(_read_file(path, path.relative_to(root).as_posix(), model, issues))
    issues.extend(_find_duplicate_ids(blocks))
    return tuple(blocks)


def _read_file(path: Path, name: str, model: type[B], issues: list[Issue]) -> Iterator[B]:
    try:
        document = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        issues.append(_syntax_issue(name, error))
        return
    for node in _block_nodes(name, document, issues):
        block = _read_block(name, node, model, issues)
        if block is not None:
            yield block


def _syntax_issue(name: str, error: Exception) -> Issue:
    mark = getattr(error, "problem_mark", None)
    line, column = (1, 1) if mark is None else (mark.line + 1, mark.column + 1)
    detail = getattr(error, "problem", None) or str(error)
    fix = "quote a value that begins with { or ["
    return Issue("yaml-syntax", Severity.ERROR, name, line, column, f"cannot be read: {detail}", fix)


def _block_nodes(name: str, document: yaml.Node | None, issues: list[Issue]) -> Iterable[yaml.Node]:
    """The nodes of the blocks: the items of the list, or of the list under the one key `operators`."""
    if document is None:
        return ()
    if isinstance(document, yaml.MappingNode) and [key.value for key, _ in document.value] == ["operators"]:
        document = document.value[0][1]
    if isinstance(document, yaml.SequenceNode):
        return tuple(document.value)
    issues.append(_issue("yaml-syntax", name, document, "expected a list of blocks"))
    return ()


def _read_block(name: str, node: yaml.Node, model: type[B], issues: list[Issue]) -> B | None:
    found: list[Issue] = []
    values = _node_value(name, node, found)
    if not isinstance(values, dict):
        issues.append(_issue("yaml-syntax", name, node, "expected a block of keys and values"))
        return None
    values["path"] = name
    values["line"] = node.start_mark.line + 1
    try:
        block = model.model_validate(values)
    except ValidationError as error:
        found.extend(_error_issue(name, node, model, detail) for detail in _own_errors(error.errors()))
    issues.extend(found)
    return None if found else block


def _node_value(name: str, node: yaml.Node, issues: list[Issue]) -> Any:
    """The plain value of a node: str, list or dict. A mapping in a list is told the line where it starts."""
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.MappingNode):
        return _mapping_value(name, node, issues)
    items = []
    for child in node.value:
        value = _node_value(name, child, issues)
        if isinstance(value, dict):
            value["line"] = child.start_mark.line + 1
        items.append(value)
    return items


def _mapping_value(name: str, node: yaml.MappingNode, issues: list[Issue]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = key_node.value
        if not isinstance(key, str) or key in _POSITION_KEYS:
            issues.append(_issue("unknown-key", name, key_node, f"unknown key {key!r}", "remove it"))
        elif key in values:
            issues.append(_issue("duplicate-key", name, key_node, f"key {key!r} occurs twice", "merge the two"))
        else:
            values[key] = _node_value(name, value_node, issues)
    return values


def _issue(check: str, name: str, node: yaml.Node, message: str, fix: str = "") -> Issue:
    mark = node.start_mark
    return Issue(check, Severity.ERROR, name, mark.line + 1, mark.column + 1, message, fix)


def _own_errors(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out lists that are too short only because their items are wrong."""
    places = [detail["loc"] for detail in errors]
    return [
        detail
        for detail in errors
        if detail["type"] != "too_short"
        or not any(place[: len(detail["loc"])] == detail["loc"] and place != detail["loc"] for place in places)
    ]


def _error_issue(name: str, node: yaml.Node, model: type[Block], detail: ErrorDetails) -> Issue:
    """Turn one pydantic error into an issue at the place of the value that it is about."""
    place = tuple(detail["loc"])
    kind = detail["type"]
    label = f"block {_block_id(node)}"
    where = _find_node(node, place)
    if kind == "extra_forbidden":
        return _issue("unknown-key", name, where, f"{label}: unknown key {place[-1]!r}", _guess_key(model, place))
    if kind == "missing":
        return _issue("missing-key", name, where, f"{label}: key {place[-1]!r} is missing")
    check = kind if kind in LOAD_CHECKS else "bad-value"
    at = ".".join(str(part) for part in place)
    fix = str(detail.get("ctx", {}).get("fix", ""))
    return _issue(check, name, where, f"{label}: {at + ': ' if at else ''}{detail['msg']}", fix)


def _block_id(node: yaml.Node) -> str:
    for key, value in node.value:
        if key.value == "id" and isinstance(value, yaml.ScalarNode):
            return str(value.value)
    return "without id"


def _find_node(node: yaml.Node, place: Sequence[str | int]) -> yaml.Node:
    """Follow a pydantic location down the nodes, as far as it goes."""
    for part in place:
        child = _child_node(node, part)
        if child is None:
            return node
        node = child
    return node


def _child_node(node: yaml.Node, part: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        child: yaml.Node = node.value[part]
        return child
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == part), None)
    return None


def _guess_key(model: type[BaseModel], place: Sequence[str | int]) -> str:
    keys = sorted(_known_keys(model) - set(_POSITION_KEYS))
    close = difflib.get_close_matches(str(place[-1]), keys, n=1)
    return f"did you mean {close[0]!r}?" if close else "known keys: " + ", ".join(keys)


def _known_keys(model: type[BaseModel]) -> set[str]:
    """All keys of a block and of the mappings inside it, as its JSON Schema names them."""
    schema = model.model_json_schema(by_alias=True)
    parts = [schema, *schema.get("$defs", {}).values()]
    return {key for part in parts for key in part.get("properties", {})}


def _find_duplicate_ids(blocks: Sequence[Block]) -> Iterator[Issue]:
    first: dict[str, Block] = {}
    for block in blocks:
        known = first.setdefault(block.id, block)
        if known is not block:
            message = f"id {block.id!r} is taken by {known.path}:{known.line}"
            yield Issue("duplicate-id", Severity.ERROR, block.path, block.line, 1, message, "choose an id never used")
