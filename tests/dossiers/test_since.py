"""*Sinds u laatst keek* of any dossier: what is news to whom."""

from datetime import timedelta

import pytest

from pga.access.permissions import Role
from pga.cases.rules.terms import TermKind
from pga.core import clock
from pga.core.database import transaction
from pga.dossiers.rules.news import NewsKind
from pga.dossiers.services import flags
from pga.dossiers.services.terms import end_terms, put_date
from pga.privacy.events import Event
from pga.privacy.trail import Line, record
from tests.builders import a_user
from tests.dossiers.conftest import join
from tests.dossiers.second_room import ShedNote
from tests.dossiers.test_doors import a_look, kinds_for
from tests.support.some import some

A_DAY = timedelta(days=1)


def put_flag(place, by, number):
    flags.flag(by.actor, place.room, number, text="Kijk.", due_on=clock.today())


def looked(place, number, *who):
    for one in some(who):
        assert a_look(place, one.actor, number) is None


@pytest.mark.parametrize("what", [{"processing_restricted": True}, {"state": "gone"}])
def test_of_what_one_may_not_read_any_more_nothing_is_new(place, number, director, worker, what):
    looked(place, number, worker)
    with clock.stopped_at(clock.now() + A_DAY):
        put_flag(place, director, number)
        assert kinds_for(place, worker.actor) == {number: {NewsKind.FLAGGED}}

        what = {"state": place.room.gone} if "state" in what else what
        place.change(director.actor, number, **what)

        assert kinds_for(place, worker.actor) == {}


def test_what_is_kept_from_a_reader_is_no_news_to_that_reader(sheds):
    keeper, other, worker = a_user(), a_user(), a_user(Role.INTERVENTION_TEAM)
    number = sheds.make(keeper.actor)
    for who in (other, worker):
        join(sheds, keeper.actor, number, who.id)
    about = sheds.row(number).id

    def written(words, day):
        with clock.stopped_at(clock.now() + day * A_DAY), transaction() as session:
            note = session.query(ShedNote).filter_by(shed_id=about, place=1).one_or_none()
            if note is None:
                note = ShedNote(dossier_id=about, place=1, closed=True)
                session.add(note)
            note.words = words
            record(session, other.actor, Line(Event.CORRECTED, sheds.room.about(about)))

    def news(day):
        with clock.stopped_at(clock.now() + day * A_DAY):
            cards = [kinds_for(sheds, who.actor) for who in (keeper, worker)]
            strips = [a_look(sheds, who.actor, number) for who in (keeper, worker)]
        return cards, [one and [(item.kind, item.fields) for item in one.items] for one in strips]

    looked(sheds, number, keeper, worker)
    for day, words, fields in ((1, "Nieuw.", ()), (3, "Anders.", ("shed_note.words",))):
        written(words, day)
        strips = [[(NewsKind.FACTS, fields)], None]
        assert news(day + 1) == ([{number: {NewsKind.FACTS}}, {}], strips)


def test_what_happened_at_the_moment_of_a_look_was_seen(place, number, director, worker):
    moment = clock.now() + A_DAY
    with clock.stopped_at(moment):
        put_flag(place, director, number)
        looked(place, number, worker)
        assert kinds_for(place, worker.actor) == {}
    with clock.stopped_at(moment + A_DAY):
        assert a_look(place, worker.actor, number) is None


def test_what_happened_in_another_dossier_is_no_news_of_this_one(place, number, director, worker):
    other = place.make(director.actor)
    put_flag(place, director, other)
    [flag] = place.rows(place.room.tables.flag, other)
    looked(place, number, worker)
    with clock.stopped_at(clock.now() + A_DAY):
        put_flag(place, director, other)
        flags.close_flag(director.actor, place.room, other, flag.id, closing="Gebeld.")
    with clock.stopped_at(clock.now() + 2 * A_DAY):
        put_flag(place, director, number)
    with clock.stopped_at(clock.now() + 3 * A_DAY):
        news = a_look(place, worker.actor, number)

    assert [(one.kind, one.by) for one in news.items] == [(NewsKind.FLAGGED, director.id)]


@pytest.mark.parametrize("place", ["cases"], indirect=True)
def test_a_term_that_ends_is_news_and_one_that_begins_anew_is_its_new_day(
    place, number, director, worker
):
    first, second = TermKind.CONTACT, TermKind.EVALUATION
    today = clock.today()

    def act(day, *steps):
        with clock.stopped_at(clock.now() + day * A_DAY), transaction() as session:
            row = session.get_one(place.room.tables.dossier, about)
            for step, *given in steps:
                step(session, place.room, row, *given)
            record(session, director.actor, Line(Event.SEEDED, place.room.about(about)))

    def news(day):
        with clock.stopped_at(clock.now() + day * A_DAY):
            told = a_look(place, worker.actor, number)
        return sorted((one.kind, one.term, one.day) for one in told.items)

    about = place.row(number).id
    looked(place, number, worker)
    act(1, (put_date, first, today + 9 * A_DAY), (put_date, second, today + 8 * A_DAY))
    assert news(2) == sorted(
        [
            (NewsKind.TERM_STARTED, first, today + 9 * A_DAY),
            (NewsKind.TERM_STARTED, second, today + 8 * A_DAY),
        ]
    )
    act(3, (end_terms, first, second), (put_date, second, today + 7 * A_DAY))
    assert news(4) == sorted(
        [
            (NewsKind.TERM_ENDED, first, today + 9 * A_DAY),
            (NewsKind.TERM_STARTED, second, today + 7 * A_DAY),
        ]
    )
