"""What is known about the chosen programmes, and where no source is known."""

from __future__ import annotations

import cached
import pandas as pd
from choice import state
from shell import say

from result.answer import programmes
from tidlig.report.catalogue.facts import full_sources, programme_facts
from tidlig.report.words.messages import label


def about(arm: str) -> None:
    """Show the facts of every programme of an arm that the pack has facts about."""
    words, pack = state.texts(), cached.pack()
    told = [p for p in programmes(arm) if p.about is not None]
    if not told:
        return
    say.header(words.get("fact.title"))
    for programme in told:
        with say.expander(label(pack.labels, programme.id, words.language), key=f"about-{programme.id}"):
            facts = programme_facts(programme, words, full_sources(pack))
            say.table(pd.DataFrame(facts, columns=["", " "]).set_index(""), border="horizontal")
