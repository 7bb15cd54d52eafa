"""What a column without a period of its own is: of what its heading can mean, the first that its cells allow."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from pap_cli.sheets.figures.layout.contents import Contents
from pap_cli.sheets.figures.layout.parts import Head
from pap_cli.sheets.figures.reading.context import Doubt
from pap_cli.sheets.figures.reading.words import folded, is_area, meanings

_MOST = 0.6
# Words for a part of an organisation that is an area only if KPIs are given for several.
WEAK_AREAS = frozenset(
    (
        "service",
        "board",
        "home",
        "practice",
        "estate",
        "division",
        "site",
        "station",
        "organisation",
        "place",
        "provider",
    )
)
# Words that are a number of a row to the left of its name, and a count to the right.
_COUNT_OR_REF = frozenset(("number", "no", "n", "nos", "item", "code", "line"))
_PROSE = 25
# With fewer rows, what is in them shows nothing.
_ENOUGH = 3
# A share of cells that may be chance.
_FEW = 0.4
# A heading of so few letters is a code, not a word: “TSM”.
_CODE = 4


class Guess(Struct, frozen=True):
    """What a column is taken for; DOUBT is what must be asked."""

    means: str
    confidence: float
    doubt: Doubt | None = None
    why: str = ""


def asked(question: str, *choices: str) -> Doubt:
    """Return the doubt about what a column is."""
    return Doubt(topic="column", question=question, choices=choices)


def _is_name(cells: Contents) -> bool:
    kinds = max(cells.units, cells.polarities, cells.bases, cells.periods, cells.calendars)
    parts = cells.parts >= 0.8 and cells.distinct <= 8
    return cells.words and kinds < 0.7 and not parts and not (cells.refs >= 0.8 and cells.length <= 12)


_ALLOWED: Mapping[str, Callable[[Contents], bool]] = {
    "kpi": _is_name,
    "kpi_ref": lambda cells: cells.length <= 14 and cells.periods < _MOST,
    "unit": lambda cells: cells.units >= _MOST,
    "polarity": lambda cells: cells.polarities >= _MOST,
    "basis": lambda cells: cells.bases >= _MOST,
    "calendar": lambda cells: cells.calendars >= _MOST,
    "measure_type": lambda cells: cells.parts >= 0.7 and cells.kinds >= 2 and cells.distinct <= 10,
    "area": lambda cells: (
        cells.words and cells.length <= 45 and max(cells.units, cells.polarities, cells.periods) < 0.7
    ),
    "target": lambda cells: cells.aims >= 0.4,
    "numerator": lambda cells: cells.figures >= 0.5,
    "denominator": lambda cells: cells.figures >= 0.5,
    "value": lambda cells: cells.figures >= 0.5,
    "aggregate": lambda cells: cells.figures >= 0.5,
    "year": lambda cells: cells.figures >= 0.5,
    "period": lambda cells: cells.periods >= _MOST,
    "notes": lambda cells: cells.numbers < 0.7,
    "ignore": lambda cells: True,
}


def choose_kpi(heads: Mapping[int, Head], contents: Mapping[int, Contents], *, long: bool) -> int | None:
    """Return the column with the names of the KPIs; None if there is none."""
    scores: dict[int, float] = {}
    for column, head in heads.items():
        cells = contents[column]
        if not _is_name(cells):
            continue
        known = meanings(head.own) or meanings(head.text)
        if "kpi" not in known and (known or (long and head.text) or cells.length < 8):
            continue
        exact = 3.0 if known[:1] == ("kpi",) else 1.5 if "kpi" in known else 0.0
        plain = (
            1.0 if "name" in folded(head.own) or "title" in folded(head.own) or "indicator" in folded(head.own) else 0.0
        )
        prose = -1.5 if "description" in folded(head.own) and cells.length > 60 else 0.0
        scores[column] = exact + plain + prose + (1.0 if cells.length >= 10 else 0.0) - 0.01 * column
    return max(scores, key=lambda column: scores[column]) if scores else None


def by_word(column: int, head: Head, cells: Contents, kpi: int | None, names: Contents | None, *, long: bool) -> Guess:
    """Return what a column is."""
    if column == kpi:
        named = "kpi" in (meanings(head.own) or meanings(head.text)) or not head.text
        return Guess(
            "kpi", 0.95 if named else 0.7, None if named else asked("is this the name of the KPI", "kpi", "notes")
        )
    known = tuple(one for one in (meanings(head.own) or meanings(head.text)) if one != "kpi")
    if not cells.count:
        return Guess(known[0] if known and known[0] != "year" else "ignore", 0.9, None, "it is empty")
    for means in known:
        if means == "period" and not long:
            continue
        if means == "kpi_ref" and folded(head.own) in _COUNT_OR_REF and kpi is not None and column > kpi:
            continue
        if means == "kpi_ref" and not long and cells.variety < 0.3:
            continue
        if means == "measure_type" and not _several_rows(names):
            continue
        if means == "aggregate" and is_area(head.own):
            continue
        if means == "area" and not _is_area_column(head, cells, names, long=long):
            continue
        if _ALLOWED[means](cells):
            return _checked(means, head, cells)
    if known and cells.words and not {"polarity", "unit", "basis"}.isdisjoint(known) and cells.length <= _PROSE:
        return Guess("notes", 0.4, asked(f"is it the {known[0]}, which its cells do not look like", known[0], "notes"))
    return _by_contents(column, head, cells, kpi, names, known, long=long)


def _checked(means: str, head: Head, cells: Contents) -> Guess:
    """Return a meaning that the heading has and the cells allow, in doubt where another is as likely."""
    if means == "year":
        return Guess(
            "aggregate", 0.5, asked("which year is it of, or is it only a total", "aggregate", "period 2016/17")
        )
    if (
        means == "polarity"
        and folded(head.own) in ("direction", "preferred trend")
        and any(mark in "".join(cells.samples) for mark in "↑↓▲▼⬆⬇")
    ):
        return Guess(
            "polarity", 0.4, asked("is it which way is better, or how the figures moved", "polarity", "ignore")
        )
    return Guess(means, 0.9)


def _is_area_column(head: Head, cells: Contents, names: Contents | None, *, long: bool) -> bool:
    """Return True if a column names areas, rather than the part of an organisation that a KPI is about."""
    repeated = long or names is None or names.count < cells.count or names.variety < 0.9
    return cells.areas >= 0.2 or repeated or folded(head.own) not in WEAK_AREAS


def _one_each(cells: Contents, names: Contents | None) -> bool:
    """Return True if a column has as many different texts as there are KPIs, in as many rows."""
    return names is not None and cells.distinct == names.distinct and cells.count >= 0.9 * names.count


def _several_rows(names: Contents | None) -> bool:
    """Return True unless each KPI has one row only, so that no column tells its rows apart."""
    return names is None or names.count < _ENOUGH or names.variety < 0.9


def _by_contents(
    column: int,
    head: Head,
    cells: Contents,
    kpi: int | None,
    names: Contents | None,
    known: tuple[str, ...],
    *,
    long: bool,
) -> Guess:
    """Return what the cells of a column look like, where the heading does not say."""
    doubt = asked(f"what is “{head.text}”" if head.text else "what is this column, which has no heading")
    sure = [
        ("measure_type", cells.parts >= 0.8 and cells.kinds >= 2 and cells.distinct <= 8 and _several_rows(names)),
        ("area", cells.areas >= 0.5),
        ("unit", cells.units >= 0.8 and cells.distinct <= 12),
        ("polarity", cells.polarities >= 0.8 and cells.length >= 3 and cells.distinct <= 4),
        ("period", long and cells.periods - (cells.bare if head.text else 0.0) >= 0.8),
        ("kpi_ref", cells.refs >= 0.8 and _one_each(cells, names) and kpi is not None and column < kpi),
    ]
    for means, found in sure:
        if found:
            coded = "kpi" in meanings(head.own) or len(head.text) <= _CODE
            fits = not head.text or means == "period" or (means == "kpi_ref" and coded)
            return Guess(means, 0.8 if fits else 0.6, None if fits else doubt)
    if is_area(head.own) and cells.figures >= 0.5:
        return Guess("value", 0.5, asked("which period are these figures of"))
    if cells.periods - cells.bare >= 0.8 and not long:
        return Guess("notes", 0.75, None, "days or months of something else than the figures, which have theirs above")
    if not cells.words:
        return Guess("ignore", 0.3, doubt)
    plain = max(cells.refs, cells.units, cells.polarities, cells.bases, cells.areas, cells.parts) < _FEW
    if head.text and plain and not long and names is not None and not _several_rows(names):
        return Guess("notes", 0.75, None, "words about the KPI that pap has no other place for")
    if cells.length > _PROSE or "notes" in known:
        return Guess("notes", 0.75)
    return Guess("notes", 0.4, doubt)
