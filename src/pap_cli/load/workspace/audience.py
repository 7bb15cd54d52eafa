"""Audiences: those that come with `pap`, one file each in `audiences/`, and those that an operator wrote."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from pap_cli.diagnostics import nearest
from pap_cli.errors import PapError
from pap_cli.load.workspace.files import Reader
from pap_cli.load.workspace.loader import read_entry
from pap_cli.load.workspace.locate import SUFFIXES
from pap_cli.model.report import Audience

_FOLDER = Path(__file__).parent / "audiences"


def audience_names() -> tuple[str, ...]:
    """The audiences that come with `pap`."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


def read_audience(name: str) -> Audience:
    """The audience of a name, or that a YAML file describes.

    Raises:
        PapError: there is neither, or the file has faults; all of them are told.
    """
    if name in audience_names():
        return _read(_FOLDER / f"{name}.yaml")
    path = Path(name)
    if not name.endswith(SUFFIXES):
        known = ", ".join(audience_names())
        near = nearest(name, audience_names())
        hint = f"did you mean {near}?" if near else f"the audiences are {known}; or name a YAML file of your own"
        raise PapError(f"there is no audience “{name}”", hint)
    if not path.exists():
        raise PapError(f"there is no file {name}", "name a YAML file that describes an audience")
    return _read(path)


def _read(path: Path) -> Audience:
    reader = Reader(path.parent)
    entry = read_entry(Audience, reader, reader.root / path.name)
    reader.insist("docs/how-to/write-a-report.md tells what an audience can say")
    if entry is None:
        raise PapError(f"nothing stands in {path}", "give it a title and its sections")
    if not entry.sections:
        raise PapError(f"{path} names no section", "name some under sections:, or leave the key out for all of them")
    return replace(entry, sections=tuple(dict.fromkeys(entry.sections)))
