"""The page of a served site on errors in the files: one more page, or the only one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from msgspec.structs import replace

from pap_cli.cell import Tone
from pap_cli.document import Document, Paragraph
from pap_cli.views.site.view import OVERVIEW
from pap_cli.website import Content, Site, SiteDay, SitePage

_PAGE = "findings.html"
_TITLE = "Errors in the files"


def with_faults(site: Site, make: Callable[[], Document]) -> Site:
    """Return a site with one more section: the problems in its files."""
    page = SitePage(path=_PAGE, title=_TITLE, section=_PAGE, make=lambda: replace(make(), title=_TITLE))
    days = tuple(
        replace(day, paths=day.paths | {_PAGE}, content=partial(_with_page, day.content, page)) for day in site.days
    )
    return replace(site, sections=(*site.sections, ("Errors", _PAGE)), days=days)


def _with_page(content: Callable[[], Content], page: SitePage) -> Content:
    found = content()
    return replace(found, pages={**found.pages, page.path: page})


def faults_alone(as_of: date, make: Callable[[], Document]) -> Site:
    """Return a site of one page with the problems in the files, if nothing else can be shown."""
    return _alone(as_of, lambda: replace(make(), title=_TITLE))


def message_alone(as_of: date, message: str, help: str) -> Site:
    """Return a site of one page with an error message."""
    words = (Paragraph(f"{message}.", Tone.RED), *((Paragraph(f"What to do: {help}."),) if help else ()))
    return _alone(as_of, lambda: Document("Cannot read the plan", words))


def _alone(as_of: date, make: Callable[[], Document]) -> Site:
    page = SitePage(path=OVERVIEW, title=_TITLE, section=OVERVIEW, make=make)
    day = SiteDay(as_of=as_of, folder="", paths=frozenset({OVERVIEW}), content=lambda: Content(pages={OVERVIEW: page}))
    return Site(title="pap", organisation="", sections=(), days=(day,))
