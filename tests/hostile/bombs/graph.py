"""Milestones that wait for each other."""

from __future__ import annotations

from collections.abc import Iterator

from hostile.bombs.making import MILESTONES, Files, bomb, counted, filled, plan


@bomb
def a_chain(size: int) -> Files:
    parts = counted("  - {id: m{n}, title: T, due: 2016-09-30, depends_on: m{p}}\n", 1)
    return plan(MILESTONES + "  - {id: m0, title: T, due: 2016-09-30}\n", parts, size)


@bomb
def a_chain_backwards(size: int) -> Files:
    total = size // 60
    parts = (f"  - {{id: m{n}, title: T, due: 2016-09-30, depends_on: m{n + 1}}}\n" for n in range(total))
    return plan(MILESTONES, parts, size)


@bomb
def a_circle(size: int) -> Files:
    total = size // 64
    parts = (f"  - {{id: m{n}, title: T, due: 2016-09-30, depends_on: m{(n + 1) % total}}}\n" for n in range(total))
    return plan(MILESTONES, parts, size)


@bomb
def circles_of_two(size: int) -> Files:
    parts = (f"  - {{id: m{n}, title: T, due: 2016-09-30, depends_on: m{n ^ 1}}}\n" for n in range(10**9))
    return plan(MILESTONES, parts, size)


@bomb
def a_dense_graph(size: int) -> Files:
    total = int((size / 3) ** 0.5)
    names = [f"a{n}" for n in range(total)]
    parts = (
        f"  - {{id: {name}, title: T, due: 2016-09-30, depends_on: [{','.join(names[:n])}]}}\n"
        for n, name in enumerate(names)
    )
    return plan(MILESTONES, parts, size)


@bomb
def a_dense_circle(size: int) -> Files:
    total = int((size / 6) ** 0.5)
    names = [f"a{n}" for n in range(total)]
    parts = (f"  - {{id: {name}, title: T, due: 2016-09-30, depends_on: [{','.join(names)}]}}\n" for name in names)
    return plan(MILESTONES, parts, size)


@bomb
def layers(size: int) -> Files:
    """Layers of ten, each milestone on all of the layer above: ten to the power of the layers are its paths."""

    def parts() -> Iterator[str]:
        for layer in range(10**9):
            above = ",".join(f"l{layer - 1}x{n}" for n in range(10)) if layer else ""
            for n in range(10):
                yield f"  - {{id: l{layer}x{n}, title: T, due: 2016-{9 - layer % 5:02}-01, depends_on: [{above}]}}\n"

    return plan(MILESTONES, parts(), size)


@bomb
def one_on_all(size: int) -> Files:
    total = size // 62
    parts = (f"  - {{id: m{n}, title: T, due: 2016-09-30, depends_on: z}}\n" for n in range(total))
    return plan(MILESTONES + "  - {id: z, title: T, due: 2016-09-30}\n", parts, size)


@bomb
def all_on_a_large_action(size: int) -> Files:
    """Half of the milestones depend on an action with the other half: as many pairs as the square of both."""
    first = filled(MILESTONES, counted("  - {id: m{n}, title: T, due: 2016-09-30}\n"), size // 2).decode()
    second = "- id: B\n  title: T\n  owner: head\n  scope: corporate\n  milestones:\n"
    return plan(first + second, counted("  - {id: n{n}, title: T, due: 2016-08-30, depends_on: A}\n"), size)


@bomb
def actions_on_each_other(size: int) -> Files:
    first = filled(
        MILESTONES, counted("  - {id: m{n}, title: T, due: 2016-09-30, depends_on: B}\n"), size // 2
    ).decode()
    second = "- id: B\n  title: T\n  owner: head\n  scope: corporate\n  milestones:\n"
    return plan(first + second, counted("  - {id: n{n}, title: T, due: 2016-08-30, depends_on: A}\n"), size)
