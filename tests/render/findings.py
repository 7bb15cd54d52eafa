"""Findings of every sort, for the formats of CI services: no workspace has them all at once."""

from __future__ import annotations

from datetime import date

from pap_cli.checks.engine import CheckResult
from pap_cli.diagnostics import Diagnostic, Rule, Severity
from pap_cli.model.config import Threshold
from pap_cli.model.place import Source, Span
from pap_cli.views.findings.view import FindingsView, build

AS_OF = date(2016, 10, 14)
BASE = "lambeth & co/"
PLAN = "plans/plan.yaml"
ODD_PATH = "plans/90 % done: a,b;c] #1 ünd/ö.yaml"
HOSTILE = (
    "x ::set-env name=PATH::y\n::error::z ##[group]a ##vso[task.complete]b \x1b[31m \u202er 5%0A; ] "
    "[q](http://example.org) {0}"
)

OVERDUE = Rule(
    "PAP901",
    "sample-overdue",
    Severity.ERROR,
    "A milestone is late.\n\nIt was due, and\nis not done.\n\nBad:\n\n```yaml\na: 1  # <b>\n```",
)
VAGUE = Rule("PAP902", "sample-vague", Severity.WARNING, "Nobody can say.")
FORM = Rule("PAP903", "sample-form", Severity.ERROR, "A key is missing.")

SOURCE = Source(PLAN, "".join(f"  - {{id: A1.{number}, due: 2016-09-30}}\n" for number in range(1, 15)))


def overdue(number: int, line: int | None = None) -> Diagnostic:
    """The finding about one of the milestones in `SOURCE`."""
    line = line or number
    return Diagnostic(
        rule=OVERDUE,
        message=f"A1.{number} is 14 days overdue",
        help="write completed: when it was delivered",
        path=PLAN,
        span=Span(line, 10, line, 14),
        plan="p",
        item=f"A1.{number}",
    )


def form(line: int) -> Diagnostic:
    """A fault of form that speaks of no item."""
    return Diagnostic(rule=FORM, message="title is missing", path=PLAN, span=Span(line, 1, line, 1))


SAMPLE = (
    Diagnostic(rule=FORM, message="there is no plan", help="write one"),
    *(overdue(number) for number in range(1, 12)),
    form(12),
    form(13),
    Diagnostic(
        rule=VAGUE,
        message=HOSTILE,
        help=HOSTILE,
        path=ODD_PATH,
        span=Span(3, 7, 5, 2),
        plan="p",
        item="A2",
        severity=Severity.WARNING,
    ),
    Diagnostic(rule=VAGUE, message="only a word, in all of the file", path=PLAN, severity=Severity.NOTE),
)
"""Fourteen errors, one of them without a file; a warning over lines, with hostile words; a note about a whole file."""


def view_of(*diagnostics: Diagnostic, base: str = BASE) -> FindingsView:
    """A view of findings, in the order given."""
    return build(CheckResult(diagnostics, (form(1),)), {PLAN: SOURCE}, AS_OF, fail_on=[Threshold("note")], base=base)


def sample_findings() -> FindingsView:
    """All findings of the sample."""
    return view_of(*SAMPLE)
