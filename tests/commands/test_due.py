"""`pap next` and `pap overdue`: what is listed, for whom, and until when."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commands.running import Run

PLAN = """\
plan:
  id: p
  title: A plan
  start: 2016-01-04
  statutory:
    action-plan: {title: Plan sent, to: ofsted, due: 2016-10-20}
    statement: {title: Statement sent, to: ofsted, due: 2016-10-01}
    met: {title: Met, to: ofsted, due: 2016-10-01, met: 2016-09-30}
owners: {head: Head of Adoption and Permanence, hr: Head of Staff}
bodies: {ofsted: {title: Ofsted, outside: true}, board: Improvement Board}
recommendations:
  - {id: R1, title: First, owner: hr, milestones: [{id: R1.1, title: Directly, due: 2016-10-21}]}
actions:
  - id: A1
    title: One
    answers: R1
    owner: head
    milestones:
      - {id: today, title: Due today, due: 2016-10-14, expected_by: ofsted}
      - {id: late, title: Late, due: 2016-10-13}
      - {id: later, title: Later, due: 2016-12, lead: hr}
      - {id: done, title: Done, due: 2016-10-20, completed: 2016-10-01, evidenced: 2016-10-02}
      - {id: proof, title: Proof, due: 2016-10-20, completed: 2016-10-01, evidence_due: 2016-11-01}
      - {id: no-proof, title: No proof, due: 2016-08-20, completed: 2016-08-01, evidence_due: 2016-09-01}
      - {id: dropped, title: Dropped, due: 2016-10-20, cancelled: {on: 2016-10-01, by: board, reason: Merged}}
      - {id: undated, title: Undated, due: unknown}
  - {id: A2, title: Two, due: 2016-10-17}
reviews:
  - {id: meets, body: board, every: 1 month, from: 2016-09-19, for: 4 months, held: [{on: 2016-09-19}]}
  - {id: missed, body: board, due: 2016-08-01}
  - {id: caught-up, body: board, every: 1 month, from: 2016-08-01, until: 2016-09-02, held: [{on: 2016-09-01}]}
"""
AS_OF = ("--as-of", "2016-10-14")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "p.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def listed(pap: Run, command: str, *words: str) -> list[str]:
    ran = pap(command, *words, *AS_OF, "-f", "json")
    assert ran.code == 0, ran.err
    return [one["id"] for one in json.loads(ran.out)[command]]


SOON = ["today", "A2", "meets", "action-plan", "R1.1", "proof"]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ((), SOON),
        (("--by", "2016-10-14"), ["today"]),
        (("--by", "7d"), ["today", "A2", "meets", "action-plan", "R1.1"]),
        (("--by", "1wd"), ["today", "A2"]),
        (("--by", "2016-10"), ["today", "A2", "meets", "action-plan", "R1.1"]),
        (("--by", "2016-12"), [*SOON, "meets", "meets", "later"]),
        (("--by", "2016-Q4"), [*SOON, "meets", "meets", "later"]),
        (("--by", "3 months"), [*SOON, "meets", "meets", "later"]),
        (("--owner", "head"), ["today", "proof"]),
        (("--owner", "head of permanence"), ["today", "proof"]),
        (("--owner", "hr", "--by", "2016-12"), ["R1.1", "later"]),
        (("--owner", "nobody"), ["A2", "meets", "action-plan"]),
        (("--body", "Ofsted"), ["today", "action-plan"]),
        (("A1",), ["today", "proof"]),
        (("R1",), ["today", "R1.1", "proof"]),
        (("meets", "a2"), ["A2", "meets"]),
        (("--search", "proof"), ["proof"]),
    ],
)
def test_what_is_due_next(pap: Run, words: tuple[str, ...], ids: list[str]) -> None:
    assert listed(pap, "next", *words) == ids


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ((), ["missed", "no-proof", "statement", "late"]),
        (("--owner", "head"), ["no-proof", "late"]),
        (("--owner", "hr"), []),
        (("--body", "board"), ["missed"]),
        (("R1",), ["no-proof", "late"]),
    ],
)
def test_what_is_overdue(pap: Run, words: tuple[str, ...], ids: list[str]) -> None:
    assert listed(pap, "overdue", *words) == ids


def test_the_facts_of_an_item(pap: Run) -> None:
    found = json.loads(pap("overdue", "no-proof", *AS_OF, "-f", "json").out)["overdue"]
    assert [(one["kind"], one["due"], one["days_overdue"], one["owner"]) for one in found] == [
        ("evidence", "2016-09-01", 43, "head")
    ]
    coming = json.loads(pap("next", *AS_OF, "-f", "json").out)
    assert coming["by"] == "2016-11-11"
    kinds = {one["id"]: (one["kind"], one["days_left"], one["bodies"]) for one in coming["next"]}
    assert kinds["today"] == ("milestone", 0, ["ofsted"])
    assert kinds["A2"] == ("action", 3, [])
    assert kinds["meets"] == ("review", 5, ["board"])
    assert kinds["action-plan"] == ("statutory", 6, ["ofsted"])


def test_what_is_late_is_mentioned_beside_what_is_due(pap: Run) -> None:
    shown = pap("next", "--owner", "head", *AS_OF).out
    assert "2 items are overdue: run  pap overdue --owner head\n" in shown
    assert "Not listed: 1 review and 1 statutory clock, which have a body but no owner.\n" in shown
    assert "overdue" not in pap("next", "--owner", "hr", *AS_OF).out


def test_if_nothing_is_due_the_next_is_named(pap: Run) -> None:
    shown = pap("next", "--owner", "hr", "--by", "1d", *AS_OF).out
    assert shown.startswith("0 items due by 15 Oct 2016, as of 14 Oct 2016\n")
    assert "The next is R1.1, due 21 Oct 2016: Directly.\n" in shown


@pytest.mark.parametrize(
    ("by", "err"),
    [
        ("2016-10-13", "--by: 13 Oct 2016 is before 14 Oct 2016, the as-of date\n"),
        ("soon", "--by: “soon” is not a length of time\n"),
        ("2016-11-31", "--by: “2016-11-31” does not exist\n"),
        ("28", "--by: “28” is not a length of time\n"),
    ],
)
def test_a_last_day_that_cannot_be_read(pap: Run, by: str, err: str) -> None:
    ran = pap("next", "--by", by, *AS_OF)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"pap: {err}  ")


@pytest.mark.parametrize("command", ["next", "overdue"])
def test_a_variable_says_who_asks(pap: Run, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("PAP_ME", "Head of Permanence")
    assert (
        listed(pap, command) == listed(pap, command, "--owner", "head") != listed(pap, command, "--owner", "everyone")
    )
    assert "Only what head owns or leads (PAP_ME). For all, add  --owner everyone\n" in pap(command, *AS_OF).out
    assert "PAP_ME" not in pap(command, "--owner", "hr", *AS_OF).out
    monkeypatch.setenv("PAP_ME", "")
    assert listed(pap, command) == listed(pap, command, "--owner", "everyone")
    monkeypatch.setenv("PAP_ME", "heda")
    ran = pap(command, *AS_OF)
    assert (ran.code, ran.out, ran.err) == (2, "", "pap: PAP_ME: no owner “heda” in this plan\n  did you mean head?\n")


def test_the_settings_in_force_say_who_asks(pap: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def me() -> object:
        return json.loads(pap("config", "show", "-f", "json").out)["settings"]["me"]

    assert me() == {"value": None, "from": "default"}
    path = settings(folder, 'me = "head"', monkeypatch)
    assert me() == {"value": "head", "from": f"me in {path}"}
    monkeypatch.setenv("PAP_ME", "hr")
    assert me() == {"value": "hr", "from": "PAP_ME"}


def settings(folder: Path, text: str | bytes, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = folder / "own" / "pap" / "config.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(folder / "own"))
    return path


def test_the_settings_of_a_person_say_who_asks(pap: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = settings(folder, '# mine\r\nme = "head"\r\n', monkeypatch)
    assert listed(pap, "next") == ["today", "proof"]
    assert f"Only what head owns or leads (me in {path})." in pap("next", *AS_OF, "-f", "markdown").out
    monkeypatch.setenv("PAP_ME", "hr")
    assert listed(pap, "next") == ["R1.1"]
    assert listed(pap, "next", "--owner", "everyone") == SOON


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("me = head", " is not valid TOML: invalid value (at line 1, column 6)"),
        ("me: head", " is not valid TOML: expected '=' after a key in a key/value pair (at line 1, column 3)"),
        ("me = 3", ": me is not an owner"),
        ('me = ["head"]', ": me is not an owner"),
        ('me = ""', ": me is not an owner"),
        ('owner = "head"', ": unknown key “owner”"),
        ('[pap]\nme = "head"', ": unknown key “pap”"),
        (b"\xff\xfe", " is not UTF-8 text"),
        ("#" * 70_000, " is larger than 64 KB"),
    ],
)
def test_settings_that_cannot_be_read(
    pap: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, text: str | bytes, message: str
) -> None:
    path = settings(folder, text, monkeypatch)
    ran = pap("next", *AS_OF)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f'pap: {path}{message}\n  write one line, as in  me = "head-permanence"\n'
    assert pap("next", "--owner", "head", *AS_OF).code == 0
    assert pap("status", *AS_OF).code == 0


def test_settings_that_are_not_a_file(pap: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = settings(folder, "", monkeypatch)
    assert listed(pap, "next") == SOON
    path.unlink()
    assert listed(pap, "next") == SOON
    path.mkdir()
    ran = pap("next", *AS_OF)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"pap: cannot read {path}: ")
    assert len(ran.err.splitlines()) == 1


def test_an_owner_in_the_settings_who_is_not_in_this_plan(
    pap: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = settings(folder, 'me = "zzz"', monkeypatch)
    ran = pap("next", *AS_OF)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"pap: me in {path}: no owner “zzz” in this plan\n  the owners are head, hr\n"


def test_cached_output_depends_on_who_asks(pap: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAP_NO_CACHE", "")
    monkeypatch.setenv("PAP_CACHE_DIR", str(folder / "cache"))
    words = ("next", *AS_OF, "-f", "csv", "--columns", "id")
    everything = pap(*words).out
    assert pap(*words).out == everything
    settings(folder, 'me = "head"', monkeypatch)
    assert pap(*words).out == "id\ntoday\nproof\n" != everything
    settings(folder, 'me  =  "hr"', monkeypatch)
    assert pap(*words).out == "id\nR1.1\n"
    monkeypatch.setenv("PAP_ME", "head")
    assert pap(*words).out == "id\ntoday\nproof\n"


def test_people_see_what_kind_of_item_is_due(pap: Run) -> None:
    shown = pap("overdue", *AS_OF).out
    assert "Evidence: No proof" in shown
    assert "Review: missed" in shown
    assert "Statutory: Statement sent" in shown
    assert "4 items overdue as of 14 Oct 2016: 1 milestone, 1 piece of evidence, 1 review, 1 statutory clock" in shown
