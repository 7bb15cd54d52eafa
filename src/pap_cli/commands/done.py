"""`pap done`."""

from __future__ import annotations

from pap_cli.context.context import Context
from pap_cli.options.app import single
from pap_cli.options.recording import EvidenceText, Ids, NoteBy, NoteText, OnMonth, records
from pap_cli.options.session import Session


@single(example="pap done A24.3 --on 2016-10-14 --evidence 'Board paper 7'")
@records()
def app(
    context: Context,
    session: Session,
    ids: Ids,
    on: OnMonth = None,
    evidence: EvidenceText = None,
    note: NoteText = None,
    by: NoteBy = None,
) -> None:
    """Record that milestones were delivered."""
    from pap_cli.edit.facts.progress import done

    day, remark = session.day(on), session.remark(evidence=evidence, note=note, by=by)
    items = session.steps(ids, "only milestones, and actions with dates, are delivered")
    session.record(session.each(items, lambda item: done(item, day, remark, force=session.force)))
