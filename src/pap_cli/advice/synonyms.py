"""Words that people use for the words that `pap` knows: keys, values and formats."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from functools import cache

# Each word of pap with the words used for it elsewhere: the headings of public trackers, other tools, spreadsheets.
#
# Of several words for one synonym, the first that is valid at a place is meant.
_USED_FOR = {
    # keys of plans
    "id": "ref, ref no, reference, reference no, reference number, no, nos, number, num, nr, key, code, identifier, "
    "item no, action no, action ref, slug, risk ref, risk id, risk no, risk number",
    "title": "name, text, description, desc, what, summary, heading, headline, subject, label, detail, details, task, "
    "action, action required, milestone, recommendation, measure, indicator, role, post, job, job title, position, "
    "required action, actions required, specific actions, action to be taken, issue, objective, deliverable, wording, "
    "risk, risk title, risk description, risk name",
    "notes": "note, comment, comments, remark, remarks, commentary, narrative, update, updates, current status, "
    "status comment, status commentary, progress note, progress notes, progress update, latest update, description, "
    "details, action taken, achievements, log, history, memo, annotation",
    "note": "comment, comments, remark, notes, footnote, caveat, info, information, notice, low, hint",
    "text": "note, comment, body, message, content",
    "owner": "owners, responsible, responsible officer, person responsible, responsibility, who, by whom, accountable, "
    "accountable officer, accountable person, assigned, assigned to, assignee, owned by, sro, lead executive, "
    "executive lead, head, manager, lead agency, agency, directorate, department, team, risk owner, action owner",
    "lead": "responsible, responsible person, leads, lead officer, delivery lead, operational lead, strategic lead, "
    "leader, officer, contact, responsible officer, risk manager, risk lead",
    "due": "deadline, due date, due by, due on, target date, target completion, target, date due, by when, when, "
    "timescale, timescales, timeframe, end, end date, finish, finish date, until, date, planned, baseline, "
    "baseline finish date, "
    "completion date, date of completion, to be completed by, delivery date, expected, by, target finish, due month",
    "completed": "complete, completion date, completed on, completed at, completed date, date completed, completion, "
    "delivered, delivered on, delivery, done, done on, finished, finished on, closed, closed on, achieved, actual, "
    "actual completion date, actual end, actual finish, date closed, met",
    "started": "start, start date, started on, date started, began, begun, begins, commenced, actual start, starts, "
    "in progress",
    "extensions": "extension, extended, extended to, new date, revised, revised date, revised due, revised due date, "
    "revised target, revised deadline, new deadline, new due date, slipped to, rescheduled",
    "forecast": "forecasts, forecast date, estimate, estimated, eta, expected date, anticipated, projected",
    "evidence": "proof, evidence link, location of evidence, link, links, url, document, documents, attachment, "
    "attachments, file, files, source of evidence, evidences",
    "evidence_due": "evidence by, evidence date, date to be evidenced by, evidence deadline, evidence due date",
    "evidenced": "evidenced on, evidence accepted, evidence accepted on, evidence received, date evidenced, "
    "date evidenced by, verified, "
    "signed off, sign off, assured",
    "depends_on": "depends, dependencies, dependency, dependent on, blocked by, blockedby, blockers, after, "
    "predecessor, predecessors, requires, needs, waits for, prerequisites",
    "expected_by": "promised to, reported to, wanted by, requested by, expected, board",
    "cancelled": "canceled, dropped, withdrawn, superseded, removed, abandoned, void",
    "added": "created, created on, added on, date added, raised",
    "horizon": "timescale, term, time horizon",
    "override": "manual rag, rag override",
    "judgements": "judgement, judgment, judgments, assessment, assessments, status update, status updates, "
    "rag history, status history, delivery confidence, delivery confidence assessment, dca",
    "status": "rag, rag rating, rag status, brag, rating, colour, color, state, assessment, verdict, health",
    "percent": "percentage, percent complete, % complete, complete (%), percentage complete, complete, pc, %, progress",
    "confidence": "certainty, delivery confidence, confidence level, likelihood",
    "axis": "aspect, dimension, kind, type, of, measure, category",
    "answers": "answer, recommendation, recommendations, recs, rec, addresses, responds to, response to, links to, "
    "linked to, for, covers, relates to",
    "milestones": "milestone, steps, step, tasks, task, deliverables, subtasks, key milestones, actions, stages",
    "kpis": "kpi, indicators, indicator, measures, metrics, performance indicators",
    "success": "success measure, success measures, success criteria, measure of success, outcome, outcomes, impact, "
    "how measured, measures, output",
    "made_by": "by, source, from, raised by, inspector, inspectorate, inspected by, origin, body",
    "reference": "ref, page, paragraph, para, section, report reference, paper, minutes, minute, source",
    "priority": "urgent, important, high priority, immediate",
    "actions": "action, action plan, plan, tasks, activities, interventions",
    "recommendations": "recommendation, recs, findings, areas for improvement, requirements, priorities",
    "reviews": "review, meetings, governance, boards",
    "risks": "risk, risk register, register, raid",
    "concerns": "concern, areas of concern, issues",
    "owners": "owner, people, posts, persons, staff, leads, team, users",
    "bodies": "body, boards, organisations, groups, committees, stakeholders, partners, agencies",
    "theme": "themes, section, sections, workstream, work stream, strand, pillar, domain, category, area, "
    "key objective, strategic objective, priority area, improvement area, group, heading, chapter",
    "themes": "theme, sections, section, workstreams, work streams, workstream, strands, pillars, domains, categories, "
    "areas, key objectives, strategic objectives, priority areas, groups, headings, chapters",
    "plan": "project, header, programme, program, action plan, meta, metadata",
    "organisation": "organization, org, council, authority, trust, local authority, company, agency, partnership",
    "start": "start date, started, begins, from, date, inspection date, published",
    "statutory": "clocks, deadlines, legal deadlines, statutory clocks, statutory deadlines",
    "name": "person, post holder, postholder, who, full name",
    "contact": "email, e-mail, mail, email address, e-mail address, contact details",
    "team": "department, directorate, division, unit, service area",
    "outside": "external, is external, outsider",
    "body": "board, committee, group, by, forum, panel, meeting",
    "window": "around, between, timeframe, time frame, range, date range, expected window, due between",
    "every": "frequency, interval, recurs, repeats, repeat, how often, cadence, period, cycle",
    "from": "start, starts, start date, first, since, begins, at least, min, minimum, threshold, lower",
    "for": "duration, length, lasting",
    "held": "meetings, dates, met, took place, held on",
    "outcome": "result, decision, decisions, conclusion",
    "raised": "date, raised on, opened, identified, date raised",
    "answered_by": "actions, answers, action, mitigation, mitigations",
    "closed": "closed on, resolved, completed, date closed",
    "within": "in, deadline, period, days, time limit, limit",
    "met": "completed, done, met on, achieved, delivered, sent",
    "to": "until, end, end date, ends, latest, date, new date, new due date, revised date, target date, addressee, "
    "body",
    "approved": "approved on, date approved, agreed, agreed on, granted, approval, approval date, signed off, "
    "signed off on, ratified, sign off",
    "by": "author, approved by, who, agreed by, decided by, name, person, written by, raised by, identified by, "
    "reviewed by, approver, signed off by, body",
    "reason": "why, because, rationale, justification, explanation, comment, note, notes, cause",
    "asked": "requested, requested on, asked on, date requested",
    "on": "date, when, day, dated, held, as of, provided, provided on, submitted, received",
    "until": "to, expires, end, end date, valid until, expiry",
    "rule": "code, check, id, rules, finding",
    "rating": "rag, colour, color, status",
    "where": "link, url, location, path, file, address, href, reference, document, source, evidence",
    "what": "title, name, description, desc, text, item, type, kind, evidence",
    "accepted_by": "accepted, approved by, signed off by, verified by, assured by, agreed by, reviewed by, by",
    "approved_by": "approver, approval by, approving body, approved, signed off by, assured by, agreed by, sign off",
    # keys of a plan's key
    "key": "rating key, rag key, legend, ratings, rating scale, scale, rag definitions, colours",
    "meaning": "description, definition, means, explanation, desc, criteria",
    "colour": "color, hex, hex colour, rgb, fill, shade",
    "over": "above, more than, greater than, gt",
    "past_due_under": "overdue under, late under, past due below, overdue below",
    # keys of KPIs
    "unit": "units, uom, measured in, unit of measure",
    "polarity": "direction, better, good, good is, desired direction, good direction, higher is better, trend",
    "basis": "type, measure type, aggregation, cumulative",
    "calendar": "year, year type, fiscal year",
    "frequency": "period, reporting frequency, how often, interval, every, reported, collection, periodicity",
    "definition": "description, desc, rationale, methodology, method, how measured, formula text",
    "source": "data source, sources, dataset, from, collected from",
    "target": "goal, target value, ambition, aim, objective, targets, standard, target score, target risk, "
    "target rating, risk appetite, appetite",
    "floor": "threshold, minimum, min, limit, red, tolerance limit, red threshold, lower limit, intervention level",
    "tolerance": "margin, allowance, range, band",
    "trajectory": "targets, milestones, interim targets, target path, path",
    "profile": "target profile, phasing, phased, seasonality, spread, distribution",
    "formula": "calculation, calc, computed, numerator, denominator, expression, equation",
    "breaks": "break, break in series, series break",
    "spc": "control chart, chart, control limits, xmr",
    "published_after": "lag, delay, publication lag, published",
    "benchmarks": "benchmark, comparators, comparator, comparison, comparisons, england, national, neighbours",
    "observations": "values, value, data, figures, figure, actuals, actual, series, results, points, history, "
    "performance, observation, measurements, periods",
    "events": "event, incidents, incident, occurrences, cases, event dates, event days, notifications",
    "at": "date, on, when, day, time, moment, happened, happened on, occurred",
    "value": "figure, actual, result, observation, amount, number",
    "published": "published on, date published, release date",
    "period": "date, quarter, month, year, when, at",
    # keys of risks
    "cause": "causes, because, trigger, triggers, source, source of risk, root cause, vulnerability",
    "effect": "effects, consequence, consequences, result, results, impact description, potential effect",
    "category": "risk category, type, risk type, area, domain, theme",
    "initial": "inherent, inherent score, inherent risk, gross, gross score, gross risk, original, original score, "
    "initial score, initial rating, starting score, unmitigated, pre mitigation, raw score",
    "current": "score, current score, current rating, current risk, residual, residual score, residual risk, net, "
    "net score, net risk, mitigated, post mitigation, risk score, score now, value",
    "score": "rating, total, product, value, points, level, new score, current score, risk score",
    "likelihood": "probability, l, prob, chance, frequency",
    "impact": "severity, consequence, consequences, i, c, s",
    "response": "treatment, strategy, risk response, treatment option, approach, decision",
    "controls": "control, existing controls, current controls, controls in place, key controls, existing control, "
    "mitigation in place, mitigations in place, assurance, current mitigation",
    "treated_by": "mitigation, mitigations, mitigated by, mitigating actions, mitigating action, treatments, "
    "treated, actions, action, further actions, further action, planned actions, risk actions, answered by, depends on",
    "affects": "threatens, objective, objectives, strategic objective, strategic objectives, linked to, links to, "
    "relates to, affected",
    "changes": "change, history, reviews, review, reviewed, last reviewed, review date, date reviewed, scores, "
    "updates, log",
    "risk_matrix": "matrix, risk matrix, risk scoring, scoring matrix, risk scale, risk scales, scoring, risks",
    "bands": "band, thresholds, levels, key",
    "label": "name, word, words, title, level, text, wording, called, caption",
    "treat": "mitigate, mitigated, reduce, reducing, manage, control, action, treating",
    "tolerate": "accept, accepted, tolerated, retain, monitor, tolerating",
    "transfer": "share, shared, insure, transferred",
    "terminate": "avoid, avoided, remove, stop, eliminate, terminated",
    # settings
    "as-of": "date, today, as at, report date",
    "fail-on": "fail, error on, errors, fail level, exit code, threshold",
    "select": "enable, include, rules, only, enabled",
    "ignore": "exclude, disable, skip, suppress, disabled, suppressions, noqa, allow",
    "severity": "level, levels, severities, per rule",
    "due-soon": "soon, warning days, warn before",
    "working-days": "country, nation, holidays, bank holidays",
    # values
    "high": "up, increase, increasing, higher, highest, max, maximise, maximize, bigger, more, larger, above, rising, "
    "higher is better, high is good, bigger is better, more is better, up is good, higher better, positive, rise, ↑",
    "low": "down, decrease, decreasing, lower, lowest, min, minimise, minimize, smaller, less, fewer, below, falling, "
    "lower is better, low is good, smaller is better, less is better, down is good, lower better, negative, fall, ↓",
    "band": "range, within range, target range, within, between, middle, plan is best, in range, on target, nominal",
    "increase": "up, high, higher, rising, higher is better",
    "decrease": "down, low, lower, falling, lower is better",
    "neutral": "none, either, neither, no, information",
    "none": "neutral, neither, information, for information, info, not applicable, n a, na, no, contextual, off, null",
    "monthly": "month, months, every month, each month, m, per month, 1 month",
    "quarterly": "quarter, quarters, every quarter, q, 3 months, every 3 months, 3 monthly",
    "termly": "term, terms, school term, every term, 4 months",
    "annual": "annually, yearly, year, every year, per year, per annum, a, y, 12 months, once a year, 1 year",
    "in-period": "monthly, quarterly, annual, period, within period, in month, in year, discrete, single period",
    "snapshot": "point in time, census, at period end, end of period, stock, position, spot, as at",
    "linear": "straight, straight line, even, evenly, equal, flat, pro rata, prorata, constant",
    "last year": "previous year, last year's, last year's shape, shape of last year, seasonal, prior year, historic",
    "year-to-date": "ytd, cumulative, year to date, cumulative ytd, to date",
    "rolling 12 months": "rolling year, rolling, 12 months, rolling 12, r12, r12m, 12 month rolling, rolling annual, "
    "moving annual total, mat, rolling 12 month",
    "rolling 3 months": "rolling quarter, r3, r3m, 3 month rolling, rolling 3 month, rolling 3",
    "rolling 6 months": "rolling half year, r6, r6m, 6 month rolling, rolling 6 month, rolling 6",
    "rolling 3 years": "3 years, 3 year rolling, rolling 3 year, three years, 3 year average, rolling 36 months",
    "financial": "fiscal, fy, financial year, tax year, april to march",
    "academic": "school, school year, ay, academic year, september",
    "immediate": "now, urgent, immediately, asap, critical, at once",
    "short": "short term, near, quick win, quick wins, st",
    "intermediate": "medium, medium term, mid, mid term, mt, interim",
    "long": "long term, lt",
    "amber": "a, yellow, orange, at risk, medium",
    "red": "r, late, off track, critical",
    "green": "g, on track, on target",
    "blue": "b, complete, completed, done",
    "grey": "gray, not started, not due, white, black, n a, none, not rated",
    "corporate": "own, additional, other, beyond, internal",
    "country": "national, nation, england",
    "region": "regional, area",
    "neighbours": "statistical neighbours, neighbors, sn, cipfa, average of neighbours, peers",
    "neighbour": "statistical neighbour, neighbor, peer, authority",
    "error": "err, errors, fatal, critical, fail, high",
    "warning": "warn, warnings, medium",
    "off": "ignore, disable, disabled, none, false, silent, never, skip",
    "first": "original, baseline, initial",
    "extended": "approved date",
    "England": "eng",
    "Northern Ireland": "ni, ulster",
    "withhold": "hide, hidden, no, off, false",
    "show": "yes, on, true, display",
    "not-started": "open, pending, to do, todo, new, planned, not begun",
    "in-progress": "started, ongoing, underway, under way, wip, active, doing",
    "delivered": "completed, complete, done, finished, closed, achieved",
    "common-cause": "common, no change, noise, normal, none",
    "concern": "worse, worsening, deterioration, deteriorating, special cause concern",
    "improvement": "better, improving, improved, special cause improvement",
    "pass": "will meet, hit, met, passes, achieve",
    "fail": "will miss, miss, missed, fails",
    "inconsistent": "hit and miss, may meet, random, either",
    # formats
    "markdown": "md, mkd, mdown",
    "plain": "text, txt, ascii, table",
    "terminal": "rich, tty, ansi, console, colour, color",
    "html": "web, htm, website",
    "docx": "word, doc, ms word",
    "csv": "excel, xlsx, xls, spreadsheet, tsv, ods",
    "jsonl": "ndjson, json lines",
    "junit": "xml, xunit",
    "github": "gh, github actions",
    "gitlab": "codeclimate, code climate, code quality, codequality",
    "azure": "ado, azure devops, vso",
    "svg": "png, image, picture, drawing",
}

# What is written in place of something that is not known yet.
PLACEHOLDERS = frozenset(
    (
        *(
            "tbc",
            "tbd",
            "tba",
            "n a",
            "na",
            "none",
            "nobody",
            "no one",
            "unknown",
            "not known",
            "vacant",
            "various",
            "",
        ),
        *("to be confirmed", "to be decided", "to be agreed", "to be advised", "to follow", "pending", "xxx", "null"),
    )
)


def plain(word: str) -> str:
    """Return a word as it is compared: in lower case, with one space for each separator, without a last `?` or `:`."""
    return " ".join(re.split(r"[\s_/.\-–—]+", word.casefold().strip(" ?:.*!"))).strip()


@cache
def _meanings() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for meant, words in _USED_FOR.items():
        for word in words.split(", "):
            found.setdefault(word, []).append(meant)
    return {word: tuple(several) for word, several in found.items()}


def synonyms(word: str, known: Container[str]) -> list[str]:
    """Return the known words that another one is used for, the likeliest first; none if it is not in the list."""
    return [meant for meant in _meanings().get(plain(word), ()) if meant in known]


def spelt_differently(word: str, known: Mapping[str, object] | list[str] | tuple[str, ...]) -> str | None:
    """Return the known word that differs only in case and separators, or None."""
    same = plain(word)
    return next((one for one in known if plain(one) == same), None)
