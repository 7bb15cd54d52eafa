"""The working calendar of a workspace, and the bank holidays of the four nations.

These stand in a table, `bank_holidays.tsv`, that `docs/generate.py` makes with the `holidays` library: to import the
library costs each run more than twice the interpreter's own start.
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
    """The calendar that the settings ask for; no bank holiday is looked up yet."""
    nation = settings.working_days
    return WorkingCalendar(
        bank_holidays=no_bank_holidays if nation is Nation.NONE else partial(bank_holidays, nation),
        closed=frozenset(settings.closed),
        open=frozenset(settings.open),
    )


@cache
def bank_holidays(nation: Nation, year: int) -> Mapping[date, str]:
    """The bank holidays of a year and their names, substitute days and one-off ones among them.

    None are known before 1980, nor after 2100.
    """
    rows = [row.split("\t") for row in _rows() if row.startswith(f"{year:04}-")]
    return {date.fromisoformat(day): name for day, nations, name in rows if nation.value in nations.split(", ")}


@cache
def _rows() -> tuple[str, ...]:
    """The rows of the table: a day, the nations that keep it, and its name."""
    return tuple(_TABLE.read_text(encoding="utf-8").splitlines()[1:])
