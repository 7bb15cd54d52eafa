"""One bar in parts: every part is seen, the parts fill it, and each is in its own colour."""

from __future__ import annotations

from itertools import pairwise

import pytest
from lxml import html as lxml_html

from pap_cli.cell import Cell, Tone
from pap_cli.render.site.shares import shares_html
from pap_cli.website import Share


def drawn(*counts: int, colour: str = "") -> list[tuple[float, float]]:
    shares = [Share(count, Cell("red", Tone.RED, marked=True, colour=colour), "milestones.html") for count in counts]
    bar = lxml_html.fragment_fromstring(shares_html(shares, "../"))
    return [(float(part.get("x")), float(part.get("width"))) for part in bar.xpath(".//rect")]


@pytest.mark.parametrize("counts", [(1,), (1, 1), (134, 6, 3855, 6005), (1, 10_000_000), (1,) * 5, (9_999, 1, 1, 1, 1)])
def test_every_part_is_seen_and_none_covers_another(counts: tuple[int, ...]) -> None:
    parts = drawn(*counts)
    assert len(parts) == len(counts)
    assert parts[0][0] == 0
    assert sum(parts[-1]) == 1000
    assert all(width >= 5 for _, width in parts)
    assert all(x + width < start for (x, width), (start, _) in pairwise(parts))


def test_larger_counts_are_wider() -> None:
    widths = [width for _, width in drawn(10, 20, 300)]
    assert widths == sorted(widths)


def test_a_colour_of_the_key_is_not_overruled_by_that_of_the_style_sheet() -> None:
    own = shares_html([Share(1, Cell("Off track", Tone.RED, marked=True, colour="#123456"), "m.html")], "")
    (part,) = lxml_html.fragment_fromstring(own).xpath("./svg/rect")
    assert part.get("fill") == "#123456"
    assert part.get("class") is None


def test_nothing_is_drawn_of_nothing() -> None:
    assert shares_html([], "") == ""
