"""JSON for programs: the view's facts, with nothing in them that a terminal would obey."""

from __future__ import annotations

import json
import re

from pap_cli.document import View
from pap_cli.render import Format, Screen

_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]")


def render(view: View, screen: Screen) -> str:
    """The facts as one indented JSON object; dates in ISO form, characters that control a terminal escaped."""
    text = json.dumps(view.facts(), ensure_ascii=not screen.unicode, allow_nan=False, indent=2)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


FORMAT = Format("json", "one JSON object, for programs", render)
