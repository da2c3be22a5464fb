from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.models.case import Case
from pga.cases.reading.intake import get_intake
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import AlreadyDone, Invalid
from pga.partners.models import Agreement, ContactPerson, Organisation, OrganisationLine
from pga.partners.reading import get_partner, list_directory, list_partners
from pga.partners.rules import (
    Agreed,
    AgreementKind,
    Bound,
    Chain,
    ContactGiven,
    PartnerFault,
    PartnerGiven,
    PartnerKind,
    Standing,
    bound_by,
)
from pga.partners.services import (
    add_agreement,
    add_partner,
    change_partner,
    end_agreement,
    write_contact,
)
from pga.privacy import drafts, once
from pga.privacy.events import Event
from tests.builders import a_case, a_contact, a_user, an_organisation
from tests.support.pages import text_of
from tests.support.rows import fingerprint, lines, made, row_of, rows_of

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
TODAY = date(2026, 11, 24)
A_DAY = timedelta(days=1)
GIVEN = PartnerGiven("Stichting Rietkraag", Chain.CARE, Standing.PRIVATE, may_refer=True)
WHY = "Convenant versie 2, partij 7."
PAGE = "/beheer/partners"


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def admin(stopped):
    return a_user(Role.ADMIN, name="Noor Rietorchis")


@pytest.fixture
def safety(stopped):
    return a_user()


def add(actor, given=GIVEN, **more):
    return add_partner(actor, given, **{"from_on": TODAY, "reason": WHY, **more})


def change(actor, organisation, given):
    change_partner(actor, organisation, given, reason="Nieuw convenant.")


def offered(actor):
    """Return who may refer, of what this test wrote down."""
    return [one.name for one in get_intake(actor).referrers if one.id in made(Organisation)]


def listed(actor):
    return [one.name for one in list_partners(actor) if one.id in made(Organisation)]


def test_an_organisation_that_is_added_may_refer_from_its_day(admin, safety):
    add(admin.actor, from_on=TODAY + A_DAY)

    assert offered(safety.actor) == []
    with clock.stopped_at(NOW + A_DAY):
        assert offered(safety.actor) == [GIVEN.name]
    (line,) = rows_of(OrganisationLine)
    assert (line.set_by, line.reason, line.standing) == (admin.id, WHY, Standing.PRIVATE)
    assert [one.object_kind for one in lines(Event.SETTING_CHANGED)] == ["organisation"]


def test_one_that_may_not_refer_is_there_and_is_not_offered(admin, safety):
    add(admin.actor, replace(GIVEN, may_refer=False))

    assert listed(admin.actor) == [GIVEN.name]
    assert offered(safety.actor) == []


@pytest.mark.both
def test_one_that_ends_is_offered_through_its_last_day_and_keeps_what_it_handed_in(admin, safety):
    number = a_case(by=safety.actor)
    organisation = row_of(Organisation)
    standing = get_partner(admin.actor, organisation.id).state
    given = PartnerGiven(*(standing.name, standing.chain, standing.standing), may_refer=True)

    change(admin.actor, organisation.id, replace(given, last_on=TODAY))

    assert offered(safety.actor) == [organisation.name]
    with clock.stopped_at(NOW + A_DAY):
        assert offered(safety.actor) == []
        assert get_partner(admin.actor, organisation.id).state.ended
    assert row_of(Case, number=number)


def test_each_act_leaves_a_line_the_newest_first(admin):
    organisation = add(admin.actor)
    with clock.stopped_at(NOW + A_DAY):
        change(admin.actor, organisation, replace(GIVEN, name="Rietkraag en Co"))
        told = get_partner(admin.actor, organisation).lines

    assert [(one.name, one.reason, one.set_by) for one in told] == [
        ("Rietkraag en Co", "Nieuw convenant.", admin.name),
        (GIVEN.name, WHY, admin.name),
    ]


@pytest.mark.parametrize(
    ("given", "more", "problems"),
    [
        (GIVEN, {"from_on": TODAY - A_DAY}, {"from_on": PartnerFault.PAST}),
        (replace(GIVEN, last_on=TODAY - A_DAY), {}, {"last_on": PartnerFault.BEFORE_START}),
        (replace(GIVEN, name="stichting bekend"), {}, {"name": PartnerFault.TAKEN}),
    ],
)
def test_a_new_organisation_that_cannot_be_writes_nothing(admin, given, more, problems):
    an_organisation(name="Stichting Bekend")
    before = fingerprint()

    with pytest.raises(Invalid) as caught:
        add(admin.actor, given, **more)

    assert caught.value.problems == problems
    assert fingerprint() == before


@pytest.mark.parametrize(
    ("given", "problems"),
    [
        (GIVEN, {"": PartnerFault.SAME}),
        (replace(GIVEN, last_on=TODAY - A_DAY), {"last_on": PartnerFault.PAST}),
        (replace(GIVEN, last_on=TODAY), {"last_on": PartnerFault.BEFORE_START}),
        (replace(GIVEN, name="Stichting Bekend"), {"name": PartnerFault.TAKEN}),
    ],
)
def test_a_change_that_cannot_be_writes_nothing(admin, given, problems):
    an_organisation(name="Stichting Bekend")
    organisation = add(admin.actor, from_on=TODAY + A_DAY)
    before = fingerprint()

    with pytest.raises(Invalid) as caught:
        change(admin.actor, organisation, given)

    assert caught.value.problems == problems
    assert fingerprint() == before


@pytest.mark.both
def test_a_form_that_comes_twice_makes_one(admin):
    with once.handing_in(admin.id, "k1"):
        made = add(admin.actor)

    with pytest.raises(AlreadyDone) as done, once.handing_in(admin.id, "k1"):
        add(admin.actor, replace(GIVEN, name="Een ander"))

    assert done.value.result == str(made)
    assert len(rows_of(Organisation)) == 1
    with once.handing_in(admin.id, "k2"):
        change(admin.actor, made, replace(GIVEN, name="Een ander"))
    with pytest.raises(AlreadyDone) as done, once.handing_in(admin.id, "k2"):
        change(admin.actor, made, replace(GIVEN, name="Nog een ander"))
    assert done.value.result == str(made)


def test_an_agreement_and_a_contact_person_that_come_twice_stand_once(admin):
    organisation = add(admin.actor)
    given = ContactGiven("Wietske Wulp", "", "", "", None, None)

    for key, act in (
        ("k1", lambda: add_agreement(admin.actor, organisation, an_agreement())),
        ("k2", lambda: write_contact(admin.actor, organisation, given)),
    ):
        with once.handing_in(admin.id, key):
            act()
        with pytest.raises(AlreadyDone), once.handing_in(admin.id, key):
            act()

    assert len(rows_of(Agreement)) == len(rows_of(ContactPerson)) == 1


def test_an_organisation_may_bear_a_name_that_is_known_elsewhere(admin):
    an_organisation("EEM", name=GIVEN.name)

    assert add(admin.actor)


def test_a_line_says_what_kind_of_partner_it_was(admin):
    add(admin.actor, replace(GIVEN, kind=PartnerKind.POLICE))

    assert row_of(OrganisationLine).kind is PartnerKind.POLICE


def test_one_of_elsewhere_is_nothing(admin):
    foreign = an_organisation("EEM")
    before = fingerprint()

    for organisation in (foreign, uuid4()):
        with pytest.raises(Refused) as refused:
            get_partner(admin.actor, organisation)
        assert refused.value.verdict.hidden
        with pytest.raises(Refused):
            change(admin.actor, organisation, GIVEN)
    assert listed(admin.actor) == []
    assert fingerprint() == before


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_only_the_beheerder_changes_the_list(role):
    other, organisation = a_user(role), an_organisation()
    before = fingerprint()

    with pytest.raises(Refused):
        add(other.actor)
    with pytest.raises(Refused):
        change(other.actor, organisation, GIVEN)

    assert fingerprint() == before


@pytest.mark.bare
@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_the_pages_add_show_change_and_end(app, page, admin):
    page.log_in(admin)
    assert "Zonder organisatie kan niemand aanmelden." in text_of(page.get(PAGE))
    wrong = text_of(page.post(f"{PAGE}/nieuw", {"from_on": "23-11-2026"}, status=200))
    for told in ("Vul de naam", "Kies een keten.", "Kies publiek of privaat.", "Schrijf op waarom"):
        assert told in wrong

    typed = {"name": GIVEN.name, "chain": "care", "standing": "private", "may_refer": "y"}
    where = page.post(f"{PAGE}/nieuw", {**typed, "reason": WHY}).headers["Location"]
    assert WHY in text_of(page.get(where))
    assert GIVEN.name in text_of(page.get(PAGE))

    ended = {"last_on": "30-11-2026", "reason": "Het convenant eindigt."}
    page.post(f"{where}/wijzigen", ended)

    shown = text_of(page.get(where))
    assert "30 nov 2026" in shown
    assert "Het convenant eindigt." in shown
    again = {"reason": "Nog eens."}
    assert "U veranderde niets." in text_of(page.post(f"{where}/wijzigen", again, status=200))


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_the_fg_reads_the_list_and_changes_nothing(app, page):
    organisation = an_organisation(name="Stichting Bekend")
    page.log_in(a_user(Role.DPO))

    assert "Nieuwe organisatie" not in text_of(page.get(PAGE))
    assert "Wijzig of beëindig" not in text_of(page.get(f"{PAGE}/{organisation}"))
    page.get(f"{PAGE}/{organisation}/wijzigen", status=403)
    page.log_in(a_user(Role.ADMIN))
    assert "Nieuwe organisatie" in text_of(page.get(PAGE))
    assert "Wijzig of beëindig" in text_of(page.get(f"{PAGE}/{organisation}"))


# --- what it agreed to, and whom to turn to


def an_agreement(**changes):
    usual = Agreed(AgreementKind.COVENANT, "Convenant", "2", TODAY)
    return replace(usual, **changes)


def test_an_organisation_is_bound_by_what_counts_today(admin):
    organisation = an_organisation()
    sheet = get_partner(admin.actor, organisation)
    assert sheet.agreements == ()

    add_agreement(admin.actor, organisation, an_agreement(last_on=TODAY))

    (one,) = get_partner(admin.actor, organisation).agreements
    assert one.counts
    with clock.stopped_at(NOW + A_DAY):
        (one,) = get_partner(admin.actor, organisation).agreements
        assert not one.counts


@pytest.mark.parametrize(
    ("agreed", "bound"),
    [
        ([], Bound.UNBOUND),
        ([an_agreement()], Bound.BOUND),
        ([an_agreement(signed_on=TODAY - 2 * A_DAY, last_on=TODAY - A_DAY)], Bound.EXPIRED),
        ([an_agreement(kind=AgreementKind.POLICE_DECISION)], Bound.UNBOUND),
        ([an_agreement(kind=AgreementKind.INCIDENTAL, last_on=TODAY)], Bound.BOUND),
        ([an_agreement(signed_on=TODAY + A_DAY)], Bound.UNBOUND),
    ],
)
def test_what_binds_today(agreed, bound):
    assert bound_by(agreed, TODAY)[0] is bound


def test_an_agreement_that_cannot_be_writes_nothing(admin):
    organisation = an_organisation()
    before = fingerprint()

    for given, problems in (
        (an_agreement(signed_on=TODAY + A_DAY), {"signed_on": PartnerFault.TO_COME}),
        (an_agreement(last_on=TODAY - A_DAY), {"last_on": PartnerFault.BEFORE_START}),
    ):
        with pytest.raises(Invalid) as caught:
            add_agreement(admin.actor, organisation, given)
        assert caught.value.problems == problems
    with pytest.raises(Invalid, match="=gone"):
        end_agreement(admin.actor, organisation, uuid4(), last_on=TODAY)
    assert fingerprint() == before


def test_a_contact_person_is_sealed_and_seen_by_who_works_on_cases(admin, safety):
    organisation = an_organisation()
    contact = a_contact(organisation, "Kanarie Contact")

    with transaction() as session:
        row = session.get(ContactPerson, contact)
        assert b"Kanarie" not in row.name_sealed
    (one,) = next(p for p in list_directory(safety.actor) if p.id == organisation).contacts
    assert (one.name, one.function) == ("Kanarie Contact", "wijkagent")
    shown = [line.object_id for line in lines(Event.READ)]
    assert len(shown) == 2  # the noisy one has a contact too
    assert organisation in shown
    with pytest.raises(Refused):
        list_directory(admin.actor)


@pytest.mark.both
def test_a_contact_person_changes_and_leaves_the_list_after_the_last_day(admin, safety):
    organisation = an_organisation()
    contact = a_contact(organisation)
    given = ContactGiven("Wietske Wulp", "teamleider", "", "", TODAY, TODAY)
    write_contact(admin.actor, organisation, given, contact_id=contact)

    listed = next(p for p in list_directory(safety.actor) if p.id == organisation)
    assert listed.contacts[0].function == "teamleider"
    with clock.stopped_at(NOW + A_DAY):
        listed = next(p for p in list_directory(safety.actor) if p.id == organisation)
        assert listed.contacts == ()
        assert get_partner(admin.actor, organisation).contacts[0].ended


def test_a_contact_person_that_cannot_be_writes_nothing(admin):
    organisation = an_organisation()
    foreign = a_contact(an_organisation())
    given = ContactGiven("Wietske Wulp", "", "", "", TODAY + A_DAY)
    before = fingerprint()

    with pytest.raises(Invalid) as caught:
        write_contact(admin.actor, organisation, given)
    assert caught.value.problems == {"secrecy_on": PartnerFault.TO_COME}
    with pytest.raises(Invalid, match="=gone"):
        write_contact(
            *(admin.actor, organisation, replace(given, secrecy_on=None)),
            contact_id=foreign,
        )
    assert fingerprint() == before


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_only_the_beheerder_writes_agreements_and_contacts(role):
    other, organisation = a_user(role), an_organisation()

    with pytest.raises(Refused):
        add_agreement(other.actor, organisation, an_agreement())
    with pytest.raises(Refused):
        end_agreement(other.actor, organisation, uuid4(), last_on=TODAY)
    with pytest.raises(Refused):
        write_contact(other.actor, organisation, ContactGiven("Wulp", "", "", "", None))


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_the_pages_of_agreements_and_contacts(app, page, admin, safety):
    organisation = an_organisation(name="Stichting Bekend")
    where = f"{PAGE}/{organisation}"
    page.log_in(admin)
    wrong = text_of(page.post(f"{where}/convenant", {}, status=200))
    assert "Vul de titel in." in wrong
    typed = {"kind": "covenant", "title": "Convenant PGA", "edition": "2"}
    late = typed | {"signed_on": "25-11-2026"}
    assert "Deze dag moet nog komen." in text_of(page.post(f"{where}/convenant", late, status=200))
    page.post(f"{where}/convenant", typed | {"signed_on": "24-11-2026"})
    end = f"{where}/convenant/{row_of(Agreement).id}"
    assert "Kies een dag." in text_of(page.post(end, {}, status=200))
    early = page.post(end, {"last_on": "01-11-2026"}, status=200)
    assert "De laatste dag ligt voor de eerste dag." in text_of(early)
    page.post(end, {"last_on": "31-12-2026"})

    assert "Vul de naam in." in text_of(page.post(f"{where}/contact", {}, status=200))
    future = {"name": "Wietske Wulp", "secrecy_on": "25-11-2026"}
    page.post(f"{where}/contact", future, status=200)
    page.post(f"{where}/contact", {"name": "Wietske Wulp"})
    page.post(f"{where}/contact/{row_of(ContactPerson).id}", {"function": "wijkagent"})
    shown = text_of(page.get(where))
    for told in ("Convenant PGA, versie 2", "31 dec 2026", "Wietske Wulp", "wijkagent"):
        assert told in shown
    page.get(f"{where}/contact/{uuid4()}", status=404)
    page.get(f"{where}/convenant/{uuid4()}", status=404)

    page.log_in(safety)
    assert "Wietske Wulp" in text_of(page.get("/partners"))


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_what_was_typed_of_a_partner_comes_back_as_it_was(app, page, admin):
    organisation = an_organisation(name="Stichting Bekend")
    url = f"{PAGE}/{organisation}/wijzigen"
    page.log_in(admin)
    began = dict(page.form(page.get(url).text, url))
    assert began["may_refer"] == "y"
    words = [["name", "Stichting Anders"], ["reason", "Nieuwe naam."], ["began", began["began"]]]
    place = drafts.DraftPlace(admin.id, "LAR", "partners.change", part=str(organisation))
    drafts.save(place, [*words, ["chain", began["chain"]], ["standing", began["standing"]]])

    shown = page.get(url)

    again = dict(page.form(shown.text, url))
    assert (again["name"], again["reason"].strip()) == ("Stichting Anders", "Nieuwe naam.")
    assert "may_refer" not in again  # it was unticked
    assert "Er staat nu" not in text_of(shown)
    where = page.post(url).headers["Location"]
    assert "Stichting Anders" in text_of(page.get(where))
    assert drafts.load(place) is None


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_new_partner_that_is_sent_twice_is_there_once(app, page, admin):
    url = f"{PAGE}/nieuw"
    page.log_in(admin)
    typed = {"name": GIVEN.name, "chain": "care", "standing": "private", "reason": WHY}
    form = page.form(page.get(url).text, url)
    sent = [(name, value) for name, value in form if name not in typed] + [*typed.items()]

    first, second = (page.send(url, sent).headers["Location"] for _ in range(2))

    assert first == second
    assert "Dit had u al vastgelegd." in text_of(page.get(first))
    assert len(rows_of(OrganisationLine)) == 1
