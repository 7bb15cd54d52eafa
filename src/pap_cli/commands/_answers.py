"""What a command said before, said again while everything that it depends on is the same.

A reading command is a pure function of the files, the day, its words and the screen.  So its answer can be kept: the
text, what it said on standard error, and its exit code.  A command that writes a file, asks git or speaks to a CI
service runs in full.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pap_cli import __version__
from pap_cli.load.files import Reader
from pap_cli.load.store import Store, digest, usable

_LIBRARIES = ("holidays", "pydantic", "pydantic_core", "pyyaml", "rich", "tabulate", "typer", "tzdata")
"""What has a part in an answer: another version of one of them may give another."""


def cache_folder(environ: Mapping[str, str]) -> Path:
    """Where the cache is: in PAP_CACHE_DIR, or where the operating system wants a user's caches."""
    if named := environ.get("PAP_CACHE_DIR"):
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("pap", appauthor=False)


def store_for(root: Path, environ: Mapping[str, str]) -> Store | None:
    """The user's cache for a workspace; None where it is not wanted, or not to be trusted."""
    if environ.get("PAP_NO_CACHE"):
        return None
    folder = cache_folder(environ)
    return Store(folder) if usable(folder, root) else None


def program_stamp() -> str:
    """A name for this very program: its version and its libraries', and its files where it runs from a checkout."""
    package = Path(__file__).parent.parent
    told = [__version__, sys.version]
    site = package.parent
    if site.name != "site-packages":
        told += _sources(package)
        site = Path(sys.modules["typer"].__file__ or "").parent.parent
    begins = tuple(f"{name}-" for name in _LIBRARIES)
    told += sorted(path.name for path in site.iterdir() if path.name.casefold().startswith(begins))
    return digest(*(os.fsencode(part) for part in told))


def _sources(folder: Path) -> Iterator[str]:
    """Each source file below a folder, with its size and the time it was written."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_dir(follow_symlinks=False):
            yield from _sources(Path(entry.path))
        elif entry.name.endswith(".py"):
            found = entry.stat()
            yield f"{entry.path} {found.st_size} {found.st_mtime_ns}"


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said on standard output and on standard error, and its exit code; `whole` is for no pager."""

    out: str
    err: str
    code: int
    whole: bool


@dataclass(slots=True)
class Answer:
    """What a command says, noted while it says it."""

    store: Store
    key: str
    out: str = ""
    err: str = ""
    whole: bool = False

    @classmethod
    def to(cls, store: Store, reader: Reader, question: object) -> Answer:
        """The answer to a question: it hangs on the files, the program, and everything that was asked."""
        return cls(store, digest(reader.fingerprint().encode(), program_stamp().encode(), repr(question).encode()))

    def given_before(self) -> Said | None:
        """What was said before; None if it is not known."""
        match self.store.get(self.key):
            case {"out": str(out), "err": str(err), "code": int(code), "whole": bool(whole)}:
                return Said(out, err, code, whole)
            case _:
                return None

    def note(self, out: str, err: str, *, whole: bool) -> None:
        """Note what is said."""
        self.out, self.err, self.whole = out, err, whole

    def keep(self, code: int) -> None:
        """Keep what was said, with the command's exit code."""
        self.store.put(self.key, {"out": self.out, "err": self.err, "code": code, "whole": self.whole})
        self.store.prune()
