"""JSON text: what the standard library writes, with nothing in it that a terminal or a CI log obeys."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pap_cli.document import Shared
from pap_cli.load.yaml.nodes import Quoted
from pap_cli.render.encode import json_text

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@given(VALUES, st.sampled_from([None, 2]), st.booleans())
def test_a_reader_gets_the_very_values_back(value: object, indent: int | None, unicode: bool) -> None:
    text = json_text(value, unicode=unicode, indent=indent)
    assert json.loads(text) == value
    assert unicode or text.isascii()


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize(
    "value",
    [
        1e16,
        1e-7,
        -0.0,
        0.1 + 0.2,
        123456789.125,
        "2e5",
        {},
        [],
        {"a": [], "b": {}},
        [1, [2, {"c": None}]],
        "é",
        "\ud83d",
    ],
)
def test_the_bytes_are_those_of_the_standard_library(value: object, indent: int | None) -> None:
    expected = json.dumps(value, ensure_ascii=False, indent=indent).replace("\ud83d", "\\ud83d")
    assert json_text(value, unicode=True, indent=indent) == expected
    assert json_text(value, unicode=False, indent=indent) == json.dumps(value, indent=indent)


@given(VALUES, VALUES, st.sampled_from([None, 2]), st.booleans())
def test_a_shared_value_is_written_in_every_list(one: object, other: object, indent: int | None, unicode: bool) -> None:
    def facts(first: object, second: object) -> object:
        return {"a": [first, {"deeper": [second, first]}], "b": [second, "0E1"], "c": []}

    shared = json_text(facts(Shared(one), Shared(other)), unicode=unicode, indent=indent)
    assert shared == json_text(facts(one, other), unicode=unicode, indent=indent)


@pytest.mark.parametrize("indent", [None, 2])
def test_text_in_quotation_marks_in_a_file_is_text(indent: int | None) -> None:
    value = [Quoted("on"), {"id": Quoted("1")}, Shared([Quoted("off")]), Shared(Quoted("x"))]
    assert json.loads(json_text(value, unicode=True, indent=indent)) == ["on", {"id": "1"}, ["off"], "x"]


def test_a_value_that_is_not_json_is_an_error() -> None:
    with pytest.raises(TypeError):
        json_text([object()], unicode=True, indent=2)
