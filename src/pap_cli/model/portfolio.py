"""The workspace as data: every plan and every KPI that could be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from msgspec import Struct

from pap_cli.model.kpi import Kpi
from pap_cli.model.plan import Plan

T = TypeVar("T")


class Portfolio(Struct, frozen=True, kw_only=True):
    """All plans and KPIs of a workspace; a KPI without a plan belongs to every plan."""

    plans: tuple[Plan, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    # Whether every file could be read: if not, missing items may be in the others.
    whole: bool = True

    def only(self, plan_id: str) -> Portfolio:
        """Return the portfolio with one plan and the KPIs that belong to it."""
        plans = tuple(plan for plan in self.plans if plan.id == plan_id)
        kpis = tuple(kpi for kpi in self.kpis if kpi.plan in (None, plan_id))
        return Portfolio(plans=plans, kpis=kpis, whole=self.whole)


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
