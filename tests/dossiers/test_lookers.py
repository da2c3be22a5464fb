"""*Inzagen* of any dossier: who looked at it, and that somebody looked who did."""

from datetime import timedelta

import pytest

from pga.access.permissions import Role
from pga.core import clock
from pga.dossiers.reading import lookers
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


def test_looks_are_summed_per_person_per_day_with_the_lines_behind_them(
    place, number, director, worker, coordinator
):
    now = clock.now()
    for days in (0, 1):
        with clock.stopped_at(now + timedelta(days=days)):
            for _ in range(3):
                get_head(worker.actor, place.room, number)
            get_head(director.actor, place.room, number)
    with clock.stopped_at(now + timedelta(days=2)):
        found = get_lookers(coordinator.actor, place.room, number).days

    summed = [
        (one.last.who, one.last.day - clock.on_the_wall(now).date(), len(one.lines), one.fields)
        for one in found
        if one.last.who_id == worker.id
    ]
    fields = tuple(head_fields(place.room))
    assert summed == [
        (worker.name, timedelta(days=1), 3, fields),
        (worker.name, timedelta(0), 3, fields),
    ]
    assert [one.last.at for one in found] == sorted((one.last.at for one in found), reverse=True)


def test_the_looks_that_are_shown_are_whole_days(place, number, director, worker, monkeypatch):
    monkeypatch.setattr(lookers, "SHOWN", 5)
    now = clock.now()
    for days in (0, 1):
        with clock.stopped_at(now + timedelta(days=days)):
            for _ in range(4):
                get_head(worker.actor, place.room, number)
    with clock.stopped_at(now + timedelta(days=1)):
        found = get_lookers(director.actor, place.room, number)

    mine = [one for one in found.days if one.last.who_id == worker.id]
    assert [len(one.lines) for one in mine] == [4]
    assert found.total >= 8 > len(found.lines)
