"""Charts of plain numbers: as qicharts2 0.8.1 has them, chart by chart, and what is refused or left out."""

from __future__ import annotations

import json
from itertools import pairwise
from math import comb, inf, isclose, nan, sqrt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import SHARED
from pap_cli.assess.charts import chart
from pap_cli.assess.charts.qic import Chart
from pap_cli.assess.charts.spc import control_chart
from pap_cli.model.measure import Improvement

CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("qic_cases.json").read_text(encoding="utf-8"))[
    "cases"
]
ORACLE = SHARED / "oracle" / "qic.json"
LIMITS = ("lcl", "ucl", "lcl95", "ucl95")
# Limits without width, which the package gives and we do not.
FLAT = {"p-all-zero-a", "i-one-change-a", "t-const-a"}


def parts_of(found: Chart) -> list[list[float | None]]:
    return [
        [
            *(p.first, p.n, p.cl, p.n_obs, p.n_useful, p.longest_run, p.longest_run_max),
            *(p.crossings, p.crossings_min, int(p.runs_signal)),
        ]
        for p in found.parts
    ]


def close_to(found: float | None, expected: float | None) -> bool:
    if found is None or expected is None:
        return found is expected
    return isclose(found, expected, rel_tol=1e-9, abs_tol=1e-12)


def differences(found: Chart, parts: list[list[float | None]], limits: dict[str, Any], signals: str) -> set[str]:
    """Which facts of a chart are not as the package has them; limits that are left out are not compared."""
    differing = set()
    if not all(
        close_to(a, b)
        for ours, theirs in zip(parts_of(found), parts, strict=True)
        for a, b in zip(ours, theirs, strict=True)
    ):
        differing.add("parts")
    for name in LIMITS:
        theirs = limits[name] or [None] * len(found.values)
        theirs = theirs * len(found.values) if len(theirs) == 1 else theirs
        ours = getattr(found, name)
        if any(a is not None and not close_to(a, b) for a, b in zip(ours, theirs, strict=True)):
            differing.add(name)
    if "".join(str(int(one)) for one in found.sigma_signal) != signals:
        differing.add("sigma_signal")
    return differing


def charted(case: dict[str, Any]) -> Chart:
    options = {name: case[name] for name in ("freeze", "part", "exclude", "screen_outliers") if name in case}
    return chart(case["kind"], case["values"], case.get("denominators"), **options)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_series_is_charted_as_the_package_charts_it(case: dict[str, Any]) -> None:
    found = charted(case)
    assert not differences(found, case["parts"], case, case["sigma_signal"])
    if case["id"] in FLAT:
        assert not any(limit is not None for name in LIMITS for limit in getattr(found, name))
    else:
        theirs = case["ucl"] or [None]
        assert found.ucl.count(None) == theirs.count(None) * (len(found.values) if len(theirs) == 1 else 1)


@pytest.mark.skipif(not ORACLE.is_file(), reason="the whole oracle is not beside this checkout")
def test_the_whole_oracle_agrees() -> None:
    charts = json.loads(ORACLE.read_text(encoding="utf-8"))["charts"]
    assert len(charts) == 240
    refused, left_out = set(), set()
    for each in charts:
        given, out = each["in"], each.get("out")
        arguments = given["values"], given.get("n"), given["freeze"], given["part"], given["exclude"]
        try:
            found = chart(given["chart"], *arguments, given["screen_outliers"])
        except ValueError:
            refused.add(each["id"])
            assert out is None or "quirk" in each, each["id"]
            continue
        parts = [
            [part[name] for name in ("first", "n", "cl", "n_obs", "n_useful", "longest_run", "longest_run_max")]
            + [part[name] for name in ("n_crossings", "n_crossings_min", "runs_signal")]
            for part in out["parts"]
        ]
        assert not differences(found, parts, out, "".join(map(str, out["sigma_signal"]))), each["id"]
        for name, other in (("lcl", "ucl"), ("lcl95", "ucl95")):
            for place, (lower, upper) in enumerate(zip(out[name] or (), out[other] or (), strict=True)):
                if getattr(found, other)[place] is None and upper is not None:
                    left_out.add(each["id"])
                    assert lower == upper, each["id"]
    assert refused == {"p-y-over-n", "pp-y-over-n", "p-n0-y3-a", "pp-n0-y3-a", "t-zero-a", "t-zero-b"}
    assert len(left_out) == 9


# --- the formulas, at values that are checked by hand -----------------------------------------------------------------


def test_a_c_chart_is_its_mean_and_three_roots_of_it() -> None:
    values = [19, 21] * 12 + [18, 22]
    found = chart("c", values)
    assert found.parts[0].cl == 20
    assert found.ucl[0] == 20 + 3 * sqrt(20)
    assert found.lcl[0] == 20 - 3 * sqrt(20)
    assert chart("c", [1, 3]).lcl == (0, 0), "there are no negative counts"


def test_a_p_chart_has_limits_that_narrow_with_the_denominator() -> None:
    found = chart("p", [5, 20, 45], [10, 40, 90])
    assert found.values == (0.5, 0.5, 0.5)
    assert found.ucl == (0.5 + 3 * 0.5 / sqrt(10), 0.5 + 3 * 0.5 / sqrt(40), 0.5 + 3 * 0.5 / sqrt(90))
    assert chart("p", [1, 1], [2, 1]).ucl == (1, 1), "there are no shares above 1"


def test_a_prime_chart_is_the_plain_one_widened_by_what_the_figures_vary_more_than_chance_has_it() -> None:
    values, sizes = [100, 300, 120, 280, 110, 290], [1000] * 6
    plain, prime = chart("u", values, sizes), chart("u-prime", values, sizes)
    centre = plain.parts[0].cl
    assert centre == prime.parts[0].cl == 0.2
    sigma = sum(abs(b - a) for a, b in pairwise(values)) / 5 / 1000 / sqrt(0.2 / 1000) / 1.128
    assert (plain.ucl[0] or 0) == 0.2 + 3 * sqrt(0.2 / 1000)
    assert prime.ucl[0] == pytest.approx(0.2 + 3 * sigma * sqrt(0.2 / 1000), rel=1e-12)


def test_a_g_chart_has_a_median_and_limits_around_the_mean() -> None:
    found = chart("g", [0, 1, 2, 3, 14])
    assert found.parts[0].cl == 2
    assert found.ucl[0] == 4 + 3 * sqrt(4 * 5)


def test_the_kinds_have_the_names_of_files_and_those_of_the_package() -> None:
    values, sizes = [3, 5, 4, 6, 2, 7], [10, 12, 11, 13, 9, 14]
    for ours, theirs in (("p-prime", "pp"), ("u-prime", "up")):
        assert chart(ours, values, sizes).ucl == chart(theirs, values, sizes).ucl


def test_xmr_is_the_chart_of_the_house() -> None:
    values = [40.0, 60.0, 45.0, 70.0, 52.0, 95.0, 51.0, 48.0, None, 50.0, 49.0, 53.0, 47.0, 300.0]
    found = chart("xmr", values, part=[7])
    house = control_chart(list(enumerate(values)), improvement=Improvement.INCREASE, rebase=[7])
    assert [(part.first, part.n, part.cl) for part in found.parts] == [(g.first, g.n, g.mean) for g in house.groups]
    assert found.ucl == tuple(point.upper for point in house.points)
    assert found.sigma_signal == tuple(point.outside is True for point in house.points)
    assert found.parts[0].longest_run is None
    unscreened = control_chart(list(enumerate(values)), improvement=Improvement.INCREASE, screen_outliers=False)
    assert chart("xmr", values, screen_outliers=False).ucl[0] == unscreened.current.upper


# --- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "values", "options", "words"),
    [
        ("run", [], {}, "at least one point"),
        ("none", [1], {}, "“none” is not a kind"),
        ("auto", [1], {}, "“auto” is not a kind"),
        ("mr", [1], {}, "“mr” is not a kind"),
        ("p", [1], {}, "needs denominators"),
        ("u-prime", [1], {}, "needs denominators"),
        ("p", [1, 2], {"denominators": [3]}, "2 figures and 1 denominators"),
        ("p", [3, 6], {"denominators": [5, 5]}, "6 of 5"),
        ("pp", [3, 3], {"denominators": [5, 0]}, "3 of 0"),
        ("u", [3, 3], {"denominators": [5, 0]}, "3 of 0"),
        ("run", [3, 3], {"denominators": [5, 0]}, "3 of 0"),
        ("u", [3, 3], {"denominators": [5, -5]}, "-5 is below 0"),
        ("run", [3, 3], {"denominators": [5, -5]}, "denominator of -5"),
        ("c", [3, -1], {}, "-1 is below 0"),
        ("g", [3, -1], {}, "-1 is below 0"),
        ("t", [3, 0], {}, "between two events is 0"),
        ("t", [3, -2], {}, "between two events is -2"),
        ("i", [nan], {}, "nan"),
        ("i", [inf], {}, "inf"),
        ("i", [1e101], {}, r"1e\+101"),
        ("p", [1], {"denominators": [inf]}, "inf"),
        ("i", [1, 2], {"part": [2]}, "index 2"),
        ("i", [1, 2], {"exclude": [-1]}, "index -1"),
        ("i", [1, 2], {"freeze": 0}, "from 1 figure or more, not from 0"),
        ("xmr", [1, 2], {"freeze": 3}, "on 12 points or more"),
    ],
)
def test_bad_input_is_refused_in_words(kind: str, values: Any, options: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        chart(kind, values, **options)


def test_more_cases_than_a_denominator_are_a_rate() -> None:
    assert chart("u", [12, 5], [10, 10]).values == (1.2, 0.5)


@pytest.mark.parametrize("kind", ["run", "i", "c", "p", "p-prime", "u", "u-prime", "g", "t", "xmr"])
def test_figures_that_are_all_missing_have_no_lines(kind: str) -> None:
    found = chart(kind, [None, None], [None, 5])
    assert {found.parts[0].cl, *found.lcl, *found.ucl, *found.lcl95, *found.ucl95} == {None}
    assert found.sigma_signal == (False, False)


# --- what holds for any series ----------------------------------------------------------------------------------------

bounded = settings(derandomize=True, max_examples=150, deadline=None, database=None)
counts = st.lists(st.one_of(st.integers(1, 60), st.none()), min_size=1, max_size=40)
kinds = st.sampled_from(["run", "i", "c", "p", "p-prime", "u", "u-prime", "g", "t"])


def sized(kind: str, values: list[int | None]) -> dict[str, Any]:
    return {"denominators": [60 + place % 7 for place in range(len(values))]} if kind[0] in "pu" else {}


@bounded
@given(kinds, counts, st.sets(st.integers(1, 39), max_size=3))
def test_nothing_crosses_a_part(kind: str, values: list[int | None], part: set[int]) -> None:
    starts = sorted(place for place in part if place < len(values))
    sizes = sized(kind, values)
    whole = chart(kind, values, part=starts, **sizes)
    bounds = [0, *starts, len(values)]
    for number, (first, end) in enumerate(pairwise(bounds)):
        own = {name: sizes[name][first:end] for name in sizes}
        alone = chart(kind, values[first:end], **own)
        assert parts_of(alone)[0][1:] == parts_of(whole)[number][1:]
        assert (alone.lcl, alone.ucl) == (whole.lcl[first:end], whole.ucl[first:end])
        assert alone.sigma_signal == whole.sigma_signal[first:end]


@bounded
@given(kinds, counts, st.sets(st.integers(0, 39), max_size=4), st.integers(1, 500))
def test_an_excluded_figure_does_not_move_the_lines(
    kind: str, values: list[int | None], exclude: set[int], other: int
) -> None:
    out = sorted(place for place in exclude if place < len(values))
    sizes = sized(kind, values)
    moved = [min(other, 60) if place in out and value is not None else value for place, value in enumerate(values)]
    one, two = (chart(kind, figures, exclude=out, **sizes) for figures in (values, moved))
    assert parts_of(one) == parts_of(two)
    assert (one.lcl, one.ucl) == (two.lcl, two.ucl)


@bounded
@given(kinds, counts, st.integers(1, 45))
def test_figures_after_a_frozen_baseline_do_not_move_the_lines(
    kind: str, values: list[int | None], freeze: int
) -> None:
    whole = chart(kind, values, freeze=freeze, **sized(kind, values))
    baseline = chart(kind, values[:freeze], **sized(kind, values[:freeze]))
    assert whole.parts[0].cl == baseline.parts[0].cl
    assert whole.ucl[:freeze] == baseline.ucl


def test_the_fewest_usual_crossings_are_the_quantile() -> None:
    for useful in (2, 5, 10, 12, 20, 24, 50, 100, 400):
        values = [float(place % 2) for place in range(useful)]
        (part,) = chart("i", values).parts
        assert part.crossings == useful - 1
        fewest = part.crossings_min or 0
        below = sum(comb(useful - 1, c) for c in range(fewest))
        assert 20 * below < 2 ** (useful - 1) <= 20 * (below + comb(useful - 1, fewest))


@pytest.mark.parametrize(("useful", "longest", "fewest"), [(10, 6, 2), (12, 7, 3), (20, 7, 6), (24, 8, 8), (50, 9, 19)])
def test_the_limits_of_the_runs_are_those_of_the_paper(useful: int, longest: int, fewest: int) -> None:
    (part,) = chart("run", [float(place % 2) for place in range(useful)]).parts
    assert (part.longest_run_max, part.crossings_min) == (longest, fewest)
