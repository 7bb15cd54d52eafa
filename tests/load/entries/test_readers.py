from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pap_cli.bad_value import BadValueError
from pap_cli.load.entries.readers import READERS, reader_of
from pap_cli.load.yaml.nodes import MapNode, Quoted, SeqNode
from pap_cli.model.dates import Due, Duration
from pap_cli.model.entry import Id
from pap_cli.model.judgements import Percent
from pap_cli.model.measure import Figure, Missing, Polarity
from pap_cli.model.numbers import Unit
from pap_cli.model.periods import Period

SCALARS = [pytest.param(reader, id=reader.words) for reader in READERS.values()]


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (str, " text ", "text"),
        (str, "no", "no"),
        (str, "1.10", "1.10"),
        (Unit, "Per cent", "percent"),
        (Unit, " % ", "percent"),
        (Unit, "per 10,000", "per 10,000"),
        (bool, "true", True),
        (bool, "false", False),
        (float, "95", 95.0),
        (float, "-0.5", -0.5),
        (float, "+3", 3.0),
        (float, ".5", 0.5),
        (float, "5.", 5.0),
        (float, "1e3", 1000.0),
        (int, "12", 12),
        (int, "0", 0),
        (Figure, "83.4", 83.4),
        (Figure, "missing", Missing.MISSING),
        (Figure, "c", Missing.CONFIDENTIAL),
        (Figure, ":", Missing.COLON),
        (Figure, "-", Missing.DASH),
        (Figure, "-1", -1.0),
        (Percent, "60", 60.0),
        (Percent, "60%", 60.0),
        (Percent, "62.5 %", 62.5),
        (Percent, "0.6%", 0.6),
        (Percent, "0", 0.0),
        (Percent, "100", 100.0),
        (Percent, "83.4", 83.4),
        (Percent, "1", 1.0),
        (date, " 2016-10-14 ", date(2016, 10, 14)),
        (Due, "2016-Q3", Due(date(2016, 9, 30), "2016-Q3")),
        (Duration, "28 days", Duration(days=28)),
        (Polarity, "low", Polarity.LOW),
    ],
)
def test_a_value_is_read(kind: Any, text: str, value: object) -> None:
    found = reader_of(kind).read(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "wrong", "help"),
    [
        ("60 per cent", "has a unit", "write 60"),
        ("160%", "is more than 100%", "write a number from 0 to 100, like 60"),
        ("%", "is not a number", "write a number from 0 to 100, like 60"),
        ("0.6", "is less than 1 percent", "write 60%, or 0.6% if that is meant"),
        (".07", "is less than 1 percent", "write 7%, or .07% if that is meant"),
        ("160", "is more than 100%", "write a number from 0 to 100, like 60"),
        ("100.5", "is more than 100%", "write a number from 0 to 100, like 60"),
        ("-5", "is less than 0%", "write a number from 0 to 100, like 60"),
        ("1,000", "has a comma", "write a number from 0 to 100, like 60"),
        ("about 60", "is not a number", "write 60"),
        ("50-60", "is not a number", "write a number from 0 to 100, like 60"),
        ("half", "is not a number", "write a number from 0 to 100, like 60"),
    ],
)
def test_a_percent_is_a_number_from_0_to_100(text: str, wrong: str, help: str) -> None:
    with pytest.raises(BadValueError) as caught:
        reader_of(Percent).read(text)
    assert (caught.value.message, caught.value.help) == (f"“{text}” {wrong}", help)


@pytest.mark.parametrize("text", ["A1", "A1.1", "head-of-safeguarding", "R1/2", "1", "é", "a_b:c", "x" * 80])
def test_an_id(text: str) -> None:
    assert reader_of(Id).read(text) == text


@pytest.mark.parametrize("text", ["", " A1", "A 1", "-A", "_A", ".5", "A#", "x" * 81, "a\u202eb", "a\nb", "A1\n"])
def test_a_bad_id(text: str) -> None:
    with pytest.raises(BadValueError) as caught:
        reader_of(Id).read(text)
    assert caught.value.rule == "bad-id"


@pytest.mark.parametrize("kind", [float, Figure])
@pytest.mark.parametrize(
    ("text", "write"),
    [
        ("1,234", "1234"),
        ("1,234,567.5", "1234567.5"),
        ("83,4", "83.4"),
        ("85%", "85"),
        ("85 %", "85"),
        ("1_000", "1000"),
        ("£85", "85"),
        (".nan", "95"),
        ("inf", "95"),
        ("-inf", "95"),
        ("1e999", "95"),
        ("0x1F", "95"),
        ("1:30", "95"),
        ("", "95"),
        ("٣", "95"),
        ("true", "95"),
        ("9" * 400, "95"),
        ("1 234", "1234"),
        ("--1", "95"),
        (".", "95"),
        ("010", "10; some programs read 010 as 8"),
        ("0123", "123; some programs read 0123 as 83"),
        ("089", "89"),
        ("007.5", "7.5"),
        ("-007", "-7"),
        ("00", "0"),
        ("01e3", "1e3"),
        ("0_1", "1"),
        ("1e400", "95"),
        ("−5", "-5"),
        ("–5.5", "-5.5"),
        ("９", "9"),
        ("01,234", "1234"),
        ("007%", "7"),
        ("9007199254740993", "at most 15 digits"),
        ("0b1", "95"),
        ("190:20:30", "95"),
    ],
)
def test_the_help_for_a_bad_number_states_what_to_write(kind: Any, text: str, write: str) -> None:
    with pytest.raises(BadValueError) as caught:
        reader_of(kind).read(text)
    assert caught.value.help.startswith((f"write {write}", f"write it like {write}"))


@pytest.mark.parametrize("text", ["yes", "no", "True", "1", "on", ""])
def test_only_true_and_false_are_flags(text: str) -> None:
    with pytest.raises(ValueError, match="true or false"):
        reader_of(bool).read(text)


@pytest.mark.parametrize("text", ["-1", "2.5", "1e3", "ten", "1" * 10, "٣", ""])
def test_only_digits_are_a_whole_number(text: str) -> None:
    with pytest.raises(ValueError, match="whole number"):
        reader_of(int).read(text)


def test_a_choice_names_the_nearest() -> None:
    values = "high, low, band, none"
    for text, help in (
        ("bands", f"did you mean band? The values are {values}"),
        ("weekly", f"write one of {values}"),
        ("Band", "write band"),
        ("down", "write low"),
    ):
        with pytest.raises(BadValueError) as caught:
            reader_of(Polarity).read(text)
        assert caught.value.message == f"unknown value “{text}”"
        assert caught.value.help == help


@pytest.mark.parametrize("reader", SCALARS)
def test_a_mapping_a_list_and_nothing_are_not_a_single_value(reader: Any) -> None:
    with pytest.raises(ValueError, match="is not a" if reader.node else "not a mapping"):
        reader.read(MapNode(0))
    with pytest.raises(ValueError, match="not a list"):
        reader.read(SeqNode(0))
    with pytest.raises(BadValueError) as caught:
        reader.read(None)
    assert caught.value.rule == "missing-key"


@pytest.mark.parametrize("reader", SCALARS)
@given(text=st.text(max_size=20))
def test_a_reader_returns_a_value_or_raises_bad_value_error(reader: Any, text: str) -> None:
    try:
        value = reader.read(Quoted(text))
    except BadValueError:
        return
    assert value is not None
    assert reader.read(Quoted(text)) == value


@pytest.mark.parametrize("kind", [float, Figure])
@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("0", "0.0"), ("-0", "0.0"), ("-0.0", "0.0"), ("0.10", "0.1"), (".5", "0.5"), ("5.", "5.0"), ("+5", "5.0")),
        *(("1e3", "1000.0"), ("1E+3", "1000.0"), ("0e0", "0.0"), ("9007199254740992", "9007199254740992.0")),
    ],
)
def test_a_number_is_what_is_written(kind: Any, text: str, value: str) -> None:
    assert repr(reader_of(kind).read(text)) == value


@pytest.mark.parametrize(("text", "help"), [("010", "write 10"), ("00", "write 0"), ("0x1F", "write it in digits")])
def test_a_whole_number_starts_with_no_zero(text: str, help: str) -> None:
    with pytest.raises(BadValueError) as caught:
        reader_of(int).read(text)
    assert caught.value.help.startswith(help)


def test_every_finite_number_is_read_as_itself() -> None:
    for value in (0.1, 83.4, 1e30, 123456789.123456, -2.5e-9):
        assert reader_of(float).read(repr(value)) == value


def test_a_type_without_a_reader_is_a_bug() -> None:
    with pytest.raises(TypeError):
        reader_of(complex)


def test_periods_are_read_as_written() -> None:
    period = reader_of(Period).read(" Q1 2016/17 ")
    assert isinstance(period, Period)
    assert period.written == "Q1 2016/17"
