"""*Wijzigingen* of any dossier: who changed what of it into what, and why; the newest first."""

from dataclasses import astuple
from datetime import timedelta

import pytest

from pga.cases.models.plan import CaseAction
from pga.core import clock
from pga.core.database import transaction
from pga.dossiers.reading.changes import get_changes
from pga.dossiers.services import people
from pga.privacy.events import Event
from pga.privacy.trail import Line, record
from tests.builders import a_contact, a_user, an_action, an_organisation

A_DAY = timedelta(days=1)


def name_director(place, by, number, user_id, reason):
    people.name_director(
        by.actor,
        place.room,
        number,
        place.row(number).version,
        part=place.room.directing[0],
        user_id=user_id,
        reason=reason,
    )


def told(place, who, number):
    acts = get_changes(who.actor, place.room, number).acts
    return [(act.at, act.who, act.why, [*map(astuple, act.changed)]) for act in acts]


def test_each_act_tells_who_changed_it_why_and_what_it_was_and_became(place, director, number):
    taker, elsewhere = a_user(), place.make(director.actor)
    field = place.room.directing[0].field
    table = place.room.tables.dossier.__tablename__
    first, second = clock.now() + A_DAY, clock.now() + 2 * A_DAY
    name_director(place, director, elsewhere, taker.id, "Van een ander.")
    with clock.stopped_at(first):
        name_director(place, director, number, taker.id, "Kent de wijk.")
    with clock.stopped_at(second):
        name_director(place, taker, number, director.id, "Is terug.")

    there = told(place, director, number)

    assert "Van een ander." not in {why for _, _, why, _ in there}
    assert [act for act in there if act[0] >= first] == [
        (second, taker.name, "Is terug.", [(table, field, str(taker.id), str(director.id))]),
        (first, director.name, "Kent de wijk.", [(table, field, str(director.id), str(taker.id))]),
    ]
    assert get_changes(director.actor, place.room, number).names == {
        str(director.id): director.name,
        str(taker.id): taker.name,
    }


def test_what_was_nobody_becomes_somebody(place, director, number):
    field = place.room.directing[0].field
    place.change(director.actor, number, **{field: None})
    with clock.stopped_at(clock.now() + A_DAY):
        name_director(place, director, number, director.id, "Weer terug.")
        page = get_changes(director.actor, place.room, number)

    was_now = [(one.was, one.now) for act in page.acts for one in act.changed if one.field == field]
    assert was_now[:2] == [(None, str(director.id)), (str(director.id), None)]
    assert page.names == {str(director.id): director.name}


@pytest.mark.parametrize("place", ["cases"], indirect=True)
def test_a_day_that_changed_is_told_as_a_day(place, director, number):
    today = clock.today()
    place.change(director.actor, number, received_on=today - A_DAY)

    days = [
        (one.was, one.now)
        for act in get_changes(director.actor, place.room, number).acts
        for one in act.changed
        if one.field == "received_on"
    ]
    assert days == [(today, today - A_DAY)]


@pytest.mark.parametrize("place", ["cases"], indirect=True)
def test_why_something_changed_that_is_not_told_is_not_told_either(place, director, number):
    action = an_action(director.actor, number, organisation_id=(there := an_organisation()))
    contact, moment = a_contact(there), clock.now() + A_DAY
    with clock.stopped_at(moment):
        for model, which, values, reason in (
            (CaseAction, action, {"contact_id": contact}, "Van niemand."),
            (place.room.tables.dossier, place.row(number).id, {"urgent": True}, ""),
        ):
            with transaction() as session:
                row = session.get_one(model, which)
                for name, value in values.items():
                    setattr(row, name, value)
                about = place.room.about(place_id(row))
                record(session, director.actor, Line(Event.CORRECTED, about), reason=reason)

    acts = [act for act in told(place, director, number) if act[0] == moment]

    assert acts == [(moment, director.name, "", [("pga_case", "urgent", False, True)])]


def place_id(row):
    return row.case_id if isinstance(row, CaseAction) else row.id
