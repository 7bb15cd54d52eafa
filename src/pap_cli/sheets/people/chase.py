"""The files of a chase: for each person or team a workbook and a message with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from pap_cli.assess.asked import Asked, Questions
from pap_cli.model.dates import show_date
from pap_cli.render.text import printable
from pap_cli.sheets.people.form import form
from pap_cli.sheets.people.message import Letter, message
from pap_cli.sheets.people.recipient import Recipient, file_names
from pap_cli.sheets.workbook.write import written
from pap_cli.wording.asked import counts
from pap_cli.wording.cells import count_words


class Chase(Struct, frozen=True, kw_only=True):
    """What is sent to one recipient."""

    recipient: Recipient
    asked: Asked
    # The name of its files, without their extensions.
    name: str


def chases(found: Questions, recipients: Sequence[Recipient]) -> tuple[Chase, ...]:
    """Return what is sent to each of those who are asked something."""
    asked = [(one, found.of(one.people)) for one in recipients]
    kept = [(one, what) for one, what in asked if not what.nothing]
    names = file_names([one for one, _ in kept])
    return tuple(Chase(recipient=one, asked=what, name=name) for (one, what), name in zip(kept, names, strict=True))


def files_of(found: Sequence[Chase], titles: Mapping[str, str], reply_by: date) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each file; `titles` are those of the plans in the workspace."""
    for one in found:
        workbook = written(form(one.asked, one.recipient, reply_by, several=len(titles) > 1))
        attachment = f"{one.name}.xlsx"
        letter = Letter(
            asked=one.asked,
            recipient=one.recipient,
            plan=" and ".join(dict.fromkeys(titles[plan] for plan, _ in one.recipient.people)),
            reply_by=reply_by,
            attachment=attachment,
        )
        yield attachment, workbook
        yield f"{one.name}.eml", message(letter, workbook)


def summary(found: Sequence[Chase], folder: Path, reply_by: date, asked: Questions, *, named: bool = False) -> str:
    """Return what was written, a line for each recipient, the latest first, and what is asked of nobody.

    With `named`, only some owners were to be asked.
    """
    lines = _written(found, folder, reply_by, asked) if found else [_nothing(asked, named=named)]
    if nobody := len(asked.of_nobody):
        lines.append(
            f"left out: {count_words(nobody, 'milestone')} without an owner; list them with  "
            "pap milestones --open --owner nobody"
        )
    if without := sum(not one.recipient.addresses for one in found):
        whose = "owner" if without == 1 else "owners"
        lines.append(f"{count_words(without, 'message')} without an address: the plan has no contact for the {whose}")
    if found:
        lines.append("next:  open the .eml files and send them; later  pap collect FOLDER  with the answers")
    return "".join(f"{printable(line)}\n" for line in lines)


def _written(found: Sequence[Chase], folder: Path, reply_by: date, asked: Questions) -> list[str]:
    ordered = sorted(found, key=lambda one: (-one.asked.late, one.recipient.title))
    width = max(len(one.name) for one in found)
    wrote = (
        f"wrote {count_words(len(found), 'workbook')} and as many messages to {folder}, as of "
        f"{show_date(asked.as_of)}; answers by {show_date(reply_by)}"
    )
    return [*(f"{one.name:{width}}  {counts(one.asked)}" for one in ordered), wrote]


def _nothing(asked: Questions, *, named: bool) -> str:
    """Return that nobody is asked anything, and why."""
    who = "none of those named has" if named else "no owner has"
    what = "open or owed" if asked.everything else f"late, or due by {show_date(asked.until)}"
    return f"nobody is asked anything, as of {show_date(asked.as_of)}: {who} anything {what}"
