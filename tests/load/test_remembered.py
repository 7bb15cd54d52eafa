"""What is remembered of a file is what it came to: whatever is in it, and whatever became of the memory."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import fields

from conftest import SKELETON, Files, write_files
from pap_cli.load import config as config_module
from pap_cli.load import loader
from pap_cli.load.files import Reader
from pap_cli.load.history import workspace_at
from pap_cli.load.loader import Workspace, open_workspace, read_workspace
from pap_cli.load.nodes import Quoted
from pap_cli.load.remembered import Memory
from pap_cli.load.shapes import Arity, Slot, slots_of
from pap_cli.load.store import Store
from pap_cli.model.config import Config, Threshold
from pap_cli.model.dates import Due, Duration, Period
from pap_cli.model.kpi import Figure, KpiFile
from pap_cli.model.place import Place, Source, Span
from pap_cli.model.plan import Id, PlanFile
from pap_cli.model.working_days import TimeLimit, WorkingCalendar

ROOT = Path(__file__).parent.parent.parent
FOLDERS = [ROOT, *sorted((ROOT / "tests" / "corpus").iterdir())]
KPIS = """\
plan: p
kpis:
  - {id: k1, title: Visits, owner: head, target: 95, floor: -0.0, observations: {2016-08: 90, 2016-09: c}}
"""
SETTINGS = '[pap]\nas-of = 2016-10-14\n[rating]\ndue-soon = "28 days"\n[check.severity]\nmilestone-overdue = "note"\n'
WORK = """\
actions:
  - id: A1
    title: Visit every child
    answers: [R1]
    owner: head
    milestones:
      - {id: A1.1, title: First visits, due: 2016-09, extensions: [{to: 2016-12-01, approved: 2016-08-30, by: board}]}
      - {id: A1.2, title: Second visits, due: 2016-13-01, ownr: head}
      - {title: Third visits, due: Q3 2016/17}
"""
FAULTY: Files = {"plans/p.yaml": SKELETON + WORK, "kpis/k.yaml": KPIS, "pap.toml": SETTINGS + "[calendar]\nx = 1\n"}
WHOLE: Files = {
    "plans/p.yaml": SKELETON + WORK.split("      - {id: A1.2")[0],
    "kpis/k.yaml": KPIS,
    "pap.toml": SETTINGS,
}


def seen(value: object) -> object:
    """Everything that a value is made of, with its types and its places, to be compared."""
    if isinstance(value, Place):
        kept = value.kept if value.kept is None or isinstance(value.kept, str) else list(value.kept.items())
        spans = [(name, value.span(name)) for name in value.fields]
        return (value.path, value.start, value.end, value.body, value.faulty, kept, spans, value.span())
    if isinstance(value, Span):
        return value.bounds
    if isinstance(value, tuple):
        return [seen(one) for one in value]
    if isinstance(value, WorkingCalendar):
        days = value.bank_holidays
        return (days.args if isinstance(days, partial) else days, value.closed, value.open)
    if isinstance(value, Struct):
        return (type(value), [(field.name, seen(getattr(value, field.name))) for field in fields(value)])
    # text between quotation marks is text: what it was read from is of no account to anybody
    return (str if isinstance(value, Quoted) else type(value), repr(value))


def all_of(workspace: Workspace) -> object:
    """A workspace, to be compared."""
    portfolio = workspace.portfolio
    plans = [[seen(getattr(plan, field.name)) for field in fields(plan)] for plan in portfolio.plans]
    texts = [(path, source.path, source.text) for path, source in workspace.sources.items()]
    found = [seen(diagnostic) for diagnostic in workspace.diagnostics]
    return (plans, seen(portfolio.kpis), portfolio.whole, seen(workspace.config), found, texts)


def read(root: Path, cache: Path, stamp: str = "this program") -> Workspace:
    return read_workspace(Reader(root), memory=Memory(Store(cache), stamp))


@contextmanager
def nothing_read() -> Iterator[None]:
    """A while in which no file may be read anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loader, "_read", lambda *_: pytest.fail("a file was read anew"))
        patch.setattr(config_module, "_settings", lambda *_: pytest.fail("the settings were read anew"))
        yield


def check(root: Path, cache: Path) -> object:
    """What a workspace is, which has to be the same without the memory, with an empty one, and with a full one."""
    without = all_of(open_workspace(root))
    assert all_of(read(root, cache)) == without
    with nothing_read():
        assert all_of(read(root, cache)) == without
    return without


@contextmanager
def workspace_of(files: Files) -> Iterator[tuple[Path, Path]]:
    """A folder with these files, and one for the memory."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as cache:
        yield write_files(Path(folder).resolve(), files), Path(cache)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_example_and_the_corpus_are_remembered(folder: Path, tmp_path: Path) -> None:
    check(folder, tmp_path)


@pytest.mark.parametrize("end", [b"\r\n", b"\r"])
def test_the_places_of_fields_are_remembered_where_they_are_kept(tmp_path: Path, end: bytes) -> None:
    for name, text in FAULTY.items():
        path = tmp_path / "council" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(str(text).encode().replace(b"\n", end))
    check(tmp_path / "council", tmp_path / "cache")
    kept = read(tmp_path / "council", tmp_path / "cache").portfolio.plans[0].actions[0].place.kept
    assert isinstance(kept, dict)


SAMPLES: dict[Any, tuple[str, ...]] = {
    str: ("words", "“quoted” – and more", "1.0", "x" * 300, "👧 child", "\u00a0edge"),
    Id: ("A1", "Ä-2.b/c:d", "1.10", "2016-10-14", "no"),
    bool: ("true", "false"),
    float: ("95", "-0", "0.1", "1e-99", ".5", "+123456789012345678"),
    int: ("12", "000", "999999999"),
    Figure: ("83.4", "c", "missing", ":", "-0.0", "0", "1" + 29 * "0" + "e99"),
    date: ("2016-10-14", "2016-02-29"),
    Due: ("2016-10-14", "2016-10", "2016-Q4", "Q4 2016/17"),
    Period: ("2016-04", "Q1 2016/17", "2016-Q2", "2016/17", "2016", "AY 2016/17", "year to 2016-09-30", "2016-03-31"),
    Duration: ("3 months", "28d", "2 weeks", "0 days", "100 years", "14 m"),
    TimeLimit: ("70 working days", "1wd", "3 months", "0 wd"),
    Threshold: ("error", "Overdue>3", "PAP2 >= 4", "never"),
}
FAULTS = st.sampled_from(["", "31/03/2016", "nan", "2016-02-30", [], {}, ["a", ["b"]], {"x": "y"}, None])


def values_of(slot: Slot, faults: bool) -> st.SearchStrategy[Any]:
    if slot.entry is not None:
        one = entries_of(slot.entry, slot.keyed_by, faults)
        named = st.sampled_from(SAMPLES[Period] if slot.keyed_by == "period" else SAMPLES[Id])
    else:
        one, named = st.sampled_from(SAMPLES.get(slot.kind) or [member.value for member in slot.kind]), st.nothing()
    if slot.arity is Arity.KEYED:
        one = st.dictionaries(named, one, min_size=1, max_size=3)
    elif slot.arity is not Arity.ONE:
        one = st.lists(one, min_size=1, max_size=3) | (one if slot.arity is Arity.ONE_OR_MANY else st.nothing())
    return one | FAULTS if faults else one


def entries_of(cls: type, keyed_by: str | None, faults: bool) -> st.SearchStrategy[Any]:
    slots = [slot for slot in slots_of(cls) if slot.name != keyed_by]
    required = {slot.key: values_of(slot, faults) for slot in slots if slot.required}
    optional = {slot.key: values_of(slot, faults) for slot in slots if not slot.required}
    if faults:
        required, optional = {}, required | optional | {"mispelt": st.just("x")}
    whole: st.SearchStrategy[Any] = st.fixed_dictionaries(required, optional=optional)
    shorthand = next((slot for slot in slots if slot.key == getattr(cls, "SHORTHAND", None)), None)
    return whole if shorthand is None else whole | values_of(shorthand, faults)


TREES = st.booleans().flatmap(
    lambda faults: st.tuples(entries_of(PlanFile, None, faults), entries_of(KpiFile, None, faults))
)
DUMPS = st.sampled_from([{"default_flow_style": False}, {"default_flow_style": True}, {"default_style": '"'}])


@settings(max_examples=100)
@given(trees=TREES, style=DUMPS, end=st.sampled_from(["\n", "\n", "\r\n"]))
def test_whatever_stands_in_a_file_is_remembered(trees: tuple[Any, Any], style: dict[str, Any], end: str) -> None:
    names = ("plans/p.yaml", "kpis/k.yaml")
    texts = [yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, **style) for tree in trees]
    files = {name: text.replace("\n", end).encode() for name, text in zip(names, texts, strict=True)}
    with workspace_of(files) as (root, cache):
        check(root, cache)


def written(cls: type, keyed_by: str | None = None) -> dict[str, Any]:
    """An entry with a value under each of its keys."""
    entry: dict[str, Any] = {}
    for slot in slots_of(cls):
        if slot.name == keyed_by:
            continue
        if slot.entry is None:
            value: Any = (SAMPLES.get(slot.kind) or [member.value for member in slot.kind])[0]
        else:
            value = written(slot.entry, slot.keyed_by)
        if slot.arity is Arity.KEYED:
            value = {"2016-04" if slot.keyed_by == "period" else "A1": value}
        entry[slot.key] = value if slot.arity in (Arity.ONE, Arity.KEYED) else [value, value]
    return entry


@pytest.mark.parametrize("cls", [PlanFile, KpiFile])
def test_no_field_is_forgotten(tmp_path: Path, cls: type[PlanFile] | type[KpiFile]) -> None:
    source = Source("x.yaml", yaml.safe_dump(written(cls)))
    fresh = loader._read(cls, source)
    assert fresh.diagnostics == ()
    memory = Memory(Store(tmp_path), "")
    memory.keep(cls, source, fresh)
    assert seen(memory.recall(cls, source)) == seen(fresh)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pap.toml", SETTINGS),
        ("pap.toml", "[pap]\nas_of = 1\n[check]\nfail-on = 'x'\nseverity = {a = 'b'}\npolicy = [{rule = 'PAP2'}]\n"),
        ("pap.toml", "[calendar]\nworking-days = 'Wales'\nclosed = [2016-12-28]\nopen = [2016-12-28, 2016-12-31]\n"),
        ("pap.toml", "[pap\n"),
        ("pap.toml", ""),
        ("pyproject.toml", "[tool.pap]\nas-of = 2016-10-14\n[[tool.pap.check.policy]]\nrule = 'PAP2'\nlevel = 'off'\n"),
        ("pyproject.toml", "[project]\nname = 'x'\n"),
    ],
)
def test_settings_are_remembered(tmp_path: Path, name: str, text: str) -> None:
    root = write_files(tmp_path / "council", {**WHOLE, "pap.toml": "", name: text})
    if name != "pap.toml":
        (root / "pap.toml").unlink()
    check(root.resolve(), tmp_path / "cache")


def test_the_same_text_in_both_files_of_settings_is_not_the_same(tmp_path: Path) -> None:
    root = write_files(tmp_path / "council", {"pap.toml": "[tool.pap]\nas-of = 2016-10-14\n"}).resolve()
    assert check(root, tmp_path / "cache")
    (root / "pap.toml").rename(root / "pyproject.toml")
    assert read(root, tmp_path / "cache").config.pap.as_of == date(2016, 10, 14)
    check(root, tmp_path / "cache")


def test_edits_are_seen_and_undone(tmp_path: Path) -> None:
    root, cache = write_files(tmp_path / "council", FAULTY).resolve(), tmp_path / "cache"
    path = root / "plans" / "p.yaml"
    text = path.read_text(encoding="utf-8")
    told = [check(root, cache)]
    for edited in (text.replace("2016-12-01", "2016-12-02"), text.replace("Second", "Zweite"), text + "#\n", "", text):
        path.write_text(edited, encoding="utf-8")
        told.append(check(root, cache))
    assert told[0] == told[-1]
    assert all(one != told[0] for one in told[1:-1])


def test_a_file_under_another_name_is_known_and_its_findings_name_it(tmp_path: Path) -> None:
    root, cache = write_files(tmp_path / "council", FAULTY).resolve(), tmp_path / "cache"
    read(root, cache)
    (root / "plans" / "p.yaml").rename(root / "plans" / "renamed.yaml")
    with nothing_read():
        workspace = read(root, cache)
    assert "plans/renamed.yaml" in {found.path for found in workspace.diagnostics}
    assert all_of(workspace) == all_of(open_workspace(root))


def test_a_plan_among_the_kpis_and_another_program_are_other_matters(tmp_path: Path) -> None:
    root, cache = write_files(tmp_path / "council", {"plans/p.yaml": SKELETON}).resolve(), tmp_path / "cache"
    read(root, cache)
    count = len(Store(cache).entries())
    read(root, cache, stamp="the next program")
    assert len(Store(cache).entries()) == 2 * count
    (root / "kpis").mkdir()
    shutil.copy(root / "plans" / "p.yaml", root / "kpis" / "p.yaml")
    check(root, cache)


def test_a_revision_is_remembered_as_the_files_are(tmp_path: Path) -> None:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    root = write_files(tmp_path / "council", FAULTY).resolve()
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "x"]):
        subprocess.run(["git", *who, *words], cwd=root, check=True, capture_output=True)
    memory = Memory(Store(tmp_path / "cache"), "")
    read_workspace(Reader(root), memory=memory)
    with nothing_read():
        earlier = workspace_at(root, "HEAD", Config(), memory)
    assert all_of(earlier) == all_of(workspace_at(root, "HEAD", Config()))


def test_a_memory_damaged_at_any_byte_is_made_again(tmp_path: Path) -> None:
    root, cache = write_files(tmp_path / "council", {"kpis/k.yaml": KPIS}).resolve(), tmp_path / "cache"
    fresh = seen(open_workspace(root).portfolio.kpis)
    read(root, cache)
    entry = Path(*Store(cache).entries())
    whole = entry.read_bytes()
    for at in range(0, len(whole), 3):
        entry.write_bytes(whole[:at] + bytes([whole[at] ^ (1 << at % 8)]) + whole[at + 1 :])
        assert seen(read(root, cache).portfolio.kpis) == fresh
        assert entry.read_bytes() == whole


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("2016-10"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=5,
)
KINDS: dict[Any, type | tuple[type, ...]] = {Id: str}


def changed(data: st.DataObject, value: Any) -> Any:
    """A JSON value with something in it replaced, taken out, doubled or put in."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    inner = [key for key, _ in parts]
    if inner and data.draw(st.integers(0, 9)):
        key = data.draw(st.sampled_from(inner))
        copy = value.copy()
        match data.draw(st.integers(0, 9)):
            case 0:
                del copy[key]
            case 1 if isinstance(copy, list):
                copy.insert(key, copy[key])
            case _:
                copy[key] = changed(data, value[key])
        return copy
    if isinstance(value, dict) and data.draw(st.booleans()):
        return {**value, data.draw(st.text(max_size=5)): data.draw(JSON)}
    return value + data.draw(st.integers(-3, 3)) if type(value) is int else data.draw(JSON)


def assert_made_of_the_model(cls: type, entry: Any, source: Source) -> None:
    """Every field of an entry, and of those within it, holds what its class says, at a place in the text."""
    assert type(entry) is cls
    place = entry.place
    assert place.source is source
    for offset in (place.start, place.end, place.body, *(at for known in place.fields.values() for at in known)):
        assert type(offset) is int
        assert 0 <= offset <= len(source.text)
    assert type(place.faulty) is bool
    place.span(*place.fields)
    for slot in slots_of(cls):
        value = getattr(entry, slot.name)
        if slot.arity is Arity.ONE and not slot.required and value is slot.default:
            continue
        assert slot.arity is Arity.ONE or type(value) is tuple
        for one in (value,) if slot.arity is Arity.ONE else value:
            if slot.entry is not None:
                assert_made_of_the_model(slot.entry, one, source)
            else:
                assert isinstance(one, KINDS.get(slot.kind, slot.kind))
                assert slot.kind is bool or type(one) is not bool


@settings(max_examples=400)
@given(data=st.data())
def test_an_entry_that_holds_something_else_makes_nothing_that_the_model_has_not(data: st.DataObject) -> None:
    with workspace_of(FAULTY) as (root, cache):
        sources = read(root, cache).sources
        name, cls = data.draw(
            st.sampled_from([("plans/p.yaml", PlanFile), ("kpis/k.yaml", KpiFile), ("pap.toml", Config)])
        )
        source = sources[name]
        store = Store(cache)
        memory = Memory(store, "this program")
        key = memory._key(cls, source, "")
        value = store.get(key)
        assert value is not None
        for _ in range(data.draw(st.integers(1, 3))):
            value = changed(data, value)
        store.put(key, value)
        content = memory.recall(cls, source)
        if content is not None:
            for found in content.diagnostics:
                assert found.path == name
                assert found.span is None or found.span.end_line <= source.position(len(source.text))[0]
            if content.entry is not None:
                assert_made_of_the_model(cls, content.entry, source)
        workspace = read(root, cache)
        if content is None:
            assert all_of(workspace) == all_of(open_workspace(root))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("whole",), 1),
        (("untold",), -1),
        (("untold",), True),
        (("lost_ids",), [1]),
        (("lost_ids",), "A1"),
        (("diagnostics", 0, 0), "PAP999"),
        (("diagnostics", 0, 3), [1, 1, 99, 1]),
        (("diagnostics", 0, 3), [2, 1, 1, 1]),
        (("diagnostics", 0, 3), [1, 1, 1, 1000]),
        (("diagnostics", 0, 3), [1, 1, True, 1]),
        (("entry", "actions", 0), [2]),
        (("entry", "actions", 0), [-1]),
        (("entry", "plan", 0), [2]),
        (("entry", "actions", 1, "id"), ["no id"]),
        (("entry", "actions", 1, "id"), [None]),
        (("entry", "actions", 1, "id"), []),
        (("entry", "actions", 1, "title"), [" "]),
        (("entry", "actions", 1, "answers", 1), [1]),
        (("entry", "actions", 1, "milestones", 1, "due"), ["2016", "2016"]),
        (("entry", "bodies", 1, "outside"), [0, 1]),
        (("entry", "actions", 1, "colour"), ["red"]),
        (("entry", "actions", 1, "place", "start"), [10**6]),
        (("entry", "actions", 1, "place", "start"), [-1]),
        (("entry", "actions", 1, "place", "start"), [1.0]),
        (("entry", "actions", 1, "place", "length"), [10**6]),
        (("entry", "actions", 1, "place", "length"), [-1]),
        (("entry", "actions", 1, "place", "faulty"), [1]),
        (("entry", "actions", 1, "place", "names"), ["title"]),
        (("entry", "actions", 1, "place", "more"), []),
    ],
    ids=lambda part: str(part)[:40],
)
def test_what_no_file_comes_to_is_not_believed(tmp_path: Path, path: tuple[str | int, ...], value: object) -> None:
    source = Source("plans/p.yaml", SKELETON + WORK)
    store = Store(tmp_path)
    memory = Memory(store, "")
    memory.keep(PlanFile, source, loader._read(PlanFile, source))
    key = memory._key(PlanFile, source, "")
    data = store.get(key)
    assert memory.recall(PlanFile, source) is not None
    within = data
    for part in path[:-1]:
        within = within[part]
    within[path[-1]] = value
    store.put(key, data)
    assert memory.recall(PlanFile, source) is None


def test_a_figure_that_is_none_and_offsets_of_no_field_are_not_believed(tmp_path: Path) -> None:
    source = Source("kpis/k.yaml", KPIS.replace("\n", "\r\n"))
    store = Store(tmp_path)
    memory = Memory(store, "")
    memory.keep(KpiFile, source, loader._read(KpiFile, source))
    key = memory._key(KpiFile, source, "")

    def believed(more: list[int], figures: list[float | str]) -> bool:
        data = store.get(key)
        kpis = data["entry"]["kpis"][1]
        kpis["place"]["fields"] += more
        kpis["observations"][1]["value"] = figures
        changed = Store(tmp_path / "changed")
        changed.put(key, data)
        return Memory(changed, "").recall(KpiFile, source) is not None

    assert believed([], [90.0, "c"])
    assert not believed([0, 0, 0], [90.0, "c"])
    assert not believed([], [float("nan"), "c"])
    assert not believed([], [float("inf"), 90.0])
    assert not believed([], [90.0, "no code"])


def test_a_figure_beyond_what_a_text_of_it_would_say_is_remembered(tmp_path: Path) -> None:
    text = KPIS.replace("90", f"1{29 * '0'}e99").replace("2016-09: c", "2016-09: c, 2016-10: -0.0, 2016-11: 0")
    check(write_files(tmp_path / "council", {"kpis/k.yaml": text}).resolve(), tmp_path / "cache")


SCRIPT = """
import sys
from pathlib import Path
from pap_cli.load.files import Reader
from pap_cli.load.loader import read_workspace
from pap_cli.load.nodes import Quoted
from pap_cli.load.remembered import Memory
from pap_cli.load.store import Store

workspace = read_workspace(Reader(Path(sys.argv[1])), memory=Memory(Store(Path(sys.argv[2])), ""))
print(repr((workspace.portfolio, workspace.config.check, workspace.diagnostics)))
heavy = {"yaml", "pydantic", "pydantic_core", "tomllib", "pap_cli.load.validate", "pap_cli.load.lines", "pickle"}
print(sorted(heavy & sys.modules.keys()), file=sys.stderr)
"""


def start(root: Path, cache: Path) -> subprocess.Popen[bytes]:
    words = (sys.executable, "-c", SCRIPT, str(root), str(cache))
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_what_is_remembered_needs_no_reader(tmp_path: Path) -> None:
    root = write_files(tmp_path / "council", FAULTY).resolve()
    path = root / "plans" / "p.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    cold, warm = (start(root, tmp_path / "cache").communicate(timeout=60) for _ in range(2))
    assert b"yaml" in cold[1]
    assert warm[1].decode().strip() == "[]"
    assert warm[0] == cold[0]


def test_two_at_once_come_to_the_same(tmp_path: Path) -> None:
    root = write_files(tmp_path / "council", FAULTY).resolve()
    running = [start(root, tmp_path / "cache") for _ in range(3)]
    said = {hashlib.sha256(ran.communicate(timeout=60)[0]).hexdigest() for ran in running}
    assert len(said) == 1
    assert {ran.returncode for ran in running} == {0}
    assert len(Store(tmp_path / "cache").entries()) == 3, "and no draft is left"
    check(root, tmp_path / "cache")


def test_a_store_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    root = write_files(tmp_path / "council", FAULTY).resolve()
    (tmp_path / "file").write_text("", encoding="utf-8")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    for cache in (tmp_path / "file", closed, Path(os.devnull) / "cache", tmp_path / ("x" * 400)):
        for _ in range(2):
            assert all_of(read(root, cache)) == all_of(open_workspace(root))


def test_only_what_was_not_known_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, cache = write_files(tmp_path / "council", WHOLE).resolve(), tmp_path / "cache"
    put, pruned, kept = Store.put, [], []
    monkeypatch.setattr(Store, "put", lambda self, key, value: (kept.append(key), put(self, key, value)))
    monkeypatch.setattr(Store, "prune", lambda _: pruned.append("once"))
    counts = []
    for edit in ("", "", "# one more line\n"):
        with (root / "kpis" / "k.yaml").open("a", encoding="utf-8") as file:
            file.write(edit)
        read(root, cache)
        counts.append((len(kept), len(pruned)))
    assert counts == [(3, 1), (3, 1), (4, 2)]


def test_what_is_kept_is_plain_data(tmp_path: Path) -> None:
    root, cache = write_files(tmp_path / "council", FAULTY).resolve(), tmp_path / "cache"
    read(root, cache)
    for entry in map(Path, Store(cache).entries()):
        head, _, body = entry.read_bytes().partition(b"\n")
        assert head.startswith(b"pap-cache ")
        assert json.loads(body).keys() == {"entry", "diagnostics", "lost_ids", "untold", "whole", "hopeless"}
        assert str(tmp_path).encode() not in body
