"""Commands for Azure Pipelines' agent, which lists them in the run summary; no text from a file can become a command.

`##vso[task.logissue type=…;sourcepath=…;linenumber=…;columnnumber=…;code=…;]text`: there are two types, error and
warning.  A note is neither, so it is a plain line of the log.  The agent lists ten of each type per task; the log has
all of them.
"""

from __future__ import annotations

from pap_cli.diagnostics import Severity
from pap_cli.document import Finding, View
from pap_cli.formats import Format
from pap_cli.render.findings import one_line
from pap_cli.render.repository import failure_of, placed_findings, summary_lines
from pap_cli.render.screen import Screen
from pap_cli.render.text import on_screen

_IN_TEXT = str.maketrans({"%": "%AZP25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = _IN_TEXT | str.maketrans({";": "%3B", "]": "%5D"})


def _finding(finding: Finding, *, unicode: bool) -> str:
    diagnostic = finding.diagnostic
    if diagnostic.severity is Severity.NOTE:
        return on_screen(one_line(finding), unicode=unicode)
    properties: dict[str, str | int] = {"type": diagnostic.severity.value}
    if diagnostic.path:
        properties["sourcepath"] = on_screen(diagnostic.path, unicode=unicode)
        if span := diagnostic.span:
            properties |= {"linenumber": span.line, "columnnumber": span.column}
    properties["code"] = diagnostic.rule.code
    pairs = "".join(f"{key}={str(value).translate(_IN_PROPERTY)};" for key, value in properties.items())
    text = "; ".join(part for part in (diagnostic.message, diagnostic.help) if part)
    return f"##vso[task.logissue {pairs}]{on_screen(text, unicode=unicode).translate(_IN_TEXT)}"


def render(view: View, screen: Screen) -> str:
    """Return one line per finding, and the summary."""
    lines = [_finding(placed.finding, unicode=screen.unicode) for placed in placed_findings(view)]
    if failure := failure_of(view):
        words = on_screen(failure, unicode=screen.unicode).translate(_IN_TEXT)
        lines.append(f"##vso[task.logissue type=error;]{words}")
    return "\n".join([*lines, *summary_lines(view, unicode=screen.unicode)]) + "\n"


FORMAT = Format("azure", "issues in the run summary of Azure Pipelines", render, kinds=("findings",))
