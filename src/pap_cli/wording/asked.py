"""What is asked of somebody, in words."""

from __future__ import annotations

from msgspec import Struct

from pap_cli.assess.asked import Ask, Asked, FigureOwed, StepAsked
from pap_cli.model.dates import full_date, show_date
from pap_cli.wording.cells import count_words, figure_words

_HEADINGS = {
    Ask.LATE: "Late",
    Ask.EVIDENCE_LATE: "Evidence that is late",
    Ask.DUE_SOON: "Due soon",
    Ask.EVIDENCE_DUE: "Evidence that is due soon",
    Ask.LATER: "Later",
}


class Group(Struct, frozen=True, kw_only=True):
    """What is asked for one reason: a heading, whether it is late, and for each item its ID, title and words."""

    heading: str
    late: bool
    lines: tuple[tuple[str, str, str], ...]


def groups(asked: Asked) -> list[Group]:
    """Return what is asked by reason, what is late first; reasons for which nothing is asked are left out."""
    found = {why: tuple(_line(one) for one in asked.of(why)) for why in Ask}
    owed = {late: tuple(_owed(one) for one in asked.figures if one.late is late) for late in (True, False)}
    ordered = [
        *(Group(heading=_HEADINGS[why], late=True, lines=found[why]) for why in (Ask.LATE, Ask.EVIDENCE_LATE)),
        Group(heading="Figures that are late", late=True, lines=owed[True]),
        *(Group(heading=_HEADINGS[why], late=False, lines=found[why]) for why in (Ask.DUE_SOON, Ask.EVIDENCE_DUE)),
        Group(heading="Figures that are due soon", late=False, lines=owed[False]),
        Group(heading=_HEADINGS[Ask.LATER], late=False, lines=found[Ask.LATER]),
    ]
    return [group for group in ordered if group.lines]


def _line(one: StepAsked) -> tuple[str, str, str]:
    words = "; ".join(filter(None, (stands(one), forecast_words(one))))
    return one.status.id, _title(one.status.schedule.milestone.title), words


def _owed(one: FigureOwed) -> tuple[str, str, str]:
    return one.status.id, _title(one.status.kpi.title), owed_words(one)


def _title(text: str) -> str:
    return text.strip().removesuffix(".")


def stands(one: StepAsked) -> str:
    """Return how late something is, or when it is due: `due 30 Sep 2016, 14 days late`."""
    what = "evidence due" if one.why in (Ask.EVIDENCE_LATE, Ask.EVIDENCE_DUE) else "due"
    if one.days is None:
        return "no due date"
    words = f"{what} {one.due}"
    if one.why in (Ask.LATE, Ask.EVIDENCE_LATE):
        return f"{words}, {count_words(max(one.days, 1), 'day')} late"
    return f"{words}, today" if one.days == 0 else f"{words}, in {count_words(-one.days, 'day')}"


def forecast_words(one: StepAsked) -> str:
    """Return the forecast that is on record: `forecast 31 Mar 2017`; empty without one."""
    forecast = one.status.schedule.forecast
    return f"forecast {forecast}" if forecast is not None else ""


def owed_words(one: FigureOwed) -> str:
    """Return which figure is owed and since when: `Sep 2016, expected by 31 Oct 2016 (Aug 2016: 58.3%)`."""
    was = "was expected" if one.late else "expected"
    last = one.last
    before = f" ({last.period}: {figure_words(last, one.status.kpi.unit)})" if last is not None else ""
    return f"{one.period}, {was} by {show_date(one.expected)}{before}"


def counts(asked: Asked) -> str:
    """Return how much is asked, and how much of it is late: `2 of 5 are late`, in a sentence without its full stop."""
    steps, figures = len(asked.steps), len(asked.figures)
    found = [count_words(steps, "milestone")] if steps else []
    found += [count_words(figures, "figure")] if figures else []
    total = steps + figures
    late = asked.late
    if not total:
        return "nothing"
    if total == 1:
        return f"{found[0]}, {'late' if late else 'not late'}"
    of = f"{late} of them late" if late else "none late"
    return f"{' and '.join(found)}, {'all of them late' if late == total else of}"


def subject(asked: Asked, title: str) -> str:
    """Return the subject of a message: `Quay plan: 1 late, 2 to come, as of 1 October 2016`."""
    rest = len(asked.steps) + len(asked.figures) - asked.late
    parts = [f"{asked.late} late" if asked.late else "nothing late", *([f"{rest} to come"] if rest else [])]
    return f"{title}: {', '.join(parts)}, as of {full_date(asked.as_of)}"
