"""Control charts drawn in characters: what stands where, what gives way on a narrow screen, and what never happens."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from pap_cli.cell import Tone
from pap_cli.document import Document, Records
from pap_cli.drawing import ChartPoint, SpcChart
from pap_cli.formats import find_format
from pap_cli.render.chart_layout import SYMBOLS, figures, reading, target_words
from pap_cli.render.chart_table import chart_table, chart_words
from pap_cli.render.screen import Screen
from pap_cli.render.terminal.control_chart import control_chart_lines

TONES = {"improvement": Tone.BLUE, "concern": Tone.AMBER, "common": Tone.GREY}


@dataclass(frozen=True)
class Page:
    """A view of nothing but one chart."""

    chart: SpcChart

    @property
    def kind(self) -> str:
        return "chart"

    def facts(self) -> Mapping[str, object]:
        return {}

    def records(self) -> Records:
        return Records(())

    def document(self) -> Document:
        return Document("", (self.chart,))


def point(
    label: str,
    value: float | None,
    levels: tuple[float | None, float | None, float | None] = (50.0, 40.0, 60.0),
    mark: str = "common",
    breaks: str = "",
) -> ChartPoint:
    mark = "missing" if value is None else mark
    return ChartPoint(label, value, *levels, TONES.get(mark, Tone.PLAIN), mark, breaks)


def chart(*points: ChartPoint, unit: str = "cases", target: float | None = None, title: str = "") -> SpcChart:
    return SpcChart(points, unit, target, title)


def months(count: int, **of: str) -> list[ChartPoint]:
    """Figures of so many months, up and down about a mean of 50; `of` gives the break before `m3` and the like."""
    return [
        point(f"{2010 + at // 12}-{at % 12 + 1:02}", 50.0 + (at * 7 % 11 - 5), breaks=of.get(f"m{at}", ""))
        for at in range(count)
    ]


def drawn(found: SpcChart, width: int = 80, *, unicode: bool = True) -> list[str]:
    return ["".join(text for text, _ in line) for line in control_chart_lines(found, width, unicode=unicode)]


def plot(lines: list[str]) -> list[str]:
    """The lines between the head and the x axis, without the numbers of the y axis."""
    return [re.split("[┤│]", line, maxsplit=1)[1] for line in lines if re.match(r"[^┤│]{0,14}[┤│]", line)]


YEARS = chart(
    point("2012/13", 412.0, (394.8, 333.6, 456.0)),
    point("2013/14", 398.0, (394.8, 333.6, 456.0)),
    point("2014/15", 371.0, (394.8, 333.6, 456.0)),
    point("2015/16", None, (394.8, 333.6, 456.0)),
    point("2016/17", 470.0, (394.8, 333.6, 456.0), "concern"),
    unit="per 10,000",
    target=380.0,
    title="Children in need",
)


def test_a_chart_as_it_was_looked_at() -> None:
    assert "\n".join(line.rstrip() for line in drawn(YEARS, 76)) == (
        """\
Children in need  per 10,000
500 ┤
    │
    │                                         ▲
450 ┤╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ upper 456
    │
    │ ●
400 ┤───────────●─────────────────────────────── mean 394.8
    │··········································· target 380
    │                     ●
350 ┤
    │╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ lower 333.6
    │
300 ┤
    └─┬─────────┬─────────┬─────────┬─────────┬─
   2012/13   2013/14   2014/15   2015/16   2016/17

● no clear change   ▲ worse
1 period without a figure"""
    )


def test_a_chart_in_ascii() -> None:
    lines = drawn(YEARS, 60, unicode=False)
    assert all(line.isascii() for line in lines)
    assert "400 +==========" in "\n".join(lines)
    assert "450 +- - - -" in "\n".join(lines)
    assert "o no clear change   ! worse" in lines


def test_points_have_their_tone_and_a_shape_of_their_own() -> None:
    marks = ("common", "improvement", "concern")
    lines = list(control_chart_lines(chart(*(point(mark, 50.0, mark=mark) for mark in marks)), 80, unicode=True))
    pieces = [piece for line in lines for piece in line]
    for mark in marks:
        assert pieces.count((SYMBOLS[mark][0], TONES[mark])) == 2  # in the chart and in the legend
    for form in (0, 1):
        assert len({SYMBOLS[mark][form] for mark in (*marks, "high")}) == 4


def test_the_legend_holds_only_what_occurs() -> None:
    assert drawn(chart(*months(9)))[-1] == "● no clear change"
    both = chart(point("a", 30.0, mark="low"), point("b", 70.0, mark="high"))
    assert drawn(both)[-1] == "◇ changed"


def test_a_kind_of_point_that_nobody_knows_is_drawn_all_the_same() -> None:
    assert "● no clear change" in drawn(chart(point("a", 50.0, mark="ghost")))


def test_a_break_has_a_line_a_number_and_a_reason() -> None:
    lines = drawn(chart(*months(30, m10="new team", m20="new definition")))
    column = lines[1].index("1")
    assert all(line[column] == "┊" for line in lines[2:17])
    assert lines[1].split() == ["1", "2"]
    assert lines[-2:] == ["1 2010-11: new team", "2 2011-09: new definition"]


def test_a_break_has_a_column_of_its_own_where_points_stand_close() -> None:
    lines = drawn(chart(*months(48, m24="new team")), 60)
    column = lines[1].index("1")
    assert {line[column] for line in lines[2:14]} == {"┊"}
    assert sum(line.count("●") for line in plot(lines)) == 48


def test_a_long_reason_runs_over_several_lines() -> None:
    lines = drawn(chart(*months(3, m0="one two three four five " * 6 + "x" * 90)), 60)
    start = next(at for at, line in enumerate(lines) if line.startswith("1 2010-01: one"))
    assert len(lines) > start + 3
    assert all(line.startswith("  ") and cell_len(line) <= 60 for line in lines[start + 1 :])


def test_a_missing_period_leaves_a_gap() -> None:
    points = months(9)
    points[4] = point("2010-05", None)
    lines = drawn(chart(*points))
    assert sum(line.count("●") for line in plot(lines)) == 8
    assert lines[-1] == "1 period without a figure"


def test_more_points_than_columns_are_the_last_ones() -> None:
    points = months(400)
    points[-1] = point("last", None)
    lines = drawn(chart(*points), 60)
    found = re.fullmatch(r"the last (\d+) of 400 periods, 1 without a figure", lines[-1])
    assert found
    assert sum(line.count("●") for line in plot(lines)) == int(found[1]) - 1
    assert lines[-4].endswith("last")


def test_first_and_last_period_are_always_named_and_names_never_touch() -> None:
    for count in (2, 5, 13, 37, 50):
        for width in (60, 80, 120):
            lines = drawn(chart(*months(count)), width)
            names = lines[next(at for at, line in enumerate(lines) if "└" in line) + 1].split()
            assert [names[0], names[-1]] == [months(count)[0].label, months(count)[-1].label]
            assert set(names) <= {one.label for one in months(count)}


def test_names_of_periods_that_are_too_long_are_cut() -> None:
    lines = drawn(chart(point("a" * 90, 50.0), point("b" * 90, 50.0)), 60)
    names = lines[-3].split()
    assert [name[0] + name[-1] for name in names] == ["a…", "b…"]


@pytest.mark.parametrize(("target", "words"), [(5000.0, "↑ target 5,000"), (-5000.0, "↓ target -5,000")])
def test_a_target_far_away_does_not_flatten_the_chart(target: float, words: str) -> None:
    lines = drawn(chart(*months(24), target=target))
    assert any(line.endswith(words) for line in lines)
    assert not any("···" in line for line in lines)
    assert not any("5,000" in line.split("┤")[0] for line in lines if "┤" in line)


def test_a_target_that_is_a_limit_is_named_with_its_sign() -> None:
    limit = replace(chart(*months(24), target=55.0), sign="<=")
    assert any(line.endswith("target <= 55") for line in drawn(limit))
    assert target_words(limit) == "cases, target <= 55"


def test_words_at_the_right_end_make_room_for_each_other() -> None:
    points = [point(str(year), 50.0, (50.0, 50.0, 50.0)) for year in range(2010, 2020)]
    found = [match[0] for line in plot(drawn(chart(*points))) if (match := re.search(r"[a-z]+ 50$", line))]
    assert found == ["upper 50", "mean 50", "lower 50"]


def test_lines_that_cannot_be_named_at_their_end_are_named_in_the_legend() -> None:
    long = chart(*months(30), target=48.123)
    assert any("target 48.123" in line for line in drawn(long, 40)[-4:])
    assert any("╌ upper 60, lower 40" in line for line in drawn(long, 40)[-4:])
    far = chart(*months(30), target=1234567890.0)
    assert any("target 1,234,567,890, out of the chart" in line for line in drawn(far, 44)[-4:])


def test_levels_that_are_gone_at_the_end_are_in_the_legend() -> None:
    points = [*months(9), point("2010-10", 50.0, (None, None, None))]
    assert drawn(chart(*points))[-1] == "● no clear change   ─ mean   ╌ limits"


def test_per_cent_stands_at_every_number() -> None:
    lines = drawn(chart(*months(9), unit="percent", target=55.0, title="Seen"))
    assert lines[0] == "Seen"
    assert lines[1].startswith("60% ┤")
    assert any(line.endswith("target 55%") for line in lines)


def test_a_long_title_is_cut_and_the_unit_goes_below() -> None:
    lines = drawn(chart(*months(9), title="title " * 20), 60)
    assert lines[0].endswith("…")
    assert lines[1] == "cases"


@pytest.mark.parametrize(
    ("values", "first", "last"),
    [
        ((5.0, 5.0), "5.50", "4.50"),
        ((0.0, 0.0), "1.0", "-1.0"),
        ((-20.0, 10.0), "10", "-20"),
        ((0.00012, 0.00048), "0.0005", "0.0001"),
        ((1200000.0, 2900000.0), "3,000,000", "1,000,000"),
        ((1e-9, 4e-9), "4e-09", "1e-09"),
        ((1e12, 5e12), "5e+12", "1e+12"),
    ],
)
def test_numbers_of_the_y_axis_are_rounded(values: tuple[float, ...], first: str, last: str) -> None:
    points = [point(str(at), value, (None, None, None)) for at, value in enumerate(values)]
    numbers = [line.split("┤")[0].strip() for line in drawn(chart(*points)) if "┤" in line]
    assert [numbers[0], numbers[-1]] == [first, last]
    assert 4 <= len(numbers) <= 6


def test_few_points_take_fewer_lines() -> None:
    assert len(plot(drawn(chart(*months(3))))) < len(plot(drawn(chart(*months(30)))))


def test_points_far_apart_are_joined_and_not_across_a_gap() -> None:
    assert any("\u2801" <= character <= "\u28ff" for line in drawn(chart(*months(8)), 100) for character in line)
    points = [one if at % 2 else point(one.label, None) for at, one in enumerate(months(8))]
    assert not any("\u2801" <= character <= "\u28ff" for line in drawn(chart(*points), 100) for character in line)


def test_no_points_draw_nothing() -> None:
    assert drawn(chart(title="Nothing")) == []
    assert [find_format(name).render(Page(chart()), Screen()).strip() for name in ("plain", "markdown")] == ["", ""]


def test_points_without_any_figure() -> None:
    nothing = [point("2010", None, (None, None, None)), point("2011", None, (None, None, None))]
    assert drawn(chart(*nothing))[-1] == "2 periods without a figure"
    assert any("target 5" in line for line in drawn(chart(*nothing, target=5.0)))


def test_plain_is_the_same_drawing() -> None:
    assert (
        find_format("plain").render(Page(YEARS), Screen(76))
        == "\n".join(line.rstrip() for line in drawn(YEARS, 76)).rstrip("\n") + "\n"
    )
    assert find_format("plain").render(Page(YEARS), Screen(76, unicode=False)).isascii()


def test_markdown_is_a_table() -> None:
    found = chart(
        point("2010", 50.5, mark="concern"),
        point("2011", None, breaks="a | new [team]"),
        unit="percent",
        target=55.0,
        title="Seen *soon*",
    )
    assert find_format("markdown").render(Page(found), Screen()) == (
        r"""**Seen \*soon\***, target 55%

| Period | Value | Mean | Lower limit | Upper limit | Reading                                 |
| ------ | ----: | ---: | ----------: | ----------: | --------------------------------------- |
| 2010   | 50.5% |  50% |         40% |         60% | worse                                   |
| 2011   |       |  50% |         40% |         60% | no figure; new group: a \| new \[team\] |
"""
    )


def test_words_of_a_table() -> None:
    assert reading(point("a", 1.0, mark="high")) == "changed (higher)"
    assert reading(point("a", 1.0, mark="ghost")) == "ghost"
    assert target_words(chart(target=5.0)) == "cases, target 5"
    assert target_words(chart(unit="")) == ""
    assert figures(chart(), point("a", 1234.56789, (1e-7, float("nan"), None))) == ("1,234.568", "1e-07", "", "")


def test_colour_only_where_it_is_asked_for() -> None:
    assert "\x1b[" in find_format("terminal").render(Page(YEARS), Screen(80, colour=True))
    for name, screen in (("terminal", Screen(80)), ("plain", Screen(80, colour=True))):
        assert "\x1b" not in find_format(name).render(Page(YEARS), screen)
    painted = find_format("terminal").render(Page(YEARS), Screen(80, colour=True))
    bare = find_format("terminal").render(Page(YEARS), Screen(80))
    assert [line.rstrip() for line in re.sub(r"\x1b\[[\d;]*m", "", painted).splitlines()] == bare.splitlines()


FIGURES = st.none() | st.floats() | st.floats(-100, 100) | st.sampled_from([0.0, 5e-324, 1e308, -1e308, 50.0])
WORDS = st.text(max_size=12) | st.sampled_from(
    ["", "2016-04", "::error::x", "##[x]", "\x1b[31m", "第一" * 20, "y" * 99]
)
MARKS = st.sampled_from([*SYMBOLS, "missing", "?"])
POINTS = st.builds(ChartPoint, WORDS, FIGURES, FIGURES, FIGURES, FIGURES, st.sampled_from(Tone), MARKS)
BROKEN = st.builds(ChartPoint, WORDS, FIGURES, FIGURES, FIGURES, FIGURES, st.sampled_from(Tone), MARKS, WORDS)
CHARTS = st.builds(
    SpcChart,
    st.lists(POINTS | BROKEN, max_size=12).map(tuple) | st.lists(BROKEN, min_size=40, max_size=90).map(tuple),
    WORDS | st.just("percent"),
    FIGURES,
    WORDS,
)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(CHARTS, st.integers(60, 200), st.booleans())
def test_any_chart_is_drawn_and_no_line_is_wider_than_the_screen(found: SpcChart, width: int, unicode: bool) -> None:
    lines = drawn(found, width, unicode=unicode)
    assert all(cell_len(line) <= width for line in lines)
    assert len(lines) >= (9 if found.points else 0)
    assert unicode or all(line.isascii() for line in lines)


@settings(max_examples=30, deadline=None, derandomize=True)
@given(CHARTS, st.sampled_from([40, 60, 80, 120]), st.booleans(), st.booleans())
def test_any_chart_in_any_format(found: SpcChart, width: int, colour: bool, unicode: bool) -> None:
    screen = Screen(width, colour, unicode)
    for name in ("terminal", "plain", "markdown", "svg"):
        text = find_format(name).render(Page(found), screen)
        bare = re.sub(r"\x1b\[[\d;]*m", "", text)
        assert "\x1b" not in (bare if name == "terminal" and colour else text)
        assert not re.search(r"^\s*::", bare, re.MULTILINE)
        if name in ("terminal", "plain"):
            assert all(cell_len(line) <= width for line in bare.splitlines())
            assert unicode or bare.isascii()


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.none() | st.floats(-1e6, 1e6), min_size=1, max_size=40), st.integers(60, 160))
def test_every_figure_is_drawn_once(values: list[float | None], width: int) -> None:
    points = [point(str(at), value, (None, None, None)) for at, value in enumerate(values)]
    lines = plot(drawn(chart(*points), width))
    assert sum(line.count("●") for line in lines) == sum(1 for value in values if value is not None)


def test_an_excluded_figure_has_a_symbol_and_its_reason() -> None:
    points = [*months(5), replace(point("2010-06", 80.0, mark="excluded"), excluded="a strike")]
    for unicode, symbol in ((True, "○"), (False, "x")):
        lines = drawn(chart(*points), unicode=unicode)
        assert sum(line.count(symbol) for line in lines) == 3, "the point, the legend and the reason"
        assert any(f"{symbol} left out of the lines" in line for line in lines)
        assert f"{symbol} 2010-06: a strike" in lines


def test_a_chart_with_a_median_and_without_limits_says_so() -> None:
    points = tuple(replace(one, lower=None, upper=None) for one in months(4))
    found = replace(chart(*points), centre="median")
    assert any("median 50" in line for line in drawn(found))
    assert chart_words(found) == "4 figures from 2010-01 to 2010-04, with their median; cases."
    assert [column.title for column in chart_table(found).columns][2] == "Median"
