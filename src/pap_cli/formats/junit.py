"""JUnit's XML, for the test tab that most CI services have; in the form that Jenkins' schema allows.

A rule is a class and a finding a case of it, named after the item and the file, so that a case is the same from day to
day.  An error is a failure.  A warning or a note is a skipped case: it is listed with its words, and turns nothing red,
as most services do for any failure at all.  Where nothing is found, one case passes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from pap_cli.diagnostics import Severity
from pap_cli.document import Finding, View
from pap_cli.formats import Format
from pap_cli.render.findings import full_text
from pap_cli.render.repository import placed_findings, summary_lines
from pap_cli.render.screen import Screen
from pap_cli.render.text import printable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_NAME = "pap check"


def _names(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    """A class and a name for each finding, no two alike: GitLab drops what it takes for the same case."""
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
    """The words stand in the element's text too, the only thing that GitLab shows; without characters XML has not."""
    from xml.etree.ElementTree import SubElement

    diagnostic = finding.diagnostic
    case = SubElement(suite, "testcase", classname=classname, name=name)
    outcome = "failure" if diagnostic.severity is Severity.ERROR else "skipped"
    told = SubElement(case, outcome, type=diagnostic.severity.value, message=printable(diagnostic.message))
    told.text = full_text([finding])


def render(view: View, screen: Screen) -> str:
    """One suite, a case a finding, and the summary as what the suite wrote."""
    from xml.etree.ElementTree import Element, SubElement, indent, tostring

    findings = [placed.finding for placed in placed_findings(view)]
    failures = sum(1 for finding in findings if finding.diagnostic.severity is Severity.ERROR)
    counts = {"tests": str(max(1, len(findings))), "failures": str(failures), "errors": "0"}
    root = Element("testsuites", {"name": _NAME, **counts})
    suite = SubElement(root, "testsuite", {"name": _NAME, **counts, "skipped": str(len(findings) - failures)})
    for finding, (classname, name) in zip(findings, _names(findings), strict=True):
        _add_case(suite, finding, classname, name)
    if not findings:
        SubElement(suite, "testcase", classname="pap.check", name="nothing found")
    SubElement(suite, "system-out").text = "\n".join(summary_lines(view, unicode=True))
    indent(root)
    text = tostring(root, "unicode") if screen.unicode else tostring(root, "us-ascii", xml_declaration=False).decode()
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


FORMAT = Format("junit", "JUnit's XML, for a list of tests", render, kinds=("findings",))
