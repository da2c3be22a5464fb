"""When it goes wrong a page says what to do, and neither page nor log says anything of anybody."""

import logging

import pytest
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import TooManyRequests

from pga.access.permissions import Role
from pga.app.failures import TEXTS
from pga.cases.rules.states import State
from pga.core.errors import StaleDossier
from pga.privacy.events import Event, LineOutcome
from tests.builders import a_case, a_user
from tests.support.pages import outside, text_of
from tests.support.rows import lines

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

CANARY = "Zichtbaar woont op Lisdoddepad 3"


@pytest.fixture
def member(app):
    return a_user()


def breaking(monkeypatch, error):
    """Let the start page fail."""

    def fail(*_, **__):
        raise error

    monkeypatch.setattr("pga.worklist.routes.get_desk", fail)


def test_a_refusal_shows_each_wall_and_the_next_step_in_dutch(page, member):
    colleague = a_user(Role.INTERVENTION_TEAM)
    number = a_case(State.PLANNING, linked=[colleague.id])

    response = page.log_in(colleague).get(f"/casussen/{number}/regie/casusregisseur", status=403)

    told = text_of(response)
    assert "Dit mag u niet" in told
    assert "Waarom niet" in told
    assert "Uw rol mag dit niet." in told
    assert "team Veiligheid" in told
    (line,) = lines(Event.REFUSED)
    assert (line.actor_id, line.outcome) == (colleague.id, LineOutcome.REFUSED)
    assert line.fields == "case:assign,role"


def test_a_refusal_of_a_case_that_one_sees_says_which_wall_stood_in_the_way(page, member):
    number = a_case(State.IN_EXECUTION, by=member.actor, restricted=True)

    told = text_of(page.log_in(member).get(f"/casussen/{number}/aanhouden", status=403))

    assert "Uw rol mag dit." in told
    assert "U werkt aan deze casus." in told
    assert "Het gebruik is beperkt." in told
    assert "Vraag de procesregisseur wat er nog mag." in told


@pytest.mark.parametrize(
    "path",
    ["plan-opstellen", "hervatten", "regie/casusregisseur", "weging", "vlag"],
)
def test_no_form_is_shown_that_could_not_be_handed_in(page, member, path):
    number = a_case(State.PLANNING, by=member.actor, restricted=True)

    page.log_in(member).get(f"/casussen/{number}/{path}", status=403)

    assert lines(Event.READ) == []


def test_what_is_not_there_says_so_and_where_to_go(page, member):
    told = text_of(page.log_in(member).get("/casussen/LAR-2026-9999", status=404))

    assert "Hier is niets" in told
    assert "Controleer het adres of het casusnummer." in told
    assert "Naar het werk" in told


def test_a_page_that_is_not_there_is_told_without_a_login_too(page, app):
    assert "Naar het begin" in text_of(page.get("/nergens", status=404))


def test_a_change_that_came_too_late_is_told(page, member, monkeypatch):
    breaking(monkeypatch, StaleDossier("LAR-2026-0001"))

    told = text_of(page.log_in(member).get("/werk", status=409))

    assert "Dit is net veranderd" in told
    assert "Uw wijziging is niet opgeslagen." in told


def test_a_form_that_is_too_large_is_told(page, member):
    form = dict(page.form(page.log_in(member).get("/aanmelden").text, "/aanmelden"))
    form["occasion"] = "x" * (2 * 1024 * 1024 + 1)

    told = text_of(page.send("/aanmelden", list(form.items()), status=413))

    assert "Dit is te groot" in told
    assert "Maak de tekst korter" in told


def test_too_many_requests_are_told(page, member, monkeypatch):
    breaking(monkeypatch, TooManyRequests())

    told = text_of(page.log_in(member).get("/werk", status=429))

    assert "Even wachten" in told


def test_our_mistake_has_a_number_and_no_data(page, member, monkeypatch, caplog):
    breaking(monkeypatch, RuntimeError(CANARY))
    page.never = ("Zichtbaar", "Lisdoddepad", "RuntimeError", "Traceback")

    with caplog.at_level(logging.DEBUG):
        response = page.log_in(member).get("/werk", status=500)

    told = text_of(response)
    assert "Er ging iets mis bij ons" in told
    number = told.split("Noem dit nummer als u hulp vraagt:")[1].split()[0]
    assert len(number) == 16
    (kept,) = [line for line in caplog.messages if number in line]
    assert "RuntimeError at test_failures.py" in kept
    assert "worklist.work" in kept
    assert "Zichtbaar" not in caplog.text


def test_a_mistake_in_a_template_shows_no_data_either(page, member, monkeypatch, caplog):
    class Broken:
        def __getattr__(self, name):
            raise RuntimeError(CANARY)

    monkeypatch.setattr("pga.worklist.routes.get_desk", lambda *_, **__: Broken())
    page.never = ("Zichtbaar",)

    with caplog.at_level(logging.DEBUG):
        page.log_in(member).get("/werk", status=500)

    assert "Zichtbaar" not in caplog.text


def test_a_store_that_cannot_be_reached_is_told_without_its_words(
    page, member, monkeypatch, caplog
):
    words = OperationalError("SELECT " + CANARY, {"name": CANARY}, Exception(CANARY))
    breaking(monkeypatch, words)
    page.never = ("Zichtbaar", "SELECT")

    with caplog.at_level(logging.DEBUG):
        response = page.log_in(member).get("/werk", status=503)

    assert "Even niet bereikbaar" in text_of(response)
    assert "OperationalError at" in caplog.text
    assert "Zichtbaar" not in caplog.text


def test_a_store_that_is_away_altogether_is_told_too(page, member, monkeypatch):
    def away(*_, **__):
        raise OperationalError("x", {}, Exception("x"))

    page.log_in(member)
    monkeypatch.setattr("pga.accounts.session.find_presence", away)

    answer = outside(lambda: page.client.get("/werk"))

    assert answer.status_code == 503
    assert "Even niet bereikbaar" in answer.text


def test_nothing_is_half_kept_when_it_goes_wrong(page, member, monkeypatch):
    number = a_case(State.INFORMATION_ROUND, by=member.actor)

    def fail(*_, **__):
        raise RuntimeError(CANARY)

    monkeypatch.setattr("pga.cases.services.working.end_terms", fail)
    page.log_in(member).post(
        f"/casussen/{number}/plan-opstellen", {"note": "Iedereen zat er al."}, status=500
    )

    shown = page.get(f"/casussen/{number}")
    assert "Plan in opstelling" not in shown.text
    assert lines(Event.MOVED)[-1].fields.find("start_planning") == -1


@pytest.mark.parametrize("code", TEXTS)
def test_each_text_is_one_title_and_what_to_do(app, code):
    title, sentence = TEXTS[code]

    assert 0 < len(title) <= 40
    assert sentence.endswith(".")
    assert len(sentence) <= 110
