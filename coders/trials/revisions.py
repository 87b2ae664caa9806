"""Revisions: the files of a lexicon folder as they were at a git revision.

In come a folder inside a git work tree and a revision; out goes a folder with the lexicon files of that revision, kept in
the user's cache under the id of its tree, so that a revision is taken out once. The only module that runs git.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from ...schema.errors import ConfigurationError
from ..cache_files import cache_folder
from ..digests import SHIPPED

_LEXICON = ("rules", "sets", "actors", "agents", "words", "places")
_PROGRAM = ("polybius", "schema", "coders", "datasets")


def export_revision(folder: Path | None, revision: str) -> Path:
    """The lexicon of `folder` (None: the shipped one) at `revision`. Raises ConfigurationError where git has none."""
    here = (SHIPPED if folder is None else folder).resolve()
    commit = _find_commit(here, revision)
    prefix = _run(here, "rev-parse", "--show-prefix").strip().rstrip("/")
    return _export(here, commit, prefix, revision)


def export_program(revision: str) -> Path:
    """The whole program at `revision`, a folder to import `polybius` from. Raises ConfigurationError outside a checkout."""
    here = SHIPPED.resolve()
    commit = _find_commit(here, revision)
    if _run(here, "rev-parse", "--show-prefix").strip() != "coders/":
        raise ConfigurationError(f"{here}: not the checkout of Polybius itself; give folders instead of revisions")
    return _export(here, commit, "", revision)


def _find_commit(here: Path, revision: str) -> str:
    commit = _git(here, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        raise ConfigurationError(
            f"{revision}: no such revision in the git repository of {here}; give a branch, a tag or a commit"
        )
    return commit.strip()


def _export(here: Path, commit: str, prefix: str, revision: str) -> Path:
    """The folder with what a commit has under a prefix."""
    tree = _git(here, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{commit}:{prefix}")
    if tree is None:
        raise ConfigurationError(f"{revision}: the folder {prefix} is not there at this revision; give a later one")
    target = cache_folder() / "revisions" / tree.strip()
    if not target.is_dir():
        _take_out(here, tree.strip(), target)
    return target


def _take_out(here: Path, tree: str, target: Path) -> None:
    """Write the lexicon files of a tree into a folder that appears whole or not at all."""
    names = _run(here, "ls-tree", "--full-tree", "--name-only", tree).splitlines()
    wanted = [name for name in names if name in _LEXICON or name.endswith(".yml")]
    if "coders" in names and "polybius" in names:
        wanted = [name for name in names if name in _PROGRAM]
    if not wanted:
        raise ConfigurationError(f"{here}: there are no lexicon files at this revision; expected rules/*.yml and so on")
    target.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(dir=target.parent))
    archive = subprocess.run(
        ["git", "archive", "--format=tar", tree, *wanted], cwd=_top(here), check=True, capture_output=True
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(part, filter="data")
    try:
        part.replace(target)
    except OSError:  # another process was faster, with the same files
        shutil.rmtree(part, ignore_errors=True)


def _top(here: Path) -> Path:
    return Path(_run(here, "rev-parse", "--show-toplevel").rstrip("\n"))


def _run(here: Path, *arguments: str) -> str:
    found = _git(here, *arguments)
    if found is None:
        raise ConfigurationError(f"{here}: not in a git work tree; give folders instead of revisions")
    return found


def _git(here: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(["git", *arguments], cwd=here, check=False, capture_output=True, encoding="utf-8")
    except FileNotFoundError as error:
        raise ConfigurationError("git is not there; install it, or give folders instead of revisions") from error
    return done.stdout if done.returncode == 0 else None
