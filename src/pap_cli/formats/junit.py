"""JUnit XML, for the test tab of most CI services; valid under Jenkins' schema.

A rule is a class and a finding a case of it, named after the item and the file, so a case keeps its name from day to
day.  An error is a failure.  A warning or a note is a skipped case: it is listed, but does not fail the run.  Without
findings, one case passes, unless the check fails whatever they are: then one more case fails.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from pap_cli.diagnostics import Severity
from pap_cli.document import Finding, View
from pap_cli.formats import Format
from pap_cli.render.findings import full_text
from pap_cli.render.repository import failure_of, placed_findings, summary_lines
from pap_cli.render.screen import Screen
from pap_cli.render.text import printable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NAME = "pap check"


def _names(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    """Return a class and a unique name for each finding: GitLab drops cases with the same name."""
    found: dict[tuple[str, str], None] = {}
    repeated: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        diagnostic = finding.diagnostic
        path = f"({diagnostic.path})" if diagnostic.item and diagnostic.path else diagnostic.path
        words = " ".join(part for part in (diagnostic.item, path) if part) or "the workspace"
        first = (f"pap.{diagnostic.rule.name}", printable(words))
        name = first
        while name in found:
            repeated[first] += 1
            name = (first[0], f"{first[1]} #{repeated[first] + 1}")
        found[name] = None
    return list(found)


def _add_case(suite: Element, finding: Finding, classname: str, name: str) -> None:
    """Add a case; its message is also the element's text, because GitLab shows only that."""
    from xml.etree.ElementTree import SubElement

    diagnostic = finding.diagnostic
    case = SubElement(suite, "testcase", classname=classname, name=name)
    outcome = "failure" if diagnostic.severity is Severity.ERROR else "skipped"
    element = SubElement(case, outcome, type=diagnostic.severity.value, message=printable(diagnostic.message))
    element.text = full_text([finding])


def render(view: View, screen: Screen) -> str:
    """Return one suite: a case per finding, and the summary as the suite's output."""
    from xml.etree.ElementTree import Element, SubElement, indent, tostring

    findings = [placed.finding for placed in placed_findings(view)]
    failure = printable(failure_of(view))
    cases = len(findings) + bool(failure)
    failures = sum(1 for finding in findings if finding.diagnostic.severity is Severity.ERROR) + bool(failure)
    counts = {"tests": str(max(1, cases)), "failures": str(failures), "errors": "0"}
    root = Element("testsuites", {"name": _NAME, **counts})
    suite = SubElement(root, "testsuite", {"name": _NAME, **counts, "skipped": str(cases - failures)})
    for finding, (classname, name) in zip(findings, _names(findings), strict=True):
        _add_case(suite, finding, classname, name)
    if failure:
        case = SubElement(suite, "testcase", classname="pap.check", name="errors in the files")
        SubElement(case, "failure", type="error", message=failure).text = failure
    elif not findings:
        SubElement(suite, "testcase", classname="pap.check", name="nothing found")
    SubElement(suite, "system-out").text = "\n".join(summary_lines(view, unicode=True))
    indent(root)
    text = tostring(root, "unicode") if screen.unicode else tostring(root, "us-ascii", xml_declaration=False).decode()
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


FORMAT = Format("junit", "JUnit's XML, for a list of tests", render, kinds=("findings",))
