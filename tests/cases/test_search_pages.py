import pytest

from pga.cases.rules.states import State
from pga.core import clock
from tests.builders import CANARY, a_case, a_user
from tests.support.pages import text_of
from tests.support.server import serving
from tests.support.some import some

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

URL = "/zoeken"


@pytest.fixture
def member(app):
    return a_user()


@pytest.fixture
def ask(page, member):
    """Send the search form as this member; returns the answer."""
    page.log_in(member)

    def ask(status=200, **typed):
        return page.post(URL, typed, status=status)

    return ask


@pytest.fixture
def found(page, ask):
    """Ask for somebody; returns the page with the answer, whose address says no name."""

    def found(**typed):
        there = ask(status=302, **typed).headers["Location"]
        assert not any(word in there for word in some(typed.values()))
        return page.get(there)

    return found


def test_a_number_opens_the_case(ask, member):
    number = a_case(State.PLANNING, by=member.actor)

    answer = ask(status=302, number=number.lower())

    assert answer.headers["Location"] == f"/casussen/{number}"


def test_a_hidden_number_and_nonsense_get_one_answer(ask):
    hidden = a_case(State.PLANNING)

    with clock.stopped_at(clock.now()):
        answers = {one: text_of(ask(number=one)) for one in (hidden, "LAR-2026-9999")}

    said = {text.replace(f"{one} is", "Die is") for one, text in answers.items()}
    (text,) = said
    assert "Die is niet gevonden. U zoekt alleen in casussen die u mag openen." in text


def test_who_fits_is_shown_with_the_words_that_were_typed(found, member):
    number = a_case(State.PLANNING, by=member.actor)

    answer = found(surname=CANARY.lower(), birth="1991")

    assert number in text_of(answer)
    assert f"Jorinde {CANARY}" in text_of(answer)
    assert f'value="{CANARY.lower()}"' in answer.text
    assert "14-05-1991" in text_of(answer)


def test_nobody_fits_is_a_friendly_sentence(found):
    assert "Niemand past hierbij." in text_of(found(surname="Rietorchis", birth="1991"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Vul een casusnummer in, of een achternaam met een geboortedatum."),
        ({"surname": CANARY}, "Vul ook de geboortedatum in."),
        ({"birth": "1991"}, "Vul ook de achternaam in."),
        ({"number": "x" * 30}, "Dit is geen casusnummer."),
        ({"surname": "x" * 61, "birth": "1991"}, "Dit is te lang."),
    ],
)
def test_it_stays_shut_and_says_what_is_missing(ask, page, member, typed, sentence):
    a_case(by=member.actor)
    page.never = (f"Jorinde {CANARY}",)

    assert sentence in text_of(ask(**typed))


def test_more_than_ten_says_how_to_find_fewer(found, member):
    for _ in range(11):
        a_case(by=member.actor)

    text = text_of(found(surname=CANARY, birth="1991"))

    assert "Er passen 11 casussen. U ziet de nieuwste 10." in text


@pytest.mark.browser
def test_one_finds_by_keyboard_without_a_barrier(open_page, app, member):
    number = a_case(State.PLANNING, by=member.actor)
    with serving(app) as address:
        tab = open_page()
        tab.log_in(address, member)
        tab.page.goto(address + URL)
        tab.check_each_look()
        keys = tab.page.keyboard
        with tab.page.expect_navigation():
            keys.press("Enter")  # the first field has the focus
        tab.check_each_look()
        assert "Vul een casusnummer in" in tab.page.inner_text("main")
        tab.page.focus("[name=surname]")
        keys.type(CANARY.upper())
        keys.press("Tab")
        keys.type("1991")
        with tab.page.expect_navigation():
            keys.press("Enter")
        assert number in tab.page.inner_text("main")
        tab.check_each_look()
