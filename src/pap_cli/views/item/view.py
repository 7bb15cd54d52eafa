"""The page of one item, found by its ID."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.assess.assessment import Assessment, PlanStatus
from pap_cli.cell import Cell, Tone
from pap_cli.columns.listing import flat
from pap_cli.diagnostics import nearest
from pap_cli.document import SCHEMA_VERSION, Document, Facts, Paragraph, Records
from pap_cli.errors import PapError
from pap_cli.views.item import actions as pages
from pap_cli.views.item import clocks
from pap_cli.views.item import kpi as kpi_page
from pap_cli.views.item import risks as risk_pages
from pap_cli.views.item import themes as theme_pages
from pap_cli.views.item import watchers as watcher_pages
from pap_cli.views.item.actions import Page
from pap_cli.views.item.earlier import earlier_ids, renamed_to
from pap_cli.wording.key import key_notes

# The sorts of item whose page shows no rating of a milestone.
_NOT_RATED = frozenset({"clock", "review", "concern", "KPI"})


class ItemView(Struct, frozen=True, kw_only=True):
    """The items with one ID at a date: one, or several of different sorts, as an owner and a body may share an ID."""

    as_of: date
    pages: tuple[Page, ...]
    # The key of its plan, if the plan has one of its own.
    key: tuple[str, ...] = ()
    # The IDs that it had before it was renamed.
    was: tuple[str, ...] = ()
    kind: str = "item"

    def facts(self) -> Mapping[str, object]:
        """Return each item under the name of its sort."""
        return {
            "schema_version": SCHEMA_VERSION,
            "as_of": self.as_of.isoformat(),
            **({"was": list(self.was)} if self.was else {}),
            **{page.sort: dict(page.values) for page in self.pages},
        }

    def records(self) -> Records:
        """Return the facts, one in each row, without the control chart, which needs a table of its own."""
        several = len(self.pages) > 1
        rows = [
            (f"{page.sort}.{name}" if several else name, flat(value))
            for page in self.pages
            for name, value in page.values.items()
            if name != "spc"
        ]
        return Records(("fact", "value"), rows)

    def document(self) -> Document:
        """Return the page of each item, with its place in the files at the end."""
        blocks = tuple(block for page in self.pages for block in (*page.blocks, _where(page, self.was)))
        return Document("", (*blocks, *(Paragraph(note, Tone.MUTED) for note in self.key)))


def _where(page: Page, was: Sequence[str]) -> Facts:
    span = page.place.span()
    file = ("File", Cell(f"{page.place.path}:{span.line}:{span.column}", Tone.MUTED))
    return Facts((file, ("Earlier ID", Cell(", ".join(was), Tone.MUTED))) if was else (file,))


class Candidate(Struct, frozen=True):
    """An item that can be shown, and the function that makes its page."""

    id: str
    plan: str | None
    sort: str
    make: Callable[[], Page]


def candidates(assessment: Assessment) -> Iterator[Candidate]:
    """Yield every item that has an ID, with the risks to it on its page."""
    with_risks = {plan.plan.id: (plan,) for plan in assessment.plans if plan.risks}
    every = tuple(plan for (plan,) in with_risks.values())
    for one in _items(assessment):
        plans = every if one.plan is None else with_risks.get(one.plan, ())
        if plans and one.sort in _THREATENED:
            yield replace(one, make=partial(risk_pages.with_risks, plans, one.id, one.make))
        else:
            yield one


# The sorts of item that a risk may affect.
_THREATENED = frozenset({"recommendation", "action", "milestone", "KPI"})


def _items(assessment: Assessment) -> Iterator[Candidate]:
    as_of = assessment.as_of
    for plan in assessment.plans:
        name = plan.plan.id
        for action in plan.actions:
            yield Candidate(action.id, name, "action", partial(pages.action, plan, action))
        for milestone in plan.milestones:
            if milestone.schedule.itself:  # it is on the page of its action
                continue
            yield Candidate(milestone.id, name, "milestone", partial(pages.milestone, plan, milestone))
        for recommendation in plan.recommendations:
            make = partial(pages.recommendation, plan, recommendation)
            yield Candidate(recommendation.id, name, "recommendation", make)
        for review in plan.plan.reviews:
            yield Candidate(review.id, name, "review", partial(watcher_pages.review, plan, review, as_of))
        for concern in plan.concerns:
            yield Candidate(concern.id, name, "concern", partial(watcher_pages.concern, plan, concern, as_of))
        yield from _others(plan)
    for kpi in assessment.kpis:
        yield Candidate(kpi.id, kpi.kpi.plan, "KPI", partial(kpi_page.kpi, assessment.plans, kpi, as_of))


def _others(plan: PlanStatus) -> Iterator[Candidate]:
    """Yield the risks of a plan, its clocks, its owners, its bodies and its themes."""
    name = plan.plan.id
    for risk in plan.risks:
        yield Candidate(risk.id, name, "risk", partial(risk_pages.page, plan, risk))
    for clock in plan.clocks:
        yield Candidate(clock.id, name, "clock", partial(clocks.page, plan, clock))
    for owner in plan.plan.owners:
        yield Candidate(owner.id, name, "owner", partial(watcher_pages.owner, plan, owner))
    for body in plan.plan.bodies:
        yield Candidate(body.id, name, "body", partial(watcher_pages.body, plan, body))
    for theme in plan.plan.themes:
        yield Candidate(theme.id, name, "theme", partial(theme_pages.theme, plan, theme))


def build(assessment: Assessment, id: str) -> ItemView:
    """Return the page of every item with an ID, or that had it; case matters only if two IDs differ by case alone.

    Raises:
        PapError: if no item has that ID, or several that are not told apart by their sort.
    """
    found = list(candidates(assessment))
    chosen = [one for one in found if one.id == id] or [one for one in found if one.id.casefold() == id.casefold()]
    if not chosen and (now := renamed_to(assessment, id)):
        chosen = [one for one in found if one.id == now]
    if not chosen:
        near = nearest(id, (one.id for one in found))
        raise PapError(
            f"no item has the ID “{id}”",
            f"did you mean {near}?" if near else "list the IDs with pap actions, pap milestones or pap kpis",
        )
    plans = {one.plan for one in chosen if one.plan is not None}
    if len(plans) > 1 or len({one.sort for one in chosen}) < len(chosen):
        which = ", ".join(
            f"{'an' if one.sort[0] in 'ao' else 'a'} {one.sort} in {one.plan or 'no plan'}" for one in chosen
        )
        hint = "choose the plan with --plan ID" if len(plans) > 1 else "give one of them another ID"
        raise PapError(f"“{id}” is the ID of more than one item: {which}", hint)
    key = () if _NOT_RATED.issuperset(one.sort for one in chosen) else key_notes(assessment)
    was = earlier_ids(assessment).get(chosen[0].id, ())
    return ItemView(as_of=assessment.as_of, pages=tuple(one.make() for one in chosen), key=key, was=was)
