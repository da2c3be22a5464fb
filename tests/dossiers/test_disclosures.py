"""Verstrekkingen of any dossier: of the dossier with its texts, of a partner in numbers only."""

from datetime import timedelta

import pytest

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.core import clock
from pga.dossiers.reading.changes import get_changes
from pga.dossiers.reading.disclosures import get_disclosures, get_disclosures_by_partner
from pga.dossiers.services.disclosures import book
from pga.privacy.events import Event
from tests.builders import a_user, an_organisation
from tests.dossiers.test_doors import a_supply, is_nothing
from tests.support.rows import lines

A_DAY = timedelta(days=1)


@pytest.fixture
def partner():
    return an_organisation(name="Wijkteam De Gaard")


def went(place, by, number, partner=None, **changes):
    of_partner = {"organisation_id": partner, "secrecy_on": None} if partner else {}
    supply = a_supply(**{**of_partner, **changes})
    book(by.actor, place.room, number, supply)


def test_the_page_tells_what_went_out_about_this_dossier_the_newest_first(
    place, number, director, partner
):
    other = place.make(director.actor)
    before = get_disclosures(director.actor, place.room, number)
    went(place, director, other, partner)
    went(place, director, number, partner, recipient="Wietske Wulp")
    went(place, director, number)

    page = get_disclosures(director.actor, place.room, number)

    assert page.total == before.total + 2
    assert [(one.partner, one.recipient, one.by, one.on) for one in page.lines[:2]] == [
        ("", "Mevrouw Kwartel", director.name, clock.today()),
        ("Wijkteam De Gaard", "Wietske Wulp", director.name, clock.today()),
    ]
    assert (page.may_book, page.head.number) == (True, number)


def test_of_what_is_gone_nothing_is_told(place, number, director):
    went(place, director, number)
    place.change(director.actor, number, state=place.room.gone)

    for page in (get_disclosures, get_changes):
        assert is_nothing(page, director.actor, place.room, number)


def test_what_went_to_a_partner_is_told_by_number_for_who_may_ask_after_it(
    place, number, director, coordinator, partner
):
    other, silent = a_user(municipality="EEM"), an_organisation(name="Stil")
    elsewhere = place.make(other.actor)
    counted = dict.fromkeys((partner, silent, None), 0) | {
        one: count
        for one, _, count in get_disclosures_by_partner(coordinator.actor, place.room, None).counts
    }
    went(place, director, number, partner)
    went(place, director, number, partner, on=clock.today() - A_DAY)
    went(place, director, number)
    went(place, other, elsewhere, recipient="Van elders")
    noted = len(lines(Event.LIST))

    page = get_disclosures_by_partner(coordinator.actor, place.room, partner)

    assert len(lines(Event.LIST)) == noted + 1
    assert lines(Event.LIST)[-1].purpose == "supplies"
    counts = {one: count for one, _, count in page.counts}
    assert counts[partner] == counted[partner] + 2
    assert counts[None] == counted[None] + 1
    assert silent not in counts
    assert [one for one, _, _ in page.counts].index(None) == len(page.counts) - 1
    assert len(counts) == len(page.counts)
    assert [(one.number, one.on, one.by) for one in page.lines] == [
        (number, clock.today(), director.name),
        (number, clock.today() - A_DAY, director.name),
    ]
    assert page.chosen == partner
    nobody = get_disclosures_by_partner(coordinator.actor, place.room, silent)
    assert (nobody.chosen, nobody.lines) == (None, ())
    third = get_disclosures_by_partner(coordinator.actor, place.room, None, incidental=True)
    assert {one.number for one in third.lines} >= {number}
    assert elsewhere not in {one.number for one in third.lines}


@pytest.mark.parametrize("role", [Role.INTERVENTION_TEAM, Role.BOARD, Role.ADMIN])
def test_who_may_not_see_who_looked_asks_after_no_partner(place, number, role):
    with pytest.raises(Refused):
        get_disclosures_by_partner(a_user(role).actor, place.room, None)
