"""*Voor u* of any dossier: what waits for this user, and for nobody else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.core import clock
from pga.core.database import transaction
from pga.dossiers.models.link import LinkKind
from pga.dossiers.reading import notices
from pga.dossiers.reading.notices import notices_in, waiting_for
from pga.dossiers.reading.people import get_choices
from pga.dossiers.rules.notices import NoticeKind
from pga.dossiers.services import access, flags, people
from pga.dossiers.services.notices import mark_kind_seen
from pga.privacy.events import Event
from pga.privacy.trail import Line, record
from tests.builders import a_user
from tests.dossiers.conftest import join
from tests.dossiers.test_doors import found, notices_of

A_DAY = timedelta(days=1)
DUE = NoticeKind.FLAG_DUE


def put_flag(place, by, number, days=0):
    """Put a flag; return which rows there are, the new one among them."""
    due = clock.today() + days * A_DAY
    flags.flag(by.actor, place.room, number, text="Bel de school.", due_on=due)
    return place.rows(place.room.tables.flag, number)


def kinds_of(place, who, number):
    return sorted(kind for kind, one in notices_of(place, who.actor) if one == number)


def test_a_flag_comes_up_once_for_who_works_on_the_dossier_and_for_who_put_it(
    place, number, director, worker, coordinator
):
    for who in (director, worker):
        found(place, who.actor, number)
    put_flag(place, director, number)
    assert [kinds_of(place, who, number) for who in (director, worker, coordinator)] == [
        [DUE],
        [DUE],
        [],
    ]

    put_flag(place, coordinator, number)

    for _ in range(2):
        assert [kinds_of(place, who, number) for who in (director, worker, coordinator)] == [
            [DUE, DUE],
            [DUE, DUE],
            [DUE],
        ]
    found(place, director.actor, number)
    assert kinds_of(place, director, number) == []


def test_a_flag_that_is_closed_or_not_due_or_of_what_is_over_does_not_come_up(
    place, number, director
):
    other, over = place.make(director.actor), place.make(director.actor)
    [closed] = put_flag(place, director, number)
    flags.close_flag(director.actor, place.room, number, closed.id, closing="Gebeld.")
    put_flag(place, director, number, days=1)
    put_flag(place, director, other)
    put_flag(place, director, over)
    place.change(director.actor, over, state=place.room.gone)

    assert len(waiting_for(director.actor, place.room)) == 1
    assert notices_of(place, director.actor) == [(DUE, other)]


def test_what_does_not_come_up_at_once_comes_up_at_the_next_look(
    place, number, director, monkeypatch
):
    monkeypatch.setattr(notices, "AT_ONCE", 1)
    notices._due_flags.cache_clear()
    for _ in range(3):
        put_flag(place, director, number)

    shown = [len(waiting_for(director.actor, place.room)) for _ in range(4)]

    notices._due_flags.cache_clear()
    assert shown == [1, 2, 3, 3]


def test_what_one_may_not_see_any_more_does_not_wait(place, number, director, worker):
    put_flag(place, worker, number)
    assert kinds_of(place, worker, number) == [DUE]
    [link] = place.rows(place.room.tables.link, number, user_id=worker.id)
    put_flag(place, worker, number)

    people.unlink(director.actor, place.room, number, link.id, reason="Klaar.")

    assert notices_of(place, worker.actor) == []
    assert waiting_for(worker.actor, place.room) == frozenset()
    assert len(place.rows(place.room.tables.notice, number, user_id=worker.id, kind=DUE)) == 1


@pytest.fixture
def refused(place, number, director, stranger):
    access.ask_access(stranger.actor, place.room, number, reason="Ik val in.")
    [request] = get_choices(director.actor, place.room, number).asking
    access.refuse_access(director.actor, place.room, number, request.id, reason="Nu niet.")
    return stranger


def test_who_was_refused_hears_so_here_and_opens_nothing(place, number, director, refused):
    with transaction() as session:
        [line] = notices_in(session, refused.actor, place.room).lines
        elsewhere = replace(refused.actor, municipality="EEM")
        assert notices_in(session, elsewhere, place.room).lines == ()
    assert (line.kind, line.number, line.can_open) == (NoticeKind.ACCESS_REFUSED, number, False)
    assert len(waiting_for(refused.actor, place.room)) == 1

    join(place, director.actor, number, refused.id)

    with transaction() as session:
        lines = notices_in(session, refused.actor, place.room).lines
    assert {(one.kind, one.can_open) for one in lines} == {
        (NoticeKind.ACCESS_REFUSED, True),
        (NoticeKind.LINKED, True),
    }


def test_who_was_refused_and_knows_the_person_hears_nothing_more(place, number, refused):
    link, about = place.room.tables.link, place.row(number).id
    with transaction() as session:
        row = link(
            dossier_id=about,
            user_id=refused.id,
            kind=LinkKind.RECUSED,
            from_on=clock.today(),
        )
        session.add(row)
        record(session, refused.actor, Line(Event.SEEDED))

    assert notices_of(place, refused.actor) == []


# --- of the same kind: told together, and gone together


def groups_of(place, who):
    with transaction() as session:
        found = notices_in(session, who.actor, place.room).groups
    return {group.kind: ([one.number for one in group.lines], group.total) for group in found}


def linked_lines(place, who):
    with transaction() as session:
        found = notices_in(session, who.actor, place.room).lines
    return [one for one in found if one.kind is NoticeKind.LINKED]


@pytest.fixture
def joined(place, director, worker, number):
    """The numbers of three dossiers to which a colleague was linked, the first one first."""
    made = [number, *(place.make(director.actor) for _ in range(2))]
    for at, one in enumerate(made[1:], start=1):
        with clock.stopped_at(clock.now() + at * timedelta(seconds=10)):
            join(place, director.actor, one, worker.id)
    return made


def test_what_is_told_in_the_same_words_is_one_group_the_newest_first(
    place, director, worker, number, joined, monkeypatch
):
    put_flag(place, director, number)

    assert groups_of(place, worker) == {
        NoticeKind.LINKED: (joined[::-1], 3),
        DUE: ([number], 1),
    }
    monkeypatch.setattr(notices, "MOST", 2)
    notices._question.cache_clear()
    shortened = groups_of(place, worker)
    notices._question.cache_clear()
    assert shortened[NoticeKind.LINKED] == (joined[:0:-1], 3)


def test_a_kind_that_was_seen_goes_as_far_as_it_stood_there(
    place, director, worker, number, joined
):
    put_flag(place, director, number)
    other = a_user(Role.INTERVENTION_TEAM)
    join(place, director.actor, number, other.id)
    moments = {one.number: one.made_at for one in linked_lines(place, worker)}

    mark_kind_seen(worker.actor, place.room, NoticeKind.LINKED, moments[joined[1]])

    assert groups_of(place, worker) == {
        NoticeKind.LINKED: ([joined[2]], 1),
        DUE: ([number], 1),
    }
    assert groups_of(place, other)[NoticeKind.LINKED] == ([number], 1)


def test_what_waits_in_another_municipality_stays_when_all_is_seen_here(place, worker, joined):
    elsewhere = replace(worker.actor, municipality="EEM")

    mark_kind_seen(elsewhere, place.room, NoticeKind.LINKED, clock.now() + A_DAY)

    assert groups_of(place, worker)[NoticeKind.LINKED] == (joined[::-1], 3)


@pytest.mark.parametrize("role", [Role.DPO, Role.BOARD, Role.ADMIN])
def test_who_has_no_list_takes_nothing_off_it(place, role):
    with pytest.raises(Refused):
        mark_kind_seen(a_user(role).actor, place.room, NoticeKind.LINKED, clock.now())
