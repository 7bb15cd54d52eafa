"""The e-mail that asks a person to fill in a workbook, as a draft that mail programs open: `pap` sends no mail.

The same plan and day give the same bytes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from html import escape

from msgspec import Struct

from pap_cli.assess.asked import Asked
from pap_cli.model.dates import full_date
from pap_cli.render.text import printable
from pap_cli.sheets.people.recipient import Recipient
from pap_cli.wording.asked import Group, counts, groups, subject

_XLSX = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
_FONT = "font-family: Arial, Helvetica, sans-serif; font-size: 15px; line-height: 1.45; color: #1b2430"
_HEADING = "font-size: 17px; margin: 20px 0 6px"
_LATE = "color: #8a1a17"
# What mail programs take for an address: one, without a name and without line ends.
_ADDRESS = re.compile(r"[^\s<>,;:\"()\[\]\\@]+@[^\s<>,;:\"()\[\]\\@]+", re.ASCII)


class Letter(Struct, frozen=True, kw_only=True):
    """What a message says."""

    asked: Asked
    recipient: Recipient
    plan: str
    reply_by: date
    # The name of the workbook that goes with it.
    attachment: str

    @property
    def subject(self) -> str:
        """The subject."""
        return printable(subject(self.asked, self.plan))[:200]

    @property
    def greeting(self) -> str:
        """Who is spoken to."""
        return f"Dear {self.recipient.name or self.recipient.title},"

    @property
    def opening(self) -> str:
        """What it is about."""
        words = counts(self.asked)
        return f"{self.plan}, as of {full_date(self.asked.as_of)}: {words}."

    @property
    def steps(self) -> tuple[str, ...]:
        """What to do."""
        return (
            f"Open the attached workbook, {self.attachment}.",
            "For each line, fill in the day on which it was delivered, or the day on which you now expect it; where "
            "the evidence is; and a comment if there is something to say. Leave empty what has not changed.",
            f"Send the workbook back by {full_date(self.reply_by)}.",
        )


_CLOSING = "If something on the list is not yours, say so as a comment in the workbook."


def message(letter: Letter, workbook: bytes) -> bytes:
    """Return the message with its workbook, to open in a mail program and send from there."""
    from email.headerregistry import Address
    from email.message import EmailMessage
    from email.policy import SMTP

    mail = EmailMessage(policy=SMTP.clone(max_line_length=250))  # a subject on one line
    mail["Subject"] = letter.subject
    addresses = [one for one in letter.recipient.addresses if _ADDRESS.fullmatch(one)]
    if addresses:
        mail["To"] = [Address(addr_spec=one) for one in addresses]
    day = letter.asked.as_of
    mail["Date"] = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    mail["X-Unsent"] = "1"  # Outlook then opens it as a draft
    mail.set_content(plain_text(letter), cte="quoted-printable")
    mail.add_alternative(html_text(letter), subtype="html", cte="quoted-printable")
    mail.add_attachment(workbook, *_XLSX, filename=letter.attachment)
    _set_boundaries(mail, f"{letter.recipient.id} {letter.asked.as_of}")
    return mail.as_bytes()


def _set_boundaries(mail: object, seed: str) -> None:
    """Replace the boundaries, which are random otherwise; nothing within the parts has them, as all are encoded."""
    from email.message import EmailMessage

    if isinstance(mail, EmailMessage):
        for nth, part in enumerate(part for part in mail.walk() if part.is_multipart()):
            part.set_boundary(f"=_pap_{hashlib.sha256(f'{seed} {nth}'.encode()).hexdigest()[:32]}")


def plain_text(letter: Letter) -> str:
    """Return the message as plain text."""
    from textwrap import fill

    lines = [letter.greeting, "", fill(printable(letter.opening), 76), ""]
    for group in groups(letter.asked):
        lines += [group.heading, *_bullets(_items(group)), ""]
    lines += ["What to do", *_numbered(letter.steps), "", _CLOSING, ""]
    return "\n".join(lines)


def _items(group: Group) -> list[str]:
    return [f"{id} {title}: {words}" for id, title, words in group.lines]


def _bullets(items: Sequence[str]) -> list[str]:
    from textwrap import fill

    return [fill(printable(item), 76, initial_indent="- ", subsequent_indent="  ") for item in items]


def _numbered(items: Sequence[str]) -> list[str]:
    from textwrap import fill

    return [
        fill(printable(item), 76, initial_indent=f"{nth}. ", subsequent_indent="   ")
        for nth, item in enumerate(items, 1)
    ]


def html_text(letter: Letter) -> str:
    """Return the message as HTML with its styles in place, because mail programs drop others."""
    parts = [_html("p", letter.greeting), _html("p", letter.opening)]
    for group in groups(letter.asked):
        parts.append(_html("h2", group.heading, f"{_HEADING}{f'; {_LATE}' if group.late else ''}"))
        parts.append(f'<ul style="margin: 0; padding-left: 22px">{"".join(map(_item, _items(group)))}</ul>')
    parts.append(_html("h2", "What to do", _HEADING))
    parts.append(f'<ol style="margin: 0; padding-left: 22px">{"".join(map(_item, letter.steps))}</ol>')
    parts.append(_html("p", _CLOSING))
    head = f'<meta charset="utf-8"><title>{escape(letter.subject)}</title>'
    body = "\n".join(parts)
    return (
        f'<!doctype html>\n<html lang="en-GB"><head>{head}</head>\n'
        f'<body style="{_FONT}; max-width: 640px">\n{body}\n</body></html>\n'
    )


def _item(text: str) -> str:
    return _html("li", text, "margin: 0 0 5px")


def _html(tag: str, text: str, style: str = "") -> str:
    return f"<{tag}{f' style={chr(34)}{style}{chr(34)}' if style else ''}>{escape(printable(text))}</{tag}>"
