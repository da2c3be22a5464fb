"""A case number is read alike at each door: in each field that asks one, and in each address."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from flask import Flask, url_for
from werkzeug.datastructures import MultiDict

from pga.access.permissions import Role
from pga.cases.forms.doors import EmergencyForm
from pga.cases.forms.notices import AskAccessForm
from pga.cases.forms.search import SearchForm
from pga.cases.models.doors import AccessRequest, EmergencyAccess
from pga.cases.rules.states import State
from pga.core import clock
from pga.oversight.forms import TrailForm
from pga.privacy.events import Event
from pga.web.case_number import NO_NUMBER, CaseNumber
from pga.web.forms import BaseForm, TextLine
from tests.builders import a_case, a_user, id_of
from tests.pages.fields import fields_of
from tests.support.numbers import NO_NUMBERS, SPELLINGS
from tests.support.pages import outside, text_of
from tests.support.rows import lines, rows_of
from tests.support.some import some

ASKS = fields_of(CaseNumber)
ELSEWHERE = [name for name in SPELLINGS if name != "as it stands"]
sqlite = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


def read_by(place, typed):
    """Return the field of a form in which this was typed, once it was judged."""
    _, name, field = ASKS[place]
    app = Flask("forms")
    app.secret_key = "x"
    alone = type("Alone", (BaseForm,), {name: field})
    with app.test_request_context():
        form = alone(MultiDict({name: typed}), meta={"csrf": False})
        form.validate()
        return form[name]


@pytest.mark.parametrize("place", ASKS)
@pytest.mark.parametrize("spell", SPELLINGS.values(), ids=SPELLINGS)
def test_each_field_that_asks_a_number_reads_it_alike(place, spell):
    field = read_by(place, spell("LAR-2026-0029"))

    assert (list(field.errors), field.whole("EEM")) == ([], "LAR-2026-0029")


@pytest.mark.parametrize("place", ASKS)
@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_each_field_that_asks_a_number_tells_what_is_none(place, typed):
    field = read_by(place, typed)

    assert list(field.errors) == [NO_NUMBER]
    assert field.whole("LAR") == ""


def test_no_other_field_asks_for_a_number():
    typed = fields_of(TextLine)
    said = {place: str(field.args or field.kwargs) for place, (_, _, field) in typed.items()}

    assert ASKS.keys() == {place for place, words in said.items() if "asusnummer" in words} | {
        *(f"{form.__name__}.{name}" for form, name in DOORS),
        *("MomentAnywhereForm.number", "MoveMomentForm.number"),
    }


# --- each of those fields on its page


def seek(page, typed):
    answer = page.post("/zoeken", {"number": typed}, status=302)
    return answer.headers["Location"]


def ask_for_access(page, typed):
    page.post("/toegang-vragen", {"number": typed, "reason": "Ik val in."})
    return [row.case_id for row in rows_of(AccessRequest)]


def emergency(page, who, typed):
    given = {
        "number": typed,
        "cause": "danger_person",
        "note": "Hij staat nu voor de deur te roepen.",
    }
    page.post("/noodtoegang", given | {"password": who.password})
    return [row.case_id for row in rows_of(EmergencyAccess)]


def in_the_log(page, typed):
    return page.get(f"/toezicht/logboek?doel=security&casus={quote(typed)}")


DOORS = {
    (SearchForm, "number"): "/zoeken",
    (AskAccessForm, "number"): "/toegang-vragen",
    (EmergencyForm, "number"): "/noodtoegang",
    (TrailForm, "casus"): "/toezicht/logboek",
}
"""Where each of them stands."""


@sqlite
@pytest.mark.parametrize("name", ["no-break hyphen", "all at once"])
def test_each_door_finds_the_case_however_its_number_is_written(page, name):
    member, urgent, dpo = a_user(), a_user(Role.INTERVENTION_TEAM), a_user(Role.DPO)
    number = a_case(State.IN_EXECUTION, by=member.actor)
    case_id, typed = id_of(number), SPELLINGS[name](number)

    assert seek(page.log_in(member), typed) == f"/casussen/{number}"
    assert ask_for_access(page.log_in(urgent), typed) == [case_id]
    assert emergency(page, urgent, typed) == [case_id]
    told = text_of(in_the_log(page.log_in(dpo), typed))
    assert "is hier niet gevonden" not in told
    assert number in told


@sqlite
@pytest.mark.parametrize("typed", ["Kwartelstaart", "LAR-26-1"])
def test_each_door_tells_what_is_no_number_and_writes_nothing(page, typed):
    who, dpo = a_user(Role.INTERVENTION_TEAM), a_user(Role.DPO)
    page.log_in(who)
    told = [
        page.post("/zoeken", {"number": typed}, status=200),
        page.post("/toegang-vragen", {"number": typed, "reason": "Ik val in."}, status=200),
        page.post("/noodtoegang", {"number": typed, "password": who.password}, status=200),
        in_the_log(page.log_in(dpo), typed),
    ]

    assert len(told) == len(DOORS)
    for answer in some(told):
        assert NO_NUMBER in text_of(answer)
        assert typed in answer.text
    for event in (Event.SEARCH, Event.ACCESS_REQUESTED, Event.EMERGENCY_REFUSED, Event.TRAIL_READ):
        assert lines(event) == []


# --- the address


def addresses(app, number):
    """Return the address of each page that has nothing but the number of a case in it."""
    with app.test_request_context():
        return {
            rule.endpoint: url_for(rule.endpoint, number=number)
            for rule in app.url_map.iter_rules()
            if rule.arguments == {"number"} and "GET" in rule.methods
        }


def test_the_number_of_a_case_stands_in_addresses_of_the_cases_alone(app):
    rules = some([rule for rule in app.url_map.iter_rules() if "number" in rule.arguments])

    assert {rule.endpoint.split(".")[0] for rule in rules} == {"cases"}


@sqlite
def test_each_page_of_a_case_is_found_however_its_number_is_written(page, app):
    member = a_user()
    number = a_case(State.IN_EXECUTION, by=member.actor)
    right, written = addresses(app, number), addresses(app, SPELLINGS["all at once"](number))
    page.log_in(member)

    found = {
        endpoint: outside(lambda url=url: page.client.get(f"{url}?van=werk")).headers.get(
            "Location"
        )
        for endpoint, url in written.items()
    }

    assert len(found) > 25
    assert found == {endpoint: f"{url}?van=werk" for endpoint, url in right.items()}


@pytest.mark.both
@pytest.mark.parametrize("name", ELSEWHERE)
def test_an_address_leads_a_reader_to_the_case(page, name):
    member = a_user()
    number = a_case(State.IN_EXECUTION, by=member.actor)
    written = SPELLINGS[name](number).replace("/", "%2F")

    answer = outside(lambda: page.log_in(member).client.get(f"/casussen/{written}"))

    if name == "a stroke":  # that parts an address
        assert answer.status_code == 404
    else:
        assert answer.headers["Location"] == f"/casussen/{number}"


@sqlite
def test_what_is_hidden_and_what_is_not_there_answer_alike(page):
    who = a_user()
    hidden = a_case(State.IN_EXECUTION).lower()
    absent = "lar-2026-9999"
    page.log_in(who)

    answers = [page.get(f"/casussen/{number}/plan", status=404) for number in (hidden, absent)]

    one, other = (text_of(answer) for answer in answers)
    assert one == other
    assert [answer.headers.get("Location") for answer in answers] == [None, None]


@sqlite
def test_a_form_that_is_sent_to_such_an_address_is_of_the_case_too(page):
    member = a_user()
    number = a_case(State.IN_EXECUTION, by=member.actor)
    url = f"/casussen/{number}/vlag"
    day = (clock.today() + timedelta(days=3)).strftime("%d-%m-%Y")
    sent = dict(page.form(page.log_in(member).get(url).text, url)) | {"text": "Bel.", "due_on": day}

    answer = page.send(url.replace(number, number.lower()), list(sent.items()))

    assert answer.headers["Location"].startswith(f"/casussen/{number}")


@sqlite
def test_what_an_address_asks_besides_cannot_break_the_way_there(page):
    member = a_user()
    number = a_case(State.IN_EXECUTION, by=member.actor)
    page.log_in(member)

    for asked in ("number=x", "_external=1", "_anchor=%0d%0aX:%20y", "%FF=%00"):
        answer = page.get(f"/casussen/{number.lower()}?{asked}", status=302)
        assert answer.headers["Location"].startswith(f"/casussen/{number}?")


@sqlite
def test_a_meeting_is_planned_about_a_case_however_its_number_is_written(page):
    member = a_user()
    number = a_case(State.IN_EXECUTION, by=member.actor)
    page.log_in(member)

    ticked = [
        dict(page.form(page.get(f"/overleggen/nieuw?casus={one}").text, "/overleggen/nieuw"))
        for one in (number, number.lower())
    ]

    assert [one["cases"] for one in ticked] == [number, number]
