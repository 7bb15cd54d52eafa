"""Numbers and figures from text, and what is wrong with those that cannot be read."""

from __future__ import annotations

import re
from functools import lru_cache

from pap_cli.advice.numbers import not_a_number
from pap_cli.bad_value import BadValueError
from pap_cli.model.dates import quote
from pap_cli.model.measure import MarkedFigure, Missing, Standing

# No number starts with a zero that adds nothing: `010` is 8 to some YAML readers, and 10 to others.
NUMBER = re.compile(r"[-+]?(?:(?:0|[1-9]\d{0,29})(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][-+]?\d{1,2})?", re.ASCII)
# Number of digits that every whole number can have and still be kept exactly.
_EXACT_DIGITS = 15
MARKED_PATTERN = r"^(-?[\d.]+ ?\[[per]\]|\[(c|low|u|x|z)\])$"


def parse_number(text: str) -> float:
    """Read a number.

    Raises:
        BadValueError: if TEXT is not a number, or has more digits than can be kept.
    """
    if not NUMBER.fullmatch(text):
        raise _bad_number(text)
    number = float(text) + 0.0  # -0 is 0
    if len(text) > _EXACT_DIGITS and text.lstrip("+-").isdigit() and int(text) != number:
        raise BadValueError(f"{quote(text)} has too many digits", f"write at most {_EXACT_DIGITS} digits")
    return number


def _bad_number(text: str, codes: tuple[str, ...] = ()) -> BadValueError:
    wrong, help = not_a_number(text, codes)
    return BadValueError(f"{quote(text)} {wrong}", help)


PERCENT_FORM = "write a number from 0 to 100, like 60"
PERCENT_PATTERN = r"^\d{1,3}(\.\d+)?%$"


def parse_percent(text: str) -> float:
    """Read a share in percent, from 0 to 100, with a percent sign or without.

    Raises:
        BadValueError: if TEXT is not a number, or not such a share; less than 1 is probably a share of 1, as in 0.6.
    """
    bare = text.removesuffix("%").rstrip()
    if not NUMBER.fullmatch(bare):
        wrong, help = not_a_number(bare)
        meant = re.match(r"write (\d{1,2}(?:\.\d+)?|100)(?: and unit: percent)?$", help)
        raise BadValueError(f"{quote(text)} {wrong}", f"write {meant[1]}" if meant else PERCENT_FORM)
    share = parse_number(bare)
    if 0 < share < 1 and bare == text:
        help = f"write {100 * share:g}%, or {text}% if that is meant"
        raise BadValueError(f"{quote(text)} is less than 1 percent", help)
    if not 0 <= share <= _WHOLE:
        raise BadValueError(f"{quote(text)} is {'less than 0%' if share < 0 else 'more than 100%'}", PERCENT_FORM)
    return share


_WHOLE = 100
CODES = tuple(code.value for code in Missing)


@lru_cache(maxsize=8192)  # figures repeat: most are percentages with at most one decimal
def parse_figure(text: str) -> float | Missing:
    """Read a figure, which may have a mark, or a code in its place.

    Raises:
        BadValueError: if TEXT is neither.
    """
    if text in CODES:
        return Missing(text)
    if NUMBER.fullmatch(text):
        return parse_number(text)
    if text.endswith("]"):
        value, _, mark = text[:-1].rpartition("[")
        if not value and mark in _MARKED_CODES:
            return Missing(mark)
        if mark in _STANDINGS and NUMBER.fullmatch(value.rstrip()):
            marked = MarkedFigure(parse_number(value.rstrip()))
            marked.standing = _STANDINGS[mark]
            return marked
    raise _bad_number(text, CODES)


# The marks of the Government Analysis Function in place of a figure, and after one.
_MARKED_CODES = ("c", "low", "u", "x", "z")
_STANDINGS = {one.mark[1]: one for one in Standing}
