"""Who is accountable for a plan and who watches it: owners, bodies, reviews, concerns and statutory clocks."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, NewType

from pap_cli.model.dates import Duration
from pap_cli.model.decisions import Id, Note, Suppression
from pap_cli.model.entry import About, Entry
from pap_cli.model.periods import Due
from pap_cli.model.place import Place
from pap_cli.model.working_days import TimeLimit

# An e-mail address.
Email = NewType("Email", str)


class Owner(Entry, frozen=True, kw_only=True):
    """A person or, better, a post that is accountable for items of the plan."""

    SHORTHAND: ClassVar[str] = "title"

    id: Annotated[Id, About("The name that owner, lead and by refer to.")]
    title: Annotated[str, About("The post, as shown in reports.")]
    name: Annotated[str | None, About("The name of the person in this post, if it should be shown.")] = None
    contact: Annotated[
        Email | None,
        About(
            "The e-mail address of the post. Only `pap owners --columns contact` prints it.",
            private=True,
        ),
    ] = None
    team: Annotated[str | None, About("The team it belongs to.")] = None
    place: Place


class Body(Entry, frozen=True, kw_only=True):
    """A body that oversees the plan: Cabinet, an improvement board, the DfE, Ofsted, a union."""

    SHORTHAND: ClassVar[str] = "title"

    id: Annotated[Id, About("The name that made_by, body, by and expected_by refer to.")]
    title: Annotated[str, About("Its name, as shown in reports.")]
    outside: Annotated[bool, About("true for a body outside the organisation, such as Ofsted or the DfE.")] = False
    place: Place


class Meeting(Entry, frozen=True, kw_only=True):
    """A review that took place."""

    SHORTHAND: ClassVar[str] = "on"

    on: Annotated[date, About("When it was held.")]
    outcome: Annotated[str | None, About("Outcome.")] = None
    reference: Annotated[str | None, About("Where the minutes or the letter are.")] = None
    place: Place


class Review(Entry, frozen=True, kw_only=True):
    """A review of the plan by a body, once or regularly."""

    id: Annotated[Id, About("Its id, unique in the plan.")]
    body: Annotated[str, About("The body that reviews.", refers="body")]
    title: Annotated[str | None, About("Title, if it has one.")] = None
    due: Annotated[Due | None, About("A single review: when it is due.")] = None
    every: Annotated[Duration | None, About("A recurring review: how often.", example="3 months")] = None
    start: Annotated[date | None, About("A recurring review: when the first is due.", key="from")] = None
    length: Annotated[
        Duration | None, About("A recurring review: for how long it recurs.", key="for", example="18 months")
    ] = None
    until: Annotated[date | None, About("A recurring review: its last day, instead of for.")] = None
    held: Annotated[tuple[Meeting, ...], About("The meetings that took place.", one_or_many=True)] = ()
    outcome: Annotated[str | None, About("For a single review: its outcome.")] = None
    notes: Annotated[tuple[Note, ...], About("Dated notes.", one_or_many=True)] = ()
    ignore: Annotated[tuple[Suppression, ...], About("Suppressed findings, each with a reason.")] = ()
    place: Place


class Concern(Entry, frozen=True, kw_only=True):
    """An area of concern that continues until it is closed."""

    id: Annotated[Id, About("Its id, unique in the plan.")]
    title: Annotated[str, About("The concern, in a few words.")]
    raised: Annotated[date | None, About("When it was raised; not shown before.")] = None
    by: Annotated[str | None, About("The body that raised it.", refers="body")] = None
    answered_by: Annotated[
        tuple[str, ...], About("The actions or milestones that answer it.", refers="work", one_or_many=True)
    ] = ()
    closed: Annotated[date | None, About("When the body was satisfied.")] = None
    notes: Annotated[tuple[Note, ...], About("Dated notes.", one_or_many=True)] = ()
    ignore: Annotated[tuple[Suppression, ...], About("Suppressed findings, each with a reason.")] = ()
    place: Place


class Clock(Entry, frozen=True, kw_only=True):
    """A statutory clock: something that the law or the inspectorate requires by a date.

    The date is written (due) or counted (from a date, within a length of time).
    """

    id: Annotated[Id, About("Its id.")]
    title: Annotated[str, About("What is required, in a few words.")]
    due: Annotated[Due | None, About("The deadline; or use from and within.")] = None
    start: Annotated[
        date | None,
        About("The date it starts, which is not counted itself; the clock is not shown before.", key="from"),
    ] = None
    within: Annotated[
        TimeLimit | None,
        About("The length of time, in working days, days, weeks or months.", example="70 working days"),
    ] = None
    to: Annotated[str | None, About("The body that requires it.", refers="body")] = None
    met: Annotated[date | None, About("When it was met.")] = None
    place: Place
