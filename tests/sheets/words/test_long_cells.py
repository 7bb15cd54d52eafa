"""A cell can have 32,767 characters of anything: each is read in a moment."""

from __future__ import annotations

import time

import pytest

from pap_cli.sheets.guess.contents import profile
from pap_cli.sheets.guess.headings import hints_of
from pap_cli.sheets.words.dates import Order, read_date
from pap_cli.sheets.words.notes import read_notes
from pap_cli.sheets.words.owners import read_owners
from pap_cli.sheets.words.parts import pieces
from pap_cli.sheets.words.ratings import read_rating
from pap_cli.sheets.words.states import read_state
from sheets.tables import Cell

_MOST = 32_767


@pytest.mark.parametrize(
    "part", ["1. ", "a-", " ", "1/", "jan ", "(", "\n", "01/02/", "Head of ", "q1 2016 ", "updated "]
)
def test_no_text_takes_long(part: str) -> None:
    text = (part * _MOST)[:_MOST] + "!"
    start = time.process_time()
    read_date(text, Order.DAY_FIRST)
    read_notes(text, Order.DAY_FIRST)
    read_owners(text)
    read_rating(text)
    read_state(text)
    pieces(text, lines=True)
    hints_of(text)
    profile([Cell(column=1, value=text, text=text)], 1)
    assert time.process_time() - start < 1
