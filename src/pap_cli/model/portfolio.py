"""The workspace as data: every plan and every KPI that could be read."""

from __future__ import annotations

from msgspec import Struct

from pap_cli.model.kpi import Kpi
from pap_cli.model.plan import Plan


class Portfolio(Struct, frozen=True, kw_only=True):
    """All plans of a workspace and all KPIs; a KPI without a plan belongs to every plan that names it."""

    plans: tuple[Plan, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    # Whether every file could be read: if one could not, what seems to be missing may simply stand in it.
    whole: bool = True

    def only(self, plan_id: str) -> Portfolio:
        """The portfolio narrowed to one plan and the KPIs that belong to it."""
        plans = tuple(plan for plan in self.plans if plan.id == plan_id)
        kpis = tuple(kpi for kpi in self.kpis if kpi.plan in (None, plan_id))
        return Portfolio(plans=plans, kpis=kpis, whole=self.whole)
