from dataclasses import replace
from datetime import timedelta

import pytest

from pga.access.permissions import Role
from pga.cases.models.plan import CaseAction, PlanGoal
from pga.cases.reading.handed_in import get_correcting
from pga.cases.reading.plan_forms import get_action_form
from pga.cases.room import CASES
from pga.cases.rules.actions import ActionKind
from pga.cases.rules.intake import GuardianGiven
from pga.cases.rules.owners import Own
from pga.cases.rules.plan import GoalStatus
from pga.cases.rules.referral import BirthDate, CaseKind
from pga.cases.rules.states import State
from pga.cases.services import referral
from pga.core import clock
from pga.dossiers.services import people
from tests.builders import (
    a_case,
    a_contact,
    a_goal,
    a_meeting,
    a_person,
    a_recusal,
    a_referral,
    a_user,
    an_action,
    an_organisation,
    closed,
    prepared,
    ticked,
)
from tests.support.pages import text_of
from tests.support.rows import row_of, rows_of
from tests.support.some import some

CHILD = "Roosje Zichtbaar"
MOTHER = GuardianGiven(name="Ilse Roerdomper", relation="moeder")
FATHER = GuardianGiven(name="Bram Wulpenveer", relation="vader van Roos")
NAMES = ("Roosje", "Zichtbaar", "Roerdomper", "Wulpenveer")


@pytest.fixture
def member(app):
    return a_user()


def a_child(member, birth=2010):
    """Register a child with two parents, whose case waits for a plan."""
    person = a_person(call_name="Roosje", surname="Zichtbaar", birth=BirthDate(birth))
    given = a_referral(persons=(person,), guardians=(MOTHER, FATHER))
    return a_case(State.PLANNING, by=member.actor, given=given, director=member.id)


@pytest.fixture
def number(member):
    return a_child(member)


def keys(member, number):
    return [str(one.owner) for one in get_action_form(member.actor, number).ours]


def soon(days=7):
    return (clock.today() + timedelta(days=days)).strftime("%d-%m-%Y")


def typed(owner, **more):
    return {"text": "Belt de school.", "kind": "social", "due_on": soon(), "owner": owner, **more}


def grown_up(member, number):
    """Correct the birth date: somebody who is of age has no parents with authority."""
    found = get_correcting(member.actor, number)
    person = a_person(call_name="Roosje", surname="Zichtbaar", birth=BirthDate(1990))
    referral.correct(
        member.actor,
        number,
        found.token,
        replace(found.given, persons=(person,)),
        organisation_id=found.organisation_id,
        reason="Ander geboortejaar.",
    )


@pytest.fixture
def room(page, member, number):
    """Open a case on the shared screen; return its address."""
    meeting_id = a_meeting(member.actor, number)
    prepared(member.actor, number, meeting_id, f"c:{a_contact(an_organisation())}")
    ticked(member.actor, number, meeting_id)
    page.log_in(member)
    return f"/casussen/{number}/overleggen/{meeting_id}/scherm"


def test_a_parent_is_chosen_for_an_action_and_stands_in_the_plan(page, member, number):
    _, mother, father = keys(member, number)
    new, plan = f"/casussen/{number}/acties/nieuw", f"/casussen/{number}/plan"
    page.log_in(member)
    shown = text_of(page.get(new))
    assert f"{CHILD} (betrokkene)" in shown
    assert "Ilse Roerdomper, moeder (gezaghebbende 1)" in shown
    assert "Bram Wulpenveer, vader van Roos (gezaghebbende 2)" in shown

    page.post(new, typed(father))

    assert "Bram Wulpenveer, vader van Roos (gezaghebbende 2)" in text_of(page.get(plan))
    action = row_of(CaseAction)
    change = f"/casussen/{number}/acties/{action.id}"
    assert dict(page.form(page.get(change).text, change))["owner"] == father
    page.post(change, {"owner": mother, "reason": "Bram werkt dan."})
    assert "Ilse Roerdomper, moeder (gezaghebbende 1)" in text_of(page.get(plan))
    outcome = text_of(page.get(f"{change}/uitkomst"))
    assert "Ilse Roerdomper, moeder (gezaghebbende 1)" in outcome
    assert "Ilse Roerdomper, moeder (gezaghebbende 1)" in text_of(page.get(f"/casussen/{number}"))


def test_the_person_is_chosen_and_reads_so_in_the_plan(page, member, number):
    child, mother, father = keys(member, number)
    page.log_in(member)
    for owner in (child, mother, father):
        page.post(f"/casussen/{number}/acties/nieuw", typed(owner))
    page.never = ("Ilse", "Roerdomper", "Bram", "Wulpenveer")

    told = text_of(page.get(f"/casussen/{number}/plan/voor-betrokkene/0"))

    assert "Belt de school. (uzelf, vóór" in told
    assert "Belt de school. (moeder, gezaghebbende 1, vóór" in told
    assert "Belt de school. (gezaghebbende 2, vóór" in told


def test_who_cannot_be_chosen_is_refused_and_nothing_is_written(page, member, number):
    here = keys(member, number)
    elsewhere = keys(member, a_child(member))
    young = a_child(member, 2020)
    page.log_in(member)
    new = f"/casussen/{number}/acties/nieuw"
    shown = page.get(new).text
    assert all(one in shown for one in some(here))
    assert not any(one in shown for one in some(elsewhere))
    assert (
        CHILD not in text_of(page.get(f"/casussen/{young}/acties/nieuw")).split("Wie doet dit?")[1]
    )
    grown_up(member, number)
    shown = page.get(new).text
    assert here[0] in shown
    assert not any(parent in shown for parent in some(here[1:]))

    for owner in (*elsewhere, *here[1:], f"p:{here[0]}", "p:", "p:niemand", "g:1"):
        page.post(new, typed(owner), status=200)

    assert rows_of(CaseAction) == []


def test_a_parent_who_has_no_authority_any_more_is_offered_only_where_the_action_stands(
    page, member, number
):
    _, mother, father = keys(member, number)
    page.log_in(member)
    page.post(f"/casussen/{number}/acties/nieuw", typed(mother))
    grown_up(member, number)
    change = f"/casussen/{number}/acties/{row_of(CaseAction).id}"

    shown = page.get(change).text
    assert mother in shown
    assert father not in shown
    page.post(change, {"text": "Belt de school op.", "reason": "Duidelijker."})

    assert row_of(CaseAction).own is Own.GUARDIAN


@pytest.mark.parametrize("who", ["not_linked", "elsewhere", "recused"])
def test_who_may_not_open_the_case_finds_nobody_to_choose(page, member, number, who):
    (owner, *_) = keys(member, number)
    other = a_user(municipality="EEM" if who == "elsewhere" else "LAR")
    if who == "recused":
        other = member
        a_recusal(member.actor, number)
    new = f"/casussen/{number}/acties/nieuw"
    page.log_in(other)
    page.never = NAMES
    mine = "/overleggen/nieuw"
    token = [pair for pair in page.form(page.get(mine).text, mine) if pair[0] == "csrf_token"]
    assert token

    page.get(new, status=404)
    page.send(new, [*token, *typed(owner).items()], status=404)

    assert rows_of(CaseAction) == []


def test_what_is_for_the_regie_is_not_for_the_person_to_do(page, member, number):
    (child, *_) = keys(member, number)
    hidden = a_goal(member.actor, number, regie=True)
    page.log_in(member)

    for more in ({"regie": "y"}, {"goal_id": str(hidden)}):
        told = page.post(f"/casussen/{number}/acties/nieuw", typed(child, **more), status=200)
        assert "dus wie het doet mag het niet lezen" in text_of(told)

    assert rows_of(CaseAction) == []


def test_a_goal_that_would_take_the_persons_action_away_is_refused_beside_its_field(
    page, member, number
):
    (child, *_) = keys(member, number)
    goal_id = a_goal(member.actor, number)
    page.log_in(member)
    page.post(f"/casussen/{number}/acties/nieuw", typed(child, goal_id=str(goal_id)))
    url = f"/casussen/{number}/doelen/{goal_id}"

    regie = page.post(url, {"regie": "y", "reason": "Gevoelig."}, status=200)
    ended = page.post(url, {"status": "reached", "reason": "Klaar."}, status=200)

    assert 'id="regie-e"' in regie.text
    assert "leest die dan niet meer" in text_of(regie)
    assert "Leg eerst de uitkomst vast" in text_of(ended)
    assert (row_of(PlanGoal).regie, row_of(PlanGoal).status) == (False, GoalStatus.NOW)


def test_the_aanmelding_tells_which_parent_and_which_relative_has_which_number(page, member):
    people = tuple(a_person(call_name=name) for name in ("Roosje", "Wies", "Teun"))
    given = a_referral(kind=CaseKind.FAMILY, persons=people, guardians=(MOTHER, FATHER))
    number = a_case(State.PLANNING, by=member.actor, given=given)
    page.log_in(member)

    told = text_of(page.get(f"/casussen/{number}/aanmelding"))

    for one in some(get_action_form(member.actor, number).ours[1:3]):
        assert f"{one.name} Gezinslid {one.number}" in told
    assert "Gezaghebbende 1 Naam Ilse Roerdomper" in told
    assert "Gezaghebbende 2 Naam Bram Wulpenveer" in told


# --- in a meeting


def test_a_decision_for_the_person_or_a_parent_shows_no_name_on_the_screen(
    page, member, number, room
):
    child, _, father = keys(member, number)
    page.never = NAMES
    shown = text_of(page.get(room))
    for words in ("Betrokkene", "Gezaghebbende 1 (moeder)", "Gezaghebbende 2"):
        assert words in shown

    for owner in (child, father):
        decision = {"text": "Belt de school.", "owner": owner, "due_on": soon()}
        page.post(f"{room}/besluit", decision, at=room)

    told = text_of(page.get(room))
    assert "B2 vastgelegd" in told
    assert told.count("Belt de school. Gezaghebbende 2") == 1
    assert {(one.own, one.kind) for one in rows_of(CaseAction)} == {
        (Own.PERSON, ActionKind.SOCIAL),
        (Own.GUARDIAN, ActionKind.SOCIAL),
    }


def test_a_decision_for_who_cannot_be_chosen_is_refused(page, member, number, room):
    here = keys(member, number)
    elsewhere = keys(member, a_child(member))
    grown_up(member, number)
    page.never = NAMES

    for owner in (*elsewhere, *here[1:], "p:", "p:niemand", "g:1", f"a:{here[0][2:]}"):
        decision = {"text": "Belt de school.", "owner": owner, "due_on": soon()}
        page.post(f"{room}/besluit", decision, at=room, status=200)

    assert rows_of(CaseAction) == []


def test_who_stepped_back_decides_nothing_for_the_person(page, member, number, room):
    (child, *_) = keys(member, number)
    form = page.form(page.get(room).text, f"{room}/besluit", own=False)
    a_recusal(member.actor, number)
    decision = {"text": "Belt de school.", "owner": child, "due_on": soon()}
    sent = [pair for pair in form if pair[0] not in decision] + [*decision.items()]

    page.send(f"{room}/besluit", sent, status=404)

    assert rows_of(CaseAction) == []


# --- where actions are listed


@pytest.mark.both
def test_each_list_tells_what_is_asked_of_the_person_and_names_nobody(page, member, number):
    child, mother, _ = keys(member, number)
    partner = an_organisation(name="Wijkteam De Gaard")
    meeting_id = a_meeting(member.actor, number)
    prepared(member.actor, number, meeting_id, f"c:{a_contact(partner)}")
    ticked(member.actor, number, meeting_id)
    page.log_in(member)
    url = f"/casussen/{number}/overleggen/{meeting_id}"
    for owner in (child, mother):
        decision = {"text": "Belt de school.", "owner": owner, "due_on": soon()}
        page.post(f"{url}/scherm/besluit", decision, at=f"{url}/scherm")
    an_action(member.actor, number, organisation_id=partner, text="Haalt het grofvuil op.")
    an_action(member.actor, number)
    closed(member.actor, number, meeting_id)
    page.never = NAMES

    listed = text_of(page.get("/acties"))
    assert "Gezaghebbenden" in listed
    work = text_of(page.get("/werk"))
    paper = text_of(page.get(f"/overleggen/{meeting_id}/actielijst/{partner}"))

    assert "gezaghebbende 1" in listed
    assert "Belt de school" not in listed + work + paper
    for who in some(("gezaghebbende 1", "betrokkene", "Wijkteam De Gaard", "u")):
        assert f"Actie van {who}, sociaal, klaar vóór " in work
    assert "Haalt het grofvuil op." in paper
    assert not any(word in paper.lower() for word in ("gezaghebbende", "moeder"))

    page.never = (FATHER.name, MOTHER.name)
    decided = text_of(page.get(f"{url}/besluiten"))
    assert "Belt de school. Betrokkene, vóór of op" in decided
    assert "Belt de school. Gezaghebbende 1, vóór of op" in decided

    page.never = (FATHER.name,)
    page.post("/acties", at="/acties")
    asked = text_of(page.get("/acties"))
    assert "Belt de school. Ilse Roerdomper, moeder gezaghebbende 1" in asked
    assert f"Belt de school. {CHILD}" in asked


def test_a_linked_colleague_of_the_interventieteam_asks_after_it_too(page, member, number):
    (child, *_) = keys(member, number)
    worker = a_user(Role.INTERVENTION_TEAM)
    linked = {"from_on": clock.today(), "last_on": None, "reason": "Werkt mee."}
    people.link(member.actor, CASES, number, user_id=worker.id, **linked)
    page.log_in(member)
    page.post(f"/casussen/{number}/acties/nieuw", typed(child))

    page.log_in(worker)
    page.never = NAMES
    work = text_of(page.get("/werk"))

    assert "Actie van betrokkene, sociaal, klaar vóór " in work
