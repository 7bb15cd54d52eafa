"""CSV for Excel: its text stays text."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from commands.running import Run
from pap_cli.document import Document, Records
from pap_cli.formats import find_format
from pap_cli.render.screen import Screen


@dataclass(frozen=True)
class Fields:
    """A view of one row."""

    values: tuple[object, ...]
    kind: str = "milestones"

    def facts(self) -> Mapping[str, object]:
        return {}

    def records(self) -> Records:
        return Records(tuple(f"c{number}" for number in range(len(self.values))), (self.values,))

    def document(self) -> Document:
        return Document("", ())


def field(value: object, *, excel: bool = True) -> str:
    made = find_format("csv").render(Fields((value, "end")), Screen(excel=excel))
    text = made.decode("utf-8-sig") if isinstance(made, bytes) else made
    return list(csv.reader(io.StringIO(text)))[1][0]


CHANGED = [
    "001",
    "1E5",
    "1e5",
    "2.50",
    "12345678901234567890",
    "50%",
    "£5",
    "(5)",
    ".5",
    "1-2",
    "1/2",
    "1 1/2",
    "1.2.3",
    "01/02/2016",
    "2016-04",
    "2016/17",
    "10:30",
    "1:2:3",
    "9pm",
    "10:30pm",
    "MAR1",
    "mar-16",
    "Sep2",
    "Dec-2016",
    "March2016",
    "1-Mar",
    "2Oct16",
    "DEC5",
    "3 March 2016",
    "March 2016",
    "TRUE",
    "false",
    " 001 ",
]
UNCHANGED = [
    "A1",
    "A1.1",
    "R1",
    "x001",
    "M2",
    "MARK1",
    "Mars",
    "Mays 1",
    "Decade 5",
    "x-2",
    "2016-10-14",
    "1st",
    "100m",
    "A-1",
    "p:1",
    "Q1",
    "1-2-x",
    "Octopus5x",
    "",
    "Due 1 May",
    "1 of 2",
]


@pytest.mark.parametrize("text", [*CHANGED, "1,000", "Mar 16, 2016"])
def test_text_that_excel_would_change_is_kept(text: str) -> None:
    assert field(text) == f'="{text}"'
    assert field(text, excel=False) == text


@pytest.mark.parametrize("text", UNCHANGED)
def test_other_text_is_as_it_was(text: str) -> None:
    assert field(text) == text


@pytest.mark.parametrize(("value", "shown"), [(1, "1"), (-2.5, "-2.5"), (True, "true"), (None, "")])
def test_numbers_stay_numbers(value: object, shown: str) -> None:
    assert field(value) == shown


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", '="001"', "=cmd|' /C calc'!A0", "＝1", "-0"])
def test_formulas_stay_defused(text: str) -> None:
    assert field(text) == f"'{text}"


@pytest.mark.usefixtures("workspace")
def test_the_option(pap: Run) -> None:
    assert pap("milestones", "--excel", "-o", "x.csv", "--as-of", "2016-10-14").code == 0
    assert Path("x.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert pap("milestones", "--excel", "-f", "json", "--report", "csv=y.csv").code == 0
    assert Path("y.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert pap("milestones", "-o", "z.csv").code == 0
    assert not Path("z.csv").read_bytes().startswith(b"\xef")
    ran = pap("milestones", "--excel")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "pap: --excel is for CSV only\n  add  --output FILE.csv  or  --format csv\n"
