"""Criminal data of before that may be about a child: out of use in every place, until an act."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from pga.access.permissions import Role
from pga.app.old_rows import ROW_MIGRATIONS
from pga.cases.models.case import Case, CaseTerm, Person
from pga.cases.models.information import Contribution
from pga.cases.models.referral import CriminalHold, CriminalMark, Referral
from pga.cases.reading.criminal import get_judging_held
from pga.cases.reading.handed_in import get_correcting, get_handed_in
from pga.cases.reading.information import get_round
from pga.cases.reading.measuring import get_measure_form, get_measurements
from pga.cases.reading.plan import get_plan, get_plan_for_person, get_version
from pga.cases.reading.preview import count_holders
from pga.cases.room import CASES
from pga.cases.rules.contributions import ContributionProblem, FrozenFor, InfoClass
from pga.cases.rules.criminal import CriminalFault, HeldKind
from pga.cases.rules.domains import LifeDomain, Score
from pga.cases.rules.intake import GuardianGiven
from pga.cases.rules.measuring import MeasurementKind, Scored
from pga.cases.rules.referral import BirthDate, CaseKind, Problem
from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind
from pga.cases.services import frozen, plan, referral
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.reading.changes import get_changes
from pga.privacy.events import Event
from pga.privacy.migrating import bring_over
from pga.privacy.rows import verify_rows
from pga.privacy.trail import Line, record
from tests.builders import (
    a_case,
    a_contribution,
    a_goal,
    a_measurement,
    a_person,
    a_plan,
    a_referral,
    a_user,
    an_action,
    id_of,
    token_of_plan,
    version_of,
)
from tests.support.rows import fingerprint, lines, row_of, rows_of
from tests.support.some import some
from tests.support.system import SYSTEM

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
TODAY = date(2026, 11, 24)
YOUNG = BirthDate(2017, 3, 1)
MOTHER = a_person(call_name="Fenna")
CHILD = a_person(birth=BirthDate(2012, 3, 1), call_name="Roan")
GUARDIANS = (GuardianGiven(name="Fenna Rietgors", relation="moeder"),)
CANARY = "Kanariewinkeldiefstal"
OFFENCES = frozenset({Problem.CRIMINAL_OFFENCES, Problem.YOUTH_NUISANCE})
DOMAINS = frozenset({LifeDomain.JUSTICE, LifeDomain.FINANCES, LifeDomain.HOUSING})


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def member(stopped):
    return a_user()


def of_before(member, *persons):
    """Make a case in execution with criminal data in each place, whose child is 9 as it appears."""
    kind = CaseKind.FAMILY if len(persons) > 1 else CaseKind.PERSON
    with clock.stopped_at(NOW - timedelta(days=1)):
        given = a_referral(
            kind=kind, persons=persons, guardians=GUARDIANS, problems=OFFENCES, domains=DOMAINS
        )
        number = a_case(State.PLANNING, by=member.actor, given=given)
        goal = a_goal(member.actor, number, domain=LifeDomain.JUSTICE, text=CANARY, words=CANARY)
        an_action(member.actor, number, goal_id=goal, text="Belt met school.")
        a_plan(member.actor, number)
    a_measurement(member.actor, number, MeasurementKind.INTERIM, JUS=Score.LIMITED)
    a_goal(member.actor, number, text="Een dagritme.")
    token = token_of_plan(member.actor, number)
    plan.revise_plan(member.actor, number, version_of(number), token, why="Er kwam een doel bij.")
    a_contribution(member.actor, number, about=InfoClass.JUSTICE, fact=CANARY)
    appears_younger(member, number)
    return number


def appears_younger(member, number):
    youngest = rows_of(Person, case_id=id_of(number))[-1].id
    with transaction() as session:
        child = session.get_one(Person, youngest)
        child.birth = str(YOUNG)
        session.get_one(Case, child.case_id).criminal_rule = None
        record(session, member.actor, Line(Event.SEEDED, CASES.about(child.case_id)))


def migrate():
    """Bring all old rows over, as if it was never done."""
    anew = [replace(one, code=f"{one.code}_anew") for one in ROW_MIGRATIONS]
    bring_over(SYSTEM, anew, lambda _over, _of: None)


def hold(number, kind):
    return row_of(CriminalHold, case_id=id_of(number), kind=kind)


def judge(member, number, kind, *persons, use=True):
    frozen.judge_held(
        member.actor,
        number,
        hold(number, kind).id,
        use=use,
        persons=frozenset(persons),
        word="Het dossier van de school zegt het.",
    )


def refused(act, *given, **more):
    before = fingerprint()
    with pytest.raises(Invalid) as caught:
        act(*given, **more)
    assert fingerprint() == before
    return caught.value.problems


def shown(member, number):
    """Return where criminal data are shown."""
    handed, now = get_handed_in(member.actor, number).given, get_plan(member.actor, number)
    version = get_version(member.actor, number, 2).plan
    person = [get_plan_for_person(member.actor, number, one).plan for one in (0, 2)]
    measured = get_measurements(member.actor, number).measured[-1]
    admin = a_user(Role.ADMIN)
    return {
        name
        for name, there in {
            "problems": Problem.CRIMINAL_OFFENCES in handed.problems,
            "domains": LifeDomain.JUSTICE in handed.domains,
            "goal": CANARY in str(now.plan.goals),
            "version": CANARY in str(version),
            "person": CANARY in str(person),
            "score": LifeDomain.JUSTICE in measured.numbers,
            "scores": any(LifeDomain.JUSTICE in one.scores for one in (now.plan, version, *person)),
            "changes": "criminal_offences" in str(get_changes(member.actor, CASES, number).acts),
            "counted": count_holders(admin.actor, "problems", Problem.CRIMINAL_OFFENCES) > 0,
        }.items()
        if there
    }


EVERYWHERE = {"problems", "domains", "goal", "version", "person", "score", "scores", "counted"}


@pytest.mark.both
def test_what_may_be_about_a_child_is_nowhere_and_is_a_duty(member):
    number = of_before(member, MOTHER, CHILD)
    assert shown(member, number) == EVERYWHERE

    migrate()

    assert shown(member, number) == set()
    assert {one.kind for one in get_round(member.actor, number).held} == set(HeldKind)
    assert row_of(Contribution).frozen_for is FrozenFor.UNDER_12
    assert row_of(CaseTerm, kind=TermKind.FROZEN).due_on == date(2026, 12, 8)
    assert CANARY not in str(get_round(member.actor, number).held)
    assert [one for one in lines(Event.MIGRATED) if one.purpose == "criminal_held_anew"]
    with transaction() as session:
        assert verify_rows(session).whole


def test_of_who_is_older_nothing_is_out_of_use(member):
    number = of_before(member, MOTHER)
    only = row_of(Person, case_id=id_of(number)).id
    with transaction() as session:
        row = session.get_one(Person, only)
        row.birth = str(BirthDate(1990, 1, 1))
        record(session, member.actor, Line(Event.SEEDED, CASES.about(row.case_id)))

    migrate()

    assert rows_of(CriminalHold) == []
    assert shown(member, number) == EVERYWHERE
    assert rows_of(CaseTerm, kind=TermKind.FROZEN) == []


def test_it_counts_again_once_it_is_said_whom_it_is_about(member):
    number = of_before(member, MOTHER, CHILD)
    migrate()
    mother, child = (row.id for row in rows_of(Person, case_id=id_of(number)))

    assert refused(judge, member, number, HeldKind.GOAL) == {"persons": CriminalFault.NOBODY_SAID}
    found = refused(judge, member, number, HeldKind.GOAL, child)
    assert found == {"persons": CriminalFault.UNDER_12}
    for kind in HeldKind:
        assert row_of(CaseTerm, kind=TermKind.FROZEN).ended_on is None
        judge(member, number, kind, mother)
    told = row_of(Contribution, case_id=id_of(number)).id
    persons = frozenset({mother})
    frozen.thaw(member.actor, number, told, persons=persons, word="Van de moeder.")

    assert shown(member, number) == EVERYWHERE
    assert row_of(CaseTerm, kind=TermKind.FROZEN).ended_on == TODAY
    assert len(rows_of(CriminalMark)) == 4
    assert len(lines(Event.CRIMINAL_USED)) == 3
    assert get_round(member.actor, number).held == ()


def test_what_is_taken_out_stays_nowhere_and_ends_the_duty_with_the_last(member):
    number = of_before(member, CHILD)
    migrate()

    everybody = refused(judge, member, number, HeldKind.SCORE)
    assert everybody == {"": CriminalFault.ALL_UNDER_12}
    for kind in HeldKind:
        assert row_of(CaseTerm, kind=TermKind.FROZEN).ended_on is None
        judge(member, number, kind, use=False)
    told = row_of(Contribution, case_id=id_of(number)).id
    frozen.take_out(member.actor, number, told, word="Van het kind.")

    assert row_of(CaseTerm, kind=TermKind.FROZEN).ended_on == TODAY
    assert shown(member, number) == set()
    assert len(lines(Event.CRIMINAL_TAKEN_OUT)) == 3
    told = get_round(member.actor, number).held
    assert {one.settled_on for one in some(told)} == {TODAY}
    assert refused(judge, member, number, HeldKind.GOAL) == {"": ContributionProblem.NOT_FROZEN}
    goal = hold(number, HeldKind.GOAL).id
    assert refused(get_judging_held, member.actor, number, goal) == {"held": "not_there"}


def test_the_work_below_a_goal_that_is_out_of_use_goes_on_and_goes_to_nobody(member):
    number = of_before(member, MOTHER, CHILD)
    migrate()

    for told in (get_plan(member.actor, number).plan, get_version(member.actor, number, 2).plan):
        assert "Belt met school." in [one.text for one in told.below(None)]
    for version in (0, 2):
        assert "Belt met school." not in str(get_plan_for_person(member.actor, number, version))


def test_who_does_not_read_the_regie_hears_of_no_goal_of_it(member):
    colleague = a_user(Role.INTERVENTION_TEAM)
    given = a_referral(kind=CaseKind.FAMILY, persons=(MOTHER, CHILD), guardians=GUARDIANS)
    number = a_case(State.PLANNING, by=member.actor, given=given, linked=[colleague.id])
    a_goal(member.actor, number, domain=LifeDomain.JUSTICE, text=CANARY, regie=True)
    appears_younger(member, number)
    migrate()

    assert len(get_round(member.actor, number).held) == 1
    assert get_round(colleague.actor, number).held == ()
    assert refused(judge, colleague, number, HeldKind.GOAL, use=False) == {
        "": ContributionProblem.NOT_FROZEN
    }


def test_a_correction_neither_shows_nor_loses_what_is_out_of_use(member):
    number = of_before(member, MOTHER, CHILD)
    migrate()
    given = get_correcting(member.actor, number).given
    assert Problem.CRIMINAL_OFFENCES not in given.problems

    correct(member, number, replace(given, occasion="De school belde."))

    row = row_of(Referral, case_id=id_of(number))
    assert "criminal_offences" in row.problems.split(",")
    assert "JUS" in row.domains.split(",")
    assert shown(member, number) == set()

    given = get_correcting(member.actor, number).given
    mother, child = given.persons
    said = replace(given, problems=OFFENCES, persons=(replace(mother, criminal=True), child))
    correct(member, number, said)
    assert shown(member, number) == {"problems", "domains", "counted"}
    assert hold(number, HeldKind.REFERRAL).settled_on == TODAY


def correct(member, number, given):
    begun = get_correcting(member.actor, number)
    referral.correct(
        member.actor,
        number,
        begun.token,
        given,
        organisation_id=begun.organisation_id,
        reason="Dit stond er verkeerd.",
    )


def test_an_aanmelding_of_which_all_problems_are_out_of_use_has_none(member):
    given = a_referral(
        persons=(CHILD,), guardians=GUARDIANS, problems=frozenset({Problem.CRIMINAL_OFFENCES})
    )
    number = a_case(State.IN_TRIAGE, by=member.actor, given=given)
    appears_younger(member, number)

    migrate()

    assert get_handed_in(member.actor, number).given.problems == frozenset()
    assert get_correcting(member.actor, number).given.domains == given.domains


def test_a_birth_date_that_is_put_right_takes_it_out_of_use_at_once(member):
    given = a_referral(kind=CaseKind.FAMILY, persons=(MOTHER, CHILD), guardians=GUARDIANS)
    number = a_case(State.PLANNING, by=member.actor, given=given)
    a_goal(member.actor, number, domain=LifeDomain.JUSTICE, text=CANARY)
    told = a_contribution(member.actor, number, about=InfoClass.JUSTICE, fact=CANARY)
    standing = get_correcting(member.actor, number).given
    mother, child = standing.persons

    younger = replace(child, birth=YOUNG)
    correct(member, number, replace(standing, persons=(mother, younger)))

    assert CANARY not in str(get_plan(member.actor, number).plan)
    assert row_of(Contribution, id=told).frozen_for is FrozenFor.UNDER_12
    assert row_of(CaseTerm, kind=TermKind.FROZEN).ended_on is None


def test_a_concept_of_a_meting_does_not_lose_what_its_form_did_not_show(member):
    given = a_referral(kind=CaseKind.FAMILY, persons=(MOTHER, CHILD), guardians=GUARDIANS)
    number = a_case(State.PLANNING, by=member.actor, given=given)
    a_measurement(member.actor, number, final=False, JUS=Score.LIMITED)
    appears_younger(member, number)
    migrate()
    begun = get_measure_form(member.actor, number)
    assert begun.given.scores[LifeDomain.JUSTICE] == Scored()

    a_measurement(member.actor, number, version=begun.version)

    def justice():
        (measured,) = get_measurements(member.actor, number).measured
        return measured.numbers.get(LifeDomain.JUSTICE)

    assert justice() is None
    judge(member, number, HeldKind.SCORE, rows_of(Person, case_id=id_of(number))[0].id)
    assert justice() is Score.LIMITED
