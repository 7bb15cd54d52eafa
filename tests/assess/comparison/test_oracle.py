"""All recorded results of PHEindicatormethods 2.1.0, where they are at hand."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pytest

from conftest import SHARED
from pap_cli.assess.comparison.funnels import Limits, funnel
from pap_cli.assess.comparison.intervals import proportion, rate
from pap_cli.assess.comparison.quantiles import quantiles

ORACLE = SHARED / "oracle" / "phe.json"
CASES: list[dict[str, Any]] = json.loads(ORACLE.read_text(encoding="utf-8"))["cases"] if ORACLE.exists() else []
LINES = ("lower_2s", "upper_2s", "lower_3s", "upper_3s")

pytestmark = pytest.mark.skipif(not CASES, reason="the recorded results of the R package are not at hand")


def of_kind(*kinds: str) -> list[Any]:
    return [pytest.param(case["in"], case, id=case["id"]) for case in CASES if case["in"]["kind"] in kinds]


@pytest.mark.parametrize(("given", "case"), of_kind("proportion", "rate"))
def test_intervals(given: dict[str, Any], case: dict[str, Any]) -> None:
    interval = proportion if given["kind"] == "proportion" else rate
    levels = (
        [(given["confidence"], "lowercl", "uppercl")]
        if "confidence" in given
        else [(0.95, "lower95_0cl", "upper95_0cl"), (0.998, "lower99_8cl", "upper99_8cl")]
    )
    for confidence, lower, upper in levels:
        if case["error"]:
            with pytest.raises(ValueError, match=r"must be|is not"):
                interval(given["x"], given["n"], multiplier=given["multiplier"], confidence=confidence)
            continue
        out = case["out"]
        found = interval(given["x"], given["n"], multiplier=given["multiplier"], confidence=confidence)
        if found is None:
            assert (out["value"], out[lower], out[upper]) == (None, None, None)
            continue
        assert (found.value, found.lower, found.upper) == pytest.approx(
            (out["value"], out[lower], out[upper]), rel=1e-12
        )
        assert found.method == out["method"]


@pytest.mark.parametrize(("given", "case"), of_kind("quantile"))
def test_quantiles(given: dict[str, Any], case: dict[str, Any]) -> None:
    assert list(quantiles(given["values"], given["nquantiles"], invert=given["invert"])) == case["out"]["quantile"]


def same(found: list[float | None], expected: list[float | None], rel: float) -> bool:
    """Compare numbers, and nothing with nothing."""
    return [one is None for one in found] == [one is None for one in expected] and bool(
        [one for one in found if one is not None]
        == pytest.approx([one for one in expected if one is not None], rel=rel, abs=rel)
    )


def lines(limits: Iterable[Limits]) -> dict[str, list[float | None]]:
    rows = list(limits)
    return {line: [getattr(row, line) for row in rows] for line in LINES}


@pytest.mark.parametrize(("given", "case"), of_kind("funnel"))
def test_funnels(given: dict[str, Any], case: dict[str, Any]) -> None:
    named = {name: given[name] for name in ("multiplier", "rate_type", "years", "ratio_type") if name in given}
    found, out = funnel(given["statistic"], given["x"], given["n"], **named), case["out"]
    assert found.axis == out["axis"]
    assert same([found.baseline], [out["baseline"]], 1e-12)
    assert list(found.drawn_sizes) == out["limits"]["x"]
    quirk = case.get("quirk", "")
    for line in LINES:
        if "capped" not in quirk:
            assert same(lines(found.drawn)[line], out["limits_exact"][line], 1e-9)
        if not quirk:
            assert same(lines(found.drawn)[line], out["limits"][line], 1e-4)
        if "at_areas_exact" in out:
            assert same(lines(found.at_areas)[line], out["at_areas_exact"][line], 1e-9)
    if "rounding" not in quirk:
        assert [one.value for one in found.significance] == out["significance"]
    if "points" in out:
        assert same(list(found.values), out["points"]["rate"], 1e-12)
