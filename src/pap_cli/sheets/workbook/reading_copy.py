"""A workbook for an audience: only to be read, without what the audience must not see, and not to be imported."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.disclosure.audience import A_POST, NOT_SHOWN
from pap_cli.sheets.workbook.export import tabs_of_items, titled
from pap_cli.sheets.workbook.names import names_of
from pap_cli.sheets.workbook.tab import Tab, Workbook
from pap_cli.sheets.workbook.tabs import key
from pap_cli.sheets.workbook.tabs.shared import Shown

# What says nothing to a reader: it is what stands in place of what is hidden.
_NOTHING = (None, "", A_POST, NOT_SHOWN)
# The columns that are there to be filled in.
_FILLED_IN = frozenset(("new_note",))


def reading_copy(now: Assessment, hidden: Collection[str] = ()) -> Workbook:
    """Return the workbook of what an audience may see of an assessment, without the columns with the hidden headings.

    It has no tab without rows and no column without values, and no mark: an import must not take for a change what was
    left out.
    """
    shown = Shown(now=now, names=names_of(one.plan for one in now.plans))
    found = tuple(_seen(tab, hidden) for tab in tabs_of_items(shown) if tab.rows)
    return Workbook(
        title=titled(now), mark="", as_of=now.as_of, tabs=(*found, key.rows_of_copy(shown, found, now.as_of))
    )


def _seen(tab: Tab, hidden: Collection[str]) -> Tab:
    kept = tuple(
        column
        for column in tab.columns
        if column.heading not in hidden
        and column.name not in _FILLED_IN
        and any(row.get(column.name) not in _NOTHING for row in tab.rows)
    )
    return replace(tab, columns=tuple(replace(column, hint="") for column in kept), growing=False)
