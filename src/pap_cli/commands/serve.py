"""`pap serve`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from pap_cli.commands.site import QuartersOption, quarters_of, site_of
from pap_cli.context.context import Session
from pap_cli.options.app import single
from pap_cli.options.shared import makes

if TYPE_CHECKING:
    from pap_cli.output.server import Served
    from pap_cli.views.site.view import Site

# After how many seconds the files are looked at again.
EVERY = 1.0


@single(example="pap serve --port 0")
@makes
def app(
    session: Session,
    port: Annotated[
        str, typer.Option("--port", metavar="N", help="The port to listen on; 0 for any that is free.")
    ] = "8000",
    quarters: QuartersOption = None,
) -> None:
    """Show the plan as a web site on this machine, and again when a file changes.

    Pages reload by themselves. Faults in the files are a page too. Nothing is written, and no other machine sees it.
    """
    from threading import Thread

    from pap_cli.errors import PapError
    from pap_cli.output.server import HOME, Server
    from pap_cli.output.write import tell, write_out

    wanted, count = _port_of(port), quarters_of(quarters)
    served = _Serving(session, count)
    try:
        server = Server(wanted, served.first())
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise PapError(f"cannot listen on port {wanted}: {why}", "name another:  --port 8001, or --port 0") from None
    session.reading.progress.end()
    session.tell_of_faults()
    with server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            write_out(f"serving http://{HOME}:{server.server_port}/ until you press Ctrl-C\n")
            while True:
                pause()
                server.served = served.again(server.served)
        except KeyboardInterrupt:
            tell("stopped\n")
            raise typer.Exit(130) from None
        finally:
            server.shutdown()


def pause() -> None:
    """Wait until it is time to look at the files again."""
    from threading import Event

    Event().wait(EVERY)


class _Serving:
    """A workspace that is looked at again and again."""

    def __init__(self, session: Session, quarters: int) -> None:
        self._session = session
        self._quarters = quarters
        self._root = str(session.workspace.root)

    def first(self) -> Served:
        """The site as the session opened it."""
        return self._served(self._version(), self._site(self._session))

    def again(self, before: Served) -> Served:
        """The site as it is now: the same where neither a file nor the day is another."""
        from msgspec.structs import replace

        from pap_cli.errors import PapError
        from pap_cli.output.progress import Progress
        from pap_cli.views.site.trouble import message_alone

        version = self._version()
        if version == before.version:
            return before
        reading = replace(self._session.reading, progress=Progress({}, "never"))
        try:
            return self._served(version, self._site(Session.open(reading)))
        except PapError as error:
            return self._served(version, message_alone(self._session.as_of, error.message, error.help))
        finally:
            reading.progress.end()

    def _version(self) -> str:
        from pap_cli.load.workspace.locate import workspace_stamp

        return f"{workspace_stamp(self._root)} {self._session.reading.today().isoformat()}"

    def _served(self, version: str, site: Site) -> Served:
        from pap_cli.output.server import Served
        from pap_cli.render.site.frame import site_files

        return Served(version, site_files(site, live=True))

    def _site(self, session: Session) -> Site:
        """A session's site, with the faults of its files as a part of it; or alone, where there is no plan to show."""
        from pap_cli.checks.engine import CheckResult
        from pap_cli.views.findings.view import build
        from pap_cli.views.site.trouble import faults_alone, with_faults

        if not session.faults:
            return site_of(session, self._quarters)
        view = build(
            CheckResult(session.of_form),
            session.workspace.sources,
            session.as_of,
            fail_on=session.workspace.config.check.fail_on,
        )
        if not session.portfolio.plans:
            return faults_alone(session.as_of, view.document)
        return with_faults(site_of(session, self._quarters), view.document)


def _port_of(text: str) -> int:
    from pap_cli.errors import PapError

    if not (text.isascii() and text.isdecimal() and len(text) <= 5 and int(text) <= 65535):
        raise PapError(f"--port: “{text}” is no port", "write a number up to 65535, as in --port 8000")
    return int(text)
