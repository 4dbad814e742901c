"""What must hold for every pack, check by check, with the deviation that was measured."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tidlig.report.terminal.rows import print_rows
from tidlig.report.terminal.screen import terminal
from tidlig.report.words.messages import Texts, catalogue
from tidlig.report.words.numbers import plain


def show_verification(document: dict[str, Any]) -> None:
    """A line a check, then what the checks do not claim of this pack, then how many failed."""
    texts, checks = catalogue("en"), document["checks"]
    columns = [texts.get(f"trust.verify.{name}") for name in ("check", "result", "deviation", "cases", "worst")]
    print_rows(document["pack"]["id"], columns, [_cells(check, texts) for check in checks])
    if left := [row for check in checks for row in _left(check, texts)]:
        columns = [texts.get(f"trust.verify.{name}") for name in ("check", "why", "programmes")]
        print_rows(texts.get("trust.verify.not_claimed"), columns, left)
    failed = sum(not check["ok"] for check in checks)
    said = "some_fail" if failed else "all_hold"
    values = {"n": len(checks), "failed": failed, "tolerance": f"{document['tolerance']:g}"}
    terminal().print(texts.get(f"trust.verify.{said}", **values))


def _cells(check: Mapping[str, Any], texts: Texts) -> list[str]:
    result = ("pass" if check["cases"] else "nothing_tried") if check["ok"] else "fail"
    name, tried = texts.get(f"trust.verify.of.{check['check']}"), str(check["cases"])
    deviation = plain(check["deviation"], ".1e") if check["deviation"] else "0"
    return [name, texts.get(f"trust.verify.{result}"), deviation, tried, check["worst"]]


def _left(check: Mapping[str, Any], texts: Texts) -> list[list[str]]:
    """What is not claimed, a row for each reason."""
    reasons = dict.fromkeys(check["not_claimed"].values())
    of = texts.get(f"trust.verify.of.{check['check']}")
    named = {why: [id for id, each in check["not_claimed"].items() if each == why] for why in reasons}
    return [[of, texts.get(f"trust.verify.left.{why}"), ", ".join(ids)] for why, ids in named.items()]
