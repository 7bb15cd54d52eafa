"""The versions of one file, each compared with the one before: which of its pieces are gone, and which are new."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from msgspec import Struct

from pap_cli.load.entries.validate import FileReading
from pap_cli.load.versions.pieces import Found, Name, Piece, Pieces, Placed, Split, difference, entries_of
from pap_cli.load.versions.tables import Rows
from pap_cli.load.workspace.locate import TABLE
from pap_cli.load.yaml.read import fields_between, read_nodes
from pap_cli.model.kpi import KpiFile
from pap_cli.model.place import Source
from pap_cli.model.plan import PlanFile
from pap_cli.model.versions import Commit

_BOM = b"\xef\xbb\xbf"


class Whole(Struct, frozen=True, eq=False):
    """A file that is not plain enough to take apart: all of its entries, and the plan that a file of KPIs names."""

    found: tuple[Found, ...]
    plan: str | None = None
    lost: frozenset[str] = frozenset()


class Unread(Struct, frozen=True):
    """A version of a file that cannot be read, and why."""

    why: str


# What a file was; None if it was not there.
FileVersion: TypeAlias = Split | Whole | None


class Delta(Struct, frozen=True):
    """What a commit changed in one file: the pieces that are gone, and those that are new."""

    path: str
    gone: tuple[Placed, ...]
    come: tuple[Placed, ...]


class Logged(Struct, frozen=True):
    """A commit with what it changed."""

    commit: Commit
    deltas: tuple[Delta, ...]


class Reader:
    """Reads the versions of files; a piece with the same text is read once, in whatever file it is."""

    def __init__(self) -> None:
        self.plans = Pieces(PlanFile)
        self.kpis = Pieces(KpiFile)
        self.rows = Rows()

    def version(self, path: str, data: bytes, before: FileVersion) -> Split | Whole | Unread:
        """Return what a file with these bytes says."""
        data = data.removeprefix(_BOM)
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            return Unread(f"byte 0x{data[error.start]:02X} is not valid UTF-8")
        split_before = before if isinstance(before, Split) else None
        if path.endswith(TABLE):
            return self.rows.split(text, split_before)
        kpis = path.startswith("kpis/")
        split = (self.kpis if kpis else self.plans).split(text, split_before)
        return split if split is not None else _whole(KpiFile if kpis else PlanFile, path, text)

    def piece(self, path: str, section: str, text: str) -> Piece | None:
        """Return a piece by its text; None if it is not valid on its own."""
        if path.endswith(TABLE):
            return self.rows.of(text)
        return (self.kpis if path.startswith("kpis/") else self.plans).of(section, text)


def _whole(cls: type[PlanFile] | type[KpiFile], path: str, text: str) -> Whole | Unread:
    source = Source(path, text, fields_between)
    reading = FileReading(source)
    node = read_nodes(source, reading.report)
    if node is None and reading.diagnostics:
        first = reading.diagnostics[0]
        return Unread(f"{first.message} (line {first.span.line})" if first.span else first.message)
    entry: PlanFile | KpiFile | None = reading.entry(cls, node, (0, 0, len(text)))
    if entry is None:
        return Unread(reading.diagnostics[0].message if reading.diagnostics else "it contains no entries")
    plan = entry.plan if isinstance(entry, KpiFile) else None
    return Whole(tuple(entries_of(entry)), plan, frozenset(reading.lost_ids))


def delta(path: str, before: FileVersion, after: FileVersion) -> Delta | None:
    """Return what changed between two versions of a file; None if nothing did."""
    if not isinstance(before, Whole) and not isinstance(after, Whole):
        gone, come = difference(before, after)
    else:
        gone, come = _by_entry(before, after)
    return Delta(path, tuple(gone), tuple(come)) if gone or come else None


def _by_entry(before: FileVersion, after: FileVersion) -> tuple[list[Placed], list[Placed]]:
    """Return the entries that differ, each as a piece of its own: their texts cannot be told apart."""
    old, new = _named(before), _named(after)
    gone = [one for name, one in old.items() if name not in new or new[name].entry != one.entry]
    come = [one for name, one in new.items() if name not in old or old[name].entry != one.entry]
    plans = _plan(before), _plan(after)
    named = [Placed(Piece("", "", (), plan)) for plan in plans]
    differ = plans[0] != plans[1]
    lost = [Placed(Piece("", "", (), None, after.lost))] if isinstance(after, Whole) and after.lost else []
    return (
        [*(named[:1] if differ and plans[0] else ()), *map(_alone, gone)],
        [*(named[1:] if differ and plans[1] else ()), *map(_alone, come), *lost],
    )


def _named(version: FileVersion) -> dict[Name, Found]:
    found: Iterable[Found] = ()
    if isinstance(version, Whole):
        found = version.found
    elif version is not None:
        found = (one for placed in version.placed for one in placed.found)
    named: dict[Name, Found] = {}
    for one in found:
        named.setdefault(one.name, one)
    return named


def _plan(version: FileVersion) -> str | None:
    if isinstance(version, Whole):
        return version.plan
    if version is None:
        return None
    return next((placed.piece.plan for placed in version.placed if placed.piece.plan is not None), None)


def _alone(one: Found) -> Placed:
    return Placed(Piece("", "", (one,)))
