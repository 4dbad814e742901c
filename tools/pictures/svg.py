"""Shapes and text in SVG, as text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from xml.sax.saxutils import escape

FONT = "DejaVu Sans, Verdana, Arial, sans-serif"
INK = "#222222"
LETTER = 6.2  # width of a letter of 11 points


def document(
    width: float, height: float, title: str, description: str, colours: Iterable[str], shapes: Iterable[str]
) -> str:
    """A whole picture on white, told to those who do not see it; ``colours``: those of its arrows."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
        f'height="{height:g}" role="img" font-family="{FONT}" font-size="12">'
    )
    tips = f"<defs>{''.join(map(_tip, colours))}</defs>"
    told = f"<title>{escape(title)}</title>\n<desc>{escape(description)}</desc>"
    ground = f'<rect width="{width:g}" height="{height:g}" fill="#ffffff"/>'
    return "\n".join([head, told, tips, ground, *shapes, "</svg>"]) + "\n"


def _tip(colour: str) -> str:
    how = 'viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"'
    return f'<marker id="tip-{colour[1:]}" {how}><path d="M 0 0 L 8 4 L 0 8 z" fill="{colour}"/></marker>'


def text(
    x: float, y: float, said: str, *, size: int = 12, weight: str = "normal", fill: str = INK, anchor: str = "start"
) -> str:
    """One line of text; ``y`` is its foot."""
    how = f'font-size="{size}" font-weight="{weight}" fill="{fill}" text-anchor="{anchor}"'
    return f'<text x="{x:g}" y="{y:g}" {how}>{escape(said)}</text>'


def lines(x: float, y: float, said: str, width: float) -> list[str]:
    """Small text in the middle of a box, in two lines where one is too long."""
    parts = textwrap.wrap(said, int(width / LETTER))
    if len(parts) == 1:
        return [text(x, y, said, size=11, anchor="middle")]
    return [text(x, y - 6 + 11 * k, part, size=10, anchor="middle") for k, part in enumerate(parts)]


def box(x: float, y: float, width: float, height: float, *, fill: str, stroke: str = "none") -> str:
    """A rectangle."""
    where = f'x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"'
    return f'<rect {where} rx="2" fill="{fill}" stroke="{stroke}"/>'


def line(x1: float, y1: float, x2: float, y2: float) -> str:
    """A thin line of a grid."""
    return f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="#dddddd"/>'


def arrow(path: str, colour: str) -> str:
    """A curve with a tip at its end, in one of the document's colours."""
    tip = f"url(#tip-{colour[1:]})"
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="1.5" marker-end="{tip}"/>'
