from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.models.case import Case
from pga.core import clock
from pga.core.errors import AlreadyDone, Invalid
from pga.partners.models import Organisation, OrganisationLine
from pga.partners.reading import get_partner, list_partners, list_referrers
from pga.partners.rules import Chain, PartnerFault, PartnerGiven, Standing
from pga.partners.services import add_partner, change_partner
from pga.privacy.events import Event
from tests.builders import a_case, a_user, an_organisation
from tests.support.pages import text_of
from tests.support.rows import fingerprint, lines, row_of, rows_of

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
    return add_partner(
        actor, given, **{"from_on": TODAY, "reason": WHY, "form_key": "sleutel", **more}
    )


def change(actor, organisation, given, key="nog een"):
    change_partner(actor, organisation, given, reason="Nieuw convenant.", form_key=key)


def offered(actor):
    return [one.name for one in list_referrers(actor)]


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

    assert [one.name for one in list_partners(admin.actor)] == [GIVEN.name]
    assert offered(safety.actor) == []


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


def test_a_form_that_comes_twice_makes_one(admin):
    made = add(admin.actor)

    with pytest.raises(AlreadyDone) as done:
        add(admin.actor, replace(GIVEN, name="Een ander"))

    assert done.value.result == str(made)
    assert len(rows_of(Organisation)) == 1


def test_one_of_elsewhere_is_nothing(admin):
    foreign = an_organisation("EEM")
    before = fingerprint()

    for organisation in (foreign, uuid4()):
        with pytest.raises(Refused) as refused:
            get_partner(admin.actor, organisation)
        assert refused.value.verdict.hidden
        with pytest.raises(Refused):
            change(admin.actor, organisation, GIVEN)
    assert list_partners(admin.actor) == []
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
