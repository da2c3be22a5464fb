import pytest

from pga.access.permissions import Role
from pga.cases.models.case import Case
from pga.cases.reading.timeline import get_timeline
from pga.cases.rules.states import State
from tests.builders import a_case, a_user, version_of
from tests.support.pages import text_of
from tests.support.rows import row_of
from tests.support.server import serving

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

GIVEN = {"facts": "Het was een ander adres (politie, 20-11-2026).", "feedback": "phone"}


@pytest.fixture
def member(app):
    return a_user()


@pytest.fixture
def number(member):
    return a_case(State.INFORMATION_ROUND, by=member.actor)


def drops(number):
    return f"/casussen/{number}/stoppen"


def test_the_casusblad_leads_to_stopping_and_shows_why_it_stopped(page, member, number):
    told = page.log_in(member).get(f"/casussen/{number}")
    assert drops(number) in told.text
    sent = GIVEN | {"feedback_on": "24-11-2025", "version": str(version_of(number))}

    page.post(drops(number), sent)

    assert "De casus is gestopt." in text_of(page.get(f"/casussen/{number}"))
    shown = text_of(page.get(f"/casussen/{number}/verloop"))
    assert "Gestopt: geen reden meer voor een aanpak" in shown
    assert GIVEN["facts"] in shown
    assert row_of(Case, number=number).state is State.REJECTED


def test_what_lacks_for_stopping_stands_beside_its_field(page, member, number):
    page.log_in(member)

    lacks = text_of(page.post(drops(number), {}, status=200))
    ahead = GIVEN | {"feedback_on": "01-06-2027"}
    early = text_of(page.post(drops(number), ahead, status=200))

    assert "Schrijf op door welke feiten er geen reden meer is." in lacks
    assert "Kies hoe de aanmelder het hoort." in lacks
    assert "Deze dag moet nog komen." in early
    assert row_of(Case, number=number).state is State.INFORMATION_ROUND


def test_who_was_second_reads_that_the_case_changed(page, member, number):
    sent = GIVEN | {"feedback_on": "24-11-2025", "version": str(version_of(number) - 1)}

    told = page.log_in(member).post(drops(number), sent, status=200)

    assert "Dit is veranderd sinds u dit opende." in text_of(told)
    assert GIVEN["facts"] in told.text


def test_the_interventieteam_reads_who_can_stop_a_case(page, member):
    worker = a_user(Role.INTERVENTION_TEAM)
    number = a_case(State.INFORMATION_ROUND, by=member.actor, linked=[worker.id])

    page.log_in(worker).get(drops(number), status=403)

    assert drops(number) not in page.get(f"/casussen/{number}").text
    assert drops(number) in page.log_in(member).get(f"/casussen/{number}").text


@pytest.mark.browser
def test_stopping_has_no_barrier_and_goes_by_keyboard(app, open_page, member, number):
    with serving(app) as base:
        tab = open_page()
        tab.log_in(base, member)
        tab.page.goto(f"{base}{drops(number)}")
        tab.check_each_look()
        tab.page.focus("[name=facts]")
        tab.page.keyboard.type(GIVEN["facts"])
        tab.page.focus("[name=feedback] >> nth=0")
        tab.page.keyboard.press("Space")
        tab.page.focus("[name=feedback_on]")
        tab.page.keyboard.type("24-11-2025")
        tab.page.focus("main button.main")
        with tab.page.expect_navigation():
            tab.page.keyboard.press("Enter")
        assert "De casus is gestopt." in tab.page.inner_text("main")

    assert get_timeline(member.actor, number).moves[0].reason == GIVEN["facts"]
