"""The title beside an ID in a returned workbook: it shows whether a row is still the one that was sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pap_cli.edit.items.item import Item, Sort
from pap_cli.errors import PapError
from pap_cli.sheets.people.answers.returned import Answer
from pap_cli.sheets.taken.change import Refused

Items = Mapping[tuple[str | None, str], Item]
_LONGEST = 200


def refuse_title_of_another(answer: Answer, item: Item, items: Items) -> None:
    """Refuse an answer whose row has the ID of one item and the title of another: its columns were sorted apart.

    Raises:
        PapError: if so; nobody can know which of both it is about.
    """
    if other := _other(answer, item, items):
        raise PapError(
            f"the ID is {item.id}, but the title “{_short(answer.title)}” is that of {other}",
            "put the cells of each row together again, as they were sent",
        )


def retitled(answer: Answer, items: Items) -> Iterator[Refused]:
    """Yield that a title was written over, or was changed in the plan since: a title is no answer."""
    item = next((one for name in (*answer.mark.plans, None) if (one := items.get((name, answer.id))) is not None), None)
    if item is None or not answer.title or _plain(answer.title) == _plain(item.title):
        return
    if not _other(answer, item, items):
        yield Refused(
            where=answer.where,
            id=item.id,
            why=f"the title is “{_short(answer.title)}” here and “{_short(item.title)}” in the plan; it is no answer",
            help="if it is meant as one, write it in the column Comment",
        )


def _other(answer: Answer, item: Item, items: Items) -> str:
    """Return the ID of another item with the title of a row; empty if there is none."""
    title = _plain(answer.title)
    if not title or title == _plain(item.title):
        return ""
    sorts = (Sort.KPI,) if answer.is_figure else (Sort.MILESTONE, Sort.ACTION)
    plans = (*answer.mark.plans, None)
    same = (one.id for one in items.values() if one.plan in plans and one.sort in sorts and _plain(one.title) == title)
    return next(same, "")


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
