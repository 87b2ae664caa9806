"""A published dataset to one file of another format.

In come a dataset, the name of a format and a path; out go the file and the counts of what was written and left out. Rows
come in the order of the events table and pass in batches. It deliberately leaves the columns to the format.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import polars as pl

from ...schema.errors import ConfigurationError
from ..dataset import Dataset
from ..outputs import open_output
from .batches import read_batches
from .formats import Format
from .gdelt import GDELT
from .icews import ICEWS
from .petrarch import PETRARCH
from .phoenix import PHOENIX
from .plain_csv import CSV
from .plover_json import PLOVER_JSON
from .polecat import POLECAT

FORMATS: Mapping[str, Format] = MappingProxyType(
    {made.name: made for made in (GDELT, PHOENIX, ICEWS, POLECAT, PETRARCH, PLOVER_JSON, CSV)}
)


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What was written where; `left_out` counts events that the format has no place for, by reason."""

    path: Path
    format: Format
    n_written: int
    left_out: Mapping[str, int]


def export_dataset(dataset: Dataset, to: str, out: str | Path, *, force: bool = False) -> ExportResult:
    """Write the events of `dataset` as the format `to` to the file `out`; into a folder under the customary name.

    A name that ends in `.zip` or `.gz` is compressed so. Raises `ConfigurationError` for an unknown format and
    `DatasetError` if the file cannot be written.
    """
    if to not in FORMATS:
        raise ConfigurationError(f"format: found {to!r}, expected one of {', '.join(FORMATS)}")
    chosen = FORMATS[to]
    path = _choose_path(Path(out), chosen, dataset.path.resolve().name)
    n_written, left_out = 0, dict.fromkeys((need.reason for need in chosen.needs), 0)
    with open_output(path, force=force) as file:
        file.write(chosen.header)
        for batch in read_batches(dataset):
            kept = _keep_fitting(batch, chosen, left_out)
            file.write(chosen.encode(chosen.select(kept)))
            n_written += kept.height
        file.flush()
    return ExportResult(path, chosen, n_written, {reason: n for reason, n in left_out.items() if n})


def _choose_path(out: Path, chosen: Format, name: str) -> Path:
    return out / f"{name}{chosen.ending}" if out.is_dir() else out


def _keep_fitting(batch: pl.DataFrame, chosen: Format, left_out: dict[str, int]) -> pl.DataFrame:
    for need in chosen.needs:
        kept = batch.filter(need.value)
        left_out[need.reason] += batch.height - kept.height
        batch = kept
    return batch
