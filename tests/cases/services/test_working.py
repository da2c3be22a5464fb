from datetime import UTC, date, datetime, timedelta

import pytest

from pga.access.permissions import Role
from pga.access.policy import Layer, Refused
from pga.cases.models.case import Case, CaseTerm, StateChange
from pga.cases.reading.sheet import get_sheet
from pga.cases.reading.timeline import get_timeline
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.needs import Need
from pga.cases.rules.pause import PAUSED
from pga.cases.rules.states import HoldReason, State
from pga.cases.rules.terms import TermKind
from pga.cases.services import working
from pga.core import clock
from pga.core.errors import StaleDossier, StepBlocked
from pga.privacy.events import Event
from tests.builders import a_case, a_plan, a_referral, a_user, id_of, version_of
from tests.support.rows import fingerprint, lines, row_of, rows_of

TODAY = date(2026, 11, 24)
LAST = date(2027, 5, 24)
"""Six months ahead."""


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(datetime(2026, 11, 24, 10, tzinfo=UTC)):
        yield


@pytest.fixture
def member(stopped):
    return a_user()


def hold(actor, number, *, version=None, **changes):
    usual = {"reason": HoldReason.DETENTION, "note": "Zit vast.", "review_on": date(2027, 1, 15)}
    working.hold(actor, number, version or version_of(number), **{**usual, **changes})


def running(number):
    return {term.kind for term in rows_of(CaseTerm, case_id=id_of(number), ended_on=None)}


def test_the_information_round_ends_with_a_note(member):
    number = a_case(State.INFORMATION_ROUND, by=member.actor)

    working.start_planning(member.actor, number, version_of(number), note="Iedereen zat er al.")

    assert row_of(Case, number=number).state is State.PLANNING
    assert row_of(CaseTerm, kind=TermKind.INFORMATION_ROUND).ended_on == TODAY
    newest = get_timeline(member.actor, number).moves[0]
    assert (newest.move, newest.reason) == (MoveCode.START_PLANNING, "Iedereen zat er al.")
    assert "start_planning" in lines(Event.MOVED)[-1].fields.split(",")


def test_without_a_question_or_a_note_the_round_goes_on(member):
    number = a_case(State.INFORMATION_ROUND, by=member.actor)
    before = fingerprint()

    with pytest.raises(StepBlocked) as caught:
        working.start_planning(member.actor, number, version_of(number), note="")

    assert caught.value.missing == (Need.REQUESTS_ANSWERED_OR_NOTE,)
    assert fingerprint() == before


def test_the_linked_interventieteam_ends_the_round_too(member):
    colleague = a_user(Role.INTERVENTION_TEAM)
    number = a_case(State.INFORMATION_ROUND, by=member.actor, linked=[colleague.id])

    working.start_planning(colleague.actor, number, version_of(number), note="Al gesproken.")

    assert row_of(StateChange, move=MoveCode.START_PLANNING).by == colleague.id


@pytest.mark.parametrize("review_on", [date(2026, 11, 25), LAST])
def test_a_case_waits_until_a_day_within_six_months(member, review_on):
    number = a_case(State.IN_EXECUTION, by=member.actor)

    hold(member.actor, number, review_on=review_on)

    case = row_of(Case, number=number)
    assert (case.state, case.hold_code) == (State.ON_HOLD, HoldReason.DETENTION)
    assert case.hold_review_on == review_on
    assert row_of(CaseTerm, kind=TermKind.HOLD_REVIEW).due_on == review_on
    assert get_sheet(member.actor, number).hold == (HoldReason.DETENTION, "Zit vast.")


def test_the_rhythm_of_a_case_stops_while_it_waits_and_starts_anew_after(member):
    number = a_case(State.PLANNING, by=member.actor)
    a_plan(member.actor, number)
    rhythm = {TermKind.MEASUREMENT, TermKind.EVALUATION, TermKind.CONTACT}
    assert rhythm <= running(number)

    hold(member.actor, number)

    assert running(number) & set(PAUSED) == set()
    assert TermKind.HOLD_REVIEW in running(number)
    working.resume(member.actor, number, version_of(number), reason="Vrijgekomen.")
    assert rhythm <= running(number)
    assert TermKind.HOLD_REVIEW not in running(number)


@pytest.mark.parametrize("review_on", [date(2026, 11, 23), TODAY, date(2027, 5, 25)])
def test_a_case_does_not_wait_for_longer_or_for_nothing(member, review_on):
    number = a_case(State.IN_EXECUTION, by=member.actor)
    before = fingerprint()

    with pytest.raises(StepBlocked) as caught:
        hold(member.actor, number, review_on=review_on)

    assert caught.value.missing == (Need.HOLD_REVIEW_DATE,)
    assert fingerprint() == before


def test_all_that_lacks_for_waiting_is_told_at_once(member):
    number = a_case(State.IN_EXECUTION, by=member.actor)

    with pytest.raises(StepBlocked) as caught:
        hold(member.actor, number, reason=None, review_on=TODAY)

    assert caught.value.missing == (Need.HOLD_REASON, Need.HOLD_REVIEW_DATE)


@pytest.mark.both
def test_a_waiting_case_goes_on_and_forgets_why_it_waited(member):
    number = a_case(State.IN_EXECUTION, by=member.actor)
    hold(member.actor, number)

    working.resume(member.actor, number, version_of(number), reason="Hij is vrij.")

    case = row_of(Case, number=number)
    assert case.state is State.IN_EXECUTION
    assert (case.hold_code, case.hold_review_on) == (None, None)
    assert row_of(CaseTerm, kind=TermKind.HOLD_REVIEW).ended_on == TODAY
    assert get_timeline(member.actor, number).moves[0].reason == "Hij is vrij."


def test_all_that_lacks_for_going_on_is_told_at_once(member):
    with clock.stopped_at(clock.now() - timedelta(days=5)):
        member = a_user()
        past = a_referral(look_again_on=date(2026, 11, 20))
        number = a_case(State.IN_EXECUTION, by=member.actor, given=past)
    hold(member.actor, number)
    before = fingerprint()

    with pytest.raises(StepBlocked) as caught:
        working.resume(member.actor, number, version_of(number), reason="")

    assert caught.value.missing == (Need.PERSON_INFORMED, Need.RESUME_REASON)
    assert fingerprint() == before


@pytest.mark.parametrize("state", [State.IN_TRIAGE, State.ON_HOLD, State.CLOSED])
def test_a_step_that_does_not_fit_the_state_is_our_mistake(member, state):
    number = a_case(state, by=member.actor)

    with pytest.raises(StaleDossier):
        hold(member.actor, number)


def test_each_step_of_the_work_knows_when_it_is_too_late(member):
    round_, busy = (
        a_case(state, by=member.actor) for state in (State.INFORMATION_ROUND, State.IN_EXECUTION)
    )
    waits = a_case(State.IN_EXECUTION, by=member.actor)
    hold(member.actor, waits)
    before = fingerprint()

    for act in (
        lambda: working.start_planning(member.actor, round_, version_of(round_) - 1, note="x"),
        lambda: hold(member.actor, busy, version=version_of(busy) - 1),
        lambda: working.resume(member.actor, waits, version_of(waits) - 1, reason="x"),
    ):
        with pytest.raises(StaleDossier):
            act()

    assert fingerprint() == before


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SAFETY_TEAM])
def test_who_does_not_work_on_a_case_moves_nothing(member, role):
    number, other = a_case(State.IN_EXECUTION, by=member.actor), a_user(role)
    before = fingerprint()

    with pytest.raises(Refused) as caught:
        hold(other.actor, number)

    assert caught.value.verdict.hidden is (role is Role.SAFETY_TEAM)
    assert caught.value.verdict.refusing in {Layer.ROLE, Layer.LINK}
    assert fingerprint() == before


# --- held from elsewhere than the execution (decision 61)


def due(number, kind):
    case_id = id_of(number)
    return [term.due_on for term in rows_of(CaseTerm, case_id=case_id, kind=kind, ended_on=None)]


@pytest.mark.parametrize("state", [State.INFORMATION_ROUND, State.PLANNING])
def test_what_stood_still_runs_on_for_the_days_that_were_left(member, state):
    number = a_case(state, by=member.actor)
    (before,) = due(number, TermKind.FIRST_MEETING)

    hold(member.actor, number)
    assert due(number, TermKind.FIRST_MEETING) == []
    assert row_of(Case, number=number).held_from is state
    with clock.stopped_at(datetime(2026, 12, 4, 10, tzinfo=UTC)):
        working.resume(member.actor, number, version_of(number), reason="Vrijgekomen.")

    case = row_of(Case, number=number)
    assert (case.state, case.held_from) == (state, None)
    assert due(number, TermKind.FIRST_MEETING) == [before + timedelta(days=10)]


def test_a_pause_never_clears_a_term_that_was_late(member):
    number = a_case(State.PLANNING, by=member.actor)
    (before,) = due(number, TermKind.FIRST_MEETING)

    with clock.stopped_at(datetime(2027, 3, 1, 10, tzinfo=UTC)):
        hold(member.actor, number, review_on=date(2027, 4, 1))
        assert due(number, TermKind.FIRST_MEETING) == [before]
        working.resume(member.actor, number, version_of(number), reason="Vrijgekomen.")

    assert due(number, TermKind.FIRST_MEETING) == [before]


def test_a_case_that_was_held_before_that_was_kept_goes_back_to_execution(member):
    number = a_case(State.ON_HOLD, by=member.actor)

    moves = {move.code for move in get_sheet(member.actor, number).moves}

    assert MoveCode.RESUME in moves
    assert not {MoveCode.RESUME_TO_ROUND, MoveCode.RESUME_TO_PLANNING} & moves
