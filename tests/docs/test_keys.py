"""The keys of other organisations: each block of the page is put into a plan, and computes a case of its key."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from pap_cli.assess.assessment import Assessment, assess
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.config import Policy
from pap_cli.model.dates import parse_date
from pap_cli.model.rating import Rating

Load = Callable[[Mapping[str, str | bytes]], Workspace]
PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "print-your-own-key.md"
_BLOCK = re.compile(r"<!-- not run: council-key (\w+), computed by test_keys.py -->\n```yaml\n(.*?)```", re.DOTALL)
KEYS = dict(_BLOCK.findall(PAGE.read_text(encoding="utf-8")))


def _done(percent: int, due: str, started: str = "2016-02-01") -> str:
    """A milestone in progress, of which so much was complete on 1 October 2016."""
    return f"due: {due}, started: {started}, judgements: [{{on: 2016-10-01, percent: {percent}}}]"


@pytest.fixture
def given(load: Load) -> Callable[..., Assessment]:
    """Returns a plan with a key of the page and a milestone or a KPI with these facts, assessed on 14 October 2016."""

    def assessed(name: str, milestone: str = "due: 2016-12-31", kpi: str = "", risks: str = "") -> Assessment:
        key = textwrap.indent(KEYS[name], "  ")
        plan = f"plan:\n  id: p\n  title: P\n  start: 2016-01-01\n{key}"
        plan += f"actions:\n  - id: A1\n    title: A\n    milestones: [{{id: A1.1, title: M, {milestone}}}]\n"
        files = {"plans/p.yaml": plan + risks}
        if kpi:
            files["kpis/k.yaml"] = f"kpis:\n  - {{id: K1, title: K, {kpi}}}\n"
        workspace = load(files)
        assert not workspace.diagnostics
        return assess(workspace.portfolio, parse_date("2016-10-14"), Policy())

    return assessed


def test_the_page_has_the_keys_of_organisations() -> None:
    assert {"reading", "camms", "sath", "nhs", "kent", "rbkc"} <= KEYS.keys()


@pytest.mark.parametrize(
    ("name", "milestone", "rating", "label"),
    [
        ("short", "due: 2016-10-01", "red", "Off track"),
        ("short", "due: 2016-10-20", "amber", "Some issues"),
        # Reading: up to 25% red, 26% to 75% amber, more green; under 50% and past its date red, at 50% amber.
        ("reading", _done(25, "2016-12-31"), "red", "red"),
        (
            "reading",
            _done(26, "2016-12-31"),
            "amber",
            "amber",
        ),
        (
            "reading",
            _done(75, "2016-12-31"),
            "amber",
            "amber",
        ),
        (
            "reading",
            _done(76, "2016-12-31"),
            "green",
            "green",
        ),
        ("reading", _done(49, "2016-10-13"), "red", "red"),
        (
            "reading",
            _done(50, "2016-10-13"),
            "amber",
            "amber",
        ),
        (
            "reading",
            _done(49, "2016-10-14"),
            "amber",
            "amber",
        ),
        # Camms: 80 of 100 days gone, so that the target is 80%; 90% of it is 72%, 70% of it is 56%.
        (
            "camms",
            _done(72, "2016-11-03", "2016-07-26"),
            "green",
            "On track",
        ),
        (
            "camms",
            _done(71, "2016-11-03", "2016-07-26"),
            "amber",
            "Monitor",
        ),
        (
            "camms",
            _done(56, "2016-11-03", "2016-07-26"),
            "amber",
            "Monitor",
        ),
        (
            "camms",
            _done(55, "2016-11-03", "2016-07-26"),
            "red",
            "Off track",
        ),
        # Shrewsbury and Telford: delivered is not yet assured.
        ("sath", "due: 2016-10-01", "red", "Off track"),
        ("sath", "due: 2016-10-01, completed: 2016-09-30", "green", "On track"),
        ("sath", "due: 2016-10-01, completed: 2016-09-30, evidenced: 2016-10-10", "blue", "Evidenced and assured"),
        # NHS trusts in special measures: four words.
        ("nhs", "due: 2016-12-31", "green", "On track to deliver"),
        ("nhs", "due: 2016-12-31, forecast: 2017-01-31", "amber", "Some issues, narrative disclosure"),
        ("nhs", "due: 2016-10-01", "red", "Not on track to deliver"),
        ("nhs", "due: 2016-10-01, completed: 2016-09-30, evidenced: 2016-10-10", "blue", "Delivered"),
    ],
)
def test_a_key_computes_a_published_case(
    given: Callable[..., Assessment], name: str, milestone: str, rating: str, label: str
) -> None:
    (status,) = given(name, milestone).milestones
    assert (status.rating, status.key.label(status.rating)) == (rating, label)


@pytest.mark.parametrize(
    ("figure", "rating", "label"),
    [
        (90, "green", "Target achieved"),
        (85, "amber", "Floor standard achieved, target not met"),
        (80, "amber", "Floor standard achieved, target not met"),
        (79.9, "red", "Floor standard not achieved"),
    ],
)
def test_kent_rates_kpis_by_target_and_floor(
    given: Callable[..., Assessment], figure: float, rating: str, label: str
) -> None:
    facts = f'unit: "%", polarity: high, target: 90, floor: 80, observations: {{2016-08: {figure}}}'
    (status,) = given("kent", kpi=facts).kpis
    assert (status.rating, status.key.label(status.rating)) == (rating, label)


@pytest.mark.parametrize("name", KEYS)
def test_a_key_of_the_page_can_be_followed(given: Callable[..., Assessment], name: str) -> None:
    key = given(name).key
    assert not key.contradictions
    assert len({key.rating_of(key.label(rating)) for rating in Rating}) == len(Rating)


LATE = "13 days past its due date"


@pytest.mark.parametrize(
    ("milestone", "risk", "rating", "reason"),
    [
        ("due: 2016-12-31", "affects: A1.1, current: 20", "red", "affected by K1 (extreme, 20)"),
        ("due: 2016-12-31", "affects: A1, current: 9", "amber", "affected by K1 (high, 9)"),
        ("due: 2016-12-31", "affects: A1, current: 4", "green", "on track"),
        ("due: 2016-10-01", "affects: A1, current: 9", "red", LATE),
        (
            "due: 2016-10-01",
            "affects: A1, current: 20",
            "red",
            f"{LATE}; affected by K1 (extreme, 20)",
        ),
        ("due: 2016-12-31", "affects: A1, current: 20, closed: 2016-10-14", "green", "on track"),
        ("due: 2016-12-31", "affects: A1, current: 20, raised: 2016-10-15", "green", "on track"),
        ("due: 2016-12-31", "affects: A1, initial: 20, changes: [{on: 2016-10, score: 4}]", "red", None),
        ("due: 2016-12-31", "affects: A1, initial: 20, changes: [{on: 2016-10-14, score: 4}]", "green", "on track"),
        ("due: unknown", "affects: A1, current: 20", "red", "affected by K1 (extreme, 20); it has no due date"),
        ("due: unknown", "affects: A1, current: unknown", "grey", "not rated: it has no due date"),
        ("due: 2016-10-01, completed: 2016-09-30", "affects: A1, current: 20", "green", None),
    ],
)
def test_a_key_by_risks_takes_the_worse_of_dates_and_risks(
    given: Callable[..., Assessment], milestone: str, risk: str, rating: str, reason: str | None
) -> None:
    risks = f"risks:\n  - {{id: K1, title: K, {risk}}}\n"
    (status,) = given("rbkc", milestone, risks=risks).milestones
    assert status.rating is Rating(rating)
    assert reason in (None, status.reason)


def test_only_a_key_by_risks_looks_at_risks(given: Callable[..., Assessment]) -> None:
    (status,) = given("short", risks="risks:\n  - {id: K1, title: K, affects: A1, current: 20}\n").milestones
    assert status.rating is Rating.GREEN
