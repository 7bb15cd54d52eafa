"""The working calendar of a workspace, and the bank holidays of the four nations.

The bank holidays are in `bank_holidays.tsv`, which `docs/generate.py` writes with the `holidays` library: importing
that library in each run would take more than twice as long as starting the interpreter.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, partial
from pathlib import Path

from pap_cli.model.config import CalendarSettings, Nation
from pap_cli.model.working_days import WorkingCalendar, no_bank_holidays

_TABLE = Path(__file__).with_name("bank_holidays.tsv")


def working_calendar(settings: CalendarSettings) -> WorkingCalendar:
    """Return the calendar of the settings; bank holidays are looked up only when needed."""
    nation = settings.working_days
    return WorkingCalendar(
        bank_holidays=no_bank_holidays if nation is Nation.NONE else partial(bank_holidays, nation),
        closed=frozenset(settings.closed),
        open=frozenset(settings.open),
    )


@cache
def bank_holidays(nation: Nation, year: int) -> Mapping[date, str]:
    """Return the bank holidays of a year with their names, including substitute days and one-off holidays.

    The table covers 1980 to 2100.
    """
    rows = [row.split("\t") for row in _rows() if row.startswith(f"{year:04}-")]
    return {date.fromisoformat(day): name for day, nations, name in rows if nation.value in nations.split(", ")}


@cache
def _rows() -> tuple[str, ...]:
    """Return the rows of the table: a date, its nations and its name."""
    return tuple(_TABLE.read_text(encoding="utf-8").splitlines()[1:])
