"""Ways in which code could write past the trail, each with what comes of it.

A way is tried on a store with one case. It is refused and leaves nothing; or a line of the trail
covers what it did; or ``audit verify --rows`` finds it; or it wrote nothing at all.
"""
# ruff: noqa: S608 - the names in these statements are our own

import contextlib
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Final
from uuid import UUID, uuid4

import psycopg
import sqlalchemy as sa
from sqlalchemy.orm import Session, attributes, make_transient

from pga.cases.models.case import Case, Person, StateChange
from pga.core import database
from pga.core.database import db, direct_write, glance, table_of, transaction, upsert
from pga.privacy import trail
from pga.privacy.changes import changes_of, cover
from pga.privacy.events import Event
from pga.privacy.trail import EVENTS, HEADS, Line, Object, record
from tests.builders import an_actor

CASE: Final = table_of(Case)
PERSON: Final = table_of(Person)
CHANGE: Final = "UPDATE pga_case SET urgent = true"
EMPTY: Final = "DELETE FROM person"
DOUBLE: Final = (
    "INSERT INTO case_link (id, case_id, user_id, kind, from_on)"
    " SELECT '{id}', case_id, user_id, kind, from_on FROM case_link LIMIT 1"
)
SQLITE: Final = "sqlite"
POSTGRESQL: Final = "postgresql"


class Comes(Enum):
    """What comes of a way."""

    REFUSED = auto()
    COVERED = auto()
    FOUND = auto()
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a way is tried: the case that stands there, and its one person."""

    case_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True)
class Way:
    comes: Comes
    tried: Callable[[Place], object]
    only: str


WAYS: Final[dict[str, Way]] = {}


def way(says: str, comes: Comes, only: str = "") -> Callable[[Any], Any]:
    """Register a way that opens its own connection or unit."""

    def register(tried: Callable[[Place], object]) -> Callable[[Place], object]:
        assert says not in WAYS
        WAYS[says] = Way(comes, tried, only)
        return tried

    return register


def inside(says: str, comes: Comes, only: str = "") -> Callable[[Any], Any]:
    """Register a way within a unit that may write."""

    def register(tried: Callable[[Session, Place], object]) -> object:
        def opened(place: Place) -> None:
            with transaction() as session:
                tried(session, place)

        return way(says, comes, only)(opened)

    return register


def statement(says: str, make: Callable[[Place], Any], only: str = "", **options: Any) -> None:
    """Register a statement that a session is handed within a unit: never let through."""

    def tried(session: Session, place: Place) -> None:
        session.execute(make(place), **options)

    inside(f"a session executes {says}", Comes.REFUSED, only)(tried)


def by_driver(says: str, text: str, only: str = "") -> None:
    """Register SQL that goes to the driver of the unit's own connection."""

    def tried(session: Session, _place: Place) -> None:
        session.connection().exec_driver_sql(text)

    inside(f"the driver is handed {says}", Comes.REFUSED, only)(tried)


@contextlib.contextmanager
def own() -> Any:
    """Open a connection that knows nothing of PGA, with the rights of the app."""
    url = db.engine.url
    connection = (
        sqlite3.connect(url.database)
        if url.drivername == SQLITE
        else psycopg.connect(host=url.query["host"], user=url.username, dbname=url.database)
    )
    with contextlib.closing(connection):
        yield connection
        connection.commit()


def apart(says: str, comes: Comes, *texts: str, only: str = "") -> None:
    """Register SQL on a connection of one's own."""

    def tried(_place: Place) -> None:
        with own() as connection:
            for text in texts:
                connection.execute(text.format(id=uuid4().hex))

    way(f"a connection of one's own {says}", comes, only)(tried)


def case_in(session: Session) -> Case:
    return session.scalars(sa.select(Case)).one()


def person_in(session: Session) -> Person:
    return session.scalars(sa.select(Person)).one()


def told(session: Session, place: Place) -> None:
    record(session, an_actor(), Line(Event.CORRECTED, Object("case", place.case_id)))


def copied(place: Place) -> Any:
    names = [column.name for column in PERSON.columns if column.name != "id"]
    row = sa.select(sa.literal(uuid4(), sa.Uuid), *(PERSON.c[name] for name in names))
    return ["id", *names], row.where(PERSON.c.id == place.person_id)


# --- statements, handed to the session of a unit

statement("an update of a model", lambda _: sa.update(Case).values(urgent=True))
statement(
    "an update of many rows by their keys",
    lambda _: sa.update(Case),
    params=[{"id": uuid4(), "urgent": True, "version": 1}],
)
statement("an update of a table", lambda _: CASE.update().values(urgent=True))
statement(
    "an update that returns", lambda _: sa.update(CASE).values(urgent=True).returning(CASE.c.id)
)
statement(
    "an update that reads from another table",
    lambda _: sa.update(CASE).values(urgent=True).where(CASE.c.id == PERSON.c.case_id),
)
statement("a delete of a model", lambda _: sa.delete(Person))
statement("a delete of a table", lambda _: PERSON.delete())
statement("a delete that returns", lambda _: sa.delete(PERSON).returning(PERSON.c.id))
statement(
    "an insert of a model",
    lambda place: sa.insert(StateChange).values(
        id=uuid4(), case_id=place.case_id, state="closed", at=None, by=uuid4(), checks=""
    ),
)
statement("an insert from a question", lambda place: sa.insert(PERSON).from_select(*copied(place)))
statement(
    "an upsert",
    lambda place: upsert(db.session(), PERSON).from_select(*copied(place)).on_conflict_do_nothing(),
)
statement("text that updates", lambda _: sa.text(CHANGE))
statement("text that deletes", lambda _: sa.text(EMPTY))
statement("text that inserts", lambda _: sa.text(DOUBLE.format(id=uuid4().hex)))
statement("text in small letters", lambda _: sa.text(CHANGE.lower()))
statement("text behind white space", lambda _: sa.text(f"\n\t  {CHANGE}"))
statement("text behind a remark", lambda _: sa.text(f"/* SELECT 1 */ {CHANGE}"))
statement("text behind a line of remark", lambda _: sa.text(f"-- SELECT 1\n{CHANGE}"))
statement("text behind a harmless question", lambda _: sa.text(f"SELECT 1; {CHANGE}"))
statement(
    "text behind a name for a question", lambda _: sa.text(f"WITH one AS (SELECT 1) {CHANGE}")
)
statement(
    "an update within a question",
    lambda _: sa.select(sa.update(CASE).values(urgent=True).returning(CASE.c.id).cte("done").c.id),
)
statement(
    "INSERT OR REPLACE",
    lambda _: sa.text("INSERT OR REPLACE INTO person SELECT * FROM person"),
    SQLITE,
)
statement("REPLACE INTO", lambda _: sa.text("REPLACE INTO person SELECT * FROM person"), SQLITE)
statement(
    "an insert with a prefix",
    lambda place: sa.insert(PERSON).prefix_with("OR REPLACE").from_select(*copied(place)),
    SQLITE,
)
statement(
    "MERGE",
    lambda _: sa.text(
        "MERGE INTO pga_case USING person ON true WHEN MATCHED THEN UPDATE SET urgent = true"
    ),
    POSTGRESQL,
)
statement("TRUNCATE", lambda _: sa.text("TRUNCATE third_party_mark"), POSTGRESQL)
statement("a block of code", lambda _: sa.text(f"DO $$ BEGIN {CHANGE}; END $$"), POSTGRESQL)
statement("a prepared statement", lambda _: sa.text(f"PREPARE later AS {CHANGE}"), POSTGRESQL)
statement("an explanation that runs it", lambda _: sa.text(f"EXPLAIN ANALYZE {CHANGE}"), POSTGRESQL)
statement("a copy from a file", lambda _: sa.text("COPY person FROM '/etc/hostname'"), POSTGRESQL)
statement("an early commit", lambda _: sa.text("COMMIT"))

by_driver("an update", CHANGE)
by_driver("a delete", EMPTY)
by_driver("a table to drop", "DROP TABLE third_party_mark")
by_driver("a trigger to drop", "DROP TRIGGER audit_event_update", SQLITE)
by_driver("a schema to open", "PRAGMA writable_schema = 1", SQLITE)
by_driver("triggers to keep quiet", "PRAGMA recursive_triggers = 0", SQLITE)
by_driver("another store to attach", "ATTACH ':memory:' AS other", SQLITE)
by_driver("triggers to switch off", "ALTER TABLE audit_event DISABLE TRIGGER ALL", POSTGRESQL)
by_driver("another role", "SET ROLE pga_owner", POSTGRESQL)
by_driver("a replica's manners", "SET session_replication_role = replica", POSTGRESQL)
by_driver("a line of the trail to remove", "DELETE FROM audit_event")
by_driver("the head of a chain to set", "UPDATE audit_head SET seq = 0")


@inside("the connection of a unit executes a table's update", Comes.REFUSED)
def _(session: Session, _place: Place) -> None:
    session.connection().execute(sa.update(CASE).values(urgent=True))


@inside("the driver is handed many rows at once", Comes.REFUSED)
def _(session: Session, place: Place) -> None:
    mark = "?" if session.get_bind().dialect.name == SQLITE else "%s"
    key = place.case_id.hex if mark == "?" else place.case_id
    text = f"{CHANGE} WHERE id = {mark}"
    session.connection().exec_driver_sql(text, [(key,), (key,)])


@inside("a query updates", Comes.REFUSED)
def _(session: Session, _place: Place) -> None:
    session.query(Case).update({"urgent": True})


@inside("a query updates what it fetched", Comes.REFUSED)
def _(session: Session, _place: Place) -> None:
    session.query(Case).update({"urgent": True}, synchronize_session="fetch")


@inside("a query deletes", Comes.REFUSED)
def _(session: Session, _place: Place) -> None:
    session.query(Person).delete()


@inside("a session updates mappings in bulk", Comes.REFUSED)
def _(session: Session, place: Place) -> None:
    row = {"id": place.case_id, "urgent": True, "version": case_in(session).version}
    session.bulk_update_mappings(Case, [row])


@inside("a session inserts mappings in bulk", Comes.REFUSED)
def _(session: Session, place: Place) -> None:
    found = dict(session.execute(sa.select(PERSON)).mappings().one())
    sealed = {f"{name}_sealed": found.pop(name) for name in ("surname", "call_name", "birth")}
    sealed["residence_sealed"] = found.pop("residence")
    session.bulk_insert_mappings(Person, [found | sealed | {"id": uuid4()}])


@inside("a session saves objects in bulk", Comes.REFUSED)
def _(session: Session, _place: Place) -> None:
    case = case_in(session)
    case.urgent = True
    session.bulk_save_objects([case])


@inside("a plain session of another maker writes within a unit", Comes.REFUSED, POSTGRESQL)
def _(_session: Session, _place: Place) -> None:
    with Session(db.engine) as other:
        case_in(other).urgent = True
        other.commit()


@inside("a savepoint takes the line back and keeps the change", Comes.REFUSED)
def _(session: Session, place: Place) -> None:
    case_in(session).urgent = True
    session.flush()
    with contextlib.suppress(ZeroDivisionError), session.begin_nested():
        told(session, place)
        raise ZeroDivisionError


@inside("a savepoint is asked for by its own name", Comes.REFUSED)
def _(session: Session, _place: Place) -> None:
    session.execute(sa.text("SAVEPOINT one"))


@way("a unit that only reads changes an object", Comes.REFUSED)
def _(_place: Place) -> None:
    with glance() as session:
        case_in(session).urgent = True
        session.commit()


# --- through the flush, where the hooks see it


@inside("an object changes and no line tells so", Comes.REFUSED)
def _(session: Session, _place: Place) -> None:
    case_in(session).urgent = True


@inside("an object changes after the line", Comes.REFUSED)
def _(session: Session, place: Place) -> None:
    told(session, place)
    case_in(session).urgent = True


@inside("an object changes with a line", Comes.COVERED)
def _(session: Session, place: Place) -> None:
    case_in(session).urgent = True
    told(session, place)


@inside("an object is removed and no line tells so", Comes.REFUSED)
def _(session: Session, _place: Place) -> None:
    session.delete(person_in(session))


@inside("an object is removed with a line", Comes.COVERED)
def _(session: Session, place: Place) -> None:
    session.delete(person_in(session))
    told(session, place)


@inside("a sealed text changes and no line tells so", Comes.REFUSED)
def _(session: Session, _place: Place) -> None:
    person_in(session).surname = "Lisdodde"


@inside("sealed bytes are put in past the seal", Comes.REFUSED)
def _(session: Session, _place: Place) -> None:
    person_in(session).surname_sealed = b"plain"


@inside("a question is assigned for a value", Comes.REFUSED)
def _(session: Session, _place: Place) -> None:
    case_in(session).urgent = sa.not_(CASE.c.urgent)


@inside("a question is assigned for a value, with a line", Comes.COVERED)
def _(session: Session, place: Place) -> None:
    case_in(session).urgent = sa.not_(CASE.c.urgent)
    told(session, place)


@inside("a value is flagged as changed", Comes.REFUSED)
def _(session: Session, _place: Place) -> None:
    attributes.flag_modified(case_in(session), "urgent")


@inside("a value is set as if it came from the store", Comes.NOTHING)
def _(session: Session, _place: Place) -> None:
    attributes.set_committed_value(case_in(session), "urgent", value=True)


@inside("a changed object is let go of", Comes.NOTHING)
def _(session: Session, _place: Place) -> None:
    case = case_in(session)
    case.urgent = True
    session.expunge(case)


@inside("a detached object comes back changed", Comes.REFUSED)
def _(session: Session, _place: Place) -> None:
    case = case_in(session)
    session.expunge(case)
    case.urgent = True
    session.merge(case)


@inside("a detached object comes back changed, with a line", Comes.COVERED)
def _(session: Session, place: Place) -> None:
    case = case_in(session)
    session.expunge(case)
    case.urgent = True
    session.merge(case)
    told(session, place)


@inside("an object is made new under another id", Comes.REFUSED)
def _(session: Session, _place: Place) -> None:
    person = person_in(session)
    make_transient(person)
    person.id = uuid4()
    session.add(person)


@inside("an object gets another id, with a line", Comes.FOUND)
def _(session: Session, place: Place) -> None:
    person_in(session).id = uuid4()
    told(session, place)


@inside("a unit commits early by hand", Comes.REFUSED)
def _(session: Session, _place: Place) -> None:
    case_in(session).urgent = True
    session.commit()


@inside("a flush of the plain kind is called", Comes.REFUSED)
def _(session: Session, _place: Place) -> None:
    case_in(session).urgent = True
    Session.flush(session)


# --- for somebody who sets out to: the hooks and helpers of the cellar themselves


@inside("the direct door of the cellar is used on a case", Comes.FOUND)
def _(session: Session, _place: Place) -> None:
    with direct_write():
        session.execute(sa.update(CASE).values(urgent=True))


@inside("changes are called covered without a line", Comes.FOUND)
def _(session: Session, _place: Place) -> None:
    case_in(session).urgent = True
    session.flush()
    cover(session)


@inside("the list of changes is emptied", Comes.FOUND)
def _(session: Session, _place: Place) -> None:
    case_in(session).urgent = True
    session.flush()
    changes_of(session).clear()


@way("the listener at the commit is removed", Comes.FOUND)
def _(_place: Place) -> None:
    hook = (db.session, "before_commit", trail._refuse_uncovered)
    sa.event.remove(*hook)
    try:
        with transaction() as session:
            case_in(session).urgent = True
            session.flush()
    finally:
        sa.event.listen(*hook)


@way("the watcher of the engine is removed", Comes.FOUND)
def _(_place: Place) -> None:
    hook = (db.engine, "before_cursor_execute", database._refuse_unseen)
    sa.event.remove(*hook)
    try:
        with transaction() as session:
            session.execute(sa.update(CASE).values(urgent=True))
    finally:
        sa.event.listen(*hook)


@way("the engine is used outside of a unit", Comes.FOUND)
def _(_place: Place) -> None:
    with db.engine.begin() as connection:
        connection.execute(sa.update(CASE).values(urgent=True))


@way("a plain session of another maker writes outside of a unit", Comes.FOUND)
def _(_place: Place) -> None:
    with Session(db.engine) as other:
        case_in(other).urgent = True
        other.commit()


@way("a thread that knows of no unit writes", Comes.FOUND)
def _(_place: Place) -> None:
    engine = db.engine

    def write() -> None:
        with engine.begin() as connection:
            connection.exec_driver_sql(CHANGE)

    thread = threading.Thread(target=write)
    thread.start()
    thread.join()


@inside("a raw cursor of the unit's connection updates", Comes.FOUND)
def _(session: Session, _place: Place) -> None:
    session.connection().connection.cursor().execute(CHANGE)


@inside("a raw cursor removes many rows at once", Comes.FOUND)
def _(session: Session, place: Place) -> None:
    mark = "?" if session.get_bind().dialect.name == SQLITE else "%s"
    key = place.person_id.hex if mark == "?" else place.person_id
    cursor = session.connection().connection.cursor()
    cursor.executemany(f"{EMPTY} WHERE id = {mark}", [(key,)])


@way("a raw script of many statements runs", Comes.FOUND, SQLITE)
def _(_place: Place) -> None:
    with own() as connection:
        connection.executescript(f"{CHANGE}; {EMPTY};")


# --- with a connection of one's own

apart("updates", Comes.FOUND, CHANGE)
apart("deletes", Comes.FOUND, EMPTY)
apart("inserts", Comes.FOUND, DOUBLE)
apart("sets the head of a chain", Comes.FOUND, "UPDATE audit_head SET seq = seq - 1")
apart("removes the head of a chain", Comes.FOUND, "DELETE FROM audit_head", only=SQLITE)
apart("removes the head of a chain there", Comes.REFUSED, "DELETE FROM audit_head", only=POSTGRESQL)
apart("removes lines of the trail", Comes.REFUSED, "DELETE FROM audit_event")
apart("changes lines of the trail", Comes.REFUSED, "UPDATE audit_event SET purpose = ''")
apart("changes a register", Comes.REFUSED, "UPDATE state_change SET checks = ''")
apart("empties a register", Comes.REFUSED, "DELETE FROM state_change")
apart("truncates the trail", Comes.REFUSED, "TRUNCATE audit_event", only=POSTGRESQL)
apart("truncates a table", Comes.REFUSED, "TRUNCATE third_party_mark", only=POSTGRESQL)
apart(
    "switches triggers off",
    Comes.REFUSED,
    "ALTER TABLE audit_event DISABLE TRIGGER ALL",
    only=POSTGRESQL,
)
apart(
    "drops a trigger there",
    Comes.REFUSED,
    "DROP TRIGGER audit_event_no_change ON audit_event",
    only=POSTGRESQL,
)
apart(
    "makes a rule",
    Comes.REFUSED,
    "CREATE RULE quiet AS ON INSERT TO audit_event DO INSTEAD NOTHING",
    only=POSTGRESQL,
)
apart(
    "behaves as a replica", Comes.REFUSED, "SET session_replication_role = replica", only=POSTGRESQL
)
apart("takes the role of the owner", Comes.REFUSED, "SET ROLE pga_owner", only=POSTGRESQL)
apart(
    "merges",
    Comes.FOUND,
    "MERGE INTO pga_case USING person ON pga_case.id = person.case_id"
    " WHEN MATCHED THEN UPDATE SET urgent = true",
    only=POSTGRESQL,
)
apart(
    "replaces",
    Comes.FOUND,
    "PRAGMA recursive_triggers = 0",
    "INSERT OR REPLACE INTO person (id, case_id, place, role, surname, call_name, birth,"
    " residence, version) SELECT id, case_id, 7, role, surname, call_name, birth,"
    " residence, version FROM person",
    only=SQLITE,
)
apart(
    "updates or replaces", Comes.FOUND, "UPDATE OR REPLACE pga_case SET urgent = true", only=SQLITE
)
apart(
    "replaces a register",
    Comes.REFUSED,
    "PRAGMA recursive_triggers = 0",
    "REPLACE INTO state_change SELECT * FROM state_change",
    only=SQLITE,
)
apart(
    "replaces lines of the trail",
    Comes.REFUSED,
    "PRAGMA recursive_triggers = 0",
    "REPLACE INTO audit_event SELECT * FROM audit_event",
    only=SQLITE,
)
apart(
    "drops a trigger and changes lines",
    Comes.FOUND,
    "DROP TRIGGER audit_event_update",
    "UPDATE audit_event SET purpose = 'other'",
    only=SQLITE,
)
apart(
    "drops a trigger and changes a register",
    Comes.FOUND,
    "DROP TRIGGER state_change_update",
    "UPDATE state_change SET checks = 'other'",
    only=SQLITE,
)
apart(
    "rewrites the schema and removes lines",
    Comes.FOUND,
    "PRAGMA writable_schema = 1",
    "DELETE FROM sqlite_schema WHERE type = 'trigger'",
    "PRAGMA writable_schema = RESET",
    "DELETE FROM audit_event WHERE seq = 1",
    only=SQLITE,
)


@way("another store is attached and written through", Comes.FOUND, SQLITE)
def _(_place: Place) -> None:
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("ATTACH ? AS pga", (db.engine.url.database,))
        connection.execute("UPDATE pga.pga_case SET urgent = true")
        connection.commit()


@way("bytes are written into a cell past all SQL", Comes.FOUND, SQLITE)
def _(_place: Place) -> None:
    with own() as connection, connection.blobopen("person", "surname", 1) as cell:
        cell[60] ^= 1


@way("bytes are written into a mark of the trail past all SQL", Comes.FOUND, SQLITE)
def _(_place: Place) -> None:
    with own() as connection, connection.blobopen("audit_event", "mac", 1) as cell:
        cell[0] ^= 1


@way("an older file of the store is put back", Comes.FOUND, SQLITE)
def _(place: Place) -> None:
    with own() as connection, contextlib.closing(sqlite3.connect(":memory:")) as kept:
        connection.backup(kept)
        with transaction() as session:
            case_in(session).urgent = True
            told(session, place)
        kept.backup(connection)


@way("rows are copied in", Comes.FOUND, POSTGRESQL)
def _(_place: Place) -> None:
    names = "id, case_id, user_id, kind, from_on"
    with own() as connection:
        row = list(connection.execute(f"SELECT {names} FROM case_link LIMIT 1").fetchone())
        with connection.cursor().copy(f"COPY case_link ({names}) FROM STDIN") as copying:
            copying.write_row([uuid4(), *row[1:]])


def next_line(connection: sqlite3.Connection, **changes: Any) -> tuple[str, list[Any]]:
    """Return an honest next line of the chain, but for what is changed, as a REPLACE."""
    connection.row_factory = sqlite3.Row
    last = connection.execute(
        "SELECT * FROM audit_event WHERE municipality = 'LAR' ORDER BY seq DESC"
    )
    row = dict(last.fetchone())
    row |= {"seq": row["seq"] + 1, "prev": row["hash"], "event_id": uuid4().hex, "hash": b"\1" * 32}
    row |= changes
    marks = ", ".join("?" for _ in row)
    return f"REPLACE INTO audit_event ({', '.join(row)}) VALUES ({marks})", list(row.values())


def replacing(says: str, column: str) -> None:
    """Register a next line that collides with an old one in one thing that is unique."""

    def tried(_place: Place) -> None:
        with own() as connection:
            old = connection.execute(
                f"SELECT {column} FROM audit_event WHERE municipality = 'LAR' ORDER BY seq"
            ).fetchone()[0]
            connection.execute("PRAGMA recursive_triggers = 0")
            connection.execute(*next_line(connection, **{column: old}))

    way(f"a line takes the {says} of an old one and replaces it", Comes.REFUSED, SQLITE)(tried)


replacing("number", "seq")
replacing("link", "prev")
replacing("event id", "event_id")
replacing("row number", "rowid")


@way("a change of state takes the row number of an old one and replaces it", Comes.REFUSED, SQLITE)
def _(_place: Place) -> None:
    with own() as connection:
        connection.execute("PRAGMA recursive_triggers = 0")
        connection.execute(
            "REPLACE INTO state_change (rowid, id, case_id, to_state, at, moved_by, checks)"
            " SELECT rowid, ?, case_id, to_state, at, moved_by, checks FROM state_change",
            (uuid4().hex,),
        )


@way("lines are written through the table of the trail", Comes.REFUSED, SQLITE)
def _(_place: Place) -> None:
    with db.engine.begin() as connection:
        connection.execute(sa.insert(EVENTS).from_select(EVENTS.c, sa.select(EVENTS)))


@way("the head is moved through its table", Comes.FOUND)
def _(_place: Place) -> None:
    with db.engine.begin() as connection:
        connection.execute(sa.update(HEADS).values(seq=HEADS.c.seq + 1))
