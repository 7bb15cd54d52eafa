"""What is checked of every change: the meaning of the files, their lines, and that undo restores the bytes."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

import yaml

from edit.drawn import Case, entry_of
from edit.plain import comments_of, composed, plain
from pap_cli.edit.draft.files import ChangedFile
from pap_cli.edit.draft.prepare import Edited
from pap_cli.edit.store.changes import Change, kept
from pap_cli.load.workspace.loader import Workspace


def verify(workspace: Workspace, case: Case, edited: Edited) -> None:
    """Check the files of a change: what they mean, which lines differ, and that undo brings the bytes back."""
    for file in edited.files:
        assert file.before is not None
        assert file.after is not None
        change = Change(file.path, file.before, file.after)
        assert kept(change, workspace.root).taken_back(file.after) == file.before
        before, after = file.before.decode("utf-8-sig"), file.after.decode("utf-8-sig")
        assert file.before.startswith(b"\xef\xbb\xbf") == file.after.startswith(b"\xef\xbb\xbf")
        if file.name.endswith(".csv"):
            _verify_table(before, after, case)
            continue
        _verify_meaning(before, after, case, [one.after for one in edited.files])
        _verify_lines(before, after, case)
    if case.name == "move":
        _verify_moved(edited.files)


def _verify_meaning(before: str, after: str, case: Case, files: list[Any]) -> None:
    expected, found = plain(before), plain(after)
    if case.name == "move" and len(files) > 1:
        return  # from one file to another: the lines are compared
    case.expect(expected if case.whole else entry_of(expected, case.item))
    expected.pop("taken", None)
    for one in (expected, found) if case.name == "move" else ():  # an empty list stays where its key has comments
        for parent in [*(one.get("actions") or ()), *(one.get("recommendations") or ())]:
            parent["milestones"] = parent.get("milestones") or []
    assert found == expected


def _verify_table(before: str, after: str, case: Case) -> None:
    """Every row that was there is there, with the same cells; the lines of those cells are not changed."""
    old, new = _rows(before), _rows(after)
    if case.name == "rename":
        assert len(old) == len(new)
        return
    width = len(old[0])
    assert [row[:width] for row in new if row[:width] in old] == old or len(old) == len(new)
    removed, added = _difference(before, after)
    assert all(any(one.startswith(line.rstrip("\r\n")) for one in added) for line in removed)


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def _difference(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    lines = list(difflib.unified_diff(old, new, n=0))[2:]
    return [one[1:] for one in lines if one[0] == "-"], [one[1:] for one in lines if one[0] == "+"]


def _verify_lines(before: str, after: str, case: Case) -> None:
    removed, added = _difference(before, after)
    lost = Counter(comments_of(before)) - Counter(comments_of(after))
    assert not lost, f"lost the comments {lost}"
    line_breaks = set(re.findall(r"\r\n|\r|\n", after))
    assert line_breaks <= ({*re.findall(r"\r\n|\r|\n", before)} or {"\n"}), "another line break"
    assert after.endswith(("\n", "\r")) == before.endswith(("\n", "\r")), "final line break"
    if case.name == "move":
        return
    if case.name == "rename":
        for line in removed:
            assert (
                case.item.id in line or line.lstrip().startswith("was:") or any(_within(line, one) for one in added)
            ), line
    else:
        _changed_lines(before, removed, added, case)


def _verify_moved(files: Iterable[ChangedFile]) -> None:
    """Check that what is gone is again where the milestone is now, but for the key of its list.

    Lines are compared where it has lines of its own, and words in brackets.
    """
    gone: list[str] = []
    there: list[str] = []
    for file in files:
        removed, added = _difference((file.before or b"").decode("utf-8-sig"), (file.after or b"").decode("utf-8-sig"))
        gone, there = [*gone, *removed], [*there, *added]
    parts = _words if any("{" in line for line in (*gone, *there)) else _lines
    assert parts(gone) == parts(there)


def _lines(lines: Iterable[str]) -> Counter[str]:
    """Count lines, but for their indentation."""
    stripped = (re.sub(r"(milestones\"?:) \[\]", r"\1", one.strip()) for one in lines)
    return Counter(one for one in stripped if one and one not in ("milestones:", '"milestones":'))


def _words(lines: Iterable[str]) -> Counter[str]:
    found = (one.strip(":") for line in lines for one in re.findall(r"[^\s,\[\]{}\"']+", line))
    return Counter(one for one in found if one not in ("milestones", "-", ""))


def _changed_lines(before: str, removed: list[str], added: list[str], case: Case) -> None:
    """Only lines of the keys that change are removed; where a key is added in brackets, the line stays around it."""
    node = composed(before)
    own = _own_lines(node, case, before)
    lines = before.splitlines(keepends=True)
    allowed = {lines[nth] for nth in own if nth < len(lines)}
    for line in removed:
        if line in allowed:
            continue
        assert any(_within(line, one) for one in added), f"a foreign line is gone: {line!r}"


def _within(line: str, longer: str) -> bool:
    """Return True if a line became a longer one by insertions alone."""
    at = iter(longer)
    return all(character in at for character in line.strip())


def _own_lines(root: Any, case: Case, text: str) -> set[int]:
    found: set[int] = set()

    def visit(node: Any) -> None:
        if isinstance(node, yaml.MappingNode):
            ids = [value.value for key, value in node.value if key.value == "id"]
            for key, value in node.value:
                if case.item.id in ids and key.value in case.keys:
                    found.update(range(key.start_mark.line, 1 + max(key.end_mark.line, value.end_mark.line)))
                visit(value)
        elif isinstance(node, yaml.SequenceNode):
            for one in node.value:
                visit(one)

    visit(root)
    return found
