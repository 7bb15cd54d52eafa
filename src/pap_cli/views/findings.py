"""What a check found, worst first, and how many of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pap_cli.checks.engine import CheckResult
from pap_cli.diagnostics import Diagnostic, Severity, excerpt
from pap_cli.document import SCHEMA_VERSION, Document, Finding, Findings, Paragraph, Records, Tone
from pap_cli.model.dates import show_date
from pap_cli.model.place import Source
from pap_cli.views.cells import count_words

_NAMES = (
    "code",
    "rule",
    "severity",
    "message",
    "help",
    "path",
    "line",
    "column",
    "end_line",
    "end_column",
    "plan",
    "item",
)


@dataclass(frozen=True, kw_only=True)
class FindingsView:
    """The findings of one check."""

    as_of: date
    result: CheckResult
    sources: Mapping[str, Source]
    failed: bool
    base: str = ""
    kind: str = "findings"

    def facts(self) -> Mapping[str, object]:
        """Every finding, and the counts."""
        return {
            "schema_version": SCHEMA_VERSION,
            "as_of": self.as_of.isoformat(),
            "diagnostics": [dict(zip(_NAMES, _values(one), strict=True)) for one in self.result.diagnostics],
            "summary": {
                "total": len(self.result.diagnostics),
                **{f"{severity.value}s": self.result.count(severity) for severity in Severity},
                "suppressed": self.result.suppressed,
                "failed": self.failed,
            },
        }

    def records(self) -> Records:
        """A row a finding."""
        return Records(_NAMES, [_values(one) for one in self.result.diagnostics])

    def document(self) -> Document:
        """The findings, whole, and the summary."""
        findings = tuple(Finding(one, excerpt(one, self.sources.get(one.path))) for one in self.result.diagnostics)
        tone = Tone.RED if self.failed else Tone.GREEN
        return Document("", (Findings(findings, self.base), Paragraph(self.summary(), tone)))

    def summary(self) -> str:
        """One sentence: how many of each severity, how many let pass, on which day."""
        counts = [count_words(count, severity.value) for severity in Severity if (count := self.result.count(severity))]
        told = ", ".join(counts) if counts else "Nothing found"
        passed = f"; {self.result.suppressed} suppressed" if self.result.suppressed else ""
        return f"{told}{passed}, as of {show_date(self.as_of)}."


def _values(diagnostic: Diagnostic) -> tuple[object, ...]:
    span = diagnostic.span
    return (
        diagnostic.rule.code,
        diagnostic.rule.name,
        diagnostic.severity.value,
        diagnostic.message,
        diagnostic.help or None,
        diagnostic.path or None,
        span.line if span else None,
        span.column if span else None,
        span.end_line if span else None,
        span.end_column if span else None,
        diagnostic.plan,
        diagnostic.item,
    )


def build(
    result: CheckResult, sources: Mapping[str, Source], as_of: date, *, failed: bool, base: str = ""
) -> FindingsView:
    """The findings, with the texts they point into, and where the workspace lies in its repository."""
    return FindingsView(as_of=as_of, result=result, sources=sources, failed=failed, base=base)
