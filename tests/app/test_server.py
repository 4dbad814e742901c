"""The app as it is served: what its own sockets do, and what it answers to strangers."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

pytestmark = pytest.mark.app

ROOT = Path(__file__).parents[2]
START = 120  # seconds to wait for the server, or for a page to be drawn, on a busy machine
# Put on the server's path, so that Python runs it first: every look-up and connection of its own is written down.
WATCH = """
import os, sys
WATCHED = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request")
def watch(event, args):
    if event in WATCHED:
        with open(os.environ["SOCKETS_SEEN"], "a") as log:
            log.write(f"{event} {args[1:] if event in ('socket.connect', 'socket.sendto') else args}\\n")
sys.addaudithook(watch)
"""


@dataclass(frozen=True)
class Served:
    port: int
    seen: Path
    log: Path

    def ask(self, path: str = "/", method: str = "GET", **headers: str) -> http.client.HTTPResponse:
        """Ask for a path, with nothing in the header but what is given."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in ({"host": f"127.0.0.1:{self.port}"} | headers).items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        answer.body = answer.read()  # type: ignore[attr-defined]
        connection.close()
        return answer

    def stream(self, host: str, origin: str | None) -> int:
        """Open a websocket as somebody does who calls the server by a name; return the status, 101 when it is open."""
        given = [f"Host: {host}"] + ([f"Origin: {origin}"] if origin else [])
        lines = ["GET /_stcore/stream HTTP/1.1", *given, "Connection: Upgrade", "Upgrade: websocket"]
        lines += ["Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "", ""]
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as wire:
            wire.sendall("\r\n".join(lines).encode("latin-1"))
            return int(wire.recv(200).split()[1])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The app, started as a user does, from a folder whose own settings say the opposite of the app's."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "watch").mkdir()
    (folder / "watch" / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    (folder / ".streamlit").mkdir()
    settings = '[server]\naddress = "0.0.0.0"\nallowedHosts = ["*"]\nenableCORS = false\n'
    settings += '[browser]\ngatherUsageStats = true\n[client]\nshowErrorLinks = true\nshowErrorDetails = "full"\n'
    (folder / ".streamlit" / "config.toml").write_text(settings, encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    found = Served(port, folder / "seen", folder / "log")
    found.seen.touch()
    paths = os.pathsep.join(filter(None, [str(folder / "watch"), os.environ.get("PYTHONPATH", "")]))
    environment = os.environ | {"PYTHONPATH": paths, "SOCKETS_SEEN": str(found.seen), "HOME": str(folder)}
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app" / "asgi.py"), "--server.port", str(port)]
    with found.log.open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env=environment)
        try:
            _wait(server, found)
            yield found
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=30)


def _wait(server: subprocess.Popen[bytes], served: Served) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end and server.poll() is None:
        try:
            if served.ask("/_stcore/health").status == 200:
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the app did not start: {served.log.read_text(encoding='utf-8')}")


def test_the_server_listens_to_this_machine_only(served: Served) -> None:
    with pytest.raises(OSError):  # noqa: PT011
        socket.create_connection(("127.0.0.2", served.port), timeout=30)


def test_strangers_are_refused(served: Served) -> None:
    for host in ("evil.example", f"evil.example:{served.port}", f"127.0.0.1.evil.example:{served.port}"):
        for path in ("/", "/_stcore/health", "/static/none.js", "/_stcore/upload_file/a/b"):
            assert served.ask(path, host=host).status == 421
    assert served.ask("/", origin="http://evil.example").status == 403
    assert served.ask("/_stcore/upload_file/a/b", "PUT", origin="http://evil.example").status == 403
    assert served.ask("/_stcore/upload_file/a/b", "OPTIONS", origin="http://evil.example").status == 403


def test_several_hosts_and_none_are_refused(served: Served) -> None:
    for head in (
        "GET / HTTP/1.1\r\n",
        "GET / HTTP/1.0\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nHost: a.example\r\n",
    ):
        with socket.create_connection(("127.0.0.1", served.port), timeout=30) as wire:
            wire.sendall(f"{head}Connection: close\r\n\r\n".encode())
            assert wire.recv(200).split()[1] == b"400"


def test_websockets_of_strangers_are_refused(served: Served) -> None:
    own, evil = f"127.0.0.1:{served.port}", f"evil.example:{served.port}"
    assert served.stream(own, f"http://{own}") == 101
    assert served.stream(own, None) == 101
    for host, origin in ((evil, f"http://{evil}"), (own, f"http://{evil}"), (evil, f"http://{own}"), (evil, None)):
        assert served.stream(host, origin) == 403
    assert served.stream(own, "null") == 403
    assert served.stream(own, f"http://127.0.0.1:{served.port + 1}") == 403


def test_nothing_is_told_of_the_server(served: Served) -> None:
    for path in (
        "/_stcore/metrics",
        "/_stcore/metrics?families=a",
        "/_stcore/metric%73",
        "/_stcore/agent/openapi.json",
    ):
        assert served.ask(path).status == 404
    told = served.ask("/_stcore/host-config")
    assert b'"allowedOrigins":[]' in told.body  # type: ignore[attr-defined]
    for path in ("/", "/_stcore/health", "/_stcore/host-config", "/_stcore/upload_file/a/b"):
        for method in ("GET", "OPTIONS"):
            shared = [name for name, _ in served.ask(path, method).getheaders() if name.startswith("access-control")]
            assert not shared, (path, method)


def test_a_file_that_is_too_large_is_not_read(served: Served) -> None:
    cookie = served.ask("/_stcore/health").getheader("set-cookie") or ""
    token = cookie.partition("=")[2].partition(";")[0]
    with connect(f"ws://127.0.0.1:{served.port}/_stcore/stream", max_size=None) as wire:
        session = _drawn(wire)
        own = {"cookie": f"_streamlit_xsrf={token}", "x_xsrftoken": token, "content_length": "5000000"}
        assert served.ask(f"/_stcore/upload_file/{session}/f", "PUT", **own).status == 413
        assert served.ask(f"/_stcore/upload_file/{session}/f", "PUT", content_length="0").status == 403


def test_the_server_asks_nobody_outside(served: Served) -> None:
    own, evil = f"127.0.0.1:{served.port}", f"evil.example:{served.port}"
    for origin in (None, f"http://{own}", f"http://{evil}", "http://10.0.0.1", "null"):
        served.stream(own, origin)
        served.stream(evil, origin)
        served.ask("/", **({"origin": origin} if origin else {}))
    with connect(f"ws://127.0.0.1:{served.port}/_stcore/stream", origin=f"http://{own}", max_size=None) as wire:
        assert _drawn(wire)
    log = served.log.read_text(encoding="utf-8")
    assert "external IP" not in log
    assert "http://127.0.0.1" in log  # where the app is, without having asked anybody
    assert not _outside(served.seen)


def _outside(seen: Path) -> list[str]:
    """Look-ups and connections to anything but this machine."""
    return [line for line in seen.read_text(encoding="utf-8").splitlines() if "127.0.0.1" not in line]


def test_the_watch_sees_what_the_server_would_do(served: Served, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    environment = os.environ | {"PYTHONPATH": str(served.seen.parent / "watch"), "SOCKETS_SEEN": str(seen)}
    asked = "from streamlit.net_util import get_internal_ip as ip; ip()"  # opens a socket, sends nothing
    subprocess.run([sys.executable, "-c", asked], check=True, env=environment)
    assert any("8.8.8.8" in line for line in _outside(seen))


def _drawn(wire: object) -> str:
    """Ask for the page and wait until its script has ended; return the session."""
    message = BackMsg()
    message.rerun_script.query_string = "lang=nb"
    wire.send(message.SerializeToString())  # type: ignore[attr-defined]
    session = ""
    end = time.monotonic() + START
    while time.monotonic() < end:
        found = ForwardMsg.FromString(wire.recv(timeout=START))  # type: ignore[attr-defined]
        if found.WhichOneof("type") == "new_session":
            session = found.new_session.initialize.session_id
        if found.WhichOneof("type") == "script_finished":
            assert found.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
            return session
    pytest.fail("the page was not drawn")
