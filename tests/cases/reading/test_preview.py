from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.models.case import Case, CaseTerm
from pga.cases.reading.preview import preview_setting
from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind
from pga.core import clock
from pga.core.database import transaction
from pga.privacy.events import Event
from pga.privacy.trail import Line, record
from pga.settings.rules.effect import Touched
from tests.builders import CANARY, a_case, a_referral, a_user, id_in
from tests.support.rows import fingerprint, lines

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def admin(stopped):
    return a_user(Role.ADMIN).actor


@pytest.fixture
def member(stopped):
    return a_user()


def received(day):
    return a_referral(received_on=day)


def test_it_tells_the_numbers_and_the_days_of_what_would_shift(admin, member):
    late = a_case(by=member.actor, given=received(date(2026, 11, 16)))
    a_case(State.PLANNING, by=member.actor)

    touched = preview_setting(admin, "triage_working_days", 10)

    (one,) = touched.shifted
    assert (one.number, one.was_on, one.would_be_on) == (
        late,
        date(2026, 11, 23),
        date(2026, 11, 30),
    )
    assert touched.relieved == (one,)
    assert CANARY not in repr(touched)


def test_it_writes_one_line_of_a_list_and_nothing_else(admin, member):
    a_case(by=member.actor)
    before, seen = fingerprint(), len(lines())

    preview_setting(admin, "triage_working_days", 10)

    assert fingerprint() == before
    assert len(lines()) == seen + 1
    line = lines(Event.LIST)[-1]
    assert (line.purpose, line.fields) == ("settings_preview", "triage_working_days")
    assert line.row_digest == ""


def test_another_municipality_is_not_counted(admin):
    a_case(by=a_user(municipality="BLA").actor)

    assert preview_setting(admin, "triage_working_days", 10) == Touched()


def test_a_case_that_the_beheerder_stepped_back_from_is_not_named(admin, member):
    a_case(by=member.actor, recused=[admin.id])

    assert preview_setting(admin, "triage_working_days", 10).shifted == ()


def test_a_date_that_was_chosen_is_counted_apart(admin, member):
    number = a_case(by=member.actor)
    with transaction() as session:
        own = sa.select(CaseTerm).filter_by(kind="triage", case_id=id_in(session, number))
        for term in session.scalars(own):
            term.due_on = date(2027, 3, 1)
        record(session, member.actor, Line(Event.SEEDED))

    touched = preview_setting(admin, "triage_working_days", 10)

    assert (touched.shifted, touched.own_date) == ((), 1)


def test_ended_cases_without_a_date_of_destruction_are_counted(admin, member):
    a_case(State.REJECTED, by=member.actor)

    assert preview_setting(admin, "retention_rejected_months", 12) == Touched(undated=1)
    assert preview_setting(admin, "retention_closed_years", 5) == Touched()


def test_an_ended_case_has_a_date_by_its_own_open_term_of_destruction_only(admin, member):
    kind = TermKind.RETENTION_REJECTED
    for wrong in ({}, {"ended_on": clock.today()}, {"kind": TermKind.RETENTION_CLOSED}):
        number = a_case(State.REJECTED, by=member.actor)
        days = {"started_on": clock.today(), "due_on": date(2027, 11, 24)}
        with transaction() as session:
            term = CaseTerm(case_id=id_in(session, number), **{"kind": kind, **days, **wrong})
            session.add(term)
            record(session, member.actor, Line(Event.SEEDED))

    assert preview_setting(admin, "retention_rejected_months", 12).undated == 2


def test_what_ran_in_a_case_that_is_destroyed_or_ended_shifts_no_more(admin, member):
    given = received(date(2026, 11, 16))
    running, gone, ended = (a_case(by=member.actor, given=given) for _ in range(3))
    with transaction() as session:
        session.get_one(Case, id_in(session, gone)).state = State.DESTROYED
        question = sa.select(CaseTerm).filter_by(case_id=id_in(session, ended))
        for term in session.scalars(question):
            term.ended_on = clock.today()
        record(session, member.actor, Line(Event.SEEDED))

    shifted = preview_setting(admin, "triage_working_days", 10).shifted

    assert [one.number for one in shifted] == [running]


def test_places_are_compared_with_the_active_cases(admin, member):
    a_case(State.PLANNING, by=member.actor)
    a_case(by=member.actor)

    assert preview_setting(admin, "max_active_cases", 1) == Touched(active=2)  # and the noisy one


def test_small_numbers_touch_no_term(admin, member):
    a_case(by=member.actor)

    assert preview_setting(admin, "small_number_threshold", 6) == Touched()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_only_the_beheerder_looks_ahead(role):
    with pytest.raises(Refused):
        preview_setting(a_user(role).actor, "triage_working_days", 10)
