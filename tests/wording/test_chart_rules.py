"""The rules of a chart in words: which chart, why, its lines, its marks and its source."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from conftest import Files
from pap_cli.assess.assessment import assess
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.kpi import ChartKind
from pap_cli.views.item.kpi import spc_chart
from pap_cli.wording.chart_rules import KIND_NAMES, chart_rules

Rules = Callable[..., str]


@pytest.fixture
def rules(load: Callable[[Files], Workspace]) -> Rules:
    def make(spc: str, cases: tuple[int, ...] = (8, 11, 9, 14, 10, 7) * 4, size: int = 40) -> str:
        figures = "".join(
            f"      {2015 + n // 12}-{n % 12 + 1:02d}: {{numerator: {cases_then}, denominator: {size}}}\n"
            for n, cases_then in enumerate(cases)
        )
        text = f"kpis:\n  - id: k\n    title: K\n    unit: percent\n    spc: {spc}\n    observations:\n{figures}"
        workspace = load({"kpis/k.yaml": text})
        status = assess(workspace.portfolio, date(2018, 10, 14), workspace.config.rating).kpis[0]
        assert status.signal is not None
        assert spc_chart(status, status.signal).centre in ("mean", "median")
        return chart_rules(status.signal)

    return make


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_every_chart_states_its_rules_and_their_source(rules: Rules, kind: ChartKind) -> None:
    words = rules(f"{{chart: {kind}}}")
    name = KIND_NAMES[kind]
    assert words.startswith(f"{name[0].upper()}{name[1:]}, because the settings of the KPI name it.")
    assert "imits" in words
    assert "Marked: " in words
    assert "Source: " in words


def test_a_chart_states_why_it_was_chosen(rules: Rules) -> None:
    assert rules("{}").startswith("P′ chart, because each figure is a share of a known number. Mean: all numerators")


def test_a_chart_states_its_runs(rules: Rules) -> None:
    assert (
        "Here the longest run is 2 (usual: up to 8), and the figures cross the mean 16 times (usual: 8 or more)."
        in rules("{}")
    )
    assert "about the median" not in rules("{}")
    assert "cross the median" in rules("{chart: run}")


def test_a_chart_states_its_settings(rules: Rules) -> None:
    assert "fixed on the first 12 figures" in rules("{baseline_points: 12}")
    screened = "3.267 times the average or more are left out"
    assert screened in rules("{chart: xmr}")
    assert screened not in rules("{chart: xmr, screen_outliers: false}")


def test_a_chart_of_rare_cases_states_that_runs_mark_nothing(rules: Rules) -> None:
    assert "less than one case is expected" in rules("{}", cases=(0, 0, 1, 0) * 6)
