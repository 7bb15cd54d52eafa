"""What one answer changes: the facts that are new, in words and as an edit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from pap_cli.edit.draft.edits import Edit
from pap_cli.edit.facts.answers import evidence_of_day, together
from pap_cli.edit.facts.due_dates import forecast
from pap_cli.edit.facts.figures import Told, figure, figure_of, in_table, known_figure, revision
from pap_cli.edit.facts.progress import done
from pap_cli.edit.facts.remarks import note
from pap_cli.edit.items.item import Item, refuse_group
from pap_cli.errors import PapError
from pap_cli.model.dates import full_date
from pap_cli.model.items import Dated, Forecast
from pap_cli.model.kpi import Kpi, Observation, Revision
from pap_cli.model.measure import Missing
from pap_cli.model.numbers import number, with_unit
from pap_cli.model.periods import parse_due
from pap_cli.sheets.people.answers.returned import Answer
from pap_cli.sheets.taken.change import Change, Step


def changes_of(answer: Answer, item: Item, by: str, day: str, *, facts: bool) -> Change | None:
    """Return what an answer changes, as said on a day; None if all of it is recorded already.

    `facts` is False for a second answer that says the same: then only its comment and its evidence count.

    Raises:
        PapError: if it contradicts what is recorded.
    """
    if answer.is_figure:
        return _figure(answer, item, by, day, facts=facts)
    entry: Dated = item.entry
    refuse_group(item)
    if entry.cancelled is not None:
        raise PapError(f"{item.id} was cancelled on {full_date(entry.cancelled.on)}")
    if answer.delivered and answer.expected:
        raise PapError(f"{item.id} is delivered, so a new forecast says nothing", "leave one of the two empty")
    found: list[tuple[Step, Edit]] = []
    if facts:
        found += _delivered(answer, item, day)
        found += _expected(answer, item, day)
    found += _evidence(answer, item, day)
    steps = [step for step, _ in found]
    found += _note(answer, item, by, day, steps)
    if not found:
        return None
    edit = together([edit for _, edit in found])
    return Change(where=answer.where, item=item, by=by, steps=tuple(step for step, _ in found), edits=(edit,))


def _delivered(answer: Answer, item: Item, day: str) -> Iterator[tuple[Step, Edit]]:
    entry: Dated = item.entry
    if not answer.delivered:
        return
    due = parse_due(answer.delivered)
    start = date.fromisoformat(f"{answer.delivered}-01") if len(answer.delivered) == 7 else due.day
    if min(start, due.day) > date.fromisoformat(day):
        raise PapError(f"{due} is after {full_date(date.fromisoformat(day))}", "give the day on which it was delivered")
    before = entry.completed
    if before is not None and before.on is not None and before.on.written == answer.delivered:
        return
    edit = done(item, answer.delivered)
    yield Step("delivered", str(before) if before is not None else "", str(due), written=due.written), edit


def _expected(answer: Answer, item: Item, day: str) -> Iterator[tuple[Step, Edit]]:
    entry: Dated = item.entry
    if not answer.expected:
        return
    due = parse_due(answer.expected)
    if any(_is_known(one, due.day, answer.mark.as_of) for one in entry.forecast):
        return
    if entry.completed is not None or entry.evidenced is not None:
        raise PapError(f"{item.id} is delivered already, so it has no forecast", "leave the new forecast empty")
    if due.day < date.fromisoformat(day):
        raise PapError(
            f"the new forecast, {due}, has passed",
            "if it was delivered, fill in Delivered on; otherwise give a later day",
        )
    last = max(entry.forecast, key=lambda one: one.on or date.min, default=None)
    was = str(last.to) if last is not None else ""
    yield Step("forecast", was, str(due), written=due.written), forecast(item, answer.expected, day)


def _is_known(one: Forecast, day: date, asked: date) -> bool:
    """Return True if a forecast says the same and was made since the question, so that a second reading adds none."""
    return one.to.day == day and (one.on is None or one.on >= asked)


def _evidence(answer: Answer, item: Item, day: str) -> Iterator[tuple[Step, Edit]]:
    if not answer.evidence:
        return
    known = item.entry.evidence
    if any(answer.evidence in (one.where, str(one)) for one in known):
        return
    yield Step("evidence", "; ".join(map(str, known)), answer.evidence), evidence_of_day(item, answer.evidence, day)


def _note(answer: Answer, item: Item, by: str, day: str, steps: list[Step]) -> Iterator[tuple[Step, Edit]]:
    """Yield the note that goes with the facts: the comment, or else what was answered, in words."""
    text = answer.comment
    if not text and steps:
        words = "; ".join(f"{step.what} {step.after}" for step in steps)
        text = f"Answer to the questions of {full_date(answer.mark.as_of)}: {words}"
    if not text or any(one.text == text and one.by == by for one in item.entry.notes):
        return
    yield Step("note", "", text, repeats=not answer.comment), note(item, text, day, by)


def _figure(answer: Answer, item: Item, by: str, day: str, *, facts: bool) -> Change | None:
    kpi: Kpi = item.entry
    value = answer.value or None
    told = Told(
        period=answer.period,
        value=value,
        numerator=answer.numerator or None,
        denominator=answer.denominator or None,
    )
    steps: list[Step] = []
    edits: list[Edit] = []
    in_csv: Told | None = None
    if facts and any(answer.facts):
        old = known_figure(item, figure_of(item, told, force=False))
        if old is not None and old.value is Missing.MISSING and not _is_known_revision(old, told):
            told = replace(told, period=old.period.written, published=day)
            steps.append(Step(f"figure of {answer.period}", "missing", _words(told, kpi)))
            in_csv = told if in_table(item, old) is not None else None
            edits += [] if in_csv is not None else [revision(item, old, told)]
        elif old is None:
            steps.append(Step(f"figure of {answer.period}", "", _words(told, kpi)))
            in_csv = told if in_table(item, None) is not None else None
            edits += [] if in_csv is not None else [figure(item, told)]
        elif old.value is not Missing.MISSING and not _is_same(old, told):
            raise PapError(
                f"{item.id} has a figure for {old.period} already: {_shown(old, kpi)}",
                f"if it changed, record a revision:  pap record {item.id} {_quoted(answer.period)} {value or 'VALUE'}",
            )
    noted = list(_note(answer, item, by, day, steps))
    steps += [step for step, _ in noted]
    edits += [edit for _, edit in noted]
    if not steps:
        return None
    return Change(where=answer.where, item=item, by=by, steps=tuple(steps), edits=tuple(edits), figure=in_csv)


def _is_same(old: Observation | Revision, told: Told) -> bool:
    if told.value is None:
        return (old.numerator, old.denominator) == (float(told.numerator or 0), float(told.denominator or 0))
    if isinstance(old.value, Missing):
        return told.value == old.value.value
    try:
        return abs(float(told.value) - old.value) < 1e-9
    except ValueError:
        return False


def _is_known_revision(old: Observation, told: Told) -> bool:
    """Return True if the figure that was missing was sent before."""
    return any(_is_same(one, told) for one in old.revisions)


def _words(told: Told, kpi: Kpi) -> str:
    of = f"{told.numerator} of {told.denominator}" if told.numerator and told.denominator else ""
    if told.value is None:
        return of
    try:
        shown = with_unit(float(told.value), kpi.unit)
    except ValueError:
        shown = told.value
    return f"{shown} ({of})" if of else shown


def _shown(old: Observation, kpi: Kpi) -> str:
    return (
        old.value.value
        if isinstance(old.value, Missing)
        else f"{number(old.value)}{'%' if kpi.unit == 'percent' else ''}"
    )


def _quoted(period: str) -> str:
    return f"“{period}”" if " " in period else period
