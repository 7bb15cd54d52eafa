"""Terms of the glossary as links: each once on a page, where it is first used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from msgspec import Struct, field

from pap_cli.render.html.text import escape, slug
from pap_cli.wording.glossary import TERMS, Term


class Terms(Struct):
    """The links to a glossary from one page; `address` is empty where there is no glossary."""

    address: str = ""
    _used: set[str] = field(default_factory=set)

    def label(self, text: str) -> str:
        """Return the title of a column or a fact, as a link if it is a term that was not linked before."""
        term = _by_label().get(text) if self.address else None
        return escape(text) if term is None else self._link(term, text)

    def sentence(self, text: str) -> str:
        """Return a text of ours with a link for each term in it that was not linked before."""
        if not self.address:
            return escape(text)
        pattern, terms = _by_phrase()
        parts: list[str] = []
        end = 0
        for found in pattern.finditer(text):
            parts += (escape(text[end : found.start()]), self._link(terms[found[0].lower()], found[0]))
            end = found.end()
        return "".join((*parts, escape(text[end:]))) if parts else escape(text)

    def _link(self, term: Term, text: str) -> str:
        if term.name in self._used:
            return escape(text)
        self._used.add(term.name)
        to = f"{self.address}#s-{slug(term.name)}"
        return f'<a class="term" href="{escape(to)}" title="{escape(term.meaning)}">{escape(text)}</a>'


@cache
def _by_label() -> Mapping[str, Term]:
    return {label: term for term in TERMS for label in term.labels}


@cache
def _by_phrase() -> tuple[re.Pattern[str], Mapping[str, Term]]:
    terms = {phrase.lower(): term for term in TERMS for phrase in term.phrases}
    words = "|".join(re.escape(phrase) for phrase in sorted(terms, key=len, reverse=True))
    return re.compile(rf"\b(?:{words})", re.IGNORECASE), terms
