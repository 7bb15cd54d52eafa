"""The cache's store: what is kept comes back, and what was damaged anywhere is as good as nothing."""

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
def test_what_is_kept_comes_back(tmp_path_factory: pytest.TempPathFactory, key: str, value: bytes) -> None:
    kept = Store(tmp_path_factory.getbasetemp() / "kept")
    kept.put(key, value)
    assert kept.get(key) == value


def test_what_was_never_kept_is_not_known(tmp_path: Path) -> None:
    assert Store(tmp_path / "none").get("key") is None


def test_an_entry_damaged_at_any_byte_is_not_known(tmp_path: Path) -> None:
    kept = Store(tmp_path)
    kept.put("key", b"some words")
    entry = Path(*kept.entries())
    whole = entry.read_bytes()
    for at in range(len(whole)):
        for damaged in (
            whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :],
            whole[:at],
            whole[:at] + whole[at + 1 :],
            whole[:at] + b" " + whole[at:],
        ):
            entry.write_bytes(damaged)
            assert kept.get("key") is None, (at, damaged)
    entry.write_bytes(whole)
    assert kept.get("key") == b"some words"


def test_an_entry_under_the_name_of_another_is_not_known(tmp_path: Path) -> None:
    kept = Store(tmp_path)
    kept.put("one", b"1")
    (entry,) = kept.entries()
    kept.put("two", b"2")
    (other,) = set(kept.entries()) - {entry}
    Path(entry).replace(other)
    assert kept.get("two") is None


def test_parts_are_not_run_together() -> None:
    assert len({digest(b"ab", b"c"), digest(b"a", b"bc"), digest(b"abc"), digest(b"abc", b"")}) == 4


@unix
@pytest.mark.skipif(sys.platform != "win32" and os.geteuid() == 0, reason="nothing is closed to root")
def test_a_folder_that_cannot_be_written_keeps_nothing_and_fails_nothing(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    kept = Store(closed)
    kept.put("key", b"1")
    assert kept.get("key") is None
    assert kept.clear() == 0


def test_a_file_in_the_place_of_the_folder_fails_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    kept = Store(tmp_path / "file")
    kept.put("key", b"1")
    kept.prune()
    assert (kept.get("key"), kept.clear()) == (None, 0)
    assert not usable(tmp_path / "file", None)


def test_the_oldest_go_when_there_are_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "MAX_ENTRIES", 8)
    kept = Store(tmp_path)
    for number in range(9):
        before = set(kept.entries())
        kept.put(str(number), b"%d" % number)
        (entry,) = set(kept.entries()) - before
        os.utime(entry, (number, number))
    kept.prune()
    assert [kept.get(str(number)) for number in range(9)] == [None] * 3 + [b"%d" % number for number in range(3, 9)]


def test_the_oldest_go_when_they_are_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "MAX_BYTES", 10_000)
    monkeypatch.setattr(store_module, "MAX_ENTRY_BYTES", 5_000)
    kept = Store(tmp_path)
    kept.put("longest", b"x" * 6_000)
    assert kept.entries() == []
    for number in range(3):
        kept.put(str(number), b"x" * 4_000)
    for number, entry in enumerate(sorted(kept.entries())):
        os.utime(entry, (number, number))
    kept.prune()
    assert len(kept.entries()) == 1


@unix
def test_a_folder_that_others_can_write_in_is_not_used(tmp_path: Path) -> None:
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
