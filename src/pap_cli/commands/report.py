"""`pap report`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from pap_cli.commands._app import single
from pap_cli.commands._options import day_of, reads
from pap_cli.commands._session import Session
from pap_cli.errors import PapError

LAST_REVIEW = "last-review"


def _audiences(incomplete: str) -> list[str]:
    from pap_cli.load.audience import audience_names

    return [name for name in audience_names() if name.startswith(incomplete)]


@single(example="pap report --since last-review --output report.docx")
@reads
def app(
    session: Session,
    audience: Annotated[
        str,
        typer.Option(
            "--audience",
            metavar="NAME|FILE",
            help="cabinet, board, dfe, ofsted or public; or a YAML file of your own.",
            autocompletion=_audiences,
        ),
    ] = "cabinet",
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DATE|last-review",
            help="The day of the last report, or the last meeting of those it is for; 3 months ago if not given.",
        ),
    ] = None,
    template: Annotated[
        str | None,
        typer.Option("--template", metavar="FILE", help="For docx: a Word file whose styles and page are used."),
    ] = None,
) -> None:
    """Write the report for a meeting: html, docx, pdf or markdown, by --format or by the name of --output."""
    from pap_cli.assess.history import quarter_ends
    from pap_cli.assess.movement import movement
    from pap_cli.load.audience import read_audience
    from pap_cli.load.narrative import read_narrative
    from pap_cli.views.report import ReportView
    from pap_cli.views.report.material import Material

    plans = session.assessment.plans
    if len(plans) != 1:
        known = ", ".join(plan.plan.id for plan in plans)
        hint = f"name one with --plan: {known}" if plans else "run  pap check  to see what could not be read"
        raise PapError("a report is about one plan" if plans else "there is no plan to report on", hint)
    chosen = read_audience(audience)
    earlier = _since(session, since, chosen.bodies)
    paper = _template(template)
    now = plans[0]
    ends = quarter_ends(now.plan.header.start, session.as_of)
    material = Material(
        audience=chosen,
        movement=movement(session.assess(earlier).plans[0], now),
        quarters=tuple(session.assess(day).plans[0] for day in ends),
        policy=session.policy,
        narrative=read_narrative(
            session.workspace.root,
            now.plan,
            earlier,
            session.as_of,
            audience=Path(audience).stem,
            own_words_only=not (chosen.tells_notes and chosen.tells_owners),
        ),
    )
    session.show(ReportView(material=material), template=paper)


def _since(session: Session, since: str | None, bodies: tuple[str, ...]) -> date:
    """The day of the last report.

    Raises:
        PapError: it is no date, not before the report's own, or there was no such meeting.
    """
    from pap_cli.model.dates import add_months, show_date

    if since is None:
        return add_months(session.as_of, -3)
    if since == LAST_REVIEW:
        held = [
            one.meeting.on
            for one in session.assessment.plans[0].reviews
            if one.review.body in bodies and one.meeting is not None and one.meeting.on < session.as_of
        ]
        if not held:
            raise PapError(
                f"nobody whom this report is for met before {show_date(session.as_of)}",
                "give the day of the last report, as in  --since 2016-07-13",
            )
        return max(held)
    day = day_of(since, "--since")
    if day >= session.as_of:
        raise PapError(
            f"--since: {show_date(day)} is not before {show_date(session.as_of)}, the day of the report",
            "give the day of the last report",
        )
    return day


MAX_TEMPLATE = 20 * 1024 * 1024


def _template(path: str | None) -> bytes | None:
    """The bytes of a template.

    Raises:
        PapError: it cannot be read, or is larger than any template.
    """
    if path is None:
        return None
    try:
        with Path(path).open("rb") as file:
            data = file.read(MAX_TEMPLATE + 1)
    except OSError as error:
        raise PapError(f"cannot read the template {path}: {(error.strerror or str(error)).lower()}") from None
    if len(data) > MAX_TEMPLATE:
        raise PapError(f"{path} has more than {MAX_TEMPLATE // 1024 // 1024} MB", "use a smaller template")
    return data
