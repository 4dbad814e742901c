"""The price of a post, part by part."""

from __future__ import annotations

from typing import Any

from tidlig.pack.pack import Pack
from tidlig.report.catalogue.posts import posts_asked, posts_note, posts_rows, posts_shown, posts_warnings
from tidlig.report.terminal.rows import print_rows
from tidlig.report.terminal.screen import terminal
from tidlig.report.words.messages import catalogue
from tidlig.report.words.warnings import told


def show_posts(pack: Pack, document: dict[str, Any], language: str) -> None:
    """Print prices of posts as one table, and under it what has to be asked for and what the years rest on."""
    texts = catalogue(language, pack.currency)
    console = terminal(whole_lines=True)
    if not document["posts"]:
        console.print(texts.get("posts.none"))
        return
    rows = posts_shown(posts_rows(document, pack.labels, texts), texts)
    print_rows("", list(rows[0]), [list(row.values()) for row in rows], numbers_from=1)
    for line in (
        *told(posts_warnings(pack), pack, texts),
        *posts_asked(document, pack, texts),
        posts_note(document, pack, texts),
    ):
        console.print(line)
