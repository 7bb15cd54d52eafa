"""A site: its pages as of several dates, their addresses, and the links to them.

A page is made when it is read.  Only the assessment of one date is kept at a time, so that memory does not grow with
the number of dates.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache, partial
from typing import TypeAlias

from msgspec.structs import replace

from pap_cli.assess.assessment import Assessment, PlanStatus
from pap_cli.assess.history import quarter_ends
from pap_cli.assess.items.milestones import MilestoneStatus, count_ratings
from pap_cli.document import Document
from pap_cli.model.dates import add_months
from pap_cli.model.rating import Rating
from pap_cli.model.report import Audience
from pap_cli.views.item import kpi as kpi_page
from pap_cli.views.item.risks import with_risks
from pap_cli.views.item.view import Candidate, candidates
from pap_cli.views.lists.slippage import Against
from pap_cli.views.site import pages as site_pages
from pap_cli.views.site.addresses import Address, Key, addresses
from pap_cli.views.site.glossary import TITLE, glossary
from pap_cli.views.site.lists import SiteList, lists_of
from pap_cli.views.site.named import hidden_from, names_of, with_names
from pap_cli.views.site.pages import Taken
from pap_cli.views.site.titles import titles_of
from pap_cli.views.status import risks, themes
from pap_cli.website import GLOSSARY, Content, SearchEntry, Site, SiteDay, SitePage, Subject
from pap_cli.wording.cells import count_words

# The function that returns the lists of one date.
Lists: TypeAlias = Callable[[Assessment], tuple[SiteList, ...]]

OVERVIEW = "index.html"
# The default number of past quarter ends in a site.
QUARTERS = 8
# The sorts of item with an address of their own, and the section of each.
_SECTIONS = {
    "action": "actions.html",
    "milestone": "milestones.html",
    "recommendation": "recommendations.html",
    "owner": "owners.html",
    "body": "bodies.html",
    "theme": "themes.html",
    "KPI": "kpis.html",
    "risk": "risks.html",
}
# The list, with its filter, that a site links to instead of a command.
_COMMANDS = {
    "pap milestones --overdue": ("milestones", "has=Late"),
    risks.EVIDENCE_COMMAND: ("milestones", "state=delivered"),
    "pap slippage": ("slippage", ""),
    "pap kpis": ("kpis", ""),
    themes.COMMAND: ("themes", ""),
    "pap reviews": ("reviews", ""),
    "pap risks --open": ("risks", ""),
    "pap show BODY": ("bodies", ""),
}
_MONTHS_OF_A_QUARTER = 3


def build(
    assess: Callable[[date], Assessment],
    as_of: date,
    quarters: int,
    faults: int,
    audience: Audience | None = None,
    against: Against | None = None,
) -> Site:
    """Return the site as of a date and of a number of past quarter ends.

    With an audience, `assess` must return what it may see; the pages that are not for it are left out here.
    With a baseline, the page of slippage compares with it.
    """
    lists = partial(lists_of, audience=audience, against=against)
    now = assess(as_of)
    start = min((plan.plan.header.start for plan in now.plans), default=as_of)
    ends = quarter_ends(start, as_of)[::-1][:quarters]
    earlier = [add_months(as_of, -_MONTHS_OF_A_QUARTER), *ends[1:]]
    if ends:
        earlier.append(add_months(ends[-1].replace(day=1), 1 - _MONTHS_OF_A_QUARTER) - timedelta(days=1))
    places = addresses((plan.plan for plan in now.plans), (one.kpi for one in now.kpis))
    history: list[Taken] = []
    days: list[SiteDay] = []

    @lru_cache(maxsize=1)
    def content(index: int) -> Content:
        one = assess(days[index].as_of)
        return _content(
            one, partial(assess, earlier[index]), history[index:][::-1], places, faults, lists, hidden_from(audience)
        )

    for index, day in enumerate((as_of, *ends)):
        one = assess(day) if index else now
        history.append((day, tuple(count_ratings(plan.milestones) for plan in one.plans)))
        folder = f"{day.isoformat()}/" if index else ""
        paths = frozenset(_paths(one, places, lists))
        days.append(SiteDay(as_of=day, folder=folder, paths=paths, content=partial(content, index)))
    organisations = {one.plan.header.organisation for one in now.plans}
    return Site(
        title=_title(now),
        organisation=(organisations.pop() or "") if len(organisations) == 1 else "",
        sections=(
            ("Overview", OVERVIEW),
            *((one.title, one.path) for one in lists(now)),
            (TITLE, GLOSSARY),
        ),
        days=tuple(days),
        subjects=_subjects(now, places, lists),
    )


def _subjects(now: Assessment, places: Mapping[Key, Address], lists: Lists) -> dict[str, Subject]:
    """Return what the pages with items are about, by path."""
    titles = titles_of(now)
    listed = [(one.path, one.title) for one in lists(now)]
    found = {path: Subject("", "list", path, title) for path, title in ((OVERVIEW, _title(now)), *listed)}
    if len(now.plans) > 1:
        for one in now.plans:
            id = one.plan.id
            found[places[id, "plan", id].path] = Subject(id, "plan", id, one.plan.title)
    for item in _candidates(now, [path for path, _ in listed]):
        key = (item.plan or "", item.sort, item.id)
        if item.sort != "milestone":
            found[places[key].path] = Subject(*key, titles[key])
    return found


def _paths(now: Assessment, places: Mapping[Key, Address], lists: Lists) -> Iterator[str]:
    """Yield the path of every page."""
    yield from (OVERVIEW, GLOSSARY)
    listed = [part.path for part in lists(now)]
    yield from listed
    if len(now.plans) > 1:
        yield from (places[plan.plan.id, "plan", plan.plan.id].path for plan in now.plans)
    found = _candidates(now, listed)
    yield from (places[one.plan or "", one.sort, one.id].path for one in found if one.sort != "milestone")


def _content(
    now: Assessment,
    before: Callable[[], Assessment],
    history: Sequence[Taken],
    places: Mapping[Key, Address],
    faults: int,
    lists: Lists,
    hidden: frozenset[str],
) -> Content:
    listed = lists(now)
    several = len(now.plans) > 1
    only = "" if several or not now.plans else now.plans[0].plan.id
    pages = [
        SitePage(
            path=OVERVIEW,
            title=_title(now),
            section=OVERVIEW,
            make=partial(site_pages.overview, now, before, history, faults),
            plan=only,
            tiles=site_pages.tiles(now),
            shares=site_pages.shares(now),
        )
    ]
    for part in listed:
        make = partial(part.make, now)
        pages.append(
            SitePage(path=part.path, title=part.title, section=part.path, make=make, plan=only, noun=part.noun)
        )
    terms = partial(glossary, evidence=now.policy.require_evidence)
    pages.append(SitePage(path=GLOSSARY, title=TITLE, section=GLOSSARY, make=terms))
    found = list(_candidates(now, [part.path for part in listed]))
    if several:
        pages += [_plan(number, now, before, history, places) for number in range(len(now.plans))]
    parents: dict[tuple[str, str], tuple[PlanStatus, Sequence[MilestoneStatus]]] = {}
    for of in now.plans:
        parents |= {(of.plan.id, status.id): (of, status.milestones) for status in of.actions}
        parents |= {(of.plan.id, status.id): (of, status.milestones) for status in of.recommendations}
    pages += [_item(one, parents, now.as_of, places, only) for one in found if one.sort != "milestone"]
    names = names_of(now, titles_of(now))
    paths = {page.path for page in pages}
    return Content(
        pages={
            page.path: replace(
                page,
                make=partial(with_names, page.make, page.plan, names, hidden),
                tiles=tuple(tile for tile in page.tiles if not tile.to or tile.to.partition("#")[0] in paths),
            )
            for page in pages
        },
        entries=tuple(_entries(now, found, places)),
        links={text: to for text, to in _links(now, found, places).items() if to.partition("#")[0] in paths},
    )


def _title(now: Assessment) -> str:
    if not now.plans:
        return "No plan"
    return now.plans[0].plan.title if len(now.plans) == 1 else count_words(len(now.plans), "plan")


def _candidates(now: Assessment, lists: Collection[str]) -> Iterator[Candidate]:
    """Yield every item with an address of its own, plan by plan, if the list of its sort is among the paths."""
    for number in range(len(now.plans)):
        for one in candidates(site_pages.one_plan(now, number)):
            if _SECTIONS.get(one.sort) in lists and one.plan is not None:
                yield one
    for kpi in now.kpis:
        if kpi.kpi.plan is None:
            yield Candidate(
                kpi.id,
                None,
                "KPI",
                partial(with_risks, now.plans, kpi.id, partial(kpi_page.kpi, now.plans, kpi, now.as_of)),
            )


def _plan(
    number: int,
    now: Assessment,
    before: Callable[[], Assessment],
    history: Sequence[Taken],
    places: Mapping[Key, Address],
) -> SitePage:
    """Return the overview of one of several plans."""

    def make() -> Document:
        earlier = [(day, counts[number : number + 1]) for day, counts in history]
        return site_pages.overview(own, lambda: site_pages.one_plan(before(), number), earlier, 0)

    own = site_pages.one_plan(now, number)
    plan = now.plans[number].plan
    return SitePage(
        path=places[plan.id, "plan", plan.id].path,
        title=plan.title,
        section=OVERVIEW,
        make=make,
        plan=plan.id,
        tiles=site_pages.tiles(own, plan.id),
        shares=site_pages.shares(own, plan.id),
    )


def _item(
    one: Candidate,
    parents: Mapping[tuple[str, str], tuple[PlanStatus, Sequence[MilestoneStatus]]],
    as_of: date,
    places: Mapping[Key, Address],
    only: str,
) -> SitePage:
    plan = one.plan or ""
    make = partial(site_pages.item, one, as_of)
    if one.sort in ("action", "recommendation"):
        make = partial(site_pages.with_milestones, one, *parents[plan, one.id], as_of)
    elif one.sort == "KPI":
        make = partial(site_pages.kpi, one, as_of)
    path = places[plan, one.sort, one.id].path
    return SitePage(path=path, title=one.id, section=_SECTIONS[one.sort], make=make, plan=plan or only)


def _entries(now: Assessment, found: Iterable[Candidate], places: Mapping[Key, Address]) -> Iterator[SearchEntry]:
    """Yield the entries of the search: the plans, if there are several, and every item."""
    several = len(now.plans) > 1
    titles = titles_of(now)
    if several:
        for plan in now.plans:
            key = (plan.plan.id, "plan", plan.plan.id)
            yield SearchEntry(plan.plan.id, plan.plan.title, "plan", "", str(places[key]))
    for one in found:
        key = (one.plan or "", one.sort, one.id)
        yield SearchEntry(one.id, titles[key], one.sort, key[0] if several else "", str(places[key]))


def _links(now: Assessment, found: Iterable[Candidate], places: Mapping[Key, Address]) -> dict[tuple[str, str], str]:
    """Return the links from IDs, titles and commands to addresses."""
    titles = titles_of(now)
    several = len(now.plans) > 1
    at_risk = site_pages.chosen_by((key for key, _ in now.keys), Rating.RED, Rating.AMBER)
    links: dict[tuple[str, str], str] = {
        (plan, command): site_pages.in_list(name, chosen, plan)
        for plan in ("", *(one.plan.id for one in now.plans if several))
        for command, (name, chosen) in (*_COMMANDS.items(), (risks.COMMAND, ("milestones", at_risk)))
    }
    for one in found:
        key = (one.plan or "", one.sort, one.id)
        place, title = str(places[key]), titles[key]
        for text in (one.id, f"{one.id} {title}", f"{title} ({one.id})"):
            links.setdefault((key[0], text), place)
        if several:
            links.setdefault(("", f"{key[0]}:{one.id}"), place)
    for plan in now.plans:
        links.setdefault(("", plan.plan.id), str(places[plan.plan.id, "plan", plan.plan.id]) if several else OVERVIEW)
        for id, title in plan.plan.body_titles.items():
            links.setdefault((plan.plan.id, title), str(places[plan.plan.id, "body", id]))
    return links
