"""Compare each audited row with the last digest that the trail holds about it: silent changes show.

Only what the trail covers can be held against it. The tables that it does not cover are in the
report, so that nobody believes more than was checked.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.core.database import Base, Row, table_of
from pga.privacy.columns import SUFFIX, all_sealed
from pga.privacy.keys import KeyStore, data_key, store_of
from pga.privacy.tombstones import Tombstone
from pga.privacy.trail import EVENTS, row_digest
from pga.privacy.verify import Garbled, Told, as_stored, readable, unheard

BATCH: Final = 1000
KEYS: Final = data_key.name
"""Named for a dossier without a key; its row there is the dossier."""
WORDS: Final = 3
"""What a line says of one row: table, id and digest."""
SAID: Final = """
CREATE TABLE said (kind TEXT, id TEXT, digest TEXT, chain TEXT, seq INTEGER, at REAL);
CREATE TABLE seen (kind TEXT, id TEXT, PRIMARY KEY (kind, id)) WITHOUT ROWID;
"""


class RowFault(StrEnum):
    """What can be wrong with a row."""

    CHANGED = "changed"
    """It is not what the trail last said of it."""
    OLDER = "older"
    """It is what the trail said of it before: it was put back."""
    VANISHED = "vanished"
    """The trail knows it, and no line tells that it went."""
    APPEARED = "appeared"
    """No line tells that it came, or it is there again after it went."""
    KEYLESS = "keyless"
    """A dossier whose key is gone, though nothing says that it had to go."""
    UNREADABLE = "unreadable"
    """A row of this table holds what cannot be there; the rest of the table was not compared."""


@dataclass(frozen=True, slots=True)
class RowFinding:
    """Which row is not as the trail says."""

    table: str
    row_id: str
    """Empty when it cannot be told which."""
    fault: RowFault


@dataclass(frozen=True, slots=True)
class RowReport:
    """How many rows were compared in which tables, what was found, and what was left out."""

    rows: Mapping[str, int]
    findings: tuple[RowFinding, ...]
    uncovered: tuple[str, ...]
    """The tables whose rows no line of the trail covers."""

    @property
    def whole(self) -> bool:
        """Tell whether each row is as the trail says."""
        return not self.findings


def covered_tables() -> list[sa.Table]:
    """Return the tables of which each change is in the trail."""
    models = (mapper.class_ for mapper in Base.registry.mappers)
    covered = (table_of(m) for m in models if issubclass(m, Row) and m.__audited__)
    return sorted(covered, key=lambda table: table.name)


def count(session: Session) -> int:
    """Return how many lines and rows there are to go through."""
    return sum(
        session.scalar(sa.select(sa.func.count()).select_from(table)) or 0
        for table in (EVENTS, *covered_tables())
    )


def verify_rows(session: Session, told: Told = unheard) -> RowReport:
    """Compare the rows with the trail; what the trail said waits on disk, not in memory.

    It believes the lines: that they are whole, ``verify`` tells. All within one ``glance``.
    """
    store, covered = store_of(session), covered_tables()
    counted: dict[str, int] = {}
    findings: list[RowFinding] = []
    with closing(sqlite3.connect("")) as said:  # a file without a name, gone when it is closed
        said.executescript(SAID)
        _listen(session, said, told)
        for table in covered:
            counted[table.name] = 0
            try:
                for batch in _rows(session, table):
                    findings.extend(_compared(store, said, table.name, batch))
                    counted[table.name] += len(batch)
                    told(len(batch))
            except Garbled:
                findings.append(RowFinding(table.name, "", RowFault.UNREADABLE))
            else:
                findings.extend(_gone(store, said, table.name))
    findings.extend(
        RowFinding(KEYS, str(one), RowFault.KEYLESS) for one in sorted(_keyless(session, store))
    )
    names = {table.name for table in covered}
    return RowReport(counted, tuple(findings), tuple(sorted(Base.metadata.tables.keys() - names)))


def _listen(session: Session, said: sqlite3.Connection, told: Told) -> None:
    """Write down what each line says of rows."""
    columns = (EVENTS.c.municipality, EVENTS.c.seq, EVENTS.c.at, EVENTS.c.row_digest)
    question = sa.select(*columns).execution_options(yield_per=BATCH)
    with session.execute(question) as lines:
        for batch in lines.partitions():
            said.executemany(
                "INSERT INTO said VALUES (?, ?, ?, ?, ?, ?)",
                (
                    (*words, line.municipality, line.seq, line.at.timestamp())
                    for line in batch
                    for words in map(str.split, line.row_digest.splitlines())
                    if len(words) == WORDS
                ),
            )
            told(len(batch))
    said.execute("CREATE INDEX ix_said ON said (kind, id)")


def _rows(session: Session, table: sa.Table) -> Iterator[list[dict[str, Any]]]:
    question = sa.select(*as_stored(table)).execution_options(yield_per=BATCH)
    with session.execute(question) as rows:
        yield from readable(rows)


def _compared(
    store: KeyStore, said: sqlite3.Connection, table: str, rows: list[dict[str, Any]]
) -> Iterator[RowFinding]:
    for row in rows:
        row_id = str(row["id"])
        last, earlier = _account_of(said, table, row_id)
        digest = row_digest(store, table, row_id, row)
        if digest in last:
            continue
        if not last or row_digest(store, table, row_id, None) in last:
            yield RowFinding(table, row_id, RowFault.APPEARED)
        else:
            old = RowFault.OLDER if digest in earlier else RowFault.CHANGED
            yield RowFinding(table, row_id, old)
    said.executemany("INSERT INTO seen VALUES (?, ?)", ((table, str(row["id"])) for row in rows))


def _gone(store: KeyStore, said: sqlite3.Connection, table: str) -> Iterator[RowFinding]:
    missing = said.execute(
        "SELECT id FROM said WHERE kind = :it EXCEPT SELECT id FROM seen WHERE kind = :it",
        {"it": table},
    )
    for (row_id,) in missing:
        last, _ = _account_of(said, table, row_id)
        if row_digest(store, table, row_id, None) not in last:
            yield RowFinding(table, row_id, RowFault.VANISHED)


def _keyless(session: Session, store: KeyStore) -> set[UUID]:
    """Return the dossiers of which texts stand here that no key opens any more."""
    sealed: set[UUID] = set()
    for model, name in all_sealed():
        if model.__audited__ and model.__dossier__:
            dossier, cell = getattr(model, model.__dossier__), getattr(model, name + SUFFIX)
            sealed.update(session.scalars(sa.select(dossier).where(cell.is_not(None)).distinct()))
    return sealed - store.dossiers() - set(session.scalars(sa.select(Tombstone.dossier_id)))


def _account_of(said: sqlite3.Connection, table: str, row_id: str) -> tuple[set[str], set[str]]:
    """Return the digest that the trail gave last, and all that it gave.

    In one chain the number says which was last, between chains the clock; when two chains have one
    moment, either will do.
    """
    lines = said.execute(
        "SELECT chain, digest, at FROM said WHERE kind = ? AND id = ? ORDER BY seq", (table, row_id)
    ).fetchall()
    newest = {chain: (at, digest) for chain, digest, at in lines}
    moment = max((at for at, _ in newest.values()), default=0.0)
    last = {digest for at, digest in newest.values() if at == moment}
    return last, {digest for _, digest, _ in lines}
