import pytest

from pga.access.permissions import Role
from pga.cases.reading.round_forms import (
    get_answering,
    get_asked,
    get_contributing,
    get_settling_of,
    get_supplied,
)
from pga.cases.rules.contributions import Conditions, Status, Visibility
from pga.cases.rules.information import RequestAnswer
from pga.cases.rules.states import State
from pga.cases.services import information
from pga.core import clock
from pga.core.errors import Invalid
from pga.privacy.events import Event
from tests.builders import (
    a_case,
    a_contribution,
    a_request,
    a_user,
    an_error_in,
    an_organisation,
    id_of,
)
from tests.support.rows import lines


@pytest.fixture
def member(cellar):
    return a_user().actor


@pytest.fixture
def worker(cellar):
    return a_user(Role.INTERVENTION_TEAM).actor


@pytest.fixture
def number(member, worker):
    return a_case(State.PLANNING, by=member, linked=[worker.id])


@pytest.fixture
def other(member):
    return a_case(State.PLANNING, by=member)


def opened(number):
    """Return what the last look at a case opened, but for its head."""
    head = {"person.call_name", "person.surname", "pga_case.safety_warning"}
    return set(lines(Event.READ, about=id_of(number))[-1].fields.split(",")) - head


def is_not_there(read, *given):
    with pytest.raises(Invalid, match="not_there"):
        read(*given)


def test_a_form_about_a_question_opens_that_question_only(member, number, other):
    there = an_organisation(name="Stichting Lepelaar")
    a_request(member, number)
    asked, elsewhere = a_request(member, number, there), a_request(member, other)
    answer = {"answer": RequestAnswer.MAY_NOT_SHARE, "answered_on": clock.today()}
    information.record_answer(member, number, asked, 1, note="Mag het niet zeggen.", **answer)

    of_the_form = {get_asked: set(), get_contributing: {"person.birth"}}
    for read, weighed in of_the_form.items():
        found = read(member, number, asked).asked
        assert (found.partner, found.recipient) == ("Stichting Lepelaar", "Wietske Wulp, wijkagent")
        assert (found.asked_on, found.answered_on) == (clock.today(), clock.today())
        assert opened(number) == {"information_request.recipient"} | weighed
        is_not_there(read, member, number, elsewhere)
    page = get_answering(member, number, asked)
    assert (page.note, page.asked.answer, page.asked.version) == (
        "Mag het niet zeggen.",
        answer["answer"],
        2,
    )
    assert opened(number) == {"information_request.recipient", "information_request.answer_note"}
    is_not_there(get_answering, member, number, elsewhere)


def test_what_nobody_asked_for_begins_with_the_partners_of_today(member, number):
    there = an_organisation(name="Stichting Lepelaar")

    page = get_contributing(member, number)

    assert page.asked is None
    assert not page.over
    assert (there, "Stichting Lepelaar") in {(one.id, one.name) for one in page.partners}
    assert opened(number) == {"person.birth"}  # who is under 12 has no criminal data
    over = a_case(State.CLOSED, by=member)
    assert get_contributing(member, over).over


def test_a_contribution_is_taken_out_of_use_or_back_without_its_texts(member, number, other):
    there = an_organisation(name="Stichting Lepelaar")
    used = a_contribution(member, number, there)
    stopped = an_error_in(member, number, a_contribution(member, number))
    elsewhere = a_contribution(member, other)

    page = get_supplied(member, number, used, Status.ACTIVE)

    assert (page.shown.supplier, page.shown.received_on) == ("Stichting Lepelaar", clock.today())
    assert opened(number) == {"contribution.conditions"}
    assert get_supplied(member, number, stopped, Status.FROZEN).head.number == number
    for one, status in (
        (used, Status.FROZEN),
        (stopped, Status.ACTIVE),
        (elsewhere, Status.ACTIVE),
    ):
        is_not_there(get_supplied, member, number, one, status)


def test_what_is_put_right_begins_without_the_old_text(member, number):
    no = an_organisation(name="Stichting Lepelaar")
    kept = Conditions(partners=frozenset({no}), words="Niet in de brief.")
    stopped = an_error_in(member, number, a_contribution(member, number, conditions=kept))

    page = get_settling_of(member, number, stopped)

    assert (page.status, page.word) == (Status.FROZEN, "De wijkagent meldt een verwisseling.")
    assert (page.given.fact, page.given.opinion, page.given.source) == ("", "", "")
    assert (page.given.conditions, page.excluded) == (kept, {no: "Stichting Lepelaar"})
    assert opened(number) == {"contribution.conditions", "contribution.frozen_word", "person.birth"}


def test_who_may_not_know_of_a_contribution_has_no_form_for_it(member, worker, number):
    hidden = a_contribution(member, number, visibility=Visibility.REGIE)
    stopped = an_error_in(
        member, number, a_contribution(member, number, visibility=Visibility.REGIE)
    )

    is_not_there(get_supplied, worker, number, hidden, Status.ACTIVE)
    is_not_there(get_settling_of, worker, number, stopped)
    assert get_supplied(member, number, hidden, Status.ACTIVE)
    assert get_settling_of(member, number, stopped)
