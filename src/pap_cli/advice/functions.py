"""What people call the functions of a formula, in spreadsheets and reports, and what they should write instead."""

from __future__ import annotations

_WRITTEN = {
    "ytd(x)": "sum, cumulative, cumul, cum, total, running-total, running-sum, cumsum, year-to-date, yeartodate, "
    "to-date",
    "rolling(x, 12)": "mat, moving, moving-sum, moving-total, rolling-sum, rolling-total, rolling-12, rolling12, r12, "
    "r12m, annual, rolling-average, moving-average, rolling-mean, avg, average, mean",
    "in-period(x)": "inperiod, diff, difference, delta, monthly, month, quarterly, period, change, differenced",
}
_BY_NAME = {name: written for written, names in _WRITTEN.items() for name in names.split(", ")}


def function_for(name: str) -> str:
    """Return the call to write instead of a function of this name; empty if none is similar."""
    return _BY_NAME.get(name.casefold().replace("_", "-"), "")
