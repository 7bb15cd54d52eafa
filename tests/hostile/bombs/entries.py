"""What a milestone holds, and the other entries of a plan."""

from __future__ import annotations

from hostile.bombs.making import MILESTONES, OWNED, Files, bomb, counted, endless, plan


@bomb
def milestones(size: int) -> Files:
    return plan(MILESTONES, counted("  - {id: m{n}, title: T, due: 2016-09-30}\n"), size)


@bomb
def milestones_late(size: int) -> Files:
    return plan(MILESTONES, counted("  - {id: m{n}, title: T, due: 2016-09-30, started: 2016-02-01}\n"), size)


@bomb
def extensions(size: int) -> Files:
    start = MILESTONES + "  - id: m\n    title: T\n    due: 2016-02-01\n    extensions:\n"
    return plan(start, endless("    - {to: 2016-09-30, approved: 2016-03-01, by: b}\n"), size)


@bomb
def short_extensions(size: int) -> Files:
    start = MILESTONES + "  - id: m\n    title: T\n    due: 2016-02-01\n    extensions: ["
    return plan(start, endless("{to: 2016-Q3},"), size, "]\n")


@bomb
def forecasts(size: int) -> Files:
    start = MILESTONES + "  - id: m\n    title: T\n    due: 2016-02-01\n    forecast: ["
    return plan(start, endless("2017,"), size, "]\n")


@bomb
def forecasts_that_are_dates(size: int) -> Files:
    start = MILESTONES + "  - id: m\n    title: T\n    due: 2016-02-01\n    forecast: ["
    return plan(start, endless("2017-01,"), size, "]\n")


@bomb
def notes(size: int) -> Files:
    start = MILESTONES + "  - id: m\n    title: T\n    due: 2016-02-01\n    notes:\n"
    return plan(start, endless("    - {text: x, on: 2016-03-01}\n"), size)


@bomb
def suppressions(size: int) -> Files:
    start = MILESTONES + "  - id: m\n    title: T\n    due: 2016-02-01\n    ignore: ["
    return plan(start, endless("{rule: PAP201},"), size, "]\n")


@bomb
def evidence(size: int) -> Files:
    start = MILESTONES + "  - id: m\n    title: T\n    due: 2016-02-01\n    evidence: ["
    return plan(start, endless("a,"), size, "]\n")


@bomb
def reviews(size: int) -> Files:
    start = OWNED + "bodies: {b: B}\nreviews:\n"
    return plan(start, counted("- {id: r{n}, body: b, every: 1 day, from: 1900-01-01, for: 300 years}\n"), size)


@bomb
def meetings(size: int) -> Files:
    start = (
        OWNED
        + "bodies: {b: B}\nreviews:\n- {id: r, body: b, every: 1 day, from: 1900-01-01, until: 2200-01-01, held: ["
    )
    return plan(start, endless("2016-01-05,"), size, "]}\n")


@bomb
def expectations(size: int) -> Files:
    start = OWNED + "bodies: {b: B}\nactions:\n- id: A\n  title: T\n  milestones:\n"
    return plan(start, counted("  - {id: m{n}, title: T, due: 2017-01-01, expected_by: b}\n"), size)


@bomb
def duties(size: int) -> Files:
    return plan(
        "owners: {h: H}\nplan:\n  id: p\n  title: P\n  start: 2016-01-04\n  statutory:\n",
        counted("  - {id: c{n}, title: T, due: 2016-02-01}\n"),
        size,
    )


@bomb
def plans(size: int) -> Files:
    """As many files as a size has room for, each a plan."""
    return {
        f"plans/p{n}.yaml": f"plan: {{id: p{n}, title: P, start: 2016-01-04}}\n".encode() for n in range(size // 400)
    }
