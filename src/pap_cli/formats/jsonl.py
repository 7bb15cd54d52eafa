"""JSON Lines for streams: each record a JSON object on a line of its own."""

from __future__ import annotations

from pap_cli.document import View
from pap_cli.formats import Format, Shows
from pap_cli.render.encode import json_text
from pap_cli.render.screen import Screen


def render(view: View, screen: Screen) -> str:
    """Return each record as an object on a line of its own; nothing if there are none."""
    records = view.records()
    rows = (dict(zip(records.names, row, strict=True)) for row in records.rows)
    return "".join(json_text(row, unicode=screen.unicode) + "\n" for row in rows)


FORMAT = Format("jsonl", "one JSON object per line, for streams and databases", render, shows=Shows.RECORDS)
