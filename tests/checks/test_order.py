"""The order of what one rule found, and that hardly anything is looked up to tell it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pap_cli.checks import Found
from pap_cli.checks.order import order_found
from pap_cli.model.place import Fields, Place, Source

TEXT = "\n".join(f"{number:03}" for number in range(100))
FILES = [Source(path, TEXT) for path in ("plans/a.yaml", "plans/b.yaml")]


def found(start: int, end: int, field: int, *, file: int = 0, weight: float = 0, message: str = "m") -> Found:
    """Something found in an entry between two offsets, at a field that starts at a third."""
    place = Place(source=FILES[file], start=start, end=end, body=start, kept={"due": (field, field, end)})
    return Found(message=message, help="", place=place, fields=("due",), weight=weight)


def exactly(one: Found) -> tuple[float, str, int, int, str]:
    span = one.place.span(*one.fields)
    return (-one.weight, one.place.path, span.line, span.column, one.message)


def test_the_worst_comes_first_then_paths_then_lines() -> None:
    expected = [
        found(9, 12, 10, file=1, weight=5),
        found(5, 8, 6, weight=2),
        found(0, 3, 2),
        found(20, 30, 20),
        found(0, 3, 1, file=1),
    ]
    assert order_found(reversed(expected)) == expected


def test_an_entry_within_another_comes_where_its_field_stands() -> None:
    action, first, second = found(0, 90, 50), found(10, 20, 12), found(60, 70, 61)
    assert order_found([action, first, second]) == [first, action, second]


def test_what_points_at_one_place_is_told_in_the_order_of_the_words() -> None:
    one, two = found(0, 9, 4, message="a"), found(0, 9, 4, message="b")
    assert order_found([two, one]) == order_found([one, two]) == [one, two]


entries = st.lists(st.integers(0, 200), min_size=3, max_size=3).map(sorted)
some = st.builds(
    lambda offsets, file, weight, message: found(
        offsets[0], offsets[2], offsets[1], file=file, weight=weight, message=message
    ),
    entries,
    st.integers(0, 1),
    st.integers(0, 1),
    st.sampled_from("ab"),
)


@given(st.lists(some, max_size=12))
def test_it_is_the_order_of_what_is_pointed_at(several: list[Found]) -> None:
    assert [exactly(one) for one in order_found(several)] == sorted(exactly(one) for one in several)


def test_fields_are_looked_up_only_where_entries_overlap() -> None:
    asked: list[tuple[int, int]] = []

    def fields_between(text: str, start: int, end: int) -> Fields:
        asked.append((start, end))
        return {"due": (start, start, end)}

    source = Source("plans/p.yaml", TEXT, fields_between)

    def late(start: int, end: int) -> Found:
        return Found(
            message="late", help="", place=Place(source=source, start=start, end=end, body=start), fields=("due",)
        )

    order_found([late(40, 50), late(0, 9), late(10, 19)])
    assert asked == []
    order_found([late(0, 30), late(10, 19), late(40, 50)])
    assert asked == [(0, 30), (10, 19)]
