from datetime import timedelta

import pytest

from pga.access.permissions import Role
from pga.core import clock
from pga.signals import services
from pga.signals.models import Signal, SignalCount
from pga.signals.rules.codes import SignalOutcome
from tests.builders import a_case, a_person, a_referral, a_signal, a_user, an_organisation
from tests.support.pages import text_of
from tests.support.rows import rows_of

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

WORRY = "Een man staat elke nacht op het plein te roepen."
FIVE = {"worry": WORRY, "source": "police", "kind": "E33", "who": "Kwartelstaart"}


def days_on(days):
    return clock.stopped_at(clock.now() + timedelta(days=days))


@pytest.fixture
def safety(page):
    member = a_user()
    page.log_in(member)
    return member


def test_from_a_call_to_the_aanmelding(page, safety):
    partner = an_organisation(name="School De Kwartel")
    assert "Er loopt geen signaal." in text_of(page.get("/signalen"))

    page.post("/signalen/nieuw", FIVE | {"organisation": str(partner)})
    (row,) = rows_of(Signal)
    url = f"/signalen/{row.id}"
    listed = text_of(page.get("/signalen"))
    assert "E33: verward of onbegrepen gedrag" in listed
    assert "Kwartelstaart" not in listed
    assert WORRY not in listed
    page.post(f"{url}/melding")
    shown = text_of(page.get(url))
    assert WORRY in shown
    assert "2 meldingen" in shown
    assert "Leg eerst vast waar dit signaal is besproken." in text_of(page.get(f"{url}/uitkomst"))
    page.post(f"{url}/besproken", {"forum": "network", "organisations": [str(partner)]})
    page.post(f"{url}/uitkomst", {"outcome": "referral"})
    done = page.get(url)
    assert "Uitkomst: aanmelding" in text_of(done)
    refer = f"/aanmelden?signaal={row.id}&organisatie={partner}"
    assert refer.replace("&", "&amp;") in done.text

    begun = page.get(refer)

    assert f'<option selected value="{partner}">School De Kwartel</option>' in begun.text
    assert "komt uit een signaal" in text_of(begun)
    assert WORRY not in begun.text


def test_an_outcome_takes_it_off_each_page(page, safety):
    url = f"/signalen/{a_signal(safety.actor, discussed=True)}"

    page.post(f"{url}/uitkomst", {"outcome": "care_report"})

    done = page.get("/signalen")
    assert "De uitkomst is geteld. Het signaal zelf is weg." in text_of(done)
    page.get(url, status=404)
    assert [one.outcome for one in rows_of(SignalCount)] == [SignalOutcome.CARE_REPORT]


def test_what_is_wrong_stands_beside_its_field(page, safety):
    answer = text_of(page.post("/signalen/nieuw", {"received_on": "1-1-2020"}, status=200))

    for said in ("Schrijf de zorg op in één zin.", "Kies van wie het signaal komt."):
        assert said in answer
    answer = text_of(
        page.post("/signalen/nieuw", FIVE | {"calls": "veel", "birth": "ooit"}, status=200)
    )
    assert "Typ een getal van 1 tot en met 500." in answer
    assert "Typ een datum, of alleen het jaar met vier cijfers." in answer
    assert rows_of(Signal) == []


def test_a_second_call_about_the_same_person_is_led_to_the_first(page, safety):
    person = a_person(surname="Kwartelstaart")
    number = a_case(by=safety.actor, given=a_referral(persons=(person,)))
    known = a_signal(safety.actor, who="Kwartelstaart", calls=12)
    again = FIVE | {"birth": str(person.birth)}

    warned = page.post("/signalen/nieuw", again, status=200)

    assert "Misschien is deze persoon al bekend." in text_of(warned)
    assert f"Casus {number}" in text_of(warned)
    assert f"/signalen/{known}/melding" in warned.text
    assert len(rows_of(Signal)) == 1
    page.post("/signalen/nieuw", again | {"anyway": "y"})
    (other,) = (row.id for row in rows_of(Signal) if row.id != known)
    page.get(f"/signalen/{other}/uitkomst")
    page.post(f"/signalen/{other}/samen/{known}", at=f"/signalen/{other}/uitkomst")
    assert "13 meldingen" in text_of(page.get(f"/signalen/{known}"))


def test_the_interventieteam_hears_nothing_of_a_case_that_is_not_its_own(page):
    person = a_person(surname="Kwartelstaart")
    number = a_case(given=a_referral(persons=(person,)))
    a_signal(a_user().actor, who="Kwartelstaart")
    page.never = (number,)
    page.log_in(a_user(Role.INTERVENTION_TEAM))

    page.post("/signalen/nieuw", FIVE | {"birth": str(person.birth)})

    assert len(rows_of(Signal)) == 2


def test_it_can_be_extended_once(page, safety):
    url = f"/signalen/{a_signal(safety.actor)}"

    page.post(f"{url}/verlengen", {"reason": "De school antwoordt later."})

    assert "De school antwoordt later." in text_of(page.get(url))
    assert "kan niet (nog een keer) langer" in text_of(page.get(f"{url}/verlengen"))


def test_werk_says_which_end_soon(page, safety):
    signal_id = a_signal(safety.actor)
    assert "Signalen die aflopen" not in text_of(page.get("/werk"))

    with days_on(40):
        page.log_in(safety)
        shown = page.get("/werk")

    assert "Signaal loopt af op" in text_of(shown)
    assert "bespreek het" in text_of(shown)
    assert f"/signalen/{signal_id}" in shown.text


@pytest.mark.parametrize("role", [Role.BOARD, Role.DPO, Role.COORDINATOR])
def test_the_numbers_are_there_and_small_ones_are_not(page, role):
    actor = a_user().actor
    for outcome in [SignalOutcome.NOTHING] * 6 + [SignalOutcome.TAKEN_UP] * 2:
        services.settle(actor, a_signal(actor, discussed=True, calls=3), 2, outcome)
    running = a_signal(actor)
    page.log_in(a_user(role))

    shown = text_of(page.get("/cijfers"))

    assert "Er lopen nu minder dan 5 signalen. Afgerond: 8, samen 24 meldingen." in shown
    assert "Verlopen zonder besluit" not in shown
    assert "Niets minder dan 5" in shown
    assert str(running) not in shown
