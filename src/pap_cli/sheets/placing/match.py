"""Which item of the plan each row of a newer tracker is: by its reference within its section, else by its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

from pap_cli.edit.items.item import Sort
from pap_cli.errors import PapError
from pap_cli.installed import install_advice
from pap_cli.load.workspace.lookalikes import skeleton
from pap_cli.sheets.placing.entries.names import id_from
from pap_cli.sheets.placing.entries.wanted import Wanted
from pap_cli.sheets.placing.known import Known
from pap_cli.sheets.understood import Question

# How alike two titles are, in percent: the same reference needs less, no reference more; between these it is asked.
_WITH_REF, _SURE, _MAYBE = 55, 90, 68
# By how much the likest must be ahead of the next.
_AHEAD = 5
_CHOICES = 3
NEW = "new"
# The key of the answers in the mapping.
ROWS = "rows"
_LABEL = 60
# Where a row is whose action is new.
_NOWHERE = "\0"
# A reference or a title, and the section it counts in.
_Key: TypeAlias = tuple[str, str]


class Matched(Struct, frozen=True):
    """The item of each row by its place, what is to be asked, and the items that no row is."""

    items: dict[int, Known]
    questions: tuple[Question, ...]
    gone: tuple[Known, ...]


def match(wanted: Sequence[Wanted], known: Sequence[Known], answers: Mapping[str, str]) -> Matched:
    """Return which item each row is; ANSWERS are the IDs, or `new`, that a person gave, by what `label` returns."""
    work = _Matching(wanted, known)
    work.answer(answers)
    for sort in (Sort.RECOMMENDATION, Sort.ACTION, Sort.MILESTONE):
        work.same(sort, by_ref=True, within=True)
        work.same(sort, by_ref=True, within=False)
        work.same(sort, by_ref=False, within=True)
        work.same(sort, by_ref=False, within=False)
    work.answer_new(answers)
    questions = work.alike()
    found = {id(one) for one in work.found.values()}
    asked = {each for question in questions for each in question.choices}
    gone = tuple(one for one in known if id(one) not in found and one.item.id not in asked)
    return Matched(work.found, questions, gone)


def label(one: Wanted) -> str:
    """Return what a row is called in the mapping: its reference, or the start of its title."""
    return one.ref or one.title[:_LABEL].strip()


def _ref_of(ref: str) -> str:
    return skeleton(id_from(ref))


def _ratio(one: str, other: str) -> float:
    try:
        from rapidfuzz import fuzz
    except ImportError:
        raise PapError("pap cannot compare the rows without the extra sheets", install_advice("sheets")) from None
    return fuzz.ratio(one.casefold(), other.casefold())


class _Matching:
    def __init__(self, wanted: Sequence[Wanted], known: Sequence[Known]) -> None:
        self.wanted = wanted
        self.known = known
        self.found: dict[int, Known] = {}
        self._used: set[int] = set()
        self._new: set[int] = set()

    def answer(self, answers: Mapping[str, str]) -> None:
        """Take the items that a person named."""
        by_id = {one.item.id: one for one in self.known}
        for place, one in enumerate(self.wanted):
            answer = answers.get(label(one), "")
            if answer in by_id and by_id[answer].item.sort is one.sort:
                self._take(place, by_id[answer])

    def answer_new(self, answers: Mapping[str, str]) -> None:
        """Take the rows that a person called new, and that the plan does not have with the same words by now."""
        for place, one in enumerate(self.wanted):
            if place not in self.found and answers.get(label(one)) == NEW:
                self._new.add(place)

    def same(self, sort: Sort, *, by_ref: bool, within: bool) -> None:
        """Take those that have the same title, or a reference that no other has and a title that is alike."""
        rows, items = self._open_rows(sort), self._open_items(sort)
        ours = _grouped((place, self._key_of_row(place, by_ref, within)) for place in rows)
        theirs = _grouped((nth, _key_of_item(self.known[nth], by_ref, within)) for nth in items)
        for key, places in ours.items():
            nths = theirs.get(key, [])
            if by_ref and not (len(places) == len(nths) == 1 and self._likely(places[0], nths[0])):
                continue
            for place, nth in zip(places, nths, strict=False):  # rows with the same words are in the same order
                self._take(place, self.known[nth])

    def _likely(self, place: int, nth: int) -> bool:
        return _ratio(self.wanted[place].title, self.known[nth].title) >= _WITH_REF

    def _key_of_row(self, place: int, by_ref: bool, within: bool) -> _Key:
        one = self.wanted[place]
        text = _ref_of(one.ref) if by_ref else one.title.casefold()
        if one.sort is Sort.MILESTONE:  # a number is that of a milestone only within its action
            over = self._within(place)
            return text, (over if over is not None else _NOWHERE) if within or by_ref else ""
        return text, one.section if within else ""

    def alike(self) -> tuple[Question, ...]:
        """Take the rest by likeness, and ask where it is not sure."""
        questions: list[Question] = []
        for sort in (Sort.RECOMMENDATION, Sort.ACTION, Sort.MILESTONE):
            for place in self._open_rows(sort):
                question = self._alike(place, sort)
                if question is not None:
                    questions.append(question)
        return tuple(questions)

    def _alike(self, place: int, sort: Sort) -> Question | None:
        one = self.wanted[place]
        within = self._within(place)
        items = [
            self.known[nth]
            for nth in self._open_items(sort)
            if sort is not Sort.MILESTONE or within is None or self.known[nth].parent == within
        ]
        scored = _likest(one.title, [item.title for item in items])
        ref = _ref_of(one.ref)
        if not scored and ref:
            same = [nth for nth, item in enumerate(items) if _ref_of(item.ref) == ref and item.section == one.section]
            scored = [(0.0, nth) for nth in same[:_CHOICES]]
        if not scored:
            return None
        (best, nth), rest = scored[0], scored[1:]
        ahead = not rest or best - rest[0][0] >= _AHEAD
        if best >= _SURE and ahead:
            self._take(place, items[nth])
            return None
        choices = tuple(items[each].item.id for _, each in scored)
        titles = "; ".join(f"{items[each].item.id} “{items[each].title}”" for _, each in scored)
        return Question(
            question=f"is “{one.title}” a row that the plan has already, with other words? {titles}",
            key=f"{ROWS}.{label(one)}",
            choices=(*choices, NEW),
            sheet=one.item.sheet,
            row=one.item.row,
        )

    def _within(self, place: int) -> str | None:
        """Return the ID of the item that a row belongs to; None if that is new."""
        parent = self.wanted[place].parent
        if parent is None:
            return ""
        over = self.found.get(parent)
        return over.item.id if over is not None else None

    def _open_rows(self, sort: Sort) -> list[int]:
        return [
            place
            for place, one in enumerate(self.wanted)
            if one.sort is sort and place not in self.found and place not in self._new
        ]

    def _open_items(self, sort: Sort) -> list[int]:
        return [nth for nth, one in enumerate(self.known) if one.item.sort is sort and id(one) not in self._used]

    def _take(self, place: int, one: Known) -> None:
        if id(one) not in self._used:
            self.found[place] = one
            self._used.add(id(one))


def _key_of_item(one: Known, by_ref: bool, within: bool) -> _Key:
    text = _ref_of(one.ref) if by_ref else one.title.casefold()
    if one.item.sort is Sort.MILESTONE:
        return text, one.parent if within or by_ref else ""
    return text, one.section if within else ""


def _grouped(keyed: Iterable[tuple[int, _Key]]) -> dict[_Key, list[int]]:
    """Return the places of each key that says something."""
    groups: dict[_Key, list[int]] = {}
    for place, key in keyed:
        if key[0]:
            groups.setdefault(key, []).append(place)
    return groups


def _likest(title: str, others: Sequence[str]) -> list[tuple[float, int]]:
    """Return the likest of some titles, at most three, with how alike they are, the likest first."""
    if not others:
        return []
    try:
        from rapidfuzz import fuzz, process
    except ImportError:
        raise PapError("pap cannot compare the rows without the extra sheets", install_advice("sheets")) from None
    found = process.extract(
        title.casefold(), [one.casefold() for one in others], scorer=fuzz.ratio, limit=_CHOICES, score_cutoff=_MAYBE
    )
    return [(score, nth) for _, score, nth in found]
