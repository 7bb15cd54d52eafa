"""The log of a workspace: each commit with the pieces of files that it took out and put in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from pap_cli.load.versions.blobs import Blobs
from pap_cli.load.versions.commits import Repository, Step
from pap_cli.load.versions.files import Delta, FileVersion, Logged, Reader, Unread, delta
from pap_cli.model.versions import Commit, Gap

_HELP = {
    "missing from this clone": "make a full clone, without --filter",
}


class Log(Struct):
    """The commits of a workspace, oldest first, and the versions that could not be read."""

    logged: list[Logged]
    gaps: list[Gap]


def read_log(repository: Repository, steps: Sequence[Step], reader: Reader, start: Log | None = None) -> Log:
    """Return what each of some commits changed; of a log that goes before them, only its last versions are needed."""
    log = start or Log([], [])
    with Blobs(repository.top, (one.after for step in steps for one in step.files if one.after)) as blobs:
        reading = _Reading(blobs, reader, log)
        for step in steps:
            found = tuple(reading.deltas(step))
            log.logged.append(Logged(step.commit, found))
    return log


class _Reading:
    """The versions of every file so far, by the ID of their bytes, and by path the last that could be read."""

    def __init__(self, blobs: Blobs, reader: Reader, log: Log) -> None:
        self.blobs = blobs
        self.reader = reader
        self.log = log
        self.by_path: dict[str, tuple[str, FileVersion]] = {}

    def deltas(self, step: Step) -> Iterator[Delta]:
        """Yield what a commit changed in each file; a version that cannot be read changes nothing yet."""
        for path in step.odd:
            self._gap(step.commit, path, "a link or a submodule, which is not followed")
        for changed in step.files:
            path = changed.path
            was, before = self.by_path.get(path, ("", None))
            if changed.before and was != changed.before:
                before = self._version(path, changed.before, before, step.commit) or before
            after: FileVersion = None
            if changed.after:
                read = self._version(path, changed.after, before, step.commit)
                if read is None:
                    self.by_path[path] = (changed.after, before)
                    continue
                after = read
            self.by_path[path] = (changed.after, after)
            found = delta(path, before, after)
            if found is not None:
                yield found

    def _version(self, path: str, id: str, before: FileVersion, commit: Commit) -> FileVersion:
        blob = self.blobs.get(id)
        if blob.data is None:
            self._gap(commit, path, blob.why)
            return None
        found = self.reader.version(path, blob.data, before)
        if isinstance(found, Unread):
            self._gap(commit, path, found.why)
            return None
        return found

    def _gap(self, commit: Commit, path: str, why: str) -> None:
        """Note the first version of a file that cannot be read: of many, one is said."""
        if all(gap.path != path for gap in self.log.gaps):
            self.log.gaps.append(Gap(commit=commit, why=why, help=_HELP.get(why, ""), path=path))
