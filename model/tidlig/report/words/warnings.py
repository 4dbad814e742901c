"""Warnings of a result in words: numbers that were used but are worth a second look."""

from __future__ import annotations

from collections.abc import Iterable

from tidlig.pack.number import Warning
from tidlig.pack.pack import Pack
from tidlig.report.words.messages import Texts
from tidlig.report.words.names import assumption_name, value_range
from tidlig.report.words.numbers import quantity


def told(warnings: Iterable[Warning], pack: Pack, texts: Texts) -> list[str]:
    """Return the warnings of a result in a language, one sentence each."""
    return [_told(warning, pack, texts) for warning in warnings]


def _told(warning: Warning, pack: Pack, texts: Texts) -> str:
    unit = warning.unit
    return texts.get(
        f"warning.{warning.kind}",
        name=assumption_name(pack, warning.id, texts),
        value=quantity(warning.value, unit, texts.language),
        range=value_range(warning.low, warning.high, unit, texts),
        dist=warning.dist,
        **{
            name: quantity(round(end, 3), unit, texts.language)
            for name, end in (("low", warning.low), ("high", warning.high))
            if end is not None
        },
    )
