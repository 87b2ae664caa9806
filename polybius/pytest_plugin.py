"""The pytest plugin: in the folder of a lexicon, `pytest` collects the examples of the rule files as items.

A folder is one where it has a `lexicon.yml`, or where the ini option `polybius_lexicon` names it; everywhere else this does
nothing and imports nothing of Polybius. A known miss is an expected failure, and fails when it is coded as it should be.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .coders import Coder
    from .coders.examples import ExampleCase, ExampleOutcome

MANIFEST = "lexicon.yml"
_INI = "polybius_lexicon"
_TABLE = "composition.yml"


@dataclass
class LoadedLexicon:
    """A lexicon of this run: read when its first file is collected, compiled when its first example is run."""

    root: Path
    cases: dict[str, list[ExampleCase]] = field(default_factory=dict)
    _coder: Coder | None = None

    def read(self) -> None:
        """Read the examples, by the file that they stand in. Raises LexiconError."""
        from .coders.examples import list_examples
        from .coders.sources import read_sources

        for case in list_examples(read_sources(self.root)):
            self.cases.setdefault(case.path, []).append(case)

    @property
    def coder(self) -> Coder:
        """The coder with this lexicon."""
        if self._coder is None:
            from .coders import Coder

            self._coder = Coder.load(self.root)
        return self._coder


_LOADED = pytest.StashKey[dict[Path, LoadedLexicon]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The ini option that names lexicon folders which have no lexicon.yml."""
    parser.addini(_INI, "Folders of lexicons whose examples are run as tests.", type="paths", default=[])


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A rule file or the composition table of a lexicon folder."""
    if file_path.suffix != ".yml":
        return None
    root = _root_of(file_path)
    if root is None or not _is_lexicon(root, parent.config):
        return None
    return ExampleFile.from_parent(parent, path=file_path, root=root)


def _root_of(path: Path) -> Path | None:
    if path.parent.name == "rules":
        return path.parent.parent
    return path.parent if path.name == _TABLE else None


def _is_lexicon(root: Path, config: pytest.Config) -> bool:
    return (root / MANIFEST).is_file() or any(root == Path(folder) for folder in config.getini(_INI))


class ExampleFile(pytest.File):
    """A file with examples."""

    def __init__(self, *, root: Path, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.root = root

    def collect(self) -> Iterable[pytest.Item]:
        """An item per example. A lexicon that cannot be read is one error, with every finding."""
        from .schema.errors import LexiconError

        try:
            lexicon = self._load()
        except LexiconError as error:
            raise self.CollectError(str(error)) from error
        for case in lexicon.cases.get(self.path.relative_to(self.root).as_posix(), ()):
            yield ExampleItem.from_parent(self, name=case.id, case=case, lexicon=lexicon)

    def _load(self) -> LoadedLexicon:
        loaded = self.config.stash.setdefault(_LOADED, {})
        if self.root not in loaded:
            lexicon = LoadedLexicon(self.root)
            lexicon.read()
            loaded[self.root] = lexicon
        return loaded[self.root]


class ExampleError(Exception):
    """An example that did not give what it states."""

    def __init__(self, outcome: ExampleOutcome) -> None:
        self.outcome = outcome
        super().__init__(outcome.case.id)


class ExampleItem(pytest.Item):
    """An example."""

    def __init__(self, *, case: ExampleCase, lexicon: LoadedLexicon, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.case = case
        self.lexicon = lexicon

    def runtest(self) -> None:
        """Code the example. A known miss that is still missed ends as an expected failure."""
        from .coders.examples import run_example

        outcome = run_example(self.lexicon.coder, self.case)
        if not outcome.passed:
            raise ExampleError(outcome)
        if self.case.kind == "known_miss":
            pytest.xfail("known miss")

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What `polybius test` shows of a failure."""
        from .examples_command import show_failure

        if isinstance(excinfo.value, ExampleError):
            return "\n".join(show_failure(excinfo.value.outcome, self.lexicon.coder, self.lexicon.root))
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """The place of the example."""
        return self.path, self.case.line - 1, self.name
