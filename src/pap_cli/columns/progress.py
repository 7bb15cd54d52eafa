"""The columns of states and counts of milestones, which several items share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from msgspec.structs import replace

from pap_cli.assess.deadlines.progress import Progress
from pap_cli.assess.deadlines.schedule import Schedule, State
from pap_cli.cell import Align, Cell, Tone
from pap_cli.columns.field import Field
from pap_cli.model.key import Labels
from pap_cli.model.rating import Rating
from pap_cli.wording.cells import EMPTY, title_of, tone_of

T = TypeVar("T")


def state_words(state: State, *, unapproved: bool = False) -> str:
    """Return a state as people read it, and that what is delivered is not yet approved."""
    return state.value.replace("-", " ") + (", not yet approved" if unapproved else "")


def state_field(of: Callable[[T], State], words: Callable[[T], str], *, keep: int) -> Field[T]:
    """Return the field of a state, in words for people, sorted from not started to evidenced."""
    return Field(
        "state",
        lambda item: of(item).value,
        "State",
        lambda item: Cell(words(item)),
        keep=keep,
        order=lambda item: list(State).index(of(item)),
    )


def schedule_words(schedule: Schedule) -> str:
    """Return the state of a milestone as people read it, and what of it is not yet approved."""
    if schedule.waiting is None or schedule.unapproved:
        return state_words(schedule.state, unapproved=schedule.unapproved)
    return f"{state_words(schedule.state)}, evidence not yet approved"


def delivered_words(progress: Progress) -> str:
    """Return how many of some milestones are delivered, `3 of 5`; empty if there are none."""
    return f"{progress.delivered} of {progress.milestones}" if progress.milestones else ""


def unapproved_words(progress: Progress) -> str:
    """Return how many of the delivered milestones are not yet approved; empty if all are, or need no approval."""
    return f"{progress.unapproved} not yet approved" if progress.unapproved else ""


def delivered_cell(progress: Progress) -> Cell:
    """Return how many of some milestones are delivered, and how many of these are not yet approved."""
    return Cell(", ".join(filter(None, (delivered_words(progress), unapproved_words(progress)))))


def states_words(states: Iterable[State], unapproved: int = 0) -> str:
    """Return how many items are in each state, with its share: `3 not started (10%), 27 in progress (90%)`.

    Cancelled ones are not part of any share.  `unapproved` of the delivered ones are not yet approved.
    """
    counts: Counter[State] = Counter(state for state in states if state is not State.CANCELLED)
    total = counts.total()
    waiting = f", {unapproved:,} of them not yet approved" if unapproved else ""
    return ", ".join(
        f"{counts[state]:,} {state_words(state)} ({percent(counts[state], total)}"
        f"{waiting if state is State.DELIVERED else ''})"
        for state in State
        if counts[state]
    )


def percent(count: int, total: int) -> str:
    """Return a share in whole percent, rounded half up: 0% and 100% only for none and all."""
    rounded = (200 * count + total) // (2 * total)
    if 0 < count < total and rounded in (0, 100):
        return "under 1%" if rounded == 0 else "over 99%"
    return f"{rounded}%"


def count_cell(count: int, tone: Tone = Tone.PLAIN) -> Cell:
    """Return a count, or an empty cell for 0."""
    return Cell(str(count), tone) if count else EMPTY


def progress_fields(of: Callable[[T], Progress]) -> tuple[Field[T], ...]:
    """Return the fields of counts of milestones: all without the cancelled ones, delivered, on time, overdue."""
    return (
        Field("milestones", lambda item: of(item).milestones, "Milestones", align=Align.RIGHT, shown=False),
        Field(
            "delivered",
            lambda item: of(item).delivered,
            "Delivered",
            lambda item: delivered_cell(of(item)),
            align=Align.RIGHT,
            keep=2,
        ),
        Field(
            "on_time",
            lambda item: of(item).on_time,
            "On time",
            lambda item: Cell(str(of(item).on_time) if of(item).delivered else ""),
            align=Align.RIGHT,
            keep=8,
        ),
        Field(
            "overdue",
            lambda item: of(item).overdue,
            "Overdue",
            lambda item: count_cell(of(item).overdue, Tone.RED),
            align=Align.RIGHT,
            keep=1,
        ),
        Field("unapproved", lambda item: of(item).unapproved, "Not yet approved", align=Align.RIGHT, shown=False),
    )


def rating_count_fields(of: Callable[[T], Mapping[Rating, int]], *, keep: int = 1) -> tuple[Field[T], ...]:
    """Return the fields of the number of milestones with each rating; a narrow screen drops red last.

    `keep` is that of red.
    """
    return tuple(_rating_count(of, rating, number) for number, rating in enumerate(Rating, start=keep))


def titled_by(fields: Mapping[str, Field[T]], key: Labels) -> Mapping[str, Field[T]]:
    """Return fields with the numbers of milestones with each rating under what a key calls them."""
    return {**fields, **{one.value: replace(fields[one.value], title=title_of(key, one)) for one in Rating}}


def _rating_count(of: Callable[[T], Mapping[Rating, int]], rating: Rating, keep: int) -> Field[T]:
    return Field(
        rating.value,
        lambda item: of(item)[rating],
        rating.value.capitalize(),
        lambda item: count_cell(of(item)[rating], tone_of(rating)),
        Align.RIGHT,
        keep,
    )
