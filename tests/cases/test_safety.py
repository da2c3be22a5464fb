"""The safety line: on each page of a case, with the day on which it was last checked."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import url_for

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.models.case import Case
from pga.cases.reading.handed_in import get_correcting
from pga.cases.room import CASES
from pga.cases.routes.blueprint import CASE_PLACES
from pga.cases.rules.states import State
from pga.cases.services.referral import correct
from pga.cases.services.safety import check_safety
from pga.core import clock
from pga.core.database import direct_write, transaction
from pga.core.errors import Invalid, StaleDossier
from pga.dossiers.reading.head import get_head
from pga.privacy.events import Event
from tests.builders import a_case, a_referral, a_user
from tests.support.pages import text_of
from tests.support.rows import lines
from tests.support.some import some

DOG = "Er is een hond. Bel eerst aan de overkant."
SHEET = "Ga met twee."


@contextmanager
def days_later(days):
    with clock.stopped_at(clock.now() + timedelta(days=days)):
        yield clock.today()


def a_risky_case(member, state=State.IN_EXECUTION, **more):
    given = a_referral(at_risk=True, safety=DOG)
    return a_case(state, by=member.actor, director=member.id, given=given, **more)


def head_for(member, number):
    return get_head(member.actor, CASES, number)


def line_of(member, number):
    head = head_for(member, number)
    return head.safety, head.safety_checked_on


@pytest.fixture
def member(cellar):
    return a_user()


def test_what_comes_with_an_aanmelding_was_checked_that_day(member):
    number = a_risky_case(member)
    registered_on = clock.on_the_wall(lines(Event.CREATED)[-1].at).date()

    assert line_of(member, number) == (DOG, registered_on)
    assert line_of(member, a_case(by=member.actor)) == ("", None)


@pytest.mark.both
def test_saying_that_it_holds_changes_the_day_only(member):
    number = a_risky_case(member)
    with days_later(40) as day:
        check_safety(member.actor, number, head_for(member, number).version, DOG)
        assert line_of(member, number) == (DOG, day)
        assert len(lines(Event.SAFETY_CHECKED)) == 1


def test_other_words_replace_it_and_none_end_it(member):
    number = a_risky_case(member)
    with days_later(1) as day:
        check_safety(member.actor, number, head_for(member, number).version, SHEET)
        assert line_of(member, number) == (SHEET, day)
        check_safety(member.actor, number, head_for(member, number).version, "")
        assert line_of(member, number) == ("", None)


def test_a_colleague_who_wrote_meanwhile_is_not_written_over(member):
    number = a_risky_case(member)
    version = head_for(member, number).version
    check_safety(member.actor, number, version, SHEET)

    with pytest.raises(StaleDossier):
        check_safety(member.actor, number, version, DOG)
    assert line_of(member, number)[0] == SHEET


@pytest.mark.parametrize("state", [State.CLOSED, State.REJECTED])
def test_a_case_that_is_over_keeps_what_stood(member, state):
    number = a_risky_case(member, state)
    colleague = a_user(Role.COORDINATOR)
    version = head_for(colleague, number).version

    with pytest.raises(Invalid) as caught:
        check_safety(colleague.actor, number, version, SHEET)
    assert caught.value.problems == {"": "case_over"}
    assert line_of(colleague, number)[0] == DOG


def test_a_colleague_who_is_not_linked_writes_nothing(member):
    number = a_risky_case(member)
    stranger = a_user(Role.INTERVENTION_TEAM)

    with pytest.raises(Refused):
        check_safety(stranger.actor, number, head_for(member, number).version, SHEET)


@pytest.mark.parametrize(("words", "same"), [(DOG, True), (SHEET, False), ("", False)])
def test_a_correction_checks_it_only_when_it_says_something_else(member, words, same):
    number = a_risky_case(member, State.REFERRED)
    stood_on = head_for(member, number).safety_checked_on
    held = get_correcting(member.actor, number)
    given = replace(held.given, at_risk=bool(words), safety=words)
    with days_later(3) as day:
        correct(
            member.actor,
            number,
            held.token,
            given,
            organisation_id=held.organisation_id,
            reason="Nagevraagd.",
        )
        expected = stood_on if same else (day if words else None)
        assert line_of(member, number) == (words, expected)


def test_each_page_of_a_case_shows_it_with_its_day(page):
    member = a_user()
    number = a_risky_case(member)
    page.log_in(member)
    parts = [part for place in CASE_PLACES for part in place.parts]
    with page.app.test_request_context():
        urls = [url_for(part.endpoint, number=number) for part in parts]
    forms = ("vlag", "veiligheid", "aanhouden", "acties/nieuw", "doelen/nieuw", "plan/kern")

    for url in some([*urls, *(f"/casussen/{number}/{form}" for form in forms)]):
        told = text_of(page.get(url))
        assert f"Veiligheid: {DOG}" in told
        assert "Nagekeken op" in told


def test_a_line_of_before_says_that_its_day_is_not_known(page):
    member = a_user()
    number = a_risky_case(member)
    before = sa.update(Case).where(Case.number == number).values(safety_checked_on=None)
    with transaction() as session, direct_write():
        session.execute(before)
    told = text_of(page.log_in(member).get(f"/casussen/{number}"))

    assert "Wanneer dit is nagekeken, is niet vastgelegd." in told


def test_the_page_checks_it_and_leads_to_the_case(page):
    member = a_user(Role.INTERVENTION_TEAM)
    number = a_risky_case(a_user(), linked=[member.id])
    url = f"/casussen/{number}/veiligheid"
    page.log_in(member)
    assert DOG in text_of(page.get(url))

    page.post(url, {"safety": SHEET})
    told = text_of(page.get(f"/casussen/{number}"))
    assert "Vastgelegd: de veiligheid is vandaag nagekeken." in told
    assert f"Veiligheid: {SHEET}" in told
    page.post(url, {"safety": ""})
    told = text_of(page.get(f"/casussen/{number}"))
    assert "Er staat nu niets bij veiligheid." in told
    assert SHEET not in told
    assert len(lines(Event.SAFETY_CHECKED)) == 2


def test_the_page_of_a_case_that_is_over_offers_nothing(page):
    coordinator = a_user(Role.COORDINATOR)
    number = a_risky_case(a_user(), State.CLOSED)
    shown = page.log_in(coordinator).get(f"/casussen/{number}/veiligheid")

    assert "Deze casus loopt niet meer." in text_of(shown)
    assert 'name="safety"' not in shown.text
    assert "/veiligheid" not in page.get(f"/casussen/{number}").text
