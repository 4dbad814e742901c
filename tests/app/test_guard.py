"""Who may ask the server: every way of naming another host, another page and a closed door."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from streamlit import config

pytestmark = pytest.mark.unit

Headers = list[tuple[str, str]]


def scope(path: str = "/", headers: Headers | None = None, kind: str = "http") -> dict[str, Any]:
    given = [("host", "127.0.0.1:8501")] if headers is None else headers
    coded = [(name.encode(), value.encode("latin-1")) for name, value in given]
    return {"type": kind, "path": path, "headers": coded, "query_string": b"", "method": "GET"}


def refused(*headers: tuple[str, str], path: str = "/", kind: str = "http") -> int:
    from shell.guard import refusal

    return refusal(scope(path, list(headers), kind))


@pytest.mark.parametrize(
    "host",
    ["localhost", "localhost:8501", "127.0.0.1:8501", "[::1]:8501", "[0:0::1]:8501", "LocalHost:8501", "localhost."],
)
def test_the_machine_s_own_names_may_ask(host: str) -> None:
    assert refused(("host", host)) == 0


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8501", "127.0.0.1.evil.example", "localhost.evil.example", "evil-localhost",
     "0.0.0.0:8501", "192.168.1.10:8501", "[::]:8501", "[2001:db8::1]", "127.0.0.2", "localhost..", ".localhost"],
)  # fmt: skip
def test_another_host_is_refused(host: str) -> None:
    assert refused(("host", host)) == 421


@pytest.mark.parametrize(
    "host",
    ["", " ", "user@localhost", "localhost@evil.example", "localhost:80:80", "localhost:port", "localhost:99999",
     "localhost/", "http://localhost", "localhost,evil.example", "[::1", "::1", "loc\u00a0alhost", "localhost\n"],
)  # fmt: skip
def test_what_is_no_host_is_refused(host: str) -> None:
    assert refused(("host", host)) == 400


def test_no_host_and_several_hosts_are_refused() -> None:
    assert refused() == 400
    assert refused(("host", "localhost"), ("host", "localhost")) == 400
    assert refused(("host", "localhost"), ("host", "evil.example")) == 400


@pytest.mark.parametrize(
    ("host", "origin"),
    [("127.0.0.1:8501", "http://127.0.0.1:8501"), ("localhost", "http://localhost:80"),
     ("localhost:443", "https://localhost"), ("[::1]:8501", "http://[::1]:8501"), ("LOCALHOST:1", "http://localhost:1")],
)  # fmt: skip
@pytest.mark.parametrize(("path", "kind"), [("/", "http"), ("/_stcore/stream", "websocket")])
def test_the_page_itself_may_ask(host: str, origin: str, path: str, kind: str) -> None:
    assert refused(("host", host), ("origin", origin), path=path, kind=kind) == 0


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example:8501", "http://127.0.0.1:9999", "http://127.0.0.1", "http://localhost:8501", "null", "",
     "file://", "http://user@127.0.0.1:8501", "http://127.0.0.1:8501/", "ftp://127.0.0.1:8501",
     "http://127.0.0.1:8501.evil.example", "http://127.0.0.1:8501 http://evil.example"],
)  # fmt: skip
@pytest.mark.parametrize(("path", "kind"), [("/", "http"), ("/_stcore/stream", "websocket")])
def test_another_page_is_refused(origin: str, path: str, kind: str) -> None:
    assert refused(("host", "127.0.0.1:8501"), ("origin", origin), path=path, kind=kind) == 403


def test_two_origins_and_a_foreign_pair_are_refused() -> None:
    own = ("origin", "http://localhost")
    assert refused(("host", "localhost"), own, own) == 403
    assert refused(("host", "evil.example:1"), ("origin", "http://evil.example:1"), kind="websocket") == 421


@pytest.mark.parametrize(
    "path",
    ["/_stcore/metrics", "/_stcore/metrics/", "/base/_stcore/metrics", "/_stcore/agent/mcp", "/_stcore/agent/interact",
     "/_stcore/script-health-check", "/_stcore/bidi-components/x/y.js", "/_stcore/", "/_stcore/new", "/auth/login",
     "/oauth2callback", "/component/x/index.html", "/_stcore/stream"],
)  # fmt: skip
def test_doors_that_the_page_does_not_use_are_closed(path: str) -> None:
    assert refused(("host", "localhost"), path=path) == 404


@pytest.mark.parametrize(
    "path",
    ["/", "/trust", "/static/js/index.js", "/media/0a.csv", "/_stcore/health", "/_stcore/host-config",
     "/_stcore/upload_file/a/b"],
)  # fmt: skip
def test_doors_that_the_page_uses_are_open(path: str) -> None:
    assert refused(("host", "localhost"), path=path) == 0


@pytest.mark.parametrize("path", ["/", "/_stcore/metrics", "/other"])
def test_a_websocket_has_one_door(path: str) -> None:
    assert refused(("host", "localhost"), path=path, kind="websocket") == 404


def set_option(monkeypatch: pytest.MonkeyPatch, **options: Any) -> None:
    known = config.get_option
    monkeypatch.setattr(config, "get_option", lambda name: options.get(name.replace(".", "_"), known(name)))


def test_who_serves_elsewhere_names_the_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    set_option(monkeypatch, server_allowedHosts=["App.Example.no", "*.kommune.example"], server_address="10.1.2.3")
    for host in ("app.example.no", "APP.example.no:443", "a.kommune.example", "10.1.2.3:8501", "localhost:8501"):
        assert refused(("host", host)) == 0, host
    for host in ("example.no", "kommune.example", "evilkommune.example", "x.app.example.no"):
        assert refused(("host", host)) == 421, host


def test_an_address_to_listen_on_is_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    set_option(monkeypatch, server_address="0.0.0.0")
    assert refused(("host", "0.0.0.0:8501")) == 421


def passed_on(scope: dict[str, Any]) -> tuple[list[str], list[dict[str, Any]]]:
    """What the shell passed on of a request, and what it answered itself."""
    from shell.shell import Shell

    seen: list[str] = []
    sent: list[dict[str, Any]] = []

    async def inner(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["type"])

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(Shell(inner)(scope, receive, send))
    return seen, sent


def test_what_is_refused_never_reaches_streamlit() -> None:
    foreign = [("host", "evil.example"), ("origin", "http://evil.example")]
    seen, sent = passed_on(scope("/_stcore/stream", foreign, "websocket"))
    assert not seen
    assert [message["type"] for message in sent] == ["websocket.close"]
    seen, sent = passed_on(scope("/", foreign))
    assert not seen
    assert sent[0]["status"] == 421
    assert b"evil" not in sent[1]["body"]


def test_what_may_pass_reaches_streamlit() -> None:
    assert passed_on(scope("/_stcore/stream", kind="websocket"))[0] == ["websocket"]
    assert passed_on(scope("/"))[0] == ["http"]
    assert passed_on({"type": "lifespan"})[0] == ["lifespan"]
