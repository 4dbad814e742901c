"""What a page is drawn from: made once a run, and passed down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import cached
from choice.choice import Choice

from tidlig.pack.number import Assumption
from tidlig.pack.pack import Pack
from tidlig.pack.programme import Programme
from tidlig.report.words.messages import Names, catalogue
from tidlig.result.result import Result


@dataclass(frozen=True, slots=True)
class View:
    """One choice with everything that follows from it.

    ``names``: the catalogue, and what the pack and the reader call things; ``pack``: as it was read; ``layered``: as
    the choice changes it; ``result``: None where no programme is chosen; ``page``: what the page offers.
    """

    names: Names
    choice: Choice
    pack: Pack
    layered: Pack
    result: Result | None
    page: Mapping[str, Any]

    @property
    def base(self) -> Mapping[str, Assumption]:
        """The assumptions as they hold in the place, before any change."""
        return cached.base(self.choice)

    @property
    def place(self) -> str:
        """The name of the place."""
        return self.names.of(self.choice.place)

    @property
    def programmes(self) -> Mapping[str, list[Programme]]:
        """The programmes of each arm as the model knows them."""
        return {arm: [self.layered.programmes[id] for id in ids] for arm, ids in self.choice.arms().items()}

    def measure(self, programmes: Iterable[str]) -> str:
        """Return the names of some programmes as one phrase."""
        words, names = self.names.texts, [self.names.of(id) for id in programmes]
        return words.get("headline.and").join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def view_of(choice: Choice) -> View:
    """Return the view of a choice; raises one of REFUSALS."""
    pack, chosen = cached.pack(), bool(choice.arms())
    return View(
        names=Names(cached.labels(choice), catalogue(choice.language, pack.currency)),
        choice=choice,
        pack=pack,
        layered=cached.layered(choice) if chosen else pack,
        result=cached.result(choice) if chosen else None,
        page=cached.page(),
    )
