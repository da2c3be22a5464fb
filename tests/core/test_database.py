# ruff: noqa: PT012 - a unit that fails is more than one statement
import contextlib
import errno
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, OperationalError

from pga.cases.models.case import Case
from pga.core import database
from pga.core.database import (
    PRAGMAS,
    READS,
    OutsideUnit,
    UnseenWrite,
    db,
    direct_write,
    glance,
    harden,
    table_of,
    transaction,
)
from pga.core.errors import StaleDossier
from pga.privacy.events import Event
from pga.privacy.trail import Line, record
from pga.settings.models import Installation, Municipality
from tests.builders import a_case, an_actor
from tests.support.postgres import SUPERUSER


def towns():
    with glance() as session:
        return set(session.scalars(sa.select(Municipality.code)))


def huizen_founded(app):
    with app.app_context(), transaction() as session:
        session.add(Municipality(code="HUI", name="Huizen"))


@pytest.mark.parametrize("outer", [transaction, glance])
@pytest.mark.parametrize("inner", [transaction, glance])
def test_units_do_not_nest(cellar, outer, inner):
    with outer(), pytest.raises(OutsideUnit, match="nested"):
        inner().__enter__()

    assert database._unit.get() is None


def test_nothing_runs_outside_a_unit(cellar):
    with pytest.raises(OutsideUnit):
        db.session.scalar(sa.select(1))
    db.session.close()


def test_a_unit_has_no_savepoints(cellar):
    with pytest.raises(UnseenWrite), transaction() as session, session.begin_nested():
        session.scalar(sa.select(1))


def test_all_questions_of_a_glance_see_the_store_of_one_moment(cellar):
    with glance() as session:
        before = session.scalars(sa.select(Municipality.code)).all()
        with ThreadPoolExecutor(1) as pool:
            pool.submit(huizen_founded, cellar).result()

        assert session.scalars(sa.select(Municipality.code)).all() == before
    assert "HUI" in towns()


def test_a_unit_commits_all_of_it(cellar):
    with transaction() as session:
        session.add(Municipality(code="HUI", name="Huizen"))

    assert "HUI" in towns()


def test_a_unit_that_fails_leaves_nothing(cellar):
    with pytest.raises(ZeroDivisionError), transaction() as session:
        session.add(Municipality(code="HUI", name="Huizen"))
        session.flush()
        raise ZeroDivisionError

    assert "HUI" not in towns()


def test_a_unit_after_a_failed_one_begins_clean(cellar):
    with contextlib.suppress(ZeroDivisionError), transaction() as session:
        session.info["rubbish"] = True
        raise ZeroDivisionError

    with transaction() as session:
        assert "rubbish" not in session.info


def gone(monkeypatch, *names):
    """Let these acts of the driver fail, as they do when the connection is lost."""

    def fail(*_):
        raise db.engine.dialect.loaded_dbapi.OperationalError("the connection is closed")

    for name in names:
        monkeypatch.setattr(db.engine.dialect, name, fail)


@pytest.mark.parametrize("unit", [transaction, glance])
def test_a_rollback_that_fails_hides_no_error_and_leaves_no_unit_open(cellar, monkeypatch, unit):
    with monkeypatch.context() as lost, pytest.raises(ZeroDivisionError), unit() as session:
        session.scalar(sa.select(1))
        session.info["rubbish"] = True
        gone(lost, "do_rollback")
        raise ZeroDivisionError

    assert database._unit.get() is None
    with unit() as session:
        assert "rubbish" not in session.info
    assert "LAR" in towns()


def test_what_was_read_before_the_rollback_failed_was_read(cellar, monkeypatch, caplog):
    with monkeypatch.context() as lost, glance() as session:
        found = session.scalars(sa.select(Municipality.code)).all()
        gone(lost, "do_rollback")

    assert "LAR" in found
    assert database._unit.get() is None


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
@pytest.mark.parametrize("unit", [transaction, glance])
def test_a_backend_that_is_ended_ends_one_unit(cellar, postgres, unit):
    ended = "terminating connection due to administrator command"
    with pytest.raises(OperationalError, match=ended), unit() as session:
        pid = session.scalar(sa.text("SELECT pg_backend_pid()"))
        with postgres.connect("postgres", SUPERUSER, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))
        session.scalar(sa.text("SELECT 1"))

    assert database._unit.get() is None
    assert "LAR" in towns()


def test_what_follows_a_commit_alarms_and_never_raises(cellar, monkeypatch, caplog):
    def fail(_session):
        raise OSError(errno.ENOSPC, "No space left on device", "/somewhere")

    done = []
    monkeypatch.setattr(database, "_last", [fail, lambda _session: done.append(True)])

    with transaction() as session:
        session.add(Municipality(code="HUI", name="Huizen"))

    assert "HUI" in towns()
    assert done == [True]
    assert caplog.messages == ["OSError after the commit in fail"]


def test_a_glance_leaves_nothing(cellar):
    with contextlib.suppress(DatabaseError, UnseenWrite), glance() as session:
        session.add(Municipality(code="HUI", name="Huizen"))
        session.flush()

    assert "HUI" not in towns()


def test_a_glance_cannot_write_by_itself(cellar):
    with pytest.raises(UnseenWrite), glance() as session:
        session.execute(sa.insert(Municipality).values(code="HUI", name="Huizen"))

    assert "HUI" not in towns()


def test_a_glance_cannot_commit(cellar):
    with glance() as session:
        session.add(Municipality(code="HUI", name="Huizen"))
        with pytest.raises(UnseenWrite):
            session.commit()

    assert "HUI" not in towns()


def test_a_direct_write_is_seen_to_be_one(cellar):
    with transaction() as session, direct_write():
        session.execute(sa.insert(Municipality).values(code="HUI", name="Huizen"))

    assert "HUI" in towns()


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT 1",
        "select * from person",
        "BEGIN IMMEDIATE",
        "SET TRANSACTION READ ONLY",
        "WITH one AS (SELECT 1) SELECT * FROM one",
        "SELECT 1 ;\n",
    ],
)
def test_what_reads_is_known(statement):
    assert READS.match(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO person VALUES (1)",
        "replace into person values (1)",
        "UPDATE person SET place = 1",
        "delete from person",
        "MERGE INTO person USING x ON true WHEN MATCHED THEN DELETE",
        "TRUNCATE person",
        "DROP TABLE person",
        "ALTER TABLE person ADD x text",
        "COPY person FROM STDIN",
        "CALL forget()",
        "DO $$ BEGIN DELETE FROM person; END $$",
        "VACUUM",
        "ATTACH 'x' AS y",
        "PRAGMA writable_schema = 1",
        "SET ROLE pga_owner",
        "/* SELECT */ DELETE FROM person",
        "-- SELECT\nDELETE FROM person",
        "WITH one AS (SELECT 1)\nDELETE FROM person",
        "WITH one AS (DELETE FROM person RETURNING *) SELECT * FROM one",
        "SAVEPOINT one",
        "RELEASE SAVEPOINT one",
        "ROLLBACK TO SAVEPOINT one",
        "SELECT 1; DELETE FROM person",
        "SELECT 1;; DELETE FROM person",
        "BEGIN; DELETE FROM person",
        "WITH one AS (SELECT 1) SELECT * FROM one; COMMIT",
        "SELECTED",
    ],
)
def test_what_may_write_is_no_reading(statement):
    assert not READS.match(statement)


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", PRAGMAS)
def test_each_connection_has_its_safe_settings(cellar, name):
    with transaction() as session:
        got = session.connection().connection.dbapi_connection.execute(f"PRAGMA {name}")

        assert got.fetchone()[0] == PRAGMAS[name]


def test_a_setting_that_did_not_take_stops_the_connection(tmp_path, monkeypatch):
    monkeypatch.setitem(PRAGMAS, "cell_size_check", 7)
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'x.db'}")
    harden(engine)

    with pytest.raises(RuntimeError, match="PRAGMA cell_size_check did not take"):
        engine.connect()

    engine.dispose()


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_another_store_needs_no_pragma(cellar):
    harden(db.engine)

    assert towns() == {"LAR", "BLA", "EEM"}


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("unit", "locked"), [(transaction, True), (glance, False)])
def test_a_unit_that_may_write_takes_the_lock_at_once(cellar, unit, locked):
    with unit() as session:
        session.execute(sa.select(1))
        with db.engine.connect() as other:
            raw = other.connection.dbapi_connection
            raw.execute("PRAGMA busy_timeout = 0")
            taken = not can_begin(raw)

    assert taken is locked


def can_begin(raw):
    try:
        raw.execute("BEGIN IMMEDIATE")
    except Exception:  # noqa: BLE001 - of whatever driver
        return False
    raw.execute("ROLLBACK")
    return True


def test_the_second_of_two_writers_is_refused(cellar):
    number = a_case()
    with transaction() as session:
        case = session.scalars(sa.select(Case).filter_by(number=number)).one()
        case.urgent = True
        with direct_write():
            session.execute(sa.text("UPDATE pga_case SET version = version + 1"))

        with pytest.raises(StaleDossier):
            session.flush()
        session.rollback()


def test_a_model_has_its_table():
    assert table_of(Case) is Case.__table__

    with pytest.raises(TypeError, match="Base"):
        table_of(SimpleNamespace(__name__="Base", __table__=sa.select(1).subquery()))


def test_a_row_has_its_id_before_it_is_inserted(cellar):
    with transaction() as session:
        record(session, an_actor(), Line(Event.LIST))

    assert Case(number="LAR-2026-0001").id is not None
    assert Case(number="LAR-2026-0001").id != Case(number="LAR-2026-0001").id


def test_an_error_of_the_store_does_not_say_what_was_asked(cellar):
    with pytest.raises(DatabaseError) as failure, transaction() as session:
        session.add(Municipality(code="HUI", name="Laren"))
        session.flush()

    assert failure.value.hide_parameters or "Huizen" not in str(failure.value)


def test_an_installation_is_of_one_kind(cellar):
    with glance() as session:
        assert session.scalars(sa.select(Installation.kind)).all() == ["demo"]
