"""Numbers as a format shows them."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from pap_cli.sheets.book.shown.codes import Form, Section, Token
from pap_cli.sheets.book.shown.dates import from_serial, show_elapsed, show_moment, time_of

_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
}
_LARGE, _SMALL = 1e15, 1e-9


def show_general(value: float) -> str:
    """Return a number as it is shown without a format: as Excel does, to ten digits at most."""
    if isinstance(value, int) or (value.is_integer() and abs(value) < _LARGE):
        return str(int(value))
    if not math.isfinite(value):
        return str(value)
    if _SMALL <= abs(value) < _LARGE:
        digits = max(0, 10 - max(1, math.floor(math.log10(abs(value))) + 1))
        text = f"{value:.{digits}f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return f"{value:.6g}".replace("e", "E")


def show(value: float, form: Form, *, since_1904: bool) -> str:
    """Return a number as its format shows it; as it is where the format hides it or cannot show it."""
    if form.general or not math.isfinite(value):
        return show_general(value)
    section, signed = _section(value, form)
    if section.elapsed:
        shown = show_elapsed(value, section)
    elif section.dated:
        shown = _show_date(value, section, since_1904)
    elif any(token.kind == "general" or token.kind == "@" for token in section.tokens):
        general = show_general(abs(value) if not signed else value)
        shown = "".join(general if token.kind in ("general", "@") else token.text for token in section.tokens)
    elif _unusual(section):
        shown = ""
    else:
        shown = _show_digits(abs(value), section)
        shown = f"-{shown}" if signed and value < 0 and any(digit in shown for digit in "123456789") else shown
    return shown.strip() or show_general(value)


def _show_date(value: float, section: Section, since_1904: bool) -> str:
    moment = from_serial(value, since_1904=since_1904)
    if moment is None and 0 <= value < 1 and (time := time_of(value)) is not None:
        import datetime as dt

        moment = dt.datetime.combine(dt.date(1900, 1, 1), time)
        if any(token.kind == "date" and token.text[0] == "d" for token in section.tokens):
            return "00/01/1900"  # what Excel shows of an empty cell that a formula refers to
    return show_moment(moment, section) if moment is not None else ""


def _unusual(section: Section) -> bool:
    """Return True for a fraction or an exponent, which are shown as plain numbers."""
    kinds = [token.kind for token in section.tokens]
    return "exponent" in kinds or any(
        token.kind == "literal" and token.text == "/" and "digit" in kinds for token in section.tokens
    )


def _section(value: float, form: Form) -> tuple[Section, bool]:
    """Return the section for a number, and whether a minus sign is still to be shown."""
    sections = form.sections
    conditions = [section for section in sections if section.condition]
    if conditions:
        for section in sections[:3]:
            if not section.condition or _holds(value, section.condition):
                return section, True
        return sections[-1], True
    if value < 0 and len(sections) > 1:
        return sections[1], False
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], True


def _holds(value: float, condition: str) -> bool:
    sign = condition[:2] if condition[:2] in _COMPARE else condition[:1]
    try:
        return _COMPARE[sign](value, float(condition[len(sign) :]))
    except ValueError:
        return False


def _show_digits(value: float, section: Section) -> str:
    tokens = list(section.tokens)
    point = next((index for index, token in enumerate(tokens) if token.kind == "."), None)
    whole, part = (tokens, []) if point is None else (tokens[:point], tokens[point + 1 :])
    places = [index for index, token in enumerate(tokens) if token.kind == "digit"]
    if not places:
        return "".join(token.text for token in tokens)
    number = Decimal(repr(value)).scaleb(2 * sum(token.kind == "%" for token in tokens))
    after = tokens[places[-1] + 1 :]
    for token in after:
        if token.kind != ",":
            break
        number = number.scaleb(-3)
    decimals = sum(token.kind == "digit" for token in part)
    try:
        number = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    except InvalidOperation:  # more digits than a number has
        return ""
    digits, _, fraction = f"{number:f}".partition(".")
    return _whole(digits, whole) + _fraction(fraction, part, point is not None)


def _whole(digits: str, tokens: list[Token]) -> str:
    """Return the digits before the point in the places for them; the first place takes those that are left over."""
    places = [index for index, token in enumerate(tokens) if token.kind == "digit"]
    if not places:
        return "".join(token.text for token in tokens if token.kind != ",") + (digits if digits != "0" else "")
    grouped = any(token.kind == "," for token in tokens[places[0] : places[-1]])
    least = sum(token.text == "0" for token in tokens)
    digits = (digits.lstrip("0") or "").rjust(least, "0")
    if grouped:
        filled = _grouped(digits)
        before, after = tokens[: places[0]], tokens[places[-1] + 1 :]
        return _plain(before) + filled + _plain(after)
    shown: list[str] = []
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token.kind == "digit":
            take = len(digits) if index == places[0] else 1
            shown.append(digits[len(digits) - take :] if take else "")
            digits = digits[: len(digits) - take]
        elif token.kind != ",":
            shown.append(token.text)
    return "".join(reversed(shown))


def _plain(tokens: list[Token]) -> str:
    return "".join(token.text for token in tokens if token.kind != ",")


def _grouped(digits: str) -> str:
    first = len(digits) % 3
    groups = [digits[:first]] if first else []
    return ",".join(groups + [digits[index : index + 3] for index in range(first, len(digits), 3)])


def _fraction(digits: str, tokens: list[Token], point: bool) -> str:
    wanted = [token.text for token in tokens if token.kind == "digit"]
    while digits and wanted and wanted[len(digits) - 1] != "0" and digits[-1] == "0":
        digits = digits[:-1]
    shown, rest = "." if point else "", iter(digits)
    for token in tokens:
        if token.kind == "digit":
            shown += next(rest, "")
        elif token.kind != ",":
            shown += token.text
    return shown
