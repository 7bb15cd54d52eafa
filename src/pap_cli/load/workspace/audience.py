"""Audiences: the built-in ones, one file each in `audiences/`, and those in a user's own file."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from msgspec.structs import replace

from pap_cli.diagnostics import nearest
from pap_cli.errors import PapError
from pap_cli.load.workspace.audience_names import FOLDER, audience_names
from pap_cli.load.workspace.files import FileReader
from pap_cli.load.workspace.loader import read_entry
from pap_cli.load.workspace.locate import SUFFIXES
from pap_cli.model.report import Audience, Section


def _as_it_is(path: Path) -> FileReader:
    """Return a reader of a file on disk."""
    return FileReader(path.parent)


def read_audience(name: str, reader_of: Callable[[Path], FileReader] = _as_it_is) -> Audience:
    """Return a built-in audience by its name, or the audience that a YAML file defines.

    Raises:
        PapError: if there is neither, or the file has errors; the message contains all of them.
    """
    names = audience_names()
    if name in names:
        return _read(FOLDER / f"{name}.yaml", FileReader(FOLDER))
    path = Path(name)
    if not name.endswith(SUFFIXES):
        near = nearest(name, names)
        help = f"did you mean {near}?" if near else f"use one of {', '.join(names)}, or a YAML file of your own"
        raise PapError(f"unknown audience “{name}”", help)
    reader = reader_of(path)
    if not reader.has(reader.root / path.name):
        raise PapError(f"file not found: {name}", "give a YAML file that defines an audience")
    return _read(path, reader)


def known_audience(named: str, others: Collection[str], reader_of: Callable[[Path], FileReader] = _as_it_is) -> str:
    """Return the name of an audience: one of OTHERS, a built-in one, or its YAML file without the ending.

    Raises:
        PapError: if it is none of these, or its file has errors.
    """
    if named in others:
        return named
    read_audience(named, reader_of)
    return Path(named).stem


def audience_if_defined(named: str, reader_of: Callable[[Path], FileReader] = _as_it_is) -> Audience | None:
    """Return the audience that is built in or that a YAML file defines; None for one that is only a name.

    Raises:
        PapError: if the file cannot be read or has errors.
    """
    return read_audience(named, reader_of) if named in audience_names() or named.endswith(SUFFIXES) else None


def among(audience: Audience, bodies: Collection[str]) -> Audience:
    """Return a built-in audience that decides, for a plan: where the plan has no such body, it is any meeting."""
    if not audience.decides or not audience.bodies or not set(audience.bodies).isdisjoint(bodies):
        return audience
    meeting = read_audience("meeting")
    return replace(audience, title=meeting.title, purpose=meeting.purpose)


def _read(path: Path, reader: FileReader) -> Audience:
    """Return the audience in a file with the sections of its report, in order."""
    entry = read_entry(Audience, reader, reader.root / path.name)
    reader.insist("see docs/how-to/write-a-report.md for the keys of an audience")
    if entry is None:
        raise PapError(f"{path} is empty", "add a title")
    chosen = dict.fromkeys((*entry.first, *(entry.sections or Section)))
    sections = tuple(section for section in chosen if section not in entry.without)
    if not sections:
        raise PapError(f"{path} leaves out every section", "list fewer sections under without:")
    return replace(entry, sections=sections)
