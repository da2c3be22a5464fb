from datetime import UTC, date, datetime, timedelta

import pytest

from pga.cases.reading.information import get_round
from pga.cases.rules.referral import ThirdPartyRelation
from pga.cases.rules.states import State
from pga.cases.services import information, showing
from pga.core import clock
from tests.builders import (
    a_case,
    a_contact,
    a_contribution,
    a_meeting,
    a_request,
    a_user,
    an_organisation,
    prepared,
    ticked,
)

NOW = datetime(2026, 11, 25, 13, tzinfo=UTC)
TODAY = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def chair(stopped):
    return a_user().actor


def test_the_page_tells_of_each_question_who_asked_whom_and_what_came(chair):
    number, police = a_case(State.INFORMATION_ROUND, by=chair), an_organisation(name="Politie")
    school = an_organisation(name="De School")
    a_request(chair, a_case(State.INFORMATION_ROUND, by=chair), police)
    waits = a_request(chair, number, school, question="Komt het kind op school?")
    told = a_contribution(
        chair,
        number,
        police,
        fact="Er zijn twee meldingen. Buurman Kees klaagt.",
        other=ThirdPartyRelation.NEIGHBOUR,
        passage="Buurman Kees klaagt.",
    )

    page = get_round(chair, number)

    asked = {one.id: (one.partner, one.asked_by, one.answer, one.question) for one in page.requests}
    assert len(asked) == 2
    assert asked[waits] == ("De School", chair.name, None, "Komt het kind op school?")
    [shown] = page.contributions
    assert asked[shown.request_id][:2] == ("Politie", chair.name)
    assert (shown.id, shown.supplier, shown.noted_by) == (told, "Politie", chair.name)
    assert (shown.other, shown.passage) == (ThirdPartyRelation.NEIGHBOUR, "Buurman Kees klaagt.")
    assert (shown.fact, shown.age, shown.went_to) == (
        "Er zijn twee meldingen. Buurman Kees klaagt.",
        None,
        (),
    )


def test_only_of_what_is_not_in_use_it_is_told_to_whom_it_went(chair):
    number = a_case(State.INFORMATION_ROUND, by=chair)
    police, housing = an_organisation(name="Politie"), an_organisation(name="De Verzonnen Hof")
    meeting = a_meeting(chair, number)
    prepared(chair, number, meeting, f"c:{a_contact(housing, 'Willie van Waan')}")
    good, wrong = a_contribution(chair, number, police), a_contribution(chair, number, police)
    for day in (NOW, NOW + timedelta(days=1)):
        with clock.stopped_at(day):
            ticked(chair, number, meeting)
            showing.show(chair, number, meeting)

    information.freeze(chair, number, wrong, word="Ander adres.")

    went = {one.id: one.went_to for one in get_round(chair, number).contributions}
    assert went == {good: (), wrong: (("Willie van Waan, wijkagent", TODAY),)}
