"""`pap evidence`."""

from __future__ import annotations

from pap_cli.context.context import Context
from pap_cli.options.app import single
from pap_cli.options.recording import By, EvidenceText, Ids, NoteText, OnMonth, records
from pap_cli.options.session import Session


@single(example="pap evidence A24.2 --on 2017-03-08 --evidence Minutes")
@records()
def app(
    context: Context,
    session: Session,
    ids: Ids,
    on: OnMonth = None,
    evidence: EvidenceText = None,
    by: By = None,
    note: NoteText = None,
) -> None:
    """Record that the evidence of milestones was accepted.

    --by names who accepted it, and is the author of --note.
    """
    from pap_cli.edit.draft.edits import Edit
    from pap_cli.edit.facts.progress import evidence as accepted
    from pap_cli.edit.items.item import Item

    day = session.day(on)
    items = session.steps(ids, "only milestones, and actions with dates, have evidence")

    def recorded(item: Item) -> Edit:
        who = session.decider(item, by, "--by") if by is not None else None
        remark = session.remark(evidence=evidence, note=note, by=who, author=False)
        return accepted(item, day, remark, force=session.force)

    session.record(session.each(items, recorded))
