"""`pap config`."""

from __future__ import annotations

from pap_cli.context.context import Session
from pap_cli.options.app import new_app
from pap_cli.options.shared import reads

app = new_app(epilog="Example:  pap config show")


@app.callback()
def config() -> None:
    """Show the settings of the workspace."""


@app.command(epilog="Example:  pap config show --format json")
@reads
def show(session: Session) -> None:
    """Show each setting and where it comes from: an option, the environment, a line of a file, or the default."""
    from pap_cli.load.workspace.config import settings
    from pap_cli.views.reference.settings import SettingsView

    reading = session.reading
    rows: list[tuple[str, object, str]] = [
        ("workspace", str(session.workspace.root), "-C or PAP_WORKSPACE" if reading.workspace else "found from here"),
    ]
    for section, key, value, origin in settings(session.workspace.config):
        if (section, key) == ("pap", "as-of"):
            rows.append(("as-of", session.as_of, origin if session.as_of_from == "settings" else session.as_of_from))
        else:
            rows.append((f"{section}.{key}", value, origin))
    session.show(SettingsView(tuple(rows)))
