"""Writes a git repository from a list of commits, by one `git fast-import`: a hundred take a tenth of a second."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

NEEDS_GIT = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@dataclass(frozen=True)
class Commit:
    """A commit of files by their path in the repository: only those that it changes; None deletes one."""

    when: str
    files: Mapping[str, str | bytes | None] = field(default_factory=dict)
    message: str = "Change the plan"
    author: str = "Anna Ames <anna@example.org>"
    branch: str = "main"
    # The marks of its parents, from 1; if not given, the last commit of its branch.
    parents: tuple[int, ...] = ()

    @property
    def seconds(self) -> int:
        moment = datetime.fromisoformat(self.when)
        return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def git(folder: Path, *words: str, given: bytes | None = None) -> str:
    """Run git without the settings of this machine, and return its output."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environ |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}
    who = ("-c", "user.name=Anna Ames", "-c", "user.email=anna@example.org", "-c", "protocol.file.allow=always")
    done = subprocess.run(["git", *who, *words], cwd=folder, input=given, capture_output=True, check=True, env=environ)
    return done.stdout.decode("utf-8", "surrogateescape").strip()


def write_repository(folder: Path, commits: Iterable[Commit]) -> list[str]:
    """Create a repository with `main` checked out, and return the ID of each commit in order."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    return add_commits(folder, commits)


def add_commits(folder: Path, commits: Iterable[Commit]) -> list[str]:
    """Add commits to a new repository, check `main` out, and return the ID of each in order."""
    made = list(commits)
    stream = b"".join(_commit(mark, one) for mark, one in enumerate(made, 1))
    git(folder, "fast-import", "--quiet", "--force", f"--export-marks={folder / '.git' / 'marks'}", given=stream)
    git(folder, "reset", "--quiet", "--hard", "main")
    lines = (folder / ".git" / "marks").read_text(encoding="ascii").split()
    return [id for _, id in sorted((int(mark[1:]), id) for mark, id in zip(lines[::2], lines[1::2], strict=True))]


def _commit(mark: int, one: Commit) -> bytes:
    message = one.message.encode()
    lines = [
        f"commit refs/heads/{one.branch}\nmark :{mark}\n".encode(),
        f"author {one.author} {one.seconds} +0000\ncommitter {one.author} {one.seconds} +0000\n".encode(),
        b"data %d\n%b\n" % (len(message), message),
        *(f"{'merge' if number else 'from'} :{parent}\n".encode() for number, parent in enumerate(one.parents)),
    ]
    for path, content in one.files.items():
        if content is None:
            lines.append(f"D {path}\n".encode())
        else:
            data = content if isinstance(content, bytes) else content.encode()
            lines.append(f"M 100644 inline {path}\n".encode() + b"data %d\n%b\n" % (len(data), data))
    return b"".join((*lines, b"\n"))
