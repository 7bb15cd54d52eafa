"""Workspaces that are nearly right: entries of the model's own fields, with values that are nearly theirs."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from pap_cli.load.entries.slots import shape_of
from pap_cli.model.config import Config
from pap_cli.model.kpi import KpiFile
from pap_cli.model.plan import PlanFile

IDS = [
    "A1",
    "a1",
    "А1",
    "A1.1",
    "B",
    "R1",
    "k",
    "k2",
    "head",
    "board",
    "no",
    "1.10",
    "p",
    "x" * 90,
    "a\u202eb",
    "",
    "*",
]
WORDS = [
    *(
        "T",
        "::error::x",
        "\x1b[31m",
        "=1+1",
        "[red]",
        "a: b",
        "# c",
        "\u202ex",
        "</td>",
        "|",
        "\0",
        "\ud800",
        "👩\u200d👧",
    ),
    *("true", "no", "null", "~", "<<", "!!str", "&a", "*a", "error", "off", "PAP2", "milestone-overdue", "red", "low"),
    *(
        "percent",
        "number",
        "per 10,000",
        "financial",
        "monthly",
        "k + k2",
        "k / k",
        "ytd(k)",
        "rolling(k, 12)",
        "in-period(k2)",
        "ytd(k, ",
        "(k",
        "k2 * 1e308",
        "short",
        "pip",
    ),
]
DATES = [
    *(
        "2016-02-30",
        "2016-09-30",
        "2016-09",
        "2016-Q3",
        "Q2 2016/17",
        "2015/16",
        "AY 2015/16",
        "year to 2016-03",
        "2016",
    ),
    *("1899-12-31", "2200-12-31", "9999-12-31", "2016-09-30T12:00:00Z", "30/09/2016", "3 months", "1 day", "100 years"),
    *("0 days", "28d"),
]
NUMBERS = [
    "0",
    "-0",
    "1",
    "83.4",
    "1,234",
    "83%",
    ".nan",
    ".inf",
    "1e308",
    "-1e308",
    "1e-320",
    "9" * 400,
    "c",
    "DNS",
    "x",
]
SCALARS = (
    st.sampled_from([*IDS, *WORDS, *DATES, *NUMBERS]) | st.text(max_size=6) | st.integers() | st.booleans() | st.none()
)


def entries(cls: type[Any], depth: int = 4) -> st.SearchStrategy[Any]:
    """Entries of a class of the model: its own keys, most with a value of the right shape, now and then another."""
    shape = shape_of(cls)
    children = {slot.key: part for slot, part in shape.children.values()}
    values: dict[str, st.SearchStrategy[Any]] = {}
    for key, slot in shape.keys.items():
        part = children.get(key)
        if part is None:
            value = _scalar(key) | st.lists(_scalar(key), max_size=3)
        elif depth == 0:
            value = SCALARS
        else:
            inner = entries(part, depth - 1)
            value = (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from([*IDS, *DATES]), inner, max_size=3)
                | inner
            )
        values[key] = value if slot.required else value | SCALARS
    required = {key: values[key] for key, slot in shape.keys.items() if slot.required}
    optional = {key: value for key, value in values.items() if key not in required}
    whole = st.fixed_dictionaries(required, optional=optional)
    return whole | st.dictionaries(st.sampled_from([*values, "titel"]), SCALARS, max_size=3)


def _scalar(key: str) -> st.SearchStrategy[Any]:
    if key in ("id", "owner", "lead", "body", "by", "answers", "depends_on", "kpis", "made_by", "answered_by"):
        return st.sampled_from(IDS)
    if key in ("value", "numerator", "denominator", "target", "floor"):
        return st.sampled_from(NUMBERS) | st.floats()
    if key in ("title", "text", "reason", "unit", "polarity", "rule", "formula", "definition"):
        return st.sampled_from(WORDS)
    return st.sampled_from(DATES) | SCALARS


PLANS, KPIS, SETTINGS = entries(PlanFile), entries(KpiFile), entries(Config, 2)


def as_yaml(value: Any) -> bytes:
    """A value as YAML: JSON, which is nearly the same, with plain words unquoted now and then where they can be."""
    text = json.dumps(value, ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass")


def as_plain_yaml(value: Any, indent: int = 0) -> str:
    """A value as YAML in blocks, its text without quotation marks, whatever that makes of it."""
    pad = "  " * indent
    if isinstance(value, dict) and value:
        return "".join(f"\n{pad}{key}: {as_plain_yaml(inner, indent + 1)}" for key, inner in value.items())
    if isinstance(value, list) and value:
        return "".join(f"\n{pad}- {as_plain_yaml(inner, indent + 1).lstrip()}" for inner in value)
    return str(value) if not isinstance(value, dict | list) else "[]"


def as_toml(value: Any) -> bytes:
    """Settings as TOML, as well as they can be."""
    lines: list[str] = []
    for section, keys in value.items() if isinstance(value, dict) else ():
        if not isinstance(keys, dict):
            lines.insert(0, f"{json.dumps(section)} = {_toml(keys)}")
            continue
        lines.append(f"[{section}]")
        lines += [f"{json.dumps(str(key))} = {_toml(inner)}" for key, inner in keys.items()]
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(str(key))} = {_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return "''" if value is None else json.dumps(value, ensure_ascii=False)
