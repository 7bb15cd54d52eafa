"""Local web server for a site whose pages are rendered on request."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_RDWR, socket
from socketserver import TCPServer
from threading import Lock
from time import monotonic
from typing import Any
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from pap_cli.website import DOWNLOADS

# The only address to listen on, so that other computers cannot connect.
HOME = "127.0.0.1"
# Seconds until an idle connection is closed, and one whose request is not complete although something comes.
_TIMEOUT = 10
# The greatest number of connections at once.
_MOST = 100
# Content types by file name extension.
_KINDS = {"html": "text/html", "css": "text/css", "js": "text/javascript", **DOWNLOADS}
# Headers in addition to the policy that each page contains.
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Served(Struct, frozen=True):
    """A site at one moment: the version of its source, and a function that renders each file."""

    version: str
    files: Mapping[str, Callable[[], str | bytes]]


class Server(ThreadingHTTPServer):
    """Serves the site that `served` is at the time of the request."""

    daemon_threads = True
    # How many connections may wait to be accepted.
    request_queue_size = _MOST
    deadline = _TIMEOUT

    def __init__(self, port: int, served: Served) -> None:
        self.served = served
        self.rendering = Lock()
        # When each open connection began, or None if its request is complete.
        self._open: dict[Any, float | None] = {}
        super().__init__((HOME, port), Handler)

    def verify_request(self, request: Any, client_address: Any) -> bool:
        """Refuse a connection if there are too many."""
        if len(self._open) >= _MOST:
            return False
        self._open[request] = monotonic()
        return True

    def is_complete(self, request: Any) -> None:
        """Note that a request has been read, so that rendering its page may take long."""
        self._open[request] = None

    def service_actions(self) -> None:
        """Close connections whose request takes too long; called twice a second."""
        for request, began in list(self._open.items()):
            if began is not None and monotonic() - began > self.deadline:
                with suppress(OSError):  # already closed
                    request.shutdown(SHUT_RDWR)

    def shutdown_request(self, request: Any) -> None:
        """Close a connection."""
        self._open.pop(request, None)
        super().shutdown_request(request)

    def server_bind(self) -> None:
        """Listen, without asking the network for the name of this computer."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = HOME, self.server_address[1]

    def handle_error(self, request: socket | tuple[bytes, socket], client_address: Any) -> None:
        """Ignore a closed connection; report any other error, which is a bug."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    @property
    def own_hosts(self) -> frozenset[str]:
        """The values of Host that are accepted; a page of another site that reaches this server sends another."""
        return frozenset(f"{name}:{self.server_port}" for name in (HOME, "localhost"))


class Handler(BaseHTTPRequestHandler):
    """Handles one request."""

    server: Server
    server_version = "pap"
    sys_version = ""
    timeout = _TIMEOUT

    def do_GET(self) -> None:
        """Send a file."""
        self.server.is_complete(self.request)
        if self.headers.get_all("Host") is None or self.headers["Host"].lower() not in self.server.own_hosts:
            self._send(HTTPStatus.MISDIRECTED_REQUEST, "This site is only for this computer.\n")
            return
        served = self.server.served
        path = unquote(urlsplit(self.path).path, errors="replace").removeprefix("/")
        if path == "version":
            self._send(HTTPStatus.OK, served.version)
            return
        path += "index.html" if not path or path.endswith("/") else ""
        make = served.files.get(path)
        if make is None:
            self._send(HTTPStatus.NOT_FOUND, "Page not found.\n")
            return
        with self.server.rendering:
            content = make()
        ending = path.rpartition(".")[2]
        self._send(HTTPStatus.OK, content, _KINDS[ending], saved=ending in DOWNLOADS)

    def do_HEAD(self) -> None:
        """Send the headers of a file."""
        self.do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse invalid requests, and methods other than GET and HEAD."""
        if code == HTTPStatus.NOT_IMPLEMENTED:
            self._send(HTTPStatus.METHOD_NOT_ALLOWED, "Only GET and HEAD are allowed.\n")
        else:
            self._send(HTTPStatus(code), f"{message or HTTPStatus(code).phrase}\n")

    def _send(self, status: HTTPStatus, content: str | bytes, kind: str = "text/plain", *, saved: bool = False) -> None:
        data = content if isinstance(content, bytes) else content.encode("utf-8")
        self.send_response(status)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        if status is HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET, HEAD")
        if saved:
            self.send_header("Content-Disposition", "attachment")  # under the name that the link gives
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Do not log requests."""
