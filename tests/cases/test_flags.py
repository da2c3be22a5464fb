from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.models.doors import CaseFlag
from pga.cases.reading.sheet import get_sheet
from pga.cases.room import CASES
from pga.cases.rules.states import State
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.reading.changes import get_changes
from pga.dossiers.reading.notices import waiting_for
from pga.dossiers.rules.notices import FLAG_DAYS, FlagProblem, NoticeKind
from pga.dossiers.services import flags
from pga.privacy.events import Event
from tests.builders import a_case, a_user
from tests.support.desk import desk_of
from tests.support.rows import lines

TEXT = "Bel de wijkagent over de brief van Zichtbaar."


@contextmanager
def days_later(days):
    with clock.stopped_at(clock.now() + timedelta(days=days)):
        yield


@pytest.fixture
def member(cellar):
    return a_user()


@pytest.fixture
def number(member):
    return a_case(State.PLANNING, by=member.actor)


def flag_it(actor, number, days=5):
    flags.flag(actor, CASES, number, text=TEXT, due_on=clock.today() + timedelta(days=days))
    return get_sheet(actor, number).flags[-1]


def test_a_flag_stands_on_the_sheet_with_its_day_and_its_maker(member, number):
    flag = flag_it(member.actor, number)

    assert (flag.text, flag.who) == (TEXT, member.name)
    assert flag.due_on == clock.today() + timedelta(days=5)
    assert len(lines(Event.FLAGGED)) == 1


@pytest.mark.parametrize(
    ("days", "problem"), [(-1, FlagProblem.IN_PAST), (FLAG_DAYS + 1, FlagProblem.TOO_FAR)]
)
def test_a_day_that_cannot_be_is_refused(member, number, days, problem):
    with pytest.raises(Invalid) as refused:
        flag_it(member.actor, number, days)

    assert refused.value.problems == {"due_on": problem}


def test_a_case_that_is_over_takes_no_flag(member):
    number = a_case(State.CLOSED, by=member.actor)

    with pytest.raises(Invalid) as refused:
        flag_it(member.actor, number)

    assert refused.value.problems == {"": FlagProblem.OVER}
    assert not get_sheet(member.actor, number).may_flag


@pytest.mark.both
def test_it_closes_with_a_line_only_once_and_both_stay_readable(member, number):
    flag = flag_it(member.actor, number)

    flags.close_flag(member.actor, CASES, number, flag.id, closing="De brief is er.")

    sheet = get_sheet(member.actor, number)
    assert sheet.flags == ()
    assert [(one.text, one.closing) for one in sheet.closed_flags] == [(TEXT, "De brief is er.")]
    changed = [one for act in get_changes(member.actor, CASES, number).acts for one in act.changed]
    assert ("case_flag", "closing", None, "De brief is er.") in {
        (one.table, one.field, one.was, one.now) for one in changed
    }
    assert len(lines(Event.UNFLAGGED)) == 1
    with pytest.raises(Invalid, match="flag=not_there"):
        flags.close_flag(member.actor, CASES, number, flag.id, closing="Nog eens.")


def test_a_flag_of_another_case_is_not_there(member, number):
    flag, other = flag_it(member.actor, number), a_case(State.PLANNING, by=member.actor)

    for which in (flag.id, uuid4()):
        with pytest.raises(Invalid, match="flag=not_there"):
            flags.close_flag(member.actor, CASES, other, which, closing="Klaar.")


@pytest.mark.parametrize("role", [Role.INTERVENTION_TEAM, Role.COORDINATOR])
def test_the_other_roles_of_the_work_flag_too(number, member, role):
    other = a_user(role)
    linked = [other.id] if role is Role.INTERVENTION_TEAM else []
    number = a_case(State.PLANNING, by=member.actor, linked=linked)

    assert flag_it(other.actor, number).who == other.name


def test_who_cannot_open_a_case_cannot_flag_it(number):
    with pytest.raises(Refused) as refused:
        flag_it(a_user(Role.INTERVENTION_TEAM).actor, number)

    assert refused.value.verdict.hidden


@pytest.mark.both
def test_a_flag_is_among_the_duties_and_the_late_one_comes_first(member, number):
    before = desk_of(member.actor).work

    flag_it(member.actor, number, 0)
    flag_it(member.actor, number, 300)

    with days_later(1):
        after = desk_of(member.actor).work
    assert after.own.total == before.own.total + 2
    own = after.own
    assert (None, number) in {(duty.kind, duty.number) for duty in own.lines[: own.late]}
    assert [duty.due_on for duty in own.lines] == sorted(duty.due_on for duty in own.lines)


def test_a_closed_flag_is_no_duty(member, number):
    flag = flag_it(member.actor, number)
    before = desk_of(member.actor).work.own.total

    flags.close_flag(member.actor, CASES, number, flag.id, closing="Klaar.")

    assert desk_of(member.actor).work.own.total == before - 1


@pytest.mark.both
def test_on_its_day_it_is_for_who_works_on_the_case_until_that_one_opens_it(member, number):
    flag_it(member.actor, number, 3)
    assert desk_of(member.actor).notices.total == 0

    with days_later(3):
        assert [line.kind for line in desk_of(member.actor).notices.lines] == [NoticeKind.FLAG_DUE]
        assert len(waiting_for(member.actor, CASES)) == 1
        get_sheet(member.actor, number)
        assert desk_of(member.actor).notices.total == 0
    with days_later(4):
        assert desk_of(member.actor).notices.total == 0


def test_a_flag_that_is_closed_leaves_every_list(member):
    other = a_user(Role.INTERVENTION_TEAM)
    number = a_case(State.PLANNING, by=member.actor, linked=[other.id])
    get_sheet(other.actor, number)
    flag = flag_it(member.actor, number, 0)
    assert desk_of(other.actor).notices.total == 1

    flags.close_flag(member.actor, CASES, number, flag.id, closing="Klaar.")

    assert desk_of(other.actor).notices.total == 0


def test_a_coordinator_hears_only_of_the_own_flags(member, number):
    coordinator = a_user(Role.COORDINATOR)
    flag_it(member.actor, number, 0)
    assert desk_of(coordinator.actor).notices.total == 0

    flag_it(coordinator.actor, number, 0)

    assert desk_of(coordinator.actor).notices.total == 1


def test_the_text_of_a_flag_is_sealed(member, number):
    flag = flag_it(member.actor, number)

    with transaction() as session:
        row = session.get_one(CaseFlag, flag.id)
        assert TEXT.encode() not in row.text_sealed
