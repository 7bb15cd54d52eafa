"""What a command said before, said again while everything that it depends on is the same.

A reading command is a pure function of the files, the day, its words and the screen.  So its answer can be kept: the
text, what it said on standard error, and its exit code.  A command that writes a file, asks git or speaks to a CI
service runs in full.

This is asked before Typer is imported, which costs six times the start of the interpreter; so nothing is imported here
that is not needed to say a kept answer again.
"""

from __future__ import annotations

import os
import sys

from pap_cli import __version__
from pap_cli.cache.store import Store, usable
from pap_cli.load.workspace.locate import digest, nearest_workspace, workspace_stamp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

# What has a part in an answer: another version of one of them may give another.
_LIBRARIES = ("msgspec", "pydantic", "pydantic_core", "pyyaml", "rich", "tabulate", "typer", "tzdata")
# Words that make an answer go elsewhere, hang on something else, or not be one.
_ELSEWHERE = ("-o", "--output", "--report", "--baseline", "--changed-since", "--no-cache", "--debug", "--help", "-h")
# Commands that hang on more than the files of plans and KPIs, or that make something beside what they say.
_ANEW = ("report", "serve", "site")
_SURROUNDINGS = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS", "TERM")


def cache_folder(environ: Mapping[str, str]) -> str:
    """Where the cache is: in PAP_CACHE_DIR, or where the operating system wants a user's caches.

    (As platformdirs says; that library takes longer to import than all that stands here takes to run.)
    """
    if named := environ.get("PAP_CACHE_DIR"):
        return named
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        return os.path.join(environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local"), "pap", "Cache")
    if sys.platform == "darwin":
        return os.path.join(home, "Library", "Caches", "pap")
    return os.path.join(environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache"), "pap")


def store_for(root: str, environ: Mapping[str, str]) -> Store | None:
    """The user's cache for a workspace; None where it is not wanted, or not to be trusted."""
    if environ.get("PAP_NO_CACHE"):
        return None
    folder = cache_folder(environ)
    return Store(folder) if usable(folder, root) else None


def program_stamp() -> str:
    """A name for this very program: its version and its libraries', and its files where it runs from a checkout."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    told = [__version__, sys.version]
    site = os.path.dirname(package)
    if os.path.basename(site) != "site-packages":
        told += _sources(package)
        site = next((path for path in sys.path if os.path.basename(path) == "site-packages"), site)
    begins = tuple(f"{name}-" for name in _LIBRARIES)
    told += sorted(name for name in os.listdir(site) if name.casefold().startswith(begins))
    return digest(*(os.fsencode(part) for part in told))


def _sources(folder: str) -> Iterator[str]:
    """Each source file and table below a folder, with its size and the time it was written."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_dir(follow_symlinks=False):
            yield from _sources(entry.path)
        elif entry.name.endswith((".py", ".tsv")):
            found = entry.stat()
            yield f"{entry.path} {found.st_size} {found.st_mtime_ns}"


class Said:
    """What a command said on standard output and on standard error, and its exit code; `whole` is for no pager."""

    __slots__ = ("code", "err", "out", "whole")

    def __init__(self, out: str, err: str, code: int, *, whole: bool) -> None:
        self.out = out
        self.err = err
        self.code = code
        self.whole = whole

    def to_bytes(self) -> bytes:
        """The answer as it is kept: a line with the code, the flag and a length, then both texts."""
        err = self.err.encode("utf-8", "surrogatepass")
        return b"%d %d %d\n" % (self.code, self.whole, len(err)) + err + self.out.encode("utf-8", "surrogatepass")

    @classmethod
    def from_bytes(cls, data: bytes) -> Said | None:
        """An answer that was kept; None if this is none."""
        head, _, rest = data.partition(b"\n")
        words = head.split(b" ")
        if len(words) != 3 or not all(word.isdigit() for word in words):
            return None
        code, whole, length = map(int, words)
        try:
            err, out = (part.decode("utf-8", "surrogatepass") for part in (rest[:length], rest[length:]))
        except UnicodeDecodeError:
            return None
        return cls(out, err, code, whole=bool(whole))


class Answer:
    """The answer to one question: the words of a command, where and when and for which screen they were said."""

    __slots__ = ("_stamp", "day", "key", "root", "said", "store")

    def __init__(self, store: Store, root: str, key: str, day: date) -> None:
        self.store = store
        self.root = root
        self.key = key
        self.day = day
        self.said: Said | None = None
        self._stamp = ""

    def given_before(self) -> Said | None:
        """What was said before, if every file is still what it was; None if it is not known."""
        self._stamp = workspace_stamp(self.root)
        kept = self.store.get(self.key)
        stamp, _, data = (kept or b"").partition(b"\n")
        return Said.from_bytes(data) if stamp == self._stamp.encode() else None

    def note(self, out: str, err: str, *, whole: bool) -> None:
        """Note what is said, to keep it when the command has ended."""
        self.said = Said(out, err, 0, whole=whole)

    def keep(self, code: int) -> None:
        """Keep what was said, unless a file changed meanwhile: nobody knows then which of both was read."""
        if self.said is None or workspace_stamp(self.root) != self._stamp:
            return
        self.said.code = code
        self.store.put(self.key, self._stamp.encode() + b"\n" + self.said.to_bytes())
        self.store.prune()


def asked(words: Sequence[str], environ: Mapping[str, str]) -> Answer | None:
    """The question that a command line asks; None if its answer cannot be kept."""
    from pap_cli.clock import today

    if not words or words[0].startswith("_") or environ.get("PAP_NO_CACHE") or environ.get("GITHUB_ACTIONS") == "true":
        return None
    if any(word in _ANEW or _means(word, option) for word in words for option in _ELSEWHERE):
        return None
    if sys.stdout is None or any(name.endswith("_COMPLETE") for name in environ):
        return None
    try:
        start = _start(words, environ)
        root = nearest_workspace(os.path.realpath(start)) if start is not None and os.path.isdir(start) else None
        if root is None:
            return None
        store = store_for(root, environ)
        if store is None:
            return None
        told = {name: value for name, value in environ.items() if _matters(name)}
        day = today()
        question = (list(words), sorted(told.items()), root, day.isoformat(), _screen())
        key = digest(program_stamp().encode(), repr(question).encode("utf-8", "surrogatepass"))
    except (OSError, ValueError):
        return None
    return Answer(store, root, key, day)


def _matters(name: str) -> bool:
    """Whether a variable of the environment has a part in what is said, not only in how it is kept or shown."""
    return name in _SURROUNDINGS or (
        name.startswith("PAP_") and name not in ("PAP_NO_CACHE", "PAP_CACHE_DIR", "PAP_PAGER")
    )


def _means(word: str, option: str) -> bool:
    """Whether a word is an option, with its value or without."""
    if option.startswith("--"):
        return word == option or word.startswith(f"{option}=")
    return word.startswith(option) and not word.startswith("--")


def _start(words: Sequence[str], environ: Mapping[str, str]) -> str | None:
    """The folder to look for the workspace from; None where that is not plain to see."""
    named = [number for number, word in enumerate(words) if word.startswith(("-C", "--workspace"))]
    if not named:
        return environ.get("PAP_WORKSPACE") or "."
    word = words[named[0]]
    if len(named) > 1:
        return None
    if word in ("-C", "--workspace"):
        return words[named[0] + 1] if named[0] + 1 < len(words) else None
    return word.removeprefix("--workspace=") if word.startswith("--workspace=") else None


def _screen() -> tuple[object, ...]:
    """What there is to write on: a terminal of so many columns, or none, and in which encoding."""
    columns = os.get_terminal_size(sys.stdout.fileno()).columns if sys.stdout.isatty() else 0
    return columns, sys.stdout.encoding, sys.stderr is not None and sys.stderr.isatty()
