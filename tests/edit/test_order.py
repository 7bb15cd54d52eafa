"""The order of keys has every key of every entry, once, and is that of the reference."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import ROOT
from pap_cli.edit.order import _WRITTEN, key_order
from pap_cli.load.entries.schema import FILES
from pap_cli.load.entries.slots import slots_of


def every_entry() -> set[type[Any]]:
    found: set[type[Any]] = set()
    waiting: list[type[Any]] = [cls for cls, _ in FILES.values()]
    while waiting:
        cls = waiting.pop()
        if cls not in found:
            found.add(cls)
            waiting += [slot.entry for slot in slots_of(cls) if slot.entry is not None]
    return found


@pytest.mark.parametrize("cls", sorted(every_entry(), key=lambda cls: cls.__name__))
def test_every_key_has_its_place(cls: type[Any]) -> None:
    assert sorted(key_order(cls)) == sorted(slot.key for slot in slots_of(cls))


def test_an_order_of_its_own_is_that_of_an_entry() -> None:
    assert set(_WRITTEN) <= every_entry()


@pytest.mark.parametrize("cls", sorted(_WRITTEN, key=lambda cls: cls.__name__))
def test_the_reference_has_the_keys_in_this_order(cls: type[Any]) -> None:
    page = (ROOT / "docs" / "reference" / "files.md").read_text(encoding="utf-8")
    table = page.split(f"### {cls.__name__}\n")[1].split("###")[0]
    keys = [line.split("`")[1] for line in table.splitlines() if line.startswith("| `")]
    assert tuple(keys) == key_order(cls)
