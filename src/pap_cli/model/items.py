"""The items of a plan: recommendations, actions and milestones, with the dates that were set for them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, TypeAlias

from pap_cli.model.dates import NO_DATE, UNDATED, Due, FirstDue
from pap_cli.model.decisions import Cancelled, Note, Override, Suppression, Was
from pap_cli.model.entry import About, Entry, Id
from pap_cli.model.evidence import Evidence
from pap_cli.model.facts import Approvable, Fact, Start
from pap_cli.model.judgements import Judgement
from pap_cli.model.place import Place
from pap_cli.model.targets import KpiTarget


class Horizon(StrEnum):
    """How soon a milestone is meant to be reached, counted from the plan's start."""

    IMMEDIATE = "immediate"
    SHORT = "short"
    INTERMEDIATE = "intermediate"
    LONG = "long"


class Scope(StrEnum):
    """The scope of an action: it answers recommendations, or goes beyond them."""

    RECOMMENDATION = "recommendation"
    CORPORATE = "corporate"


class Extension(Entry, frozen=True, kw_only=True):
    """A later due date for a milestone, which counts from the date of its approval."""

    to: Annotated[Due, About("The new due date.")]
    approved: Annotated[Fact | None, About("When it was approved; without it the extension is only requested.")] = None
    by: Annotated[str | None, About("The body or owner that approved it.", refers="decider")] = None
    reason: Annotated[str | None, About("Why the date moved.")] = None
    asked: Annotated[
        date | None, About("Date of the request; with an earlier as-of date the request is not shown.")
    ] = None
    place: Place

    def requested(self, as_of: date) -> bool:
        """Return True if it was asked for by a date; without the day of the request, if nobody approved it since."""
        return self.asked <= as_of if self.asked is not None else self.approved is None


class Forecast(Entry, frozen=True, kw_only=True):
    """When the owner expects to be done."""

    SHORTHAND: ClassVar[str] = "to"

    to: Annotated[Due, About("The date that the owner expects.")]
    on: Annotated[date | None, About("The date of the forecast; with an earlier as-of date it is not shown.")] = None
    place: Place


class Dated(Entry, frozen=True, kw_only=True):
    """What falls due, with the dated facts about it: a milestone, or an action with dates of its own."""

    id: Annotated[Id, About("Its id, unique in the plan.")]
    title: Annotated[str, About("What it is, in a few words.")]
    was: Was = ()
    due: Annotated[FirstDue, About("The first due date.")] = UNDATED
    horizon: Annotated[Horizon | None, About("Time horizon; derived from the first due date if it is missing.")] = None
    extensions: Annotated[tuple[Extension, ...], About("Later due dates, oldest first.")] = ()
    forecast: Annotated[tuple[Forecast, ...], About("When the owner expects to be done.", one_or_many=True)] = ()
    started: Annotated[Start | None, About("When work on it began.", example="2016-09-12")] = None
    completed: Annotated[Approvable | None, About("When it was delivered.", example="2016-09-12")] = None
    evidence_due: Annotated[Due | None, About("When evidence is due.")] = None
    evidenced: Annotated[Approvable | None, About("When the evidence was accepted.")] = None
    evidence: Annotated[
        tuple[Evidence, ...], About("Where the evidence is, or items of evidence.", one_or_many=True)
    ] = ()
    depends_on: Annotated[
        tuple[str, ...],
        About("Milestones, or whole actions, that must be delivered first.", refers="work", one_or_many=True),
    ] = ()
    expected_by: Annotated[
        tuple[str, ...], About("Bodies that said they expect it by its due date.", refers="body", one_or_many=True)
    ] = ()
    cancelled: Annotated[Cancelled | None, About("When it was taken out of the plan, and why.")] = None
    override: Annotated[Override | None, About("A rating set by a person, for a time.")] = None
    judgements: Annotated[
        tuple[Judgement, ...],
        About("What people judged of it: status, percent complete, confidence.", one_or_many=True),
    ] = ()
    targets: Annotated[
        tuple[KpiTarget, ...],
        About("Figures that KPIs must reach by its due date, by the id of the KPI.", keyed_by="kpi"),
    ] = ()
    place: Place


class Milestone(Dated, frozen=True, kw_only=True):
    """A step of an action with a due date, which an outsider can verify."""

    id: Annotated[Id, About("Its id, unique in the plan.")]
    title: Annotated[str, About("What will have been achieved.")]
    due: Annotated[
        FirstDue,
        About(
            "The first due date. Never edit it: add an extension instead. A month or a quarter falls "
            "due on its last day. unknown: nobody set one, so the milestone is not rated until it is delivered.",
            example="2016-09-30",
            expected=True,
        ),
    ] = UNDATED
    owners: Annotated[
        tuple[str, ...],
        About(
            "Post or posts accountable for it, if not the action's; the first answers for it.",
            key="owner",
            refers="owner",
            one_or_many=True,
        ),
    ] = ()
    leads: Annotated[
        tuple[str, ...],
        About(
            "Post or posts responsible for the work, if not the action's.",
            key="lead",
            refers="owner",
            one_or_many=True,
        ),
    ] = ()
    added: Annotated[
        date | None, About("When it was added to the plan, if later than its action; not shown before.")
    ] = None
    success: Annotated[
        tuple[str, ...],
        About("How to tell that it worked; a figure and a date make it testable.", one_or_many=True),
    ] = ()
    kpis: Annotated[tuple[str, ...], About("The KPIs that it should move.", refers="kpi", one_or_many=True)] = ()
    notes: Annotated[tuple[Note, ...], About("Dated notes.", one_or_many=True)] = ()
    ignore: Annotated[tuple[Suppression, ...], About("Suppressed findings, each with a reason.")] = ()
    place: Place


class Recommendation(Entry, frozen=True, kw_only=True):
    """A recommendation of an inspection, answered by actions, or by milestones of its own."""

    id: Annotated[Id, About("Its id, unique in the plan.")]
    title: Annotated[str, About("What must change, in a few words.")]
    was: Was = ()
    made_by: Annotated[str | None, About("The body that made it.", refers="body")] = None
    to: Annotated[str | None, About("Addressee, if there are several.")] = None
    priority: Annotated[bool, About("true if it asks for priority and immediate action.")] = False
    reference: Annotated[str | None, About("Where it is in the inspection report.")] = None
    themes: Annotated[
        tuple[str, ...],
        About("The theme that it belongs to, or several.", key="theme", refers="theme", one_or_many=True),
    ] = ()
    owners: Annotated[
        tuple[str, ...],
        About(
            "The post or posts accountable for it, and for its own milestones; the first answers for it.",
            key="owner",
            refers="owner",
            one_or_many=True,
        ),
    ] = ()
    leads: Annotated[
        tuple[str, ...],
        About("The post or posts responsible for the work.", key="lead", refers="owner", one_or_many=True),
    ] = ()
    milestones: Annotated[
        tuple[Milestone, ...], About("Milestones that answer it directly, without an action between them.")
    ] = ()
    judgements: Annotated[
        tuple[Judgement, ...],
        About("What people judged of it: status, percent complete, confidence.", one_or_many=True),
    ] = ()
    notes: Annotated[tuple[Note, ...], About("Dated notes.", one_or_many=True)] = ()
    ignore: Annotated[tuple[Suppression, ...], About("Suppressed findings, each with a reason.")] = ()
    place: Place


class Action(Dated, frozen=True, kw_only=True):
    """An action of the organisation, which answers recommendations or goes beyond them."""

    id: Annotated[Id, About("Its id, unique in the plan.")]
    title: Annotated[str, About("What will be done, in a few words.")]
    due: Annotated[
        FirstDue,
        About(
            "Its own first due date, for an action that is a step itself. Never edit it: add an extension instead. "
            "An action with dates of its own is counted and rated as a milestone too.",
            example="2016-09-30",
        ),
    ] = NO_DATE
    answers: Annotated[
        tuple[str, ...], About("The recommendations it answers.", refers="recommendation", one_or_many=True)
    ] = ()
    scope: Annotated[Scope, About("corporate: goes beyond the recommendations, so it need not answer one.")] = (
        Scope.RECOMMENDATION
    )
    owners: Annotated[
        tuple[str, ...],
        About(
            "The post or posts accountable for it; the first answers for it.",
            key="owner",
            refers="owner",
            one_or_many=True,
        ),
    ] = ()
    leads: Annotated[
        tuple[str, ...],
        About("The post or posts responsible for the work.", key="lead", refers="owner", one_or_many=True),
    ] = ()
    themes: Annotated[
        tuple[str, ...],
        About(
            "The theme that it belongs to, or several, if it answers no recommendation: it belongs to the themes of "
            "those that it answers.",
            key="theme",
            refers="theme",
            one_or_many=True,
        ),
    ] = ()
    added: Annotated[date | None, About("When it was added to the plan, if not at the start; not shown before.")] = None
    kpis: Annotated[tuple[str, ...], About("The KPIs that it should move.", refers="kpi", one_or_many=True)] = ()
    success: Annotated[
        tuple[str, ...],
        About("How to tell that it worked; a figure and a date make it testable.", one_or_many=True),
    ] = ()
    milestones: Annotated[tuple[Milestone, ...], About("Its milestones.")] = ()
    cancelled: Annotated[Cancelled | None, About("When it was taken out of the plan, with all its milestones.")] = None
    notes: Annotated[tuple[Note, ...], About("Dated notes.", one_or_many=True)] = ()
    ignore: Annotated[tuple[Suppression, ...], About("Suppressed findings, each with a reason.")] = ()
    place: Place


# What a milestone belongs to.
Parent: TypeAlias = Action | Recommendation
