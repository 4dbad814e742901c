"""Tracks: the axes that remember who is or was in a programme, and for how long.

A programme with one entry age has a track of its own (never, in): years since entry follow from age.  All programmes
with an age window share one track with a clock (never, a.0, a.1, ..., b.0, ..., done): a person is in, or still under
the effect of, at most one of them, once.  Outside its ages a track has size 1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tidlig.engine.plan.axes import Bools
from tidlig.pack.pack import Pack
from tidlig.pack.programme import Effect, Programme

Ints = NDArray[np.int64]
FOR_LIFE = 1000  # years


@dataclass(frozen=True, slots=True)
class Span:
    """How long one programme must be remembered after entry, in years; ``lasting``: for life."""

    years: int
    lasting: bool


@dataclass(frozen=True, slots=True)
class Track:
    """One axis of the stock; ``starts`` gives the first state of each programme on it."""

    axis: int
    programmes: tuple[Programme, ...]
    spans: tuple[Span, ...]
    starts: tuple[int, ...]
    first: int  # first age at which somebody may enter
    end: int  # the track is summed out at this age
    clock: bool

    def alive(self, age: int) -> bool:
        """Whether the axis is spelt out at ``age``."""
        return self.first <= age < self.end

    def size(self, age: int) -> int:
        """Number of states at ``age``."""
        if not self.alive(age):
            return 1
        return 2 if not self.clock else 2 + sum(span.years for span in self.spans)

    def years(self, programme: str, age: int) -> Ints:
        """Years since entry by state, -1 where a person is not in (or under the effect of) ``programme``."""
        years = np.full(self.size(age), -1)
        if self.alive(age):
            k = [p.id for p in self.programmes].index(programme)
            if self.clock:
                years[self.starts[k] : self.starts[k] + self.spans[k].years] = np.arange(self.spans[k].years)
            else:
                years[1] = age - self.first
        return years

    def following(self, age: int) -> list[int]:
        """State at the birthday of ``age`` for each state before it: the axis opened, its clock moved on, or closed."""
        before = list(range(self.size(age - 1)))
        if age == self.end:
            return [0 for _ in before]
        if not self.clock or not self.alive(age) or age == self.first:
            return before
        after = before.copy()
        for programme, span, start in zip(self.programmes, self.spans, self.starts, strict=True):
            last = start + span.years - 1
            after[start:last] = range(start + 1, last + 1)
            after[last] = last if span.lasting else 0 if programme.repeat else len(before) - 1
        return after


def due(effect: Effect, programme: Programme, track: Track, age: int) -> Bools | None:
    """States of the track whose people an effect moves at ``age``, or None."""
    if not track.alive(age):
        return None
    since = effect.age - programme.ages[0] if effect.age is not None else programme.stays
    here = track.years(programme.id, age) == since
    return here if since is not None and bool(here.any()) else None


def span_of(programme: Programme) -> Span:
    """Years after entry in which a programme is remembered: treatment, cost, effects and their fade."""
    lasting = programme.stays is None
    years = max(programme.stays or 1, len(programme.spread))
    for effect in programme.effects:
        needed = _effect_years(effect, programme)
        lasting = lasting or needed is None
        years = max(years, needed or 1)
    return Span(years, lasting)


def _effect_years(effect: Effect, programme: Programme) -> int | None:
    stays = programme.stays or 0
    if effect.moves:
        return 1 + (effect.age - programme.ages[0] if effect.age is not None else stays)
    if effect.fade is None:
        return stays
    if effect.fade.until is None:
        return None
    return stays + math.ceil(effect.fade.until)


@dataclass(frozen=True, slots=True)
class Watch:
    """A track with programmes whose effects count otherwise once they have ended; ``years``: how long each acts."""

    track: Track
    years: Mapping[str, int]

    def never(self, age: int) -> Bools:
        """Which states are of people who were never in any of these programmes (before the track opens: everybody)."""
        states = np.ones(self.track.size(age), dtype=bool)
        if self.track.alive(age):
            for programme in self.years:
                states &= self.track.years(programme, age) < 0
            states[-1] &= not self.track.clock  # done, with whatever it was
        elif age >= self.track.end:
            states[:] = False
        return states

    def under(self, age: int) -> Bools:
        """Which states are of people under the effect of one of these programmes."""
        states = np.zeros(self.track.size(age), dtype=bool)
        for programme, years in self.years.items():
            since = self.track.years(programme, age)
            states |= (since >= 0) & (since < years)
        return states


def watches_of(pack: Pack, tracks: tuple[Track, ...]) -> tuple[Watch, ...]:
    """The tracks with ratios on the transitions of a factor that the pack calls ``lasting``.

    A move is not among them: it states where people are, and what becomes of them is the life course's.
    """
    lasting = {process.id for process in pack.processes if process.factor in pack.lasting}
    found = []
    for track in tracks:
        years = {p.id: _acting(p, lasting) for p in track.programmes}
        if any(years.values()):
            found.append(Watch(track, {id: number for id, number in years.items() if number}))
    return tuple(found)


def _acting(programme: Programme, processes: set[str]) -> int:
    """Years after entry in which a programme's ratios on some processes act; 0 without one."""
    acting = [_effect_years(effect, programme) for effect in programme.effects if effect.process in processes]
    return max((FOR_LIFE if years is None or programme.stays is None else years for years in acting), default=0)


def _kept_open(pack: Pack, tracks: tuple[Track, ...]) -> tuple[Track, ...]:
    """The tracks with the watched ones open till the last of them closes: whom one has forgotten another may know."""
    watched = [watch.track for watch in watches_of(pack, tracks)]
    last = max((track.end for track in watched), default=0)
    return tuple(replace(track, end=last) if track in watched else track for track in tracks)


def tracks_of(pack: Pack, programmes: tuple[Programme, ...], factors: int) -> tuple[Track, ...]:
    """The tracks of a bundle: one a programme with a single entry age, one shared by those with a window."""
    horizon = pack.ages[1] + 1
    tracks: list[Track] = []
    window = tuple(p for p in programmes if p.ages[0] != p.ages[1])
    for programme in (p for p in programmes if p not in window):
        span = span_of(programme)
        first = programme.ages[0]
        end = horizon if span.lasting else min(first + span.years, horizon)
        tracks.append(Track(factors + len(tracks), (programme,), (span,), (1,), first, end, clock=False))
    if window:
        tracks.append(_clock(window, factors + len(tracks), horizon))
    return _kept_open(pack, tuple(tracks))


def _clock(window: tuple[Programme, ...], axis: int, horizon: int) -> Track:
    spans = []
    for programme in window:
        span = span_of(programme)
        # With a fade that changes for ever the clock must tell all years apart; otherwise the last state absorbs.
        if any(e.fade and e.fade.until is None and (e.fade.half_life or e.fade.rate) for e in programme.effects):
            spans.append(Span(horizon - programme.ages[0], False))
        else:
            spans.append(Span(span.years + span.lasting, span.lasting))
    starts = tuple(int(s) for s in np.cumsum([1, *(span.years for span in spans[:-1])]))
    lasting = any(span.lasting for span in spans)
    last = max(p.ages[1] + span.years for p, span in zip(window, spans, strict=True))
    first = min(p.ages[0] for p in window)
    return Track(axis, window, tuple(spans), starts, first, horizon if lasting else min(last, horizon), clock=True)
