import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from http.cookies import SimpleCookie

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from pga.access.permissions import Role
from pga.accounts import passwords, services
from pga.accounts.reading import get_account, list_other_grants
from pga.accounts.routes import device_of, safe_target
from pga.accounts.rules.clearance import Clearance
from pga.app import create_app
from pga.core import clock
from pga.core.database import transaction
from pga.privacy import drafts
from pga.privacy.events import Event
from pga.privacy.trail import AuditEvent
from tests.builders import PASSWORD, a_user
from tests.support.inspector import header_problems
from tests.support.pages import Page, outside, text_of

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

LOGIN = "/inloggen"
NOW = datetime(2026, 11, 24, 10, 0, 1, tzinfo=UTC)
OTHER = "acht blauwe laarzen in de gang"
KEPT = "/account/herstelcodes/bewaard"


@pytest.fixture
def user(app):
    return a_user()


def typed(user, password=PASSWORD):
    return {"username": user.username, "password": password}


def where(response):
    return response.headers["Location"]


def referral_of(user):
    """Where the words of somebody's aanmelding are kept."""
    return drafts.DraftPlace(user.id, "LAR", "cases.register")


# --- logging in


def test_the_right_password_leads_to_the_start_page(page, user):
    response = page.post(LOGIN, typed(user))

    assert where(response) == "/"
    page.get("/account")


def test_a_wrong_password_and_a_wrong_name_show_the_same_page(page, user):
    wrong = page.post(LOGIN, typed(user, "fout wachtwoord"), status=200)
    unknown = page.post(LOGIN, {"username": "niemand", "password": "fout wachtwoord"}, status=200)

    assert "horen niet bij elkaar" in text_of(wrong)
    assert text_of(wrong).replace(user.username, "niemand") == text_of(unknown)
    assert "Fout: " in "".join(page.visited)


def test_a_password_is_never_shown_again(page, user):
    response = page.post(LOGIN, typed(user, "mijn geheime zinnetje"), status=200)

    assert f'value="{user.username}"' in response.text
    assert "mijn geheime zinnetje" not in response.text


def test_empty_fields_are_asked_for(page, user):
    response = page.post(LOGIN, {"username": "", "password": ""}, status=200)

    assert "Vul uw gebruikersnaam in." in text_of(response)
    assert "Vul uw wachtwoord in." in text_of(response)


def test_who_has_to_wait_hears_how_long(page, user):
    with clock.stopped_at(NOW):
        for _ in range(5):
            page.post(LOGIN, typed(user, "fout wachtwoord"), status=200)

        response = page.post(LOGIN, typed(user), status=429)

    assert "Wacht 3 seconden" in text_of(response)


def test_a_login_without_its_csrf_token_is_refused(page, user):
    response = page.send(LOGIN, list(typed(user).items()))

    assert "Dit scherm was verlopen." in text_of(page.get(where(response)))
    page.get("/account", status=302)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 302),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": "http://localhost"}, 302),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
def test_a_form_of_another_site_is_refused(page, user, headers, status):
    response = page.post(LOGIN, typed(user), headers=headers, status=status)

    assert response.status_code == status


def test_who_is_logged_in_need_not_log_in(page, user):
    assert where(page.log_in(user).get(LOGIN, status=302)) == "/"


def test_a_page_behind_the_gate_leads_to_the_login_and_back(page, user):
    first = page.get("/account?x=1", status=302)
    assert where(first) == f"{LOGIN}?verder=/account?x%3D1"

    response = page.post(where(first), typed(user))

    assert where(response) == "/account?x=1"


HERE = [
    "/",
    "/account",
    "/casussen",
    "/casussen?staat=planning",
    "/casussen/LAR-2026-0001",
    "/uitgelogd",
]
ELSEWHERE = [
    None,
    "",
    " ",
    "account",
    "http://elsewhere.example",
    "https://elsewhere.example/account",
    "HTTPS://elsewhere.example",
    "//elsewhere.example",
    "///elsewhere.example",
    "////elsewhere.example",
    "//elsewhere.example/account",
    "/\\elsewhere.example",
    "/\\/elsewhere.example",
    "\\\\elsewhere.example",
    "\\/elsewhere.example",
    "/\t/elsewhere.example",
    "/\n/elsewhere.example",
    "/\r\n/elsewhere.example",
    "\t//elsewhere.example",
    " //elsewhere.example",
    "/account\r\nSet-Cookie: x=1",
    "/account\x00",
    "/account\u202e",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "mailto:x@elsewhere.example",
    "elsewhere.example",
    "@elsewhere.example",
    ":80",
    "http:account",
    "http:/elsewhere.example",
    "https:///elsewhere.example",
    "/.elsewhere.example",
    "/%2f/elsewhere.example",
    "/%5celsewhere.example",
    "/nergens",
    "/uitloggen",
    "/account/wissel",
    "/ik-ben-er-nog",
    "?verder=/",
    "#top",
    "[::1]/",
    "/account/",
]


@pytest.mark.parametrize("target", HERE)
def test_a_place_within_the_app_is_gone_on_to(app, target):
    with app.test_request_context():
        assert safe_target(target) == target


@pytest.mark.parametrize("target", ELSEWHERE)
def test_any_other_place_becomes_the_start_page(app, target):
    with app.test_request_context():
        assert safe_target(target) == "/"


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
            "Firefox op Linux",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537 Edg/130.0", "Edge op Windows"),
        ("Mozilla/5.0 (iPhone) Version/18 Safari/604", "Safari op iPhone"),
        ("curl/8", "Een browser op een apparaat"),
        ("", "Een browser op een apparaat"),
    ],
)
def test_a_device_is_told_by_its_class_only(store, agent, device):
    assert device_of(agent) == device


# --- logging out, and sessions that end


def test_logging_out_clears_what_the_browser_keeps_and_kills_a_copied_cookie(page, user, app):
    page.log_in(user).get("/account")
    copied = page.client.get_cookie("pga").value

    response = page.post("/uitloggen", at="/account")

    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    thief = Page(app)
    thief.client.set_cookie("pga", copied)
    thief.get("/account", status=302)
    assert "uitgelogd" in text_of(page.get(where(response)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/aanmelden-bij-pga?verder=/account%3Fx%3D1", "/inloggen?verder=/account%3Fx%3D1"),
        ("/aanmelden-bij-pga", "/inloggen"),
        ("/afgemeld?verder=/werk&bewaard=ja", "/uitgelogd?verder=/werk&bewaard=ja"),
    ],
)
def test_an_address_of_before_leads_on_with_what_stood_in_it(page, old, new):
    assert where(page.get(old, status=308)) == new


def test_a_form_of_before_still_logs_in_and_out(page, user):
    form = [*(dict(page.form(page.get(LOGIN).text, LOGIN)) | typed(user)).items()]
    there = where(page.send("/aanmelden-bij-pga?verder=/account", form, status=308))
    assert where(page.send(there, form)) == "/account"

    form = page.form(page.get("/account").text, "/uitloggen", own=False)
    there = where(page.send("/afmelden", form, status=308))
    assert where(page.send(there, form)) == "/uitgelogd"
    page.get("/account", status=302)


def test_the_cookie_is_only_for_this_site_and_no_script(page, user):
    response = page.post(LOGIN, typed(user))

    cookie = SimpleCookie(response.headers["Set-Cookie"])["pga"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cookie["path"] == "/"
    assert PASSWORD not in response.headers["Set-Cookie"]


def test_with_https_the_cookie_is_of_this_host_only(settings, user):
    page = Page(create_app(replace(settings, https=True)))
    response = outside(lambda: page.client.get(LOGIN, base_url="https://localhost"))

    cookie = SimpleCookie(response.headers["Set-Cookie"])["__Host-pga"]
    assert cookie["secure"]
    assert not cookie["domain"]
    assert header_problems(response.headers, secure=True) == []


@pytest.mark.parametrize("path", ["/nergens", "/static/nergens.css", "/casussen/LAR-2026-9999"])
def test_what_is_not_there_is_a_page_with_all_its_headers(page, user, path):
    assert "Hier is niets" in text_of(page.log_in(user).get(path, status=404))


def test_a_method_that_does_not_fit_is_a_page_too(page, user):
    response = page.log_in(user).get("/ik-ben-er-nog", status=405)

    assert "Dit kan hier niet" in text_of(response)


def test_a_session_that_was_idle_leads_to_the_page_that_says_so(page, user):
    with clock.stopped_at(NOW):
        page.log_in(user)

    with clock.stopped_at(NOW + timedelta(minutes=16)):
        response = page.get("/account", status=302)
        told = page.get(where(response))

    assert where(response) == "/uitgelogd?verder=/account"
    assert "15 minuten" in text_of(told)


def test_staying_is_one_call_that_shows_nothing(page, user):
    with clock.stopped_at(NOW):
        page.log_in(user)
        token = dict(page.form(page.get("/account").text, "/uitloggen", own=False))["csrf_token"]
    with clock.stopped_at(NOW + timedelta(minutes=14)):
        page.send("/ik-ben-er-nog", [("csrf_token", token)], status=204)

    with clock.stopped_at(NOW + timedelta(minutes=28)):
        page.get("/account")

    assert page.visited[-1]


def test_words_that_were_typed_when_the_session_had_ended_are_kept(page, user):
    words = "Op 3 november stond de muziek weer hard."
    with clock.stopped_at(NOW):
        page.log_in(user)
        form = dict(page.form(page.get("/aanmelden").text, "/aanmelden")) | {"occasion": words}

    with clock.stopped_at(NOW + timedelta(minutes=16)):
        response = page.send("/aanmelden", list(form.items()))
        assert where(response) == "/uitgelogd?verder=/aanmelden&bewaard=ja"
        page.get(where(response))
        kept = dict(drafts.load(referral_of(user)).fields)
        assert kept["occasion"] == words
        assert kept.keys().isdisjoint({"csrf_token", "form_key", "password"})

        page.log_in(user)
        assert words in page.get("/aanmelden").text


def test_the_words_of_one_user_are_not_shown_to_another(page, user):
    words = "Op 3 november stond de muziek weer hard."
    drafts.save(referral_of(user), [["occasion", words]])

    shown = page.log_in(a_user()).get("/aanmelden")

    assert words not in shown.text
    assert words in page.log_in(user).get("/aanmelden").text


# --- the own account


def test_the_account_shows_the_own_sessions_and_ends_another(page, user, app):
    other = Page(app).log_in(user)
    page.log_in(user)
    actor_sessions = page.get("/account")
    end = next(
        node
        for node in actor_sessions.text.split('action="')
        if node.startswith("/account/sessies/")
    ).split('"')[0]

    page.post(end, at="/account")

    answers = [outside(lambda who=who: who.client.get("/account")) for who in (page, other)]
    assert sorted(answer.status_code for answer in answers) == [200, 302]


def test_the_password_is_changed_on_the_account_page(page, user, app):
    other = Page(app).log_in(user)
    fields = {"current": PASSWORD, "new": OTHER, "repeat": OTHER}

    page.log_in(user).post("/account", fields)

    page.get("/account")
    other.get("/account", status=302)
    with transaction() as session:
        assert Event.PASSWORD_CHANGED in session.scalars(sa.select(AuditEvent.event)).all()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"current": "fout", "new": OTHER, "repeat": OTHER}, "niet uw wachtwoord van nu"),
        ({"current": PASSWORD, "new": "Welkom2020", "repeat": "Welkom2020"}, "minstens 15 tekens"),
        (
            {"current": PASSWORD, "new": "Welkom2020Laren!", "repeat": "Welkom2020Laren!"},
            "te raden",
        ),
        ({"current": PASSWORD, "new": OTHER, "repeat": "iets anders"}, "niet hetzelfde"),
        ({"current": "", "new": OTHER, "repeat": OTHER}, "wachtwoord van nu in"),
    ],
)
def test_a_password_that_cannot_be_is_told_beside_its_field(page, user, fields, told):
    response = page.log_in(user).post("/account", fields, status=200)

    assert told in text_of(response)
    assert fields["new"] not in response.text


def switch(page, grant):
    token = dict(page.form(page.get("/account").text, "/uitloggen", own=False))["csrf_token"]
    return page.send("/account/wissel", [("csrf_token", token), ("grant", str(grant))])


def test_somebody_goes_on_in_another_municipality(page, app):
    user = a_user(municipality="EEM", also={"LAR": Role.COORDINATOR})
    page.log_in(user)
    assert "Gemeente Eemnes" in text_of(page.get("/account"))
    (other,) = list_other_grants(user.actor)

    switch(page, other.id)

    assert "Gemeente Laren" in text_of(page.get("/account"))


@pytest.mark.parametrize("grant", ["", "niets", "00000000-0000-0000-0000-000000000000"])
def test_nobody_goes_on_with_a_role_that_is_not_theirs(page, user, grant):
    page.log_in(user)

    switch(page, grant)

    assert "Die rol heeft u vandaag niet." in text_of(page.get("/account"))


def test_the_wish_for_a_mail_is_kept_and_its_draft_comes_back(page, user):
    page.log_in(user)
    wrong = page.post("/account/bericht", {"email": "geen adres"}, at="/account", status=200)
    assert 'value="geen adres"' in wrong.text
    place = drafts.DraftPlace(user.id, "LAR", "accounts.digest")
    drafts.save(place, [["email", "nog@niet.example"]])
    assert "nog@niet.example" in page.get("/account").text

    sent = page.form(page.get("/account").text, "/account/bericht", own=False)
    typed = [pair for pair in sent if pair[0] != "email"] + [("email", "ik@werk.example")]
    for _ in range(2):
        assert where(page.send("/account/bericht", typed)) == "/account"

    assert "Dit had u al vastgelegd." in text_of(page.get("/account"))
    assert get_account(user.actor).email == "ik@werk.example"
    assert drafts.load(place) is None


# --- the second factor


def codes_in(shown):
    codes = re.findall(r"<li>([A-Z0-9-]{12,})</li>", shown.text)
    assert len(codes) == services.login.RECOVERY_CODES
    return codes


def code_of(secret, moment=NOW):
    key = passwords.from_base32(secret.replace(" ", ""))
    return TOTP(key, 6, SHA1(), 30).generate(int(moment.timestamp())).decode()  # noqa: S303 - RFC 6238


@pytest.fixture
def strict(store, with_factor, user):
    """A page of an installation that asks for a second factor."""
    return Page(store.app(create_app, with_factor))


@pytest.fixture
def secret(strict, user):
    """Somebody with an authenticator, since two minutes."""
    earlier = NOW - timedelta(minutes=2)
    with clock.stopped_at(earlier):
        strict.log_in(user)
        found = services.start_enrolment(user.actor)
        fields = {"code": code_of(found, earlier)}
        strict.post("/tweede-factor/instellen", fields)
    return found


def test_without_the_second_factor_no_page_opens(strict, user):
    strict.log_in(user)

    for path in ("/", "/account", "/casussen", "/aanmelden"):
        assert where(strict.get(path, status=302)) == "/tweede-factor"

    assert where(strict.get("/tweede-factor", status=302)) == "/tweede-factor/instellen"


def test_the_authenticator_is_set_up_with_its_first_code(strict, user):
    with clock.stopped_at(NOW):
        strict.log_in(user)
        shown = strict.get("/tweede-factor/instellen")
        found = services.start_enrolment(user.actor)
        assert (
            found in shown.text.replace(" ", "").replace("</span><span>", "")
            or found[:4] in shown.text
        )

        wrong = strict.post("/tweede-factor/instellen", {"code": "000000"}, status=200)
        assert "Deze code klopt niet" in text_of(wrong)
        led = strict.post("/tweede-factor/instellen", {"code": code_of(found)})
        codes = strict.get(where(led))

        assert text_of(codes).count("-") >= 60
        strict.get("/account")


def test_a_code_lets_somebody_in_and_not_twice(strict, user, secret):
    with clock.stopped_at(NOW):
        strict.log_in(user).get("/", status=302)
        assert where(strict.post("/tweede-factor", {"code": code_of(secret)})) == "/"
        strict.get("/account")
        assert where(strict.get("/tweede-factor", status=302)) == "/"

        again = strict.log_in(user).post("/tweede-factor", {"code": code_of(secret)}, status=200)

    assert "al gebruikt" in text_of(again)


def test_too_many_wrong_codes_have_to_wait(strict, user, secret):
    with clock.stopped_at(NOW):
        strict.log_in(user)
        for _ in range(5):
            strict.post("/tweede-factor", {"code": "000000"}, status=200)

        response = strict.post("/tweede-factor", {"code": code_of(secret)}, status=429)

    assert "Wacht 3 seconden" in text_of(response)


def test_a_recovery_code_lets_somebody_in_and_new_ones_are_shown_once(strict, user, secret):
    with clock.stopped_at(NOW):
        codes = services.make_recovery_codes(user.actor)
        strict.log_in(user)
        strict.post("/tweede-factor", {"code": "", "recovery_code": codes[0]})

        led = where(strict.post("/account/herstelcodes", at="/account"))
        shown = strict.get(led)
        again = strict.get(led)

        assert codes[1] not in shown.text
        assert text_of(shown).count("-") >= 60
        assert codes_in(again) == codes_in(shown)
        assert where(strict.post(KEPT, at=led)) == "/"
        assert where(strict.get(led, status=302)) == "/account"
        assert "niet meer te zien" in text_of(strict.get("/account"))


def test_recovery_codes_are_shown_for_ten_minutes_in_one_session(strict, user, secret):
    with clock.stopped_at(NOW):
        strict.log_in(user).post("/tweede-factor", {"code": code_of(secret)})
        led = where(strict.post("/account/herstelcodes", at="/account"))
        shown = codes_in(strict.get(led))
        other = Page(strict.app).log_in(user)
        assert where(other.get(led, status=302)) == "/tweede-factor"
        recovery = {"code": "", "recovery_code": shown[0]}
        other.post("/tweede-factor", recovery)
        assert where(other.get(led, status=302)) == "/account"
    with clock.stopped_at(NOW + timedelta(minutes=11)):
        assert where(strict.get(led, status=302)) == "/account"


def test_a_second_factor_that_stands_is_not_set_up_again(strict, user, secret):
    with clock.stopped_at(NOW):
        strict.log_in(user).post("/tweede-factor", {"code": code_of(secret)})

        response = strict.get("/tweede-factor/instellen", status=302)

    assert where(response) == "/account"


def test_somebody_can_log_out_before_the_second_factor(strict, user, secret):
    with clock.stopped_at(NOW):
        strict.log_in(user)

        token = dict(strict.form(strict.get("/tweede-factor").text, "/tweede-factor"))["csrf_token"]
        strict.send("/uitloggen", [("csrf_token", token)])

        assert where(strict.get("/account", status=302)).startswith(LOGIN)


# --- secrecy and clearance


def test_logging_in_says_that_all_is_secret(app, page):
    assert "Wat u hier leest, is geheim." in text_of(page.get(LOGIN))


def test_the_account_tells_until_when_one_is_cleared(app, page):
    dates = Clearance(date(2027, 3, 1), date(2025, 2, 3), date(2024, 5, 6), date(2028, 7, 9))

    shown = text_of(page.log_in(a_user(clearance=dates)).get("/account"))

    for day in ("1 mrt 2027", "3 feb 2025", "6 mei 2024", "9 jul 2028"):
        assert day in shown
    assert "Let op: uw training was geldig tot en met 3 februari 2025." in shown
