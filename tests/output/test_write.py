"""Files that are written whole or not at all, and what killed runs leave beside them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pap_cli.output.lock import open_draft
from pap_cli.output.write import write_file

KILLED = """
import os, sys
from pathlib import Path
from pap_cli.output import write
os.fsync = lambda _: os._exit(9)
write.write_file(Path(sys.argv[1]), "new")
"""


def test_a_draft_of_a_killed_run_is_removed_by_the_next(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_text("old", encoding="utf-8")
    for _ in range(2):
        assert subprocess.run([sys.executable, "-c", KILLED, target], check=False).returncode == 9
    assert target.read_text(encoding="utf-8") == "old"
    assert len(list(tmp_path.iterdir())) == 2
    write_file(target, "new")
    assert [path.name for path in tmp_path.iterdir()] == ["out.txt"]
    assert target.read_text(encoding="utf-8") == "new"


def test_the_draft_of_a_run_that_goes_on_is_left_alone(tmp_path: Path) -> None:
    draft = tmp_path / ".out.txt.123.tmp"
    with open_draft(draft) as file:
        file.write(b"half")
        file.flush()
        write_file(tmp_path / "out.txt", "new")
        assert draft.read_bytes() == b"half"
    write_file(tmp_path / "out.txt", "newer")
    assert not draft.exists()


@pytest.mark.parametrize(
    "name", [".out.txt.tmp", ".out.txt.x.tmp", "out.txt.1.tmp", ".other.1.tmp", ".out.txt.1.tmp.x"]
)
def test_other_files_beside_it_are_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine", encoding="utf-8")
    write_file(tmp_path / "out.txt", "new")
    assert (tmp_path / name).read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_link_in_place_of_a_draft_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    (tmp_path / ".out.txt.1.tmp").symlink_to(tmp_path / "mine")
    (tmp_path / f".out.txt.{os.getpid()}.tmp").symlink_to(tmp_path / "mine")
    write_file(tmp_path / "out.txt", "new")
    assert (tmp_path / "mine").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "out.txt").is_symlink()
