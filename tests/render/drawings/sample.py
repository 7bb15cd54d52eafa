"""Drawings as they occur, and what can be read of a picture: its words with their places, its shapes by their class."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from lxml import etree

from pap_cli.cell import Cell, Tone
from pap_cli.drawing import (
    Bar,
    BurnUp,
    ChartPoint,
    Drawing,
    Fill,
    FunnelPlot,
    FunnelPoint,
    Mark,
    Matrix,
    MatrixRow,
    SpcChart,
    StackedBars,
    Steps,
    TimeChart,
    TimeRow,
)
from pap_cli.render.drawings import drawn
from pap_cli.render.drawings.type import text_width

TODAY = date(2016, 10, 14)
SVG = "{http://www.w3.org/2000/svg}"
LEGEND = (
    ("first", "first due date"),
    ("due", "approved due date"),
    ("forecast", "forecast"),
    ("done", "delivered"),
    ("evidenced", "evidenced"),
    ("today", "the day of the report"),
)
TONES = (
    (Tone.BLUE, "blue: evidenced"),
    (Tone.GREEN, "green: on track"),
    (Tone.AMBER, "amber: at risk"),
    (Tone.RED, "red: overdue"),
    (Tone.GREY, "grey: not due"),
)


def point(index: int, value: float | None, *, mark: str = "common", breaks: str = "", mean: float = 50.0) -> ChartPoint:
    """A month of a control chart."""
    tone = {"improvement": Tone.BLUE, "concern": Tone.AMBER, "high": Tone.PLAIN}.get(mark, Tone.GREY)
    label = f"{('Jan', 'Apr', 'Jul', 'Oct')[index % 4]} {2012 + index // 4}"
    return ChartPoint(label, value, mean, mean - 12, mean + 12, tone, mark if value is not None else "missing", breaks)


def control_chart() -> SpcChart:
    """Every kind of point, two groups, a gap, and levels that lie close together."""
    first = [point(index, 48.0 + index % 5, mean=50.0) for index in range(10)]
    first[3] = point(3, None)
    later = [point(index, 70.0 + index % 3, mean=71.0) for index in range(10, 18)]
    later[0] = point(10, 70.0, breaks="A new recording system", mean=71.0)
    later[2] = point(12, 80.0, mark="improvement", mean=71.0)
    later[3] = point(13, 60.0, mark="concern", mean=71.0)
    later[4] = point(14, 75.0, mark="high", mean=71.0)
    return SpcChart((*first, *later), "percent", 71.5)


def row(number: int, title: str = "Life story work agreed and the backlog counted") -> TimeRow:
    """A milestone of the time chart; every third one has slipped and is overdue."""
    due = date(2015, 9, 1) + timedelta(20 * (number % 20))
    if number % 3:
        marks = (Mark(due, "due", Tone.MUTED), Mark(due + timedelta(30), "done", Tone.BLUE))
        return TimeRow(Cell(f"A{number}.1", Tone.BLUE), title, marks)
    first = due - timedelta(60)
    return TimeRow(
        Cell(f"A{number}.1", Tone.RED),
        title,
        (Mark(due, "due", Tone.RED), Mark(first, "first", Tone.MUTED), Mark(date(2016, 12, 1), "forecast", Tone.AMBER)),
        (first, TODAY),
    )


def time_chart(*sizes: int) -> TimeChart:
    """A chart with a group of each of these sizes."""
    groups, start = [], 0
    for number, size in enumerate(sizes):
        groups.append((f"A{number} Do the work of group {number}", tuple(map(row, range(start, start + size)))))
        start += size
    return TimeChart(date(2015, 6, 1), date(2017, 6, 1), TODAY, tuple(groups), LEGEND)


def stacked_bars() -> StackedBars:
    """Seven quarters; some segments are too small for their number."""
    counts = [
        (0, 99, 0, 0, 0),
        (6, 91, 1, 1, 0),
        (22, 79, 1, 0, 0),
        (31, 71, 0, 0, 0),
        (38, 53, 5, 5, 1),
        (46, 34, 15, 10, 1),
    ]
    names = ("30 Jun 2015", "30 Sep 2015", "31 Dec 2015", "31 Mar 2016", "30 Jun 2016", "30 Sep 2016")
    bars = tuple(
        Bar(name, tuple((tone, count) for (tone, _), count in zip(TONES, found, strict=True)))
        for name, found in zip(names, counts, strict=True)
    )
    return StackedBars(bars, TONES, "milestones")


def burn_up() -> BurnUp:
    """Three lines that end at the same count, and what was delivered."""
    days = [date(2015, 7, 1) + timedelta(30 * step) for step in range(20)]
    plan = tuple((day, 5 * (number + 1)) for number, day in enumerate(days))
    return BurnUp(
        date(2015, 6, 1),
        date(2017, 6, 1),
        TODAY,
        (
            Steps("all milestones", "scope", ((date(2015, 6, 1), 100),)),
            Steps("due by the first dates", "first", plan),
            Steps("due by the approved dates", "plan", plan),
            Steps("delivered", "done", tuple((day, count - 3) for day, count in plan[:14])),
        ),
        "milestones",
    )


def matrix(rows: int = 36, columns: int = 5) -> Matrix:
    """Recommendations against what answers them."""
    heads = ("Action", "Milestone", "Delivered", "Evidence", "KPI")
    fills = tuple(Fill)
    return Matrix(
        tuple(heads[index] if columns <= len(heads) else f"Recommendation {index}" for index in range(columns)),
        tuple(
            MatrixRow(
                Cell(f"R{number}", Tone.AMBER),
                "Make thresholds clear and see that they are applied alike by every partner",
                tuple((fills[(number * index) % 3], f"{index} of {number}") for index in range(columns)),
            )
            for number in range(rows)
        ),
        ((Fill.FULL, "there"), (Fill.PART, "in part"), (Fill.NONE, "missing")),
    )


def funnel() -> FunnelPlot:
    """Areas of every kind, some at one place, and one without limits."""
    marks = ("common", "improvement", "concern", "high", "low")
    tones = (Tone.GREY, Tone.BLUE, Tone.AMBER, Tone.PLAIN, Tone.PLAIN)
    points = tuple(
        FunnelPoint(
            name="us" if number == 4 else f"Borough of area {number}",
            size=float(100 * (number // 2)),
            value=50.0 + 4 * (number % 5),
            figure=f"{50 + 4 * (number % 5)}%",
            words="within the limits",
            limits=None if number < 2 else (40.0 + number, 44.0 + number / 2, 64 - number / 2, 70.0 - number),
            tone=tones[number % 5],
            mark=marks[number % 5],
            is_ours=number == 4,
        )
        for number in range(14)
    )
    lines = tuple(
        (60.0 * step, (54 - 90 / step, 54 - 50 / step, 54 + 50 / step, 54 + 90 / step)) for step in range(1, 12)
    )
    return FunnelPlot(points, 54.0, "54%", lines, "percent", "denominator")


def drawings() -> dict[str, Drawing]:
    """One of each kind, and the awkward ones."""
    return {
        "control-chart": control_chart(),
        "few": SpcChart((point(0, 33.0), point(1, 36.0)), "days from referral to decision", 35.0),
        "far-target": SpcChart(tuple(point(index, 50.0 + index) for index in range(6)), "percent", 900.0),
        "time-chart": time_chart(5, 3, 9),
        "stacked-bars": stacked_bars(),
        "burn-up": burn_up(),
        "matrix": matrix(),
        "wide-matrix": matrix(6, 22),
        "funnel": funnel(),
    }


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of text and the room that it takes at most."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    def over(self, other: Words) -> bool:
        """Whether it runs into another."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


class Picture:
    """A drawing as it was drawn."""

    def __init__(self, drawing: Drawing) -> None:
        self.text = drawn(drawing, "A title", "What it shows.", key="k")
        self.root = etree.fromstring(self.text.encode())
        self.height = float(self.root.get("height", ""))

    def words(self) -> list[Words]:
        """All of its words with their places."""
        return [_placed(found) for found in self.root.iter(f"{SVG}text")]

    def said(self) -> list[str]:
        """All of its words."""
        return [words.text for words in self.words()]

    def at(self, text: str) -> Words:
        """The one piece of text that says just this."""
        (found,) = [words for words in self.words() if words.text == text]
        return found

    def shapes(self, name: str) -> list[etree._Element]:
        """What has a class."""
        return [found for found in self.root.iter() if name in (found.get("class") or "").split()]

    def collisions(self) -> list[tuple[str, str]]:
        """Words that run into each other."""
        return [(one.text, two.text) for one, two in combinations(self.words(), 2) if one.over(two)]


def _placed(found: etree._Element) -> Words:
    size, text = float(found.get("font-size", "")), found.text or ""
    across, down = float(found.get("x", "")), float(found.get("y", ""))
    width = text_width(text, size, bold=found.get("font-weight") == "bold")
    if found.get("transform"):
        return Words(text, across - 0.7 * size, across, down - width, down)
    start = across - {None: 0.0, "middle": width / 2, "end": width}[found.get("text-anchor")]
    return Words(text, start, start + width, down - 0.7 * size, down)


def coordinates(path: str) -> list[tuple[float, float]]:
    """The points of a path of straight lines."""
    return [
        (float(x), float(y))
        for x, y in (step.split() for step in path.rstrip("Z").replace("M", "L").split("L") if step)
    ]


def form(found: etree._Element) -> tuple[object, ...]:
    """A shape without its colour: what is left of it in a grey print."""
    places = tuple((key, value) for key, value in found.items() if key not in ("class", "fill", "stroke"))
    return found.tag, places, *(found.get(key) in ("none", "#ffffff", None) for key in ("fill", "stroke"))
