"""A KPI compared with others, in words and for programs, and the confidence interval of its figure."""

from __future__ import annotations

from datetime import date

from pap_cli.assess.kpis.benchmarks import Beside, GapChange, Rank, Significance, standing
from pap_cli.assess.kpis.counted import CONFIDENCE
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.assess.kpis.margin import Margin, margin_of
from pap_cli.assess.kpis.recent import RecentTrend, recent_trend
from pap_cli.cell import Align, Cell, Column, Tone
from pap_cli.document import Block, Heading, Paragraph, Table
from pap_cli.model.kpi import Hidden
from pap_cli.model.numbers import number, signed, with_unit
from pap_cli.wording.cells import count_words
from pap_cli.wording.funnels import funnel_blocks

SIMILAR_MEANS = "Similar: the 95% confidence interval of our figure contains theirs. Significantly: it does not."
IN_BRACKETS = (
    "Better, worse and similar say how our figure compares; similar where the 95% confidence interval of ours contains "
    "theirs."
)
RECENT_MEANS = (
    "A recent trend is over the last five years, by the method of Fingertips: a change that chance does not explain, "
    "and not one year alone."
)
_QUARTERS = {1: "top quarter", 2: "second quarter", 3: "third quarter", 4: "bottom quarter"}


def benchmark_facts(status: KpiStatus) -> list[dict[str, object]]:
    """Return the benchmarks for programs; `gap_trend` is since the earliest period that both have."""
    return [
        {
            "name": one.name,
            "kind": one.kind.value,
            "period": one.period.written,
            "value": one.value,
            "gap": one.gap,
            "side": one.side.value if one.side else None,
            "significance": one.significance.value if one.significance else None,
            "gap_trend": one.since_first.trend.value if one.since_first else None,
        }
        for one in standing(status, status.as_of).benchmarks
    ]


def quartile_facts(status: KpiStatus) -> dict[str, int] | None:
    """Return the rank among neighbours for programs.

    `of` includes this one, quartile 1 is the best, and `level` is the number of neighbours with the same figure.
    """
    place = standing(status, status.as_of).among_neighbours
    if place is None:
        return None
    return {"rank": place.rank, "of": place.of, "quartile": place.quartile, "level": place.level}


def side_words(one: Beside) -> str:
    """Return `better by 3.1`, `worse by 2` or `level`; the difference alone if neither is better, nothing without one.

    With a confidence interval: `similar (0.4 worse)` or `significantly better by 3.1`.
    """
    if one.gap is None:
        return ""
    if one.gap == 0:
        return "level"
    size = number(abs(one.gap))
    match one.significance:
        case None:
            return signed(one.gap) if one.side is None else f"{one.side.value} by {size}"
        case Significance.SIMILAR:
            return f"similar ({signed(one.gap) if one.side is None else f'{size} {one.side.value}'})"
        case _:
            return f"significantly {one.significance.value} by {size}"


def gap_words(one: Beside) -> str:
    """Return the trend of the gap, `closing since 2013/14`; also since the previous figure if that differs."""
    if one.since_first is None:
        return ""
    words = [_since(one.since_first)]
    if one.since_before is not None and one.since_before.trend is not one.since_first.trend:
        words.append(_since(one.since_before))
    return ", ".join(words)


def _since(change: GapChange) -> str:
    return f"{change.trend.value} since {change.period}"


def rank_words(place: Rank) -> str:
    """Return the rank, `3rd of 11 (us and 10 neighbours), top quarter`, or `3rd equal` where others have our figure."""
    among = count_words(place.neighbours, "neighbour")
    if place.level == place.neighbours:
        return f"level with all {among}"
    rank = _ordinal(place.rank) + (" equal" if place.level else "")
    return f"{rank} of {place.of} (us and {among}), {_QUARTERS[place.quartile]}"


def _ordinal(count: int) -> str:
    """Return a number as `1st`, `2nd`, `11th` or `23rd`."""
    ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


def margin_words(margin: Margin | None) -> str:
    """Return the confidence interval of a figure, `between 55 and 95, from 10 of 12`."""
    return f"{margin}, from {margin.fraction}" if margin else ""


def margin_facts(status: KpiStatus) -> dict[str, object] | None:
    """Return the 95% confidence interval of the latest figure for programs; None without counts that match it."""
    margin = margin_of(status)
    if margin is None:
        return None
    return {
        "lower": margin.low,
        "upper": margin.high,
        "confidence": CONFIDENCE,
        "method": margin.method,
        "numerator": margin.numerator,
        "denominator": margin.denominator,
    }


def recent_facts(status: KpiStatus) -> dict[str, object] | None:
    """Return the recent trend for programs; None unless five years in a row have counts."""
    found = recent_trend(status)
    if found is None:
        return None
    return {
        "direction": found.direction.value,
        "better": found.is_better,
        "chi_square": found.chi_square,
        "first": found.first.written,
        "last": found.last.written,
    }


def recent_words(found: RecentTrend | None) -> str:
    """Return the recent trend, `increasing and getting better, 2011/12 to 2015/16`; empty without one."""
    if found is None:
        return ""
    getting = "" if found.is_better is None else f" and getting {'better' if found.is_better else 'worse'}"
    return f"{found.direction.value}{getting}, {found.first} to {found.last}"


def benchmark_blocks(status: KpiStatus, as_of: date) -> list[Block]:
    """Return the benchmarks as a section of a page, and the funnel over neighbours; empty if none has a figure."""
    found = standing(status, as_of)
    if not found.benchmarks:
        return []
    columns = [
        Column("Benchmark", flexible=True),
        Column("Period", keep=1),
        Column("Value", Align.RIGHT),
        Column("Ours is"),
    ]
    ours = "hidden" if isinstance(status.latest, Hidden) else "another period"
    has_trend = any(one.since_first for one in found.benchmarks)
    if has_trend:
        columns.append(Column("Gap is", keep=2))
    rows = [
        (
            Cell(one.name),
            Cell(str(one.period)),
            Cell(with_unit(one.value, status.kpi.unit)),
            Cell(ours if one.gap is None else side_words(one), Tone.PLAIN if one.side else Tone.MUTED),
            *((Cell(gap_words(one), Tone.MUTED),) if has_trend else ()),
        )
        for one in found.benchmarks
    ]
    blocks: list[Block] = [Heading("Benchmarks", level=3), Table(tuple(columns), tuple(rows))]
    if any(one.significance for one in found.benchmarks):
        blocks.append(Paragraph(SIMILAR_MEANS, Tone.MUTED))
    if found.among_neighbours is not None:
        blocks.append(Paragraph(rank_words(found.among_neighbours)))
    return [*blocks, *funnel_blocks(status, as_of)]
