"""Scores of risks, and the bands that they fall in."""

from __future__ import annotations

from datetime import date

import pytest

from pap_cli.bad_value import BadValueError
from pap_cli.model.rating import Rating
from pap_cli.model.risks import Band, Points, RiskMatrix, Score, parse_closed, parse_points, parse_raised


@pytest.mark.parametrize("text", ["4 x 5", "4x5", "4 X 5", "4×5", "4 * 5"])
def test_likelihood_by_impact(text: str) -> None:
    assert parse_points(text) == Points(20, 4, 5)


def test_a_score_alone_and_one_that_nobody_knows() -> None:
    assert parse_points("20") == Points(20)
    assert parse_points("unknown") == Points(None)


@pytest.mark.parametrize(
    ("text", "write"),
    [
        ("4/5", "write 4 x 5"),
        ("L4 I5", "write 4 x 5"),
        ("I5 x L4", "write 4 x 5"),
        ("C5 L4", "write 4 x 5"),
        ("4 x 5 = 20", "write 4 x 5"),
        ("20 (extreme)", "write 20"),
        ("Score: 20", "write 20"),
        ("TBC", "write unknown"),
        ("-", "write unknown"),
        ("", "write unknown"),
    ],
)
def test_a_score_in_another_form(text: str, write: str) -> None:
    with pytest.raises(BadValueError) as error:
        parse_points(text)
    assert error.value.message == f"“{text}” is not a score"
    assert error.value.help == write


@pytest.mark.parametrize("text", ["High", "0", "0 x 5", "-4", "4.5", "4 x 5 = 21", "1-3", "20" * 60, "x"])
def test_a_text_that_has_no_score(text: str) -> None:
    with pytest.raises(BadValueError) as error:
        parse_points(text)
    assert error.value.help.startswith("write likelihood x impact")


def test_a_score_of_two_parts_is_their_product() -> None:
    score = Score(likelihood=4, impact=5)
    assert (score.value, score.pair, str(score)) == (20, (4, 5), "20 (4 × 5)")
    assert Score(score=Points(12)).pair is None
    assert str(Score(score=Points(12))) == "12"
    assert Score(likelihood=4).value is None
    assert str(Score(score=Points(None))) == "not known"


def test_the_bands_of_the_npsa() -> None:
    """A risk matrix for risk managers, NPSA, January 2008: 1-3 low, 4-6 moderate, 8-12 high, 15-25 extreme."""
    low, moderate, high, extreme = (1, 2, 3), (4, 5, 6), (8, 9, 10, 12), (15, 16, 20, 25)
    words = {value: band[1] for value in range(1, 26) if (band := RiskMatrix().band(value))}
    for scores, word in ((low, "low"), (moderate, "moderate"), (high, "high"), (extreme, "extreme")):
        assert {words[score] for score in scores} == {word}
    assert RiskMatrix().band(15) == (Rating.RED, "extreme")
    assert RiskMatrix().band(8) == (Rating.AMBER, "high")
    assert RiskMatrix().band(6) == (Rating.GREEN, "moderate")


def test_the_same_bands_on_a_scale_of_four() -> None:
    matrix = RiskMatrix(likelihood=4, impact=4)
    colours = {value: band[0].value for value in (1, 2, 3, 4, 6, 8, 9, 12, 16) if (band := matrix.band(value))}
    assert colours == {
        **dict.fromkeys((1, 2, 3, 4), "green"),
        **dict.fromkeys((6, 8, 9), "amber"),
        12: "red",
        16: "red",
    }


def test_bands_in_the_words_of_the_organisation() -> None:
    """Kent: 1-6 low, 8-15 medium, 16-25 high."""
    bands = (
        Band(start=16, rating=Rating.RED, label="high"),
        Band(start=8, rating=Rating.AMBER, label="medium"),
        Band(start=2, rating=Rating.GREEN),
    )
    matrix = RiskMatrix(bands=bands)
    assert matrix.band(15) == (Rating.AMBER, "medium")
    assert matrix.band(16) == (Rating.RED, "high")
    assert matrix.band(6) == (Rating.GREEN, "green")
    assert matrix.band(1) is None


def test_when_a_risk_was_raised_and_closed() -> None:
    assert (parse_raised("2016-10").day, parse_closed("Q2 2016/17").day) == (date(2016, 10, 31), date(2016, 9, 30))
    assert not parse_raised("unknown").dated
    assert not parse_closed("true").dated


@pytest.mark.parametrize("text", ["TBC", "n/a", "-"])
def test_nobody_knows_when_a_risk_was_raised(text: str) -> None:
    with pytest.raises(BadValueError) as error:
        parse_raised(text)
    assert error.value.help == "write unknown"


@pytest.mark.parametrize(
    ("text", "help"),
    [
        ("yes", "write the day; true if it is not known"),
        ("Closed", "write the day; true if it is not known"),
        ("no", "delete the line"),
        ("unknown", "delete the line"),
        ("TBC", "delete the line"),
        ("31/03/2016", "write 2016-03-31"),
    ],
)
def test_whether_a_risk_was_closed(text: str, help: str) -> None:
    with pytest.raises(BadValueError) as error:
        parse_closed(text)
    assert error.value.help.startswith(help)
