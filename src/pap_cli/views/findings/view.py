"""The findings of a check, worst first, with their counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import overload

from msgspec import Struct

from pap_cli.cell import Tone
from pap_cli.checks.engine import CheckResult
from pap_cli.checks.thresholds import is_never
from pap_cli.diagnostics import Diagnostic, Severity, excerpt
from pap_cli.document import SCHEMA_VERSION, Document, Finding, Findings, Paragraph, Records
from pap_cli.model.config import Threshold
from pap_cli.model.dates import show_date
from pap_cli.model.place import Source
from pap_cli.model.versions import History
from pap_cli.wording.cells import count_words

# What fails a check besides the thresholds, in `failed_on`.
FILE_ERRORS = "file-errors"
# The number of fixed findings to name.
_NAMED = 10
_WERE = ("were", "was")
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
    "commit",
    "committed",
    "before",
    "after",
)


class FindingsView(Struct, frozen=True, kw_only=True):
    """The findings of one check."""

    as_of: date
    result: CheckResult
    sources: Mapping[str, Source]
    # The thresholds that fail the check, each with its count.
    failed_on: tuple[tuple[Threshold, int], ...]
    # Whether errors in the files fail the check whatever the thresholds are.
    failed_by_files: bool = False
    # Whether neither a plan nor a KPI could be read.
    empty: bool = False
    base: str = ""
    # The file of the baseline, as given on the command line.
    baseline: str = ""
    # The commits that were judged, if any were.
    history: History | None = None
    kind: str = "findings"

    @property
    def failed(self) -> bool:
        """True if the check fails."""
        return self.failed_by_files or bool(self.failed_on)

    def facts(self) -> Mapping[str, object]:
        """Return every finding, and the counts."""
        return {
            "schema_version": SCHEMA_VERSION,
            "as_of": self.as_of.isoformat(),
            **({"history": _facts_of(self.history)} if self.history is not None else {}),
            "diagnostics": [dict(zip(_NAMES, _values(one), strict=True)) for one in self.result.diagnostics],
            "summary": {
                "total": len(self.result.diagnostics),
                **{f"{severity.value}s": self.result.count(severity) for severity in Severity},
                "suppressed": len(self.result.suppressed),
                "known": self.result.in_baseline,
                "elsewhere": self.result.outside_change,
                "failed": self.failed,
                "failed_on": [
                    *(str(threshold) for threshold, _ in self.failed_on),
                    *([FILE_ERRORS] if self.failed_by_files else []),
                ],
                "file_errors": self.result.file_errors,
            },
            "fixed": [
                {"rule": entry.rule, "plan": entry.plan or None, "item": entry.item or None, "count": entry.count}
                for entry in self.result.fixed
            ],
        }

    def records(self) -> Records:
        """Return one row for each finding."""
        return Records(_NAMES, [_values(one) for one in self.result.diagnostics])

    def document(self) -> Document:
        """Return the findings in full, and the summary."""
        findings = _WithLines(self.result.diagnostics, self.sources)
        tone = Tone.RED if self.failed else Tone.GREEN
        blocks = [Paragraph(self.summary(), tone)]
        if self.history is not None:
            blocks.append(Paragraph(_judged(self.history), Tone.MUTED))
        if fixed := self.fixed():
            blocks.append(Paragraph(fixed, Tone.GREEN))
        return Document("", (Findings(findings, self.base, self.hidden() if self.failed_by_files else ""), *blocks))

    def summary(self) -> str:
        """Return the counts by severity, those not counted, the as-of date, and the counts that fail the check."""
        counts = [count_words(count, severity.value) for severity in Severity if (count := self.result.count(severity))]
        parts = [", ".join(counts) if counts else "No findings"]
        if self.result.suppressed:
            parts.append(f"{len(self.result.suppressed)} suppressed")
        if self.result.in_baseline:
            parts.append(f"{self.result.in_baseline} in the baseline")
        if self.result.outside_change:
            parts.append(f"{self.result.outside_change} not in this change")
        passed = [f"{threshold} (found {count})" for threshold, count in self.failed_on if threshold.over]
        fails = f" Fails on {', '.join(passed)}." if passed else ""
        note = f" {hidden}" if (hidden := self.hidden()) else ""
        return f"{'; '.join(parts)}, as of {show_date(self.as_of)}.{note}{fails}"

    def hidden(self) -> str:
        """Return a sentence on what errors in the files hide, if they are not all reported; otherwise empty."""
        so = ", so the check fails" if self.failed_by_files else ""
        if self.empty:
            return f"No plan or KPI could be read{so}."
        count = len(self.result.left_out)
        were = f"{count_words(count, 'error')} in the files {_WERE[count == 1]}"
        return f"{were} not selected and may hide findings{so}." if count else ""

    def fixed(self) -> str:
        """Return a sentence on what the baseline lists and the check does not find; empty if there is nothing.

        It may be fixed, renamed or taken out, or never have been there: only that it is not found is known.
        """
        if not self.result.fixed:
            return ""
        names = [
            f"{entry.rule} ({entry.item or entry.plan or 'workspace'}{f', {entry.count} times' * (entry.count > 1)})"
            for entry in self.result.fixed
        ]
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        command = f"pap baseline prune {self.baseline}".rstrip()
        return f"In the baseline, no longer found: {', '.join(names[:_NAMED])}{more}. Remove with:  {command}"


class _WithLines(Sequence[Finding]):
    """Diagnostics with the source lines they point at, read on demand: only a few of many are shown."""

    def __init__(self, diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source]) -> None:
        self.diagnostics = diagnostics
        self.sources = sources

    def __len__(self) -> int:
        return len(self.diagnostics)

    @overload
    def __getitem__(self, index: int) -> Finding: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Finding]: ...

    def __getitem__(self, index: int | slice) -> Finding | Sequence[Finding]:
        if isinstance(index, slice):
            return _WithLines(self.diagnostics[index], self.sources)
        diagnostic = self.diagnostics[index]
        return Finding(diagnostic, excerpt(diagnostic, self.sources.get(diagnostic.path)))


def _judged(history: History) -> str:
    """Return a sentence on the commits that were judged."""
    commits = [commit for commit in history.commits if history.judged is None or commit.id in history.judged]
    if not commits:
        return f"None of the {count_words(len(history.commits), 'commit')} of the plan was judged."
    first, last = min(commit.day for commit in commits), max(commit.day for commit in commits)
    all_of = f" of {len(history.commits):,}" if len(commits) < len(history.commits) else ""
    days = f"of {show_date(first)}" if first == last else f"from {show_date(first)} to {show_date(last)}"
    return (
        f"Judged {len(commits):,}{all_of} {'commit' if len(history.commits) == 1 else 'commits'} of the plan, {days}."
    )


def _facts_of(history: History) -> Mapping[str, object]:
    """Return how many commits changed the plan and were judged, the first and the last, and whether any is missing."""
    judged = [commit for commit in history.commits if history.judged is None or commit.id in history.judged]
    return {
        "commits": len(history.commits),
        "judged": len(judged),
        "first": history.commits[0].id,
        "last": history.commits[-1].id,
        "complete": not history.gaps,
    }


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
        diagnostic.commit,
        diagnostic.committed.isoformat() if diagnostic.committed is not None else None,
        diagnostic.before,
        diagnostic.after,
    )


def build(
    result: CheckResult,
    sources: Mapping[str, Source],
    as_of: date,
    *,
    fail_on: Iterable[Threshold],
    empty: bool = False,
    base: str = "",
    baseline: str = "",
    history: History | None = None,
) -> FindingsView:
    """Return the findings, with their sources and the thresholds they meet; `base` is the workspace's folder.

    An error in the files that was left out fails the check, whatever the thresholds are, because what it hides is not
    known; so does a workspace of which neither a plan nor a KPI could be read, which is `empty`.
    """
    fail_on = tuple(fail_on)
    return FindingsView(
        as_of=as_of,
        result=result,
        sources=sources,
        failed_on=result.met(fail_on),
        failed_by_files=(empty or bool(result.left_out)) and not is_never(fail_on),
        empty=empty,
        base=base,
        baseline=baseline,
        history=history,
    )
