"""`pap serve`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pap_cli.context.context import Context
from pap_cli.options.app import option, single
from pap_cli.options.quarters import QuartersOption, quarters_of
from pap_cli.options.shared import WORKSPACE_OPTIONS, with_context

if TYPE_CHECKING:
    from pap_cli.output.server import Served
    from pap_cli.website import Site

# Seconds between two looks for changes in the files.
INTERVAL = 1.0


@single(example="pap serve --port 0")
@with_context(WORKSPACE_OPTIONS)
def app(
    context: Context,
    port: Annotated[str, option("--port", "N", "Port to listen on; 0 chooses a free port.")] = "8000",
    quarters: QuartersOption = None,
) -> None:
    """Serve the plan as a website on this computer.

    Pages reload when a file changes. Errors in the files have their own page. Nothing is written, and other computers
    cannot connect.
    """
    from threading import Thread

    from pap_cli.errors import PapError
    from pap_cli.output.server import HOME, Server
    from pap_cli.output.write import write_error, write_out

    wanted, count = _port_of(port), quarters_of(quarters)
    context.open(empty=True)  # its page says what cannot be read, until it can
    site = _LiveSite(context, count)
    try:
        server = Server(wanted, site.first())
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise PapError(
            f"cannot listen on port {wanted}: {why}", "choose another port:  --port 8001, or --port 0"
        ) from None
    context.progress.end()
    context.warn_of_file_errors()
    with server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            write_out(f"serving http://{HOME}:{server.server_port}/ until you press Ctrl-C\n")
            while True:
                pause()
                server.served = site.updated(server.served)
        except KeyboardInterrupt:
            write_error("stopped\n")
            raise typer.Exit(130) from None
        finally:
            server.shutdown()


def pause() -> None:
    """Wait until it is time to look for changes again."""
    from threading import Event

    Event().wait(INTERVAL)


class _LiveSite:
    """The site of a workspace that is read again when a file or the day changes."""

    def __init__(self, context: Context, quarters: int) -> None:
        self._context = context
        self._quarters = quarters
        self._root = str(context.workspace.root)

    def first(self) -> Served:
        """Return the site of the workspace as it was opened; say on stderr what it cannot offer."""
        return self._served(self._version(), self._site(self._context, aloud=True))

    def updated(self, before: Served) -> Served:
        """Return the site as it is now: BEFORE, unless a file or the day has changed."""
        from msgspec.structs import replace

        from pap_cli.errors import PapError
        from pap_cli.output.progress import Progress
        from pap_cli.views.site.trouble import message_alone

        version = self._version()
        if version == before.version:
            return before
        context = replace(self._context, progress=Progress({}, "never"))
        try:
            self._refuse_another(context)
            context.open(empty=True)
            return self._served(version, self._site(context))
        except PapError as error:
            return self._served(version, message_alone(self._context.as_of, error.message, error.help))
        finally:
            context.progress.end()

    def _refuse_another(self, context: Context) -> None:
        """Refuse a workspace further up, which is found when the folders of the one that is served are gone."""
        from pap_cli.errors import PapError

        if str(context.find_root()) != self._root:
            raise PapError(f"no plans/ or kpis/ folder in {self._root}", "put it back, or start pap serve again")

    def _version(self) -> str:
        from pap_cli.load.workspace.locate import workspace_stamp

        return f"{workspace_stamp(self._root)} {self._context.today().isoformat()}"

    def _served(self, version: str, site: Site) -> Served:
        from pap_cli.output.server import Served
        from pap_cli.render.site.frame import site_files
        from pap_cli.sheets.downloads import download_files

        return Served(version, {**site_files(site, live=version), **download_files(site)})

    def _site(self, context: Context, *, aloud: bool = False) -> Site:
        """Return the site with the problems in the files; only the problems if there is no plan to show."""
        from msgspec.structs import replace

        from pap_cli.checks.engine import CheckResult
        from pap_cli.options.offering import offering
        from pap_cli.sheets.downloads import readers
        from pap_cli.views.findings.view import build as build_findings
        from pap_cli.views.site.trouble import faults_alone, with_faults
        from pap_cli.views.site.view import build
        from pap_cli.wording.known_on import known_on_words

        problems = build_findings(
            CheckResult(context.file_problems),
            context.sources,
            context.as_of,
            fail_on=context.workspace.config.check.fail_on,
        )
        if context.file_problems and not context.portfolio.plans:
            return faults_alone(context.as_of, problems.document)
        now = context.assess()
        site = build(
            lambda day: now if day == context.as_of else context.assess(day),
            context.as_of,
            self._quarters,
            context.file_errors,
        )
        site = offering(site, now, readers(None, others=context.suppresses), aloud=aloud)
        if context.known_on is not None:
            site = replace(site, known_on=known_on_words(context.known_on))
        return with_faults(site, problems.document) if context.file_problems else site


def _port_of(text: str) -> int:
    from pap_cli.errors import PapError

    if not (text.isascii() and text.isdecimal() and len(text) <= 5 and int(text) <= 65535):
        raise PapError(f"--port: “{text}” is not a valid port", "write a number up to 65535, as in  --port 8000")
    return int(text)
