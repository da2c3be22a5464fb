"""Play all lives of the demo, in the order in which their days came."""

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

from pga.accounts.rules.login import LoginRules
from pga.accounts.services import sign_out
from pga.core import clock
from pga.demo.concepts import concepts_of
from pga.demo.letters import leave_letters
from pga.demo.lives import Life, Plot
from pga.demo.plots import all_plots
from pga.demo.second_person import logged_in, second_person_of
from pga.demo.signals import all_signals
from pga.demo.town import HOME, draft_for_dpo, found_towns, furnish
from pga.demo.waiting import directed, leave_waiting

SEED: Final = 1894
FOUNDED: Final = timedelta(days=640)
"""How long ago the demo's municipalities began to work with PGA."""
OFFICE_OPENS: Final = time(8, 40)
BETWEEN: Final = (3, 19)
BEFORE_NOW: Final = timedelta(hours=6)
"""Nothing of today is played later than this before now, whatever the hour of the day is."""
"""How many minutes lie between two acts of one day."""

Told = Callable[[int, int], None]
"""Hears how many of how many cases are done."""


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a seeding: the number of each life, in the order of the plots."""

    plots: tuple[Plot, ...]
    numbers: tuple[str, ...]


def seed(rules: LoginRules, told: Told) -> Made:
    """Fill two empty stores; the same day gives the same demo, but for its keys."""
    now = clock.now()
    today = clock.on_the_wall(now).date()
    rng = Random(SEED)  # noqa: S311 - the demo is the same every time, and guards nothing
    first = _opening(today - FOUNDED)
    with clock.stopped_at(first):
        founded = found_towns(rules)
    with clock.stopped_at(_opening(clock.on_the_wall(first).date() + timedelta(days=1))):
        towns = furnish(founded)
    plots = all_plots(towns, today, rng)
    lives = [Life(plot, Random(plot.seed)) for plot in plots]  # noqa: S311 - as above
    beside: list[Iterable[date]] = [*all_signals(towns, today)]
    beside.append(concepts_of(towns[HOME], today))
    beside.append(second_person_of(towns[HOME], today, rules))
    last = _play(lives, beside, rng, told)
    leave_waiting(lives, last + timedelta(minutes=BETWEEN[1]), today)
    with clock.stopped_at(last + timedelta(minutes=2 * BETWEEN[1])):
        draft_for_dpo(towns[HOME])
        second = logged_in(towns[HOME].people["coordinator"], rules)
        leave_letters(towns[HOME].people["beheerder"], second, directed(lives))
        sign_out(second)
    return Made(tuple(plots), tuple(life.number for life in lives))


def _play(
    lives: Sequence[Iterable[date]],
    beside: Sequence[Iterable[date]],
    rng: Random,
    told: Told,
) -> datetime:
    """Let each life wait for its day, the earliest first, so that the trail is in order.

    What is played ``beside`` them is not told of. Returns the moment of the last act.
    """
    queue: list[tuple[date, int, Iterator[date]]] = []
    for turn, life in enumerate((*lives, *beside)):
        days = iter(life)
        queue.append((next(days), turn, days))
    heapq.heapify(queue)
    moment, done = _opening(queue[0][0]), 0
    latest = clock.now() - BEFORE_NOW
    while queue:
        day, turn, days = heapq.heappop(queue)
        moment = max(moment + timedelta(minutes=rng.randint(*BETWEEN)), min(_opening(day), latest))
        with clock.stopped_at(moment):
            following = next(days, None)
        if following is not None:
            heapq.heappush(queue, (max(following, day), turn, days))
        elif turn < len(lives):
            done += 1
            told(done, len(lives))
    return moment


def _opening(day: date) -> datetime:
    return datetime.combine(day, OFFICE_OPENS, clock.AMSTERDAM)
