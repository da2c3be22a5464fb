"""Check the trail: every line, link and mark, and the heads inside and outside the store."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.privacy import safe
from pga.privacy.heads import ChainHead
from pga.privacy.keys import KeyStore, store_of
from pga.privacy.trail import EVENTS, HEADS, START, canonical

BATCH: Final = 2000


class ChainFault(StrEnum):
    """What can be wrong with a chain."""

    GAP = "gap"
    """A number is missing, double or out of order."""
    LINK = "link"
    """A line does not hold the hash of the line before."""
    HASH = "hash"
    """A line was changed."""
    MAC = "mac"
    """A line was made without the key."""
    HEAD = "head"
    """The head in the database is not the last line."""
    ANCHOR = "anchor"
    """The chain lacks the head that was noted outside: a cut tail or a full rewrite."""


@dataclass(frozen=True, slots=True)
class ChainFinding:
    """What is wrong, and where it starts."""

    chain: str
    seq: int
    fault: ChainFault


@dataclass(frozen=True, slots=True)
class Report:
    """How many lines were read, of which chains, and what was found."""

    lines: Mapping[str, int]
    findings: tuple[ChainFinding, ...]

    @property
    def whole(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.findings


class Garbled(Exception):
    """A row holds what no column of ours can hold: somebody wrote it past the app."""


Told = Callable[[int], None]
"""Hears now and then that so many more are done."""


def unheard(_more: int) -> None:
    """Tell nobody."""


def verify(session: Session, anchors: Mapping[str, ChainHead], told: Told = unheard) -> Report:
    """Check all chains against their heads and the heads noted outside.

    The anchors are read before the first question of the unit: what is noted then is in the store.
    """
    store = store_of(session)
    known = {
        row.municipality: ChainHead(row.seq, row.hash) for row in session.execute(sa.select(HEADS))
    }
    written = set(session.scalars(sa.select(EVENTS.c.municipality).distinct()))
    lines: dict[str, int] = {}
    findings: list[ChainFinding] = []
    for chain in sorted(known.keys() | written | anchors.keys()):
        ends = Ends(known.get(chain), anchors.get(chain))
        count, fault = check(chain, _rows(session, chain, told), ends, _mac_keys(store, chain))
        lines[chain] = count
        findings.extend([fault] if fault else [])
    return Report(lines, tuple(findings))


def signed_here(session: Session) -> bool:
    """Tell whether this root key made the trail of a store; an empty trail is anybody's.

    Only the last line of each chain is asked: whether all of it is whole, ``verify`` tells.
    """
    store = store_of(session)
    last = sa.and_(EVENTS.c.municipality == HEADS.c.municipality, EVENTS.c.seq == HEADS.c.seq)
    columns = (EVENTS.c.municipality, EVENTS.c.key_epoch, EVENTS.c.hash, EVENTS.c.mac)
    lines = session.execute(sa.select(*columns).join(HEADS, last)).all()
    return not lines or any(
        safe.same(safe.mark(_mac_keys(store, chain)(epoch), digest), mac)
        for chain, epoch, digest, mac in lines
    )


@dataclass(frozen=True, slots=True)
class Ends:
    """Where a chain should end: the head in the store, and the one that was noted outside."""

    head: ChainHead | None
    anchor: ChainHead | None


def check(
    chain: str, lines: Iterable[Mapping[str, Any]], ends: Ends, mac_key: Callable[[int], bytes]
) -> tuple[int, ChainFinding | None]:
    """Check the lines of one chain, in order; return how many were good, and the first fault.

    It asks no store: ``mac_key`` gives the key of an epoch.
    """
    seq, prev, anchor = 0, START, ends.anchor
    anchored = anchor is None or anchor.seq == 0
    try:
        for line in lines:
            fault = _fault(line, ChainHead(seq, prev), mac_key)
            if fault:
                return seq, ChainFinding(chain, seq + 1, fault)
            seq, prev = line["seq"], line["hash"]
            anchored = anchored or anchor == ChainHead(seq, prev)
    except Garbled:
        return seq, ChainFinding(chain, seq + 1, ChainFault.HASH)
    if ends.head != ChainHead(seq, prev):
        return seq, ChainFinding(chain, seq, ChainFault.HEAD)
    if not anchored:
        return seq, ChainFinding(chain, seq, ChainFault.ANCHOR)
    return seq, None


def _fault(
    line: Mapping[str, Any], before: ChainHead, mac_key: Callable[[int], bytes]
) -> ChainFault | None:
    if line["seq"] != before.seq + 1:
        return ChainFault.GAP
    if line["prev"] != before.hash:
        return ChainFault.LINK
    if hashlib.sha256(b"\0" + canonical(line)).digest() != line["hash"]:
        return ChainFault.HASH
    if not safe.same(safe.mark(mac_key(line["key_epoch"]), line["hash"]), line["mac"]):
        return ChainFault.MAC
    return None


def _mac_keys(store: KeyStore, chain: str) -> Callable[[int], bytes]:
    return cache(lambda epoch: store.secret(f"audit-{epoch}", chain))


def _rows(session: Session, chain: str, told: Told) -> Iterator[Mapping[str, Any]]:
    question = sa.select(*as_stored(EVENTS)).where(EVENTS.c.municipality == chain)
    ordered = question.order_by(EVENTS.c.seq).execution_options(yield_per=BATCH)
    with session.execute(ordered) as found:
        for batch in readable(found):
            yield from batch
            told(len(batch))


def as_stored(table: sa.Table) -> list[sa.ColumnElement[Any]]:
    """Return the columns of a table with codes as text, also those that no list knows."""
    return [
        sa.type_coerce(column, sa.String).label(column.name)
        if isinstance(column.type, sa.Enum)
        else column
        for column in table.columns
    ]


def readable(found: sa.Result[Any]) -> Iterator[list[dict[str, Any]]]:
    """Give rows in batches; raises Garbled when one holds what its column cannot hold."""
    batches = found.mappings().partitions()
    while True:
        try:
            batch = [dict(row) for row in next(batches)]
        except StopIteration:
            return
        except (LookupError, TypeError, ValueError, AttributeError):
            raise Garbled from None
        yield batch
