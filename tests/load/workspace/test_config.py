from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from pap_cli.load.workspace.config import settings
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.config import Against, Config, Level, Nation, Threshold
from pap_cli.model.dates import Duration
from pap_cli.problems.files import UNREADABLE_FILE
from pap_cli.problems.values import BAD_SETTING

Load = Callable[[Mapping[str, str | bytes]], Workspace]

FULL = """\
# settings
[pap]
as-of = 2016-10-14

[rating]
due-soon = "6 weeks"      # a comment
require-evidence = false
evidence-within = "1 month"
overdue-against = 'first'
repeated-extensions = 3
review-grace = "7d"
stale-after = "10 weeks"

[calendar]
working-days = "Northern Ireland"
closed = [2015-12-24, "2015-12-23"]
open = "2016-03-17"

[check]
fail-on = "warning"
select = ["PAP2", "kpi-stale"]
ignore = ["PAP201"]

[check.severity]
milestone-overdue = "note"
"PAP203" = "off"
"""


def read(load: Load, toml: str, name: str = "pap.toml") -> Workspace:
    return load({name: toml})


def told(workspace: Workspace) -> list[str]:
    """The text that each fault points at."""
    shown = []
    for one in workspace.diagnostics:
        assert one.rule is BAD_SETTING
        assert one.span is not None
        line = workspace.sources[one.path].line(one.span.line)
        shown.append(line[one.span.column - 1 : one.span.end_column - 1])
    return shown


def test_every_setting_is_read(load: Load) -> None:
    workspace = read(load, FULL)
    config = workspace.config
    assert workspace.diagnostics == ()
    assert config.pap.as_of == date(2016, 10, 14)
    assert config.rating.due_soon == Duration(days=42)
    assert config.rating.require_evidence is False
    assert config.rating.evidence_within == Duration(months=1)
    assert config.rating.overdue_against is Against.FIRST
    assert config.rating.repeated_extensions == 3
    assert config.rating.review_grace == Duration(days=7)
    assert config.rating.stale_after == Duration(days=70)
    assert config.calendar.working_days is Nation.NORTHERN_IRELAND
    assert config.calendar.closed == (date(2015, 12, 24), date(2015, 12, 23))
    assert config.calendar.open == (date(2016, 3, 17),)
    assert config.check.fail_on == (Threshold("warning"),)
    assert config.check.select == ("PAP2", "kpi-stale")
    assert config.check.ignore == ("PAP201",)
    assert {level.rule: level.level for level in config.check.severity} == {
        "milestone-overdue": Level.NOTE,
        "PAP203": Level.OFF,
    }


@pytest.mark.parametrize("toml", ["", "# nothing\n", "[pap]\n", "[rating]\n[check]\n"])
def test_without_settings_the_defaults_hold(load: Load, toml: str) -> None:
    workspace = read(load, toml)
    assert (workspace.config, workspace.diagnostics) == (Config(), ())
    assert {origin for *_, origin in settings(workspace.config)} == {"default"}


def test_the_same_settings_in_pyproject(load: Load) -> None:
    tables = (
        FULL.replace("[pap]", "[tool.pap]")
        .replace("[rating", "[tool.pap.rating")
        .replace("[calendar", "[tool.pap.calendar")
        .replace("[check", "[tool.pap.check")
    )
    project = '[project]\nname = "figures"\n\n[tool.other]\ndue-soon = "1 day"\n\n'
    workspace = read(load, project + tables, "pyproject.toml")
    assert workspace.diagnostics == ()
    assert workspace.config == read(load, FULL).config


def test_pap_toml_comes_before_pyproject(load: Load) -> None:
    workspace = load(
        {
            "pap.toml": "[rating]\nrepeated-extensions = 3\n",
            "pyproject.toml": "[tool.pap.rating]\nrepeated-extensions = 4\n",
        }
    )
    assert workspace.config.rating.repeated_extensions == 3


@pytest.mark.parametrize(
    "toml", ["[project]\nname = 'x'\n", "[tool.other]\npap = 1\n", "tool = 1\n", "[tool]\npap = 1\n"]
)
def test_a_pyproject_that_says_nothing_about_pap(load: Load, toml: str) -> None:
    workspace = read(load, toml, "pyproject.toml")
    assert (workspace.config, workspace.diagnostics) == (Config(), ())


def test_where_each_setting_comes_from(load: Load) -> None:
    origins = {(section, key): origin for section, key, _, origin in settings(read(load, FULL).config)}
    assert origins[("pap", "as-of")] == "pap.toml:3"
    assert origins[("rating", "due-soon")] == "pap.toml:6"
    assert origins[("rating", "stale-after")] == "pap.toml:12"
    assert origins[("calendar", "closed")] == "pap.toml:16"
    assert origins[("check", "select")] == "pap.toml:21"
    assert origins[("check.severity", "milestone-overdue")] == "pap.toml:25"
    assert origins[("check.severity", "PAP203")] == "pap.toml:26"


def test_where_each_setting_of_a_pyproject_comes_from(load: Load) -> None:
    toml = '[tool.ruff]\ndue-soon = 1\n[tool.pap]\nas-of = "2016-10-14"\n[tool.pap.rating]\ndue-soon = "1d"\n'
    rows = settings(read(load, toml, "pyproject.toml").config)
    written = {(section, key): (value, origin) for section, key, value, origin in rows if origin != "default"}
    assert written == {
        ("pap", "as-of"): (date(2016, 10, 14), "pyproject.toml:4"),
        ("rating", "due-soon"): (Duration(days=1), "pyproject.toml:6"),
    }


def test_settings_are_listed_whole_with_their_defaults(load: Load) -> None:
    rows = settings(read(load, "[rating]\nrequire-evidence = false\n").config)
    assert ("rating", "require-evidence", False, "pap.toml:2") in rows
    assert ("rating", "due-soon", Duration(days=28), "default") in rows
    assert len({(section, key) for section, key, *_ in rows}) == len(rows)


def test_every_fault_is_told_and_the_default_stands_in(load: Load) -> None:
    workspace = read(
        load,
        """\
[pap]
as-of = "14/10/2016"
[rating]
due-soon = 28  # days
due_soon = "28 days"
require-evidence = "yes"
repeated-extensions = 4
[check]
fail-on = "overdue < 3"
select = {rules = "PAP2"}
[check.severity]
kpi-stale = "info"
[colour]
red = "maroon"
""",
    )
    assert told(workspace) == [
        '"14/10/2016"',
        "28",
        "due_soon",
        '"yes"',
        '"overdue < 3"',
        "{rules",
        '"info"',
        "colour",
    ]
    assert workspace.config.rating.repeated_extensions == 4
    assert workspace.config.rating.due_soon == Duration(days=28)
    assert workspace.config.check.fail_on == (Threshold("error"),)


@pytest.mark.parametrize(
    ("toml", "line"),
    [
        ("[rating]\ndue-soon = 28 days\n", 2),
        ("[rating\n", 1),
        ("x = \n", 1),
        ('x = "', 1),
        ("x = 1\nx = 2\n", 2),
        ("x = 2016-02-30\n", 1),
        ("x = " + "9" * 5000 + "\n", 2),
        ("x = " + "[" * 5000, None),
        ("x = " + "[" * 300 + "]" * 300, 1),
        (".".join("a" * 5000) + " = 1\n", 1),
        ("rating = 5\n", 1),
        ("rating = []\n", 1),
        ("[[rating]]\ndue-soon = '1d'\n", 1),
        ("rating = {due-soon = 1}\n", 1),
        ("pap = 'x'\n", 1),
        ('"\\u0000place" = 1\n', 1),
        ("[rating]\nrepeated-extensions = 0x" + "f" * 5000 + "\n", 2),
        ("[rating]\ndue-soon = 1979-05-27T07:32:00Z\n", 2),
        ("[rating]\ndue-soon = inf\n", 2),
        ("[rating]\ndue-soon = {a = {b = 1}}\n", 2),
        ("[check]\nselect = [['a']]\n", 2),
        ("[check]\nselect = [1, true]\nfail-on = [[]]\n", 3),
        ("[check]\nseverity = ['x']\n", 2),
    ],
)
def test_no_text_in_pap_toml_is_more_than_a_fault(load: Load, toml: str, line: int | None) -> None:
    (found,) = read(load, toml).diagnostics
    assert found.rule is BAD_SETTING
    assert (found.span.line if found.span else None) == line


def test_a_long_line_of_blanks_is_read_in_no_time(load: Load) -> None:
    blanks = " " * 50_000
    workspace = read(load, f'x = """\n{blanks}y\n[{blanks}y\nk{blanks}\nk ={blanks}y\n[a]{blanks}y\n"""\n')
    assert told(workspace) == ["x"]


def test_the_calendar_of_the_settings_is_the_one_that_is_counted_by(load: Load) -> None:
    calendar = read(load, FULL).config.rating.calendar
    assert calendar.day_off(date(2016, 7, 12)) == "a bank holiday (Battle of the Boyne)"
    assert calendar.day_off(date(2015, 12, 24)) == "a day in closed, under [calendar]"
    assert calendar.day_off(date(2016, 3, 17)) is None
    assert load({}).config.rating.calendar.day_off(date(2016, 8, 29)) == "a bank holiday (Late Summer Bank Holiday)"


def test_several_days_that_are_both_closed_and_open_are_one_finding(load: Load) -> None:
    workspace = read(load, "[calendar]\nclosed = [2015-12-24, 2015-12-28]\nopen = [2015-12-28, 2015-12-24]\n")
    (found,) = workspace.diagnostics
    assert found.message == "24 Dec 2015 and 1 more are in both closed and open; open takes precedence"


def test_a_day_that_is_both_closed_and_open(load: Load) -> None:
    workspace = read(load, "[calendar]\nclosed = [2015-12-24, 2015-12-28]\nopen = [2015-12-28]\n")
    assert told(workspace) == ["[2015-12-28]"]
    assert workspace.diagnostics[0].message == "28 Dec 2015 is in both closed and open; open takes precedence"
    assert workspace.config.rating.calendar.is_working(date(2015, 12, 28))


@pytest.mark.parametrize("value", ["2015-12-24T10:00:00", "10:00:00", '"Christmas Eve"', "24", "2015-12-24.5"])
def test_what_is_no_day_in_the_calendar(load: Load, value: str) -> None:
    workspace = read(load, f"[calendar]\nclosed = [{value}]\n")
    (found,) = workspace.diagnostics
    assert (found.rule, found.span and found.span.line) == (BAD_SETTING, 2)
    assert workspace.config.calendar.closed == ()


@pytest.mark.parametrize(
    ("toml", "at"),
    [
        ("[check]\nselect = [" + "'PAP2', " * 101 + "]\n", "select"),
        ("[[check.policy]]\nrule = 'PAP2'\nlevel = 'note'\n" * 101, None),
        ("[check.severity]\n" + "".join(f"x{n} = 'note'\n" for n in range(301)), "check.severity"),
        ("a = 1\n" + "a." * 600 + "b = 1\n", "a." * 600 + "b = 1"),
    ],
)
def test_settings_longer_than_any_check_needs_are_not_read(load: Load, toml: str, at: str | None) -> None:
    workspace = read(load, "[pap]\nas-of = 2016-10-14\n" * (at is None or "." not in at[:2]) + toml)
    (shown,) = told(workspace)
    assert at is None or shown.startswith(at)
    assert workspace.config == Config()


def test_a_file_of_settings_longer_than_any(load: Load) -> None:
    workspace = read(load, "#" * 300_000)
    assert [(one.rule, one.message) for one in workspace.diagnostics] == [
        (UNREADABLE_FILE, "file is larger than 256 kB")
    ]


def test_a_key_that_looks_like_a_place_does_not_move_a_toml_error(load: Load) -> None:
    workspace = load({"pap.toml": '[pap]\n[check]\n["(at line 1, column 1)"]\n["(at line 1, column 1)"]\n'})
    (found,) = workspace.diagnostics
    assert found.rule is BAD_SETTING
    assert found.span is not None
    assert found.span.line == 4


def test_small_numbers_have_settings(load: Load) -> None:
    toml = '[disclosure]\nsuppress-below = 10\nsuppress-zero = true\nround-to = 5\naudiences = "press"\n'
    workspace = load({"pap.toml": toml})
    rules = workspace.config.disclosure
    assert (rules.suppress_below, rules.suppress_zero, rules.round_to, rules.audiences) == (10, True, 5, ("press",))
    assert not workspace.diagnostics
    assert load({"pap.toml": ""}).config.disclosure.audiences == ("public",)


@pytest.mark.parametrize(
    ("toml", "message", "help"),
    [
        ("round-to = 0", "“0” is too low", ""),
        ('audiences = ["pubic"]', "no audience is called “pubic”", "did you mean public? "),
        ("suppress-under = 5", "unknown key “suppress-under”", ""),
    ],
)
def test_settings_of_small_numbers_that_cannot_be(load: Load, toml: str, message: str, help: str) -> None:
    (found,) = load({"pap.toml": f"[disclosure]\n{toml}\n"}).diagnostics
    assert message in found.message
    assert found.help.startswith(help)
    assert found.span is not None
    assert found.span.line == 2
