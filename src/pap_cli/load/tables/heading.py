"""The heading of a table of figures: which column contains what.

A long table has the columns `period` and `value`, and a row for each figure.  A wide one has a column for each period,
and a row for each KPI.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from pap_cli.advice.synonyms import spelt_differently, synonyms
from pap_cli.bad_value import BadValueError
from pap_cli.diagnostics import nearest
from pap_cli.load.tables.cells import Row
from pap_cli.model.dates import quote
from pap_cli.model.entry import written_fields
from pap_cli.model.kpi import Observation
from pap_cli.model.periods import Period, parse_period
from pap_cli.problems import Report
from pap_cli.problems.catalogue import BY_NAME
from pap_cli.problems.entries import MISSING_KEY, UNKNOWN_KEY
from pap_cli.problems.tables import CSV_SYNTAX

KPI = "kpi"
# The most specific first: beside an ID, the column KPI holds the title.
_KPI_NAMES = ("kpi id", "id", KPI)
# What is written in the KPI, and would be lost if the column were not read.
_OF_KPI = ("target", "floor", "baseline", "tolerance")
# Columns that say what a row is about: for the reader of the table, not read.
_ABOUT = frozenset(
    {"title", "name", "kpi name", "kpi title", "indicator", "measure", "description", "definition", "theme", "area"}
    | {"unit", "units", "unit of measure", "polarity", "good is", "frequency", "category", "group", "section"}
    | {"owner", "lead", "responsible", "source", "data source", "no", "ref"}
)
# The fields of a figure that fit in a cell.
_FIELDS = tuple(field.name for field in written_fields(Observation) if field.name != "revisions")
_FORM = "start it with  kpi,period,value  for a row for each figure, or  kpi,2016-04,2016-05  for a row for each KPI"
_NEEDED = ("period", "value")


class Heading(Struct, frozen=True, kw_only=True):
    """The columns of a table, by their index; `width` is how many there are.

    `fields` are those of a long table, `periods` those of a wide one.  `whole` is False if a column is not read.
    """

    row: Row
    width: int
    kpi: int | None
    fields: Mapping[str, int]
    periods: Mapping[int, Period]
    whole: bool


def read_heading(row: Row, report: Report) -> Heading | None:
    """Return the columns of a table; report what is wrong with them, and return None if no figure can be read."""
    names = [" ".join(text.casefold().replace("_", " ").split()) for text in row.texts]
    width = max(index for index, name in enumerate(names) if name) + 1
    found: dict[str, int] = {}
    others: list[int] = []
    whole = True
    id_name = next((name for name in _KPI_NAMES if name in names), KPI)
    ignored = 0
    for index, name in enumerate(names[:width]):
        key = KPI if name == id_name else name if name in _FIELDS else row.texts[index]
        if name in _ABOUT or (name in _KPI_NAMES and name != id_name):
            ignored += 1
            continue
        if not name:
            report(CSV_SYNTAX, "this column has no name", "write one, or delete the column", row.start, row.end)
            whole = False
        elif key in found:
            message = f"two columns are named {quote(row.texts[index])}; the first is used"
            report(CSV_SYNTAX, message, "rename one, or delete it", *row.span(index))
            whole = False
        else:
            found[key] = index
            if key != KPI and key not in _FIELDS:
                others.append(index)
    long = not found.keys().isdisjoint(_NEEDED)
    periods = {} if long else _periods(row, others, found, report)
    if long:
        for index in others:
            report(UNKNOWN_KEY, f"unknown column {quote(row.texts[index])}", _meant(row.texts[index]), *row.span(index))
    missing = [name for name in _NEEDED if name not in found] if long else []
    if missing == ["value"] and found.keys() >= {"numerator", "denominator"}:
        missing = []  # each value is the quotient of the two
    if missing or not (long or periods or len(others) > 0):
        message = f"this table has no column {missing[0]}" if missing else "this table has no columns of figures"
        help = _FORM
        report(MISSING_KEY, message, help, row.start, row.end)
        return None
    fields = {name: found[name] for name in _FIELDS if name in found} if long else {}
    whole = whole and (not others if long else len(periods) == width - ignored - (KPI in found))
    return Heading(row=row, width=width, kpi=found.get(KPI), fields=fields, periods=periods, whole=whole)


def _periods(row: Row, others: list[int], found: Mapping[str, int], report: Report) -> dict[int, Period]:
    """Return the columns that are named like a period, and report the others."""
    periods: dict[int, Period] = {}
    for name in _FIELDS:
        if name in found:
            help = "for this column, the table needs the columns period and value, and a row for each figure"
            report(UNKNOWN_KEY, f"unknown column {quote(row.texts[found[name]])}", help, *row.span(found[name]))
    for index in others:
        text = row.texts[index]
        try:
            periods[index] = parse_period(text)
        except BadValueError as error:
            if any(character.isdigit() for character in text):
                report(BY_NAME[error.rule], error.message, error.help, *row.span(index))
            else:
                report(UNKNOWN_KEY, f"unknown column {quote(text)}", _meant(text), *row.span(index))
    return periods


def _meant(name: str) -> str:
    """Return what to do with an unknown column."""
    known = (KPI, *_FIELDS)
    if (key := name.casefold()) in _OF_KPI:
        return f"write {key}: in the KPI, and delete this column"
    likely = spelt_differently(name, known) or next(iter(synonyms(name, known)), None) or nearest(name, known)
    return f"did you mean {likely}?" if likely else f"valid columns: {', '.join(known)}; or kpi and periods"
