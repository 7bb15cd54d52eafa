"""Figures and targets in cells: read exactly, a code, or told why not."""

from datetime import date

import pytest

from pap_cli.sheets.book.cells import Cell
from pap_cli.sheets.figures.reading.goals import read_aim
from pap_cli.sheets.figures.reading.values import read_text, read_value

FIGURES = {
    "83.4%": (83.4, True),
    "1,310": (1310.0, False),
    "1 305": (1305.0, False),
    "83,4": (83.4, False),
    "£1,234": (1234.0, False),
    "398*": (398.0, False),
    "2.4 (p)": (2.4, False),
    "17/20": (85.0, True),
    "85% (17 of 20)": (85.0, True),
    "nil": (0.0, False),
}
CODES = {
    "c": "c",
    "..": "x",
    "-": "-",
    "–": "-",
    "n/a": "z",
    "*": "c",
    "No data": "missing",
    "#DIV/0!": "z",
    "tbc": "missing",
}
UNCLEAR = ["1.2k", "£1.2m", "<5", "~85", "(12)", "yes", "45 days", "1.234.5", "#REF!", "90% (17 of 20)"]


@pytest.mark.parametrize("text", FIGURES)
def test_a_figure_is_read(text: str) -> None:
    found = read_text(text)
    assert (found.value, found.percent) == FIGURES[text]


@pytest.mark.parametrize("text", CODES)
def test_a_code_stays_as_it_is_written(text: str) -> None:
    found = read_text(text)
    assert found.value is None
    assert found.missing == CODES[text]
    assert found.code == ("no denominator" if text == "#DIV/0!" else text)


@pytest.mark.parametrize("text", UNCLEAR)
def test_what_is_not_exact_is_no_figure(text: str) -> None:
    found = read_text(text)
    assert found.value is None
    assert found.unclear


def test_marks_are_kept() -> None:
    assert read_text("2.4 (p)").standing == "provisional"
    assert read_text("83.4 [r]").standing == "revised"
    assert read_text("398*").footnote == "*"


def test_a_format_says_percent() -> None:
    found = read_value(Cell(column=1, value=0.834, text="83.4%", format="0.0%"))
    assert found is not None
    assert (found.value, found.percent) == (83.4, True)


def test_a_date_is_no_figure() -> None:
    found = read_value(Cell(column=1, value=date(2016, 4, 1), text="Apr-16"))
    assert found is not None
    assert "a date" in found.unclear


@pytest.mark.parametrize(
    ("text", "value", "none"),
    [
        ("90%", 90.0, False),
        ("< 15%", 15.0, False),
        ("≥25%", 25.0, False),
        ("15 or fewer", 15.0, False),
        ("9.0 days a year", 9.0, False),
        ("Fewer than 85 a month", None, False),
        ("Additional 800", None, False),
        ("Above England", None, False),
        ("80-90%", None, False),
        ("n/a", None, True),
        ("No target", None, True),
    ],
)
def test_a_target_is_read(text: str, value: float | None, none: bool) -> None:
    found = read_aim(Cell(column=1, value=text, text=text))
    assert found is not None
    assert (found.value, found.none) == (value, none)
    assert none or value is not None or found.why
