"""What a build is made from and how, as the user says it: `polybius.toml`, or options of the command.

In comes the path of a configuration file; out goes a `BuildConfiguration`, checked, or `ConfigurationError` with file,
line, key, what was found and what was expected. Options of the command line make the same records, so that both ways
give the same manifest. It deliberately opens no inputs.
"""

from __future__ import annotations

import datetime
import difflib
import re
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from ..schema.errors import ConfigurationError
from .columns import USUAL
from .documents import Reading
from .formats import InputFormat

CONFIGURATION = "polybius.toml"
STANDARD_INPUT = "-"


class Section(BaseModel):
    """A table of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class ColumnNames(Section):
    """Which column, or key of a JSON object, holds what; `source.name` is the key `name` inside `source`."""

    text: str | None = Field(None, description="the text of the article")
    title: str | None = Field(None, description="its title")
    published: str | None = Field(None, description="its day of publication")
    publisher: str | None = Field(None, description="who published it")
    url: str | None = Field(None, description="its address")
    html: str | None = Field(None, description="a web page, where there is no text")


class InputSection(Section):
    """An input: a file, a folder or a glob, and how its records are read."""

    path: str = Field(description="a file, a folder, a glob, or `-` for standard input; relative to this file")
    format: InputFormat | None = Field(
        None, strict=False, description="what its files are, where their names do not say"
    )
    publisher: str | None = Field(None, description="the publisher of records that name none")
    published: datetime.date | None = Field(None, description="the day of all records, whatever they state")
    date_format: str | None = Field(None, description="the form of dates in records, as in `%d/%m/%Y`")
    undated: Literal["skip", "capture"] = Field(
        "skip", description="pages of web archives that state no date: left out, or dated by their capture"
    )
    columns: ColumnNames = ColumnNames()

    @property
    def reading(self) -> Reading:
        """How its records are read."""
        columns = tuple((field, name) for field, name in self.columns if name is not None)
        return Reading(self.format, columns, self.publisher, self.published, self.date_format, self.undated)


class DatasetSection(Section):
    """The dataset."""

    out: str = Field("dataset", description="folder of the dataset, relative to this file")
    include_text: bool = Field(False, description="keep sentences and titles, not only their digests")
    duplicates: bool = Field(True, description="look for near duplicates, which count as one article in events")
    merge_by: Literal["day", "story", "mention"] = Field(
        "day", description="events are one per day, source, target and code; or so per story; or one per mention"
    )
    gazetteer: Literal["auto", "none", "geonames"] = Field(
        "auto", description="GeoNames towns beside the place table: where installed, never, or always"
    )
    lexicon: str | None = Field(None, description="folder with rules and dictionaries of your own")


class RunSection(Section):
    """How the build runs; nothing here changes the dataset."""

    workers: int = Field(1, ge=1, description="processes that code articles")
    strict: bool = Field(False, description="exit status 1 if any record cannot be coded")


class BuildConfiguration(Section):
    """The whole file."""

    dataset: DatasetSection = DatasetSection()
    run: RunSection = RunSection()
    inputs: tuple[InputSection, ...] = Field(min_length=1)

    @field_validator("inputs", mode="before")
    @classmethod
    def _as_tuple(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value


def read_configuration(path: Path) -> BuildConfiguration:
    """The configuration in a file, its paths made relative to where it lies. Raises `ConfigurationError`."""
    try:
        text = path.read_text(encoding="utf-8")
        values = tomllib.loads(text)
    except OSError as error:
        raise ConfigurationError(
            f"{path}: cannot be read ({error.strerror}); `polybius init dataset` writes a starter"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            f"{path}: is no TOML ({error}); mend the line, or start from `polybius init dataset`"
        ) from error
    try:
        configuration = BuildConfiguration.model_validate(values)
    except ValidationError as error:
        raise ConfigurationError("\n".join(_describe_all(path, text, error))) from error
    return _resolve_paths(configuration, path.parent)


def _resolve_paths(configuration: BuildConfiguration, folder: Path) -> BuildConfiguration:
    dataset, inputs = configuration.dataset, configuration.inputs
    lexicon = None if dataset.lexicon is None else str(folder / dataset.lexicon)
    return configuration.model_copy(
        update={
            "dataset": dataset.model_copy(update={"out": str(folder / dataset.out), "lexicon": lexicon}),
            "inputs": tuple(
                given if given.path == STANDARD_INPUT else given.model_copy(update={"path": str(folder / given.path)})
                for given in inputs
            ),
        }
    )


def _describe_all(path: Path, text: str, error: ValidationError) -> list[str]:
    """All findings; that inputs are missing is not said where there are some that are wrong."""
    findings = error.errors()
    inner = any(len(finding["loc"]) > 1 and finding["loc"][0] == "inputs" for finding in findings)
    return [_describe(path, text, finding) for finding in findings if not (inner and finding["type"] == "too_short")]


def _describe(path: Path, text: str, finding: Any) -> str:
    """One finding of pydantic in our words."""
    location = tuple(finding["loc"])
    key, where = str(location[-1]), _name_table(location[:-1])
    line = _find_line(text, key)
    if finding["type"] == "extra_forbidden":
        known = sorted(_model_at(location[:-1]).model_fields)
        close = difflib.get_close_matches(key, known, 1)
        hint = f"; did you mean {close[0]!r}?" if close else ""
        return f"{path}{line}: unknown key {key!r} in {where}, expected one of {', '.join(known)}{hint}"
    if finding["type"] in ("missing", "too_short"):
        return f"{path}: {where} lacks {key!r}; `polybius init dataset` writes a starter that has it"
    return f"{path}{line}: {key!r} in {where}: found {finding['input']!r}, expected {_expectation(finding)}"


def _expectation(finding: Any) -> str:
    message = str(finding["msg"]).removeprefix("Input should be ")
    return message[:1].lower() + message[1:]


def _name_table(location: tuple[str | int, ...]) -> str:
    names = [str(part) for part in location if isinstance(part, str)]
    numbers = [part for part in location if isinstance(part, int)]
    if not names:
        return "the file"
    table = ".".join(names)
    return f"[[{table}]] number {numbers[0] + 1}" if numbers and len(names) == 1 else f"[{table}]"


def _model_at(location: tuple[str | int, ...]) -> type[BaseModel]:
    models: dict[tuple[str, ...], type[BaseModel]] = {
        (): BuildConfiguration, ("dataset",): DatasetSection, ("run",): RunSection,
        ("inputs",): InputSection, ("inputs", "columns"): ColumnNames,
    }  # fmt: skip
    return models[tuple(part for part in location if isinstance(part, str))]


def _find_line(text: str, key: str) -> str:
    """The line on which a key stands, if it stands on one only; TOML readers do not tell."""
    pattern = re.compile(rf"^\s*(?:\[\[?[\w.]*)?\b{re.escape(key)}\b\s*(?:=|\])")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if pattern.match(line)]
    return f":{lines[0]}" if len(lines) == 1 else ""


def parse_columns(pairs: tuple[str, ...]) -> ColumnNames:
    """Column names from options such as `text=body`. Raises `ConfigurationError`."""
    found: dict[str, str] = {}
    for pair in pairs:
        field, mark, name = pair.partition("=")
        if not mark or not name or field not in USUAL:
            fields = ", ".join(USUAL)
            raise ConfigurationError(f"--column: found {pair!r}, expected FIELD=NAME, where FIELD is one of {fields}")
        found[field] = name
    return ColumnNames(**found)
