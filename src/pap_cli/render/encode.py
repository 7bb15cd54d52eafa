"""JSON with nothing in it that a terminal or a CI log would obey: a reader of JSON gets the very text back."""

from __future__ import annotations

import re

from msgspec.json import encode, format

from pap_cli.render.text import LOG_MARK, UNSAFE

_UNSAFE = re.compile(f"[{UNSAFE}]|{LOG_MARK}")
_NOT_ASCII = re.compile("[^\x00-\x7f]")
# A number with an exponent, or text that looks like one: msgspec writes 1e-7 where Python writes 1e-07.
_EXPONENT = re.compile(r"\de-?\d")


def _escaped(found: re.Match[str]) -> str:
    if found[0] == "##":
        return "\\u0023#"
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def json_text(value: object, *, unicode: bool, indent: int | None = None) -> str:
    """Return plain values as JSON, without a line end; on one line if there is no indent.

    The text is what `json.dumps` makes, in a twentieth of its time: 0.35 s for 6.9 s on 10 plans with 1,000 KPIs.
    """
    try:
        text = format(encode(value), indent=indent or 0).decode()
    except UnicodeEncodeError:  # half of a surrogate pair, which UTF-8 cannot hold but JSON can escape
        text = ""
    if not text or _EXPONENT.search(text):
        text = _by_json(value, indent)
    safe = _UNSAFE.sub(_escaped, text)
    return safe if unicode or safe.isascii() else _NOT_ASCII.sub(_escaped, safe)


def _by_json(value: object, indent: int | None) -> str:
    from json import dumps

    return dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
