"""Markdown shows any text as it is, and escapes only what would be interpreted."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pap_cli.formats.markdown import escape
from pap_cli.render.text import printable
from render.test_escaping import TEXT, each_nasty

SIGNS = st.text(st.sampled_from("ab 1_*~`[]()<>!#-+.=:|\\&@$/\t"), max_size=12)
PLACES = ("{}\n", "- {}\n", "1. {}\n", "## {}\n", "> {}\n", "A line\n\n{}\n", "| Title |\n| --- |\n| {} |\n")


def words_of(tokens: list[Token]) -> list[str]:
    """Return the text of each line, and the type of every token in it that is more than text."""
    return [
        "".join(part.content if part.type == "text" else f"<{part.type}>" for part in token.children or ())
        for token in tokens
        if token.type == "inline"
    ]


@each_nasty()
@example(text="1) one")
@example(text="---")
@example(text="a_b_ _c_")
@settings(max_examples=150, deadline=None)
@given(text=TEXT | SIGNS)
def test_any_text_stays_text(text: str) -> None:
    shown = printable(text).strip()
    written = escape(text).strip()
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for place in PLACES:
        expected = reader.parse(place.format("Word"))
        found = reader.parse(place.format(written or "Word"))
        assert [token.type for token in found] == [token.type for token in expected], (place, written)
        assert words_of(found)[-1].replace("\u2060", "") == (shown or "Word").replace("\u2060", ""), (place, written)
    assert not re.search(r"://|\bwww\.|\w@\w|(?<!\\):[\w+-]+:", written.replace("\\:", "")), written


@pytest.mark.parametrize(
    "text",
    [
        "Cabinet is asked to:",
        "once, by 140 days (approved). Then twice!",
        "milestone-overdue of snake_case at 10:30",
        "plans/a.yaml, -18 and +6; 90%",
        "C1: “not answered”.",
    ],
)
def test_running_text_is_not_escaped(text: str) -> None:
    assert escape(text) == text
