"""Rules about KPIs that are counted from records, and about the lock that says how they were."""

from __future__ import annotations

from pap_cli.diagnostics import Severity
from pap_cli.problems import problem

BAD_LOCK = problem(
    "PAP023",
    "bad-records-lock",
    """The file `kpis/records.lock` is not as `pap refresh` wrote it.

    It says how the figures of KPIs were counted from records last: by which definition, from which records, on which
    day. Take it from an earlier commit, or delete it and run `pap refresh`.""",
)
DEFINITION_CHANGED = problem(
    "PAP024",
    "definition-changed",
    """The definition of a KPI is not the one that its figures were counted by, and its version is the same.

    Figures that were counted by two rules cannot be compared. A new version with `from` and `reason` starts the chart
    and the targets afresh; one with `restated: true` counts the past again. `kpis/records.lock` says by which
    definition the figures were counted.""",
)
ROWS_LEFT_OUT = problem(
    "PAP025",
    "rows-left-out",
    """More rows were left out when a KPI was counted than its tolerance allows.

    Rows are left out if they cannot be true, hold an unknown code or lack a date that decides. Above 5% of them, or the
    `tolerance` of the KPI, a figure says as much about the records as about the work.""",
    Severity.WARNING,
)
