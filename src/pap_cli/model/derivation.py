"""Which KPIs a derived KPI is computed from, and the order of computation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pap_cli.model.kpi import Kpi

# The plan and ID of a KPI; an ID is unique only within its plan.
Key = tuple[str | None, str]


def by_key(kpis: Iterable[Kpi]) -> dict[Key, Kpi]:
    """Return KPIs by plan and ID, the first of each."""
    found: dict[Key, Kpi] = {}
    for kpi in kpis:
        found.setdefault((kpi.plan, kpi.id), kpi)
    return found


def named_by(kpi: Kpi, id: str, known: Mapping[Key, Kpi]) -> Kpi | None:
    """Return the KPI that an ID in a KPI's formula refers to: one in its plan, otherwise one of the workspace."""
    return known.get((kpi.plan, id)) or known.get((None, id))


def in_dependency_order(inputs: Mapping[Key, Iterable[Key]]) -> Iterator[Key]:
    """Yield derived KPIs in order of computation, except those in or after a cycle.

    Args:
        inputs: the KPIs that each derived KPI is computed from.
    """
    users: dict[Key, list[Key]] = {}
    waiting = {key: sum(1 for one in named if one in inputs) for key, named in inputs.items()}
    for key, named in inputs.items():
        for one in named:
            users.setdefault(one, []).append(key)
    ready = [key for key, count in waiting.items() if not count]
    while ready:
        key = ready.pop()
        yield key
        for user in users.get(key, ()):
            waiting[user] -= 1
            if not waiting[user]:
                ready.append(user)
