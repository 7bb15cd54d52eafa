"""The plan: recommendations answered by actions, actions cut into milestones, and the people who ask about them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, ClassVar, NewType

from msgspec import Struct

from pap_cli.model.dates import Due, Duration
from pap_cli.model.entry import About, Entry
from pap_cli.model.place import Place
from pap_cli.model.working_days import TimeLimit

# A name that other entries refer to: letters, digits and `- _ . : /`, at most 80 characters.
Id = NewType("Id", str)


class Rating(StrEnum):
    """The colour of an item, by the printed key: worst first."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"
    GREY = "grey"


class Horizon(StrEnum):
    """How soon a milestone is meant to be reached, counted from the plan's start."""

    IMMEDIATE = "immediate"
    SHORT = "short"
    INTERMEDIATE = "intermediate"
    LONG = "long"


class Scope(StrEnum):
    """Whether an action answers recommendations or goes wider."""

    RECOMMENDATION = "recommendation"
    CORPORATE = "corporate"


class Note(Entry, frozen=True, kw_only=True):
    """A dated remark, and who made it."""

    SHORTHAND: ClassVar[str] = "text"

    text: Annotated[str, About("What was said.")]
    on: Annotated[date | None, About("When; a note dated after the report is not seen.")] = None
    by: Annotated[str | None, About("Who said it: an owner's id, or a name.")] = None
    place: Place


class Suppression(Entry, frozen=True, kw_only=True):
    """A finding that is let pass, for a reason and for a time."""

    rule: Annotated[str, About("The rule's name or code, such as milestone-overdue or PAP201.")]
    reason: Annotated[str | None, About("Why it may pass; without a reason it does not count.")] = None
    until: Annotated[str | None, About("The last day it counts. A date that cannot be read counts as expired.")] = None
    place: Place


class Override(Entry, frozen=True, kw_only=True):
    """A rating that a person set against the rule, with a name, a reason and an end."""

    rating: Annotated[Rating, About("The rating to show instead of the computed one.")]
    by: Annotated[str, About("Who decided it: an owner's or body's id, or a name.")]
    reason: Annotated[str, About("Why the computed rating is wrong.")]
    until: Annotated[date, About("The last day it counts.")]
    on: Annotated[date | None, About("When it was decided; it does not count before.")] = None
    place: Place


class Cancelled(Entry, frozen=True, kw_only=True):
    """When something was taken out of the plan, by whom and why."""

    on: Annotated[date, About("When it was cancelled.")]
    by: Annotated[str | None, About("Who decided it: an owner's or body's id.")] = None
    reason: Annotated[str | None, About("Why.")] = None
    place: Place


class Owner(Entry, frozen=True, kw_only=True):
    """A person or, better, a post that answers for items of the plan."""

    SHORTHAND: ClassVar[str] = "title"

    id: Annotated[Id, About("The name that owner, lead and by refer to.")]
    title: Annotated[str, About("The post, as it should be read in a report.")]
    name: Annotated[str | None, About("Who holds the post, if that should be known.")] = None
    place: Place


class Body(Entry, frozen=True, kw_only=True):
    """Somebody who watches the plan: Cabinet, an improvement board, the DfE, Ofsted, a union."""

    SHORTHAND: ClassVar[str] = "title"

    id: Annotated[Id, About("The name that made_by, body, by and expected_by refer to.")]
    title: Annotated[str, About("Its name, as it should be read in a report.")]
    outside: Annotated[bool, About("Whether it stands outside the organisation, as Ofsted and the DfE do.")] = False
    place: Place


class Recommendation(Entry, frozen=True, kw_only=True):
    """Something an inspection said must change."""

    id: Annotated[Id, About("Its id, unique in the plan.")]
    title: Annotated[str, About("What must change, in a few words.")]
    made_by: Annotated[str | None, About("The body that made it.", refers="body")] = None
    to: Annotated[str | None, About("Whom it is addressed to, where there are several.")] = None
    priority: Annotated[bool, About("Whether it asks for priority and immediate action.")] = False
    reference: Annotated[str | None, About("Where it stands in the inspection's report.")] = None
    notes: Annotated[tuple[Note, ...], About("Dated remarks.")] = ()
    ignore: Annotated[tuple[Suppression, ...], About("Findings let pass, with a reason.")] = ()
    place: Place


class Extension(Entry, frozen=True, kw_only=True):
    """A later due date for a milestone; it counts from the day somebody approved it."""

    to: Annotated[Due, About("The new due date.")]
    approved: Annotated[date | None, About("When it was approved; without this it is only asked for.")] = None
    by: Annotated[str | None, About("The body or owner that approved it.")] = None
    reason: Annotated[str | None, About("Why the date moved.")] = None
    asked: Annotated[
        date | None, About("When it was asked for; a report of an earlier day does not tell of the request.")
    ] = None
    place: Place


class Forecast(Entry, frozen=True, kw_only=True):
    """When the owner expects to be done."""

    SHORTHAND: ClassVar[str] = "to"

    to: Annotated[Due, About("The day the owner expects.")]
    on: Annotated[date | None, About("When the owner said so; a forecast made after the report is not seen.")] = None
    place: Place


class Milestone(Entry, frozen=True, kw_only=True):
    """A dated step of an action that somebody outside it can see was reached."""

    id: Annotated[Id, About("Its id, unique in the plan.")]
    title: Annotated[str, About("What will be there when it is reached.")]
    due: Annotated[
        Due,
        About(
            "The first approved date. Never edited afterwards: a move is an extension. A month or a quarter falls "
            "due on its last day.",
            example="2016-09-30",
        ),
    ]
    horizon: Annotated[
        Horizon | None, About("How soon it was meant; derived from the due date where it is not written.")
    ] = None
    owner: Annotated[str | None, About("Who is accountable, where it is not the action's owner.", refers="owner")] = (
        None
    )
    lead: Annotated[str | None, About("Who is responsible, where it is not the action's lead.", refers="owner")] = None
    added: Annotated[date | None, About("When it entered the plan, if later than its action; not seen before.")] = None
    extensions: Annotated[tuple[Extension, ...], About("How the due date moved since, oldest first.")] = ()
    forecast: Annotated[tuple[Forecast, ...], About("When the owner expects to be done.", one_or_many=True)] = ()
    started: Annotated[date | None, About("When work on it began.")] = None
    completed: Annotated[date | None, About("When it was delivered.")] = None
    evidence_due: Annotated[Due | None, About("By when evidence of it is wanted.")] = None
    evidenced: Annotated[date | None, About("When somebody accepted the evidence.")] = None
    evidence: Annotated[tuple[str, ...], About("Where the evidence can be found.", one_or_many=True)] = ()
    depends_on: Annotated[
        tuple[str, ...],
        About("Milestones, or whole actions, that must be delivered first.", refers="work", one_or_many=True),
    ] = ()
    expected_by: Annotated[
        tuple[str, ...], About("Bodies that said they expect it by its due date.", refers="body", one_or_many=True)
    ] = ()
    cancelled: Annotated[Cancelled | None, About("When it was taken out of the plan, and why.")] = None
    override: Annotated[Override | None, About("A rating set by a person, for a time.")] = None
    notes: Annotated[tuple[Note, ...], About("Dated remarks.")] = ()
    ignore: Annotated[tuple[Suppression, ...], About("Findings let pass, with a reason.")] = ()
    place: Place


class Action(Entry, frozen=True, kw_only=True):
    """What the organisation does about one or more recommendations, or beyond them."""

    id: Annotated[Id, About("Its id, unique in the plan.")]
    title: Annotated[str, About("What will be done, in a few words.")]
    answers: Annotated[
        tuple[str, ...], About("The recommendations it answers.", refers="recommendation", one_or_many=True)
    ] = ()
    scope: Annotated[Scope, About("corporate: wider than the recommendations, so that it need not answer one.")] = (
        Scope.RECOMMENDATION
    )
    owner: Annotated[str | None, About("Who is accountable.", refers="owner")] = None
    lead: Annotated[str | None, About("Who is responsible for the work.", refers="owner")] = None
    added: Annotated[date | None, About("When it entered the plan, if not at the start; not seen before.")] = None
    kpis: Annotated[tuple[str, ...], About("The KPIs that it should move.", refers="kpi", one_or_many=True)] = ()
    success: Annotated[
        tuple[str, ...],
        About("How anybody will know that it worked: a figure and a date make it testable.", one_or_many=True),
    ] = ()
    milestones: Annotated[tuple[Milestone, ...], About("Its dated steps.")] = ()
    cancelled: Annotated[Cancelled | None, About("When it was taken out of the plan, with all its milestones.")] = None
    notes: Annotated[tuple[Note, ...], About("Dated remarks.")] = ()
    ignore: Annotated[tuple[Suppression, ...], About("Findings let pass, with a reason.")] = ()
    place: Place


class Meeting(Entry, frozen=True, kw_only=True):
    """A review that took place."""

    SHORTHAND: ClassVar[str] = "on"

    on: Annotated[date, About("When it was held.")]
    outcome: Annotated[str | None, About("What came of it.")] = None
    reference: Annotated[str | None, About("Where the minutes or the letter can be found.")] = None
    place: Place


class Review(Entry, frozen=True, kw_only=True):
    """A dated look at the plan that a body owes or takes: once, or in a rhythm."""

    id: Annotated[Id, About("Its id, unique in the plan.")]
    body: Annotated[str, About("Who looks.", refers="body")]
    title: Annotated[str | None, About("What it is called, if it has a name.")] = None
    due: Annotated[Due | None, About("A single review: when it is due.")] = None
    every: Annotated[Duration | None, About("A recurring review: how often.", example="3 months")] = None
    start: Annotated[date | None, About("A recurring review: when the first is due.", key="from")] = None
    length: Annotated[
        Duration | None, About("A recurring review: for how long it recurs.", key="for", example="18 months")
    ] = None
    until: Annotated[date | None, About("A recurring review: its last day, instead of for.")] = None
    held: Annotated[tuple[Meeting, ...], About("The meetings that took place.", one_or_many=True)] = ()
    outcome: Annotated[str | None, About("A single review: what came of it.")] = None
    notes: Annotated[tuple[Note, ...], About("Dated remarks.")] = ()
    ignore: Annotated[tuple[Suppression, ...], About("Findings let pass, with a reason.")] = ()
    place: Place


class Concern(Entry, frozen=True, kw_only=True):
    """An area of concern that continues until it is closed."""

    id: Annotated[Id, About("Its id, unique in the plan.")]
    title: Annotated[str, About("What worries, in a few words.")]
    raised: Annotated[date | None, About("When it was raised; not seen before.")] = None
    by: Annotated[str | None, About("The body that raised it.", refers="body")] = None
    answered_by: Annotated[
        tuple[str, ...], About("The actions or milestones that answer it.", refers="work", one_or_many=True)
    ] = ()
    closed: Annotated[date | None, About("When the body was satisfied.")] = None
    notes: Annotated[tuple[Note, ...], About("Dated remarks.")] = ()
    ignore: Annotated[tuple[Suppression, ...], About("Findings let pass, with a reason.")] = ()
    place: Place


class Clock(Entry, frozen=True, kw_only=True):
    """A duty with a day, something the law or the inspectorate wants by then.

    Its day is written, as due, or counted: from a day, within a length of time.
    """

    id: Annotated[Id, About("Its id.")]
    title: Annotated[str, About("What is owed.")]
    due: Annotated[Due | None, About("By when; or from and within instead.")] = None
    start: Annotated[
        date | None, About("The day it starts to run, which is not counted itself; not seen before.", key="from")
    ] = None
    within: Annotated[
        TimeLimit | None, About("How long it runs, in working days, days, weeks or months.", example="70 working days")
    ] = None
    to: Annotated[str | None, About("The body it is owed to.", refers="body")] = None
    met: Annotated[date | None, About("When it was done.")] = None
    place: Place


class Horizons(Entry, frozen=True, kw_only=True):
    """How far each horizon reaches, counted from the plan's start."""

    immediate: Annotated[Duration, About("Immediate: due within this.", example="3 months")] = Duration(months=3)
    short: Annotated[Duration, About("Short-term: due within this.")] = Duration(months=6)
    intermediate: Annotated[Duration, About("Intermediate: due within this.")] = Duration(months=18)
    long: Annotated[Duration, About("Long-term: due after the intermediate bound, within this.")] = Duration(months=24)
    place: Place | None = None


class Header(Entry, frozen=True, kw_only=True):
    """What the plan is called, whose it is, and when its clock started."""

    id: Annotated[Id, About("The plan's id, unique in the workspace.")]
    title: Annotated[str, About("Its title, as it should be read in a report.")]
    organisation: Annotated[str | None, About("Whose plan it is.")] = None
    start: Annotated[date, About("Day zero: horizons count from here.", example="2015-06-12")]
    horizons: Annotated[Horizons, About("The bounds of the four horizons.")] = Horizons()
    statutory: Annotated[
        tuple[Clock, ...], About("Duties with a day, such as sending the plan: statutory clocks.", keyed_by="id")
    ] = ()
    notes: Annotated[tuple[Note, ...], About("Dated remarks.")] = ()
    ignore: Annotated[tuple[Suppression, ...], About("Findings let pass anywhere in this plan, with a reason.")] = ()
    place: Place


class PlanFile(Entry, frozen=True, kw_only=True):
    """A file in `plans/`: one plan, or, in a folder with a `plan.yaml`, a part of one."""

    plan: Annotated[Header | None, About("The plan itself; in a folder of files, only in plan.yaml.")] = None
    owners: Annotated[tuple[Owner, ...], About("People or posts that items name.", keyed_by="id")] = ()
    bodies: Annotated[tuple[Body, ...], About("Who watches the plan, by id.", keyed_by="id")] = ()
    recommendations: Annotated[tuple[Recommendation, ...], About("What must change, as the inspection said it.")] = ()
    actions: Annotated[tuple[Action, ...], About("What is done about it.")] = ()
    reviews: Annotated[tuple[Review, ...], About("The rhythm in which somebody looks at the plan.")] = ()
    concerns: Annotated[tuple[Concern, ...], About("Areas of concern that continue.")] = ()
    place: Place


class Plan(Struct, frozen=True, kw_only=True, dict=True):
    """A whole plan, from however many files."""

    header: Header
    owners: tuple[Owner, ...] = ()
    bodies: tuple[Body, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    actions: tuple[Action, ...] = ()
    reviews: tuple[Review, ...] = ()
    concerns: tuple[Concern, ...] = ()

    @property
    def id(self) -> str:
        """The plan's id."""
        return self.header.id

    @property
    def title(self) -> str:
        """The plan's title."""
        return self.header.title

    @cached_property
    def owner_titles(self) -> dict[str, str]:
        """The title of each post, by its id."""
        return {owner.id: owner.title for owner in self.owners}

    @cached_property
    def body_titles(self) -> dict[str, str]:
        """The title of each body, by its id."""
        return {body.id: body.title for body in self.bodies}
