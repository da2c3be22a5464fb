import re
from datetime import date, timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest

from pga.access.permissions import Role
from pga.accounts.reading import actors_today
from pga.accounts.reading.users import get_user
from pga.accounts.rules.clearance import Clearance
from pga.accounts.rules.granting import UserProblem
from pga.accounts.services import links, users
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.privacy import drafts
from pga.web.qr import qr_code
from tests.builders import CLEARED, a_case, a_user, an_organisation
from tests.support.pages import Page, text_of
from tests.support.rows import fingerprint
from tests.support.second_person import approve, asked_of
from tests.support.some import some

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

LIST = "/beheer/gebruikers"
FIRST = "/eerste-wachtwoord"
FIRST_PAGE = "accounts.first_password"
OTHER = "acht blauwe laarzen in de gang"
CHOSEN = {"new": OTHER, "repeat": OTHER}
LAPSED = Clearance(
    date(2020, 1, 1),
    CLEARED.trained_until,
    CLEARED.secrecy_on,
    CLEARED.secrecy_until,
)
NEW = {
    "name": "Noor Rietorchis",
    "username": "noor",
    "role": "safety_team",
    "reason": "Zij begint hier vandaag.",
    "screened_until": "31-12-2035",
    "trained_until": "31-12-2035",
    "secrecy_on": "01-02-2024",
    "secrecy_until": "31-12-2035",
}


@pytest.fixture
def admin(app):
    return a_user(Role.ADMIN)


@pytest.fixture
def user(app):
    return a_user()


@pytest.fixture
def desk(page, admin):
    return page.log_in(admin)


@pytest.fixture
def other(app):
    """Another browser."""
    return Page(app)


def sheet(user, *more):
    return "/".join([LIST, str(user.id), *more])


def codes_in(response):
    shown = re.sub(r"</?span>", "", response.text)
    return [
        one.replace(" ", "-") for one in re.findall(r"\b[A-Z2-7]{4}(?: [A-Z2-7]{4}){3}\b", shown)
    ]


def code_in(response):
    return codes_in(response)[0]


def where(response):
    return response.headers["Location"]


# --- accounts


def test_an_account_is_made_and_its_link_is_shown_once(desk, other, admin):
    led = where(desk.post(f"{LIST}/nieuw", NEW))
    shown = desk.get(led)
    code = code_in(shown)

    assert "Geef dit persoonlijk" in text_of(shown)
    assert code_in(desk.get(led)) == code
    assert qr_code(f"http://localhost{FIRST}#{code}") in shown.text
    assert "eerste-wachtwoord" in shown.text.replace("<wbr>", "")
    person = led.removesuffix("/wachtwoord")
    assert where(desk.post(f"{led}/gegeven", at=led)) == person
    assert where(desk.get(led, status=302)) == person
    assert "Deze link is niet meer te zien." in text_of(desk.get(person))
    assert "Noor Rietorchis" in text_of(desk.get(LIST))
    for url in (LIST, person):
        assert codes_in(desk.get(url)) == []

    approve(admin.actor, asked_of(UUID(person.split("/")[-1])))
    assert where(other.post(FIRST, {"code": code.lower(), **CHOSEN})) == "/inloggen"
    assert "Uw wachtwoord is bewaard. Log nu in als noor." in text_of(other.get("/inloggen"))
    assert where(other.post("/inloggen", {"username": "noor", "password": OTHER})) == "/"
    assert where(other.get("/", status=302)) == "/werk"


def test_what_is_wrong_stands_beside_its_field(desk, user):
    wrong = {**NEW, "username": user.username, "secrecy_until": "01-01-2024", "role": ""}
    days = desk.post(f"{LIST}/nieuw", {**wrong, "role": "dpo"}, status=200)
    typed = desk.post(
        f"{LIST}/nieuw", {**NEW, "username": user.username, "role": "dpo"}, status=200
    )
    empty = desk.post(f"{LIST}/nieuw", dict.fromkeys(NEW, ""), status=200)

    assert "al in gebruik" in text_of(typed)
    assert "ligt vóór “Geheimhouding getekend op”" in text_of(days)
    assert "Kies een rol." in text_of(empty)
    assert desk.visited[-1].startswith("Fout: ")


def test_a_role_is_asked_given_and_ended(desk, user, admin):
    fields = {"role": "coordinator", "reason": "Zij neemt het over."}
    assert where(desk.post(sheet(user, "rol"), fields)) == sheet(user)
    assert "De rol coördinator wacht op een tweede persoon." in text_of(desk.get(sheet(user)))
    again = desk.post(sheet(user, "rol"), fields, status=200)
    assert "Deze rol wacht al op een tweede persoon." in text_of(again)
    approve(admin.actor, asked_of(user.id))
    assert "wacht op een tweede persoon" not in text_of(desk.get(sheet(user)))

    again = desk.post(sheet(user, "rol"), fields, status=200)
    assert "heeft die rol in die tijd al" in text_of(again)

    (first, _) = get_user(a_user(Role.ADMIN).actor, user.id).line.grants
    end = sheet(user, "rol", str(first.id))
    past = desk.post(end, {"last_on": "01-01-2020"}, status=200)
    assert "Kies vandaag of een dag later." in text_of(past)
    desk.post(end)
    assert "Voorbij" in text_of(desk.get(sheet(user)))
    assert "Deze rol is al voorbij." in text_of(desk.post(end, status=200))


def test_a_role_that_is_not_theirs_has_no_page(desk, user):
    desk.get(sheet(user, "rol", str(uuid4())), status=404)


def test_an_account_is_closed_and_opened(desk, user, other):
    other.log_in(user).get("/werk")

    desk.post(sheet(user, "sluiten"), at=sheet(user))

    assert where(other.get("/werk", status=302)).startswith("/inloggen")
    assert "Gesloten" in text_of(desk.get(LIST))

    desk.post(sheet(user, "openen"), at=sheet(user))

    other.log_in(user).get("/werk")


def test_nobody_changes_the_own_account(desk, admin):
    own = desk.get(sheet(admin))

    assert "Uw eigen account verandert een andere beheerder." in text_of(own)
    for page in ("rol", "bevoegdheid"):
        desk.get(sheet(admin, page), status=404)
    token = dict(desk.form(desk.get("/account").text, "/uitloggen", own=False))["csrf_token"]
    for deed in ("wachtwoord", "sluiten", "openen"):
        assert where(desk.send(sheet(admin, deed), [("csrf_token", token)])) == sheet(admin)
    desk.get(sheet(admin))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_other_roles_have_no_such_pages(page, user, role):
    page.log_in(a_user(role))

    for path in (LIST, f"{LIST}/nieuw", sheet(user), sheet(user, "rol")):
        refused = page.get(path, status=403)
    assert "Dit kan alleen door de beheerder." in text_of(refused)


def test_an_account_of_elsewhere_is_not_there(desk):
    desk.get(sheet(a_user(municipality="BLA")), status=404)


# --- at the next request


def test_a_role_that_is_taken_ends_the_work(user, admin, page):
    page.log_in(user).get("/werk")
    (grant,) = get_user(admin.actor, user.id).line.grants

    users.end_role(admin.actor, user.id, grant.id, last_on=None)

    assert where(page.get("/werk", status=302)).startswith("/inloggen")


def test_a_lapse_closes_the_cases_and_says_why_kindly(user, admin, page):
    number = a_case(by=user.actor)
    page.log_in(user).get(f"/casussen/{number}")

    users.set_clearance(admin.actor, user.id, LAPSED)

    for path in ("/werk", "/casussen", f"/casussen/{number}", "/aanmelden", "/werk-overdragen"):
        refused = text_of(page.get(path, status=403))
        assert "Vraag de beheerder: uw VOG of screening was geldig tot en met" in refused
        assert number not in refused
    start = text_of(page.get("/"))
    assert "U kunt nu geen casussen openen" in start
    assert "Uw VOG of screening was geldig tot en met" in start
    assert "Casussen" not in start.split("U kunt nu")[0]
    page.get("/account")


def test_missing_dates_are_said_too(page, app):
    page.log_in(a_user(clearance=Clearance()))

    assert "Van uw geheimhouding staat nog geen datum vast." in text_of(page.get("/"))


@pytest.mark.parametrize("role", [Role.ADMIN, Role.DPO, Role.BOARD])
def test_who_opens_no_cases_works_on_without_dates(page, app, role):
    page.log_in(a_user(role, clearance=Clearance())).get("/", status=302)


def test_a_new_date_opens_the_cases_again(desk, user, admin, other):
    users.set_clearance(admin.actor, user.id, LAPSED)
    other.log_in(user).get("/werk", status=403)
    assert "Nu opent deze collega geen casussen." in text_of(desk.get(sheet(user)))
    assert "VOG of screening verlopen" in text_of(desk.get(LIST))

    wrong = desk.post(sheet(user, "bevoegdheid"), {"secrecy_on": "01-06-2027"}, status=200)
    desk.post(sheet(user, "bevoegdheid"), {"screened_until": "31-12-2035"})

    assert "Deze dag moet nog komen." in text_of(wrong)
    other.get("/werk")


# --- one-time links


def test_a_link_for_who_forgot_leaves_the_second_factor(desk, user, other):
    code = code_in(desk.get(where(desk.post(sheet(user, "wachtwoord"), at=sheet(user)))))
    assert "Er is een link open" in text_of(desk.get(sheet(user)))

    weak = other.post(FIRST, {"code": code, "new": "kort", "repeat": "kort"}, status=200)
    differs = other.post(FIRST, {"code": code, "new": OTHER, "repeat": "anders"}, status=200)
    other.post(FIRST, {"code": code, **CHOSEN})

    assert "minstens 15 tekens" in text_of(weak)
    assert "niet hetzelfde wachtwoord" in text_of(differs)


def test_a_link_is_shown_in_one_session_for_ten_minutes(desk, admin, user, other):
    with clock.stopped_at(clock.now()):
        led = where(desk.post(sheet(user, "wachtwoord"), at=sheet(user)))
        assert codes_in(desk.get(led)) != []
        assert where(other.log_in(admin).get(led, status=302)) == sheet(user)
    with clock.stopped_at(clock.now() + timedelta(minutes=11)):
        assert where(desk.get(led, status=302)) == sheet(user)


def test_an_account_that_is_sent_twice_is_made_once(desk):
    form = desk.form(desk.get(f"{LIST}/nieuw").text, f"{LIST}/nieuw")
    typed = [(name, value) for name, value in form if name not in NEW] + [*NEW.items()]

    first, second = (where(desk.send(f"{LIST}/nieuw", typed)) for _ in range(2))

    assert first == second
    shown = desk.get(first)
    assert "Dit had u al vastgelegd." in text_of(shown)
    assert codes_in(shown) != []
    assert desk.get(LIST).text.count("<span>noor<") == 1


def test_what_was_typed_of_a_role_comes_back(desk, admin, user):
    place = drafts.DraftPlace(admin.id, "LAR", "accounts.give_role", part=str(user.id))
    drafts.save(place, [["role", "coordinator"], ["from_on", "31-12-2034"], ["reason", "Zo."]])

    shown = desk.get(sheet(user, "rol"))

    assert 'value="31-12-2034"' in shown.text
    assert "Dit is uw concept" in text_of(shown)
    desk.post(sheet(user, "rol"))
    assert drafts.load(place) is None
    approve(admin.actor, asked_of(user.id))
    assert "31 dec 2034" in text_of(desk.get(sheet(user)))


def test_codes_of_nonsense_of_what_was_used_and_of_what_is_past_get_one_answer(page, user, admin):
    old = links.start_reset(admin.actor, user.id)
    used = links.start_reset(admin.actor, user.id)
    page.post(FIRST, {"code": used, **CHOSEN})
    page.get("/inloggen")

    answers = [
        page.post(FIRST, {"code": code, **CHOSEN}, status=200) for code in (old, used, "niets")
    ]

    said = {text_of(answer) for answer in answers}
    assert len(said) == 1
    assert "Deze code werkt niet." in said.pop()


def test_a_code_stands_in_no_address_and_in_no_line_of_the_log(desk, user, other, caplog):
    caplog.set_level("DEBUG")
    code = code_in(desk.get(where(desk.post(sheet(user, "wachtwoord"), at=sheet(user)))))

    shown = other.get(FIRST)
    answers = [
        other.post(FIRST, {"code": code, "new": "kort", "repeat": "kort"}, status=200),
        other.post(FIRST, {"code": code, **CHOSEN}),
    ]

    assert shown.headers["Referrer-Policy"] == "no-referrer"
    rules = [one.rule for one in desk.app.url_map.iter_rules() if one.endpoint == FIRST_PAGE]
    assert rules == [FIRST]
    for answer in some(answers):
        assert code not in f"{answer.headers}{answer.request.full_path}"
    assert code not in caplog.text


def test_a_link_that_was_used_meanwhile_changes_nothing(page, other, user, admin):
    code = links.start_reset(admin.actor, user.id)
    form = page.form(page.get(FIRST).text, FIRST)
    other.post(FIRST, {"code": code, **CHOSEN})
    before = fingerprint()

    typed = [pair for pair in form if pair[0] not in {"code", "new", "repeat"}]
    more = [("code", code), ("new", OTHER * 2), ("repeat", OTHER * 2)]
    page.send(FIRST, [*typed, *more], status=200)

    assert fingerprint() == before


def test_two_at_the_same_moment_use_a_link_once(page, user, admin, monkeypatch):
    code = links.start_reset(admin.actor, user.id)
    monkeypatch.setattr(links, "_use", lambda *_: None)
    before = fingerprint()

    page.post(FIRST, {"code": code, **CHOSEN}, status=200)

    assert fingerprint() == before


# --- for which organisation


ROLE = {"role": "intervention_team", "reason": "Zij begint hier vandaag."}


def test_a_role_outside_the_municipality_says_for_which_organisation(desk, user, admin):
    team = an_organisation(name="Interventieteam Veenpad")
    away = an_organisation("EEM", name="Interventieteam Elders")

    shown = desk.get(sheet(user, "rol")).text
    assert "Interventieteam Veenpad" in shown
    assert "Interventieteam Elders" not in shown
    without = desk.post(sheet(user, "rol"), ROLE, status=200)
    assert "Kies voor welke organisatie deze collega werkt." in text_of(without)
    desk.post(sheet(user, "rol"), ROLE | {"organisation": away}, status=200)
    desk.post(sheet(user, "rol"), ROLE | {"organisation": team})
    approve(admin.actor, asked_of(user.id))
    assert "Interventieteam Veenpad" in text_of(desk.get(sheet(user)))

    own = ROLE | {"role": "dpo", "organisation": team}
    ours = desk.post(sheet(user, "rol"), own, status=200)
    assert "Deze rol is van de gemeente zelf." in text_of(ours)


def test_a_new_account_outside_the_municipality_says_it_too(desk, admin):
    team = an_organisation(name="Interventieteam Veenpad")

    without = desk.post(f"{LIST}/nieuw", NEW | ROLE, status=200)
    assert "Kies voor welke organisatie deze collega werkt." in text_of(without)
    made = where(desk.post(f"{LIST}/nieuw", NEW | ROLE | {"organisation": team}))
    person = made.removesuffix("/wachtwoord")
    approve(admin.actor, asked_of(UUID(person.split("/")[-1])))
    assert "Interventieteam Veenpad" in text_of(desk.get(person))


def test_of_roles_of_before_the_beheerder_has_a_list_until_each_is_said_once(desk, page, user):
    team = an_organisation(name="Interventieteam Veenpad")
    old = a_user(Role.INTERVENTION_TEAM, name="Ziggy Zandoogje")
    duty = re.compile(
        r"Van \d+ collega.{0,2} weet PGA nog niet voor welke organisatie[^.]*\.[^.]*\."
    )

    told = duty.search(text_of(desk.get(LIST)))[0]
    assert "Ziggy Zandoogje" in told
    assert user.name not in told
    (grant,) = get_user(a_user(Role.ADMIN).actor, old.id).line.grants
    place = sheet(old, "rol", str(grant.id), "organisatie")
    assert place in desk.get(sheet(old)).text
    assert "Kies een organisatie." in text_of(desk.post(place, status=200))
    assert where(desk.post(place, {"organisation": team})) == sheet(old)

    left = duty.search(text_of(desk.get(LIST)))
    assert "Ziggy Zandoogje" not in (left[0] if left else "")
    assert "Interventieteam Veenpad" in text_of(desk.get(sheet(old)))
    desk.get(place, status=404)


@pytest.mark.usefixtures("app")
def test_what_is_said_of_a_role_stays(admin):
    team, other = an_organisation(), an_organisation()
    old = a_user(Role.INTERVENTION_TEAM)
    (grant,) = get_user(admin.actor, old.id).line.grants
    say = partial(users.place_role, admin.actor, old.id, grant.id, here={team})

    for wrong in (None, other):
        with pytest.raises(Invalid) as refused:
            say(organisation_id=wrong)
        assert refused.value.problems == {"organisation": UserProblem.NO_ORGANISATION}
    say(organisation_id=team)
    assert [one.organisation for one in today_of(old)] == [team]
    with pytest.raises(Invalid) as refused:
        say(organisation_id=team)
    assert refused.value.problems == {"organisation": UserProblem.PLACED}


def today_of(who):
    with transaction() as session:
        return actors_today(session, who.id, "LAR")
