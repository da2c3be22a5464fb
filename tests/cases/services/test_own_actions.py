from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.models.case import Person
from pga.cases.models.plan import CaseAction, PlanGoal
from pga.cases.reading.action_list import get_action_list
from pga.cases.reading.actions import list_actions
from pga.cases.reading.decision_list import get_decision_list
from pga.cases.reading.duties import DutyKind
from pga.cases.reading.finding import find_case
from pga.cases.reading.handed_in import get_correcting
from pga.cases.reading.plan import get_plan, get_plan_for_person
from pga.cases.reading.plan_forms import get_action_form
from pga.cases.reading.sheet import get_sheet
from pga.cases.reading.showing import MeetingScreen
from pga.cases.reading.snapshot import snapshot_of
from pga.cases.reading.terms import rules_in_force
from pga.cases.room import CASES
from pga.cases.rules.actions import ActionGiven, ActionKind, ActionOutcome, ActionProblem
from pga.cases.rules.domains import LifeDomain
from pga.cases.rules.intake import GuardianGiven
from pga.cases.rules.owners import Own
from pga.cases.rules.plan import GoalGiven, GoalStatus, PlanProblem
from pga.cases.rules.plan_check import PlanRule
from pga.cases.rules.referral import BirthDate, CaseKind
from pga.cases.rules.states import State
from pga.cases.services import actions, plan, referral, showing
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.reading.changes import get_changes
from tests.builders import (
    CANARY,
    a_case,
    a_contact,
    a_decision,
    a_goal,
    a_meeting,
    a_person,
    a_referral,
    a_user,
    an_action,
    an_organisation,
    an_owner,
    closed,
    id_of,
    prepared,
    ticked,
)
from tests.support.desk import desk_of
from tests.support.rows import fingerprint, row_of, rows_of

NOW = datetime(2026, 11, 25, 13, tzinfo=UTC)
A_DAY = timedelta(days=1)
PARENT = GuardianGiven(name="Ilse Zonnedauw", relation="moeder")
FATHER = GuardianGiven(name="Bram Wulpenveer", relation="vader, Bram")
NAME = f"Jorinde {CANARY}"


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def member(stopped):
    return a_user().actor


@pytest.fixture
def number(member):
    return a_case(State.PLANNING, by=member)


def a_family(member, *births, guardians=(PARENT,)):
    people = tuple(a_person(call_name=f"Kind{year}", birth=BirthDate(year)) for year in births)
    kind = CaseKind.FAMILY if len(births) > 1 else CaseKind.PERSON
    given = a_referral(kind=kind, persons=people, guardians=guardians)
    return a_case(State.PLANNING, by=member, given=given)


def ours(actor, number):
    return get_action_form(actor, number).ours


def own_action(actor, number, one, **changes):
    return an_action(actor, number, owner=one.owner, **changes)


def test_the_person_has_an_action_as_named_on_that_day(member, number):
    (me,) = ours(member, number)
    own_action(member, number, me)
    corrected(member, number, "Rietorchis")

    (action,) = get_plan(member, number).plan.actions
    (on_sheet,) = get_sheet(member, number).actions

    assert (action.owner, action.own) == (NAME, Own.PERSON)
    assert (on_sheet.owner, on_sheet.own) == (NAME, Own.PERSON)


def corrected(member, number, surname, **changes):
    found = get_correcting(member, number)
    referral.correct(
        member,
        number,
        found.token,
        replace(found.given, persons=(a_person(surname=surname, **changes),)),
        organisation_id=found.organisation_id,
        reason="Verkeerd gespeld.",
    )


def test_the_name_stays_when_only_the_text_changes_and_is_new_for_a_new_choice(member, number):
    (me,) = ours(member, number)
    action_id = own_action(member, number, me)
    corrected(member, number, "Rietorchis")
    given = ActionGiven(
        text="Belt zelf.", kind=ActionKind.CARE, due_on=clock.today(), owner=me.owner
    )

    actions.change_action(member, number, action_id, 1, given, reason="Preciezer.")
    assert get_plan(member, number).plan.actions[0].owner == NAME

    other = replace(given, owner=an_owner(user_id=member.id))
    actions.change_action(member, number, action_id, 2, other, reason="Kan zelf niet.")
    row = row_of(CaseAction)
    assert (row.own, row.person_id) == (None, None)
    assert get_plan(member, number).plan.actions[0].owner == member.name

    actions.change_action(member, number, action_id, 3, given, reason="Kan het toch.")
    assert get_plan(member, number).plan.actions[0].owner == "Jorinde Rietorchis"


def test_another_owner_of_the_case_stands_in_the_changes_by_name_only(member, number):
    (me,) = ours(member, number)
    action_id = own_action(member, number, me)
    given = ActionGiven(
        text="Belt de corporatie over een betalingsregeling.",
        kind=ActionKind.SOCIAL,
        due_on=clock.today() + 14 * A_DAY,
        owner=an_owner(user_id=member.id),
    )
    actions.change_action(member, number, action_id, 1, given, reason="Kan zelf niet.")

    changed = [line for act in get_changes(member, CASES, number).acts for line in act.changed]

    told = {one.field: (one.was, one.now) for one in changed if one.table == "case_action"}
    assert told == {"user_id": (None, str(member.id)), "own_name": (NAME, None)}


@pytest.mark.parametrize(
    ("year", "who"),
    [
        (2018, [Own.GUARDIAN]),
        (2012, [Own.PERSON, Own.GUARDIAN]),
        (2009, [Own.PERSON, Own.GUARDIAN]),
        (1991, [Own.PERSON]),
    ],
)
def test_who_of_the_case_can_have_an_action_goes_by_age(member, year, who):
    number = a_family(member, year)

    assert [one.own for one in ours(member, number)] == who


def test_somebody_too_young_or_of_another_case_has_no_action(member, number):
    young = a_family(member, 2018)
    child = row_of(Person, case_id=id_of(young)).id
    (elsewhere,) = ours(member, number)
    before = fingerprint()

    for who in (
        {"person_id": child},
        {"owner": elsewhere.owner},
        {"guardian_id": uuid4()},
    ):
        with pytest.raises(Invalid) as refused:
            an_action(member, young, **who)
        assert refused.value.problems == {"owner": ActionProblem.NOT_AN_OWNER}
    assert fingerprint() == before


def test_an_action_that_stands_does_not_go_to_somebody_of_another_case(member, number):
    (elsewhere,) = ours(member, a_case(State.PLANNING, by=member))
    action_id = an_action(member, number)
    given = ActionGiven(
        text="Belt zelf.",
        kind=ActionKind.CARE,
        due_on=clock.today(),
        owner=elsewhere.owner,
    )
    before = fingerprint()

    with pytest.raises(Invalid) as refused:
        actions.change_action(member, number, action_id, 1, given, reason="Kan het zelf.")

    assert refused.value.problems == {"owner": ActionProblem.NOT_AN_OWNER}
    assert fingerprint() == before


def test_who_can_have_no_action_any_more_keeps_the_one_that_stands(member):
    number = a_family(member, 2012)
    parent = ours(member, number)[-1]
    action_id = own_action(member, number, parent)
    corrected(member, number, "Zichtbaar", birth=BirthDate(1991))
    given = ActionGiven(
        text="Belt de school.",
        kind=ActionKind.CARE,
        due_on=clock.today(),
        owner=parent.owner,
    )

    actions.change_action(member, number, action_id, 1, given, reason="Preciezer.")
    with pytest.raises(Invalid) as refused:
        own_action(member, number, parent)

    assert [one.own for one in ours(member, number)] == [Own.PERSON]
    assert get_plan(member, number).plan.actions[0].owner == parent.name
    assert refused.value.problems == {"owner": ActionProblem.NOT_AN_OWNER}


def test_several_parents_and_relatives_are_told_apart_by_number(member):
    number = a_family(member, 2010, 1988, 2009, guardians=(PARENT, FATHER))

    found = ours(member, number)
    for one in found:
        own_action(member, number, one)

    assert [(one.own, one.number, one.kin) for one in found] == [
        (Own.PERSON, 0, ""),
        (Own.FAMILY_MEMBER, 1, ""),
        (Own.FAMILY_MEMBER, 2, ""),
        (Own.GUARDIAN, 1, "moeder"),
        (Own.GUARDIAN, 2, ""),
    ]
    which = {(one.own, one.number) for one in found}
    told = (
        get_plan(member, number).plan.actions,
        get_plan_for_person(member, number, 0).plan.actions,
        get_sheet(member, number).actions,
    )
    for shown in told:
        assert {(one.own, one.own_number) for one in shown} == which
    listed = [
        (group.own, one.shown.own_number)
        for group in list_actions(member).groups
        for one in group.actions
    ]
    assert set(listed) == which


def test_the_numbers_of_one_case_say_nothing_of_another(member):
    two = a_family(member, 2010, guardians=(PARENT, FATHER))
    one = a_family(member, 2010)
    for number in (two, one):
        own_action(member, number, ours(member, number)[-1])

    numbers = {
        action.number: action.shown.own_number
        for group in list_actions(member).groups
        for action in group.actions
    }

    assert numbers == {two: 2, one: 0}


def test_what_the_person_may_not_read_is_not_for_the_person_to_do(member, number):
    (me,) = ours(member, number)
    hidden = a_goal(member, number, regie=True)

    for said in ({"regie": True}, {"goal_id": hidden}):
        with pytest.raises(Invalid) as refused:
            own_action(member, number, me, **said)
        assert refused.value.problems == {"owner": ActionProblem.REGIE_OF_OWN}
    assert rows_of(CaseAction) == []


@pytest.mark.parametrize("status", [GoalStatus.REACHED, GoalStatus.DROPPED])
def test_a_goal_does_not_end_while_the_person_has_an_open_action_below_it(member, number, status):
    (me,) = ours(member, number)
    goal_id = a_goal(member, number)
    action_id = own_action(member, number, me, goal_id=goal_id)
    ended = goal_given(status=status)
    before = fingerprint()

    with pytest.raises(Invalid) as refused:
        plan.change_goal(member, number, goal_id, 1, ended, reason="Klaar.")
    assert refused.value.problems == {"status": PlanProblem.OPEN_OWN}
    assert fingerprint() == before

    done = {"outcome": ActionOutcome.DONE, "result": "", "done_on": clock.today()}
    actions.settle_action(member, number, action_id, **done)
    plan.change_goal(member, number, goal_id, 1, ended, reason="Klaar.")
    assert row_of(PlanGoal).status is status


def test_a_goal_ends_whatever_the_person_has_to_do_below_another(member, number):
    (me,) = ours(member, number)
    ends, other = a_goal(member, number), a_goal(member, number)
    own_action(member, number, me, goal_id=other)
    ended = goal_given(status=GoalStatus.REACHED)

    plan.change_goal(member, number, ends, 1, ended, reason="Klaar.")

    assert row_of(PlanGoal, id=ends).status is GoalStatus.REACHED


def test_a_goal_that_turns_to_the_regie_does_not_take_the_persons_action_away(member, number):
    (me,) = ours(member, number)
    goal_id = a_goal(member, number)
    action_id = own_action(member, number, me, goal_id=goal_id)
    hidden = goal_given(regie=True)

    with pytest.raises(Invalid) as refused:
        plan.change_goal(member, number, goal_id, 1, hidden, reason="Gevoelig.")
    assert refused.value.problems == {"regie": PlanProblem.HIDES_OWN}
    assert len(get_plan_for_person(member, number, 0).plan.actions) == 1

    mine = ActionGiven(
        text="Belt.",
        kind=ActionKind.CARE,
        due_on=clock.today(),
        owner=an_owner(user_id=member.id),
        goal_id=goal_id,
    )
    actions.change_action(member, number, action_id, 1, mine, reason="Kan zelf niet.")
    plan.change_goal(member, number, goal_id, 1, hidden, reason="Gevoelig.")
    assert row_of(PlanGoal).regie


def test_an_action_below_a_goal_that_ended_does_not_go_to_the_person(member, number):
    (me,) = ours(member, number)
    goal_id = a_goal(member, number)
    action_id = an_action(member, number, goal_id=goal_id)
    plan.change_goal(
        member, number, goal_id, 1, goal_given(status=GoalStatus.REACHED), reason="Klaar."
    )
    given = ActionGiven(
        text="Belt zelf.",
        kind=ActionKind.CARE,
        due_on=clock.today(),
        owner=me.owner,
        goal_id=goal_id,
    )

    with pytest.raises(Invalid) as refused:
        actions.change_action(member, number, action_id, 1, given, reason="Kan het zelf.")

    assert refused.value.problems == {"goal_id": ActionProblem.NO_GOAL}


def goal_given(**changes):
    usual = GoalGiven(domain=LifeDomain.HOUSING, status=GoalStatus.NOW, text="De huur is betaald.")
    return replace(usual, **changes)


@pytest.mark.parametrize(("role", "town"), [(Role.SAFETY_TEAM, "LAR"), (Role.COORDINATOR, "EEM")])
def test_who_is_not_on_the_case_gives_the_person_nothing(member, number, role, town):
    (me,) = ours(member, number)
    other = a_user(role, town).actor

    with pytest.raises(Refused):
        own_action(other, number, me)

    assert rows_of(CaseAction) == []


def test_whoever_works_on_the_case_watches_over_it_and_it_counts_as_owned(member, number):
    (me,) = ours(member, number)
    own_action(member, number, me)

    waiting = [one.what for one in desk_of(member).work.lines]
    with transaction() as session:
        found = find_case(session, member, number)
        rules = rules_in_force(session, found.dossier.municipality)
        without = snapshot_of(session, found.dossier, rules).actions_without_owner

    assert DutyKind.ACTION in waiting
    assert without == 0


def test_the_list_of_actions_shows_no_name_until_it_is_asked_for(member, number):
    (me,) = ours(member, number)
    own_action(member, number, me)

    (group,) = list_actions(member).groups
    (with_texts,) = list_actions(member, texts=True).groups

    hidden, told = group.actions[0].shown, with_texts.actions[0].shown
    assert (group.own, group.owner, hidden.owner, hidden.text) == (Own.PERSON, "", None, None)
    assert (with_texts.owner, told.owner) == ("", NAME)


# --- in a meeting


@pytest.fixture
def gathered(member):
    number = a_family(member, 2010)
    partner = an_organisation(name="Wijkteam De Gaard")
    contact_id = a_contact(partner)
    meeting_id = a_meeting(member, number)
    prepared(member, number, meeting_id, f"c:{contact_id}")
    ticked(member, number, meeting_id)
    return number, meeting_id, partner


def screen_of(member, number, meeting_id):
    room = showing.show(member, number, meeting_id)
    assert isinstance(room, MeetingScreen)
    return room.screen


@pytest.mark.both
def test_a_decision_gives_the_person_or_a_parent_an_action_without_a_name_on_the_screen(
    member, gathered
):
    number, meeting_id, _ = gathered
    choices = screen_of(member, number, meeting_id).ours
    for one in choices:
        a_decision(member, number, meeting_id, owner=one.owner, due_on=clock.today() + A_DAY)
    screen = screen_of(member, number, meeting_id)
    closed(member, number, meeting_id)
    on_list = get_decision_list(member, number, meeting_id).decisions

    assert [(one.number, one.kin) for one in choices] == [(0, ""), (0, "moeder")]
    decided = [one.action for one in (*screen.decisions, *on_list)]
    assert screen.actions == ()  # what was decided here stands once, below the decisions
    assert {one.own for one in decided} == {Own.PERSON, Own.GUARDIAN}
    assert {one.owner for one in decided} == {None}
    assert [one.action.own for one in on_list] == [Own.PERSON, Own.GUARDIAN]
    assert {one.owner for one in get_plan(member, number).plan.actions} == {
        f"Kind2010 {CANARY}",
        "Ilse Zonnedauw, moeder",
    }


def test_what_the_person_does_is_never_on_the_list_of_a_partner(member, gathered):
    number, meeting_id, partner = gathered
    for one in screen_of(member, number, meeting_id).ours:
        own_action(member, number, one, text="Ruimt zelf de kelder op.")
    an_action(member, number, organisation_id=partner, text="Haalt het grofvuil op.")

    (sheet,) = get_action_list(member, meeting_id, partner).sheets

    assert [one.text for one in sheet.actions] == ["Haalt het grofvuil op."]


@pytest.mark.parametrize("there", [True, False])
def test_the_plankeuring_asks_whether_the_person_was_at_the_table(member, number, there):
    meeting_id = a_meeting(member, number)
    prepared(member, number, meeting_id, *(["person"] if there else []))
    ticked(member, number, meeting_id)
    closed(member, number, meeting_id)
    (me,) = ours(member, number)
    own_action(member, number, me)

    found = {one.rule for one in get_plan(member, number).review.findings}

    assert (PlanRule.NOT_AT_TABLE in found) is not there


# --- what the person reads


def test_the_person_reads_who_of_the_family_does_it_but_no_name_of_another(member):
    number = a_family(member, 1991, 2010)
    for one in ours(member, number):
        own_action(member, number, one)

    told = get_plan_for_person(member, number, 0).plan

    assert {(one.own, one.owner) for one in told.actions} == {
        (Own.PERSON, f"Kind1991 {CANARY}"),
        (Own.FAMILY_MEMBER, ""),
        (Own.GUARDIAN, "moeder"),
    }
