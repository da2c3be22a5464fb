from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pga.access.permissions import Role
from pga.access.policy import Layer, Refused
from pga.cases.models.case import Case, CaseTerm, StateChange
from pga.cases.models.plan import CaseAction, PlanVersion
from pga.cases.models.referral import ThirdPartyMark
from pga.cases.reading.plan import get_plan, get_plan_for_person, get_version
from pga.cases.reading.plan_forms import get_goal_form
from pga.cases.reading.sheet import get_sheet
from pga.cases.room import CASES
from pga.cases.rules.actions import NO_PASSAGE, ActionKind, ActionOutcome, ActionProblem, Passage
from pga.cases.rules.domains import LifeDomain, Score
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.needs import Need
from pga.cases.rules.plan import LEFT_OUT, GoalGiven, GoalStatus, PlanProblem, PlanReply, PlanText
from pga.cases.rules.plan_check import PlanRule
from pga.cases.rules.referral import ThirdPartyRelation
from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind
from pga.cases.services import actions, plan
from pga.core import clock
from pga.core.errors import Invalid, StaleDossier, StepBlocked
from pga.dossiers.reading.changes import get_changes
from pga.privacy.events import Event
from tests.builders import (
    a_case,
    a_decision_list,
    a_goal,
    a_measurement,
    a_plan,
    a_user,
    an_action,
    an_organisation,
    name_casusregisseur,
    token_of_plan,
    version_of,
)
from tests.support.rows import fingerprint, lines, row_of, rows_of

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
A_DAY = timedelta(days=1)
CANARY = "De buurvrouw Spreeuwenburg belde twee keer."


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def member(stopped):
    return a_user()


@pytest.fixture
def number(member):
    return a_case(State.PLANNING, by=member.actor)


def adopt(member, number, why=""):
    token = token_of_plan(member.actor, number)
    plan.adopt_plan(member.actor, number, version_of(number), token, why=why)


def revise(member, number, why="De huur is betaald."):
    plan.revise_plan(
        member.actor,
        number,
        version_of(number),
        token_of_plan(member.actor, number),
        why=why,
    )


def terms_of(number):
    return {
        row.kind: row.due_on
        for row in rows_of(CaseTerm, case_id=row_of(Case, number=number).id, ended_on=None)
    }


def write(member, number, *, about_other=NO_PASSAGE, version=0, **texts):
    plan.write_texts(
        member.actor,
        number,
        version,
        {PlanText(name): text for name, text in texts.items()},
        about_other=about_other,
        reason="Na het overleg.",
    )


# --- goals and texts


def test_a_goal_stands_below_its_tab_with_the_persons_words(member, number):
    a_goal(member.actor, number)

    (goal,) = get_plan(member.actor, number).plan.goals

    assert (goal.domain, goal.status) == (LifeDomain.HOUSING, GoalStatus.NOW)
    assert goal.words == "Ik wil in mijn huis blijven."
    assert len(lines(Event.PLAN_WRITTEN)) == 1


def test_a_goal_that_is_dropped_stays_readable_with_its_reason(member, number):
    goal_id = a_goal(member.actor, number)
    gone = GoalGiven(
        domain=LifeDomain.HOUSING,
        status=GoalStatus.DROPPED,
        text="Voor de zomer is de huur betaald.",
    )

    with clock.stopped_at(NOW + A_DAY):
        reason = "Verhuisd naar familie."
        plan.change_goal(member.actor, number, goal_id, 1, gone, reason=reason)

    page = get_plan(member.actor, number)
    assert page.counts == {**dict.fromkeys(GoalStatus, 0), GoalStatus.DROPPED: 1}
    whys = {act.why for act in get_changes(member.actor, CASES, number).acts}
    assert "Verhuisd naar familie." in whys


def test_who_was_later_with_a_goal_writes_nothing(member, number):
    goal_id = a_goal(member.actor, number)
    given = GoalGiven(domain=LifeDomain.FINANCES, status=GoalStatus.NOW, text="Anders.")
    before = fingerprint()

    with pytest.raises(StaleDossier):
        plan.change_goal(member.actor, number, goal_id, 7, given, reason="Nieuw.")

    assert fingerprint() == before


def test_the_texts_of_the_plan_are_written_and_written_anew(member, number):
    write(member, number, picture="Er is een huurschuld.", view="Ik red het wel.")

    write(member, number, version=1, picture="De schuld is geregeld.", view="")

    assert get_plan(member.actor, number).plan.texts == {PlanText.PICTURE: "De schuld is geregeld."}
    with pytest.raises(StaleDossier):
        write(member, number, version=1, picture="Te laat.")


def test_each_case_has_texts_of_its_own(member, number):
    other = a_case(State.PLANNING, by=member.actor)

    for which, text in ((number, "Er is een huurschuld."), (other, "Er is overlast.")):
        write(member, which, picture=text)

    assert get_plan(member.actor, number).plan.texts == {PlanText.PICTURE: "Er is een huurschuld."}
    assert get_plan(member.actor, other).plan.texts == {PlanText.PICTURE: "Er is overlast."}


def test_a_goal_of_another_case_is_not_there(member, number):
    goal_id, other = a_goal(member.actor, number), a_case(State.PLANNING, by=member.actor)
    given = GoalGiven(domain=LifeDomain.FINANCES, status=GoalStatus.NOW, text="Anders.")

    with pytest.raises(Invalid, match="goal=not_there"):
        plan.change_goal(member.actor, other, goal_id, 1, given, reason="Nieuw.")


def test_a_case_that_is_over_takes_no_goal(member):
    number = a_case(State.CLOSED, by=member.actor)

    for act in (
        lambda: a_goal(member.actor, number),
        lambda: write(member, number, picture="Er is een huurschuld."),
    ):
        with pytest.raises(Invalid) as refused:
            act()
        assert refused.value.problems == {"": PlanProblem.CASE_OVER}


# --- the move to execution


@pytest.mark.both
def test_an_adopted_plan_begins_the_execution_and_keeps_a_version(member, number):
    a_plan(member.actor, number, adopt=False)
    lacking = {move.code: move.missing for move in get_sheet(member.actor, number).moves}
    assert lacking[MoveCode.ADOPT_PLAN] == ()

    adopt(member, number, why="Besproken met iedereen.")

    assert row_of(Case, number=number).state is State.IN_EXECUTION
    version = row_of(PlanVersion)
    assert (version.number, version.adopted_on) == (1, clock.today())
    assert row_of(StateChange, move=MoveCode.ADOPT_PLAN).checks.startswith("casusregisseur_named")
    running = terms_of(number)
    assert {
        TermKind.MEETING_AFTER_PLAN,
        TermKind.CONTACT,
        TermKind.MEASUREMENT,
        TermKind.EVALUATION,
    } <= running.keys()
    assert {TermKind.FIRST_MEETING, TermKind.PLAN, TermKind.MEETING}.isdisjoint(running)
    assert get_version(member.actor, number, 1).plan == get_plan(member.actor, number).plan


def test_all_that_lacks_is_told_at_once_and_nothing_is_written(member, number):
    before = fingerprint()

    with pytest.raises(StepBlocked) as caught:
        adopt(member, number)

    assert caught.value.missing == (
        Need.CASUSREGISSEUR_NAMED,
        Need.GOAL_WITH_ACTION,
        Need.BASELINE_MEASURED,
        Need.DECISION_LIST_APPROVED,
    )
    assert fingerprint() == before


def test_an_action_without_a_goal_is_no_plan(member, number):
    an_action(member.actor, number)
    a_goal(member.actor, number)

    with pytest.raises(StepBlocked) as caught:
        adopt(member, number)

    assert Need.GOAL_WITH_ACTION in caught.value.missing


def test_without_telling_and_with_an_old_postponement_the_plan_waits(member, number):
    a_plan(member.actor, number, adopt=False)

    with clock.stopped_at(NOW + 32 * A_DAY), pytest.raises(StepBlocked) as caught:
        adopt(member, number)

    assert caught.value.missing == (Need.PERSON_INFORMED,)


def test_a_plan_that_changed_while_it_was_read_is_not_adopted(member, number):
    a_plan(member.actor, number, adopt=False)
    token, version = token_of_plan(member.actor, number), version_of(number)
    a_goal(member.actor, number, domain=LifeDomain.FINANCES)

    with pytest.raises(StaleDossier):
        plan.adopt_plan(member.actor, number, version, token, why="")


def test_a_version_says_in_which_meeting_it_was_discussed(member, number):
    a_plan(member.actor, number)
    a_goal(member.actor, number, domain=LifeDomain.FINANCES)

    with clock.stopped_at(NOW + 3 * A_DAY):
        revise(member, number)
    with clock.stopped_at(NOW + 5 * A_DAY):
        a_decision_list(number)
        a_goal(member.actor, number, domain=LifeDomain.SOCIAL_NETWORK)
        revise(member, number)

    days = [row.discussed_on for row in sorted(rows_of(PlanVersion), key=lambda one: one.number)]
    assert days == [NOW.date(), NOW.date(), (NOW + 5 * A_DAY).date()]


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SAFETY_TEAM, Role.INTERVENTION_TEAM])
def test_who_does_not_work_on_the_case_writes_no_plan(member, number, role):
    other = a_user(role)
    before = fingerprint()

    for act in (
        lambda: a_goal(other.actor, number),
        lambda: an_action(other.actor, number),
        lambda: a_measurement(other.actor, number),
        lambda: write(other, number, picture="Zomaar."),
    ):
        with pytest.raises(Refused):
            act()

    assert fingerprint() == before


def test_a_linked_colleague_makes_a_plan_that_its_casusregisseur_adopts(member):
    colleague = a_user(Role.INTERVENTION_TEAM)
    number = a_case(State.PLANNING, by=member.actor, linked=[colleague.id])
    a_plan(member.actor, number, adopt=False)
    a_goal(colleague.actor, number)
    given = {"user_id": colleague.id, "reason": "Kent de wijk."}

    with pytest.raises(Refused) as refused:
        adopt(colleague, number)
    assert (refused.value.verdict.refusing, refused.value.verdict.hidden) == (Layer.PART, False)
    name_casusregisseur(member.actor, number, version_of(number), **given)
    adopt(colleague, number)

    assert row_of(Case, number=number).state is State.IN_EXECUTION


def test_a_next_version_is_adopted_by_the_casusregisseur_or_team_veiligheid(member):
    colleague = a_user(Role.INTERVENTION_TEAM)
    number = a_case(State.PLANNING, by=member.actor, linked=[colleague.id])
    a_plan(member.actor, number)
    a_goal(colleague.actor, number)

    with pytest.raises(Refused) as refused:
        revise(colleague, number)
    assert refused.value.verdict.refusing is Layer.PART
    revise(member, number)

    assert len(rows_of(PlanVersion, case_id=row_of(Case, number=number).id)) == 2


# --- versions


@pytest.mark.both
def test_a_next_version_tells_was_is_and_waarom_and_the_first_stays(member, number):
    a_plan(member.actor, number)
    first = get_version(member.actor, number, 1).plan
    row = row_of(CaseAction)
    actions.settle_action(
        member.actor,
        number,
        row.id,
        outcome=ActionOutcome.DONE,
        result="",
        done_on=clock.today(),
    )
    goal_id = first.goals[0].id
    an_action(member.actor, number, goal_id=goal_id, text="Gaat mee naar het budgetgesprek.")
    assert get_plan(member.actor, number).review.pending

    revise(member, number)

    second = get_version(member.actor, number, 2)
    assert second.line.why == "De huur is betaald."
    assert {(one.what, one.was, one.now) for one in second.changed} == {
        ("outcome", None, ActionOutcome.DONE),
        ("text", None, "Gaat mee naar het budgetgesprek."),
    }
    assert get_version(member.actor, number, 1).plan == first
    assert get_plan(member.actor, number).review.pending == ()
    assert len(lines(Event.PLAN_ADOPTED)) == 1


def test_the_same_plan_twice_is_no_version(member, number):
    a_plan(member.actor, number)

    with pytest.raises(Invalid) as refused:
        revise(member, number)

    assert refused.value.problems == {"": PlanProblem.NOTHING_NEW}


def test_a_plan_that_changed_while_it_was_read_is_no_next_version(member, number):
    a_plan(member.actor, number)
    token = token_of_plan(member.actor, number)
    a_goal(member.actor, number, domain=LifeDomain.FINANCES)

    with pytest.raises(StaleDossier):
        plan.revise_plan(member.actor, number, version_of(number), token, why="De huur is betaald.")

    assert row_of(PlanVersion).number == 1


def test_another_version_needs_a_reason_and_a_plan_in_execution(member, number):
    a_plan(member.actor, number, adopt=False)

    with pytest.raises(Invalid) as refused:
        revise(member, number, why="")

    assert refused.value.problems == {
        "why": PlanProblem.NO_REASON,
        "": PlanProblem.NOT_NOW,
    }


def test_a_version_that_is_not_there_is_nonsense(member, number):
    a_plan(member.actor, number)

    for which in (0, 2):
        with pytest.raises(Invalid, match="version=not_there"):
            get_version(member.actor, number, which)
    with pytest.raises(Invalid, match="version=not_there"):
        get_plan_for_person(member.actor, number, 2)


# --- the answer


def reply(member, number, answer, note="", *, on=None, version=1):
    day = on or clock.today()
    plan.record_reply(member.actor, number, version, reply=answer, note=note, replied_on=day)


def test_a_reply_to_one_version_says_nothing_of_another(member, number):
    a_plan(member.actor, number)
    a_goal(member.actor, number, domain=LifeDomain.FINANCES)
    revise(member, number)

    reply(member, number, PlanReply.AGREED)

    assert {row.number: row.reply for row in rows_of(PlanVersion)} == {1: PlanReply.AGREED, 2: None}


def test_a_no_stays_and_could_not_is_asked_again(member, number):
    a_plan(member.actor, number)
    reply(member, number, PlanReply.COULD_NOT, "Was ziek.")
    assert "ask_again" in {found.rule for found in get_plan(member.actor, number).review.findings}

    reply(member, number, PlanReply.NOT_AGREED, "Wil geen budgetbeheer.")

    line = get_version(member.actor, number, 1).line
    assert (line.reply, line.reply_note) == (PlanReply.NOT_AGREED, "Wil geen budgetbeheer.")
    told = [one for act in get_changes(member.actor, CASES, number).acts for one in act.changed]
    assert ("plan_version", "reply_note") in {(one.table, one.field) for one in told}


@pytest.mark.parametrize(
    ("answer", "note", "days", "problem"),
    [
        (PlanReply.NOT_AGREED, "", 0, {"note": PlanProblem.NO_REASON}),
        (PlanReply.AGREED, "", 1, {"replied_on": PlanProblem.IN_FUTURE}),
        (PlanReply.AGREED, "", -99, {"replied_on": PlanProblem.TOO_LONG_AGO}),
    ],
)
def test_an_answer_that_cannot_be_is_refused(member, number, answer, note, days, problem):
    a_plan(member.actor, number)

    with pytest.raises(Invalid) as refused:
        reply(member, number, answer, note, on=clock.today() + days * A_DAY)

    assert refused.value.problems == problem


# --- regie, and what the person gets


def test_the_interventieteam_never_reads_what_is_for_the_regie(member):
    colleague = a_user(Role.INTERVENTION_TEAM)
    number = a_case(State.PLANNING, by=member.actor, linked=[colleague.id])
    hidden = a_goal(member.actor, number, text=CANARY, regie=True)
    an_action(member.actor, number, text=CANARY, goal_id=hidden)
    an_action(member.actor, number, text=CANARY, regie=True)
    a_plan(member.actor, number)

    pages = (
        get_plan(colleague.actor, number),
        get_version(colleague.actor, number, 1),
        get_plan_for_person(colleague.actor, number, 1),
        get_sheet(colleague.actor, number),
        get_changes(colleague.actor, CASES, number),
    )

    assert CANARY in str(get_plan(member.actor, number))
    assert CANARY in str(get_version(member.actor, number, 1))
    for page in pages:
        assert CANARY not in str(page)


def test_what_the_regie_changes_is_not_among_the_changes_for_others(member):
    colleague = a_user(Role.INTERVENTION_TEAM)
    number = a_case(State.PLANNING, by=member.actor, linked=[colleague.id])
    hidden = a_goal(member.actor, number, text=CANARY, regie=True)
    given = GoalGiven(
        domain=LifeDomain.HOUSING, status=GoalStatus.LATER, text=CANARY + "!", regie=True
    )

    # At the very moment of the other changes: they come as one act, in any order of their rows.
    for version, text in enumerate((CANARY + "!", CANARY + "?", CANARY + "."), start=1):
        changed = replace(given, text=text)
        plan.change_goal(member.actor, number, hidden, version, changed, reason=CANARY)

    assert CANARY in str(get_changes(member.actor, CASES, number))
    assert CANARY not in str(get_changes(colleague.actor, CASES, number))


def test_the_interventieteam_writes_nothing_for_the_regie(member):
    colleague = a_user(Role.INTERVENTION_TEAM)
    number = a_case(State.PLANNING, by=member.actor, linked=[colleague.id])

    a_goal(colleague.actor, number, regie=True)
    an_action(colleague.actor, number, regie=True)

    assert not get_plan(member.actor, number).plan.goals[0].regie
    assert not row_of(CaseAction).regie


@pytest.mark.parametrize("version", [0, 1])
def test_the_person_gets_no_regie_and_nothing_about_somebody_else(member, number, version):
    mark = Passage(CANARY, ThirdPartyRelation.NEIGHBOUR)
    write(member, number, picture=f"Er is overlast. {CANARY}", about_other=mark, enough="Klaar.")
    a_goal(member.actor, number, text="Zwarte kat van de regie.", regie=True)
    goal_id = a_goal(member.actor, number, text=f"Rust in de straat. {CANARY}")
    an_action(member.actor, number, goal_id=goal_id, contact="", text=f"Praat erover. {CANARY}")
    a_plan(member.actor, number)

    told = get_plan_for_person(member.actor, number, version)

    assert CANARY not in str(told)
    assert "Spreeuwenburg" not in str(told)
    assert "Zwarte kat" not in str(told)
    assert "Klaar." not in str(told)
    assert told.plan.texts[PlanText.PICTURE] == f"Er is overlast. {LEFT_OUT}"
    assert f"Rust in de straat. {LEFT_OUT}" in {goal.text for goal in told.plan.goals}


def test_a_mark_is_put_on_the_text_in_which_its_passage_stands(member, number):
    mark = Passage(CANARY, ThirdPartyRelation.NEIGHBOUR)
    goal_id = a_goal(member.actor, number, words=f"Rust. {CANARY}", about_other=mark)
    write(member, number, picture="Er is overlast.", view=f"Stil. {CANARY}", about_other=mark)

    marked = {row.row_id: row.field for row in rows_of(ThirdPartyMark)}
    assert marked.pop(goal_id) == "words"
    assert [*marked.values()] == [PlanText.VIEW]


def test_a_mark_that_does_not_stand_in_the_text_is_refused(member, number):
    with pytest.raises(Invalid) as refused:
        a_goal(member.actor, number, about_other=Passage("Elders.", ThirdPartyRelation.NEIGHBOUR))
    assert refused.value.problems == {"passage": ActionProblem.PASSAGE_NOT_FOUND}

    with pytest.raises(Invalid) as refused:
        a_goal(member.actor, number, about_other=Passage("huur"))
    assert refused.value.problems == {"relation": ActionProblem.NO_RELATION}


def test_a_mark_can_be_taken_away(member, number):
    mark = Passage("huur", ThirdPartyRelation.NEIGHBOUR)
    goal_id = a_goal(member.actor, number, about_other=mark)
    assert get_goal_form(member.actor, number, goal_id).goal.about_other == mark
    given = GoalGiven(domain=LifeDomain.HOUSING, status=GoalStatus.NOW, text="Huur betaald.")

    plan.change_goal(member.actor, number, goal_id, 1, given, reason="Ging nergens over.")

    assert get_goal_form(member.actor, number, goal_id).goal.about_other == NO_PASSAGE


# --- the plankeuring


def test_the_plan_is_read_by_plain_rules_and_nothing_blocks(member, number):
    a_measurement(member.actor, number, GGZ=Score.ACUTE)
    goal_id = a_goal(member.actor, number, words="")
    for text in ("Een.", "Twee.", "Drie."):
        an_action(member.actor, number, goal_id=goal_id, text=text, kind=ActionKind.JUSTICE)

    rules = {found.rule for found in get_plan(member.actor, number).review.findings}

    assert rules == {
        "no_view",
        "goal_without_words",
        "goal_without_date",
        "one_kind",
        "one_owner",
        "acute_without_goal",
        "no_exit",
        "no_crisis",
    }


def test_a_goal_keeps_its_place_in_two_plans(member, number):
    goal_id = a_goal(member.actor, number)
    given = GoalGiven(domain=LifeDomain.HOUSING, status=GoalStatus.NOW, text="Huur betaald.")
    plan.change_goal(
        member.actor,
        number,
        goal_id,
        1,
        replace(given, target_on=clock.today() + A_DAY),
        reason="Met een dag.",
    )

    assert get_plan(member.actor, number).plan.goals[0].target_on == clock.today() + A_DAY


def test_the_plankeuring_knows_who_sat_at_the_last_meeting(member, number):
    absent = an_organisation(name="Corporatie De Kiekendief")
    an_action(member.actor, number, organisation_id=absent, text="Maakt een regeling.")
    an_action(member.actor, number, text="Belt de corporatie.")

    def found():
        told = get_plan(member.actor, number).review.findings
        return [one.about for one in told if one.rule is PlanRule.NOT_AT_TABLE]

    assert found() == []
    a_decision_list(number)

    assert found() == [("Maakt een regeling.",)]
