"""The starter of a dataset: a commented `polybius.toml` and an article that it builds.

In comes a folder; out go the paths of what was written there. It deliberately replaces nothing unless it is told to.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from ..schema.errors import ConfigurationError
from .configuration import CONFIGURATION

_DATA = Path(__file__).parent / "data"
_STARTER, _ARTICLE = "starter.toml", "starter-article.txt"
ARTICLES = "articles"


def write_dataset_starter(folder: Path, *, force: bool) -> tuple[Path, ...]:
    """Write the starter into `folder`, made if need be. Raises `ConfigurationError` if one is there already."""
    target = folder / CONFIGURATION
    if target.exists() and not force:
        raise ConfigurationError(f"{target}: already exists; edit it, or give --force to replace it")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_DATA / _STARTER, target)
        return (target, *_write_article(folder / ARTICLES))
    except OSError as error:
        raise ConfigurationError(f"{folder}: cannot be written ({error.strerror}); give another folder") from error


def _write_article(folder: Path) -> tuple[Path, ...]:
    if folder.exists():
        return ()
    folder.mkdir()
    target = folder / "example.txt"
    shutil.copyfile(_DATA / _ARTICLE, target)
    return (target,)
