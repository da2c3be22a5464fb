"""What the law keeps: refused at each door, and what stood before is out of use with a duty."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from pga.access.permissions import Role
from pga.cases.models.case import CaseTerm, Person
from pga.cases.models.information import Contribution, InformationRequest, OnwardConsent
from pga.cases.models.referral import CriminalMark, Referral
from pga.cases.reading.information import get_round
from pga.cases.room import CASES
from pga.cases.rules.contributions import (
    ContributionProblem,
    FrozenFor,
    InfoClass,
    Onward,
    Status,
)
from pga.cases.rules.criminal import CriminalFault
from pga.cases.rules.domains import LifeDomain, Score
from pga.cases.rules.information import RequestAnswer, RequestProblem
from pga.cases.rules.intake import GuardianGiven, IntakeProblem
from pga.cases.rules.measuring import MeasurementKind
from pga.cases.rules.referral import BirthDate, CaseKind, Problem
from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind
from pga.cases.services import consenting, frozen, information, measuring, referral, triage
from pga.cases.services.frozen_before import HELD_AGAINST_THE_LAW
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.partners.models import Organisation
from pga.partners.rules import AgreementKind, PartnerKind
from pga.privacy.events import Event
from pga.privacy.migrating import bring_over
from pga.privacy.rows import verify_rows
from pga.privacy.trail import Line, record
from pga.settings.services import set_values
from tests.builders import (
    a_case,
    a_contribution,
    a_goal,
    a_person,
    a_referral,
    a_request,
    a_user,
    a_weging,
    an_agreement_of,
    an_error_in,
    an_organisation,
    an_unasked_contribution,
    given_by_a_partner,
    id_of,
    scores,
    version_of,
)
from tests.support.rows import fingerprint, lines, row_of, rows_of
from tests.support.some import some
from tests.support.system import SYSTEM

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
TODAY = date(2026, 11, 24)
CHILD = a_person(birth=BirthDate(2017, 3, 1), call_name="Roan")
MOTHER = a_person(call_name="Fenna")
GUARDIANS = (GuardianGiven(name="Fenna Rietgors", relation="moeder"),)
CANARY = "De winkeldiefstal van dinsdag."
OFFENCES = frozenset({Problem.CRIMINAL_OFFENCES})

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def member(stopped):
    return a_user()


def about(*persons, **changes):
    kind = CaseKind.FAMILY if len(persons) > 1 else CaseKind.PERSON
    return a_referral(kind=kind, persons=persons, guardians=GUARDIANS, **changes)


def a_case_of(member, *persons, state=State.PLANNING):
    return a_case(state, by=member.actor, given=about(*persons))


def refused(act, *given, **more):
    """Return why an act is refused, and see that it left nothing."""
    before = fingerprint()
    with pytest.raises(Invalid) as caught:
        act(*given, **more)
    assert fingerprint() == before
    return caught.value.problems


def of_before(member, number, supplier, **changes):
    """Put a contribution that stood before this was asked, whatever the law says of it."""
    contribution_id = a_contribution(member.actor, number, supplier, fact=CANARY)
    with transaction() as session:
        row = session.get_one(Contribution, contribution_id)
        row.law_rule = None
        for name, value in changes.items():
            setattr(row, name, value)
        record(session, member.actor, Line(Event.SEEDED, CASES.about(row.case_id)))
    return contribution_id


def becomes_police(organisation_id, member):
    with transaction() as session:
        session.get_one(Organisation, organisation_id).kind = PartnerKind.POLICE
        record(session, member.actor, Line(Event.SEEDED))


def migrate():
    bring_over(SYSTEM, [replace(HELD_AGAINST_THE_LAW, code="held")], lambda _over, _of: None)


# --- the doors


@pytest.mark.parametrize("info", InfoClass)
def test_of_the_police_without_a_decision_nothing_is_written_down(member, info):
    number, police = (
        a_case(State.PLANNING, by=member.actor),
        an_organisation(kind=PartnerKind.POLICE),
    )

    found = refused(an_unasked_contribution, member.actor, number, police, about=info)

    assert found == {"": ContributionProblem.NO_POLICE_DECISION}
    an_agreement_of(police, AgreementKind.POLICE_DECISION)
    an_unasked_contribution(member.actor, number, police, about=info)
    assert row_of(Contribution).about is info


def test_a_partner_of_which_nobody_said_what_it_is_contributes_nothing(member):
    number, unknown = a_case(State.PLANNING, by=member.actor), an_organisation(kind=None)

    found = refused(an_unasked_contribution, member.actor, number, unknown)

    assert found == {"": ContributionProblem.NO_KIND}


@pytest.mark.both
def test_an_answer_of_the_police_without_a_decision_holds_nothing(member):
    number, police = (
        a_case(State.PLANNING, by=member.actor),
        an_organisation(kind=PartnerKind.POLICE),
    )
    request_id = a_request(member.actor, number, police)

    def answer(which, note=""):
        version = row_of(InformationRequest).version
        information.record_answer(
            member.actor, number, request_id, version, answer=which, answered_on=TODAY, note=note
        )

    assert refused(answer, RequestAnswer.SPOKEN) == {"answer": RequestProblem.POLICE_CONTENT}
    assert refused(answer, RequestAnswer.KNOWN) == {"answer": RequestProblem.POLICE_KNOWN}
    answer(RequestAnswer.MAY_NOT_SHARE)

    admin = a_user(Role.ADMIN)
    set_values(admin.id, "LAR", {"police_known": "1"}, from_on=TODAY, reason="De FG zei ja.")
    assert refused(answer, RequestAnswer.KNOWN, "Van een inbraak.") == {
        "note": RequestProblem.POLICE_CONTENT
    }
    answer(RequestAnswer.KNOWN)
    assert row_of(InformationRequest).answer is RequestAnswer.KNOWN


def test_the_police_hand_in_only_what_the_municipality_knows_itself(member):
    police = an_organisation(kind=PartnerKind.POLICE)

    def register(**changes):
        given = a_referral(**changes)
        return referral.register(
            member.actor, given, organisation_id=police, duplicate_checked=True
        )

    assert refused(register) == {"own_knowledge": IntakeProblem.NOT_OWN_KNOWLEDGE}
    number = register(own_knowledge=True)
    assert row_of(Referral, case_id=id_of(number)).own_knowledge is True

    an_agreement_of(police, AgreementKind.POLICE_DECISION)
    number = register()
    assert row_of(Referral, case_id=id_of(number)).own_knowledge is None


def test_in_a_family_each_door_asks_whom_it_is_about(member):
    number = a_case_of(member, MOTHER, CHILD)
    mother, child = (row.id for row in rows_of(Person, case_id=id_of(number)))
    supplier = an_organisation()
    nobody, young = CriminalFault.NOBODY_SAID, CriminalFault.UNDER_12

    def contribute(*persons):
        an_unasked_contribution(
            member.actor, number, supplier, about=InfoClass.JUSTICE, persons=frozenset(persons)
        )

    def goal(*persons):
        a_goal(member.actor, number, domain=LifeDomain.JUSTICE, persons=frozenset(persons))

    def measure(*persons):
        measuring.save_measurement(
            member.actor,
            number,
            0,
            kind=MeasurementKind.BASELINE,
            measured_on=TODAY,
            scores=scores(JUS=Score.LIMITED),
            final=True,
            persons=frozenset(persons),
        )

    for act in (contribute, goal, measure):
        assert refused(act) == {"persons": nobody}
        assert refused(act, child) == {"persons": young}
        act(mother)
    assert len(rows_of(CriminalMark)) == 3


def test_of_children_only_no_door_takes_criminal_data(member):
    number, supplier = a_case_of(member, CHILD), an_organisation()
    child = row_of(Person, case_id=id_of(number)).id
    all_young, persons = CriminalFault.ALL_UNDER_12, frozenset({child})

    found = refused(
        an_unasked_contribution,
        *(member.actor, number, supplier),
        about=InfoClass.JUSTICE,
        persons=persons,
    )
    assert found == {"about": all_young}
    found = refused(a_goal, member.actor, number, domain=LifeDomain.JUSTICE, persons=persons)
    assert found == {"domain": all_young}
    given = about(CHILD, problems=OFFENCES)
    organisation = an_organisation()
    found = refused(
        referral.register,
        *(member.actor, given),
        organisation_id=organisation,
        duplicate_checked=True,
    )
    assert found == {"problems": all_young}


def test_a_weging_admits_no_aanmelding_of_before_with_offences_of_a_child(member):
    number = a_case_of(member, CHILD, state=State.IN_TRIAGE)
    row_id = row_of(Referral, case_id=id_of(number)).id
    with transaction() as session:
        row = session.get_one(Referral, row_id)
        row.problems = "criminal_offences"
        record(session, member.actor, Line(Event.SEEDED, CASES.about(row.case_id)))

    weging = a_weging(procesregisseur_id=member.id)
    found = refused(triage.decide_triage, member.actor, number, version_of(number), weging)

    assert found == {"outcome": "referral_all_under_12"}


# --- rows of before


def test_police_data_of_before_are_out_of_use_with_a_day_to_decide(member):
    number, supplier = a_case(State.PLANNING, by=member.actor), an_organisation()
    kept = of_before(member, number, supplier)
    fine = of_before(member, number, an_organisation())
    becomes_police(supplier, member)

    migrate()

    row = row_of(Contribution, id=kept)
    assert (row.status, row.frozen_for) == (Status.FROZEN, FrozenFor.POLICE)
    assert row_of(Contribution, id=fine).status is Status.ACTIVE
    assert row_of(CaseTerm, kind=TermKind.FROZEN).due_on == date(2026, 12, 8)
    told = get_round(member.actor, number)
    assert {one.fact for one in told.contributions} == {"", CANARY}
    assert len([one for one in lines(Event.MIGRATED) if one.purpose == "held"]) == 2
    with transaction() as session:
        assert verify_rows(session).whole


def test_criminal_data_of_a_child_of_before_are_out_of_use(member):
    number, supplier = a_case_of(member, CHILD), an_organisation()
    kept = of_before(member, number, supplier, about=InfoClass.JUSTICE)
    care = of_before(member, number, supplier, about=InfoClass.CARE)

    migrate()

    assert row_of(Contribution, id=kept).frozen_for is FrozenFor.UNDER_12
    assert row_of(Contribution, id=care).frozen_for is None


def test_a_decision_that_came_later_lets_it_count_again_with_a_reason(member):
    number, supplier = a_case(State.PLANNING, by=member.actor), an_organisation()
    kept = of_before(member, number, supplier)
    becomes_police(supplier, member)
    migrate()
    nobody = frozenset()

    found = refused(frozen.thaw, member.actor, number, kept, persons=nobody, word="Besluit.")
    assert found == {"": ContributionProblem.NO_POLICE_DECISION}
    assert refused(information.withdraw, member.actor, number, kept, word="Weg.") == {
        "": ContributionProblem.NOT_FROZEN
    }

    an_agreement_of(supplier, AgreementKind.POLICE_DECISION)
    frozen.thaw(member.actor, number, kept, persons=nobody, word="Besluit van vandaag.")

    assert row_of(Contribution, id=kept).status is Status.ACTIVE
    assert row_of(CaseTerm, kind=TermKind.FROZEN).ended_on == TODAY
    assert len(lines(Event.THAWED)) == 1
    (told,) = get_round(member.actor, number).contributions
    assert (told.fact, told.word) == (CANARY, "Besluit van vandaag.")


def test_what_is_taken_out_is_never_seen_and_ends_the_duty_with_the_last(member):
    number, supplier = a_case(State.PLANNING, by=member.actor), an_organisation()
    first, second = (of_before(member, number, supplier) for _ in range(2))
    becomes_police(supplier, member)
    migrate()

    frozen.take_out(member.actor, number, first, word="Er komt geen besluit.")
    assert row_of(CaseTerm, kind=TermKind.FROZEN).ended_on is None
    frozen.take_out(member.actor, number, second, word="Er komt geen besluit.")

    assert row_of(CaseTerm, kind=TermKind.FROZEN).ended_on == TODAY
    assert len(lines(Event.CONTRIBUTION_TAKEN_OUT)) == 2
    assert all(not one.fact for one in some(get_round(member.actor, number).contributions))
    an_agreement_of(supplier, AgreementKind.POLICE_DECISION)
    found = refused(frozen.thaw, member.actor, number, first, persons=frozenset(), word="Toch.")
    assert found == {"": ContributionProblem.NOT_FROZEN}


def test_in_a_family_it_counts_again_once_it_is_said_whom_it_is_about(member):
    number, supplier = a_case_of(member, MOTHER, CHILD), an_organisation()
    mother, child = (row.id for row in rows_of(Person, case_id=id_of(number)))
    kept = of_before(member, number, supplier, about=InfoClass.JUSTICE)
    migrate()
    word = "Het gaat over de moeder."

    found = refused(frozen.thaw, member.actor, number, kept, persons=frozenset(), word=word)
    assert found == {"persons": CriminalFault.NOBODY_SAID}
    found = refused(frozen.thaw, member.actor, number, kept, persons=frozenset({child}), word=word)
    assert found == {"persons": CriminalFault.UNDER_12}
    frozen.thaw(member.actor, number, kept, persons=frozenset({mother}), word=word)

    assert row_of(Contribution, id=kept).status is Status.ACTIVE
    assert row_of(CriminalMark).row_id == kept


def test_what_its_supplier_called_wrong_is_not_decided_here(member):
    number = a_case(State.PLANNING, by=member.actor)
    wrong = an_error_in(member.actor, number, a_contribution(member.actor, number))

    found = refused(frozen.take_out, member.actor, number, wrong, word="Weg ermee.")

    assert found == {"": ContributionProblem.NOT_FROZEN}


# --- after a yes


def test_a_yes_stands_until_the_text_is_put_right(member):
    number, housing = a_case(State.PLANNING, by=member.actor), an_organisation()
    kept = a_contribution(member.actor, number, onward=Onward.AFTER_CONSENT)
    given = consenting.ConsentGiven(
        recipient=housing, said_by="Roos Roerdomp, consulent", said_on=TODAY
    )

    consenting.consent(member.actor, number, kept, given)

    assert len(lines(Event.CONSENTED)) == 1
    (told,) = get_round(member.actor, number).contributions
    assert [(yes.recipient_id, yes.said_by) for yes in told.yeses] == [(housing, given.said_by)]
    assert told.terms.agreed == {housing}
    found = refused(consenting.consent, member.actor, number, kept, given)
    assert found == {"recipient": "already"}

    an_error_in(member.actor, number, kept)
    right = given_by_a_partner(onward=Onward.AFTER_CONSENT)
    information.correct_contribution(member.actor, number, kept, right, word="Zo klopt het.")

    assert row_of(OnwardConsent).ended_on == TODAY
    (told,) = get_round(member.actor, number).contributions
    assert told.terms.agreed == frozenset()
