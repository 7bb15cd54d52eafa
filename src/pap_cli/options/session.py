"""An open workspace in which a command makes a change: items found, days read, the change shown and written."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import typer
from msgspec import Struct

from pap_cli.context.context import Context
from pap_cli.errors import PapError
from pap_cli.options.days import day_of_fact, written_day
from pap_cli.options.ids import Kind, instead, split
from pap_cli.options.writing import locked_for, write_files

if TYPE_CHECKING:
    from pap_cli.edit.draft.edits import Edit
    from pap_cli.edit.draft.files import ChangedFile
    from pap_cli.edit.draft.prepare import Edited
    from pap_cli.edit.facts.writing import Remark
    from pap_cli.edit.items.item import Item, Sort
    from pap_cli.model.plan import Plan

T = TypeVar("T")
R = TypeVar("R")


class Recording(Struct, frozen=True, kw_only=True):
    """The options that every command has that changes files."""

    dry_run: bool = False
    yes: bool = False
    force: bool = False
    commit: bool = False
    # False for a command that has no --force.
    forcible: bool = True


class Session(Struct):
    """A workspace that is open for a change, and locked unless it is a dry run."""

    context: Context
    recording: Recording
    # The folder of the workspace's state; None in a dry run.
    state: Path | None

    def find(self, ids: Sequence[str], sorts: Collection[Sort], what: str) -> list[Item]:
        """Return the items with some IDs, each once.

        Raises:
            PapError: if some are not known, or of another sort.
        """
        from pap_cli.edit.items.item import find

        found = self.each(split(ids), lambda id: find(self.context.portfolio, id, sorts, what))
        return list({(item.plan, item.sort, item.id): item for item in found}.values())

    def steps(self, ids: Sequence[str], what: str) -> list[Item]:
        """Return the milestones with some IDs, and the actions that are steps themselves.

        Raises:
            PapError: if one is not known, or has milestones in place of dates of its own.
        """
        from pap_cli.edit.items.item import STEPS, refuse_group

        found = self.find(ids, STEPS, what)
        self.each(found, refuse_group)
        return found

    def each(self, values: Iterable[T], make: Callable[[T], R]) -> list[R]:
        """Return what is made of each value; if some are refused, all reasons at once.

        Raises:
            PapError: if one is.
        """
        made: list[R] = []
        errors: list[PapError] = []
        for value in values:
            try:
                made.append(make(value))
            except PapError as error:
                errors.append(error)
        if len(errors) == 1:
            raise errors[0]
        if errors:
            lines = [f"{one.message}; {one.help}" if one.help else one.message for one in errors]
            raise PapError("nothing was changed:\n  " + "\n  ".join(line.replace("\n  ", "; ") for line in lines))
        return made

    def day(self, text: str | None, option: str = "--on", *, months: bool = True) -> str:
        """Return when something happened as it is written in a file; without TEXT, today.

        Raises:
            PapError: as `day_of_fact`.
        """
        return day_of_fact(self.context, text, option, months=months, force=self.force)

    def exact_day(self, text: str, option: str) -> str:
        """Return a day as it is written in a file, which may be in the future.

        Raises:
            PapError: if TEXT is not a day.
        """
        return written_day(self.context, text, option, months=False)

    def due(self, text: str, option: str) -> str:
        """Return a due date as it is written in a file: a day, a month or a quarter, which may be in the future.

        Raises:
            PapError: if TEXT is none of these.
        """
        return written_day(self.context, text, option, months=True)

    @property
    def force(self) -> bool:
        """True if facts that contradict others are written."""
        return self.recording.force

    def needed(self, value: str | None, option: str, help: str) -> str:
        """Return the value of an option that must be given.

        Raises:
            PapError: if it is not.
        """
        if value is None:
            self.missing(option, help)
        return value

    def missing(self, option: str, help: str) -> NoReturn:
        """Refuse to go on without an option.

        Raises:
            PapError: always.
        """
        raise PapError(f"{option} is missing", help)

    def remark(
        self, *, evidence: str | None = None, note: str | None = None, by: str | None = None, author: bool = True
    ) -> Remark:
        """Return the evidence and the note that go with a fact; WHO is then nothing but the author of the note.

        Raises:
            PapError: if an author is given without a note.
        """
        from pap_cli.edit.facts.writing import Remark

        if author and by is not None and note is None:
            raise PapError("--by is the author of --note, which is missing", "add  --note TEXT, or leave out --by")
        return Remark(evidence, note, by)

    def only_plan(self, *, needed: bool) -> Plan | None:
        """Return the plan that --plan names, or the only one.

        Raises:
            PapError: if there are several, or none and one is needed.
        """
        plans = self.context.portfolio.plans
        if len(plans) == 1:
            return plans[0]
        if not plans and not needed:
            return None
        known = ", ".join(plan.id for plan in plans)
        raise PapError("it is not clear which plan is meant", f"choose one with  --plan ID:  {known}" if plans else "")

    def only_plan_item(self) -> Item:
        """Return the plan that --plan names, or the only one, as an item.

        Raises:
            PapError: if there are several, or none.
        """
        from pap_cli.edit.items.item import Item, Sort

        plan = self.only_plan(needed=True)
        if plan is None:
            raise RuntimeError("a plan is needed")
        return Item(Sort.PLAN, plan.id, plan.id, plan.header)

    def plan_of(self, item: Item) -> Plan | None:
        """Return the plan of an item; of a KPI of the whole workspace the only one, if there is one."""
        plans = self.context.workspace.portfolio.plans
        if item.plan is None:
            return plans[0] if len(plans) == 1 else None
        return next((plan for plan in plans if plan.id == item.plan), None)

    def decider(self, item: Item, text: str, option: str) -> str:
        """Return the ID of the body or owner that an option names, by ID, title or name.

        Raises:
            PapError: if the plan of the item has no such body or owner.
        """
        plan = self.plan_of(item)
        kind = _deciders(plan)
        found = kind.find(text.strip())
        if len(found) != 1:
            raise PapError(f"{option}: no owner or body “{text}” in this plan", instead(kind, text))
        return next(iter(found))

    def author(self, item: Item, text: str | None) -> str | None:
        """Return the ID of the owner or body that an option names, or any other name as it is."""
        found = _deciders(self.plan_of(item)).find(text.strip()) if text is not None else ()
        return next(iter(found)) if len(found) == 1 else text

    def ask(self, question: str, default: str | None = None) -> str:
        """Return the answer to a question on the terminal; an empty one is the default."""
        self.context.progress.end()
        answer: str = typer.prompt(question, default=default, show_default=bool(default))
        return answer.strip()

    def confirm(self, question: str, refusal: str, help: str) -> None:
        """Ask on a terminal whether to go on; elsewhere --yes must be given.

        Raises:
            PapError: if it is not, or the answer is no.
        """
        if self.recording.yes:
            return
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise PapError(refusal, help)
        self.context.progress.end()
        if not typer.confirm(question, default=False):
            raise typer.Exit(1)

    def record(
        self,
        edits: Sequence[Edit],
        *,
        files: Sequence[ChangedFile] = (),
        refused: frozenset[str] | None = None,
    ) -> None:
        """Make edits as one change, and show what they do; with --dry-run, only show it.

        `files` are changed already; `refused` are the codes of the rules whose findings an edit may not bring.

        Raises:
            PapError: if they are refused; nothing is written then.
        """
        from pap_cli.edit.draft.prepare import prepare
        from pap_cli.edit.draft.refusals import CONTRADICTIONS

        edited = prepare(
            self.context.workspace,
            edits,
            self.context.as_of,
            files=files,
            today=self.context.today(),
            force=self.force,
            refused=CONTRADICTIONS if refused is None else refused,
        )
        self.finish(edited)

    def finish(self, edited: Edited) -> None:
        """Write a change and show its effects; with --dry-run, show the difference instead."""
        from pap_cli.edit.pages.edited import EditView
        from pap_cli.output.difference import write_difference
        from pap_cli.output.write import write_error

        dry, options = self.recording.dry_run, self.context.options
        view = EditView(edited=edited, as_of=self.context.as_of, written=not dry)
        if not dry and edited.files:
            self._before_commit()
            self._write(edited)
        if dry and edited.files and options.format is None and options.output is None:
            write_error("".join(f"{one.sentence()}\n" for one in edited.effects))  # so that git apply takes stdout
            write_difference(view.difference())
        else:
            self.context.show(view)
        if not dry and edited.files:
            self._commit(edited)

    def apply(self, edited: Edited) -> None:
        """Write a change, and commit it if that is asked for, without showing anything."""
        self._before_commit()
        self._write(edited)
        self._commit(edited)

    @property
    def _commits(self) -> bool:
        return self.recording.commit or self.context.workspace.config.edit.commit

    def _before_commit(self) -> None:
        from pap_cli.edit.draft.commit import require_repository

        if self._commits:
            require_repository(self.context.workspace.root)

    def _commit(self, edited: Edited) -> None:
        from pap_cli.edit.draft.commit import commit, message

        if self._commits:
            names = [one.name for one in edited.files]
            commit(self.context.workspace.root, names, message(self.context.command, edited.effects))

    def _write(self, edited: Edited) -> None:
        if self.state is None:
            raise RuntimeError("the workspace is not locked")
        ids = dict.fromkeys(one.edit.item.id for one in edited.effects)
        write_files(self.context, self.state, edited.files, [one.sentence() for one in edited.effects], ids)


def _deciders(plan: Plan | None) -> Kind:
    texts: dict[str, set[str]] = {}
    for owner in plan.owners if plan is not None else ():
        texts[owner.id] = {text for text in (owner.title, owner.name) if text}
    for id, title in plan.body_titles.items() if plan is not None else ():
        texts.setdefault(id, set()).add(title)
    return Kind("owner or body", "owners and bodies", texts)


@contextmanager
def session(context: Context, recording: Recording, *, empty: bool = False) -> Iterator[Session]:
    """Open the workspace for a change: locked from before it is read until it is written, unless it is a dry run.

    `empty` is True for a change that can be the first of a workspace.
    """
    with ExitStack() as stack:
        state = None if recording.dry_run else stack.enter_context(locked_for(context))
        context.open(empty=empty)
        yield Session(context, recording, state)
