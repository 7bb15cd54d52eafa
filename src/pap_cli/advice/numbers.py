"""What to write instead of a number, a figure or a length of time that cannot be read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from pap_cli.advice.synonyms import plain

NUMBER_FORM = "write it like 95 or 83.4"
DURATION_FORM = "write it like 3 months, 28 days or 28d"
_PLAIN = r"[-+]?(?:\d{1,30}(?:\.\d{1,30})?|\.\d{1,30})"
_POWERS = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9}
_ABOUT = r"^(?:c|ca|circa|approx|approximately|about|around|nearly|est|estimated|~|≈)[. ]*(?=[\d£$€])"
_LIMIT = r"^(?:<=?|>=?|≤|≥|less than|more than|under|over|below|above|at least|at most|up to|min|max) ?"
# The code that is published for what people write in place of a figure.
_CODES: Mapping[str, str] = {
    **dict.fromkeys(("*", "supp", "suppressed", "redacted", "confidential", "hidden", "withheld", "§"), "c"),
    **dict.fromkeys(("n/a", "na", "n.a.", "n.a", "not applicable"), "z"),
    **dict.fromkeys(("..", "...", "…", "not available", "unavailable", "not published", "–", "—"), "x"),
    **dict.fromkeys(("#n/a", "#div/0!", "#ref!", "#value!", "#name?", "#num!", "#null!", "err", "error"), "missing"),
    **dict.fromkeys(("none", "null", "nil return", "no data", "blank", "tbc", "tbd", "tba", "unknown", "?"), "missing"),
    **dict.fromkeys(
        ("not known", "not collected", "not recorded", "pending", "awaited", "to follow", "nan"), "missing"
    ),
    **dict.fromkeys(("unreliable", "low reliability"), "u"),
}
_REPEATS: Mapping[str, str] = {
    **dict.fromkeys(("daily", "every day"), "1 day"),
    **dict.fromkeys(("weekly", "every week", "a week"), "1 week"),
    **dict.fromkeys(("fortnightly", "every fortnight", "a fortnight", "fortnight", "bi weekly", "biweekly"), "2 weeks"),
    **dict.fromkeys(("monthly", "every month", "a month", "month"), "1 month"),
    **dict.fromkeys(("quarterly", "every quarter", "a quarter", "quarter"), "3 months"),
    **dict.fromkeys(("termly", "every term", "a term"), "4 months"),
    **dict.fromkeys(("half yearly", "six monthly", "biannually", "twice a year", "half a year"), "6 months"),
    **dict.fromkeys(("annual", "annually", "yearly", "every year", "a year", "year", "once a year"), "1 year"),
}
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_UNITS = {"d": "day", "w": "week", "m": "month", "y": "year"}
_LENGTH = (
    r"(?:every |within |after |in )?(\d{1,4}(?:\.5)?|[a-z]+)[ \-]*(d|w|m|y)"
    r"(?:ays?|ks?|eeks?|o|os|ths?|onths?|ly|onthly|rs?|ears?)?(?: time)?"
)
_MARKS = r"(.*\d)%? ?(?:\*+|\(?(p|r|e)(?:rov|rovisional|evised|st|stimate|stimated)?\)?|†|‡)"
# What the codes say.
_MEANING = {"c": "suppressed", "x": "not available", "z": "not applicable", "u": "low reliability"}
_MAX_DIGITS = 4


def not_a_number(text: str, codes: tuple[str, ...] = ()) -> tuple[str, str]:
    """Return what is wrong with a number, and what to write instead.

    `codes` are the codes that may stand in its place.
    """
    if (comma := _with_comma(_without_zeros(text))) is not None:
        return comma
    if re.fullmatch(rf"(?a){_PLAIN}(?:[eE][-+]?\d{{1,2}})?", text) and (shorter := _without_zeros(text)) != text:
        octal = re.fullmatch("0[0-7]+", text) and int(text) >= 8  # 07 is 7 to everybody
        return "starts with a zero", f"write {shorter}" + (
            f"; some programs read {text} as {int(text, 8)}" if octal else ""
        )
    written = unicodedata.normalize("NFKC", text).replace("−", "-").replace("–", "-").strip()
    if (found := re.fullmatch(r"(?i)(.*\d) ?(?:%|per ?cent|pct|pc)\.?", written)) and (bare := bare_number(found[1])):
        return f"has a {'percent sign' if '%' in text else 'unit'}", f"write {bare} and unit: percent"
    wrong = "is not a plain number" if bare_number(written) else "is not a number"
    return wrong, _code(text.strip().casefold(), codes) or _clear(written, figure=bool(codes)) or figure_form(codes)


def _without_zeros(text: str) -> str:
    """Return a number without the zeros that it starts with."""
    return re.sub(r"(?a)^([-+]?)0+(?=\d)", r"\1", text)


def _code(word: str, codes: tuple[str, ...]) -> str:
    """Return what to write for a word in place of a number; empty for an unknown word."""
    if word in ("zero", "nil", "nought"):
        return "write 0"
    code = word if word in codes else _CODES.get(word)
    if code is None:
        return ""
    if code not in codes:
        return "delete the key until there is a number"
    if word == "none":
        return "write 0 if there were none, or missing"
    return f"write {code} ({_MEANING[code]})" if code in _MEANING else f"write {code}"


def code_for(word: str) -> str | None:
    """Return the code that is published for what people write in place of a figure, as `c` for `*`; else None."""
    return _CODES.get(word.strip().casefold())


def figure_form(codes: tuple[str, ...]) -> str:
    """Return the form of a number, or of a figure with codes in its place."""
    return f"{NUMBER_FORM}. If there is no figure, write one of: {', '.join(codes)}" if codes else NUMBER_FORM


def _with_comma(text: str) -> tuple[str, str] | None:
    if re.fullmatch(r"(?a)[-+]?\d{1,3}(?:\.\d{3})+,\d{1,2}", text):
        return "has a comma", f"write {text.replace('.', '').replace(',', '.')}"
    if re.fullmatch(r"(?a)[-+]?\d{1,30},\d{1,2}", text):
        return "has a comma", f"write {text.replace(',', '.')}"
    if re.fullmatch(r"(?a)[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", text):
        return "has a comma", f"write {text.replace(',', '')}"
    return None


def bare_number(text: str) -> str:
    """Return a number without its currency, separators and brackets; empty for other text."""
    negative = re.fullmatch(r"\((.*)\)", text.strip())
    body = negative[1] if negative else text
    body = re.sub(r"^([-+]?)\s*(?:£|\$|€|gbp)\s*", r"\1", body.strip().casefold())
    body = re.sub(r"(?<=\d)[, _'](?=\d{3}(?!\d))", "", body)
    if found := re.fullmatch(rf"(?a)({_PLAIN}) ?({'|'.join(_POWERS)})", body):
        body = _times_ten(found[1], _POWERS[found[2]])
    body = _without_zeros(body.replace("_", ""))
    if not re.fullmatch(rf"(?a){_PLAIN}", body):
        return ""
    return f"-{body.lstrip('-+')}" if negative else body


def _times_ten(number: str, power: int) -> str:
    whole, _, part = number.partition(".")
    shifted = (part + "0" * power)[:power]
    rest = part[power:]
    return (whole + shifted).lstrip("0") + (f".{rest}" if rest else "") or "0"


def _clear(text: str, *, figure: bool) -> str:
    """Return what to write for a number with words or signs around it; empty if that is unclear."""
    folded = text.casefold()
    if bare := bare_number(text):
        unit = next((sign for sign in "£$€" if sign in text), "")
        million = ", if m is million" if re.search(r"\dm$", folded) and not unit else ""
        return f"write {bare}{f' and unit: {unit}' if unit else million}"
    if (found := re.match(_LIMIT, folded)) and (bare := bare_number(folded[found.end() :].rstrip(" %"))):
        return f"write the figure, or c if it is suppressed, and “{text}” as note:" if figure else f"write {bare}"
    if (about := re.sub(_ABOUT, "", folded)) != folded and (bare := bare_number(about.rstrip(" %"))):
        return f"write {{value: {bare}, note: approximate}}" if figure else f"write {bare}"
    if (found := re.fullmatch(_MARKS, folded)) and (bare := bare_number(found[1])):
        if figure:
            return f"write {bare} [{found[2]}]" if found[2] else f"write {{value: {bare}, note: …}}"
        return f"write {bare}"
    return _of_two(folded, figure=figure) or _with_unit(folded)


def _of_two(folded: str, *, figure: bool) -> str:
    """Return what to write for `17 of 20`, or a target of `80-90`."""
    if (found := re.fullmatch(r"(\d{1,9}) ?(?:/|of|out of) ?(\d{1,9})", folded)) and int(found[2]):
        share = int(found[1]) / int(found[2])
        return f"write {100 * share:.4g} and unit: percent, or {share:.4g} and unit: ratio"
    found = re.fullmatch(rf"({_PLAIN})%? ?(?:-|to) ?({_PLAIN})%?", folded)
    if found is None or figure or float(found[1]) >= float(found[2]):
        return ""
    low, high = float(found[1]), float(found[2])
    return f"write {(low + high) / 2:g}, with polarity: band and tolerance: {(high - low) / 2:g}"


def _with_unit(folded: str) -> str:
    found = re.fullmatch(r"([^a-z]*\d) ?([a-z][a-z /]*)", folded)
    bare = bare_number(found[1]) if found else ""
    return f"write {bare} and unit: {found[2].strip()}" if found and bare else ""


def length_advice(text: str) -> str:
    """Return what to write instead of a length of time; empty if that is unclear."""
    word = plain(text)
    if same := _REPEATS.get(word.removeprefix("every ")) or _REPEATS.get(word):
        return f"write {same}"
    if word.isdecimal() and len(word) <= _MAX_DIGITS:
        return f"write {word} days, {word} weeks or {word} months"
    if found := re.fullmatch(r"p(\d{1,4})([dwmy])", word):
        return f"write {_counted(found[1], found[2])}"
    if not (found := re.fullmatch(_LENGTH, re.sub(r"[\s_\-–]+", " ", text.casefold().strip(" .")))):
        return ""
    count = str(_WORDS.index(found[1]) + 1) if found[1] in _WORDS else "1" if found[1] in ("a", "an") else found[1]
    if count.endswith(".5") and found[2] == "y":
        return f"write {int(float(count) * 12)} months"
    return f"write {_counted(count, found[2])}" if count.isdecimal() else ""


def _counted(count: str, unit: str) -> str:
    return f"{count} {_UNITS[unit]}{'' if count == '1' else 's'}"
