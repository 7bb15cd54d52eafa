"""What to type instead of a command or an option of another tool."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from pap_cli.advice.synonyms import plain

# What to type, and the words that are typed in place of it.
_COMMANDS: Mapping[str, str] = {
    "run  pap check": "lint, validate, verify, test, audit, ci, checks, errors, problems, doctor, warnings, issues",
    "run  pap overdue": "late, missed, behind, delayed",
    "run  pap next": "due, upcoming, soon, todo, agenda, coming, week, month, deadlines",
    "run  pap status": "summary, dashboard, overview, progress, home, today, state, info, rag, health, plan, plans",
    "run  pap show ID": "view, get, cat, describe, details, item, open, print, display, inspect",
    "run  pap milestones --search TEXT, or the same with actions, recommendations or kpis": "search, find, grep, query",
    "list one kind of item:  pap milestones, actions, recommendations, kpis, reviews or owners": "list, ls, ll, all, "
    "items, dir",
    "add a file name to any list:  pap milestones --output milestones.csv": "csv, json, save, download, dump",
    "run  pap export xlsx": "excel, xlsx, spreadsheet, workbook",
    "run  pap export ics": "ics, ical, calendar",
    "run  pap report --output report.pdf": "pdf, paper",
    "run  pap report --output report.docx": "word, docx, document, cabinet, board, reports",
    "run  pap site --output FOLDER": "html, web, website, publish, build, pages, render, deploy",
    "run  pap serve": "watch, live, preview, server, dev, browse, run, up",
    "run  pap diff": "changes, changed, compare, since, delta, movement, news",
    "run  pap history ID": "blame, life, versions, vintages, moves, who changed",
    "run  pap slippage": "slipped, slips, moved, baselines, scurve, s-curve, variance",
    "run  pap check --changed-since REV": "pr",
    "run  pap timeline": "gantt, chart, roadmap, schedule, burndown, burnup, graph, plot, dates",
    "run  pap kpis": "kpi, metrics, indicators, measures, figures, performance, targets",
    "run  pap milestones": "tasks, task, steps, step, milestone, ms, deliverables",
    "run  pap actions": "action, activities",
    "run  pap recommendations": "recs, rec, recommendation, findings",
    "run  pap owners": "owner, people, who, leads, lead, users, team, posts, staff, assignees",
    "run  pap reviews": "review, meetings, meeting, boards, bodies, governance",
    "run  pap rules": "codes, checks-list, policies",
    "run  pap explain RULE": "why, rule, explanation, doc, docs",
    "run  pap config show": "settings, setting, options, configuration, preferences, set",
    "run  pap init": "create, setup, scaffold, bootstrap, quickstart",
    "run  pap --help": "commands, usage, man, h",
    "run  pap --version": "version, v, ver, about",
    "run  pap done ID": "complete, completed, finish, close, deliver, delivered, tick, resolve",
    "run  pap start ID": "begin, started, begun",
    "run  pap note ID TEXT": "comment, remark, log, annotate",
    "run  pap record KPI PERIOD VALUE": "figure, value, measure, observe, observation",
    "run  pap extend ID --to DATE --by BODY --reason TEXT": "postpone, reschedule, delay, move-date, slip",
    "run  pap add KIND": "new, insert",
    "run  pap rename OLD NEW": "ren, renumber, id",
    "run  pap move ID --under ACTION": "mv, reassign",
    "run  pap cancel ID --by WHO --reason TEXT, which keeps it: nothing is deleted": "delete, remove, rm, drop",
    "run  pap edit ID": "update, modify, change, assign, vi, vim, nano, code",
    "run  pap fmt": "format-files, prettify, tidy, sort, black, reformat",
    "run  pap undo": "revert, back, rollback, restore",
    "run  pap import plan FILE  or  pap import kpis FILE": "load, convert",
}
_OPTIONS: Mapping[str, str] = {
    "--as-of": "date, at, today, day, when, now, as at, asof",
    "--known-on": "known, known at, commit, rev, revision, at commit, ref, vintage",
    "--by": "days, within, until, before, due within, due by, by date, ahead, horizon",
    "--owner": "who, me, mine, user, assignee, assigned, lead, responsible, person, owned by, by",
    "--rating": "rag, status colour, health, colour",
    "--state": "status, progress",
    "--workspace": "dir, directory, path, root, folder, cwd, project, chdir",
    "--output": "out, outfile, output file, file, save, to, export, dest, destination",
    "--format": "type, fmt, output format, as, style",
    "--search": "filter, grep, find, query, match, text, contains",
    "--limit": "max, top, head, n, count, first, rows",
    "--sort": "order, order by, sort by, sorted",
    "--columns": "fields, cols, column, headers",
    "--overdue": "late, slipped, missed, past due",
    "--due-within": "due, within, next, soon, upcoming, due in, days, due before, ahead",
    "--body": "board, committee, group",
    "--plan": "plans, programme",
    "--since": "from, after, base, compare, compared with, against, changed since, start",
    "--changed-since": "since, diff, base, changed, against, rev",
    "--ignore": "exclude, skip, disable, without",
    "--select": "include, only, rule, rules, enable",
    "--fail-on": "strict, error on, fail, exit code, max warnings, werror, fail level, exit zero",
    "--no-cache": "nocache, fresh, refresh, force, no caching",
    "--color": "colour, colors, colours",
    "--quarters": "history, past",
    "--audience": "for, reader, template",
}
# What to write instead of an option that makes no sense for a list, by list and option.
_ELSEWHERE: Mapping[tuple[str, str], str] = {
    ("kpis", "--overdue"): "a KPI is never overdue: for the oldest figures, run  pap kpis --sort -age_days; "
    "for late milestones, pap overdue",
    ("kpis", "--due-within"): "a KPI has no due date: for what is due, run  pap next",
    ("kpis", "--horizon"): "a KPI has no horizon: for milestones, run  pap milestones --horizon NAME",
    ("kpis", "--state"): "a KPI has no state: write --rating, or --variation for better or worse",
    ("owners", "--horizon"): "for the milestones of an owner, run  pap milestones --horizon NAME --owner ID",
    ("owners", "--state"): "for the milestones of an owner, run  pap milestones --state STATE --owner ID",
    (
        "recommendations",
        "--state",
    ): "a recommendation has no state: write --rating, or run  pap milestones --state STATE",
    ("reviews", "--owner"): "a review has a body, not an owner: write --body ID",
    ("reviews", "--state"): "write --overdue, for reviews that are overdue or missed",
}
_COLOUR = {
    "no color": "never",
    "no colour": "never",
    "nocolor": "never",
    "force color": "always",
    "force colour": "always",
}
_FORMATS = {
    "md": "markdown",
    "text": "plain",
    "txt": "plain",
    "word": "docx",
    "excel": "csv",
    "xlsx": "csv",
    "ndjson": "jsonl",
}


def command_advice(word: str) -> str:
    """Return what to type instead of a command that does not exist; empty if nobody knows."""
    wanted = plain(word)
    return next((advice for advice, words in _COMMANDS.items() if wanted in words.split(", ")), "")


def option_advice(option: str, known: Collection[str], command: str = "") -> str:
    """Return what to type instead of an option that a command does not have; empty if nobody knows.

    `known` are the options that it has.
    """
    if elsewhere := _ELSEWHERE.get((command, option)):
        return elsewhere
    wanted = plain(option.lstrip("-"))
    if wanted in _COLOUR and "--color" in known:
        return f"write --color {_COLOUR[wanted]}"
    for meant, words in _OPTIONS.items():
        if meant in known and wanted in words.split(", "):
            return f"write {meant}"
    return ""


def format_option(option: str, formats: Collection[str]) -> str:
    """Return the option that sets the format, for one that is named like a format; empty if it is not."""
    wanted = option.lstrip("-").casefold()
    name = _FORMATS.get(wanted, wanted)
    return f"write --format {name}" if name in formats else ""
