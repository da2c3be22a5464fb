import pytest

from pga.access.permissions import Role
from pga.accounts.services import users
from pga.cases.room import CASES
from pga.cases.rules.states import State
from pga.dossiers.rules.handover import Cause
from pga.dossiers.services import handover
from tests.builders import CANARY, a_case, a_user
from tests.support.desk import desk_of
from tests.support.pages import Page, text_of

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

PLACE = "/werk-overdragen"


@pytest.fixture
def coordinator(app):
    return a_user(Role.COORDINATOR)


@pytest.fixture
def leaver(app):
    return a_user()


@pytest.fixture
def taker(app):
    return a_user()


@pytest.fixture
def number(leaver):
    return a_case(State.PLANNING, by=leaver.actor)


@pytest.fixture
def asked(coordinator, leaver, taker, number):
    """The address of a proposal to the taker."""
    proposed = {"from_id": leaver.id, "to_id": taker.id, "cause": Cause.LEAVES}
    return f"/overdracht/{handover.propose(coordinator.actor, CASES, **proposed)}"


@pytest.fixture
def page(app):
    return Page(app, never=(CANARY,))


def between(leaver, taker):
    return f"{PLACE}?van={leaver.id}&naar={taker.id}"


def test_a_handover_is_proposed_and_accepted(page, app, coordinator, leaver, taker, number):
    page.log_in(coordinator)
    assert PLACE in page.get("/werk").text
    shown = page.get(between(leaver, taker))
    assert number in text_of(shown)
    page.post(between(leaver, taker), {"cause": "leaves"})
    assert "Wacht op antwoord" in text_of(page.get(PLACE))

    page.log_in(taker)
    assert "Overdracht: 1 casus" in text_of(page.get("/werk"))
    (offer,) = desk_of(taker.actor).offers
    place = f"/overdracht/{offer.id}"
    assert number in text_of(page.get(place))
    page.post(f"{place}/aannemen", at=place)
    assert "U heeft 1 casus overgenomen." in text_of(page.get("/casussen"))
    page.get(place, status=404)
    changes = text_of(Page(app).log_in(taker).get(f"/casussen/{number}/wijzigingen"))
    assert "Overgenomen van" in changes

    page.log_in(leaver).get(f"/casussen/{number}", status=404)
    assert "Overgenomen" in text_of(page.log_in(coordinator).get(PLACE))


def test_a_handover_is_refused_with_a_reason(page, coordinator, taker, asked):
    page.log_in(taker)
    empty = page.post(f"{asked}/weigeren", at=asked, status=200)
    assert "Kies waarom niet." in text_of(empty)

    page.post(f"{asked}/weigeren", {"objection": "full"}, at=asked)

    assert "Overdracht" not in text_of(page.get("/werk"))
    told = text_of(page.log_in(coordinator).get(PLACE))
    assert "Ik heb hier nu geen ruimte voor" in told


def test_an_offer_is_for_who_was_asked(page, leaver, coordinator, asked):
    for somebody in (leaver, coordinator):
        page.log_in(somebody).get(asked, status=404)


def test_an_offer_that_cannot_be_any_more_says_so(page, coordinator, taker, asked):
    page.log_in(taker)
    form = page.form(page.get(asked).text, f"{asked}/aannemen", own=False)
    users.disable(a_user(Role.ADMIN).actor, coordinator.id)

    page.send(f"{asked}/aannemen", form)

    assert "Dit kan nu niet meer." in text_of(page.get(asked))


def test_what_cannot_be_is_said_with_the_reason(page, coordinator, leaver, number):
    page.log_in(coordinator)
    helper = a_user(Role.INTERVENTION_TEAM)

    same = page.get(between(leaver, helper))
    nothing_chosen = page.get(f"{PLACE}?van=x&naar={leaver.id}")
    why = page.post(between(leaver, a_user()), status=200)

    assert "Kies iemand van team Veiligheid." in text_of(same)
    assert number not in text_of(nothing_chosen)
    assert "Kies waarom." in text_of(why)


def test_a_proposal_that_became_impossible_is_told_beside_it(page, coordinator, leaver, number):
    page.log_in(coordinator)
    taker = a_user()
    form = page.form(page.get(between(leaver, taker)).text, between(leaver, taker))
    handover.accept(
        taker.actor,
        CASES,
        handover.propose(
            coordinator.actor, CASES, from_id=leaver.id, to_id=taker.id, cause=Cause.LEAVES
        ),
        reason="Overgenomen.",
    )
    a_case(State.PLANNING, by=leaver.actor)
    helper = a_user(Role.INTERVENTION_TEAM)

    response = page.send(between(leaver, helper), [*form, ("cause", "leaves")], status=200)

    assert "Kies iemand van team Veiligheid." in text_of(response)


@pytest.mark.parametrize("role", [Role.INTERVENTION_TEAM, Role.DPO, Role.BOARD, Role.ADMIN])
def test_other_roles_have_no_such_page(page, app, role):
    page.log_in(a_user(role)).get(PLACE, status=403)
