"""Read the files of a workspace in a commit, from the object store: nothing is checked out or written."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from pap_cli.errors import PapError
from pap_cli.load.workspace.files import PEEK, FileReader, Unit
from pap_cli.load.workspace.git import FULL_CLONE, contents, look_up, output, run
from pap_cli.load.workspace.locate import FOLDERS, LOCK, MAX_BYTES, PEEKED, SETTINGS, SUFFIXES, TABLE, is_alike

IN_FOLDERS = tuple(f"{name}/" for name in FOLDERS)
# An author's text for a report, beside the plan.
_NARRATIVE = re.compile(r"plans/(?:.+[/.])?report[^/]*\.md")


class CommittedReader(FileReader):
    """Reads the files of a commit, from their bytes by path in the workspace."""

    def __init__(self, root: Path, blobs: Mapping[str, bytes | None]) -> None:
        super().__init__(root)
        self.blobs = blobs

    def plan_units(self) -> Iterator[Unit]:
        """Yield the files of each plan."""
        units: dict[str, list[Path]] = {}
        for name in sorted(self.blobs):
            parts = PurePosixPath(name).parts
            if parts[0] == "plans" and name.endswith(SUFFIXES):
                units.setdefault(parts[1], []).append(self.root / name)
        for name, paths in units.items():
            yield Unit(name, tuple(paths), folder=paths[0] != self.root / "plans" / name)

    def kpi_files(self) -> tuple[Path, ...]:
        """Return every YAML file in `kpis/`."""
        return tuple(
            self.root / name for name in sorted(self.blobs) if name.startswith("kpis/") and name.endswith(SUFFIXES)
        )

    def not_read(self) -> Iterator[str]:
        """Yield the paths of files that are not read and may look as if they were."""
        for name in sorted(self.blobs):
            if name not in SETTINGS and not (name.startswith(IN_FOLDERS) and name.endswith(SUFFIXES)):
                yield name

    def peek(self, name: str) -> str:
        """Return the start of the text of a file in the commit; empty if it is not there, or is too large."""
        return (self.blobs.get(name) or b"")[:PEEK].decode("utf-8", "replace")

    def beside(self, folder: Path) -> Iterator[Path]:
        """Yield the files directly in a folder."""
        return (path for name in self.blobs if (path := self.root / name).parent == folder)

    def has(self, path: Path) -> bool:
        """Return True if the commit has a file at this path."""
        return path.relative_to(self.root).as_posix() in self.blobs

    def _bytes(self, path: Path, most: int) -> bytes | None:
        data = self.blobs[path.relative_to(self.root).as_posix()]
        if data is None or len(data) > most:
            self.report_size(path, most)
            return None
        return data


def blobs_of(top: Path, commit: str, folder: str) -> dict[str, bytes | None]:
    """Return the bytes of every file of a workspace in a commit, by path; None for a file that is too large.

    Of a file that is never read, only the name is there.

    Raises:
        PapError: if some are missing from the object store, as in a partial clone.
    """
    beside = output(top, "ls-tree", "-z", "--name-only", commit, *(("--", folder) if folder else ())).split("\0")
    alike = [name for path in beside if is_alike(name := path.removeprefix(folder))]
    wanted_names = (folder + name for name in (*FOLDERS, *SETTINGS, *alike))
    done = run(top, ("ls-tree", "-r", "-l", "-z", commit, "--", *wanted_names))
    if done.returncode:
        raise PapError(f"some files of commit {commit[:10]} are missing from this clone", FULL_CLONE)
    listed: dict[str, str] = {}
    blobs: dict[str, bytes | None] = {}
    links: set[str] = set()
    for line in done.stdout.decode("utf-8", "surrogateescape").split("\0"):
        attributes, _, path = line.partition("\t")
        name = path.removeprefix(folder)
        mode, kind, found, size = (attributes.split() + [""] * 4)[:4]
        if kind == "commit":
            raise PapError(f"{name} is a submodule, whose history is its own", "run pap in the submodule")
        hidden = any(part.startswith(".") for part in PurePosixPath(name).parts) and name not in alike
        if kind != "blob" or hidden:
            continue
        peeked = name.endswith(PEEKED) and mode != "120000"
        if not (peeked or name.endswith((*SUFFIXES, *SETTINGS, TABLE, LOCK)) or _NARRATIVE.fullmatch(name)):
            blobs[name] = b""  # only its name counts
        elif size.isdigit() and int(size) > MAX_BYTES:
            blobs[name] = None
        else:
            listed[name] = found
            links |= {name} if mode == "120000" else set()
    wanted = "".join(f"{found}\n" for found in listed.values()).encode()
    done = run(top, ("cat-file", "--batch"), wanted)
    found_contents = list(contents(done.stdout))
    if done.returncode or len(found_contents) != len(listed):
        raise PapError(f"cannot read some files of commit {commit[:10]}", "run  git fsck")
    blobs |= dict(zip(listed, found_contents, strict=True))
    return blobs | _followed(top, commit, folder, {name: blobs.pop(name) or b"" for name in links})


def _followed(top: Path, commit: str, folder: str, links: Mapping[str, bytes]) -> dict[str, bytes | None]:
    """Return the bytes of the files that links of a commit point at, in the workspace; others are left out."""
    targets: dict[str, str] = {}
    for name, text in links.items():
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), text.decode("utf-8", "surrogateescape")))
        if not target.startswith(("..", "/")) and "\n" not in target:
            targets[name] = f"{commit}:{folder}{target}"
    found = zip(targets, look_up(top, list(targets.values())), strict=True)
    return {name: data for name, data in found if data is not None}
