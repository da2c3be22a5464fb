"""Als niemand iets doet: the next ninety days of a case, from the rules alone.

It says what becomes of the *work* on which day, never what a person will do. Nothing here is a
second set of rules: each day is judged by ``standing``, ``missing``, ``next_step`` and ``due_date``
as they are, on the settings that hold that day. Only the days on which an answer can change are
asked; that no other day matters is proved by turning the clock day by day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from pga.cases.rules.terms import (
    Standing,
    TermKind,
    TermNotSet,
    TermRules,
    due_date,
    standing,
)
from pga.cases.rules.workflow import (
    ACTIVE,
    CaseSnapshot,
    MoveCode,
    Need,
    NextStep,
    State,
    missing,
    moves_from,
    next_step,
)

HORIZON: Final = 90
"""How many days it looks ahead."""
RETENTION: Final = {
    State.CLOSED: TermKind.RETENTION_CLOSED,
    State.REJECTED: TermKind.RETENTION_REJECTED,
}
"""How long an ended case is kept; these terms are not late, they end."""
A_DAY: Final = timedelta(days=1)


class Happening(StrEnum):
    """What can become so on a day when nobody does anything."""

    NO_DATE = "no_date"
    """Nothing is due: nothing reminds anybody of this case."""
    TERM_LATE = "term_late"
    """A term has passed."""
    ACTION_LATE = "action_late"
    """The day of an action has passed and nobody said what came of it."""
    FLAG_DUE = "flag_due"
    """The day of a flag is there."""
    STEP_CHANGES = "step_changes"
    """Another thing is the one to do next."""
    MOVE_CLOSES = "move_closes"
    """A step can no longer be set, as something it needs no longer holds."""
    LINK_ENDS = "link_ends"
    """A colleague no longer works on it."""
    NOBODY_LEFT = "nobody_left"
    """The last colleague no longer works on it."""
    RETENTION_OVER = "retention_over"
    """The dossier has to be destroyed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlook:
    """What is known of a case today: facts, no content."""

    state: State
    snapshot: CaseSnapshot
    terms: tuple[tuple[TermKind, date], ...] = ()
    """What runs, and until which day it is on time."""
    flags: tuple[date, ...] = ()
    actions: tuple[date, ...] = ()
    """For each open action until which day it is on time."""
    links: tuple[date | None, ...] = ()
    """For each colleague who works on it the first day on which that is over."""
    ended_on: date | None = None
    """The day on which an ended case ended."""
    rules: tuple[tuple[date, TermRules], ...] = ()
    """The settings that hold, each from its day; the first holds today."""

    @property
    def today(self) -> date:
        """Return the day from which it looks ahead."""
        return self.snapshot.today


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One thing that becomes so on a day; a day before today is one on which it already did."""

    on: date
    what: Happening
    term: TermKind | None = None
    move: MoveCode | None = None
    need: Need | None = None
    step: NextStep | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """How everything stands on one day."""

    late: frozenset[tuple[TermKind, date]]
    flags: int
    actions: int
    step: NextStep | None
    closed: frozenset[tuple[MoveCode, Need]]
    working: int
    over: bool


def forecast(case: Outlook) -> tuple[Foreseen, ...]:
    """Return what becomes so in the coming days when nobody acts, the earliest first.

    What is late already stands first, on the day it became so.
    """
    if case.state is State.DESTROYED:
        return ()
    found = list(_already(case))
    before = judge(case, case.today)
    for day in _turning_days(case):
        now = judge(case, day)
        found += differences(case, before, now, day)
        before = now
    return tuple(sorted(found, key=lambda one: one.on))


def judge(case: Outlook, day: date) -> Day:
    """Tell by the rules how a case stands on a day, when nobody did anything until then."""
    rules = rules_on(case.rules, day)
    snapshot = replace(case.snapshot, today=day, terms=rules, destroy_on=_destroy_on(case, rules))
    return Day(
        late=frozenset(
            (kind, due) for kind, due in _waiting(case) if standing(due, day) is Standing.LATE
        ),
        flags=sum(due <= day for due in case.flags),
        actions=sum(due < day for due in case.actions),
        step=next_step(snapshot, case.state),
        closed=frozenset(
            (move.code, need)
            for move in moves_from(case.state)
            for need in missing(move, snapshot)
            if need is not Need.HOLD_REVIEW_DATE
        ),
        working=sum(until is None or until > day for until in case.links),
        over=snapshot.destroy_on is not None and snapshot.destroy_on <= day,
    )


def differences(case: Outlook, before: Day, now: Day, day: date) -> list[Foreseen]:
    """Return what became so between two days."""
    found = [
        Foreseen(day, Happening.TERM_LATE, term=kind) for kind, _ in sorted(now.late - before.late)
    ]
    found += [Foreseen(day, Happening.ACTION_LATE)] * (now.actions - before.actions)
    found += [Foreseen(day, Happening.FLAG_DUE)] * (now.flags - before.flags)
    found += [
        Foreseen(day, Happening.MOVE_CLOSES, move=code, need=need)
        for code, need in sorted(now.closed - before.closed)
    ]
    if now.step is not before.step:
        found.append(Foreseen(day, Happening.STEP_CHANGES, step=now.step))
    if now.working < before.working and case.state in ACTIVE:
        what = Happening.LINK_ENDS if now.working else Happening.NOBODY_LEFT
        found.append(Foreseen(day, what))
    if now.over and not before.over:
        found.append(Foreseen(day, Happening.RETENTION_OVER))
    return found


def rules_on(rules: Sequence[tuple[date, TermRules]], day: date) -> TermRules:
    """Return the settings that hold on a day."""
    return [held for from_on, held in rules if from_on <= day][-1]


def _waiting(case: Outlook) -> tuple[tuple[TermKind, date], ...]:
    return tuple(one for one in case.terms if one[0] not in RETENTION.values())


def _already(case: Outlook) -> Iterable[Foreseen]:
    if case.state in ACTIVE and not case.terms and not case.actions:
        yield Foreseen(case.today, Happening.NO_DATE)
    today = judge(case, case.today)
    for kind, due in sorted(today.late):
        yield Foreseen(due + A_DAY, Happening.TERM_LATE, term=kind)
    for due in case.actions:
        if due < case.today:
            yield Foreseen(due + A_DAY, Happening.ACTION_LATE)
    for due in case.flags:
        if due <= case.today:
            yield Foreseen(due, Happening.FLAG_DUE)
    if today.over and (destroy_on := _destroy_on(case, rules_on(case.rules, case.today))):
        yield Foreseen(destroy_on, Happening.RETENTION_OVER)


def _turning_days(case: Outlook) -> list[date]:
    """Return the days on which an answer can change, the nearest first."""
    snapshot = case.snapshot
    days = {due + A_DAY for _, due in case.terms} | {*case.flags}
    days |= {due + A_DAY for due in case.actions}
    days |= {until for until in case.links if until is not None}
    days |= {from_on for from_on, _ in case.rules}
    for day in (snapshot.notice_postponed_until, snapshot.hold_review_on, snapshot.aftercare_on):
        days |= {day, day + A_DAY} if day is not None else set()
    for day in (snapshot.next_meeting_on, snapshot.held_until):
        days |= {day + A_DAY} if day is not None else set()
    for _, rules in case.rules:
        if snapshot.last_measured_on is not None:
            days.add(due_date(TermKind.MEASUREMENT, snapshot.last_measured_on, rules) + A_DAY)
        if (destroy_on := _destroy_on(case, rules)) is not None:
            days.add(destroy_on)
    last = case.today + HORIZON * A_DAY
    return sorted(day for day in days if case.today < day <= last)


def _destroy_on(case: Outlook, rules: TermRules) -> date | None:
    kind = RETENTION.get(case.state)
    if kind is None or case.ended_on is None:
        return None
    try:
        return due_date(kind, case.ended_on, rules)
    except TermNotSet:
        return None
