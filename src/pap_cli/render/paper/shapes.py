"""A sheet as data for the template that typst lays out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, assert_never

from pap_cli.cell import Tone
from pap_cli.document import anchor, captioned
from pap_cli.render.paper.blocks import DEEPEST, GROUND, HAIRLINE, INKS, RULE
from pap_cli.render.paper.pieces import ROOM, Contents, Items, Lines, Pairs, PaperSection, Picture, Piece, Sheet
from pap_cli.render.paper.spark import WIDTH, spark
from pap_cli.render.paper.table import GAP, SIZE, CellWords, Grid
from pap_cli.render.paper.type import FONT, broken

if TYPE_CHECKING:
    from collections.abc import Sequence

Data = dict[str, object]

_BODY, _CODE, _TITLE = 10.0, 8.0, 22.0
# How much wider the letters of code are, all of the same width, than those of text.
_WIDER = 1.25
_INDENT = 24.0
# The greatest height of a picture that fits on a page with its caption, in points.
_TALLEST = 650.0


def _pieces(text: str, room: float, size: float) -> str | list[str]:
    found = broken(text, room, size)
    return text if len(found) == 1 else found


def _words(run: CellWords, room: float, size: float = _BODY) -> list[object]:
    """Return words for the template: plain ones as a string, the others with their style."""
    words_out: list[object] = []
    for words in run:
        voice: Data = {}
        if words.series:
            if picture := spark(words.series, words.target):
                words_out.append({"svg": picture.svg, "width": WIDTH, "alt": picture.words})
            continue
        if words.tone not in (Tone.PLAIN, Tone.STRONG):
            voice["tone"] = words.tone
        if words.colour:
            voice["colour"] = words.colour
        voice |= {name: True for name in ("strong", "emphasis") if getattr(words, name)}
        if words.symbol:
            voice["fixed"] = True
        if words.to:
            voice["to"] = anchor(words.to)
        text = _pieces(words.text, room, size)
        words_out.append({"text": text, **voice} if voice else text)
    return words_out


def _rows(grid: Grid) -> list[list[list[object]]]:
    return [
        [_words(cell, column.room, SIZE) for cell, column in zip(row, grid.columns, strict=True)] for row in grid.rows
    ]


def _shape(piece: Piece) -> Data:
    """Return a piece for the template; `shape` names the template's function that draws it."""
    match piece:
        case PaperSection():
            text, aside = (_pieces(words, ROOM, 15.0) for words in (piece.words.text, piece.aside))
            return {"shape": "section", "level": piece.level, "text": text, "aside": aside, "page": piece.new_page}
        case Lines(code=True):
            return {"shape": "code", "lines": [_words(line, ROOM, _CODE * _WIDER) for line in piece.lines]}
        case Lines():
            return {"shape": "lines", "lines": [_words(line, ROOM) for line in piece.lines], "leads": piece.leads}
        case Items():
            return {
                "shape": "items",
                "items": [_words(item, ROOM - _INDENT) for item in piece.items],
                "first": piece.first,
            }
        case Pairs():
            room = piece.label_room(_BODY, ROOM)
            pairs = [
                (_pieces(label, room, _BODY), _words(words, ROOM - room - _INDENT)) for label, words in piece.pairs
            ]
            return {"shape": "pairs", "width": room, "pairs": pairs}
        case Grid():
            columns = [
                {"title": _pieces(column.title, column.room, SIZE), "right": column.right, "width": column.width}
                for column in piece.columns
            ]
            return {
                "shape": "grid",
                "columns": columns,
                "rows": _rows(piece),
                "tall": sorted(piece.tall),
                "together": piece.together,
                "caption": _pieces(captioned(piece.label, piece.caption), ROOM, _BODY),
                "label": anchor(piece.label),
            }
        case Picture():
            scale = min(ROOM / piece.width, _TALLEST / piece.height)
            return {
                "shape": "picture",
                "svg": piece.svg,
                "width": piece.width * scale,
                "caption": _pieces(captioned(piece.label, piece.caption), ROOM, _BODY),
                "label": anchor(piece.label),
                "alt": f"{piece.title}. {piece.description}".strip(),
            }
        case Contents():
            return {"shape": "contents", "deepest": DEEPEST}
        case _:
            assert_never(piece)


def data(made: Sheet, notes: Sequence[str] = ()) -> str:
    """Return a sheet as the JSON that the template reads."""
    day = made.as_of
    values: Data = {
        "title": made.title,
        "heading": _pieces(made.heading, ROOM, _TITLE),
        "aside": _pieces(made.aside, ROOM, _BODY),
        "author": made.author,
        "subject": made.subject,
        "day": (day.year, day.month, day.day) if day else None,
        "foot": made.foot,
        "font": FONT,
        "inks": INKS,
        "rule": RULE,
        "hairline": HAIRLINE,
        "ground": GROUND,
        "gap": GAP,
        "pieces": [
            *map(_shape, made.pieces),
            *({"shape": "lines", "lines": [[note]], "leads": False} for note in notes),
        ],
    }
    return json.dumps(values, ensure_ascii=False)
