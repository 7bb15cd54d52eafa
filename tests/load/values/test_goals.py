"""Targets and floors as people write them in files, and what to write instead of those that cannot be read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conftest import Files
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.goal import Against, Bound, Change, Goal, Limit, Operator, Range, written
from pap_cli.model.kpi import Kpi

Load = Callable[[Files], Workspace]


def read(load: Load, key: str, text: str) -> Kpi:
    workspace = load({"kpis/k.yaml": f"kpis:\n  - id: k\n    title: K\n    {key}: {text}\n"})
    assert not workspace.diagnostics
    return workspace.portfolio.kpis[0]


def problems(load: Load, key: str, text: str) -> list[tuple[str, str]]:
    workspace = load({"kpis/k.yaml": f"kpis:\n  - id: k\n    title: K\n    {key}: {text}\n"})
    return [(found.message, found.help) for found in workspace.diagnostics]


FORMS = [
    ("85", 85, "85"),
    ("-10", -10, "-10"),
    ('"85"', 85, "85"),
    ('"< 85"', Limit(Operator.BELOW, 85), "< 85"),
    ("<85", Limit(Operator.BELOW, 85), "< 85"),
    ('"> 90.5"', Limit(Operator.ABOVE, 90.5), "> 90.5"),
    ("'>= 90'", Limit(Operator.AT_LEAST, 90), ">= 90"),
    ('"<= -1200"', Limit(Operator.AT_MOST, -1200), "<= -1,200"),
    ('"+800"', Change(800), "+800 from baseline"),
    ("+800", Change(800), "+800 from baseline"),
    ('"-10"', Change(-10), "-10 from baseline"),
    ('"-10%"', Change(-10, percent=True), "-10% from baseline"),
    ("+2.5%", Change(2.5, percent=True), "+2.5% from baseline"),
    ("{above: neighbours}", Against(Operator.ABOVE, "neighbours"), "above neighbours"),
    ("{below: England}", Against(Operator.BELOW, "England"), "below England"),
    ('{at_least: "North East"}', Against(Operator.AT_LEAST, "North East"), "at least North East"),
    ("\n      at_most: London", Against(Operator.AT_MOST, "London"), "at most London"),
]


@pytest.mark.parametrize(("text", "goal", "words"), [*FORMS, ("18 to 22", Range(18, 22), "18 to 22")])
def test_the_forms_of_a_target(load: Load, text: str, goal: Goal, words: str) -> None:
    found = read(load, "target", text).target
    assert found == goal
    assert written(found) == words


@pytest.mark.parametrize(("text", "bound", "words"), FORMS)
def test_the_forms_of_a_floor(load: Load, text: str, bound: Bound, words: str) -> None:
    assert read(load, "floor", text).floor == bound


@pytest.mark.parametrize(("text", "goal", "words"), [*FORMS[:-1], ("-5 to 5", Range(-5, 5), "-5 to 5")])
def test_a_dated_target_has_the_same_forms(load: Load, text: str, goal: Goal, words: str) -> None:
    assert read(load, "trajectory", f"[{{by: 2017-03-31, target: {text}}}]").trajectory[0].target == goal


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("less than 85", 'write "< 85"'),
        ("fewer than 12,000", 'write "< 12000"'),
        ("under 5 days", 'write "< 5" and unit: days'),
        ("over 90%", 'write "> 90" and unit: percent'),
        ('"> 90 %"', 'write "> 90" and unit: percent'),
        ("at least 95", 'write ">= 95"'),
        ("no less than 95", 'write ">= 95"'),
        ("≥ 90", 'write ">= 90"'),
        ("=> 90", 'write ">= 90"'),
        ("≤5", 'write "<= 5"'),
        ("up to 5", 'write "<= 5"'),
        ("no more than 1.5k", 'write "<= 1500"'),
        ("90 or more", 'write ">= 90"'),
        ("90%+", 'write ">= 90" and unit: percent'),
        ("5 or fewer", 'write "<= 5"'),
        ("95 minimum", 'write ">= 95"'),
        ("85%", "write 85 and unit: percent"),
        ("85 days", "write 85 and unit: days"),
        ("1,200", "write 1200"),
        ("tbc", "delete the key until there is a number"),
        ("above neighbours", "write {above: neighbours}"),
        ('"> England"', "write {above: England}"),
        ("at or below the London average", "write {at_most: London average}"),
        ("same as England", "write {at_least: England}"),
        ("England", "write {at_least: England} or {above: England}"),
        ("statistical neighbours", "write {at_least: statistical neighbours} or {above: statistical neighbours}"),
        ("800 more than baseline", 'write "+800"'),
        ("baseline + 800", 'write "+800"'),
        ('"+ 800"', 'write "+800"'),
        ("+1,000", 'write "+1000"'),
        ("increase of 5 percentage points", 'write "+5"'),
        ("reduce by 10%", 'write "-10%"'),
        ("10% reduction", 'write "-10%"'),
        ("10 below the baseline", 'write "-10"'),
        ("18-22", "write 18 to 22, with polarity: band"),
        ("between 18 and 22", "write 18 to 22, with polarity: band"),
        ("20 ± 2", "write 18 to 22, with polarity: band"),
        ("22 to 18", "write 18 to 22"),
        ("18 to 18", "write 18"),
        ("{from: 18, to: 22}", "write 18 to 22, with polarity: band"),
        ("{max: 22, min: 18}", "write 18 to 22, with polarity: band"),
        ("{abvoe: neighbours}", "write {above: neighbours}"),
        ("{at least: England}", "write {at_least: England}"),
        ("{better than: England}", "write {above: England}"),
        ('{">=": 90}', 'write ">= 90"'),
        ("{above: 27}", 'write "> 27"'),
    ],
)
def test_what_to_write_instead_of_a_target(load: Load, text: str, help: str) -> None:
    for key in ("target", "floor") if " to " not in help else ("target",):
        assert [found for _, found in problems(load, key, text)] == [help]


@pytest.mark.parametrize("text", ["improving", "below baseline", "lower than last year", "<< 85", "'<'", "{above: }"])
def test_the_forms_are_listed_where_nothing_is_clear(load: Load, text: str) -> None:
    ((_, help),) = problems(load, "target", text)
    assert help.endswith(
        ("{above: neighbours} or 18 to 22 (for a band)", "with the name of a benchmark, as in {above: neighbours}")
    )


def test_a_message_quotes_what_is_written(load: Load) -> None:
    assert problems(load, "target", "{a: b, c: d}")[0][0] == "“{a: b, c: d}” is not a target"
    assert problems(load, "floor", "18 to 22")[0][0] == "“18 to 22” is not a floor"
    assert problems(load, "target", "[85]")[0][1] == "write target: 85"


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("target: > 85", 'write target: "> 85"'),
        ("target: >=90", 'write target: ">=90"'),
        ("trajectory: [{by: 2017-03-31, target: > 0.5}]", 'write target: "> 0.5"'),
    ],
)
def test_a_limit_that_yaml_takes_for_a_block_of_text(load: Load, text: str, help: str) -> None:
    key, _, value = text.partition(": ")
    assert problems(load, key, value)[0] == ("text that starts with > needs quotation marks", help)


def test_long_text_is_not_searched_for_a_meaning(load: Load) -> None:
    assert len(problems(load, "target", "1 , " * 5000 + "baseline")) == 1
