"""A blank is no answer, of whatever kind of field, and however nobody sees it."""

from pathlib import Path

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import PasswordField

import pga
from pga.access.permissions import Role
from pga.accounts.models import User
from pga.cases.models.case import Case
from pga.cases.models.meeting import CaseMeeting
from pga.cases.rules.states import State
from pga.web.forms import (
    BaseForm,
    Choice,
    Day,
    Hour,
    Picked,
    Story,
    TextLine,
    clean,
    required,
)
from tests.builders import a_case, a_user, an_organisation
from tests.pages.test_forms import typed
from tests.support.pages import text_of
from tests.support.rows import row_of, rows_of
from tests.support.some import some

NEED = "Vul dit in."
BLANKS = {
    "nothing": "",
    "space": " ",
    "tab": "\t",
    "line": "\r\n",
    "no-break": "\xa0",
    "narrow": "\u202f",
    "ideographic": "\u3000",
    "zero width": "\u200b",
    "soft hyphen": "\xad",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
    "filler": "\u3164",
    "braille": "\u2800",
    "tag": "\U000e0041",
    "control": "\x00\x9f",
    "some": " \u200b\xa0\ufeff\t",
}
FIELDS = {
    "text": TextLine("Tekst", need=NEED),
    "story": Story("Verhaal", need=NEED),
    "day": Day("Dag", need=NEED),
    "hour": Hour("Tijd", need=NEED),
    "choice": Choice("Keuze", [("a", "A")], need=NEED),
    "picked": Picked("Lijst", [("", "Kies"), ("a", "A")], need=NEED),
    "password": PasswordField("Wachtwoord", [required(NEED)]),
}


@pytest.mark.parametrize("blank", BLANKS.values(), ids=BLANKS)
@pytest.mark.parametrize("kind", FIELDS)
def test_a_blank_is_no_answer(kind, blank):
    app = Flask("forms")
    app.secret_key = "x"
    form_class = type("One", (BaseForm,), {"one": FIELDS[kind]})
    with app.test_request_context():
        form = form_class(MultiDict({"one": blank}), meta={"csrf": False})
        missing = form_class(MultiDict(), meta={"csrf": False}, data={"one": "a"})

        assert not form.validate()
        assert list(form.one.errors) == [NEED]
        assert not missing.validate()
        assert list(missing.one.errors) == [NEED]


def test_what_cannot_be_read_keeps_its_own_sentence():
    app = Flask("forms")
    app.secret_key = "x"
    form_class = type("One", (BaseForm,), {"one": FIELDS["day"]})
    with app.test_request_context():
        form = form_class(MultiDict({"one": "31-11-2026"}), meta={"csrf": False})

        assert not form.validate()
        assert list(form.one.errors) == ["31-11-2026 bestaat niet. Kijk naar de dag en de maand."]
        with pytest.raises(ValueError, match="one"):
            _ = form.one.day


def test_no_field_of_the_house_asks_for_its_value_in_another_way():
    others = ("InputRequired", "DataRequired")
    files = some(list(Path(pga.__file__).parent.rglob("*.py")))

    assert [
        path.name for path in files if any(one in path.read_text("utf-8") for one in others)
    ] == []


@pytest.mark.parametrize("blank", BLANKS.values(), ids=BLANKS)
def test_a_clean_text_has_nothing_that_nobody_sees(blank):
    assert clean(f"{blank}Kwartel{blank}") == "Kwartel"


@pytest.fixture
def member(app):
    return a_user()


store = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@store
@pytest.mark.parametrize("blank", [" ", "\t", "\xa0", "\u200b"])
@pytest.mark.parametrize("name", ["received_on", "informed_on", "occasion", "referrer"])
def test_an_aanmelding_with_a_blank_is_not_registered(page, member, name, blank):
    page.log_in(member)
    page.post("/aanmelden", typed(an_organisation(), **{name: blank}), status=200)

    assert rows_of(Case) == []


@store
@pytest.mark.parametrize("blank", [" ", "\u200b"])
@pytest.mark.parametrize("name", ["on", "begins", "place"])
def test_a_meeting_with_a_blank_is_not_planned(page, member, name, blank):
    number = a_case(State.IN_EXECUTION, by=member.actor)
    page.log_in(member)
    given = {"on": "01-12-2027", "begins": "14:00", "place": "Het raadhuis"}
    page.post("/overleggen/nieuw", given | {name: blank}, status=200)

    assert number
    assert rows_of(CaseMeeting) == []


@store
@pytest.mark.parametrize("blank", [" ", "\u2060"])
@pytest.mark.parametrize("name", ["screened_until", "secrecy_on"])
def test_a_blank_wipes_no_date_of_a_colleague(page, member, name, blank):
    was = getattr(row_of(User, id=member.id), name)
    admin = a_user(Role.ADMIN)
    page.log_in(admin)
    url = f"/beheer/gebruikers/{member.id}/bevoegdheid"

    told = text_of(page.post(url, {name: blank}, status=200))

    assert "Vul " in told
    assert getattr(row_of(User, id=member.id), name) == was is not None
