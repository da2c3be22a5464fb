"""The newest head of each chain, in a file beside the key store: a cut tail of the trail shows."""

import fcntl
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Head:
    """The last line of a chain: how long it is, and its hash."""

    seq: int
    hash: bytes


def read(path: Path) -> dict[str, Head]:
    """Return the heads by chain; an absent file knows none."""
    try:
        return _parsed(path.read_text())
    except FileNotFoundError:
        return {}


def write(path: Path, newest: Mapping[str, Head]) -> None:
    """Note newer heads; an older one never replaces a newer, whoever comes last."""
    with path.open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        known = _parsed(file.read())
        for chain, head in newest.items():
            if chain not in known or known[chain].seq < head.seq:
                known[chain] = head
        file.seek(0)
        file.truncate()
        file.writelines(
            f"{chain} {head.seq} {head.hash.hex()}\n" for chain, head in sorted(known.items())
        )


def _parsed(text: str) -> dict[str, Head]:
    lines = (line.split() for line in text.splitlines())
    return {chain: Head(int(seq), bytes.fromhex(digest)) for chain, seq, digest in lines}
