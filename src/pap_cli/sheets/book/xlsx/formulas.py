"""Formulas: never computed; what the file last computed is read, and what they would reach for is told."""

from __future__ import annotations

import re

from pap_cli.sheets.book.noticed import Noticed

# `[1]Sheet!A1` or `'C:\folder\[book.xlsx]Sheet'!A1`; not `Table[2016]`, a column of a table.
_OTHER_BOOK = re.compile(r"(?:^|[=(,+\-*/&<>^ ;{])\[\d+\]|'[^']*\[[^'\]]+\][^']*'!|\[[^\]]+\.xl\w+\]", re.IGNORECASE)
# `cmd|'/c calc'!A0`
_DDE = re.compile(r"[\w.]+\|\s*('[^']*'|[\w.\\/: ]+)!")
_REACHES = re.compile(r"\b(WEBSERVICE|IMPORTDATA|IMPORTXML|IMPORTRANGE|RTD|CALL|REGISTER(?:\.ID)?)\s*\(", re.IGNORECASE)
_QUICK = ("[", "|", "(")


def notice_formula(formula: str, noticed: Noticed, sheet: str, row: int, column: int) -> None:
    """Take note of a formula that reaches out of the file."""
    if not any(mark in formula for mark in _QUICK):
        return
    if _DDE.search(formula):
        noticed.at("formulas that would start a program (DDE) were not run", sheet, row, column)
    elif _OTHER_BOOK.search(formula):
        noticed.at(
            "formulas refer to other files, which were not opened; the last results were read", sheet, row, column
        )
    elif _REACHES.search(formula):
        noticed.at("formulas would fetch something from outside; they were not run", sheet, row, column)
