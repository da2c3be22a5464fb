from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.models.case import CaseTerm
from pga.cases.models.meeting import Attendance, Decision, MeetingItem
from pga.cases.models.plan import CaseAction
from pga.cases.reading.decisions import get_decision_list
from pga.cases.rules.actions import ActionKind, ActionProblem
from pga.cases.rules.contributions import Condition, Conditions, InfoClass, Visibility
from pga.cases.rules.meetings import (
    DecisionGiven,
    ItemStatus,
    MeetingProblem,
    Presence,
    ViewForm,
)
from pga.cases.rules.terms import TermKind
from pga.cases.rules.workflow import State
from pga.cases.services import decisions, information, meeting_room
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import AlreadyDone, Invalid, StaleDossier
from pga.partners.rules import Chain, PartnerKind
from pga.privacy.columns import opened
from pga.privacy.disclosure import Disclosure
from pga.privacy.events import Event
from pga.privacy.supplies import Means, Purpose, RecipientKind
from tests.builders import (
    a_case,
    a_contact,
    a_contribution,
    a_goal,
    a_meeting,
    a_user,
    an_action,
    an_organisation,
    closed,
    given_by_a_partner,
    prepared,
    seats,
    ticked,
)
from tests.support.rows import lines, row_of, rows_of

NOW = datetime(2026, 11, 25, 13, tzinfo=UTC)
TODAY = date(2026, 11, 25)
A_DAY = timedelta(days=1)
CANARY = "De corporatie sprak met de huisarts over de medicijnen."
DO = "Bij nieuwe schulden belt de corporatie eerst het wijkteam."


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def chair(stopped):
    return a_user().actor


@pytest.fixture
def number(chair):
    return a_case(State.INFORMATION_ROUND, by=chair)


@pytest.fixture
def police():
    return an_organisation(name="Politie", kind=PartnerKind.POLICE)


@pytest.fixture
def housing():
    return an_organisation(name="De Verzonnen Hof", kind=PartnerKind.HOUSING)


@pytest.fixture
def table(chair, number, police, housing):
    """A meeting with a guest of the police and one of the corporatie."""
    meeting = a_meeting(chair, number)
    agent = a_contact(police, "Tijs Testman")
    tenant = a_contact(housing, "Willie van Waan")
    prepared(chair, number, meeting, f"c:{agent}", f"c:{tenant}")
    return meeting


def decide(chair, number, meeting, **changes):
    usual = DecisionGiven(text=DO, owner="", due_on=None)
    key = changes.pop("form_key", str(uuid4()))
    meeting_room.decide(chair, number, meeting, replace(usual, **changes), form_key=key)


def problems_of(act, *args, **more):
    with pytest.raises(Invalid) as refused:
        act(*args, **more)
    return refused.value.problems


def disclosed():
    with transaction() as session:
        return [
            (opened(session, row, "recipient").split(",")[0], opened(session, row, "contents"))
            for row in session.scalars(
                sa.select(Disclosure).filter_by(means=Means.SCREEN).order_by(Disclosure.noted_at)
            )
        ]


def due(kind):
    return [row.due_on for row in rows_of(CaseTerm) if row.kind is kind and row.ended_on is None]


def test_nothing_of_the_case_is_there_before_somebody_ticked_who_is(chair, number, table):
    a_contribution(chair, number, fact=CANARY)

    room = meeting_room.show(chair, number, table)

    assert room.screen is None
    assert CANARY not in str(room)
    assert disclosed() == []


def test_who_is_in_the_room_decides_what_stands_there(chair, number, table, police, housing):
    no = Conditions(partners=frozenset({housing}))
    hidden = a_contribution(chair, number, police, fact=CANARY, conditions=no)
    people = seats(chair, number, table)
    tenant = people["Willie van Waan, wijkagent"]

    ticked(chair, number, table)
    with_tenant = meeting_room.show(chair, number, table)
    ticked(chair, number, table, tenant)
    without = meeting_room.show(chair, number, table)

    assert CANARY not in str(with_tenant)
    assert with_tenant.screen.hidden == 1
    assert [one.id for one in without.screen.told] == [hidden]
    assert without.screen.hidden == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"visibility": Visibility.REGIE},
        {"visibility": Visibility.KERNTEAM},
        {"conditions": Conditions(kinds=frozenset({PartnerKind.HOUSING}))},
        {"conditions": Conditions(codes=frozenset({Condition.NOT_TO_PRIVATE}))},
    ],
)
def test_what_somebody_in_the_room_may_not_see_is_on_no_screen(
    chair, number, table, police, changes
):
    a_contribution(chair, number, police, fact=CANARY, **changes)
    ticked(chair, number, table)

    assert CANARY not in str(meeting_room.show(chair, number, table, everything=True))


def test_what_its_supplier_called_wrong_leaves_the_screen_at_once(chair, number, table, police):
    row = a_contribution(chair, number, police, fact=CANARY)
    ticked(chair, number, table)
    assert CANARY in str(meeting_room.show(chair, number, table))

    information.freeze(chair, number, row, word="Ander adres.")

    assert CANARY not in str(meeting_room.show(chair, number, table))


def test_what_is_for_the_regie_is_on_the_screen_of_the_regie_only(chair, number):
    colleague = a_user(Role.INTERVENTION_TEAM)
    from pga.cases.services import people  # noqa: PLC0415

    people.link(
        chair, number, user_id=colleague.id, from_on=TODAY, last_on=None, reason="Werkt mee."
    )
    goal = a_goal(chair, number, text=CANARY, regie=True)
    an_action(chair, number, goal_id=goal, text=CANARY)
    meeting = a_meeting(chair, number)
    worker = seats(chair, number, meeting)[colleague.name]

    ticked(chair, number, meeting)
    with_worker = meeting_room.show(chair, number, meeting)
    ticked(chair, number, meeting, worker)

    assert CANARY not in str(with_worker)
    assert str(meeting_room.show(chair, number, meeting)).count(CANARY) == 2
