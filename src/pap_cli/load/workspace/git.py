"""Run git without network access, and without anything that the settings of a repository could make it run."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from pap_cli.errors import PapError
from pap_cli.load.workspace.executables import find_program

FULL_CLONE = "make a full clone, without --filter"
_QUIET = ("--no-pager", "--no-replace-objects", "--no-optional-locks", "--literal-pathspecs")
_OFF = (
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "protocol.allow=never"),
    *("-c", "safe.bareRepository=explicit"),  # ignore a bare repository inside a workspace
)
# Without the files in which a repository can give commits other parents.
_ENVIRON = {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_GRAFT_FILE": os.devnull, "LC_ALL": "C"}


def _git() -> Path:
    """Return the path of git.

    Raises:
        PapError: if git is not installed.
    """
    found = find_program("git")
    if found is None:
        raise PapError("git is not installed", "install git: it knows the earlier versions of the files")
    return found


def run(root: Path, words: Sequence[str], given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run git in a folder, with some bytes on its standard input.

    Raises:
        PapError: if git is not installed or cannot be run.
    """
    try:
        return subprocess.run(  # noqa: S603 - an absolute path, and arguments that cannot be options
            [_git(), *_QUIET, *_OFF, *words],
            cwd=root,
            env={**_surroundings(), **_ENVIRON},
            input=given,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise PapError(f"git could not be run: {(error.strerror or str(error)).lower()}") from None


def start(root: Path, words: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start git in a folder, to be asked one thing after another through its standard input.

    Raises:
        PapError: if git is not installed or cannot be run.
    """
    try:
        return subprocess.Popen(  # noqa: S603 - an absolute path, and arguments that cannot be options
            [_git(), *_QUIET, *_OFF, *words],
            cwd=root,
            env={**_surroundings(), **_ENVIRON},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise PapError(f"git could not be run: {(error.strerror or str(error)).lower()}") from None


def _surroundings() -> dict[str, str]:
    """Return the environment without the variables that point git to another repository, as set in a hook."""
    kept = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_CONFIG_SYSTEM")
    return {name: value for name, value in os.environ.items() if name in kept or not name.startswith("GIT_")}


def output(root: Path, *words: str) -> str:
    """Return the output of git, or an empty string if it fails."""
    done = run(root, words)
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""


def commit_files(root: Path, names: Sequence[str], message: str) -> str:
    """Commit files of the work tree and nothing else, as the user would, with the hooks of the repository.

    Returns why git refused; empty if it did not.
    """
    words = ("--no-pager", "--literal-pathspecs")
    for given in (("add", "--intent-to-add", "--", *names), ("commit", "--quiet", "--only", "--file=-", "--", *names)):
        try:
            done = subprocess.run(  # noqa: S603 - an absolute path; the names follow -- and the message is not an argument
                [_git(), *words, *given],
                cwd=root,
                env={**_surroundings(), "GIT_TERMINAL_PROMPT": "0"},
                input=message.encode("utf-8"),
                capture_output=True,
                check=False,
            )
        except OSError as error:
            return (error.strerror or str(error)).lower()
        if done.returncode != 0:
            lines = (done.stderr or done.stdout).decode("utf-8", "replace").split("\n")
            return next((line.strip() for line in lines if line.strip()), f"exit code {done.returncode}")
    return ""


def look_up(top: Path, names: Sequence[str], *options: str) -> Iterator[bytes | None]:
    """Yield the bytes of each file of a commit, named as in `COMMIT:PATH`; None if it is not there, or no file."""
    if not names:
        return
    wanted = "".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape")
    data = run(top, ("cat-file", "--batch", *options), wanted).stdout
    at = 0
    for _ in names:
        end = data.find(b"\n", at)
        head = data[at:end].rsplit(b" ", 2)
        at = end + 1
        if len(head) == 3 and head[2].isdigit():
            size = int(head[2])
            yield data[at : at + size] if head[1] == b"blob" else None
            at += size + 1
        else:
            yield None


def contents(data: bytes) -> Iterator[bytes]:
    """Yield the contents in the output of `git cat-file --batch`: a line with the size, the bytes, and a line break.

    Raises:
        PapError: if one of them is missing.
    """
    at = 0
    while at < len(data):
        end = data.index(b"\n", at)
        size = data[at:end].rsplit(b" ", 1)[1]
        if not size.isdigit():
            raise PapError("some files of the revision are missing from this clone", FULL_CLONE)
        yield data[end + 1 : end + 1 + int(size)]
        at = end + 1 + int(size) + 1
