"""The engine that looks ahead, asked by a room that exists here only."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pga.dossiers.rules.forecast import (
    HORIZON,
    Foreseen,
    Happening,
    Judged,
    Outlook,
    differences,
    forecast,
    judge,
)
from tests.dossiers.second_room import Code, Due, Need, Stage

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
DAYS = st.integers(-60, 120).map(lambda n: TODAY + n * DAY)


@dataclass(frozen=True, kw_only=True)
class ShedOutlook(Outlook):
    """A shed that may be ended until a day, and is kept until one."""

    stage: Stage = Stage.OPEN
    until: date | None = None
    keep: date | None = None

    @property
    def today(self):
        return TODAY

    @property
    def runs(self):
        return self.stage is Stage.OPEN

    @property
    def gone(self):
        return self.stage is Stage.GONE

    @property
    def can_be_late(self):
        return self.terms

    @property
    def own_days(self):
        return [day for day in (self.until and self.until + DAY, self.keep) if day]

    def on(self, day):
        shut = self.until is not None and day > self.until
        return Judged(
            step=None if shut else Code.END,
            closed=frozenset({(Code.END, Need.WORD_GIVEN)} if shut else ()),
            destroy_on=self.keep,
        )


sheds = st.builds(
    ShedOutlook,
    terms=st.lists(st.tuples(st.just(Due.LOOK_AGAIN), DAYS), max_size=2).map(tuple),
    flags=st.lists(DAYS, max_size=2).map(tuple),
    actions=st.lists(DAYS, max_size=2).map(tuple),
    links=st.lists(st.none() | DAYS.filter(lambda day: day > TODAY), max_size=2).map(tuple),
    until=st.none() | DAYS,
    keep=st.none() | DAYS,
)


@given(sheds)
def test_turning_the_clock_day_by_day_gives_the_same(shed):
    lived, before = [], judge(shed, TODAY)
    for ahead in range(1, HORIZON + 1):
        day = TODAY + ahead * DAY
        now = judge(shed, day)
        lived += differences(shed, before, now, day)
        before = now

    assert [one for one in forecast(shed) if one.on > TODAY] == lived


def test_what_becomes_so_is_told_on_its_day():
    shed = ShedOutlook(
        terms=((Due.LOOK_AGAIN, TODAY - DAY),),
        links=(TODAY + 2 * DAY,),
        until=TODAY + 4 * DAY,
        keep=TODAY + 9 * DAY,
    )

    assert forecast(shed) == (
        Foreseen(TODAY, Happening.TERM_LATE, term=Due.LOOK_AGAIN),
        Foreseen(TODAY + 2 * DAY, Happening.NOBODY_LEFT),
        Foreseen(TODAY + 5 * DAY, Happening.MOVE_CLOSES, move=Code.END, need=Need.WORD_GIVEN),
        Foreseen(TODAY + 5 * DAY, Happening.STEP_CHANGES),
        Foreseen(TODAY + 9 * DAY, Happening.RETENTION_OVER),
    )


def test_what_nothing_is_due_on_is_told_and_of_what_is_gone_nothing():
    assert forecast(ShedOutlook())[0] == Foreseen(TODAY, Happening.NO_DATE)
    assert forecast(ShedOutlook(stage=Stage.GONE)) == ()
