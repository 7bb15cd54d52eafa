"""The key of a workbook: what the ratings mean, what each column is, and what happens to what is written in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pap_cli import __version__
from pap_cli.assess.deadlines.rag import rating_key
from pap_cli.model.dates import full_date
from pap_cli.sheets.workbook.mark import Mark
from pap_cli.sheets.workbook.tab import Tab, TabColumn
from pap_cli.sheets.workbook.tabs.shared import Row, Shown, kpi_labels, labels
from pap_cli.wording.key import kpi_meanings, rule_note

NAME = "Key"
COLUMNS = (
    TabColumn(name="sheet", heading="Sheet", width=18),
    TabColumn(name="word", heading="Word or column", width=22, coloured=True),
    TabColumn(name="meaning", heading="What it means", width=60),
    TabColumn(name="back", heading="When the workbook is imported again", width=40),
)
_BACK = {
    **dict.fromkeys(("id", "plan", "parent", "period"), "The row is known by it."),
    "new_note": "It becomes a note.",
}
_APOSTROPHE = "An apostrophe before = + - or @ keeps a text from being read as a formula; it is not part of the text."
# The columns whose changes an import takes, by sheet.
TAKEN = {
    "Milestones": {"due", "forecast", "started", "delivered", "accepted", "evidence", "status", "new_note"},
    "Actions": {"new_note"},
    "Recommendations": {"new_note"},
    "KPIs": {"new_note"},
    "Figures": {"value", "numerator", "denominator"},
    "Risks": {"new_note"},
}


def rows(shown: Shown, tabs: Sequence[Tab], mark: Mark) -> Tab:
    """Return the key of some tabs."""
    above = (
        "How to read and use this workbook",
        _shows(shown, mark.as_of),
        "IDs are protected, so that a row is always known again; everything else can be changed. To sort a sheet, lift "
        "its protection first: choose Review, Unprotect sheet. There is no password.",
        "To take changes into the plan, run  pap import plan  with this file. Import shows what it takes before it "
        "writes anything. An emptied cell deletes nothing.",
        _APOSTROPHE,
        str(mark),
        "",
    )
    return _key(shown, tabs, COLUMNS, above)


def rows_of_copy(shown: Shown, tabs: Sequence[Tab], as_of: date) -> Tab:
    """Return the key of the tabs of a workbook that is only to be read."""
    reading = "It is a copy to read: what is changed in it does not go back into the plan."
    above = ("How to read this workbook", _shows(shown, as_of), reading, _APOSTROPHE, "")
    return _key(shown, tabs, tuple(column for column in COLUMNS if column.name != "back"), above)


def _key(shown: Shown, tabs: Sequence[Tab], columns: tuple[TabColumn, ...], above: tuple[str, ...]) -> Tab:
    ratings = {**labels(shown.now), **kpi_labels(shown.now)}
    found = (*_ratings(shown), *(row for one in tabs for row in _columns(one)))
    return Tab(name=NAME, columns=columns, rows=found, above=above, ratings=ratings)


def _shows(shown: Shown, as_of: date) -> str:
    return f"It shows {_plans(shown)} as of {full_date(as_of)}. Made by pap {__version__}."


def _plans(shown: Shown) -> str:
    titles = [one.plan.title for one in shown.now.plans]
    return " and ".join(titles) if len(titles) < 3 else f"{len(titles)} plans"


def _ratings(shown: Shown) -> Iterator[Row]:
    for key, plans in shown.now.keys:
        of = f"Rating, {', '.join(plans)}" if len(shown.now.keys) > 1 else "Rating"
        of_kpis = kpi_meanings(key) if shown.now.kpis else {}
        for rating, words in rating_key(shown.now.policy, key):
            kpi = f" A KPI: {of_kpis[rating]}." if rating in of_kpis else ""
            meaning = f"{words[:1].upper()}{words[1:]}.{kpi}"
            yield {"sheet": of, "word": key.label(rating), "meaning": meaning, "back": "pap works it out."}
        if note := rule_note(key):
            yield {"sheet": of, "meaning": note}


def _columns(tab: Tab) -> Iterator[Row]:
    for column in tab.columns:
        yield {"sheet": tab.name, "word": column.heading, "meaning": column.about, "back": back(tab.name, column)}


def back(sheet: str, column: TabColumn) -> str:
    """Return what happens to a column when the workbook is imported again into the plan that it came from."""
    if column.name in _BACK:
        return _BACK[column.name]
    if column.name in TAKEN.get(sheet, set()):
        return "A change is taken."
    return "pap works it out." if column.computed else "A change is only shown: make it in the file."
