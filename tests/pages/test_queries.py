"""What a page costs: as many questions for thirty cases as for three; nothing opened in vain."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from pga.access.permissions import Role
from pga.cases.models.case import Person, StateChange
from pga.cases.room import CASES, CASUSREGISSEUR
from pga.cases.rules.actions import ActionGiven, ActionKind
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.states import State
from pga.cases.services import actions
from pga.core import clock
from pga.core.database import db, transaction
from pga.dossiers.services import flags, people
from pga.privacy import safe
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record
from tests.builders import (
    CANARY,
    a_case,
    a_contact,
    a_contribution,
    a_goal,
    a_person,
    a_referral,
    a_user,
    an_action,
    an_error_in,
    an_organisation,
    an_owner,
    an_unasked_contribution,
    id_of,
    version_of,
)
from tests.support.rows import lines, row_of

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.fixture
def member(app):
    return a_user()


@pytest.fixture
def opened(monkeypatch):
    """Count what is opened, by the name of the field."""
    found, really = [], safe.open_

    def open_(*given, **more):
        found.append(given)
        return really(*given, **more)

    monkeypatch.setattr(safe, "open_", open_)
    return found


def statements(act):
    """Return the statements that an act sends to the store of the data."""
    found = []

    def note(_connection, _cursor, statement, *_):
        found.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)
    return found


def cost(page, path):
    page.get(path)
    return len(statements(lambda: page.get(path)))


@pytest.mark.parametrize("path", ["/werk", "/casussen", "/casussen?wie=all&volgorde=state"])
def test_a_list_asks_as_much_for_thirty_cases_as_for_three(page, member, path):
    page.log_in(member)
    for _ in range(3):
        a_case(by=member.actor)
    few = cost(page, path)

    for _ in range(27):
        a_case(by=member.actor)

    assert cost(page, path) == few
    assert few <= 30


def waiting(member, colleague, times):
    """Let all sorts of things wait for a colleague of whomever, and tell them of it."""
    for _ in range(times):
        number = a_case(State.PLANNING, by=member.actor, linked=[colleague.id])
        goal_id = a_goal(member.actor, number)
        for owner in ({}, {"user_id": colleague.id}, {"organisation_id": an_organisation()}):
            an_action(member.actor, number, goal_id=goal_id, due_on=clock.today(), **owner)
        person_id = row_of(Person, case_id=id_of(number)).id
        an_action(member.actor, number, person_id=person_id, due_on=clock.today())
        for who in (member, colleague):
            text, due_on = "Bel de school.", clock.today() + timedelta(days=60)
            flags.flag(who.actor, CASES, number, text=text, due_on=due_on)


@pytest.mark.parametrize("path", ["/werk", "/acties"])
@pytest.mark.parametrize("names", [False, True])
def test_what_waits_costs_as_much_for_thirty_cases_as_for_three(page, member, path, names):
    director = a_user()
    page.log_in(member)
    waiting(director, member, 3)
    if names:
        page.post(path, at=path)
    few = cost(page, path)

    waiting(director, member, 12)

    assert cost(page, path) == few
    assert few <= 40


def test_names_cost_no_more_questions_for_more_cases(page, member):
    page.log_in(member)
    token = dict(page.form(page.get("/account").text, "/uitloggen", own=False))["csrf_token"]

    def show():
        page.send("/casussen", [("csrf_token", token)])
        assert CANARY in page.get("/casussen").text

    for _ in range(3):
        a_case(by=member.actor)
    show()
    few = len(statements(show))
    for _ in range(17):
        a_case(by=member.actor)
    show()

    assert len(statements(show)) == few


def test_a_search_asks_as_much_for_thirty_cases_as_for_three(page, member):
    page.log_in(member)
    standing = page.form(page.get("/zoeken").text, "/zoeken")
    typed = [*standing, ("surname", CANARY), ("birth", "1991")]

    def seek():
        answer = page.send("/zoeken", typed)
        assert CANARY in page.get(answer.headers["Location"]).text

    for _ in range(3):
        a_case(by=member.actor)
    seek()
    few = len(statements(seek))
    for _ in range(27):
        a_case(by=member.actor)
    seek()

    assert len(statements(seek)) == few
    assert few <= 30


@pytest.mark.parametrize("path", ["", "/wijzigingen", "/aanmelding", "/betrokken"])
def test_a_case_asks_as_much_after_a_long_life_as_after_a_short_one(page, member, path):
    page.log_in(member)
    number = a_case(State.IN_EXECUTION, by=member.actor)
    live(number, member, 3)
    few = cost(page, f"/casussen/{number}{path}")

    live(number, member, 27)

    assert cost(page, f"/casussen/{number}{path}") == few
    assert few <= 35


def live(number, member, times):
    """Let a case move and get another casusregisseur, a number of times."""
    case_id, others = id_of(number), [member.id, a_user().id]
    for at in range(times):
        with clock.stopped_at(clock.now() + timedelta(seconds=at)):
            with transaction() as session:
                session.add(
                    StateChange(
                        case_id=case_id,
                        move=MoveCode.RESUME,
                        state=State.IN_EXECUTION,
                        at=clock.now(),
                        by=member.id,
                        checks="",
                        reason="Het kan weer verder.",
                    )
                )
                record(session, member.actor, Line(Event.SEEDED, Object("case", case_id)))
            people.name_director(
                member.actor,
                CASES,
                number,
                version_of(number),
                part=CASUSREGISSEUR,
                user_id=others[at % 2],
                reason="Kent de wijk.",
            )


@pytest.mark.parametrize("path", ["", "/plan", "/informatieronde", "/wijzigingen"])
def test_a_case_asks_as_much_for_a_long_plan_and_many_contributions(page, member, path):
    page.log_in(member)
    number = a_case(State.IN_EXECUTION, by=member.actor)
    fill(number, member, 3)
    few = cost(page, f"/casussen/{number}{path}")

    fill(number, member, 12)

    assert cost(page, f"/casussen/{number}{path}") == few
    assert few <= 40


def test_the_changes_cost_as_much_for_who_does_not_read_the_regie(page, member):
    worker = a_user(Role.INTERVENTION_TEAM)
    number = a_case(State.IN_EXECUTION, by=member.actor, linked=[worker.id])
    page.log_in(worker)
    fill(number, member, 3)
    few = cost(page, f"/casussen/{number}/wijzigingen")

    fill(number, member, 9)

    assert cost(page, f"/casussen/{number}/wijzigingen") == few


def fill(number, member, times):
    """Let a case get goals, actions of all sorts, answers, contributions and errors in them."""
    for _ in range(times):
        there = an_organisation()
        goal_id = a_goal(member.actor, number)
        mine = an_action(member.actor, number, goal_id=goal_id)
        an_action(member.actor, number, organisation_id=there, contact_id=a_contact(there))
        given = ActionGiven(
            text="Gaat langs.",
            kind=ActionKind.CARE,
            owner=an_owner(user_id=member.id),
            due_on=clock.today(),
        )
        actions.change_action(member.actor, number, mine, 1, given, reason="Belde al.")
        a_contribution(member.actor, number, there)
        an_error_in(member.actor, number, a_contribution(member.actor, number))
        an_unasked_contribution(member.actor, number, there)


def test_a_family_of_twelve_costs_no_more_questions_than_one_person(page, member):
    family = tuple(a_person(call_name=f"Kind {at}") for at in range(12))
    big, small = a_case(by=member.actor, given=a_referral(persons=family)), a_case(by=member.actor)
    page.log_in(member)

    for path in ("", "/aanmelding"):
        assert cost(page, f"/casussen/{big}{path}") == cost(page, f"/casussen/{small}{path}")


@pytest.mark.parametrize("path", ["/werk", "/casussen", "/casussen?wie=all", "/account"])
def test_a_page_without_names_opens_nothing(page, member, opened, path):
    a_case(State.IN_EXECUTION, by=member.actor)
    page.log_in(member)
    opened.clear()

    page.get(path)

    assert opened == []
    assert lines(Event.READ) == []


def test_a_form_opens_nothing_of_what_else_one_keeps(page, member, opened):
    page.log_in(member).post("/zoeken", {"surname": CANARY, "birth": "1991"})
    opened.clear()

    page.get("/account")

    assert opened == []


def test_a_refused_page_opens_nothing(page, member, opened):
    number = a_case(State.PLANNING)
    page.log_in(member)
    opened.clear()

    page.get(f"/casussen/{number}", status=404)

    assert opened == []


def test_a_sheet_opens_what_it_shows_and_says_so(page, member, opened):
    number = a_case(State.IN_EXECUTION, by=member.actor)
    page.log_in(member)
    opened.clear()

    page.get(f"/casussen/{number}")

    kinds = {f"{table}.{column}" for _, table, column, *_ in opened}
    assert kinds == {"person.call_name", "person.surname", "person.residence"}
    (line,) = lines(Event.READ)
    assert kinds <= set(line.fields.split(","))
    assert not {name for name in line.fields.split(",") if name.startswith("referral.")}


def test_a_list_with_names_opens_two_fields_for_each_shown_case(page, member, opened):
    for _ in range(4):
        a_case(by=member.actor)
    page.log_in(member)
    opened.clear()

    page.post("/casussen", at="/casussen")
    assert opened == []
    page.get("/casussen")

    assert sorted(column for _, _, column, *_ in opened) == ["call_name"] * 4 + ["surname"] * 4


def test_the_inzagen_open_no_story(page, member, opened):
    number = a_case(State.IN_EXECUTION, by=member.actor)
    page.log_in(member)
    page.get(f"/casussen/{number}")
    opened.clear()

    page.get(f"/casussen/{number}/inzagen")

    assert {column for _, _, column, *_ in opened} == {"call_name", "surname"}
