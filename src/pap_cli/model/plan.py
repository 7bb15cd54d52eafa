"""A whole plan, from however many files, and the workspace as data: every plan and every KPI that could be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, TypeVar

from msgspec import Struct

from pap_cli.model.dates import Duration
from pap_cli.model.decisions import Cancelled, Frozen, Note, Override, Suppression
from pap_cli.model.entry import About, Entry, Id
from pap_cli.model.items import Action, Extension, Parent, Recommendation
from pap_cli.model.key import PLAIN_KEY, Key
from pap_cli.model.kpi import Kpi
from pap_cli.model.oversight import Body, Clock, Concern, Owner, Review
from pap_cli.model.place import Place
from pap_cli.model.records import RecordSource, Refreshed
from pap_cli.model.risks import Risk, RiskMatrix
from pap_cli.model.themes import Theme, themes_by_item


class Horizons(Entry, frozen=True, kw_only=True):
    """The length of each time horizon, counted from the plan's start."""

    immediate: Annotated[Duration, About("Immediate: due within this.", example="3 months")] = Duration(months=3)
    short: Annotated[Duration, About("Short-term: due within this.")] = Duration(months=6)
    intermediate: Annotated[Duration, About("Intermediate: due within this.")] = Duration(months=18)
    long: Annotated[Duration, About("Long-term: due after the intermediate bound, within this.")] = Duration(months=24)
    place: Place | None = None


class Header(Entry, frozen=True, kw_only=True):
    """The head of a plan: its title, organisation and start."""

    id: Annotated[Id, About("The plan's id, unique in the workspace.")]
    title: Annotated[str, About("Its title, as shown in reports.")]
    organisation: Annotated[str | None, About("The organisation that the plan belongs to.")] = None
    start: Annotated[date, About("The start date; horizons count from here.", example="2015-06-12")]
    horizons: Annotated[Horizons, About("The lengths of the four time horizons.")] = Horizons()
    approved_by: Annotated[
        str | None,
        About("The body or owner that must approve every delivery and its evidence.", refers="decider"),
    ] = None
    risk_matrix: Annotated[RiskMatrix, About("How its risks are scored, if not 5 by 5 with the usual bands.")] = (
        RiskMatrix()
    )
    key: Annotated[
        Key, About("What the ratings are called and mean in the organisation, and the rule that they follow from.")
    ] = PLAIN_KEY
    statutory: Annotated[
        tuple[Clock, ...], About("Statutory clocks: legal deadlines, such as sending the plan.", keyed_by="id")
    ] = ()
    frozen: Annotated[
        tuple[Frozen, ...], About("Its baselines: the plan as approved, each with the commit that holds it.")
    ] = ()
    notes: Annotated[tuple[Note, ...], About("Dated notes.", one_or_many=True)] = ()
    ignore: Annotated[tuple[Suppression, ...], About("Suppressed findings of the whole plan, each with a reason.")] = ()
    place: Place


class PlanFile(Entry, frozen=True, kw_only=True):
    """A file in `plans/`: one plan, or, in a folder with a `plan.yaml`, a part of one."""

    plan: Annotated[Header | None, About("The plan itself; in a folder of files, only in plan.yaml.")] = None
    owners: Annotated[tuple[Owner, ...], About("People or posts that items name.", keyed_by="id")] = ()
    bodies: Annotated[tuple[Body, ...], About("The bodies that oversee the plan, by id.", keyed_by="id")] = ()
    themes: Annotated[
        tuple[Theme, ...], About("The themes or sections of the plan, by id, in their order.", keyed_by="id")
    ] = ()
    recommendations: Annotated[tuple[Recommendation, ...], About("What must change, as the inspection put it.")] = ()
    actions: Annotated[tuple[Action, ...], About("What is being done about the recommendations.")] = ()
    reviews: Annotated[tuple[Review, ...], About("The reviews of the plan.")] = ()
    concerns: Annotated[tuple[Concern, ...], About("Areas of concern that continue.")] = ()
    risks: Annotated[tuple[Risk, ...], About("The risk register: what may go wrong, and what treats it.")] = ()
    place: Place


class Plan(Struct, frozen=True, kw_only=True, dict=True):
    """A whole plan, from however many files."""

    header: Header
    owners: tuple[Owner, ...] = ()
    bodies: tuple[Body, ...] = ()
    themes: tuple[Theme, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    actions: tuple[Action, ...] = ()
    reviews: tuple[Review, ...] = ()
    concerns: tuple[Concern, ...] = ()
    risks: tuple[Risk, ...] = ()

    @property
    def id(self) -> str:
        """The plan's id."""
        return self.header.id

    @property
    def title(self) -> str:
        """The plan's title."""
        return self.header.title

    @property
    def parents(self) -> Iterator[Parent]:
        """What its milestones belong to, in the order of the plan."""
        yield from self.recommendations
        yield from self.actions

    @cached_property
    def owner_titles(self) -> dict[str, str]:
        """The title of each post, by its id."""
        return {owner.id: owner.title for owner in self.owners}

    @cached_property
    def owners_by_id(self) -> dict[str, Owner]:
        """Each post, by its id."""
        return {owner.id: owner for owner in self.owners}

    @cached_property
    def body_titles(self) -> dict[str, str]:
        """The title of each body, by its id."""
        return {body.id: body.title for body in self.bodies}

    @cached_property
    def theme_titles(self) -> dict[str, str]:
        """The title of each theme, by its id."""
        return {theme.id: theme.title for theme in self.themes}

    @cached_property
    def themes_by_item(self) -> Mapping[str, tuple[str, ...]]:
        """The themes of each recommendation and action that has any, by its id; those it names itself come first."""
        return themes_by_item(self.recommendations, self.actions)

    @property
    def decisions(self) -> Iterator[tuple[str, Extension | Cancelled | Override]]:
        """Every decision about an action or a milestone, with the ID of the item."""
        steps = (step for one in self.recommendations for step in one.milestones)
        dated = ((action, *action.milestones) for action in self.actions)
        for group in (steps, *dated):
            for step in group:
                yield from ((step.id, extension) for extension in step.extensions)
                if step.cancelled is not None:
                    yield step.id, step.cancelled
                if step.override is not None:
                    yield step.id, step.override

    def body_title(self, id: str | None) -> str:
        """Return the title of a body, or its id where no body has it; empty for none."""
        return self.body_titles.get(id or "", id or "")


T = TypeVar("T")


class Portfolio(Struct, frozen=True, kw_only=True):
    """All plans and KPIs of a workspace; a KPI without a plan belongs to every plan."""

    plans: tuple[Plan, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    # The tables of records that KPIs are counted from, and how they were last, by KPI.
    sources: tuple[RecordSource, ...] = ()
    refreshed: Mapping[str, Refreshed] = {}
    # Whether every file could be read: if not, missing items may be in the others.
    whole: bool = True

    def only(self, plan_id: str) -> Portfolio:
        """Return the portfolio with one plan and the KPIs that belong to it."""
        plans = tuple(plan for plan in self.plans if plan.id == plan_id)
        kpis = tuple(kpi for kpi in self.kpis if kpi.plan in (None, plan_id))
        return Portfolio(plans=plans, kpis=kpis, sources=self.sources, refreshed=self.refreshed, whole=self.whole)


def by_plan(kpis: Iterable[T], plan_of: Callable[[T], str | None], plans: Iterable[str]) -> dict[str, tuple[T, ...]]:
    """Return the KPIs of each plan in their order: its own and those of the workspace.

    Plans without KPIs of their own share one tuple, so that the cost does not grow with plans times KPIs.
    """
    parts: dict[str | None, list[tuple[int, T]]] = {None: []}
    for place, kpi in enumerate(kpis):
        parts.setdefault(plan_of(kpi), []).append((place, kpi))
    of_workspace = parts[None]
    shared = tuple(kpi for _, kpi in of_workspace)
    return {
        plan: tuple(kpi for _, kpi in sorted(of_workspace + parts[plan])) if plan in parts else shared for plan in plans
    }
