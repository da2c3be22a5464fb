import pytest

from pga.cases.rules.states import State
from pga.privacy.events import Event
from tests.builders import a_case, a_user, id_of
from tests.support.pages import text_of
from tests.support.rows import lines

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

HEAD = "person.call_name,person.surname"
SMALL = {
    "plan-opstellen": State.INFORMATION_ROUND,
    "stoppen": State.INFORMATION_ROUND,
    "aanhouden": State.IN_EXECUTION,
    "hervatten": State.ON_HOLD,
}


@pytest.fixture
def member(app):
    return a_user()


def read(number):
    """Return what was read of a case: the purpose and the fields of each line."""
    return [(line.purpose, line.fields) for line in lines(Event.READ, about=id_of(number))]


@pytest.mark.parametrize("path", SMALL)
def test_the_page_of_a_small_move_shows_no_name_and_opens_nothing(page, member, path):
    number = a_case(SMALL[path], by=member.actor)

    refused = page.log_in(member).post(f"/casussen/{number}/{path}", {}, status=200)

    assert "Deze stap kan nog niet" in text_of(refused)
    assert read(number) == [("head", ""), ("head", "")]


def test_the_page_that_adopts_a_plan_opens_the_plan_only(page, member):
    number = a_case(State.PLANNING, by=member.actor)

    page.log_in(member).get(f"/casussen/{number}/plan/vaststellen")

    head, *plan = read(number)
    assert head == ("head", "")
    assert {purpose for purpose, _ in plan} == {"plan"}


def test_the_casusblad_still_says_that_it_was_read(page, member):
    number = a_case(State.PLANNING, by=member.actor)

    page.log_in(member).get(f"/casussen/{number}")

    [(purpose, fields)] = read(number)
    assert purpose == "case_work"
    assert set(HEAD.split(",")) < set(fields.split(","))
