"""`pap start`."""

from __future__ import annotations

from pap_cli.context.context import Context
from pap_cli.options.app import single
from pap_cli.options.recording import EvidenceText, Ids, NoteBy, NoteText, OnMonth, records
from pap_cli.options.session import Session


@single(example="pap start A26.3 --on 2016-10-31")
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
    """Record that work on milestones began."""
    from pap_cli.edit.facts.progress import start

    day, remark = session.day(on), session.remark(evidence=evidence, note=note, by=by)
    items = session.steps(ids, "only milestones, and actions with dates, are started")
    session.record(session.each(items, lambda item: start(item, day, remark, force=session.force)))
