"""`pap refresh`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from pap_cli.context.context import Context
from pap_cli.options.app import option, single
from pap_cli.options.recording import records
from pap_cli.options.session import Session
from pap_cli.options.shared import completed


@single(example="pap refresh --as-at 2016-10-14 --allow exports")
@records()
def app(
    context: Context,
    session: Session,
    kpis: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[KPI]...", help="Only these. Default: all with records:.", autocompletion=completed("kpi")
        ),
    ] = None,
    as_at: Annotated[str | None, option("--as-at", "DATE", "Count what was known on this day. Default: today.")] = None,
    allow: Annotated[
        list[Path] | None, option("--allow", "FOLDER", "A folder that records may be read from. Can be repeated.")
    ] = None,
    check: Annotated[
        bool,
        option("--check", None, "Count again as at the day of the last count and compare; exit 1 if a figure differs."),
    ] = False,
) -> None:
    """Count KPIs from records, and put the figures into the CSV files beside them.

    Only this command reads records: files in folders that you allow, or a database. The others read its figures.
    """
    from pap_cli.load.workspace.user import read_allowed
    from pap_cli.options.refreshing import compare, refresh
    from pap_cli.records.engines.files import allowed_folders

    allowed = tuple(allowed_folders(allow or (), read_allowed(os.environ)))
    day = session.exact_day(as_at, "--as-at") if as_at is not None else None
    if check:
        compare(session, kpis or (), day, allowed)
    else:
        refresh(session, kpis or (), day or context.today().isoformat(), allowed)
