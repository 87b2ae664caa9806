"""What in an article is not prose.

In comes the text of one paragraph; out goes the rule of `data/boilerplate.yml` that sets it aside, or None. It
deliberately knows no words of its own, and does not judge where in the article the paragraph stands.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

_NOT_STRUCTURE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]])*\]")
_INNERMOST = re.compile(r"\([^()]*\)")
DATA = Path(__file__).parent / "data"
_Base = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class BoilerplateBlock(BaseModel):
    """A block of the file, as written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    reason: str
    pattern: str
    case: Literal["exact", "any"] = "any"
    holds: tuple[str, ...] = ()
    max_words: int
    section: bool = False


@dataclass(frozen=True, slots=True)
class BoilerplateRule:
    """A rule ready for use. `section` also sets aside the lines without a full stop that follow."""

    id: str
    reason: str
    find: Callable[[str], object]
    holds: tuple[str, ...]
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
    pattern = re.compile(block.pattern, flags)
    find = pattern.match if is_anchored(block.pattern) else pattern.search
    return BoilerplateRule(block.id, block.reason, find, block.holds, block.max_words, block.section)


def is_anchored(pattern: str) -> bool:
    """Whether a pattern can match at the start only. A search would try every place in vain: `re` does not notice."""
    bare = _NOT_STRUCTURE.sub("", pattern)
    while (inner := _INNERMOST.sub("", bare)) != bare:
        bare = inner
    return pattern.startswith("^") and "|" not in bare


def find_boilerplate(text: str) -> BoilerplateRule | None:
    """The first rule that matches the paragraph `text`."""
    n_words, small = len(text.split()), text.lower()
    for rule in read_boilerplate():
        if n_words > rule.max_words or (rule.holds and not any(words in small for words in rule.holds)):
            continue
        if rule.find(text) is not None:
            return rule
    return None
