import re
from datetime import UTC, datetime, timedelta

import pytest

from pga.access.permissions import Role
from pga.accounts.reading import get_account
from pga.cases.models.doors import AccessRequest
from pga.cases.reading.sheet import get_sheet
from pga.cases.room import CASES
from pga.cases.rules.states import State
from pga.core import clock
from pga.dossiers.reading.people import get_choices
from pga.dossiers.rules.notices import MOST_ASKED
from pga.dossiers.services import access, flags
from pga.settings.services import set_values
from pga.web.filters import field_date
from tests.builders import CANARY, a_case, a_user
from tests.support.pages import Page, text_of
from tests.support.rows import rows_of
from tests.support.some import some

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

ASK = "/toegang-vragen"
SENTENCE = "Als deze casus bestaat, krijgt de procesregisseur uw vraag."


@pytest.fixture
def director(app):
    return a_user()


@pytest.fixture
def member(app):
    return a_user(Role.INTERVENTION_TEAM)


@pytest.fixture
def number(director):
    return a_case(State.PLANNING, by=director.actor)


@pytest.fixture
def linked(director, member):
    return a_case(State.PLANNING, by=director.actor, linked=[member.id])


def listed(page):
    return "Voor u" in text_of(page.get("/werk"))


# --- voor u


def test_the_start_page_shows_the_number_and_no_name(page, member, linked):
    page.never = (CANARY,)

    shown = page.log_in(member).get("/werk")

    assert "U bent gekoppeld aan deze casus" in text_of(shown)
    assert linked in text_of(shown)


def test_without_anything_waiting_the_list_is_not_there(page, member):
    assert not listed(page.log_in(member))


@pytest.mark.parametrize(
    "path",
    ["", "/aanmelding", "/wijzigingen", "/betrokken", "/aanhouden", "/plan-opstellen", "/vlag"],
)
def test_each_page_of_the_case_takes_it_off_the_list(page, member, linked, path):
    page.log_in(member)
    assert listed(page)

    page.get(f"/casussen/{linked}{path}")

    assert not listed(page)


def test_one_click_on_gezien_takes_it_off_the_list(page, member, linked):
    page.log_in(member)
    url = re.search(r'action="(/werk/gezien/[^"]+)"', page.get("/werk").text)[1]

    page.post(url, at="/werk")

    assert "Voor u" not in text_of(page.get("/werk"))


# --- asking for access


def ask(page, number):
    page.post(ASK, {"number": number, "reason": "Ik ga mee op huisbezoek."})
    return page.get(ASK)


def without_tokens(response):
    return re.sub(r'<input[^>]*type="hidden"[^>]*>|<meta[^>]*csrf[^>]*>', "", response.text)


def test_the_answer_is_the_same_to_the_letter_whatever_the_number(page, member, linked, number):
    elsewhere = a_case(State.PLANNING, municipality="BLA")
    recused = a_case(State.PLANNING, recused=[member.id])
    page.log_in(member)

    answers = {
        without_tokens(ask(page, which))
        for which in (
            number,
            linked,
            elsewhere,
            recused,
            "LAR-2026-9999",
            "XYZ-1026-1",
            number.lower(),
        )
    }

    assert len(answers) == 1
    assert SENTENCE in answers.pop()
    assert len(rows_of(AccessRequest)) == 1


def test_after_too_many_times_the_answer_is_still_the_same(page, member, number):
    page.log_in(member)
    with clock.stopped_at(clock.now()):
        first = without_tokens(ask(page, "LAR-2026-9999"))
        for _ in range(MOST_ASKED):
            last = without_tokens(ask(page, number))

    assert first == last


def test_a_question_without_a_number_or_a_reason_says_what_is_missing(page, member):
    shown = page.log_in(member).post(ASK, {"number": "", "reason": ""}, status=200)

    assert "Vul het casusnummer in." in text_of(shown)
    assert "Schrijf op waarvoor" in text_of(shown)


def test_a_case_that_is_not_there_and_one_that_is_not_yours_lead_to_the_same_way_out(
    page, member, number
):
    page.log_in(member)

    hidden = without_tokens(page.get(f"/casussen/{number}", status=404))
    nonsense = without_tokens(page.get("/casussen/LAR-2026-9999", status=404))

    assert hidden == nonsense
    assert f'href="{ASK}"' in hidden


def test_who_works_on_no_case_gets_no_link_to_it(app):
    for other in (Page(app), Page(app).log_in(a_user(Role.BOARD))):
        assert ASK not in other.get("/nergens", status=404).text


# --- answering


@pytest.fixture
def question(director, member, number):
    access.ask_access(member.actor, CASES, number, reason="Ik ga mee op huisbezoek.")
    (asked,) = get_choices(director.actor, CASES, number).asking
    return f"/casussen/{number}/betrokken/vragen/{asked.id}"


def test_the_question_stands_on_betrokken_and_is_granted_with_a_last_day(
    page, director, member, number, question
):
    page.log_in(director)
    assert f"{member.name} vraagt om toegang" in text_of(page.get(f"/casussen/{number}/betrokken"))
    last_on = clock.today() + timedelta(days=7)

    page.post(question, {"answer": "grant", "last_on": field_date(last_on)})

    assert page.get(f"/casussen/{number}/betrokken").text.count(member.name) > 0
    page.get(question, status=404)
    shown = Page(page.app).log_in(member)
    assert "U heeft de toegang die u vroeg" in text_of(shown.get("/werk"))
    shown.get(f"/casussen/{number}")


def test_a_refusal_tells_the_asker_without_a_link(page, director, member, number, question):
    page.log_in(director).post(question, {"answer": "refuse", "reason": "Niet nodig."})

    shown = Page(page.app, never=("Niet nodig.", CANARY)).log_in(member).get("/werk")

    assert "U kreeg de toegang niet" in text_of(shown)
    assert f'href="/casussen/{number}"' not in shown.text


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "Kies een antwoord."),
        ({"answer": "grant"}, "Toegang heeft altijd een einde."),
        ({"answer": "grant", "last_on": "31-11-2026"}, "31-11-2026 bestaat niet."),
        ({"answer": "grant", "last_on": "last month"}, "De laatste dag is vandaag of later."),
        ({"answer": "refuse"}, "Schrijf op waarom u geen toegang geeft."),
    ],
)
def test_an_answer_that_lacks_something_says_what(page, director, question, fields, message):
    last_month = (clock.today() - timedelta(days=30)).strftime("%d-%m-%Y")
    typed = {k: last_month if v == "last month" else v for k, v in fields.items()}

    shown = page.log_in(director).post(question, typed, status=200)

    assert message in text_of(shown)


def typed_in(page, url, **words):
    """Return a form of this page with these words in it; each is a form of its own."""
    form = page.form(page.get(url).text, url)
    return [(k, v) for k, v in form if k not in words] + list(words.items())


def test_an_answer_that_comes_second_is_told_so(page, director, number, question):
    page.log_in(director)
    first, later = (typed_in(page, question, answer="refuse", reason="Nee.") for _ in range(2))
    people = f"/casussen/{number}/betrokken"
    page.send(question, first)
    page.get(people)

    page.send(question, first)
    assert "Dit had u al vastgelegd." in text_of(page.get(people))
    page.send(question, later)
    assert "Deze vraag is al beantwoord." in text_of(page.get(people))


# --- flags


def test_a_flag_is_set_and_closed_on_the_sheet(page, director, number):
    page.log_in(director)
    due_on = clock.today() + timedelta(days=3)
    page.post(
        f"/casussen/{number}/vlag", {"text": "Bel het wijkteam.", "due_on": field_date(due_on)}
    )
    shown = page.get(f"/casussen/{number}")
    assert "Kijk hiernaar: Bel het wijkteam." in text_of(shown)
    (flag,) = get_sheet(director.actor, number).flags
    close = f"/casussen/{number}/vlag/{flag.id}/sluiten"

    assert "Schrijf op wat eruit kwam." in text_of(page.post(close, {"closing": ""}, status=200))
    first, later = (typed_in(page, close, closing="Het is geregeld.") for _ in range(2))
    page.send(close, first)
    page.get(f"/casussen/{number}")
    page.send(close, first)
    assert "Dit had u al vastgelegd." in text_of(page.get(f"/casussen/{number}"))
    page.send(close, later)

    shown = text_of(page.get(f"/casussen/{number}"))
    assert "Deze vlag was al gesloten." in shown
    assert "Het is geregeld." in shown
    assert "Het is geregeld." in text_of(page.get(f"/casussen/{number}/wijzigingen"))
    page.get(close, status=404)


@pytest.mark.parametrize(
    ("days", "message"),
    [(-1, "Kies vandaag of een dag die nog komt."), (400, "Kies een dag binnen een jaar")],
)
def test_a_flag_with_a_day_that_cannot_be_says_so(page, director, number, days, message):
    due_on = field_date(clock.today() + timedelta(days=days))

    shown = page.log_in(director).post(
        f"/casussen/{number}/vlag", {"text": "Bellen.", "due_on": due_on}, status=200
    )

    assert message in text_of(shown)


def test_a_due_flag_is_a_duty_without_its_text(page, director, number):
    flags.flag(director.actor, CASES, number, text=f"Bel {CANARY}.", due_on=clock.today())
    page.never = (CANARY,)

    shown = text_of(page.log_in(director).get("/werk"))

    assert "Vlag van u: kijk naar deze casus" in shown
    assert "De dag van een vlag is er" in shown


# --- of the same kind


def test_notices_of_one_kind_are_folded_and_seen_in_one_press(page, director, member):
    numbers = [a_case(State.PLANNING, by=director.actor, linked=[member.id]) for _ in range(3)]
    page.log_in(member)
    shown = page.get("/werk")
    assert "3 casussen waaraan u bent gekoppeld" in text_of(shown)
    assert "U bent gekoppeld aan deze casus</a>" not in shown.text
    later = a_case(State.PLANNING, by=director.actor, linked=[member.id])
    url = "/werk/alles-gezien/linked"
    standing = page.form(shown.text, url, own=False)

    page.send(url, standing)

    told = text_of(page.get("/werk"))
    assert "Alles gezien. De regels zijn weg." in told
    voor_u = told[told.index("Voor u") : told.index("Mijn casussen")]
    assert later in voor_u
    assert "U bent gekoppeld aan deze casus" in voor_u
    assert not any(number in voor_u for number in some(numbers))


@pytest.mark.parametrize(
    ("kind", "until", "status"), [("verzonnen", "", 404), ("linked", "x", 400)]
)
def test_nonsense_about_a_kind_of_notices_is_refused(page, member, linked, kind, until, status):
    page.log_in(member)
    standing = dict(page.form(page.get("/account").text, "/uitloggen", own=False))
    sent = [("csrf_token", standing["csrf_token"]), ("tot", until)]

    page.send(f"/werk/alles-gezien/{kind}", sent, status=status)

    assert listed(page)


# --- the mail


def test_the_account_keeps_the_wish_for_a_mail(page, director):
    page.log_in(director)

    page.post("/account/bericht", {"email": "noor@gemeente.example", "wanted": "y"}, at="/account")

    account = get_account(director.actor)
    assert (account.email, account.wants_digest) == ("noor@gemeente.example", True)
    assert 'value="noor@gemeente.example"' in page.get("/account").text


def test_a_wish_without_an_address_says_what_is_missing(page, director):
    shown = page.log_in(director).post(
        "/account/bericht", {"email": "", "wanted": "y"}, at="/account", status=200
    )

    assert "Vul één e-mailadres in" in text_of(shown)


# --- a case that is over, and a limit that can be set


def test_the_page_of_a_flag_says_no_as_the_act_does_when_the_case_is_over(page, director):
    over = a_case(State.CLOSED, by=director.actor)
    page.log_in(director)

    for _ in range(2):
        shown = page.get(f"/casussen/{over}/vlag")
        assert "Een vlag kan er niet meer bij." in text_of(shown)
        assert "Zet de vlag" not in text_of(shown)


@pytest.mark.parametrize(("months", "day"), [("3", "24 februari 2027"), ("1", "24 december 2026")])
def test_how_long_a_case_waits_is_what_the_municipality_set(page, director, months, day):
    with clock.stopped_at(datetime(2026, 11, 24, 10, tzinfo=UTC)):
        number = a_case(State.IN_EXECUTION, by=director.actor)
        values = {"hold_months": months}
        set_values(director.id, "LAR", values, from_on=clock.today(), reason="Zo besloten.")

        shown = text_of(page.log_in(director).get(f"/casussen/{number}/aanhouden"))

    assert f"Hoogstens tot en met {day}." in shown
    assert "zes maanden" not in shown
