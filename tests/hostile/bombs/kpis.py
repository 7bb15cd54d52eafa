"""KPIs: figures, formulas, benchmarks."""

from __future__ import annotations

from hostile.bombs.making import MILESTONES, OWNED, PLAN, Files, bomb, counted, day, endless, filled, kpis, plan

KPI = "- {id: k{n}, title: K, owner: head, polarity: high}\n"


@bomb
def figures(size: int) -> Files:
    start = "kpis:\n- id: k\n  title: K\n  owner: head\n  polarity: high\n  observations:\n"
    days = (f"    {1900 + n // 336}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}: {n % 7}\n" for n in range(10**5))
    return kpis(days, size, start)


@bomb
def figures_twice(size: int) -> Files:
    start = "kpis:\n- id: k\n  title: K\n  owner: head\n  polarity: high\n  observations:\n"
    return kpis(endless("  - {period: 2016-01, value: 1}\n"), size, start)


@bomb
def figures_of_months(size: int) -> Files:
    months = ",".join(f"{2010 + n // 12}-{n % 12 + 1:02}: {n * 7 % 11}" for n in range(24))
    pattern = "- {id: k{n}, title: K, owner: head, polarity: high, observations: {" + months + "}}\n"
    return kpis(counted(pattern), size)


@bomb
def kpis_without_figures(size: int) -> Files:
    return kpis(counted(KPI), size)


@bomb
def figures_of_impossible_periods(size: int) -> Files:
    start = "kpis:\n- id: k\n  title: K\n  owner: head\n  polarity: high\n  observations:\n"
    return kpis(counted("    x{n}: y\n"), size, start)


@bomb
def a_chain_of_formulas(size: int) -> Files:
    parts = counted("- {id: k{n}, title: K, owner: head, polarity: none, formula: k{p} + 1}\n", 1)
    first = "kpis:\n- {id: k0, title: K, owner: head, polarity: none, observations: {2015/16: 1, 2014/15: 2}}\n"
    return kpis(parts, size, first)


@bomb
def a_chain_of_formulas_that_doubles(size: int) -> Files:
    parts = counted("- {id: k{n}, title: K, owner: head, polarity: none, formula: k{p} * k{p}}\n", 1)
    first = "kpis:\n- {id: k0, title: K, owner: head, polarity: none, observations: {2015/16: 2}}\n"
    return kpis(parts, size, first)


@bomb
def a_chain_of_formulas_of_many_figures(size: int) -> Files:
    """Half of a size are figures of one KPI, the other half KPIs that are all computed from it, one from the other."""
    days = (f"    {1900 + n // 336}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}: 1\n" for n in range(10**5))
    start = "kpis:\n- id: k0\n  title: K\n  owner: head\n  polarity: none\n  observations:\n"
    first = filled(start, days, size // 2).decode()
    return kpis(counted("- {id: k{n}, title: K, owner: head, polarity: none, formula: k{p} + 1}\n", 1), size, first)


@bomb
def a_circle_of_formulas(size: int) -> Files:
    total = size // 75
    parts = (
        f"- {{id: k{n}, title: K, owner: head, polarity: none, formula: k{(n + 1) % total} + 1}}\n"
        for n in range(total)
    )
    return kpis(parts, size)


@bomb
def formulas_of_nothing(size: int) -> Files:
    return kpis(counted("- {id: k{n}, title: K, owner: head, polarity: none, formula: x{n}/y}\n"), size)


@bomb
def a_long_formula(size: int) -> Files:
    return kpis(endless("a+"), size, "kpis:\n- {id: k, title: K, owner: head, polarity: none, formula: '")


@bomb
def formulas_in_parentheses(size: int) -> Files:
    pattern = "- {id: k{n}, title: K, owner: head, polarity: none, formula: " + "(" * 200 + "a}\n"
    return kpis(counted(pattern), size)


@bomb
def formulas_of_one(size: int) -> Files:
    names = "+".join(f"k{n}" for n in range(20))
    pattern = "- {id: d{n}, title: K, owner: head, polarity: none, formula: " + names + "}\n"
    figures = ", ".join(f"{year}: 1" for year in range(1950, 2016))
    first = "".join(
        f"- {{id: k{n}, title: K, owner: head, polarity: none, observations: {{{figures}}}}}\n" for n in range(20)
    )
    return kpis(counted(pattern), size, "kpis:\n" + first)


@bomb
def kpis_named_by_an_action(size: int) -> Files:
    half = filled("kpis:\n", counted("- {id: k{n}, title: K, owner: head, polarity: none}\n"), size // 2)
    names = counted("k{n},")
    start = OWNED + "actions:\n- {id: A, title: T, owner: head, kpis: ["
    return {"plans/p.yaml": filled(start, names, size // 2, "]}\n"), "kpis/k.yaml": half}


@bomb
def revisions(size: int) -> Files:
    start = (
        "kpis:\n- {id: d, title: D, owner: head, polarity: none, formula: k + 1}\n- id: k\n  title: K\n  owner: head\n"
    )
    start += "  polarity: none\n  observations:\n  - period: 2015\n    value: 1\n    revisions:\n"
    parts = (f"    - {{value: {n % 7}, published: {day(n)}}}\n" for n in range(10**9))
    return kpis(parts, size, start)


@bomb
def revised_figures(size: int) -> Files:
    start = "kpis:\n- id: k\n  title: K\n  owner: head\n  observations:\n"
    parts = (
        f"  - {{period: {day(n)}, value: 1, revisions: [{{value: 2, published: 2016-02-01}}]}}\n" for n in range(10**9)
    )
    return kpis(parts, size, start)


@bomb
def a_trajectory(size: int) -> Files:
    start = "kpis:\n- id: k\n  title: K\n  owner: head\n  observations: {2014/15: 3, 2015/16: 4}\n  trajectory:\n"
    return kpis((f"  - {{by: {day(n)}, target: {n % 9}}}\n" for n in range(10**9)), size, start)


@bomb
def breaks(size: int) -> Files:
    figures = filled(
        "kpis:\n- id: k\n  title: K\n  owner: head\n  observations:\n",
        (f"    {day(n)}: {n % 7}\n" for n in range(10**9)),
        size // 2,
    ).decode()
    return kpis((f"  - {{period: {day(n)}, reason: x}}\n" for n in range(10**9)), size, figures + "  breaks:\n")


@bomb
def rebasings(size: int) -> Files:
    figures = filled(
        "kpis:\n- id: k\n  title: K\n  owner: head\n  frequency: monthly\n  observations:\n",
        (f"    {day(n)}: {n % 7}\n" for n in range(10**9)),
        size // 2,
    ).decode()
    parts = (f"    - {{period: {day(n * 8)}, reason: x}}\n" for n in range(10**9))
    return kpis(parts, size, figures + "  spc:\n    rebase:\n")


@bomb
def benchmarks(size: int) -> Files:
    figures = filled(
        "kpis:\n- id: k\n  title: K\n  owner: head\n  observations:\n",
        (f"    {day(n)}: {n % 7}\n" for n in range(10**9)),
        size // 2,
    ).decode()
    return kpis(counted("  - {name: b{n}, kind: peer, values: {2015: 1}}\n"), size, figures + "  benchmarks:\n")


@bomb
def a_benchmark(size: int) -> Files:
    figures = filled(
        "kpis:\n- id: k\n  title: K\n  owner: head\n  observations:\n",
        (f"    {day(n)}: {n % 7}\n" for n in range(10**9)),
        size // 2,
    ).decode()
    start = figures + "  benchmarks:\n  - name: b\n    kind: peer\n    values:\n"
    return kpis((f"      {day(n)}: {n % 7}\n" for n in range(10**9)), size, start)


@bomb
def comments_on_a_kpi(size: int) -> Files:
    start = "kpis:\n- id: k\n  title: K\n  owner: head\n  observations: {2015: 3}\n  notes:\n"
    return kpis(endless("  - {text: x, on: 2016-08-01, by: head}\n"), size, start)


@bomb
def milestones_on_one_line(size: int) -> Files:
    start = MILESTONES.replace("milestones:\n", "milestones: [")
    return plan(
        start, counted("{id: m{n}, title: T, due: 2016-02-30}, {id: n{n}, title: T, due: 2016-02-01}, "), size, "]\n"
    )


@bomb
def hidden_characters(size: int) -> Files:
    return plan(PLAN + "a: ", endless("\u202e\u200b"), size, "\n")


@bomb
def hidden_escapes(size: int) -> Files:
    return plan(PLAN + "a: [", endless('"\\u202e",'), size, "]\n")
