"""A website before it is files: its dates, the pages of each, and what links and the search lead to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from msgspec import Struct

from pap_cli.cell import Cell, Tone
from pap_cli.document import Document

# The path of the glossary, that of each date in its own folder.
GLOSSARY = "glossary.html"
# The content type of each kind of file that pages offer, by file name extension.
DOWNLOADS = {
    "ics": "text/calendar",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Tile(Struct, frozen=True):
    """A number about the status of a plan, with its words, its tone and a link to more."""

    count: int
    words: str
    tone: Tone
    to: str = ""
    # The section of the same page with more, if `to` is empty.
    section: str = ""


class Share(Struct, frozen=True):
    """A part of a whole, drawn as a part of one bar: its count, what it is called, and a link to its items."""

    count: int
    cell: Cell
    to: str


class SitePage(Struct, frozen=True, kw_only=True):
    """One page as of one date: its path, title and section, and the function that makes it.

    `noun` is the plural noun for its rows, in a list that can be filtered.
    """

    path: str
    title: str
    section: str
    make: Callable[[], Document]
    plan: str = ""
    noun: str = ""
    tiles: tuple[Tile, ...] = ()
    # The milestones by rating: the chart that comes first.
    shares: tuple[Share, ...] = ()


class Subject(Struct, frozen=True):
    """What a page is about: its plan (empty for all), the sort of item or `list`, its ID or path, and its title."""

    plan: str
    sort: str
    id: str
    title: str


class Download(Struct, frozen=True, kw_only=True):
    """A file that pages offer: its path, what the link says, the name to save it by, and the function that makes it."""

    path: str
    words: str
    name: str
    make: Callable[[], bytes]


class SearchEntry(Struct, frozen=True):
    """An item in the search: its ID, title, sort, plan (if there are several) and address."""

    id: str
    title: str
    sort: str
    plan: str
    place: str


class Content(Struct, frozen=True, kw_only=True):
    """The pages of one date by their path, its entries of the search and its links."""

    pages: Mapping[str, SitePage]
    entries: tuple[SearchEntry, ...] = ()
    # The address that a text links to, by plan (empty for none) and text.
    links: Mapping[tuple[str, str], str] = {}


class SiteDay(Struct, frozen=True, kw_only=True):
    """One date of a site; `folder` is empty for the site's own date, else the date with a `/`."""

    as_of: date
    folder: str
    paths: frozenset[str]
    # Assesses the plan again unless the last content asked for, of any date, was this one.
    content: Callable[[], Content]


class Site(Struct, frozen=True, kw_only=True):
    """A site: its title, organisation and sections, and its dates, the newest first."""

    title: str
    organisation: str
    # The title and the path of each section.
    sections: tuple[tuple[str, str], ...]
    days: tuple[SiteDay, ...]
    # The day and the commit whose files count, in words; empty for the files as they are.
    known_on: str = ""
    # What the pages of the newest date are about, by path, and the files that they offer.
    subjects: Mapping[str, Subject] = {}
    downloads: Mapping[str, tuple[Download, ...]] = {}
