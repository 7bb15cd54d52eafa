"""KPIs that add up although no formula says so."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from tests.assess.making import kpi, observation

from pap_cli.assess.disclosure.decide import hidden_figures
from pap_cli.model.config import Disclosure
from pap_cli.model.kpi import Kpi
from pap_cli.model.numbers import Unit

MONTHS = ("2016-01", "2016-02", "2016-03")


def counts(id: str, *figures: float, plan: str | None = None) -> Kpi:
    return kpi(id, dict(zip(MONTHS, figures, strict=False)), plan=plan)


def shares(id: str, *pairs: tuple[float, float]) -> Kpi:
    figures = (
        observation(period, 100 * some / all_, numerator=some, denominator=all_)
        for period, (some, all_) in zip(MONTHS, pairs, strict=False)
    )
    return kpi(id, unit=Unit("percent"), observations=tuple(figures))


def hidden(*kpis: Kpi) -> dict[str, list[str]]:
    found = hidden_figures(kpis, Disclosure())
    return {key[1]: sorted(period.written for period in periods) for key, periods in sorted(found.items())}


def test_the_total_of_a_hidden_figure_is_hidden() -> None:
    found = hidden(counts("a", 12, 3, 20), counts("b", 9, 14, 30), counts("all", 21, 17, 50), counts("c", 50, 60, 70))
    assert found == {"a": ["2016-02"], "all": ["2016-02"]}


def test_the_total_of_many_is_found() -> None:
    parts = [counts(f"p{number}", 10 + number, 20 * number, 7 + number) for number in range(1, 6)]
    total = counts("t", *(sum(one.observations[at].value for one in parts) for at in range(3)))
    small = counts("p0", 12, 3, 8)
    total = counts("t", *(one.value + small.observations[at].value for at, one in enumerate(total.observations)))
    assert hidden(small, *parts, total) == {"p0": ["2016-02"], "t": ["2016-02"]}


def test_shares_of_one_whole_are_hidden_together() -> None:
    foster, other = shares("foster", (30, 50), (46, 50)), shares("other", (20, 50), (4, 50))
    assert hidden(foster, other) == {"foster": ["2016-02"], "other": ["2016-02"]}
    three = (
        shares("a", (30, 50), (26, 50)),
        shares("b", (10, 50), (20, 50)),
        shares("c", (10, 50), (4, 50)),
    )
    assert hidden(*three) == {id: ["2016-02"] for id in ("a", "b", "c")}


def test_the_counts_of_a_hidden_share_do_not_give_it_away() -> None:
    seen, due = counts("seen", 20, 47), counts("due", 30, 50)
    assert hidden(seen, due, shares("share", (20, 30), (47, 50))) == {"seen": ["2016-02"], "share": ["2016-02"]}
    assert hidden(due, shares("share", (20, 30), (47, 50))) == {"share": ["2016-02"]}


def test_a_copy_of_a_hidden_figure_is_hidden() -> None:
    rest = kpi("rest", formula="due - part")
    found = hidden(counts("due", 30, 50), counts("part", 20, 47), rest, shares("share", (9, 20), (9, 47)))
    assert found == {"part": ["2016-02"], "rest": ["2016-02"], "share": ["2016-02"]}


@pytest.mark.parametrize(
    "kpis",
    [
        (counts("a", 3, 12), counts("b", 9, 8), counts("c", 12, 21)),  # they add up once
        (counts("a", 3), counts("b", 9), counts("c", 12)),  # one period shows nothing
        (counts("a", 3, 12, plan="p"), counts("b", 9, 8, plan="p"), counts("c", 12, 20, plan="q")),
        (counts("a", 3, 12), counts("none", 0, 0), counts("c", 30, 21)),
    ],
)
def test_what_adds_up_by_chance_is_left_alone(kpis: Iterable[Kpi]) -> None:
    assert hidden(*kpis) == {"a": ["2016-01"]}
