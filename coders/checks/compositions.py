"""no-composition, idle-cell: operators and act classes that do not come together.

An operator without a stated default gives nothing for the act classes that no cell names, and nobody sees it. A cell of a latent
class that no rule gives is never used.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...schema.errors import Issue
from ..blocks import OperatorEntry
from .check import warning
from .checked import Checked

MISSING = warning("no-composition", "each act class has a cell, or the operator a default")
IDLE = warning("idle-cell", "a cell names a class of acts that rules give")
CHECKS = (MISSING, IDLE)
SHOWN = 6


def find(checked: Checked) -> Iterator[Issue]:
    """Yield operators without a default, with the classes of acts that they lose; and cells of latent classes without a rule."""
    acts = sorted({block.act for block in checked.rules if block.act is not None and not block.is_null})
    latent = {act for act in acts if act.startswith("~")}
    for entry in checked.sources.composition.operators:
        lost = sorted({_class_of(act) for act in acts if entry.default is None and not _has_cell(entry, act)})
        if lost:
            shown = ", ".join(lost[:SHOWN]) + (f" and {len(lost) - SHOWN} more" if len(lost) > SHOWN else "")
            message = f"no default, and no cell for acts of {shown}: under this operator they give nothing"
            yield MISSING.issue(checked, entry, entry.id, message, "add cells, or state a default")
        for cell in entry.cells:
            if cell.act.startswith("~") and cell.act not in latent:
                fix = "mend the name of the class, or take the cell out"
                yield IDLE.issue(checked, entry, cell.act, f"no rule gives {cell.act}", fix, f'"{cell.act}"')


def _class_of(act: str) -> str:
    return act if act.startswith("~") else act[:2]


def _has_cell(entry: OperatorEntry, act: str) -> bool:
    named = {cell.act for cell in entry.cells}
    return act in named or (not act.startswith("~") and any(act[:length] in named for length in range(2, len(act))))
