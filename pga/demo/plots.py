"""Which lives the demo holds: the four cases of pga.md 11.1, and sixty more in all states."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Final

from pga.cases.rules.intake import ReferralGiven
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.referral import BirthDate
from pga.cases.rules.states import State
from pga.cases.rules.triage import FeedbackMeans, Outcome
from pga.core.calendar import is_working_day
from pga.demo import names
from pga.demo.invented import FOUR, Invented
from pga.demo.lives import REVIEW, Plot, Twist, again_on
from pga.demo.planning import Crew
from pga.demo.referrals import Brief, write
from pga.demo.stories import FAMILY, STORIES
from pga.demo.town import HOME, Town

_WEIGHED: Final = (MoveCode.START_TRIAGE, MoveCode.ADMIT)
_PLANNED: Final = (*_WEIGHED, MoveCode.START_PLANNING)
_WORKED: Final = (*_PLANNED, MoveCode.ADOPT_PLAN)
_SCALED: Final = (*_WORKED, MoveCode.REQUEST_SCALE_UP, MoveCode.RECORD_ZVH_YES)
PATHS: Final[Mapping[State, tuple[tuple[MoveCode, ...], ...]]] = {
    State.REFERRED: ((),),
    State.IN_TRIAGE: ((MoveCode.START_TRIAGE,),),
    State.REJECTED: (
        (MoveCode.START_TRIAGE, MoveCode.REJECT),
        (*_WEIGHED, MoveCode.DROP_AFTER_INFORMATION),
        (MoveCode.END_REFERRED,),
        *[(MoveCode.START_TRIAGE, MoveCode.REJECT)] * 2,
    ),
    State.INFORMATION_ROUND: (
        _WEIGHED,
        _WEIGHED,
        (*_WEIGHED, MoveCode.HOLD_FROM_ROUND, MoveCode.RESUME_TO_ROUND),
    ),
    State.PLANNING: (_PLANNED,),
    State.IN_EXECUTION: (
        _WORKED,
        _WORKED,
        (*_WORKED, MoveCode.HOLD, MoveCode.RESUME),
        (*_WORKED, MoveCode.REQUEST_SCALE_UP, MoveCode.RECORD_ZVH_NO),
    ),
    State.ON_HOLD: ((*_WORKED, MoveCode.HOLD),),
    State.SCALE_UP_REQUESTED: ((*_WORKED, MoveCode.REQUEST_SCALE_UP),),
    State.TOP_X: (_SCALED,),
    State.SCALE_DOWN_PROPOSED: ((*_SCALED, MoveCode.PROPOSE_SCALE_DOWN),),
    State.AFTERCARE: ((*_WORKED, MoveCode.START_AFTERCARE),),
    State.CLOSED: (
        (*_WORKED, MoveCode.START_AFTERCARE, MoveCode.CLOSE),
        (*_PLANNED, MoveCode.CLOSE_FROM_PLANNING),
        (*_WORKED, MoveCode.CLOSE_FROM_EXECUTION),
    ),
    State.DESTROYED: ((MoveCode.START_TRIAGE, MoveCode.REJECT, MoveCode.DESTROY_REJECTED),),
}
"""The ways to each state; cases of one state take them in turn."""
GAPS: Final[Mapping[MoveCode, tuple[int, int]]] = {
    MoveCode.START_TRIAGE: (1, 3),
    MoveCode.ADMIT: (2, 6),
    MoveCode.REJECT: (2, 6),
    MoveCode.START_PLANNING: (9, 14),
    MoveCode.DROP_AFTER_INFORMATION: (9, 14),
    MoveCode.END_REFERRED: (1, 3),
    MoveCode.HOLD_FROM_ROUND: (8, 12),
    MoveCode.RESUME_TO_ROUND: (20, 30),
    MoveCode.CLOSE_FROM_PLANNING: (8, 14),
    MoveCode.ADOPT_PLAN: (18, 28),
    MoveCode.HOLD: (50, 110),
    MoveCode.RESUME: (35, 55),
    MoveCode.REQUEST_SCALE_UP: (70, 150),
    MoveCode.RECORD_ZVH_YES: (4, 8),
    MoveCode.RECORD_ZVH_NO: (4, 8),
    MoveCode.PROPOSE_SCALE_DOWN: (110, 190),
    MoveCode.START_AFTERCARE: (120, 210),
    MoveCode.CLOSE: (84, 96),
    MoveCode.CLOSE_FROM_EXECUTION: (60, 150),
    MoveCode.DESTROY_REJECTED: (370, 376),
}
"""How many days lie before each move."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one case stands today, and since how many days."""

    state: State
    since: int
    twists: frozenset[Twist] = frozenset()


def _places(state: State, *since: int, **twists: tuple[int, ...]) -> list[Place]:
    """Return a place for each number of days; ``twists`` names the places that have one."""
    return [
        Place(
            state,
            days,
            frozenset(Twist[name.upper()] for name, at in twists.items() if index in at),
        )
        for index, days in enumerate(since)
    ]


LAREN: Final = (
    *_places(State.REFERRED, 1, 2, 4, 6, 9, owned=(2, 4), postponed=(1, 4)),
    *_places(State.IN_TRIAGE, 1, 2, 4, 8, owned=(1, 3), postponed=(2,)),
    *_places(State.REJECTED, 6, 40, 150, 260, 320, told_later=(1,)),
    *_places(State.INFORMATION_ROUND, 3, 11, 17, postponed=(0,), told_later=(2,), corrected=(1,)),
    *_places(State.PLANNING, 5, 16, 26, postponed=(0,), told_later=(1, 2), shared=(2,)),
    *_places(
        State.IN_EXECUTION,
        *(12, 75, 60, 31, 190, 110, 26),
        told_later=(0, 4),
        overdue=(6,),
        moved=(3,),
        shared=(1,),
        link_ended=(4, 5),
        undated=(5,),
        out_of_reach=(2,),
        behind=(4,),
    ),
    *_places(State.ON_HOLD, 25, 78, told_later=(0,)),
    *_places(State.SCALE_UP_REQUESTED, 2, 9),
    *_places(State.TOP_X, 24, 100, 160, link_ended=(1,), stepped_back=(0,)),
    *_places(State.SCALE_DOWN_PROPOSED, 6),
    *_places(State.AFTERCARE, 40, 88, corrected=(1,)),
    *_places(State.CLOSED, 5, 33, 70, 110, 160, 200, 240, link_ended=(2, 6)),
    *_places(State.DESTROYED, 12, 60),
)
"""Forty-six; with the four invented ones Laren has fifty, and fifteen of fifteen places in use."""
BLARICUM: Final = (
    *_places(State.REFERRED, 3),
    *_places(State.IN_TRIAGE, 2),
    *_places(State.REJECTED, 90),
    *_places(State.PLANNING, 9),
    *_places(State.IN_EXECUTION, 33, 120),
    *_places(State.TOP_X, 60),
    *_places(State.CLOSED, 95),
)
EEMNES: Final = (
    *_places(State.REFERRED, 5),
    *_places(State.REJECTED, 30),
    *_places(State.INFORMATION_ROUND, 6),
    *_places(State.IN_EXECUTION, 20, 85),
    *_places(State.AFTERCARE, 50),
)
PLACES: Final = {"LAR": LAREN, "BLA": BLARICUM, "EEM": EEMNES}
OUTCOMES: Final = (
    Outcome.BILATERAL,
    Outcome.REFERRED_ON,
    Outcome.REFERRED_BACK,
    Outcome.REJECTED,
)
MEANS: Final = tuple(FeedbackMeans)
FAMILIES: Final = frozenset({13, 33})
"""Which of the generated cases, as they come, are about a family.

The last has two fathers; of the first nobody knows yet who has gezag over the children.
"""
TWO_FATHERS: Final = ("Joris", "Wouter")


def _with_a_child(given: ReferralGiven) -> ReferralGiven:
    """Return a family of which the youngest is nine."""
    *others, youngest = given.persons
    birth = BirthDate(given.received_on.year - 9, youngest.birth.month, youngest.birth.day)
    return replace(given, persons=(*others, replace(youngest, birth=birth)))


@dataclass(slots=True)
class _Writer:
    """What runs on from case to case while the lives are written."""

    today: date
    rng: Random
    surnames: list[str]
    seed: int = 0

    def invented(self, one: Invented, town: Town) -> Plot:
        """Return one of the four cases of pga.md 11.1."""
        self.seed += 1
        received_on = self._back(one.received)
        brief = Brief(
            story=one.story,
            town=town.name,
            surname=one.surname,
            received_on=received_on,
            people=one.persons,
            guardians=one.guardians,
        )
        return Plot(
            title=one.title,
            town=town,
            crew=_crew(town, self.seed),
            given=replace(write(brief, self.rng), domains=frozenset(one.story.domains)),
            organisation=one.story.referrer,
            moves=tuple((code, self._back(days)) for code, days in one.moves),
            until=self.today,
            outcome=one.outcome,
            seed=self.seed,
        )

    def generated(self, place: Place, turn: int, town: Town) -> Plot:
        """Return a case that stands where the table says."""
        self.seed += 1
        paths = PATHS[place.state]
        received_on, moves = self._days(paths[turn % len(paths)], place.since)
        story = FAMILY if self.seed in FAMILIES else STORIES[self.seed % len(STORIES)]
        brief = Brief(
            story=story,
            town=town.name,
            surname=self.surnames.pop(),
            received_on=received_on,
            look_again_on=self._look_again_on(place, received_on),
            moved_to="Huizen" if Twist.MOVED in place.twists else "",
            parents=TWO_FATHERS if self.seed == max(FAMILIES) else (),
            authority_open=self.seed == min(FAMILIES),
        )
        return Plot(
            town=town,
            crew=_crew(town, self.seed),
            given=_with_a_child(write(brief, self.rng))
            if brief.parents
            else write(brief, self.rng),
            organisation=story.referrer,
            moves=moves,
            until=self.today,
            outcome=OUTCOMES[turn % len(OUTCOMES)] if _ends_at_once(moves) else Outcome.ADMITTED,
            twists=place.twists,
            means=MEANS[self.seed % len(MEANS)],
            seed=self.seed,
        )

    def _days(
        self, path: tuple[MoveCode, ...], since: int
    ) -> tuple[date, tuple[tuple[MoveCode, date], ...]]:
        """Count back from the last move to the day of receipt."""
        day, moves = self._back(since), []
        for code in reversed(path):
            moves.append((code, day))
            day = _working(day - timedelta(days=self.rng.randint(*GAPS[code])))
        return day, tuple(reversed(moves))

    def _look_again_on(self, place: Place, received_on: date) -> date | None:
        last = received_on + REVIEW
        if Twist.OVERDUE in place.twists:
            return min(self.today - timedelta(days=3), last)
        if Twist.POSTPONED in place.twists:
            return min(again_on(self.today, self.seed), last)
        return last if Twist.TOLD_LATER in place.twists else None

    def _back(self, days: int) -> date:
        return _working(self.today - timedelta(days=days))


def all_plots(towns: Mapping[str, Town], today: date, rng: Random) -> list[Plot]:
    """Return every life of the demo."""
    writer = _Writer(today, rng, rng.sample(names.SURNAMES, len(names.SURNAMES)))
    plots = [writer.invented(one, towns[HOME]) for one in FOUR]
    for code, places in PLACES.items():
        turns: dict[State, Iterator[int]] = {}
        for place in places:
            turn = next(turns.setdefault(place.state, count()))
            plots.append(writer.generated(place, turn, towns[code]))
    return _with_a_double(plots)


def _with_a_double(plots: list[Plot]) -> list[Plot]:
    """Let the newest aanmelding of a grown-up have the surname and birth date of a closed case."""
    closed = next(p for p in plots if p.ends_as is State.CLOSED and _grown_up(p))
    newest = max((p for p in plots if not p.moves and _grown_up(p)), key=_received)
    known = closed.given.persons[0]
    persons = tuple(
        replace(person, surname=known.surname, birth=known.birth) for person in newest.given.persons
    )
    again = replace(newest.given, persons=persons)
    return [replace(p, given=again) if p is newest else p for p in plots]


def _grown_up(plot: Plot) -> bool:
    return plot.town.code == HOME and not plot.given.guardians


def _received(plot: Plot) -> date:
    return plot.given.received_on


def _ends_at_once(moves: tuple[tuple[MoveCode, date], ...]) -> bool:
    return any(code is MoveCode.REJECT for code, _ in moves)


def _crew(town: Town, seed: int) -> Crew:
    """Let colleagues take turns; next door one person does it all."""
    people, odd = town.people, bool(seed % 2)
    if "interventie" not in people:
        only = people["veiligheid"]
        return Crew(only, only, only, only, people["coordinator"])
    teams = ("veiligheid", "veiligheid2"), ("interventie", "interventie2")
    (first, second), (worker, colleague) = (team[:: -1 if odd else 1] for team in teams)
    director = first if seed % 3 else second
    return Crew(
        people[first], people[director], people[worker], people[colleague], people["coordinator"]
    )


def _working(day: date) -> date:
    """Return the day, or the last working day before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day
