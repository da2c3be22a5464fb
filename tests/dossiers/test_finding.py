"""What a look at any dossier finds, and what it leaves behind: for who looks, of that dossier."""

from datetime import timedelta

import pytest

from pga.access.policy import Refused
from pga.core import clock
from pga.core.database import transaction
from pga.dossiers.reading.finding import find
from pga.dossiers.reading.since import visit
from pga.dossiers.rules.notices import NoticeKind
from tests.builders import a_user
from tests.dossiers.conftest import join
from tests.dossiers.test_doors import an_emergency, found, is_nothing, notices_of

A_DAY = timedelta(days=1)


@pytest.fixture
def other(place, director):
    return place.make(director.actor)


def test_a_look_takes_off_ones_own_lines_of_this_dossier_and_no_other(
    place, number, other, director
):
    first, second = a_user(), a_user()
    for who in (first, second):
        for one in (number, other):
            join(place, director.actor, one, who.id)

    found(place, first.actor, number)

    assert notices_of(place, first.actor) == [(NoticeKind.LINKED, other)]
    assert {one for _, one in notices_of(place, second.actor)} == {number, other}
    [line] = place.rows(place.room.tables.notice, number, user_id=first.id)
    with clock.stopped_at(clock.now() + A_DAY):
        found(place, first.actor, number)
    [same] = place.rows(place.room.tables.notice, number, user_id=first.id)
    assert (same.id, same.cleared_at) == (line.id, line.cleared_at)


def test_when_one_saw_the_first_page_is_told_of_this_reader_and_this_dossier(
    place, number, other, director, worker
):
    def seen(who, which):
        return found(place, who.actor, which).sheet_seen

    with transaction() as session:
        visit(session, director.actor, find(session, director.actor, place.room, number), [])
    for who, which in ((worker, number), (director, other), (a_user(), number)):
        if who not in {worker, director}:
            join(place, director.actor, number, who.id)
        assert seen(who, which) == (None, None)
    assert seen(director, number)[0] is not None
    with transaction() as session:
        visit(session, worker.actor, find(session, worker.actor, place.room, number), [])
    before = seen(director, number)
    with clock.stopped_at(clock.now() + A_DAY), transaction() as session:
        visit(session, worker.actor, find(session, worker.actor, place.room, number), [])
    assert seen(director, number) == before


def test_a_link_to_another_dossier_or_of_another_leads_nowhere(place, number, other, director):
    who = a_user()
    join(place, director.actor, other, who.id)

    assert found(place, who.actor, other).facts.linked
    assert is_nothing(found, place, who.actor, number)


def test_until_when_it_is_open_is_told_while_only_a_noodtoegang_leads_here(
    place, number, director, stranger
):
    an_emergency(place, stranger.actor, number)
    assert found(place, stranger.actor, number).emergency_until > clock.now()
    assert found(place, director.actor, number).emergency_until is None

    join(place, director.actor, number, stranger.id)

    there = found(place, stranger.actor, number)
    assert (there.emergency_until, there.facts.only_emergency) == (None, False)


def test_a_look_to_change_is_no_look_by_who_may_only_read(place, number, worker):
    with pytest.raises(Refused):
        found(place, worker.actor, number, place.room.may.assign)

    assert [one for _, one in notices_of(place, worker.actor)] == [number]
