"""The key of a plan: labels, colours and percentages."""

from __future__ import annotations

import pytest

from pap_cli.bad_value import BadValueError
from pap_cli.model.key import PLAIN_KEY, Key, KeyRating, parse_colour
from pap_cli.model.rating import Rating

OURS = Key(red=KeyRating(label="Off track"), amber=KeyRating(label="Some issues, narrative"))


@pytest.mark.parametrize(
    ("text", "colour"),
    [("#F4B183", "#f4b183"), ("f4b183", "#f4b183"), ("#fb8", "#ffbb88"), ("Orange", "#ffa500"), ("grey", "#808080")],
)
def test_a_colour_is_hex_or_a_name(text: str, colour: str) -> None:
    assert parse_colour(text) == colour


@pytest.mark.parametrize("text", ["puce", "#12", "#12345g", "rgb(1,2,3)", "", "url(x)", "#fff;color:red"])
def test_anything_else_is_no_colour(text: str) -> None:
    with pytest.raises(BadValueError, match="is not a colour"):
        parse_colour(text)


def test_a_rating_without_a_label_is_called_by_its_colour() -> None:
    assert [OURS.label(rating) for rating in Rating] == ["Off track", "Some issues, narrative", "green", "blue", "grey"]


@pytest.mark.parametrize("words", ["off track", "OFF  TRACK", "red", "Off track"])
def test_a_rating_is_found_by_its_label_or_colour_in_any_case(words: str) -> None:
    assert OURS.rating_of(words) is Rating.RED


def test_unknown_words_are_no_rating() -> None:
    assert OURS.rating_of("Some issues") is None
    assert PLAIN_KEY.rating_of("Off track") is None


def test_a_colour_wins_over_the_label_of_another_rating() -> None:
    assert Key(green=KeyRating(label="Blue")).rating_of("blue") is Rating.BLUE
