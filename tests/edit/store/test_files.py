"""Files of every kind are written as what they are: links, permissions, owners, odd names."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from commands.running import PLAN, Run, make_workspace
from edit.store.faults import NOW, revert_last, without_waiting
from pap_cli.edit.store import steps, swap
from pap_cli.edit.store.changes import Change, kept
from pap_cli.edit.store.journal import Standing
from pap_cli.edit.store.write import write
from pap_cli.errors import PapError

posix = pytest.mark.skipif(os.name == "nt", reason="links and permissions of another kind")
NOTE = ("note", "A1.1", "x", "--on", "2016-10-01", "--as-of", "2016-10-14")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    without_waiting(monkeypatch)
    folder = make_workspace(tmp_path / "workspace")
    (tmp_path / "kept").mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(params=["exchange", "replace"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """With the call that lets two files change places, and without it."""
    if request.param == "replace":
        monkeypatch.setattr(swap, "_call", lambda: None)
    return str(request.param)


def append(root: Path, path: Path) -> None:
    before = path.read_bytes()
    change = Change(path, before, before + b"# more\n")
    write(root, root.parent / "kept", [change], command="note A1.1", effects=[], now=NOW)


@posix
@pytest.mark.usefixtures("way")
def test_a_link_stays_and_its_target_is_replaced(root: Path) -> None:
    path, target = root / "plans/one.yaml", root / "real.yaml"
    path.rename(target)
    path.symlink_to("../real.yaml")
    append(root, path)
    assert path.is_symlink()
    assert not target.is_symlink()
    assert target.read_text(encoding="utf-8") == PLAN + "# more\n"
    revert_last(root, root.parent / "kept", Standing.UNDONE)
    assert path.is_symlink()
    assert target.read_text(encoding="utf-8") == PLAN


@posix
def test_a_link_out_of_the_workspace_is_refused(root: Path) -> None:
    path, target = root / "plans/one.yaml", root.parent / "real.yaml"
    path.rename(target)
    path.symlink_to(target)
    with pytest.raises(PapError, match=r"plans/one.yaml is outside the workspace"):
        append(root, path)
    assert target.read_text(encoding="utf-8") == PLAN


@posix
@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_permissions_stay(root: Path, mode: int) -> None:
    path = root / "plans/one.yaml"
    path.chmod(mode)
    append(root, path)
    assert stat.S_IMODE(path.stat().st_mode) == mode
    revert_last(root, root.parent / "kept", Standing.UNDONE)
    assert stat.S_IMODE(path.stat().st_mode) == mode


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
@pytest.mark.usefixtures("way")
def test_the_owner_stays(root: Path) -> None:
    path = root / "plans/one.yaml"
    os.chown(path, 1234, 2345)
    append(root, path)
    assert (path.stat().st_uid, path.stat().st_gid) == (1234, 2345)


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="a system without extended attributes")
@pytest.mark.usefixtures("way")
def test_extended_attributes_stay(root: Path) -> None:
    path = root / "plans/one.yaml"
    try:
        os.setxattr(path, "user.origin", b"council")
    except OSError:
        pytest.skip("a file system without extended attributes")
    append(root, path)
    assert os.getxattr(path, "user.origin") == b"council"


@posix
def test_a_new_file_has_the_permissions_that_the_user_gives_new_files(root: Path) -> None:
    path = root / "plans/new.yaml"
    mask = os.umask(0o027)
    try:
        change = Change(path, None, b"plan: {id: two}\n")
        write(root, root.parent / "kept", [change], command="add", effects=[], now=NOW)
    finally:
        os.umask(mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_read_only_file_is_refused(pap: Run, root: Path) -> None:
    path = root / "plans/one.yaml"
    path.chmod(0o444)
    ran = pap(*NOTE)
    assert ran.code == 2
    assert ran.err == (
        "pap: plans/one.yaml is read-only; nothing was changed\n  make it writable and run the command again\n"
    )
    assert path.read_text(encoding="utf-8") == PLAN
    assert [one.name for one in path.parent.iterdir()] == ["one.yaml"]
    path.chmod(0o644)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_said(pap: Run, root: Path) -> None:
    (root / "plans").chmod(0o500)
    ran = pap(*NOTE)
    (root / "plans").chmod(0o700)
    assert "cannot write plans/one.yaml: permission denied; nothing was changed" in ran.err


@posix
@pytest.mark.usefixtures("way")
def test_another_name_of_the_same_file_keeps_the_old_text(root: Path) -> None:
    path, other = root / "plans/one.yaml", root.parent / "snapshot.yaml"
    os.link(path, other)
    append(root, path)
    assert other.read_text(encoding="utf-8") == PLAN
    revert_last(root, root.parent / "kept", Standing.UNDONE)
    assert path.read_text(encoding="utf-8") == PLAN


@pytest.mark.parametrize(
    "name",
    [
        "a b.yaml",
        "é" * 120 + ".yaml",
        "x" * 250 + ".yaml",
        "\u202egnp.yaml",
        *(["a\nb.yaml"] if os.name != "nt" else []),
    ],
    ids=["space", "240 bytes", "255 bytes", "right to left", "newline"][: 5 if os.name != "nt" else 4],
)
@pytest.mark.usefixtures("way")
def test_names_of_any_kind(pap: Run, root: Path, name: str) -> None:
    path = root / "plans" / name
    (root / "plans/one.yaml").rename(path)
    assert pap(*NOTE).code == 0
    assert "text: x" in path.read_text(encoding="utf-8")
    assert pap("undo").code == 0
    assert path.read_text(encoding="utf-8") == PLAN
    assert [one.name for one in path.parent.iterdir()] == [name]


@posix
def test_a_name_that_is_not_utf_8_is_said(pap: Run, root: Path) -> None:
    try:
        (root / "plans/one.yaml").rename(os.fsdecode(os.fsencode(root / "plans") + b"/\xff.yaml"))
    except OSError:
        pytest.skip("a file system that has only UTF-8")
    ran = pap(*NOTE)
    assert ran.code == 2
    assert "is not UTF-8" in ran.err
    assert "rename the file" in ran.err


@posix
def test_a_file_that_two_names_lead_to_is_written_once(root: Path) -> None:
    path, link = root / "plans/one.yaml", root / "plans/link.yaml"
    link.symlink_to("one.yaml")
    changes = [Change(one, PLAN.encode(), PLAN.encode() + b"# more\n") for one in (path, link)]
    write(root, root.parent / "kept", changes, command="fmt", effects=[], now=NOW)
    assert path.read_text(encoding="utf-8") == PLAN + "# more\n"
    assert link.is_symlink()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b"x"),
        (b"x", b""),
        (None, b""),
        (b"abc", b"abXc"),
        (b"aaaa", b"aaa"),
        (b"aaa", b"aaaa"),
        (b"\r\n\x00\xff", b"\xff\x00\n\r"),
        (b"abcabc", b"abc"),
    ],
)
def test_what_is_kept_gives_both_files_again(tmp_path: Path, before: bytes | None, after: bytes) -> None:
    one = kept(Change(tmp_path / "a", before, after), tmp_path)
    assert one.applied(before) == after
    assert one.taken_back(after) == before
    for other in (b"something else", b"" if before else b"y"):
        with pytest.raises(ValueError, match="not as it was"):
            one.applied(other)


def test_a_file_that_another_program_has_open_is_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows answers while a virus scanner reads a file."""
    (tmp_path / "new").write_bytes(b"new")
    real, answers = Path.replace, iter([PermissionError, PermissionError, None])

    def replace(self: Path, target: Path) -> Path:
        answer = next(answers)
        if answer is not None:
            raise answer
        return real(self, target)

    slept: list[float] = []
    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(steps.time, "sleep", slept.append)
    monkeypatch.setattr(steps, "_PATIENT", True)
    steps.replace(tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old").read_bytes() == b"new"
    assert len(slept) == 2
