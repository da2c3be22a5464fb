from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from pga.cases.rules.forecast import CaseOutlook
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.needs import CaseSnapshot, Need
from pga.cases.rules.next_step import Wait
from pga.cases.rules.pause import PAUSED, WAITS, moved_by_pause
from pga.cases.rules.states import HoldReason, State
from pga.cases.rules.terms import DEFAULT_RULES, DEMO_RULES, KEEPING, TermKind, due_date
from pga.dossiers.rules.forecast import (
    HORIZON,
    Foreseen,
    Happening,
    differences,
    forecast,
    judge,
)

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)
DAYS = st.integers(-120, 150).map(lambda n: TODAY + n * DAY)
MAYBE = st.none() | DAYS


def a_case(state=State.IN_EXECUTION, *, facts=None, rules=((TODAY, DEMO_RULES),), **more):
    snapshot = CaseSnapshot(today=TODAY, terms=rules[0][1], **(facts or {}))
    return CaseOutlook(state=state, snapshot=snapshot, rules=rules, **more)


def told(case, *kinds):
    return [one for one in forecast(case) if one.what in kinds]


@st.composite
def snapshots(draw):
    return {
        "procesregisseur_named": draw(st.booleans()),
        "casusregisseur_named": draw(st.booleans()),
        "person_informed": draw(st.booleans()),
        "notice_postponed_until": draw(MAYBE),
        "hold_reason": draw(st.none() | st.sampled_from(HoldReason)),
        "hold_review_on": draw(MAYBE),
        "last_measured_on": draw(MAYBE),
        "next_meeting_on": draw(MAYBE),
        "aftercare_on": draw(MAYBE),
        "aftercare_checked": draw(st.booleans()),
        "held_until": draw(MAYBE),
        "approved_by_second": draw(st.booleans()),
        "closing_reason": None,
        "final_measurement": draw(st.booleans()),
    }


@st.composite
def rules(draw):
    later = draw(st.lists(st.integers(1, 100), max_size=3, unique=True).map(sorted))
    some = [
        replace(
            DEMO_RULES,
            measurement_months=draw(st.integers(1, 6)),
            hold_months=draw(st.integers(1, 8)),
            retention_closed_years=draw(st.none() | st.integers(1, 3)),
            retention_rejected_months=draw(st.none() | st.integers(1, 14)),
        )
        for _ in [0, *later]
    ]
    return tuple(zip([TODAY, *(TODAY + n * DAY for n in later)], some, strict=True))


@st.composite
def cases(draw):
    kinds = st.sampled_from([kind for kind in TermKind if kind is not TermKind.RETENTION_LOG])
    return a_case(
        draw(st.sampled_from(State)),
        facts=draw(snapshots()),
        rules=draw(rules()),
        terms=tuple(draw(st.lists(st.tuples(kinds, DAYS), max_size=4, unique=True))),
        flags=tuple(draw(st.lists(DAYS, max_size=3))),
        links=tuple(draw(st.lists(MAYBE, max_size=3))),
        ended_on=draw(st.none() | st.integers(0, 1100).map(lambda n: TODAY - n * DAY)),
    )


GONE = a_case(State.DESTROYED, terms=((TermKind.MEETING, TODAY + DAY),), flags=(TODAY + DAY,))


@settings(max_examples=150)
@given(cases())
@example(GONE)
def test_turning_the_clock_day_by_day_gives_the_same(case):
    lived, before = [], judge(case, TODAY)
    for n in range(1, HORIZON + 1):
        day = TODAY + n * DAY
        now = judge(case, day)
        if case.state is not State.DESTROYED:
            lived += differences(case, before, now, day)
        before = now

    assert [one for one in forecast(case) if one.on > TODAY] == lived


@settings(max_examples=60)
@given(cases())
def test_it_is_in_order_and_within_the_horizon(case):
    days = [one.on for one in forecast(case)]
    assume(days)

    assert days == sorted(days)
    assert all(day <= TODAY + HORIZON * DAY for day in days)


@settings(max_examples=60)
@given(cases())
def test_each_term_is_late_once_on_the_day_after_its_last(case):
    running = [one for one in case.terms if one[0] not in KEEPING]
    last = TODAY + HORIZON * DAY
    expected = sorted((due + DAY, kind) for kind, due in running if due < last)

    found = sorted((one.on, one.term) for one in told(case, Happening.TERM_LATE))

    assert found == ([] if case.state is State.DESTROYED else expected)


def test_of_a_case_that_is_destroyed_nothing_is_foreseen():
    assert [*forecast(replace(GONE, state=State.IN_EXECUTION))] != []
    assert [*forecast(GONE)] == []


def test_what_is_late_already_stands_first_on_its_own_day():
    case = a_case(terms=((TermKind.MEETING, TODAY - 9 * DAY), (TermKind.CONTACT, TODAY + DAY)))

    assert forecast(case)[:2] == (
        Foreseen(TODAY - 8 * DAY, Happening.TERM_LATE, term=TermKind.MEETING),
        Foreseen(TODAY + 2 * DAY, Happening.TERM_LATE, term=TermKind.CONTACT),
    )


def test_a_postponement_that_passes_closes_the_way_to_the_plan():
    until = TODAY + 10 * DAY
    case = a_case(State.PLANNING, facts={"notice_postponed_until": until})

    (closed,) = told(case, Happening.MOVE_CLOSES)

    assert (closed.on, closed.move, closed.need) == (
        until + DAY,
        MoveCode.ADOPT_PLAN,
        Need.PERSON_INFORMED,
    )


def test_a_pause_that_ends_makes_resuming_the_next_step():
    review = TODAY + 20 * DAY
    facts = {"hold_review_on": review, "person_informed": True}

    (step,) = told(a_case(State.ON_HOLD, facts=facts), Happening.STEP_CHANGES)

    assert (step.on, step.step) == (review, MoveCode.RESUME)


def test_a_case_without_a_date_is_told_at_once():
    assert told(a_case(), Happening.NO_DATE) == [Foreseen(TODAY, Happening.NO_DATE)]
    assert told(a_case(State.CLOSED), Happening.NO_DATE) == []


def test_the_last_colleague_who_goes_is_told_as_such():
    days = (TODAY + 5 * DAY, TODAY + 9 * DAY)

    found = told(a_case(links=days), Happening.LINK_ENDS, Happening.NOBODY_LEFT)

    assert [(one.on, one.what) for one in found] == [
        (days[0], Happening.LINK_ENDS),
        (days[1], Happening.NOBODY_LEFT),
    ]


def test_the_end_of_the_retention_makes_destruction_the_next_step():
    ended = TODAY - 360 * DAY
    over = due_date(TermKind.RETENTION_REJECTED, ended, DEMO_RULES)
    case = a_case(State.REJECTED, ended_on=ended)

    found = told(case, Happening.RETENTION_OVER)

    assert found == [Foreseen(over, Happening.RETENTION_OVER)]
    assert judge(case, TODAY).step is Wait.FOR_RETENTION


def test_a_shorter_retention_counts_from_its_own_day():
    from_on = TODAY + 30 * DAY
    shorter = replace(DEMO_RULES, retention_rejected_months=1)
    case = a_case(
        State.REJECTED, ended_on=TODAY - 60 * DAY, rules=((TODAY, DEMO_RULES), (from_on, shorter))
    )

    assert told(case, Happening.RETENTION_OVER) == [Foreseen(from_on, Happening.RETENTION_OVER)]


def test_a_retention_that_nobody_confirmed_ends_never():
    case = a_case(State.CLOSED, ended_on=TODAY - 3000 * DAY, rules=((TODAY, DEFAULT_RULES),))

    assert forecast(case) == ()


def test_what_is_over_already_is_told_on_its_day():
    ended = TODAY - 500 * DAY
    over = due_date(TermKind.RETENTION_REJECTED, ended, DEMO_RULES)

    found = told(a_case(State.REJECTED, ended_on=ended), Happening.RETENTION_OVER)

    assert found == [Foreseen(over, Happening.RETENTION_OVER)]


def test_a_flag_is_told_on_its_day():
    days = (TODAY, TODAY + 8 * DAY)

    assert [one.on for one in told(a_case(flags=days), Happening.FLAG_DUE)] == [*days]


def test_a_destroyed_case_has_nothing_ahead():
    assert forecast(a_case(State.DESTROYED, terms=((TermKind.PLAN, TODAY),))) == ()


def test_a_pause_starts_the_rhythm_anew_on_the_day_it_ends():
    resume_on = TODAY + 40 * DAY
    running = [(TermKind.MEETING, TODAY + 3 * DAY), (TermKind.TRIAGE, TODAY)]

    days = (TODAY, resume_on)

    moved = moved_by_pause(State.IN_EXECUTION, running, days, DEMO_RULES)

    assert [one.kind for one in moved] == list(PAUSED)
    assert moved[0].due_on == TODAY + 3 * DAY
    assert moved[0].would_be_on == due_date(TermKind.MEETING, resume_on, DEMO_RULES)
    assert moved[1].due_on is None


def test_a_pause_of_a_round_leaves_a_term_the_days_it_had():
    kind, *_ = WAITS[State.INFORMATION_ROUND]
    pause = (TODAY, TODAY + timedelta(days=20))
    on_time, late = TODAY + timedelta(days=4), TODAY - timedelta(days=1)

    def moved(due):
        running = [(kind, due)]
        return moved_by_pause(State.INFORMATION_ROUND, running, pause, DEMO_RULES)

    assert [(one.kind, one.due_on, one.would_be_on) for one in moved(on_time)] == [
        (kind, on_time, TODAY + timedelta(days=24))
    ]
    assert moved(late) == ()
