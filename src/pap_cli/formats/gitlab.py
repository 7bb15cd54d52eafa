"""GitLab's Code Quality report: what a merge request made better or worse.

GitLab compares the reports of two branches by fingerprint.  An error is major, a warning minor, a note info; blocker
and critical are for code that fails in production.
"""

from __future__ import annotations

from pap_cli.diagnostics import Severity
from pap_cli.document import View
from pap_cli.formats import Format, Shows
from pap_cli.render.encode import json_text
from pap_cli.render.repository import Placed, placed_findings
from pap_cli.render.screen import Screen
from pap_cli.render.text import printable

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def _issue(placed: Placed) -> dict[str, object]:
    diagnostic = placed.finding.diagnostic
    return {
        "description": printable("; ".join(part for part in (diagnostic.message, diagnostic.help) if part)),
        "check_name": diagnostic.rule.name,
        "fingerprint": placed.fingerprint,
        "severity": _SEVERITIES[diagnostic.severity],
        "location": {"path": placed.location, "lines": {"begin": diagnostic.span.line if diagnostic.span else 1}},
    }


def render(view: View, screen: Screen) -> str:
    """Return a JSON array of issues; empty if there are no findings."""
    return json_text([_issue(placed) for placed in placed_findings(view)], unicode=screen.unicode, indent=2) + "\n"


FORMAT = Format("gitlab", "a Code Quality report, for GitLab", render, shows=Shows.FACTS, kinds=("findings",))
