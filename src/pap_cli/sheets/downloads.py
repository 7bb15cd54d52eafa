"""The files that the pages of a website offer: the workbook of all plans or of one, and the calendar of each page.

Only pages of the newest date offer any.  A calendar of a past date would move events back in the calendar of whoever
opens it, and a workbook of it would bring back what has changed since.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from importlib.util import find_spec
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.due import DueKind
from pap_cli.model.report import Audience
from pap_cli.sheets.calendar.events import Dated, events
from pap_cli.sheets.calendar.write import calendar_of, event_of
from pap_cli.sheets.workbook.export import export
from pap_cli.sheets.workbook.reading_copy import reading_copy
from pap_cli.sheets.workbook.write import written
from pap_cli.views.site.addresses import Names
from pap_cli.views.site.named import hidden_from
from pap_cli.views.site.pages import one_plan
from pap_cli.website import Download, Site, Subject

_LIBRARIES = {"xlsxwriter": "XlsxWriter", "icalendar": "icalendar"}
_OVERVIEW = "index.html"
_DATED, _OVERSEEN, _EXPECTED = "milestones.html", "reviews.html", "bodies.html"
# The list that has the same dates as another one.
_AS_LIST = dict.fromkeys(
    ("recommendations.html", "actions.html", "owners.html", "themes.html", "slippage.html"), _DATED
)
_OVERSIGHT = frozenset((DueKind.REVIEW, DueKind.STATUTORY))

# The plan, the sort and the ID of what an event belongs to.
Key: TypeAlias = tuple[str, str, str]


class Readers(Struct, frozen=True):
    """Who the files are for: everybody who has the plan, or others, who get copies to read."""

    others: bool = False
    # The headings of columns that they do not see.
    hidden: frozenset[str] = frozenset()


def readers(audience: Audience | None, *, others: bool) -> Readers:
    """Return the readers of a site for an audience, or without one; OTHERS have not the whole plan."""
    return Readers(others, hidden_from(audience))


def missing() -> tuple[str, ...]:
    """Return the names of the libraries that the files need and that are not installed."""
    return tuple(name for module, name in _LIBRARIES.items() if find_spec(module) is None)


def with_downloads(site: Site, now: Assessment, whose: Readers) -> Site:
    """Return a site whose pages of the newest date, that of the assessment, offer their files."""
    made = _Files(now, whose)
    found = {path: tuple(made.of(path, subject)) for path, subject in site.subjects.items()}
    return replace(site, downloads={path: files for path, files in found.items() if files})


def download_files(site: Site) -> dict[str, Callable[[], bytes]]:
    """Return the function that makes each file that pages offer, by its path."""
    return {one.path: one.make for files in site.downloads.values() for one in files}


class _Files:
    """The files of one date.  An event is made once, for all calendars that have it."""

    def __init__(self, now: Assessment, whose: Readers) -> None:
        self._now, self._whose = now, whose
        self._numbers = {status.plan.id: number for number, status in enumerate(now.plans)}
        self._folders: dict[str, str] = {}
        self._found: dict[Key, list[Dated]] = {}
        for one in events(now):
            for key in dict.fromkeys(_keys(one)):
                self._found.setdefault(key, []).append(one)
        self._event: Callable[[Dated], bytes] = cache(partial(event_of, as_of=now.as_of))

    def of(self, path: str, subject: Subject) -> Iterator[Download]:
        """Yield the files of a page; a plan comes before its items."""
        plan = subject.plan if len(self._numbers) > 1 else ""
        if subject.sort == "plan":
            self._folders[plan] = path.removesuffix(_OVERVIEW)
        is_list = subject.sort in ("list", "plan")
        of = "" if is_list else " of the plan" if plan or len(self._numbers) == 1 else " of all plans"
        yield Download(
            path=f"{self._folders.get(plan, '')}plan.xlsx",
            words=f"Workbook{of} (.xlsx)",
            name=f"{self._name(plan)}-{self._now.as_of.isoformat()}.xlsx",
            make=partial(self._workbook, plan),
        )
        id = _AS_LIST.get(subject.id, subject.id) if subject.sort == "list" else subject.id
        found = self._found.get((subject.plan, subject.sort, id))
        if found:
            folder, _, file = (id if subject.sort == "list" else path).rpartition("/")
            whole = is_list and file == _OVERVIEW
            name = "plan" if whole else file.removesuffix(".html")
            yield Download(
                path=f"{folder}/{name}.ics" if folder else f"{name}.ics",
                words="Calendar (.ics)",
                name=f"{self._name(plan) if whole else name}.ics",
                make=partial(self._calendar, subject, found),
            )

    def _name(self, plan: str) -> str:
        """Return the name of the file about a plan, or about all plans, that is valid on any disk."""
        ids = [plan] if plan else list(self._numbers)
        return Names().name(ids[0]) if len(ids) == 1 else "plans"

    def _workbook(self, plan: str) -> bytes:
        """Return the workbook of a plan, or of all: only this has KPIs of no plan, or each would have all figures."""
        now = self._now
        if plan:
            now = one_plan(now, self._numbers[plan])
            now = replace(now, kpis=tuple(one for one in now.kpis if one.kpi.plan == plan))
        return written(reading_copy(now, self._whose.hidden) if self._whose.others else export(now))

    def _calendar(self, subject: Subject, found: list[Dated]) -> bytes:
        return calendar_of(self._title(subject), map(self._event, found))

    def _title(self, subject: Subject) -> str:
        plans = [one.plan.title for one in self._now.plans if subject.plan in ("", one.plan.id)]
        return "; ".join(plans) if subject.sort in ("list", "plan") else f"{subject.title} – {'; '.join(plans)}"


def _keys(one: Dated) -> Iterator[Key]:
    """Yield the plan, the sort and the ID of each page that an event is on."""
    yield ("", "list", _OVERVIEW)
    yield ("", "list", _OVERSEEN if one.kind in _OVERSIGHT else _DATED)
    yield (one.plan, "plan", one.plan)
    if one.bodies:
        yield ("", "list", _EXPECTED)
    yield from ((one.plan, "owner", id) for id in one.people)
    yield from ((one.plan, "body", id) for id in one.bodies)
    yield from ((one.plan, "theme", id) for id in one.themes)
    for id in one.above:
        yield from ((one.plan, sort, id) for sort in ("action", "recommendation"))
