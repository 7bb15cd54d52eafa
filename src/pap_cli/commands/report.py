"""`pap report`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pap_cli.context.context import Session
from pap_cli.errors import PapError
from pap_cli.options.app import single
from pap_cli.options.shared import day_of, reads

if TYPE_CHECKING:
    from pap_cli.assess.assessment import PlanStatus

LAST_REVIEW = "last-review"


def _audiences(incomplete: str) -> list[str]:
    from pap_cli.load.workspace.audience import audience_names

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
    from pap_cli.load.workspace.audience import read_audience
    from pap_cli.load.workspace.narrative import read_narrative
    from pap_cli.views.report import ReportView
    from pap_cli.views.report.material import Material

    plans = session.assessment.plans
    if len(plans) != 1:
        known = ", ".join(plan.plan.id for plan in plans)
        hint = f"name one with --plan: {known}" if plans else "run  pap check  to see what could not be read"
        raise PapError("a report is about one plan" if plans else "there is no plan to report on", hint)
    chosen = read_audience(audience)
    _know(chosen.bodies, plans[0], audience)
    _choose(session, template)
    earlier = _since(session, since, chosen.bodies)
    paper = _template(template)
    now = plans[0]
    ends = quarter_ends(now.plan.header.start, session.as_of)
    material = Material(
        audience=chosen,
        movement=movement(session.assess(earlier).plans[0], now),
        quarters=tuple(session.assess(day).plans[0] for day in ends),
        policy=session.policy,
        faults=session.faults,
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


def _know(bodies: tuple[str, ...], plan: PlanStatus, audience: str) -> None:
    """Say so where a file of the operator's names bodies and the plan has none of them."""
    from pap_cli.load.workspace.audience import audience_names
    from pap_cli.output.write import tell

    if audience not in audience_names() and bodies and not set(bodies) & plan.plan.body_titles.keys():
        known = ", ".join(plan.plan.body_titles) or "none"
        tell(f"pap: {audience} is for {', '.join(bodies)}, which the plan does not know; its bodies are {known}\n")


def _choose(session: Session, template: str | None) -> None:
    """Make sure that the format is told, where the name of a file should tell it, and takes a template if there is one.

    Raises:
        PapError: it is not, or does not.
    """
    from pap_cli.context.context import told_by

    output = session.reading.output
    told = session.reading.format or told_by(output)
    ending = Path(output).suffix if output else ""
    if told is None and ending not in ("", ".txt"):
        raise PapError(
            f"--output: “{ending}” tells no format", "use .html, .docx, .pdf or .md, or name it with --format"
        )
    if template is not None and told != "docx":
        raise PapError("--template is for Word files", "write one, as in  --output report.docx")


def _since(session: Session, since: str | None, bodies: tuple[str, ...]) -> date:
    """The day of the last report.

    Raises:
        PapError: it is no date, not before the report's own, or there was no such meeting.
    """
    from pap_cli.model.dates import add_months, show_date

    if since is None:
        return add_months(session.as_of, -3)
    if since == LAST_REVIEW:
        plan = session.assessment.plans[0].plan
        held = [
            meeting.on
            for review in plan.reviews
            if review.body in bodies
            for meeting in review.held
            if meeting.on < session.as_of
        ]
        if not held:
            known = [plan.body_titles[id] for id in bodies if id in plan.body_titles]
            raise PapError(
                f"{' and '.join(known)} did not meet before {show_date(session.as_of)}"
                if known
                else "this report is for no body of the plan, so that no meeting tells when the last one was",
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
