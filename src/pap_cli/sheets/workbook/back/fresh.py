"""A plan made of an exported workbook, where there is none: every field that the workbook shows, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pap_cli.edit.order import key_order
from pap_cli.edit.text.changes import Value
from pap_cli.edit.text.lines import key_lines
from pap_cli.edit.text.scalars import Word
from pap_cli.model.items import Action, Milestone, Recommendation
from pap_cli.model.kpi import Kpi
from pap_cli.model.order import natural
from pap_cli.model.plan import PlanFile
from pap_cli.model.risks import Risk
from pap_cli.sheets.taken.change import Refused, Where
from pap_cli.sheets.workbook.back.own import OwnWorkbook, Record
from pap_cli.sheets.workbook.names import Names, names_from
from pap_cli.sheets.workbook.tabs import actions, figures, history, kpis, lists, milestones, recommendations, risks
from pap_cli.sheets.workbook.values import ids_in, texts_in

Fields = dict[str, Value]
_NO_DAY = {"day unknown": "true"}


class Fresh:
    """Makes the files of the plans of a workbook."""

    def __init__(self, own: OwnWorkbook) -> None:
        self._own = own
        self._plans = [record.get("id") for record in own.rows(lists.PLANS) if record.get("id")]
        self.refused: list[Refused] = []
        self._sorted: dict[tuple[str, str], dict[tuple[str, str], list[Record]]] = {}
        named = ((self._plan(one), one.get("id"), one.get("title")) for one in own.rows(lists.NAMES))
        self._names: Names = names_from(named)
        self._notes: dict[tuple[str, str, str], list[tuple[str, Value]]] = {}
        for one in own.rows(history.NOTES):
            by = self._names.id_of(self._plan(one) or None, one.get("by")) if one.get("by") else ""
            note = _fields(on=_word(one.get("on")), by=by, text=one.get("text"))
            written = one.get("text") if note.keys() == {"text"} else note
            self._notes.setdefault((self._plan(one), one.get("sort"), one.get("id")), []).append(
                (one.get("on"), written)
            )
        for sheet in own.tabs:
            for one in own.rows(sheet):
                self.refused += [
                    Refused(where=Where(own.name, sheet, one.number), id=one.get("id"), why=f"{heading} has {why}")
                    for heading, why in one.problems
                ]

    def plans(self) -> Iterator[tuple[str, str]]:
        """Yield the ID of each plan and the text of its file."""
        for record in self._own.rows(lists.PLANS):
            if record.get("id"):
                yield record.get("id"), _file_text(PlanFile, self._plan_file(record))

    def kpis(self, *, without_plans: bool = False) -> Iterator[tuple[str, str]]:
        """Yield the ID of each plan, or nothing for the whole workspace, and the text of the file of its KPIs.

        `without_plans` puts all into one file that names no plan.
        """
        by_plan: dict[str, list[Fields]] = {}
        for record in sorted(self._own.rows(kpis.NAME), key=_by_id):
            plan = "" if without_plans else self._of_kpi(record)
            by_plan.setdefault(plan, []).append(self._kpi(record))
        for plan, found in by_plan.items():
            head: Fields = {"plan": plan} if plan else {}
            yield (
                plan,
                "".join(f"{line}\n" for key, one in {**head, "kpis": found}.items() for line in _lines(key, one)),
            )

    def _plan(self, record: Record) -> str:
        """Return the plan of a row: as it says, or the only one."""
        return record.get("plan") or (self._plans[0] if len(self._plans) == 1 else "")

    def _of_kpi(self, record: Record) -> str:
        return self._plan(record)

    def _of(self, sheet: str, plan: str, name: str = "", text: str = "") -> list[Record]:
        """Return the rows of a sheet for a plan, and with NAME only those whose column has a text, by their IDs."""
        if (sheet, name) not in self._sorted:
            found = self._sorted.setdefault((sheet, name), {})
            for one in sorted(self._own.rows(sheet), key=_by_id):
                found.setdefault((self._plan(one), one.get(name) if name else ""), []).append(one)
        return self._sorted[sheet, name].get((plan, text), [])

    def _plan_file(self, record: Record) -> Fields:
        plan = record.get("id")
        head = _fields(
            id=plan,
            title=record.get("title") or plan,
            organisation=record.get("organisation"),
            start=_word(record.get("start")),
            notes=self._notes_of(plan, "plan", plan),
        )
        names = self._of(lists.NAMES, plan)
        return _fields(
            plan=head,
            owners={one.get("id"): _owner(one) for one in names if one.get("sort") == "owner"},
            bodies={one.get("id"): _body(one) for one in names if one.get("sort") == "body"},
            themes={one.get("id"): _title(one) for one in names if one.get("sort") == "theme"},
            recommendations=[self._recommendation(one, plan) for one in self._of(recommendations.NAME, plan)],
            actions=[self._action(one, plan) for one in self._of(actions.NAME, plan)],
            risks=[self._risk(one, plan) for one in self._of(risks.NAME, plan)],
        )

    def _notes_of(self, plan: str, sort: str, id: str) -> list[Value]:
        """Return the notes of an item, the newest last; those of a day, or without one, in their order."""
        return [note for _, note in sorted(self._notes.get((plan, sort, id), ()), key=lambda one: one[0])]

    def _people(self, record: Record, plan: str, parent: Record | None = None) -> Fields:
        """Return the owners and leads of an item, if they are not those of what it belongs to."""
        found: Fields = {}
        for name in ("owner", "lead"):
            text = record.get(name)
            if text and (parent is None or text != parent.get(name)):
                found[name] = _one_or_many(self._names.ids_in(plan, text))
        return found

    def _recommendation(self, record: Record, plan: str) -> Fields:
        entry = _fields(
            id=record.get("id"),
            title=record.get("title") or record.get("id"),
            made_by=self._names.id_of(plan, record.get("made_by")) if record.get("made_by") else "",
            to=record.get("to"),
            priority=Word("true") if record.get("priority") == "yes" else "",
            reference=record.get("reference"),
            theme=_one_or_many(self._names.ids_in(plan, record.get("theme"))),
            milestones=self._steps(record, plan),
            notes=self._notes_of(plan, "recommendation", record.get("id")),
            **self._people(record, plan),
        )
        return _in_order(Recommendation, entry)

    def _action(self, record: Record, plan: str) -> Fields:
        id = record.get("id")
        itself = next(iter(self._of(milestones.NAME, plan, "id", id)), None)
        dates = self._dates(itself, plan) if itself is not None else {}
        entry = _fields(
            **dates,
            id=id,
            title=record.get("title") or id,
            scope=Word(record.get("scope")) if record.get("scope") == "corporate" else "",
            answers=_one_or_many(ids_in(record.get("answers"))),
            theme=_one_or_many(self._names.ids_in(plan, record.get("theme"))),
            added=_word(record.get("added")),
            kpis=_one_or_many(ids_in(record.get("kpis"))),
            success=_texts(record.get("success")),
            cancelled=_cancelled(record),
            milestones=self._steps(record, plan),
            notes=self._notes_of(plan, "action", id),
            **self._people(record, plan),
        )
        return _in_order(Action, entry)

    def _steps(self, parent: Record, plan: str) -> list[Fields]:
        id = parent.get("id")
        found = (one for one in self._of(milestones.NAME, plan, "parent", id) if one.get("id") != id)
        return [self._milestone(one, parent, plan) for one in found]

    def _milestone(self, record: Record, parent: Record, plan: str) -> Fields:
        entry = _fields(
            id=record.get("id"),
            title=record.get("title") or record.get("id"),
            added=_word(record.get("added")),
            cancelled=_cancelled(record),
            kpis=_one_or_many(ids_in(record.get("kpis"))),
            success=_texts(record.get("success")),
            notes=self._notes_of(plan, "milestone", record.get("id")),
            **self._dates(record, plan),
            **self._people(record, plan, parent),
        )
        return _in_order(Milestone, entry)

    def _dates(self, record: Record, plan: str) -> Fields:
        """Return the dates of a milestone, or of an action that has its own."""
        judged = _fields(on=_word(record.get("status_on")), status=record.get("status"))
        return _fields(
            due=_word(record.get("first")),
            extensions=[self._extension(one, plan) for one in self._of(history.DATES, plan, "id", record.get("id"))],
            forecast=_word(record.get("forecast")),
            started=_word(record.get("started")),
            completed=_word(record.get("delivered")),
            evidence_due=_word(record.get("evidence_due")),
            evidenced=_word(record.get("accepted")),
            evidence=_texts(record.get("evidence")),
            depends_on=_one_or_many(ids_in(record.get("depends_on"))),
            expected_by=_one_or_many(self._names.ids_in(plan, record.get("expected_by"))),
            judgements=[judged] if "status" in judged else [],
        )

    def _extension(self, record: Record, plan: str) -> Fields:
        return _fields(
            to=_word(record.get("to")),
            asked=_word(record.get("asked")),
            approved=_word(record.get("approved")),
            by=self._names.id_of(plan, record.get("by")) if record.get("by") else "",
            reason=record.get("reason"),
        )

    def _risk(self, record: Record, plan: str) -> Fields:
        entry = _fields(
            id=record.get("id"),
            title=record.get("title") or record.get("id"),
            notes=self._notes_of(plan, "risk", record.get("id")),
            current=_word(record.get("score")),
            initial=_word(record.get("initial")),
            target=_word(record.get("target")),
            response=_word(record.get("response")),
            controls=_texts(record.get("controls")),
            treated_by=_one_or_many(ids_in(record.get("treated_by"))),
            affects=_one_or_many(ids_in(record.get("affects"))),
            raised=_word(record.get("raised")),
            closed=_word(_NO_DAY.get(record.get("closed"), record.get("closed"))),
            cause=record.get("cause"),
            effect=record.get("effect"),
            category=record.get("category"),
            **self._people(record, plan),
        )
        return _in_order(Risk, entry)

    def _kpi(self, record: Record) -> Fields:
        plan, id = self._of_kpi(record), record.get("id")
        baseline = _fields(period=_word(record.get("baseline_period")), value=_word(record.get("baseline")))
        entry = _fields(
            id=id,
            title=record.get("title") or id,
            unit=record.get("unit"),
            **{name: _word(record.get(name)) for name in ("polarity", "basis", "calendar", "frequency")},
            owner=_one_or_many(self._names.ids_in(plan or None, record.get("owner"))),
            definition=record.get("definition"),
            source=record.get("source"),
            published_after=_word(record.get("published_after")),
            baseline=baseline if len(baseline) == 2 else {},
            target=self._goal(record, "target"),
            floor=self._goal(record, "floor"),
            formula=record.get("formula"),
            observations=self._figures(record),
            notes=self._notes_of(plan, "KPI", id),
        )
        return _in_order(Kpi, entry)

    def _goal(self, record: Record, name: str) -> Value:
        """Return a target as it is written; one that follows a benchmark is told of, as the workbook has none."""
        text = record.get(name)
        if ": " in text:
            where = Where(self._own.name, record.sheet, record.number)
            why = f"the {name} of {record.get('id')}, {text}, follows a benchmark, which is not in the workbook"
            self.refused.append(Refused(where=where, id=record.get("id"), why=why, help="add both to the file"))
            return ""
        return Word(text) if text.replace(".", "", 1).removeprefix("-").isdecimal() else text

    def _figures(self, kpi: Record) -> Fields:
        plan, id = self._of_kpi(kpi), kpi.get("id")
        rows = sorted(self._of(figures.NAME, plan, "id", id), key=lambda one: -one.number)  # the newest came first
        return {one.get("period"): _figure(one) for one in rows if one.get("period")}


def _figure(record: Record) -> Value:
    revised = _fields(value=_word(record.get("revised")), published=_word(record.get("revised_on")))
    found = _fields(
        value=_word(record.get("value")),
        numerator=_word(record.get("numerator")),
        denominator=_word(record.get("denominator")),
        published=_word(record.get("published")),
        note=record.get("note"),
        revisions=[revised] if "value" in revised else [],
        status=_word(record.get("status")),
    )
    return found["value"] if set(found) == {"value"} else found


def _by_id(record: Record) -> tuple[Any, ...]:
    return (natural(record.get("id")), record.number)


def _fields(**fields: Value) -> Fields:
    """Return those of some fields that have a value."""
    return {key: value for key, value in fields.items() if value}


def _word(text: str) -> Value:
    return Word(text) if text else ""


def _one_or_many(found: Sequence[str]) -> Value:
    """Return one ID, or the list of them; as text, because 1.1 needs quotation marks."""
    return found[0] if len(found) == 1 else list(found)


def _texts(text: str) -> Value:
    found = texts_in(text)
    return found[0] if len(found) == 1 else found


def _cancelled(record: Record) -> Fields:
    found = _fields(on=_word(record.get("cancelled")), reason=record.get("cancelled_reason"))
    return found if "on" in found else {}


def _title(record: Record) -> Value:
    return record.get("title") or record.get("id")


def _owner(record: Record) -> Value:
    more = _fields(name=record.get("name"), team=record.get("team"))
    return {"title": _title(record), **more} if more else _title(record)


def _body(record: Record) -> Value:
    return {"title": _title(record), "outside": Word("true")} if record.get("outside") == "yes" else _title(record)


def _in_order(cls: type, entry: Mapping[str, Value]) -> Fields:
    order = {name: nth for nth, name in enumerate(key_order(cls))}
    return dict(sorted(entry.items(), key=lambda pair: order.get(pair[0], len(order))))


def _file_text(cls: type, fields: Mapping[str, Value]) -> str:
    parts = ("\n".join(_lines(key, value)) for key, value in _in_order(cls, fields).items())
    return "\n\n".join(parts) + "\n"


def _lines(key: str, value: Value) -> Iterable[str]:
    return key_lines(key, value, 0, 2, brackets=None)
