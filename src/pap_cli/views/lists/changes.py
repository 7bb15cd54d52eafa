"""The list of what changed between two days."""

from __future__ import annotations

from pap_cli.assess.assessment import Assessment
from pap_cli.assess.changes.change import ItemChange
from pap_cli.assess.changes.items import changes
from pap_cli.columns.changes import FIELDS
from pap_cli.columns.listing import AS_IT_COMES, Arrangement, Listing
from pap_cli.columns.selection import Selection
from pap_cli.model.dates import show_date


def build(
    before: Assessment,
    now: Assessment,
    selection: Selection,
    arrangement: Arrangement = AS_IT_COMES,
    words: str = "",
) -> Listing[ItemChange]:
    """Return the selected changes from the date of one assessment to that of the other, by kind and day.

    `words` say what is compared if it is not two days.
    """
    chosen = (
        one
        for one in changes(before, now)
        if selection.takes_id(one.id)
        and selection.finds(one.id, one.title)
        and selection.takes_people(one.owners, one.leads)
    )
    since = words or f"since {show_date(before.as_of)}"
    return Listing(
        kind="changes",
        noun=f"change {since},",
        plural=f"changes {since},",
        as_of=now.as_of,
        fields=FIELDS,
        items=tuple(chosen),
        arrangement=arrangement,
        also={"since": before.as_of.isoformat()},
    ).arranged()
