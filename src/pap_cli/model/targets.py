"""Targets of a milestone: the figures that KPIs must reach by its due date."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pap_cli.model.entry import About, Entry
from pap_cli.model.goal import Goal
from pap_cli.model.place import Place


class KpiTarget(Entry, frozen=True, kw_only=True):
    """A figure that a KPI must reach by the due date of a milestone."""

    SHORTHAND: ClassVar[str] = "target"

    kpi: Annotated[str, About("The id of the KPI.", refers="kpi")]
    target: Annotated[Goal, About("The figure, in the KPI's own unit and in any form of a KPI's target.")]
    place: Place
