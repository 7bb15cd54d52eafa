"""The tables of milestones and recommendations in a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pap_cli.assess.coverage import Coverage
from pap_cli.assess.deadlines.schedule import State
from pap_cli.assess.items.milestones import MilestoneStatus
from pap_cli.assess.items.recommendations import RecommendationStatus
from pap_cli.cell import Align, Cell, Column, Tone
from pap_cli.columns.field import Field, pick, table
from pap_cli.columns.judgements import judged_cell, percent_words
from pap_cli.columns.milestones import FIELDS
from pap_cli.columns.progress import delivered_cell, schedule_words
from pap_cli.columns.recommendations import missing_cell
from pap_cli.document import Table
from pap_cli.model.rating import Rating
from pap_cli.views.report.inputs import Inputs
from pap_cli.wording.cells import date_cell, label_cell, tone_of
from pap_cli.wording.reasons import why

# On narrow paper the owner, who must answer, outlasts what somebody judged.
_FIRST_TO_GO = {"slipped_days": 1, "evidenced": 2, "judged": 3, "percent": 4, "lead": 5, "first_due": 6}


def milestones(inputs: Inputs, statuses: Iterable[MilestoneStatus], keep: Mapping[str, int]) -> Table:
    """Return a table of milestones with the columns in `keep`, without those that are empty."""
    return table(_fields(inputs), statuses, keep).filled()


def overdue(inputs: Inputs, statuses: Iterable[MilestoneStatus]) -> Table:
    """Return overdue milestones: by how long, how often extended, and the forecast."""
    return table(
        _marked(inputs),
        statuses,
        pick("id title due days_overdue slipped_days judged percent forecast owner lead", **_FIRST_TO_GO),
    ).filled()


def at_risk(inputs: Inputs, statuses: Iterable[MilestoneStatus]) -> Table:
    """Return milestones at risk, each with its reason: a forecast after the due date is one."""
    keep = pick("id title due reason judged percent owner lead", **_FIRST_TO_GO)
    return table(_marked(inputs), statuses, keep).filled()


def coming(inputs: Inputs, statuses: Iterable[MilestoneStatus]) -> Table:
    """Return milestones that are due, their forecast and who expects them."""
    names = "id title due forecast state judged percent expected_by owner lead"
    return table(_marked(inputs), statuses, pick(names, state=2, **_FIRST_TO_GO)).filled()


def evidence(inputs: Inputs, statuses: Iterable[MilestoneStatus]) -> Table:
    """Return delivered milestones whose evidence is due."""
    return milestones(inputs, statuses, pick("id title completed evidence_due owner lead", lead=3))


def every(inputs: Inputs, statuses: Iterable[MilestoneStatus]) -> Table:
    """Return milestones with all columns for the appendix."""
    names = "rating judged percent id title first_due due forecast completed evidenced owner lead"
    return milestones(inputs, statuses, pick(names, **_FIRST_TO_GO))


def listed(inputs: Inputs, statuses: Iterable[MilestoneStatus]) -> Table:
    """Return milestones in few columns, for a long list: rating, what became of each, and the owner."""
    fields = {
        **_fields(inputs),
        "state": FIELDS["state"].showing(lambda one: Cell(_became(one))),
    }
    return table(fields, statuses, pick("rating id title due state owner")).filled()


def _became(status: MilestoneStatus) -> str:
    """Return the state of a milestone, with the date of its delivery or its forecast."""
    schedule = status.schedule
    words = schedule_words(schedule)
    if schedule.completed is not None:
        return f"{words} {date_cell(schedule.completed).text}" if schedule.state is State.DELIVERED else words
    return f"forecast {date_cell(schedule.forecast).text}" if schedule.forecast is not None else words


_UNRATED = "not rated"


def recommendations(inputs: Inputs, statuses: Iterable[RecommendationStatus]) -> Table:
    """Return recommendations and how far the plan covers them."""
    columns = (
        Column("Rating"),
        Column("Before", keep=1),
        Column("Judged"),
        Column("Complete", Align.RIGHT, keep=2),
        Column("ID"),
        Column("Recommendation", flexible=True),
        Column("Actions", keep=4),
        Column("Delivered", Align.RIGHT),
        *((Column("Evidenced", Align.RIGHT),) if inputs.has_full_appendix else ()),
        Column("Gap"),
    )
    rows = tuple(
        (
            label_cell(one.key, one.rating, _UNRATED if one.rating is Rating.GREY and not one.key.grey.label else ""),
            Cell(_before(inputs, one), Tone.MUTED),
            judged_cell(one.judgements, inputs.status),
            Cell(percent_words(one.judgements.percent)),
            Cell(one.id),
            Cell(one.recommendation.title + (" (priority)" if one.recommendation.priority else "")),
            Cell(", ".join(action.id for action in one.actions)),
            delivered_cell(one.coverage.progress),
            *((Cell(_evidenced(one.coverage)),) if inputs.has_full_appendix else ()),
            missing_cell(one.coverage),
        )
        for one in statuses
    )
    return Table(columns, rows).filled()


def _before(inputs: Inputs, one: RecommendationStatus) -> str:
    """Return what a recommendation was rated at the last report, if that was another rating."""
    before = inputs.ratings_before.get(one.id, one.rating)
    return "" if before is one.rating else one.key.label(before)


def _evidenced(coverage: Coverage) -> str:
    counted = coverage.evidenced is not None and coverage.progress.milestones
    return str(coverage.evidenced) if counted else ""


def _marked(inputs: Inputs) -> Mapping[str, Field[MilestoneStatus]]:
    """Return the columns of milestones with the rating as the symbol and colour of the ID."""
    marked = FIELDS["id"].showing(lambda one: Cell(one.id, tone_of(one.rating), marked=True))
    return {**_fields(inputs), "id": marked}


def _fields(inputs: Inputs) -> Mapping[str, Field[MilestoneStatus]]:
    """Return the columns of milestones as a report shows them, without what the audience must not see."""
    return {
        **FIELDS,
        "days_overdue": FIELDS["days_overdue"].showing(FIELDS["days_overdue"].shown_cell, title="Overdue"),
        "completed": FIELDS["completed"].showing(FIELDS["completed"].shown_cell, title="Delivered"),
        "judged": FIELDS["judged"].showing(lambda one: judged_cell(one.judgements, inputs.status)),
        "reason": FIELDS["reason"].showing(lambda one: Cell(why(one, inputs.as_of, inputs.body_or_person))),
        "expected_by": FIELDS["expected_by"].showing(
            lambda one: Cell(", ".join(inputs.body(id) for id in one.schedule.milestone.expected_by)), flexible=True
        ),
        "owner": FIELDS["owner"].showing(lambda one: Cell(inputs.people(one.schedule.owners)), flexible=True),
        "lead": FIELDS["lead"].showing(lambda one: Cell(inputs.people(one.schedule.leads)), flexible=True),
    }
