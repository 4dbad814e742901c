"""What a programme names must exist in its pack, and what it says must be possible."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from tidlig.assumptions.areas import account_hint
from tidlig.assumptions.document import Keys, dotted
from tidlig.assumptions.pack import Effect, Fade, Observed, Source
from tidlig.assumptions.problems import did_you_mean, shown
from tidlig.assumptions.programme import FIELDS, UNITS, Read
from tidlig.assumptions.rows import MEASURES, check_measure
from tidlig.assumptions.structure import DEAD, Structure
from tidlig.assumptions.units import is_money

_MOVES = ("smd", "or", "rr", "difference")


@dataclass(frozen=True, slots=True)
class Names:
    """Everything of a pack that a programme may name."""

    structure: Structure
    ids: Collection[str] | None  # None: not all could be read
    sources: Mapping[str, Source] | None
    accounts: Collection[str] | None = None  # with an area; None: the pack has no areas, or they could not be read


def check_programme(read: Read, names: Names) -> None:
    """Note what a programme names that does not exist, and what contradicts itself."""
    _Check(read, names).all()


class _Check:
    def __init__(self, read: Read, names: Names) -> None:
        self.programme, self.names, self.at = read.programme, names, read.at
        self.read, self.structure = read, names.structure

    def say(self, path: Keys, what: str, hint: str = "") -> None:
        self.at(path).say(dotted(path), what, hint)

    def known(self, name: str, names: Iterable[str], what: str, path: Keys) -> bool:
        """Note a name that does not exist."""
        if name in names:
            return True
        self.say(path, f"unknown {what} '{shown(name)}'", did_you_mean(name, names))
        return False

    def all(self) -> None:
        """Check everything."""
        programme = self.programme
        self.ages(programme.ages, ("enrol", "ages"))
        self.levels(programme.levels, ("enrol",))
        self.money()
        self.units()
        if programme.account and self.names.accounts is not None and programme.account not in self.names.accounts:
            what = f"the account '{shown(programme.account)}' is in no area"
            self.say(("account",), what, account_hint(programme.account, self.names.accounts))
        if programme.evidence and self.names.sources is not None:
            self.known(programme.evidence, self.names.sources, "source", ("evidence",))
        self.facts()
        if programme.own and programme.null:
            self.say(
                ("null_effect",), "an own programme has no evidence for a null effect", "remove own or null_effect"
            )
        for place, effect in enumerate(programme.effects):
            self.effect(effect, ("effects", place))
        self.shares()

    def facts(self) -> None:
        """Note facts whose source does not exist."""
        about = self.programme.about
        for fact, named in about.sources.items() if about and self.names.sources is not None else ():
            for id in named:
                self.known(id, self.names.sources or (), "source", ("about", fact, "source"))

    def ages(self, ages: tuple[int | None, int | None], path: Keys) -> None:
        """Note ages outside the pack's and windows that end before they begin."""
        first, last = self.structure.ages
        for age in ages:
            if age is not None and not first <= age < last:
                self.say(path, f"age {age} is outside {first}-{last - 1}", "write ages of the pack")
        if None not in ages and ages[0] > ages[1]:  # type: ignore[operator]
            self.say(path, f"{ages[0]} is greater than {ages[1]}", "write [from, to], both included")

    def levels(self, levels: Mapping[str, tuple[str, ...]], path: Keys) -> None:
        """Note unknown factors and levels."""
        for factor, named in levels.items():
            if factor not in self.structure.factors:
                self.say(
                    (*path, factor),
                    "unknown field",
                    did_you_mean(factor, [*self.structure.factors, *FIELDS]) or "remove it",
                )
                continue
            for level in named:
                self.known(level, self.structure.levels(factor), "level", (*path, factor))

    def units(self) -> None:
        """Note numbers whose unit does not fit what they are."""
        programme = self.programme
        fit: dict[str, tuple[str, ...]] = dict.fromkeys(
            (*programme.reach, *programme.paid_by.values(), *programme.shares.values()), ("share", "probability")
        )
        fit |= {effect.id: (UNITS.get(effect.measure, "ratio"),) for effect in programme.effects}
        for id, number in self.read.numbers.items():
            path = (*self.read.paths.get(id, (id,)), "unit")
            if id == programme.cost and number.value < 0.0:
                self.say((*path[:-1], "value"), "a cost is 0 or more", "write the amount without a minus")
            if id == programme.cost and number.unit and not is_money(number.unit):
                self.say(path, f"'{number.unit}' is not money", f"write {self.structure.currency}/participant")
            elif id in fit and number.unit not in fit[id]:
                self.say(path, f"'{number.unit}' does not fit here", f"write {' or '.join(fit[id])}")

    def money(self) -> None:
        """Note payers that do not exist and a cost nobody pays."""
        programme = self.programme
        for payer in programme.paid_by:
            self.known(payer, self.structure.payers, "payer", ("paid_by", payer))
        if programme.cost and not programme.paid_by:
            self.say(("paid_by",), "is missing", "write who pays the cost, {municipality: 1}")
        if programme.own and not programme.cost:
            self.say(("cost",), "is missing", "an own programme needs a cost: the answer is its break-even")
        if abs(sum(programme.spread) - 1.0) > 1e-9:
            self.say(("cost", "spread"), f"the shares add up to {sum(programme.spread):g}", "they must add up to 1")
        if programme.stays is not None and len(programme.spread) > programme.stays:
            self.say(
                ("cost", "spread"),
                f"{len(programme.spread)} years of cost in {programme.stays} years of treatment",
                "write one share a year of treatment",
            )
        if programme.cost_per == "year" and programme.spread != (1.0,):
            self.say(("cost", "spread"), "a cost per year is not spread", "remove it, or write per: entry")

    def shares(self) -> None:
        """Note shares of its own that stand in for none of the pack's, or for one that its effects never meet."""
        known, changed = self.structure.causal_shares(), {self.changes(e) for e in self.programme.effects}
        clear = changed <= {*self.structure.factors, ""}
        for id in self.programme.shares:
            named = self.known(id, known, "causal share", ("shares", id))
            if named and clear and not known[id] & changed:
                factors = " or ".join(sorted(known[id]))
                self.say(("shares", id), f"no effect of this programme changes {factors}", "remove it")

    def changes(self, effect: Effect) -> str:
        """Return the factor that an effect changes, "" for none; the name of an unknown process as it stands."""
        process = self.structure.processes.get(effect.process)
        return effect.moves or (effect.process if process is None else process.factor or "")

    def effect(self, effect: Effect, path: Keys) -> None:
        """Note what is wrong with one effect."""
        self.levels(effect.where.levels, path)
        self.ages((effect.where.age_from, effect.where.age_to), (*path, "ages"))
        for name, _ in effect.times:
            if self.names.ids is not None:
                self.known(name, self.names.ids, "id", (*path, "times"))
        if effect.observed is not None:
            self.observed(effect, effect.observed, (*path, "observed"))
        kinds = [kind for kind in ("moves", "process", "use") if getattr(effect, kind)]
        if len(kinds) != 1:
            self.say(path, f"acts on {' and '.join(kinds) or 'nothing'}", "write one of moves, process and use")
        elif effect.moves:
            self.move(effect, path)
        elif effect.process:
            self.ratio(effect, path)
        else:
            self.use(effect, path)

    def observed(self, effect: Effect, observed: Observed, path: Keys) -> None:
        """Check what studies saw later: what is left of a move, or a difference in the share in some levels."""
        self.levels(observed.levels, path)
        if self.names.sources is not None:
            self.known(observed.source, self.names.sources, "source", (*path, "source"))
        if observed.years[0] > observed.years[1]:
            self.say((*path, "years"), "ends before it begins", "write [from, to], or one number")
        if (observed.left is None) == (observed.difference is None):
            self.say(path, "has left and difference, or neither", "write one of them")
        elif observed.left is not None and (not effect.moves or observed.levels):
            self.say((*path, "left"), "is what is left of a move", "write moves, without levels here, or difference")
        elif observed.difference is not None and not observed.levels:
            self.say((*path, "difference"), "is in the share of which levels", "write them, activity: [work]")

    def move(self, effect: Effect, path: Keys) -> None:
        """Check an effect that moves people between the levels of a factor."""
        self.only(effect, path, ("process", "from", "to", "use", "fade"), "a move has none")
        check = self.known(effect.moves, self.structure.factors, "factor", (*path, "moves"))
        if effect.measure not in _MOVES:
            self.say((*path, "measure"), f"unknown measure '{shown(effect.measure)}'", f"write {', '.join(_MOVES)}")
        elif check and (effect.level or effect.measure != "smd"):
            self.threshold(effect, path)
        self.risk(effect, path)
        if effect.age is not None:
            self.ages((effect.age, None), (*path, "age"))

    def threshold(self, effect: Effect, path: Keys) -> None:
        """Note a level that nobody can be at or above without having moved: the first, or an unknown one."""
        thresholds = self.structure.levels(effect.moves)[1:]
        if effect.level:
            self.known(effect.level, thresholds, "threshold", (*path, "level"))
        else:
            self.say((*path, "level"), "is missing", f"{effect.measure} needs its threshold: {', '.join(thresholds)}")

    def ratio(self, effect: Effect, path: Keys) -> None:
        """Check an effect on a yearly transition."""
        self.only(effect, path, ("level", "age"), "only a move has one")
        check_measure(effect.measure, MEASURES, effect.base_risk, False, self.at(path), dotted(path))
        self.fade(effect.fade, (*path, "fade"))
        if not self.known(effect.process, self.structure.processes, "process", (*path, "process")):
            return
        process = self.structure.processes[effect.process]
        if self.programme.repeat and process.factor in self.structure.lasting:
            what = f"leaves something behind in {process.factor}, and people may enter again"
            self.say(path, what, "what is left could not be told from a new start: write repeat: false")
        if process.once:
            self.say((*path, "process"), f"'{process.id}' runs once, before the first year", "name a yearly process")
        levels = self.structure.levels(process.factor or "")
        for level in effect.from_levels:
            self.known(level, levels, "level", (*path, "from"))
        if effect.to:
            self.known(effect.to, (*levels, DEAD), "level", (*path, "to"))

    def use(self, effect: Effect, path: Keys) -> None:
        """Check an effect on the use of an item."""
        self.only(effect, path, ("level", "age", "from", "to"), "an effect on use has none")
        self.known(effect.use, self.structure.items, "item", (*path, "use"))
        if effect.measure != "rr":
            self.say((*path, "measure"), f"unknown measure '{shown(effect.measure)}'", "an effect on use is a rr")
        self.risk(effect, path)
        self.fade(effect.fade, (*path, "fade"))

    def only(self, effect: Effect, path: Keys, absent: tuple[str, ...], why: str) -> None:
        """Note keys that this kind of effect does not have."""
        for key in absent:
            if getattr(effect, {"from": "from_levels"}.get(key, key)) not in ("", (), None):
                self.say((*path, key), why, "remove it")

    def risk(self, effect: Effect, path: Keys) -> None:
        """Note an impossible base risk."""
        if effect.base_risk is not None and not 0.0 < effect.base_risk < 1.0:
            self.say(
                (*path, "base_risk"),
                f"{effect.base_risk:g} is not between 0 and 1",
                "write the source's risk as a share",
            )

    def fade(self, fade: Fade | None, path: Keys) -> None:
        """Note fades that name two curves or never end without saying so."""
        if fade is None or fade == Fade():
            return
        if fade.half_life and (fade.rate or fade.floor):
            self.say(path, "has a half-life and a rate", "write half_life, or floor and rate")
        elif bool(fade.floor) and not fade.rate:
            self.say(path, "has a floor and no rate", "write floor and rate")
        elif not (fade.half_life or fade.rate or fade.until is not None):
            self.say(path, "never ends", "write half_life, rate or until, or fade: lasting")
