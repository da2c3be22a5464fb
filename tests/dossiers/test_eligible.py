"""Who can do something with any dossier: by the links that count now, of that dossier."""

from datetime import timedelta

from pga.access.permissions import Role
from pga.core import clock
from pga.core.database import glance
from pga.dossiers.models.link import LinkKind
from pga.dossiers.reading.eligible import colleagues_for, links_now, who_can
from pga.dossiers.services import people, recusal
from tests.builders import a_user
from tests.dossiers.conftest import join
from tests.dossiers.test_doors import step_back

A_DAY = timedelta(days=1)
ROLES = (Role.SAFETY_TEAM, Role.INTERVENTION_TEAM)


def test_who_works_on_a_dossier_can_do_its_work_and_nobody_else(
    place, number, director, worker, stranger
):
    other, later = place.make(director.actor), a_user(Role.INTERVENTION_TEAM)
    join(place, director.actor, other, stranger.id)
    tomorrow = {"from_on": clock.today() + A_DAY, "last_on": None, "reason": "Valt in."}
    people.link(director.actor, place.room, number, user_id=later.id, **tomorrow)
    about = place.row(number).id

    def able(but):
        with glance() as session:
            row = session.get_one(place.room.tables.dossier, about)
            found = who_can(session, place.room, row, place.room.may.book, ROLES, but=but)
            return {one.id for one in found}

    assert able(stranger.id) == {director.id, worker.id}
    assert able(director.id) == {worker.id}
    with clock.stopped_at(clock.now() + A_DAY):
        assert able(stranger.id) == {director.id, worker.id, later.id}


def test_of_the_links_those_of_these_colleagues_that_count_now_are_found(
    place, number, director, worker, stranger
):
    other = place.make(director.actor)
    for one in (other, number):
        join(place, director.actor, one, stranger.id)
    [link] = place.rows(place.room.tables.link, number, user_id=stranger.id)
    people.unlink(director.actor, place.room, number, link.id, reason="Klaar.")
    about = place.row(number).id

    with glance() as session:
        row = session.get_one(place.room.tables.dossier, about)
        found = links_now(session, place.room, row, [worker.id, stranger.id])
        assert [(one.user_id, one.kind) for one in found] == [(worker.id, LinkKind.WORKS)]


def test_who_stepped_back_from_this_dossier_is_not_among_those_who_can_work_on_it(
    place, number, director, worker, stranger, coordinator
):
    other = place.make(director.actor)
    join(place, director.actor, other, stranger.id)
    step_back(place, stranger.actor, other)
    step_back(place, worker.actor, number)
    about = place.row(number).id

    def offered():
        with glance() as session:
            row = session.get_one(place.room.tables.dossier, about)
            return {one.id for one in colleagues_for(session, place.room, row, ROLES)}

    assert {director.id, stranger.id} <= offered()
    assert worker.id not in offered()
    [back] = place.rows(place.room.tables.recusal, number)
    recusal.end_recusal(coordinator.actor, place.room, number, back.id, reason="Een naamgenoot.")
    assert {director.id, stranger.id, worker.id} <= offered()
