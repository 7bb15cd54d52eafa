"""Changes to the text of a plan's files, as somebody with an editor makes them."""

from __future__ import annotations

import re
from collections.abc import Callable

# The files of the repository by path.
Files = dict[str, str]
Edit = Callable[[Files], None]


def fact(id: str, *lines: str) -> Edit:
    """Return the edit that adds lines below an entry's own, wherever the entry is."""

    def edit(files: Files) -> None:
        path, _, end, indent = _entry(files, id)
        new = "".join(f"{indent}  {line}\n" for line in lines)
        files[path] = files[path][:end] + new + files[path][end:]

    return edit


def extended(id: str, to: str, approved: str, by: str, reason: str, *, asked: str = "") -> Edit:
    """Return the edit that gives a milestone its first extension."""
    request = f"asked: {asked}, " if asked else ""
    return fact(id, "extensions:", f"  - {{to: {to}, {request}approved: {approved}, by: {by}, reason: {reason}}}")


def change(id: str, old: str, new: str) -> Edit:
    """Return the edit that writes one text for another, which the entry has once."""

    def edit(files: Files) -> None:
        path, start, end, _ = _entry(files, id)
        text = files[path][start:end]
        assert text.count(old) == 1, f"{id} has “{old}” {text.count(old)} times"  # noqa: S101 - the story is wrong
        files[path] = files[path][:start] + text.replace(old, new) + files[path][end:]

    return edit


def remove(id: str) -> Edit:
    """Return the edit that takes an entry out."""

    def edit(files: Files) -> None:
        path, start, end, _ = _entry(files, id)
        files[path] = files[path][:start] + files[path][end:]

    return edit


def move(id: str, to: str) -> Edit:
    """Return the edit that moves an entry with everything below it to the end of another file."""

    def edit(files: Files) -> None:
        path, start, end, _ = _entry(files, id)
        text = files[path][start:end]
        files[path] = files[path][:start] + files[path][end:]
        files[to] = files[to] + text

    return edit


def append(path: str, text: str) -> Edit:
    """Return the edit that adds text at the end of a file, which need not exist."""

    def edit(files: Files) -> None:
        files[path] = files.get(path, "") + text

    return edit


def rewrite(path: str, pattern: str, new: str, *, first: bool = False) -> Edit:
    """Return the edit that replaces each match of a pattern in a file, or only the first."""

    def edit(files: Files) -> None:
        files[path], count = re.subn(pattern, new, files[path], count=int(first), flags=re.MULTILINE)
        assert count, f"nothing in {path} matches “{pattern}”"  # noqa: S101 - the story is wrong

    return edit


def rename(old: str, new: str) -> Edit:
    """Return the edit that gives a file, or every file in a folder, another path."""

    def edit(files: Files) -> None:
        for path in [path for path in files if path == old or path.startswith(f"{old}/")]:
            files[new + path.removeprefix(old)] = files.pop(path)

    return edit


def _entry(files: Files, id: str) -> tuple[str, int, int, str]:
    """Return the file of an entry, where it starts and ends there, and its indent."""
    for path, text in sorted(files.items()):
        found = re.search(rf"^( *)- (?:id: |{{id: ){re.escape(id)}\b.*\n", text, re.MULTILINE)
        if found is not None and path.endswith(".yaml"):
            rest = re.compile(rf"^(?! {{{len(found[1]) + 1}}}|$)", re.MULTILINE).search(text, found.end())
            end = rest.start() if rest is not None else len(text)
            return path, found.start(), end, found[1]
    raise LookupError(f"no entry {id}")
