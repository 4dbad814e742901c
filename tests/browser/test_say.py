"""Whatever a text holds, the browser shows its signs and nothing else: no link, picture, formula, colour or icon."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
START = 120  # seconds to wait for a busy machine
JOINER = "\u2060"
TEXTS = [
    # links, with and without a text of their own
    "[Sign in](http://a.example)", "<http://a.example>", "http://a.example/a?b=c", "HTTPS://a.example", "www.a.example",
    "WWW.a.example", "mailto:me@a.example", "me.you+z@a.example", "xmpp:a@b.example/x", "ftp://a.example",
    "javascript:alert(1)", "a@b@c.example", "http://a.example http://b.example", "x:http://a.example", "“a@b.example”",
    "_www.a.example_", "*www.a.example", "(www.a.example)", "http://localhost", "https://u:p@a.example:80/",
    "[x]: http://a.example", "[^1] and [x][y]", "[[a]]", "http:\\//a.example", "\\\\[a](b)",
    # pictures and HTML
    "![a](http://x.example/a.png)", "<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "<!-- x -->",
    "<details>", "&amp; &lt;b&gt; &#91;",
    # type
    "**b** __b__ *i* _i_ ~~s~~ `c`", "a__b__c _d_e_ f_g", "\\*a\\*", "a\\", "\\", "`a`b``", "^a^ ==b==", "~~~", "```",
    # shapes
    "# head", "# ", "1. one", "12) two", "- item", "+ item", "> quote", "    code", "***", "---", "===", "| a | b |",
    "::: note", ":::note", "- [ ] todo", "1\\. x",
    # formulas
    "$x^2$", "$$x^2$$", "\\(x\\)", "$", "$5 and $6",
    # what only Streamlit reads
    ":red[text]", ":blue-background[x]", ":red-badge[x]", ":gray[:red[a]]", ":small[x]", ":help[x]", ":shimmer[x]",
    ":material/home:", ":material_home:", ":streamlit:", ":smile: :+1: :100:", ":a:b:c:", "5:30:10",
    "a -> b <- c <-> d -- e >= f <= g ~= h", "-> b",
]  # fmt: skip
SCRIPT = """
import sys, json
sys.path.insert(0, {app!r})
import pandas as pd
from shell import say
for k, text in enumerate(json.loads({texts!r})):
    for draw in (say.title, say.header, say.subheader, say.text, say.caption, say.strong):
        draw(text)
    for draw in (say.info, say.success, say.warning, say.error):
        draw(text)
    say.error("first\\n- " + text + "\\n- " + text)
    say.bullets([text])
    say.named([(text, text)])
    say.metric(text, text)
    say.button(text, key=f"b{{k}}")
    say.checkbox(text, key=f"c{{k}}")
    say.radio(text, [text, "other"], key=f"r{{k}}")
    say.selectbox(text, [text], key=f"s{{k}}")
    say.multiselect(text, [text], [text], key=f"m{{k}}")
    say.text_input(text, text, key=f"t{{k}}")
    say.download_button(text, "x", key=f"d{{k}}")
    say.expander(text)
    say.table(pd.DataFrame({{text: [text, text]}}, index=[text, "other"]))
say.file_uploader("[a](http://a.example)", help="[a](http://a.example)")
say.text("the end")
"""
# Everything that Markdown can make and the app does not ask for; the rest is Streamlit's own furniture.
MADE = (
    "a[href]:not([href^='#']), img, em, code, pre, del, sub, sup, blockquote, hr, .katex, math, script, "
    "details details, ol, input[type=checkbox][disabled], table table, span[style*=color], span[style*=font-size], "
    "[role=img], h4, h5, h6, .stMarkdownBadge, .stMarkdownColoredText, .stMarkdownColoredBackground"
)
# Where each text has to stand as it is, and how many times for each text.
PLACES = {
    "h1": 1, "h2": 1, "h3": 1, "[data-testid=stAlert] p": 4, "li": 3, "strong": 1, "[data-testid=stMetricValue]": 1,
    "[data-testid=stMetricLabel]": 1, "[data-testid=stButton] button": 1, "[data-testid=stDownloadButton] button": 1,
    "[data-testid=stCheckbox]": 1, "[data-testid=stWidgetLabel]": 4, "[data-testid=stRadio] [role=radiogroup] label": 1,
    "td": 2, "th": 2, "[data-testid=stExpander] summary [data-testid=stMarkdownContainer]": 1,
    "[data-testid=stCaptionContainer]": 1,
}  # fmt: skip
LISTS = (
    "[data-testid=stAlert] p",
    "[data-testid=stCaptionContainer]",
)  # where a line that begins with "- " is an entry


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Every text, said in every way that the app has."""
    from socket import socket

    folder = tmp_path_factory.mktemp("say")
    script = SCRIPT.format(app=str(ROOT / "app"), texts=json.dumps(TEXTS))
    (folder / "page.py").write_text(script, encoding="utf-8")
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    settings = ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"]
    settings += ["--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none"]
    command = [sys.executable, "-m", "streamlit", "run", str(folder / "page.py"), *settings]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env=os.environ.copy())
        try:
            _answers(f"http://127.0.0.1:{port}/_stcore/health")
            opened = browser.new_page()
            opened.set_default_timeout(START * 1000)
            opened.goto(f"http://127.0.0.1:{port}")
            opened.get_by_text("the end", exact=True).wait_for()
            opened.wait_for_function("n => document.querySelectorAll('td').length == n", arg=2 * len(TEXTS))
            yield opened
            opened.close()
        finally:
            server.terminate()
            server.wait(timeout=30)


def _answers(address: str) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address, timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the page of texts did not start")


def written(text: str) -> str:
    return text.replace(JOINER, "").strip()


def test_no_text_becomes_anything_else(page: Page) -> None:
    look = "made => [...document.querySelectorAll(`[data-testid=stMain] :is(${made})`)].map(e => e.outerHTML)"
    found = page.evaluate(look, MADE)
    assert found == []


@pytest.mark.parametrize("place", PLACES)
def test_every_text_stands_as_it_is_written(page: Page, place: str) -> None:
    found = page.evaluate("place => [...document.querySelectorAll(place)].map(e => e.textContent)", place)
    shown = [written(text) for text in found]
    texts = [text for text in TEXTS if place not in LISTS or not text.startswith("- ")]
    assert {text: n for text in texts if (n := shown.count(text.strip())) < PLACES[place]} == {}
