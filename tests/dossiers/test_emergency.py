"""Noodtoegang to any dossier: what runs for oneself, and what the FG has to judge."""

from datetime import timedelta

import pytest

from pga.access.permissions import Role
from pga.core import clock
from pga.dossiers.reading.emergency import count_waiting, get_door, get_review, list_reviews
from pga.dossiers.reading.lookers import get_lookers
from pga.dossiers.services.emergency import review
from tests.builders import a_user
from tests.dossiers.test_doors import NOTE, an_emergency, is_nothing

AN_HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def stopped(place):
    with clock.stopped_at(clock.now()):
        yield


def running(place, who):
    return [(one.number, one.until) for one in get_door(who.actor, place.room).running]


def test_what_runs_is_ones_own_noodtoegang_as_long_as_it_opens_something(
    place, number, director, worker, stranger
):
    other = place.make(director.actor)
    an_emergency(place, stranger.actor, number)
    an_emergency(place, worker.actor, other)

    assert running(place, stranger) == [(number, clock.now() + AN_HOUR)]
    assert running(place, worker) == [(other, clock.now() + AN_HOUR)]
    assert running(place, director) == []
    place.change(director.actor, number, processing_restricted=True)
    assert running(place, stranger) == []
    with clock.stopped_at(clock.now() + AN_HOUR):
        assert running(place, worker) == []


def test_the_fg_judges_those_of_the_own_municipality_and_reads_who_when_and_why(
    place, number, director, stranger
):
    here, there = a_user(Role.DPO), a_user(Role.DPO, "EEM")
    elsewhere = place.make(a_user(municipality="EEM").actor)
    waiting = [count_waiting(who.actor, place.room) for who in (here, there)]
    second, third = (
        a_user(Role.INTERVENTION_TEAM, town, name=name)
        for town, name in (("LAR", "Vera Veldleeuwerik"), ("EEM", "Gerda Grutto"))
    )
    for who, which in ((stranger, number), (second, number), (third, elsewhere)):
        assert an_emergency(place, who.actor, which)

    assert [count_waiting(who.actor, place.room) for who in (here, there)] == [
        waiting[0] + 2,
        waiting[1] + 1,
    ]
    found = {one.who: one for one in list_reviews(here.actor, place.room).waiting}
    assert found[stranger.name].number == found[second.name].number == number
    assert third.name not in found
    first = found[stranger.name]
    assert (first.opened_at, first.ends_at) == (clock.now(), clock.now() + AN_HOUR)

    review(here.actor, place.room, first.id, justified=False, note="Had kunnen wachten.")

    after = list_reviews(here.actor, place.room)
    assert first.id not in {one.id for one in after.waiting}
    assert found[second.name].id in {one.id for one in after.waiting}
    assert [one.justified for one in after.judged if one.id == first.id] == [False]
    assert get_review(here.actor, place.room, first.id).note == "Had kunnen wachten."
    other = get_review(here.actor, place.room, found[second.name].id)
    assert (other.who, other.justified, other.note) == (second.name, None, "")
    assert is_nothing(get_review, there.actor, place.room, first.id)
    assert count_waiting(here.actor, place.room) == waiting[0] + 1


def test_who_directs_the_dossier_reads_each_noodtoegang_of_it_with_its_reason(
    place, number, director, stranger
):
    other = place.make(director.actor)
    for which in (number, other):
        an_emergency(place, stranger.actor, which)

    told = get_lookers(director.actor, place.room, number).emergencies

    assert [(one.who, one.opened_at, one.note) for one in told] == [
        (stranger.name, clock.now(), NOTE)
    ]
    place.change(director.actor, number, state=place.room.gone)
    assert get_lookers(director.actor, place.room, number).emergencies == ()
