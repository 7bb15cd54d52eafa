"""`pap import`: each kind of import is a module of this folder."""

from __future__ import annotations

from pap_cli.options.app import folder_app

app = folder_app(
    __name__,
    __path__,
    """Take a spreadsheet in: a plan tracker, or figures of KPIs.

    pap shows what it takes each column for, and asks where it is not sure.
    """,
    example="pap import plan tracker.csv --dry-run",
)
