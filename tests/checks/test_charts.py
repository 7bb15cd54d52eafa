"""Rules about control charts whose settings do not suit their figures."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pap_cli.diagnostics import Diagnostic

Find = Callable[..., list[Diagnostic]]
FULL = "{numerator: 80, denominator: 90}"


def kpi(facts: str) -> str:
    return f"kpis:\n  - {{id: k1, title: Visits, owner: head, {facts}}}\n"


@pytest.mark.parametrize("kind", ["p", "p-prime", "u", "u-prime"])
@pytest.mark.parametrize(
    ("observations", "message"),
    [
        ("2016-05: 84.2", "its figure has no numerator and denominator"),
        (f"2016-05: 84.2, 2016-06: {FULL}", "1 of its 2 figures has no numerator and denominator"),
        ("2016-04: 1, 2016-05: 84.2, 2016-06: missing", "2 of its 2 figures have no numerator and denominator"),
        (f"2016-05: {FULL}, 2016-06: c, 2016-12: 3", None),  # a code, and a figure not known yet
    ],
)
def test_a_chart_of_quotients_needs_them(find: Find, kind: str, observations: str, message: str | None) -> None:
    text = kpi(f"unit: percent, spc: {{chart: {kind}}}, observations: {{{observations}}}")
    found = find("chart-needs-denominators", text)
    assert [one.message for one in found] == ([f"k1 has chart: {kind}, but {message}"] if message else [])


@pytest.mark.parametrize("kind", ["auto", "xmr", "run", "none"])
def test_other_charts_need_no_denominators(find: Find, kind: str) -> None:
    assert find("chart-needs-denominators", kpi(f"spc: {{chart: {kind}}}, observations: {{2016-05: 84.2}}")) == []


@pytest.mark.parametrize("kind", ["c", "g"])
@pytest.mark.parametrize(
    ("observations", "found"),
    [("2016-05: 3, 2016-06: 0, 2016-07: c", 0), ("2016-05: 2.5, 2016-06: -1", 1), ("2016-05: 3.0", 0)],
)
def test_counts_are_whole_numbers(find: Find, kind: str, observations: str, found: int) -> None:
    text = kpi(f"spc: {{chart: {kind}}}, observations: {{{observations}}}")
    problems = find("chart-unlike-figures", text)
    assert len(problems) == found
    assert all("for May 2016 is 2.5" in one.message and "and 1 more" in one.message for one in problems)


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ("spc: {chart: t}, observations: {2016-05: 3}", 1),
        ("spc: {chart: t}, events: [2016-05-03]", 0),
        ("spc: {chart: run}, events: [2016-05-03]", 0),
        ("spc: {chart: xmr}, events: [2016-05-03]", 0),
        ("spc: {chart: c}, events: [2016-05-03]", 1),
        ("spc: {chart: u-prime}, events: [2016-05-03]", 1),
    ],
)
def test_a_t_chart_and_events_belong_together(find: Find, facts: str, found: int) -> None:
    assert len(find("chart-unlike-figures", kpi(facts))) == found


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("chart: none, baseline_points: 12", "chart: none, so baseline_points has no effect"),
        ("least: 0, chart: none, most: 9", "chart: none, so least and most have no effect"),
        ("chart: c, screen_outliers: true", "chart: c, so screen_outliers has no effect"),
        ("chart: c, screen_outliers: false", None),
        ("chart: t, screen_outliers: true", None),
        ("chart: none", None),
    ],
)
def test_a_setting_without_effect(find: Find, settings: str, message: str | None) -> None:
    found = find("chart-setting-without-effect", kpi(f"spc: {{{settings}}}, observations: {{2016-05: 3}}"))
    assert [one.message for one in found] == ([f"k1 has {message}"] if message else [])


@pytest.mark.parametrize(
    ("period", "found"),
    [("2016-05", 0), ("2015-05", 1), ("2016-06", 1), ("2016-09", 0), ("2016-11", 0)],
)
def test_an_exclusion_names_a_figure(find: Find, period: str, found: int) -> None:
    figures = "2016-05: 3, 2016-06: missing, 2016-09: {value: 4, published: 2016-12-01}"
    spc = f"spc: {{exclude: [{{period: {period}, reason: Strike}}]}}"
    assert len(find("exclusion-without-figure", kpi(f"{spc}, observations: {{{figures}}}"))) == found


def test_an_exclusion_names_the_day_of_an_event(find: Find) -> None:
    spc = "spc: {exclude: [{period: 2016-05-03, reason: Strike}]}"
    assert find("exclusion-without-figure", kpi(f"{spc}, events: [2016-01-02, 2016-05-03T10:00]")) == []


@pytest.mark.parametrize(("count", "found"), [(12, 1), (13, 1), (14, 0), (15, 0)])
def test_a_baseline_needs_its_figures(find: Find, count: int, found: int) -> None:
    months = [f"{2014 + month // 12}-{month % 12 + 1:02d}: {month}" for month in range(count)]
    text = kpi(f"spc: {{baseline_points: 14}}, observations: {{{', '.join(months)}}}")
    problems = find("baseline-points-missing", text)
    assert len(problems) == found
    assert all(f"write baseline_points: {count}" in one.help for one in problems)
