"""Who gets a workbook, and what its files are called."""

from __future__ import annotations

from pap_cli.model.oversight import Owner
from pap_cli.model.place import Place, Source
from pap_cli.sheets.people.recipient import Recipient, file_names, recipients


def owner(id: str, title: str, **more: str) -> Owner:
    return Owner(id=id, title=title, place=Place(Source("p.yaml", ""), 0, 0, {}), **more)  # type: ignore[arg-type]


def named(*ids: str) -> list[str]:
    return file_names([Recipient(id=id, title=id, people=()) for id in ids])


def test_the_same_id_is_one_person_only_if_it_is_the_same_post() -> None:
    found = recipients(
        [("a", owner("head", "Head")), ("b", owner("head", "Head")), ("c", owner("head", "Head of Finance"))],
        teams=False,
    )
    assert [one.people for one in found] == [(("a", "head"), ("b", "head")), (("c", "head"),)]


def test_names_of_files_differ_on_every_system_and_lead_nowhere() -> None:
    assert named("head", "Head", "a/b:c", "..", "con", "é") == [
        "head",
        "Head-2",
        "a-b-c",
        "owner",
        "owner-con",
        "owner-2",
    ]
