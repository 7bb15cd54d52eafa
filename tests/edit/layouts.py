"""Workspaces that mean the same and are laid out in many ways: some made by a writer with a style, some by hand.

Each has the same plan, or a part of it, so that a test can make the same change in every one of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

BY_HAND = Path(__file__).parent / "layouts"
ROOT = Path(__file__).parent.parent.parent

PLAN: dict[str, Any] = {
    "plan": {"id": "p", "title": "A plan", "organisation": "A council", "start": "2016-01-04"},
    "owners": {"head": "Head of service", "dcs": {"title": "Director of children's services", "name": "A. Person"}},
    "bodies": {"board": "Improvement Board", "ofsted": {"title": "Ofsted", "outside": "true"}},
    "recommendations": [
        {"id": "R1", "title": "Be clear about thresholds", "made_by": "ofsted", "priority": "true"},
        {
            "id": "R2",
            "title": "Visit every child",
            "made_by": "ofsted",
            "owner": "head",
            "milestones": [{"id": "R2.1", "title": "Visits are weekly", "due": "2016-09-30"}],
        },
    ],
    "actions": [
        {
            "id": "A1",
            "title": "Write the thresholds down",
            "answers": "R1",
            "owner": "head",
            "kpis": "visits",
            "milestones": [
                {
                    "id": "A1.1",
                    "title": "The draft is agreed",
                    "due": "2016-09-30",
                    "forecast": [{"to": "2016-11-30", "on": "2016-09-20"}],
                    "owner": "head",
                    "notes": [{"on": "2016-09-01", "text": "Begun early"}],
                },
                {"id": "A1.2", "title": "Staff are trained", "due": "2017-01-31", "owner": "dcs", "depends_on": "A1.1"},
                {
                    "id": "A1.3",
                    "title": "An audit shows that thresholds hold",
                    "due": "2017-03-31",
                    "started": "2016-10-03",
                    "owner": "dcs",
                    "depends_on": ["A1.1", "A1.2"],
                },
            ],
        },
        {
            "id": "A2",
            "title": "Visit in time",
            "answers": ["R2", "R1"],
            "due": "2016-12-16",
            "owner": "dcs",
            "evidence": "Board paper 3",
            "notes": {"on": "2016-09-05", "by": "board", "text": "Agreed"},
        },
    ],
    "reviews": [{"id": "rev", "body": "board", "due": "2016-10-21"}],
    "concerns": [{"id": "C1", "title": "Visits are late", "by": "board", "raised": "2016-02-01"}],
    "risks": [
        {
            "id": "RK1",
            "title": "Vacancies",
            "owner": "head",
            "raised": "2016-05-01",
            "current": "4 x 3",
            "affects": ["A1", "A2"],
        }
    ],
}
KPIS: dict[str, Any] = {
    "kpis": [
        {
            "id": "visits",
            "title": "Visits in time",
            "unit": "percent",
            "target": "90",
            "observations": {"2016-04": "80", "2016-05": {"value": "82", "note": "First full month"}},
        },
        {"id": "cases", "title": "Open cases", "unit": "number", "observations": {"csv": "figures.csv"}},
    ]
}
CSV = "kpi,period,value,note\ncases,2016-04,410,\ncases,2016-05,398,\n"


class Style(Struct, frozen=True, kw_only=True):
    """How a file is written."""

    indent: int = 2
    # How far dashes are to the right of the key above them.
    dash: int = 2
    # Blanks after a dash.
    gap: int = 1
    # The number of levels that are blocks; what is deeper is in brackets.
    blocks: int = 99
    # Blanks after a colon and a comma in brackets, and within the brackets.
    roomy: bool = False
    marks: str = ""
    quoted_keys: bool = False
    comments: bool = False
    empty_lines: bool = False
    # What is after every value.
    tail: str = ""
    line_break: str = "\n"
    mark: bool = False
    final: bool = True
    start: str = ""
    end: str = ""


def written(data: Any, style: Style) -> bytes:
    """Return a mapping as a file."""
    text = style.start + "\n".join(_mapping(data, 0, 0, style)) + "\n" + style.end
    if not style.final:
        text = text.rstrip("\n")
    return (b"\xef\xbb\xbf" if style.mark else b"") + text.replace("\n", style.line_break).encode()


def _mapping(data: Mapping[str, Any], column: int, depth: int, style: Style) -> Iterator[str]:
    for nth, (key, value) in enumerate(data.items()):
        name = f'"{key}"' if style.quoted_keys else key
        lead = " " * column + f"{name}:"
        if style.comments and (nth or not depth):
            yield " " * column + f"# above {key}"
        if style.empty_lines and nth and depth < 2:
            yield ""
        beside = f" # beside {key}" if style.comments else ""
        if isinstance(value, str) or depth >= style.blocks:
            yield f"{lead} {_flow(value, style)}{style.tail}{beside}"
        elif isinstance(value, Mapping):
            yield f"{lead}{style.tail}{beside}"
            yield from _mapping(value, column + style.indent, depth + 1, style)
        else:
            yield f"{lead}{style.tail}{beside}"
            yield from _list(value, column + style.dash, depth + 1, style)
    if style.comments:
        yield " " * column + "# at the end"


def _list(data: list[Any], column: int, depth: int, style: Style) -> Iterator[str]:
    lead = " " * column + "-" + " " * style.gap
    for nth, value in enumerate(data):
        if style.comments:
            yield " " * column + f"# above entry {nth}"
        if style.empty_lines and nth:
            yield ""
        if isinstance(value, str) or depth >= style.blocks:
            yield f"{lead}{_flow(value, style)}{style.tail}"
        else:
            first, *rest = _mapping(value, len(lead), depth + 1, style)
            yield lead + first.lstrip()
            yield from rest


def _flow(value: Any, style: Style) -> str:
    room = " " if style.roomy else ""
    if isinstance(value, str):
        plain = not style.marks and not any(mark in value for mark in ",[]{}:#")
        return value if plain else _marked(value, style.marks or '"')
    if isinstance(value, Mapping):
        inner = ", ".join(f"{key}: {room}{_flow(one, style)}" for key, one in value.items())
        return f"{{{room}{inner}{room}}}"
    return f"[{room}{', '.join(_flow(one, style) for one in value)}{room}]"


def _marked(value: str, marks: str) -> str:
    return f"'{value.replace(chr(39), chr(39) * 2)}'" if marks == "'" else f'"{value}"'


STYLES: Mapping[str, Style] = {
    "plain": Style(),
    **{f"indent-{n}": Style(indent=n, dash=n) for n in (1, 3, 4, 6, 8)},
    "flush-dashes": Style(dash=0),
    "flush-dashes-indent-4": Style(indent=4, dash=0, gap=3),
    "wide-dashes": Style(gap=3),
    "dashes-of-one": Style(dash=1, gap=2, indent=3),
    **{f"brackets-below-{n}": Style(blocks=n) for n in (1, 2, 3, 4, 5)},
    "roomy-brackets": Style(blocks=2, roomy=True),
    "single-marks": Style(marks="'"),
    "double-marks": Style(marks='"', blocks=4),
    "quoted-keys": Style(quoted_keys=True),
    "comments": Style(comments=True),
    "comments-flush": Style(comments=True, dash=0, indent=4, empty_lines=True),
    "comments-brackets": Style(comments=True, blocks=3),
    "empty-lines": Style(empty_lines=True),
    "blanks-after-values": Style(tail="  "),
    "tabs-after-values": Style(tail="\t", comments=True),
    "crlf": Style(line_break="\r\n", empty_lines=True),
    "crlf-comments": Style(line_break="\r\n", comments=True, dash=0),
    "cr": Style(line_break="\r"),
    "cr-empty-lines": Style(line_break="\r", empty_lines=True, blocks=4),
    "bom": Style(mark=True),
    "bom-crlf": Style(mark=True, line_break="\r\n", final=False),
    "no-final-line-break": Style(final=False),
    "no-final-line-break-brackets": Style(final=False, blocks=3),
    "no-final-line-break-comments": Style(final=False, comments=True),
    "document-start": Style(start="---\n"),
    "document-end": Style(start="# a comment\n---\n", end="...\n"),
    "document-end-comment": Style(end="...\n# the end\n"),
    "yaml-directive": Style(start="%YAML 1.1\n---\n"),
    "long-end": Style(end="\n\n\n# the end\n\n"),
}


def workspaces() -> dict[str, dict[str, bytes]]:
    """Return the files of every workspace, by its name."""
    found = {
        name: {
            "plans/p.yaml": written(PLAN, style),
            "kpis/k.yaml": written(KPIS, style),
            "kpis/figures.csv": CSV.replace("\n", style.line_break).encode(),
        }
        for name, style in STYLES.items()
    }
    kpis, plain = written(KPIS, Style()), written(PLAN, Style())
    for path in sorted(BY_HAND.glob("*.yaml")):
        text = path.read_bytes()
        of_kpis = path.name.startswith("kpi")
        found[path.stem] = {
            "plans/p.yaml": plain if of_kpis else text,
            "kpis/k.yaml": text if of_kpis else kpis,
            "kpis/figures.csv": CSV.encode(),
        }
    return found


def example() -> dict[str, bytes]:
    """Return the files of the example in the repository."""
    paths = [path for folder in ("plans", "kpis") for path in sorted((ROOT / folder).rglob("*")) if path.is_file()]
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths}
