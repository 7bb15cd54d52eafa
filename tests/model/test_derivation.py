"""The order in which derived KPIs are computed."""

from __future__ import annotations

from pap_cli.model.derivation import in_dependency_order


def test_in_order() -> None:
    inputs = {
        (None, "c"): [(None, "b"), (None, "x")],
        (None, "b"): [(None, "a")],
        (None, "o"): [(None, "o")],
        (None, "p"): [(None, "o")],
    }
    assert [id for _, id in in_dependency_order(inputs)] == ["b", "c"]
