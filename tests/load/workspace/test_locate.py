"""Where a workspace is, and the stamp of all that stands in it: whatever a reading could see, it sees."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import SKELETON, write_files
from pap_cli.load.workspace.locate import nearest_workspace, workspace_stamp

posix = pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
FILES = {
    "plans/one.yaml": SKELETON,
    "plans/two/plan.yaml": SKELETON,
    "plans/two/deep/a.yml": "actions: []\n",
    "kpis/k.yaml": "kpis: []\n",
    "kpis/f.csv": "period,value\n2016-04,5\n",
    "pap.toml": "[pap]\n",
    "elsewhere/x.yaml": "actions: []\n",
}
Change = Callable[[Path], object]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_files(tmp_path / "w", FILES).resolve()


def stamp(root: Path) -> str:
    return workspace_stamp(str(root))


CHANGES: dict[str, Change] = {
    "a byte": lambda root: (root / "plans/two/deep/a.yml").write_bytes(b"actions: []\r"),
    "a name": lambda root: (root / "plans/one.yaml").rename(root / "plans/uno.yaml"),
    "a name to be read": lambda root: (root / "plans/one.yaml").rename(root / "plans/one.txt"),
    "a file more": lambda root: (root / "kpis/z.yaml").write_text("", encoding="utf-8"),
    "a table more": lambda root: (root / "kpis/z.csv").write_text("period,value\n", encoding="utf-8"),
    "a figure": lambda root: (root / "kpis/f.csv").write_bytes(b"period,value\n2016-04,6\n"),
    "a file less": lambda root: (root / "kpis/k.yaml").unlink(),
    "a folder more": lambda root: (root / "plans/three").mkdir(),
    "a folder with the name of a file": lambda root: (root / "plans/x.yaml").mkdir(),
    "the settings": lambda root: (root / "pap.toml").write_text("[rating]\n", encoding="utf-8"),
    "no settings": lambda root: (root / "pap.toml").unlink(),
    "other settings": lambda root: (root / "pyproject.toml").write_text("", encoding="utf-8"),
    "a file moved between folders": lambda root: (root / "kpis/k.yaml").rename(root / "plans/k.yaml"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_whatever_a_reading_could_see_changes_the_stamp(root: Path, change: Change) -> None:
    before = stamp(root)
    assert stamp(root) == before
    change(root)
    assert stamp(root) != before


def test_what_no_reading_sees_changes_nothing(root: Path) -> None:
    before = stamp(root)
    (root / "elsewhere/x.yaml").write_text("other", encoding="utf-8")
    (root / "README.md").write_text("other", encoding="utf-8")
    os.utime(root / "plans/one.yaml", (1, 1))
    assert stamp(root) == before


@posix
def test_a_link_within_the_workspace_is_followed(root: Path) -> None:
    (root / "plans/link.yaml").symlink_to(root / "elsewhere/x.yaml")
    (root / "plans/linked").symlink_to(root / "elsewhere")
    (root / "plans/round").symlink_to(root / "plans")
    before = stamp(root)
    (root / "elsewhere/x.yaml").write_text("other", encoding="utf-8")
    after = stamp(root)
    assert after != before
    (root / "elsewhere/y.yaml").write_text("", encoding="utf-8")
    assert stamp(root) not in (before, after)


@posix
def test_a_link_out_of_the_workspace_is_not_followed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = root.parent / "secret.yaml"
    secret.write_text("one", encoding="utf-8")
    (root.parent / "folder").mkdir()
    (root / "plans/out.yaml").symlink_to(secret)
    (root / "plans/out").symlink_to(root.parent / "folder")
    (root / "plans/self.yaml").symlink_to("self.yaml")
    before = stamp(root)
    secret.write_text("two", encoding="utf-8")
    (root.parent / "folder/x.yaml").write_text("", encoding="utf-8")
    assert stamp(root) == before
    (root / "plans/out.yaml").unlink()
    (root / "plans/out.yaml").symlink_to(root.parent / "folder/x.yaml")
    assert stamp(root) != before


@posix
def test_a_pipe_is_not_read(root: Path) -> None:
    if sys.platform == "win32":
        return
    before = stamp(root)
    os.mkfifo(root / "plans/pipe.yaml")
    assert stamp(root) != before


def test_the_nearest_workspace_and_not_above_a_repository(root: Path) -> None:
    assert nearest_workspace(str(root / "plans/two/deep")) == str(root)
    inner = root / "elsewhere/inner"
    (inner / "sub").mkdir(parents=True)
    (inner / ".git").mkdir()
    assert nearest_workspace(str(inner / "sub")) is None
    (inner / "kpis").mkdir()
    assert nearest_workspace(str(inner / "sub")) == str(inner)
