from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from pga.access.permissions import Permission, Role
from pga.access.policy import Layer, Refused
from pga.core import clock
from pga.core.database import glance, transaction
from pga.help.reading import Contacts, get_contacts
from pga.partners.models import Organisation
from pga.partners.reading import (
    agreed_by,
    contact_counts,
    find_organisation,
    find_partner,
    get_partner,
    kinds_of,
    list_directory,
    list_partners,
    may_refer,
    name_contact,
    open_contacts,
    organisation_names,
    organisations_here,
    organisations_known,
    referrers_in,
    secrecy_of,
)
from pga.partners.rules import AgreementKind, Chain, PartnerGiven, PartnerKind, Standing
from pga.partners.services import change_partner
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record
from tests.builders import a_contact, a_user, an_agreement_of, an_organisation

TODAY = date(2026, 11, 25)
A_DAY = timedelta(days=1)
NOT_HERE = (Role.DPO, Role.BOARD, Role.ADMIN)


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(datetime(2026, 11, 25, 13, tzinfo=UTC)):
        yield


@pytest.fixture
def admin():
    return a_user(Role.ADMIN).actor


@pytest.fixture
def safety():
    return a_user().actor


def one(name, town="LAR", *, from_on=None, until_on=None, **more):
    """Make an organisation that counts between two days."""
    made = an_organisation(town, name, **more)
    with transaction() as session:
        row = session.get_one(Organisation, made)
        row.from_on, row.until_on = from_on, until_on
        record(session, None, Line(Event.SEEDED, Object("organisation", made)))
    return made


@pytest.fixture
def known():
    """Organisations that count today, that do not, and one of elsewhere."""
    return {
        "counts": one("Kwartel", from_on=TODAY, until_on=TODAY + A_DAY),
        "always": one("Lepelaar"),
        "refers not": one("Merel", may_refer=False),
        "ended": one("Nachtegaal", until_on=TODAY),
        "later": one("Ortolaan", from_on=TODAY + A_DAY),
        "elsewhere": one("Pimpelmees", "EEM"),
    }


def names_among(found, known):
    """Return the names of these organisations among what was found, in its order."""
    return [row.name for row in found if row.id in known.values()]


@pytest.mark.both
def test_on_each_list_stands_who_counts_for_it_today_and_here(known, admin, safety):
    today = ["Kwartel", "Lepelaar", "Merel"]

    assert names_among(list_directory(safety), known) == today
    assert names_among(list_partners(admin), known) == [*today, "Nachtegaal", "Ortolaan"]
    with glance() as session:
        assert names_among(organisations_here(session, "LAR"), known) == today
        assert names_among(referrers_in(session, "LAR"), known) == ["Kwartel", "Lepelaar"]
        refers = {name for name, key in known.items() if may_refer(session, "LAR", key)}
        there = {name for name, key in known.items() if find_organisation(session, safety, key)}
    assert refers == {"counts", "always"}
    assert there == {"counts", "always", "refers not"}


@pytest.mark.parametrize("role", NOT_HERE)
def test_who_works_on_no_case_turns_to_no_partner(role):
    with pytest.raises(Refused):
        list_directory(a_user(role).actor)


@pytest.mark.parametrize("role", [Role.SAFETY_TEAM, Role.INTERVENTION_TEAM, Role.COORDINATOR])
def test_who_sets_nothing_does_not_read_the_list_of_the_beheerder(role):
    with pytest.raises(Refused):
        list_partners(a_user(role).actor)


def test_of_these_organisations_it_is_told_what_they_are_and_of_no_other(known):
    asked = [known["ended"], one("Raaf", kind=PartnerKind.POLICE)]

    with glance() as session:
        assert kinds_of(session, asked) == {
            asked[0]: PartnerKind.OTHER,
            asked[1]: PartnerKind.POLICE,
        }
        assert organisation_names(session, asked) == {asked[0]: "Nachtegaal", asked[1]: "Raaf"}
        told = organisations_known(session, asked)
    assert {key: one.name for key, one in told.items()} == {
        asked[0]: "Nachtegaal",
        asked[1]: "Raaf",
    }


def test_one_organisation_is_told_with_its_own_lines_agreements_and_people(known, admin):
    mine, other = known["always"], known["counts"]
    for which, name in ((other, "Kwartel"), (mine, "Lepelaar")):
        given = PartnerGiven(name, Chain.CARE, Standing.PUBLIC, may_refer=True)
        change_partner(admin, which, given, reason="Nieuw convenant.")
        an_agreement_of(which)
        a_contact(which, f"Wietske {which.hex[:6]}")
    last = TODAY - A_DAY
    a_contact(mine, "Bas Bergeend", function="", phone="", last_on=last, secrecy_on=None)

    sheet = get_partner(admin, mine)

    assert sheet.state.name == "Lepelaar"
    assert [(line.name, line.set_by) for line in sheet.lines] == [("Lepelaar", admin.name)]
    assert [one.kind for one in sheet.agreements] == [AgreementKind.COVENANT]
    assert [
        (one.name, one.function, one.phone, one.email, one.ended) for one in sheet.contacts
    ] == [
        ("Bas Bergeend", "", "", "", True),
        (f"Wietske {mine.hex[:6]}", "wijkagent", "035 555 03 00", "", False),
    ]


def test_one_turns_to_who_is_still_there_and_signed_is_who_signed(known, safety):
    there, other = known["always"], known["counts"]
    signed = a_contact(there, "Wietske Wulp")
    bare = a_contact(there, "Joep Jan", function="", secrecy_on=None)
    last = a_contact(there, "Vera Vandaag", last_on=TODAY)
    gone = a_contact(there, "Bas Bergeend", last_on=TODAY - A_DAY)
    a_contact(other, "Van Een Ander")

    with transaction() as session:
        assert {
            key: [one.name for one in some]
            for key, some in open_contacts(session, safety, [there]).items()
        } == {there: ["Joep Jan", "Vera Vandaag", "Wietske Wulp"]}
        assert [contact_counts(session, one) for one in (None, signed, last, gone, uuid4())] == [
            True,
            True,
            True,
            False,
            False,
        ]
        assert secrecy_of(session, [signed, bare]) == {signed: TODAY}
        named = [name_contact(session, there, one) for one in (signed, bare, gone)]
        assert named == ["Wietske Wulp, wijkagent", "Joep Jan", ""]
        assert name_contact(session, other, signed) == ""


def test_what_partners_agreed_to_is_told_of_each(known):
    there, other, third = known["always"], known["counts"], known["refers not"]
    an_agreement_of(there)
    for kind in (AgreementKind.COVENANT, AgreementKind.INCIDENTAL):
        an_agreement_of(other, kind)
    an_agreement_of(third)

    with glance() as session:
        found = agreed_by(session, [there, other])

    assert {key: {one.kind for one in some} for key, some in found.items()} == {
        there: {AgreementKind.COVENANT},
        other: {AgreementKind.COVENANT, AgreementKind.INCIDENTAL},
    }


def test_one_of_elsewhere_is_none_and_that_is_where_it_stops(known, admin):
    def refused(which):
        with transaction() as session, pytest.raises(Refused) as caught:
            find_partner(session, admin, which, Permission.SETTINGS_CHANGE)
        return caught.value.verdict

    elsewhere, nothing = refused(known["elsewhere"]), refused(uuid4())

    assert elsewhere == nothing
    assert (elsewhere.hidden, elsewhere.refusing) == (True, Layer.MUNICIPALITY)
    assert get_partner(replace(admin, municipality="EEM"), known["elsewhere"]).state.name


def test_whom_to_ask_is_empty_until_the_municipality_says_it(safety):
    assert get_contacts(safety) == Contacts("", "", "")
