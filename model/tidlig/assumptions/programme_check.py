"""What a programme names must exist in its pack, and what it says must be possible."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tidlig.assumptions.address import NO_LEVEL, WITHOUT_FACTOR
from tidlig.assumptions.areas import account_hint
from tidlig.assumptions.chain_check import taken_of, taxed_by
from tidlig.assumptions.document import Keys, dotted
from tidlig.assumptions.keys import keys_at, meant
from tidlig.assumptions.pack import Effect, Fade, Observed, Source
from tidlig.assumptions.problems import did_you_mean
from tidlig.assumptions.programme import UNITS, ProgrammeShape, Read
from tidlig.assumptions.rows import MEASURES, check_measure
from tidlig.assumptions.structure import DEAD, Structure
from tidlig.assumptions.units import is_money, is_unit

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


def _measures(effect: Effect) -> tuple[str, ...]:
    """Return the measures that fit what an effect acts on."""
    return _MOVES if effect.moves else MEASURES if effect.process else ("rr",)


class _Check:
    def __init__(self, read: Read, names: Names) -> None:
        self.programme, self.names, self.at = read.programme, names, read.at
        self.read, self.structure = read, names.structure

    def say(self, path: Keys, what: str, hint: str = "", /, **values: Any) -> None:
        self.at(path).say(dotted(path), what, hint, **values)

    def known(self, name: str, names: Iterable[str], what: str, path: Keys) -> bool:
        """Note a name that does not exist; ``what`` is said of it."""
        if name in names:
            return True
        self.say(path, what, did_you_mean(name, names), name=name)
        return False

    def all(self) -> None:
        """Check everything."""
        programme = self.programme
        self.ages(programme.ages, ("enrol", "ages"))
        self.levels(programme.levels, ("enrol",))
        self.money()
        self.units()
        if programme.account and self.names.accounts is not None and programme.account not in self.names.accounts:
            what, hint = "no area has the account '{account}'", account_hint(programme.account, self.names.accounts)
            self.say(("account",), what, hint, account=programme.account)
        if programme.evidence and self.names.sources is not None:
            self.known(programme.evidence, self.names.sources, "unknown source '{name}'", ("evidence",))
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
                self.known(id, self.names.sources or (), "unknown source '{name}'", ("about", fact, "source"))

    def ages(self, ages: tuple[int | None, int | None], path: Keys) -> None:
        """Note ages outside the pack's and windows that end before they begin."""
        first, last = self.structure.ages
        for age in ages:
            if age is not None and not first <= age < last:
                what = "age {age} is outside {first}-{last}"
                self.say(path, what, "write an age from {first} to {last}", age=age, first=first, last=last - 1)
                return
        if None not in ages and ages[0] > ages[1]:  # type: ignore[operator]
            what, hint = "{first} is greater than {last}", "write [from, to], both included"
            self.say(path, what, hint, first=ages[0], last=ages[1])

    def levels(self, levels: Mapping[str, tuple[str, ...]], path: Keys) -> bool:
        """Tell whether all factors exist; notes unknown factors and levels."""
        for factor, named in levels.items():
            if factor not in self.structure.factors:
                keys = (*self.structure.factors, *keys_at(ProgrammeShape, path))
                self.say((*path, factor), "unknown field", meant(factor, keys, levels))
                continue
            for level in named:
                self.known(level, self.structure.levels(factor), "unknown level '{name}'", (*path, factor))
        return levels.keys() <= self.structure.factors.keys()

    def units(self) -> None:
        """Note numbers whose unit does not fit what they are."""
        programme = self.programme
        fit: dict[str, tuple[str, ...]] = dict.fromkeys(
            (*programme.reach, *programme.paid_by.values(), *programme.shares.values()), ("share", "probability")
        )
        known = (effect for effect in programme.effects if effect.measure in _measures(effect))
        fit |= {effect.id: (UNITS.get(effect.measure, "ratio"),) for effect in known}
        for id, number in self.read.numbers.items():
            path = (*self.read.paths.get(id, (id,)), "unit")
            if id == programme.cost and number.value < 0.0:
                self.say((*path[:-1], "value"), "a cost is 0 or more", "write the amount without a minus")
            if id == programme.cost and number.unit and not is_money(number.unit):
                what, hint = "'{unit}' is not money", "write {currency}/participant"
                self.say(path, what, hint, unit=number.unit, currency=self.structure.currency)
            elif id in fit and number.unit not in fit[id] and is_unit(number.unit):  # an unknown one is told as such
                hint = "write one of {units}" if len(fit[id]) > 1 else "write {units}"
                self.say(path, "'{unit}' does not fit here", hint, unit=number.unit, units=fit[id])

    def money(self) -> None:
        """Note payers that do not exist and a cost nobody pays."""
        programme = self.programme
        for payer in programme.paid_by:
            self.known(payer, self.structure.payers, "unknown payer '{name}'", ("paid_by", payer))
        if programme.cost and not programme.paid_by:
            self.say(
                ("paid_by",),
                "is missing",
                "write who pays the cost, such as {payer}: 1",
                payer=self.structure.payers[0],
            )
        if programme.own and not programme.cost:
            self.say(("cost",), "is missing", "write a cost; the answer is where it breaks even")
        if abs(sum(programme.spread) - 1.0) > 1e-9:
            what, hint = "the shares add up to {total:.10g}", "change them so that they add up to 1"
            self.say(("cost", "spread"), what, hint, total=sum(programme.spread))
        if programme.stays is not None and len(programme.spread) > programme.stays:
            what, hint = "{years} years of cost in {stays} years of treatment", "write one share a year of treatment"
            self.say(("cost", "spread"), what, hint, years=len(programme.spread), stays=programme.stays)
        if programme.cost_per == "year" and programme.spread != (1.0,):
            self.say(("cost", "spread"), "a cost per year is not spread", "remove it, or write per: entry")

    def shares(self) -> None:
        """Note shares of its own that stand in for none of the pack's, or for one that its effects never meet."""
        known, changed = self.structure.causal_shares(), {self.changes(e) for e in self.programme.effects}
        clear = changed <= {*self.structure.factors, ""}
        for id in self.programme.shares:
            if id not in known:
                near = did_you_mean(id, [each for each in known if known[each] & changed or not clear])
                self.say(("shares", id), "unknown causal share '{name}'", near, name=id)
            elif clear and not known[id] & changed:
                what = "no effect of this programme changes {factors}"
                self.say(("shares", id), what, "remove it", factors=sorted(known[id]))

    def changes(self, effect: Effect) -> str:
        """Return the factor that an effect changes, "" for none; the name of an unknown process as it stands."""
        process = self.structure.processes.get(effect.process)
        return effect.moves or (effect.process if process is None else process.factor or "")

    def effect(self, effect: Effect, path: Keys) -> None:
        """Note what is wrong with one effect."""
        clear = self.levels(effect.where.levels, path)
        self.ages((effect.where.age_from, effect.where.age_to), (*path, "ages"))
        for name, _ in effect.times:
            if self.names.ids is not None:
                self.known(name, self.names.ids, "unknown id '{name}'", (*path, "times"))
        if effect.observed is not None:
            self.observed(effect, effect.observed, (*path, "observed"))
        kinds = [kind for kind in ("moves", "process", "use") if getattr(effect, kind)]
        if not kinds and not clear:
            pass  # what it acts on may be the field that nobody knows
        elif len(kinds) != 1:
            what = "acts on {kinds} together" if kinds else "acts on nothing"
            self.say(path, what, "write one of moves, process and use", kinds=kinds)
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
            self.known(observed.source, self.names.sources, "unknown source '{name}'", (*path, "source"))
        if observed.years[0] > observed.years[1]:
            self.say((*path, "years"), "ends before it begins", "write [from, to], or one number")
        if (observed.left is None) == (observed.difference is None):
            self.say(path, "has both left and difference, or neither", "write one of them")
        elif observed.left is not None and (not effect.moves or observed.levels):
            self.say(
                (*path, "left"),
                "is only for a move, without levels",
                "write difference instead, or moves and no levels here",
            )
        elif observed.difference is not None and not observed.levels:
            self.say((*path, "difference"), "names no levels", "write the levels, such as activity: [work]")

    def move(self, effect: Effect, path: Keys) -> None:
        """Check an effect that moves people between the levels of a factor."""
        self.only(effect, path, ("process", "from", "to", "use", "fade"), "a move has none")
        check = self.known(effect.moves, self.structure.factors, "unknown factor '{name}'", (*path, "moves"))
        if effect.measure not in _measures(effect):
            what, hint = "unknown measure '{name}'", "write one of {names}"
            self.say((*path, "measure"), what, hint, name=effect.measure, names=_MOVES)
        elif check and (effect.level or effect.measure != "smd"):
            self.threshold(effect, path)
        self.risk(effect, path)
        first, last = self.programme.ages
        if effect.age is None and self.programme.stays is None:
            self.say((*path, "age"), "is missing", "write the age of the move: treatment for life has no end")
        elif (
            effect.age is None
            and self.programme.stays is not None
            and first + self.programme.stays >= self.structure.ages[1]
        ):
            what, hint = (
                "treatment that ends at {age} moves nobody before {last}",
                "write a shorter time, or the age of the move",
            )
            self.say(("stays",), what, hint, age=first + self.programme.stays, last=self.structure.ages[1])
        elif effect.age is not None:
            self.ages((effect.age, None), (*path, "age"))
            if first != last or effect.age < first:
                what, hint = (
                    "the move at age {age} needs one entry age",
                    "write one age in enrol.ages, {age} or younger",
                )
                self.say((*path, "age"), what, hint, age=effect.age)

    def threshold(self, effect: Effect, path: Keys) -> None:
        """Note a level that nobody can be at or above without having moved: the first, or an unknown one."""
        thresholds = self.structure.levels(effect.moves)[1:]
        if effect.level:
            first = effect.level == self.structure.levels(effect.moves)[0]
            what = "unknown threshold '{name}'" if first else "unknown level '{name}'"
            self.known(effect.level, thresholds, what, (*path, "level"))
        else:
            hint = "write one of {names}; {measure} needs a threshold"
            self.say((*path, "level"), "is missing", hint, measure=effect.measure, names=thresholds)

    def ratio(self, effect: Effect, path: Keys) -> None:
        """Check an effect on a yearly transition."""
        self.only(effect, path, ("level", "age"), "only a move has one")
        check_measure(effect.measure, MEASURES, effect.base_risk, False, self.at(path), dotted(path))
        self.fade(effect.fade, (*path, "fade"))
        if not self.known(effect.process, self.structure.processes, "unknown process '{name}'", (*path, "process")):
            return
        process = self.structure.processes[effect.process]
        if self.programme.repeat and process.factor in self.structure.lasting:
            what = "leaves something behind in {factor}, and people may enter again"
            hint = "write repeat: false; what is left cannot be told from a new start"
            self.say(path, what, hint, factor=process.factor)
        if process.once:
            what = "'{process}' runs once, before the first year"
            self.say((*path, "process"), what, "name a yearly process", process=process.id)
        if process.factor is None and (effect.from_levels or effect.to not in ("", DEAD)):
            self.say((*path, "from" if effect.from_levels else "to"), NO_LEVEL, WITHOUT_FACTOR, process=process.id)
            return
        levels = self.structure.levels(process.factor or "")
        for level in effect.from_levels:
            self.known(level, levels, "unknown level '{name}'", (*path, "from"))
        if effect.to:
            self.known(effect.to, (*levels, DEAD), "unknown level '{name}'", (*path, "to"))

    def use(self, effect: Effect, path: Keys) -> None:
        """Check an effect on the use of an item."""
        self.only(effect, path, ("level", "age", "from", "to"), "an effect on use has none")
        self.known(effect.use, self.structure.items, "unknown item '{name}'", (*path, "use"))
        taken, taxed = taken_of(self.structure), taxed_by(self.structure)
        if effect.use in taken:
            what, hint = "'{item}' is taken of '{other}'", "name '{other}' instead"
            self.say((*path, "use"), what, hint, item=effect.use, other=taken[effect.use])
        elif effect.use in taxed:
            what, hint = "'{item}' is taxed by '{tax}', for everyone alike", "name another item"
            self.say((*path, "use"), what, hint, item=effect.use, tax=taxed[effect.use])
        if effect.measure != "rr":
            what = "unknown measure '{name}'"
            self.say((*path, "measure"), what, "write rr", name=effect.measure)
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
            what, hint = "{risk} is not between 0 and 1", "write the source's risk as a share"
            self.say((*path, "base_risk"), what, hint, risk=effect.base_risk)

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
