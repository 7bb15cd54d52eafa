"""Cache entries are read back as written, and ignored if damaged."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pap_cli.cache import store as store_module
from pap_cli.cache.store import Store, digest, usable

unix = pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")


@given(st.text(), st.binary())
def test_an_entry_is_read_back(tmp_path_factory: pytest.TempPathFactory, key: str, value: bytes) -> None:
    store = Store(tmp_path_factory.getbasetemp() / "store")
    store.put(key, value)
    assert store.get(key) == value


def test_a_missing_entry_is_a_miss(tmp_path: Path) -> None:
    assert Store(tmp_path / "none").get("key") is None


def test_an_entry_damaged_at_any_byte_is_a_miss(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("key", b"some words")
    entry = Path(*store.entries())
    whole = entry.read_bytes()
    for at in range(len(whole)):
        for damaged in (
            whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :],
            whole[:at],
            whole[:at] + whole[at + 1 :],
            whole[:at] + b" " + whole[at:],
        ):
            entry.write_bytes(damaged)
            assert store.get("key") is None, (at, damaged)
    entry.write_bytes(whole)
    assert store.get("key") == b"some words"


def test_an_entry_under_another_key_is_a_miss(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("one", b"1")
    (entry,) = store.entries()
    store.put("two", b"2")
    (other,) = set(store.entries()) - {entry}
    Path(entry).replace(other)
    assert store.get("two") is None


def test_the_digest_separates_its_parts() -> None:
    assert len({digest(b"ab", b"c"), digest(b"a", b"bc"), digest(b"abc"), digest(b"abc", b"")}) == 4


@unix
@pytest.mark.skipif(sys.platform != "win32" and os.geteuid() == 0, reason="nothing is closed to root")
def test_a_folder_that_cannot_be_written_is_ignored(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    store = Store(closed)
    store.put("key", b"1")
    assert store.get("key") is None
    assert store.clear() == 0


def test_a_file_in_place_of_the_folder_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    store = Store(tmp_path / "file")
    store.put("key", b"1")
    store.prune()
    assert (store.get("key"), store.clear()) == (None, 0)
    assert not usable(tmp_path / "file", None)


def test_the_oldest_entries_are_deleted_if_there_are_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "MAX_ENTRIES", 8)
    store = Store(tmp_path)
    for number in range(9):
        before = set(store.entries())
        store.put(str(number), b"%d" % number)
        (entry,) = set(store.entries()) - before
        os.utime(entry, (number, number))
    store.prune()
    assert [store.get(str(number)) for number in range(9)] == [None] * 3 + [b"%d" % number for number in range(3, 9)]


def test_writing_keeps_the_number_of_entries_near_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "MAX_ENTRIES", 20)
    store = Store(tmp_path)
    for number in range(400):
        store.put(str(number), b"x")
    assert len(store.entries()) < 100


def test_the_oldest_entries_are_deleted_if_they_are_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "MAX_BYTES", 10_000)
    monkeypatch.setattr(store_module, "MAX_ENTRY_BYTES", 5_000)
    store = Store(tmp_path)
    store.put("longest", b"x" * 6_000)
    assert store.entries() == []
    for number in range(3):
        store.put(str(number), b"x" * 4_000)
    for number, entry in enumerate(sorted(store.entries())):
        os.utime(entry, (number, number))
    store.prune()
    assert len(store.entries()) == 1


@unix
def test_a_folder_that_others_can_write_to_is_not_used(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir()
    folder.chmod(0o777)
    assert not usable(folder, None)
    folder.chmod(0o700)
    assert usable(folder, None)


def test_a_folder_in_the_workspace_is_not_used(tmp_path: Path) -> None:
    inside = tmp_path / "workspace" / ".cache"
    assert not usable(inside, tmp_path / "workspace")
    assert not inside.exists()
    assert usable(tmp_path / "cache", tmp_path / "workspace")
