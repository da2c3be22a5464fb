"""The handle on the store, and the one way to work with it: a unit that commits or leaves nothing.

No statement runs outside a unit, units do not nest, and what changes rows goes through a flush (so
that the trail sees it) or through the few helpers that say ``direct_write``.
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from contextvars import ContextVar
from enum import Enum
from typing import Any, ClassVar, Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy import event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.orm.exc import StaleDataError

from pga.core.errors import StaleDossier

log: Final = logging.getLogger("pga")

NAMES: Final = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
PRAGMAS: Final = {
    "journal_mode": "wal",
    "synchronous": 2,
    "busy_timeout": 8000,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "recursive_triggers": 1,
    "secure_delete": 1,
    "cell_size_check": 1,
    "temp_store": 2,
}
READS: Final = re.compile(
    r"((select|begin|set transaction)\b|with\b(?!.*\b(insert|update|delete|merge)\b))"
    r"[^;]*;?\s*$",
    re.IGNORECASE | re.DOTALL,
)
"""Statements that leave rows as they are; whatever is not known to read, is taken to write.

Never two in one: behind a ``;`` PostgreSQL would run what this did not look at. And no savepoint:
what it takes back, the line in the trail included, the unit would believe to be covered.
"""


class Unit(Enum):
    """What a unit of work may do."""

    READ = "read"
    WRITE = "write"


class OutsideUnit(Exception):
    """A statement ran outside ``transaction()`` and ``glance()``, or a unit inside a unit."""


class UnseenWrite(Exception):
    """Rows would have changed without the trail seeing it."""


class Base(DeclarativeBase):
    """The base of all tables."""

    metadata = sa.MetaData(naming_convention=NAMES)

    __audited__: ClassVar[bool] = True
    """Whether a change of a row must be covered by a line in the trail."""
    __dossier__: ClassVar[str | None] = None
    """The attribute that holds the id of the dossier whose key seals this row."""


def table_of(model: type[Base]) -> sa.Table:
    """Return the table behind a model, for a statement that no flush makes."""
    table = model.__table__
    if not isinstance(table, sa.Table):
        raise TypeError(model.__name__)
    return table


class Row(Base):
    """A table whose rows have an id before they are inserted."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(sa.Uuid, primary_key=True, sort_order=-1)

    def __init__(self, **values: Any) -> None:
        values.setdefault("id", uuid4())
        super().__init__(**{"id": values.pop("id"), **values})


_unit: ContextVar[Unit | None] = ContextVar("unit", default=None)
_direct: ContextVar[bool] = ContextVar("direct", default=False)
_sent: ContextVar[bool] = ContextVar("sent", default=False)


@contextmanager
def direct_write() -> Iterator[None]:
    """Allow a write without a flush; only the chain, counters and throttles need it."""
    token = _direct.set(True)
    try:
        yield
    finally:
        _direct.reset(token)


class UnitSession(FlaskSession):
    """A session whose flush is the ordinary way to write."""

    def flush(self, objects: Any = None) -> None:
        """Write what changed; the listeners seal it and note it for the trail.

        Raises StaleDossier when somebody was first at one of the rows.
        """
        try:
            with direct_write():
                super().flush(objects)
        except StaleDataError:
            raise StaleDossier from None


db = SQLAlchemy(model_class=Base, session_options={"autoflush": False, "class_": UnitSession})


_first: Final[list[Callable[[Session], None]]] = []
_last: Final[list[Callable[[Session], None]]] = []


def done_first(act: Callable[[Session], None]) -> Callable[[Session], None]:
    """Let every unit that may write begin with this; what it raises, ends the unit."""
    _first.append(act)
    return act


def done_last(act: Callable[[Session], None]) -> Callable[[Session], None]:
    """Let this follow every commit; what it raises is an alarm, for the rows are there."""
    _last.append(act)
    return act


@contextmanager
def alarmed(when: str, act: Callable[..., object]) -> Iterator[None]:
    """Let what fails inside be a line in the log, without a word of what, and no failure."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - whatever it is, what went before stands
        # without the traceback, which can hold what was written
        log.error("%s after the %s in %s", type(error).__name__, when, act.__name__)  # noqa: TRY400


@contextmanager
def transaction() -> Iterator[Session]:
    """Open a unit that may write: all of it is committed at the end, or nothing."""
    with _opened(Unit.WRITE):
        for act in _first:
            act(db.session())
        yield db.session()
        db.session.commit()


@contextmanager
def glance() -> Iterator[Session]:
    """Open a unit that only reads, for what no law asks to log (sessions, settings).

    All its questions see the store as it was at the first.
    """
    with _opened(Unit.READ):
        yield db.session()


@contextmanager
def _opened(unit: Unit) -> Iterator[None]:
    if _unit.get() is not None:
        raise OutsideUnit("nested")
    opened, sent = _unit.set(unit), _sent.set(False)
    try:
        yield
    finally:
        # first of all: a thread that kept its unit would serve no request any more
        _unit.reset(opened)
        _let_go()
        _sent.reset(sent)


def _let_go() -> None:
    """Take back what was not committed; never raises.

    Where the connection is lost there is nothing to take back, and the unit itself said so.
    """
    session = db.session()
    try:
        session.rollback()
        session.close()
    except Exception:  # noqa: BLE001 - of whatever driver, at whatever moment
        with suppress(Exception):
            session.invalidate()
    finally:
        session.info.clear()


def may_be_committed() -> bool:
    """Tell whether the commit of this unit was sent: when its answer is lost, nobody knows more."""
    return _sent.get()


def ask(
    session: Session, question: sa.Executable, values: Mapping[str, Any] | None = None
) -> sa.CursorResult[*tuple[Any, ...]]:
    """Ask for columns, not for rows of a model: past what the session does to load those."""
    return session.connection().execute(question, values)


def may_write() -> bool:
    """Tell whether the unit that is open may change rows."""
    return _unit.get() is Unit.WRITE


def upsert(session: Session, table: sa.FromClause) -> Any:
    """Return an insert that can say what to do with a row that is there already."""
    return upsert_on(session.get_bind().dialect.name, table)


def upsert_on(dialect: str, table: sa.FromClause) -> Any:
    """Return the same for a dialect, so that it can be made once."""
    return (postgresql if dialect == "postgresql" else sqlite).insert(table)


def harden(engine: sa.Engine) -> None:
    """Give each connection of an SQLite engine its safe settings, read back."""
    # a lost connection is told once, by the unit that lost it, and without a word of the driver
    logging.getLogger("sqlalchemy.pool").setLevel(logging.CRITICAL)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _harden)


def watch(engine: sa.Engine) -> None:
    """Hang the watchers on the engine of the data: how a unit begins, and no unseen writes."""
    harden(engine)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "commit", _note_commit)
    event.listen(engine, "before_cursor_execute", _refuse_unseen)


def empty_the_log() -> None:
    """Bring what was committed into the file of SQLite: its log holds nothing that went.

    Outside a unit. What somebody else still reads stays until the next time. On PostgreSQL the
    server does this.
    """
    if db.engine.dialect.name == "sqlite":
        with closing(db.engine.raw_connection()) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _harden(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for name, value in PRAGMAS.items():
        connection.execute(f"PRAGMA {name} = {value}")
        got = connection.execute(f"PRAGMA {name}").fetchone()
        if got is None or got[0] != value:
            raise RuntimeError(f"PRAGMA {name} did not take")


def _begin(connection: sa.Connection) -> None:
    unit = _unit.get()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN" if unit is Unit.READ else "BEGIN IMMEDIATE")
    elif unit is Unit.READ:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _note_commit(_connection: sa.Connection) -> None:
    _sent.set(True)


def _refuse_unseen(
    _connection: sa.Connection,
    _cursor: object,
    statement: str,
    _parameters: object,
    _context: object,
    _many: object,
) -> None:
    unit = _unit.get()
    may_write = unit is None or (unit is Unit.WRITE and _direct.get())
    if not may_write and not READS.match(statement.lstrip()):
        raise UnseenWrite


@event.listens_for(db.session, "after_begin")
def _inside_a_unit(_session: Session, _transaction: object, _connection: object) -> None:
    if _unit.get() is None:
        raise OutsideUnit


@event.listens_for(db.session, "after_commit")
def _after_commit(session: Session) -> None:
    for act in _last:
        with alarmed("commit", act):
            act(session)
