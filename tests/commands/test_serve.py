"""`pap serve`: to this machine only, to readers only, and always what the files say now."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from commands.running import Run, make_workspace
from pap_cli.output.server import HOME, Served, Server

PATIENCE = 20


class Serving:
    """A `pap serve` of its own process."""

    def __init__(self, folder: Path, *words: str) -> None:
        command = [sys.executable, "-m", "pap_cli", "serve", "--port", "0", "--as-of", "2016-10-14", *words]
        environ = {**os.environ, "PAP_NO_CACHE": "1"}
        self.process = subprocess.Popen(
            command, cwd=folder, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.said = self.process.stdout.readline()
        found = re.fullmatch(r"serving http://127\.0\.0\.1:(\d+)/ until you press Ctrl-C\n", self.said)
        assert found is not None, self.process.communicate()
        self.port = int(found[1])

    def get(self, path: str) -> str:
        return ask(self.port, path)[1]

    def wait_for(self, path: str, test: Callable[[str], bool]) -> str:
        text = ""
        for _ in range(PATIENCE * 10):
            text = self.get(path)
            if test(text):
                return text
            time.sleep(0.1)
        raise AssertionError(text)

    def end(self) -> tuple[int, str, str]:
        self.process.send_signal(signal.SIGINT)
        out, err = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out, err


def ask(port: int, path: str, method: str = "GET", host: str | None = "localhost") -> tuple[HTTPResponse, str]:
    connection = HTTPConnection(HOME, port, timeout=PATIENCE)
    connection.putrequest(method, path, skip_host=True)
    if host is not None:
        connection.putheader("Host", host if ":" in host else f"{host}:{port}")
    connection.endheaders()
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer, text


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of one page, in this process."""
    from threading import Thread

    files: dict[str, Callable[[], str | bytes]] = {
        "index.html": lambda: "<p>é</p>",
        "site.js": lambda: "1;",
        "plans/p/index.html": lambda: "a plan",
        "plan.xlsx": lambda: b"PK",
        "plan.ics": lambda: b"BEGIN",
    }
    with Server(0, Served("one", files)) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


@pytest.mark.parametrize(
    ("path", "kind", "text"),
    [
        ("/", "text/html", "<p>é</p>"),
        ("/index.html?x=1", "text/html", "<p>é</p>"),
        ("/site.js", "text/javascript", "1;"),
        ("/plans/p/", "text/html", "a plan"),
        ("/%69ndex.html", "text/html", "<p>é</p>"),
        ("/version", "text/plain", "one"),
    ],
)
def test_a_file_is_given_as_what_it_is(server: Server, path: str, kind: str, text: str) -> None:
    answer, found = ask(server.server_port, path)
    assert (answer.status, found) == (200, text)
    assert answer.getheader("Content-Type") == f"{kind}; charset=utf-8"
    assert answer.getheader("Cache-Control") == "no-store"
    assert answer.getheader("X-Content-Type-Options") == "nosniff"
    assert "Python" not in (answer.getheader("Server") or "")


@pytest.mark.parametrize(
    ("path", "kind", "text"),
    [
        ("/plan.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "PK"),
        ("/plan.ics", "text/calendar; charset=utf-8", "BEGIN"),
    ],
)
def test_a_download_is_saved_not_shown(server: Server, path: str, kind: str, text: str) -> None:
    answer, found = ask(server.server_port, path)
    assert (answer.status, found, answer.getheader("Content-Type")) == (200, text, kind)
    assert answer.getheader("Content-Disposition") == "attachment"
    assert ask(server.server_port, "/")[0].getheader("Content-Disposition") is None


@pytest.mark.parametrize(
    "path",
    ["/no.html", "/plans/", "/plans", "/../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/%00", "/%ff"],
)
def test_there_is_nothing_but_the_site(server: Server, path: str) -> None:
    answer, text = ask(server.server_port, path)
    assert (answer.status, text) == (404, "Page not found.\n")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1:1", "localhost.evil.example", "", None])
def test_a_request_under_another_name_is_refused(server: Server, host: str | None) -> None:
    answer, text = ask(
        server.server_port, "/", host=host if host is None or ":" in host else f"{host}:{server.server_port}"
    )
    assert answer.status == 421
    assert "<p>" not in text


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST"])
def test_its_own_names_are_known(server: Server, host: str) -> None:
    assert ask(server.server_port, "/", host=host)[0].status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "NONSENSE"])
def test_nothing_but_reading_is_allowed(server: Server, method: str) -> None:
    answer, _ = ask(server.server_port, "/", method)
    assert (answer.status, answer.getheader("Allow")) == (405, "GET, HEAD")


def test_a_head_is_an_answer_without_its_text(server: Server) -> None:
    answer, text = ask(server.server_port, "/", "HEAD")
    assert (answer.status, answer.getheader("Content-Length"), text) == (200, "9", "")


@pytest.mark.parametrize("request_", [b"\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\xff\xfe\x00\r\n\r\n"])
def test_what_is_no_request_does_no_harm(server: Server, request_: bytes) -> None:
    with socket.create_connection((HOME, server.server_port), timeout=PATIENCE) as connection:
        connection.sendall(request_)
        connection.shutdown(socket.SHUT_WR)
        assert b"200 OK" not in connection.recv(1000)
    assert ask(server.server_port, "/")[0].status == 200


def rewrite(path: Path, text: str) -> None:
    """Replace a file at once, as editors do: a server may read one that is only half written."""
    draft = path.parent.parent / "draft"
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is another thing there")
def test_a_workspace_is_served_as_it_changes(tmp_path: Path) -> None:
    (tmp_path / "kpis").mkdir()  # another workspace, above this one: it must not take its place
    root = tmp_path / "served"
    root.mkdir()
    plan = make_workspace(root) / "plans" / "one.yaml"
    good = plan.read_text(encoding="utf-8")
    serving = Serving(root, "--quarters", "1")
    try:
        assert "Publish the thresholds" in serving.get("/actions.html")
        assert "30 Sep 2016" in serving.get("/2016-09-30/")
        assert "connect-src 'self'" in serving.get("/")
        assert "SUMMARY:A1.2 Understood" in serving.get("/plans/one/owners/head.ics")
        first = serving.get("/version")
        assert f'src="../reload.js" data-version="{first}"' in serving.get("/2016-09-30/")  # what it was made from
        rewrite(plan, good.replace("Publish the thresholds", "Print the thresholds"))
        serving.wait_for("/actions.html", lambda text: "Print the thresholds" in text)
        assert serving.get("/version") != first

        rewrite(plan, good.replace("2016-11-30", "2016-11-31"))
        text = serving.wait_for("/", lambda text: ">Errors<" in text)
        assert "PAP" in serving.get("/findings.html")
        assert "2016-11-31" in serving.get("/findings.html")
        assert "Publish the thresholds" in serving.get("/actions.html")

        rewrite(plan, "plan: [\n")
        text = serving.wait_for("/", lambda text: "<h1>Errors in the files</h1>" in text)
        assert "plans/one.yaml" in text

        plan.unlink()
        (root / "plans").rmdir()
        text = serving.wait_for("/", lambda text: "<h1>Cannot read the plan</h1>" in text)
        assert "no plans/ or kpis/ folder in" in text
        (root / "plans").mkdir()
        rewrite(plan, good)
        serving.wait_for("/actions.html", lambda text: "Publish the thresholds" in text)
    finally:
        ended = serving.end()
    assert ended == (130, "", "stopped\n")


@pytest.mark.parametrize("port", ["x", "-1", "65536", "²"])
def test_a_port_is_a_number(tmp_path: Path, pap: Run, port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(make_workspace(tmp_path))
    ran = pap("serve", f"--port={port}")
    assert ran.code == 2
    assert "is not a valid port\n  write a number up to 65535" in ran.err


def test_a_port_that_is_taken_is_told(
    tmp_path: Path, pap: Run, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(make_workspace(tmp_path))
    ran = pap("serve", "--port", str(server.server_port))
    assert ran.code == 2
    assert f"cannot listen on port {server.server_port}" in ran.err
    assert "choose another port:  --port 8001, or --port 0" in ran.err


def seconds_until_closed(connection: socket.socket, begin: bytes, drop: bytes) -> float:
    """Send the beginning of a request and then a little at a time, until the server closes the connection."""
    connection.settimeout(0.05)
    start = time.monotonic()
    connection.sendall(begin)
    while time.monotonic() - start < PATIENCE:
        try:
            connection.sendall(drop)
            if connection.recv(1024) == b"":
                break
        except TimeoutError:
            continue
        except OSError:
            break
    return time.monotonic() - start


@pytest.mark.parametrize(
    ("begin", "drop"),
    [
        (b"", b"G"),
        (b"GET / HTTP/1.1\r\n", b"X: y\r\n"),
        (b"GET / HTTP/1.1\r\nX: ", b"y"),
        (b"POST / HTTP/1.1\r\n", b"X: y\r\n"),
    ],
)
def test_a_request_that_never_ends_is_ended(server: Server, begin: bytes, drop: bytes) -> None:
    server.deadline = 0.3
    with socket.create_connection((HOME, server.server_port)) as connection:
        assert seconds_until_closed(connection, begin, drop) < PATIENCE / 2
    assert ask(server.server_port, "/")[1] == "<p>é</p>"


def test_a_page_that_takes_long_is_sent_whole(server: Server) -> None:
    def slow() -> str:
        time.sleep(1.2)
        return "slow"

    server.deadline = 0.1
    server.served = Served("two", {"index.html": slow})
    assert ask(server.server_port, "/")[1] == "slow"


def test_a_body_that_never_comes_is_not_waited_for(server: Server) -> None:
    with socket.create_connection((HOME, server.server_port), timeout=PATIENCE / 2) as connection:
        host = f"localhost:{server.server_port}".encode()
        connection.sendall(b"GET / HTTP/1.1\r\nHost: %s\r\nContent-Length: 99\r\n\r\n" % host)
        assert connection.recv(1024).startswith(b"HTTP/1.0 200")


def test_many_connections_at_once_do_not_pile_up(server: Server) -> None:
    server.deadline = 0.3
    idle = [socket.create_connection((HOME, server.server_port)) for _ in range(120)]
    for connection in idle:  # those beyond the limit are closed at once, the others after their time
        assert seconds_until_closed(connection, b"", b"") < PATIENCE / 2
        connection.close()
    assert ask(server.server_port, "/")[1] == "<p>é</p>"
