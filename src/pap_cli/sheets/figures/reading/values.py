"""Figures as people write them in cells: a number, a percentage, a code in its place, and marks after it.

Only what is exact is read: “1.2k” was rounded, “<5” hides a number, so both are told and not made into figures.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache

from msgspec import Struct

from pap_cli.advice.numbers import bare_number, code_for
from pap_cli.model.measure import Missing
from pap_cli.sheets.book.cells import Cell

# What says that a figure will come: nothing is written for it.
_LATER = frozenset(
    (
        "tbc",
        "tbd",
        "tba",
        "pending",
        "awaited",
        "awaiting",
        "awaiting data",
        "to follow",
        "not yet available",
        "not due",
        "due",
        "not yet due",
        "not yet published",
        "data not yet available",
        "to be confirmed",
        "not available yet",
        "next quarter",
        "available next month",
    )
)
_CODES = {
    **dict.fromkeys(
        ("n/k", "nk", "no return", "not reported", "not measured", "nd", "n/d", "no figure", "not held"),
        Missing.MISSING,
    ),
    **dict.fromkeys(("low numbers", "small numbers", "<lt", "disclosive", "suppr", "#supp"), Missing.CONFIDENTIAL),
    **dict.fromkeys(("--", "---", ".", "- -"), Missing.DASH),
    **dict.fromkeys(("no activity", "no cases", "none due", "nothing due", "no denominator"), Missing.NOT_APPLICABLE),
}
_PUBLISHED = frozenset(one.value for one in Missing)
_EXACT_DIGITS = 15
_STANDING = {"p": "provisional", "r": "revised", "e": "estimated"}
_MARK = re.compile(
    r"^(.*\d\s?%?)\s*[(\[]?\s?(p|r|e|prov|provisional|rev|revised|est|estimate|estimated|prelim|preliminary)\.?\s?[)\]]?$"
)
_FOOTNOTE = re.compile(r"^(.*\d\s?%?)\s*((?:\*+|†+|‡+|\^+|#+|[¹²³⁴⁵]+|\[\w{1,2}\]|\((?:note )?\d\)|[(\[]\*+[)\]])+)$")
_OF = re.compile(r"(\d[\d,]*)\s*(?:/|of|out of)\s*(\d[\d,]*)(?:\s*[(\[]\s*([\d.]+)\s?%\s*[)\]])?")
_WITH_COUNTS = re.compile(r"([\d.]+)\s?%\s*[(\[]\s*(\d[\d,]*)\s*(?:/|of|out of)\s*(\d[\d,]*)\s*[)\]]")


class Reading(Struct, frozen=True, kw_only=True):
    """What a cell says in the place of a figure."""

    # As a person sees it.
    text: str
    value: float | None = None
    # True if the cell itself says percent: its value is then 83.4 for 83.4 %.
    percent: bool = False
    # True if the format of the cell says so, and not a sign in its text.
    formatted: bool = False
    # A code in place of the figure, verbatim, and the code that `pap` has for it.
    code: str | None = None
    missing: Missing | None = None
    # True for a figure that is still to come.
    later: bool = False
    standing: str | None = None
    footnote: str | None = None
    error: bool = False
    # Why it cannot be told.
    unclear: str = ""
    numerator: float | None = None
    denominator: float | None = None


def read_value(cell: Cell | None) -> Reading | None:
    """Return what a cell says in the place of a figure; None for an empty one."""
    if cell is None:
        return None
    if cell.error:
        return _error(cell.error)
    value = cell.value
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, bool):
        return Reading(text=cell.text, unclear="a yes or a no, not a figure")
    if isinstance(value, int | float):
        percent = "%" in _outside_quotes(cell.format)
        return Reading(
            text=cell.text or f"{value:g}",
            value=_exact(value * 100 if percent else value),
            percent=percent,
            formatted=percent,
        )
    if isinstance(value, str):
        return read_text(value)
    kind = "a date" if isinstance(value, date) else "a time of day"
    return Reading(text=cell.text or str(value), unclear=f"{kind}, not a figure")


def _error(text: str) -> Reading:
    if text.upper() == "#DIV/0!":
        return Reading(text=text, code="no denominator", missing=Missing.NOT_APPLICABLE, error=True)
    if text.upper() == "#N/A":
        return Reading(text=text, code=text, missing=Missing.NOT_AVAILABLE, error=True)
    return Reading(text=text, error=True, unclear="the formula of this cell has an error")


def _outside_quotes(format: str) -> str:
    return re.sub(r'"[^"]*"|\\.', "", format)


def _exact(value: float) -> float:
    """Return a number without the noise of binary fractions: 0.834 × 100 is 83.4."""
    return round(float(value), 10) + 0.0


@lru_cache(maxsize=1 << 14)  # texts repeat
def read_text(text: str) -> Reading:
    """Return what a text says in the place of a figure."""
    shown = " ".join(text.split())
    plain = unicodedata.normalize("NFKC", re.sub(r"[¹²³⁴⁵]+$", lambda mark: f" [{mark[0]}]", shown))
    plain = re.sub("[\u2010-\u2015\u2212]", "-", plain).casefold().strip()
    if plain.startswith("#") and plain.endswith(("!", "?", "/a")):
        return _error(shown)
    if plain in _LATER:
        return Reading(text=shown, code=shown, missing=Missing.MISSING, later=True)
    if plain in ("nil", "zero"):
        return Reading(text=shown, value=0.0)
    if (missing := _code(plain)) is not None:
        return Reading(text=shown, code=shown, missing=missing)
    if counted := _counted(plain, shown):
        return counted
    standing = footnote = None
    body = plain
    if found := _MARK.match(body):
        body, standing = found[1].strip(), _STANDING[found[2].replace("prelim", "p")[0]]
    elif found := _FOOTNOTE.match(body):
        body, footnote = found[1].strip(), found[2]
    percent = body.endswith(("%", " per cent", " percent"))
    bare = re.sub(r"\s*(?:%| per ?cent)$", "", body)
    if (number := _number(bare)) is None:
        return Reading(text=shown, unclear=_why(bare))
    return Reading(text=shown, value=number, percent=percent, standing=standing, footnote=footnote)


def _code(plain: str) -> Missing | None:
    """Return the code of `pap` for a word in place of a figure; None for other text."""
    if plain in _PUBLISHED:
        return Missing(plain)
    published = code_for(plain)
    return _CODES.get(plain) or (Missing(published) if published is not None else None)


def _counted(plain: str, shown: str) -> Reading | None:
    """Read `17 of 20`, which is 85 %, with or without that percentage."""
    if found := _WITH_COUNTS.fullmatch(plain):
        share, one, all_ = found[1], found[2], found[3]
    elif found := _OF.fullmatch(plain):
        one, all_, share = found[1], found[2], found[3]
    else:
        return None
    numerator, denominator = (float(part.replace(",", "")) for part in (one, all_))
    if numerator > denominator or not denominator:
        return Reading(text=shown, unclear="one number of another, and not a part of it")
    computed = 100 * numerator / denominator
    if share is not None and abs(float(share) - computed) > 0.6:
        return Reading(text=shown, unclear="the percentage is not that of its two counts")
    value = float(share) if share is not None else round(computed, 2)
    return Reading(text=shown, value=value, percent=True, numerator=numerator, denominator=denominator)


def _number(text: str) -> float | None:
    """Return a number that is written exactly: with separators of thousands, a sign or a currency, not rounded."""
    if re.search(r"[a-z]$", text) or len(text) > 40:
        return None
    if re.fullmatch(r"[-+]?\d{1,3}(?: \d{3})+(?:\.\d+)?|[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", text):
        return float(re.sub(r"[ ,]", "", text))
    if re.fullmatch(r"[-+]?\d{1,3},\d{1,2}", text):
        return float(text.replace(",", "."))
    if text.startswith("("):
        return None
    bare = bare_number(text)
    # a number with more digits would be kept as another
    return float(bare) + 0.0 if bare and len(bare.lstrip("+-")) <= _EXACT_DIGITS else None


def _why(text: str) -> str:
    if re.fullmatch(r"[£$€]?\s?[\d.,]+\s?(?:k|m|bn|thousand|million)", text):
        return "it was rounded: write the whole number"
    if re.match(r"[<>≤≥]|under |over |less than|more than|up to", text):
        return "a limit, not a figure"
    if re.match(r"(?:~|c\.?\s?|circa |about |approx)", text) and re.search(r"\d", text):
        return "approximate"
    if text.startswith("(") and text.endswith(")"):
        return "in brackets: a negative number, or a remark"
    return "not a number" if re.search(r"\d", text) else "text, not a figure"
