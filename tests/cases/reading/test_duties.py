# ruff: noqa: S311 - dice of a test, seeded
import random
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from pga.access.permissions import Permission, Role
from pga.cases.models.case import Case, CaseTerm
from pga.cases.models.doors import CaseFlag
from pga.cases.models.plan import CaseAction
from pga.cases.reading import duties
from pga.cases.reading.desk import get_desk
from pga.cases.reading.lists import Filter
from pga.cases.room import CASES
from pga.cases.rules.actions import ActionOutcome
from pga.cases.rules.duties import DutyKind, Held, is_own
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
from tests.support.rows import lines, rows_of
from tests.support.some import some

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

    lines = desk_of(own).work.lines
    found = {(one.number, one.what, one.due_on) for one in lines if one.number == number}
    assert {one.kind for one in lines if one.number == over} == {TermKind.FEEDBACK}

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
        return [one.what for one in desk_of(who.actor).work.lines].count(DutyKind.ACTION)

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


# --- whose it is, and what the page says of it


EACH_KIND = range(3)
"""The seeds of towns in which each kind of duty is somebody's own and somebody else's."""
SEEDS = [*EACH_KIND, *(pytest.param(seed, marks=pytest.mark.torture) for seed in range(3, 30))]


def a_random_town(dice, users):
    """Make cases with terms, flags and actions, of whomever."""
    there, by = an_organisation(), users[0]
    numbers = []
    for _ in range(4):
        linked = dice.sample([one.id for one in users[1:]], 2)
        number = a_case(dice.choice([State.REFERRED, State.PLANNING]), by=by.actor, linked=linked)
        numbers.append(number)
        for _ in range(3):
            due_on = clock.today() + dice.randint(0, 12) * A_DAY
            text = "Bel de school."
            setter = dice.choice([by, *(one for one in users if one.id in linked)])
            flags.flag(setter.actor, CASES, number, text=text, due_on=due_on)
        named = [None, *(one.id for one in users)]
        for _ in range(4):
            whose = {"organisation_id": there}
            if dice.random() < 0.5:
                whose = {"user_id": dice.choice([by.id, *linked])}
            due_on = clock.today() + dice.randint(0, 12) * A_DAY
            an_action(by.actor, number, due_on=due_on, **whose)
        with transaction() as session:
            case = session.get_one(Case, id_in(session, number))
            case.procesregisseur_id = dice.choice(named)
            case.casusregisseur_id = dice.choice(named)
            kind = TermKind.ZVH_ANSWER
            days = {"started_on": clock.today(), "due_on": clock.today() + A_DAY}
            session.add(CaseTerm(case_id=case.id, kind=kind, **days))
            record(session, by.actor, Line(Event.SEEDED, CASES.about(case.id)))
    return numbers


def held(duty):
    """Return what the rule wants to know of a line, straight from the store."""
    (case,) = rows_of(Case, number=duty.number)
    user_id = None
    if duty.what is not DutyKind.TERM:
        model = CaseAction if duty.what is DutyKind.ACTION else CaseFlag
        (row,) = rows_of(model, id=duty.id)
        user_id = row.user_id if duty.what is DutyKind.ACTION else row.by
    return Held(duty.what, duty.kind, user_id, case.procesregisseur_id, case.casusregisseur_id)


@pytest.mark.both
@pytest.mark.parametrize("seed", SEEDS)
def test_the_list_and_the_rule_agree_on_whose_it_is(stopped, monkeypatch, seed):
    dice = random.Random(seed)
    monkeypatch.setattr(duties, "MOST", 500)
    duties._due_question.cache_clear()
    users = [a_user(), a_user(), a_user(Role.INTERVENTION_TEAM), a_user(Role.INTERVENTION_TEAM)]
    numbers = a_random_town(dice, users)
    seen = set()

    for who in [*users, a_user(Role.COORDINATOR)]:
        work = desk_of(who.actor).work
        for one in some(line for line in work.lines if line.number in numbers):
            assert one.yours is is_own(held(one), who.id, who.actor.role)
            assert one in (work.own if one.yours else work.others).lines
            seen.add((one.what, one.yours))
    duties._due_question.cache_clear()
    assert seen == set(product(DutyKind, (True, False))) or seed not in EACH_KIND


def test_each_line_says_whose_it_is(member):
    colleague = a_user(Role.INTERVENTION_TEAM, name="Kim Zonnedauw")
    number = a_case(State.PLANNING, by=member.actor, linked=[colleague.id])
    soon = clock.today() + A_DAY
    there = an_organisation(name="Wijkteam De Gaard")
    for owner in ({}, {"user_id": colleague.id}, {"organisation_id": there}):
        an_action(member.actor, number, due_on=soon, **owner)
    for who in (member, colleague):
        flags.flag(who.actor, CASES, number, text="Bel de school.", due_on=soon)

    work = desk_of(member.actor).work

    def told(lines, what):
        return {(one.by_you, one.owner) for one in lines if one.what is what}

    me, kim, gaard = (True, member.name), (False, "Kim Zonnedauw"), (False, "Wijkteam De Gaard")
    assert told(work.own.lines, DutyKind.ACTION) == {me, gaard}
    assert told(work.others.lines, DutyKind.ACTION) == {kim}
    assert told(work.own.lines, DutyKind.FLAG) == {me, kim}
    assert told(work.own.lines, DutyKind.TERM) == {me}
    theirs = desk_of(colleague.actor).work
    assert told(theirs.own.lines, DutyKind.ACTION) == {(True, "Kim Zonnedauw")}
    assert told(theirs.others.lines, DutyKind.ACTION) == {(False, member.name), gaard}
    assert told(theirs.own.lines, DutyKind.FLAG) == {(True, "Kim Zonnedauw")}


@pytest.mark.bare
def test_a_line_tells_with_what_its_reader_may_see_to_it(member):
    worker, coordinator = a_user(Role.INTERVENTION_TEAM), a_user(Role.COORDINATOR)
    number = a_case(State.PLANNING, by=member.actor, linked=[worker.id])
    closed = a_case(State.PLANNING, by=member.actor, restricted=True)

    def may(who, which):
        return {one.may for one in desk_of(who.actor).work.lines if one.number == which}

    plan, flag = Permission.CASE_PLAN, Permission.CASE_FLAG
    triage, hold = Permission.CASE_TRIAGE, Permission.CASE_HOLD
    contact, told = Permission.CASE_CONTACT, Permission.CASE_FEEDBACK
    write = Permission.CASE_LETTERS
    assert may(member, number) == {frozenset({plan, flag, triage, hold, contact, told, write})}
    assert may(worker, number) == {frozenset({plan, flag, hold, contact})}
    assert may(coordinator, number) == {frozenset({flag, told, write})}
    assert may(member, closed) == {frozenset()}


def test_names_are_opened_once_for_each_case_that_is_shown_and_for_no_other(member, monkeypatch):
    monkeypatch.setattr(duties, "MOST", 2)
    duties._due_question.cache_clear()
    other = a_user()
    mine = a_case(State.PLANNING, by=member.actor)
    theirs = a_case(State.PLANNING, by=other.actor, linked=[member.id])
    hidden = [a_case(State.PLANNING, by=member.actor) for _ in range(3)]
    for number in (mine, theirs):
        an_action((member if number == mine else other).actor, number, due_on=clock.today())

    desk = get_desk(member.actor, Filter(size=1), names=True)

    duties._due_question.cache_clear()
    shown = {one.number for one in (*desk.work.lines, *desk.mine.lines)}
    assert {mine, theirs} <= shown
    assert not shown >= set(hidden)
    assert {one.name for one in some((*desk.work.lines, *desk.mine.lines))} == {"Jorinde Zichtbaar"}
    read = [line.object_id for line in lines(Event.READ)]
    assert sorted(read) == sorted(id_of(number) for number in shown)
