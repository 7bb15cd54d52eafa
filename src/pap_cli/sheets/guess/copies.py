"""Which sheets of a workbook show the items of another sheet again, or what the plan was before.

Names such as “v2”, “Old” and “May 2024” say which of several is read, and how much of one is in another decides if it
is a copy.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from pap_cli.sheets.guess.fitting import TEXTS
from pap_cli.sheets.guess.found import Table
from pap_cli.sheets.words.dates import Order, read_date

# Of the texts of a sheet, how many are in another for it to be a copy, and for it to be nothing else.
_COPY, _WHOLE = 0.5, 0.95
_VERSION = re.compile(r"\bv(?:er(?:sion)?)? ?(\d{1,4})(?:\.(\d{1,4}))?\b|\((\d{1,2})\)$", re.IGNORECASE)
_BEFORE = re.compile(
    r"\b(?:old|superseded|previous|prior|copy|backup|draft|original|obsolete|outdated|do not use|not in use)\b",
    re.IGNORECASE,
)
_OVER = re.compile(r"\b(?:archived?|closed|completed?|history|historic)\b", re.IGNORECASE)
_CURRENT, _CLOSED, _EARLIER = range(3)


def without_copies(tables: list[Table]) -> list[Table]:
    """Return the tables with copies and earlier versions left out, and sheets of closed work asked about."""
    plans = [one for one in tables if one.role == "plan"]
    if len(plans) < 2:
        return tables
    texts = {id(one): _texts(one) for one in plans}
    standing = _standing(plans)
    # of monthly sheets the latest first, and of a whole and its part the whole
    order = sorted(plans, key=lambda one: (-len(texts[id(one)]), plans.index(one)))
    order.sort(key=_month, reverse=True)
    order.sort(key=lambda one: (standing[id(one)], bool(_month(one))))
    result = {id(one): one for one in tables}
    for at, one in enumerate(order):
        before = [other for other in order[:at] if result[id(other)].role == "plan"]
        result[id(one)] = _judged(one, standing, before, texts)
    return [result[id(one)] for one in tables]


def _judged(one: Table, standing: dict[int, int], before: Sequence[Table], texts: dict[int, set[str]]) -> Table:
    """Return a table as it is read beside those that come before it."""
    mine = texts[id(one)]
    for other in before:
        share = len(mine & texts[id(other)]) / len(mine) if mine else 0.0
        if share >= _COPY:
            plain = standing[id(one)] > _CURRENT or bool(_month(one) and _month(other)) or _is_part(share, one, other)
            return replace(one, role="other", why=f"most of it is in “{other.sheet.name}” too", asked=not plain)
    if before and standing[id(one)] == _EARLIER:
        return replace(one, role="other", asked=True, why="its name says that it is what the plan was before")
    if before and standing[id(one)] == _CLOSED:
        return replace(one, asked=True, why="its name says that it is about work that is over")
    return one


def _is_part(share: float, one: Table, other: Table) -> bool:
    return share >= _WHOLE and len(one.rows) < len(other.rows)


def _standing(plans: Sequence[Table]) -> dict[int, int]:
    """Return if each sheet is the plan, work that is over, or what the plan was; the latest version is the plan."""
    names = {id(one): one.sheet.name or "" for one in plans}
    found = {
        key: _EARLIER if _BEFORE.search(name) or _version(name) else _CLOSED if _OVER.search(name) else _CURRENT
        for key, name in names.items()
    }
    if _CURRENT not in found.values():
        latest = max(
            (key for key in names if not _BEFORE.search(names[key])), key=lambda key: _version(names[key]), default=None
        )
        if latest is not None:
            found[latest] = _CURRENT
    return found


def _version(name: str) -> tuple[int, ...]:
    """Return the number of the version that a name has, such as 2.1; empty for none."""
    match = _VERSION.search(name)
    return (int(match[1] or match[3]), int(match[2] or 0)) if match else ()


def _month(one: Table) -> str:
    """Return the day or month that a name gives; empty if it gives none."""
    return read_date(one.sheet.name or "", Order.DAY_FIRST).value or ""


def _texts(one: Table) -> set[str]:
    """Return the texts of the items of a table, to compare it with another."""
    columns = [guess.column for guess in one.guesses if guess.means in TEXTS]
    found = (" ".join(cell.text.casefold().split()) for row in one.rows for cell in row.cells if cell.column in columns)
    return {text for text in found if len(text) > 8}
