"""HTML: one file with everything in it, for a browser, an email or a website; it loads nothing from elsewhere."""

from __future__ import annotations

from functools import cache

from pap_cli.document import View
from pap_cli.formats import Format
from pap_cli.model.dates import show_date
from pap_cli.render.screen import Screen

# The title of a kind of view, where that is not its name.
_KINDS = {"kpis": "KPIs"}


def render(view: View, screen: Screen) -> str:
    """Return the view's document as a page that needs no other file; in ASCII for a screen that shows only ASCII."""
    from pap_cli.render.html.page import Body, description_of, title_of
    from pap_cli.render.html.text import escape

    document = view.document()
    title = title_of(document, _KINDS.get(view.kind, view.kind.replace("-", " ").capitalize()))
    style, policy = _style()
    author = f'<meta name="author" content="{escape(document.author)}">\n' if document.author else ""
    day = f" – {escape(show_date(document.as_of))}" if document.as_of else ""
    text = (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}{day}</title>\n"
        f'<meta name="description" content="{escape(description_of(document) or title)}">\n{author}'
        f"<style>{style}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#main">Skip to the page</a>\n<main id="main">\n{Body().html(document, title)}'
        "</main>\n</body>\n</html>\n"
    )
    return text if screen.unicode else text.encode("ascii", "xmlcharrefreplace").decode("ascii")


@cache
def _style() -> tuple[str, str]:
    """Return the style sheet, and the content security policy that allows it and nothing else."""
    from base64 import b64encode
    from hashlib import sha256

    from pap_cli.render.html.page import style_sheet

    style = style_sheet()
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = "; ".join(
        ("default-src 'none'", f"style-src 'sha256-{digest}'", "img-src data:", "base-uri 'none'", "form-action 'none'")
    )
    return style, policy


FORMAT = Format("html", "a page for a browser, in one file", render)
