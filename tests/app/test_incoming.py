"""What comes in over the line and fits nowhere: it is answered, and what can be read of it is."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import FormField

from pga.access.permissions import Role
from pga.cases.forms.information import RequestAnswerForm
from pga.cases.forms.meetings import CloseItemForm
from pga.cases.forms.referral import MOST, InvolvedForm
from pga.cases.models.case import Case
from pga.cases.models.doors import CaseFlag
from pga.cases.rules.states import State
from pga.core import clock
from pga.core.numbers import read_count
from pga.partners.forms.sharing import ApproveForm
from pga.web.forms import NOT_LISTED, BaseForm, Choice, Picked, Repeated, Several
from tests.builders import a_case, a_meeting, a_plan, a_user, an_organisation
from tests.pages.test_forms import typed
from tests.support.pages import outside, text_of
from tests.support.rows import fingerprint, row_of, rows_of
from tests.support.some import some

COUNTS = ["\xb2", "\u0661\u0662", "9" * 5000, "-1", "1e3", "", " 1", "1.0", "9" * 10]


@pytest.fixture
def member(app):
    return a_user()


@pytest.fixture
def number(member):
    return a_case(State.IN_EXECUTION, by=member.actor)


def a_form(fields, **kinds):
    """Return a form with these fields, handed in and judged."""
    app = Flask("forms")
    app.secret_key = "x"
    with app.test_request_context():
        form = type("One", (BaseForm,), kinds)(MultiDict(fields), meta={"csrf": False})
        form.validate()
        return form


# --- NUL


@pytest.mark.both
@pytest.mark.parametrize(
    "path",
    [
        "/casussen/LAR-2026-0001%00",
        "/casussen/%00/plan",
        "/hulp/%00",
        "/eerste-wachtwoord/%00",
        "/beheer/instellingen/%00",
        "/beheer/instellingen/triage_working_days/intrekken/%00",
        "/beheer/lijsten/%00",
        "/deeltabel/%00",
        "/static/%00",
        "/%00",
    ],
)
def test_an_address_with_nul_is_of_nothing(page, path):
    page.log_in(a_user(Role.ADMIN)).get(path, status=404)


@pytest.mark.both
def test_nul_in_a_question_a_field_a_hidden_field_and_a_name_is_as_if_it_was_not_typed(
    page, member, number
):
    url = f"/casussen/{number}/vlag"
    page.log_in(member).get(f"/casussen/{number}/plan?doelen=%00&%00=%00")
    page.get("/casussen?wie=al%00l&volgorde=%00")
    day = (clock.today() + timedelta(days=3)).strftime("%d-%m-%Y")
    sent = dict(page.form(page.get(url).text, url)) | {"text": "Bel\x00 terug.", "due_on": day}
    sent = {name: value + "\x00" * (name != "made_for") for name, value in sent.items()}

    page.send(url, [*sent.items(), ("x\x00", "y")])

    assert len(rows_of(CaseFlag)) == 1
    assert "Bel terug." in text_of(page.get(f"/casussen/{number}"))


# --- numbers


@pytest.mark.parametrize("typed", COUNTS)
def test_what_is_no_count_is_a_number_that_nothing_has(typed):
    app = Flask("forms")
    app.secret_key = "x"
    with app.test_request_context():
        for kind in (CloseItemForm, RequestAnswerForm, ApproveForm):
            form = kind(MultiDict({"version": typed}), meta={"csrf": False})
            assert form.made_from == -1


def test_a_count_is_what_a_page_of_ours_writes():
    assert [read_count(one) for one in ("0", "7", "9" * 9)] == [0, 7, 999_999_999]
    assert read_count("9" * 15, digits=15) == 999_999_999_999_999
    assert read_count(None) == -1


@pytest.mark.both
@pytest.mark.parametrize("version", COUNTS[:4])
def test_a_form_that_was_made_from_nonsense_is_stale(page, member, version):
    number = a_case(State.IN_EXECUTION, by=member.actor)
    meeting = a_meeting(member.actor, number)
    url = f"/overleggen/{meeting}/verzetten"
    page.log_in(member)

    told = page.post(url, {"version": version, "reason": "Ziek."}, status=200)

    assert "Dit is veranderd sinds u dit opende." in text_of(told)
    token = dict(page.form(page.get(url).text, url))["csrf_token"]
    decisions = f"/casussen/{number}/overleggen/{meeting}/besluiten"
    page.send(f"{decisions}/vaststellen", [("csrf_token", token), ("version", version)])


@pytest.mark.both
@pytest.mark.parametrize("version", ["9" * 5000, "9" * 10, "%C2%B2", "%D9%A1", "-1"])
@pytest.mark.parametrize("place", ["versies/{}", "versies/{}/antwoord", "voor-betrokkene/{}"])
def test_a_number_in_an_address_is_one_that_a_store_can_have(page, member, place, version):
    number = a_case(State.PLANNING, by=member.actor)
    a_plan(member.actor, number)

    page.log_in(member).get(f"/casussen/{number}/plan/{place.format(version)}", status=404)


@pytest.mark.both
@pytest.mark.parametrize("asked", [*COUNTS[:5], "9" * 15])
def test_a_place_in_the_trail_or_a_version_of_the_table_that_is_none(page, asked):
    page.log_in(a_user(Role.DPO)).get(f"/toezicht/logboek?doel=security&voor={asked}")
    page.get(f"/deeltabel?versie={asked}", status=404)


# --- codes


KINDS = {
    "choice": lambda: Choice("Keuze", [("a", "A")], need="Kies."),
    "picked": lambda: Picked("Lijst", [("", "Kies"), ("a", "A")], need="Kies."),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("code", ["unheard_of", "None", "A", "\ud800"])
def test_a_code_that_is_not_on_the_list_is_refused_and_nobody_reads_it(kind, code):
    form = a_form({"one": code}, one=KINDS[kind]())

    assert len(form.one.errors) == 1
    assert form.one.data is None


def test_of_several_codes_those_on_the_list_are_left():
    form = a_form([("one", "a"), ("one", "x")], one=Several("Enkele", [("a", "A"), ("b", "B")]))

    assert list(form.one.errors) == [NOT_LISTED]
    assert form.one.data == ["a"]


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "field",
    [
        "kind",
        "problems",
        "domains",
        "organisation",
        "at_risk",
        "not_informed",
        "occasion_relation",
    ],
)
@pytest.mark.parametrize("code", ["unheard_of", "None", "\xb2"])
def test_an_aanmelding_with_a_code_that_is_not_on_the_list_is_given_back(page, member, field, code):
    organisation = an_organisation()
    page.log_in(member).get("/aanmelden")
    about = {"occasion_about": "y", "occasion_passage": "de muziek"}
    before = fingerprint()

    told = page.post("/aanmelden", typed(organisation, **about) | {field: code}, status=200)

    assert text_of(told).startswith("Fout: ")
    assert "Lisdoddepad 3" in told.text
    assert fingerprint() == before


# --- parts that come some times


def involved(*names):
    fields = [(name, "Wijkteam") for name in names]
    form = a_form(fields, involved=Repeated(FormField(InvolvedForm), MOST))
    return [one.form.organisation.data for one in form.involved]


def test_a_part_is_known_by_a_plain_number_in_its_name():
    assert involved("involved-0-organisation", "involved-7-organisation") == ["Wijkteam"] * 2
    wild = [f"involved-{at}-organisation" for at in ("\xb2", "\u0661", "9" * 5000, "-1", "")]
    assert involved(*wild, "involved-1", "involved2-0-organisation") in ([None], [""])


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_one_part_more_than_there_may_be_is_not_added(page, member):
    many = {
        f"involved-{at}-{name}": f"{name} {at}"
        for at in range(MOST)
        for name in ("organisation", "contact")
    }
    shown = page.log_in(member).post("/aanmelden", many | {"add_involved": ""}, status=200)

    assert shown.text.count('-organisation"') > 0
    assert f'name="involved-{MOST - 1}-organisation"' in shown.text
    assert f'name="involved-{MOST}-organisation"' not in shown.text


# --- another kind of body


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_file_in_place_of_a_text_is_no_answer(page, member, number):
    url = f"/casussen/{number}/vlag"
    sent = dict(page.form(page.log_in(member).get(url).text, url))
    sent |= {"text": (BytesIO(b"\x89PNG"), "tekst.png"), "due_on": "x"}

    answer = outside(lambda: page.client.post(url, data=sent))

    assert answer.status_code == 200
    assert "Schrijf op waar u naar wilt kijken." in text_of(answer)
    assert rows_of(CaseFlag) == []


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize("body", ["{", "[1]", '"x"', "null", '{"text": ["Bel."], "due_on": 3}'])
def test_a_form_is_not_sent_as_json(page, member, number, body):
    url = f"/casussen/{number}/vlag"
    token = dict(page.form(page.log_in(member).get(url).text, url))["csrf_token"]
    head = {"X-CSRFToken": token, "Content-Type": "application/json"}

    answer = outside(lambda: page.client.post(url, data=body, headers=head))

    assert answer.status_code in {200, 400}
    assert rows_of(CaseFlag) == []


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize("began", ["[" * 100_000, "9" * 5000, json.dumps("\ud800"), "{"])
def test_what_a_form_began_with_is_nonsense(page, member, number, began):
    url = f"/casussen/{number}/vlag"
    day = (clock.today() + timedelta(days=3)).strftime("%d-%m-%Y")

    page.log_in(member).post(url, {"text": "Bel.", "due_on": day, "began": began})

    assert row_of(CaseFlag).due_on


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_moment_before_all_moments_is_no_moment(page, member):
    token = dict(page.form(page.log_in(member).get("/account").text, "/account"))["csrf_token"]
    moments = ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "\xb2", ""]

    for moment in some(moments):
        sent = [("csrf_token", token), ("tot", moment)]
        page.send("/werk/alles-gezien/linked", sent, status=400)


def test_no_case_was_made_of_any_of_this(app):
    assert rows_of(Case) == []
