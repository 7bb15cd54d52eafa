"""Find files that look as if they were read and are not, because of their name or their folder."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath

from msgspec import Struct

from pap_cli.load.workspace.locate import FOLDERS, PEEKED, SUFFIXES, folder_meant, is_settings_alike
from pap_cli.model.entry import written_fields
from pap_cli.model.kpi import KpiFile
from pap_cli.model.plan import PlanFile

# The name of a YAML file in another case or with a typing mistake, or with what an editor or a download has added.
# Backups such as .yaml~, .yaml.bak and .yaml.orig are not meant to be read.
_ALMOST = re.compile(r"(.*[^.])(\.(?:ya?ml|yam|yalm|ymal|yamal|ylm)(?:\.txt|\.text|\.rtf|\.json)?[ .]*)", re.IGNORECASE)
_KEYS = "|".join(sorted({field.name for cls in (PlanFile, KpiFile) for field in written_fields(cls)}))
# The start of a plan: a key alone on its line or before a list or mapping, or the first key of an object in JSON.
_START = re.compile(
    rf"""\ufeff?(?:\s|\#.*|---)*(?:(?:{_KEYS}):[ ]*(?:[{{\[].*|\#.*)?\r?$|\{{\s*["'](?:{_KEYS})["']\s*:)""",
    re.MULTILINE,
)


class Unread(Struct, frozen=True):
    """A file or folder that is not read, with what is wrong and what to do."""

    path: str
    message: str
    help: str


def unread(names: Iterable[str], peek: Callable[[str], str]) -> Iterator[Unread]:
    """Yield each file or folder that looks as if it were read.

    `names` are the paths of files that are not read, relative to the workspace, with `/`; `peek` returns the start of
    the text of one.
    """
    reported: set[str] = set()
    for name in names:
        path = PurePosixPath(name)
        first = path.parts[0]
        if len(path.parts) == 1:
            found = _beside(name, peek)
        elif first in FOLDERS:
            found = _within(path, peek)
        else:
            found = None if first in reported else _in_other_folder(path, peek)
        if found is not None:
            reported.add(found.path)
            yield found


def _beside(name: str, peek: Callable[[str], str]) -> Unread | None:
    """Return what is wrong with a file beside `plans/` and `kpis/`."""
    if is_settings_alike(name):
        return Unread(
            name, "this file is not read: settings are in pap.toml or pyproject.toml", "rename it to pap.toml"
        )
    folder = folder_meant(name.partition(".")[0])
    if not folder or not _starts(name, peek):
        return None
    return Unread(name, f"this file is not read: it is not in {folder}/", f"move it into {folder}/")


def _within(path: PurePosixPath, peek: Callable[[str], str]) -> Unread | None:
    """Return what is wrong with a file in `plans/` or `kpis/`."""
    if path.name == "pap.toml" or is_settings_alike(path.name):
        message = "this file is not read: settings are in pap.toml beside plans/ and kpis/"
        return Unread(str(path), message, "move it there, and name it pap.toml")
    almost = _ALMOST.fullmatch(path.name)
    if almost is None and not (path.name.endswith(PEEKED) and _starts(str(path), peek)):
        return None
    stem, ending = (almost[1], almost[2]) if almost else (path.stem, path.suffix)
    message = f"this file is not read: its name ends in “{ending}”, not in .yaml or .yml"
    return Unread(str(path), message, f"rename it to {stem}.yaml")


def _in_other_folder(path: PurePosixPath, peek: Callable[[str], str]) -> Unread | None:
    """Return what is wrong with a folder whose name is almost `plans` or `kpis`, if a plan or KPIs are in it."""
    name = path.parts[0]
    folder = folder_meant(name)
    if not folder or not _starts(str(path), peek):
        return None
    return Unread(name, f"this folder is not read: its name is not {folder}", f"rename it to {folder}, in lower case")


def _starts(name: str, peek: Callable[[str], str]) -> bool:
    """Return True if a file that can be text starts like a plan or a file of KPIs."""
    if not (name.endswith((*SUFFIXES, *PEEKED)) or _ALMOST.fullmatch(PurePosixPath(name).name)):
        return False
    text = peek(name)
    return _START.match(text) is not None or (text.startswith("plan:") and "\nkpis:" in text)
