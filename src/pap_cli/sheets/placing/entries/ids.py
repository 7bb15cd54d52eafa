"""The IDs of the items of a tracker: their references where these can be IDs, otherwise numbers in order.

References that begin again in each section have the number of their section before them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pap_cli.edit.items.item import Sort
from pap_cli.load.workspace.lookalikes import skeleton
from pap_cli.sheets.placing.entries.names import Taken, id_from
from pap_cli.sheets.placing.entries.wanted import Wanted

_PREFIXES = {Sort.RECOMMENDATION: "R", Sort.ACTION: "A"}
# What a note of a reference begins with.
REF = "Ref: "
# The number of a milestone within its action: 1, a, ii.
_WITHIN = re.compile(r"\d{1,3}|[a-z]|[ivx]{1,5}", re.IGNORECASE)


def give_ids(wanted: Sequence[Wanted], taken: Taken, known: Mapping[int, str]) -> dict[int, str]:
    """Return the ID of each item by its place in the list; KNOWN are those that have one already.

    An item whose reference is not its ID gets a note of the reference.
    """
    refs = [id_from(one.ref) for one in wanted]
    numbers = _sections(wanted)
    again = _restarting(wanted, refs)
    given = {skeleton(ref) for one, ref in zip(wanted, refs, strict=True) if not _is_part(one)}
    ids = dict(known)
    # references first, so that a number that is only counted never takes the place of one
    for place in sorted(range(len(wanted)), key=lambda place: (_is_part(wanted[place]), not refs[place], place)):
        one, ref = wanted[place], refs[place]
        if place in ids:
            continue
        if one.parent is not None and _is_part(one):
            ids[place] = _of_milestone(ref, ids[one.parent], taken, given)
        elif not ref:
            ids[place] = taken.count(_PREFIXES[one.sort])
        elif one.section and (one.sort, skeleton(ref)) in again:
            ids[place] = taken.claim(f"{numbers[one.section]}.{ref}")
        else:
            ids[place] = taken.claim(_alone(ref, one.sort, taken))
        if one.ref and ids[place] != one.ref:
            _note_ref(one)
    return ids


def _is_part(one: Wanted) -> bool:
    return one.sort is Sort.MILESTONE and one.parent is not None


def _alone(ref: str, sort: Sort, taken: Taken) -> str:
    """Return a reference as an ID; one that is taken by an item of another sort gets the letter of its own."""
    prefixed = f"{_PREFIXES.get(sort, '')}{ref}"
    return prefixed if taken.has(ref) and ref[0].isdigit() and not taken.has(prefixed) else ref


def _of_milestone(ref: str, parent: str, taken: Taken, given: set[str]) -> str:
    """Return the ID of a milestone, with another mark than a full stop where the tracker numbers actions like it."""
    mark = "-" if any(one.startswith(f"{skeleton(parent)}.") for one in given) else "."
    if not ref:
        return taken.count(f"{parent}{mark}")
    return taken.claim(f"{parent}{mark}{ref}" if _WITHIN.fullmatch(ref) else ref)


def _sections(wanted: Sequence[Wanted]) -> dict[str, int]:
    found = dict.fromkeys(one.section for one in wanted if one.section)
    return {section: number for number, section in enumerate(found, 1)}


def _restarting(wanted: Sequence[Wanted], refs: Sequence[str]) -> set[tuple[Sort, str]]:
    """Return the references that are in more than one section."""
    sections: dict[tuple[Sort, str], set[str]] = {}
    for one, ref in zip(wanted, refs, strict=True):
        if ref and not _is_part(one):
            sections.setdefault((one.sort, skeleton(ref)), set()).add(one.section)
    return {key for key, found in sections.items() if len(found) > 1}


def _note_ref(one: Wanted) -> None:
    notes = one.fields.get("notes")
    one.fields["notes"] = [f"{REF}{one.ref}", *(notes if isinstance(notes, list) else ())]
