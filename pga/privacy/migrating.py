"""Old rows: bring what stands to what the code of today expects, row by row, as the system.

What a migration of the tables cannot do without making a lie of the trail: fill a column of rows
that are under a digest, or seal a text under the key of its dossier. Each row that changes has a
line of its own (decisions.md 43). Which migrations there are, the roof says.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from pga.access.permissions import Permission
from pga.access.policy import System, require
from pga.core import clock
from pga.core.columns import Moment
from pga.core.database import Base, Row, direct_write, glance, table_of, transaction, upsert_on
from pga.privacy.columns import Closed, dossier_of
from pga.privacy.context import AccessContext
from pga.privacy.events import Event
from pga.privacy.keys import KeyStore, gather, key_for, store_of
from pga.privacy.safe import Unreadable
from pga.privacy.tombstones import Tombstone
from pga.privacy.trail import PLATFORM, Line, Object, record
from pga.privacy.verify import signed_here

BATCH: Final = 10
"""How many rows one transaction brings over: the lock on a chain is held as long."""
MANY: Final = 500
"""Of how many dossiers the keys are tried at once."""


class RowsDone(Base):
    """A migration of old rows that found nothing left to do."""

    __tablename__ = "row_migration"
    __audited__ = False

    code: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    done_at: Mapped[datetime] = mapped_column(Moment)


@dataclass(frozen=True, slots=True)
class RowMigration:
    """How the old rows of one table become what the code of today expects."""

    code: str
    """What the trail calls it, at most 60 characters; never used twice."""
    model: type[Row]
    wants: sa.ColumnElement[bool]
    """Which rows are old. It holds no more of a row that was changed: so it is known where to go on
    after a kill, and a row of today is left alone."""
    change: Callable[[Session, Any, AccessContext], None]
    """Bring one row over: assign, and open what is needed of its dossier through the context."""
    about: str = "case"
    """What kind of thing the line is about: that to which the row belongs, else the row itself."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of one migration in this run."""

    code: str
    rows: int
    destroyed: int
    """Old rows of destroyed dossiers: without a key nothing of them changes any more."""


class OtherRoot(Exception):
    """The trail of this store was made with another root key."""


class ShutRows(Exception):
    """Rows whose key is gone without a tombstone, or which do not open; as (table, id)."""

    def __init__(self, rows: Sequence[tuple[str, UUID]]) -> None:
        super().__init__(f"{len(rows)} rows")
        self.rows = tuple(rows)


class Unsettled(Exception):
    """A migration left rows as old as they were: a fault in the migration."""


Told = Callable[[int, int], None]
"""Hears how many of how many rows are over."""


def waiting(connection: sa.Connection, migrations: Iterable[RowMigration]) -> list[str]:
    """Return the codes of the migrations that are not done in a store, in their order."""
    done = set(connection.scalars(sa.select(table_of(RowsDone).c.code)))
    return [one.code for one in migrations if one.code not in done]


def begin(connection: sa.Connection, migrations: Iterable[RowMigration]) -> None:
    """Note in a store that was just made that it has no old rows."""
    for one in migrations:
        connection.execute(_done(connection.dialect.name, one.code))


def bring_over(actor: System, migrations: Sequence[RowMigration], told: Told) -> list[Brought]:
    """Bring the old rows of a store over; a run that was killed goes on where it was.

    In units of ten rows; a row and its line are in one. Before the first is changed, the root key
    is held against the trail, and the keys of all old rows are tried. Raises OtherRoot, ShutRows or
    Refused.
    """
    require(actor, Permission.INSTALLATION_KEEP)
    with glance() as session:
        if not signed_here(session):
            raise OtherRoot
        codes = waiting(session.connection(), migrations)
        todo = [one for one in migrations if one.code in codes]
        shut = [row for one in todo for row in _shut(session, one)]
    if shut:
        raise ShutRows(shut)
    return [_bring_over(actor, one, told) for one in todo]


def _bring_over(actor: System, migration: RowMigration, told: Told) -> Brought:
    with glance() as session:
        of = _count(session, migration, _living(migration))
        destroyed = _count(session, migration, ~_living(migration))
    over = 0
    # From the start once more while there are: a server that was not stopped, or a second run of
    # this, may work behind us.
    while not _finished(migration):
        after = None
        while ids := _ten(actor, migration, after):
            over, after = over + len(ids), ids[-1]
            told(over, max(of, over))
    return Brought(migration.code, over, destroyed)


def _finished(migration: RowMigration) -> bool:
    """Note that a migration is done when nothing is left for it; tell whether it is."""
    with transaction() as session:
        if _count(session, migration, _living(migration)):
            return False
        with direct_write():
            session.execute(_done(session.get_bind().dialect.name, migration.code))
        return True


def _ten(actor: System, migration: RowMigration, after: UUID | None) -> list[UUID]:
    """Bring the next rows over in one unit; return their ids, none when there are no more."""
    table = table_of(migration.model)
    question = sa.select(migration.model).where(migration.wants, _living(migration))
    if after is not None:
        question = question.where(table.c.id > after)
    with transaction() as session:
        found = session.scalars(question.order_by(table.c.id).limit(BATCH).with_for_update()).all()
        ids = [row.id for row in found]
        gather(session, _dossiers(found))
        # chain by chain, in one order: so that no two ever wait for each other
        chained = ((_chain(session, row), row) for row in found)
        for chain, row in sorted(chained, key=itemgetter(0)):
            _one(session, actor, migration, row, chain)
        if _count(session, migration, table.c.id.in_(ids)):
            raise Unsettled(migration.code)
    return ids


def _one(session: Session, actor: System, migration: RowMigration, row: Row, chain: str) -> None:
    context = AccessContext(session)
    about = row.id if migration.model.__dossier__ is None else dossier_of(row)
    try:
        migration.change(session, row, context)
        if not context.saw_only(about):
            raise Closed(migration.code)
        line = Line(
            Event.MIGRATED,
            Object(migration.about, about),
            context.fields(about),
            migration.code,
        )
        record(session, actor, line, chain=chain)
    except Unreadable:
        raise ShutRows([(row.__tablename__, row.id)]) from None


def _chain(session: Session, row: Row) -> str:
    """Return the chain of the municipality to which a row belongs."""
    if type(row).__dossier__ is not None:
        try:
            return key_for(session, dossier_of(row)).municipality
        except Unreadable:
            raise ShutRows([(row.__tablename__, row.id)]) from None
    found: str = getattr(row, "municipality", PLATFORM)
    return found


def _dossiers(rows: Iterable[Row]) -> list[UUID]:
    return [dossier_of(row) for row in rows if type(row).__dossier__ is not None]


def _living(migration: RowMigration) -> sa.ColumnElement[bool]:
    """Hold for the rows of dossiers that were not destroyed."""
    if migration.model.__dossier__ is None:
        return sa.true()
    dossier = getattr(migration.model, migration.model.__dossier__)
    return ~sa.exists().where(Tombstone.dossier_id == dossier)


def _count(session: Session, migration: RowMigration, which: sa.ColumnElement[bool]) -> int:
    """Count old rows."""
    question = sa.select(sa.func.count()).select_from(table_of(migration.model))
    return session.execute(question.where(migration.wants, which)).scalar_one()


def _shut(session: Session, migration: RowMigration) -> Iterator[tuple[str, UUID]]:
    """Give the old rows of which the key is not there, though nothing says that it had to go."""
    if migration.model.__dossier__ is None:
        return
    model, store = migration.model, store_of(session)
    dossier = getattr(model, migration.model.__dossier__)
    question = sa.select(model.id, dossier).where(migration.wants, _living(migration))
    rows = session.execute(question.order_by(model.id).execution_options(yield_per=MANY))
    for batch in rows.partitions():
        there = _with_key(store, sorted({dossier_id for _, dossier_id in batch}))
        for row_id, dossier_id in batch:
            if dossier_id not in there:
                yield model.__tablename__, row_id


def _with_key(store: KeyStore, dossiers: list[UUID]) -> set[UUID]:
    """Return the dossiers whose key is there and unwraps; a bad one is found by halving."""
    try:
        return set(store.fetch(dossiers))
    except Unreadable:
        half = len(dossiers) // 2
        if not half:
            return set()
        return _with_key(store, dossiers[:half]) | _with_key(store, dossiers[half:])


def _done(dialect: str, code: str) -> sa.Executable:
    note: sa.Executable = (
        upsert_on(dialect, table_of(RowsDone))
        .values(code=code, done_at=clock.now())
        .on_conflict_do_nothing()
    )
    return note
