"""The programmes of a pack."""

from __future__ import annotations

from tidlig.pack.pack import Pack
from tidlig.report.catalogue.facts import programme_facts
from tidlig.report.catalogue.listings import label, programme_rows
from tidlig.report.terminal.rows import show_table
from tidlig.report.terminal.screen import terminal
from tidlig.report.words.messages import catalogue


def show_programmes(pack: Pack, language: str) -> None:
    """Programmes as one table, and under it what is known about each, in a language."""
    texts = catalogue(language, pack.currency)
    show_table(programme_rows(pack, language))
    console = terminal(whole_lines=True)
    for programme in pack.programmes.values():
        if programme.about is not None:
            console.print(f"\n{programme.id}: {label(pack, programme.id, language)}")
            for name, text in programme_facts(programme, texts):
                console.print(f"  {name}: {text}")
    console.print(f"\n{texts.get('caveat.cooperation')}")
