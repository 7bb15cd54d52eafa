"""Layouts of books of figures: what each column is, which figures are in it, and what is told."""

from datetime import date

from msgspec.structs import replace

from sheets.figures.making import means, month, said, share, sheet, told, understood, values


def test_months_wide_with_sections_totals_and_codes() -> None:
    found = understood(
        sheet(
            "Board",
            [
                ["Trust board report – June 2016"],
                ["Ref", "Metric", "Good is", "Standard", "Apr-16", "May-16", "Jun-16", "YTD", "RAG", "Comment"],
                ["Access"],
                [
                    "A1",
                    "Four hour waits (%)",
                    "High",
                    "≥ 95%",
                    share(0.91),
                    share(0.884),
                    "c",
                    share(0.9),
                    "R",
                    "Winter",
                ],
                ["Quality"],
                ["Q1", "Falls", "Low", "n/a", 12, "9*", "-", 21, "G", None],
                [None, "Total", None, None, 12, 9, None, 21],
                [],
                ["c = fewer than 6"],
            ],
        )
    )
    assert means(found) == [
        *("kpi_ref", "kpi", "polarity", "target", "period 2016-04", "period 2016-05", "period 2016-06"),
        *("aggregate", "ignore", "notes"),
    ]
    assert values(found, "Four hour waits") == {"2016-04": 91.0, "2016-05": 88.4, "2016-06": "c"}
    assert values(found, "Falls") == {"2016-04": 12.0, "2016-05": 9.0, "2016-06": "-"}
    assert (told(found, "section"), told(found, "footer")) == ([3, 5], [9])
    assert 7 in told(found, "aggregate")
    assert [one.unit for one in found.kpis] == ["percent", None]
    assert not found.ask
    assert [one.row for one in found.rows] == [1, 2, 3, 4, 5, 6, 7, 9]


def test_quarters_under_a_merged_year_with_a_target_each_year() -> None:
    found = understood(
        sheet(
            "S",
            [
                ["Indicator", "Unit", "2015/16", None, None, None, "2016/17"],
                [None, None, "Q1", "Q2", "Year", "Target", "Q1", "Target"],
                ["Reviews", "%", 81.5, 82, 81.7, 90, "tbc", 92],
            ],
            merged=[(1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 6), (1, 7, 1, 8)],
        )
    )
    assert means(found)[2:] == [
        *("period Q1 2015/16", "period Q2 2015/16", "period 2015/16", "target 2015/16"),
        *("period Q1 2016/17", "target 2016/17"),
    ]
    assert [(one.period, one.value) for one in found.kpis[0].targets] == [("2015/16", 90.0), ("2016/17", 92.0)]


def test_months_of_a_financial_year_above_them() -> None:
    rows = [["Measure", "2016/17"], [None, "April", "January"], ["Calls", 5, 6]]
    found = understood(sheet("S", rows, merged=[(1, 2, 1, 3)]))
    assert values(found, "Calls") == {"2016-04": 5.0, "2017-01": 6.0}


def test_months_without_a_year_are_asked() -> None:
    rows = [["Measure", "Apr", "May", "Jun"], ["Calls", 5, 6, 7]]
    asked = understood(sheet("S", rows))
    assert [one.key for one in asked.ask] == ["periods.year"]
    found = understood(sheet("S", rows), answers=said(periods={"year": "2016/17"}))
    assert values(found, "Calls") == {"2016-04": 5.0, "2016-05": 6.0, "2016-06": 7.0}
    assert not found.ask


def test_the_name_of_a_sheet_gives_its_year() -> None:
    rows = [["KPI", "Threshold", "Apr", "Jan", "Average"], ["Contacts", 5, 6, 7, 6.5]]
    found = understood(sheet("2015-16", rows), sheet("2016-17", rows))
    assert values(found, "Contacts").keys() == {"2015-04", "2016-01", "2016-04", "2017-01"}


def test_a_quarter_of_a_year_with_four_digits_is_asked() -> None:
    rows = [["KPI", "Q1 2016", "Q2 2016"], ["Calls", 5, 6]]
    assert [one.key for one in understood(sheet("S", rows)).ask] == ["periods.calendar"]
    found = understood(sheet("S", rows), answers=said(periods={"calendar": "financial"}))
    assert values(found, "Calls") == {"Q1 2016/17": 5.0, "Q2 2016/17": 6.0}


def test_numerator_denominator_and_value_side_by_side() -> None:
    found = understood(
        sheet(
            "S",
            [
                ["PI", "Q1 2016/17", None, None],
                [None, "Num", "Den", "%"],
                ["Reviews", 47, 296, 0.1588],
                ["Visits", 18, 114, 0.1579],
            ],
            merged=[(1, 1, 2, 1), (1, 2, 1, 4)],
        )
    )
    assert means(found) == ["kpi", "numerator Q1 2016/17", "denominator Q1 2016/17", "value Q1 2016/17"]
    (first, _) = found.figures
    assert (first.value, first.numerator, first.denominator) == (15.88, 47.0, 296.0)


def test_a_sheet_for_each_kpi_and_arithmetic_that_tells_its_columns() -> None:
    months = [42461, 42491, 42522, 42552]
    counts = [(35, 221), (25, 162), (46, 288), (0, 0)]
    rows = [[at, n, d, share(n / d) if d else "#DIV/0!", None] for at, (n, d) in zip(months, counts, strict=True)]
    head = [
        ["Indicator:", "Re-referrals"],
        ["Target:", share(0.15, "0%")],
        [],
        ["Month", "Back", "All in", "%", "Remarks"],
    ]
    found = understood(sheet("Contents", [["PI 1", "Re-referrals"]]), sheet("PI 1", [*head, *rows]))
    assert [one.role for one in found.sheets] == ["other", "kpis"]
    assert means(found, 1)[:4] == ["period", "numerator", "denominator", "value"]
    assert (found.kpis[0].kpi, found.kpis[0].ref, found.kpis[0].target) == ("Re-referrals", "PI 1", 15.0)
    assert values(found, "Re-referrals")["2016-07"] == "no denominator"
    assert told(found, "error") == [8]


def test_several_blocks_on_a_sheet() -> None:
    block = [
        ["Month", "Attended in time", "Incidents", "%"],
        [month(2016, 4), 3, 4, share(0.75)],
        [month(2016, 5), 4, 5, share(0.8)],
    ]
    found = understood(sheet("S", [["Response"], [], ["Fires reached"], *block, [], ["Crashes reached"], *block]))
    assert [one.kpi for one in found.kpis] == ["Fires reached", "Crashes reached"]
    assert values(found, "Crashes reached") == {"2016-04": 75.0, "2016-05": 80.0}


def test_a_row_for_each_part_of_a_figure() -> None:
    rows = [
        ["Indicator", "Measure", "Apr-16", "May-16"],
        ["Reviews", "Numerator", 8, 9],
        [None, "Denominator", 10, 12],
        [None, "%", share(0.8), share(0.75)],
        [None, "Target", share(0.9), share(0.9)],
    ]
    found = understood(sheet("S", rows, merged=[(2, 1, 5, 1)]))
    assert means(found)[:2] == ["kpi", "measure_type"]
    assert values(found, "Reviews") == {"2016-04": 80.0, "2016-05": 75.0}
    assert [one.numerator for one in found.figures] == [8.0, 9.0]
    assert found.kpis[0].target == 90.0


def test_areas_in_rows_ask_which_is_the_own_one() -> None:
    rows = [
        ["Indicator", "Area", "2014-15", "2015-16"],
        ["Reviews", "Rivershire", 70, 71],
        [None, "England", 72, "x"],
        [None, "Total", 142, 71],
    ]
    found = understood(sheet("S", rows, merged=[(2, 1, 4, 1)]))
    assert values(found, "Reviews", "England") == {"2014/15": 72.0, "2015/16": "x"}
    assert [(one.key, one.choices[0]) for one in found.ask] == [("areas.own", "Rivershire")]
    assert told(found, "aggregate") == [4]


def test_benchmarks_in_columns() -> None:
    rows = [["Indicator", "2014/15", "2015/16", "England 2015/16"], ["Reviews", 70, 71, 72]]
    assert values(understood(sheet("S", rows)), "Reviews", "England") == {"2015/16": 72.0}


def test_a_long_table_with_year_and_quarter_and_a_figure_twice() -> None:
    rows = [
        ["Year", "Quarter", "Code", "Indicator", "Num", "Denom", "Outturn", "Comments"],
        ["2015/16", "Q1", "N1", "Reviews", "31", "150", "20.7%", None],
        ["2015/16", "Q2", "N1", "Reviews", "30", "150", "20.0%", None],
        ["2015/16", "Q1", "N1", "Reviews", "33", "150", "22.0%", "Restated"],
    ]
    found = understood(sheet(None, rows))
    assert means(found) == ["period", "period", "kpi_ref", "kpi", "numerator", "denominator", "value", "notes"]
    assert [one.value for one in found.figures] == [20.7, 20.0, 22.0]
    assert [one.revises for one in found.figures] == [False, False, True]
    assert told(found, "duplicate") == [4]


def test_kpis_in_columns() -> None:
    rows = [
        ["Month", "Assessments in time", "Transfers delayed"],
        *([month(2016, at), share(0.7 + at / 100), 20 + at] for at in (4, 5, 6)),
    ]
    found = understood(sheet("S", rows))
    assert values(found, "Transfers delayed") == {"2016-04": 24.0, "2016-05": 25.0, "2016-06": 26.0}
    assert values(found, "Assessments in time")["2016-04"] == 74.0


def test_days_that_are_months_are_read_in_one_order() -> None:
    rows = [["Month", "Calls"], *([f"01/{at:02d}/2016", str(at)] for at in (4, 5, 6))]
    assert list(values(understood(sheet(None, [["KPI: Calls"], *rows])), "Calls")) == ["2016-04", "2016-05", "2016-06"]
    other = [["Date", "Calls"], ["03/04/2016", "1"], ["05/06/2016", "2"], ["07/08/2016", "3"]]
    assert "periods.order" in [one.key for one in understood(sheet(None, other)).ask]


def test_subtotals_among_months_are_told() -> None:
    rows = [["Measure", "Apr-16", "May-16", "Jun-16", "Q1 2016/17", "Jul-16"], ["Calls", 1, 2, 3, 6, 4]]
    found = understood(sheet("S", rows))
    assert means(found)[4] == "aggregate Q1 2016/17"
    assert 2 in told(found, "aggregate")


def test_sheets_that_repeat_others_are_not_read() -> None:
    rows = [["Indicator", "Apr-16", "May-16"], ["Calls", 1, 2]]
    found = understood(sheet("Data", rows), sheet("Dashboard", rows))
    assert [one.role for one in found.sheets] == ["kpis", "other"]
    assert len(found.figures) == 2


def test_figures_that_differ_between_sheets_are_a_conflict() -> None:
    found = understood(
        sheet("North return", [["Indicator", "Apr-16", "May-16"], ["Calls", 1, 2]]),
        sheet("South return", [["Indicator", "Apr-16", "May-16"], ["Calls", 1, 3]]),
    )
    assert [one.why for one in found.report if one.kind == "conflict"] == [
        "another figure than in North return, row 2: 2"
    ]
    assert [(one.key, one.sheet) for one in found.ask] == [("role", "South return")]


def test_a_hidden_day_is_no_month() -> None:
    rows = [["Indicator", (date(2026, 4, 16), "d-mmm"), (date(2026, 5, 16), "d-mmm")], ["Calls", 1, 2]]
    found = understood(sheet("S", rows))
    assert found.ask
    assert all(one.period is None for one in found.figures)


def test_a_group_that_tells_rows_of_one_kpi_apart_is_asked() -> None:
    rows = [["Measure", "Group", "2014/15", "2015/16"]]
    rows += [[kpi, group, 40, 41] for kpi in ("Reading", "Writing") for group in ("All pupils", "Disadvantaged")]
    found = understood(sheet("S", rows))
    assert means(found)[1] == "area"
    assert [one.key for one in found.ask] == ["columns.B.means", "areas.own"]
    assert found.ask[1].choices == ("All pupils", "Disadvantaged", "each")


def test_later_figures_of_a_dated_sheet_are_a_vintage() -> None:
    found = understood(
        sheet("As at Nov 2016", [["Indicator", "Sep-16", "Oct-16"], ["Calls", 1, 3]]),
        sheet("As at Oct 2016", [["Indicator", "Aug-16", "Sep-16"], ["Calls", 5, 2]]),
    )
    assert [(one.kind, one.sheet) for one in found.report] == [("vintage", "As at Nov 2016")]
    assert [one.value for one in found.figures if one.period == "2016-09"] == [2.0, 1.0]
    assert not found.ask


def test_an_outturn_is_of_the_year_of_the_title() -> None:
    rows = [["Scorecard 2016-17"], [], ["Indicator", "Q1", "Q2", "Outturn"], ["Calls", 5, 6, 11]]
    found = understood(sheet("S", rows))
    assert means(found)[1:] == ["period Q1 2016/17", "period Q2 2016/17", "period 2016/17"]


def test_a_hidden_row_is_taken_and_told() -> None:
    one = sheet("S", [["Indicator", "Apr-16", "May-16"], ["Calls", 1, 2]])
    rows = tuple(replace(row, hidden=row.number == 2) for row in one.rows)
    found = understood(replace(one, rows=rows))
    assert values(found, "Calls") == {"2016-04": 1.0, "2016-05": 2.0}
    assert told(found, "hidden") == [2]


def test_every_row_and_no_text_is_too_much() -> None:
    wide = [["Indicator", *["Apr-16"] * 300], ["x" * 40_000, *["1" * 500] * 300], ["=cmd|' /C calc'!A0", 1]]
    found = understood(sheet("S" * 31, wide), sheet("Empty", []))
    assert [one.row for one in found.rows] == [1, 2, 3]


def test_numbers_that_could_be_days_or_years_are_figures_unless_their_heading_says_period() -> None:
    rows = [["Month", "Miles driven", "Visits"], *([month(2023, at), 42_000 + at, 2000 + at] for at in (4, 5, 6, 7))]
    found = understood(sheet("Fleet", rows))
    assert means(found) == ["period", "value", "value"]
    assert values(found, "Miles driven") == {f"2023-0{at}": 42_000 + at for at in (4, 5, 6, 7)}
    assert not found.ask


def test_the_service_that_each_measure_belongs_to_is_no_area() -> None:
    names = (("Homes", "Calls answered"), ("Roads", "Holes filled"))
    rows = [[service, name, month(2024, at), 10.5 + at] for service, name in names for at in (4, 5, 6, 7)]
    found = understood(sheet(None, [["Service", "Measure", "Month", "Value"], *rows]))
    assert means(found) == ["notes", "kpi", "period", "value"]
    assert values(found, "Holes filled") == {f"2024-0{at}": 10.5 + at for at in (4, 5, 6, 7)}
    assert not found.ask


def test_codes_beside_the_names_are_their_ids() -> None:
    rows = [
        [month(2024, at), code, name, 10.5 + at]
        for at in (4, 5, 6, 7)
        for code, name in (("H1", "Calls answered"), ("H2", "Homes let"))
    ]
    found = understood(sheet(None, [["Period", "PI", "Indicator name", "Result"], *rows]))
    assert means(found) == ["period", "kpi_ref", "kpi", "value"]
    assert not found.ask


def test_a_day_of_something_else_beside_the_period_is_asked_about() -> None:
    rows = [["Calls answered", month(2024, at), 10.5 + at, month(2024, at + 2)] for at in (4, 5, 6, 7)]
    found = understood(sheet(None, [["Measure", "Month", "Value", "Wibble"], *rows]))
    assert means(found)[:3] == ["kpi", "period", "value"]
    assert [one.key for one in found.ask] == ["columns.D.means"]


def test_words_about_a_kpi_days_and_limits_beside_its_months_need_no_question() -> None:
    names = ("Calls answered", "Homes let in 28 days", "Falls", "Holes filled")
    rows = [
        [name, "People" if at % 2 else "Place", 10.5 + at, 11.5, 12, 15 + at, 4, date(2024, 8, 1)]
        for at, name in enumerate(names)
    ]
    head = ["Measure", "Perspective", "Apr-24", "May-24", "Jun-24", "Minimum standard", "LCL", "Refreshed"]
    found = understood(sheet("Figures", [head, *rows]))
    assert [one.split()[0] for one in means(found)] == [
        *("kpi", "notes", "period", "period", "period", "target", "ignore", "notes"),
    ]
    assert not found.ask


def test_the_average_of_others_without_a_period_is_no_total() -> None:
    rows = [[name, 10.5, 11.5, 15] for name in ("Calls answered", "Homes let", "Falls", "Holes filled")]
    found = understood(sheet("Figures", [["Measure", "Apr-24", "May-24", "Peer average"], *rows]))
    assert [one.column for one in found.ask] == ["D"]


def test_kinds_of_measures_with_a_row_each_are_no_parts_of_figures() -> None:
    rows = [
        [name, kind, 10.5, 11.5]
        for name, kind in (("Calls", "%"), ("Homes", "Rate"), ("Falls", "Number"), ("Holes", "%"))
    ]
    found = understood(sheet("Figures", [["Measure", "Measure type", "Apr-24", "May-24"], *rows]))
    assert means(found)[1] == "unit"


def test_months_as_numbers_are_months_only_one_after_the_other() -> None:
    rows = [[name, 10.5, 11.5, 15] for name in ("Calls answered", "Homes let", "Falls", "Holes filled")]
    found = understood(sheet("Figures", [["Measure", 202411, 202412, 202501], *rows]))
    assert means(found)[1:] == ["period 2024-11", "period 2024-12", "period 2025-01"]


def test_a_rolling_year_is_no_twelfth_day() -> None:
    rows = [[name, 10.5, 11.5] for name in ("Calls answered", "Homes let", "Falls", "Holes filled")]
    found = understood(sheet("Figures", [["Measure", "R12 Mar-24", "R12 Jun-24"], *rows]))
    assert means(found)[1:] == ["period 2023/24", "period year to 2024-06"]


def test_the_year_of_quarters_is_that_of_the_target_beside_them_if_no_title_has_one() -> None:
    def asked(*headings: str) -> list[str]:
        found = understood(
            sheet("S", [["Measure", *headings, "Q1", "Q2"], ["Reviews", *["80%"] * len(headings), 75, 82]])
        )
        return [one.key for one in found.ask] or list(values(found, "Reviews"))

    assert asked("2014/15 outturn", "2015/16 target")[-2:] == ["Q1 2015/16", "Q2 2015/16"]
    assert "Q1 2015/16" not in asked("2015/16 target", "2016/17 target")
