"""What is known about the chosen programmes, and where no source is known."""

from __future__ import annotations

import pandas as pd
from shell import say
from view import View

from tidlig.report.catalogue.facts import full_sources, programme_facts


def about(view: View, arm: str) -> None:
    """Show the facts of every programme of an arm that the pack has facts about."""
    words = view.names.texts
    told = [p for p in view.programmes[arm] if p.about is not None]
    if not told:
        return
    say.header(words.get("fact.title"))
    for programme in told:
        with say.expander(view.names.of(programme.id), key=f"about-{programme.id}"):
            facts = programme_facts(programme, words, full_sources(view.pack))
            say.table(pd.DataFrame(facts, columns=["", " "]).set_index(""), border="horizontal")
