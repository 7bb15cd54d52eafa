"""What is due, or late, counted by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pap_cli.assess.due import DueItem, DueKind
from pap_cli.wording.cells import count_words

# The words for one and for several items of a kind.
_COUNTED = {
    DueKind.MILESTONE: ("milestone", "milestones"),
    DueKind.ACTION: ("action", "actions"),
    DueKind.EVIDENCE: ("piece of evidence", "pieces of evidence"),
    DueKind.REVIEW: ("review", "reviews"),
    DueKind.STATUTORY: ("statutory clock", "statutory clocks"),
}


def kinds_of(items: Sequence[DueItem]) -> list[str]:
    """Return how many items of each kind there are: `9 milestones`, `1 review`."""
    counts = Counter(item.kind for item in items)
    return [count_words(counts[kind], *_COUNTED[kind]) for kind in DueKind if counts[kind]]
