"""The rules about overrides, as of 14 October 2016."""

from __future__ import annotations

import pytest

from checks.asking import Find, kpi, step

OVERRIDE = "override: {{rating: amber, by: head, reason: Partners are uneasy, until: {until}{on}}}"


@pytest.mark.parametrize(
    ("until", "on", "found"),
    [
        ("2016-10-14", "", 0),
        ("2016-10-13", "", 1),
        ("2016-10-13", ", on: 2016-10-01", 1),
        ("2016-10-13", ", on: 2016-10-15", 0),  # not decided yet
    ],
)
def test_an_override_counts_to_its_last_day(find: Find, until: str, on: str, found: int) -> None:
    override = OVERRIDE.format(until=until, on=on)
    assert len(find("override-expired", step(f"due: 2016-12-31, {override}"))) == found
    assert len(find("override-expired", kpi(f"target: 95, {override}"))) == found
