"""Which program made a dataset.

In comes nothing; out go the versions that decide what a row says. It deliberately names no library and no machine: the
rows do not depend on them.
"""

from __future__ import annotations

import functools
from importlib.metadata import PackageNotFoundError, version

UNKNOWN = "0+unknown"


@functools.cache
def coder_version() -> str:
    """The version of the installed package; a checkout that is not installed has none."""
    try:
        return version("polybius")
    except PackageNotFoundError:
        return UNKNOWN
