from __future__ import annotations

import pytest

from pap_cli.sheets.book.shown.codes import form
from pap_cli.sheets.book.shown.numbers import show


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (40969, "mmm-yy", "Mar-12"),
        (40969, "[$-809]dd mmmm yyyy;@", "01 March 2012"),
        (41000, "yyyy\\-mm\\-dd", "2012-04-01"),
        (41000, "ddd d mmm", "Sun 1 Apr"),
        (41000.75, "dd/mm/yyyy hh:mm", "01/04/2012 18:00"),
        (0.5, "h:mm AM/PM", "12:00 PM"),
        (1.25, "[h]:mm", "30:00"),
        (0.005, "mm:ss", "07:12"),
        (0, "dd/mm/yyyy", "00/01/1900"),
        (0.834, "0%", "83%"),
        (0.125, "0.0%", "12.5%"),
        (-0.001, "0.0%", "-0.1%"),
        (2.5, "0", "3"),
        (3.1, "0.00", "3.10"),
        (12, "0.##", "12."),
        (7, "000", "007"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (1234567, '0.0,,"m"', "1.2m"),
        (12345, "[$£-809]#,##0", "£12,345"),
        (123456789, "00-00-00", "12345-67-89"),
        (-5, "#,##0;[Red](#,##0)", "(5)"),
        (0, '0;-0;"none"', "none"),
        (1234, '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', "1,234"),
        (45, "[>=100]0.0;0.00", "45.00"),
        (3, ";;;", "3"),
        (0.5, "# ?/?", "0.5"),
        (5, '"Q"0', "Q5"),
        (1e300, "0.00", "1E+300"),
        (0.0001234, "", "0.0001234"),
        (1e20, "General", "1E+20"),
        (5, "0" * 300, "5"),
        (-40000, "dd/mm/yyyy", "-40000"),
        (5, '"unclosed', "unclosed"),
    ],
)
def test_a_number_is_shown_as_a_person_sees_it(value: float, code: str, expected: str) -> None:
    assert show(value, form(code), since_1904=False) == expected
