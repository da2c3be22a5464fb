# ruff: noqa: PT012 - a unit that fails is more than one statement
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from pga.core import clock
from pga.core.database import db, transaction
from pga.privacy import drafts, keys
from pga.privacy.drafts import DraftPlace, FormDraft
from tests.builders import CANARY, a_user

FIELDS = [["surname", CANARY], ["problems", "other"], ["problems", "youth_nuisance"]]


@pytest.fixture
def user(cellar):
    return a_user().id


def place(user, form="cases.register", **more):
    return DraftPlace(user, "LAR", form, **more)


def save(user, fields=FIELDS):
    return drafts.save(place(user), fields)


def load(user):
    return drafts.load(place(user))


def key_ids():
    with transaction() as session:
        return set(session.scalars(sa.select(FormDraft.key_id)))


def keys_there(ids):
    return keys._stores[db.engine].fetch(ids).keys()


def test_what_was_typed_comes_back(user):
    saved = save(user)

    loaded = load(user)

    assert loaded == saved
    assert loaded.fields == FIELDS


def test_a_draft_is_sealed(user):
    save(user)

    with transaction() as session:
        row = session.execute(sa.select(FormDraft.__table__)).one()
    assert CANARY.encode() not in row.fields


@pytest.mark.parametrize(
    "other",
    [
        {"user_id": uuid4()},
        {"municipality": "EEM"},
        {"form": "cases.triage"},
        {"about": "LAR-2026-0001"},
        {"part": "procesregisseur"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_a_draft_is_only_for_its_own_user_municipality_and_form(user, other):
    save(user)

    assert drafts.load(replace(place(user), **other)) is None


def test_a_short_life_is_shorter(user):
    saved = drafts.save(place(user), FIELDS, life=timedelta(minutes=10))

    with clock.stopped_at(saved.saved_at + timedelta(minutes=10)):
        assert load(user) is None


def test_a_draft_that_its_user_throws_away_is_gone_with_its_key(user):
    save(user)
    (key_id,) = key_ids()

    drafts.discard(place(user))

    assert load(user) is None
    assert keys_there({key_id}) == set()


def test_a_newer_draft_takes_the_place_of_an_older(user):
    save(user)
    first = key_ids()

    save(user, [["surname", "Van Zonnedauw"]])

    assert load(user).fields == [["surname", "Van Zonnedauw"]]
    assert key_ids() == first


def test_a_draft_is_gone_after_24_hours(user):
    saved = save(user)

    with clock.stopped_at(saved.expires_at - timedelta(seconds=1)):
        assert load(user) is not None
    with clock.stopped_at(saved.expires_at):
        assert load(user) is None

    assert saved.expires_at - saved.saved_at == timedelta(hours=24)


def test_a_draft_that_is_handed_in_is_gone_with_its_key(user):
    save(user)
    (key_id,) = key_ids()

    with transaction() as session:
        drafts.drop(session, place(user))

    assert load(user) is None
    assert key_ids() == set()
    assert keys_there({key_id}) == set()


def test_a_draft_stays_when_handing_in_fails(user):
    save(user)

    with pytest.raises(ZeroDivisionError), transaction() as session:
        drafts.drop(session, place(user))
        session.flush()
        raise ZeroDivisionError

    assert load(user).fields == FIELDS


def test_dropping_what_is_not_there_does_nothing(user):
    with transaction() as session:
        drafts.drop(session, place(user))

    assert key_ids() == set()


def test_what_is_past_its_time_is_swept_with_its_key(user):
    saved = save(user)
    young = a_user().id
    (old_key,) = key_ids()
    with clock.stopped_at(saved.saved_at + timedelta(hours=1)):
        save(young)

    with clock.stopped_at(saved.expires_at):
        swept = drafts.sweep()

        assert swept == 1
        assert load(young).fields == FIELDS
    assert keys_there({old_key}) == set()


def test_a_draft_whose_key_is_gone_is_no_draft(user):
    save(user)
    keys._stores[db.engine].destroy(next(iter(key_ids())))

    assert load(user) is None


def test_somebody_can_begin_anew_when_the_key_of_a_draft_is_gone(user):
    save(user)
    keys._stores[db.engine].destroy(next(iter(key_ids())))

    save(user, [["surname", "Van Zonnedauw"]])

    assert load(user).fields == [["surname", "Van Zonnedauw"]]
