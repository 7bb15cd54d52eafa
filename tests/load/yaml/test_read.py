from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import pytest

from load.yaml.parsers import without_libyaml
from pap_cli.diagnostics import Rule
from pap_cli.load.yaml import nodes
from pap_cli.load.yaml.nodes import MapNode, Quoted, SeqNode, Value
from pap_cli.load.yaml.read import read_nodes
from pap_cli.model.place import Source
from pap_cli.problems.files import CONTROL_CHARACTER, MERGE_CONFLICT
from pap_cli.problems.yaml import (
    ALIAS,
    DUPLICATE_KEY,
    KEY_NOT_TEXT,
    MERGE_KEY,
    SEVERAL_DOCUMENTS,
    TAB_INDENTATION,
    TOO_MUCH,
    YAML_SYNTAX,
    YAML_TAG,
)


@pytest.fixture(params=["libyaml", "python"], autouse=True)
def _with_each_parser(request: pytest.FixtureRequest) -> Iterator[None]:
    """PyYAML may have been built without libyaml."""
    with without_libyaml() if request.param == "python" else nullcontext():
        yield


def read(text: str) -> tuple[Value, list[tuple[Rule, str]]]:
    """Return the root of a text, and for each problem its rule and the text that it points at."""
    found: list[tuple[Rule, str]] = []

    def report(rule: Rule, message: str, help: str, start: int, end: int) -> None:
        assert message
        assert 0 <= start <= end <= len(text) + 1
        found.append((rule, text[start:end]))

    return read_nodes(Source("plans/p.yaml", text), report), found


def good(text: str) -> Any:
    value, found = read(text)
    assert found == []
    return value


def at(text: str, node: MapNode, key: str) -> tuple[str, str]:
    """Return the text at the offsets of a key and its value."""
    key_start, start, end = node.at(key)
    return text[key_start : key_start + len(key)], text[start:end]


@pytest.mark.parametrize(
    ("text", "value", "written"),
    [
        ("key: plain", "plain", "plain"),
        ("key: two words  # a comment", "two words", "two words"),
        ("key: 'it''s'", "it's", "'it''s'"),
        ('key: "a\\tb"', "a\tb", '"a\\tb"'),
        ("key: [a, b]", ["a", "b"], "[a, b]"),
        ("key: {a: b}", {"a": "b"}, "{a: b}"),
        ("key:\n  - a\n  - b\n\n# end\n", ["a", "b"], "- a\n  - b"),
        ("key:\n  a: b\n\n\n", {"a": "b"}, "a: b"),
        ("key: 2016-02-30", "2016-02-30", "2016-02-30"),
        ("key: first\n  second", "first second", "first\n  second"),
        ("é𝒜👧: x\nkey: y", "y", "y"),
        ('"é👧": "𝒜"\nkey: y', "y", "y"),
        ("\n\n  \n# ü\nkey: y", "y", "y"),
        ("key: &a x", "x", "&a x"),
    ],
)
def test_each_kind_of_value_and_its_offsets(text: str, value: object, written: str) -> None:
    node = good(text)
    assert node["key"] == value
    assert at(text, node, "key") == ("key", written)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_block_of_text_and_what_follows_it(end: str) -> None:
    text = end.join(["note: |", "  first", "  second", "next: x", ""])
    node = good(text)
    assert node["note"] == "first\nsecond\n"
    assert isinstance(node["note"], Quoted)
    assert at(text, node, "next") == ("next", "x")
    assert text[node.at("note")[1]] == "|"


def test_entries_of_a_list_have_offsets() -> None:
    text = "- a\n- {b: c}\n-\n- 'd'\n"
    node = good(text)
    assert isinstance(node, SeqNode)
    assert [text[start:end] for _, start, end in node.places()] == ["a", "{b: c}", "", "'d'"]


@pytest.mark.parametrize("text", ["no", "on", "12:30", "0123", "1.10", "1_000", "1e3", "2016-01-01", "true", "0x1F"])
def test_a_value_stays_the_text_that_was_written(text: str) -> None:
    value = good(f"key: {text}")["key"]
    assert value == text
    assert not isinstance(value, Quoted)


def test_quotation_marks_are_remembered() -> None:
    node = good("""{a: "no", b: 'no', "c": no}""")
    assert [type(value) for value in node.values()] == [Quoted, Quoted, str]
    assert [type(key) for key in node] == [str, str, Quoted]


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_none(text: str) -> None:
    assert good(f"key: {text}") == {"key": None}
    assert good(f"key: '{text}'") == {"key": text}


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "---\n...\n", "%YAML 1.1\n---\n"])
def test_a_file_with_nothing_in_it(text: str) -> None:
    assert good(text) is None


@pytest.mark.parametrize("text", ["---\na: b\n", "a: b\n...\n", "--- # x\na: b\n"])
def test_one_document_may_be_marked_as_one(text: str) -> None:
    assert good(text) == {"a": "b"}


@pytest.mark.parametrize(
    ("text", "rule", "at"),
    [
        ("a: b\na: c\n", DUPLICATE_KEY, "a"),
        ("a: b\n'a': c\n", DUPLICATE_KEY, "'a'"),
        ("{a: b, c: d, a: {x: y}}", DUPLICATE_KEY, "a"),
        ("a: !!str b", YAML_TAG, "!!str"),
        ("a: !include b", YAML_TAG, "!include"),
        ("a: &x !foo [b]", YAML_TAG, "!foo"),
        ("a: ! b", YAML_TAG, "!"),
        ("a: !<tag:example.org,2000:x> b", YAML_TAG, "!<tag:example.org,2000:x>"),
    ],
)
def test_problems_after_which_reading_continues(text: str, rule: Rule, at: str) -> None:
    value, found = read(text)
    assert found == [(rule, at)]
    assert isinstance(value, dict)
    assert "a" in value


def test_the_first_of_two_equal_keys_is_used() -> None:
    assert read("a: b\na: c\na: {d: e}\n")[0] == {"a": "b"}


@pytest.mark.parametrize(
    ("text", "rule", "at"),
    [
        ("a: b\x00c", CONTROL_CHARACTER, "\x00"),
        ("a: b\x1bc", CONTROL_CHARACTER, "\x1b"),
        ("a: b\ufeffc", CONTROL_CHARACTER, "\ufeff"),
        ("<<<<<<< HEAD\na: b\n=======\na: c\n>>>>>>> x\n", MERGE_CONFLICT, "<<<<<<<"),
        ("a: b\n=======\nc: d\n", MERGE_CONFLICT, "======="),
        ("a: b\n---\nc: d\n", SEVERAL_DOCUMENTS, "---"),
        ("a: b\n...\n---\nc: d\n", SEVERAL_DOCUMENTS, "---"),
        ("a: &a {b: c}\nd:\n  <<: *a\n", MERGE_KEY, "<<"),
        ("a: *b", ALIAS, "*b"),
        ("a: &a [*a]", ALIAS, "*a"),
        ("a: &a {b: {c: [*a]}}", ALIAS, "*a"),
        ("[a]: b", KEY_NOT_TEXT, "["),
        ("{a: b}: c", KEY_NOT_TEXT, "{"),
        ("~: b", KEY_NOT_TEXT, "~"),
        ("x: &x a\n*x : b", KEY_NOT_TEXT, "*x"),
        ('"\\0place": b', KEY_NOT_TEXT, '"\\0place"'),
        ("a:\n\t- b", TAB_INDENTATION, "\t"),
        ("a:\n  b: c\n\td: e", TAB_INDENTATION, "\t"),
        ("a:\n  b: c\n  \td: e", TAB_INDENTATION, "\t"),
        ("a: b: c", YAML_SYNTAX, ":"),
        ("a: 'b", YAML_SYNTAX, "'"),
        ("a: [b, c", YAML_SYNTAX, "["),
        ("a: {b: c\nd: e", YAML_SYNTAX, "{"),
        ("a: @b", YAML_SYNTAX, "@"),
        ("a: %b", YAML_SYNTAX, "%"),
        ("a: 'b' c", YAML_SYNTAX, "c"),
        ("a: 'b\nc: d\ne: 'f'\n", YAML_SYNTAX, "'"),
        ("a: b\nc\nd: e", YAML_SYNTAX, "c"),
        ('a: "\\q"', YAML_SYNTAX, "\\"),
        ("a: *", YAML_SYNTAX, "*"),
        ("a: [b] c", YAML_SYNTAX, "c"),
        ("a: 'b'\nc: [d] e", YAML_SYNTAX, "e"),
        ("a: | b", YAML_SYNTAX, "b"),
        ("]", YAML_SYNTAX, "]"),
    ],
)
def test_problems_that_make_the_file_unreadable(text: str, rule: Rule, at: str) -> None:
    value, found = read(text)
    assert value is None
    assert [rule for rule, _ in found] == [rule]
    assert found[0][1].startswith(at)


def test_equals_signs_in_a_block_of_text_are_no_conflict() -> None:
    assert good("note: |\n  Heading\n  =======\n  text\n")["note"] == "Heading\n=======\ntext\n"


def test_duplicate_keys_in_a_long_entry_name_the_first_line_of_each() -> None:
    """The offsets of many keys are computed at once, and more keys may follow."""
    text = "".join(f"k{number}: v\n" for number in range(21)) + "k0: w\nz: 1\nz: 2\nk20: w\n"
    node, found = read(text)
    assert [rule for rule, _ in found] == [DUPLICATE_KEY] * 3
    assert isinstance(node, MapNode)
    assert len(node) == 22
    assert {text[start:end] for _, start, end in node.fields().values()} == {"v", "1"}
    assert node.at("z") == (text.index("z"), text.index("1\n", text.index("z")), text.index("1\n", text.index("z")) + 1)


def test_the_place_of_each_of_many_words() -> None:
    node, _ = read("a: [b, cd, efg]\n")
    words = node["a"] if isinstance(node, MapNode) else None
    assert isinstance(words, SeqNode)
    assert words.places() == [(4, 4, 5), (7, 7, 9), (11, 11, 14)]
    assert words.places() is words.places(), "asked for once a fault"


def test_an_alias_repeats_a_value() -> None:
    assert good("a: &x [b]\nc: *x\n") == {"a": ["b"], "c": ["b"]}


def test_an_alias_points_at_where_it_was_written() -> None:
    text = "a: &x b\nc: *x\n"
    assert at(text, good(text), "c") == ("c", "*x")


@pytest.mark.parametrize(("open_", "close"), [("[", "]"), ("{a: ", "}")])
def test_nesting_up_to_the_limit(open_: str, close: str) -> None:
    deep = nodes.MAX_DEPTH
    assert good(open_ * deep + "x" + close * deep)
    value, found = read(open_ * (deep + 1) + "x" + close * (deep + 1))
    assert value is None
    assert [rule for rule, _ in found] == [TOO_MUCH]


def test_too_many_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "MAX_NODES", 10)
    assert len(good("[" + "a, " * 9 + "]")) == 9
    value, found = read("[" + "a, " * 20 + "]")
    assert value is None
    assert [rule for rule, _ in found] == [TOO_MUCH]


def test_too_many_aliased_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "MAX_ALIASED_NODES", 20)
    assert good("a: &a [x, y, z]\nb: [*a, *a, *a]\n")["b"] == [["x", "y", "z"]] * 3
    value, found = read("a: &a [x, y, z]\nb: [" + "*a, " * 6 + "]\n")
    assert value is None
    assert [rule for rule, _ in found] == [ALIAS]


BOMBS = {
    "brackets": "[" * 30_000,
    "braces": "{a: " * 30_000,
    "dashes": "- " * 30_000,
    "questions": "? " * 30_000,
    "deep blocks": "".join(" " * depth + "a:\n" for depth in range(300)),
    "laughs": "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9) if n else 'x'}]\n" for n in range(30)),
    "merge keys": "a: &a {k: 1}\n" + "".join(f"b{n}: &b{n} {{<<: [*a, *a]}}\n" for n in range(30)),
    "base sixty": "a: " + "1:" * 100_000 + "1",
    "integer keys": "".join(f"{n * (2**61 - 1)}: 1\n" for n in range(10_000)),
    "digits": "a: " + "9" * 100_000,
    "quotes": "'" * 100_000,
    "quoted lines": 'a: "' + "\n" * 100_000,
    "anchors": "".join(f"- &a{n} x\n" for n in range(10_000)),
    "same key": "{" + "a: b, " * 20_000 + "}",
    "tags": "- !!python/object:os.system x\n" * 5_000,
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS.keys())
def test_nothing_in_a_file_takes_long(text: str) -> None:
    started = time.process_time()
    read(text)
    assert time.process_time() - started < 2


@pytest.mark.parametrize("text", ['a: "\\ud800"', '"\\udfff": a', '"\\ud83d\\ude00"', 'a: "\\U00110000"', 'a: "\\x4g"'])
def test_half_a_character_never_gets_in(text: str) -> None:
    value, found = read(text)
    assert value is None
    assert [rule for rule, _ in found] == [YAML_SYNTAX]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{a: b, completed:}", {"a": "b", "completed": None}),
        ("{completed:, a: b}", {"completed": None, "a": "b"}),
        ("[a:, b]", [{"a": None}, "b"]),
        ("{a:[b], c:{d: e}}", {"a": ["b"], "c": {"d": "e"}}),
        ("{a: b:c, d: http://x.y/z, e: 10:30}", {"a": "b:c", "d": "http://x.y/z", "e": "10:30"}),
        ("{title: Who? When? Why?, a: b?c}", {"title": "Who? When? Why?", "a": "b?c"}),
        ("{a:?b}", {"a:?b": None}),
        ("{a, b: c}", {"a": None, "b": "c"}),
        ("a:\tb", {"a": "b"}),
        ("a\t: b", {"a": "b"}),
        ("a: b\t# c", {"a": "b"}),
        ("a: b\tc", {"a": "b\tc"}),
        ("a: b\n \tc", {"a": "b c"}),
        ("a: b\n \t\nc: d", {"a": "b", "c": "d"}),
        ("a: [\n\tb,\tc\t]", {"a": ["b", "c"]}),
        ("a: |\t\n b", {"a": "b"}),
        ("a: | # c\n b\n", {"a": "b\n"}),
        ("a: |#c\n b\n", {"a": "b\n"}),
        ("a: |2-\n   b\n", {"a": " b"}),
        ("a: |-2\n   b\n", {"a": " b"}),
        ("a: |+\n b\n\n", {"a": "b\n\n"}),
        ("a: |\n \tb", {"a": "\tb"}),
        ("a: >\n b\n\n  c\n d", {"a": "b\n\n c\nd"}),
        ("a: b\x85 c", {"a": "b c"}),
        ("a: b\u2028 c", {"a": "b\u2028c"}),
        ("a: b\n\n\n  c", {"a": "b\n\nc"}),
        ("%YAML 1.2\t\n---\na: b", {"a": "b"}),
        ("%YAML 1.3\n---\na: b", {"a": "b"}),
        ("%FOO bar\n---\na: b", {"a": "b"}),
        ("a: b\r\rc: d\r", {"a": "b", "c": "d"}),
    ],
)
def test_what_the_parsers_of_pyyaml_disagree_on(text: str, value: object) -> None:
    assert good(text) == value


def test_nothing_is_placed_after_its_colon() -> None:
    text = "{a: , b:}\n"
    assert good(text).fields() == {"a": (1, 3, 3), "b": (6, 8, 8)}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: |0\n b", "text cannot follow | or > on the same line"),
        ("a: |--\n b", "text cannot follow | or > on the same line"),
        ("a: b\n\tc\nd: e", "this line is indented with a tab"),
        ("a: [b\n\tc]", "this line is indented with a tab"),
        ("a: [- b]", "a list with dashes cannot be inside brackets"),
        ("a: 'b\n---\nc'", "this quotation mark is not closed before the end of the document"),
        ("- 'a' b\n", "unexpected text after the closing quotation mark"),
        ("a: [b] ? c", "“? ” cannot start a value here"),
        ("%YAML 2.0\n---\na: b", "this is not a version of YAML that pap can read"),
        ("%YAML 1.2\na: b", "this line is not part of the entry above"),
    ],
)
def test_one_wording_whatever_the_parser(text: str, message: str) -> None:
    messages: list[str] = []
    assert read_nodes(Source("p.yaml", text), lambda _rule, words, *_: messages.append(words)) is None
    assert messages == [message]


def test_brackets_that_libyaml_gives_up_on_are_nested_too_deeply() -> None:
    """Releases of libyaml have limits of their own."""
    assert [rule for rule, _ in read("[" * 100_000)[1]] == [TOO_MUCH]
    assert [rule for rule, _ in read("a: " + "{b: " * 100_000)[1]] == [TOO_MUCH]
