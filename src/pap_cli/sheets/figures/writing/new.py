"""New KPIs as the text of their file, with their figures in it or in a CSV file beside it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath

from pap_cli.edit.facts.additions import slug
from pap_cli.edit.layout.format import formatted
from pap_cli.edit.order import key_order
from pap_cli.edit.text.changes import Value
from pap_cli.edit.text.lines import entry_lines, key_lines
from pap_cli.edit.text.scalars import Word
from pap_cli.load.values.scalars import parse_id
from pap_cli.model.kpi import Kpi, KpiFile
from pap_cli.sheets.figures.writing.aims import Written
from pap_cli.sheets.figures.writing.wanted import Figure, NamedKpi, WantedKpi
from pap_cli.sheets.placing.entries.texts import one_line

_COLUMNS = ("value", "numerator", "denominator", "published", "note")
Owner = Callable[[str], str | None]


def with_ids(wanted: Iterable[WantedKpi], taken: Iterable[str]) -> list[NamedKpi]:
    """Give new KPIs IDs: their reference in the book if it can be one, otherwise the words of their name."""
    used = {one.casefold() for one in taken}
    found: list[NamedKpi] = []
    for kpi in wanted:
        base = _id_of(kpi)
        id, nth = base, 2
        while id.casefold() in used:
            id, nth = f"{base}-{nth}", nth + 1
        used.add(id.casefold())
        found.append(NamedKpi(id, kpi))
    return found


def _id_of(kpi: WantedKpi) -> str:
    base = ""
    if kpi.ref is not None:
        ref = re.sub(r"[^\w.\-]+", "-", kpi.ref.strip()).strip("-.")
        base = (
            ref
            if _is_id(ref) and not ref.replace(".", "").isdecimal()
            else f"kpi-{ref}"
            if _is_id(f"kpi-{ref}")
            else ""
        )
    base = base or slug(kpi.name) or "kpi"
    return f"{base}-{kpi.part}" if kpi.part else base


def _is_id(text: str) -> bool:
    try:
        parse_id(text)
    except ValueError:
        return False
    return bool(text)


def entry_of(named: NamedKpi, on: date, owner: Owner, table: str | None) -> dict[str, Value]:
    """Return the entry of a KPI, its keys in order; TABLE is the CSV file with its figures, if they are not in it."""
    kpi = named.kpi
    fields: dict[str, Value] = {"id": named.id, "title": kpi.title}
    if kpi.unit is not None:
        fields["unit"] = Word(kpi.unit) if re.fullmatch(r"[a-z]+", kpi.unit) else kpi.unit
    # without a polarity a KPI would be taken for one that is better high, which nobody said
    fields["polarity"] = Word("band" if kpi.aims.band and kpi.polarity is None else kpi.polarity or "none")
    for key in ("basis", "calendar"):
        if (text := getattr(kpi, key)) is not None:
            fields[key] = Word(text)
    owners, notes = owners_of(kpi, owner)
    if owners:
        fields["owner"] = owners[0] if len(owners) == 1 else owners
    for key in ("definition", "source"):
        if (text := getattr(kpi, key)) is not None:
            fields[key] = text
    fields |= aims_entry(kpi)
    if kpi.benchmarks:
        fields["benchmarks"] = {area: _by_period(figures, on) for area, figures in kpi.benchmarks.items() if figures}
    if kpi.figures:
        fields["observations"] = {"csv": Word(table)} if table else _by_period(kpi.figures, on)
    if notes:
        fields["notes"] = [note_entry(text, on) for text in notes]
    order = {key: nth for nth, key in enumerate(key_order(Kpi))}
    return dict(sorted(fields.items(), key=lambda pair: order[pair[0]]))


def owners_of(kpi: WantedKpi, owner: Owner) -> tuple[list[str], list[str]]:
    """Return the owners of the plan that the notes of a KPI name, and the other notes."""
    owners: list[str] = []
    rest: list[str] = []
    for text in kpi.notes:
        label, colon, name = text.partition(": ")
        found = (
            owner(name)
            if colon and re.search(r"\b(?:owner|lead|responsible|accountable)\b", label.casefold())
            else None
        )
        if found is not None and found not in owners:
            owners.append(found)
        elif found is None:
            rest.append(text)
    return owners, rest


def aims_entry(kpi: WantedKpi) -> dict[str, Value]:
    """Return the targets of a KPI."""
    fields: dict[str, Value] = {}
    if kpi.aims.target is not None:
        fields["target"] = goal_value(kpi.aims.target)
    if kpi.aims.trajectory:
        fields["trajectory"] = [{"by": Word(by), "target": goal_value(goal)} for by, goal in kpi.aims.trajectory]
    return fields


def goal_value(goal: Written) -> Value:
    """Return a target as it is written."""
    if isinstance(goal, str):
        return Word(goal) if re.fullmatch(r"-?[\d.]+(?: to -?[\d.]+)?", goal) else goal
    return goal


def note_entry(text: str, on: date) -> dict[str, str]:
    """Return a note of the day of the file."""
    return {"on": Word(on.isoformat()), "text": one_line(text)}


def _by_period(figures: Iterable[Figure], on: date) -> dict[str, Value]:
    return {one.period.written: figure_value(one, on) for one in figures}


def figure_value(figure: Figure, on: date) -> Value:
    """Return a figure as it is written in YAML."""
    words = as_words(figure.fields)
    if figure.revisions:
        return {**words, "revisions": [revision_value(one, on) for one in figure.revisions]}
    return words["value"] if set(words) == {"value"} else words


def revision_value(fields: Mapping[str, str], on: date) -> dict[str, Value]:
    """Return a later value of a figure, which is known from the day of the file."""
    words = as_words({key: text for key, text in fields.items() if key != "note"})
    reason: dict[str, Value] = {"reason": fields["note"]} if "note" in fields else {}
    return {**words, "published": words.get("published", Word(on.isoformat())), **reason}


def as_words(fields: Mapping[str, str]) -> dict[str, Value]:
    """Return the fields of a figure, numbers without quotation marks."""
    return {key: text if key == "note" else Word(text) for key, text in fields.items()}


def new_text(entries: Sequence[Mapping[str, Value]], plan: str | None, comments: Sequence[str]) -> str:
    """Return the text of a file of KPIs in its layout; COMMENTS are lines above it."""
    head = [f"# {one_line(line)}".rstrip() for line in comments]
    head += key_lines("plan", Word(plan), 0, 0, brackets=None) if plan is not None else []
    blocks = ["\n".join(entry_lines(entry, 2, 2, brackets=None)) for entry in entries]
    return formatted("\n".join([*head, "kpis:", "\n\n".join(blocks), ""]), KpiFile)


def new_table(named: Sequence[NamedKpi], on: date) -> str:
    """Return the figures of KPIs as CSV, with the columns that they need."""
    rows = [
        (one.id, figure.period.written, fields)
        for one in named
        for figure in one.kpi.figures
        for fields in _rows(figure, on)
    ]
    columns = [name for name in _COLUMNS if any(name in fields for _, _, fields in rows) or name == "value"]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["kpi", "period", *columns])
    writer.writerows([id, period, *(fields.get(name, "") for name in columns)] for id, period, fields in rows)
    return out.getvalue()


def _rows(figure: Figure, on: date) -> list[dict[str, str]]:
    return [figure.fields, *({"published": on.isoformat(), **one} for one in figure.revisions)]


def beside(name: str) -> str:
    """Return the name of the CSV file beside a YAML file, from its folder."""
    return PurePosixPath(name).with_suffix(".csv").name
