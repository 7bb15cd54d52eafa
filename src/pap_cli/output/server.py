"""A site from memory, for one person on one machine: pages are made when they are asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import socket
from threading import Lock
from typing import Any
from urllib.parse import unquote, urlsplit

from msgspec import Struct

# The only address that is listened on: other machines do not see it.
HOME = "127.0.0.1"
# After how many seconds a connection that says nothing is closed.
_PATIENCE = 10
# What each file of a site is, by the ending of its name.
_KINDS = {"html": "text/html", "css": "text/css", "js": "text/javascript"}
# Beside the policy that each page has in itself.
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
    """A site as it is now: a name for what it was made from, and each file's maker by its path."""

    version: str
    files: Mapping[str, Callable[[], str]]


class Server(ThreadingHTTPServer):
    """Serves whatever `served` is at the moment of the request."""

    daemon_threads = True

    def __init__(self, port: int, served: Served) -> None:
        self.served = served
        self.making = Lock()
        super().__init__((HOME, port), Handler)

    def handle_error(self, request: socket | tuple[bytes, socket], client_address: Any) -> None:
        """Say nothing where a reader has gone away; all else is a fault of ours, and told as one."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    @property
    def own_names(self) -> frozenset[str]:
        """What a request may call this server: a page of elsewhere that got hold of its address calls it otherwise."""
        return frozenset(f"{name}:{self.server_port}" for name in (HOME, "localhost"))


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Server
    server_version = "pap"
    sys_version = ""
    timeout = _PATIENCE

    def do_GET(self) -> None:
        """Give a file."""
        if self.headers.get_all("Host") is None or self.headers["Host"].lower() not in self.server.own_names:
            self._answer(HTTPStatus.MISDIRECTED_REQUEST, "This is a page for this machine only.\n")
            return
        served = self.server.served
        path = unquote(urlsplit(self.path).path, errors="replace").removeprefix("/")
        if path == "version":
            self._answer(HTTPStatus.OK, served.version)
            return
        path += "index.html" if not path or path.endswith("/") else ""
        make = served.files.get(path)
        if make is None:
            self._answer(HTTPStatus.NOT_FOUND, "There is no such page.\n")
            return
        with self.server.making:
            text = make()
        self._answer(HTTPStatus.OK, text, _KINDS[path.rpartition(".")[2]])

    def do_HEAD(self) -> None:
        """Say what there is to give."""
        self.do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse what cannot be understood, and everything but reading."""
        if code == HTTPStatus.NOT_IMPLEMENTED:
            self._answer(HTTPStatus.METHOD_NOT_ALLOWED, "Pages can be read here, and nothing else.\n")
        else:
            self._answer(HTTPStatus(code), f"{message or HTTPStatus(code).phrase}\n")

    def _answer(self, status: HTTPStatus, text: str, kind: str = "text/plain") -> None:
        data = text.encode("utf-8")
        self.send_response(status)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        if status is HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET, HEAD")
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each request."""
