"""No text is a formula, and every text comes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pap_cli.sheets.workbook.defused import defused, restored

SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%")
BLANKS = ("\t", "\r", "\n")


@pytest.mark.parametrize("start", [*SIGNS, *BLANKS])
@pytest.mark.parametrize("before", ["", "'", "''"])
def test_what_starts_like_a_formula_is_text_and_comes_back(before: str, start: str) -> None:
    text = f"{before}{start}cmd|'/c calc'!A1"
    assert defused(text) == f"'{text}"
    assert restored(defused(text)) == text


@pytest.mark.parametrize("before", [" ", "\xa0", "\x01 "])
def test_blanks_before_a_formula_do_not_hide_it(before: str) -> None:
    assert defused(f"{before}=1") == f"'{before}=1"


@pytest.mark.parametrize("text", ["", "Minutes", "'Quoted'", "'tis", "a=b", "10-12", "£5", "(=1)"])
def test_other_text_is_left_alone(text: str) -> None:
    assert defused(text) == text == restored(text)


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r ab＝1"), max_size=8))
def test_every_text_comes_back(text: str) -> None:
    assert restored(defused(text)) == text
    assert not defused(text).startswith((*SIGNS, *BLANKS))


def test_an_apostrophe_that_a_program_took_away_is_not_missed() -> None:
    assert restored("=1+1") == "=1+1"
