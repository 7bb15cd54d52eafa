"""Runs the code blocks of a page in order, in a workspace of their own, and brings the outputs shown up to date.

How a block is handled follows from its language, or from a comment above it, which no reader of the page sees:

- `sh`: each command runs; one that may find something, `pap check`, may end with 1
- `text` after it: the output of the last command; a line `…`, or `…` in a line, stands for anything
- `console`: commands after `$`, each with its output below it
- `<!-- file: PATH -->` and `<!-- add to: PATH -->`: the block is a file, or goes at the end of one
- `<!-- after: PATH: LINE -->`: the block goes below this line of a file
- `<!-- in: ID -->`: the block gives keys of the entry with this id, replacing those it has
- `<!-- shows: PATH -->`: the block is (part of) a file that is there
- `<!-- not run: REASON -->`

`<!-- start: example -->` (or `repository`, `empty`, `sources`; with `in git`; or `history`) begins anew;
`<!-- run: COMMAND -->` and `<!-- edit: PATH: OLD => NEW -->` do what the page says in prose.
"""

from __future__ import annotations

import difflib
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from commands.running import INSTALLED, run_here
from conftest import ROOT
from histories.example import make_example
from pap_cli.load.workspace.loader import open_workspace

_COMMENT = re.compile(r"<!-- (start|run|edit|file|add to|after|in|shows|not run): (.+) -->")
_FENCE = re.compile(r"( *)```(\w+)$")
_SHELL = re.compile(r"[|&;<>$`]")
_EXAMPLE = ROOT / "src" / "pap_cli" / "starter" / "example"
_COPIED = {
    "example": {".": _EXAMPLE},
    "repository": {name: ROOT / name for name in ("plans", "kpis", "pyproject.toml")},
    "empty": {},
    "history": {},
    "sources": {
        name: ROOT / name
        for name in (
            "src",
            "tests",
            "docs",
            "plans",
            "kpis",
            "schema",
            "pyproject.toml",
            "CONTRIBUTING.md",
            "README.md",
        )
    },
}


class UnhandledError(Exception):
    """A block that can neither be run nor says why."""


@dataclass
class Session:
    """A folder that the commands of one page run in."""

    home: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]
    folder: Path = field(init=False)
    count: int = 0
    own_code: bool = False

    def start(self, kind: str) -> str:
        """Begin anew in a fresh folder: empty, or with a copy of an example, the repository's plan or the sources."""
        name, _, git = kind.partition(" in ")
        self.count += 1
        self.folder = self.home / str(self.count) / "work"
        self.folder.mkdir(parents=True)
        self.own_code = name == "sources"
        ignored = shutil.ignore_patterns("fuzz", "browser", "images", "examples")
        if name == "history":
            make_example(self.folder)
        for target, source in _COPIED[name].items():
            copy = shutil.copytree if source.is_dir() else shutil.copy
            options = {"dirs_exist_ok": True, "ignore": ignored} if source.is_dir() else {}
            copy(source, self.folder / target, **options)
        if self.own_code and (ROOT / ".mypy_cache").is_dir():  # what mypy knows of the files that stay as they are
            shutil.copytree(ROOT / ".mypy_cache", self.folder / ".mypy_cache")
        for variable in ("PAP_AS_OF", "PAP_WORKSPACE", "PYTHONPATH"):
            self.monkeypatch.delenv(variable, raising=False)
        programs = self.home / str(self.count) / "bin"
        self.monkeypatch.setenv("HOME", str(self.home))
        self.monkeypatch.setenv("PATH", os.pathsep.join([str(programs), str(INSTALLED.parent), os.environ["PATH"]]))
        if self.own_code:
            self.monkeypatch.setenv("PYTHONPATH", str(self.folder / "src"))
            self._program(programs / "pap", "-m pap_cli")
            self._program(self.folder / ".venv" / "bin" / "python", "")
        if git:
            self._shell(
                "git init -q -b main && git config user.name Anna && git config user.email anna@example.org"
                " && git add . && GIT_COMMITTER_DATE='2016-10-01 12:00' git commit -qm Begin --date '2016-10-01 12:00'"
                " && git update-ref refs/remotes/origin/main HEAD"
            )
        return ""

    def _program(self, path: Path, words: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'#!/bin/sh\nexec {sys.executable} {words} "$@"\n', encoding="utf-8")
        path.chmod(0o755)

    def run(self, command: str) -> str:
        """Run one command line and return what it printed."""
        words = shlex.split(command, comments=True)
        if not words:
            return ""
        if words[0] == "cd":
            self.folder = (self.folder / words[1]).resolve(strict=True)
            return ""
        if words[0] == "export":
            self.monkeypatch.setenv(*words[1].split("=", 1))
            return ""
        if words[0] == "pap" and not self.own_code and not _SHELL.search(re.sub(r"'[^']*'|\"[^\"$`]*\"", "", command)):
            self.monkeypatch.chdir(self.folder)
            ran = run_here(self.monkeypatch, self.capsys, *words[1:])
            code, output = ran.code, ran.out + ran.err
        else:
            code, output = self._shell(command)
        allowed = (0, 1) if "pap check" in command or "git diff" in command else (0,)
        assert code in allowed, f"{command}\nended with {code}:\n{output}"
        return output

    def _shell(self, command: str) -> tuple[int, str]:
        ran = subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        return ran.returncode, ran.stdout

    def write(self, path: str, text: str, *, append: bool = False) -> None:
        """Write a file; a plan, KPI or settings file must be without problems."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        before = target.read_text(encoding="utf-8") + "\n" if append else ""
        target.write_text(before + text, encoding="utf-8")
        if not self.own_code:
            self._check_files()

    def _check_files(self) -> None:
        workspace = open_workspace(self.folder.resolve())
        wrong = [f"{found.path}: {found.message}" for found in workspace.diagnostics]
        assert not wrong, wrong

    def put(self, item: str, text: str) -> None:
        """Give keys to the entry with this id, in place of those it has."""
        for path in sorted(self.folder.rglob("*.yaml")):
            before = path.read_text(encoding="utf-8")
            after = _with_keys(before, item, text)
            if after is not None:
                path.write_text(after, encoding="utf-8")
                self._check_files()
                return
        raise UnhandledError(f"no entry {item}")

    def edit(self, rule: str) -> str:
        """Replace some text of a file, which must be there once."""
        path, _, change = rule.partition(": ")
        old, _, new = change.partition(" => ")
        target = self.folder / path
        text = target.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {path}"
        target.write_text(text.replace(old, new), encoding="utf-8")
        return ""


def _with_keys(text: str, item: str, block: str) -> str | None:
    """Return the text of a YAML file with the keys of a block in the entry of an id; None if it has no such entry."""
    lines = text.splitlines()
    head = re.compile(rf"( *(?:- )?)id: {re.escape(item)}(?: +#.*)?$")
    first = next((number for number, line in enumerate(lines) if head.match(line)), None)
    if first is None:
        return None
    indent = len(head.match(lines[first]).group(1))  # type: ignore[union-attr]
    last = first + 1
    while last < len(lines) and (not lines[last].strip() or lines[last].startswith(" " * indent)):
        last += 1
    new = _dedent(block.removeprefix("plan:\n")).splitlines()
    keys = {line.partition(":")[0] for line in new if line and line[0] not in " -#"} - {"id"}
    new = [line for line in new if not re.match(r"(- )?id: ", line)]
    kept: list[str] = [lines[first]]
    where = None
    dropping = False
    for line in lines[first + 1 : last]:
        if len(line) - len(line.lstrip()) == indent and line.strip():
            dropping = line.strip().partition(":")[0] in keys
            if dropping and where is None:
                where = len(kept)
        if not dropping:
            kept.append(line)
    while where is None and not kept[-1].strip():
        kept.pop()
    where = len(kept) if where is None else where
    kept[where:where] = [" " * indent + line for line in new]
    return "\n".join([*lines[:first], *kept, *lines[last:]]) + "\n"


def _dedent(block: str) -> str:
    """Take away the indent of all lines, and the `- ` of an entry in a list."""
    lines = block.splitlines()
    depth = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
    lines = [line[depth:] for line in lines]
    if lines[0].startswith("- "):
        lines = [line[2:] for line in lines]
    return "\n".join(lines)


def matches(shown: str, printed: str) -> bool:
    """Return True if the output shown is what was printed, but for what `…` leaves out."""
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == "…" else ".*".join(map(re.escape, line.split("…"))) + r"\n"
        for line in shown.rstrip("\n").split("\n")
    )
    printed = "".join(line.rstrip() + "\n" for line in printed.strip("\n").split("\n"))
    return re.fullmatch(pattern, printed) is not None


def abridged(shown: str, printed: str) -> str:
    """Return what was printed, cut where the output shown before was cut."""
    if matches(shown, printed):
        return shown
    lines = [line.rstrip() for line in printed.strip("\n").split("\n")]
    chunks: list[list[str]] = [[]]
    for line in shown.rstrip("\n").split("\n"):
        if line.strip() == "…":
            chunks.append([])
        else:
            chunks[-1].append(line)
    if len(chunks) == 1 and "…" not in shown:
        return "\n".join(lines) + "\n"
    result: list[str] = []
    at = 0
    for number, chunk in enumerate(chunks):
        if number and number == len(chunks) - 1:
            at = max(at, len(lines) - len(chunk)) if chunk else at
        elif number and chunk:
            rest = lines[at:]
            at += rest.index((difflib.get_close_matches(chunk[0], rest, 1, 0.1) or rest[:1])[0])
        size = len(lines) if len(chunks) == 1 else len(chunk)
        new = lines[at : at + size]
        result += [_cut(old, line) for old, line in zip(chunk, new, strict=False)] + new[len(chunk) :]
        at += size
        if number < len(chunks) - 1:
            result.append("…")
    text = "\n".join(result) + "\n"
    return text if matches(text, printed) else "\n".join(lines) + "\n"


def _cut(shown: str, line: str) -> str:
    if "…" in shown and (matches(shown, line) or not shown.endswith("…")):
        return shown if matches(shown, line) else line
    return line[: len(shown) - 1] + "…" if shown.endswith("…") and len(line) >= len(shown) else line


def commands_of(block: str) -> list[str]:
    """Return the command lines of a shell block; one that ends in a backslash goes on in the next line."""
    return [line for line in block.replace("\\\n", " ").splitlines() if line.strip() and not line.startswith("#")]


def played(page: str, session: Session) -> str:
    """Run the blocks of a page and return its text with the outputs as they are now."""
    result: list[str] = []
    lines = page.splitlines()
    mark: tuple[str, str] | None = None
    printed: str | None = None
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        result.append(line)
        if comment := _COMMENT.fullmatch(line.strip()):
            verb, rest = comment.groups()
            if verb in ("start", "run", "edit"):
                printed = {"start": session.start, "run": session.run, "edit": session.edit}[verb](rest)
            else:
                mark = (verb, rest)
        elif fence := _FENCE.fullmatch(line):
            end = lines.index(fence[1] + "```", number)
            text = "".join(line.removeprefix(fence[1]) + "\n" for line in lines[number:end])
            try:
                new, printed = _block(fence[2], text, mark, printed, session)
            except UnhandledError as reason:
                raise AssertionError(f"line {number}: {reason}") from None
            except AssertionError as reason:
                raise AssertionError(f"line {number}: {reason}") from reason
            result += [(fence[1] + line).rstrip() for line in new.splitlines()]
            result.append(fence[1] + "```")
            number = end + 1
            mark = None
    return "\n".join(result) + "\n"


def _block(
    language: str, text: str, mark: tuple[str, str] | None, printed: str | None, session: Session
) -> tuple[str, str | None]:
    """Handle one block; return its new text, and the output that a block below it may show."""
    if mark is not None:
        verb, rest = mark
        if verb == "shows":
            there = (session.folder / rest).read_text(encoding="utf-8")
            bare = ["\n".join(line.strip() for line in part.splitlines()) for part in (text, there)]
            assert matches(f"…\n{bare[0]}\n…\n", bare[1]), f"{rest} does not contain this block"
        elif verb == "in":
            session.put(rest, text)
        elif verb == "after":
            path, _, before = rest.partition(": ")
            session.edit(f"{path}: {before}\n => {before}\n{text}")
        elif verb != "not run":
            session.write(rest, text, append=verb == "add to")
        return text, None if verb == "not run" else printed
    if language == "sh":
        for command in commands_of(text):
            if "jq " not in command or shutil.which("jq"):
                printed = session.run(command)
        return text, printed
    if language == "console":
        return _console(text, session), None
    if language == "text" and printed is not None:
        return abridged(text, printed), printed
    raise UnhandledError(f"this {language} block is neither run nor marked: see tests/docs/pages.py")


def _console(text: str, session: Session) -> str:
    parts = re.split(r"^\$ (.+)\n", text, flags=re.MULTILINE)
    new = ""
    run: Callable[[str], str] = session.run
    for command, shown in zip(parts[1::2], parts[2::2], strict=True):
        printed = run(command)
        new += f"$ {command}\n" + (abridged(shown, printed) if shown.strip() or printed.strip() else "")
    return new
