"""The sections of the status page on oversight: statutory clocks, reviews, expectations, concerns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from pap_cli.assess.assessment import PlanStatus
from pap_cli.assess.deadlines.clocks import ClockState, worst_first
from pap_cli.assess.deadlines.reviews import Expectation, ExpectationState, Occurrence, ReviewState
from pap_cli.assess.risks import RiskStatus
from pap_cli.cell import Align, Cell, Tone
from pap_cli.columns import clocks as clocks_columns
from pap_cli.columns import concerns as concerns_columns
from pap_cli.columns import expectations as expectations_columns
from pap_cli.columns import risks as risks_columns
from pap_cli.columns.field import Field, by_name, date_field, pick
from pap_cli.columns.reviews import review_cell
from pap_cli.document import Block, Heading, Paragraph
from pap_cli.model.dates import show_date
from pap_cli.model.order import natural
from pap_cli.model.oversight import Review
from pap_cli.views.status.page import FEW, MOST, SOME, columns_of, section
from pap_cli.wording.cells import EMPTY

_CLOCKS = "Statutory clocks"
_CLOCK_COLUMNS = pick("state id plan title to due working_days_left counted", to=2, counted=3)


def clocks(plans: tuple[PlanStatus, ...]) -> list[Block]:
    """Return the section of clocks that run, were missed or met late, worst first; then a line of those met in time.

    Those met well in time are shown without their due date, because bank holidays are slow to look up.
    """
    several = len(plans) > 1
    found = [(plan, status) for plan in plans for status in plan.clocks]
    met = [status for _, status in found if status.state is ClockState.MET]
    others = [pair for pair in found if pair[1].state is not ClockState.MET]
    others.sort(key=lambda pair: worst_first(pair[1]))
    columns = columns_of(_CLOCK_COLUMNS, several=several)
    blocks = section(_CLOCKS, others, clocks_columns.SHOWN, columns, "pap status --format json", most=MOST)
    if not met:
        return blocks
    shown = [
        f"{f'{status.plan}:' if several else ''}{status.id} on {show_date(status.met)}"
        for status in met
        if status.met is not None
    ]
    more = f", and {len(shown) - SOME} more" if len(shown) > SOME else ""
    words = f"Met on time: {', '.join(shown[:SOME])}{more}."
    return [*(blocks or [Heading(_CLOCKS)]), Paragraph(words, Tone.MUTED)]


class ReviewLine(Struct, frozen=True):
    """A review on the status page: its last occurrence, its next, and how many were missed."""

    plan: PlanStatus
    review: Review
    last: Occurrence | None
    coming: Occurrence | None
    missed: int


def _line(plan: PlanStatus, occurrences: Sequence[Occurrence]) -> ReviewLine:
    past = [one for one in occurrences if one.state is not ReviewState.DUE]
    coming = next((one for one in occurrences if one.state is ReviewState.DUE), None)
    missed = sum(1 for one in past if one.state is ReviewState.MISSED)
    return ReviewLine(plan, occurrences[0].review, past[-1] if past else None, coming, missed)


def review_lines(plan: PlanStatus) -> list[ReviewLine]:
    """Return a line for each review of a plan, in the plan's order."""
    by_review: dict[str, list[Occurrence]] = {}
    for occurrence in plan.reviews:
        by_review.setdefault(occurrence.review.id, []).append(occurrence)
    return [_line(plan, found) for found in by_review.values()]


_REVIEWS: Mapping[str, Field[ReviewLine]] = by_name(
    Field("body", lambda line: line.plan.plan.body_title(line.review.body), "Body", flexible=True),
    Field("plan", lambda line: line.plan.plan.id, "Plan"),
    Field("title", lambda line: line.review.title or line.review.id, "Review", flexible=True),
    date_field("next_due", "Next due", lambda line: line.coming.due if line.coming else None, tone=Tone.STRONG),
    Field("last", lambda line: None, "Last review", lambda line: review_cell(line.last.state) if line.last else EMPTY),
    date_field("last_due", "Last due", lambda line: line.last.due if line.last else None),
    Field(
        "missed",
        lambda line: line.missed,
        "Missed",
        lambda line: Cell(str(line.missed), Tone.RED) if line.missed else EMPTY,
        align=Align.RIGHT,
    ),
)
_REVIEW_COLUMNS = pick("body plan title next_due last last_due missed", title=2, last_due=1, missed=3)


def reviews(plans: tuple[PlanStatus, ...]) -> list[Block]:
    """Return the section of each body's last review and its next, the nearest first."""
    lines = [
        line
        for plan in plans
        for line in review_lines(plan)
        if line.coming or (line.last and line.last.state is not ReviewState.HELD)
    ]
    lines.sort(key=lambda line: (line.coming.due.day if line.coming else date.min, natural(line.review.id)))
    columns = columns_of(_REVIEW_COLUMNS, several=len(plans) > 1)
    return section("Reviews", lines, _REVIEWS, columns, "pap reviews", most=FEW)


def expectations(plans: tuple[PlanStatus, ...]) -> list[Block]:
    """Return the section of expectations that are open or missed, the nearest first.

    Bodies that expect the same item share one line.
    """
    first: dict[tuple[str, str], Expectation] = {}
    bodies: dict[tuple[str, str], list[str]] = {}
    for plan in plans:
        for one in plan.expectations:
            if one.state in WORST_FIRST:
                first.setdefault((one.plan, one.item), one)
                bodies.setdefault((one.plan, one.item), []).append(plan.plan.body_title(one.body))
    ordered = sorted(first.values(), key=lambda one: (WORST_FIRST.index(one.state), one.by.day, natural(one.item)))
    fields = {
        **expectations_columns.FIELDS,
        "body": expectations_columns.FIELDS["body"].showing(lambda one: Cell(", ".join(bodies[one.plan, one.item]))),
        "plan": Field[Expectation]("plan", lambda one: one.plan, "Plan"),
    }
    columns = columns_of(pick("state body item plan title by"), several=len(plans) > 1)
    return section("Expectations", ordered, fields, columns, "pap show BODY", most=FEW)


# Those that are not met yet.
WORST_FIRST = (ExpectationState.MISSED, ExpectationState.AT_RISK, ExpectationState.OPEN)
_CONCERNS: Mapping[str, Field[concerns_columns.PlanConcern]] = {
    **concerns_columns.FIELDS,
    "plan": Field("plan", lambda pair: pair[0].plan.id, "Plan"),
}
_CONCERN_COLUMNS = pick("id plan title raised by answered_by", by=1, answered_by=2)


def concerns(plans: tuple[PlanStatus, ...]) -> list[Block]:
    """Return the section of open concerns, with the actions that address them."""
    pairs = [(plan, concern) for plan in plans for concern in plan.concerns]
    columns = columns_of(_CONCERN_COLUMNS, several=len(plans) > 1)
    return section("Open concerns", pairs, _CONCERNS, columns, "pap status --format json", most=MOST)


_RISK_COLUMNS = pick("rating id plan title current direction owner treated_by", direction=2, owner=1)


def risks(plans: tuple[PlanStatus, ...]) -> list[Block]:
    """Return the section of open risks, worst first, with how many there are of each level."""
    found = open_risks(plans)
    columns = columns_of(_RISK_COLUMNS, several=len(plans) > 1)
    aside = level_counts(found)
    return section("Open risks", found, risks_columns.FIELDS, columns, "pap risks --open", most=SOME, aside=aside)


def open_risks(plans: tuple[PlanStatus, ...]) -> list[RiskStatus]:
    """Return the open risks, worst first."""
    return sorted((one for plan in plans for one in plan.risks if one.open), key=risks_columns.worst_first)


def level_counts(found: Sequence[RiskStatus]) -> str:
    """Return how many risks there are of each level, in the words of the table: `2 high, 5 medium`."""
    levels = Counter(risks_columns.level_cell(one).text for one in found)
    return ", ".join(f"{count:,} {word}" for word, count in levels.items())
