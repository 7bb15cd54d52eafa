"""Which baselines would count few, or give a hidden figure away."""

from __future__ import annotations

from typing import Any

from tests.assess.making import baseline, benchmark, kpi, note

from pap_cli.assess.disclosure.publish import published
from pap_cli.model.config import Disclosure
from pap_cli.model.kpi import Kpi
from pap_cli.model.plan import Portfolio


def kept(*kpis: Kpi, **rules: Any) -> dict[str, float | None]:
    """The baseline of each KPI as it is published."""
    found = published(Portfolio(kpis=kpis), Disclosure(**rules)).kpis
    return {one.id: one.baseline.value if one.baseline else None for one in found}


def at(id: str, before: float | None, *figures: float, **facts: Any) -> Kpi:
    """A KPI with a baseline for March 2015, and figures from January 2016 on."""
    first = None if before is None else baseline("2015-03", float(before))
    return kpi(id, {f"2016-0{month}": one for month, one in enumerate(figures, 1)}, baseline=first, **facts)


def test_the_baselines_of_a_total_and_of_its_other_part_do_not_give_a_small_one_away() -> None:
    total = at("all", 23, formula="few + others")
    assert kept(at("few", 3, 12), at("others", 20, 13), total) == {"few": None, "others": None, "all": None}
    assert kept(at("few", 8, 12), at("others", 20, 13), total) == {"few": 8, "others": 20, "all": 23}


def test_nor_where_no_formula_says_that_they_add_up() -> None:
    parts = at("few", 3, 12, 11), at("others", 20, 13, 12)
    assert kept(*parts, at("all", 23, 25, 23)) == {"few": None, "others": None, "all": None}
    assert kept(*parts, at("apart", 23, 25, 99))["apart"] == 23


def test_nor_through_another_total() -> None:
    kpis = at("few", 3, 12), at("sum", 23, formula="few + x"), at("x", None, 9), at("most", 30, formula="sum + y")
    assert kept(*kpis, at("y", 7, 9)) == {"few": None, "sum": None, "x": None, "most": None, "y": None}


def test_nor_beside_the_hidden_figure_itself() -> None:
    """The others have no figure for the period, and so no total is computed that would be hidden."""
    few = kpi("few", {"2015-03": 3, "2016-01": 12})
    assert kept(few, at("others", 20, 13), at("all", 23, formula="few + others")) == {
        "few": None,
        "others": None,
        "all": None,
    }


def test_a_baseline_that_is_a_figure_is_hidden_only_with_it() -> None:
    kpis = kpi("few", {"2015-03": 3}), kpi("others", {"2015-03": 20}, baseline=baseline("2015-03", 20.0))
    assert kept(*kpis, at("all", 23, formula="few + others")) == {"few": None, "others": 20, "all": None}


def test_with_a_hidden_baseline_or_benchmark_go_notes_with_a_digit() -> None:
    said = (note("2016-01-01", "3 in 2015"), note("2016-01-01", "few"))
    few = at("few", 3, 12, notes=said)
    beside = at("beside", 30, 12, notes=said, benchmarks=(benchmark("N", {"2016-01": 3}),))
    apart = at("apart", 30, 12, notes=said)
    found = published(Portfolio(kpis=(few, beside, apart)), Disclosure()).kpis
    assert [len(one.notes) for one in found] == [1, 1, 2]
