from __future__ import annotations

import asyncio
import gzip
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, StreamingResponse
from starlette.routing import Route

pytestmark = pytest.mark.unit

APP = Path(__file__).parents[2] / "app"
PAGE = '<!DOCTYPE html><html lang="en"><head><title>Streamlit</title></head><body>' + "x" * 2000 + "</body></html>"


async def page(request: Request) -> HTMLResponse:
    return HTMLResponse(PAGE, headers={"etag": "old"})


async def parts(request: Request) -> StreamingResponse:
    async def chunks() -> AsyncIterator[str]:
        for start in range(0, len(PAGE), 20):
            yield PAGE[start : start + 20]

    return StreamingResponse(chunks(), media_type="text/html")


async def script(request: Request) -> PlainTextResponse:
    shared = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Credentials": "true"}
    return PlainTextResponse('<html lang="en">', media_type="text/javascript", headers=shared)


@dataclass
class Got:
    """An answer: headers by lower-case name, and the body."""

    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


Get = Callable[..., Got]


async def _ask(app: Any, path: str, query: str, headers: dict[str, str]) -> Got:
    """Ask an ASGI application for a page, as a server does."""
    sent: list[dict[str, Any]] = []
    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": query.encode(),
        "headers": [(k.encode(), v.encode()) for k, v in headers.items()], "http_version": "1.1", "scheme": "http",
        "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 9), "root_path": "",
    }  # fmt: skip

    asked = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> dict[str, Any]:
        message = next(asked, None)
        if message is None:  # nobody hangs up: wait until the answer is whole
            await asyncio.Event().wait()
        return message or {}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    names = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return Got(names, b"".join(message.get("body", b"") for message in sent[1:]))


@pytest.fixture
def get() -> Get:
    from shell.shell import Shell

    routes = [Route("/", page), Route("/trust", page), Route("/parts", parts), Route("/script.js", script)]
    app = Starlette(routes=routes, middleware=[Middleware(Shell), Middleware(GZipMiddleware)])

    def asked(path: str, query: str = "", **headers: str) -> Got:
        named = {k.replace("_", "-"): v for k, v in ({"host": "127.0.0.1:8501"} | headers).items()}
        return asyncio.run(_ask(app, path, query, named))

    return asked


@pytest.mark.parametrize(
    ("query", "language", "title"),
    [
        ("", "nb", "Tidlig innsats eller reparere senere"),
        ("lang=nb", "nb", "Tidlig innsats eller reparere senere"),
        ("lang=en&place=ha", "en", "Invest early or repair later"),
        ("lang=%22%3E%3Cscript%3E", "nb", "Tidlig innsats eller reparere senere"),
    ],
)
@pytest.mark.parametrize("path", ["/", "/parts"])
def test_the_page_says_its_language_and_title(get: Get, path: str, query: str, language: str, title: str) -> None:
    answer = get(path, query, accept="text/html", accept_encoding="gzip")
    assert f'<html lang="{language}">' in answer.text
    assert f"<title>{title}</title>" in answer.text
    assert answer.text.endswith("</body></html>")
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert "etag" not in answer.headers


@pytest.mark.parametrize(
    ("query", "title"), [("", "Kan vi stole på tallene?"), ("lang=en", "Can we trust the numbers?")]
)
def test_the_second_page_says_its_own_title(get: Get, query: str, title: str) -> None:
    assert f"<title>{title}</title>" in get("/trust", query, accept="text/html").text


@pytest.mark.parametrize("path", ["/", "/script.js"])
def test_every_answer_keeps_the_page_to_itself(get: Get, path: str) -> None:
    headers = get(path, accept="text/html").headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "connect-src 'self'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers


def test_other_files_are_left_as_they_are(get: Get) -> None:
    assert get("/script.js").text == '<html lang="en">'


def test_a_compressed_page_arrives_whole(get: Get) -> None:
    answer = get("/", accept="*/*", accept_encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(answer.body).decode("utf-8") == PAGE


SETTINGS = {
    "browser.gatherUsageStats": False,
    "client.allowedOrigins": [],
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "server.address": "127.0.0.1",
    "server.enableCORS": True,
    "server.enableXsrfProtection": True,
    "server.fileWatcherType": "none",
    "server.maxUploadSize": 1,
}


def test_the_settings_hold_whatever_the_folder_says(tmp_path: Path) -> None:
    from shell.guard import LOOPBACK

    (tmp_path / ".streamlit").mkdir()
    other = '[server]\naddress = "0.0.0.0"\nallowedHosts = ["*"]\nenableCORS = false\nmaxUploadSize = 200\n'
    other += '[client]\nshowErrorLinks = true\ntoolbarMode = "developer"\n[browser]\ngatherUsageStats = true\n'
    (tmp_path / ".streamlit" / "config.toml").write_text(other, encoding="utf-8")
    expected = SETTINGS | {"server.allowedHosts": list(LOOPBACK)}
    asked = f"import asgi, json; from streamlit.config import get_option; names = {list(expected)}"
    code = f"{asked}; print(json.dumps({{name: get_option(name) for name in names}}))"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(APP), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, check=True)
    assert json.loads(done.stdout) == expected
