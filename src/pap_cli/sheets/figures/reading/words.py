"""Words in the headings of books of figures, and in the cells that say what a row is: what each is used for."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from msgspec import Struct

# What a column can be by its heading alone.  Where several meanings share a word, the cells decide.
_HEADINGS = {
    "kpi": "kpi, kpis, indicator, indicators, measure, measures, metric, metrics, pi, performance indicator, "
    "performance indicators, performance measure, key performance indicator, indicator name, indicator "
    "title, indicator description, measure name, measure title, measure description, kpi name, kpi title, "
    "kpi description, metric name, pi name, pi title, pi description, name, title, description, standard, "
    "outcome measure, success measure, what we measure, indicator label, key indicator, key measure, "
    "performance measures, quality indicator, question",
    "kpi_ref": "ref, ref no, reference, id, code, no, nos, number, nr, kpi ref, kpi no, kpi id, kpi code, kpi "
    "number, pi ref, pi no, pi id, pi code, pi number, indicator ref, indicator no, indicator id, "
    "indicator code, indicator number, measure ref, measure no, measure id, measure code, line, line no, "
    "item, metric id, metric code, ni, s no",
    "unit": "unit, units, uom, unit of measure, unit of measurement, measured in, format, data format, data type, "
    "expressed as, value type, measure type, type of measure, unit type, measure unit, type of data",
    "polarity": "polarity, good is, what is good, good performance, good to be, better, desired direction, preferred "
    "direction, desired polarity, bigger or smaller is better, high or low, high/low, higher or lower, "
    "higher or lower is better, good performance is, aim, aim to, aim to maximise or minimise, outcome "
    "direction, direction, preferred trend, good direction, bigger is better, what does good look like, "
    "min or max, min max, desired trend, good =, good, high or low is good, optimum, maximise or minimise, good "
    "trend, direction of good, improvement direction, better is, what good looks like, target direction, "
    "higher/lower, up or down is good",
    "basis": "basis, reporting basis, measure basis, cumulative, cumulative or in period, reporting method, snapshot",
    "calendar": "calendar, year type, reporting year, calendar type",
    "measure_type": "measure type, value, type, row, component, data item, figure, line, data, row type, series, item, "
    "element, breakdown, data type, measure, metric, detail",
    "area": "area, areas, council, councils, local authority, authority, la, la name, region, district, "
    "districts, borough, force, forces, trust, trusts, organisation, site, sites, ward, locality, school, "
    "schools, provider, providers, division, county, hospital, geography, comparator, place, station, "
    "area name, org, org name, organisation name, academy, service, local policing area, lpa, bcu, ccg, "
    "icb, practice, home, estate, neighbourhood, board, health board, brigade",
    "target": "target, targets, goal, target value, standard, plan, planned, ambition, threshold, target level, "
    "annual target, year end target, year target, trajectory, national standard, national target, "
    "tolerance target, local target, target for year, full year target, target performance, agreed "
    "target, contract standard, tgt, required standard, minimum standard, nhs standard, constitutional standard, "
    "expected level, aspiration, expected standard, target set, planned level, required level, plan value, "
    "performance standard, service standard",
    "numerator": "numerator, num, numerator value, count, no, n, number, numbers, cases, met, yes, in time, in target, "
    "number met, within target, achieved",
    "denominator": "denominator, den, denom, d, out of, base, cohort, denominator value, all, eligible, total number, "
    "total cases, population, of",
    "value": "value, values, actual, actuals, result, results, outturn, performance, figure, figures, score, %, "
    "percent, percentage, per cent, rate, pct, data, achieved, achievement, reported, observed, position, "
    "out turn, actual performance, performance %, % achieved, indicator value, metric value, actual %, "
    "perf, observation, proportion, measure value, current performance, latest, percentage value",
    "period": "period, month, quarter, year, date, reporting period, time period, financial year, week, term, month "
    "ending, period ending, quarter ending, week ending, fy, reporting month, data period, as at, months, "
    "quarters, academic year, date of data, calendar year, data month, month year, period end, when, year "
    "ending",
    "aggregate": "ytd, year to date, total, totals, subtotal, sub total, grand total, average, avg, mean, cumulative, "
    "ytd actual, ytd performance, ytd total, ytd average, annual total, year total, to date, running "
    "total, overall, h1, h2, half year, half year total, rolling 12 months, rolling year, 12 month "
    "rolling, rolling average, cumulative total, full year total, ytd %, ytd position, ytd value, 12 "
    "month average, sum, median, min, max, year average, ave, cum, quarter total, 3 month average, "
    "rolling 3 months, mean to date, all months, six month average, 12 months, fytd, financial year to date, rolling "
    "12, r12, cytd, 12m average, 12m rolling, 12mth rolling, year so far, cumulative to date",
    "year": "year, full year, annual, year end, yearend, outturn, year end outturn, annual outturn, end of year, "
    "annual figure, annual result, year outturn, full year outturn, final, eoy, whole year, yearly",
    "notes": "notes, note, comment, comments, commentary, narrative, remarks, remark, explanation, analysis, "
    "context, data note, caveat, caveats, footnote, footnotes, reason, action, actions, actions taken, "
    "corrective action, update, exception report, source, sources, data source, definition, rationale, "
    "owner, lead, lead officer, responsible, responsible officer, accountable officer, exec lead, "
    "executive lead, director, manager, head of service, directorate, department, frequency, freq, how often, "
    "collection, reported, collected, reporting "
    "frequency, how calculated, methodology, data quality, data quality note, what the data tells us, "
    "quality note, supporting information, theme, priority, category, domain, section, portfolio, cabinet "
    "member, portfolio holder, team, service area, ksi, objective, outcome, strategic objective, pillar, "
    "group, committee, strand, responsible person, exec, sro, indicator owner, measure owner, kpi owner, "
    "key question, cqc domain, workstream, further information, detail, details, published, publication "
    "date, release, date published, version, data owner, reported by, contact, business unit, explanatory "
    "note, performance commentary, story behind the data, narrative update",
    "ignore": "rag, rag status, rag rating, status, dot, direction of travel, trend, trends, variance, var, change, "
    "difference, diff, rank, ranking, quartile, sparkline, chart, graph, traffic light, movement, arrow, "
    "national rank, rating, rag ytd, ytd rag, rag v target, vs target, against target, gap, gap to "
    "target, variance to target, on track, weight, weighting, colour, performance rag, short trend, long "
    "trend, short term trend, long term trend, spc, variation, assurance, +/-, variation from target, rag "
    "current, better or worse, year on year change, % change, change on year, change from last year, "
    "change since last month, on target, met, target met, target met?, icon, improving, performance "
    "against target, alert, exception, compared to target, met y/n, pass or fail, achieved?, "
    "tolerance, tolerances, lcl, ucl, upper limit, lower limit, "
    "upper control limit, lower control limit, control limits, amber threshold, red threshold, green threshold, "
    "amber trigger, red trigger, intervention level, trigger, brag, brag status, previous rag, last rag, compared to "
    "last year, compared with last year, vs last year, vs last month, vs last quarter, vs previous, vs prior year, "
    "performance trend, yoy, mom, qoq, spc icon, lower ci, upper ci, confidence interval, ci, std dev, z score",
}
# What a row or a second heading says of its figures.
_ROLES = {
    "numerator": "num, numerator, n, count, no, number, numbers, cases",
    "denominator": "den, denominator, denom, d, out of, base, cohort, total, all, eligible",
    "value": "%, percent, percentage, per cent, rate, value, actual, actuals, result, outturn, performance, "
    "figure, score, pct, achieved, achievement, act, actual %, perf, performance %, actual performance, "
    "rate %, percentage %, proportion, monthly, in month, month, quarterly, in quarter, monthly "
    "performance, this month, in period, month actual, monthly actual",
    "target": "target, plan, goal, standard, planned, trajectory, ambition, tgt, target %, national target, monthly "
    "target, target for month, threshold",
}
_POLARITY = {
    "high": "high, higher, up, increase, bigger, more, maximise, max, larger, above, rising, high is good, higher "
    "is better, bigger is better, more is better, up is good, higher better, ↑, ▲, h, increasing, "
    "positive, to increase, aim to maximise, higher is good, bigger better, larger is better, ⬆, maximum, "
    "aim high, hi, ↗, +",
    "low": "low, lower, down, decrease, smaller, less, fewer, minimise, min, below, falling, low is good, lower "
    "is better, smaller is better, less is better, down is good, lower better, ↓, ▼, l, decreasing, "
    "negative, to decrease, reduce, aim to minimise, lower is good, smaller better, fewer is better, ⬇, "
    "minimum, aim low, lo, ↘",
    "band": "band, range, within range, plan is best, in range, on target, target range, goldilocks, within band",
    "none": "none, neutral, n/a, na, neither, information, for information, info, contextual, not applicable, -, "
    "–, no polarity, context, information only, monitor, n/a - information only, volume, demand, "
    "activity, no target",
}
_BASES = {
    "year-to-date": "cumulative, ytd, year to date, cumulative ytd, cum, cumulative (ytd)",
    "snapshot": "snapshot, point in time, as at, month end, period end, end of month, end of period, census",
    "in-period": "in month, monthly, in period, in quarter, in year, non cumulative, discrete, quarterly, period, "
    "month, not cumulative, actual, in-month, in-period",
    "rolling 12 months": "rolling 12 months, rolling 12 month, rolling year, 12 month rolling, rolling, r12m, r12",
    "rolling 3 months": "rolling 3 months, rolling quarter, 3 month rolling, rolling 3 month",
    "rolling 6 months": "rolling 6 months, 6 month rolling",
    "rolling 3 years": "rolling 3 years, 3 year rolling, 3 year average",
}
_PUBLISHED = ("published", "publication date", "date published", "release date", "published on", "released")
_TOTALS = re.compile(
    r"(?:grand |overall |column )?totals?(?: (?:all|for all|of all)\b.*)?|sub ?-?totals?\b.*|.* sub ?-?totals?"
    r"|overall|average|mean|sum|(?:all|total|average(?: of)?|sum of) "
    r"(?:areas|districts|wards|sites|schools|councils|forces|trusts|localities|divisions|indicators|measures)"
)
# Areas that figures are compared with.
_AREA = re.compile(
    r"(?:the )?(?:england|wales|scotland|northern ireland|uk|great britain|national|nation|london"
    r"|(?:inner|outer) london|(?:south|north) (?:east|west)|(?:(?:east|west) )?midlands|yorkshire.*|east of england"
    r"|region|regional|eastern region|stat(?:istical|s)?\.? neighbou?rs?|neighbou?rs?|sns?|peers?|peer group"
    r"|comparators?|msg|most similar (?:group|forces?)|family group|benchmark(?:ing)?|all england"
    r"|cipfa(?: group| neighbou?rs?)?|core cities|shire counties|unitar(?:y|ies)|metropolitan|similar councils"
    r"|(?:top|bottom|upper|lower) quartile|house ?mark)"
    r"(?: (?:average|avg|mean|median|figure|value|rate|position|%|benchmark|group|quartile|councils?|authorities"
    r"|forces|trusts|peers?|schools?|comparators?))*"
)
_UNIT_IN_NAME = re.compile(
    r"\s*[(\[]\s*(%|percent|percentage|per cent|£|£k|£m|£000s?|number|no\.?|days?|weeks?|years?|hours?|hrs|minutes?"
    r"|mins?|seconds?|secs?|per [\d,]+[^()]*|rate per [\d,]+[^()]*|count|ratio|average|months?|rate|points?|score)"
    r"\s*[)\]]\s*$",
    re.IGNORECASE,
)


class Named(Struct, frozen=True):
    """The name of a KPI, and its unit if the name says it."""

    name: str
    unit: str | None


@lru_cache(maxsize=1 << 14)  # texts repeat
def folded(text: str) -> str:
    """Return text as headings are compared: lower case, plain spaces and dashes, no marks at either end."""
    plain = re.sub("[\u2010-\u2015\u2212]", "-", unicodedata.normalize("NFKC", text).casefold())
    plain = re.sub(r"[\s_]+", " ", plain).strip()
    return plain if len(plain) <= 1 else plain.strip(" .:;*?!\"'")


@cache
def _index(name: str) -> dict[str, tuple[str, ...]]:
    table = {"headings": _HEADINGS, "roles": _ROLES, "polarity": _POLARITY, "bases": _BASES}[name]
    found: dict[str, list[str]] = {}
    for meant, words in table.items():
        for word in words.split(", "):
            found.setdefault(folded(word), []).append(meant)
    return {word: tuple(several) for word, several in found.items()}


def _bare(text: str) -> str:
    """Return a heading without a year, brackets, a colon or marks, which say more but not what it is."""
    return folded(re.sub(r"\([^)]*\)|\[[^\]]*\]|[#*^†]", " ", folded(text)))


@lru_cache(maxsize=1 << 14)  # texts repeat
def meanings(heading: str) -> tuple[str, ...]:
    """Return what a column with this heading can be, the likeliest first; nothing for an unknown heading."""
    index = _index("headings")
    for text in (
        folded(heading),
        _bare(heading),
        _bare(heading).replace("/", " or "),
        _bare(heading).replace("-", " "),
    ):
        if text in index:
            return index[text]
    words = re.sub(r"[^a-z%/ ]", " ", _bare(heading)).split()
    for phrase in (" ".join(words[-2:]), " ".join(words[:2]), *reversed(words[-1:]), *words[:1]):
        found = [one for one in index.get(phrase, ()) if one in _BY_PART]
        if found and len(words) > 1:
            return tuple(found)
    return ()


# What a longer heading can be recognised by one of its words for.
_BY_PART = ("target", "notes", "ignore", "aggregate", "kpi_ref", "unit", "polarity", "kpi")


@lru_cache(maxsize=1 << 14)  # texts repeat
def role(text: str) -> str | None:
    """Return what a second heading or a measure type says of its figures; None if nothing."""
    plain = folded(text)
    for one in (plain, _bare(text)):
        if found := _index("roles").get(one):
            return found[0]
    for meant in ("aggregate", "ignore", "notes", "year"):
        if meant in _index("headings").get(plain, ()):
            return meant
    words = plain.split()
    for meant in ("numerator", "denominator", "target"):
        if words and meant in (words[0], words[-1]):
            return meant
    if words and ("ytd" in words or "cumulative" in words or plain.startswith("year to date")):
        return "aggregate"
    if words and "rag" in words:
        return "ignore"
    return None


def polarity(text: str) -> str | None:
    """Return which way is better; None if a text does not say."""
    return next(iter(_index("polarity").get(folded(text), ())), None)


def basis(text: str) -> str | None:
    """Return what a figure covers; None if a text does not say."""
    return next(iter(_index("bases").get(folded(text), ())), None)


def says_published(heading: str) -> bool:
    """Return True for the heading of a column with the days on which figures were published."""
    return folded(heading) in (
        "published",
        "publication date",
        "date published",
        "release date",
        "published on",
        "released",
    )


def is_area(text: str) -> bool:
    """Return True for the name of an area that figures are compared with, such as England."""
    return bool(_AREA.fullmatch(folded(text)))


def is_total(text: str) -> bool:
    """Return True for the name of a row that adds up or averages others."""
    return bool(_TOTALS.fullmatch(folded(text)))


@lru_cache(maxsize=1 << 14)  # texts repeat
def unit_of(text: str) -> str | None:
    """Return the unit that a cell names, as `pap` writes it; None for other text."""
    plain = folded(text)
    if plain in ("%", "percent", "percentage", "per cent", "pct", "percentage (%)", "% "):
        return "percent"
    if plain in (
        "number",
        "no",
        "count",
        "num",
        "#",
        "n",
        "volume",
        "nos",
        "numbers",
        "integer",
        "whole number",
        "numeric",
    ):
        return "number"
    if plain in ("£", "£k", "£m", "£000", "£000s", "gbp", "pounds", "currency", "money", "£'000", "£ 000"):
        return {"gbp": "£", "pounds": "£", "currency": "£", "money": "£"}.get(plain, plain)
    if found := re.fullmatch(r"(days?|weeks?|months?|hours?|hrs?|minutes?|mins?|seconds?|secs?|years?)(?: .*)?", plain):
        full = {"hr": "hours", "hrs": "hours", "min": "minutes", "mins": "minutes", "sec": "seconds", "secs": "seconds"}
        word = full.get(found[1], found[1])
        return word if word.endswith("s") else f"{word}s"
    if found := re.search(r"per ([\d,]*\d)\b\s?([a-z ]{0,30})", plain):
        return f"per {int(found[1].replace(',', '')):,}{' ' + found[2].strip() if found[2].strip() else ''}"
    if plain in ("ratio", "rate", "score", "average", "avg", "index", "points", "decimal"):
        return plain
    return None


@lru_cache(maxsize=1 << 14)  # texts repeat
def named(text: str) -> Named:
    """Return the name of a KPI and the unit in it; a percent sign in brackets is no part of the name."""
    clean = re.sub(r"\s+", " ", text).strip()
    if found := _UNIT_IN_NAME.search(clean):
        name = clean[: found.start()].strip()
        unit = unit_of(found[1])
        if name and unit:
            return Named(name if unit == "percent" else clean, unit)
    plain = clean.casefold()
    said = r"(?:^|\s)%(?:\s|$)|^% ?of\b|^percentage\b|\bpercentage of\b|^proportion of\b|\bper ?cent\b|\brate \(%\)"
    if re.search(said, plain):
        return Named(clean, "percent")
    if found := re.search(r"\bper ([\d,]*\d{2,})\b", plain):
        return Named(clean, f"per {int(found[1].replace(',', '')):,}")
    if re.match(r"(?:total )?(?:number|no\.?|count|volume) of\b", plain):
        return Named(clean, "number")
    return Named(clean, None)
