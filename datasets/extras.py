"""Packages that only some inputs need.

In comes the name of a module; out goes the module, or a `ConfigurationError` that says what to install. A missing
package stops the run before anything is recorded as bad: the articles are not to blame.
"""

from __future__ import annotations

import importlib
from types import MappingProxyType
from typing import Any

from ..schema.errors import ConfigurationError
from .formats import InputFormat

EXTRA = "web"
_MODULES = MappingProxyType(
    {
        InputFormat.HTML: ("trafilatura",),
        InputFormat.WARC: ("fastwarc", "trafilatura"),
        InputFormat.FEED: ("feedparser",),
    }
)
_LIBRARIES = ("trafilatura", "lxml", "htmldate", "fastwarc", "feedparser")


def import_extra(module: str, what: str) -> Any:
    """The module `module`, which reading `what` needs."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise ConfigurationError(
            f"{what}: reading this needs {module.partition('.')[0]}, {_trouble(module, error)}; "
            f"install it with: pip install 'polybius[{EXTRA}]'"
        ) from error


def _trouble(module: str, error: ImportError) -> str:
    """Why an import failed: a package that is there may lack one of its own, and saying that it is missing misleads."""
    if isinstance(error, ModuleNotFoundError) and error.name == module:
        return "which is not installed"
    return f"which cannot be imported ({str(error).splitlines()[0]})"


def check_extras(format_: InputFormat, name: str) -> None:
    """Raise `ConfigurationError` if a package that the format needs is missing."""
    for module in _MODULES.get(format_, ()):
        import_extra(module, name)


def library_versions(formats: set[InputFormat]) -> dict[str, str]:
    """The versions of the packages that decide what is read of inputs in these formats; none for plain ones."""
    from importlib.metadata import PackageNotFoundError, version

    if formats.isdisjoint({*_MODULES, InputFormat.ZIP, InputFormat.TAR}):
        return {}
    found = {}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
