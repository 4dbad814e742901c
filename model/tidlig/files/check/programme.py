"""What a programme says must be possible: its money, its units, its shares and its facts."""

from __future__ import annotations

from tidlig.files.check.effects import EffectCheck, measures
from tidlig.files.documents.named import Named, Names
from tidlig.files.documents.programme import UNITS, Read
from tidlig.files.tables.areas import account_hint
from tidlig.pack.programme import Effect
from tidlig.pack.units import is_money, is_unit
from tidlig.problems import did_you_mean


def check_programme(read: Read, names: Names) -> None:
    """Note what a programme names that does not exist, and what contradicts itself."""
    _Check(read, names).all()


class _Check(Named):
    """Checks everything of one programme but its effects."""

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
        if programme.index and self.names.indices is not None:
            known = self.known(programme.index, self.names.indices, "unknown index '{name}'", ("index",))
            if known and not programme.cost:
                what = "'{name}' has no amount that it could move"
                self.say(("index",), what, "remove it", name=programme.id)
        if programme.evidence and self.names.sources is not None:
            self.known(programme.evidence, self.names.sources, "unknown source '{name}'", ("evidence",))
        self.facts()
        if programme.own and programme.null:
            self.say(
                ("null_effect",), "an own programme has no evidence for a null effect", "remove own or null_effect"
            )
        effects = EffectCheck(self.read, self.names)
        for place, effect in enumerate(programme.effects):
            effects.effect(effect, ("effects", place))
        self.shares()

    def facts(self) -> None:
        """Note facts whose source does not exist."""
        about = self.programme.about
        for fact, named in about.sources.items() if about and self.names.sources is not None else ():
            for id in named:
                self.known(id, self.names.sources or (), "unknown source '{name}'", ("about", fact, "source"))

    def units(self) -> None:
        """Note numbers whose unit does not fit what they are."""
        programme = self.programme
        fit: dict[str, tuple[str, ...]] = dict.fromkeys(
            (*programme.reach, *programme.paid_by.values(), *programme.shares.values()), ("share", "probability")
        )
        known = (effect for effect in programme.effects if effect.measure in measures(effect))
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
        process = self.structure.process(effect.process)
        return effect.moves or (effect.process if process is None else process.factor or "")
