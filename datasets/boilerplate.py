"""What in an article is not prose.

In comes the text of one paragraph; out goes the rule of `data/boilerplate.yml` that sets it aside, or None. It
deliberately knows no words of its own, and does not judge where in the article the paragraph stands.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

DATA = Path(__file__).parent / "data"
_Base = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class BoilerplateBlock(BaseModel):
    """A block of the file, as written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    reason: str
    pattern: str
    case: Literal["exact", "any"] = "any"
    max_words: int
    section: bool = False


@dataclass(frozen=True, slots=True)
class BoilerplateRule:
    """A rule ready for use. `section` also sets aside the lines without a full stop that follow."""

    id: str
    reason: str
    pattern: re.Pattern[str]
    max_words: int
    section: bool


def read_data(name: str) -> object:
    """The YAML file `name` of the datasets' data folder, every scalar a string."""
    return yaml.load((DATA / name).read_text(encoding="utf-8"), Loader=_Base)


@functools.cache
def read_boilerplate() -> tuple[BoilerplateRule, ...]:
    """The shipped rules in file order."""
    blocks = TypeAdapter(list[BoilerplateBlock]).validate_python(read_data("boilerplate.yml"))
    return tuple(_compile_rule(block) for block in blocks)


def _compile_rule(block: BoilerplateBlock) -> BoilerplateRule:
    flags = re.IGNORECASE if block.case == "any" else re.NOFLAG
    return BoilerplateRule(block.id, block.reason, re.compile(block.pattern, flags), block.max_words, block.section)


def find_boilerplate(text: str) -> BoilerplateRule | None:
    """The first rule that matches the paragraph `text`."""
    n_words = len(text.split())
    for rule in read_boilerplate():
        if n_words <= rule.max_words and rule.pattern.search(text) is not None:
            return rule
    return None
