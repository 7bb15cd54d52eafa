"""KPIs grouped by plan."""

from __future__ import annotations

from pap_cli.model.plan import by_plan


def test_kpis_by_plan_keep_their_order_and_share_those_of_the_workspace() -> None:
    kpis = [("a", "x"), ("b", None), ("c", "y"), ("d", None), ("e", "x")]
    found = by_plan(kpis, lambda kpi: kpi[1], ["x", "y", "z", "w"])
    assert {plan: "".join(id for id, _ in own) for plan, own in found.items()} == {
        "x": "abde",
        "y": "bcd",
        "z": "bd",
        "w": "bd",
    }
    assert found["z"] is found["w"]
