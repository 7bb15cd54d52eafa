"""`pap export`: each kind of file is a module of this folder."""

from __future__ import annotations

from pap_cli.options.app import folder_app


def _instead(words: list[str]) -> str:
    from pap_cli.advice.commands import command_advice

    return command_advice(words[0]) or "write  pap export xlsx  or  pap export ics"


app = folder_app(
    __name__,
    __path__,
    """Write the plan for other programs: a workbook or a calendar.

    Lists are written as CSV and JSON by the commands themselves:  pap milestones -f csv
    """,
    example="pap export xlsx -o plan.xlsx",
    instead=_instead,
)
