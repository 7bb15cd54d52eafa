"""A website as files: a frame around each page, links between pages, and the search index.

A page loads only the site's style sheet and scripts, by relative addresses, so the site works from a disk.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial

from pap_cli.model.dates import show_date
from pap_cli.render.html.page import Body, description_of, package_text, style_sheet, title_of
from pap_cli.render.html.terms import Terms
from pap_cli.render.html.text import Href, escape, slug
from pap_cli.render.site.downloads import downloads_html
from pap_cli.render.site.shares import shares_html
from pap_cli.render.text import printable
from pap_cli.website import GLOSSARY, Site, SiteDay, SitePage

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src '{}'; "
    "base-uri 'none'; form-action 'none'"
)
# The script that reloads a served page when a file changes.
RELOAD = "reload.js"
# The first line of styles and scripts, by which `pap site` knows its own files, as it knows a page by its generator.
_OWN = "/* Written by pap site. */\n"
# The scripts of every page, joined in this order.
_SCRIPTS = ("shared.js", "near.js", "search.js", "filters.js", "keys.js")


def site_files(site: Site, *, live: str = "") -> dict[str, Callable[[], str]]:
    """Return a function for each file of a site, by its path.

    LIVE is the version of a site that is served: its pages reload when the server has another one.
    """
    files: dict[str, Callable[[], str]] = {
        "site.css": lambda: _OWN + style_sheet() + package_text(__package__, "site.css"),
        "site.js": _script,
    }
    if live:
        files[RELOAD] = lambda: _OWN + package_text(__package__, "reload.js")
    for day in site.days:
        files[f"{day.folder}search.js"] = partial(_search, day)
        for path in sorted(day.paths):
            files[day.folder + path] = partial(_page, site, day, path, live=live)
    return files


def _script() -> str:
    """Return the scripts of a page as one, in a function of their own."""
    parts = "\n".join(package_text(__package__, name) for name in _SCRIPTS)
    return f'{_OWN}(() => {{\n"use strict";\n\n{parts}}})();\n'


def _search(day: SiteDay) -> str:
    """Return the search index, as a script: a page on a disk cannot load data."""
    rows = ([entry.id, entry.title, entry.sort, entry.plan, entry.place] for entry in day.content().entries)
    lines = ",\n".join(json.dumps([printable(text) for text in row]).replace("<", "\\u003c") for row in rows)
    return f"{_OWN}window.papEntries = [\n{lines}\n];\n"


def _page(site: Site, day: SiteDay, path: str, *, live: str) -> str:
    content = day.content()
    page = content.pages[path]
    document = page.make()
    title = title_of(document, page.title)
    up = "../" * page.path.count("/")
    top = up + "../" * day.folder.count("/")
    terms = Terms(up + GLOSSARY if GLOSSARY in day.paths - {path} else "")
    body = Body(plan=page.plan, href=_href(content.links, page, up), terms=terms)
    offered = downloads_html(site.downloads.get(path, ()) if day is site.days[0] else (), up)
    main = body.html(document, title, _below(page, up, offered), opening=bool(page.tiles))
    whole = title if title == site.title else f"{title} – {site.title}"
    reload = f'<script src="{top}{RELOAD}" data-version="{escape(live)}" defer></script>\n' if live else ""
    known = f", known on {escape(site.known_on)}" if site.known_on else ""
    header = _header(site, day, page, up, top, search=bool(content.entries))
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="generator" content="pap site">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY.format("self" if live else "none")}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(whole)} – {show_date(day.as_of)}</title>\n"
        f'<meta name="description" content="{escape(description_of(document) or title)}">\n'
        f'<link rel="icon" href="data:,">\n<link rel="stylesheet" href="{top}site.css">\n'
        f'<script src="{top}site.js" defer></script>\n{reload}</head>\n<body data-root="{up}">\n'
        f'<a class="skip" href="#main">Skip to the page</a>\n{header}'
        f'<main id="main"{_class(page)}>\n{main}</main>\n'
        '<footer class="foot"><p>Worked out from the plan’s own files '
        f"as of {show_date(day.as_of)}{known}.</p></footer>\n"
        "</body>\n</html>\n"
    )


def _class(page: SitePage) -> str:
    return ' class="overview"' if page.tiles else ""


def _href(links: Mapping[tuple[str, str], str], page: SitePage, up: str) -> Href:
    """Return the function that finds the address of a text from a page."""
    own = page.path

    def href(text: str, plan: str) -> str | None:
        found = links.get((plan, text)) or links.get(("", text))
        if found is None or found == own:
            return None
        return found[len(own) :] if found.startswith(f"{own}#") else up + found

    return href


def _below(page: SitePage, up: str, offered: str) -> str:
    """Return what goes below the title: the files, and the numbers of an overview or the place for a list's filters."""
    if page.noun:
        return f'{offered}<div id="filter" data-noun="{escape(page.noun)}"></div>\n'
    if not page.tiles:
        return offered
    items = []
    for tile in page.tiles:
        words = f"<strong>{tile.count:,}</strong> <span>{escape(tile.words)}</span>"
        to = up + tile.to if tile.to else f"#s-{slug(tile.section)}" if tile.section and tile.count else ""
        items.append(f'<li class="{tile.tone}">{f"""<a href="{to}">{words}</a>""" if to else words}</li>\n')
    return f'{shares_html(page.shares, up)}<ul class="tiles">\n{"".join(items)}</ul>\n{offered}'


def _header(site: Site, day: SiteDay, page: SitePage, up: str, top: str, *, search: bool) -> str:
    """Return the header of a page: the organisation, the date and the other dates, and the parts of the site."""
    parts = "".join(
        f'<li><a href="{up}{path}"{_current(path, page)}>{escape(title)}</a></li>\n' for title, path in site.sections
    )
    whose = (
        f"{escape(site.organisation)} <span>{escape(site.title)}</span>" if site.organisation else escape(site.title)
    )
    nav = f'<nav class="parts" aria-label="Parts"><ul>\n{parts}</ul></nav>\n' if parts else ""
    find = '<div id="find"></div>' if search else ""
    newest = site.days[0]
    past = f'<p class="past">Known on {escape(site.known_on)}.</p>\n' if site.known_on else ""
    if day is not newest:
        to = top + _same(page, newest)
        past += (
            f'<p class="past">This is how it stood on {show_date(day.as_of)}. '
            f'<a href="{to}">See {show_date(newest.as_of)}</a></p>\n'
        )
    return (
        f'<header class="top">\n<div class="whose"><a href="{up}index.html">{whose}</a>\n{_days(site, day, page, top)}'
        f"{find}</div>\n{nav}{past}</header>\n"
    )


def _current(path: str, page: SitePage) -> str:
    if path == page.path:
        return ' aria-current="page"'
    return ' aria-current="true"' if path == page.section else ""


def _days(site: Site, day: SiteDay, page: SitePage, top: str) -> str:
    """Return the date of the page and links to the other dates: to the same page there, or else the overview."""
    words = f"As of <strong>{show_date(day.as_of)}</strong>"
    if len(site.days) == 1:
        return f'<p class="days">{words}</p>\n'
    mark = ' aria-current="date"'
    items = "".join(
        f'<li><a href="{top}{one.folder}{_same(page, one)}"{mark if one is day else ""}>'
        f"{show_date(one.as_of)}</a></li>\n"
        for one in site.days
    )
    return (
        f'<details class="days"><summary>{words}</summary>\n'
        f'<nav aria-label="Other days"><ul>\n{items}</ul></nav></details>\n'
    )


def _same(page: SitePage, day: SiteDay) -> str:
    return page.path if page.path in day.paths else "index.html"
