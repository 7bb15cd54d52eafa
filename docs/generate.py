"""Writes what is generated: the reference, the schemas for editors, and the picture in the README.

`python docs/generate.py` writes it; `--check` only says what is out of date, and fails.  The facts come from the same
model, rules and commands that the program runs on.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
NOTE = "<!-- Written by docs/generate.py: change the source it is made from, then run  make docs  -->\n\n"

_SEVERITY = "Usual severity: **{severity}**; a workspace can change it in `pap.toml` under `[check.severity]`.\n"


def _arity(slot: Any) -> str:
    """What is written for a field."""
    from pap_cli.load.entries.slots import Arity

    one = f"[{slot.entry.__name__}](#{slot.entry.__name__.lower()})" if slot.entry else slot.reader.words
    one = one.replace("|", "\\|")
    return {
        Arity.ONE: one,
        Arity.LIST: f"list of {one}",
        Arity.ONE_OR_MANY: f"{one}, or a list",
        Arity.KEYED: f"{slot.keyed_by}: {one}",
    }[slot.arity]


def _entries(cls: type[Any], seen: dict[type[Any], None]) -> None:
    from pap_cli.load.entries.slots import slots_of

    if cls in seen:
        return
    seen[cls] = None
    for slot in slots_of(cls):
        if slot.entry:
            _entries(slot.entry, seen)


def _default(slot: Any) -> str:
    if slot.required:
        return "required"
    value = slot.default
    if value is None or value == () or hasattr(value, "place"):
        return ""
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def files_reference() -> str:
    """The reference of the files: every entry, every key."""
    from pap_cli.load.entries.schema import FILES
    from pap_cli.load.entries.slots import slots_of

    lines = [NOTE + "# What stands in the files\n"]
    lines.append(
        "Every key of every entry, from the model that reads them. An editor that knows the schemas in `schema/` "
        "completes and checks the same keys. Anything not listed here is a finding, with the nearest key named.\n"
    )
    told: dict[type[Any], None] = {}
    for name, (cls, title) in FILES.items():
        found: dict[type[Any], None] = {}
        _entries(cls, found)
        lines.append(f"## {title}\n\n`pap schema {name}` prints its JSON Schema.\n")
        for entry in found:
            if entry in told:
                continue
            told[entry] = None
            lines.append(f"### {entry.__name__}\n")
            lines.append(" ".join((entry.__doc__ or "").split()) + "\n")
            if shorthand := getattr(entry, "SHORTHAND", None):
                lines.append(f"Short form: the bare value stands for `{shorthand}`.\n")
            lines.append("| key | what is written | default | meaning |\n| --- | --- | --- | --- |")
            lines += [
                f"| `{slot.key}` | {_arity(slot)} | {_default(slot)} | {slot.description} |" for slot in slots_of(entry)
            ]
            lines.append("")
    return "\n".join(lines)


def rule_pages() -> Iterator[tuple[str, str]]:
    """The index of rules, and a page for each."""
    from pap_cli.checks.catalogue import all_rules

    rows = [
        f"| {rule.code} | [{rule.name}]({rule.name}.md) | {rule.severity} | {rule.summary} |" for rule in all_rules()
    ]
    head = NOTE + "# Rules\n\n`pap check` asks these; `pap explain RULE` shows a page in the terminal.\n\n"
    yield (
        "README.md",
        head + "| code | rule | severity | what it finds |\n| --- | --- | --- | --- |\n" + "\n".join(rows) + "\n",
    )
    for rule in all_rules():
        severity = _SEVERITY.format(severity=rule.severity)
        yield f"{rule.name}.md", f"{NOTE}# {rule.code} {rule.name}\n\n{severity}\n{rule.page}\n"


def commands_reference() -> str:
    """The help of every command."""
    from typer.testing import CliRunner

    from pap_cli.cli import app, command_names

    runner = CliRunner(env={"COLUMNS": "88", "TERM": "dumb", "NO_COLOR": "1"})
    lines = [NOTE + "# Commands\n"]
    for words in ([], *([name] for name in command_names()), ["config", "show"]):
        result = runner.invoke(app, [*words, "--help"], prog_name="pap", terminal_width=88)
        text = "\n".join(line.rstrip() for line in result.output.strip().splitlines())
        lines.append(f"## pap {' '.join(words)}".rstrip() + f"\n\n```text\n{text}\n```\n")
    return "\n".join(lines)


def json_reference() -> str:
    """The names in the JSON documents of the listing commands."""
    from pap_cli.columns import actions, kpis, milestones, owners, recommendations, reviews

    lines = [
        NOTE + "# JSON\n",
        "Every reading command writes JSON with `--format json`: one object with `schema_version` (1), `as_of` and the "
        "list named after the command. Dates are ISO 8601, figures are numbers, what is not known is `null`. Names are "
        "only ever added within a schema version.\n",
    ]
    for kind, fields in (
        ("milestones", milestones.FIELDS),
        ("actions", actions.FIELDS),
        ("recommendations", recommendations.FIELDS),
        ("kpis", kpis.FIELDS),
        ("reviews", reviews.FIELDS),
        ("owners", owners.FIELDS),
    ):
        names = ", ".join(f"`{name}`" for name in fields)
        lines.append(f"## pap {kind}\n\n`{kind}`: a list of objects with {names}.\n")
    lines.append(
        "### spc\n\n"
        "Each KPI's control chart, `null` where there is no figure: `variation` and `assurance` (the icon "
        "names of NHSRplotthedots: `common_cause`, `improvement_high`, `improvement_low`, `concern_high`, "
        "`concern_low`, `neutral_high`, `neutral_low`; `pass`, `fail`, `inconsistent` or `null`), `short` "
        "(fewer than 13 figures in the current group: people are not shown the icons), `improvement`, "
        "`reading` (sentences), `groups` (`first`, `n`, `mean`, `lower`, `upper`, `average_moving_range`, "
        "`reason`), `points` (`period`, `value`, `moving_range`, `mean`, `lower`, `upper`, "
        "`relative_to_mean` (1, 0, -1), `outside`, `special_cause`, `point_type`), `travel` (`direction`, "
        "`slope` a period, its 95 % interval `low` and `high`, `method`) and `forecast` (`on`, `expected`, "
        "`lower`, `upper`, `method`, `target`: likely, possible or unlikely; `null` without a dated "
        "target). Limits are not clipped here. `special_cause` is one of `common-cause`, `above-ucl`, "
        "`below-lcl`, `7-point-trend-increasing`, `7-point-trend-decreasing`, `2-in-3-above-cl`, "
        "`2-in-3-below-cl`, `7-points-above-cl`, `7-points-below-cl`; `point_type` one of `common-cause`, "
        "`special-cause-improvement`, `special-cause-concern`, `special-cause-neutral-high`, `special- "
        "cause-neutral-low`.\n"
    )
    lines.append(
        "## pap report\n\n"
        "`since`, `plan`, `title`; `milestones` and `milestones_before`: how many have each rating on both days; "
        "`moved`: the ids of what was `delivered`, `evidenced`, `newly_late`, `still_late`, `added`, `cancelled`, "
        "`extended`, `asked` (for more time) and of the KPIs with `new_signals`; `history`: `as_of` and `milestones` "
        "at each quarter's end.\n"
    )
    lines.append(
        "## pap check\n\n"
        "`diagnostics`: a list of objects with `code`, `rule`, `severity`, `message`, `help`, `path`, `line`, "
        "`column`, `end_line`, `end_column`, `plan`, `item`; lines and columns count from 1, paths are relative to "
        "the workspace, with `/`. `summary`: an object with `total`, `errors`, `warnings`, `notes`, `suppressed`, "
        "`known` (listed in the baseline), `elsewhere` (not of the change that `--changed-since` asks about), "
        "`failed`, `failed_on` (which of the thresholds of `--fail-on`). `fixed`: what the baseline lists in vain, "
        "objects with `rule`, `plan`, `item`, `count`.\n"
    )
    lines.append(
        "## pap status\n\n`compared_with` (the day three months before), `faults` (how many faults of form the files "
        "have), `rating_key`, and `plans`: a list of objects with `id`, `title`, `organisation`, `start`, `rating`, "
        "`milestones` and `milestones_before` (counts by rating), `horizons` and `horizons_before` (the same by "
        "horizon), `overdue`, `due_soon` (as in `pap milestones`), `kpis` (as in `pap kpis`), `gaps`, "
        "`statutory` (clocks: `id`, `title`, `to`, `state` (`missed`, `running`, `met-late`, `met`), `due`, `from`, "
        "`within`, `met`, `working_days_left`, negative where it was missed), `reviews`, `expectations`, `concerns`.\n"
    )
    return "\n".join(lines)


def error_gallery() -> str:
    """Every case of the error corpus: what was written, and what `pap check` says of it."""
    lines = [
        NOTE + "# What pap says when a file is wrong\n",
        "Every example here is a test: a folder in `tests/corpus/`, checked word for word.\n",
    ]
    for folder in sorted((ROOT / "tests" / "corpus").iterdir()):
        expected = folder / "expected.txt"
        if not expected.is_file():
            continue
        text = expected.read_text(encoding="utf-8").rstrip("\n")
        lines.append(f"## {folder.name.replace('-', ' ')}\n\n```text\n{text}\n```\n")
    return "\n".join(lines)


def picture() -> str:
    """The terminal as it stands on the day of the example."""
    from pap_cli.assess.assessment import assess
    from pap_cli.formats import find_format
    from pap_cli.load.workspace.loader import open_workspace
    from pap_cli.model.dates import add_months
    from pap_cli.render.screen import Screen
    from pap_cli.views.status.view import build

    workspace = open_workspace(ROOT)
    policy = workspace.config.rating
    as_of = date(2016, 10, 14)
    now = assess(workspace.portfolio, as_of, policy)
    view = build(now, lambda: assess(workspace.portfolio, add_months(as_of, -3), policy), len(workspace.diagnostics))
    return find_format("svg").render(view, Screen(width=112))


def pipeline_pages() -> Iterator[tuple[str, str]]:
    """The how-to pages about CI: the first YAML in each is the pipeline that `pap init --ci` writes."""
    from pap_cli.starter import ci_names, pipeline_files

    for ci in ci_names():
        name = f"ci-on-{ci}.md"
        (pipeline,) = pipeline_files(ci, ".").values()
        text = (ROOT / "docs" / "how-to" / name).read_text(encoding="utf-8")
        yield (
            name,
            re.sub(r"```yaml\n.*?```", lambda _, new=pipeline: f"```yaml\n{new}```", text, count=1, flags=re.DOTALL),
        )


def generated() -> dict[Path, str]:
    """Every generated file and what should stand in it."""
    from pap_cli.load.entries.schema import FILES, json_schema

    os.environ.pop("GITHUB_ACTIONS", None)  # with it, the help would be coloured
    found = {ROOT / "schema" / f"{name}.json": json_schema(name) for name in FILES}
    found[ROOT / "src" / "pap_cli" / "load" / "workspace" / "bank_holidays.tsv"] = _bank_holidays()
    reference = ROOT / "docs" / "reference"
    found[reference / "files.md"] = files_reference()
    found[reference / "commands.md"] = commands_reference()
    found[reference / "json.md"] = json_reference()
    found[reference / "errors.md"] = error_gallery()
    found |= {reference / "rules" / name: text for name, text in rule_pages()}
    found |= {ROOT / "docs" / "how-to" / name: text for name, text in pipeline_pages()}
    found[ROOT / "docs" / "images" / "status.svg"] = picture()
    return found


def _bank_holidays() -> str:
    """The bank holidays of the United Kingdom, a day and name a row with the nations that keep it."""
    from holidays.countries.united_kingdom import UnitedKingdom

    from pap_cli.model.config import Nation

    codes = {Nation.ENGLAND: "ENG", Nation.SCOTLAND: "SCT", Nation.WALES: "WLS", Nation.NORTHERN_IRELAND: "NIR"}
    kept: dict[tuple[date, str], list[str]] = {}
    for nation, code in codes.items():
        for day, name in UnitedKingdom(subdiv=code, years=range(1980, 2101)).items():
            kept.setdefault((day, name), []).append(nation.value)
    rows = [f"{day.isoformat()}\t{', '.join(nations)}\t{name}\n" for (day, name), nations in sorted(kept.items())]
    return "".join(["day\tnations\tname\n", *rows])


def main() -> int:
    """Write, or with `--check` compare; 1 if something is out of date."""
    stale = {
        path: text
        for path, text in generated().items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    }
    if "--check" in sys.argv:
        for path in stale:
            sys.stdout.write(f"out of date: {path.relative_to(ROOT).as_posix()}; run  make docs\n")
        return 1 if stale else 0
    for path, text in stale.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        sys.stdout.write(f"wrote {path.relative_to(ROOT).as_posix()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
