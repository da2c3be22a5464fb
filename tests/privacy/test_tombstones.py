# ruff: noqa: PT012 - a unit that fails is more than one statement
from uuid import uuid4

import pytest
import sqlalchemy as sa

from pga.cases.models.case import Person
from pga.core.database import db, transaction
from pga.privacy import keys, tombstones
from pga.privacy.columns import opened
from pga.privacy.keys import Unreadable
from tests.builders import a_case, id_of

pytestmark = pytest.mark.bare


@pytest.fixture
def dossier(cellar):
    return id_of(a_case())


def key_of(dossier):
    return keys._stores[db.engine].fetch([dossier])


def bury(dossier):
    with transaction() as session:
        tombstones.bury(session, dossier)


def test_a_buried_key_is_gone_and_its_dossier_unreadable(dossier):
    bury(dossier)

    assert key_of(dossier) == {}
    with transaction() as session:
        person = session.scalars(sa.select(Person)).one()
        with pytest.raises(Unreadable):
            opened(session, person, "surname")


def test_a_key_stays_until_the_unit_is_committed(dossier):
    with transaction() as session:
        tombstones.bury(session, dossier)
        session.flush()

        assert dossier in key_of(dossier)


def test_a_unit_that_fails_buries_nothing(dossier):
    with pytest.raises(ZeroDivisionError), transaction() as session:
        tombstones.bury(session, dossier)
        session.flush()
        raise ZeroDivisionError

    assert dossier in key_of(dossier)
    assert tombstones.replay() == 0


def test_a_failed_burial_is_not_done_by_the_next_unit(dossier):
    with pytest.raises(ZeroDivisionError), transaction() as session:
        tombstones.bury(session, dossier)
        raise ZeroDivisionError

    with transaction() as session:
        session.execute(sa.select(1))

    assert dossier in key_of(dossier)


def test_a_key_that_came_back_from_a_backup_is_buried_again(dossier):
    store = keys._stores[db.engine]
    with store._engine.connect() as connection:
        kept = connection.execute(sa.select(keys.data_key)).mappings().all()
    bury(dossier)
    back = next(dict(row) for row in kept if row["dossier_id"] == dossier)
    with store._engine.begin() as connection:
        connection.execute(keys.data_key.insert(), back)
    assert dossier in key_of(dossier)

    graves = tombstones.replay()

    assert graves == 1
    assert key_of(dossier) == {}


def test_the_keys_of_others_stay(dossier):
    other = id_of(a_case())

    bury(dossier)
    tombstones.replay()

    assert other in key_of(other)


def test_a_grave_without_a_key_does_no_harm(dossier):
    bury(uuid4())

    assert tombstones.replay() == 1
    assert dossier in key_of(dossier)
