"""The lists of a site, one page each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.deadlines.reviews import ExpectationState, ReviewState
from pap_cli.assess.disclosure.audience import shows
from pap_cli.cell import Align, Cell, Column, Tone
from pap_cli.columns.listing import Arrangement, Listing
from pap_cli.columns.selection import Selection
from pap_cli.document import Document, Paragraph, Table
from pap_cli.model.dates import show_date
from pap_cli.model.oversight import Body
from pap_cli.model.report import Audience, Section
from pap_cli.views.lists import actions, kpis, milestones, owners, recommendations, reviews, risks, slippage, themes
from pap_cli.views.lists.slippage import Against
from pap_cli.views.site.named import named_cell
from pap_cli.wording.cells import count_words, date_cell

_MILESTONES = ("rating", "id", "title", "due", "days_overdue", "forecast", "state", "owner", "lead", "expected_by")

_SLIPPAGE = ("rating", "id", "title", "original", "approved", "forecast", "days", "moves", "approved_by", "owner")

_KPIS = (
    *("rating", "id", "title", "value", "target", "gap", "period", "age_days"),
    *("history", "variation", "assurance", "owner"),
)


class SiteList(Struct, frozen=True):
    """A list: its title, the plural noun for its rows, and the function that makes its page."""

    title: str
    noun: str
    make: Callable[[Assessment], Document]

    @property
    def path(self) -> str:
        """The path of its page."""
        return f"{self.title.lower()}.html"


def _listed(
    build: Callable[[Assessment, Selection], Listing[Any]],
    title: str,
    names: tuple[str, ...] = (),
    named: Callable[[Any], tuple[str, str]] | None = None,
) -> SiteList:
    """Return a list of the site; `named` returns the ID and the title of a row whose title stands for both."""

    def make(now: Assessment) -> Document:
        listing = build(now, Selection())
        if named is not None:
            fields = {name: field for name, field in listing.fields.items() if name != "id"}
            listing = replace(listing, fields={**fields, "title": fields["title"].showing(partial(_name_cell, named))})
        several = len(now.plans) > 1
        shown = names or tuple(field.name for field in listing.fields.values() if field.shown)
        if several and "plan" not in shown:
            after = shown.index("title" if named is not None else "id") + 1
            shown = (*shown[:after], "plan", *shown[after:])
        if several or names:
            listing = replace(listing, arrangement=Arrangement(columns=shown))
        first, *rest = listing.document().blocks
        return Document(title, (*rest[:1], first, *rest[1:]))

    return SiteList(title, "KPIs" if title == "KPIs" else title.lower(), make)


def _name_cell(named: Callable[[Any], tuple[str, str]], item: object) -> Cell:
    id, title = named(item)
    return named_cell(id, title)


def _bodies(now: Assessment) -> Document:
    """Return the page of all bodies: what each expects, what is missed or at risk, and its next review."""
    columns = (
        Column("Body", flexible=True),
        Column("Plan"),
        Column("Type"),
        Column("Expects", Align.RIGHT),
        Column("Missed", Align.RIGHT),
        Column("At risk", Align.RIGHT),
        Column("Next review"),
    )
    rows = []
    for plan in now.plans:
        for body in plan.plan.bodies:
            states = [one.state for one in plan.expectations if one.body == body.id]
            coming = [one.due for one in plan.reviews if one.review.body == body.id and one.state is ReviewState.DUE]
            rows.append(
                (
                    named_cell(body.id, body.title),
                    Cell(plan.plan.id if len(now.plans) > 1 else ""),
                    Cell(_stands(body)),
                    _count(len(states), Tone.PLAIN),
                    _count(states.count(ExpectationState.MISSED), Tone.RED),
                    _count(states.count(ExpectationState.AT_RISK), Tone.AMBER),
                    date_cell(min(coming, key=lambda due: due.day)) if coming else Cell(""),
                )
            )
    count = f"{count_words(len(rows), 'body', 'bodies')} as of {show_date(now.as_of)}"
    return Document("Bodies", (Paragraph(count, Tone.MUTED), Table(columns, tuple(rows))))


def _stands(body: Body) -> str:
    return "outside" if body.outside else "inside"


def _count(count: int, tone: Tone) -> Cell:
    return Cell(str(count), tone) if count else Cell("")


def _slippage(against: Against | None, now: Assessment) -> Document:
    """Return the page of what slipped; a baseline that was not approved yet is not compared with."""
    notes: tuple[str, ...] = ()
    if against is not None and against.since > now.as_of:
        words = f"{against.words[:1].upper()}{against.words[1:]}"
        notes = (f"{words} is later than this page, which compares with the original dates.",)
        against = None
    view = slippage.build(now, Selection(), against=against, notes=notes)
    names = (*_SLIPPAGE[:2], "plan", *_SLIPPAGE[2:]) if len(now.plans) > 1 else _SLIPPAGE
    listing = replace(view.listing, arrangement=Arrangement(columns=names))
    *opening, table, count = replace(view, listing=listing).document().blocks
    return Document("Slippage", (*opening, count, table))


# The lists of a site, in the order of its navigation.
LISTS = (
    _listed(recommendations.build, "Recommendations"),
    _listed(actions.build, "Actions"),
    _listed(milestones.build, "Milestones", _MILESTONES),
    SiteList("Slippage", "slipped or moved milestones", partial(_slippage, None)),
    _listed(kpis.build, "KPIs", _KPIS),
    _listed(reviews.build, "Reviews"),
    _listed(owners.build, "Owners", named=lambda line: (line.group.id, line.group.title)),
    SiteList("Bodies", "bodies", _bodies),
)
_THEMES = _listed(themes.build, "Themes", named=lambda theme: (theme.id, theme.title))
_RISKS = _listed(risks.build, "Risks")


def lists_of(now: Assessment, audience: Audience | None = None, against: Against | None = None) -> tuple[SiteList, ...]:
    """Return the lists of a site that its audience sees; those of themes and risks if a plan has any, at any date.

    With a baseline, that of slippage compares with it.
    """
    plans = [status.plan for status in now.plans]
    more = ((_THEMES, any(plan.themes for plan in plans)), (_RISKS, any(plan.risks for plan in plans)))
    found = (*LISTS, *(one for one, wanted in more if wanted))
    if against is not None:
        compared = partial(_slippage, against)
        found = tuple(replace(one, make=compared) if one.title == "Slippage" else one for one in found)
    if audience is None:
        return found
    left_out = {
        "Owners": not audience.shows_owners,
        "Slippage": not shows(audience, Section.SLIPPAGE),
        "KPIs": not shows(audience, Section.KPIS),
        "Reviews": not shows(audience, Section.REVIEWS),
        "Bodies": not shows(audience, Section.OUTSIDE),
    }
    return tuple(one for one in found if not left_out.get(one.title))
