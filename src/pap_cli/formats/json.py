"""JSON for programs: the view's facts, with control characters escaped."""

from __future__ import annotations

from pap_cli.document import View
from pap_cli.formats import Format, Shows
from pap_cli.render.encode import json_text
from pap_cli.render.screen import Screen


def render(view: View, screen: Screen) -> str:
    """Return the facts as one indented JSON object; dates in ISO form."""
    return json_text(view.facts(), unicode=screen.unicode, indent=2, end="\n")


FORMAT = Format("json", "one JSON object, for programs", render, shows=Shows.FACTS)
