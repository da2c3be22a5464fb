"""The safe: seal and open one cell; the only file that touches a cipher.

Layout of a sealed cell, version 1 (privacy-and-security.md 3.4)::

    0   1   version     1
    1   1   algorithm   1 = AES-256-GCM
    2   1   flags       1 = padded
    3   1   reserved    0
    4  16   key id      UUID of the data key
    20 12   nonce       random
    32 16   commitment  HMAC-SHA256 over the 32 bytes before it: one cell opens under one key only
    48  n   ciphertext  padded with 0x80 00.. to a Padme length of at least 32
        16  tag

The tag covers the header and the place: municipality, table, column and row.
"""

import hmac
import os
import struct
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

VERSION: Final = 1
AES_256_GCM: Final = 1
PADDED: Final = 1
HEADER: Final = struct.Struct(">BBBB16s12s")
COMMITMENT: Final = 16
KEY: Final = 32
TAG: Final = 16
SMALLEST: Final = 32
PAD: Final = b"\x80"
_long: Final = struct.Struct(">I").pack
_BEFORE: Final = _long(7) + b"pga-cel" + _long(HEADER.size + COMMITMENT)


class Unreadable(Exception):
    """A cell does not open: damaged, moved, another key, unknown layout. Never says which."""


@dataclass(frozen=True, slots=True)
class DataKey:
    """The key of one dossier, unwrapped; lives for one unit of work."""

    id: UUID
    municipality: str
    secret: bytes
    cipher: AESGCM = field(init=False, repr=False, compare=False)
    committing: bytes = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Derive the two halves once: a unit opens many cells under one key."""
        both = derive(self.secret, "pga-veld-v1", 2 * KEY)
        object.__setattr__(self, "cipher", AESGCM(both[:KEY]))
        object.__setattr__(self, "committing", both[KEY:])

    def __repr__(self) -> str:
        return f"DataKey({self.id})"


def derive(secret: bytes, purpose: str, length: int = KEY) -> bytes:
    """Derive a key for one purpose from a secret (HKDF-Expand with SHA-256)."""
    return HKDFExpand(SHA256(), length, purpose.encode()).derive(secret)


def place_of(municipality: str, table: str, column: str, row: UUID, header: bytes) -> bytes:
    """Return the bytes that tie a header to its place, each part with its length in front."""
    return _BEFORE + header + _names(municipality, table, column) + row.bytes


@lru_cache(maxsize=1024)
def _names(municipality: str, table: str, column: str) -> bytes:
    named = (part.encode() for part in (municipality, table, column))
    return b"".join(_long(len(part)) + part for part in named) + _long(16)


def seal(key: DataKey, table: str, column: str, row: UUID, plain: bytes) -> bytes:
    """Seal bytes for one place under the key of a dossier."""
    nonce = os.urandom(12)
    head = HEADER.pack(VERSION, AES_256_GCM, PADDED, 0, key.id.bytes, nonce)
    header = head + _commit(key, head)
    place = place_of(key.municipality, table, column, row, header)
    return header + key.cipher.encrypt(nonce, _pad(plain), place)


def open_(key: DataKey, table: str, column: str, row: UUID, sealed: bytes) -> bytes:
    """Open a cell at its place; raises Unreadable for whatever does not fit."""
    length = HEADER.size + COMMITMENT
    if len(sealed) < length + SMALLEST + TAG:
        raise Unreadable
    head, header = sealed[: HEADER.size], sealed[:length]
    version, algorithm, flags, reserved, key_id, nonce = HEADER.unpack(head)
    if (version, algorithm, flags, reserved) != (VERSION, AES_256_GCM, PADDED, 0):
        raise Unreadable
    if key_id != key.id.bytes or not hmac.compare_digest(header[HEADER.size :], _commit(key, head)):
        raise Unreadable
    place = place_of(key.municipality, table, column, row, header)
    try:
        padded = key.cipher.decrypt(nonce, sealed[length:], place)
    except InvalidTag:
        raise Unreadable from None
    return _strip(padded)


def key_of(sealed: bytes) -> UUID:
    """Return the id of the key that a cell asks for; raises Unreadable when there is none."""
    if len(sealed) < HEADER.size:
        raise Unreadable
    return UUID(bytes=sealed[4:20])


def wrap(wrapping: bytes, key: DataKey, scope: str, version: int) -> bytes:
    """Wrap a data key under the key of its municipality, bound to what it is for."""
    nonce = os.urandom(12)
    return nonce + AESGCM(wrapping).encrypt(
        nonce, key.secret, _label(key.id, key.municipality, scope, version)
    )


def unwrap(
    wrapping: bytes, key_id: UUID, municipality: str, scope: str, version: int, wrapped: bytes
) -> DataKey:
    """Unwrap a data key; raises Unreadable when the wrapping does not fit."""
    try:
        secret = AESGCM(wrapping).decrypt(
            wrapped[:12], wrapped[12:], _label(key_id, municipality, scope, version)
        )
    except (InvalidTag, ValueError):
        raise Unreadable from None
    return DataKey(key_id, municipality, secret)


def mark(secret: bytes, message: bytes) -> bytes:
    """Return the keyed digest (HMAC-SHA256) of a message."""
    return hmac.digest(secret, message, "sha256")


def same(one: bytes, other: bytes) -> bool:
    """Compare two digests in a time that does not tell where they differ."""
    return hmac.compare_digest(one, other)


def padme(length: int) -> int:
    """Return the length to pad to: it gives away only the order of size (Padme), at least 32."""
    if length <= SMALLEST:
        return SMALLEST
    exponent = length.bit_length() - 1
    low = exponent - exponent.bit_length()
    mask = (1 << low) - 1
    return (length + mask) & ~mask


def _commit(key: DataKey, head: bytes) -> bytes:
    return mark(key.committing, head)[:COMMITMENT]


def _label(key_id: UUID, municipality: str, scope: str, version: int) -> bytes:
    return "\x1f".join(("pga-sleutel", str(key_id), municipality, scope, str(version))).encode()


def _pad(plain: bytes) -> bytes:
    marked = plain + PAD
    return marked.ljust(padme(len(marked)), b"\0")


def _strip(padded: bytes) -> bytes:
    stripped = padded.rstrip(b"\0")
    if not stripped.endswith(PAD) or padme(len(stripped)) != len(padded):
        raise Unreadable
    return stripped[:-1]
