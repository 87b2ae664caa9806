"""Issue formats: findings as text for people and as values for machines.

In come issues and what each check expects; out goes text: for people, JSON, SARIF 2.1.0 (code scanning), GitHub annotations, JUnit
XML. Where a file is, is the caller's business: paths come in ready to be shown.
"""

from __future__ import annotations

import dataclasses
import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any
from xml.etree import ElementTree

from .schema.errors import Issue, Severity

Expected = Mapping[str, str]
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_MANUAL = "docs/checks.md says what each check means and how to mend what it finds"
_SARIF_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_GITHUB_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def show_human(issues: Sequence[Issue], checks: Expected) -> str:
    """Two lines for each issue: where, how bad, which check and what; then what was expected, and the fix."""
    return "".join(_show_issue(issue, checks) for issue in issues)


def _show_issue(issue: Issue, checks: Expected) -> str:
    head = f"{issue.path}:{issue.line}:{issue.column}: {issue.severity} {issue.id}: {issue.message}\n"
    expected = issue.expected or checks.get(issue.id, "")
    hints = [f"expected {expected}" if expected else "", issue.fix]
    return head + "".join(f"    {hint}\n" for hint in hints if hint and issue.severity is not Severity.NOTE)


def show_json(issues: Sequence[Issue], checks: Expected) -> str:
    """A list of objects, one per issue."""
    values = [dataclasses.asdict(_whole(issue, checks)) for issue in issues]
    return json.dumps(values, indent=2, ensure_ascii=False) + "\n"


def show_sarif(issues: Sequence[Issue], checks: Expected) -> str:
    """A SARIF log with one run. Accepted issues are suppressed results, with the reason."""
    ids = sorted({*checks, *(issue.id for issue in issues)})
    rules = [
        {
            "id": name,
            "shortDescription": {"text": checks.get(name) or name},
            "help": {"text": _MANUAL},
        }
        for name in ids
    ]
    driver = {"name": "polybius check", "rules": rules}
    results = [_sarif_result(issue, ids.index(issue.id)) for issue in issues]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _sarif_result(issue: Issue, index: int) -> dict[str, Any]:
    region = {"startLine": issue.line, "startColumn": issue.column}
    place = {"physicalLocation": {"artifactLocation": {"uri": issue.path}, "region": region}}
    text = f"{issue.message}; {issue.fix}" if issue.fix else issue.message
    result: dict[str, Any] = {
        "ruleId": issue.id,
        "ruleIndex": index,
        "level": _SARIF_LEVELS[issue.severity],
        "message": {"text": text},
        "locations": [place],
    }
    if issue.accepted is not None:
        result["suppressions"] = [{"kind": "external", "justification": issue.accepted}]
    return result


def show_github(issues: Sequence[Issue], checks: Expected) -> str:
    """Workflow commands, which GitHub shows beside the lines of a pull request."""
    return "".join(_github_line(issue) for issue in issues)


def _github_line(issue: Issue) -> str:
    place = {"file": issue.path, "line": str(issue.line), "col": str(issue.column), "title": f"polybius {issue.id}"}
    properties = ",".join(f"{key}={_escape(value, ':,')}" for key, value in place.items())
    text = f"{issue.message}; {issue.fix}" if issue.fix else issue.message
    return f"::{_GITHUB_LEVELS[issue.severity]} {properties}::{_escape(text)}\n"


def _escape(value: str, marks: str = "") -> str:
    """Escape what workflow commands give a meaning."""
    for mark in "%\r\n" + marks:
        value = value.replace(mark, f"%{ord(mark):02X}")
    return value


def show_junit(issues: Sequence[Issue], checks: Expected) -> str:
    """A JUnit test suite with one case per check; errors and warnings fail it, notes stand in its output."""
    found: dict[str, list[Issue]] = defaultdict(list)
    for issue in issues:
        found[issue.id].append(issue)
    suite = ElementTree.Element("testsuite", name="polybius check")
    failed = 0
    for name in sorted({*checks, *found}):
        case = ElementTree.SubElement(suite, "testcase", classname="polybius.check", name=name)
        bad = [issue for issue in found[name] if issue.severity is not Severity.NOTE]
        if bad:
            failed += 1
            summary = f"{len(bad)} found, expected {checks.get(name, 'none')}"
            failure = ElementTree.SubElement(case, "failure", type=str(bad[0].severity), message=summary)
            failure.text = "\n".join(map(str, bad))
        elif found[name]:
            ElementTree.SubElement(case, "system-out").text = "\n".join(map(str, found[name]))
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(failed))
    ElementTree.indent(suite)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(suite, encoding="unicode") + "\n"


def _whole(issue: Issue, checks: Expected) -> Issue:
    return issue if issue.expected else dataclasses.replace(issue, expected=checks.get(issue.id, ""))


FORMATS: Mapping[str, Callable[[Sequence[Issue], Expected], str]] = MappingProxyType(
    {"human": show_human, "json": show_json, "sarif": show_sarif, "github": show_github, "junit": show_junit}
)
