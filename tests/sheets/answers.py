"""Workbooks beside their right answers in JSON, and how what is understood of them is counted.

The folder has `NAME.xlsx` or `NAME.csv` with `NAME.expected.json`; its README has the form and the counting rule.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pap_cli.sheets.book.read import read_book
from pap_cli.sheets.facts import facts_of
from pap_cli.sheets.figures.understand import understand_figures
from pap_cli.sheets.plan.understand import understand_plan
from sheets.scoring import Score

_DATES = ("start", "due", "completed", "evidence_due", "evidenced")


def answers(folder: Path, kind: str) -> list[Path]:
    """Return the files of right answers of one kind, `plan` or `kpis`."""
    found = sorted(folder.glob("*.expected.json"))
    return [path for path in found if json.loads(path.read_text(encoding="utf-8"))["kind"] == kind]


def score(path: Path) -> Score:
    """Return what the import of a workbook is right about, asks about and is silently wrong about."""
    expected = json.loads(path.read_text(encoding="utf-8"))
    name = path.name.removesuffix(".expected.json")
    file = next(one for one in path.parent.glob(f"{name}.*") if not one.name.endswith(".json"))
    kind = expected["kind"]
    found = facts_of((understand_plan if kind == "plan" else understand_figures)(read_book(file)), kind)
    result = Score()
    got = {one["sheet"]: one for one in _list(found, "sheets")}
    for sheet in expected["sheets"]:
        _sheet(result, sheet, got, only=len(expected["sheets"]) == 1)
    told = {(one["sheet"], one["row"]) for one in (*_list(found, "report"), *_list(found, "ask"))}
    if kind == "plan":
        _plan(result, found, expected, told)
    else:
        _figures(result, found, expected, told)
    return result


def _list(found: Mapping[str, object], name: str) -> list[dict[str, Any]]:
    value = found[name]
    assert isinstance(value, list)
    return value


def _sheet(result: Score, sheet: Mapping[str, Any], got: Mapping[str | None, dict[str, Any]], *, only: bool) -> None:
    mine = got.get(sheet.get("sheet")) or (next(iter(got.values()), {}) if only else {})
    if sheet.get("role") == "other":
        if mine.get("role") in ("plan", "kpis"):
            result.add("sheets", "wrong", f"sheet “{sheet.get('sheet')}” is taken for {mine['role']}")
        return
    for letter, column in (sheet.get("columns") or {}).items():
        one = mine.get("columns", {}).get(letter, {})
        means, asked = one.get("means"), bool(one.get("asked"))
        words = f"{sheet.get('sheet')}!{letter} “{column['heading']}” is {column['means']}, taken for {means}"
        if column.get("must_ask"):
            result.add("must-ask", "right" if asked or means in (None, "ignore") else "wrong", words)
            continue
        fine = means in (column["means"], *column.get("accept", ())) or (means is None and column["means"] == "ignore")
        result.add("columns", "asked" if asked else "right" if fine else "wrong", words)


def _is_told(told: set[tuple[Any, Any]], sheet: str | None, row: int) -> bool:
    return (sheet, row) in told or (None, row) in told


def _plan(result: Score, found: Mapping[str, object], expected: Mapping[str, Any], told: set[tuple[Any, Any]]) -> None:
    items: dict[tuple[Any, Any], list[dict[str, Any]]] = {}
    for item in _list(found, "items"):
        items.setdefault((item["sheet"], item["row"]), []).append(item)
    for want in expected["items"]:
        key = want.get("sheet"), want["row"]
        here, known = items.get(key, []), _is_told(told, *key)
        if not here and not known:
            result.add("items", "wrong", f"row {want['row']} is dropped")
            continue
        same = [one for one in here if _alike(one["text"], want["text"])] or here
        for name, value, right in _wanted(want):
            got = [one[name].get("value") for one in same if one.get(name)]
            fine = (known and not any(got)) if value is None else any(one in right for one in got)
            how = "right" if fine else "asked" if known and not any(got) else "wrong"
            result.add("dates", how, f"row {want['row']}: {name} is {value}, taken for {got}")
        _state(result, want, here, told=known)


def _wanted(want: Mapping[str, Any]) -> Iterator[tuple[str, Any, list[Any]]]:
    for name in _DATES:
        if isinstance(date := want.get(name), dict):
            yield name, date.get("value"), [date.get("value"), *date.get("accept", ())]


def _alike(one: str, other: str) -> bool:
    first, second = (" ".join(text.casefold().split()) for text in (one, other))
    return first in second or second in first


def _state(result: Score, want: Mapping[str, Any], here: list[dict[str, Any]], *, told: bool) -> None:
    if want.get("state") is not None:
        got = [one.get("state") for one in here]
        how = "right" if want["state"] in got else "asked" if told else "wrong"
        result.add("states", how, f"row {want['row']}: the state is {want['state']}, taken for {got}")
    if want.get("state") == "done" and not want.get("completed"):
        made = [one["completed"]["value"] for one in here if one.get("completed") and one["completed"]["value"]]
        if made:
            result.add("days", "wrong", f"row {want['row']}: a day of completion made up: {made}")


def _figures(
    result: Score, found: Mapping[str, object], expected: Mapping[str, Any], told: set[tuple[Any, Any]]
) -> None:
    mine: dict[tuple[Any, ...], dict[str, Any]] = {}
    for one in _list(found, "figures"):
        mine[one["sheet"], one["row"], one["column"]] = one
    for want in expected["figures"]:
        got = mine.get((want.get("sheet"), want["row"], want["column"]))
        value, taken = want.get("value"), got.get("value") if got is not None else None
        known = _is_told(told, want.get("sheet"), want["row"])
        if value is None:
            how = "right" if taken is None and (got is not None or known) else "asked" if known else "wrong"
        elif taken is None:
            how = "asked" if known else "wrong"
        else:
            close = abs(taken - value) <= (0.06 if abs(value) <= 100 else 1e-6 * abs(value))
            how = "right" if close and got is not None and got["period"] == want.get("period") else "wrong"
        result.add("figures", how, f"{want['kpi']} {want.get('period')}: {value}, taken for {taken}")


def totals(paths: list[Path]) -> Counter[str]:
    """Return the counts of several workbooks."""
    total: Counter[str] = Counter()
    for path in paths:
        total += score(path).counts
    return total
