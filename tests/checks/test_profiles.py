"""Which KPIs may have a profile, and which dated targets it uses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from conftest import Files
from pap_cli.assess.assessment import assess
from pap_cli.checks.profiles import profile_unsuitable
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.config import Policy

Load = Callable[[Files], Workspace]
WHOLE = "delete profile:, or correct the unit, the basis or the polarity"


def found(load: Load, keys: str) -> list[tuple[str, str]]:
    workspace = load({"kpis/k.yaml": f"kpis:\n  - {{id: k, title: K, {keys}}}\n"})
    assert not workspace.diagnostics
    assessment = assess(workspace.portfolio, date(2016, 10, 14), Policy())
    return [(one.message, one.help) for one in profile_unsuitable(assessment)]


@pytest.mark.parametrize(
    ("keys", "message", "help"),
    [
        ("unit: percent, target: 80", "k: a profile does not fit a rate (percent)", WHOLE),
        ("unit: ratio, target: 0.8", "k: a profile does not fit a rate (ratio)", WHOLE),
        ("unit: 'per 10,000', target: 8", "k: a profile does not fit a rate (per 10,000)", WHOLE),
        ("basis: snapshot, target: 80", "k: a profile does not fit the basis snapshot", WHOLE),
        ("polarity: band, target: 18 to 22", "k: a profile does not fit a band", WHOLE),
        ("basis: year-to-date", "k: a profile without a target", "add target: for the whole year, or delete profile:"),
        (
            "basis: year-to-date, trajectory: [{by: 2016-09-30, target: 500}, {by: 2017-03-31, target: 1200}]",
            "k has a profile, so its target by 30 Sep 2016, within a year, is not used",
            "write by: 2017-03-31 and the target for the whole year, or delete profile:",
        ),
        (
            "calendar: academic, trajectory: [{by: 2017-03-31, target: 1200}]",
            "k has a profile, so its target by 31 Mar 2017, within a year, is not used",
            "write by: 2017-08-31 and the target for the whole year, or delete profile:",
        ),
    ],
)
def test_a_profile_that_does_not_fit(load: Load, keys: str, message: str, help: str) -> None:
    for profile in ("linear", "last year"):
        assert found(load, f"{keys}, profile: {profile}") == [(message, help)]


@pytest.mark.parametrize(
    "keys",
    [
        "basis: year-to-date, target: 1200, profile: linear",
        "unit: days, target: 1200, profile: last year",
        "calendar: academic, trajectory: [{by: 2017-08-31, target: 1200}], profile: linear",
        "unit: percent, target: 80",
        "basis: snapshot, trajectory: [{by: 2016-09-30, target: 500}]",
    ],
)
def test_a_profile_that_fits_and_none(load: Load, keys: str) -> None:
    assert found(load, keys) == []
