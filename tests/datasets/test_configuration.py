"""`polybius.toml`: what it says, and what is said when it is wrong."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from polybius.datasets.configuration import (
    BuildConfiguration,
    ColumnNames,
    DatasetSection,
    InputSection,
    RunSection,
    parse_columns,
    read_configuration,
)
from polybius.datasets.formats import InputFormat
from polybius.datasets.starters import write_dataset_starter
from polybius.schema.errors import ConfigurationError

ROOT = Path(__file__).parents[2]
WHOLE = """
[dataset]
out = "set"
include_text = true
lexicon = "mine"

[run]
workers = 2
strict = true

[[inputs]]
path = "news/*.csv"
format = "csv"
publisher = "Gazette"
published = 2021-03-04
date_format = "%d/%m/%Y"
undated = "capture"

[inputs.columns]
text = "body"

[[inputs]]
path = "-"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "polybius.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_configuration_reads_every_key(tmp_path: Path) -> None:
    found = read_configuration(write(tmp_path, WHOLE))
    assert found.dataset == DatasetSection(out=str(tmp_path / "set"), include_text=True, lexicon=str(tmp_path / "mine"))
    assert found.run == RunSection(workers=2, strict=True)
    first, second = found.inputs
    assert first == InputSection(
        path=str(tmp_path / "news/*.csv"),
        format=InputFormat.CSV,
        publisher="Gazette",
        published=datetime.date(2021, 3, 4),
        date_format="%d/%m/%Y",
        undated="capture",
        columns=ColumnNames(text="body"),
    )
    assert second.path == "-"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[inputs]]\npath = "a"\ncolums = 1\n', r":3: unknown key 'colums' in \[\[inputs\]\] number 1, .*'columns'\?"),
        ('[dataste]\n[[inputs]]\npath = "a"\n', r":1: unknown key 'dataste' in the file, .*'dataset'\?"),
        (
            '[[inputs]]\npath = "a"\n[inputs.columns]\ntxt = "b"\n',
            r":4: unknown key 'txt' in \[inputs.columns\].*'text'\?",
        ),
        ("[dataset]\n", "the file lacks 'inputs'"),
        ("inputs = []\n", "the file lacks 'inputs'"),
        ("[[inputs]]\n", r"\[\[inputs\]\] number 1 lacks 'path'"),
        ('[run]\nworkers = 0\n[[inputs]]\npath = "a"\n', r":2: 'workers' in \[run\]: found 0, expected greater"),
        ('[run]\nworkers = "2"\n[[inputs]]\npath = "a"\n', r"found '2', expected a valid integer"),
        ('[[inputs]]\npath = "a"\nformat = "doc"\n', r":3: 'format' .*found 'doc', expected .*'text', 'html'"),
        ("[[inputs\n", r"is no TOML .*line 1"),
    ],
)
def test_configuration_that_is_wrong_says_where_and_what(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message) as error:
        read_configuration(write(tmp_path, text))
    assert str(error.value).startswith(str(tmp_path / "polybius.toml"))


def test_configuration_that_is_not_there_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="polybius init dataset"):
        read_configuration(tmp_path / "none.toml")


@pytest.mark.parametrize("pair", ["text", "text=", "txt=a", "=a"])
def test_configuration_column_options_that_are_wrong(pair: str) -> None:
    with pytest.raises(ConfigurationError, match="FIELD=NAME"):
        parse_columns((pair,))


def test_configuration_starter_is_valid_and_says_every_key(tmp_path: Path) -> None:
    (path, article) = write_dataset_starter(tmp_path / "study", force=False)
    assert article.is_file()
    found = read_configuration(path)
    assert found.model_copy(update={"inputs": ()}) == BuildConfiguration(
        dataset=DatasetSection(out=str(tmp_path / "study" / "dataset")), inputs=(InputSection(path="x"),)
    ).model_copy(update={"inputs": ()})
    text = path.read_text(encoding="utf-8")
    switched_on = write(tmp_path, re.sub(r"^# (?=[\w\[])(?!One|Atom|What)", "", text, flags=re.M))
    everything = read_configuration(switched_on)
    for model in (everything.dataset, everything.run, everything.inputs[0], everything.inputs[0].columns):
        missing = set(type(model).model_fields) - model.model_fields_set - {"html"}
        assert missing == set()


def test_configuration_starter_replaces_nothing_unless_told_to(tmp_path: Path) -> None:
    path, article = write_dataset_starter(tmp_path, force=False)
    path.write_text("mine", encoding="utf-8")
    article.write_text("mine", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="--force"):
        write_dataset_starter(tmp_path, force=False)
    assert write_dataset_starter(tmp_path, force=True) == (path,)
    assert article.read_text(encoding="utf-8") == "mine"


def test_configuration_page_lists_every_key() -> None:
    page = (ROOT / "docs" / "inputs.md").read_text(encoding="utf-8")
    tables: dict[str, type[BaseModel]] = {"dataset": DatasetSection, "run": RunSection, "inputs": InputSection}
    keys = {f"{table}.{key}" for table, model in tables.items() for key in model.model_fields}
    assert set(re.findall(r"^\| `((?:dataset|run|inputs)\.\w+)` \|", page, re.M)) == keys
