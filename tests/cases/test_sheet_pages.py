"""The casusblad and the list of cases: where somebody begins, and who goes on."""

from datetime import timedelta

import pytest

from pga.access.permissions import Role
from pga.cases.room import CASES, CASUSREGISSEUR
from pga.cases.routes.sheet import foreseen_shown
from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind
from pga.core import clock
from pga.dossiers.rules.forecast import Foreseen, Happening
from pga.dossiers.services import people
from tests.builders import a_case, a_referral, a_user, an_emergency, version_of
from tests.support.pages import text_of

STEP = "Wijs een casusregisseur aan"
WHO = "Dat doen team Veiligheid en de coördinator."


@pytest.fixture
def member(app):
    return a_user()


@pytest.fixture
def worker(member):
    return a_user(Role.INTERVENTION_TEAM)


@pytest.fixture
def number(member, worker):
    return a_case(State.PLANNING, by=member.actor, director=member.id, linked=[worker.id])


def directed(number, member):
    reason = "Kent de persoon."
    people.name_director(
        member.actor,
        CASES,
        number,
        version_of(number),
        part=CASUSREGISSEUR,
        user_id=member.id,
        reason=reason,
    )


def test_who_cannot_take_the_next_step_reads_who_can(page, worker, number):
    sheet = page.log_in(worker).get(f"/casussen/{number}")

    assert f"{STEP} Elke casus heeft iemand die de inhoud bewaakt. {WHO}" in text_of(sheet)
    assert "/regie/casusregisseur" not in sheet.text


def test_who_can_take_the_next_step_gets_its_button_and_nothing_more(page, member, number):
    sheet = page.log_in(member).get(f"/casussen/{number}")

    assert STEP in text_of(sheet)
    assert WHO not in text_of(sheet)
    assert f"/casussen/{number}/regie/casusregisseur" in sheet.text


def test_a_coordinator_reads_who_informs_the_person(page, member):
    untold = a_referral(not_informed=None, not_informed_note="", look_again_on=None)
    number = a_case(State.IN_EXECUTION, by=member.actor, director=member.id, given=untold)
    directed(number, member)

    told = text_of(page.log_in(a_user(Role.COORDINATOR)).get(f"/casussen/{number}"))

    assert "Informeer betrokkene Leg de brief of het gesprek vast" in told
    assert "Dat doen team Veiligheid en het interventieteam." in told


def test_who_reads_by_noodtoegang_is_not_told_that_others_make_the_plan(page, member, number):
    directed(number, member)
    stranger = a_user(Role.INTERVENTION_TEAM)
    an_emergency(stranger.actor, number)

    told = text_of(page.log_in(stranger).get(f"/casussen/{number}"))

    assert "Maak het plan" in told
    assert "Dat doen" not in told


def test_who_reads_by_noodtoegang_is_told_whom_to_ask_for_the_next_step(page, member):
    number = a_case(State.ON_HOLD, by=member.actor)
    stranger = a_user(Role.INTERVENTION_TEAM)
    an_emergency(stranger.actor, number)

    told = text_of(page.log_in(stranger).get(f"/casussen/{number}"))

    assert "Vraag team Veiligheid om u aan deze casus te koppelen." in told


@pytest.mark.parametrize(("days", "kind"), [(-1, "late"), (0, ""), (1, "")])
def test_what_comes_today_is_not_late_yet(days, kind):
    on = clock.today() + timedelta(days=days)

    line = foreseen_shown(Foreseen(on, Happening.TERM_LATE, term=TermKind.CONTACT))

    assert (line["when"], line["kind"]) == (on, kind)


@pytest.mark.both
def test_the_list_of_a_coordinator_begins_with_all_cases_and_can_show_the_own(page, number):
    page.log_in(a_user(Role.COORDINATOR))

    assert number in page.get("/casussen").text
    assert number not in page.get("/casussen?wie=mine").text


def test_the_list_of_a_colleague_begins_with_the_own_cases(page, worker, number):
    other = a_case()
    page.log_in(a_user())

    begun = page.get("/casussen").text
    assert (number in begun, other in begun) == (False, False)
    assert other in page.get("/casussen?wie=all").text
