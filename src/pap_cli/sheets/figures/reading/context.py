"""What the titles of a table say of all its periods, such as the year; and what must be asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from pap_cli.sheets.figures.reading.periods import Span, span_in

_ACADEMIC = re.compile(r"\b(?:academic|school) years?\b|\bay \d|\b(?:autumn|spring|summer) term", re.IGNORECASE)
_CALENDAR = re.compile(r"\bcalendar years?\b|\bjan(?:uary)? ?(?:-|–|to) ?dec(?:ember)?\b", re.IGNORECASE)


class Doubt(Struct, frozen=True, kw_only=True):
    """What must be asked before a column or a cell counts."""

    # What the answer is about: a column, the year, the kind of year, days, their order, a scale, an area.
    topic: str
    question: str
    choices: tuple[str, ...] = ()


class Context(Struct, frozen=True, kw_only=True):
    """What is known of the periods of a table besides their own headings."""

    # `2016/17` or `2016`, if the titles name one year.
    year: str = ""
    # The month that the titles are of, `2016-11`: a table of months up to it.
    month: str = ""
    # The only whole period that the titles name: of a table without periods of its own.
    period: str | None = None
    # The month in which the figures were what they are: `as at November 2016`.
    moment: str = ""
    academic: bool = False
    # True if years are calendar years, or written like 2016/17: what `Q1 2016` then means.
    calendar: bool = False
    financial: bool = False
    # Answers of a person: what days stand for (month, quarter or day), and which is first (day-first or month-first).
    days: str = ""
    order: str = ""
    # True if the year was given by a person, and the kind of year if that was.
    told: bool = False
    told_kind: str = ""


def context_of(
    texts: Iterable[str], spans: Iterable[Span], answers: Mapping[str, str], targets: Iterable[str] = ()
) -> Context:
    """Return what titles say, with the name of the sheet first, and the periods of the headings.

    ANSWERS are those of a person, by topic: year, calendar, days, order.  TARGETS are the years in headings of targets:
    if titles name none, and targets one, it is the year of the figures beside them.
    """
    texts = list(texts)
    whole = " \n ".join(texts)
    found = [one for text in texts if (one := span_in(text)) is not None]
    named = [span for span, _ in found]
    pairs = list(dict.fromkeys(span.year for span in named if "/" in span.year))
    quarters = list(dict.fromkeys(span.whole[0] for span in named if span.quarter and len(span.whole) == 1))
    years = list(dict.fromkeys(span.year for span in named if span.year and "/" not in span.year))
    months = [span.whole[0] for span, rest in found if len(span.whole) == 1 and span.month and "as at" not in rest]
    months += [span.whole[0][:7] for span, _ in found if span.day and not months]
    year = pairs[0] if len(pairs) == 1 else quarters[0][3:] if len(quarters) == 1 and "/" in quarters[0] else ""
    if not year and not pairs and len(years) == 1:
        year = years[0]
    aimed = list(dict.fromkeys(targets))
    if not year and not pairs and not years and len(aimed) == 1 and "/" in aimed[0]:
        year = aimed[0]
    periods = list(dict.fromkeys(span.whole[0] for span, rest in found if len(span.whole) == 1 and not span.day))
    every = [*named, *spans]
    academic = bool(_ACADEMIC.search(whole)) or any(span.academic for span in every)
    year_type = answers.get("calendar", "")
    academic = year_type == "academic" or (academic and not year_type)
    return Context(
        year=answers.get("year", year),
        told="year" in answers,
        told_kind=year_type,
        days=answers.get("days", ""),
        order=answers.get("order", ""),
        month=months[0] if months else "",
        moment=next((span.whole[0][:7] for span in named if len(span.whole) == 1 and (span.month or span.day)), ""),
        period=periods[-1] if len(periods) == 1 else None,
        academic=academic,
        calendar=year_type == "calendar" or (not year_type and bool(_CALENDAR.search(whole))),
        financial=year_type == "financial"
        or (any("/" in way for span in every if len(span.whole) == 1 for way in span.whole) and not academic),
    )
