"""Figures with the marks of the Government Analysis Function, after a figure or in its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from conftest import SKELETON
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.kpi import Kpi
from pap_cli.model.measure import Figure, Missing, Standing

Load = Callable[[Mapping[str, str | bytes]], Workspace]


def figure(load: Load, written: str) -> tuple[Figure, Standing | None]:
    text = f"kpis: [{{id: k, title: T, observations: {{2016-09: {written}}}}}]\n"
    (kpi,) = load({"plans/p.yaml": SKELETON, "kpis/k.yaml": text}).portfolio.kpis
    assert isinstance(kpi, Kpi)
    (one,) = kpi.observations
    assert type(one.value) in (float, Missing)
    return one.value, one.status


@pytest.mark.parametrize(
    ("written", "value", "status"),
    [
        ('"83.4 [p]"', 83.4, Standing.PROVISIONAL),
        ('"83.4[e]"', 83.4, Standing.ESTIMATED),
        ('"0 [r]"', 0.0, Standing.REVISED),
        ('"-3 [p]"', -3.0, Standing.PROVISIONAL),
        ("83.4", 83.4, None),
        ("{value: 83.4, status: provisional}", 83.4, Standing.PROVISIONAL),
        ('{value: "83.4 [p]", status: estimated}', 83.4, Standing.ESTIMATED),
        ('"[c]"', Missing.CONFIDENTIAL, None),
        ('"[low]"', Missing.LOW, None),
        ('"[x]"', Missing.NOT_AVAILABLE, None),
        ('"[z]"', Missing.NOT_APPLICABLE, None),
        ('"[u]"', Missing.LOW_RELIABILITY, None),
        ("low", Missing.LOW, None),
        ("c", Missing.CONFIDENTIAL, None),
    ],
)
def test_marks_are_read(load: Load, written: str, value: Figure, status: Standing | None) -> None:
    assert figure(load, written) == (value, status)


@pytest.mark.parametrize("written", ['"83.4 [q]"', '"[p]"', '"83.4 [c]"', '"83.4 p]"', '"83.4% [p]"', '"[missing]"'])
def test_other_marks_are_refused(load: Load, written: str) -> None:
    text = f"kpis: [{{id: k, title: T, observations: {{2016-09: {written}}}}}]\n"
    found = load({"plans/p.yaml": SKELETON, "kpis/k.yaml": text}).diagnostics
    assert [one.rule.name for one in found] == ["bad-value"]
