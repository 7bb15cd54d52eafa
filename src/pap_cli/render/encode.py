"""JSON with nothing in it that a terminal or a CI log would obey: a reader of JSON gets the very text back."""

from __future__ import annotations

import json
import re

from pap_cli.render.text import LOG_MARK, UNSAFE

_UNSAFE = re.compile(f"[{UNSAFE}]|{LOG_MARK}")


def _escaped(found: re.Match[str]) -> str:
    if found[0] == "##":
        return "\\u0023#"
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def json_text(value: object, *, unicode: bool, indent: int | None = None) -> str:
    """A plain value as JSON, without a line end after it; on one line where there is no indent."""
    return _UNSAFE.sub(_escaped, json.dumps(value, ensure_ascii=not unicode, allow_nan=False, indent=indent))
