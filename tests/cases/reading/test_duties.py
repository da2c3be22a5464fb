from datetime import UTC, datetime, timedelta

import pytest

from pga.access.permissions import Role
from pga.cases.models.case import CaseTerm
from pga.cases.room import CASES
from pga.cases.rules.actions import ActionOutcome
from pga.cases.rules.duties import DutyKind
from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind
from pga.cases.services import actions
from pga.core import clock
from pga.core.database import transaction
from pga.demo.later import leave_undated
from pga.dossiers.services import flags
from pga.privacy.events import Event
from pga.privacy.trail import Line, record
from tests.builders import a_case, a_user, an_action, an_organisation, id_in, id_of
from tests.support.desk import desk_of
from tests.support.rows import rows_of

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def member(stopped):
    return a_user()


def settled(actor, number, action):
    actions.settle_action(
        actor,
        number,
        action,
        outcome=ActionOutcome.DONE,
        result="",
        done_on=clock.today(),
    )


def undated(number, by):
    leave_undated(by, number)
    return number


def test_without_a_date_is_each_running_case_of_ones_own_with_nothing_that_is_open(member):
    colleague, own = a_user(), member.actor
    bare, done, planned = (undated(a_case(State.PLANNING, by=own), own) for _ in range(3))
    settled(own, done, an_action(own, done))
    an_action(own, planned)
    a_case(State.PLANNING, by=own)
    undated(a_case(State.PLANNING, by=colleague.actor), colleague.actor)
    undated(a_case(State.CLOSED, by=own), own)

    assert desk_of(own).work.without_date == (bare, done)


def test_due_is_what_is_open_on_a_running_case(member):
    own, there = member.actor, an_organisation()
    number, over = a_case(State.PLANNING, by=own), a_case(State.CLOSED, by=own)
    settled(own, number, an_action(own, number))
    an_action(own, number, due_on=clock.today() + A_DAY)
    an_action(own, number, organisation_id=there, due_on=clock.today() + 2 * A_DAY)
    for days in (3, 4):
        due = clock.today() + days * A_DAY
        flags.flag(own, CASES, number, text="Bel de school.", due_on=due)
    first = min(rows_of(CASES.tables.flag), key=lambda one: one.due_on)
    flags.close_flag(own, CASES, number, first.id, closing="Gebeld.")

    found = {(one.number, one.what, one.due_on) for one in desk_of(own).work.duties}

    running = rows_of(CaseTerm, case_id=id_of(number), ended_on=None)
    assert found == {
        *((number, DutyKind.TERM, row.due_on) for row in running),
        (number, DutyKind.ACTION, clock.today() + A_DAY),
        (number, DutyKind.ACTION, clock.today() + 2 * A_DAY),
        (number, DutyKind.FLAG, clock.today() + 4 * A_DAY),
    }
    assert rows_of(CaseTerm, case_id=id_of(over), ended_on=None)


def test_what_is_for_the_regie_is_due_for_nobody_of_the_interventieteam(member):
    worker = a_user(Role.INTERVENTION_TEAM)
    number = a_case(State.PLANNING, by=member.actor, linked=[worker.id])
    there = an_organisation()
    an_action(member.actor, number, organisation_id=there, regie=True)
    seen = an_action(member.actor, number, organisation_id=there)

    def due_for(who):
        return [one.what for one in desk_of(who.actor).work.duties].count(DutyKind.ACTION)

    assert (due_for(member), due_for(worker)) == (2, 1)
    settled(member.actor, number, seen)
    assert (due_for(member), due_for(worker)) == (1, 0)


def test_the_day_of_destruction_is_nobodys_work(member):
    number = a_case(State.PLANNING, by=member.actor)
    before = desk_of(member.actor).work
    with transaction() as session:
        for kind in (TermKind.RETENTION_CLOSED, TermKind.RETENTION_REJECTED):
            days = {"started_on": clock.today(), "due_on": clock.today()}
            session.add(CaseTerm(case_id=id_in(session, number), kind=kind, **days))
        record(session, member.actor, Line(Event.SEEDED))

    assert desk_of(member.actor).work == before
