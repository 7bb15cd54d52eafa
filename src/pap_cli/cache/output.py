"""Cache of command output, valid while everything that the output depends on is unchanged.

The key is made of the program, the command line, the workspace and its place in a repository, the declared environment
variables and the screen.  An entry is valid while the files of the workspace are those it was made from and, if the
command asked for today's date, on that day; with --known-on, while HEAD and all tags and branches are the same.
Nothing here decides which commands and options may be cached: an entry exists only where a command declared that its
output is a function of these things, and was run with options that declare the same (see `options/shared.py`).

This module runs before Typer is imported, which costs six times the start of the interpreter, so it imports only what
a cache hit needs.
"""

from __future__ import annotations

import os
import sys

from pap_cli import __version__
from pap_cli.cache.store import Store, usable
from pap_cli.load.workspace.locate import digest, nearest_workspace, path_in_repository, user_settings, workspace_stamp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

# Libraries whose version can change the output.
_LIBRARIES = ("msgspec", "pydantic", "pydantic_core", "pyyaml", "rich", "tabulate", "typer", "tzdata")
# The environment variables that output may depend on, besides those that begin with PAP_: commands see no others.
_VARIABLES = ("CLICOLOR_FORCE", "COLORFGBG", "COLORTERM", "COLUMNS", "FORCE_COLOR", "LINES", "NO_COLOR", "TERM")
_CI_VARIABLES = ("GITHUB_ACTIONS", "GITHUB_BASE_REF", "GITHUB_STEP_SUMMARY")
# Those that say where the output is cached or how it is paged, not what it is.
_NOT_OUTPUT = ("PAP_CACHE_DIR", "PAP_NO_CACHE", "PAP_PAGER")


def visible_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Return the environment variables that the output of a command may depend on."""
    return {
        name: value
        for name, value in environ.items()
        if name in _VARIABLES or name in _CI_VARIABLES or (name.startswith("PAP_") and name not in _NOT_OUTPUT)
    }


def cache_folder(environ: Mapping[str, str]) -> str:
    """Return the cache folder: PAP_CACHE_DIR, or where the operating system keeps a user's caches.

    These are the folders of platformdirs, which takes longer to import than this module takes to run.
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
    """Return the user's cache for a workspace; None if it is switched off or cannot be trusted."""
    if environ.get("PAP_NO_CACHE"):
        return None
    folder = cache_folder(environ)
    return Store(folder) if usable(folder, root) else None


def program_stamp() -> str:
    """Return a digest of the program: its version, those of its libraries and, in a checkout, its source files."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    parts = [__version__, sys.version]
    site = os.path.dirname(package)
    if os.path.basename(site) != "site-packages":
        parts += _sources(package)
        site = next((path for path in sys.path if os.path.basename(path) == "site-packages"), site)
    prefixes = tuple(f"{name}-" for name in _LIBRARIES)
    parts += sorted(name for name in os.listdir(site) if name.casefold().startswith(prefixes))
    parts += _parsers(os.path.join(site, "yaml"))
    return digest(*(os.fsencode(part) for part in parts))


def _parsers(folder: str) -> list[str]:
    """Return the compiled modules of PyYAML: it may be built with libyaml or without."""
    try:
        return sorted(name for name in os.listdir(folder) if name.startswith("_yaml."))
    except OSError:
        return []


def _sources(folder: str) -> Iterator[str]:
    """Yield each file of the package, with its size and modification time."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name == "__pycache__":
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _sources(entry.path)
        else:
            status = entry.stat()
            yield f"{entry.path} {status.st_size} {status.st_mtime_ns}"


class Output:
    """What a command wrote to stdout and stderr, and its exit code."""

    __slots__ = ("code", "err", "out")

    def __init__(self, out: str, err: str, code: int) -> None:
        self.out = out
        self.err = err
        self.code = code

    def to_bytes(self) -> bytes:
        """Encode as a line with the exit code and the length of stderr, then stderr and stdout."""
        err = self.err.encode("utf-8", "surrogatepass")
        return b"%d %d\n" % (self.code, len(err)) + err + self.out.encode("utf-8", "surrogatepass")

    @classmethod
    def from_bytes(cls, data: bytes) -> Output | None:
        """Decode what `to_bytes` made; return None if DATA is anything else."""
        head, _, rest = data.partition(b"\n")
        words = head.split(b" ")
        if len(words) != 2 or not all(word.isdigit() for word in words):
            return None
        code, length = map(int, words)
        try:
            err, out = (part.decode("utf-8", "surrogatepass") for part in (rest[:length], rest[length:]))
        except UnicodeDecodeError:
            return None
        return cls(out, err, code)


class CachedOutput:
    """The cache entry for one command line: read before the command runs, or written after it."""

    __slots__ = ("_output", "_revisions", "_stamp", "_store", "_today", "key", "root")

    def __init__(self, store: Store, root: str, key: str, *, revisions: bool = False) -> None:
        self.root = root
        # True if the output depends on the commits of the repository too.
        self._revisions = revisions
        self.key = key
        self._store = store
        self._today: date | None = None
        self._stamp = ""
        self._output: Output | None = None

    def read(self) -> Output | None:
        """Return the cached output; None if there is none, or a file has changed since."""
        entry = self._store.get(self.key)
        if entry is None:
            return None
        stamp, day, data = [*entry.split(b"\n", 2), b"", b""][:3]
        if day and day != self.today().isoformat().encode():
            return None
        self.before_reading()
        return Output.from_bytes(data) if stamp == self._stamp.encode() else None

    def today(self) -> date:
        """Return today's date, on which the output then depends."""
        if self._today is None:
            from pap_cli.clock import today  # not before it is needed: the time zones come with it

            self._today = today()
        return self._today

    def before_reading(self) -> None:
        """Note the state of the files that the command is about to read."""
        self._stamp = self._stamp or self._state()

    def _state(self) -> str:
        """Return a digest of all that the output is made from."""
        if not self._revisions:
            return workspace_stamp(self.root)
        from pap_cli.load.workspace.refs import revisions_stamp

        return f"{workspace_stamp(self.root)} {revisions_stamp(self.root)}"

    def record(self, out: str, err: str) -> None:
        """Note what the command writes, to be cached when it has ended."""
        self._output = Output(out, err, 0)

    def write(self, code: int) -> None:
        """Write the recorded output to the cache, unless a file changed while the command ran."""
        if self._output is None or self._state() != self._stamp:
            return
        self._output.code = code
        day = self._today.isoformat() if self._today is not None else ""
        self._store.put(self.key, f"{self._stamp}\n{day}\n".encode() + self._output.to_bytes())


def find_cached_output(words: Sequence[str], environ: Mapping[str, str]) -> CachedOutput | None:
    """Return the cache entry for a command line, whether or not it is filled; None if there is no usable cache."""
    if environ.get("PAP_NO_CACHE") or sys.stdout is None or any(name.endswith("_COMPLETE") for name in environ):
        return None
    try:
        start = _start(words, environ)
        root = nearest_workspace(os.path.realpath(start)) if start is not None and os.path.isdir(start) else None
        store = store_for(root, environ) if root is not None else None
        if root is None or store is None:
            return None
        revisions = any(word.startswith("--known-on") for word in words)
        if revisions and not _are_plain(words, root):
            return None
        variables = sorted(visible_environment(environ).items())
        depends_on = (list(words), variables, root, path_in_repository(root), _screen(), _settings_stamp(environ))
        key = digest(program_stamp().encode(), repr(depends_on).encode("utf-8", "surrogatepass"))
    except (OSError, ValueError):
        return None
    return CachedOutput(store, root, key, revisions=revisions)


def _are_plain(words: Sequence[str], root: str) -> bool:
    """Return True if the revisions in a command line mean the same as long as no tag, branch or HEAD moves."""
    from pap_cli.load.workspace.refs import revisions_stamp

    return not any("@{" in word for word in words) and revisions_stamp(root) != ""


def _start(words: Sequence[str], environ: Mapping[str, str]) -> str | None:
    """Return the folder to look for the workspace from; None if the options leave it unclear."""
    named = [number for number, word in enumerate(words) if word.startswith(("-C", "--workspace"))]
    if not named:
        return environ.get("PAP_WORKSPACE") or "."
    word = words[named[0]]
    if len(named) > 1:
        return None
    if word in ("-C", "--workspace"):
        return words[named[0] + 1] if named[0] + 1 < len(words) else None
    return word.removeprefix("--workspace=") if word.startswith("--workspace=") else None


def _settings_stamp(environ: Mapping[str, str]) -> tuple[str, int, int] | None:
    """Return the state of the person's own settings; None if there are none."""
    path = user_settings(environ)
    try:
        status = os.stat(path)
    except OSError:
        return None
    return path, status.st_size, status.st_mtime_ns


def _screen() -> tuple[object, ...]:
    """Return the size of the terminal (0 if stdout is not one), the encoding, and if stderr is a terminal."""
    size = tuple(os.get_terminal_size(sys.stdout.fileno())) if sys.stdout.isatty() else 0
    return size, sys.stdout.encoding, sys.stderr is not None and sys.stderr.isatty()
