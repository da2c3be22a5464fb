"""*Inzagen* of any dossier: who looked at it, and that somebody looked who did."""

import pytest

from pga.access.permissions import Role
from pga.dossiers.reading.head import get_head
from pga.dossiers.reading.lookers import get_lookers
from pga.privacy.events import Event
from tests.builders import a_user
from tests.dossiers.second_room import head_fields
from tests.support.rows import lines


def looks(place, who, number):
    page = get_lookers(who.actor, place.room, number)
    return page.total, [(one.who, one.role, one.purpose, one.fields) for one in page.lines]


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.DPO])
def test_a_look_at_who_looked_is_a_look_that_shows_nothing(place, number, role):
    reader = a_user(role)
    looks(place, reader, number)

    total, found = looks(place, reader, number)

    assert (reader.name, role, "lookers", ()) in found
    assert len(found) == total
    assert lines(Event.TRAIL_READ)[-1].purpose == "lookers"


def test_the_looks_at_this_dossier_are_told_with_what_was_seen(
    place, number, director, worker, coordinator
):
    other = place.make(director.actor)
    before, _ = looks(place, coordinator, number)
    get_head(worker.actor, place.room, number)
    get_head(director.actor, place.room, other)

    total, found = looks(place, coordinator, number)

    fields = tuple(head_fields(place.room))
    looked = [one for one in found if one[2] == "head" and one[1] is Role.INTERVENTION_TEAM]
    assert looked == [(worker.name, Role.INTERVENTION_TEAM, "head", fields)]
    # the look of the coördinator itself is two lines: of the names, and of who looked
    assert total == before + 3
