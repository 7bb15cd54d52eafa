"""Owners as they stand in a cell: posts, teams and agencies, apart."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

_ROLE = (
    r"(?:heads?|directors?|managers?|leads?|leaders?|officers?|chairs?|nurses?|workers?|teachers?|headteacher|principal|"
    r"executive|chief|secretary|clerk|solicitor|accountant|co-?ordinator|governors?|consultants?|midwi(?:fe|ves)|"
    r"matrons?|inspectors?|sergeant|superintendents?|commanders?|commissioner|constable|supervisors?|administrator|"
    r"analyst|advis[eo]r|registrar|practitioners?|senco|dsl|champion|coo|ceo|cfo|cmo|cno|dcs|don|dof|dow|sro|cn|md|acc|"
    r"dcc|dcfo|hr|em|owners?|sponsor|assistant|councillor|cllr|treasurer|bursar|surveyor|engineer|planner|trainer|"
    r"pharmacist|therapist|psychologist|gp|doctor|dr|professor|deputy)"
)
_ORGANISATION = (
    r"(?:trust|ccg|icb|police|council|authority|nhs|partnership|board|agency|agencies|services?|schools?|"
    r"probation|teams?|department|directorate|health|housing|education|social care|ofsted|dfe|group|committee|college)"
)
_POST = re.compile(rf"\b{_ROLE}\b", re.IGNORECASE)
_BEGINS = re.compile(
    r"(?:the |interim |acting |deputy |assistant |associate |senior |executive |strategic |registered |designated |"
    r"clinical |group |area |service |team |principal |corporate |all |key |night |[A-Z]{2,6} |[A-Z][\w']+ ){0,3}"
    rf"{_ROLE}\b",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"[A-Z][A-Za-z]{0,2}[A-Z&]{1,5}s?")
_PERSON = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Prof)\.? )?(?:[A-Z][a-z]+|[A-Z]\.?)(?: [A-Z]\.?)? [A-Z][a-z]+(?:-[A-Z][a-z]+)?|"
    r"[A-Z]{2,3}"
)
_EMAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,6}")
_ORG = re.compile(rf"\b{_ORGANISATION}\b", re.IGNORECASE)
_NOBODY = re.compile(
    r"(?:all(?: (?:agencies|partners|staff|teams|managers|services|leads))?|various|everyone|tb[cad]|n/?a|none|"
    r"to be (?:confirmed|appointed|agreed|identified)|vacant|unknown|multi[- ]agency|partners|as above|\?+|-+)",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"\((?:tb[cad]|to be confirmed|vacant|interim|acting|until [^)]*|from [^)]*)\)|\btb[cad]\b", re.IGNORECASE
)

# What is longer is no list of owners.
_LONGEST = 1000


class Owners(Struct, frozen=True):
    """The owners in a cell; `why` is empty if they were simply taken."""

    names: tuple[str, ...]
    why: str = ""


@lru_cache(maxsize=8192)
def read_owners(text: str) -> Owners:
    """Return the owners in a cell, apart where their words show it."""
    if len(text) > _LONGEST:
        return Owners((), "too long for owners")
    tidy = "\n".join(" ".join(line.split()) for line in text.splitlines())
    lines = [part for line in re.split(r"[\n;]+| / ", tidy) if (part := _bare(line))]
    names = [name for line in lines for name in _split(line)]
    if len(lines) == 1 and _NOBODY.fullmatch(lines[0]):
        return Owners((), f"“{lines[0]}” names nobody")
    if any(_NOBODY.fullmatch(name) for name in names):
        return Owners(tuple(name for name in names if not _NOBODY.fullmatch(name)), "a part of it names nobody")
    if found := _MARK.search(text):
        cleaned = tuple(name for one in names if (name := _bare(_MARK.sub("", one))))
        return Owners(cleaned, f"the owner is marked “{found[0]}”")
    return Owners(tuple(dict.fromkeys(names)))


def _bare(text: str) -> str:
    return re.sub(r"^\s*(?:[•·*▪-]|\d{1,2}[.)])\s*", "", text).strip(" \t,.;")


def _split(text: str) -> list[str]:
    """Return the owners in one line: at commas, “and”, “&” and slashes, where both sides are owners."""
    for mark in (r"\s*/\s*", r"\s*&\s*|\s+and\s+|\s+with\s+|\s*\+\s*"):
        parts = re.split(mark, text)
        if len(parts) > 1 and all(map(_is_owner, parts)) and ("/" in mark or _alike(parts)):
            return [name for part in parts for name in _split(part)]
    pieces = re.split(r"\s*,\s*", text)
    if len(pieces) > 1:
        return _at_commas(pieces)
    return [text] if text else []


def _is_owner(text: str) -> bool:
    """Return True if a part can be an owner by itself: “HR”, “Police” or “Head of Housing”, and not “Housing”."""
    text = text.strip()
    if "," in text:
        text = text.split(",")[0].strip()
    return (
        bool(_ACRONYM.fullmatch(text) or _POST.search(text) or _ORG.search(text) or _PERSON.fullmatch(text))
        and text[:1].isalpha()
    )


def _alike(parts: list[str]) -> bool:
    """Return True if all parts are posts, or none: “Director of Adults and Children's Services” is one post."""
    posts = [is_post(part) for part in parts]
    return all(posts) or not any(posts)


def _at_commas(pieces: list[str]) -> list[str]:
    """Return pieces as owners; one that is no post belongs to the post before it: “Service Manager, MASH”."""
    if all(_PERSON.fullmatch(piece) and not _POST.search(piece) and not _ORG.search(piece) for piece in pieces) or (
        len(pieces) > 2 and not any(map(_POST.search, pieces)) and all(len(piece.split()) <= 3 for piece in pieces)
    ):
        return pieces
    names: list[str] = []
    for piece in pieces:
        if not names or (_BEGINS.match(piece) and _POST.search(names[-1])):
            names.append(piece)
        else:
            names[-1] += f", {piece}"
    return [name for one in names for name in (_split(one) if "," not in one else [one])]


def is_owner(text: str) -> bool:
    """Return True if a cell looks like an owner: a post, a person, an agency or initials."""
    if len(text) > 120 or (text.endswith((".", ":")) and len(text.split()) > 5):
        return False
    if _NOBODY.fullmatch(text.strip()) or _EMAIL.fullmatch(text.strip()):
        return True
    names = [part.strip() for part in re.split(r"[\n;/,&]|\band\b", text) if part.strip()]
    return bool(names) and all(len(name.split()) <= 8 for name in names) and is_post(text)


def is_post(text: str) -> bool:
    """Return True if a text names a post, a person or initials."""
    first = re.split(r"[\n;/,&(]|\band\b", text)[0].strip()
    return bool(_POST.search(text) or _ACRONYM.fullmatch(first) or _PERSON.fullmatch(first))
