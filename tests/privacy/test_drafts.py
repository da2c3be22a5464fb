# ruff: noqa: PT012 - a unit that fails is more than one statement
from datetime import timedelta

import pytest
import sqlalchemy as sa

from pga.core import clock
from pga.core.database import db, transaction
from pga.privacy import drafts, keys, once
from pga.privacy.drafts import FormDraft
from tests.builders import CANARY, a_user

FIELDS = [["surname", CANARY], ["problems", "other"], ["problems", "youth_nuisance"]]


@pytest.fixture
def user(cellar):
    return a_user().id


def save(user, fields=FIELDS, *, form="referral", about=""):
    return drafts.save(user, form, about, fields, municipality="LAR")


def key_ids():
    with transaction() as session:
        return set(session.scalars(sa.select(FormDraft.key_id)))


def keys_there(ids):
    return keys._stores[db.engine].fetch(ids).keys()


def test_what_was_typed_comes_back(user):
    saved = save(user)

    loaded = drafts.load(user, "referral")

    assert loaded == saved
    assert loaded.fields == FIELDS


def test_a_draft_is_sealed(user):
    save(user)

    with transaction() as session:
        row = session.execute(sa.select(FormDraft.__table__)).one()
    assert CANARY.encode() not in row.fields


def test_a_draft_is_only_for_its_own_user_and_form(user):
    save(user)

    assert drafts.load(a_user().id, "referral") is None
    assert drafts.load(user, "triage") is None
    assert drafts.load(user, "referral", "LAR-2026-0001") is None


def test_a_newer_draft_takes_the_place_of_an_older(user):
    save(user)
    first = key_ids()

    save(user, [["surname", "Van Zonnedauw"]])

    assert drafts.load(user, "referral").fields == [["surname", "Van Zonnedauw"]]
    assert key_ids() == first


def test_a_draft_is_gone_after_24_hours(user):
    saved = save(user)

    with clock.stopped_at(saved.expires_at - timedelta(seconds=1)):
        assert drafts.load(user, "referral") is not None
    with clock.stopped_at(saved.expires_at):
        assert drafts.load(user, "referral") is None

    assert saved.expires_at - saved.saved_at == timedelta(hours=24)


def test_a_draft_that_is_handed_in_is_gone_with_its_key(user):
    save(user)
    (key_id,) = key_ids()

    with transaction() as session:
        drafts.drop(session, user, "referral")

    assert drafts.load(user, "referral") is None
    assert key_ids() == set()
    assert keys_there({key_id}) == set()


def test_a_draft_stays_when_handing_in_fails(user):
    save(user)

    with pytest.raises(ZeroDivisionError), transaction() as session:
        drafts.drop(session, user, "referral")
        session.flush()
        raise ZeroDivisionError

    assert drafts.load(user, "referral").fields == FIELDS


def test_a_form_that_was_handed_in_meanwhile_leaves_no_draft(cellar):
    actor = a_user().actor
    with transaction() as session:
        once.only_once(session, actor, "k1")
        once.note(session, actor, "k1", "LAR-2026-0001")

    late = drafts.save_unless_done(actor, "referral", "", FIELDS, form_key="k1")
    other = drafts.save_unless_done(actor, "referral", "", FIELDS, form_key="k2")

    assert late is None
    assert other == drafts.load(actor.id, "referral")


def test_dropping_what_is_not_there_does_nothing(user):
    with transaction() as session:
        drafts.drop(session, user, "referral")

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
        assert drafts.load(young, "referral").fields == FIELDS
    assert keys_there({old_key}) == set()


def test_a_draft_whose_key_is_gone_is_no_draft(user):
    save(user)
    keys._stores[db.engine].destroy(next(iter(key_ids())))

    assert drafts.load(user, "referral") is None


def test_somebody_can_begin_anew_when_the_key_of_a_draft_is_gone(user):
    save(user)
    keys._stores[db.engine].destroy(next(iter(key_ids())))

    save(user, [["surname", "Van Zonnedauw"]])

    assert drafts.load(user, "referral").fields == [["surname", "Van Zonnedauw"]]
