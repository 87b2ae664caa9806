"""Digests: what identifies the files of a lexicon, and which folders it is made of.

In comes a folder; out go the folders it rests on, and a SHA-256 over the rule, dictionary and word files of all of them.
Kept apart from the reader of these files, so that a lexicon that is already compiled starts without it.
"""

from __future__ import annotations

import contextlib
import gc
import hashlib
from collections.abc import Iterator
from pathlib import Path

SHIPPED = Path(__file__).parent
MANIFEST = "lexicon.yml"
EXTENDS_SHIPPED, EXTENDS_NOTHING = "shipped", "nothing"
_TABLES = ("composition.yml", "grammar.yml", "light_verbs.yml", MANIFEST)
_DIGESTED = ("rules/*.yml", "sets/*.yml", "actors/*.yml", "agents/*.yml", "words/*", "places/*", *_TABLES)


@contextlib.contextmanager
def paused_collector() -> Iterator[None]:
    """Keep the cyclic collector from going through millions of nodes that are all in use; it halves the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def list_roots(folder: Path | None = None) -> tuple[Path, ...]:
    """The folders that a lexicon is made of, from what it rests on to itself.

    A folder says under `extends` in its `lexicon.yml` what it rests on; without that file it stands alone. What that file
    says wrongly is reported by `layers`; here it counts as nothing.
    """
    root = SHIPPED if folder is None else folder
    roots = [root]
    while True:
        below = read_base(roots[0])
        if below is None or any(below.resolve() == known.resolve() for known in roots):
            return tuple(roots)
        roots.insert(0, below)


def read_base(root: Path) -> Path | None:
    """The folder that the lexicon in `root` extends, or None."""
    path = root / MANIFEST
    if root == SHIPPED or not path.is_file():
        return None
    import yaml  # only own lexicons pay for it

    try:
        document = yaml.load(path.read_bytes(), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except (yaml.YAMLError, UnicodeDecodeError):
        return None
    base = document.get("extends", EXTENDS_SHIPPED) if isinstance(document, dict) else None
    return resolve_base(root, base) if isinstance(base, str) else None


def resolve_base(root: Path, base: str) -> Path | None:
    """What `extends: BASE` in the folder `root` means: the shipped lexicon, none, or a folder beside it."""
    if base == EXTENDS_SHIPPED:
        return SHIPPED
    if base == EXTENDS_NOTHING or not (root / base).is_dir():
        return None
    return root / base


def spare_collector() -> None:
    """Leave what is there now out of the collector's rounds: a lexicon is a million objects, and none of them is garbage."""
    gc.freeze()


def digest_sources(folder: Path | None = None) -> str:
    """Return the SHA-256 over relative paths and bytes of all files of a lexicon, and of those that it extends."""
    digest = hashlib.sha256()
    for number, root in enumerate(reversed(list_roots(folder))):
        if number:
            digest.update(b"extends\0")
        for part in _list_content(root):
            digest.update(part)
    return digest.hexdigest()


def _list_content(root: Path) -> Iterator[bytes]:
    """Name, length and bytes of every file of one folder, in the order of the names."""
    paths = {path.relative_to(root).as_posix(): path for glob in _DIGESTED for path in root.glob(glob)}
    for name in sorted(paths):
        if paths[name].is_file():
            content = paths[name].read_bytes()
            yield f"{name}\0{len(content)}\0".encode()
            yield content
