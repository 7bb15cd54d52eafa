"""Opening a workspace for a command, and giving a view to the world in the format asked for."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.errors import PapError

if TYPE_CHECKING:
    from pap_cli.assess.assessment import Assessment
    from pap_cli.cache.output import Answer
    from pap_cli.diagnostics import Diagnostic
    from pap_cli.document import View
    from pap_cli.formats import Format
    from pap_cli.load.workspace.files import Reader
    from pap_cli.load.workspace.loader import Workspace
    from pap_cli.model.config import Policy
    from pap_cli.model.portfolio import Portfolio
    from pap_cli.output.progress import Progress
    from pap_cli.render.screen import Screen


# What is never shown in a pager: one page is to be seen at once.
WHOLE = ("status",)


class Reading(Struct, frozen=True, kw_only=True):
    """What a reading command was told, and its surroundings: the environment and the clock are handed in here."""

    workspace: str | None
    as_of: str | None
    plan: str | None
    format: str | None
    output: str | None
    reports: tuple[str, ...]
    cache: bool
    progress: Progress
    colour: str
    environ: Mapping[str, str]
    today: Callable[[], date]
    day_of: Callable[[str, str], date]

    def start(self) -> Path:
        """The folder to look for the workspace from."""
        return Path(self.workspace or self.environ.get("PAP_WORKSPACE") or ".")


class Session(Struct, frozen=True, kw_only=True, dict=True):
    """An open workspace and the day it is looked at."""

    reading: Reading
    workspace: Workspace
    as_of: date
    as_of_from: str
    # Where what is said is noted, if it is to be kept.
    answer: Answer | None = None

    @classmethod
    def open(cls, reading: Reading, reader: Reader | None = None, answer: Answer | None = None) -> Session:
        """Read the workspace that was named, or found from here upward, or that a reader stands at.

        Raises:
            PapError: there is no workspace, no such plan, or the day is no date.
        """
        from pap_cli.load.workspace.files import Reader, find_workspace
        from pap_cli.load.workspace.loader import read_workspace

        as_of, origin = (
            (reading.day_of(reading.as_of, "--as-of"), "--as-of or PAP_AS_OF") if reading.as_of else (None, "")
        )
        reading.progress.begin()
        reader = reader or Reader(find_workspace(reading.start()))
        workspace = read_workspace(reader, tick=reading.progress.reading)
        if as_of is None and workspace.config.pap.as_of is not None:
            as_of, origin = workspace.config.pap.as_of, "settings"
        session = cls(
            reading=reading,
            workspace=workspace,
            as_of=as_of or reading.today(),
            as_of_from=origin or "today",
            answer=answer,
        )
        if reading.plan is not None:
            session.check_plan(reading.plan)
        return session

    def check_plan(self, plan: str) -> None:
        """Make sure that there is such a plan.

        Raises:
            PapError: there is none.
        """
        from pap_cli.diagnostics import nearest

        known = [one.id for one in self.workspace.portfolio.plans]
        if plan not in known:
            near = nearest(plan, known)
            hint = f"did you mean {near}?" if near else f"the plans are {', '.join(known) or 'none'}"
            raise PapError(f"there is no plan “{plan}”", hint)

    @property
    def policy(self) -> Policy:
        """The rating policy of the workspace."""
        return self.workspace.config.rating

    @property
    def portfolio(self) -> Portfolio:
        """The portfolio, narrowed to the plan asked for."""
        portfolio = self.workspace.portfolio
        return portfolio.only(self.reading.plan) if self.reading.plan is not None else portfolio

    @property
    def of_form(self) -> tuple[Diagnostic, ...]:
        """The faults of form in the files, those of other plans left out where one plan is asked for."""
        wanted = self.reading.plan
        found = self.workspace.diagnostics
        return found if wanted is None else tuple(one for one in found if one.plan in (None, wanted))

    @property
    def faults(self) -> int:
        """How many faults of form the files have."""
        return len(self.of_form)

    @property
    def base(self) -> str:
        """Where the workspace lies in its repository, ending in `/`; empty where it is the whole of one, or in none."""
        root = self.workspace.root
        for folder in (root, *root.parents):
            if (folder / ".git").exists():
                return f"{root.relative_to(folder).as_posix()}/" if folder != root else ""
        return ""

    def at(self, revision: str) -> Session:
        """The same session over the workspace as it stood at a revision, under the settings of now.

        Raises:
            PapError: git or the revision is not to be had.
        """
        from pap_cli.load.workspace.history import workspace_at

        root, config = self.workspace.root, self.workspace.config
        return replace(self, workspace=workspace_at(root, revision, config))

    def assess(self, as_of: date | None = None) -> Assessment:
        """The assessment at the session's day, or at another."""
        from pap_cli.assess.assessment import assess

        return assess(self.portfolio, as_of or self.as_of, self.policy)

    @cached_property
    def assessment(self) -> Assessment:
        """The assessment at the session's day."""
        return self.assess()

    def tell_of_faults(self) -> str:
        """Say on standard error that the files have faults of form, if they have; gives what was said."""
        if not self.faults:
            return ""
        from pap_cli.output.write import tell

        word = "fault" if self.faults == 1 else "faults"
        note = f"pap: {self.faults} {word} of form in the files, and what they touch may be missing\n"
        note += "  run  pap check\n"
        tell(note)
        return note

    def show(self, view: View, default: str | None = None, template: bytes | None = None) -> None:
        """Give a view to the world; a word about faults goes to standard error where the page does not tell of them."""
        note = "" if view.kind in ("status", "findings") else self.tell_of_faults()
        reading = self.reading
        text = emit(
            view,
            reading.format,
            reading.output,
            reading.colour,
            reading.environ,
            default=default,
            reports=reading.reports,
            ready=reading.progress.end,
            template=template,
        )
        if self.answer is not None and isinstance(text, str):
            self.answer.note(text, note, whole=view.kind in WHOLE)


def emit(
    view: View,
    format: str | None,
    output: str | None,
    colour: str,
    environ: Mapping[str, str],
    *,
    default: str | None = None,
    reports: Sequence[str] = (),
    ready: Callable[[], None] = lambda: None,
    template: bytes | None = None,
) -> str | bytes:
    """Write a view to a file or to standard output, and once more for each report asked for as `FORMAT=PATH`.

    `default` is the format on a terminal and on a pipe where none is named and none is told by the output's name;
    without it, terminal on one and plain on the other.  Nothing is written before all of it is known to be possible;
    `ready` is called just before.  Gives what was written.

    Raises:
        PapError: there is no such format, it is not made for this view, it is not to be shown on a terminal, or what it
            made cannot be written.
    """
    from pap_cli.output.pager import shown_in_pager
    from pap_cli.output.write import write_out, write_whole
    from pap_cli.render.screen import Screen

    output = None if output == "-" else output
    terminal = output is None and sys.stdout is not None and sys.stdout.isatty()
    screen = _screen(colour, environ, terminal=terminal, output=output)
    name = format or told_by(output) or default or ("terminal" if terminal else "plain")
    chosen = _format_for(view, name)
    extra = [(_format_for(view, name), path) for name, path in _reports(reports, output)]
    for report, path in extra:
        write_whole(path, report.render(view, Screen(template=template)))
    text = chosen.render(view, replace(screen, template=template))
    ready()
    if output is not None:
        write_whole(Path(output), text)
    elif isinstance(text, bytes):
        if terminal:
            raise PapError(f"{name} cannot be shown on a terminal", f"write it to a file:  --output FILE.{name}")
        write_out(text)
    elif view.kind in WHOLE or not terminal or not shown_in_pager(text, environ):
        write_out(text)
    return text


# Endings of file names that are not the name of their format.
_SUFFIXES = {"md": "markdown", "htm": "html"}


def told_by(output: str | None) -> str | None:
    """The format that the ending of a file's name tells, if it tells one."""
    from pap_cli.formats import format_names

    ending = Path(output).suffix[1:].lower() if output is not None else ""
    name = _SUFFIXES.get(ending, ending)
    return name if name in format_names() else None


def _screen(colour: str, environ: Mapping[str, str], *, terminal: bool, output: str | None) -> Screen:
    from pap_cli.render.screen import decide_screen

    if colour not in ("auto", "always", "never"):
        raise PapError(f"--color: “{colour}” is not auto, always or never")
    encoding = sys.stdout.encoding if output is None and sys.stdout is not None else "utf-8"
    columns = shutil.get_terminal_size((100, 24)).columns
    return decide_screen(colour, environ, terminal=terminal, columns=columns, encoding=encoding)


def _format_for(view: View, name: str) -> Format:
    """The format of a name, if it is made for a view.

    Raises:
        PapError: it is not, or there is none.
    """
    from pap_cli.formats import find_format, format_names

    chosen = find_format(name)
    if not chosen.takes(view.kind):
        names = [name for name in format_names() if find_format(name).takes(view.kind)]
        raise PapError(f"the format {chosen.name} is not made for this command", f"these are: {', '.join(names)}")
    return chosen


def _reports(reports: Sequence[str], output: str | None) -> list[tuple[str, Path]]:
    """Each report's format and file.

    Raises:
        PapError: one is not written FORMAT=PATH, or two go to the same file.
    """
    found: list[tuple[str, Path]] = []
    taken = {Path(output)} if output is not None else set()
    for report in reports:
        name, equals, path = report.partition("=")
        if not (name and equals and path) or path == "-":
            raise PapError(f"--report: “{report}” is not FORMAT=PATH", "write it as in  --report sarif=pap.sarif")
        if Path(path) in taken:
            raise PapError(f"--report: {path} is written twice", "give each report a file of its own")
        if not Path(path).parent.is_dir():
            raise PapError(f"--report: there is no folder {Path(path).parent}", "make it first")
        taken.add(Path(path))
        found.append((name, Path(path)))
    return found
