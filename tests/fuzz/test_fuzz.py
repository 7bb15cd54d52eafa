"""Any files at all: some seconds of them here, always the same; as many as you like with `make fuzz`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fuzz.budget import bounded
from fuzz.structures import KPIS, PLANS, SETTINGS, as_plain_yaml, as_toml, as_yaml
from fuzz.survival import LISTS, survives

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = {
    "plans/lambeth/plan.yaml": (ROOT / "plans/lambeth-2015/plan.yaml").read_bytes(),
    "plans/lambeth/actions.yaml": (ROOT / "plans/lambeth-2015/actions-lscb.yaml").read_bytes(),
    "kpis/k.yaml": (ROOT / "kpis/published-adoption.yaml").read_bytes(),
    "kpis/t.yaml": b"kpis: [{id: t, title: T, observations: {csv: t.csv}},\n"
    b"  {id: u, title: U, observations: {csv: w.csv}}]",
    "kpis/t.csv": b"kpi,period,value,published,note\r\n"
    b't,2016-04,5,2016-05-01,"two\r\nlines"\r\nt,2016-04,6,2016-06-01,\r\n',
    "kpis/w.csv": b"kpi;2016-04;Q1 2016/17\nu;1;2\n",
    "pap.toml": b'[pap]\nas-of = 2016-10-14\n[rating]\ndue-soon = "28 days"\n[check]\nselect = ["PAP2"]\n'
    b'[check.severity]\nmilestone-overdue = "warning"\n[[check.policy]]\nrule = "PAP2"\nlevel = "note"\n',
}
PIECES = [
    *(b": ", b"- ", b"\n", b"\n  ", b"\t", b"[", b"]", b"{", b"}", b"'", b'"', b"#", b"&a ", b"*a", b"<<: ", b"!!str "),
    *(
        b"---\n",
        b"...\n",
        b"\x00",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\r",
        b"\r\n",
        b"\xe2\x80\xa8",
        b"\xc2\x85",
        b"|\n",
        b">-\n",
    ),
    *(
        b"%",
        b"@",
        b"? ",
        b"~",
        b"no",
        b"1e999",
        b"2016-02-30",
        b"31/03/2016",
        b"plan:",
        b"id: A29\n",
        b"title:",
        b"due: ",
    ),
    *(b"\xf0\x9f\x91\xa7", b"=======\n", b"<<<<<<< HEAD\n", b"\xe2\x80\xae", b"\xe2\x80\x8b", b"\x1b[31m", b"\xc2\x9b"),
    *(
        b'"\\u202e"',
        b'"\\x1b]52;c;aa\\a"',
        b"::error::x",
        b"##[error]",
        b"=1+1",
        b"\\",
        b"\xed\xa0\x80",
        b"]]>",
        b"<b>",
    ),
]
"""What does harm, or looks as if it did."""
NAMES = st.sampled_from(sorted(EXAMPLE))
CUTS = st.tuples(st.integers(0, 30_000), st.integers(0, 60), st.sampled_from(PIECES) | st.binary(max_size=6))
COMMANDS = st.sampled_from(LISTS)


@bounded(20)
@given(name=NAMES, cuts=st.lists(CUTS, min_size=1, max_size=6), command=COMMANDS)
def test_the_example_with_bytes_changed(name: str, cuts: list[tuple[int, int, bytes]], command: str) -> None:
    data = EXAMPLE[name]
    for start, length, piece in cuts:
        at = start % (len(data) + 1)
        data = data[:at] + piece + data[at + length :]
    survives({**EXAMPLE, name: data}, command)


@bounded(10)
@given(name=NAMES, other=NAMES, at=st.tuples(st.integers(0, 30_000), st.integers(0, 30_000)), command=COMMANDS)
def test_the_example_with_files_joined(name: str, other: str, at: tuple[int, int], command: str) -> None:
    first, second = EXAMPLE[name], EXAMPLE[other]
    survives({**EXAMPLE, name: first[: at[0] % len(first)] + second[at[1] % len(second) :]}, command)


@bounded(40)
@given(plan=PLANS, kpis=KPIS, settings=SETTINGS, plain=st.booleans(), command=COMMANDS)
def test_entries_that_are_nearly_right(plan: Any, kpis: Any, settings: Any, plain: bool, command: str) -> None:
    if plain:
        files = {name: as_plain_yaml(value).encode("utf-8", "replace") for name, value in (("p", plan), ("k", kpis))}
    else:
        files = {"p": as_yaml(plan), "k": as_yaml(kpis)}
    survives({"plans/p.yaml": files["p"], "kpis/k.yaml": files["k"], "pap.toml": as_toml(settings)}, command)


@bounded(20)
@given(
    parts=st.lists(st.sampled_from(PIECES) | st.binary(max_size=8), max_size=30),
    name=st.sampled_from(["plans/p.yaml", "plans/p/plan.yaml", "kpis/k.yaml", "pap.toml", "pyproject.toml"]),
    command=COMMANDS,
)
def test_bytes_of_no_kind(parts: list[bytes], name: str, command: str) -> None:
    survives({name: b"".join(parts)}, command)


@bounded(20)
@given(
    parts=st.lists(
        st.sampled_from([*PIECES, *(b"kpi", b"period", b"value", b"2016-04", b"t", b",", b";", b'""')])
        | st.binary(max_size=8),
        max_size=30,
    ),
    name=st.sampled_from(["kpis/t.csv", "kpis/w.csv"]),
    command=COMMANDS,
)
def test_any_bytes_in_a_table(parts: list[bytes], name: str, command: str) -> None:
    survives({**EXAMPLE, name: b"".join(parts)}, command)
