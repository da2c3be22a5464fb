"""Contact on its pages: noting one from anywhere, the logbook, what one reads before a visit."""

from datetime import timedelta

import pytest

from pga.access.permissions import Role
from pga.cases.models.contact import ContactMoment, OutOfSight
from pga.cases.models.plan import CaseAction
from pga.cases.rules.contact import ContactKind, SightAnswer
from pga.cases.rules.states import State
from pga.cases.services.contact import say_visit_rule
from pga.core import clock
from pga.privacy.events import Event
from tests.builders import a_case, a_moment, a_person, a_plan, a_referral, a_user, id_of, version_of
from tests.support.inspector import PageInspector
from tests.support.pages import text_of
from tests.support.rows import lines, row_of, rows_of
from tests.support.some import some

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

A_DAY = timedelta(days=1)
NEW = "/nieuw/contact"


@pytest.fixture
def member(app):
    return a_user()


@pytest.fixture
def worker(app):
    return a_user(Role.INTERVENTION_TEAM)


@pytest.fixture
def number(member, worker):
    person = a_person(surname="Zichtbaar", call_name="Roosje", phone="06 55 50 02 00")
    given = a_referral(persons=(person,), received_on=clock.today() - 60 * A_DAY)
    return a_case(
        State.IN_EXECUTION, by=member.actor, director=member.id, linked=[worker.id], given=given
    )


def noted(page, url, *, status=302, **fields):
    usual = {"kind": "home_visit", "reached": "no"}
    return page.post(url, {**usual, **fields}, status=status)


def test_a_moment_is_noted_from_anywhere_at_one_of_the_cases_opened_last(page, worker, number):
    page.log_in(worker).get(f"/casussen/{number}")
    shown = page.get(NEW)
    assert number in shown.text
    assert "Zichtbaar" not in shown.text

    answer = noted(page, NEW, case=number)

    assert answer.headers["Location"] == f"/casussen/{number}/contact"
    row = row_of(ContactMoment, case_id=id_of(number))
    assert (row.kind, row.reached, row.by) == (ContactKind.HOME_VISIT, False, worker.id)
    assert f"Contact vastgelegd bij {number}." in text_of(page.get(answer.headers["Location"]))


def test_names_come_with_one_press_and_each_is_an_inzage(page, worker, number):
    page.log_in(worker).get(f"/casussen/{number}")
    before = len(lines(Event.READ))

    page.post(f"{NEW}/namen", at=NEW)

    assert f"Roosje Zichtbaar ({number})" in text_of(page.get(NEW))
    assert len(lines(Event.READ)) == before + 1
    page.post(f"{NEW}/namen", {"namen": "uit"}, at=NEW)
    assert "Zichtbaar" not in page.get(NEW).text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Kies een casus, of vul een nummer in."),
        ({"number": "LAR-2026-9999"}, "Bij deze casus kunt u geen contact vastleggen."),
        ({"number": "iets"}, "Dit is geen casusnummer."),
    ],
)
def test_a_moment_without_a_case_of_ones_own_stays_on_its_page(page, worker, number, fields, said):
    page.log_in(worker).get(f"/casussen/{number}")

    answer = noted(page, NEW, status=200, text="Wat ik typte.", **fields)

    assert said in text_of(answer)
    assert "Wat ik typte." in answer.text
    assert not rows_of(ContactMoment)


def test_what_follows_is_noted_in_the_same_press(page, worker, number):
    answer = noted(
        page.log_in(worker),
        f"/casussen/{number}/contact/vastleggen",
        reached="yes",
        text="Gaat mee.",
        next_text="Haal op om tien uur.",
    )

    assert answer.status_code == 302
    assert "Het vervolg staat bij de acties." in text_of(page.get(answer.headers["Location"]))
    action = row_of(CaseAction, case_id=id_of(number))
    assert (action.user_id, action.due_on) == (worker.id, clock.today() + 7 * A_DAY)


def test_who_was_reached_said_something(page, worker, number):
    url = f"/casussen/{number}/contact/vastleggen"
    answer = noted(page.log_in(worker), url, status=200, reached="yes")

    assert "Schrijf kort op wat er is gezegd of afgesproken." in text_of(answer)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("vanaf=ooit", "Typ de datum als dag-maand-jaar"),
        ("tot=31-12-9999", "Klopt het jaar?"),
        ("vanaf=gisteren&tot=1-1-2026", "Deze datum ligt v\u00f3\u00f3r"),
    ],
)
def test_a_day_that_the_logbook_cannot_use_is_told_and_stays(page, member, number, asked, said):
    a_moment(member.actor, number, text="Sprak met de buurman")

    shown = page.log_in(member).get(f"/casussen/{number}/contact?{asked}")

    assert said in text_of(shown)
    assert "Sprak met de buurman" in text_of(shown)
    assert f'id="{asked.partition("=")[0]}"' in shown.text


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("", {"Sprak met de buurman", "Aan de deur"}),
        ("?hoe=street", {"Sprak met de buurman"}),
        ("?bereikt=nee", {"Aan de deur"}),
        ("?wie={worker}", {"Aan de deur"}),
        ("?vanaf={yesterday}", {"Aan de deur"}),
        ("?tot={yesterday}", {"Sprak met de buurman"}),
        ("?hoe=wat&bereikt=soms&wie=ik", {"Sprak met de buurman", "Aan de deur"}),
        ("?weergave=dicht", {"Sprak met de buurman", "Aan de deur"}),
    ],
)
def test_the_logbook_shows_what_is_asked_for(page, member, worker, number, asked, shown):
    a_moment(
        member.actor,
        number,
        kind=ContactKind.STREET,
        text="Sprak met de buurman",
        on=clock.today() - 5 * A_DAY,
    )
    a_moment(worker.actor, number, reached=False, text="Aan de deur")
    yesterday = clock.today() - A_DAY
    if asked.startswith("?tot"):
        yesterday -= A_DAY
    address = asked.format(worker=worker.id, yesterday=f"{yesterday:%d-%m-%Y}")

    told = text_of(page.log_in(worker).get(f"/casussen/{number}/contact{address}"))

    every = ("Sprak met de buurman", "Aan de deur")
    assert {one for one in some(every) if one in told} == shown


def test_before_a_visit_one_reads_how_it_stands(page, member, worker, number):
    say_visit_rule(member.actor, number, version_of(number), "Ga met twee.")
    a_moment(member.actor, number, text="Wil de brief samen lezen.")
    a_moment(member.actor, number, reached=False, text="")

    told = text_of(page.log_in(worker).get(f"/casussen/{number}"))

    top = told[: told.index("Volgende stap")]
    for words in some(
        (
            "Niet alleen, of niet met: Ga met twee.",
            "Lisdoddepad 3",
            "06 55 50 02 00",
            "Laatst gesproken",
            "Laatst geprobeerd",
            "Wil de brief samen lezen.",
        )
    ):
        assert words in top


def test_a_moment_is_withdrawn_and_another_is_moved(page, member, worker, number):
    there = a_case(
        State.IN_EXECUTION,
        by=member.actor,
        linked=[worker.id],
        given=a_referral(received_on=clock.today() - 60 * A_DAY),
    )
    first, second = (a_moment(worker.actor, number, text=text) for text in ("Eén.", "Twee."))
    log = f"/casussen/{number}/contact"
    page.log_in(worker)

    page.post(f"{log}/{first}/intrekken", {"why": "Dit was een ander."})
    answer = page.post(f"{log}/{second}/verplaatsen", {"number": "x", "why": "Fout."}, status=200)
    assert "Dit is geen casusnummer." in text_of(answer)
    page.post(f"{log}/{second}/verplaatsen", {"number": there, "why": "Verkeerd."})

    told = text_of(page.get(log))
    assert "Ingetrokken: Dit was een ander." in told
    assert "Verplaatst naar een andere casus: Verkeerd." in told
    assert "Twee." not in told
    assert "Twee." in text_of(page.get(f"/casussen/{there}/contact"))
    page.get(f"{log}/{first}/intrekken", status=404)


def test_the_question_whether_somebody_is_out_of_sight_is_answered_once(page, member, number):
    for day in (3, 2, 1):
        on = clock.today() - day * A_DAY
        a_moment(member.actor, number, reached=False, text="", on=on)
    page.log_in(member)
    for place in some(("", "/contact")):
        told = text_of(page.get(f"/casussen/{number}{place}"))
        assert "Er is 3 keer op rij niemand bereikt." in told
    url = f"/casussen/{number}/contact/uit-beeld"

    page.post(url, {"answer": "lost", "why": "De woning staat leeg."})

    assert row_of(OutOfSight, case_id=id_of(number)).answer is SightAnswer.LOST
    assert "De woning staat leeg." in text_of(page.get(f"/casussen/{number}/contact"))
    assert "Hier is niets meer om te beantwoorden." in text_of(page.get(url))


def test_who_goes_is_written_on_its_page(page, member, number):
    url = f"/casussen/{number}/contact/bezoek"

    page.log_in(member).post(url, {"visit_rule": "Ga met twee."})

    assert "Ga met twee." in page.get(url).text
    assert "Ga met twee." in text_of(page.get(f"/casussen/{number}"))


def test_what_is_due_leads_to_the_form_for_who_may_note_and_else_to_the_logbook(page, member):
    number = a_case(State.PLANNING, by=member.actor, director=member.id)
    a_plan(member.actor, number)
    leads = {}
    for who in (member, a_user(Role.COORDINATOR)):
        shown = PageInspector(page.log_in(who).get(f"/casussen/{number}").text)
        links = [one for one in shown.nodes if one.tag == "a" and one.text() == "Contact leggen"]
        leads[who.actor.role] = [one.attrs["href"] for one in links]

    assert leads == {
        Role.SAFETY_TEAM: [f"/casussen/{number}/contact/vastleggen"],
        Role.COORDINATOR: [f"/casussen/{number}/contact"],
    }
