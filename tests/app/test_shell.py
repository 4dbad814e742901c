from __future__ import annotations

import asyncio
import gzip
import tomllib
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
    return PlainTextResponse('<html lang="en">', media_type="text/javascript")


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
    from parts.shell import Shell

    routes = [Route("/", page), Route("/trust", page), Route("/parts", parts), Route("/script.js", script)]
    app = Starlette(routes=routes, middleware=[Middleware(Shell), Middleware(GZipMiddleware)])

    def asked(path: str, query: str = "", **headers: str) -> Got:
        return asyncio.run(_ask(app, path, query, {k.replace("_", "-"): v for k, v in headers.items()}))

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


def test_other_files_are_left_as_they_are(get: Get) -> None:
    assert get("/script.js").text == '<html lang="en">'


def test_a_compressed_page_arrives_whole(get: Get) -> None:
    answer = get("/", accept="*/*", accept_encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(answer.body).decode("utf-8") == PAGE


def test_the_settings_keep_the_app_on_this_machine() -> None:
    settings = tomllib.loads((APP / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["server"]["maxUploadSize"] == 1
    assert settings["client"]["showErrorDetails"] == "none"
