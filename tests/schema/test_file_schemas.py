from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

ROOT = Path(__file__).parents[2]
GENERATED = ROOT / "schema" / "generated"
CODERS = ROOT / "coders"
KINDS = ("rules", "sets", "agents", "actors")
A_FEW = 8


class EditorLoader(yaml.BaseLoader):
    """Reads as editors do (YAML 1.2): `true`, `false` and `null` are values, `on` and `no` are words."""


EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("^(?:~|null|)$"), ["~", "n", ""])
EditorLoader.add_constructor("tag:yaml.org,2002:bool", lambda loader, node: node.value == "true")
EditorLoader.add_constructor("tag:yaml.org,2002:null", lambda loader, node: None)


def read_schema(kind: str) -> Draft202012Validator:
    schema = json.loads((GENERATED / f"{kind}.file.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def find_errors(kind: str, path: Path) -> list[str]:
    document: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=EditorLoader)
    return [f"{path.name} {error.json_path}: {error.message}" for error in read_schema(kind).iter_errors(document)]


@pytest.mark.parametrize("kind", KINDS)
def test_file_schemas_accept_shipped_files(kind: str) -> None:
    paths = sorted((CODERS / kind).glob("*.yml"), key=lambda path: (path.stat().st_size, path.name))
    for path in paths[:A_FEW]:
        assert find_errors(kind, path) == []


@pytest.mark.parametrize("kind", ["composition", "light_verbs"])
def test_file_schemas_accept_shipped_tables(kind: str) -> None:
    assert find_errors(kind, CODERS / f"{kind}.yml") == []


@pytest.mark.parametrize(
    ("kind", "block"),
    [
        ("rules", {"id": "a", "act": "073", "pattern": []}),
        ("rules", {"act": "073"}),
        ("actors", {"id": "a", "kind": "planet", "names": ["A"], "codes": [{"code": "TCD"}]}),
        ("actors", {"id": "a", "kind": "person", "names": ["A"], "codes": [{"code": "tcd"}]}),
        ("sets", {"id": "a", "words": [], "path": "x"}),
    ],
)
def test_file_schemas_refuse_what_the_loader_refuses(kind: str, block: dict[str, Any]) -> None:
    assert not read_schema(kind).is_valid([block])
