from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.models.case import CaseTerm
from pga.cases.models.meeting import Attendance, CaseMeeting, Decision, MeetingItem
from pga.cases.models.plan import CaseAction
from pga.cases.reading.decision_list import get_decision_list
from pga.cases.reading.information import get_round
from pga.cases.reading.meetings import get_preparing
from pga.cases.room import CASES
from pga.cases.rules.actions import NO_PASSAGE, ActionKind, ActionProblem, Passage
from pga.cases.rules.contributions import Condition, Conditions, InfoClass, Visibility
from pga.cases.rules.meetings import (
    AttendeeKind,
    DecisionGiven,
    ItemStatus,
    MeetingProblem,
    Presence,
    ViewForm,
)
from pga.cases.rules.owners import Owner, OwnerKind
from pga.cases.rules.plan import GoalStatus, PlanText
from pga.cases.rules.referral import ThirdPartyRelation
from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind
from pga.cases.services import (
    closing_item,
    deciding,
    decision_list,
    information,
    meetings,
    plan,
    showing,
)
from pga.cases.services.booking_shown import book_forgotten
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier
from pga.dossiers.reading.disclosures import get_disclosures
from pga.dossiers.services import people
from pga.partners.rules import AgreementKind, Chain, PartnerKind, Standing
from pga.privacy.columns import opened
from pga.privacy.disclosure import Disclosure
from pga.privacy.disclosure_codes import Category, Means, Purpose, RecipientKind
from pga.privacy.events import Event
from tests.builders import (
    a_case,
    a_contact,
    a_contribution,
    a_goal,
    a_meeting,
    a_recusal,
    a_user,
    an_action,
    an_agreement_of,
    an_organisation,
    an_owner,
    closed,
    id_of,
    prepared,
    seats,
    ticked,
)
from tests.support.rows import lines, row_of, rows_of
from tests.support.system import SYSTEM

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
    there = an_organisation(name="Politie", kind=PartnerKind.POLICE)
    an_agreement_of(there, AgreementKind.POLICE_DECISION)
    return there


@pytest.fixture
def housing():
    return an_organisation(
        name="De Verzonnen Hof", kind=PartnerKind.HOUSING, standing=Standing.PRIVATE
    )


@pytest.fixture
def table(chair, number, police, housing):
    """A meeting with a guest of the police and one of the corporatie."""
    meeting = a_meeting(chair, number)
    agent = a_contact(police, "Tijs Testman")
    tenant = a_contact(housing, "Willie van Waan")
    prepared(chair, number, meeting, f"c:{agent}", f"c:{tenant}")
    return meeting


def decide(chair, number, meeting, **changes):
    usual = DecisionGiven(text=DO, owner=None, due_on=None)
    deciding.decide(chair, number, meeting, replace(usual, **changes))


def problems_of(act, *args, **more):
    with pytest.raises(Invalid) as refused:
        act(*args, **more)
    return refused.value.problems


def disclosed():
    own = [row.id for row in rows_of(Disclosure, means=Means.SCREEN)]
    with transaction() as session:
        return [
            (opened(session, row, "recipient").split(",")[0], opened(session, row, "contents"))
            for row in session.scalars(
                sa.select(Disclosure).where(Disclosure.id.in_(own)).order_by(Disclosure.noted_at)
            )
        ]


def due(kind):
    return [row.due_on for row in rows_of(CaseTerm) if row.kind is kind and row.ended_on is None]


def test_nothing_of_the_case_is_there_before_somebody_ticked_who_is(chair, number, table):
    a_contribution(chair, number, fact=CANARY)

    room = showing.show(chair, number, table)

    assert room.screen is None
    assert CANARY not in str(room)
    assert disclosed() == []


def test_who_is_in_the_room_decides_what_stands_there(chair, number, table, police, housing):
    no = Conditions(partners=frozenset({housing}))
    hidden = a_contribution(chair, number, police, fact=CANARY, conditions=no)
    tenant = seats(chair, number, table)["Willie van Waan, wijkagent"]

    ticked(chair, number, table)
    with_tenant = showing.show(chair, number, table)
    ticked(chair, number, table, tenant)
    without = showing.show(chair, number, table)

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
    a_contribution(chair, number, police, fact="Er is geklaagd.")
    a_contribution(chair, number, police, fact=CANARY, **changes)
    ticked(chair, number, table)

    shown = str(showing.show(chair, number, table, everything=True))

    assert "Er is geklaagd." in shown
    assert CANARY not in shown


def test_what_its_supplier_called_wrong_leaves_the_screen_at_once(chair, number, table, police):
    row = a_contribution(chair, number, police, fact=CANARY)
    ticked(chair, number, table)
    assert CANARY in str(showing.show(chair, number, table))

    information.freeze(chair, number, row, word="Ander adres.")

    assert CANARY not in str(showing.show(chair, number, table))


def test_what_is_for_the_regie_is_on_the_screen_of_the_regie_only(chair, number):
    colleague = a_user(Role.INTERVENTION_TEAM)
    people.link(
        chair, CASES, number, user_id=colleague.id, from_on=TODAY, last_on=None, reason="Werkt mee."
    )
    goal = a_goal(chair, number, text=CANARY, regie=True)
    an_action(chair, number, goal_id=goal, text=CANARY)
    meeting = a_meeting(chair, number)
    worker = seats(chair, number, meeting)[colleague.name]

    ticked(chair, number, meeting)
    with_worker = showing.show(chair, number, meeting)
    ticked(chair, number, meeting, worker)

    assert CANARY not in str(with_worker)
    assert str(showing.show(chair, number, meeting)).count(CANARY) == 2


def test_before_the_person_nothing_is_said_of_somebody_else(chair, number, police):
    meeting = a_meeting(chair, number)
    prepared(chair, number, meeting, "person")
    mark = Passage(CANARY, ThirdPartyRelation.NEIGHBOUR)
    goal = a_goal(chair, number, text=f"Rust. {CANARY}", about_other=mark)
    an_action(chair, number, goal_id=goal, text=f"Praat met de buren. {CANARY}")
    a_contribution(
        chair,
        number,
        police,
        fact=f"Er was een melding. {CANARY}",
        other=ThirdPartyRelation.NEIGHBOUR,
        passage=CANARY,
    )
    person = seats(chair, number, meeting)["Betrokkene"]

    ticked(chair, number, meeting, person)
    without = showing.show(chair, number, meeting)
    ticked(chair, number, meeting, view=ViewForm.PRESENT)
    before_person = showing.show(chair, number, meeting)

    assert str(without).count(CANARY) == 3
    assert CANARY not in str(before_person)
    assert "Er was een melding. [weggelaten]" in str(before_person)


def booked(chair, number):
    """Return what the register says of the screen: to whom, on which day, and which data."""
    shown = [
        one for one in get_disclosures(chair, CASES, number).lines if one.means is Means.SCREEN
    ]
    return {(one.recipient.split(",")[0], one.on): one.categories for one in shown}


def test_what_stood_there_is_booked_once_to_each_when_the_case_leaves_the_screen(
    chair, number, table, police
):
    row = a_contribution(chair, number, an_organisation(), about=InfoClass.CARE)
    own = a_contribution(chair, number, police)

    ticked(chair, number, table)
    for _ in range(3):
        showing.show(chair, number, table)
    later = a_contribution(chair, number, an_organisation())
    an_action(chair, number)
    showing.show(chair, number, table)
    assert disclosed() == []
    closed(chair, number, table)

    found = disclosed()
    assert len(found) == 2
    assert {name: set(rows) for name, rows in found} == {
        "Tijs Testman": {str(row), str(later)},
        "Willie van Waan": {str(row), str(own), str(later)},
    }
    kinds = {one.recipient_kind for one in rows_of(Disclosure, means=Means.SCREEN)}
    assert kinds == {RecipientKind.PARTNER}
    assert {one.purpose for one in rows_of(Disclosure, means=Means.SCREEN)} == {Purpose.MEETING}


@pytest.mark.both
def test_the_register_names_what_really_stood_there(chair, number, table, police):
    a_contribution(chair, number, police, about=InfoClass.CARE)
    ticked(chair, number, table)
    showing.show(chair, number, table)
    closed(chair, number, table)

    told = booked(chair, number)
    assert told == {
        ("Tijs Testman", TODAY): (Category.CASE_NUMBER,),
        ("Willie van Waan", TODAY): (Category.CASE_NUMBER, Category.CARE),
    }
    assert len(lines(Event.SHOWN, about=id_of(number))) == 1


def test_what_was_agreed_and_the_view_are_named_too(chair, number, table):
    plan.write_texts(chair, number, 0, {PlanText.VIEW: "Rust."}, about_other=NO_PASSAGE, reason="")
    ticked(chair, number, table)
    decide(chair, number, table)
    showing.show(chair, number, table)
    closed(chair, number, table)

    kinds = (Category.CASE_NUMBER, Category.ACTIONS, Category.VIEW)
    assert set(booked(chair, number).values()) == {kinds}


def test_where_nothing_was_shown_nothing_is_booked(chair, number, table):
    ticked(chair, number, table)
    closing_item.close(chair, number, table, row_of(MeetingItem).version, next_on=None)

    assert disclosed() == []


def test_who_came_later_is_booked_for_what_stood_there_then(chair, number, table, police):
    gone = a_contribution(chair, number, an_organisation())
    agent = seats(chair, number, table)["Tijs Testman, wijkagent"]
    ticked(chair, number, table, agent)
    showing.show(chair, number, table)
    information.freeze(chair, number, gone, word="Ander adres.")
    ticked(chair, number, table)
    showing.show(chair, number, table)
    closed(chair, number, table)

    assert dict(disclosed()) == {"Willie van Waan": [str(gone)], "Tijs Testman": []}


def test_a_case_that_comes_back_on_the_screen_books_only_what_is_new(chair, number, table):
    once = a_contribution(chair, number, an_organisation())
    for _ in range(2):
        ticked(chair, number, table)
        showing.show(chair, number, table)
        closed(chair, number, table)
    assert [rows for _, rows in disclosed()] == [[str(once)], [str(once)]]
    new = a_contribution(chair, number, an_organisation())
    ticked(chair, number, table)
    showing.show(chair, number, table)
    closed(chair, number, table)

    assert sum(rows == [str(new)] for _, rows in disclosed()) == 2
    assert len(disclosed()) == 4


@pytest.mark.both
@pytest.mark.parametrize("by", ["the system", "the next look", "who closes it"])
def test_what_never_left_the_screen_is_booked_on_the_day_of_the_meeting(chair, number, table, by):
    shown = a_contribution(chair, number, an_organisation())
    ticked(chair, number, table)
    showing.show(chair, number, table)
    assert book_forgotten(SYSTEM) == 0
    assert disclosed() == []

    with clock.stopped_at(NOW + A_DAY):
        if by == "the system":
            assert book_forgotten(SYSTEM) == 1
            assert book_forgotten(SYSTEM) == 0
            assert lines(Event.DISCLOSED, about=id_of(number))[-1].actor_role == "system"
        elif by == "the next look":
            showing.show(chair, number, table)
        else:
            version = row_of(MeetingItem).version
            closing_item.close(chair, number, table, version, next_on=None)
        assert [rows for _, rows in disclosed()] == [[str(shown)], [str(shown)]]
        assert {(one.on, one.by) for one in rows_of(Disclosure, means=Means.SCREEN)} == {
            (TODAY, chair.id)
        }


def test_nobody_but_the_system_books_what_was_forgotten(chair):
    with pytest.raises(Refused):
        book_forgotten(chair)


def test_a_colleague_who_looks_along_is_booked_and_who_drives_is_in_the_trail(chair, number):
    colleague = a_user(Role.INTERVENTION_TEAM)
    people.link(
        chair, CASES, number, user_id=colleague.id, from_on=TODAY, last_on=None, reason="Werkt mee."
    )
    meeting = a_meeting(chair, number)
    ticked(chair, number, meeting)

    showing.show(chair, number, meeting)
    assert lines(Event.READ)[-1].purpose == "meeting"
    closed(chair, number, meeting)

    assert [name for name, _ in disclosed()] == [colleague.name]
    assert row_of(Disclosure, means=Means.SCREEN).recipient_kind is RecipientKind.COLLEAGUE


def test_an_error_finds_everybody_before_whose_eyes_it_stood(chair, number, table, police):
    row = a_contribution(chair, number, police)
    ticked(chair, number, table)
    showing.show(chair, number, table)
    information.freeze(chair, number, row, word="Ander adres.")

    for closing in (lambda: None, lambda: closed(chair, number, table)):
        closing()
        told = next(one for one in get_round(chair, number).contributions if one.id == row)
        assert [name for name, _ in told.went_to] == ["Willie van Waan, wijkagent"]


@pytest.mark.both
def test_a_decision_with_who_and_when_is_an_action_at_once(chair, number, table, housing):
    ticked(chair, number, table)
    tenant = seats(chair, number, table)["Willie van Waan, wijkagent"]

    decide(chair, number, table, owner=Owner(OwnerKind.SEAT, tenant), due_on=TODAY + A_DAY * 14)
    decide(chair, number, table, text="De aanpak blijft lokaal.")

    action = row_of(CaseAction)
    assert (action.organisation_id, action.due_on) == (housing, TODAY + A_DAY * 14)
    assert action.kind is ActionKind.SOCIAL
    found = get_decision_list(chair, number, table).decisions
    assert [(one.number, one.text) for one in found] == [(1, DO), (2, "De aanpak blijft lokaal.")]
    made, none = (one.action for one in found)
    assert (made.contact, made.owner) == ("Willie van Waan, wijkagent", "De Verzonnen Hof")
    assert (made.text, none) == (None, None)


def test_somebody_who_is_not_there_can_have_an_action_too(chair, number, table):
    elsewhere = an_organisation(name="GGZ Het Bedenksel", chain=Chain.CARE)
    ticked(chair, number, table)

    decide(chair, number, table, owner=an_owner(organisation_id=elsewhere), due_on=TODAY + A_DAY)
    decide(chair, number, table, owner=an_owner(user_id=chair.id), due_on=TODAY + A_DAY)

    kinds = {row.kind for row in rows_of(CaseAction)}
    assert kinds == {ActionKind.CARE, ActionKind.ADMINISTRATIVE}


def test_a_decision_about_a_goal_is_an_action_for_that_goal(chair, number, table):
    goal = a_goal(chair, number)
    ticked(chair, number, table)

    decide(
        chair, number, table, owner=an_owner(user_id=chair.id), due_on=TODAY + A_DAY, goal_id=goal
    )

    assert row_of(CaseAction).goal_id == goal


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"text": ""}, {"text": MeetingProblem.NO_TEXT}),
        ({"due_on": TODAY}, {"owner": MeetingProblem.NO_OWNER}),
        ({"owner": an_owner(user_id=uuid4())}, {"due_on": MeetingProblem.NO_DAY}),
        (
            {"owner": Owner(OwnerKind.SEAT, uuid4()), "due_on": TODAY},
            {"owner": MeetingProblem.NO_OWNER},
        ),
        (
            {"owner": an_owner(user_id=uuid4()), "due_on": TODAY},
            {"owner": ActionProblem.NOT_AN_OWNER},
        ),
        (
            {"owner": an_owner(organisation_id=uuid4()), "due_on": TODAY},
            {"owner": ActionProblem.NOT_AN_OWNER},
        ),
    ],
)
def test_a_decision_that_lacks_something_writes_nothing(chair, number, table, changes, problems):
    ticked(chair, number, table)

    assert problems_of(decide, chair, number, table, **changes) == problems
    assert rows_of(Decision) == []
    assert rows_of(CaseAction) == []


def test_the_decisions_of_each_case_are_numbered_from_one(chair, number):
    other = a_case(State.PLANNING, by=chair)
    meeting = a_meeting(chair, number, other)
    for one in (number, other):
        ticked(chair, one, meeting)
        decide(chair, one, meeting)
        closed(chair, one, meeting)

    for one in (number, other):
        assert [row.number for row in get_decision_list(chair, one, meeting).decisions] == [1]


def test_nothing_is_decided_while_the_case_is_not_on_the_screen(chair, number, table):
    assert problems_of(decide, chair, number, table) == {"": MeetingProblem.NOT_OPEN}


def test_the_next_case_opens_only_when_the_one_before_is_done(chair, number):
    other = a_case(State.PLANNING, by=chair)
    meeting = a_meeting(chair, number, other)
    ticked(chair, number, meeting)

    assert problems_of(ticked, chair, other, meeting) == {"": MeetingProblem.OTHER_OPEN}
    closed(chair, number, meeting)
    assert showing.show(chair, other, meeting).screen is None
    ticked(chair, other, meeting)
    assert showing.show(chair, other, meeting).screen is not None


def test_a_case_that_is_open_in_one_meeting_keeps_no_other_meeting_waiting(chair, number):
    other = a_case(State.PLANNING, by=chair)
    here, there = a_meeting(chair, number), a_meeting(chair, other)
    ticked(chair, number, here)

    ticked(chair, other, there)

    assert showing.show(chair, other, there).screen is not None


def test_a_case_that_is_not_open_is_not_taken_off_the_screen(chair, number, table):
    assert problems_of(closed, chair, number, table) == {"": MeetingProblem.NOT_OPEN}


def test_who_was_there_before_is_not_there_by_itself(chair, number):
    other = a_case(State.PLANNING, by=chair)
    meeting = a_meeting(chair, number, other)
    ticked(chair, number, meeting)
    closed(chair, number, meeting)

    assert {seat.presence for seat in showing.show(chair, other, meeting).seats} == {None}


def test_who_comes_from_outside_signs_or_promises_secrecy(chair, number, police):
    meeting = a_meeting(chair, number)
    agent = a_contact(police, "Tijs Testman", secrecy_on=None)
    prepared(chair, number, meeting, f"c:{agent}")
    seat = seats(chair, number, meeting)["Tijs Testman, wijkagent"]

    assert problems_of(ticked, chair, number, meeting) == {"promised": MeetingProblem.NO_SECRECY}
    ticked(chair, number, meeting, promised=frozenset({seat}))

    assert row_of(Attendance, id=seat).secrecy_on == TODAY


def test_somebody_who_was_not_invited_gets_a_seat(chair, number, table, police):
    late = {"late_name": "Piet Plotseling", "late_promises": True}
    ticked(chair, number, table, **late)
    ticked(
        chair, number, table, late_name="Wim Wijk", late_organisation_id=police, late_promises=True
    )

    kinds = {seat.name: seat.kind for seat in showing.show(chair, number, table).seats}
    assert kinds["Piet Plotseling"] is AttendeeKind.INCIDENTAL
    assert kinds["Wim Wijk"] is AttendeeKind.PARTNER
    closed(chair, number, table)
    found = [one for one in rows_of(Disclosure, means=Means.SCREEN) if one.secrecy_on]
    assert [one.recipient_kind for one in found] == [RecipientKind.INCIDENTAL]


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"present": frozenset()}, {"present": MeetingProblem.NOBODY}),
        ({"view": None}, {"view": MeetingProblem.NO_VIEW_FORM}),
        ({"view": ViewForm.PRESENT}, {"view": MeetingProblem.PERSON_NOT_TICKED}),
        (
            {"late_name": "Piet Plotseling"},
            {
                "promised": MeetingProblem.NO_SECRECY,
                "late_promises": MeetingProblem.NO_SECRECY,
            },
        ),
        ({"late_organisation_id": uuid4()}, {"late_name": MeetingProblem.NO_NAME}),
    ],
)
def test_a_presence_that_lacks_something_opens_nothing(chair, number, table, changes, problems):
    assert problems_of(ticked, chair, number, table, **changes) == problems
    assert row_of(MeetingItem).status is ItemStatus.WAITING
    assert len(rows_of(Attendance)) == 3


def test_a_colleague_who_knows_the_person_does_not_sit_before_the_screen(chair, number):
    colleague = a_user(Role.INTERVENTION_TEAM)
    people.link(
        chair, CASES, number, user_id=colleague.id, from_on=TODAY, last_on=None, reason="Werkt mee."
    )
    meeting = a_meeting(chair, number)
    seat = seats(chair, number, meeting)[colleague.name]
    a_recusal(colleague.actor, number)

    assert problems_of(ticked, chair, number, meeting) == {"present": MeetingProblem.SHUT_OUT}
    ticked(chair, number, meeting, seat)
    assert row_of(MeetingItem).status is ItemStatus.OPEN


def test_a_meeting_is_not_held_before_its_day(chair, number):
    meeting = a_meeting(chair, number, on=TODAY + A_DAY)

    assert showing.show(chair, number, meeting).too_early
    assert problems_of(ticked, chair, number, meeting) == {"": MeetingProblem.TOO_EARLY}


def test_the_list_says_who_was_there_who_sent_word_and_who_did_not_come(chair, number, table):
    named = seats(chair, number, table)
    agent, tenant = named["Tijs Testman, wijkagent"], named["Willie van Waan, wijkagent"]

    ticked(chair, number, table, agent, tenant, excused=frozenset({agent}))
    closed(chair, number, table)

    told = {one.name: one.presence for one in get_decision_list(chair, number, table).seats}
    assert told == {
        chair.name: Presence.PRESENT,
        "Tijs Testman, wijkagent": Presence.EXCUSED,
        "Willie van Waan, wijkagent": Presence.ABSENT,
    }


def test_the_first_meeting_lets_the_plan_run_and_a_later_one_the_next_meeting(chair, number):
    assert due(TermKind.FIRST_MEETING)
    meeting = a_meeting(chair, number)
    assert due(TermKind.PLANNED_MEETING) == [TODAY]
    ticked(chair, number, meeting)
    closed(chair, number, meeting)

    assert due(TermKind.FIRST_MEETING) == due(TermKind.PLANNED_MEETING) == []
    assert due(TermKind.PLAN)
    assert due(TermKind.MEETING) == []

    again = a_meeting(chair, number)
    ticked(chair, number, again)
    closed(chair, number, again)
    assert due(TermKind.MEETING) == [TODAY + A_DAY * 42]


def test_a_later_meeting_is_no_first_one_because_another_case_still_waits_for_its(chair, number):
    other = a_case(State.INFORMATION_ROUND, by=chair)
    for _ in range(2):
        meeting = a_meeting(chair, number)
        ticked(chair, number, meeting)
        closed(chair, number, meeting)

    assert row_of(CaseTerm, kind=TermKind.FIRST_MEETING, ended_on=None).case_id == id_of(other)
    assert due(TermKind.MEETING) == [TODAY + A_DAY * 42]


def test_a_next_meeting_stands_on_the_calendar_with_the_same_people(chair, number, table):
    ticked(chair, number, table)
    closed(chair, number, table, next_on=TODAY + A_DAY * 28)

    following = next(one for one in rows_of(CaseMeeting) if one.id != table)
    assert (following.on, following.chair_id) == (TODAY + A_DAY * 28, chair.id)
    assert seats(chair, number, following.id) == {}
    invited = [get_preparing(chair, number, one).chosen for one in (following.id, table)]
    assert len(set(invited[0])) == 3
    assert set(invited[0]) == set(invited[1])
    assert due(TermKind.PLANNED_MEETING) == [TODAY + A_DAY * 28]


def test_two_cases_that_meet_again_on_one_day_do_so_in_one_meeting(chair, number):
    other = a_case(State.PLANNING, by=chair)
    meeting = a_meeting(chair, number, other)
    for one in (number, other):
        ticked(chair, one, meeting)
        closed(chair, one, meeting, next_on=TODAY + A_DAY * 28)

    assert len(rows_of(CaseMeeting)) == 2
    assert len(rows_of(MeetingItem, status=ItemStatus.WAITING)) == 2


def test_a_next_meeting_is_never_one_of_another_chair_or_another_municipality(stopped):
    chair = a_user(also={"BLA": Role.SAFETY_TEAM}).actor
    number = a_case(State.PLANNING, by=chair)
    soon = TODAY + A_DAY * 28
    colleague, elsewhere = a_user().actor, replace(chair, municipality="BLA")
    a_meeting(colleague, a_case(State.PLANNING, by=colleague), on=soon)
    a_meeting(elsewhere, a_case(State.PLANNING, by=elsewhere, municipality="BLA"), on=soon)

    table = a_meeting(chair, number)
    ticked(chair, number, table)
    closed(chair, number, table, next_on=soon)

    following = row_of(CaseMeeting, on=soon, chair_id=chair.id, municipality="LAR")
    assert row_of(MeetingItem, case_id=id_of(number), status=ItemStatus.WAITING).meeting_id == (
        following.id
    )


def test_a_next_meeting_is_never_one_that_was_cancelled(chair, number, table):
    soon = TODAY + A_DAY * 28
    gone = a_meeting(chair, a_case(State.PLANNING, by=chair), on=soon)
    version = row_of(CaseMeeting, id=gone).version
    meetings.cancel_meeting(chair, gone, version, reason="Te weinig mensen.")

    ticked(chair, number, table)
    closed(chair, number, table, next_on=soon)

    following = row_of(CaseMeeting, on=soon, cancelled_on=None)
    assert row_of(MeetingItem, status=ItemStatus.WAITING, meeting_id=following.id)


@pytest.mark.parametrize("days", [0, -1])
def test_a_next_meeting_is_after_today(chair, number, table, days):
    ticked(chair, number, table)

    found = problems_of(closed, chair, number, table, next_on=TODAY + A_DAY * days)
    assert found == {"next_on": MeetingProblem.NOT_YET}


def test_a_case_that_is_done_opens_again_until_its_list_is_approved(chair, number, table):
    ticked(chair, number, table)
    closed(chair, number, table)
    ticked(chair, number, table)
    closed(chair, number, table)
    version = showing.show(chair, number, table).version
    decision_list.approve(chair, number, table, version)

    assert problems_of(ticked, chair, number, table) == {"": MeetingProblem.APPROVED}
    assert problems_of(decide, chair, number, table) == {"": MeetingProblem.APPROVED}


@pytest.mark.both
def test_two_chairs_at_one_screen_do_not_undo_each_other(chair, number, table):
    version = showing.show(chair, number, table).version
    ticked(chair, number, table)

    with pytest.raises(StaleDossier):
        closing_item.close(chair, number, table, version, next_on=None)


def test_what_was_new_at_the_meeting_before_is_shown_when_somebody_asks(
    chair, number, table, police
):
    a_contribution(chair, number, police, fact="Oud nieuws.")
    ticked(chair, number, table)
    closed(chair, number, table)
    with clock.stopped_at(NOW + A_DAY * 20):
        a_contribution(chair, number, police, fact="Nieuw nieuws.")
        again = a_meeting(chair, number)
        ticked(chair, number, again)

        screen = showing.show(chair, number, again).screen
        everything = showing.show(chair, number, again, everything=True).screen

    assert ([one.fact for one in screen.told], screen.earlier) == (["Nieuw nieuws."], 1)
    assert [one.fact for one in everything.told] == ["Nieuw nieuws.", "Oud nieuws."]


def test_a_meeting_about_another_case_makes_no_news_old(chair, number, police):
    other = a_case(State.PLANNING, by=chair)
    a_contribution(chair, number, police, fact="Er is geklaagd.")
    elsewhere = a_meeting(chair, other)
    ticked(chair, other, elsewhere)
    closed(chair, other, elsewhere)
    with clock.stopped_at(NOW + A_DAY * 20):
        meeting = a_meeting(chair, number)
        ticked(chair, number, meeting)

        screen = showing.show(chair, number, meeting).screen

    assert ([one.fact for one in screen.told], screen.earlier) == (["Er is geklaagd."], 0)


def test_a_goal_that_was_dropped_is_on_no_screen(chair, number):
    a_goal(chair, number, text="Rust in de straat.")
    a_goal(chair, number, text=CANARY, status=GoalStatus.DROPPED)
    meeting = a_meeting(chair, number)
    ticked(chair, number, meeting)

    shown = str(showing.show(chair, number, meeting, everything=True))

    assert "Rust in de straat." in shown
    assert CANARY not in shown


@pytest.mark.parametrize(
    ("role", "linked", "municipality"),
    [
        (Role.INTERVENTION_TEAM, True, "LAR"),
        (Role.COORDINATOR, False, "LAR"),
        (Role.SAFETY_TEAM, False, "LAR"),
        (Role.SAFETY_TEAM, False, "EEM"),
    ],
)
def test_only_who_directs_at_team_veiligheid_drives_the_screen(
    chair, number, table, role, linked, municipality
):
    other = a_user(role, municipality)
    if linked:
        people.link(
            chair, CASES, number, user_id=other.id, from_on=TODAY, last_on=None, reason="Werkt mee."
        )

    for act in (ticked, decide, closed):
        with pytest.raises(Refused):
            act(other.actor, number, table)
    with pytest.raises(Refused):
        showing.show(other.actor, number, table)


def test_a_meeting_of_another_case_is_no_meeting_of_this_one(chair, number):
    meeting = a_meeting(chair, a_case(State.PLANNING, by=chair))

    for act in (ticked, decide, closed):
        assert problems_of(act, chair, number, meeting) == {"meeting": MeetingProblem.NOT_THERE}
