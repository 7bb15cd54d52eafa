"""A new recommendation, action, milestone, KPI, review or risk: its ID, its entry, and the file that it goes into."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from pap_cli.edit.draft.edits import Edit
from pap_cli.edit.draft.files import ChangedFile
from pap_cli.edit.items.item import Item, Sort, items_of
from pap_cli.edit.order import key_order
from pap_cli.edit.text.changes import AddEntry, Value
from pap_cli.edit.text.lines import entry_lines, key_lines
from pap_cli.edit.text.scalars import Word
from pap_cli.errors import PapError
from pap_cli.load.workspace.loader import Workspace
from pap_cli.model.items import Action, Milestone, Recommendation
from pap_cli.model.kpi import Kpi, KpiFile
from pap_cli.model.oversight import Review
from pap_cli.model.place import Place
from pap_cli.model.plan import Plan, PlanFile
from pap_cli.model.risks import Risk

# What may be added, with its class and the key of its list.
ADDED: Mapping[str, tuple[Sort, type, str]] = {
    "recommendation": (Sort.RECOMMENDATION, Recommendation, "recommendations"),
    "action": (Sort.ACTION, Action, "actions"),
    "milestone": (Sort.MILESTONE, Milestone, "milestones"),
    "kpi": (Sort.KPI, Kpi, "kpis"),
    "review": (Sort.REVIEW, Review, "reviews"),
    "risk": (Sort.RISK, Risk, "risks"),
}
# The beginning of the first ID of a sort in a plan that has none.
# What the IDs of a sort begin with if there are none to follow.
_PREFIXES = {Sort.RECOMMENDATION: "R", Sort.ACTION: "A", Sort.RISK: "RK", Sort.KPI: "kpi-", Sort.REVIEW: "review-"}
_NUMBERED = re.compile(r"(.*?)(\d+)")
_LONGEST_SLUG = 40
KPIS = "kpis"


class Addition(Struct, frozen=True, kw_only=True):
    """What is added: its sort, its plan, and the values of its keys as they were typed."""

    sort: Sort
    plan: Plan | None
    # The action or recommendation of a milestone.
    under: Item | None
    fields: Mapping[str, Value]


def next_id(workspace: Workspace, sort: Sort, plan: Plan | None, under: Item | None, title: str) -> str:
    """Return the next free ID: the next number of those like it, or for KPIs and reviews the words of the title."""
    name = plan.id if plan is not None else None
    every = [one for one in items_of(workspace.portfolio) if one.plan in (name, None)]
    taken = {one.id for one in every}
    if sort is Sort.MILESTONE and under is not None:
        numbers = [_NUMBERED.fullmatch(one.id) for one in under.entry.milestones]
        prefixes = Counter(found[1] for found in numbers if found)
        prefix = prefixes.most_common(1)[0][0] if prefixes else f"{under.id}."
        return _free(prefix, taken)
    like = [found for one in every if one.sort is sort and (found := _NUMBERED.fullmatch(one.id))]
    if sort in (Sort.KPI, Sort.REVIEW) and title and not (like and len(like) * 2 > len(taken)):
        words = slug(title)
        return words if words and words not in taken else _free(f"{words or sort.lower()}-", taken)
    prefixes = Counter(found[1] for found in like)
    prefix = prefixes.most_common(1)[0][0] if prefixes else _PREFIXES[sort]
    return _free(prefix, taken)


def _free(prefix: str, taken: set[str]) -> str:
    numbers = (found for one in taken if one.startswith(prefix) and (found := one[len(prefix) :]).isdecimal())
    return f"{prefix}{1 + max(map(int, numbers), default=0)}"


def slug(title: str) -> str:
    """Return the ID that is made of a title: its first words in lower case, with hyphens; empty if it has none."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    words = re.findall(r"[a-z0-9]+", plain)
    made = ""
    for word in words:
        if len(made) + len(word) >= _LONGEST_SLUG:
            break
        made = f"{made}-{word}" if made else word
    return made if made and not made[0].isdigit() else f"kpi-{made}" if made else ""


def add(workspace: Workspace, addition: Addition, file: str | None) -> tuple[Edit, list[ChangedFile]]:
    """Return the edit that adds an item at the end of the list of others like it, with a new file for a first KPI.

    Raises:
        PapError: if there is no file for it, or several and none is named.
    """
    sort = addition.sort
    _, cls, key = ADDED[sort.lower()]
    plan = addition.plan.id if addition.plan is not None else None
    id = str(addition.fields["id"])
    order = {name: nth for nth, name in enumerate(key_order(cls))}
    entry = dict(sorted(addition.fields.items(), key=lambda pair: order[pair[0]]))
    item = Item(sort, id, plan, None)
    if sort is Sort.KPI and (new := _new_file(workspace, plan, file)):
        return Edit(item=item, changes=(), did="added", key="id"), [_first_kpi(workspace, new, plan, entry)]
    whole: type = KpiFile if sort is Sort.KPI else PlanFile
    if addition.under is not None:
        inside, order_of_file = addition.under.place, addition.under.order
        did = f"added to {addition.under.id}"
    else:
        inside, order_of_file = _file_for(workspace, sort, plan, file), key_order(whole)
        did = "added"
    change = AddEntry((), key, entry, order_of_file)
    return Edit(item=item, changes=(change,), did=did, key="id", inside=inside), []


def _new_file(workspace: Workspace, plan: str | None, file: str | None) -> str:
    """Return the name of the file to create for a KPI; empty if there is one for it."""
    files = [name for name, found in workspace.contents.items() if isinstance(found.entry, KpiFile)]
    if file is None:
        return "" if files else f"{KPIS}/kpis.yaml"
    name = file if file.startswith(f"{KPIS}/") else f"{KPIS}/{file}"
    known = any(one in (file, name) or one.endswith(f"/{file}") for one in workspace.sources)
    return "" if known or not name.endswith(".yaml") or ".." in name or (workspace.root / name).exists() else name


def _first_kpi(workspace: Workspace, name: str, plan: str | None, entry: Mapping[str, Value]) -> ChangedFile:
    head = [*key_lines("plan", Word(plan), 0, 0, brackets=None)] if plan is not None else []
    lines = [*head, "kpis:", *entry_lines(entry, 2, 2, brackets=None), ""]
    return ChangedFile(workspace.root / name, name, None, "\n".join(lines).encode("utf-8"))


def _file_for(workspace: Workspace, sort: Sort, plan: str | None, file: str | None) -> Place:
    """Return the place of the file that an item goes into: the named one, or the only one with others like it."""
    whole = {name: content.entry for name, content in workspace.contents.items()}
    if sort is Sort.KPI:
        fits = [name for name, entry in whole.items() if isinstance(entry, KpiFile) and entry.plan in (plan, None)]
        like = fits
    else:
        fits = _files_of(workspace, plan)
        like = [name for name in fits if any(_is_like(one, sort, plan, name) for one in items_of(workspace.portfolio))]
    if file is not None:
        found = [name for name in fits if name == file or name.endswith(f"/{file}")]
        if len(found) != 1:
            raise PapError(f"--file {file} is no file of this plan", f"give one of {', '.join(fits)}")
        like = found
    if not like:
        like = [name for name in fits if name.endswith("plan.yaml")] or fits
    if not like:
        raise PapError("there is no file for it", "add the first one by hand")
    if len(like) > 1:
        raise PapError(f"{sort}s are in {len(like)} files", f"choose one with  --file:  {', '.join(like)}")
    entry = whole[like[0]]
    if entry is None:
        raise PapError(f"{like[0]} has errors", "run  pap check  and correct them first")
    place: Place = entry.place
    return place


def _files_of(workspace: Workspace, plan: str | None) -> list[str]:
    own = {one.place.path for one in items_of(workspace.portfolio) if one.plan == plan}
    return [name for name, found in workspace.contents.items() if name in own and isinstance(found.entry, PlanFile)]


def _is_like(one: Item, sort: Sort, plan: str | None, name: str) -> bool:
    return one.sort is sort and one.plan == plan and one.place.path == name


def words(text: str) -> Value:
    """Return a value that may be several, between commas: one as it is, several as a list."""
    parts = [Word(part.strip()) for part in text.split(",") if part.strip()]
    return parts[0] if len(parts) == 1 else parts
