from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.models.case import CaseTerm
from pga.cases.reading.pause import get_pause
from pga.cases.rules.measuring import MeasurementKind
from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind
from pga.core import clock
from pga.core.database import transaction
from pga.privacy.events import Event
from pga.privacy.trail import Line, record
from tests.builders import a_case, a_measurement, a_user, id_in, id_of
from tests.support.rows import row_of, rows_of

RESUME = date(2027, 2, 1)


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(datetime(2026, 11, 24, 10, tzinfo=UTC)):
        yield


@pytest.fixture
def member(stopped):
    return a_user().actor


def measured(member, number, days=0):
    """Measure a case in execution; return the day on which the next meting is due."""
    with clock.stopped_at(clock.now() + timedelta(days=days)):
        a_measurement(member, number, MeasurementKind.INTERIM if days else MeasurementKind.BASELINE)
    return row_of(CaseTerm, case_id=id_of(number), kind=TermKind.MEASUREMENT, ended_on=None).due_on


def test_a_pause_moves_what_runs_in_this_case_and_nothing_else(member):
    number, other = (a_case(State.IN_EXECUTION, by=member) for _ in range(2))
    measured(member, number)
    day = measured(member, number, 1)
    measured(member, other)
    assert measured(member, other, 2) != day

    due = {one.kind: one.due_on for one in get_pause(member, number, RESUME)}

    running = {
        row.kind: row.due_on for row in rows_of(CaseTerm, case_id=id_of(number), ended_on=None)
    }
    assert due[TermKind.MEASUREMENT] == day
    assert due == {kind: running.get(kind) for kind in due}


def test_what_ended_is_moved_by_no_pause(member):
    number = a_case(State.IN_EXECUTION, by=member)
    measured(member, number)
    with transaction() as session:
        question = sa.select(CaseTerm).filter_by(case_id=id_in(session, number))
        for term in session.scalars(question):
            term.ended_on = clock.today()
        record(session, member, Line(Event.SEEDED))

    assert {one.due_on for one in get_pause(member, number, RESUME)} == {None}


def test_who_may_not_pause_a_case_sees_no_pause(member):
    number = a_case(State.IN_EXECUTION, by=member)

    for reader in (a_user(Role.COORDINATOR).actor, a_user().actor):
        with pytest.raises(Refused):
            get_pause(reader, number, RESUME)
