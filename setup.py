"""The optional compiled build: with POLYBIUS_COMPILE=1 a wheel has the hot modules as C extensions, made with mypyc.

In comes the environment, out goes the list of extensions, empty without the variable; all else is in pyproject.toml. An
editable install is always pure, since compiled modules would hide edits. What this gives is in docs/speed.md.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from setuptools import Extension, setup

CODERS = Path("polybius", "coders")
PURE = frozenset(
    "__init__ acceptances block_files blocks cache_files checking derivation_lines examples explain explain_lacks file_schemas formatting "
    "layers overrides "
    "parsed_files sources".split()
)
"""Modules that read and check the dictionaries or explain: not hot, and pydantic looks at their classes at run time."""
COMPILER = "mypy>=2.4,<3"
FLAGS = () if sys.platform == "win32" else ("-fvisibility=hidden", "-fno-semantic-interposition")
"""For GCC and Clang: the compiled modules are one library, and call one another without the dynamic linker."""
CHECKS = [
    "--config-file=",
    "--ignore-missing-imports",
    "--disable-error-code=import-untyped",
    "--follow-imports=silent",
]
"""Modules that are not compiled are not judged: some want plugins of mypy that the build does not have."""


def is_wanted() -> bool:
    """Whether the user asks for the compiled build."""
    return os.environ.get("POLYBIUS_COMPILE", "") not in ("", "0")


def find_extensions() -> list[Extension]:
    """The hot modules, compiled. Made only where a wheel is built: asking for requirements and metadata needs none."""
    if not is_wanted() or {"bdist_wheel", "build_ext"}.isdisjoint(sys.argv):
        return []
    from mypyc.build import mypycify

    paths = [path.as_posix() for path in sorted(CODERS.glob("*.py")) if path.stem not in PURE]
    extensions: list[Extension] = mypycify([*CHECKS, *paths], group_name="polybius", debug_level="0")
    for extension in extensions:
        extension.extra_compile_args.extend(FLAGS)
    return extensions


setup(ext_modules=find_extensions(), setup_requires=[COMPILER] if is_wanted() else [])
