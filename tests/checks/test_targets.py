"""Boundaries of the rule about floors and targets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from conftest import Files
from pap_cli.assess.assessment import assess
from pap_cli.checks.targets import floor_beyond_target
from pap_cli.load.workspace.loader import Workspace


@pytest.mark.parametrize(
    ("keys", "wrong"),
    [
        ("polarity: high, target: 95, floor: 95", False),
        ("polarity: high, target: 95, floor: 95.1", True),
        ("polarity: low, target: 10, floor: 10", False),
        ("polarity: low, target: 10, floor: 9", True),
        ("polarity: none, target: 10, floor: 9", False),
        ("polarity: band, target: 15, tolerance: 2, floor: 2", False),
        ("polarity: band, target: 15, tolerance: 2, floor: 1", True),
        ("polarity: band, target: 15, tolerance: -2", True),
        ("polarity: band, target: 15, floor: -1", True),
        ("polarity: high, target: 95", False),
        ("polarity: high, target: 95, floor: 85, trajectory: [{by: 2017-03-31, target: 80}]", True),
        ("polarity: high, target: 95, floor: 85, trajectory: [{by: 2017-03-31, target: 80, floor: 70}]", False),
    ],
)
def test_the_floor_lies_on_the_bad_side(load: Callable[[Files], Workspace], keys: str, wrong: bool) -> None:
    workspace = load({"kpis/k.yaml": f"kpis: [{{id: k, title: K, {keys}}}]\n"})
    assert not workspace.diagnostics
    assessment = assess(workspace.portfolio, date(2016, 10, 14), workspace.config.rating)
    assert bool(list(floor_beyond_target(assessment))) is wrong
