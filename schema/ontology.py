"""The event ontology: every CAMEO code with its place in the tree, its Goldstein value, quad class and PLOVER terms.

In come the tables that ship beside this module; out go frozen `Code` records. The six codes that the published
Goldstein table lacks (1214, 155, 176, 1834, 1951, 1952) have their parent's value. What repairs the PLOVER
table needed is told in `docs/plover.md`. Latent classes (`~crime`) are no codes and deliberately not here.
"""

from __future__ import annotations

import csv
import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from .enums import PloverContext, PloverMode, PloverType, QuadClass
from .errors import CodeError

CAMEO_VERSION = "1.1b3"
GOLDSTEIN_VERSION = "CAMEO 1.1b3 suggested values; six codes by their parent"
PLOVER_VERSION = "0.8 (2021-09-17), repaired"

_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Code:
    """One CAMEO code. `parent` is None for the twenty roots; Goldstein values run from -10 to 10."""

    code: str
    name: str
    parent: str | None
    root: str
    goldstein: float
    quad_class: QuadClass
    plover_type: PloverType | None
    plover_mode: PloverMode | None
    plover_contexts: tuple[PloverContext, ...]

    @property
    def is_root(self) -> bool:
        """Whether this is one of the twenty cue categories, which stand for no event of their own."""
        return self.parent is None

    @property
    def is_residual(self) -> bool:
        """Whether the code stands only where no finer code of its root fits (`190`)."""
        return len(self.code) == 3 and self.code.endswith("0")


def read_table(name: str) -> list[dict[str, str]]:
    """Read one of the packaged tables."""
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _build_code(row: Mapping[str, str], plover: Mapping[str, str]) -> Code:
    return Code(
        code=row["code"],
        name=row["name"],
        parent=row["parent"] or None,
        root=row["root"],
        goldstein=float(row["goldstein"]),
        quad_class=QuadClass(int(row["quad"])),
        plover_type=PloverType(plover["type"]) if plover["type"] else None,
        plover_mode=PloverMode(plover["mode"]) if plover["mode"] else None,
        plover_contexts=tuple(PloverContext(name) for name in plover["contexts"].split(";") if name),
    )


def _build_codes() -> Mapping[str, Code]:
    plover = {row["code"]: row for row in read_table("plover.csv")}
    return MappingProxyType({row["code"]: _build_code(row, plover[row["code"]]) for row in read_table("cameo.csv")})


CODES: Mapping[str, Code] = _build_codes()
ROOTS: tuple[str, ...] = tuple(code for code in CODES if len(code) == 2)


def code_of(code: str) -> Code:
    """Return the record of a code. Raises `CodeError` that names the nearest known codes."""
    found = CODES.get(code)
    if found is None:
        raise CodeError(f"unknown event code {code!r}", guess_code(code))
    return found


def guess_code(code: str) -> str:
    """Say which known codes may have been meant."""
    padded = [form for form in (f"0{code}", code.replace("O", "0").replace("l", "1")) if form in CODES]
    close = padded or difflib.get_close_matches(code, CODES, n=3)
    return "did you mean " + " or ".join(repr(form) for form in close) + "?" if close else "see docs/codebook.md"
