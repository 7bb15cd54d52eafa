"""The two charts of a plan over time: ratings as of several dates, and milestones delivered against the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import accumulate

from pap_cli.assess.assessment import PlanStatus
from pap_cli.assess.counts import BurnUp as CountsOver
from pap_cli.assess.counts import Counts
from pap_cli.assess.deadlines.rag import by_rule
from pap_cli.assess.history import burn_up as counted_up
from pap_cli.assess.history import quarter_ends
from pap_cli.cell import Align, Cell, Column
from pap_cli.document import Block, Figure, Table
from pap_cli.drawing import Bar, BurnUp, StackedBars, Steps
from pap_cli.model.config import Policy
from pap_cli.model.dates import full_date, show_date
from pap_cli.model.key import PLAIN_KEY, Key
from pap_cli.model.rating import Rating
from pap_cli.wording.cells import count_words, is_rated, title_of, tone_of

# Fewer bars or milestones show no more than a number does; more bars do not fit.
_FEWEST, _MOST = 2, 9
# Most rows of the table of S-curves.
_MOST_ROWS, _DECEMBER = 20, 12
_FROM_BELOW = {
    Rating.BLUE: "delivered and evidenced",
    Rating.GREEN: "on track",
    Rating.AMBER: "at risk",
    Rating.RED: "off track",
    Rating.GREY: "not rated",
}


def ratings_over_time(
    taken: Sequence[tuple[date, Mapping[Rating, int]]], policy: Policy, key: Key = PLAIN_KEY
) -> list[Block]:
    """Return a chart of milestones by rating as of several dates, the earliest first; nothing for one date."""
    meanings = {**_FROM_BELOW, Rating.BLUE: dict(by_rule(policy))[Rating.BLUE]}
    counted = [(day, counts) for day, counts in taken if any(counts.values())][-_MOST:]
    if len(counted) < _FEWEST:
        return []
    shown = [rating for rating in _FROM_BELOW if any(counts[rating] for _, counts in counted)]
    bars = tuple(
        Bar(show_date(day), tuple((tone_of(rating), counts[rating]) for rating in shown)) for day, counts in counted
    )
    legend = tuple((tone_of(rating), _legend(key, rating, meanings[rating])) for rating in shown)
    red, blue = is_rated(key, Rating.RED), is_rated(key, Rating.BLUE)
    words = " ".join(
        f"On {full_date(day)}, {_part(counts[Rating.RED])} of {count_words(sum(counts.values()), 'milestone')} "
        f"{_was(counts[Rating.RED])} {red} and {_part(counts[Rating.BLUE])} {_was(counts[Rating.BLUE])} {blue}."
        for day, counts in (counted[0], counted[-1])
    )
    columns = (
        Column("As of"),
        *(Column(title_of(key, rating), Align.RIGHT) for rating in shown),
        Column("Milestones", Align.RIGHT),
    )
    rows = tuple(
        (
            Cell(show_date(day)),
            *(Cell(f"{counts[rating]:,}", tone_of(rating)) for rating in shown),
            Cell(f"{sum(counts.values()):,}"),
        )
        for day, counts in counted
    )
    return [
        Figure("Milestones by rating over time", words, StackedBars(bars, legend, "milestones"), Table(columns, rows))
    ]


def _legend(key: Key, rating: Rating, usual: str) -> str:
    """Return a rating in a legend: its label and meaning in the organisation's words, if it has any."""
    written = key.of(rating)
    return f"{key.label(rating)}: {written.meaning or usual}" if written.meaning or not written.label else written.label


def burn_up(plans: Sequence[PlanStatus], as_of: date, days: Iterable[date]) -> list[Block]:
    """Return a chart of milestones due and delivered over time; its table has a row for each of `days`."""
    counted = [counted_up(plan) for plan in plans]
    if sum(one.total for one in counted) < _FEWEST:
        return []
    start = min(plan.plan.header.start for plan in plans)
    chart = _chart(counted, start, as_of, "first due dates")
    words = _words(chart, sum(one.total for one in counted))
    if waiting := sum(1 for plan in plans for one in plan.milestones if one.schedule.unapproved):
        words += f" Of the delivered ones, {waiting:,} {'is' if waiting == 1 else 'are'} not yet approved."
    table = _table(chart, sorted({*days, as_of}))
    return [Figure("Milestones delivered against the plan", words, chart, table)]


def s_curves(counted: CountsOver, start: date, as_of: date, original: str = "first due dates") -> list[Block]:
    """Return the S-curves of milestones: by their original dates, by their approved dates, and as delivered.

    `original` says which the original dates are.  The table has a row for each quarter, or each year of a long plan.
    """
    if counted.total < _FEWEST:
        return []
    chart = _chart([counted], start, as_of, original)
    quarters = quarter_ends(start, chart.end)
    rows = quarters if len(quarters) <= _MOST_ROWS else tuple(day for day in quarters if day.month == _DECEMBER)
    table = _table(chart, sorted({*rows[-_MOST_ROWS:], as_of, chart.end}))
    return [Figure("S-curves: milestones due and delivered", _words(chart, counted.total), chart, table)]


def _chart(counted: Sequence[CountsOver], start: date, as_of: date, original: str) -> BurnUp:
    series = (
        _steps(original, "first", (one.first for one in counted), start),
        _steps("approved due dates", "plan", (one.approved for one in counted), start),
        _steps("delivered", "done", (one.delivered for one in counted), start),
    )
    known = [as_of, *(day for steps in series for day, _ in steps.points)]
    return BurnUp(min(known), max(known), as_of, series, "milestones")


def _table(chart: BurnUp, days: Iterable[date]) -> Table:
    """Return the counts by each day; what was delivered only up to the as-of date."""
    columns = (
        Column("By"),
        *(Column(steps.name[:1].upper() + steps.name[1:], Align.RIGHT) for steps in chart.series),
    )
    rows = tuple(
        (
            Cell(show_date(day)),
            *(
                Cell("" if steps.kind == "done" and day > chart.today else f"{_by(steps, day):,}")
                for steps in chart.series
            ),
        )
        for day in days
    )
    return Table(columns, rows)


def _words(chart: BurnUp, total: int) -> str:
    """Return how many milestones were delivered by the as-of date, and how many were due by then."""
    original = chart.series[0].name
    first, approved, delivered = (_by(steps, chart.today) for steps in chart.series)
    of = count_words(total, "milestone")
    return (
        f"{_part(delivered).capitalize()} of {of} {_was(delivered)} delivered by {full_date(chart.today)}. "
        f"By then, {_part(approved)} {_was(approved)} due on approved due dates and {_part(first)} on {original}."
    )


def _steps(name: str, kind: str, plans: Iterable[Counts], start: date) -> Steps:
    """Return the counts of several plans added up, from 0 on the day that the first of them starts."""
    rises: Counter[date] = Counter({start: 0})
    for counts in plans:
        before = 0
        for day, count in counts:
            rises[day] += count - before
            before = count
    ordered = sorted(rises.items())
    return Steps(
        name, kind, tuple(zip((day for day, _ in ordered), accumulate(rise for _, rise in ordered), strict=True))
    )


def _by(steps: Steps, day: date) -> int:
    return max((count for when, count in steps.points if when <= day), default=0)


def _part(count: int) -> str:
    return f"{count:,}" if count else "none"


def _was(count: int) -> str:
    return "was" if count < 2 else "were"
