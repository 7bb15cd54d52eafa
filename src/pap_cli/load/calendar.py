"""The working calendar of a workspace: the one room of the `holidays` library.

Importing the library the usual way imports every country of the world, at many times the price of the interpreter's
own start.  So it is not imported before somebody asks about a year, and then the United Kingdom alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, partial
from types import ModuleType
from typing import Any

from pap_cli.model.config import CalendarSettings, Nation
from pap_cli.model.working_days import WorkingCalendar, no_bank_holidays

_SUBDIVISIONS = {
    Nation.ENGLAND: "ENG",
    Nation.SCOTLAND: "SCT",
    Nation.WALES: "WLS",
    Nation.NORTHERN_IRELAND: "NIR",
}
"""The nations as the library calls them, by ISO 3166-2."""


def working_calendar(settings: CalendarSettings) -> WorkingCalendar:
    """The calendar that the settings ask for; no bank holiday is looked up yet."""
    subdivision = _SUBDIVISIONS.get(settings.working_days)
    return WorkingCalendar(
        bank_holidays=partial(bank_holidays, subdivision) if subdivision else no_bank_holidays,
        closed=frozenset(settings.closed),
        open=frozenset(settings.open),
    )


@cache
def bank_holidays(subdivision: str, year: int) -> Mapping[date, str]:
    """The bank holidays of a year and their names, substitute days and one-off ones among them.

    The library knows none before 1872 nor after 2100.
    """
    found: Mapping[date, str] = _united_kingdom().UnitedKingdom(subdiv=subdivision, years=year)
    return dict(found.items())


@cache
def _united_kingdom() -> Any:
    """The library's module for the United Kingdom."""
    from importlib import import_module

    return _imported_alone() or import_module("holidays.countries.united_kingdom")


def _imported_alone() -> ModuleType | None:
    """The same module without the other countries of its package; None if it does not lie where it does today."""
    from importlib.machinery import PathFinder
    from importlib.util import find_spec, module_from_spec

    package = find_spec("holidays")
    folders = [f"{folder}/countries" for folder in (package and package.submodule_search_locations) or ()]
    spec = PathFinder.find_spec("united_kingdom", folders)
    if spec is None or spec.loader is None:
        return None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
