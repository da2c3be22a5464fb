import pytest

from pga.cases.rules.states import State
from pga.privacy.events import Event
from tests.builders import a_case, a_goal, a_user, id_of
from tests.support.pages import text_of
from tests.support.rows import lines

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

HEAD = "person.call_name,person.surname,pga_case.safety_warning"
SMALL = {
    "plan-opstellen": State.INFORMATION_ROUND,
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
def test_the_page_of_a_small_move_opens_its_head_and_nothing_more(page, member, path):
    number = a_case(SMALL[path], by=member.actor)

    refused = page.log_in(member).post(f"/casussen/{number}/{path}", {}, status=200)

    assert "Deze stap kan nog niet" in text_of(refused)
    assert read(number) == [("head", HEAD), ("head", HEAD)]


def test_the_page_that_adopts_a_plan_is_one_look_at_the_plan_only(page, member):
    number = a_case(State.PLANNING, by=member.actor)
    a_goal(member.actor, number)

    page.log_in(member).get(f"/casussen/{number}/plan/vaststellen")

    assert read(number) == [("plan", f"{HEAD},plan_goal.text,plan_goal.words")]


@pytest.mark.parametrize("path", ["regie/procesregisseur", "regie/casusregisseur", "vlag"])
def test_a_form_about_people_is_one_look_that_opens_the_head_only(page, member, path):
    number = a_case(State.PLANNING, by=member.actor)

    page.log_in(member).get(f"/casussen/{number}/{path}")

    assert read(number) == [("head", HEAD)]


def test_who_is_linked_is_carried_out_before_anything_is_opened(page, member):
    number, other = a_case(State.PLANNING, by=member.actor), a_user()
    url = f"/casussen/{number}/betrokken"

    page.log_in(member).post(url, {"user_id": other.id, "reason": "Valt in."})

    assert read(number) == [("head", HEAD)]  # that of the page on which it was filled in


def test_the_casusblad_still_says_that_it_was_read(page, member):
    number = a_case(State.PLANNING, by=member.actor)

    page.log_in(member).get(f"/casussen/{number}")

    [(purpose, fields)] = read(number)
    assert purpose == "case_work"
    assert set(HEAD.split(",")) < set(fields.split(","))
