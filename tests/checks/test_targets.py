"""Boundaries of the rules about floors and targets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

import pytest

from conftest import Files
from pap_cli.assess.assessment import Assessment, assess
from pap_cli.checks import Found
from pap_cli.checks.targets import (
    floor_beyond_target,
    target_contradicts_polarity,
    target_negative,
    target_without_its_figure,
)
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.config import Policy

Check = Callable[[Assessment], Iterable[Found]]


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
        ("polarity: band, target: 13 to 17, floor: 2", False),
        ("polarity: band, target: 13 to 17, floor: 1", True),
        ('polarity: low, target: "< 10", floor: 9', True),
        ('polarity: high, baseline: {period: 2015, value: 50}, target: "+10", floor: "+20"', True),
        ('polarity: high, baseline: {period: 2015, value: 50}, target: "+10", floor: "+5"', False),
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


def found(load: Callable[[Files], Workspace], check: Check, keys: str) -> list[tuple[str, str]]:
    workspace = load({"kpis/k.yaml": f"kpis:\n  - {{id: k, title: K, {keys}}}\n"})
    assert not workspace.diagnostics
    return [(one.message, one.help) for one in check(assess(workspace.portfolio, date(2016, 10, 14), Policy()))]


@pytest.mark.parametrize(
    ("keys", "message", "help"),
    [
        ('target: "< 85"', "k: its target is < 85, but higher is better", 'write polarity: low, or "> 85"'),
        (
            'polarity: low, target: ">= 85"',
            "k: its target is >= 85, but lower is better",
            'write polarity: high, or "<= 85"',
        ),
        (
            "polarity: low, trajectory: [{by: 2017-03-31, target: {above: England}}]",
            "k: its target is above England, but lower is better",
            "write polarity: high, or {below: England}",
        ),
        (
            'polarity: high, target: 90, floor: "< 85"',
            "k: its floor is < 85, but higher is better",
            'write polarity: low, or "> 85"',
        ),
        (
            "target: 18 to 22",
            "k: its target is 18 to 22, but higher is better",
            "write polarity: band, or one number in place of 18 to 22",
        ),
        (
            'polarity: band, target: "< 22"',
            "k: its target is < 22, but a band has no better side",
            "write polarity: low, or the range that is good, such as 18 to 22",
        ),
        (
            "polarity: band, target: 18 to 22, tolerance: 2",
            "k has the range 18 to 22 and a tolerance",
            "delete tolerance: or write the middle of the range",
        ),
        (
            'polarity: band, target: 18 to 22, floor: "+5"',
            "k: its floor is +5 from baseline, but the floor of a band is a distance from the target",
            "write the distance as a number, or another polarity",
        ),
    ],
)
def test_a_target_agrees_with_the_polarity(
    load: Callable[[Files], Workspace], keys: str, message: str, help: str
) -> None:
    assert found(load, target_contradicts_polarity, keys) == [(message, help)]


@pytest.mark.parametrize(
    "keys",
    [
        'polarity: low, target: "< 85"',
        'target: "> 85", floor: ">= 80"',
        "polarity: band, target: 18 to 22, floor: 4",
        'polarity: none, target: "< 85"',  # another rule reports the target
        'polarity: low, target: "-10%"',
    ],
)
def test_a_target_that_agrees_with_the_polarity(load: Callable[[Files], Workspace], keys: str) -> None:
    assert found(load, target_contradicts_polarity, keys) == []


NEIGHBOUR = "{kind: neighbour, values: {2015/16: 80}}"


@pytest.mark.parametrize(
    ("keys", "message", "help"),
    [
        (
            'target: "+800"',
            "the target of k is +800 from baseline, but it has no baseline",
            "add baseline: {period: …, value: …}, or write the target as a number",
        ),
        (
            'target: 50, floor: "-10"',
            "the floor of k is -10 from baseline, but it has no baseline",
            "add baseline: {period: …, value: …}, or write the floor as a number, or -10 without quotation marks for "
            "that number",
        ),
        (
            'unit: percent, baseline: {period: 2014/15, value: 60}, target: "+10%"',
            "the target of k is +10% from baseline, which may be percent or percentage points",
            'write "+10" for percentage points, or 66 for +10% from baseline',
        ),
        (
            "target: {above: neighbours}",
            "the target of k is above neighbours, but no benchmark is “neighbours”",
            "add benchmarks: {neighbours: {2015/16: …}}",
        ),
        (
            "target: {above: england}, benchmarks: {England: {2015/16: 80}}",
            "the target of k is above england, but no benchmark is “england”",
            "write {above: England}",
        ),
        (
            "target: {above: neighbours}, benchmarks: {Average of ten: {2015/16: 80}}",
            "the target of k is above neighbours, but no benchmark is “neighbours”",
            "write the name of one: Average of ten; or add kind: neighbours to the one that is meant",
        ),
        (
            "target: {above: London}, benchmarks: {England: {2015/16: 80}}",
            "the target of k is above London, but no benchmark is “London”",
            "write the name of one: England",
        ),
        (
            f"target: {{above: neighbour}}, benchmarks: {{A: {NEIGHBOUR}, B: {NEIGHBOUR}}}",
            "the target of k is above neighbour, but 2 benchmarks have this kind",
            "write the name of one: A, B",
        ),
    ],
)
def test_a_target_has_what_it_depends_on(
    load: Callable[[Files], Workspace], keys: str, message: str, help: str
) -> None:
    assert found(load, target_without_its_figure, keys) == [(message, help)]


@pytest.mark.parametrize(
    ("keys", "asked"),
    [
        ("target: -10, observations: {2015/16: 40}", True),
        ('target: "< -10", polarity: low, observations: {2015/16: 40}', True),
        ("unit: percent, target: -10, observations: {2015/16: 40}", True),
        ("target: -10, observations: {2014/15: -4, 2015/16: 40}", False),
        ("unit: percentage points, target: -10, observations: {2015/16: 40}", False),
        ('target: "-10", baseline: {period: 2014/15, value: 60}, observations: {2015/16: 40}', False),
    ],
)
def test_a_negative_target_of_a_count_is_asked_about(
    load: Callable[[Files], Workspace], keys: str, asked: bool
) -> None:
    assert bool(found(load, target_negative, keys)) is asked
