from __future__ import annotations

import pytest

from pap_cli.advice.synonyms import plain, spelt_differently, synonyms


@pytest.mark.parametrize("word", ["By When?", "by_when", "by-when", " BY  WHEN: ", "by/when", "by.when"])
def test_case_and_separators_make_no_difference(word: str) -> None:
    assert plain(word) == "by when"
    assert synonyms(word, ["due", "title"]) == ["due"]


def test_only_known_words_are_meant() -> None:
    assert synonyms("up", ["high", "low"]) == ["high"]
    assert synonyms("up", ["increase", "decrease"]) == ["increase"]
    assert synonyms("up", ["title"]) == []
    assert synonyms("banana", ["high", "low"]) == []


def test_the_likeliest_comes_first() -> None:
    assert synonyms("responsible", ["lead", "owner"]) == ["owner", "lead"]


def test_a_word_that_is_spelt_differently() -> None:
    assert spelt_differently("Northern-Ireland", ["England", "Northern Ireland"]) == "Northern Ireland"
    assert spelt_differently("Ireland", ["England", "Northern Ireland"]) is None
