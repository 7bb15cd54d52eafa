"""A KPI compared with others, in words and for programs, and the confidence interval of its figure."""

from __future__ import annotations

from datetime import date

from pap_cli.assess.kpis.benchmarks import Beside, GapChange, Rank, Side, standing
from pap_cli.assess.kpis.kpi import KpiStatus
from pap_cli.assess.kpis.margin import Margin
from pap_cli.document import Align, Block, Cell, Column, Heading, Paragraph, Table, Tone
from pap_cli.model.numbers import number, signed, with_unit
from pap_cli.wording.cells import count_words

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
            "gap_trend": one.since_first.trend.value if one.since_first else None,
        }
        for one in standing(status, status.as_of).benchmarks
    ]


def quartile_facts(status: KpiStatus) -> dict[str, int] | None:
    """Return the rank among neighbours for programs; `of` includes this one, and quartile 1 is the best."""
    place = standing(status, status.as_of).among_neighbours
    return {"rank": place.rank, "of": place.of, "quartile": place.quartile} if place else None


def side_words(one: Beside) -> str:
    """Return `better by 3.1`, `worse by 2` or `level`; the difference alone if neither way is better."""
    if one.gap is None:
        return "another period"
    if one.side is None:
        return signed(one.gap)
    return "level" if one.side is Side.LEVEL else f"{one.side.value} by {number(abs(one.gap))}"


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
    """Return the rank, `3rd of 11 (us and 10 neighbours), top quarter`."""
    among = count_words(place.neighbours, "neighbour")
    return f"{_ordinal(place.rank)} of {place.of} (us and {among}), {_QUARTERS[place.quartile]}"


def _ordinal(count: int) -> str:
    """Return a number as `1st`, `2nd`, `11th` or `23rd`."""
    ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


def margin_words(margin: Margin | None) -> str:
    """Return the confidence interval of a figure, `between 55 and 95, from 10 of 12`."""
    return f"{margin}, from {margin.fraction}" if margin else ""


def benchmark_blocks(status: KpiStatus, as_of: date) -> list[Block]:
    """Return the benchmarks as a section of a page; empty if none has a figure."""
    found = standing(status, as_of)
    if not found.benchmarks:
        return []
    columns = [
        Column("Benchmark", flexible=True),
        Column("Period", keep=1),
        Column("Value", Align.RIGHT),
        Column("Ours is"),
    ]
    has_trend = any(one.since_first for one in found.benchmarks)
    if has_trend:
        columns.append(Column("Gap is", keep=2))
    rows = [
        (
            Cell(one.name),
            Cell(str(one.period)),
            Cell(with_unit(one.value, status.kpi.unit)),
            Cell(side_words(one), Tone.PLAIN if one.side else Tone.MUTED),
            *((Cell(gap_words(one), Tone.MUTED),) if has_trend else ()),
        )
        for one in found.benchmarks
    ]
    blocks: list[Block] = [Heading("Benchmarks", level=3), Table(tuple(columns), tuple(rows))]
    if found.among_neighbours is not None:
        blocks.append(Paragraph(rank_words(found.among_neighbours)))
    return blocks
