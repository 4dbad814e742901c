"""What Streamlit's own page leaves out: language, title, wide tables by keyboard, headers that keep it to itself.

Nothing reaches Streamlit that :mod:`parts.guard` refuses.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from shell import frame, history
from shell.guard import refusal
from shell.pages import title_key
from tidlig.report.words.messages import LANGUAGES, catalogue

# Streamlit's own code needs inline script and eval (for charts); nothing may come from, or go to, another host.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
}
SHARED = "access-control-"  # headers that would let other pages read an answer
NOT_ALLOWED = 1008  # code of a closed websocket: against the policy
# A table wider than a narrow window scrolls sideways; Streamlit's own cannot be reached, so not scrolled, by keyboard.
REACH = """<script>
(name => {
  const reach = () => document.querySelectorAll('[data-testid=stTable] div').forEach(box => {
    const wide = box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== 'visible';
    const set = {tabindex: '0', role: 'region', 'aria-label': name};
    for (const key in set) wide ? box.setAttribute(key, set[key]) : box.removeAttribute(key);
  });
  const soon = () => requestAnimationFrame(reach);
  addEventListener('resize', soon);
  addEventListener('DOMContentLoaded', () => new MutationObserver(soon).observe(document.body,
    {childList: true, subtree: true}));
})(%s);
</script></head>"""


def language_of(query: str) -> str:
    """Return the language a query string asks for; the first one when it asks for none that exists."""
    asked = parse_qs(query).get("lang", [""])[0]
    return asked if asked in LANGUAGES else LANGUAGES[0]


class Shell:
    """ASGI middleware that lets in only who may ask, and sets headers, and language and title of the page itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request or pass it on; hold back an HTML answer until it is whole and rewritten."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        refused = refusal(scope)
        if scope["type"] == "websocket":
            await (WebSocketClose(NOT_ALLOWED) if refused else self.app)(scope, receive, send)
            return
        if refused:
            await PlainTextResponse(HTTPStatus(refused).phrase, refused, HEADERS)(scope, receive, send)
            return
        if "text/html" in Headers(scope=scope).get("accept", ""):  # as plain text, so that it can be rewritten
            scope = {**scope, "headers": [h for h in scope["headers"] if h[0] != b"accept-encoding"]}
        language = language_of(scope["query_string"].decode("latin-1"))
        answer = _Answer(language, catalogue(language).get(title_key(scope["path"])), send)
        await self.app(scope, receive, answer.send)


class _Answer:
    """One answer on its way out."""

    def __init__(self, language: str, title: str, send: Send) -> None:
        self.language = language
        self.title = title
        self.pass_on = send
        self.start: Message | None = None
        self.body = b""

    async def send(self, message: Message) -> None:
        """Take one message of the answer."""
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(HEADERS)
            for name in [name for name in headers if name.startswith(SHARED)]:
                del headers[name]
            if Headers(raw=message["headers"]).get("content-type", "").startswith("text/html"):
                self.start = message
                return
        if self.start is None or message["type"] != "http.response.body":
            await self.pass_on(message)
            return
        self.body += message.get("body", b"")
        if not message.get("more_body"):
            await self._finish(self.start)

    async def _finish(self, start: Message) -> None:
        """Send the rewritten page."""
        page = self.body.replace(b'<html lang="en">', f'<html lang="{self.language}">'.encode(), 1)
        page = page.replace(b"<title>Streamlit</title>", f"<title>{self.title}</title>".encode(), 1)
        reach = REACH % json.dumps(catalogue(self.language).get("table.scroll"))
        added = frame.head() + history.SCRIPT + reach
        page = page.replace(b"</head>", added.encode(), 1)
        headers = MutableHeaders(raw=start["headers"])
        for stale in ("etag", "last-modified"):  # of the page as it was
            del headers[stale]
        headers["content-length"] = str(len(page))
        await self.pass_on({**start, "headers": headers.raw})
        await self.pass_on({"type": "http.response.body", "body": page})
