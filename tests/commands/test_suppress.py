"""`--suppress` and audiences: whatever is printed is the same, whatever the hidden figures are."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.running import Run
from conftest import write_files
from pap_cli.formats import formats_for

AS_OF = ("--as-of", "2016-10-14")

PLAN = """\
plan: {id: p, title: A plan, start: 2016-01-04}
owners: {head: Head of service}
bodies: {board: Improvement Board}
recommendations:
  - {id: R1, title: Be clear, made_by: board}
actions:
  - id: A1
    title: Train
    owner: head
    answers: R1
    kpis: [few, part, share, all, year]
    milestones:
      - {id: M1, title: Plan, due: 2016-03-31, completed: 2016-03-31, targets: {few: 5, share: 50, part: "< 4"}}
      - {id: M2, title: Do, due: 2016-12-31, targets: {few: "-3", year: 20}}
reviews:
  - {id: V1, body: board, every: 3 months, held: [{on: 2016-07-14}]}
"""

# The hidden figures are in braces; the others can be seen.
KPIS = """\
kpis:
  - id: few
    title: Children missing
    polarity: low
    target: 8
    floor: 20
    owner: head
    trajectory: [{{by: 2016-06-30, target: 10}}, {{by: 2016-12-31, target: 9}}]
    baseline: {{period: 2016-03, value: {a}}}
    notes: [{{on: 2016-04-02, text: "there were {a} in March"}}, {{on: 2016-04-02, text: it was few}}]
    breaks: [{{period: 2016-05, reason: "{a} were counted twice"}}]
    override: {{rating: amber, by: board, reason: "only {b} are left", until: 2016-12-31}}
    ignore: [{{rule: kpi-stale, reason: "{a} of them", until: 2016-12-31}}]
    benchmarks: {{England: {{2016-03: 12, 2016-09: 14}}}}
    observations:
      2015-10: 21
      2015-11: 22
      2015-12: 20
      2016-01: 21
      2016-02: 23
      2016-03: {{value: {a}, note: "{a} children"}}
      2016-04: 19
      2016-05: 12
      2016-06: 11
      2016-07: 9
      2016-08: 9
      2016-09: {{value: 9, revisions: [{{value: {b}, published: 2016-10-10, reason: "{b}, not 9"}}]}}
  - id: others
    title: Others
    owner: head
    observations: {{2016-03: 12, 2016-08: 15, 2016-09: 14}}
  - {{id: all, title: All, owner: head, formula: few + others}}
  - {{id: part, title: Part, owner: head, unit: percent, target: 30, formula: few / (few + others)}}
  - id: share
    title: Seen in time
    unit: percent
    owner: head
    target: 90
    baseline: {{period: 2016-Q1, value: 90}}
    observations:
      2016-Q1: {{value: {c}.0, numerator: {c}, denominator: 100}}
      2016-Q2: {{value: 88, numerator: 44, denominator: 50}}
      2016-Q3: {{value: 82, numerator: 41, denominator: 50, note: "up from {c}%"}}
  - id: year
    title: Since April
    basis: year-to-date
    owner: head
    observations: {{2016-04: 10, 2016-05: {d}, 2016-06: 16, 2016-07: 22, 2016-08: 30, 2016-09: 36}}
  - id: csv
    title: From a table
    owner: head
    observations: {{csv: figures.csv}}
"""
FIGURES = "period,value,note\n2016-07,12,x\n2016-08,{a},{a} of them\n2016-09,15,\n"
WORLDS = ({"a": 3, "b": 2, "c": 98, "d": 12}, {"a": 4, "b": 1, "c": 97, "d": 13})

COMMANDS = (
    *(("status",), ("kpis",), ("milestones",), ("actions",), ("recommendations",), ("reviews",), ("owners",)),
    *(("timeline",), ("report",), ("check",)),
    *(("show", id) for id in ("few", "all", "part", "share", "year", "csv", "A1", "R1", "M1", "board", "head")),
    *(("check", "--format", name) for name in ("concise", "github", "sarif", "junit", "gitlab", "azure")),
)


def world(root: Path, numbers: dict[str, int], settings: str = "") -> Path:
    return write_files(
        root,
        {
            "plans/p.yaml": PLAN,
            "kpis/k.yaml": KPIS.format(**numbers),
            "kpis/figures.csv": FIGURES.format(**numbers),
            "pap.toml": settings,
        },
    )


@pytest.fixture
def worlds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Two workspaces that differ in their hidden figures alone, each in a folder of the same name."""
    monkeypatch.chdir(tmp_path)
    return [world(tmp_path / str(number) / "plan", numbers) for number, numbers in enumerate(WORLDS)]


def printed(pap: Run, monkeypatch: pytest.MonkeyPatch, root: Path, *words: str) -> tuple[int, str, str]:
    monkeypatch.chdir(root)
    ran = pap(*words, *AS_OF)
    return ran.code, ran.out, ran.err


def test_the_two_workspaces_differ_where_nothing_is_hidden(
    worlds: list[Path], pap: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in (("kpis",), ("show", "few"), ("report",), ("status", "--format", "json")):
        one, other = (printed(pap, monkeypatch, root, *words) for root in worlds)
        assert one != other, words


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_command_tells_what_is_hidden(
    worlds: list[Path], pap: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    formats = ("plain",) if "--format" in words or words == ("check",) else ("plain", "json", "markdown")
    for format in formats:
        chosen = words if "--format" in words else (*words, "--format", "full" if words == ("check",) else format)
        one, other = (printed(pap, monkeypatch, root, *chosen, "--suppress") for root in worlds)
        assert one == other
        assert one[0] in (0, 1)


@pytest.mark.parametrize(
    "words", [("kpis",), ("show", "few"), ("show", "part"), ("report",), ("status",)], ids=" ".join
)
def test_no_format_does(
    worlds: list[Path], pap: Run, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], tmp_path: Path
) -> None:
    for format in formats_for(words[0]):
        if format in ("docx", "pdf"):
            continue  # made from the same document as the others, with the time of writing in it
        one, other = (printed(pap, monkeypatch, root, *words, "--format", format, "--suppress") for root in worlds)
        assert one == other, format


def test_no_page_of_a_site_does_at_any_date(worlds: list[Path], pap: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    sites = []
    for root in worlds:
        assert printed(pap, monkeypatch, root, "site", "--audience", "public", "-o", "../site")[0] == 0
        site = root.parent / "site"
        sites.append({path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()})
    assert sites[0] == sites[1]
    assert sum(b"[c]" in page for page in sites[0].values()) > 5


def test_a_report_for_an_audience_of_the_settings_hides_them(
    worlds: list[Path], pap: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = (printed(pap, monkeypatch, root, "report", "--audience", "public") for root in worlds)
    assert one == other
    one, other = (printed(pap, monkeypatch, root, "report", "--audience", "board") for root in worlds)
    assert one != other


def test_what_is_hidden_is_printed_as_a_code(worlds: list[Path], pap: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = printed(pap, monkeypatch, worlds[0], "show", "few", "--suppress")[1]
    assert "Value            [c] in Sep 2016" in shown
    assert "There is no chart: a figure is hidden because it counts few." in shown
    assert "it was few" in shown
    facts = printed(pap, monkeypatch, worlds[0], "kpis", "--columns", "id,value,figures", "-f", "json", "--suppress")[1]
    assert '"code": "c"' in facts


SETTINGS = """\
[disclosure]
suppress-below = 1
round-to = 5
audiences = ["press"]
"""


def test_the_settings_say_what_is_hidden_and_from_whom(
    tmp_path: Path, pap: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = world(tmp_path / "plan", WORLDS[0], SETTINGS)
    shown = printed(pap, monkeypatch, root, "kpis", "--columns", "id,value", "--format", "csv", "--suppress")[1]
    values = dict(line.split(",") for line in shown.splitlines()[1:])
    assert values == {
        "few": "0.0",
        "others": "15.0",
        "all": "15.0",
        "part": "0.0",
        "share": "80.0",
        "year": "35.0",
        "csv": "15.0",
    }
    assert printed(pap, monkeypatch, root, "site", "--audience", "press", "-o", "../site")[0] == 0
    assert b">35<" in (tmp_path / "site/plans/p/kpis/year.html").read_bytes()
    assert printed(pap, monkeypatch, root, "site", "--audience", "public", "-o", "../site")[0] == 0
    assert b">36<" in (tmp_path / "site/plans/p/kpis/year.html").read_bytes()


def test_an_unknown_audience_is_refused(worlds: list[Path], pap: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    code, out, err = printed(pap, monkeypatch, worlds[0], "site", "--audience", "pubic")
    assert (code, out) == (2, "")
    assert err == "pap: unknown audience “pubic”\n  did you mean public?\n"
    assert not (worlds[0] / "site").exists()


def test_shares_that_cannot_be_judged_are_named(workspace: Path, pap: Run) -> None:
    """The counts behind them are not in the files."""
    kpis = "kpis:\n" + "".join(
        f"  - {{id: s{number}, title: S, unit: percent, observations: {{2016-01: 6}}}}\n" for number in range(7)
    )
    write_files(workspace, {"kpis/shares.yaml": kpis})
    assert "s0" not in pap("kpis", *AS_OF).err
    warning = (
        "pap: s0, s1, s2, s3, s4 and 2 more have shares without numerator and denominator; "
        "small numbers in them are not hidden\n  add their numerators and denominators\n"
    )
    assert pap("kpis", *AS_OF, "--suppress").err == warning
    assert pap("site", *AS_OF, "--audience", "public").err == warning
