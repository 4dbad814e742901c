"""What is wrong with an effect of a programme: what it acts on, how it is measured, how it fades."""

from __future__ import annotations

from tidlig.files.check.chains import taken_of, taxed_by
from tidlig.files.documents.named import Named
from tidlig.files.documents.structure import DEAD
from tidlig.files.tables.address import NO_LEVEL, WITHOUT_FACTOR
from tidlig.files.tables.rows import MEASURES, check_measure
from tidlig.files.text.document import Keys, dotted
from tidlig.pack.programme import Effect, Fade, Observed
from tidlig.pack.units import outside
from tidlig.problems import did_you_mean

_MOVES = ("smd", "or", "rr", "difference")


def measures(effect: Effect) -> tuple[str, ...]:
    """Return the measures that fit what an effect acts on."""
    return _MOVES if effect.moves else MEASURES if effect.process else ("rr",)


class EffectCheck(Named):
    """Checks the effects of one programme."""

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
        if not observed.source:
            self.say((*path, "source"), "is missing", "write the id of a row in sources.csv")
        elif self.names.sources is not None:
            self.known(observed.source, self.names.sources, "unknown source '{name}'", (*path, "source"))
        given: list[tuple[str, float | None, str]] = [("years", year, "years") for year in observed.years]
        given += [("left", observed.left, "share"), ("difference", observed.difference, "points")]
        for key, figure, unit in given:
            if figure is not None and (refused := outside(figure, unit)):
                self.say((*path, key), *refused)
                return
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
        if effect.measure not in measures(effect):
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
                "treatment that ends at {age} moves no one before {last}",
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
        if effect.level and effect.level == self.structure.levels(effect.moves)[0]:
            near = did_you_mean(effect.level, thresholds)
            self.say((*path, "level"), "unknown threshold '{name}'", near, name=effect.level)
        elif effect.level:
            self.known(effect.level, thresholds, "unknown level '{name}'", (*path, "level"))
        else:
            hint = "write one of {names}; {measure} needs a threshold"
            self.say((*path, "level"), "is missing", hint, measure=effect.measure, names=thresholds)

    def ratio(self, effect: Effect, path: Keys) -> None:
        """Check an effect on a yearly transition."""
        self.only(effect, path, ("level", "age"), "only a move has one")
        check_measure(effect.measure, MEASURES, effect.base_risk, False, self.at(path), dotted(path))
        self.fade(effect.fade, (*path, "fade"))
        process = self.structure.process(effect.process)
        if process is None:
            self.known(effect.process, self.structure.process_ids, "unknown process '{name}'", (*path, "process"))
            return
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
