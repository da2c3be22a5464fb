"""No text about people takes a BSN, and each asks about an address of mail or a number."""

import pytest

from pga.cases.models.case import Case
from pga.cases.reading.handed_in import get_correcting
from pga.cases.rules.states import State
from pga.core.pasted import LEFT_OUT, find_bsn
from pga.privacy import drafts
from tests.builders import a_case, a_user, an_organisation
from tests.pages.all_forms import mark_of, posts_of
from tests.pages.test_forms import register, typed
from tests.support.pages import text_of
from tests.support.rows import rows_of
from tests.support.some import some

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)

BSN = "111\u2013222\u2013333"
MAIL = "bram@thuis.example"
PHONE = "06\u201312345678"


@pytest.fixture
def member(app):
    return a_user()


@pytest.fixture
def organisation(app):
    return an_organisation()


def test_a_bsn_is_refused_and_nothing_typed_is_lost(page, member, organisation):
    fields = typed(organisation, tried=f"Zijn nummer is {BSN}.", **{"tried-kept": "y"})
    told = register(page.log_in(member), fields, status=200)

    assert "Een BSN bewaren we niet" in text_of(told)
    assert f"Zijn nummer is {BSN}." in told.text
    assert rows_of(Case) == []


def test_a_number_and_an_address_are_asked_about_once(page, member, organisation):
    fields = typed(organisation, tried=f"Bel {PHONE} of mail {MAIL}.")
    told = register(page.log_in(member), fields, status=200)

    assert "Dit lijkt een telefoonnummer. Hoort dit hier?" in text_of(told)
    assert "Dit lijkt een e-mailadres. Hoort dit hier?" in text_of(told)
    assert 'name="tried-kept"' in told.text
    assert 'name="occasion-kept"' not in told.text
    assert rows_of(Case) == []

    register(page, {**fields, "occasion-kept": "y"}, status=200)
    assert rows_of(Case) == []

    register(page, {**fields, "tried-kept": "y"})
    (case,) = rows_of(Case)
    kept = get_correcting(member.actor, case.number).given
    assert kept.tried == f"Bel {PHONE} of mail {MAIL}."


def test_what_stood_already_is_not_asked_about_again(page, member, organisation):
    register(
        page.log_in(member),
        {**typed(organisation, tried=f"Bel {PHONE}."), "tried-kept": "y"},
    )
    (case,) = rows_of(Case)
    url = f"/casussen/{case.number}/aanmelding/corrigeren"

    page.post(url, {"reason": "De straat klopte niet.", "persons-0-address": "Lisdoddepad 5"})

    kept = get_correcting(member.actor, case.number).given
    assert (kept.persons[0].address, kept.tried) == ("Lisdoddepad 5", f"Bel {PHONE}.")


def test_a_bsn_is_in_no_draft(page, member):
    number = a_case(State.PLANNING, by=member.actor)
    url = f"/casussen/{number}/plan/kern"
    html = page.log_in(member).get(url).text
    marks = [mark for form in posts_of(html) if (mark := mark_of(form))]
    sent = {**dict(page.form(html, url)), "picture": f"Nummer {BSN}, bel {PHONE}"}

    page.send(marks[0].attrs["data-draft-url"], list(sent.items()), status=200)

    ((_, draft),) = drafts.load_about(member.id, "LAR", number).items()
    kept = dict(draft.fields)
    assert kept["picture"] == f"Nummer {LEFT_OUT}, bel {PHONE}"
    assert kept["version"] == sent["version"]
    assert not any(find_bsn(value) for value in some(kept.values()))
