"""Who is asked: an owner, or a team of owners."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from pap_cli.model.oversight import Owner

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")
# Names that Windows keeps for devices.
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_LONGEST = 60


class Recipient(Struct, frozen=True, kw_only=True):
    """Who gets a workbook: an owner with the same ID, title and address in one plan or several, or a team."""

    # The ID of the owner, or `team:` and its name as one word.
    id: str
    title: str
    # How the person is called, if the plan says so.
    name: str = ""
    addresses: tuple[str, ...] = ()
    # The plans, each with the ID of an owner.
    people: tuple[tuple[str, str], ...]


def recipients(found: Iterable[tuple[str, Owner]], *, teams: bool) -> list[Recipient]:
    """Return who is asked, in their order; with `teams`, one for each team, and the owners that have none."""
    groups: dict[tuple[object, ...], list[tuple[str, Owner]]] = {}
    for plan, owner in found:
        if teams and owner.team:
            groups.setdefault(("team", owner.team), []).append((plan, owner))
        else:  # the same ID may be another post in another plan
            groups.setdefault((owner.id, owner.title, owner.contact, owner.name), []).append((plan, owner))
    return [_of_team(members) if key[0] == "team" else _of_owner(members) for key, members in groups.items()]


def _of_owner(members: Sequence[tuple[str, Owner]]) -> Recipient:
    owner = members[0][1]
    return Recipient(
        id=owner.id,
        title=owner.title,
        name=owner.name or "",
        addresses=(owner.contact,) if owner.contact else (),
        people=tuple((plan, one.id) for plan, one in members),
    )


def _of_team(members: Sequence[tuple[str, Owner]]) -> Recipient:
    team = members[0][1].team or ""
    return Recipient(
        id=team_id(team),
        title=team,
        addresses=tuple(dict.fromkeys(owner.contact for _, owner in members if owner.contact)),
        people=tuple((plan, owner.id) for plan, owner in members),
    )


def team_id(team: str) -> str:
    """Return what stands for a team in place of the ID of an owner."""
    return f"team:{_NOT_IN_NAMES.sub('-', team).strip('-').casefold()}"


def file_names(found: Sequence[Recipient]) -> list[str]:
    """Return a name for the files of each, without an extension; no two are the same on any system."""
    taken: Counter[str] = Counter()
    names = []
    for one in found:
        name = _NOT_IN_NAMES.sub("-", one.id).strip(".-")[:_LONGEST] or "owner"
        name = f"owner-{name}" if _DEVICES.fullmatch(name) else name
        while taken[name.casefold()]:
            taken[name.casefold()] += 1
            name = f"{name}-{taken[name.casefold()]}"
        taken[name.casefold()] += 1
        names.append(name)
    return names
