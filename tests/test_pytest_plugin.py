"""The pytest plugin: it collects the examples of lexicon folders, and nothing anywhere else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from small_lexicon import write_lexicon

PLUGIN = "polybius.pytest_plugin"


def test_plugin_collects_examples_of_a_lexicon(pytester: pytest.Pytester) -> None:
    write_lexicon(pytester.path)
    (pytester.path / "lexicon.yml").write_text("id: mine\nextends: nothing\n", encoding="utf-8")
    done = pytester.runpytest_inprocess()
    done.assert_outcomes(passed=2, xfailed=1)
    done = pytester.runpytest_inprocess("-k", "not", "--collect-only", "-q")
    done.stdout.fnmatch_lines(["rules/07.yml::aid-tents:not:9"])


def test_plugin_shows_a_failure_whole(pytester: pytest.Pytester) -> None:
    write_lexicon(pytester.path, code="072")
    pytester.makeini("[pytest]\npolybius_lexicon = .\n")
    done = pytester.runpytest_inprocess()
    done.assert_outcomes(passed=1, failed=1, xfailed=1)
    done.stdout.fnmatch_lines(
        ["*expected  NOR 072 TCD", "*got       NOR 073 TCD", "*because   = 073 Humanitarian aid*"]
    )


def test_plugin_takes_a_met_known_miss_as_failure(pytester: pytest.Pytester) -> None:
    write_lexicon(pytester.path, verb="supplied")
    pytester.makeini("[pytest]\npolybius_lexicon = .\n")
    pytester.runpytest_inprocess().assert_outcomes(passed=2, failed=1)


def test_plugin_reports_a_broken_lexicon_once(pytester: pytest.Pytester) -> None:
    write_lexicon(pytester.path, code="07X")
    pytester.makeini("[pytest]\npolybius_lexicon = .\n")
    done = pytester.runpytest_inprocess()
    done.assert_outcomes(errors=1)
    done.stdout.fnmatch_lines(["*rules/07.yml:*07X*"])


def test_plugin_leaves_other_folders_alone(pytester: pytest.Pytester) -> None:
    write_lexicon(pytester.path)
    pytester.makepyfile("def test_one(): pass")
    pytester.runpytest_inprocess().assert_outcomes(passed=1)


def test_plugin_imports_nothing_until_it_collects(pytester: pytest.Pytester, tmp_path: Path) -> None:
    pytester.makepyfile(
        "import sys\n"
        f"def test_light(): assert {PLUGIN!r} in sys.modules and not {{'polybius.coders', 'yaml', 'pydantic'}} & set(sys.modules)\n"
    )
    done = pytester.run(sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:hypothesispytest")
    done.assert_outcomes(passed=1)
