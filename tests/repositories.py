"""Repositories with a history, made in three calls of git however many commits they have."""

from __future__ import annotations

import shutil
import subprocess
import textwrap
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
WHO = "A. Officer <a.officer@example.org>"


def seconds(moment: str) -> int:
    """The seconds since 1970 of a day at noon, or of a time such as `2016-01-04T23:30`, in UTC."""
    return int(datetime.fromisoformat(moment if "T" in moment else f"{moment}T12:00").replace(tzinfo=UTC).timestamp())


class Past:
    """A history to be: each commit changes some files of the one before; None takes a file out."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.lines: list[bytes] = []
        self.count = 0
        self.signed: list[int] = []

    def commit(
        self,
        on: str,
        files: Mapping[str, str | bytes | None],
        *,
        by: str = WHO,
        authored: str | None = None,
        zone: str = "+0000",
        parents: tuple[int, ...] | None = None,
        branch: str = "main",
        title: str = "Record what happened",
        signed: bool = False,
    ) -> int:
        """Add a commit; returns its number, from 1, by which later ones may name it among their `parents`."""
        self.count += 1
        first = [f"commit refs/heads/{branch}", f"mark :{self.count}"]
        first += [f"author {by} {seconds(authored or on)} {zone}", f"committer {by} {seconds(on)} {zone}"]
        words = title.encode()
        if signed:
            self.signed.append(self.count)
        self.lines += ["\n".join(first).encode(), b"data %d\n%s" % (len(words), words)]
        for number, parent in enumerate(parents or ()):
            self.lines.append(f"{'merge' if number else 'from'} :{parent}".encode())
        for name, content in files.items():
            if content is None:
                self.lines.append(f"D {name}".encode())
                continue
            data = content if isinstance(content, bytes) else textwrap.dedent(content).encode()
            self.lines.append(b"M 100644 inline %s\ndata %d\n%s" % (name.encode(), len(data), data))
        return self.count

    def write(self, root: Path) -> list[str]:
        """Make the repository in a folder; returns the IDs of the commits in the order in which they were added."""
        root.mkdir(parents=True, exist_ok=True)
        git(root, "init", "--quiet", "--initial-branch=main")
        marks = root / ".git" / "marks"
        stream = b"\n".join(self.lines) + b"\n"
        words = ["git", "fast-import", "--quiet", f"--export-marks={marks}"]
        subprocess.run(words, cwd=root, input=stream, check=True, capture_output=True)
        git(root, "checkout", "--quiet", "--force", "main")
        named = dict(line.split() for line in marks.read_text().splitlines())
        marks.unlink()
        ids = [named[f":{number}"] for number in range(1, self.count + 1)]
        return self._sign(root, ids) if self.signed else ids

    def _sign(self, root: Path, ids: list[str]) -> list[str]:
        """Make the commits again, some of them with a signature that nobody has verified."""
        new: dict[str, str] = {}
        for number, id in enumerate(ids, 1):
            text = subprocess.run(["git", "cat-file", "commit", id], cwd=root, check=True, capture_output=True).stdout
            for old, made in new.items():
                text = text.replace(f"parent {old}".encode(), f"parent {made}".encode())
            if number in self.signed:
                text = text.replace(b"\n\n", b"\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n -----END\n\n", 1)
            words = ["git", "hash-object", "-t", "commit", "-w", "--stdin"]
            made = subprocess.run(words, cwd=root, input=text, check=True, capture_output=True).stdout.decode().strip()
            new[id] = made
        git(root, "update-ref", "refs/heads/main", new[ids[-1]])
        return list(new.values())


def git(root: Path, *words: str) -> str:
    """Run git in a folder, as somebody without settings of their own."""
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.strip()
