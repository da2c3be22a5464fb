# ruff: noqa: PT012 - a unit that fails is more than one statement
from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, OperationalError

from pga.core import clock
from pga.core.database import db, transaction
from pga.privacy import keys
from pga.privacy.events import Event
from pga.privacy.keys import Scope, Unreadable
from pga.privacy.trail import Line, record

pytestmark = pytest.mark.bare


@pytest.fixture
def shelf_of_keys(cellar):
    return keys._stores[db.engine]


def test_a_key_that_was_made_is_found(shelf_of_keys):
    dossier = uuid4()

    made = shelf_of_keys.create("LAR", Scope.CASE, dossier)

    assert shelf_of_keys.fetch([dossier]) == {dossier: made}


def test_a_key_is_stored_wrapped(shelf_of_keys):
    made = shelf_of_keys.create("LAR", Scope.CASE, uuid4())

    with shelf_of_keys._engine.connect() as connection:
        wrapped = connection.scalar(sa.select(keys.data_key.c.wrapped))

    assert made.secret not in wrapped


def test_a_key_that_was_destroyed_is_not_there(shelf_of_keys):
    dossier = uuid4()
    shelf_of_keys.create("LAR", Scope.CASE, dossier)

    shelf_of_keys.destroy(dossier)

    assert shelf_of_keys.fetch([dossier]) == {}


def test_many_keys_are_found_in_chunks(shelf_of_keys):
    wanted = [uuid4() for _ in range(1203)]
    shelf_of_keys.create("LAR", Scope.CASE, wanted[0])
    shelf_of_keys.create("LAR", Scope.CASE, wanted[-1])

    assert shelf_of_keys.fetch(wanted).keys() == {wanted[0], wanted[-1]}


def test_most_keys_of_a_municipality_come_with_all_of_its_cases(shelf_of_keys, monkeypatch):
    monkeypatch.setattr(keys, "MANY", 2)
    mine, drafts, elsewhere, gone = ([uuid4() for _ in range(3)] for _ in range(4))
    made = {one: shelf_of_keys.create("LAR", Scope.CASE, one) for one in mine}
    made |= {one: shelf_of_keys.create("LAR", Scope.DRAFT, one) for one in drafts}
    made |= {one: shelf_of_keys.create("BLA", Scope.CASE, one) for one in elsewhere}

    with transaction() as session:
        keys.gather(session, [*mine[:2], *gone, elsewhere[0]], municipality="LAR")

        assert session.info["keys"] == {one: made[one] for one in (*mine, elsewhere[0])}


def test_a_dossier_has_one_key(shelf_of_keys):
    dossier = uuid4()
    shelf_of_keys.create("LAR", Scope.CASE, dossier)

    with pytest.raises(IntegrityError, match=r"(?i)unique constraint .*dossier_id"):
        shelf_of_keys.create("LAR", Scope.CASE, dossier)


def test_a_key_whose_row_was_moved_to_another_municipality_is_unreadable(shelf_of_keys):
    dossier = uuid4()
    made = shelf_of_keys.create("LAR", Scope.CASE, dossier)
    row = {"id": made.id, "scope": "case", "dossier_id": dossier, "kek_version": 1}
    with shelf_of_keys._engine.begin() as connection:
        found = connection.execute(sa.select(keys.data_key)).one()
        connection.execute(keys.data_key.delete())
        moved = {**row, "municipality": "BLA", "wrapped": found.wrapped, "made_at": found.made_at}
        connection.execute(keys.data_key.insert(), moved)

    with pytest.raises(Unreadable):
        shelf_of_keys.fetch([dossier])


def test_orphans_are_found_by_scope_and_age(shelf_of_keys):
    long_ago, now = clock.now() - timedelta(days=2), clock.now()
    old, young, draft = uuid4(), uuid4(), uuid4()
    with clock.stopped_at(long_ago):
        shelf_of_keys.create("LAR", Scope.CASE, old)
        shelf_of_keys.create("LAR", Scope.DRAFT, draft)
    with clock.stopped_at(now):
        shelf_of_keys.create("LAR", Scope.CASE, young)

    assert shelf_of_keys.dossiers_before(Scope.CASE, now) == {old}


def test_a_key_is_committed_before_its_data(shelf_of_keys):
    dossier = uuid4()

    with transaction() as session:
        keys.new_key(session, "LAR", Scope.CASE, dossier)

        assert dossier in shelf_of_keys.fetch([dossier])


def test_a_failed_unit_leaves_no_key(shelf_of_keys):
    dossier = uuid4()

    with pytest.raises(ZeroDivisionError), transaction() as session:
        keys.new_key(session, "LAR", Scope.CASE, dossier)
        session.execute(sa.select(1))
        raise ZeroDivisionError

    assert shelf_of_keys.fetch([dossier]) == {}


def test_a_unit_that_failed_before_its_first_statement_leaves_no_key(shelf_of_keys):
    dossier = uuid4()

    with pytest.raises(ZeroDivisionError), transaction() as session:
        keys.new_key(session, "LAR", Scope.CASE, dossier)
        raise ZeroDivisionError

    assert shelf_of_keys.fetch([dossier]) == {}


def test_a_unit_of_which_the_commit_may_have_come_over_keeps_its_key(shelf_of_keys, monkeypatch):
    """Its answer was lost: the sweep knows in an hour whether there is a row."""
    dossier, dialect = uuid4(), db.engine.dialect
    commit = dialect.do_commit

    def commit_and_lose(connection):
        commit(connection)
        raise dialect.loaded_dbapi.OperationalError("server closed the connection")

    lose = pytest.raises(OperationalError, match="server closed the connection")
    with monkeypatch.context() as lost, lose, transaction() as session:
        keys.new_key(session, "LAR", Scope.CASE, dossier)
        record(session, None, Line(Event.SEEDED))
        lost.setattr(dialect, "do_commit", commit_and_lose)

    assert dossier in shelf_of_keys.fetch([dossier])


def test_a_key_that_cannot_be_dropped_hides_no_error(shelf_of_keys, monkeypatch, caplog):
    def away(*_):
        raise OperationalError("x", {}, Exception("x"))

    with monkeypatch.context() as lost, pytest.raises(ZeroDivisionError), transaction() as session:
        keys.new_key(session, "LAR", Scope.CASE, uuid4())
        lost.setattr(keys.KeyStore, "destroy", away)
        raise ZeroDivisionError

    assert caplog.messages == ["OperationalError after the rollback in forget_new"]


def test_a_unit_that_succeeded_keeps_its_key(shelf_of_keys):
    dossier = uuid4()

    with transaction() as session:
        keys.new_key(session, "LAR", Scope.CASE, dossier)
        record(session, None, Line(Event.SEEDED))
    with transaction():
        pass

    assert dossier in shelf_of_keys.fetch([dossier])


def test_a_unit_asks_for_a_key_once(cellar, shelf_of_keys):
    dossier = uuid4()
    shelf_of_keys.create("LAR", Scope.CASE, dossier)

    with transaction() as session:
        first = keys.key_for(session, dossier)
        shelf_of_keys.destroy(dossier)
        again = keys.key_for(session, dossier)

    assert first is again


def test_a_key_that_is_gone_makes_the_dossier_unreadable(cellar):
    with transaction() as session, pytest.raises(Unreadable):
        keys.key_for(session, uuid4())


def test_a_unit_does_not_hold_the_keys_of_the_one_before(shelf_of_keys):
    dossier = uuid4()
    shelf_of_keys.create("LAR", Scope.CASE, dossier)
    with transaction() as session:
        keys.key_for(session, dossier)
    shelf_of_keys.destroy(dossier)

    with transaction() as session, pytest.raises(Unreadable):
        keys.key_for(session, dossier)


def test_keys_for_other_purposes_and_towns_differ(shelf_of_keys):
    asked = [("audit-0", "LAR"), ("audit-0", "BLA"), ("rows", ""), ("kek-1", "LAR"), ("cookie", "")]

    secrets = {shelf_of_keys.secret(*each): each for each in asked}

    assert len(secrets) == len(asked)
    assert secrets[shelf_of_keys.secret("rows")] == ("rows", "")
    assert shelf_of_keys.mark("throttle", b"a") != shelf_of_keys.mark("throttle", b"b")


def test_the_keys_live_apart_from_the_data(cellar, settings):
    names = sa.inspect(db.engine).get_table_names()

    if db.engine.dialect.name == "postgresql":
        assert keys.SCHEMA in sa.inspect(db.engine).get_schema_names()
    else:
        assert settings.keystore != settings.database
    assert "data_key" not in names


def test_the_table_of_keys_is_as_the_migration_made_it(cellar, shelf_of_keys):
    schema = keys.SCHEMA if db.engine.dialect.name == "postgresql" else None

    made = sa.inspect(shelf_of_keys._engine).get_columns("data_key", schema=schema)

    assert {column["name"] for column in made} == set(keys.data_key.c.keys())
