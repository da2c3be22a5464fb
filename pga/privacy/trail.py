"""The audit trail: one line per act, in the transaction of the act, chained, keyed and append-only.

Each municipality has its own chain; what belongs to none is in the chain ``platform``. A line holds
ids, codes and field names, never values. A unit that changed an audited row without a line is
refused.
"""

import hashlib
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy import event as sa_event
from sqlalchemy.orm import Mapped, Session, mapped_column

from pga.access.policy import Actor, System
from pga.core import clock
from pga.core.columns import Moment, stored_enum
from pga.core.database import (
    Base,
    UnseenWrite,
    ask,
    db,
    direct_write,
    done_last,
    table_of,
    upsert,
)
from pga.privacy import heads, safe
from pga.privacy.changes import Change, changes_of, cover
from pga.privacy.events import Event, LineOutcome
from pga.privacy.history import keep_versions
from pga.privacy.keys import KeyStore, store_of

PLATFORM: Final = "platform"
START: Final = b"\0" * 32
EPOCH: Final = 0
"""The MAC key is static for now; the ratchet comes with production (decisions.md 6)."""


class AuditEvent(Base):
    """One line of the trail."""

    __tablename__ = "audit_event"
    __audited__ = False
    __table_args__ = (
        sa.UniqueConstraint("event_id"),
        sa.UniqueConstraint("municipality", "prev"),
        sa.Index("ix_audit_event_object", "object_id", "municipality", "seq"),
        sa.Index("ix_audit_event_actor", "actor_id", "municipality", "seq"),
    )

    municipality: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    seq: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    event_id: Mapped[UUID] = mapped_column(sa.Uuid)
    at: Mapped[datetime] = mapped_column(Moment)
    event: Mapped[Event] = mapped_column(stored_enum(Event, checked=False))
    outcome: Mapped[LineOutcome] = mapped_column(stored_enum(LineOutcome, "outcome"))
    actor_id: Mapped[UUID | None] = mapped_column(sa.Uuid)
    actor_role: Mapped[str] = mapped_column(sa.String(40))
    session_ref: Mapped[str] = mapped_column(sa.String(32))
    origin: Mapped[str] = mapped_column(sa.String(40))
    request_id: Mapped[str] = mapped_column(sa.String(32))
    object_kind: Mapped[str] = mapped_column(sa.String(40))
    object_id: Mapped[UUID | None] = mapped_column(sa.Uuid)
    purpose: Mapped[str] = mapped_column(sa.String(60))
    fields: Mapped[str] = mapped_column(sa.Text)
    row_digest: Mapped[str] = mapped_column(sa.Text)
    key_epoch: Mapped[int] = mapped_column(sa.Integer)
    prev: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    mac: Mapped[bytes] = mapped_column(sa.LargeBinary(32))


class AuditHead(Base):
    """The newest line of each chain; its row is the lock of the chain."""

    __tablename__ = "audit_head"
    __audited__ = False

    municipality: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    seq: Mapped[int] = mapped_column(sa.BigInteger)
    hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32))


EVENTS: Final = table_of(AuditEvent)
HEADS: Final = table_of(AuditHead)
HEAD_OF: Final = (
    sa.select(HEADS.c.seq, HEADS.c.hash)
    .where(HEADS.c.municipality == sa.bindparam("chain"))
    .with_for_update()
)
ADD: Final = sa.insert(EVENTS)
MOVE_HEAD: Final = (
    sa.update(HEADS)
    .where(HEADS.c.municipality == sa.bindparam("chain"))
    .values(seq=sa.bindparam("to_seq"), hash=sa.bindparam("to_hash"))
)
CHAINED: Final = tuple(c.name for c in EVENTS.columns if c.name not in {"hash", "mac"})


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request came from, without an address: joins the lines of one request."""

    request_id: str = ""
    network: str = "local"


@dataclass(frozen=True, slots=True)
class Object:
    """What an act was about."""

    kind: str = ""
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """What a use case says of its act."""

    event: Event
    about: Object = Object()
    fields: tuple[str, ...] = ()
    purpose: str = ""
    outcome: LineOutcome = LineOutcome.OK


NOWHERE: Final = Origin()
origin: ContextVar[Origin] = ContextVar("origin", default=NOWHERE)


@contextmanager
def coming_from(where: Origin) -> Iterator[None]:
    """Mark the lines written inside with where they come from."""
    token = origin.set(where)
    try:
        yield
    finally:
        origin.reset(token)


def record(
    session: Session,
    actor: Actor | System | None,
    line: Line,
    *,
    chain: str = "",
    reason: str | None = None,
    forgetting: bool = False,
) -> None:
    """Write one line and let it cover every row that this unit changed up to now.

    ``reason`` ("waarom") goes, sealed, into the history of the rows that changed. With
    ``forgetting`` no row keeps what it held before: that is what had to go. The last statement of
    a use case, so that the lock on the chain is held briefly.
    """
    session.flush()
    changes = changes_of(session)
    kept = [change for change in changes if change.former is None or not forgetting]
    keep_versions(session, actor, kept, reason)
    fields = tuple(sorted({*line.fields, *(name for change in changes for name in change.names)}))
    digests = _digests(store_of(session), changes)
    _append(
        session,
        actor,
        chain or (actor.municipality if isinstance(actor, Actor) else PLATFORM),
        [(line, fields, digests)],
    )
    cover(session)


def lock_chains(session: Session, chains: Iterable[str]) -> None:
    """Take the heads of several chains in the order of their code, before a unit writes in them.

    So no two units that write in the same chains ever wait for each other.
    """
    with direct_write():
        for chain in sorted(set(chains)):
            _locked_head(session, chain)


def record_reads(session: Session, actor: Actor, lines: Sequence[Line]) -> None:
    """Write one line for each shown dossier of a list, under one lock."""
    if lines:
        _append(session, actor, actor.municipality, [(line, line.fields, "") for line in lines])


def canonical(row: Mapping[str, Any]) -> bytes:
    """Return a line as bytes for the hash: fields in fixed order, each with its length in front."""
    return b"".join([_part(row[name]) for name in CHAINED])


def _append(
    session: Session,
    actor: Actor | System | None,
    chain: str,
    entries: Iterable[tuple[Line, tuple[str, ...], str]],
) -> None:
    store, where = store_of(session), origin.get()
    key, ref = store.secret(f"audit-{EPOCH}", chain), _session_ref(store, actor)
    with direct_write():
        seq, prev = _locked_head(session, chain)
        start = heads.ChainHead(seq, prev)
        rows = []
        for line, fields, digests in entries:
            seq += 1
            row = {
                "municipality": chain,
                "seq": seq,
                "event_id": uuid4(),
                "at": clock.now(),
                "event": line.event,
                "outcome": line.outcome,
                "actor_id": actor.id if actor else None,
                "actor_role": _capacity(actor),
                "session_ref": ref,
                "origin": where.network,
                "request_id": where.request_id,
                "object_kind": line.about.kind,
                "object_id": line.about.id,
                "purpose": line.purpose,
                "fields": ",".join(fields),
                "row_digest": digests,
                "key_epoch": EPOCH,
                "prev": prev,
            }
            prev = row["hash"] = hashlib.sha256(b"\0" + canonical(row)).digest()
            row["mac"] = safe.mark(key, prev)
            rows.append(row)
        session.connection().execute(ADD, rows)
        ask(session, MOVE_HEAD, {"chain": chain, "to_seq": seq, "to_hash": prev})
    grown: dict[str, heads.Growth] = session.info.setdefault("heads", {})
    before = grown[chain].before if chain in grown else start
    grown[chain] = heads.Growth(before, heads.ChainHead(seq, prev))


def _locked_head(session: Session, chain: str) -> tuple[int, bytes]:
    found = ask(session, HEAD_OF, {"chain": chain}).one_or_none()
    if found is None:
        insert = upsert(session, HEADS).values(municipality=chain, seq=0, hash=START)
        session.execute(insert.on_conflict_do_nothing())
        found = ask(session, HEAD_OF, {"chain": chain}).one()
    return found.seq, found.hash


def _capacity(actor: Actor | System | None) -> str:
    """Return the role of a person; of the system that it was the system."""
    if isinstance(actor, Actor):
        return actor.role.value
    return actor.kind.value if actor else ""


def _session_ref(store: KeyStore, actor: Actor | System | None) -> str:
    if not isinstance(actor, Actor) or actor.session is None:
        return ""
    return safe.mark(store.secret("session-ref"), actor.session.bytes).hex()[:32]


def _digests(store: KeyStore, changes: Sequence[Change]) -> str:
    last = {(change.table, str(change.row_id)): change.values for change in changes}
    lines = (
        f"{table} {row_id} {row_digest(store, table, row_id, values)}"
        for (table, row_id), values in last.items()
    )
    return "\n".join(sorted(lines))


def row_digest(store: KeyStore, table: str, row_id: str, values: Mapping[str, Any] | None) -> str:
    """Return the keyed digest of a row as it is stored; a deleted row has the digest of nothing.

    A column that holds nothing does not count, so that a new one leaves the old rows as they were.
    """
    held = sorted((name, value) for name, value in (values or {}).items() if value is not None)
    body = b"".join(_part(name) + _part(value) for name, value in held)
    return safe.mark(store.secret("rows"), _part(table) + _part(row_id) + body).hex()


_LENGTH: Final = struct.Struct(">I")
_NUMBER: Final = struct.Struct(">q")


def _part(value: Any) -> bytes:
    # texts first: most fields are one, and a long trail is checked with this
    if isinstance(value, str):
        body = b"s" + value.encode()
    elif value is None:
        body = b""
    elif isinstance(value, bytes):
        body = b"b" + value
    elif isinstance(value, int):
        body = b"i" + _NUMBER.pack(value)
    elif isinstance(value, UUID):
        body = b"u" + value.bytes
    elif isinstance(value, datetime):
        body = b"t" + _NUMBER.pack(round(value.timestamp() * 1_000_000))
    else:
        body = b"s" + str(value).encode()
    return _LENGTH.pack(len(body)) + body


@sa_event.listens_for(db.session, "before_commit")
def _refuse_uncovered(session: Session) -> None:
    session.flush()
    if changes_of(session):
        raise UnseenWrite(", ".join(sorted({change.table for change in changes_of(session)})))


@done_last
def _note_heads(session: Session) -> None:
    newest = session.info.pop("heads", None)
    if newest:
        heads.write(store_of(session).heads, newest)
