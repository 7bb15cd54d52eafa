"""The plan of an invented history, and its files in any of the ways in which people write them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random


@dataclass
class Item:
    """A milestone or a recommendation: its keys, its lists, and when each value first appeared."""

    id: str
    keys: dict[str, str]
    parent: str = ""
    lists: dict[str, list[str]] = field(default_factory=dict)
    since: dict[str, date] = field(default_factory=dict)

    @property
    def due(self) -> str:
        return self.keys["due"]

    def put(self, key: str, value: str, day: date) -> bool:
        """Set a key, and note when."""
        self.keys[key] = value
        self.since[key] = day
        return True


@dataclass
class Kpi(Item):
    """A KPI: its figures by period, each with its revisions; in CSV or not."""

    figures: dict[str, list[str]] = field(default_factory=dict)
    csv: bool = False


@dataclass
class World:
    """The plan, the names of its files and how they are laid out."""

    recommendations: list[Item]
    steps: list[Item]
    kpis: list[Kpi]
    # The file of each action, and the name that each file has now.
    files: dict[str, str]
    names: dict[str, str]
    folder: str = ""
    style: int = 0
    count: int = 0

    @classmethod
    def new(cls, random: Random, day: date) -> World:
        """Return a plan of a few actions, milestones and KPIs."""
        asked = [Item(f"R{n}", {"title": f"Be better at {n}"}, since={"title": day}) for n in (1, 2)]
        actions = {f"A{n}": random.choice(("one", "two")) for n in range(1, random.randint(3, 5))}
        kpis = []
        for n in range(1, 4):
            keys = {"polarity": "high", "target": "90", "floor": "50", "definition": f"Count of {n}"}
            kpi = Kpi(f"k{n}", keys, since=dict.fromkeys(keys, day), csv=n == 3)
            kpi.figures["2015-12"] = [f"{random.uniform(10, 90):.1f}"]
            kpi.since["2015-12"] = day
            kpis.append(kpi)
        world = cls(asked, [], kpis, actions, {name: name for name in ("plan", "one", "two", "kpis")})
        for _ in range(random.randint(4, 9)):
            world.add_step(random, day)
        return world

    def new_id(self, parent: str) -> str:
        """Return an ID that no milestone had before."""
        self.count += 1
        return f"{parent}.{self.count}"

    def add_step(self, random: Random, day: date) -> None:
        """Add a milestone, which is due in some months."""
        parent = random.choice(list(self.files))
        id = self.new_id(parent)
        due = day + timedelta(days=random.randint(40, 400))
        step = Item(id, {"title": f"Step {id} is done", "due": due.isoformat()}, parent)
        step.since["due"] = day
        self.steps.append(step)


def text_of(world: World) -> dict[str, str]:
    """Return the text of each file, by its path in the workspace."""
    style = Random(world.style)  # noqa: S311 - the same for every style
    parts: dict[str, list[str]] = {name: [] for name in world.names}
    parts["plan"] = [
        "plan: {id: p, title: A plan, start: 2016-01-04}\n",
        "owners: {o1: First, o2: Second}\nbodies: {board: Board, ofsted: {title: Ofsted, outside: true}}\n",
        "recommendations:\n",
        *(_entry(one, 2, style) for one in world.recommendations),
    ]
    for action, name in world.files.items():
        steps = [one for one in world.steps if one.parent == action]
        head = f"  - id: {action}\n    title: Action {action}\n    answers: [R1]\n    owner: o1\n"
        below = "".join(_entry(one, 6, style) for one in steps)
        parts[name].append(head + (f"    milestones:\n{below}" if below else ""))
    for name in ("one", "two"):
        parts[name] = [_comment(style), "actions:\n", *parts[name]] if parts[name] else []
    parts["kpis"] = [_comment(style), "kpis:\n", *(_kpi(one, style) for one in world.kpis)]
    rows = [f"{period},{found[0]}\n" for one in world.kpis if one.csv for period, found in sorted(one.figures.items())]
    paths = {name: f"plans/p/{world.names[name]}.yaml" for name in ("plan", "one", "two")}
    paths["kpis"] = f"kpis/{world.names['kpis']}.yaml"
    found = {paths[name]: "".join(texts) for name, texts in parts.items() if texts}
    return found | {"kpis/k3.csv": "period,value\n" + "".join(rows)}


def _comment(style: Random) -> str:
    return f"# Layout {style.randint(1, 99)}\n" if style.random() < 0.5 else ""


def _entry(one: Item, indent: int, style: Random) -> str:
    """Return an entry of a list, on one line or on several, with its keys in any order."""
    keys = [(key, _quoted(value, style) if key == "title" else value) for key, value in one.keys.items()]
    keys += [(key, f"[{', '.join(texts)}]") for key, texts in one.lists.items()]
    style.shuffle(keys)
    start = " " * indent
    if style.random() < 0.5:
        return f"{start}- {{id: {one.id}, {', '.join(f'{key}: {value}' for key, value in keys)}}}\n"
    lines = "".join(f"{start}  {key}: {value}\n" for key, value in keys)
    return f"{start}- id: {one.id}\n{lines}"


def _kpi(one: Kpi, style: Random) -> str:
    fixed = {"title": f"Measure {one.id}", "unit": "number", "frequency": "monthly", "owner": "o1"}
    shown = Item(one.id, {**fixed, "published_after": "14 days", **one.keys}, lists=one.lists)
    figures = [(period, _figure(found)) for period, found in sorted(one.figures.items())]
    words = ", ".join(f"{period}: {text}" for period, text in figures)
    shown.keys["observations"] = "{csv: k3.csv}" if one.csv else f"{{{words}}}"
    return _entry(shown, 2, style)


def _figure(found: list[str]) -> str:
    return found[0] if len(found) == 1 else f"{{value: {found[0]}, revisions: [{', '.join(found[1:])}]}}"


def _quoted(text: str, style: Random) -> str:
    return style.choice((text, f'"{text}"', f"'{text}'"))
