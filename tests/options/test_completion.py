"""Completion of IDs, with the cache and without."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.running import PLAN
from pap_cli.cache.store import Store
from pap_cli.options import completion


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path.parent / f"{tmp_path.name}-cache"
    monkeypatch.delenv("PAP_NO_CACHE")
    monkeypatch.setenv("PAP_CACHE_DIR", str(folder))
    return folder


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("plan", ["one"]),
        ("owner", ["head"]),
        ("body", ["ofsted"]),
        ("recommendation", ["R1"]),
        ("milestone", ["A1.1", "A1.2"]),
        ("kpi", []),
        ("item", ["A1", "A1.1", "A1.2", "head", "ofsted", "R1"]),
    ],
)
def test_ids_of_each_kind(kind: str, expected: list[str]) -> None:
    assert completion.ids(kind, "") == expected


@pytest.mark.usefixtures("workspace")
def test_ids_begin_with_what_was_typed() -> None:
    assert completion.ids("item", "A1.") == ["A1.1", "A1.2"]
    assert completion.ids("item", "x") == []


def test_files_are_read_again_only_after_a_change(
    workspace: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert completion.ids("milestone", "") == ["A1.1", "A1.2"]
    assert len(Store(cache).entries()) == 1
    with monkeypatch.context() as patch:
        patch.setattr(completion, "_read_ids", lambda _: pytest.fail("the files were read again"))
        assert completion.ids("milestone", "") == ["A1.1", "A1.2"]
        assert completion.ids("owner", "") == ["head"]
    (workspace / "plans" / "one.yaml").write_text(PLAN.replace("A1.2", "A1.3"), encoding="utf-8")
    assert completion.ids("milestone", "") == ["A1.1", "A1.3"]


def test_a_folder_that_is_not_a_workspace_offers_nothing(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert completion.ids("item", "", str(tmp_path)) == []
    assert completion.ids("item", "", str(tmp_path / "missing")) == []


def test_a_file_that_cannot_be_read_hides_only_its_own_ids(workspace: Path) -> None:
    (workspace / "plans" / "two.yaml").write_bytes(b"\xff\xfe")
    assert completion.ids("milestone", "") == ["A1.1", "A1.2"]
