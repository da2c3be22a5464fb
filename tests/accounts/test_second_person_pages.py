"""The pages of vier ogen: what waits, one question whole, and the stand-ins."""

from datetime import timedelta

import pytest

from pga.access.permissions import Role
from pga.core import clock
from tests.builders import PASSWORD, a_user
from tests.support.pages import Page, text_of
from tests.support.second_person import asked_of

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

HERE = "/goedkeuringen"
STAND_INS = "/beheer/vervangers"
LATER = timedelta(minutes=6)


@pytest.fixture
def admin(app):
    return a_user(Role.ADMIN)


@pytest.fixture
def user(app):
    return a_user(name="Ziggy Zandoogje")


@pytest.fixture
def desk(page, admin):
    return page.log_in(admin)


@pytest.fixture
def asked(desk, user):
    """Return the address of a question that waits: a role for a colleague."""
    fields = {"role": "coordinator", "reason": "Zij neemt het over van Mirre."}
    desk.post(f"/beheer/gebruikers/{user.id}/rol", fields)
    return f"{HERE}/{asked_of(user.id)}"


@pytest.fixture
def second(app, asked):
    """Return the browser of a second person who logged in just now."""
    return Page(app).log_in(a_user(Role.COORDINATOR))


def where(response):
    return response.headers["Location"]


def test_the_second_person_reads_it_whole_on_one_page_and_approves(desk, second, asked, user):
    assert "Wacht op u: Een rol geven" in text_of(second.get("/werk"))
    assert asked in second.get(HERE).text
    shown = text_of(second.get(asked))
    for words in ("Ziggy Zandoogje", "coördinator", "Zij neemt het over van Mirre.", "Laren"):
        assert words in shown
    assert "Uw wachtwoord" not in shown

    assert where(second.post(asked, {"answer": "approve"})) == HERE

    assert "Goedgekeurd. Het is meteen uitgevoerd." in text_of(second.get(HERE))
    assert "goedgekeurd en uitgevoerd" in text_of(desk.get(HERE))
    assert "wacht op een tweede persoon" not in text_of(desk.get(f"/beheer/gebruikers/{user.id}"))


def test_a_refusal_has_words_and_who_asked_reads_them(desk, second, asked):
    empty = second.post(asked, {"answer": "refuse"}, status=200)
    assert "Schrijf op waarom u dit afkeurt." in text_of(empty)

    second.post(asked, {"answer": "refuse", "words": "Eerst de VOG."})

    assert "Uw vraag: Een rol geven" in text_of(desk.get("/beheer/gebruikers"))
    assert "Eerst de VOG." in text_of(desk.get(asked))
    assert "Uw vraag: Een rol geven" not in text_of(desk.get("/beheer/gebruikers"))


def test_who_asked_finds_no_form_and_takes_it_back(desk, second, asked):
    own = desk.get(asked)
    assert "Wat besluit u?" not in text_of(own)

    desk.post(f"{asked}/intrekken", at=asked)

    assert "Ingetrokken. Er is niets uitgevoerd." in text_of(desk.get(HERE))
    late = text_of(second.get(asked))
    assert "U kunt hier niet over beslissen." in late
    assert "heeft het ingetrokken" in late


def test_who_proved_too_long_ago_proves_again_on_the_page(second, asked):
    with clock.stopped_at(clock.now() + LATER):
        assert "Uw wachtwoord" in text_of(second.get(asked))
        without = second.post(asked, {"answer": "approve"}, status=200)
        assert "Laat eerst zien dat u het bent" in text_of(without)
        wrong = second.post(asked, {"answer": "approve", "password": "fout"}, status=200)
        assert "Het wachtwoord of de code klopt niet" in text_of(wrong)

        assert where(second.post(asked, {"answer": "approve", "password": PASSWORD})) == HERE


def test_a_press_that_comes_too_late_is_told_so(desk, second, asked):
    desk.post(f"{asked}/intrekken", at=asked)
    token = dict(desk.form(desk.get("/account").text, "/uitloggen", own=False))["csrf_token"]

    late = desk.send(f"{asked}/intrekken", [("csrf_token", token)])

    assert where(late) == asked
    assert "heeft het ingetrokken" in text_of(desk.get(asked))


def test_a_second_press_of_the_same_form_says_so(second, asked):
    form = second.form(second.get(asked).text, asked)
    typed = [(name, value) for name, value in form if name != "answer"] + [("answer", "approve")]

    first, again = (where(second.send(asked, typed)) for _ in range(2))

    assert (first, again) == (HERE, HERE)
    assert "Dit had u al vastgelegd." in text_of(second.get(HERE))


def test_a_stand_in_is_named_approved_used_and_ended(app, desk, second, asked):
    colleague = a_user(Role.ADMIN, "EEM", name="Sietse IJsvogelaar")
    away = Page(app).log_in(colleague)
    away.get(asked, status=404)
    fields = {"home": "EEM", "username": colleague.username, "reason": "Vakantie."}
    wrong = desk.post(
        f"{STAND_INS}/nieuw", {**fields, "username": "niemand", "last_on": "morgen"}, status=200
    )
    assert "Daar werkt nu niemand met deze gebruikersnaam" in text_of(wrong)
    desk.post(f"{STAND_INS}/nieuw", {**fields, "last_on": "morgen"})
    assert "Niet goedgekeurd" in text_of(desk.get(STAND_INS))
    away.get(asked, status=404)
    shown = second.get(HERE).text
    page = next(part for part in shown.split('"') if part.startswith(f"{HERE}/") and part != asked)
    assert "Sietse IJsvogelaar" in text_of(second.get(page))
    second.post(page, {"answer": "approve"})

    assert "voor Laren" in text_of(away.get(HERE))
    assert "Ziggy Zandoogje" in text_of(away.get(asked))
    away.post(asked, {"answer": "approve"})
    away.get(asked, status=404)
    assert "voor Laren" not in text_of(away.get(HERE))

    assert "Telt nu" in text_of(desk.get(STAND_INS))
    form = [one for one in desk.get(STAND_INS).text.split('"') if one.endswith("/beeindigen")]
    desk.post(form[0], at=STAND_INS)
    assert "Voorbij" in text_of(desk.get(STAND_INS))
