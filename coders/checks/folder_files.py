"""unread-file, no-manifest: files that nothing reads, and a folder that does not say what it extends."""

from __future__ import annotations

from collections.abc import Iterator

from ...schema.errors import Issue
from ..digests import MANIFEST, SHIPPED
from ..layers import FOLDERS
from .check import note, warning
from .checked import Checked

UNREAD = warning("unread-file", "files under rules, sets, actors and agents that end in .yml")
NO_MANIFEST = note("no-manifest", "a file lexicon.yml that says what the lexicon extends")
CHECKS = (UNREAD, NO_MANIFEST)
_SINGULAR = {folder.rstrip("s"): folder for folder in FOLDERS}


def find(checked: Checked) -> Iterator[Issue]:
    """Yield files that look like a part of the lexicon and are not read. The shipped lexicon stands among the code."""
    if checked.root == SHIPPED:
        return
    for folder in (*FOLDERS, *_SINGULAR):
        for path in sorted((checked.root / folder).rglob("*.y*ml")):
            if path.suffix != ".yml" or path.parent != checked.root / folder or folder in _SINGULAR:
                right = _SINGULAR.get(folder, folder)
                message, fix = "nothing reads this file", f"move it to {right}/{path.stem}.yml"
                yield UNREAD.at(path.relative_to(checked.root).as_posix(), 1, 1, message, fix)
    if not (checked.root / MANIFEST).is_file():
        message = "the folder has no lexicon.yml, so it stands alone: it has only its own rules and actors"
        fix = "write a lexicon.yml with `id: NAME` and `extends: shipped` (or nothing)"
        yield NO_MANIFEST.at(MANIFEST, 1, 1, message, fix)
