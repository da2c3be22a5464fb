import html
import re
from datetime import timedelta

import pytest

from pga.access.permissions import Role
from pga.cases.models.case import Case
from pga.cases.models.ending import CaseEnd
from pga.cases.models.plan import CaseAction
from pga.cases.rules.actions import ActionOutcome
from pga.cases.rules.ending import outcome_field, result_field
from pga.cases.rules.states import HoldReason, State
from pga.cases.rules.triage import Outcome
from pga.cases.services import triage, working
from pga.core import clock
from tests.builders import (
    a_case,
    a_request,
    a_user,
    a_weging,
    an_action,
    an_organisation,
    id_of,
    version_of,
)
from tests.support.pages import text_of
from tests.support.rows import row_of

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

DAY = "%d-%m-%Y"


@pytest.fixture
def member(app):
    return a_user()


def ending(**changes):
    today = clock.today().strftime(DAY)
    usual = {
        "reason": "moved_handed_over",
        "happened_on": today,
        "words": "De verhuizing staat in de BRP.",
        "heard": "person",
    }
    return {**usual, **changes}


def state_of(number):
    return row_of(Case, number=number).state


def test_a_case_ends_by_its_page_and_is_gone_for_who_worked_on_it(page, member):
    worker = a_user(Role.INTERVENTION_TEAM)
    number = a_case(State.PLANNING, by=member.actor, linked=[worker.id])
    action_id = an_action(member.actor, number)
    case = f"/casussen/{number}"
    page.log_in(member)
    assert f"{case}/beeindigen" in page.get(case).text

    again = text_of(page.post(f"{case}/beeindigen", ending(), status=200))
    assert "Kies wat er met deze actie gebeurt." in again
    answered = {outcome_field(action_id): "handed_over", result_field(action_id): "Aan Baarn."}
    page.post(f"{case}/beeindigen", ending(**answered))

    assert state_of(number) is State.CLOSED
    assert row_of(CaseAction, id=action_id).outcome is ActionOutcome.HANDED_OVER
    told = text_of(page.get(case))
    assert "Beëindigd: verhuisd, en overgedragen aan de nieuwe gemeente." in told
    assert "Bewaarklasse: toegelaten en afgesloten." in told
    page.log_in(worker)
    page.get(case, status=404)
    page.get(f"{case}/verloop", status=404)


def test_an_aanmelding_is_withdrawn_without_a_weging(page, member):
    number = a_case(by=member.actor)
    page.log_in(member)

    page.post(f"/casussen/{number}/beeindigen", ending(reason="withdrawn", heard="nobody"))

    assert state_of(number) is State.REJECTED
    assert row_of(CaseEnd, case_id=id_of(number)).reason == "withdrawn"
    page.get(f"/casussen/{number}")
    page.log_in(a_user()).get(f"/casussen/{number}", status=404)


@pytest.mark.parametrize("day", ["", "1-1-9999", "32-13-2026"])
def test_a_day_that_cannot_be_ends_nothing(page, member, day):
    number = a_case(State.PLANNING, by=member.actor)
    page.log_in(member)

    page.post(f"/casussen/{number}/beeindigen", ending(happened_on=day), status=200)

    assert state_of(number) is State.PLANNING


def test_where_no_event_ends_a_case_the_page_says_so(page, member):
    number = a_case(State.CLOSED, by=member.actor)
    page.log_in(member)

    told = text_of(page.get(f"/casussen/{number}/beeindigen"))

    assert "Beëindig de casus" not in told


@pytest.mark.parametrize("state", [State.INFORMATION_ROUND, State.PLANNING])
def test_a_case_goes_back_by_its_page_to_where_it_was_held(page, member, state):
    number = a_case(state, by=member.actor)
    case, until = f"/casussen/{number}", clock.today() + timedelta(days=30)
    page.log_in(member)
    held = {"reason": "detention", "note": "Zit vast.", "review_on": until.strftime(DAY)}

    page.post(f"{case}/aanhouden", held)
    assert state_of(number) is State.ON_HOLD
    assert text_of(page.get(case)).count("Hervatten") >= 1
    page.post(f"{case}/hervatten", {"reason": "Vrijgekomen."})

    assert state_of(number) is state


def test_an_objection_holds_a_case_until_it_is_decided(page, member):
    number = a_case(State.PLANNING, by=member.actor)
    until = clock.today() + timedelta(days=30)
    working.hold(
        member.actor,
        number,
        version_of(number),
        reason=HoldReason.OBJECTION,
        note="Bezwaar per brief.",
        review_on=until,
    )
    case, today = f"/casussen/{number}", clock.today().strftime(DAY)
    page.log_in(member)

    again = text_of(page.post(f"{case}/hervatten", {"reason": "Het kan."}, status=200))
    assert "Er is nog niet beslist op het bezwaar." in again
    assert state_of(number) is State.ON_HOLD
    page.post(f"{case}/hervatten", {"reason": "Ongegrond.", "rejected_on": today})

    assert state_of(number) is State.PLANNING


def test_where_one_stopped_a_case_leads_to_the_one_page_that_ends_it(page, member):
    number = a_case(State.INFORMATION_ROUND, by=member.actor)
    case = f"/casussen/{number}"
    sheet = page.log_in(member).get(case)
    assert sheet.text.count(f"{case}/beeindigen") == 1
    assert f"{case}/stoppen" not in sheet.text

    page.post(f"{case}/beeindigen", ending(reason="no_longer_necessary", heard="nobody"))

    assert state_of(number) is State.REJECTED
    told = text_of(page.get(f"{case}/verloop"))
    assert "Gestopt: geen reden meer voor een aanpak" in told
    assert ending()["words"] in told


def test_the_slower_of_two_who_weigh_reads_what_he_wrote_and_nothing_of_the_case(page, member):
    slower, words = a_user(), "De corporatie meldde drie keer <b>overlast</b> in de nacht."
    number = a_case(State.IN_TRIAGE, by=member.actor)
    case, version = f"/casussen/{number}", version_of(number)
    made = page.log_in(slower).get(f"{case}/weging").text
    triage.decide_triage(member.actor, number, version, a_weging(Outcome.REJECTED))
    sent = [*page.form(made, f"{case}/weging"), ("reasoning", words), ("outcome", "rejected")]

    ended = page.send(f"{case}/weging", sent, status=404)
    never = page.send("/casussen/LAR-2026-9999/weging", sent, status=404)

    assert words in html.unescape(ended.text)
    assert "<b>overlast" not in ended.text
    assert text_of(ended) == text_of(never)
    assert "Uw tekst" not in text_of(page.get(f"{case}/weging", status=404))
    assert state_of(number) is State.REJECTED


def test_what_partners_heard_is_folded_until_something_of_it_is_said(page, member):
    number = a_case(State.INFORMATION_ROUND, by=member.actor)
    asked = an_organisation(name="Stichting Lepelaar")
    a_request(member.actor, number, asked)
    url = f"/casussen/{number}/beeindigen"
    page.log_in(member)

    def fold(answer):
        return re.search(r'<details class="fold" data-folded( open)?>', answer.text).group(1)

    assert fold(page.get(url)) is None
    assert fold(page.post(url, {"partners": str(asked), "words": ""}, status=200)) == " open"
    assert fold(page.post(url, {"partner_means": "phone", "words": ""}, status=200)) == " open"
