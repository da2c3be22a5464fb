import pytest

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.reading.doubles import UNNAMED, PossibleDouble, find_doubles
from pga.cases.reading.weighing import get_beginning
from pga.cases.rules.referral import BirthDate, CaseKind
from pga.cases.rules.states import State
from pga.privacy.events import Event
from tests.builders import a_case, a_person, a_referral, a_user, an_actor
from tests.support.rows import lines

BORN = BirthDate(1991, 5, 14)
KNOWN = [("Zichtbaar", BORN)]


@pytest.fixture
def member(cellar):
    return a_user()


def test_a_known_person_is_told_by_number_and_procesregisseur_only(member):
    director = a_user()
    number = a_case(director=director.id)

    assert find_doubles(member.actor, KNOWN) == [PossibleDouble(number, director.name)]


def test_a_case_that_one_may_not_open_is_named_too(member):
    number = a_case(State.PLANNING)

    found = find_doubles(member.actor, KNOWN)

    assert [one.number for one in found] == [number]


@pytest.mark.parametrize("state", [State.REJECTED, State.CLOSED])
def test_a_case_that_has_ended_is_known_but_unnamed(member, state):
    a_case(state)

    assert find_doubles(member.actor, KNOWN) == [UNNAMED]


def test_a_case_that_one_stepped_back_from_is_unnamed(member):
    a_case(recused=[member.id])

    assert find_doubles(member.actor, KNOWN) == [UNNAMED]


def test_several_unnamed_ones_are_told_once_and_after_the_named(member):
    a_case(State.CLOSED)
    a_case(State.CLOSED)
    number = a_case()

    found = find_doubles(member.actor, KNOWN)

    assert [one.number for one in found] == [number, ""]


@pytest.mark.parametrize(
    ("surname", "birth", "known"),
    [
        ("Zichtbaar", BORN, True),
        ("zichtbaar", BORN, True),
        ("van Zichtbaar", BORN, True),
        ("Zichtbaar", BirthDate(1991), True),
        ("Zichtbaar", BirthDate(1975, 1, 1), False),
        ("Lisdodde", BORN, False),
    ],
)
def test_birth_date_and_surname_must_both_fit(member, surname, birth, known):
    a_case()

    assert bool(find_doubles(member.actor, [(surname, birth)])) is known


def test_another_municipality_is_not_looked_in(member):
    a_case(municipality="EEM")

    assert find_doubles(member.actor, KNOWN) == []
    (line,) = lines(Event.SEARCH)
    assert line.fields == "scanned=1"  # the noisy case of this town


def test_the_double_of_a_case_is_not_looked_for_elsewhere(member):
    number = a_case(State.REFERRED, by=member.actor)
    a_case(State.REFERRED, by=a_user(municipality="BLA").actor, municipality="BLA")

    assert get_beginning(member.actor, number).doubles == []


def test_a_look_is_one_line_with_the_number_and_without_a_name(member):
    a_case()
    a_case(given=a_referral(persons=(a_person(surname="Lisdodde"),)))

    find_doubles(member.actor, KNOWN)

    (line,) = lines(Event.SEARCH)
    assert (line.actor_id, line.purpose, line.fields) == (member.id, "double", "scanned=3")
    assert lines(Event.READ) == []


def test_a_case_is_not_its_own_double(member):
    number = a_case(by=member.actor)

    assert get_beginning(member.actor, number).doubles == []


def test_every_member_of_a_family_is_looked_for(member):
    known = a_case(given=a_referral(persons=(a_person(surname="Rietorchis"),)))
    family = (a_person(surname="Waterhoen"), a_person(surname="Rietorchis"))
    number = a_case(by=member.actor, given=a_referral(kind=CaseKind.FAMILY, persons=family))

    assert [one.number for one in get_beginning(member.actor, number).doubles] == [known]


def test_only_who_registers_may_look(cellar):
    for role in Role:
        if role is not Role.SAFETY_TEAM:
            with pytest.raises(Refused):
                find_doubles(an_actor(role), KNOWN)

    assert lines(Event.SEARCH) == []
