"""Block files: one YAML file as blocks.

In come the path of a file and the model of its blocks; out go the blocks that can be read, and an issue for each problem of
the others. What was read is kept in the cache under the digest of the file, so that only files that changed are parsed
again. It deliberately knows nothing of other files.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ..schema.errors import Issue, Severity
from .blocks import Block
from .parsed_files import ParsedFiles

LOAD_CHECKS = MappingProxyType(
    {
        "bad-actor-code": "an actor code is not made of known three-letter groups",
        "bad-base": "what a lexicon extends is neither shipped nor nothing nor a folder, or comes back to itself",
        "bad-date": "a date is not a year, a month or a day of the calendar",
        "bad-event": "an expected event is not SOURCE CODE TARGET, or events stand where none belong",
        "bad-flag": "a flag is neither true nor false",
        "bad-interval": "an interval ends before it begins",
        "bad-rule": "a rule has both act and operator or neither, or no pattern and no noun",
        "bad-value": "a value has the wrong form",
        "duplicate-id": "two blocks of one kind have the same id",
        "duplicate-key": "a mapping has the same key twice",
        "missing-key": "a required key is not there",
        "no-lexicon": "a folder holds no lexicon",
        "reused-id": "a block has an id that is retired",
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


def read_file(
    path: Path, name: str, model: type[B], issues: list[Issue], parsed: ParsedFiles | None = None
) -> tuple[B, ...]:
    """The blocks of a file that is called `name`, and to `issues` what is wrong with the others."""
    content = path.read_bytes()
    key = hashlib.sha256(f"{model.__name__}\0{name}\0".encode() + content).hexdigest()
    kept: tuple[B, ...] | None = None if parsed is None else parsed.find(key)
    if kept is not None:
        return kept
    found: list[Issue] = []
    blocks = tuple(_parse_blocks(content, name, model, found))
    issues.extend(found)
    if parsed is not None and not found:
        parsed.keep(key, blocks)
    return blocks


def _parse_blocks(content: bytes, name: str, model: type[B], issues: list[Issue]) -> Iterable[B]:
    try:
        document = yaml.compose(content.decode("utf-8"), Loader=_Loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        issues.append(_syntax_issue(name, error))
        return
    for node in _block_nodes(name, document, issues):
        block = _read_block(name, node, model, issues)
        if block is not None:
            yield block


def read_mapping(path: Path, name: str, model: type[B], issues: list[Issue]) -> B | None:
    """The one block of a file that is a mapping and no list."""
    try:
        document = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        issues.append(_syntax_issue(name, error))
        return None
    if not isinstance(document, yaml.MappingNode):
        fix = "write keys and values, such as `id: my-lexicon`"
        issues.append(Issue("yaml-syntax", Severity.ERROR, name, 1, 1, "expected keys and values", fix))
        return None
    return _read_block(name, document, model, issues)


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
