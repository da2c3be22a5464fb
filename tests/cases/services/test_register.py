from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from uuid import uuid4

import pytest

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.models.case import Case, CaseTerm, Guardian, Person, StateChange
from pga.cases.models.doors import CaseLink
from pga.cases.models.referral import Referral, ThirdPartyMark
from pga.cases.reading.handed_in import get_handed_in
from pga.cases.reading.intake import faults_of_referral, get_intake
from pga.cases.rules.informing import ALL_TOPICS, Topic
from pga.cases.rules.intake import AboutOther, GuardianGiven, IntakeProblem
from pga.cases.rules.referral import BirthDate, CaseKind, PersonRole, ThirdPartyRelation
from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind
from pga.cases.services import referral
from pga.core import clock
from pga.core.errors import AlreadyDone, Invalid
from pga.dossiers.models.link import LinkKind
from pga.privacy import once
from pga.privacy.events import Event
from pga.settings.services import set_values
from tests.builders import a_person, a_referral, a_user, an_actor, an_organisation, id_of
from tests.support.rows import fingerprint, lines, row_of, rows_of

TUESDAY = datetime(2026, 11, 24, 10, tzinfo=UTC)
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(TUESDAY):
        yield


def register(actor, given=None, **changes):
    usual = {"duplicate_checked": True, **changes}
    if "organisation_id" not in usual:
        usual["organisation_id"] = an_organisation(actor.municipality)
    return referral.register(actor, given or a_referral(), **usual)


def terms_of(number):
    found = rows_of(CaseTerm, case_id=id_of(number))
    return {term.kind: (term.started_on, term.due_on, term.ended_on) for term in found}


def test_a_registered_case_is_referred_and_says_since_when():
    number = register(a_user().actor, replace(a_referral(), received_on=date(2026, 11, 20)))

    case = row_of(Case, number=number)
    assert (case.state, case.municipality) == (State.REFERRED, "LAR")
    assert (case.received_on, case.admitted_on) == (date(2026, 11, 20), None)
    assert (case.outcome, case.procesregisseur_id, case.casusregisseur_id) == (None, None, None)
    assert case.duplicate_checked
    assert not case.criteria_met
    assert not case.processing_restricted


def test_the_term_of_the_weging_starts_on_the_day_of_receipt():
    number = register(a_user().actor, replace(a_referral(), received_on=date(2026, 11, 20)))

    assert terms_of(number)[TermKind.TRIAGE] == (date(2026, 11, 20), date(2026, 11, 27), None)


def test_a_postponed_telling_is_due_on_its_own_day():
    later = date(2026, 12, 15)

    number = register(a_user().actor, a_referral(look_again_on=later))

    assert terms_of(number)[TermKind.INFORM_REVIEW] == (TODAY, later, None)
    assert row_of(Case, number=number).inform_review_on == later


def test_who_knows_already_starts_no_term_of_informing():
    told = a_referral(informed=True, informed_on=TODAY, said=ALL_TOPICS)

    number = register(a_user().actor, told)

    assert set(terms_of(number)) == {TermKind.TRIAGE}
    assert row_of(Case, number=number).informed_on == TODAY


@pytest.mark.parametrize("said", [frozenset(), ALL_TOPICS - {Topic.COMPLAINT}])
def test_the_word_of_the_referrer_without_what_was_told_closes_nothing(said):
    told = a_referral(informed=True, informed_on=TODAY, said=said)

    number = register(a_user().actor, told)

    assert TermKind.INFORM_PERSON in terms_of(number)
    assert row_of(Case, number=number).informed_on is None
    assert get_handed_in(a_user(Role.COORDINATOR).actor, number).given.informed_on == TODAY


@pytest.mark.both
def test_numbers_count_for_each_municipality_and_year():
    laren, eemnes = a_user().actor, a_user(municipality="EEM").actor
    elsewhere = a_referral(persons=(a_person(town="Eemnes"),))

    numbers = [register(laren) for key in "ab"] + [register(eemnes, elsewhere)]
    with clock.stopped_at(TUESDAY + timedelta(days=60)):
        numbers.append(register(laren, a_referral()))

    assert numbers == ["LAR-2026-0001", "LAR-2026-0002", "EEM-2026-0001", "LAR-2027-0001"]


def test_who_registers_is_linked_from_today():
    member = a_user()

    number = register(member.actor)

    link = row_of(CaseLink, case_id=id_of(number))
    assert (link.user_id, link.kind) == (member.id, LinkKind.WORKS)
    assert (link.from_on, link.until_on) == (TODAY, None)


def test_the_first_state_is_written_down():
    member = a_user()

    number = register(member.actor)

    first = row_of(StateChange, case_id=id_of(number))
    assert (first.move, first.state, first.by, first.at) == (
        None,
        State.REFERRED,
        member.id,
        TUESDAY,
    )


def test_the_trail_says_who_made_what_and_names_the_fields_without_a_value():
    member = a_user()

    number = register(member.actor)

    (line,) = lines(Event.CREATED)
    assert (line.actor_id, line.object_id, line.municipality) == (member.id, id_of(number), "LAR")
    assert line.purpose == "local_pga"
    names = set(line.fields.split(","))
    assert {"pga_case.state", "person.surname", "referral.occasion", "case_term.due_on"} <= names
    assert "Zichtbaar" not in line.fields


@pytest.mark.both
def test_all_that_was_given_can_be_read_back():
    member = a_user()
    given = a_referral(
        kind=CaseKind.FAMILY,
        persons=(
            a_person(birth=BirthDate(2010, 5, 14)),
            a_person(surname="van ’t IJsselmeer", call_name="Zoë", birth=BirthDate(1980)),
        ),
        guardians=(GuardianGiven(name="Mirre Lisdodde", relation="moeder", informed_on=TODAY),),
        involved=(("Stichting Rietkraag", "Wessel Waterhoen"),),
        at_risk=True,
        safety="Kom met zijn tweeën.",
        urgent=True,
        urgent_reason="Er zijn dreigementen.",
        about_others=(
            AboutOther(
                field="tried", relation=ThirdPartyRelation.NEIGHBOUR, passage="De wijkagent"
            ),
        ),
    )

    number = register(member.actor, given)

    read = get_handed_in(member.actor, number).given
    assert read == replace(given, look_again_on=None)  # until when telling waits: *Informeren*


def test_the_first_person_is_the_main_one():
    given = a_referral(kind=CaseKind.FAMILY, persons=(a_person(), a_person(call_name="Pim")))

    number = register(a_user().actor, given)

    people = sorted(rows_of(Person, case_id=id_of(number)), key=lambda one: one.place)
    assert [one.role for one in people] == [PersonRole.MAIN, PersonRole.FAMILY_MEMBER]


def test_all_that_lacks_is_told_at_once_and_nothing_is_written():
    actor = a_user().actor
    organisation_id = an_organisation()
    before = fingerprint()
    minor = a_person(birth=BirthDate(2012, 2, 2), address="", town="Elders")

    with pytest.raises(Invalid) as caught:
        register(
            actor,
            a_referral(
                persons=(minor,),
                problems=frozenset(),
                domains=frozenset(),
                phone="",
                received_on=TODAY + timedelta(days=1),
                urgent=True,
            ),
            organisation_id=organisation_id,
        )

    assert caught.value.problems == {
        "received_on": IntakeProblem.IN_FUTURE,
        "phone": IntakeProblem.NO_CONTACT,
        "persons-0-address": IntakeProblem.NO_ADDRESS,
        "persons-0-exception": IntakeProblem.ELSEWHERE,
        "guardians-0-name": IntakeProblem.NO_GUARDIAN,
        "problems": IntakeProblem.NO_PROBLEM,
        "domains": IntakeProblem.TOO_FEW_DOMAINS,
        "urgent_reason": IntakeProblem.NO_REASON,
    }
    assert fingerprint() == before


@pytest.mark.both
def test_two_presses_at_the_same_moment_make_one_case_and_both_hear_its_number(cellar):
    actor, organisation_id = a_user().actor, an_organisation()
    together = Barrier(2)

    def press():
        with cellar.app_context():
            together.wait()
            try:
                with once.handing_in(actor.id, "k1"):
                    return register(actor, organisation_id=organisation_id)
            except AlreadyDone as done:
                return done.result

    with ThreadPoolExecutor(2) as hands:
        first, second = (hands.submit(press) for _ in range(2))
        numbers = {first.result(), second.result()}

    assert numbers == {case.number for case in rows_of(Case)}
    assert len(numbers) == 1


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SAFETY_TEAM])
def test_only_team_veiligheid_registers(role):
    before = fingerprint()

    with pytest.raises(Refused):
        referral.register(
            an_actor(role),
            a_referral(),
            organisation_id=an_actor().id,
            duplicate_checked=True,
        )

    assert fingerprint() == before


@pytest.mark.parametrize("role", [Role.DPO, Role.BOARD, Role.ADMIN])
def test_who_works_on_no_case_hears_nothing_of_an_aanmelding_and_its_lists(role):
    actor = a_user(role).actor

    for act in (
        lambda: faults_of_referral(actor, a_referral(), None),
        lambda: get_intake(actor),
    ):
        with pytest.raises(Refused):
            act()


def test_a_doubt_about_a_double_stays_open():
    number = register(a_user().actor, duplicate_checked=False)

    assert not row_of(Case, number=number).duplicate_checked


def test_what_belongs_to_another_answer_is_not_kept():
    given = a_referral(
        informed=True, informed_on=TODAY, not_informed_note="Oud.", urgent_reason="?"
    )

    number = register(a_user().actor, given)

    handed = row_of(Referral, case_id=id_of(number))
    assert handed.not_informed is None
    back = get_handed_in(a_user().actor, number).given
    assert (back.not_informed_note, back.urgent_reason, back.look_again_on) == ("", "", None)


def test_without_guardians_or_marks_there_are_no_rows_of_them():
    register(a_user().actor)

    assert rows_of(Guardian) == []
    assert rows_of(ThirdPartyMark) == []


# --- telling the person, and who hands in


def not_told(**changes):
    return a_referral(not_informed=None, not_informed_note="", look_again_on=None, **changes)


def test_when_nobody_is_told_and_nothing_is_postponed_the_month_of_the_law_runs():
    number = register(a_user().actor, not_told(received_on=date(2026, 11, 20)))

    assert terms_of(number)[TermKind.INFORM_PERSON] == (
        date(2026, 11, 20),
        date(2026, 12, 20),
        None,
    )
    assert TermKind.INFORM_REVIEW not in terms_of(number)
    assert row_of(Referral, case_id=id_of(number)).not_informed is None


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"not_informed": None}, {"not_informed": IntakeProblem.NO_REASON}),
        ({"look_again_on": None}, {"look_again_on": IntakeProblem.NO_DATE}),
        ({"look_again_on": date(2026, 11, 23)}, {"look_again_on": IntakeProblem.IN_PAST}),
        ({"look_again_on": date(2026, 12, 25)}, {"look_again_on": IntakeProblem.TOO_FAR}),
    ],
)
def test_a_postponement_has_a_ground_and_a_day_that_is_near(changes, problems):
    by, organisation = a_user().actor, an_organisation()
    before = fingerprint()

    with pytest.raises(Invalid) as caught:
        register(by, a_referral(**changes), organisation_id=organisation)

    assert caught.value.problems == problems
    assert fingerprint() == before


def test_the_municipality_sets_how_far_a_postponement_goes():
    by = a_user().actor
    set_values(by.id, "LAR", {"inform_review_days": "7"}, from_on=TODAY, reason="Zo besloten.")

    with pytest.raises(Invalid) as caught:
        register(by, a_referral(look_again_on=date(2026, 12, 2)))

    assert caught.value.problems == {"look_again_on": IntakeProblem.TOO_FAR}
    assert register(by, a_referral(look_again_on=date(2026, 12, 1)))


@pytest.mark.parametrize("foreign", [{"municipality": "EEM"}, {"may_refer": False}])
def test_an_organisation_that_may_not_refer_here_writes_nothing(foreign):
    by, organisation = a_user().actor, an_organisation(**foreign)
    before = fingerprint()

    for given in (organisation, uuid4()):
        with pytest.raises(Invalid) as caught:
            register(by, a_referral(), organisation_id=given)
        assert caught.value.problems == {"organisation": IntakeProblem.NOT_A_REFERRER}
    assert fingerprint() == before
