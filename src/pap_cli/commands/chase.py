"""`pap chase`."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pap_cli.context.context import Context
from pap_cli.options.app import option, single
from pap_cli.options.asking import DueWithin, days_of, everybody, people
from pap_cli.options.shared import WORKSPACE_OPTIONS, completed, with_context


@single(example="pap chase --due-within 35d -o october")
@with_context(WORKSPACE_OPTIONS)
def app(
    context: Context,
    output: Annotated[str, option("--output -o", "DIR", "Folder to write to.")] = "chase",
    owner: Annotated[
        list[str] | None,
        option(
            "--owner",
            "ID",
            "Only this owner or lead, by ID or title. Can be repeated. Default: everybody.",
            completed("owner"),
        ),
    ] = None,
    due_within: DueWithin = None,
    reply_by: Annotated[
        str | None, option("--reply-by", "DATE", "When the answers are due. Default: 5 working days later.")
    ] = None,
    teams: Annotated[
        bool, option("--teams", None, "One workbook for each team, and for each owner that has none.")
    ] = False,
) -> None:
    """Write a workbook and an e-mail for each owner, asking for news of what is theirs.

    Everybody gets only what they own or lead. Open the .eml files in your mail program and send them from there: pap
    sends no mail. pap collect reads the workbooks that come back.
    """
    from pathlib import Path

    from pap_cli.assess.asked import questions
    from pap_cli.context.targets import refuse_file_name, refuse_folder
    from pap_cli.output.parcel import write_parcel
    from pap_cli.output.write import write_out
    from pap_cli.sheets.people.chase import chases, files_of, summary
    from pap_cli.sheets.people.recipient import recipients

    refuse_file_name(Path(output), "pap chase")
    refuse_folder(Path(output))
    context.open()
    context.refuse_loss("nothing was written")
    who = people(context, owner) if owner else everybody(context)
    until, everything = days_of(context, due_within, context.as_of)
    answer = _reply_by(context, reply_by)
    asked = questions(context.assess(), until, everything=everything)
    found = chases(asked, recipients(((one.plan, one.owner) for one in who), teams=teams))
    titles = {plan.id: plan.title for plan in context.portfolio.plans}
    files = dict(files_of(found, titles, answer))
    context.progress.end()
    context.warn_of_file_errors()
    write_parcel(Path(output), files)
    write_out(summary(found, Path(output), answer, asked, named=bool(owner)))


def _reply_by(context: Context, text: str | None) -> date:
    from pap_cli.errors import PapError
    from pap_cli.model.dates import show_date
    from pap_cli.model.working_days import WorkingDays

    if text is None:
        return context.policy.calendar.end_of(WorkingDays(5), context.as_of)
    day = context.parse_day(text, "--reply-by")
    if day < context.as_of:
        raise PapError(
            f"--reply-by {text} is before {show_date(context.as_of)}, the day of the questions",
            "give the day by which the answers are to be there",
        )
    return day
