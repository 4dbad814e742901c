"""Who may ask the server, and for what: its own page under its own name, and nothing that the page does not use."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.types import Scope
from streamlit import config

LOOPBACK = ("localhost", "127.0.0.1", "::1")
EVERYWHERE = ("0.0.0.0", "::")  # addresses to listen on, under which nobody calls
# Streamlit's own doors below ``_stcore`` that the page uses; metrics, the agents' interface and the like are closed.
OPEN = {"http": ("health", "host-config", "upload_file"), "websocket": ("stream",)}
CLOSED = ("component", "auth", "oauth2callback")  # doors elsewhere that the page does not use
PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<name>[A-Za-z0-9_.-]+))(?::(?P<port>[0-9]{1,5}))?")


def refusal(scope: Scope) -> int:
    """Return the status that refuses a request of a browser or another program; 0 for one that may pass.

    400: no host, several, or none that can be read.  421: another host than the server's.  403: asked by a page from
    elsewhere.  404: a door that is closed to everybody.
    """
    headers = Headers(scope=scope)
    named = headers.getlist("host")
    host = parted(named[0]) if len(named) == 1 else None
    if host is None:
        return 400
    if not any(_same(host[0], known) for known in hosts()):
        return 421
    origins = headers.getlist("origin")
    if len(origins) > 1 or any(not _own(origin, host) for origin in origins):
        return 403
    return 0 if _open(scope) else 404


def hosts() -> Iterable[str]:
    """Return the names that the server answers to: this machine's own and what its settings name."""
    address = config.get_option("server.address")
    return (
        *LOOPBACK,
        *config.get_option("server.allowedHosts"),
        *([] if address in (None, *EVERYWHERE) else [address]),
    )


def parted(text: str) -> tuple[str, int | None] | None:
    """Return name and port (None: the usual one) of a Host header; None for what is no host."""
    found = _HOST.fullmatch(text)
    if found is None:
        return None
    name, port = found["six"] or found["name"], found["port"]
    return (_plain(name), int(port) if port else None) if int(port or 0) < 1 << 16 else None


def _plain(name: str) -> str:
    """Return a name as it is compared: small letters, no closing full stop, an address in its shortest form."""
    bare = name.strip().strip("[]").lower().removesuffix(".")
    try:
        return ipaddress.ip_address(bare).compressed
    except ValueError:
        return bare


def _same(name: str, known: str) -> bool:
    """Tell whether a name is the known one, or below it where that begins with ``*.``; ``*`` is any name."""
    return known == "*" or name == _plain(known) or (known.startswith("*.") and name.endswith(known[1:].lower()))


def _own(origin: str, host: tuple[str, int | None]) -> bool:
    """Tell whether a page's origin is the host that it asks: the same name and the same port."""
    scheme, _, rest = origin.partition("://")
    usual, parts = PORTS.get(scheme.lower()), parted(rest)
    return usual is not None and parts is not None and (parts[0], parts[1] or usual) == (host[0], host[1] or usual)


def _open(scope: Scope) -> bool:
    """Tell whether the page uses what is asked for."""
    steps = [step for step in scope["path"].split("/") if step]
    if "_stcore" in steps:
        asked = steps[steps.index("_stcore") + 1 :]
        return bool(asked) and asked[0] in OPEN[scope["type"]]
    return scope["type"] == "http" and not any(step in CLOSED for step in steps)
