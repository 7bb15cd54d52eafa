"""Cycles among ids that depend on each other."""

from __future__ import annotations

from collections.abc import Mapping


def components(waits: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the ids, each after those it depends on, with the ids of a cycle together."""
    return _acyclic(waits) or strong_components(waits)


def _acyclic(waits: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]] | None:
    """Return the IDs in their present order if each comes after those it depends on, as in most plans; else None."""
    before: set[str] = set()
    for id, others in waits.items():
        if others and not before.issuperset(others):
            return None
        before.add(id)
    return [(id,) for id in waits]


def strong_components(waits: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return the IDs, each after those it depends on, those of a cycle together (Tarjan 1972, without recursion)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    on_stack: set[str] = set()
    stack: list[str] = []
    components: list[tuple[str, ...]] = []
    for root in waits:
        if root in index:
            continue
        if not waits[root]:
            index[root] = len(index)
            components.append((root,))
            continue
        work = [(root, iter(waits[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            id, rest = work[-1]
            for other in rest:
                if other not in index:
                    index[other] = low[other] = len(index)
                    stack.append(other)
                    on_stack.add(other)
                    work.append((other, iter(waits[other])))
                    break
                if other in on_stack:
                    low[id] = min(low[id], index[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[id])
                if low[id] == index[id]:
                    components.append(tuple(_popped(stack, on_stack, id)))
    return components


def _popped(stack: list[str], on_stack: set[str], id: str) -> list[str]:
    """Remove and return the top of Tarjan's stack down to an ID."""
    component: list[str] = []
    while not component or component[-1] != id:
        component.append(stack.pop())
    on_stack.difference_update(component)
    return component[::-1]
