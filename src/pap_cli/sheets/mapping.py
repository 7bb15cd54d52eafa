"""The mapping of a spreadsheet: what its sheets and columns mean, as TOML in `imports/NAME.toml`.

A person can edit it, the next import of the same spreadsheet reuses it, and where `pap` is not sure it contains `?` in
place of an answer, with the choices in a comment.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from collections.abc import Mapping as Pairs

from msgspec import Struct
from msgspec.structs import replace

from pap_cli.sheets.understood import Question, Table, Understood

# In place of an answer.
UNANSWERED = "?"
ROLES = ("plan", "kpis", "other")
_PLAN_MEANINGS = (
    *("ref", "recommendation", "recommendation_ref", "theme", "action", "milestone", "owner", "lead", "start", "due"),
    *("revised_due", "forecast", "completed", "evidence_due", "evidenced", "evidence", "status", "rag"),
    *("percent_complete", "success", "notes", "cost", "risk", "ignore"),
)
_KPI_MEANINGS = (
    *("kpi", "kpi_ref", "period", "value", "numerator", "denominator", "target", "unit", "polarity", "basis"),
    *("calendar", "measure_type", "area", "aggregate", "notes", "ignore"),
)
# What a column can mean, by the kind of import.
MEANINGS = {"plan": _PLAN_MEANINGS, "kpis": _KPI_MEANINGS}


class ColumnAnswer(Struct, frozen=True, kw_only=True):
    """What a column means, with the heading by which it is found again."""

    heading: str
    means: str
    # `order`, `scale`, `period` and the like.
    settings: dict[str, str] = {}


class SheetAnswers(Struct, frozen=True, kw_only=True):
    """What is known of one sheet."""

    # None in CSV.
    name: str | None = None
    role: str = "plan"
    header: tuple[int, ...] = ()
    # By letter.
    columns: dict[str, ColumnAnswer] = {}
    # `colours` and `ratings`: what a fill or a code in a cell means.  Of figures `periods`: the year, the kind of year;
    # `scales`: whether numbers of a KPI are shares or percentages; `areas`: the own one.
    words: dict[str, dict[str, str]] = {}


class Mapping(Struct, frozen=True, kw_only=True):
    """What is known of a spreadsheet."""

    kind: str
    # The file that it was made for.
    file: str = ""
    # The file that the import goes into, relative to the workspace.
    into: str | None = None
    sheets: tuple[SheetAnswers, ...] = ()

    def sheet(self, name: str | None) -> SheetAnswers | None:
        """Return what is known of a sheet; of the only one, whatever it was called, if there is no other."""
        found = next((one for one in self.sheets if one.name == name), None)
        plans = [one for one in self.sheets if one.role != "other"]
        return found or (plans[0] if len(plans) == 1 and name is None else None)


def column_for(answers: SheetAnswers | None, letter: str, heading: str) -> ColumnAnswer | None:
    """Return what is known of a column: that of the same heading, in the same place or in another.

    A column whose heading has changed is not known: what it means is asked again.
    """
    if answers is None:
        return None
    here = answers.columns.get(letter)
    if here is not None and _same(here.heading, heading):
        return here
    same = [one for one in answers.columns.values() if _same(one.heading, heading)]
    return same[0] if len(same) == 1 and heading.strip() else None


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def mapping_of(understood: Understood, kind: str, into: str | None = None) -> Mapping:
    """Return what was understood of a spreadsheet as its mapping, with `?` for what is to be asked."""
    keys = {(one.sheet, one.key) for one in understood.ask}
    sheets = tuple(_answers_of(one, keys) for one in understood.sheets)
    file = re.split(r"[/\\]", understood.file)[-1]
    return Mapping(kind=kind, file=file, into=into, sheets=sheets)


def _answers_of(table: Table, keys: Collection[tuple[str | None, str]]) -> SheetAnswers:
    words: dict[str, dict[str, str]] = {}
    for kind, written, means in table.words:
        words.setdefault(kind, {})[written] = means
    if table.role == "other":
        return SheetAnswers(name=table.sheet, role=UNANSWERED if table.asked else "other")
    columns = {
        one.letter: ColumnAnswer(
            heading=one.heading,
            means=UNANSWERED if (table.sheet, f"columns.{one.letter}.means") in keys else one.means,
            settings=dict(one.settings)
            | ({"period": UNANSWERED} if (table.sheet, f"columns.{one.letter}.period") in keys else {}),
        )
        for one in table.columns
    }
    role = UNANSWERED if table.asked else table.role
    return SheetAnswers(name=table.sheet, role=role, header=table.header_rows, columns=columns, words=words)


def answered(mapping: Mapping, question: Question, answer: str) -> Mapping:
    """Return a mapping with the answer to a question in it."""
    sheets = list(mapping.sheets)
    at = next(at for at, one in enumerate(sheets) if one.name == question.sheet)
    sheets[at] = _with_answer(sheets[at], question.key.split(".", 2), answer)
    return replace(mapping, sheets=tuple(sheets))


def _with_answer(sheet: SheetAnswers, key: list[str], answer: str) -> SheetAnswers:
    if key[0] == "role":
        return replace(sheet, role=answer)
    if key[0] != "columns":
        words = {**sheet.words, key[0]: {**sheet.words.get(key[0], {}), ".".join(key[1:]): answer}}
        return replace(sheet, words=words)
    column = sheet.columns[key[1]]
    if key[2] == "means":
        column = replace(column, means=answer)
    else:
        column = replace(column, settings={**column.settings, key[2]: answer})
    return replace(sheet, columns={**sheet.columns, key[1]: column})


def only_said(mapping: Mapping, before: Mapping | None, questions: tuple[Question, ...]) -> Mapping:
    """Return a mapping with nothing but what a person said: in the mapping of before, or to these questions."""
    asked = {(one.sheet, one.column) for one in questions}
    sheets = []
    for sheet in mapping.sheets:
        known = before.sheet(sheet.name) if before is not None else None
        columns = {
            letter: column
            for letter, column in sheet.columns.items()
            if (sheet.name, letter) in asked or column_for(known, letter, column.heading) is not None
        }
        header = known.header if known is not None else ()
        sheets.append(replace(sheet, columns=columns, header=header))
    return replace(mapping, sheets=tuple(sheets))


def written(mapping: Mapping, questions: tuple[Question, ...] = ()) -> str:
    """Return a mapping as TOML, with the choices of each question behind its line."""
    asked = {(one.sheet, one.key): one for one in questions}
    lines = [
        f"# How  pap import {mapping.kind}  reads {_comment(mapping.file)}. The next import of it reads this file."
    ]
    if questions:
        lines.append(f"# Write an answer in place of each {_quoted(UNANSWERED)}, then import again.")
    lines += [f"kind = {_quoted(mapping.kind)}", f"file = {_quoted(mapping.file)}"]
    if mapping.into is not None:
        lines.append(f"into = {_quoted(mapping.into)}")
    for sheet in mapping.sheets:
        lines += ["", "[[sheets]]", *_sheet(sheet, asked)]
    return "\n".join(lines) + "\n"


def _sheet(sheet: SheetAnswers, asked: Pairs[tuple[str | None, str], Question]) -> list[str]:
    def line(text: str, *keys: str) -> str:
        found = [question for key in keys if (question := asked.get((sheet.name, key))) is not None]
        if not found:
            return text
        return text + "  # " + "; ".join(_comment(f"{one.question} {', '.join(one.choices)}".strip()) for one in found)

    lines = [] if sheet.name is None else [f"name = {_quoted(sheet.name)}"]
    lines.append(line(f"role = {_quoted(sheet.role)}", "role"))
    if sheet.header:
        lines.append(f"header = [{', '.join(map(str, sheet.header))}]")
    if sheet.columns:
        lines += ["", "[sheets.columns]"]
    for letter, column in sheet.columns.items():
        pairs = {"heading": column.heading, "means": column.means, **column.settings}
        text = ", ".join(f"{name} = {_quoted(value)}" for name, value in pairs.items())
        keys = (f"columns.{letter}.{name}" for name in ("means", *column.settings))
        lines.append(line(f"{letter} = {{ {text} }}", *keys))
    for kind, words in sheet.words.items():
        lines += ["", f"[sheets.{kind}]"]
        lines += [line(f"{_quoted(word)} = {_quoted(means)}", f"{kind}.{word}") for word, means in words.items()]
    return lines


def _quoted(text: str) -> str:
    """Return text as a TOML string."""
    escaped = (
        text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    )
    return '"' + re.sub(r"[\x00-\x1f\x7f-\x9f]", lambda found: f"\\u{ord(found[0]):04x}", escaped) + '"'


def _comment(text: str) -> str:
    """Return text for a comment, in one line and without what TOML does not allow there."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text)
