"""Everything about one item, whatever sort of item its id belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial

from msgspec import Struct

from pap_cli.assess.assessment import Assessment
from pap_cli.columns.listing import flat
from pap_cli.diagnostics import nearest
from pap_cli.document import SCHEMA_VERSION, Cell, Document, Facts, Records, Tone
from pap_cli.errors import PapError
from pap_cli.views.item import actions as pages
from pap_cli.views.item import clocks
from pap_cli.views.item import kpi as kpi_page
from pap_cli.views.item import watchers as watcher_pages
from pap_cli.views.item.actions import Page


class ItemView(Struct, frozen=True, kw_only=True):
    """One item at a date."""

    as_of: date
    page: Page
    kind: str = "item"

    def facts(self) -> Mapping[str, object]:
        """The item under the name of its sort."""
        return {
            "schema_version": SCHEMA_VERSION,
            "as_of": self.as_of.isoformat(),
            self.page.sort: dict(self.page.values),
        }

    def records(self) -> Records:
        """Its facts, one a row; not the control chart, which would be a table of its own."""
        rows = [(name, flat(value)) for name, value in self.page.values.items() if name != "spc"]
        return Records(("fact", "value"), rows)

    def document(self) -> Document:
        """Its page, ending in its place in the file."""
        place = self.page.place
        span = place.span()
        where = Facts((("In the file", Cell(f"{place.path}:{span.line}:{span.column}", Tone.MUTED)),))
        return Document("", (*self.page.blocks, where))


class Candidate(Struct, frozen=True):
    """An item that can be shown, and how its page is made."""

    id: str
    plan: str | None
    sort: str
    make: Callable[[], Page]


def candidates(assessment: Assessment) -> Iterator[Candidate]:
    """Every item that has an id."""
    as_of = assessment.as_of
    for plan in assessment.plans:
        name = plan.plan.id
        for action in plan.actions:
            yield Candidate(action.id, name, "action", partial(pages.action, plan, action, as_of))
        for milestone in plan.milestones:
            yield Candidate(milestone.id, name, "milestone", partial(pages.milestone, plan, milestone, as_of))
        for recommendation in plan.recommendations:
            make = partial(pages.recommendation, plan, recommendation, as_of)
            yield Candidate(recommendation.id, name, "recommendation", make)
        for clock in plan.clocks:
            yield Candidate(clock.id, name, "clock", partial(clocks.page, plan, clock))
        for review in plan.plan.reviews:
            yield Candidate(review.id, name, "review", partial(watcher_pages.review, plan, review, as_of))
        for concern in plan.concerns:
            yield Candidate(concern.id, name, "concern", partial(watcher_pages.concern, plan, concern, as_of))
        for owner in plan.plan.owners:
            yield Candidate(owner.id, name, "owner", partial(watcher_pages.owner, plan, owner))
        for body in plan.plan.bodies:
            yield Candidate(body.id, name, "body", partial(watcher_pages.body, plan, body))
    for kpi in assessment.kpis:
        yield Candidate(kpi.id, kpi.kpi.plan, "KPI", partial(kpi_page.kpi, assessment.plans, kpi, as_of))


def build(assessment: Assessment, id: str) -> ItemView:
    """The page of the item with an id; case matters only where two ids differ by nothing else.

    Raises:
        PapError: nothing has that id, or several things have it.
    """
    found = list(candidates(assessment))
    chosen = [one for one in found if one.id == id] or [one for one in found if one.id.casefold() == id.casefold()]
    if not chosen:
        near = nearest(id, (one.id for one in found))
        raise PapError(
            f"nothing here has the id “{id}”",
            f"did you mean {near}?" if near else "see  pap actions, pap milestones, pap kpis",
        )
    if len(chosen) > 1:
        told = ", ".join(f"a {one.sort} in {one.plan or 'no plan'}" for one in chosen)
        hint = (
            "name the plan with --plan ID" if len({one.plan for one in chosen}) > 1 else "give one of them another id"
        )
        raise PapError(f"several things have the id “{id}”: {told}", hint)
    return ItemView(as_of=assessment.as_of, page=chosen[0].make())
