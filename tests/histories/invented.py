"""Invented histories: a plan that is kept for months, with commits of which some have to be found and most do not.

Everything follows from a seed.  What has to be found is noted when it is done, by the one who does it: nothing here
uses the program under test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from histories.plan_text import Item, Kpi, World, text_of
from repository import Commit

START = date(2016, 1, 4)
# A correction within these days, and a fact recorded within those, is nothing to find.
GRACE, LATE = 7, 31


@dataclass(frozen=True)
class Planted:
    """What a check of the history has to find: the rule, the item, the number of the commit, and both values."""

    rule: str
    item: str
    commit: int
    before: str = ""
    after: str = ""


@dataclass
class History:
    """The commits, and what has to be found in them."""

    commits: list[Commit] = field(default_factory=list)
    planted: list[Planted] = field(default_factory=list)
    # The files of the workspace after each commit, by their path in it.
    states: list[dict[str, str]] = field(default_factory=list)
    # The folder of the workspace after each commit.
    folders: list[str] = field(default_factory=list)

    @property
    def folder(self) -> str:
        """The folder of the workspace at last."""
        return self.folders[-1]


def invented(seed: int, length: int = 40, *, planted: bool = True) -> History:
    """Return the history of a seed; without `planted`, one in which nothing is to be found."""
    return _Writer(Random(seed), planted=planted).write(length)  # noqa: S311 - the same for every seed


class _Writer:
    """Keeps a plan for some months."""

    def __init__(self, random: Random, *, planted: bool) -> None:
        self.random = random
        self.history = History()
        self.today = START + timedelta(days=random.randint(0, 20))
        self.world = World.new(random, self.today)
        self.stored: dict[str, str] = {}
        self.benign = (self.start, self.complete, self.prove, self.note, self.extend, self.publish, self.publish)
        self.quiet = (
            *(self.revise, self.cancel, self.add, self.reformat, self.rename_file, self.move_item, self.renumber),
            *(self.correct, self.explain, self.move_folder, self.reorder, self.correct_figure),
        )
        self.bad = (
            *(self.move_due, self.move_extension, self.change_delivery, self.change_kpi, self.retitle, self.overwrite),
            *(self.remove, self.record_late, self.record_early, self.later_evidence, self.stranger),
        )
        self.plants = planted

    def write(self, length: int) -> History:
        """Write that many commits."""
        self.commit("Start the plan")
        while len(self.history.commits) < length:
            self.today += timedelta(days=self.random.choice((1, 2, 3, 5, 9, 14)))
            roll = self.random.random()
            ops = self.bad if self.plants and roll < 0.3 else self.quiet if roll < 0.6 else self.benign
            op: Callable[[], bool] = self.random.choice(ops)
            if self.plants and self.random.random() < 0.02 and self.history.commits[-1].message != "clock":
                self.reformat()
                self.commit("clock", back=text_of(self.world) != self.history.states[-1])
            elif op():
                self.commit(op.__name__, branch=self.random.random() < 0.08)
        return self.history

    def commit(self, message: str, *, back: bool = False, branch: bool = False) -> None:
        """Add what was done as a commit; in one case of few by a merge, or with a clock that is wrong."""
        history = self.history
        state = text_of(self.world)
        files = {f"{self.world.folder}{path}": text for path, text in state.items()}
        changed: dict[str, str | bytes | None] = {
            path: text for path, text in files.items() if self.stored.get(path) != text
        }
        changed |= {path: None for path in self.stored if path not in files}
        when = datetime.combine(self.today, time(12), UTC) + timedelta(minutes=len(history.commits))
        if branch and history.commits:
            first = len(history.commits)
            history.commits.append(Commit(when.isoformat(), changed, message, branch=f"side{first}", parents=(first,)))
            history.states.append(state)
            history.folders.append(self.world.folder)
            history.planted = [
                one if one.commit != first else Planted(one.rule, one.item, first + 1, one.before, one.after)
                for one in history.planted
            ]
            merged = Commit((when + timedelta(minutes=1)).isoformat(), changed, "Merge", parents=(first, first + 1))
            history.commits.append(merged)
        else:
            if back:
                when -= timedelta(days=GRACE * 30)
                self.find("commit-dates-backwards", "")
            history.commits.append(Commit(when.isoformat(), changed, message))
        history.states.append(state)
        history.folders.append(self.world.folder)
        self.stored = files

    # What is to be noted, and how items are chosen.

    def find(self, rule: str, item: str, before: str = "", after: str = "") -> None:
        """Note what has to be found in the commit that is being written."""
        self.history.planted.append(Planted(rule, item, len(self.history.commits), before, after))

    def some(self, test: Callable[[Item], bool]) -> Item | None:
        """Return one of the milestones that are in the plan and pass a test."""
        found = [one for one in self.world.steps if "cancelled" not in one.keys and test(one)]
        return self.random.choice(found) if found else None

    def old(self, one: Item | Kpi, key: str) -> bool:
        """Return True if the value of a key is there, and first appeared so long ago that it is no correction."""
        return key in one.since and (self.today - one.since[key]).days > GRACE + 1

    def recent(self) -> str:
        return (self.today - timedelta(days=self.random.randint(0, 9))).isoformat()

    # What people do, and nothing is to be found in it.

    def start(self) -> bool:
        one = self.some(lambda step: "started" not in step.keys and "completed" not in step.keys)
        return one is not None and one.put("started", self.recent(), self.today)

    def complete(self) -> bool:
        one = self.some(lambda step: "completed" not in step.keys)
        return one is not None and one.put("completed", self.recent(), self.today)

    def prove(self) -> bool:
        one = self.some(lambda step: "completed" in step.keys and "evidenced" not in step.keys)
        if one is None or date.fromisoformat(one.keys["completed"]) >= self.today:
            return False
        one.put("evidence", f'"Paper {self.random.randint(1, 99)}"', self.today)
        return one.put("evidenced", self.today.isoformat(), self.today)

    def note(self) -> bool:
        one = self.some(lambda step: True)
        return one is not None and self._note(one)

    def _note(self, one: Item | Kpi) -> bool:
        text = f"{{on: {self.today}, by: o1, text: Note {self.random.randint(1, 999)}}}"
        one.lists.setdefault("notes", []).append(text)
        return True

    def extend(self) -> bool:
        one = self.some(lambda step: "completed" not in step.keys)
        if one is None:
            return False
        to = date.fromisoformat(one.due) + timedelta(days=self.random.randint(20, 90))
        text = f"{{to: {to}, approved: {self.recent()}, by: board, reason: Reason {self.random.randint(1, 99)}}}"
        one.lists.setdefault("extensions", []).append(text)
        one.since["extension"] = self.today
        return True

    def publish(self) -> bool:
        month = self.today.replace(day=1) - timedelta(days=1)
        period = f"{month:%Y-%m}"
        kpi = self.random.choice(self.world.kpis)
        if period in kpi.figures or self.today.day < 16:
            return False
        kpi.figures[period] = [f"{self.random.uniform(10, 90):.1f}"]
        kpi.since[period] = self.today
        return True

    def revise(self) -> bool:
        kpi = self.random.choice([one for one in self.world.kpis if not one.csv])
        known = list(kpi.figures)
        if not known:
            return False
        kpi.figures[self.random.choice(known)].append(f"{self.random.uniform(10, 90):.1f}")
        return True

    def cancel(self) -> bool:
        one = self.some(lambda step: "completed" not in step.keys)
        words = f"{{on: {self.recent()}, by: board, reason: Not needed}}"
        return one is not None and one.put("cancelled", words, self.today)

    def add(self) -> bool:
        self.world.add_step(self.random, self.today)
        return True

    def reformat(self) -> bool:
        self.world.style = self.random.randint(0, 10**6)
        return True

    def reorder(self) -> bool:
        self.random.shuffle(self.world.steps)
        self.random.shuffle(self.world.kpis)
        return True

    def rename_file(self) -> bool:
        old = self.random.choice(sorted(self.world.names))
        self.world.names[old] = f"{old}-{self.random.randint(1, 10**6)}"
        return True

    def move_item(self) -> bool:
        action = self.random.choice(list(self.world.files))
        self.world.files[action] = self.random.choice(("one", "two"))
        return True

    def move_folder(self) -> bool:
        self.world.folder = self.random.choice(("", "plan/", "council/plan/"))
        return True

    def renumber(self) -> bool:
        one = self.some(lambda step: True)
        if one is None or any(one.id == other.item for other in self.history.planted):
            return False
        was = one.id
        one.id = self.world.new_id(one.parent)
        if self.random.random() < 0.5:
            one.keys["was"] = was
        return True

    def correct(self) -> bool:
        one = self.some(lambda step: (self.today - step.since["due"]).days < GRACE and "moved" not in step.since)
        if one is None:
            return False
        one.keys["due"] = (date.fromisoformat(one.due) + timedelta(days=self.random.randint(1, 30))).isoformat()
        return True

    def correct_figure(self) -> bool:
        for kpi in self.world.kpis:
            for period, figures in kpi.figures.items():
                fresh = (self.today - kpi.since[period]).days < GRACE
                if fresh and len(figures) == 1 and f"moved {period}" not in kpi.since:
                    figures[0] = f"{self.random.uniform(10, 90):.1f}"
                    return True
        return False

    def explain(self) -> bool:
        kpi = self.random.choice(self.world.kpis)
        kpi.keys["target"] = str(self.random.randint(91, 999))
        kpi.since["target"] = self.today
        return self._note(kpi)

    # What has to be found.

    def move_due(self) -> bool:
        one = self.some(lambda step: self.old(step, "due") and "extensions" not in step.lists)
        if one is None:
            return False
        before = one.due
        after = date.fromisoformat(before) + timedelta(days=self.random.randint(5, 200))
        one.put("due", after.isoformat(), self.today)
        one.since["moved"] = self.today
        self.find("first-due-date-changed", one.id, before, one.due)
        return True

    def move_extension(self) -> bool:
        one = self.some(
            lambda step: self.old(step, "extension") and "by: board" in step.lists.get("extensions", [""])[-1]
        )
        if one is None:
            return False
        text = one.lists["extensions"][-1]
        before = text[len("{to: ") : len("{to: 2016-01-01")]
        after = (date.fromisoformat(before) + timedelta(days=self.random.randint(5, 200))).isoformat()
        if any(f"to: {after}" in other for other in one.lists["extensions"]):
            return False  # there would be no telling which of the two it is
        one.lists["extensions"][-1] = text.replace(before, after, 1)
        one.since["extension"] = self.today
        self.find("changed-without-reason", one.id, before, after)
        return True

    def change_delivery(self) -> bool:
        one = self.some(lambda step: self.old(step, "completed") and "evidenced" not in step.keys)
        if one is None:
            return False
        before = one.keys["completed"]
        after = (date.fromisoformat(before) - timedelta(days=self.random.randint(1, 20))).isoformat()
        if before > self.today.isoformat() or (self.today - date.fromisoformat(after)).days >= LATE:
            return False
        one.put("completed", after, self.today)
        self.find("changed-without-reason", one.id, before, after)
        return True

    def change_kpi(self) -> bool:
        kpi = self.random.choice(self.world.kpis)
        key = self.random.choice(("target", "floor", "polarity", "definition"))
        if not self.old(kpi, key):
            return False
        before = kpi.keys[key]
        after = {"polarity": "low" if before == "high" else "high"}.get(key, f"{self.random.randint(1000, 9999)}")
        kpi.put(key, f"Count {after}" if key == "definition" else after, self.today)
        self.find("changed-without-reason", kpi.id, before, kpi.keys[key])
        return True

    def retitle(self) -> bool:
        one = self.random.choice(self.world.recommendations)
        if not self.old(one, "title"):
            return False
        before = one.keys["title"]
        one.put("title", f"Do {self.random.randint(1000, 9999)}", self.today)
        self.find("changed-without-reason", one.id, before, one.keys["title"])
        return True

    def overwrite(self) -> bool:
        kpi = self.random.choice(self.world.kpis)
        known = [period for period, found in kpi.figures.items() if len(found) == 1 and self.old(kpi, period)]
        if not known:
            return False
        period = self.random.choice(known)
        before = kpi.figures[period][0]
        kpi.figures[period][0] = f"{float(before) + self.random.uniform(1, 9):.1f}"
        kpi.since[period] = kpi.since[f"moved {period}"] = self.today
        self.find("figure-overwritten", kpi.id, before, kpi.figures[period][0])
        return True

    def remove(self) -> bool:
        one = self.some(lambda step: self.old(step, "due"))
        if one is None or len(self.world.steps) < 4:
            return False
        self.world.steps.remove(one)
        self.find("item-removed", one.id)
        return True

    def record_late(self) -> bool:
        one = self.some(lambda step: "completed" not in step.keys and self.old(step, "due"))
        if one is None:
            return False
        when = (self.today - timedelta(days=self.random.randint(LATE + 2, 120))).isoformat()
        one.put("completed", when, self.today)
        self.find("recorded-late", one.id, "", when)
        return True

    def record_early(self) -> bool:
        one = self.some(lambda step: "completed" not in step.keys)
        if one is None:
            return False
        when = (self.today + timedelta(days=self.random.randint(2, 60))).isoformat()
        one.put("completed", when, self.today)
        self.find("recorded-early", one.id, "", when)
        return True

    def later_evidence(self) -> bool:
        one = self.some(lambda step: "evidence" not in step.keys and "completed" in step.keys)
        if one is None:
            return False
        when = (self.today + timedelta(days=self.random.randint(2, 60))).isoformat()
        one.put("evidence", f"{{what: Paper, where: Drive, on: {when}}}", self.today)
        self.find("evidence-after-commit", one.id, "", when)
        return True

    def stranger(self) -> bool:
        one = self.some(lambda step: "completed" not in step.keys)
        if one is None:
            return False
        to = date.fromisoformat(one.due) + timedelta(days=self.random.randint(20, 90))
        who = f"someone-{self.random.randint(1, 999)}"
        text = f"{{to: {to}, approved: {self.recent()}, by: {who}, reason: Because}}"
        one.lists.setdefault("extensions", []).append(text)
        one.since["extension"] = self.today
        self.find("approved-by-other", one.id, "", who)
        return True
