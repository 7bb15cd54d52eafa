"""The line reader returns the same nodes as the event parser, to the offset."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from pap_cli.load.workspace.loader import Workspace, open_workspace
from pap_cli.load.yaml import lines, nodes
from pap_cli.load.yaml.events import read_events
from pap_cli.load.yaml.lines import read_lines
from pap_cli.load.yaml.nodes import MapNode, SeqNode, Value
from pap_cli.load.yaml.read import fields_between
from pap_cli.model.place import Fields, Source

FILES = {
    path.relative_to(ROOT).as_posix(): path.read_bytes().decode("utf-8", "replace")
    for folder in ("plans", "kpis", "tests/corpus")
    for path in sorted((ROOT / folder).rglob("*.y*ml"))
}


def told(value: Value) -> object:
    """Return a value with its type, its parts and their offsets."""
    if isinstance(value, MapNode):
        return "mapping", value.start, value.end, [(key, type(key), value.at(key), told(value[key])) for key in value]
    if isinstance(value, SeqNode):
        return "list", value.start, value.end, value.places(), [told(one) for one in value]
    return type(value).__name__, value


def from_events(text: str) -> tuple[object, list[object]]:
    reports: list[object] = []
    value = read_events(Source("p.yaml", text), lambda *found: reports.append(found))
    return told(value), reports


def agrees(text: str) -> bool:
    """Return True if the line reader accepts a text; it then has no problem and gives the same as from the events."""
    plain = read_lines(text)
    if plain is not None:
        assert from_events(text) == (told(plain), [])
    return plain is not None


@pytest.mark.parametrize("name", FILES)
def test_both_readers_agree_on_every_file_of_the_repository(name: str) -> None:
    assert agrees(FILES[name]) or not name.startswith(("plans/", "kpis/")), "the example is read line by line"


@pytest.mark.parametrize(
    "text",
    [
        "a: b",
        "a: b\n\n# end\n",
        "  a: b\n  c: d\n",
        "a:\nb: c\n",
        "a:\n",
        "a:   # nothing\nb:\n",
        "a: null\nb: ~\nc: Null\n",
        "a:\n  - b\n  - c\nd: e\n",
        "a:\n- b\n- c\nd: e\n",
        "a:\n  - b: c\n    d: e\n  - b: f\n",
        "a:\n  -   b: c\n      d: e\n",
        "a:\n  - b:\n    - c\n    - d\n  - b:\n      c: d\ne: f\n",
        "a: b # comment\nc: d#e\nf: 'g' # comment\n",
        "a: -5\nb: -x\nc: http://x.y/z\nd: 10:30\n",
        "a: \"b: c\"\nd: 'e # f'\ng: ''\n",
        'a: it\'s {so} [called], & "such"\n',
        "a: [b, c]\nd: []\ne: {}\nf: [ ]\n",
        "a: {b: c, d: [e, f], g: \"h, i\", j: {k: 'l'}}  # comment\n",
        "a: [{b: c}, {b: d}]\n",
        "a: {b: c,\n    d: e,\n\n    f: [g,\n  h]}\ni: j\n",
        "a: [b\n]\nc: d\n",
        "a: {b: c, }\nd: [e,\n  f,\n ]\ng: [{h: i,},{j: [k,]},]\n",
        "2015/16: 83.4\nQ1 2016/17: 5\nyear to 2016-09: 6\n",
        "é𝒜: ü 👧 — “x”\nb: [ä, 'ß']\n",
        "a: b   \nc:   d\n",
        "a:\n  - b: c\n  -   d: e\n      f: g\n  - h: i\nj: k\n",
        "a:\n  - b:\n      - c: d\n      - e: f\n  - g: h\n    i:\n    - j: k\n    - l: m\n  - n: o\n",
        'a:\n- b: c\n  d:\n  - e: f\n- g: h\ni:\n- j: "k"\n- l\n',
        'a: "b"\nc: ""\nd: "e: f # g"\nh: \'i\' \nj: "k" \nl: "m" # n\n',
        "".join(f"key{number}: {number}\n" for number in range(30)),
        "a:\n" + "".join(f"  2016-{number:02}: {number}.5\n" for number in range(30)) + "b: c\n",
        "a:\n    b: c\n  # a comment further left\n    d: e\n",
        "- a: b\n",
    ],
)
def test_the_line_reader_accepts_common_forms(text: str) -> None:
    assert agrees(text) is not text.startswith("-")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing but a comment\n",
        "plain words\n",
        "a: b\na: c\n",
        "a: b: c\n",
        "a: b:\n",
        "a: first\n  second\n",
        "a: first\n  - second\n",
        "a: first\n  b: second\n",
        "a: b\n  c: d\n",
        "a:\n    b: c\n  d: e\n",
        "a:\n  - b\n c: d\n",
        "a:\n  - b\n  c: d\n",
        "a: b\n- c\n",
        "a: -\n",
        "a:\n  -b: c\n",
        "a: - b\n",
        "a: |\n  b\n",
        "a: >-\n  b\n",
        "a: &x b\nc: *x\n",
        "a: !!int 5\n",
        "a: *x\n",
        "<<: {a: b}\n",
        "? a\n: b\n",
        "a: @b\n",
        "a: `b\n",
        "a: %b\n",
        'a: "b\\tc"\n',
        "a: 'it''s'\n",
        'a: "b\n',
        'a: "b" c\n',
        "a: [b, c\n",
        "a: [b, c]]\n",
        "a: [b, c] d\n",
        "a: [b, c}\n",
        "a: {b: c]\n",
        "a: {b: c, b: d}\n",
        "a: {b}\n",
        "a: {b:c}\n",
        "a: [,]\n",
        "a: [b,,]\n",
        "a: {b: c,,\n}\n",
        "a: [b,,c]\n",
        "a: [b: c]\n",
        "a: [b # c\n]\n",
        "a: ['b\nc']\n",
        "a:\tb\n",
        "a: b\tc\n",
        "a: b\r\nc: d\r\n",
        "a: b\x85c: d\n",
        "a: b\u2028c\n",
        "a: b\ufeff\n",
        "a: \x07\n",
        "a: ['\x07',\n b]\n",
        "null: a\n",
        "~: a\n",
        "'a': b\n",
        "a : b\n",
        "---\na: b\n",
        "a: b\n---\nc: d\n",
        "a: b\n...\n",
        "%YAML 1.1\n",
        "<<<<<<< mine\na: b\n=======\n",
        f"a: {'[' * 40}{']' * 40}\n",
        f"{'k' * 300}: a\n",
        f"a: {{{'k' * 300}: b}}\n",
        f'a: {{{"k" * 300}: "b"}}\n',
        "".join(f"{' ' * depth}a:\n" for depth in range(45)),
        "a:\n" + "".join(f"{' ' * depth}- a:\n" for depth in range(0, 90, 2)),
    ],
)
def test_the_line_reader_refuses_other_forms(text: str) -> None:
    assert read_lines(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: {b: null, d: x}\n", {"b": None, "d": "x"}),
        ("a: [null, b]\n", [None, "b"]),
        ("a: [Null]\n", [None]),
    ],
)
def test_nothing_between_brackets(text: str, value: object) -> None:
    plain = read_lines(text)
    assert plain is not None
    assert plain["a"] == value
    assert agrees(text)


def test_the_cache_of_line_beginnings_is_limited(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lines, "_MAX_HEADS", 50)
    monkeypatch.setattr(lines, "_heads", lines._Heads(colon=False))
    monkeypatch.setattr(lines, "_heads_alone", lines._Heads(colon=True))
    assert agrees("".join(f"key{number}: x\nother{number}:\n" for number in range(200)))
    assert 0 < len(lines._heads) <= 50
    assert 0 < len(lines._heads_alone) <= 50
    assert agrees(" " * 900 + "a: x\n")
    assert max(map(len, lines._heads)) < 900


def test_the_event_parser_reads_a_text_that_may_contain_too_many_values(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: b\nc: d\ne: f\n"
    monkeypatch.setattr(nodes, "MAX_NODES", len(text))
    assert read_lines(text) is not None
    monkeypatch.setattr(nodes, "MAX_NODES", len(text) // 2)
    assert read_lines(text) is None


BLANKS = st.sampled_from(["", "", "  ", "  ", "    ", "      ", " "])
DASHES = st.sampled_from(["", "", "", "- ", "-   ", "- - ", "-"])
KEYS = st.sampled_from(
    ["a: ", "b: ", "c:", "d:  ", "a b: ", "2016/17: ", "null: ", "'q': ", "a:b: ", "", "", "? ", "é: "]
)
WORDS = st.sampled_from(
    [
        *("", "x", "x y", "-5", "- x", "-", "~", "null", "nullable", "x: y", "x:", "x # c", "x#c", "# c", "> ", "x "),
        *("[x]", "[x, y]", "[", "]", "{a: x}", "{a: x, b: [y]}", "{a: x,", "b: y}", "x]", "[x] # c", "a: [x,", "[]"),
        *("'q'", '"q"', "'q", "'q' x", '"\\t"', "'q' # c", "'q'# c", "*x", "&x y", "!t x", "x\t", "é“", "\x85", "-x"),
        *("%x", "@x", ", x", "x, y", "...", "---", "{a: null}", "{a: , b: c}", "[-, x]", "[?x]", "x\xa0", "[x\xa0]"),
    ]
)
LINES = st.builds("".join, st.tuples(BLANKS, DASHES, KEYS, WORDS))


@settings(max_examples=400)
@given(st.lists(LINES, max_size=7).map("\n".join), st.sampled_from(["", "\n", "\n\n"]))
def test_both_readers_agree_on_any_text(text: str, end: str) -> None:
    agrees(text + end)


def entries(value: Value) -> Iterator[MapNode]:
    """Yield every mapping in a value."""
    inner = value.values() if isinstance(value, MapNode) else value if isinstance(value, SeqNode) else ()
    if isinstance(value, MapNode):
        yield value
    for one in inner:
        yield from entries(one)


def shifted(fields: Fields) -> dict[str, tuple[int, int]]:
    return {name: (start, end) for name, (_, start, end) in fields.items()}


@pytest.mark.parametrize("name", [name for name in FILES if "*" not in FILES[name] and "\r" not in FILES[name]])
def test_the_fields_of_an_entry_are_found_by_parsing_it_again(name: str) -> None:
    text = FILES[name]
    for entry in entries(read_events(Source(name, text), lambda *_: None)):
        assert shifted(fields_between(text, entry.start, entry.end)) == shifted(entry.fields())


@pytest.mark.parametrize("folder", [ROOT, *sorted((ROOT / "tests" / "corpus").iterdir())], ids=lambda path: path.name)
def test_fast_paths_give_the_same_workspace(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = open_workspace(folder)
    monkeypatch.setattr("pap_cli.load.entries.validate.FileReading._short", lambda *_: None)
    monkeypatch.setattr("pap_cli.load.yaml.read.read_lines", lambda _: None)
    slow = open_workspace(folder)
    assert summary(slow) == summary(fast)


def summary(workspace: Workspace) -> tuple[object, ...]:
    return workspace.config, workspace.portfolio, workspace.diagnostics
