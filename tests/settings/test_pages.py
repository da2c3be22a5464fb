import re
from datetime import UTC, date, datetime, timedelta

import pytest

from pga.access.permissions import Role
from pga.cases.rules.states import State
from pga.core import clock
from pga.privacy import drafts
from pga.privacy.events import Event
from pga.settings.models import Setting
from pga.settings.reading import get_setting, look_of
from pga.settings.routes.values import comma, stylesheet
from pga.settings.rules.bounds import TERMS
from pga.settings.rules.contrast import Colours
from pga.settings.rules.following import Mark
from tests.builders import CANARY, a_case, a_referral, a_user
from tests.support.inspector import header_problems
from tests.support.pages import Page, outside, text_of
from tests.support.rows import lines, rows_of

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
LIST = "/beheer/instellingen"
TERM = f"{LIST}/triage_working_days"
CHANGE = f"{TERM}/wijzigen"
TOWN = "/beheer/gemeente/wijzigen"
COLOURS = "/beheer/huisstijl"
THEME = "/huisstijl.css"
HOUSE = {"brand": "#1C3F5E", "brand_ink": "#ffffff", "accent": "#1d4e79"}
WHY = {"reason": "Besluit van 23 november"}
PAGES = (
    LIST,
    TERM,
    CHANGE,
    "/beheer/reglement",
    "/beheer/reglement/triage_working_days",
    "/beheer/gemeente",
    TOWN,
    COLOURS,
)


@pytest.fixture(autouse=True)
def stopped(app):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def member(stopped):
    return a_user(Role.ADMIN, name="Noor Rietorchis")


@pytest.fixture
def admin(page, member):
    return page.log_in(member)


def where(response):
    return response.headers["Location"]


def propose(page, value="10", *, url=CHANGE, **more):
    """Ask what a value touches, and return that page with what it would send to save."""
    shown = page.post(url, {"value": value, **WHY, **more}, status=200)
    return shown, page.form(shown.text, url)


def save(page, value="10", *, url=CHANGE, minutes=0, **more):
    with clock.stopped_at(NOW + timedelta(minutes=minutes)):
        _, typed = propose(page, value, url=url, **more)
        return page.send(url, typed)


# --- looking


@pytest.mark.parametrize("url", PAGES)
def test_each_page_is_right_for_the_beheerder(admin, url):
    admin.get(url)


@pytest.mark.parametrize("url", PAGES)
def test_the_fg_looks_and_does_not_change(app, url):
    page = Page(app).log_in(a_user(Role.DPO))
    changes = url in {CHANGE, TOWN, COLOURS, "/beheer/reglement/triage_working_days"}

    shown = page.get(url, status=403 if changes else 200)

    assert changes or "Wijzig de" not in text_of(shown)


@pytest.mark.parametrize("role", [Role.SAFETY_TEAM, Role.BOARD, Role.COORDINATOR])
def test_others_do_not_come_in(app, role):
    page = Page(app).log_in(a_user(role))

    for url in PAGES:
        page.get(url, status=403)


def test_the_list_shows_every_term_with_its_source(admin):
    shown = text_of(admin.get(LIST))

    assert "Weging na ontvangst" in shown
    assert "AVG artikel 14 lid 3" in shown
    assert "5 werkdagen" in shown
    assert "Nog niet ingesteld" in shown
    assert "41 waarden zijn nog niet bevestigd" in shown


@pytest.mark.parametrize("name", TERMS)
def test_each_term_has_its_page(admin, name):
    assert "Wat nu geldt" in text_of(admin.get(f"{LIST}/{name}"))


@pytest.mark.parametrize(
    "url",
    [
        f"{LIST}/onzin",
        f"{LIST}/dpo_name",
        f"{LIST}/onzin/wijzigen",
        f"{TERM}/intrekken/2027-01-01",
        f"{TERM}/intrekken/morgen",
        "/beheer/reglement/retention_closed_years",
        "/beheer/reglement/inform_person_months",
    ],
)
def test_what_is_not_there_is_not_there(admin, url):
    admin.get(url, status=404)


# --- changing


def test_a_value_is_saved_only_after_its_effect_was_shown(admin, member):
    colleague = a_user().actor
    number = a_case(by=colleague, given=a_referral(received_on=date(2026, 11, 16)))
    a_case(State.PLANNING, by=colleague)

    shown, typed = propose(admin)

    assert rows_of(Setting) == []
    assert number in text_of(shown)
    assert "1 lopende termijn kreeg een andere datum" in text_of(shown)
    assert "niet meer te laat" in text_of(shown)
    assert CANARY not in shown.text
    assert lines(Event.LIST)[-1].purpose == "settings_preview"
    assert where(admin.send(CHANGE, typed)) == TERM
    assert get_setting(member.actor, "triage_working_days").value == "10"
    assert "Dit geldt vanaf 24 november 2026" in text_of(admin.get(TERM))


def test_another_value_than_the_one_shown_is_shown_first(admin):
    _, typed = propose(admin)
    other = [(name, "12" if name == "value" else value) for name, value in typed]

    shown = admin.send(CHANGE, other, status=200)

    assert "Wat 12 werkdagen raakt" in text_of(shown)
    assert rows_of(Setting) == []


def test_a_form_that_is_sent_twice_says_so(admin):
    _, typed = propose(admin)
    admin.send(CHANGE, typed)

    with clock.stopped_at(NOW + timedelta(minutes=1)):
        again = admin.send(CHANGE, typed)

    assert where(again) == TERM
    assert "Dit had u al vastgelegd." in text_of(admin.get(TERM))
    assert [row.value for row in rows_of(Setting)] == ["10"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"value": "31"}, "Kies 1 tot en met 30 werkdagen."),
        ({"value": "vijf"}, "Typ een heel getal"),
        ({"value": "-1"}, "Typ een heel getal"),
        ({"value": None}, "Typ een heel getal"),
        ({"value": "5"}, "Deze waarde geldt dan al."),
        ({"from_on": "23-11-2026"}, "Kies vandaag of een latere dag."),
        ({"from_on": "31-11-2026"}, "bestaat niet"),
        ({"reason": ""}, "Schrijf op waarom."),
    ],
)
def test_what_is_wrong_stands_beside_its_field(admin, typed, said):
    shown = admin.post(CHANGE, {"value": "10", **WHY, **typed}, status=200)

    assert said in text_of(shown)
    assert "werkdagen raakt" not in text_of(shown)
    assert rows_of(Setting) == []


def test_a_term_of_the_law_says_that_it_is(admin):
    law = f"{LIST}/rights_extension_months"

    shown = admin.post(f"{law}/wijzigen", {"value": "3", **WHY}, status=200)

    assert "langer dan de wet toestaat" in text_of(shown)
    assert "De wet legt dit vast" in text_of(admin.get(f"{LIST}/inform_person_months"))


def test_the_number_of_places_and_the_small_numbers_say_what_they_touch(admin):
    a_case(State.PLANNING, by=a_user().actor)

    places, _ = propose(admin, "1", url=f"{LIST}/max_active_cases/wijzigen")
    small, _ = propose(admin, "6", url=f"{LIST}/small_number_threshold/wijzigen")

    assert "2 lokale casussen bezig. Met 1 plaats" in text_of(places)
    assert "geen aantal onder de 6" in text_of(small)


def test_what_has_its_own_date_and_what_has_none_is_told(admin):
    a_case(State.REJECTED, by=a_user().actor)

    shown, _ = propose(admin, "12", url=f"{LIST}/retention_rejected_months/wijzigen")

    assert "1 casus heeft geen vernietigingsdatum" in text_of(shown)
    assert "Geen enkele lopende termijn" in text_of(shown)


def test_a_changed_threshold_hides_numbers(app, admin):
    save(admin, "7", url=f"{LIST}/small_number_threshold/wijzigen")

    shown = Page(app).log_in(a_user(Role.BOARD)).get("/cijfers")

    assert "onder de 7" in text_of(shown)


# --- coming and going


def test_a_coming_value_is_shown_and_withdrawn(admin, member):
    save(admin, "10", from_on="01-01-2027")
    assert "vanaf 1 jan 2027" in text_of(admin.get(LIST))
    back = f"{TERM}/intrekken/2027-01-01"
    assert back in admin.get(TERM).text

    nothing = admin.post(back, {"reason": ""}, status=200)
    with clock.stopped_at(NOW + timedelta(minutes=1)):
        done = admin.post(back, {"reason": "Het college zag ervan af"})

    assert "Schrijf op waarom." in text_of(nothing)
    assert where(done) == TERM
    shown = text_of(admin.get(TERM))
    assert "Ingetrokken" in shown
    assert "Het college zag ervan af" in shown
    assert get_setting(member.actor, "triage_working_days").coming == ()


# --- what the reglement has to say


def test_a_proposal_is_open_until_it_is_confirmed(admin, member):
    url = "/beheer/reglement/triage_working_days"
    assert "Wie weegt, en binnen hoeveel werkdagen?" in text_of(admin.get("/beheer/reglement"))

    assert where(admin.post(url, {"reason": "Reglement 1.2, artikel 9"})) == "/beheer/reglement"

    shown = text_of(admin.get("/beheer/reglement"))
    assert "Wie weegt" not in shown
    assert "Reglement 1.2, artikel 9" in shown
    assert get_setting(member.actor, "triage_working_days").holds.mark is Mark.CONFIRMED
    admin.get(url, status=404)


def test_a_first_value_can_be_confirmed_at_once(admin, member):
    save(admin, "5", url=f"{LIST}/retention_closed_years/wijzigen", confirmed="y")

    assert get_setting(member.actor, "retention_closed_years").confirmed


# --- the municipality


def test_what_the_municipality_tells_is_kept_and_named_above_each_page(admin, member):
    typed = {
        "display_name": "Gemeente aan het Gooi",
        "dpo_name": "Greet Geval",
        "dpo_mail": "fg@gemeente.example",
        "covenant_ends_on": "31-12-2027",
        **WHY,
    }

    assert where(admin.post(TOWN, typed)) == "/beheer/gemeente"

    shown = text_of(admin.get("/beheer/gemeente"))
    assert "Greet Geval" in shown
    assert "31-12-2027" in shown
    assert shown.startswith("Gemeente")
    assert "Gemeente aan het Gooi" in text_of(admin.get(LIST))
    assert 'value="31-12-2027"' in admin.get(TOWN).text
    assert len(rows_of(Setting)) == 4


def test_a_faulty_address_stays_as_it_was_typed(admin):
    shown = admin.post(TOWN, {"dpo_mail": "fg bij de gemeente", **WHY}, status=200)

    assert "Dit lijkt geen e-mailadres" in text_of(shown)
    assert 'value="fg bij de gemeente"' in shown.text


# --- the colours


def test_colours_are_served_with_their_twins_for_the_dark(admin):
    assert THEME not in admin.get(LIST).text
    admin.post(COLOURS, {**HOUSE, **WHY})

    assert f'href="{THEME}"' in admin.get(LIST).text
    answer = outside(lambda: admin.client.get(THEME))
    assert answer.mimetype == "text/css"
    assert header_problems(answer.headers, cached=True) == []
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert re.fullmatch(
        r":root \{ --brand: light-dark\(#1c3f5e, #\w{6}\); "
        r"--brand-ink: light-dark\(#ffffff, #\w{6}\); "
        r"--accent: light-dark\(#1d4e79, #\w{6}\) \}\n",
        answer.text,
    )


def test_the_same_colours_are_not_sent_again(admin):
    admin.post(COLOURS, {**HOUSE, **WHY})
    tag = outside(lambda: admin.client.get(THEME)).headers["ETag"]

    same = outside(lambda: admin.client.get(THEME, headers={"If-None-Match": tag}))
    with clock.stopped_at(NOW + timedelta(minutes=1)):
        admin.post(COLOURS, {"accent": "#5e1c3f", **WHY})
    other = outside(lambda: admin.client.get(THEME, headers={"If-None-Match": tag}))

    assert (same.status_code, same.data) == (304, b"")
    assert other.status_code == 200
    assert "#5e1c3f" in other.text


def test_the_colours_are_those_of_the_own_municipality(app, admin):
    admin.post(COLOURS, {**HOUSE, **WHY})
    elsewhere = Page(app).log_in(a_user(municipality="BLA"))

    assert outside(lambda: elsewhere.client.get(THEME)).text == ""
    assert THEME not in elsewhere.get("/account").text
    assert THEME in Page(app).log_in(a_user()).get("/account").text


def test_colours_are_behind_the_login(app):
    assert outside(lambda: app.test_client().get(THEME)).status_code == 302


def test_colours_that_cannot_be_read_are_refused_with_the_pair_and_the_ratio(admin):
    faint = {**HOUSE, "brand": "#ffd400", "accent": "#7a7a7a"}

    shown = text_of(admin.post(COLOURS, {**faint, **WHY}, status=200))

    assert "de letters op knoppen op de kleur van knoppen heeft contrast 1,4" in shown
    assert "de kleur van links op het papier heeft contrast 3," in shown
    assert look_of("LAR").colours is None


def test_a_colour_that_is_none_never_reaches_the_sheet(admin):
    shown = admin.post(COLOURS, {**HOUSE, "brand": "red; }", **WHY}, status=200)

    assert "cijfers of a tot en met f" in text_of(shown)
    assert rows_of(Setting) == []


def test_without_colours_the_sheet_is_empty():
    assert stylesheet(None) == ""
    assert stylesheet(Colours("#000000", "#ffffff", "#000000")).count("light-dark") == 3


def test_a_ratio_is_never_rounded_up_to_enough():
    assert comma(4.4999) == "4,49"
    assert comma(4.5) == "4,5"


def test_the_card_of_what_is_not_set_gets_shorter(admin):
    admin.post(TOWN, {"dpo_name": "Greet Geval", **WHY})

    card = text_of(admin.get(LIST)).split("nog niet bevestigd")[0]

    assert "Naam van de FG" not in card
    assert "E-mailadres van de FG" in card
    assert "Een afgesloten casus bewaren" in card


# --- all that is wrong, at once


def test_a_fault_of_the_rules_stands_beside_one_of_the_shape(admin):
    shown = text_of(admin.post(CHANGE, {"value": "99", "from_on": "ooit"}, status=200))

    for told in ("Dit is te veel.", "Typ de datum als dag-maand-jaar", "Schrijf op waarom."):
        assert told in shown
    assert rows_of(Setting) == []


def test_a_day_that_has_gone_by_is_told_beside_a_value_that_cannot_be_read(admin):
    shown = text_of(admin.post(CHANGE, {"value": "veel", "from_on": "23-11-2026"}, status=200))

    for told in ("Typ een heel getal", "Kies vandaag of een latere dag.", "Schrijf op waarom."):
        assert told in shown


@pytest.mark.parametrize(
    ("url", "fields", "told"),
    [
        (TOWN, {"dpo_mail": "geen adres"}, "Dit lijkt geen e-mailadres."),
        (COLOURS, {**HOUSE, "brand_ink": "#1c3f5e"}, "Dit is niet goed te lezen"),
    ],
)
def test_the_texts_of_a_municipality_tell_all_at_once_too(admin, url, fields, told):
    shown = text_of(admin.post(url, {**fields, "from_on": "23-11-2026", "reason": ""}, status=200))

    assert told in shown
    assert "Kies vandaag of een latere dag." in shown
    assert "Schrijf op waarom." in shown
    assert rows_of(Setting) == []


# --- what was typed comes back


def test_what_was_typed_of_a_value_comes_back_and_its_effect_is_shown_again(admin, member):
    place = drafts.DraftPlace(member.id, "LAR", "settings.change", part="triage_working_days")
    drafts.save(place, [["value", "10"], ["reason", "Besluit"], ["seen", "10"]])

    kept = admin.get(CHANGE)
    typed = dict(admin.form(kept.text, CHANGE))

    assert (typed["value"], typed["seen"]) == ("10", "")
    assert "Dit is uw concept" in text_of(kept)
    shown = admin.post(CHANGE, status=200)
    assert "Wat 10 werkdagen raakt" in text_of(shown)
    assert drafts.load(place) is not None
    admin.send(CHANGE, admin.form(shown.text, CHANGE))
    assert drafts.load(place) is None


def test_what_the_municipality_tells_is_kept_as_it_was_typed(admin, member):
    admin.post(TOWN, {"dpo_name": "Greet Geval", "dpo_phone": "0123", **WHY})
    began = dict(admin.form(admin.get(TOWN).text, TOWN))
    place = drafts.DraftPlace(member.id, "LAR", "settings.change_town")
    words = began | {"dpo_name": "Piet Paal", "dpo_phone": ""}
    drafts.save(place, [[name, value] for name, value in words.items()])

    typed = dict(admin.form(admin.get(TOWN).text, TOWN))

    assert (typed["dpo_name"], typed["dpo_phone"]) == ("Piet Paal", "")
    with clock.stopped_at(NOW + timedelta(minutes=1)):
        admin.post(TOWN, WHY)
    assert "Piet Paal" in text_of(admin.get("/beheer/gemeente"))
    assert drafts.load(place) is None


def test_what_the_selectielijst_says_of_a_head_is_written_down_and_the_rest_stays_open(admin):
    heads, head = "/beheer/bewaartermijnen", "/beheer/bewaartermijnen/withdrawn"
    before = text_of(admin.get(heads))
    assert "12 soorten zijn nog niet compleet." in before
    said = {"result": "11.1.4", "term": "1 jaar", "start": "na intrekking", "article": "Rgl. 9"}

    lacking = text_of(admin.post(head, {**said, "result": "a" * 121, **WHY}, status=200))
    assert "Dit is te lang." in lacking
    admin.post(head, {**said, **WHY})

    told = text_of(admin.get(heads))
    assert "11 soorten zijn nog niet compleet." in told
    assert [word in told for word in said.values()] == [True] * len(said)
    admin.get(f"{heads}/nergens", status=404)
