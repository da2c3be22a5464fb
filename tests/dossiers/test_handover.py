"""Handing over any dossier: what would go to whom, and who was asked; numbers, never names."""

from dataclasses import replace

from pga.access.permissions import Role
from pga.dossiers.reading.handover import (
    LINKED,
    get_choices,
    get_offer,
    get_preview,
    list_proposals,
)
from pga.dossiers.rules.handover import Cause, HandoverProblem
from pga.dossiers.services import handover
from pga.privacy.events import Event
from tests.builders import a_user
from tests.dossiers.conftest import join
from tests.support.rows import lines


def proposed(place, by, leaver, taker):
    return handover.propose(
        by.actor, place.room, from_id=leaver.id, to_id=taker.id, cause=Cause.LEAVES
    )


def seen(event):
    return [one.purpose for one in lines(event)]


def test_one_hands_over_what_one_may_assign(place, number, director, worker, coordinator):
    other = a_user()
    place.make(other.actor)

    own = get_choices(director.actor, place.room)
    guarded = get_choices(coordinator.actor, place.room)

    names = {one.id: one.name for one in (director, worker)}
    assert {one: name for one, name in own.leavers if one in {*names, other.id}} == names
    assert {*names, other.id} <= {one for one, _ in guarded.leavers}
    assert [name for _, name in guarded.leavers] == sorted(name for _, name in guarded.leavers)
    assert {director.id, worker.id, other.id} <= {one for one, _ in own.takers}


def test_who_works_on_it_is_followed_by_who_can_work_and_who_directs_it_by_who_can_direct(
    place, number, director, worker, coordinator, stranger
):
    noted = seen(Event.LIST).count("handover")

    linked = get_preview(coordinator.actor, place.room, worker.id, stranger.id)
    directs = get_preview(coordinator.actor, place.room, director.id, stranger.id)

    assert [(one.number, one.parts) for one in linked.going] == [(number, (LINKED,))]
    assert (linked.leaver, linked.taker, linked.problem) == (worker.name, stranger.name, None)
    field = place.room.directing[0].field
    assert [(one.number, one.parts) for one in directs.going] == [(number, (field,))]
    assert directs.problem is HandoverProblem.NOT_A_DIRECTOR
    assert seen(Event.LIST).count("handover") == noted + 2


def test_of_two_proposals_to_one_colleague_each_is_read_apart(
    place, number, director, worker, coordinator
):
    taker = a_user()
    first, second = (proposed(place, coordinator, leaver, taker) for leaver in (director, worker))
    noted = seen(Event.LIST).count("handover")

    found = [get_offer(taker.actor, place.room, one) for one in (first, second)]

    assert [(one.id, one.leaver, one.proposer) for one in found] == [
        (first, director.name, coordinator.name),
        (second, worker.name, coordinator.name),
    ]
    assert seen(Event.LIST).count("handover") == noted + 2


def test_what_one_proposed_stands_where_one_proposed_it(place, number, director, worker):
    coordinator = a_user(Role.COORDINATOR, also={"EEM": Role.COORDINATOR})
    there = replace(coordinator, actor=replace(coordinator.actor, municipality="EEM"))
    leaver, taker = a_user(municipality="EEM"), a_user(municipality="EEM")
    place.make(leaver.actor)
    proposed(place, coordinator, worker, a_user())
    proposed(place, there, leaver, taker)

    here = list_proposals(coordinator.actor, place.room)
    elsewhere = list_proposals(there.actor, place.room)

    assert [(one.leaver, one.cause, one.answer) for one in here] == [
        (worker.name, Cause.LEAVES, None)
    ]
    assert [(one.leaver, one.taker) for one in elsewhere] == [(leaver.name, taker.name)]


def test_a_colleague_who_works_on_it_already_can_take_it_over(place, number, director, coordinator):
    taker = a_user()
    join(place, director.actor, number, taker.id)

    preview = get_preview(coordinator.actor, place.room, director.id, taker.id)

    assert ([one.number for one in preview.going], preview.staying) == ([number], ())
    assert preview.problem is None
