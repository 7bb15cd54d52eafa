"""`pap export`: each kind of file is a module of this folder."""

from __future__ import annotations

from pap_cli.options.app import folder_app

app = folder_app(
    __name__,
    __path__,
    """Write the plan for other programs: a workbook or a calendar.

    Lists are written as CSV and JSON by the commands themselves:  pap milestones -f csv
    """,
    example="pap export xlsx -o plan.xlsx",
)
