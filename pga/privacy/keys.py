"""The key store: a data key per dossier, wrapped, in a store of its own apart from the data.

A key is committed before the data that need it; what is left over after a crash is swept.
Destroying a dossier leaves a tombstone in the data transaction; the key goes after it
(decisions.md 7).
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.core import clock
from pga.core.columns import Moment
from pga.core.database import NAMES, upsert_on
from pga.privacy import safe
from pga.privacy.safe import DataKey, Unreadable

SCHEMA: Final = "pga_keys"
"""On PostgreSQL the keys have a schema of their own, so that a dump can leave them out."""
KEK_VERSION: Final = 1
MANY: Final = 500
"""From how many dossiers on it is quicker to fetch all keys of their municipality."""

metadata = sa.MetaData(naming_convention=NAMES)
data_key = sa.Table(
    "data_key",
    metadata,
    sa.Column("id", sa.Uuid, primary_key=True),
    sa.Column("municipality", sa.String(20), nullable=False),
    sa.Column("scope", sa.String(20), nullable=False),
    sa.Column("dossier_id", sa.Uuid, nullable=False, unique=True),
    sa.Column("kek_version", sa.Integer, nullable=False),
    sa.Column("wrapped", sa.LargeBinary, nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    sa.Index("ix_data_key_place", "municipality", "scope"),
)
belonging = sa.Table(
    "key_belonging",
    metadata,
    sa.Column("place", sa.SmallInteger, primary_key=True, autoincrement=False),
    sa.Column("installation_id", sa.Uuid, nullable=False),
    sa.Column("proof", sa.LargeBinary, nullable=False),
    sa.CheckConstraint("place = 1", name="one"),
)
"""To which installation these keys belong: one row, that never changes."""
WRAPPED: Final = sa.select(
    *(
        data_key.c[n]
        for n in ("id", "municipality", "scope", "dossier_id", "kek_version", "wrapped")
    )
)
"""What unwraps keys."""


class Scope(StrEnum):
    """What a data key is for."""

    CASE = "case"
    """One person case."""
    SIGNAL = "signal"
    """One worry before there is a case."""
    DRAFT = "draft"
    """One form draft that belongs to no dossier yet."""
    CONCEPT = "concept"
    """One concept-aanmelding."""
    GENERAL = "general"
    """What a municipality keeps apart from dossiers, such as contact persons of partners."""
    ACCOUNTS = "accounts"
    """Secrets of the second factor."""


@dataclass(frozen=True, slots=True)
class Identity:
    """To which installation a store says that it belongs."""

    installation_id: UUID
    proof: bytes
    """What only the root key of that installation makes of the id."""

    @property
    def row(self) -> dict[str, Any]:
        """Return it as a store holds it."""
        return {"installation_id": self.installation_id, "proof": self.proof}


def identity_in(connection: sa.Connection, table: sa.FromClause) -> Identity | None:
    """Return to which installation a store belongs."""
    question = sa.select(table.c.installation_id, table.c.proof)
    found = connection.execute(question).one_or_none()
    return Identity(*found) if found else None


def holds_keys(connection: sa.Connection, *but: Scope) -> bool:
    """Tell whether a key store has any key that is not of one of these scopes."""
    question = sa.select(data_key.c.id).where(data_key.c.scope.not_in(but)).limit(1)
    return connection.execute(question).first() is not None


class KeyStore:
    """The data keys of one installation, and the keys that are derived from its root key."""

    def __init__(self, engine: sa.Engine, root: bytes, heads: Path) -> None:
        schema = SCHEMA if engine.dialect.name == "postgresql" else None
        self.heads = heads
        self._root = root
        self._engine = engine.execution_options(
            schema_translate_map={None: schema}, isolation_level="AUTOCOMMIT"
        )

    def create(self, municipality: str, scope: Scope, dossier_id: UUID) -> DataKey:
        """Make and commit the key of a dossier that is about to be written."""
        key = DataKey(uuid4(), municipality, os.urandom(safe.KEY))
        row = {
            "id": key.id,
            "municipality": municipality,
            "scope": scope.value,
            "dossier_id": dossier_id,
            "kek_version": KEK_VERSION,
            "wrapped": safe.wrap(
                self._kek(municipality, KEK_VERSION), key, scope.value, KEK_VERSION
            ),
            "made_at": clock.now(),
        }
        with self._engine.begin() as connection:
            connection.execute(data_key.insert(), row)
        return key

    def fetch(self, dossier_ids: Iterable[UUID]) -> dict[UUID, DataKey]:
        """Return the keys of dossiers in one question; a destroyed dossier is simply not there."""
        wanted = list(dossier_ids)
        found: dict[UUID, DataKey] = {}
        with self._engine.connect() as connection:
            for chunk in (wanted[at : at + 500] for at in range(0, len(wanted), 500)):
                rows = connection.execute(WRAPPED.where(data_key.c.dossier_id.in_(chunk)))
                found |= self._unwrapped(rows)
        return found

    def fetch_all(self, municipality: str, scope: Scope) -> dict[UUID, DataKey]:
        """Return every key of a municipality, for what is compared with all its dossiers."""
        question = WRAPPED.where(
            data_key.c.municipality == municipality, data_key.c.scope == scope.value
        )
        with self._engine.connect() as connection:
            return self._unwrapped(connection.execute(question))

    def destroy(self, dossier_id: UUID) -> None:
        """Delete the key of a dossier: what it sealed is gone, in every copy."""
        with self._engine.begin() as connection:
            connection.execute(data_key.delete().where(data_key.c.dossier_id == dossier_id))

    def dossiers_before(self, scope: Scope, moment: datetime) -> set[UUID]:
        """Return which dossiers got a key before a moment, to find orphans."""
        question = sa.select(data_key.c.dossier_id).where(
            data_key.c.scope == scope.value, data_key.c.made_at < moment
        )
        with self._engine.connect() as connection:
            return set(connection.scalars(question))

    def dossiers(self) -> set[UUID]:
        """Return which dossiers have a key."""
        with self._engine.connect() as connection:
            return set(connection.scalars(sa.select(data_key.c.dossier_id)))

    def identity(self) -> Identity | None:
        """Return to which installation these keys belong."""
        with self._engine.connect() as connection:
            return identity_in(connection, belonging)

    def belong(self, installation_id: UUID) -> None:
        """Let these keys belong to an installation; what they belong to already stays."""
        row = {"place": 1, **self.identify(installation_id).row}
        insert = upsert_on(self._engine.dialect.name, belonging).values(row)
        with self._engine.begin() as connection:
            connection.execute(insert.on_conflict_do_nothing())

    def identify(self, installation_id: UUID) -> Identity:
        """Return the id of an installation with what only this root key makes of it."""
        return Identity(installation_id, self.mark("belonging", installation_id.bytes))

    def holds_keys(self, *but: Scope) -> bool:
        """Tell whether there is any key that is not of one of these scopes."""
        with self._engine.connect() as connection:
            return holds_keys(connection, *but)

    def secret(self, purpose: str, municipality: str = "") -> bytes:
        """Derive a key that no table holds: for the chain, row digests, cookies."""
        return safe.derive(self._root, f"pga-{purpose}:{municipality}")

    def mark(self, purpose: str, message: bytes) -> bytes:
        """Return a keyed digest of a message, for what must be compared but not read."""
        return safe.mark(self.secret(purpose), message)

    def _kek(self, municipality: str, version: int) -> bytes:
        return self.secret(f"kek-{version}", municipality)

    def _unwrapped(self, rows: Iterable[Any]) -> dict[UUID, DataKey]:
        wrappings: dict[tuple[str, int], bytes] = {}
        found: dict[UUID, DataKey] = {}
        for key_id, municipality, scope, dossier_id, version, wrapped in rows:
            which = municipality, version
            if which not in wrappings:
                wrappings[which] = self._kek(municipality, version)
            found[dossier_id] = safe.unwrap(
                wrappings[which], key_id, municipality, scope, version, wrapped
            )
        return found


_stores: WeakKeyDictionary[sa.Engine, KeyStore] = WeakKeyDictionary()


def attach(engine: sa.Engine, store: KeyStore) -> None:
    """Tell which key store belongs to the store behind an engine."""
    _stores[engine] = store


def store_of(session: Session) -> KeyStore:
    """Return the key store that belongs to a session."""
    bind = session.get_bind()
    return _stores[bind if isinstance(bind, sa.Engine) else bind.engine]


def key_for(session: Session, dossier_id: UUID) -> DataKey:
    """Return the key of a dossier for this unit; raises Unreadable when it is gone."""
    cached = _cached(session)
    if dossier_id not in cached:
        gather(session, (dossier_id,))
    try:
        return cached[dossier_id]
    except KeyError:
        raise Unreadable from None


def gather(session: Session, dossier_ids: Iterable[UUID], *, municipality: str = "") -> None:
    """Fetch the keys of many dossiers in few questions.

    When they are most of the cases of one ``municipality``, all of its keys come in one question:
    naming thousands of dossiers costs more than that.
    """
    cached = _cached(session)
    missing = set(dossier_ids) - cached.keys()
    if municipality and len(missing) > MANY:
        cached.update(store_of(session).fetch_all(municipality, Scope.CASE))
        missing -= cached.keys()
    if missing:
        cached.update(store_of(session).fetch(missing))


def new_key(session: Session, municipality: str, scope: Scope, dossier_id: UUID) -> DataKey:
    """Make the key of a new dossier; it is dropped again when the unit fails."""
    session.connection()  # what has not begun cannot fail: the key would stay
    key = store_of(session).create(municipality, scope, dossier_id)
    _cached(session)[dossier_id] = key
    session.info.setdefault("new keys", []).append(dossier_id)
    return key


def _cached(session: Session) -> dict[UUID, DataKey]:
    keys: dict[UUID, DataKey] = session.info.setdefault("keys", {})
    return keys


def forget_new(session: Session) -> None:
    """Drop the keys of dossiers that did not come to be."""
    for dossier_id in session.info.pop("new keys", ()):
        store_of(session).destroy(dossier_id)
