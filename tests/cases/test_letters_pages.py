"""The pages of a letter: written, put before a second person, approved, and said to be sent."""

from uuid import UUID

import pytest

from pga.access.permissions import Role
from pga.cases.models.case import Person
from pga.cases.models.letters import CaseDocument
from pga.cases.room import CASES
from pga.cases.rules.states import State
from pga.cases.services import letters
from pga.core import clock
from pga.core.database import transaction
from pga.letters.rules.states import DocumentState
from pga.privacy.approval_rows import Approval
from pga.privacy.disclosure import Disclosure
from pga.privacy.events import Event
from pga.privacy.trail import Line, record
from tests.builders import CANARY, a_case, a_letter, a_town_that_writes, a_user, id_of
from tests.support.pages import Page, text_of
from tests.support.rows import lines, row_of, rows_of
from tests.support.second_person import fresh

WORDS = {
    "kind": "notified",
    "means": "letter",
    "reason": "de buren horen u elke nacht.",
    "organisations": "de politie\nhet wijkteam",
    "talk": "maandag om 10 uur in het huis van de gemeente",
    "phone": "035 55 50 100",
}


@pytest.fixture
def member(app):
    return a_user()


@pytest.fixture
def number(member):
    a_town_that_writes()
    return a_case(State.PLANNING, by=member.actor)


@pytest.fixture
def desk(page, member, number):
    return page.log_in(member)


@pytest.fixture
def here(number):
    return f"/casussen/{number}/documenten"


def where(response):
    return response.headers["Location"]


def ear_of(number):
    return {"ear": f"person:{row_of(Person, case_id=id_of(number)).id}"}


@pytest.mark.both
def test_from_the_first_words_to_the_verstrekking(app, desk, number, here):
    assert "Er is nog geen brief." in text_of(desk.get(here))
    letter = where(desk.post(f"{here}/nieuw", WORDS | ear_of(number)))
    shown = text_of(desk.get(letter))
    assert f"Beste Jorinde {CANARY}," in shown
    assert "Deze brief is nog niet klaar" not in shown
    assert "brief.pdf" not in desk.get(letter).text

    desk.post(f"{letter}/voorleggen", {"why": "Zij moet dit weten."})
    asked = f"/goedkeuringen/brief/{row_of(Approval).id}"
    assert "Uw besluit" not in text_of(desk.get(asked))
    second = Page(app).log_in(a_user(Role.COORDINATOR))
    assert asked in second.get("/goedkeuringen").text
    read = text_of(second.get(asked))
    for words in ("de buren horen u elke nacht.", "Zij moet dit weten.", "Per post"):
        assert words in read
    second.post(asked, {"answer": "approve"})
    assert rows_of(Disclosure) == []

    desk.post(f"{letter}/versturen", {"went": "yes"})

    assert "verstuurd" in text_of(desk.get(letter))
    assert len(rows_of(Disclosure)) == 1
    assert CANARY in text_of(desk.get(f"/casussen/{number}/verstrekkingen"))
    assert "Geïnformeerd op" in text_of(desk.get(f"/casussen/{number}/informeren"))


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_what_is_empty_is_named_and_leads_to_its_field(desk, number, here):
    letter = where(desk.post(f"{here}/nieuw", WORDS | ear_of(number) | {"talk": ""}))

    page = desk.get(letter)

    assert "dag, tijd en plaats van het gesprek" in text_of(page)
    assert f"{letter}/schrijven#talk" in page.text
    refused = desk.post(f"{letter}/voorleggen", {"why": "Nu."}, status=200)
    assert "er mist iets" in text_of(refused)
    assert rows_of(Approval) == []


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_sending_that_failed_stays_open_with_its_reason(app, desk, number, here):
    letter = where(desk.post(f"{here}/nieuw", WORDS | ear_of(number)))
    desk.post(f"{letter}/voorleggen", {"why": "Zij moet dit weten."})
    second = Page(app).log_in(a_user(Role.COORDINATOR))
    second.post(f"/goedkeuringen/brief/{row_of(Approval).id}", {"answer": "approve"})
    without = desk.post(f"{letter}/versturen", {"went": "no"}, status=200)
    assert "Schrijf op waarom verzenden niet lukte." in text_of(without)

    desk.post(f"{letter}/versturen", {"went": "no", "reason": "De brief kwam terug."})

    assert "Verzenden mislukt. De brief kwam terug." in text_of(desk.get(letter))
    assert "verzenden mislukt" in text_of(desk.get(here))
    assert row_of(CaseDocument).state is DocumentState.FAILED
    assert rows_of(Disclosure) == []


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_file_is_a_look_and_is_kept_nowhere(desk, member, number, here):
    letter = f"{here}/{a_letter(member.actor, number)}"
    desk.get(f"{letter}/brief.pdf", status=404)
    desk.post(f"{letter}/voorleggen", {"why": "Zij moet dit weten."})

    for kind, begins in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = desk.get(f"{letter}/brief.{kind}")
        assert answer.data.startswith(begins)
        assert answer.headers["Cache-Control"] == "no-store"
        assert CANARY not in str(answer.headers)
    looks = [line for line in lines(Event.READ) if line.purpose == "letter_file"]
    assert len(looks) == 2
    desk.get(f"{letter}/brief.odt", status=404)


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_other_words_are_a_version_and_withdrawing_ends_it(desk, number, here):
    letter = where(desk.post(f"{here}/nieuw", WORDS | ear_of(number)))
    began = text_of(desk.get(f"{letter}/schrijven"))
    assert "de buren horen u elke nacht." in began
    desk.post(f"{letter}/schrijven", {"reason": "u slaapt buiten."})
    assert "u slaapt buiten." in text_of(desk.get(letter))

    desk.post(f"{letter}/intrekken", at=letter)

    assert "Ingetrokken. Deze brief gaat niet weg." in text_of(desk.get(here))
    assert "Wat u kunt doen" not in text_of(desk.get(letter))
    assert UUID(letter.rsplit("/", 1)[-1]) == row_of(CaseDocument).id
    assert clock.today() == row_of(CaseDocument).made_at.date()


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_who_may_not_send_it_is_not_led_to_it(app, page, member):
    a_town_that_writes()
    worker = a_user(Role.INTERVENTION_TEAM)
    number = a_case(State.PLANNING, by=member.actor, linked=[worker.id])
    asked = letters.propose_letter(
        member.actor, number, a_letter(member.actor, number), 1, "Hij moet dit weten."
    )
    letters.answer_letter(fresh(a_user().actor), asked, approve=True)
    here, desk = f"/casussen/{number}/documenten", page.log_in(member)

    duty = "Goedgekeurde brief versturen"
    for url in ("/werk", f"/casussen/{number}"):
        assert duty in text_of(desk.get(url))
        assert here in desk.get(url).text
        shown = Page(app).log_in(worker).get(url)
        assert f'href="{here}"' not in shown.text


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_step_that_is_not_possible_now_says_so_and_offers_no_button(app, desk, number, here):
    def offered():
        return {word for word in ("schrijven", "voorleggen", "versturen") if offers(word)}

    def offers(word):
        bar = desk.get(f"{letter}/{word}").text.partition('class="save-bar')[2].partition("</form>")
        return '<button class="button main">' in bar[0]

    letter = where(desk.post(f"{here}/nieuw", WORDS | ear_of(number) | {"phone": ""}))
    assert [offers(word) for word in ("schrijven", "voorleggen", "versturen")] == [
        True,
        False,
        False,
    ]
    desk.post(f"{letter}/schrijven", WORDS | ear_of(number))
    assert [offers(word) for word in ("schrijven", "voorleggen", "versturen")] == [
        True,
        True,
        False,
    ]
    desk.post(f"{letter}/voorleggen", {"why": "Zij moet dit weten."})
    assert [offers(word) for word in ("schrijven", "voorleggen", "versturen")] == [
        True,
        False,
        False,
    ]
    second = Page(app).log_in(a_user(Role.COORDINATOR))
    second.post(f"/goedkeuringen/brief/{row_of(Approval).id}", {"answer": "approve"})
    assert [offers(word) for word in ("schrijven", "voorleggen", "versturen")] == [
        True,
        False,
        True,
    ]
    desk.post(f"{letter}/versturen", {"went": "yes"})
    assert offered() == set()


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_each_page_of_a_letter_stays_when_who_got_it_left_the_case(desk, member, number, here):
    letter = a_letter(member.actor, number)
    with transaction() as session:
        row = session.get_one(CaseDocument, letter)
        row.person_id, row.state = None, DocumentState.WITHDRAWN
        record(session, member.actor, Line(Event.SEEDED, CASES.about(row.case_id)))

    for word in ("", "/schrijven", "/voorleggen", "/versturen"):
        desk.get(f"{here}/{letter}{word}")
    desk.post(f"{here}/{letter}/versturen", {"went": "yes"}, status=200)
    desk.post(f"{here}/{letter}/schrijven", WORDS | ear_of(number), status=200)
