"""What holds for any input: reading never raises, every span lies in its file, and no order matters."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import fields

from pap_cli.load.entries.slots import slots_of
from pap_cli.load.workspace.loader import Workspace, open_workspace
from pap_cli.model.kpi import KpiFile
from pap_cli.model.plan import PlanFile

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = {
    path.relative_to(ROOT).as_posix(): path.read_bytes()
    for folder in ("plans", "kpis")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in (".yaml", ".csv")
}
PLAN = b"plan: {id: p, title: A plan, start: 2016-01-04}\n"
SMALL = {
    "plans/lambeth/plan.yaml": EXAMPLE["plans/lambeth-2015/plan.yaml"],
    "plans/lambeth/actions.yaml": EXAMPLE["plans/lambeth-2015/actions-lscb.yaml"],
    "kpis/k.yaml": EXAMPLE["kpis/published-adoption.yaml"],
    "pap.toml": b'[pap]\nas-of = 2016-10-14\n[rating]\ndue-soon = "28 days"\n[check]\nselect = ["PAP2"]\n',
}


@contextmanager
def opened(files: dict[str, bytes]) -> Iterator[Workspace]:
    """A workspace of these files, read, with every span looked at."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, data in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        workspace = open_workspace(root)
        check_spans(workspace)
        yield workspace


def check_spans(workspace: Workspace) -> None:
    for found in workspace.diagnostics:
        assert found.message
        assert found.severity is found.rule.severity
        source = workspace.sources.get(found.path)
        if source is None or found.span is None:
            continue
        start = (found.span.line, found.span.column)
        end = (found.span.end_line, found.span.end_column)
        assert (1, 1) <= start <= end
        assert end <= source.position(len(source.text))
        assert found.span.column <= len(source.line(found.span.line)) + 1
        assert found.span.end_column <= len(source.line(found.span.end_line)) + 1


def data_of(value: object) -> str:
    """A value of the model without its places, and with its collections in an order that says nothing."""
    if isinstance(value, tuple):
        return f"({', '.join(sorted(map(data_of, value)))})"
    if isinstance(value, Struct):
        names = _fields_of(type(value))
        return f"{type(value).__name__}({', '.join(f'{name}={data_of(getattr(value, name))}' for name in names)})"
    return repr(value)


@cache
def _fields_of(record: type[Struct]) -> list[str]:
    return [field.name for field in fields(record) if field.name != "place"]


PIECES = [
    *(b": ", b"- ", b"\n", b"\n  ", b"\t", b"[", b"]", b"{", b"}", b"'", b'"', b"#", b"&a ", b"*a", b"<<: ", b"!!str "),
    *(
        b"---\n",
        b"\x00",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\r",
        b"\xe2\x80\xa8",
        b"|\n",
        b"%",
        b"@",
        b"? ",
        b"~",
        b"no",
        b"1e999",
    ),
    *(b"2016-02-30", b"31/03/2016", b"plan:", b"id: A29\n", b"title:", b"due: ", b"\xf0\x9f\x91\xa7", b"=======\n"),
]
CUTS = st.tuples(st.integers(0, 20_000), st.integers(0, 40), st.sampled_from(PIECES) | st.binary(max_size=6))


@settings(max_examples=120)
@given(name=st.sampled_from(sorted(SMALL)), cuts=st.lists(CUTS, min_size=1, max_size=4))
def test_any_damage_to_the_example_is_read_without_raising(name: str, cuts: list[tuple[int, int, bytes]]) -> None:
    data = SMALL[name]
    for start, length, piece in cuts:
        at = start % (len(data) + 1)
        data = data[:at] + piece + data[at + length :]
    with opened({**SMALL, name: data}):
        pass


FIRST_KEYS = [slot.key for cls in (PlanFile, KpiFile) for slot in slots_of(cls)]
WORDS = st.sampled_from(
    [*FIRST_KEYS, "id", "title", "due", "owner", "milestones", "observations", "value", "period", "notes", "on", "by"]
)
SCALARS = st.one_of(
    WORDS,
    st.sampled_from(
        ["A1", "R1", "no", "1.10", "2016-02-30", "2016-09", "2015/16", "83,4", "nan", "", "p", "head", "👧", "\0"]
    ),
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.text(max_size=8),
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS | st.text(max_size=4), inner, max_size=5),
    max_leaves=25,
)


@settings(max_examples=150)
@given(plan=st.dictionaries(st.sampled_from(FIRST_KEYS), TREES, max_size=6), kpis=TREES)
def test_any_structure_is_read_without_raising(plan: dict[str, Any], kpis: Any) -> None:
    files = {
        "plans/p.yaml": yaml.safe_dump({"plan": {"id": "p", "title": "T", "start": "2016-01-04"}, **plan}).encode(),
        "plans/q.yaml": yaml.safe_dump(plan, default_flow_style=True, allow_unicode=True).encode("utf-8", "replace"),
        "kpis/k.yaml": yaml.safe_dump({"kpis": kpis}).encode(),
    }
    with opened(files):
        pass


@settings(max_examples=150)
@given(
    text=st.text(max_size=60) | st.lists(st.sampled_from(PIECES), max_size=25).map(b"".join),
    name=st.sampled_from(["plans/p.yaml", "kpis/k.yaml", "pap.toml", "pyproject.toml"]),
)
def test_any_text_is_read_without_raising(text: str | bytes, name: str) -> None:
    data = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
    with opened({"plans/z.yaml": PLAN, name: data}) as workspace:
        assert [plan.id for plan in workspace.portfolio.plans][-1:] == ["p"]


@settings(max_examples=60)
@given(
    settings_=st.dictionaries(
        st.sampled_from(["pap", "rating", "check", "x", "check.severity"]),
        st.dictionaries(
            st.sampled_from(
                ["as-of", "due-soon", "fail-on", "select", "repeated-extensions", "kpi-stale", "\\u0000place"]
            ),
            st.sampled_from(
                ["1", "true", "'x'", "[]", "['a', 1]", "{}", "{a = 1}", "2016-10-14", "07:30:00", "nan", "0xffffff"]
            ),
        ),
    )
)
def test_any_settings_are_read_without_raising(settings_: dict[str, dict[str, str]]) -> None:
    lines = [
        line
        for section, keys in settings_.items()
        for line in (f"[{section}]", *(f'"{key}" = {value}' for key, value in keys.items()))
    ]
    with opened({"pap.toml": "\n".join(lines).encode(), "plans/p.yaml": PLAN}) as workspace:
        assert workspace.portfolio.plans


@pytest.fixture(scope="module")
def example() -> str:
    with opened(EXAMPLE) as workspace:
        assert workspace.diagnostics == ()
        return data_of(workspace.portfolio)


@settings(max_examples=2)
@given(seed=st.integers(0, 10**6))
def test_the_order_and_names_of_files_do_not_matter(example: str, seed: int) -> None:
    names = list(EXAMPLE)
    Random(seed).shuffle(names)  # noqa: S311 - no secret
    files = {}
    for number, name in enumerate(names):
        folder = name.rsplit("/", 1)[0]
        new = name if name.endswith(("plan.yaml", ".csv")) else f"{folder}/{number:02}.yaml"
        files[new] = EXAMPLE[name]
    with opened(files) as workspace:
        assert workspace.diagnostics == ()
        assert data_of(workspace.portfolio) == example


def shuffled(value: Any, random: Random) -> Any:
    """The same mappings and lists with their entries in another order."""
    if isinstance(value, dict):
        items = [(key, shuffled(inner, random)) for key, inner in value.items()]
        random.shuffle(items)
        return dict(items)
    if isinstance(value, list):
        entries = [shuffled(inner, random) for inner in value]
        random.shuffle(entries)
        return entries
    return value


@settings(max_examples=2)
@given(seed=st.integers(0, 10**6))
def test_the_order_of_entries_and_keys_does_not_matter(example: str, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - no secret
    files = {}
    for name, data in EXAMPLE.items():
        if name.endswith(".csv"):
            heading, *rows = data.splitlines(keepends=True)
            random.shuffle(rows)
            files[name] = heading + b"".join(rows)
            continue
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        written = shuffled(yaml.load(data, Loader=loader), random)  # noqa: S506 - builds nothing but text
        files[name] = yaml.safe_dump(written, sort_keys=False, allow_unicode=True).encode()
    with opened(files) as workspace:
        assert workspace.diagnostics == ()
        assert data_of(workspace.portfolio) == example


@pytest.mark.parametrize("end", [b"\r\n", b"\r"])
def test_the_ends_of_lines_do_not_matter(example: str, end: bytes) -> None:
    with opened({name: data.replace(b"\n", end) for name, data in EXAMPLE.items()}) as workspace:
        assert workspace.diagnostics == ()
        assert data_of(workspace.portfolio) == example


@pytest.mark.parametrize("folder", sorted((ROOT / "tests" / "corpus").iterdir()), ids=lambda folder: folder.name)
def test_the_spans_of_the_corpus_lie_in_their_files(folder: Path) -> None:
    workspace = open_workspace(folder)
    assert workspace.diagnostics
    check_spans(workspace)
