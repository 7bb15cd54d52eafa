"""Tables as HTML: rows with a heading for screen readers, shown as cards on narrow screens."""

from __future__ import annotations

from collections.abc import Sequence

from pap_cli.cell import Align, Cell, Column
from pap_cli.document import Table, anchor, captioned
from pap_cli.render.html.terms import Terms
from pap_cli.render.html.text import Href, cell_words, escape

# The longest cell, in characters, that stays on one line in a column that may not be cut.
_SHORT = 28
# The same in a table of many columns, which would not fit a screen otherwise: a date is shorter.
_SHORT_AMONG_MANY, _MANY = 11, 9
# The number of columns from which rows become cards on a narrow screen, a table may scroll, and print is small.
_CARDS_FROM, _SCROLLED_FROM, _WIDE_FROM = 4, 5, 7


def table_html(table: Table, title: str, label: str, plan: str, href: Href | None, terms: Terms) -> str:
    """Return a table with at least one row; LABEL is unique on the page.

    Its caption is visible; TITLE, which a table without one gets, is for screen readers only.
    """
    table = table.filled()
    columns = table.columns
    cards = len(columns) >= _CARDS_FROM and any(column.flexible for column in columns)
    wide, many = len(columns) >= _WIDE_FROM, len(columns) >= _MANY
    heads = "".join(
        f'<th scope="col"{_class("r" if column.align is Align.RIGHT else "")}>{terms.label(column.title)}</th>'
        for column in columns
    )
    caption = captioned(table.label, table.caption)
    named = f"<caption>{escape(caption)}</caption>" if caption else ""
    if title and not caption:
        named = f'<caption class="vh">{escape(title)}</caption>'
    name = f' id="{anchor(table.label)}"' if table.label else ""
    shape = _class(" ".join(name for name, is_so in (("cards", cards), ("wide", wide), ("many", many)) if is_so))
    whole = (
        f"<table{name}{shape}>{named}<thead><tr>{heads}</tr></thead>\n<tbody>\n{_rows(table, plan, href, cards=cards)}"
        "</tbody></table>"
    )
    if len(columns) >= _SCROLLED_FROM or not cards:
        whole = f'<div class="scroll" role="region" aria-label="{escape(label)}" tabindex="0">{whole}</div>'
    return f"{whole}\n{_more(table.more, plan, href)}"


def _rows(table: Table, plan: str, href: Href | None, *, cards: bool) -> str:
    columns = table.columns
    head = row_head(columns, table.rows)
    longest = _SHORT if len(columns) < _MANY else _SHORT_AMONG_MANY
    starts, ends, links = [], [], []
    for index, column in enumerate(columns):
        right = column.align is Align.RIGHT
        short = not column.flexible and all(len(row[index].text) <= longest for row in table.rows)
        name = " ".join(word for word, is_so in (("r", right), ("w", not short), ("f", column.flexible)) if is_so)
        label = f' data-c="{escape(column.title)}"' if cards else ""
        tag = 'th scope="row"' if index == head else "td"
        starts.append(f"<{tag}{_class(name)}{label}>")
        ends.append(f"</{tag[:2]}>")
        links.append(None if right or column.flexible else href)
    own = next((index for index, column in enumerate(columns) if column.title == "Plan"), None)
    lines = []
    for row in table.rows:
        of = row[own].text if own is not None else plan
        parts = ["<tr>"]
        for start, cell, link, end in zip(starts, row, links, ends, strict=True):
            parts += (start, cell_words(cell, of, href if cell.names else link), end)
        parts.append("</tr>\n")
        lines.append("".join(parts))
    return "".join(lines)


def row_head(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> int:
    """Return the column that is a row's heading: the IDs, else the first text, else the first that is not a rating."""
    for index, column in enumerate(columns):
        if column.title == "ID" and all(row[index].text for row in rows):
            return index
    named = [index for index, column in enumerate(columns) if column.flexible]
    unmarked = (index for index in range(len(columns)) if not any(row[index].marked for row in rows))
    return named[0] if named else next(unmarked, 0)


def _more(more: str, plan: str, href: Href | None) -> str:
    """Return the note on rows that were left out, as a link if the command that shows them has a page."""
    if not more:
        return ""
    words, _, command = more.partition(": ")
    found = href(command, plan) if href is not None and command else None
    link = f'<a href="{escape(found)}">{escape(words)}</a>' if found else escape(more)
    return f'<p class="more">{link}</p>\n'


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""
