"""Noodtoegang to any dossier: what runs for oneself, and what the FG has to judge."""

from datetime import timedelta

import pytest

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.core import clock
from pga.dossiers.reading.emergency import (
    EmergenciesJudged,
    count_judged,
    count_waiting,
    get_door,
    get_review,
    list_reviews,
)
from pga.dossiers.reading.head import get_head
from pga.dossiers.reading.lookers import get_lookers
from pga.dossiers.services.emergency import review
from pga.privacy.events import Event
from tests.builders import a_user
from tests.dossiers.conftest import join
from tests.dossiers.second_room import head_fields
from tests.dossiers.test_doors import NOTE, an_emergency, is_nothing
from tests.support.rows import lines

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
    waiting = [count_waiting(who.actor, place.room).total for who in (here, there)]
    second, third = (
        a_user(Role.INTERVENTION_TEAM, town, name=name)
        for town, name in (("LAR", "Vera Veldleeuwerik"), ("EEM", "Gerda Grutto"))
    )
    for who, which in ((stranger, number), (second, number), (third, elsewhere)):
        assert an_emergency(place, who.actor, which)

    assert [count_waiting(who.actor, place.room).total for who in (here, there)] == [
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
    assert (other.line.who, other.line.justified, other.note) == (second.name, None, "")
    assert is_nothing(get_review, there.actor, place.room, first.id)
    assert count_waiting(here.actor, place.room).total == waiting[0] + 1


def test_a_judgement_is_made_beside_the_words_of_who_opened_it_and_what_was_seen(
    place, number, director, stranger
):
    fg = a_user(Role.DPO).actor
    get_head(director.actor, place.room, number)
    an_emergency(place, stranger.actor, number)
    access_id = {one.who: one.id for one in list_reviews(fg, place.room).waiting}[stranger.name]
    before = clock.now()
    for minutes in (5, 59):
        with clock.stopped_at(before + timedelta(minutes=minutes)):
            get_head(stranger.actor, place.room, number)
    with clock.stopped_at(before + AN_HOUR + timedelta(minutes=1)):
        join(place, director.actor, number, stranger.id)
        get_head(stranger.actor, place.room, number)

        found = get_review(fg, place.room, access_id)

    assert (found.said, found.note) == (NOTE, "")
    assert [one.at - before for one in found.looks] == [
        timedelta(minutes=59),
        timedelta(minutes=5),
    ]
    assert {(one.who, one.fields) for one in found.looks} == {
        (stranger.name, tuple(head_fields(place.room)))
    }
    (line,) = [one for one in lines(Event.TRAIL_READ) if "emergency" in one.fields]
    assert (line.actor_id, line.purpose) == (fg.id, "emergency")


def test_of_a_dossier_that_was_destroyed_no_words_are_left_to_judge_by(
    place, number, director, stranger
):
    fg = a_user(Role.DPO).actor
    an_emergency(place, stranger.actor, number)
    access_id = {one.who: one.id for one in list_reviews(fg, place.room).waiting}[stranger.name]
    review(fg, place.room, access_id, justified=True, note="Terecht, er was gevaar.")
    place.change(director.actor, number, state=place.room.gone)

    found = get_review(fg, place.room, access_id)

    assert (found.line.who, found.said, found.note) == (stranger.name, "", "")


def test_what_is_late_to_judge_and_what_was_judged_is_counted(place, number, stranger, worker):
    fg, elsewhere = a_user(Role.DPO).actor, a_user(Role.DPO, "EEM").actor
    before = count_waiting(fg, place.room)
    today = clock.today()
    an_emergency(place, stranger.actor, number)
    second = a_user(Role.INTERVENTION_TEAM)
    an_emergency(place, second.actor, number)

    now = count_waiting(fg, place.room)
    assert (now.total, now.late) == (before.total + 2, before.late)
    with clock.stopped_at(clock.now() + timedelta(days=60)):
        late = count_waiting(fg, place.room)
    assert late.total == late.late == now.total
    assert late.first_by == min(one.review_by for one in list_reviews(fg, place.room).waiting)

    was = count_judged(fg, place.room, today)
    others = count_judged(elsewhere, place.room, today)
    mine = {one.who: one.id for one in list_reviews(fg, place.room).waiting}
    review(fg, place.room, mine[stranger.name], justified=True, note="Er was gevaar.")
    review(fg, place.room, mine[second.name], justified=False, note="Had kunnen wachten.")

    judged = count_judged(fg, place.room, today)
    assert (judged.justified, judged.unjustified) == (was.justified + 1, was.unjustified + 1)
    assert count_judged(elsewhere, place.room, today) == others
    assert count_judged(fg, place.room, today + timedelta(days=1)) == EmergenciesJudged(0, 0)
    with pytest.raises(Refused):
        count_judged(worker.actor, place.room, today)


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
