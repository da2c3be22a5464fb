"""The pages of the two doors: what they say, and what they never say."""

import pytest

from pga.access.permissions import Role
from pga.cases.models.doors import EmergencyAccess, Recusal
from pga.cases.rules.states import State
from pga.core import clock
from pga.privacy.drafts import FormDraft
from pga.web.filters import clock_time
from tests.builders import CANARY, PASSWORD, a_case, a_recusal, a_user, an_emergency
from tests.support.pages import text_of
from tests.support.rows import row_of, rows_of

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

DOOR = "/noodtoegang"
NOTE = "De meldkamer vraagt waar zij nu is."
CANNOT = "Met dit nummer kan noodtoegang niet."


def asked(number, /, **changes):
    usual = {"number": number, "cause": "danger_person", "note": NOTE, "password": PASSWORD}
    return usual | changes


@pytest.fixture
def director(app):
    return a_user()


@pytest.fixture
def stranger(director):
    return a_user(Role.INTERVENTION_TEAM)


@pytest.fixture
def number(director):
    return a_case(State.PLANNING, by=director.actor)


# --- ik ken deze persoon


def test_the_casusblad_offers_it_and_the_case_is_gone_after(page, director, number):
    sheet = f"/casussen/{number}"
    where = f"{sheet}/ik-ken-deze-persoon"
    page.log_in(director)
    assert where in page.get(sheet).text

    done = page.post(where, {"bond": "unsaid", "note": ""}).headers["Location"]

    assert number not in done
    told = page.get(done)
    assert "De casus is voor u gesloten" in text_of(told)
    assert number not in told.text
    assert page.get(sheet, status=404).text.count(number) == 0
    page.get(where, status=404)


def test_a_second_click_reads_the_same_page(page, director, number):
    where = f"/casussen/{number}/ik-ken-deze-persoon"
    page.log_in(director)
    form = [*page.form(page.get(where).text, where), ("bond", "family")]

    first, second = (page.send(where, form).headers["Location"] for _ in range(2))

    assert first == second
    told = text_of(page.get(second))
    assert "Dit had u al vastgelegd." in told
    assert "De casus is voor u gesloten" in told
    assert len(rows_of(Recusal)) == 1


def test_without_an_answer_nothing_closes(page, director, number):
    where = f"/casussen/{number}/ik-ken-deze-persoon"
    page.log_in(director)

    assert "Kies hoe u de persoon kent." in text_of(page.post(where, {}, status=200))
    assert rows_of(Recusal) == []


PLACES = (
    *("/werk", "/casussen", "/casussen?wie=all", "/casussen?wie=all&stand=planning"),
    *("/werk-overdragen", "/toegang-vragen", "/cijfers", "/noodtoegang", "/account", "/aanmelden"),
)


@pytest.mark.parametrize("role", [Role.SAFETY_TEAM, Role.INTERVENTION_TEAM, Role.COORDINATOR])
def test_no_page_shows_it_to_who_stepped_back(page, director, number, role):
    who = a_user(role)
    linked = role is not Role.COORDINATOR
    other = a_case(State.PLANNING, by=director.actor, linked=[who.id] if linked else [])
    a_recusal(who.actor, other)
    page.log_in(who)
    page.never = (other, CANARY)

    for place in PLACES:
        answer = page.client.get(place)
        assert answer.status_code in {200, 403}
        assert other not in answer.text
    if linked:
        for place in ("/werk", "/casussen?wie=all"):
            page.send(place, page.form(page.get("/account").text, "/uitloggen", own=False))
            assert "Verberg namen" in text_of(page.get(place))


def test_a_coordinator_reads_it_and_ends_a_mistake(page, director, number):
    a_recusal(director.actor, number, note="Oud-klasgenoot van mijn zus.")
    page.log_in(a_user(Role.COORDINATOR))
    where = f"/casussen/{number}/afstand/{row_of(Recusal).id}"
    people = f"/casussen/{number}/betrokken"
    assert where in page.get(people).text
    assert "Oud-klasgenoot" in text_of(page.get(where))
    page.post(where, {"reason": ""}, status=200)

    page.post(where, {"reason": "Het was een naamgenoot."})

    assert "De vergissing is teruggedraaid." in text_of(page.get(people))
    page.get(where, status=404)


def test_the_same_mistake_is_ended_once(page, director, number):
    a_recusal(director.actor, number)
    page.log_in(a_user(Role.COORDINATOR))
    where = f"/casussen/{number}/afstand/{row_of(Recusal).id}"
    standing = [page.form(page.get(where).text, where) for _ in range(2)]
    first, later = (
        [*(pair for pair in form if pair[0] != "reason"), ("reason", "Naamgenoot.")]
        for form in standing
    )
    people = f"/casussen/{number}/betrokken"

    page.send(where, first)
    page.get(people)
    page.send(where, first)
    assert "Dit had u al vastgelegd." in text_of(page.get(people))
    page.send(where, later)

    assert "Dit is al teruggedraaid." in text_of(page.get(people))


def test_a_case_without_a_regisseur_says_so(page, director, number):
    coordinator = a_user(Role.COORDINATOR)
    a_recusal(director.actor, number)
    page.log_in(coordinator)

    assert "Deze casus heeft een andere regisseur nodig" in text_of(page.get("/werk"))
    assert "Zonder procesregisseur" in text_of(page.get(f"/casussen/{number}"))


# --- noodtoegang


def test_the_door_opens_one_case_with_a_banner_on_each_page(page, stranger, number):
    page.log_in(stranger)
    with clock.stopped_at(clock.now()):
        answer = page.post(DOOR, asked(number))
        assert answer.headers["Location"] == f"/casussen/{number}"
        banner = f"Noodtoegang tot {clock_time(row_of(EmergencyAccess).ends_at)}."

        for part in ("", "/aanmelding", "/wijzigingen", "/betrokken", "/ik-ken-deze-persoon"):
            assert banner in text_of(page.get(f"/casussen/{number}{part}")), part
        assert f"Naar {number}" in text_of(page.get("/werk"))
        assert banner in text_of(page.get(DOOR))
        assert number not in page.get("/casussen?wie=all").text


@pytest.mark.parametrize(("letters", "status"), [(19, 200), (20, 302)])
def test_a_reason_of_twenty_letters_is_enough(page, stranger, number, letters, status):
    page.log_in(stranger)

    page.post(DOOR, asked(number) | {"note": "x" * letters}, status=status)


def test_the_banner_is_not_for_who_works_there(page, director, stranger, number):
    an_emergency(stranger.actor, number)
    page.log_in(director)

    assert "Noodtoegang tot" not in text_of(page.get(f"/casussen/{number}"))


@pytest.mark.parametrize("part", ["/plan-opstellen", "/aanhouden", "/vlag"])
def test_a_page_that_changes_says_that_one_only_reads(page, stranger, number, part):
    an_emergency(stranger.actor, number)
    page.log_in(stranger)

    refused = text_of(page.get(f"/casussen/{number}{part}", status=403))

    assert "U bent hier met noodtoegang: u leest alleen." in refused
    assert CANARY not in refused


def test_the_casusblad_says_of_each_step_that_one_only_reads(page, stranger, number):
    an_emergency(stranger.actor, number)
    page.log_in(stranger)

    assert "met noodtoegang leest u alleen" in text_of(page.get(f"/casussen/{number}"))


def test_words_are_not_kept_either(page, number):
    who = a_user()
    an_emergency(who.actor, number)
    page.log_in(who)
    mark = dict(page.form(page.get("/account").text, "/uitloggen", own=False))["made_for"]
    sent = [("made_for", mark), ("note", NOTE)]

    for form in ("triage", "correct", "start_planning", "hold", "resume"):
        told = page.send(f"/concept?form=cases.{form}&number={number}", sent, status=404)
        assert told.get_json() == {"said": "Dit formulier is er niet meer voor u."}
    assert rows_of(FormDraft) == []


@pytest.mark.parametrize("which", ["elsewhere", "recused", "linked", "closed"])
def test_each_number_that_cannot_has_the_answer_of_nonsense(page, director, stranger, which):
    number = {
        "elsewhere": lambda: a_case(State.PLANNING, municipality="BLA"),
        "recused": lambda: a_case(State.PLANNING, by=director.actor, recused=[stranger.id]),
        "linked": lambda: a_case(State.PLANNING, by=director.actor, linked=[stranger.id]),
        "closed": lambda: a_case(State.CLOSED, by=director.actor),
    }[which]()
    page.log_in(stranger)

    numbers = (number, "LAR-2026-9999")
    answers = [text_of(page.post(DOOR, asked(one), status=200)) for one in numbers]

    assert CANNOT in answers[0]
    assert answers[0] == answers[1]


def test_a_small_letter_in_the_number_is_no_fault(page, stranger, number):
    page.log_in(stranger)

    page.post(DOOR, asked(number.lower()))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"password": "een ander wachtwoord"}, "Het wachtwoord of de code klopt niet"),
        ({"password": ""}, "Vul uw wachtwoord in."),
        ({"note": "Te kort."}, "minstens 20 tekens"),
        ({"note": ""}, "Schrijf op wat er aan de hand is."),
        ({"cause": None}, "Kies een reden."),
        ({"number": ""}, "Vul het casusnummer in."),
    ],
)
def test_the_door_asks_for_all_of_it(page, stranger, number, changed, said):
    page.log_in(stranger)

    answer = page.post(DOOR, asked(number, **changed), status=200)

    assert said in text_of(answer)
    assert PASSWORD not in answer.text
    assert rows_of(EmergencyAccess) == []


def test_who_tries_numbers_is_told_to_wait(page, stranger):
    page.log_in(stranger)
    with clock.stopped_at(clock.now()):
        for _ in range(5):
            page.post(DOOR, asked("LAR-2026-9999"), status=200)

        assert "te vaak" in text_of(page.post(DOOR, asked("LAR-2026-9999"), status=429))


def test_a_second_click_comes_to_the_same_case(page, stranger, number):
    page.log_in(stranger)
    standing = page.form(page.get(DOOR).text, DOOR)
    typed = [pair for pair in standing if pair[0] not in asked(number)]
    typed += asked(number).items()

    places = [page.send(DOOR, typed).headers["Location"] for _ in range(2)]

    assert set(places) == {f"/casussen/{number}"}
    assert len(rows_of(EmergencyAccess)) == 1


def test_nothing_there_leads_to_the_door_for_who_has_one(page, stranger, director):
    page.log_in(stranger)
    assert DOOR in page.get("/casussen/LAR-2026-9999", status=404).text
    page.log_in(a_user(Role.COORDINATOR))
    assert DOOR not in page.get("/casussen/LAR-2026-9999", status=404).text


@pytest.fixture
def elsewhere(app):
    """Somebody in a town where nobody else opened a case so."""
    return a_user(Role.INTERVENTION_TEAM, "BLA")


def test_the_fg_judges_from_the_desk(page, elsewhere):
    an_emergency(elsewhere.actor, a_case(State.PLANNING, municipality="BLA"), note=NOTE)
    page.never = (CANARY,)
    page.log_in(a_user(Role.DPO, "BLA"))
    one = row_of(EmergencyAccess).id
    where = f"/toezicht/noodtoegang/{one}"
    assert "1 noodtoegang beoordelen" in text_of(page.get("/toezicht"))
    assert where in page.get("/toezicht/noodtoegang").text
    page.post(where, {}, status=200)

    page.post(where, {"justified": "no", "note": "Het kon wachten."})

    assert "Onterecht" in text_of(page.get("/toezicht/noodtoegang"))
    assert "Het kon wachten." in text_of(page.get(where))
    assert "1 noodtoegang beoordelen" not in text_of(page.get("/toezicht"))


def test_a_late_judgement_is_said_to_both(page, elsewhere):
    number = a_case(State.PLANNING, municipality="BLA")
    late = clock.now().replace(year=clock.now().year - 1)
    with clock.stopped_at(late):
        an_emergency(elsewhere.actor, number)
    page.log_in(elsewhere)
    assert "U kunt nu geen noodtoegang vragen." in text_of(page.get(DOOR))
    page.log_in(a_user(Role.DPO, "BLA"))
    assert "Te laat" in text_of(page.get("/toezicht/noodtoegang"))


def test_the_procesregisseur_is_led_to_who_looked(page, director, stranger, number):
    an_emergency(stranger.actor, number, note=NOTE)
    page.log_in(director)
    assert "Een collega opende deze casus met noodtoegang" in text_of(page.get("/werk"))

    looked = text_of(page.get(f"/casussen/{number}/inzagen"))

    assert stranger.name in looked
    assert NOTE in looked
