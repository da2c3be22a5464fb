# ruff: noqa: S608 - names of our own
import hashlib
import re
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

import pga
from pga.access.permissions import Role
from pga.cases.models.case import CaseTerm
from pga.cases.models.doors import EmergencyAccess
from pga.cases.room import CASES
from pga.cases.rules.feedback import FeedbackEnd, FeedbackGiven
from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind
from pga.cases.rules.triage import FeedbackMeans
from pga.cases.services.feedback import give_feedback
from pga.core import clock, schema
from pga.core.database import Base, transaction
from pga.core.schema import Store
from pga.dossiers.services.emergency import review
from pga.privacy import drafts, keys
from pga.privacy.events import Event
from pga.privacy.trail import Line, record
from tests.builders import a_case, a_sharing_table, a_user, an_emergency
from tests.support.postgres import APP, AUDIT, OWNER
from tests.support.rows import row_of
from tests.support.some import some

pytestmark = pytest.mark.bare

ROOMS = Path(pga.__file__).parent
for path in sorted(
    [*ROOMS.glob("*/models.py"), *ROOMS.glob("*/models/*.py"), *ROOMS.glob("privacy/*.py")]
):
    import_module(".".join(path.relative_to(ROOMS.parent).with_suffix("").parts))

APPEND_ONLY = (
    *("audit_event", "disclosure", "state_change"),
    *("emergency_access", "emergency_review", "sharing_approval", "sharing_version"),
)
REVISIONS = {
    store: [r.revision for r in ScriptDirectory.from_config(schema.config(store)).walk_revisions()]
    for store in Store
}

ALL_THE_WAY = [
    REVISIONS[Store.DATA][-1],
    *(pytest.param(one, marks=pytest.mark.torture) for one in REVISIONS[Store.DATA][1:-1]),
]
"""Down to the first shape and up by each later one; by night down to each shape."""


@pytest.fixture
def owner(store, settings):
    """An engine with the rights of who migrates."""
    url = sa.make_url(settings.database)
    engine = sa.create_engine(url.set(username=OWNER) if url.username else url)
    yield engine
    engine.dispose()


@pytest.fixture
def key_owner(store, settings):
    url = sa.make_url(settings.keystore)
    engine = sa.create_engine(url.set(username=OWNER) if url.username else url)
    yield engine
    engine.dispose()


@pytest.fixture
def filled(cellar, store):
    """A store with something in every table that the use cases fill."""
    user = a_user()
    place = drafts.DraftPlace(user.id, "LAR", "cases.register")
    drafts.save(place, [["surname", "Van Zonnedauw"]])
    for state in (State.REFERRED, State.REJECTED, State.PLANNING, State.CLOSED):
        number = a_case(state, linked=[user.id])
        if state is State.PLANNING:
            told = FeedbackGiven(
                ended_as=FeedbackEnd.GIVEN, on=clock.today(), means=FeedbackMeans.PHONE
            )
            give_feedback(user.actor, number, 1, told)
    without_newer_terms()
    store.release()


def without_newer_terms():
    """Take away the terms of kinds that older shapes do not know: they end with such a shape."""
    with transaction() as session:
        question = sa.select(CaseTerm).where(CaseTerm.kind.in_([TermKind.FEEDBACK]))
        for term in session.scalars(question):
            session.delete(term)
        record(session, None, Line(Event.SEEDED))


@pytest.fixture
def watched(filled, store, cellar):
    """The same, with a noodtoegang and a table of what may be shared, which older shapes lack."""
    number = a_case(State.PLANNING)
    an_emergency(a_user().actor, number)
    access = row_of(EmergencyAccess)
    review(a_user(Role.DPO).actor, CASES, access.id, justified=True, note="De meldkamer vroeg het.")
    a_sharing_table()
    store.release()


def contents(engine):
    """Return all rows as they are stored, table by table."""
    with engine.connect() as connection:
        return {
            name: [dict(row) for row in connection.exec_driver_sql(all_of(name)).mappings()]
            for name in tables_of(engine)
        }


def columns_of(engine):
    """Return the columns of each table."""
    with engine.connect() as connection:
        names = tables_of(engine)
        return {name: list(connection.exec_driver_sql(all_of(name)).keys()) for name in names}


def digests(found, known):
    """Return the number of rows and a digest of all of them, as far as an older shape knows."""
    told = {}
    for name, columns in known.items():
        rows = sorted(repr([row[column] for column in columns]) for row in found[name])
        told[name] = (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest())
    return told


def all_of(name):
    return f'SELECT * FROM "{name}"'


def tables_of(engine):
    names = sa.inspect(engine).get_table_names()
    return [name for name in names if not name.startswith("alembic_")]


def shape(engine):
    """Return everything that the store says of its own shape."""
    if engine.dialect.name == "sqlite":
        question = "SELECT type, name, tbl_name, sql FROM sqlite_master"
    else:
        question = (
            "SELECT table_name, column_name, data_type, is_nullable, column_default"
            " FROM information_schema.columns WHERE table_schema = 'public'"
        )
    with engine.connect() as connection:
        return {told(row) for row in connection.execute(sa.text(question))}


def told(row):
    """Return a row as text; a rebuilt table may tell its constraints in another order."""
    return str([sorted(re.split(r",?\s*\n\s*", str(value))) for value in row])


def test_a_filled_store_has_all_its_rows_after_each_step_down_and_up_again(filled, owner):
    before = contents(owner)
    assert len(before["person"]) == 4

    for above, below in some(pairwise(REVISIONS[Store.DATA])):
        schema.downgrade(owner, Store.DATA, below)
        known, there = columns_of(owner), contents(owner)
        schema.upgrade(owner, Store.DATA, above)
        assert digests(contents(owner), known) == digests(before, known), above
        before = there  # the next step goes down from here


@pytest.mark.parametrize("revision", ALL_THE_WAY)
def test_a_filled_store_that_goes_down_and_up_has_all_its_rows(filled, owner, revision):
    before = contents(owner)

    schema.downgrade(owner, Store.DATA, revision)
    known = columns_of(owner)
    schema.upgrade(owner, Store.DATA)

    assert len(before["person"]) == 4
    assert digests(contents(owner), known) == digests(before, known)


def test_a_store_that_went_down_and_up_has_the_same_shape(cellar, store, owner):
    store.release()
    before = shape(owner)

    schema.downgrade(owner, Store.DATA)
    assert tables_of(owner) == []
    schema.upgrade(owner, Store.DATA)

    assert shape(owner) == before


def test_a_filled_store_can_be_taken_down(filled, owner):
    schema.downgrade(owner, Store.DATA)

    assert tables_of(owner) == []


def test_the_key_store_goes_down_and_up(cellar, store, key_owner):
    store.release()

    schema.downgrade(key_owner, Store.KEYS)
    with pytest.raises(schema.UnknownSchema):
        schema.require_current(key_owner, Store.KEYS)
    schema.upgrade(key_owner, Store.KEYS)

    assert schema.require_current(key_owner, Store.KEYS) is None


def of_the_house(_object, name, kind, _reflected, _compared):
    return kind != "table" or not name.startswith("alembic_")


def test_the_tables_are_those_of_the_models(owner):
    options = {"compare_type": True, "compare_server_default": True, "include_object": of_the_house}

    with owner.connect() as connection:
        differences = compare_metadata(
            MigrationContext.configure(connection, opts=options), Base.metadata
        )

    assert differences == []


def test_the_table_of_keys_is_that_of_the_code(key_owner):
    translated = {None: keys.SCHEMA if key_owner.dialect.name == "postgresql" else None}

    with key_owner.connect().execution_options(schema_translate_map=translated) as connection:
        rows = connection.execute(sa.select(keys.data_key)).all()

    assert rows == []


def bare(table, name):
    return str(name).removeprefix(f"ck_{table.name}_")


def test_the_store_checks_what_the_models_say_it_checks(owner):
    inspector = sa.inspect(owner)

    for table in some(Base.metadata.sorted_tables):
        said = {
            bare(table, each.name)
            for each in table.constraints
            if isinstance(each, sa.CheckConstraint)
        }
        checked = {
            bare(table, found["name"]) for found in inspector.get_check_constraints(table.name)
        }
        assert checked == said, table.name


def test_a_noodtoegang_ends_when_the_store_goes_to_a_shape_that_does_not_know_it(watched, owner):
    links = len(contents(owner)["case_link"])

    schema.downgrade(owner, Store.DATA, "0005")
    schema.upgrade(owner, Store.DATA)

    found = contents(owner)
    assert len(found["case_link"]) == links - 1
    assert found["emergency_access"] == found["emergency_review"] == []


@pytest.mark.parametrize("table", ["emergency_access", "emergency_review"])
def test_a_noodtoegang_and_its_judgement_stay_as_they_are(watched, owner, table):
    column = {"emergency_access": "cause", "emergency_review": "justified"}[table]

    for statement in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
        with owner.begin() as connection, pytest.raises(sa.exc.DBAPIError, match="append-only"):
            connection.exec_driver_sql(statement)


@pytest.mark.parametrize("table", ["state_change", "emergency_access", "emergency_review"])
def test_of_a_register_only_the_words_can_be_overwritten(watched, owner, table):
    words = {"state_change": "reason"}.get(table, "note")
    names = {column["name"] for column in sa.inspect(owner).get_columns(table)}

    for name in some(names - {words}):
        with owner.begin() as connection, pytest.raises(sa.exc.DBAPIError, match="append-only"):
            connection.exec_driver_sql(f"UPDATE {table} SET {name} = {name}")
    with owner.begin() as connection:
        connection.exec_driver_sql(f"UPDATE {table} SET {words} = {words}")


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize("table", ["emergency_access", "emergency_review"])
def test_nothing_takes_the_place_of_a_noodtoegang(watched, owner, table):
    with owner.begin() as connection, pytest.raises(sa.exc.DBAPIError, match="append-only"):
        connection.exec_driver_sql(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_no_row_lost_its_parent(filled, owner):
    schema.downgrade(owner, Store.DATA, REVISIONS[Store.DATA][-1])
    schema.upgrade(owner, Store.DATA)

    with owner.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_migration_that_leaves_an_orphan_stops(filled, owner):
    with owner.begin() as connection:
        connection.exec_driver_sql("DELETE FROM organisation")

    with pytest.raises(RuntimeError, match="5 rows lost their parent"):
        schema.upgrade(owner, Store.DATA)


# --- the roles of PostgreSQL


@pytest.fixture
def as_role(store, postgres, request):
    connections = []

    def connect(role):
        connections.append(postgres.connect("fresh", role, autocommit=True))
        return connections[-1]

    yield connect
    for connection in connections:
        connection.close()


REFUSED = [
    *(
        (APP, f"UPDATE {table} SET {column} = {column}")
        for table, column in zip(
            APPEND_ONLY,
            ("fields", "given_on", "checks", "cause", "justified", "from_on", "number"),
            strict=True,
        )
    ),
    *((APP, f"DELETE FROM {table}") for table in (*APPEND_ONLY, "audit_head")),
    *((APP, f"TRUNCATE {table}") for table in (*APPEND_ONLY, "person")),
    (APP, "DROP TRIGGER audit_event_no_change ON audit_event"),
    (APP, "ALTER TABLE audit_event DISABLE TRIGGER ALL"),
    (APP, "SET session_replication_role = replica"),
    (APP, "CREATE TABLE mine (x int)"),
    (APP, "DROP TABLE person"),
    (APP, "UPDATE alembic_data SET version_num = 'x'"),
    (APP, "UPDATE alembic_keys SET version_num = 'x'"),
    (APP, "UPDATE pga_keys.data_key SET kek_version = 2"),
    (APP, "TRUNCATE pga_keys.data_key"),
    (APP, "UPDATE row_migration SET code = code"),
    (APP, "DELETE FROM row_migration"),
    (AUDIT, "SELECT * FROM person"),
    (AUDIT, "SELECT * FROM user_account"),
    (AUDIT, "SELECT * FROM pga_keys.data_key"),
    (AUDIT, "INSERT INTO audit_head VALUES ('LAR', 1, 'x')"),
    (AUDIT, "UPDATE audit_head SET seq = 0"),
    (AUDIT, "DELETE FROM audit_event"),
    (AUDIT, "CREATE TABLE mine (x int)"),
]


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
@pytest.mark.parametrize(("role", "statement"), REFUSED)
def test_a_role_may_not(as_role, role, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_role(role).execute(statement)


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("role", "statement"),
    [
        (AUDIT, "SELECT * FROM audit_event"),
        (AUDIT, "SELECT * FROM audit_head"),
        (APP, "SELECT * FROM audit_event"),
        (APP, "UPDATE person SET place = place"),
        (APP, "DELETE FROM pga_keys.data_key"),
    ],
)
def test_a_role_may(as_role, role, statement):
    assert as_role(role).execute(statement).rowcount == 0


@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_not_even_the_owner_changes_what_is_append_only_by_accident(watched, as_role, table):
    with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
        as_role(OWNER).execute(f"DELETE FROM {table}")
    with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
        as_role(OWNER).execute(f"TRUNCATE {table} CASCADE")


def test_the_migrations_are_a_single_line_each():
    assert all(revisions == sorted(revisions, reverse=True) for revisions in REVISIONS.values())
