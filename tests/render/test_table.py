"""Tables in characters: what a narrow screen leaves out, folds and puts below, and that nothing vital is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from pap_cli.assess.assessment import Assessment
from pap_cli.cell import Align, Cell, Column, Tone
from pap_cli.columns.selection import Selection
from pap_cli.document import Table, View
from pap_cli.formats import find_format
from pap_cli.load.workspace.loader import open_workspace
from pap_cli.render.cells import cells
from pap_cli.render.screen import Screen, decide_screen
from pap_cli.render.table import Words, drawn, sizes_of
from pap_cli.views.lists import actions, due, kpis, milestones, owners, recommendations, reviews
from render.paper import page
from render.sample import assessed

ID, DUE = Column("ID", vital=True), Column("Due", vital=True)
TITLE = Column("Title", flexible=True, vital=True)
OWNER = Column("Owner", keep=3, vital=True)
WIDE = "第一季度儿童保护计划审查完成并报告给委员会" * 10
UNBROKEN = "x" * 200
EMOJI = "👨\u200d👩\u200d👧\u200d👦 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f done" * 20
LONG = "Every child who is looked after is seen alone by the same worker in every month " * 3


def words(cell: Cell) -> Words:
    return cell.text, cell.tone


def bare(text: str, tone: str) -> str:
    return text


def lines_of(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> tuple[list[str], list[str]]:
    table = Table(tuple(columns), tuple(tuple(map(Cell, row)) for row in rows))
    return drawn(table, width, words, bare, bare, "…")


def test_with_room_enough_a_row_is_a_line() -> None:
    assert lines_of((ID, TITLE, DUE), [("A1.1", "Visits are on time", "3 Oct 2016")], 60) == (
        ["ID    Title               Due", "A1.1  Visits are on time  3 Oct 2016"],
        [],
    )


def test_a_title_is_folded_to_two_lines_and_loses_nothing_that_fits_them() -> None:
    rows = [("A1.1", "Half of the vacant posts filled", "3 Oct 2016"), ("A1.2", "Short", "3 Oct 2016")]
    lines, _ = lines_of((ID, TITLE, DUE), rows, 44)
    assert lines == [
        "ID    Title                       Due",
        "A1.1  Half of the vacant posts    3 Oct 2016",
        "      filled",
        "A1.2  Short                       3 Oct 2016",
    ]


def test_the_highest_keep_goes_first_and_of_equal_ones_the_last() -> None:
    columns = (ID, TITLE, Column("Late", keep=1), Column("Body", keep=3), Column("State", keep=3))
    row = ("A1.1", "A title that is as long as most are in a plan", "9 days", "Board", "in progress")
    found = [lines_of(columns, [row], width)[1] for width in (90, 65, 54, 46)]
    assert found == [[], ["State"], ["Body", "State"], ["Late", "Body", "State"]]


def test_what_is_not_vital_goes_before_a_title_is_below_its_row() -> None:
    columns = (ID, TITLE, Column("State", keep=1), OWNER)
    rows = [("A1.1", "A title that is as long as most are in a plan", "in progress", "head-disabled-children")]
    assert lines_of(columns, rows, 60) == (
        [
            "ID    Title                           Owner",
            "A1.1  A title that is as long as      head-disabled-children",
            "      most are in a plan",
        ],
        ["State"],
    )
    assert lines_of(columns, rows, 50) == (
        [
            "ID    State        Owner",
            "A1.1  in progress  head-disabled-children",
            "      A title that is as long as most are in a",
            "      plan",
        ],
        [],
    )


def test_a_vital_column_that_does_not_fit_is_beside_the_title_below() -> None:
    columns = (Column("ID", vital=True), TITLE, DUE, OWNER)
    lines, left_out = lines_of(columns, [("a-long-id-of-a-joint-committee", LONG, "29 Apr 2016", "head-leaving")], 50)
    assert lines[2].split() == ["a-long-id-of-a-joint-committee", "29", "Apr", "2016"]
    assert lines[3].startswith("  Every child who is looked")
    assert lines[3].endswith("  head-leaving")
    assert lines[4].endswith("…")
    assert len(lines) == 5
    assert not left_out


def test_a_red_word_goes_only_if_another_is_left() -> None:
    columns = (Column("Rating"), ID, DUE, Column("Late", keep=3), Column("Owner", vital=True), TITLE)
    row = (
        Cell("red", Tone.RED),
        *map(Cell, ("A1.1", "29 Apr 2016")),
        Cell("168 days since 1 May 2015", Tone.RED),
        Cell("head-disabled-children"),
        Cell("T"),
    )
    lines, left_out = drawn(Table(columns, (row,)), 48, words, bare, bare, "…")
    assert left_out == ["Late"]
    assert any("red" in line for line in lines)
    _, left_out = drawn(Table(columns[1:], (row[1:],)), 48, words, bare, bare, "…")
    assert left_out == []


def test_a_column_with_something_red_is_vital() -> None:
    assert sizes_of((Column("Late"),), [[("late", Tone.RED)]])[0].vital
    assert not sizes_of((Column("Late"),), [[("late", Tone.PLAIN)]])[0].vital


def test_words_are_whole_where_a_cell_is_folded() -> None:
    columns = (ID, Column("Age", Align.RIGHT, vital=True), DUE, Column("Now", vital=True))
    rows = [("a-long-id-of-a-kpi", "30 months, out of date", "29 Apr 2016", "amber (was green)")]
    lines, _ = lines_of(columns, rows, 62)
    assert [line.split() for line in lines[1:]] == [
        ["a-long-id-of-a-kpi", "30", "months,", "29", "Apr", "2016", "amber", "(was"],
        ["out", "of", "date", "green)"],
    ]


@pytest.mark.parametrize("width", [38, 58, 78, 118])
@pytest.mark.parametrize("title", [WIDE, UNBROKEN, EMOJI, LONG], ids=["wide", "unbroken", "emoji", "long"])
def test_any_title_takes_two_lines_at_most_and_ends_in_dots(title: str, width: int) -> None:
    lines, left_out = lines_of((ID, TITLE, DUE, OWNER), [("A1.1", title, "29 Apr 2016", "head")], width)
    assert left_out == []
    assert all(cells(line) <= width for line in lines)
    assert sum("…" in line for line in lines) == 1
    assert [line for line in lines if line.startswith("A1.1") and "29 Apr 2016  head" in line]
    assert len([line for line in lines if line.strip()]) <= 5


TEXT = st.text(st.sampled_from("ab é第👍-"), max_size=90)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.booleans(), TEXT, TEXT), min_size=1, max_size=9),
    st.integers(38, 200),
)
def test_no_line_is_too_wide_and_nothing_vital_is_lost(
    shape: list[tuple[int, bool, bool, str, str]], width: int
) -> None:
    columns = [
        Column(f"c{i}", keep=keep, flexible=flex, vital=vital) for i, (keep, flex, vital, *_) in enumerate(shape)
    ]
    lines, left_out = lines_of(columns, [[one[3] for one in shape], [one[4] for one in shape]], width)
    assert all(cells(line) <= width for line in lines)
    shown, whole = Counter("".join(lines)), Counter[str]()
    for column, (keep, flex, vital, *texts) in zip(columns, shape, strict=True):
        if any(texts) and (vital or not keep):
            assert column.title not in left_out
        if column.title not in left_out and not flex:
            whole.update("".join(texts))
    del whole[" "]
    assert whole <= shown


@cache
def example() -> Assessment:
    return assessed(open_workspace(ROOT))


def lists(now: Assessment) -> dict[str, View]:
    found: dict[str, View] = {
        module.__name__.rpartition(".")[2]: module.build(now, Selection())
        for module in (milestones, actions, recommendations, kpis, reviews, owners)
    }
    return {**found, "overdue": due.overdue(now, Selection())}


# The columns of each list that no width leaves out.
VITAL = {
    "milestones": ("id", "due", "owner"),
    "actions": ("id", "owner"),
    "recommendations": ("id",),
    "kpis": ("id", "period", "owner"),
    "reviews": ("id", "due"),
    "owners": ("next_due",),
    "overdue": ("id", "due", "owner"),
}


@pytest.mark.parametrize("format", ["terminal", "plain"])
@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("name", VITAL)
def test_every_row_of_a_list_begins_with_its_id_and_has_what_is_vital(name: str, width: int, format: str) -> None:
    view = lists(example())[name]
    text = str(find_format(format).render(view, Screen(width)))
    lines, shown = text.splitlines(), " ".join(text.split())
    assert all(cells(line) <= width for line in lines)
    for item in view.facts()[name]:  # type: ignore[attr-defined]
        starts = [line for line in lines if str(item["id"] or "") in line.split()[:3] or not item["id"]]
        assert starts, item["id"]
    fields = view.fields  # type: ignore[attr-defined]
    for item in view.items:  # type: ignore[attr-defined]
        for field in VITAL[name]:
            assert fields[field].shown_cell(item).text.split(", ")[0] in shown


def test_titles_of_the_example_are_whole_at_80_columns() -> None:
    view = lists(example())["milestones"]
    shown = " ".join(str(find_format("plain").render(view, Screen(80))).split())
    assert "…" not in shown
    assert all(item.schedule.milestone.title in shown for item in view.items)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", VITAL)
def test_no_title_of_the_example_is_cut_on_a_narrow_screen(name: str) -> None:
    assert "…" not in str(find_format("terminal").render(lists(example())[name], Screen(80)))


def test_a_line_says_what_was_left_out() -> None:
    view = lists(example())["kpis"]
    for format in ("terminal", "plain"):
        text = " ".join(str(find_format(format).render(view, Screen(80))).split())
        assert "No room at 80 columns for Floor, Gap, Next target" in text
        assert "No room" not in str(find_format(format).render(view, Screen(500)))


@pytest.mark.parametrize(
    ("columns", "width"),
    [(None, 120), ("80", 80), ("0", 120), ("-5", 120), ("wide", 120), ("9" * 30, 120), ("7", 40), ("", 120)],
)
def test_a_pipe_is_as_wide_as_columns_or_120(columns: str | None, width: int) -> None:
    environ = {} if columns is None else {"COLUMNS": columns}
    assert decide_screen("auto", environ, terminal=False, columns=33, encoding="utf-8").width == width


def test_plain_text_is_wrapped_and_harmless_where_a_line_begins_anew() -> None:
    table = Table((ID, TITLE), ((Cell("A1"), Cell(f"{'x' * 36} ::error::y " * 2)),))
    text = str(find_format("plain").render(page(table), Screen(40)))
    assert not any(line.lstrip().startswith("::") for line in text.splitlines())
