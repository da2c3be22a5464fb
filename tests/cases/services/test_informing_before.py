"""Cases of before: what was closed wrongly opens again; nothing that was typed is lost."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from pga.cases.models.case import Case, CaseTerm, Guardian, Guardianship, Person
from pga.cases.models.informing import Informing, InformPostponement
from pga.cases.models.referral import Referral
from pga.cases.reading.informing import get_informing
from pga.cases.room import CASES
from pga.cases.rules.authority import AuthoritySaid
from pga.cases.rules.informing import Audience, InformMeans, ToldBy
from pga.cases.rules.intake import GuardianGiven
from pga.cases.rules.referral import BirthDate, NotInformedReason
from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind
from pga.cases.services.informing_before import JUDGED_ANEW
from pga.core import clock
from pga.core.database import transaction
from pga.privacy.events import Event
from pga.privacy.migrating import bring_over
from pga.privacy.trail import Line, record
from tests.builders import UNTOLD, a_case, a_person, a_referral, a_user, id_of
from tests.support.rows import lines, row_of, rows_of
from tests.support.system import SYSTEM

TODAY = date(2026, 11, 24)
MOTHER = GuardianGiven(name="Fenna Rietgors", relation="moeder")
FATHER = GuardianGiven(name="Bouke Rietgors", relation="vader")

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(datetime(2026, 11, 24, 10, tzinfo=UTC)):
        yield


@pytest.fixture
def member(stopped):
    return a_user()


def of_before(member, *, born=1991, guardians=(), state=State.PLANNING, **put):
    """Make a case as it stood before: no ties, telling as it was put then."""
    child = a_person(birth=BirthDate(born, 3, 1), call_name="Roan")
    given = a_referral(persons=(child,), guardians=guardians, **UNTOLD)
    number = a_case(state, by=member.actor, given=given)
    with transaction() as session:
        case = session.scalars(sa.select(Case).filter_by(number=number)).one()
        for tie in session.scalars(sa.select(Guardianship).filter_by(case_id=case.id)):
            session.delete(tie)
        case.inform_rule = None
        for name, value in put.items():
            setattr(case, name, value)
        record(session, member.actor, Line(Event.SEEDED, CASES.about(case.id)))
    return number


def brought_over():
    bring_over(SYSTEM, [replace(JUDGED_ANEW, code="anew")], lambda _over, _of: None)


def test_the_word_of_the_referrer_stays_as_that_and_closes_nothing_any_more(member):
    number = of_before(member, informed_on=TODAY - timedelta(days=3))

    brought_over()

    case = row_of(Case, number=number)
    assert (case.informed_on, case.inform_rule) == (None, 2)
    told = row_of(Informing, case_id=id_of(number))
    assert (told.source, told.told_on, told.topics) == (
        ToldBy.REFERRER,
        TODAY - timedelta(days=3),
        "",
    )
    running = {row.kind for row in rows_of(CaseTerm, case_id=id_of(number)) if row.ended_on is None}
    assert TermKind.INFORM_PERSON in running
    assert [one.open for one in get_informing(member.actor, number).ears] == [True]
    assert [line.object_id for line in lines(Event.MIGRATED)] == [id_of(number)]


def test_who_has_gezag_is_tied_to_each_minor_and_to_be_confirmed(member):
    number = of_before(member, born=2018, guardians=(MOTHER, FATHER))

    brought_over()

    assert {row.standing for row in rows_of(Guardianship, case_id=id_of(number))} == {
        AuthoritySaid.TO_CONFIRM
    }
    assert (
        row_of(CaseTerm, case_id=id_of(number), kind=TermKind.AUTHORITY, ended_on=None).due_on
        > TODAY
    )


@pytest.mark.parametrize(("guardians", "closed"), [((MOTHER,), True), ((MOTHER, FATHER), False)])
def test_one_guardian_who_was_told_stands_for_one_only(member, guardians, closed):
    number = of_before(member, born=2018, guardians=guardians, informed_on=TODAY)
    child = row_of(Person, case_id=id_of(number)).id
    with transaction() as session:
        case = session.scalars(sa.select(Case).filter_by(number=number)).one()
        session.add(
            Informing(
                case_id=case.id,
                person_id=child,
                audience=Audience.GUARDIAN,
                means=InformMeans.LETTER,
                told_on=TODAY,
                told_by=member.id,
                noted_at=clock.now(),
            )
        )
        record(session, member.actor, Line(Event.INFORMED, CASES.about(case.id)))

    brought_over()

    assert (row_of(Case, number=number).informed_on is not None) is closed


def test_when_a_guardian_was_told_is_kept_as_the_word_of_the_referrer(member):
    number = of_before(member, born=2018, guardians=(MOTHER,))
    mother = row_of(Guardian, case_id=id_of(number)).id
    with transaction() as session:
        guardian = session.get_one(Guardian, mother)
        guardian.informed = "2026-11-20"
        record(session, member.actor, Line(Event.SEEDED, CASES.about(guardian.case_id)))

    brought_over()

    (told,) = rows_of(Informing, case_id=id_of(number))
    assert (told.guardian_id, told.told_on) == (row_of(Guardian).id, date(2026, 11, 20))


def test_a_postponement_that_the_aanmelding_said_stays_valid(member):
    number = of_before(member, inform_review_on=TODAY + timedelta(days=9))
    handed_in = row_of(Referral, case_id=id_of(number)).id
    with transaction() as session:
        referral = session.get_one(Referral, handed_in)
        referral.not_informed = NotInformedReason.UNREACHABLE
        record(session, member.actor, Line(Event.SEEDED, CASES.about(referral.case_id)))

    brought_over()

    assert row_of(Case, number=number).inform_review_on == TODAY + timedelta(days=9)
    assert row_of(InformPostponement, case_id=id_of(number)).decided_by is None


def test_a_case_of_today_is_left_alone(member):
    a_case(State.PLANNING, by=member.actor)

    bring_over(SYSTEM, [replace(JUDGED_ANEW, code="anew")], lambda _over, _of: None)

    assert lines(Event.MIGRATED) == []
