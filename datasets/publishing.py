"""Where a dataset is prepared and how it takes its place.

In comes the target folder of a build; out come a staging folder beside it and, at the end, one rename. A killed run
leaves the old dataset or none, never half of one. It deliberately replaces only what is a dataset of ours.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from ..schema.errors import DatasetError
from .manifest import MANIFEST, read_manifest

_ID_PART = 16


def check_target(target: Path, *, force: bool) -> None:
    """Raise `DatasetError` if the target may not be written. A dataset left aside by a killed run is put back first."""
    aside = _aside(target)
    if aside.exists() and not target.exists():
        aside.rename(target)
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return
    if not force:
        raise DatasetError(f"{target}: already exists; give another folder, or --force to replace it")
    if not target.is_dir() or read_manifest(target) is None:
        raise DatasetError(
            f"{target}: exists and is no Polybius dataset (found no {MANIFEST} of one); --force replaces datasets only"
        )


def staging_folder(target: Path, build_id: str) -> Path:
    """The staging folder of one build, beside the target so that a rename can publish it."""
    return target.parent / f".{target.name}.staging-{build_id[:_ID_PART]}"


def find_leftovers(target: Path, build_id: str) -> tuple[Path, ...]:
    """Staging folders of other, unfinished builds of this target."""
    own = staging_folder(target, build_id)
    return tuple(sorted(path for path in target.parent.glob(f".{target.name}.staging-*") if path != own))


def publish(prepared: Path, target: Path, *, force: bool) -> None:
    """Move the prepared folder to the target; an old dataset goes aside first, and is removed last."""
    check_target(target, force=force)
    aside = _aside(target)
    if aside.exists():
        shutil.rmtree(aside)
    if target.exists():
        target.rename(aside)
    prepared.rename(target)
    if aside.exists():
        shutil.rmtree(aside)


def _aside(target: Path) -> Path:
    return target.parent / f".{target.name}.replaced"
