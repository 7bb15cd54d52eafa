"""One bar in parts, with a legend of links: it is readable at any width, and without colours."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from pap_cli.render.html.text import cell_words, escape
from pap_cli.website import Share

# The bar in units of its own: its size, the gap between parts, and the least that a part takes so that it is seen.
_WIDTH, _HEIGHT, _GAP, _LEAST = 1000, 24, 3, 9


def shares_html(shares: Sequence[Share], up: str) -> str:
    """Return the shares as a bar of their colours, and below it each with its count and a link; nothing for none."""
    whole = sum(one.count for one in shares)
    if not whole:
        return ""
    widths = [max(one.count / whole * _WIDTH, _LEAST) for one in shares]
    ends = [round(end * _WIDTH / sum(widths), 1) for end in accumulate(widths)]
    parts, items = [], []
    for one, start, end in zip(shares, (0.0, *ends), ends, strict=False):
        paint = f'fill="{escape(one.cell.colour)}"' if one.cell.colour else f'class="{one.cell.tone}"'
        width = end - start - (_GAP if end < _WIDTH else 0)
        parts.append(f'<rect {paint} x="{start:g}" width="{width:.1f}" height="{_HEIGHT}"/>')
        words = f"<strong>{one.count:,}</strong> {cell_words(one.cell)}"
        items.append(f'<li><a href="{escape(up + one.to)}">{words}</a></li>\n')
    said = ", ".join(f"{one.count:,} {one.cell.text}" for one in shares)
    return (
        f'<figure class="shares"><figcaption>Milestones by rating</figcaption>\n'
        f'<svg role="img" aria-label="{escape(f"Milestones by rating: {said}")}" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'preserveAspectRatio="none">{"".join(parts)}</svg>\n'
        f"<ul>\n{''.join(items)}</ul></figure>\n"
    )
