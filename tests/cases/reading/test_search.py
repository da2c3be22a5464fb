import pytest

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.reading.search import find_number, search
from pga.cases.rules.referral import BirthDate, CaseKind
from pga.cases.rules.search import MOST, ByPerson
from pga.cases.rules.states import State
from pga.privacy import context
from pga.privacy.events import Event
from tests.builders import a_case, a_person, a_referral, a_user, an_actor, id_of
from tests.support.rows import lines

SOUGHT = ByPerson("Zichtbaar", BirthDate(1991))


@pytest.fixture
def member(cellar):
    return a_user()


def numbers(found):
    return [hit.number for hit in found.lines]


def test_a_person_is_found_with_what_the_list_shows(member):
    number = a_case(State.PLANNING, by=member.actor)

    (hit,) = search(member.actor, SOUGHT).lines

    assert (hit.number, hit.name, hit.birth) == (number, "Jorinde Zichtbaar", "14-05-1991")
    assert (hit.state, hit.level.name, hit.procesregisseur) == (
        State.PLANNING,
        "LOCAL",
        member.name,
    )


def test_who_is_not_the_first_of_a_family_is_found_too(member):
    family = a_referral(
        kind=CaseKind.FAMILY,
        persons=(
            a_person(surname="Rietorchis", birth=BirthDate(1970, 1, 1)),
            a_person(call_name="Wies"),
        ),
    )
    number = a_case(by=member.actor, given=family)

    (hit,) = search(member.actor, SOUGHT).lines

    assert (hit.number, hit.name) == (number, "Wies Zichtbaar")


def test_a_family_that_fits_twice_is_one_hit(member):
    twins = (a_person(), a_person(call_name="Wies"))
    a_case(by=member.actor, given=a_referral(kind=CaseKind.FAMILY, persons=twins))

    found = search(member.actor, SOUGHT)

    assert [hit.name for hit in found.lines] == ["Jorinde Zichtbaar"]


def test_it_looks_only_where_one_may_look(member):
    seen = a_case(State.PLANNING, by=member.actor)
    open_intake = a_case()
    a_case(State.PLANNING)
    a_case(State.PLANNING, recused=[member.id], linked=[member.id])
    a_case(municipality="EEM")

    assert numbers(search(member.actor, SOUGHT)) == [open_intake, seen]


def test_the_coordinator_looks_in_the_own_municipality(cellar):
    here, _elsewhere = a_case(State.PLANNING), a_case(municipality="EEM")

    assert numbers(search(a_user(Role.COORDINATOR).actor, SOUGHT)) == [here]


def test_a_closed_case_is_found_and_a_destroyed_one_is_gone(member):
    closed = a_case(State.CLOSED, by=member.actor)
    a_case(State.DESTROYED, by=member.actor)

    assert numbers(search(member.actor, SOUGHT)) == [closed]


def test_ten_are_shown_at_most_and_the_count_tells_of_the_rest(member):
    made = [a_case(by=member.actor) for _ in range(MOST + 1)]

    found = search(member.actor, SOUGHT)

    assert numbers(found) == made[:0:-1]
    assert found.total == MOST + 1


def test_one_line_tells_what_was_scanned_and_one_each_hit(member):
    number = a_case(by=member.actor)
    a_case(by=member.actor, given=a_referral(persons=(a_person(surname="Lisdodde"),)))

    search(member.actor, SOUGHT)

    (scan,) = [line for line in lines(Event.SEARCH) if line.purpose == "person"]
    read = [line for line in lines(Event.READ) if line.purpose == "search"]
    assert scan.fields == "scanned=2"
    assert [(line.object_id, line.fields) for line in read] == [
        (id_of(number), "person.birth,person.call_name,person.surname")
    ]


def test_nothing_found_is_a_line_too(member):
    assert search(member.actor, SOUGHT).total == 0
    assert [line.fields for line in lines(Event.SEARCH)] == ["scanned=0"]


def test_a_person_in_another_year_is_not_opened(member, monkeypatch):
    a_case(by=member.actor)
    opened, really = [], context.opened_cell

    def opened_cell(session, model, name, *place):
        opened.append(name)
        return really(session, model, name, *place)

    monkeypatch.setattr(context, "opened_cell", opened_cell)

    search(member.actor, ByPerson("Zichtbaar", BirthDate(1960)))

    assert opened == ["birth"]


@pytest.mark.parametrize(("hidden", "found"), [(False, True), (True, False)])
def test_a_number_is_found_when_one_may_open_it(member, hidden, found):
    number = a_case(State.PLANNING, by=None if hidden else member.actor)

    assert find_number(member.actor, number) is found
    assert find_number(member.actor, "LAR-2026-9999") is False
    told = [line.fields for line in lines(Event.SEARCH) if line.purpose == "number"]
    assert told == ["scanned=1"] * 2


@pytest.mark.parametrize("role", [Role.DPO, Role.BOARD, Role.ADMIN])
def test_who_has_no_cases_searches_none(cellar, role):
    for ask in (lambda: search(an_actor(role), SOUGHT), lambda: find_number(an_actor(role), "X")):
        with pytest.raises(Refused):
            ask()
