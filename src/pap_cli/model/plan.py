"""The plan: recommendations answered by actions, actions cut into milestones, and the people who ask about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import ClassVar, NewType

from pap_cli.model.dates import Due, Duration
from pap_cli.model.place import Place
from pap_cli.model.working_days import TimeLimit

Id = NewType("Id", str)
"""A name that other entries refer to: letters, digits and `- _ . : /`, at most 80 characters."""


def about(description: str, **more: object) -> dict[str, object]:
    """The metadata of a field: its description for people, and what else `model/__init__` lists."""
    return {"description": description, **more}


def placed() -> dict[str, object]:
    """The metadata of the field that tells where an entry stands; never written in a file."""
    return {"place": True}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A dated remark, and who made it."""

    SHORTHAND: ClassVar[str] = "text"

    text: str = field(metadata=about("What was said."))
    on: date | None = field(default=None, metadata=about("When; a note dated after the report is not seen."))
    by: str | None = field(default=None, metadata=about("Who said it: an owner's id, or a name."))
    place: Place = field(compare=False, repr=False, metadata=placed())


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """A finding that is let pass, for a reason and for a time."""

    rule: str = field(metadata=about("The rule's name or code, such as milestone-overdue or PAP201."))
    reason: str | None = field(default=None, metadata=about("Why it may pass; without a reason it does not count."))
    until: str | None = field(
        default=None, metadata=about("The last day it counts. A date that cannot be read counts as expired.")
    )
    place: Place = field(compare=False, repr=False, metadata=placed())


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A rating that a person set against the rule, with a name, a reason and an end."""

    rating: Rating = field(metadata=about("The rating to show instead of the computed one."))
    by: str = field(metadata=about("Who decided it: an owner's or body's id, or a name."))
    reason: str = field(metadata=about("Why the computed rating is wrong."))
    until: date = field(metadata=about("The last day it counts."))
    on: date | None = field(default=None, metadata=about("When it was decided; it does not count before."))
    place: Place = field(compare=False, repr=False, metadata=placed())


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancelled:
    """When something was taken out of the plan, by whom and why."""

    on: date = field(metadata=about("When it was cancelled."))
    by: str | None = field(default=None, metadata=about("Who decided it: an owner's or body's id."))
    reason: str | None = field(default=None, metadata=about("Why."))
    place: Place = field(compare=False, repr=False, metadata=placed())


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """A person or, better, a post that answers for items of the plan."""

    SHORTHAND: ClassVar[str] = "title"

    id: Id = field(metadata=about("The name that owner, lead and by refer to."))
    title: str = field(metadata=about("The post, as it should be read in a report."))
    name: str | None = field(default=None, metadata=about("Who holds the post, if that should be known."))
    place: Place = field(compare=False, repr=False, metadata=placed())


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Somebody who watches the plan: Cabinet, an improvement board, the DfE, Ofsted, a union."""

    SHORTHAND: ClassVar[str] = "title"

    id: Id = field(metadata=about("The name that made_by, body, by and expected_by refer to."))
    title: str = field(metadata=about("Its name, as it should be read in a report."))
    outside: bool = field(
        default=False, metadata=about("Whether it stands outside the organisation, as Ofsted and the DfE do.")
    )
    place: Place = field(compare=False, repr=False, metadata=placed())


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """Something an inspection said must change."""

    id: Id = field(metadata=about("Its id, unique in the plan."))
    title: str = field(metadata=about("What must change, in a few words."))
    made_by: str | None = field(default=None, metadata=about("The body that made it.", refers="body"))
    to: str | None = field(default=None, metadata=about("Whom it is addressed to, where there are several."))
    priority: bool = field(default=False, metadata=about("Whether it asks for priority and immediate action."))
    reference: str | None = field(default=None, metadata=about("Where it stands in the inspection's report."))
    notes: tuple[Note, ...] = field(default=(), metadata=about("Dated remarks."))
    ignore: tuple[Suppression, ...] = field(default=(), metadata=about("Findings let pass, with a reason."))
    place: Place = field(compare=False, repr=False, metadata=placed())


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """A later due date for a milestone; it counts from the day somebody approved it."""

    to: Due = field(metadata=about("The new due date."))
    approved: date | None = field(
        default=None, metadata=about("When it was approved; without this it is only asked for.")
    )
    by: str | None = field(default=None, metadata=about("The body or owner that approved it."))
    reason: str | None = field(default=None, metadata=about("Why the date moved."))
    asked: date | None = field(
        default=None, metadata=about("When it was asked for; a report of an earlier day does not tell of the request.")
    )
    place: Place = field(compare=False, repr=False, metadata=placed())


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """When the owner expects to be done."""

    SHORTHAND: ClassVar[str] = "to"

    to: Due = field(metadata=about("The day the owner expects."))
    on: date | None = field(
        default=None, metadata=about("When the owner said so; a forecast made after the report is not seen.")
    )
    place: Place = field(compare=False, repr=False, metadata=placed())


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A dated step of an action that somebody outside it can see was reached."""

    id: Id = field(metadata=about("Its id, unique in the plan."))
    title: str = field(metadata=about("What will be there when it is reached."))
    due: Due = field(
        metadata=about(
            "The first approved date. Never edited afterwards: a move is an extension. A month or a quarter falls "
            "due on its last day.",
            example="2016-09-30",
        )
    )
    horizon: Horizon | None = field(
        default=None,
        metadata=about("How soon it was meant; derived from the due date where it is not written."),
    )
    owner: str | None = field(
        default=None,
        metadata=about("Who is accountable, where it is not the action's owner.", refers="owner"),
    )
    lead: str | None = field(
        default=None,
        metadata=about("Who is responsible, where it is not the action's lead.", refers="owner"),
    )
    added: date | None = field(
        default=None, metadata=about("When it entered the plan, if later than its action; not seen before.")
    )
    extensions: tuple[Extension, ...] = field(default=(), metadata=about("How the due date moved since, oldest first."))
    forecast: tuple[Forecast, ...] = field(
        default=(), metadata=about("When the owner expects to be done.", one_or_many=True)
    )
    started: date | None = field(default=None, metadata=about("When work on it began."))
    completed: date | None = field(default=None, metadata=about("When it was delivered."))
    evidence_due: Due | None = field(default=None, metadata=about("By when evidence of it is wanted."))
    evidenced: date | None = field(default=None, metadata=about("When somebody accepted the evidence."))
    evidence: tuple[str, ...] = field(default=(), metadata=about("Where the evidence can be found.", one_or_many=True))
    depends_on: tuple[str, ...] = field(
        default=(),
        metadata=about("Milestones, or whole actions, that must be delivered first.", refers="work", one_or_many=True),
    )
    expected_by: tuple[str, ...] = field(
        default=(),
        metadata=about("Bodies that said they expect it by its due date.", refers="body", one_or_many=True),
    )
    cancelled: Cancelled | None = field(default=None, metadata=about("When it was taken out of the plan, and why."))
    override: Override | None = field(default=None, metadata=about("A rating set by a person, for a time."))
    notes: tuple[Note, ...] = field(default=(), metadata=about("Dated remarks."))
    ignore: tuple[Suppression, ...] = field(default=(), metadata=about("Findings let pass, with a reason."))
    place: Place = field(compare=False, repr=False, metadata=placed())


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What the organisation does about one or more recommendations, or beyond them."""

    id: Id = field(metadata=about("Its id, unique in the plan."))
    title: str = field(metadata=about("What will be done, in a few words."))
    answers: tuple[str, ...] = field(
        default=(),
        metadata=about("The recommendations it answers.", refers="recommendation", one_or_many=True),
    )
    scope: Scope = field(
        default=Scope.RECOMMENDATION,
        metadata=about("corporate: wider than the recommendations, so that it need not answer one."),
    )
    owner: str | None = field(default=None, metadata=about("Who is accountable.", refers="owner"))
    lead: str | None = field(default=None, metadata=about("Who is responsible for the work.", refers="owner"))
    added: date | None = field(
        default=None, metadata=about("When it entered the plan, if not at the start; not seen before.")
    )
    kpis: tuple[str, ...] = field(
        default=(), metadata=about("The KPIs that it should move.", refers="kpi", one_or_many=True)
    )
    success: tuple[str, ...] = field(
        default=(),
        metadata=about("How anybody will know that it worked: a figure and a date make it testable.", one_or_many=True),
    )
    milestones: tuple[Milestone, ...] = field(default=(), metadata=about("Its dated steps."))
    cancelled: Cancelled | None = field(
        default=None, metadata=about("When it was taken out of the plan, with all its milestones.")
    )
    notes: tuple[Note, ...] = field(default=(), metadata=about("Dated remarks."))
    ignore: tuple[Suppression, ...] = field(default=(), metadata=about("Findings let pass, with a reason."))
    place: Place = field(compare=False, repr=False, metadata=placed())


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A review that took place."""

    SHORTHAND: ClassVar[str] = "on"

    on: date = field(metadata=about("When it was held."))
    outcome: str | None = field(default=None, metadata=about("What came of it."))
    reference: str | None = field(default=None, metadata=about("Where the minutes or the letter can be found."))
    place: Place = field(compare=False, repr=False, metadata=placed())


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A dated look at the plan that a body owes or takes: once, or in a rhythm."""

    id: Id = field(metadata=about("Its id, unique in the plan."))
    body: str = field(metadata=about("Who looks.", refers="body"))
    title: str | None = field(default=None, metadata=about("What it is called, if it has a name."))
    due: Due | None = field(default=None, metadata=about("A single review: when it is due."))
    every: Duration | None = field(default=None, metadata=about("A recurring review: how often.", example="3 months"))
    start: date | None = field(default=None, metadata=about("A recurring review: when the first is due.", key="from"))
    length: Duration | None = field(
        default=None,
        metadata=about("A recurring review: for how long it recurs.", key="for", example="18 months"),
    )
    until: date | None = field(default=None, metadata=about("A recurring review: its last day, instead of for."))
    held: tuple[Meeting, ...] = field(default=(), metadata=about("The meetings that took place.", one_or_many=True))
    outcome: str | None = field(default=None, metadata=about("A single review: what came of it."))
    notes: tuple[Note, ...] = field(default=(), metadata=about("Dated remarks."))
    ignore: tuple[Suppression, ...] = field(default=(), metadata=about("Findings let pass, with a reason."))
    place: Place = field(compare=False, repr=False, metadata=placed())


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """An area of concern that continues until it is closed."""

    id: Id = field(metadata=about("Its id, unique in the plan."))
    title: str = field(metadata=about("What worries, in a few words."))
    raised: date | None = field(default=None, metadata=about("When it was raised; not seen before."))
    by: str | None = field(default=None, metadata=about("The body that raised it.", refers="body"))
    answered_by: tuple[str, ...] = field(
        default=(),
        metadata=about("The actions or milestones that answer it.", refers="work", one_or_many=True),
    )
    closed: date | None = field(default=None, metadata=about("When the body was satisfied."))
    notes: tuple[Note, ...] = field(default=(), metadata=about("Dated remarks."))
    ignore: tuple[Suppression, ...] = field(default=(), metadata=about("Findings let pass, with a reason."))
    place: Place = field(compare=False, repr=False, metadata=placed())


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A duty with a day, something the law or the inspectorate wants by then.

    Its day is written, as due, or counted: from a day, within a length of time.
    """

    id: Id = field(metadata=about("Its id."))
    title: str = field(metadata=about("What is owed."))
    due: Due | None = field(default=None, metadata=about("By when; or from and within instead."))
    start: date | None = field(
        default=None,
        metadata=about("The day it starts to run, which is not counted itself; not seen before.", key="from"),
    )
    within: TimeLimit | None = field(
        default=None,
        metadata=about("How long it runs, in working days, days, weeks or months.", example="70 working days"),
    )
    to: str | None = field(default=None, metadata=about("The body it is owed to.", refers="body"))
    met: date | None = field(default=None, metadata=about("When it was done."))
    place: Place = field(compare=False, repr=False, metadata=placed())


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizons:
    """How far each horizon reaches, counted from the plan's start."""

    immediate: Duration = field(
        default=Duration(months=3), metadata=about("Immediate: due within this.", example="3 months")
    )
    short: Duration = field(default=Duration(months=6), metadata=about("Short-term: due within this."))
    intermediate: Duration = field(default=Duration(months=18), metadata=about("Intermediate: due within this."))
    long: Duration = field(
        default=Duration(months=24),
        metadata=about("Long-term: due after the intermediate bound, within this."),
    )
    place: Place | None = field(default=None, compare=False, repr=False, metadata=placed())


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the plan is called, whose it is, and when its clock started."""

    id: Id = field(metadata=about("The plan's id, unique in the workspace."))
    title: str = field(metadata=about("Its title, as it should be read in a report."))
    organisation: str | None = field(default=None, metadata=about("Whose plan it is."))
    start: date = field(metadata=about("Day zero: horizons count from here.", example="2015-06-12"))
    horizons: Horizons = field(default=Horizons(), metadata=about("The bounds of the four horizons."))
    statutory: tuple[Clock, ...] = field(
        default=(), metadata=about("Duties with a day, such as sending the plan: statutory clocks.", keyed_by="id")
    )
    notes: tuple[Note, ...] = field(default=(), metadata=about("Dated remarks."))
    ignore: tuple[Suppression, ...] = field(
        default=(), metadata=about("Findings let pass anywhere in this plan, with a reason.")
    )
    place: Place = field(compare=False, repr=False, metadata=placed())


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFile:
    """A file in `plans/`: one plan, or, in a folder with a `plan.yaml`, a part of one."""

    plan: Header | None = field(
        default=None, metadata=about("The plan itself; in a folder of files, only in plan.yaml.")
    )
    owners: tuple[Owner, ...] = field(default=(), metadata=about("People or posts that items name.", keyed_by="id"))
    bodies: tuple[Body, ...] = field(default=(), metadata=about("Who watches the plan, by id.", keyed_by="id"))
    recommendations: tuple[Recommendation, ...] = field(
        default=(), metadata=about("What must change, as the inspection said it.")
    )
    actions: tuple[Action, ...] = field(default=(), metadata=about("What is done about it."))
    reviews: tuple[Review, ...] = field(default=(), metadata=about("The rhythm in which somebody looks at the plan."))
    concerns: tuple[Concern, ...] = field(default=(), metadata=about("Areas of concern that continue."))
    place: Place = field(compare=False, repr=False, metadata=placed())


@dataclass(frozen=True, kw_only=True)
class Plan:
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
