"""Check the trail: every line, link and mark, and the heads inside and outside the store."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.privacy import safe
from pga.privacy.heads import Head
from pga.privacy.keys import KeyStore, store_of
from pga.privacy.trail import EVENTS, HEADS, START, canonical

BATCH: Final = 2000


class Fault(StrEnum):
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
class Finding:
    """What is wrong, and where it starts."""

    chain: str
    seq: int
    fault: Fault


@dataclass(frozen=True, slots=True)
class Report:
    """How many lines were read, of which chains, and what was found."""

    lines: Mapping[str, int]
    findings: tuple[Finding, ...]

    @property
    def whole(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.findings


def verify(session: Session, anchors: Mapping[str, Head]) -> Report:
    """Check all chains against their heads and the heads noted outside."""
    store = store_of(session)
    known = {row.municipality: Head(row.seq, row.hash) for row in session.execute(sa.select(HEADS))}
    written = set(session.scalars(sa.select(EVENTS.c.municipality).distinct()))
    lines: dict[str, int] = {}
    findings: list[Finding] = []
    for chain in sorted(known.keys() | written | anchors.keys()):
        count, finding = _chain(session, store, chain, known.get(chain), anchors.get(chain))
        lines[chain] = count
        findings.extend([finding] if finding else [])
    return Report(lines, tuple(findings))


def _chain(
    session: Session, store: KeyStore, chain: str, head: Head | None, anchor: Head | None
) -> tuple[int, Finding | None]:
    seq, prev, anchored = 0, START, anchor is None or anchor.seq == 0
    macs: dict[int, bytes] = {}
    for row in _rows(session, chain):
        fault = _fault(store, macs, row, seq, prev)
        if fault:
            return seq, Finding(chain, seq + 1, fault)
        seq, prev = row["seq"], row["hash"]
        anchored = anchored or (anchor is not None and anchor == Head(seq, prev))
    if head != Head(seq, prev):
        return seq, Finding(chain, seq, Fault.HEAD)
    if not anchored:
        return seq, Finding(chain, seq, Fault.ANCHOR)
    return seq, None


def _fault(
    store: KeyStore, macs: dict[int, bytes], row: dict[str, Any], seq: int, prev: bytes
) -> Fault | None:
    if row["seq"] != seq + 1:
        return Fault.GAP
    if row["prev"] != prev:
        return Fault.LINK
    if hashlib.sha256(b"\0" + canonical(row)).digest() != row["hash"]:
        return Fault.HASH
    epoch = row["key_epoch"]
    if epoch not in macs:
        macs[epoch] = store.secret(f"audit-{epoch}", row["municipality"])
    if not safe.same(safe.mark(macs[epoch], row["hash"]), row["mac"]):
        return Fault.MAC
    return None


def _rows(session: Session, chain: str) -> Iterator[dict[str, Any]]:
    question = sa.select(EVENTS).where(EVENTS.c.municipality == chain).order_by(EVENTS.c.seq)
    with session.execute(question.execution_options(yield_per=BATCH)) as found:
        for row in found.mappings():
            yield dict(row)
