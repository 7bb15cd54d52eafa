"""Shares and percentages: one KPI is decided as a whole, or it is asked."""

import pytest

from sheets.figures.making import said, share, sheet, understood, values

HEAD = ["Ref", "Measure", "Unit", "Q1 2016/17", "Q2 2016/17", "Q3 2016/17", "Target"]


def of(*cells: object, unit: str | None = "%", target: object = None, **scales: str) -> dict[str | None, object]:
    """The figures of one KPI."""
    answers = said(scales=scales) if scales else None
    found = understood(sheet("S", [HEAD, ["P1", "Calls answered", unit, *cells, target]]), answers=answers)
    return dict(zip(("1", "2", "3"), values(found, "Calls answered").values(), strict=False)) | {
        "asked": [one.key for one in found.ask]
    }


def test_percentages_stay() -> None:
    assert of(81.2, 83.9, "84.2%") == {"1": 81.2, "2": 83.9, "3": 84.2, "asked": []}


def test_a_format_makes_shares_percentages_also_where_a_cell_has_lost_it() -> None:
    assert of(share(0.812), share(0.839), 0.842) == {"1": 81.2, "2": 83.9, "3": 84.2, "asked": []}


def test_the_target_decides() -> None:
    assert of(0.812, 0.839, 0.842, target="90%") == {"1": 81.2, "2": 83.9, "3": 84.2, "asked": []}


def test_small_percentages_beside_larger_ones_stay() -> None:
    assert of(1.4, 1.3, 0.9, target="≤ 1.2%") == {"1": 1.4, "2": 1.3, "3": 0.9, "asked": []}


@pytest.mark.parametrize("cells", [(0.834, 83.9, "84.2%"), (1, 0.5, "c"), (0.9, 0.8, 0.7)])
def test_what_stays_open_is_asked(cells: tuple[object, ...]) -> None:
    found = of(*cells)
    assert found["1"] is None
    assert found["asked"] == ["scales.P1"]


@pytest.mark.parametrize(("answer", "value"), [("share", 90.0), ("percent", 0.9)])
def test_the_answer_counts(answer: str, value: float) -> None:
    assert of(0.9, 0.8, 0.7, P1=answer)["1"] == value


def test_a_number_is_no_share() -> None:
    assert of(0.9, 0.8, 0.7, unit="Number") == {"1": 0.9, "2": 0.8, "3": 0.7, "asked": []}


def test_a_percentage_in_a_count_is_told() -> None:
    assert of(12, "15%", 13, unit="Number")["2"] is None
