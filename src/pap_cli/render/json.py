"""JSON for programs: the view's facts, with nothing in them that a terminal would obey."""

from __future__ import annotations

import json
import re

from pap_cli.document import View
from pap_cli.render import Format, Screen
from pap_cli.render._text import LOG_MARK, UNSAFE

_UNSAFE = re.compile(f"[{UNSAFE}]|{LOG_MARK}")


def _escaped(found: re.Match[str]) -> str:
    if found[0] == "##":
        return "\\u0023#"
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def render(view: View, screen: Screen) -> str:
    """The facts as one indented JSON object; dates in ISO form, what a terminal or a CI log would obey escaped."""
    text = json.dumps(view.facts(), ensure_ascii=not screen.unicode, allow_nan=False, indent=2)
    return _UNSAFE.sub(_escaped, text) + "\n"


FORMAT = Format("json", "one JSON object, for programs", render)
