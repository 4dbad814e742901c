"""Files and uploads as text: there, of a sane size, UTF-8 and not binary."""

from __future__ import annotations

from pathlib import Path

from tidlig.problems import Spot

LIMITS = {".csv": 5_000_000, ".yaml": 1_000_000}


def read_text(path: Path, spot: Spot) -> str | None:
    """Return the text of a file, or None after noting why it cannot be read."""
    limit = LIMITS.get(path.suffix, LIMITS[".yaml"])
    try:
        if path.exists() and not path.is_file():  # a pipe would never end, a device is no text
            spot.say("", "this is not a file", "write the name of a file")
            return None
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except FileNotFoundError:
        spot.say("", "the file is missing", "add it, or write its name as it is")
        return None
    except OSError as error:
        what, hint = "the file cannot be read ({reason})", "write the name of a file that you may read"
        spot.say("", what, hint, reason=error.strerror)
        return None
    return decode(raw, limit, spot)


def decode(raw: bytes, limit: int, spot: Spot) -> str | None:
    """Return bytes as text without byte-order mark and with ``\\n`` line ends, or None after noting why not."""
    if len(raw) > limit:
        _say_large(limit, spot)
        return None
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in raw:
        spot.say("", "the file is not text in UTF-8", "save it as 'CSV UTF-8' or as plain text in UTF-8")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        spot.at(line).say("", "the text is not UTF-8", "save it as 'CSV UTF-8' or as plain text in UTF-8")
        return None
    return plain(text, limit, spot)


def _say_large(limit: int, spot: Spot) -> None:
    what, hint = "the file is larger than {limit} MB", "split it or remove what is not used"
    spot.say("", what, hint, limit=limit // 1_000_000)


def plain(text: str, limit: int, spot: Spot) -> str | None:
    """Return text with ``\\n`` line ends, or None after noting that it is empty, too long or binary."""
    if len(text) > limit:
        _say_large(limit, spot)
        return None
    if "\0" in text:
        spot.say("", "the file is not text in UTF-8", "save it as 'CSV UTF-8' or as plain text in UTF-8")
        return None
    if not text.strip():
        spot.say("", "the file is empty", "write its contents or remove the file")
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")
