"""One bar in parts, with a legend of links: it is readable at any width, and without colours."""

from __future__ import annotations

from collections.abc import Sequence

from pap_cli.render.html.text import cell_words, escape
from pap_cli.website import Share

# The height of the bar and the gap between its parts, in hundredths of its width that do not change its height.
_WIDTH, _HEIGHT, _GAP = 1000, 24, 3


def shares_html(shares: Sequence[Share], up: str) -> str:
    """Return the shares as a bar of their colours, and below it each with its count and a link; nothing for none."""
    whole = sum(one.count for one in shares)
    if not whole:
        return ""
    parts, items, done = [], [], 0
    for one in shares:
        start, done = done, done + one.count
        x, end = (round(place / whole * _WIDTH, 1) for place in (start, done))
        own = f' fill="{escape(one.cell.colour)}"' if one.cell.colour else ""
        width = max(end - x - (_GAP if done < whole else 0), 1)
        parts.append(f'<rect class="{one.cell.tone}" x="{x:g}" width="{width:g}" height="{_HEIGHT}"{own}/>')
        words = f"<strong>{one.count:,}</strong> {cell_words(one.cell)}"
        items.append(f'<li><a href="{escape(up + one.to)}">{words}</a></li>\n')
    said = ", ".join(f"{one.count:,} {one.cell.text}" for one in shares)
    return (
        f'<figure class="shares"><figcaption>Milestones by rating</figcaption>\n'
        f'<svg role="img" aria-label="{escape(f"Milestones by rating: {said}")}" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        f'preserveAspectRatio="none">{"".join(parts)}</svg>\n'
        f"<ul>\n{''.join(items)}</ul></figure>\n"
    )
