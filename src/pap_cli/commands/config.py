"""`pap config`."""

from __future__ import annotations

from pap_cli.context.context import Context
from pap_cli.options.app import command_class, new_app
from pap_cli.options.shared import with_context

app = new_app(epilog="Example:  pap config show")


@app.callback()
def config() -> None:
    """Show the settings of the workspace."""


@app.command(cls=command_class(), epilog="Example:  pap config show --format json")
@with_context(cached=True)
def show(context: Context) -> None:
    """Show each setting and its source: an option, the environment, a line of a file, or the default."""
    from pap_cli.load.workspace.config import settings
    from pap_cli.options.me import who
    from pap_cli.views.reference.settings import SettingsView

    workspace = context.open(empty=True)
    rows: list[tuple[str, object, str]] = [
        (
            "workspace",
            str(workspace.root),
            "-C or PAP_WORKSPACE" if context.options.workspace else "found from the current folder",
        ),
    ]
    for section, key, value, origin in settings(workspace.config):
        if (section, key) == ("pap", "as-of"):
            rows.append(("as-of", context.as_of, origin if context.as_of_from == "settings" else context.as_of_from))
        else:
            rows.append((f"{section}.{key}", value, origin))
    me, origin = who(context)
    rows.insert(2, ("me", me or None, origin or "default"))
    context.show(SettingsView(tuple(rows)))
    context.refuse_empty()
