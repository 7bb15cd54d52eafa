"""Random changes of a workspace through the functions of the commands."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from edit.drawn import TEXTS, Case
from edit.plain import append, given
from edit.structural import added, moved, recorded, renamed
from edit.verifying import verify
from pap_cli.checks.catalogue import all_rules
from pap_cli.edit.draft.edits import Edit
from pap_cli.edit.draft.prepare import Edited, prepare
from pap_cli.edit.facts import decisions, due_dates, progress, remarks, reviews
from pap_cli.edit.facts.writing import Remark
from pap_cli.edit.items.item import JUDGED, OVERRIDDEN, STEPS, SUPPRESSED, WITH_NOTES, Item, Sort, items_of
from pap_cli.errors import PapError
from pap_cli.load.workspace.loader import Workspace, open_workspace

TODAY = date(2016, 10, 14)


def cases(rng: random.Random, workspace: Workspace) -> Case | None:
    """Return a random change of a workspace; None if the one that was drawn does not apply."""
    every = list(items_of(workspace.portfolio))
    if not every:
        return None
    item = rng.choice(every)
    text, other, day = rng.choice(TEXTS), rng.choice(TEXTS), f"2016-10-{rng.randint(1, 14):02}"
    by = rng.choice(["board", "head", None, text])
    kinds: list[Callable[[], Case | None]] = [
        lambda: renamed(workspace, item, rng),
        lambda: added(workspace, item, rng),
    ]
    if item.sort in STEPS:
        kinds += [
            lambda: _fact(item, "started", progress.start, day, text, other, by),
            lambda: _fact(item, "completed", progress.done, day, text, other, by),
            lambda: _fact(item, "evidenced", progress.evidence, day, text, other, by),
            lambda: _forecast(item, day),
            lambda: _extended(item, day, text),
            lambda: _cancelled(item, day, text),
        ]
    if item.sort in WITH_NOTES:
        kinds.append(lambda: _noted(item, day, text, by))
    if item.sort in JUDGED:
        kinds.append(lambda: _judged(item, day, text, by))
    if item.sort in OVERRIDDEN:
        kinds.append(lambda: _overridden(item, day, text))
    if item.sort in SUPPRESSED:
        kinds.append(lambda: _suppressed(item, text, rng))
    if item.sort is Sort.REVIEW:
        kinds += [lambda: _held(item, day, text)] * 3
    if item.sort is Sort.MILESTONE:
        kinds += [lambda: moved(workspace, item, rng)] * 2
    if item.sort is Sort.KPI:
        kinds += [lambda: recorded(workspace, item, rng, text)] * 6
    return rng.choice(kinds)()


def _case(
    name: str, item: Item, make: Callable[[], Edit], expect: Callable[[dict[str, Any]], None], *keys: str
) -> Case:
    return Case(name=name, item=item, make=lambda: ([make()], []), expect=expect, keys=frozenset(keys))


def _fact(item: Item, key: str, make: Any, day: str, text: str, note: str, by: str | None) -> Case:
    accepts = key == "evidenced" and by in ("board", "head")
    remark = Remark(text if key != "started" else None, note, by if by in ("board", "head") else None)
    had = getattr(item.entry, key)
    same = had is not None and had.on is not None and had.on.written == day

    def expect(entry: dict[str, Any]) -> None:
        if not same:
            entry[key] = {"on": day, "approved": day, "by": by} if accepts else day
        if remark.evidence:
            append(entry, "evidence", remark.evidence, single=True)
        append(entry, "notes", given(on=day, by=remark.by, text=note))

    return _case(key, item, lambda: make(item, day, remark, force=True), expect, key, "evidence", "notes")


def _forecast(item: Item, day: str) -> Case:
    return _case(
        "forecast",
        item,
        lambda: due_dates.forecast(item, "2017-05", day),
        lambda entry: append(entry, "forecast", {"to": "2017-05", "on": day}),
        "forecast",
    )


def _extended(item: Item, day: str, text: str) -> Case:
    return _case(
        "extend",
        item,
        lambda: due_dates.extend(item, "2018-05-31", by="board", reason=text, asked=None, approved=day),
        lambda entry: append(entry, "extensions", {"to": "2018-05-31", "approved": day, "by": "board", "reason": text}),
        "extensions",
    )


def _cancelled(item: Item, day: str, text: str) -> Case:
    value = {"on": day, "by": "board", "reason": text}
    return _case(
        "cancel",
        item,
        lambda: decisions.cancel(item, day, by="board", reason=text, force=True),
        lambda entry: entry.update(cancelled=value),
        "cancelled",
    )


def _noted(item: Item, day: str, text: str, by: str | None) -> Case:
    return _case(
        "note",
        item,
        lambda: remarks.note(item, text, day, by),
        lambda entry: append(entry, "notes", given(on=day, by=by, text=text)),
        "notes",
    )


def _judged(item: Item, day: str, text: str, by: str | None) -> Case:
    return _case(
        "judge",
        item,
        lambda: remarks.judge(item, day, status=text, percent="60", by=by, said=text),
        lambda entry: append(entry, "judgements", given(on=day, by=by, status=text, percent="60", note=text)),
        "judgements",
    )


def _overridden(item: Item, day: str, text: str) -> Case:
    value = {"rating": "amber", "on": day, "by": "board", "reason": text, "until": "2016-12-31"}
    rating = decisions.rating_named(None, "amber")
    return _case(
        "override",
        item,
        lambda: decisions.override(item, rating, day, by="board", reason=text, until="2016-12-31", force=True),
        lambda entry: entry.update(override=value),
        "override",
    )


def _suppressed(item: Item, text: str, rng: random.Random) -> Case:
    rule = rng.choice([one.name for one in all_rules() if one.code.startswith("PAP2")])
    return _case(
        "suppress",
        item,
        lambda: decisions.suppress(item, rule, reason=text, until="2016-12-31"),
        lambda entry: append(entry, "ignore", {"rule": rule, "reason": text, "until": "2016-12-31"}),
        "ignore",
    )


def _held(item: Item, day: str, text: str) -> Case:
    return _case(
        "held",
        item,
        lambda: reviews.held(item, day, outcome=text, reference=text),
        lambda entry: append(entry, "held", {"on": day, "outcome": text, "reference": text}),
        "held",
    )


def prepared(workspace: Workspace, case: Case) -> Edited:
    """Make a change, without writing it.

    Raises:
        PapError: if it is refused.
    """
    edits, files = case.make()
    return prepare(workspace, edits, TODAY, files=files, today=TODAY, force=True)


def write(root: Path, files: Mapping[str, bytes]) -> Workspace:
    """Write the files of a workspace, and read it."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return open_workspace(root.resolve())


def change_at_random(workspace: Workspace, rng: random.Random) -> tuple[str, Edited | None]:
    """Make a random change and check it; return its name, and nothing if it was refused or does not apply."""
    case = cases(rng, workspace)
    if case is None:
        return "", None
    try:
        edited = prepared(workspace, case)
    except PapError as error:
        refusal = f"{case.name} {case.item.id}: {error}"
        if "bug in pap" in refusal:
            raise AssertionError(refusal) from error
        return f"refused: {refusal}", None
    verify(workspace, case, edited)
    return case.name, edited
