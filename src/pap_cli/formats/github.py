"""Commands for GitHub's runner, which shows them next to the changed lines; no text from a file can become a command.

`::error file=…,line=…,endLine=…,col=…,endColumn=…,title=…::text`: GitHub documents them as workflow commands.  GitHub
shows ten of each kind per step and drops the rest silently, so the tenth gives the number of the others.
"""

from __future__ import annotations

from pap_cli.diagnostics import Severity
from pap_cli.document import Finding, View
from pap_cli.formats import Format
from pap_cli.render.repository import failure_of, placed_findings, summary_lines
from pap_cli.render.screen import Screen
from pap_cli.render.text import on_screen

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_SHOWN = 10
_IN_TEXT = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = _IN_TEXT | str.maketrans({":": "%3A", ",": "%2C"})


def _command(name: str, properties: dict[str, str | int], text: str) -> str:
    pairs = ",".join(f"{key}={str(value).translate(_IN_PROPERTY)}" for key, value in properties.items())
    return f"::{name} {pairs}::{text.translate(_IN_TEXT)}"


def _finding(finding: Finding, *, unicode: bool) -> str:
    """Return one command; a finding without a file has no position, and columns only count within one line."""
    diagnostic, span = finding.diagnostic, finding.diagnostic.span
    properties: dict[str, str | int] = {}
    if diagnostic.path:
        properties["file"] = on_screen(diagnostic.path, unicode=unicode)
        if span:
            properties |= {"line": span.line, "endLine": span.end_line}
            if span.line == span.end_line:
                properties |= {"col": span.column, "endColumn": span.end_column}
    properties["title"] = f"{diagnostic.rule.code} {diagnostic.rule.name}"
    words = [on_screen(part, unicode=unicode) for part in (diagnostic.message, diagnostic.help) if part]
    return _command(_COMMANDS[diagnostic.severity], properties, "\n".join(words))


def render(view: View, screen: Screen) -> str:
    """Return a command per finding, at most ten of each kind, the worst kind first; then the summary."""
    findings = [placed.finding for placed in placed_findings(view)]
    lines: list[str] = []
    for severity, name in _COMMANDS.items():
        found = [finding for finding in findings if finding.diagnostic.severity is severity]
        shown = found if len(found) <= _SHOWN else found[: _SHOWN - 1]
        lines += [_finding(finding, unicode=screen.unicode) for finding in shown]
        if left := len(found) - len(shown):
            text = f"and {left} more {severity}s\nrun  pap check  to see them all"
            lines.append(_command(name, {"title": "pap check"}, text))
    if failure := failure_of(view):
        lines.append(_command("error", {"title": "pap check"}, on_screen(failure, unicode=screen.unicode)))
    return "\n".join([*lines, *summary_lines(view, unicode=screen.unicode)]) + "\n"


FORMAT = Format("github", "annotations, in a GitHub workflow", render, kinds=("findings",))
