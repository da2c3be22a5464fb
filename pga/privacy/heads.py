"""The newest head of each chain, in a file beside the key store: a cut tail of the trail shows."""

import fcntl
import os
from collections.abc import Mapping
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Final

LOST: Final = " lost"
"""Marks a head that its chain does not hold any more."""


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The last line of a chain: how long it is, and its hash."""

    seq: int
    hash: bytes


def read(path: Path) -> dict[str, ChainHead]:
    """Return the heads by chain; an absent file knows none."""
    try:
        return _parsed(path.read_text())
    except FileNotFoundError:
        return {}


@dataclass(frozen=True, slots=True)
class Growth:
    """From which head a chain grew to which."""

    before: ChainHead
    after: ChainHead

    def contradicts(self, known: ChainHead) -> bool:
        """Tell whether a noted head cannot be of this chain: a tail was cut and another one grew.

        Nobody writes between the reading of a head and the commit, so no noted head lies there; and
        a number has one line only.
        """
        same_number = {known.seq: known} | {head.seq: head for head in (self.before, self.after)}
        return self.before.seq < known.seq < self.after.seq or same_number[known.seq] != known


def write(path: Path, growths: Mapping[str, Growth]) -> None:
    """Note newer heads; an older one never replaces a newer, and a contradicted one stays for good.

    Whoever comes late with an older head does no harm. A head that the chain contradicts is marked
    and never replaced, so that the check finds it however far the chain has grown since.
    """
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        before = file.read()
        known, lost = _parsed(before.decode()), _lost(before.decode())
        for chain, growth in growths.items():
            noted = known.get(chain)
            if noted is not None and growth.contradicts(noted):
                lost.add(chain)
            elif chain not in lost and (noted is None or noted.seq < growth.after.seq):
                known[chain] = growth.after
        newer = "".join(_line(chain, head, lost) for chain, head in sorted(known.items()))
        try:
            _put(file, newer.encode())
        except OSError:
            _put(file, before)  # what stood there fits: half a line would stop every later one
            raise


def _put(file: FileIO, content: bytes) -> None:
    """Let a file hold this and nothing behind it."""
    written = 0
    file.seek(0)
    while written < len(content):
        written += file.write(content[written:])
    file.truncate()


def _line(chain: str, head: ChainHead, lost: set[str]) -> str:
    return f"{chain} {head.seq} {head.hash.hex()}{LOST if chain in lost else ''}\n"


def _parsed(text: str) -> dict[str, ChainHead]:
    lines = (line.split() for line in text.splitlines())
    return {chain: ChainHead(int(seq), bytes.fromhex(digest)) for chain, seq, digest, *_ in lines}


def _lost(text: str) -> set[str]:
    return {line.split()[0] for line in text.splitlines() if line.endswith(LOST)}
