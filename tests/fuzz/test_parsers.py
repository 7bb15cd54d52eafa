"""One verdict for any text: libyaml, the Python parser and the line reader give the same nodes, problems and places."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from fuzz.budget import bounded
from load.yaml.parsers import without_libyaml
from load.yaml.test_lines import FILES, from_events, told
from pap_cli.load.yaml.lines import read_lines

SMALL = sorted(name for name in FILES if len(FILES[name]) < 6_000)
RARE = (Path(__file__).parent / "rare.yaml").read_text(encoding="utf-8").split("\n=====\n")
PIECES = st.sampled_from(
    [*" \n:#-?,[]{}&*!|>'\"%@`\tab1.~\\\r=<", "é", "\u2028", "\x85", ": ", " #x", "- ", "\n---\n", "\n...\n", "''"]
)
"""What is put in: every character that YAML gives a meaning to."""


def agree(text: str) -> None:
    """Make sure that a text is read alike by every parser: what is in it, each problem with its words and place."""
    with without_libyaml():
        expected = from_events(text)
    assert from_events(text) == expected
    plain = read_lines(text)
    assert plain is None or (told(plain), []) == expected


@bounded(250)
@given(
    text=st.sampled_from(RARE) | st.sampled_from(SMALL).map(FILES.__getitem__),
    cuts=st.lists(st.tuples(st.integers(0, 6_000), st.integers(0, 1), PIECES | st.just("")), min_size=1, max_size=3),
)
def test_a_file_with_characters_changed(text: str, cuts: list[tuple[int, int, str]]) -> None:
    for at, length, piece in cuts:
        start = at % (len(text) + 1)
        text = text[:start] + piece + text[start + length :]
    agree(text)


@bounded(100)
@given(
    text=st.sampled_from(RARE) | st.sampled_from(SMALL).map(FILES.__getitem__),
    first=st.integers(0, 300),
    to=st.integers(0, 300),
    indent=st.sampled_from(["", " ", "  ", "    ", "\t", "- ", "? ", "# "]),
)
def test_a_file_with_a_line_moved_repeated_or_indented(text: str, first: int, to: int, indent: str) -> None:
    lines = text.split("\n")
    lines.insert(to % len(lines), indent + lines[first % len(lines)].lstrip())
    agree("\n".join(lines))


@bounded(150)
@given(parts=st.lists(PIECES, max_size=14))
def test_any_short_text(parts: list[str]) -> None:
    agree("".join(parts))
