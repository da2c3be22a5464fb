"""Somebody who does not belong in a case is taken out; what stood stays readable."""

from dataclasses import replace
from uuid import uuid4

import pytest

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.models.case import Case, CaseTerm, Guardian, Guardianship, Person
from pga.cases.models.informing import Informing, InformPostponement
from pga.cases.models.plan import CaseAction
from pga.cases.reading.handed_in import get_handed_in
from pga.cases.reading.mistaken import get_choosing
from pga.cases.room import CASES
from pga.cases.rules.actions import ActionOutcome
from pga.cases.rules.informing import gate_open
from pga.cases.rules.intake import GuardianGiven
from pga.cases.rules.mistaken import MistakenProblem, TakenKind
from pga.cases.rules.referral import BirthDate, CaseKind, PersonRole
from pga.cases.rules.terms import TermKind
from pga.cases.services.taking_out import DROPPED, Taken, take_out
from pga.core import clock
from pga.core.database import glance
from pga.core.errors import Invalid, StaleDossier
from pga.dossiers.reading.changes import get_changes
from pga.privacy.events import Event
from pga.privacy.rows import verify_rows
from tests.builders import UNTOLD, a_case, a_person, a_referral, a_user, id_of
from tests.pages.whole_case import a_whole_case
from tests.support.rows import fingerprint, lines, row_of, rows_of
from tests.support.some import some

WHY = "Zij hoort niet bij dit gezin."


@pytest.fixture
def member(cellar):
    return a_user()


@pytest.fixture
def number(member):
    return a_whole_case(member.actor)


def take(actor, number, row, *, token=None, reason=WHY):
    kind = TakenKind.PERSON if isinstance(row, Person) else TakenKind.GUARDIAN
    token = token or get_choosing(actor, number).token
    take_out(actor, number, token, Taken(kind, row.id), reason=reason)


def child_of(number):
    return row_of(Person, case_id=id_of(number), place=1)


def mother_of(number):
    return row_of(Guardian, case_id=id_of(number))


@pytest.mark.both
def test_a_guardian_goes_with_what_hangs_on_her_and_the_history_tells_it(member, number):
    mother = mother_of(number)
    assert rows_of(InformPostponement, guardian_id=mother.id)

    take(member.actor, number, mother)

    assert get_handed_in(member.actor, number).given.guardians == ()
    for model in (Guardianship, Informing, InformPostponement, CaseAction):
        assert rows_of(model, guardian_id=mother.id) == []
    (action,) = rows_of(CaseAction, case_id=id_of(number), outcome=ActionOutcome.DROPPED)
    assert action.done_on == clock.today()
    newest = get_changes(member.actor, CASES, number).acts[0]
    of_her = [one for one in newest.changed if one.table == "guardian"]
    gone = {one.field: (one.was, one.now) for one in some(of_her)}
    assert (newest.who, newest.why) == (member.name, WHY)
    assert gone["name"] == ("Ilse Zonnedauw", None)
    assert gone["relation"] == ("moeder", None)
    assert gone.keys() == {"name", "relation", "phone", "address"}
    assert ("result", DROPPED) in {(one.field, one.now) for one in newest.changed}
    (line,) = lines(Event.TAKEN_OUT)
    assert line.object_id == id_of(number)
    with glance() as session:
        assert verify_rows(session).whole


def test_a_child_goes_with_the_gezag_over_it_and_the_case_is_of_one_person(member, number):
    child = child_of(number)

    take(member.actor, number, child)

    (left,) = rows_of(Person, case_id=id_of(number))
    assert (left.role, left.place) == (PersonRole.MAIN, 0)
    assert rows_of(Guardianship, person_id=child.id) == []
    assert row_of(Case, number=number).kind is CaseKind.PERSON
    assert [one.id for one in rows_of(Guardian, case_id=id_of(number))] == [mother_of(number).id]


def test_who_is_left_moves_up(member):
    people = tuple(
        a_person(call_name=name, birth=BirthDate(1990 + at, 1, 2))
        for at, name in enumerate(("Jorinde", "Joris", "Jarno"))
    )
    number = a_case(by=member.actor, given=a_referral(kind=CaseKind.FAMILY, persons=people))

    take(member.actor, number, row_of(Person, case_id=id_of(number), place=0))

    given = get_handed_in(member.actor, number).given
    assert [one.call_name for one in given.persons] == ["Joris", "Jarno"]
    assert given.kind is CaseKind.FAMILY
    roles = {row.place: row.role for row in rows_of(Person, case_id=id_of(number))}
    assert roles == {0: PersonRole.MAIN, 1: PersonRole.FAMILY_MEMBER}


def test_the_gate_and_the_terms_follow(member):
    given = a_referral(
        persons=(a_person(birth=BirthDate(2014, 3, 1)),),
        guardians=(
            GuardianGiven(name="Ilse Zonnedauw", relation="moeder", informed_on=clock.today()),
            GuardianGiven(name="Bram Boomvalk", relation="vader"),
        ),
        **UNTOLD,
    )
    number = a_case(by=member.actor, given=given)
    case = row_of(Case, number=number)
    assert case.informed_on is None
    term = {"case_id": case.id, "kind": TermKind.INFORM_PERSON, "ended_on": None}
    assert rows_of(CaseTerm, **term)
    father = row_of(Guardian, case_id=case.id, place=1)

    take(member.actor, number, father)

    after = row_of(Case, number=number)
    assert [row.place for row in rows_of(Guardian, case_id=case.id)] == [0]
    assert gate_open(after.informed_on, after.inform_review_on, clock.today()) is (
        after.informed_on is not None
    )


def test_the_last_person_stays(member):
    number = a_case(by=member.actor)
    before = fingerprint()

    with pytest.raises(Invalid) as refused:
        take(member.actor, number, row_of(Person, case_id=id_of(number)))

    assert refused.value.problems == {"who": MistakenProblem.LAST}
    assert fingerprint() == before


def test_who_is_not_there_cannot_go(member, number):
    stranger = replace(Taken(TakenKind.PERSON, uuid4()))
    token = get_choosing(member.actor, number).token

    with pytest.raises(Invalid) as refused:
        take_out(member.actor, number, token, stranger, reason=WHY)
    assert refused.value.problems == {"who": MistakenProblem.NOBODY}
    wrong = Taken(TakenKind.GUARDIAN, child_of(number).id)
    with pytest.raises(Invalid) as refused:
        take_out(member.actor, number, token, wrong, reason=WHY)
    assert refused.value.problems == {"who": MistakenProblem.NOBODY}


def test_what_changed_meanwhile_is_told_first(member, number):
    token = get_choosing(member.actor, number).token
    take(member.actor, number, mother_of(number))

    with pytest.raises(StaleDossier):
        take(member.actor, number, child_of(number), token=token)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.DPO, Role.ADMIN, Role.INTERVENTION_TEAM])
def test_only_who_corrects_takes_out(member, number, role):
    with pytest.raises(Refused):
        take(a_user(role).actor, number, mother_of(number), token="1")
    with pytest.raises(Refused):
        get_choosing(a_user(role).actor, number)
