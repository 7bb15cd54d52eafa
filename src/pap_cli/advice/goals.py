"""What to write instead of a target that cannot be read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from pap_cli.advice.numbers import bare_number
from pap_cli.advice.synonyms import plain

GOAL_FORM = 'write it like 95, "< 85", "+800" (from the baseline), {above: neighbours} or 18 to 22 (for a band)'
BOUND_FORM = 'write it like 85, "< 90", "+400" (from the baseline) or {at_least: England}'

# The words and signs for each operator, before a number or a benchmark, and after a number.
_BEFORE = {
    ">": "more than, greater than, higher than, better than, larger than, over, above, exceeds, exceed, exceeding, "
    "gt, >",
    ">=": "at least, at or above, no less than, not less than, no lower than, no fewer than, no worse than, not below, "
    "minimum, minimum of, min, same as, as good as, in line with, equal to or above, match, matches, equals, gte, "
    "ge, >=, =>, ≥, ⩾",
    "<": "less than, fewer than, lower than, smaller than, under, below, lt, <",
    "<=": "at most, at or below, no more than, not more than, no higher than, no greater than, not above, maximum, "
    "maximum of, max, up to, equal to or below, lte, le, <=, =<, ≤, ⩽",
}
_AFTER = {
    ">=": "or more, or above, or higher, or over, or better, and above, and over, plus, minimum, min, +",
    "<=": "or less, or fewer, or below, or lower, or under, and below, maximum, max",
}
_KEYS = {">": "above", ">=": "at_least", "<": "below", "<=": "at_most"}
# The words for a change, before an amount or after it, and those that need a baseline to be one.
_CHANGES = {
    "+": ("increase|rise|raise|growth|grow|improvement|improve|up|add|gain", r"more|higher|above|plus|\+"),
    "-": ("decrease|reduction|reduce|fall|drop|cut|down", "less|fewer|lower|below|minus|-"),
}
# The longest text that is looked at.
_LONGEST = 100
# Benchmarks that people name alone.
_AREAS = re.compile(r"(?:\w+ )*(?:england|national|london|region|regional|neighbou?rs?|average|country)(?: \w+)*")
_AMOUNT = r"([£$€]?\d[\d.,_ ]*?(?: ?(?:k|m|bn|thousand|million))?) ?(%?)(?: ?(?:pp|ppt|pps|(?:percentage )?points?))?"
_BASELINE = r"(?: ?(?:than|on|from|over|against|versus|vs|of|our|the))* baseline(?: figure)?"
# What is not the name of a benchmark.
_NOT_AREAS = ("baseline", "last year", "previous year", "before", "today", "now", "zero", "target", "floor", "current")


def _longest_first(words: str) -> list[str]:
    return sorted(words.split(", "), key=len, reverse=True)


_SIGNS = {word: sign for sign, words in _BEFORE.items() for word in words.split(", ")}
_BEFORE_PATTERN = re.compile(
    "(" + "|".join(map(re.escape, _longest_first(", ".join(_BEFORE.values())))) + r")(?![a-z])\s*(\S.*)"
)


def goal_advice(text: str) -> str:
    """Return what to write instead of a target; empty if that is unclear."""
    if len(text) > _LONGEST:
        return ""
    written = unicodedata.normalize("NFKC", text.replace("−", "-").replace("–", "-").replace("—", "-"))
    written = " ".join(written.split())
    folded = written.casefold().rstrip(".")
    return _change(folded) or _limit(written, folded) or _range(folded) or _area(written, folded)


def key_advice(keys: Iterable[str], value: str) -> str:
    """Return what to write instead of a mapping with these keys, `value` being that of the first; empty if unclear."""
    first = plain(next(iter(keys), ""))
    sign = _SIGNS.get(first)
    if sign is None:
        return ""
    number = bare_number(value.strip("% "))
    return f'write "{sign} {number}"' if number else f"write {{{_KEYS[sign]}: {value}}}"


def limit_advice(key: str, value: str) -> str:
    """Return what to write for a number under the key of an operator; empty for anything else."""
    sign = next(sign for sign, name in _KEYS.items() if name == key)
    number = bare_number(value.strip("% "))
    return f'write "{sign} {number}"' if number else ""


def _limit(written: str, folded: str) -> str:
    """Return what to write for a number or a benchmark with a comparison in words or as a sign."""
    if found := _BEFORE_PATTERN.fullmatch(folded):
        sign, rest = _SIGNS[found[1]], found[2]
        unit = " and unit: percent" if re.search(r"%|per ?cent", rest) else ""
        if number := bare_number(re.sub(r" ?(?:%|per ?cent|pc)$", "", rest)):
            return f'write "{sign} {number}"{unit}'
        name = re.sub(r"^(?:the|that of|that for) ", "", written[found.start(2) :], flags=re.IGNORECASE)
        if measured := re.fullmatch(r"(\S*\d) ?([a-z][a-z /]*)", rest):
            return f'write "{sign} {bare_number(measured[1])}" and unit: {measured[2]}'
        named = re.fullmatch(r"[^\W\d][^\d%<>={}\[\]:]*", name) and not rest.endswith(_NOT_AREAS)
        return f"write {{{_KEYS[sign]}: {name}}}" if named else ""
    for sign, words in _AFTER.items():
        for word in _longest_first(words):
            if folded.endswith(word) and (number := bare_number(folded.removesuffix(word).rstrip(" %"))):
                unit = " and unit: percent" if "%" in folded else ""
                return f'write "{sign} {number}"{unit}'
    return ""


def _change(folded: str) -> str:
    """Return what to write for a change from the baseline in words."""
    for sign, (words, signs) in _CHANGES.items():
        for pattern in (
            rf"(?:an? )?(?:{words})(?: of| by)? {_AMOUNT}(?:{_BASELINE})?",
            rf"{_AMOUNT} (?:{words})(?:{_BASELINE})?",
            rf"(?:the )?baseline(?: figure)? ?(?:{words}|{signs}) ?{_AMOUNT}",
            rf"{_AMOUNT} (?:{signs}){_BASELINE}",
            rf"(?:{signs}) ?{_AMOUNT}{_BASELINE}",
            rf"\+ ?{_AMOUNT}" if sign == "+" else f"- {_AMOUNT}",
        ):
            if (found := re.fullmatch(pattern, folded)) and (number := bare_number(found[1].strip())):
                return f'write "{sign}{number}{found[2]}"'
    return ""


def _range(folded: str) -> str:
    """Return what to write for a range with other words or signs, or from its end to its start."""
    number = r"([-+]?[\d.,]+) ?%?"
    if found := re.fullmatch(rf"{number} ?(?:±|\+/-|\+-) ?{number}", folded):
        middle, half = bare_number(found[1]), bare_number(found[2])
        ends = (float(middle) - float(half), float(middle) + float(half)) if middle and half else None
    elif found := re.fullmatch(
        rf"(?:between |from |range |in the range )?{number} ?(?:-|to|and|\.\.+|/) ?{number}", folded
    ):
        low, high = bare_number(found[1]), bare_number(found[2])
        ends = (float(low), float(high)) if low and high else None
    else:
        return ""
    if ends is None:
        return ""
    if ends[0] == ends[1]:
        return f"write {ends[0]:.10g}"
    unit = " and unit: percent" if "%" in folded else ""
    return f"write {min(ends):.10g} to {max(ends):.10g}, with polarity: band{unit}"


def _area(written: str, folded: str) -> str:
    """Return what to write for a benchmark that is named alone."""
    return f"write {{at_least: {written}}} or {{above: {written}}}" if _AREAS.fullmatch(folded) else ""
