"""`pap collect`."""

from __future__ import annotations

from typing import Annotated

import typer

from pap_cli.context.context import Context
from pap_cli.options.app import single
from pap_cli.options.recording import OnDay, records
from pap_cli.options.session import Session


@single(example="pap collect . --dry-run")
@records()
def app(
    context: Context,
    session: Session,
    folder: Annotated[
        str, typer.Argument(metavar="FOLDER", help="The folder with the workbooks that came back, at any depth.")
    ],
    on: OnDay = None,
) -> None:
    """Take the answers to pap chase into the plan, as facts of a day with a note of who said so.

    Shows what each answer changes before anything is written. Two people who answer differently about one item are
    shown, and neither is taken. Exits with 1 if something was not taken. It is safe to run it again.
    """
    from pathlib import Path

    from pap_cli.options.collecting import applied
    from pap_cli.sheets.people.answers.collect import collected
    from pap_cli.sheets.people.answers.folder import read_folder, refuse_other_than_folder

    refuse_other_than_folder(Path(folder))
    day = session.day(on, months=False)
    units = {str(kpi.id): str(kpi.unit) for kpi in context.portfolio.kpis}
    found = collected(read_folder(Path(folder), units, context.progress.reading), context.portfolio, day)
    if applied(session, found):
        raise typer.Exit(1)
