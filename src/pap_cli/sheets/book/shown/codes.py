"""Number formats as they are in a file, such as `[Red]0.0%;-0.0%` or `dd/mm/yyyy`, taken apart.

Source: ECMA-376, part 1, 18.8.30 and 18.8.31.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

# The formats that files name by number only.  Those of dates follow the country of whoever looks: here the United
# Kingdom, where 14 is dd/mm/yyyy.
BUILT_IN = {
    0: "",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: "£#,##0;-£#,##0",
    6: "£#,##0;[Red]-£#,##0",
    7: "£#,##0.00;-£#,##0.00",
    8: "£#,##0.00;[Red]-£#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "dd/mm/yyyy",
    15: "dd-mmm-yy",
    16: "dd-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "hh:mm",
    21: "hh:mm:ss",
    22: "dd/mm/yyyy hh:mm",
    37: "#,##0;-#,##0",
    38: "#,##0;[Red]-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00",
    41: "#,##0;-#,##0;-",
    42: "£#,##0;-£#,##0;-",
    43: "#,##0.00;-#,##0.00;-",
    44: "£#,##0.00;-£#,##0.00;-",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
}
_MAX_CODE = 255
_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)"?
    | \\(?P<escaped>.)
    | _(?P<space>.)
    | \*(?P<fill>.)
    | \[(?P<elapsed>h+|m+|s+)\]
    | \[\$(?P<currency>[^\]-]*)[^\]]*\]
    | \[(?P<condition>(?:<=|>=|<>|<|>|=)-?[0-9.]+)\]
    | \[(?P<other>[^\]]*)\]
    | (?P<general>General)
    | (?P<noon>AM/PM|A/P)
    | (?P<exponent>E[+-])
    | (?P<date>y+|m+|d+|h+|s+|e+)
    | (?P<digit>[0#?])
    | (?P<mark>[.,%@;])
    | (?P<literal>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


class Token(Struct, frozen=True):
    """A piece of a format: what it is, and its text."""

    kind: str
    text: str


class Section(Struct, frozen=True):
    """One of the up to four parts of a format: for numbers above 0, below 0, for 0, and for text."""

    tokens: tuple[Token, ...]
    # Such as `>=100`; empty if the section has no condition of its own.
    condition: str = ""

    @property
    def dated(self) -> bool:
        """True if a number is shown as a date or time of day."""
        return any(token.kind in ("date", "noon") for token in self.tokens)

    @property
    def elapsed(self) -> bool:
        """True if a number is shown as hours, minutes or seconds since a start."""
        return any(token.kind == "elapsed" for token in self.tokens)


class Form(Struct, frozen=True):
    """A number format."""

    code: str
    sections: tuple[Section, ...] = ()

    @property
    def general(self) -> bool:
        """True if numbers are shown as they are."""
        return not self.sections or not self.sections[0].tokens

    @property
    def dated(self) -> bool:
        """True if numbers are dates or times of day."""
        return any(section.dated and not section.elapsed for section in self.sections[:1])


GENERAL = Form("")


@lru_cache(maxsize=512)
def form(code: str) -> Form:
    """Return a format taken apart; one that cannot be a format is General."""
    if not code or code.casefold() in ("general", "standard") or len(code) > _MAX_CODE:
        return GENERAL
    sections: list[Section] = []
    tokens: list[Token] = []
    condition = ""
    for found in _TOKEN.finditer(code):
        kind, text = found.lastgroup or "literal", found.group(found.lastgroup or 0)
        if kind == "mark" and text == ";":
            sections.append(Section(_minutes(tokens), condition))
            tokens, condition = [], ""
        elif kind == "condition":
            condition = text
        elif kind not in ("other", "fill"):
            tokens.append(_token(kind, text))
    sections.append(Section(_minutes(tokens), condition))
    return Form(code, tuple(sections[:4]))


def _token(kind: str, text: str) -> Token:
    if kind == "space":
        return Token("literal", " ")
    if kind in ("quoted", "escaped", "currency", "literal"):
        return Token("literal", text)
    if kind == "mark":
        return Token(text, text)
    return Token(kind, text if kind == "noon" else text.lower())


def _minutes(tokens: list[Token]) -> tuple[Token, ...]:
    """Return tokens with months told from minutes: an m after hours or before seconds is a minute."""
    parts = [index for index, token in enumerate(tokens) if token.kind in ("date", "elapsed")]
    for place, index in enumerate(parts):
        token = tokens[index]
        if token.kind != "date" or token.text not in ("m", "mm"):
            continue
        before = tokens[parts[place - 1]].text[0] if place else ""
        after = tokens[parts[place + 1]].text[0] if place + 1 < len(parts) else ""
        if before == "h" or after == "s":
            tokens[index] = Token("minute", token.text)
    return tuple(tokens)
