"""Reading a PNG that somebody sent: all of it is judged, and only what draws the picture is kept.

Our own reader, since a picture is the one file that comes in from outside: it knows one format, has
a limit for everything it unpacks, and writes the picture anew without text, place or what was
hidden behind it.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
MOST_BYTES: Final = 200_000
"""The largest file, in bytes."""
WIDEST: Final = 1024
HIGHEST: Final = 512
CHANNELS: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""Bytes of a pixel, by type of colour; a sample is always one byte."""
SEE_THROUGH: Final = {0: 2, 2: 6}
"""The length of tRNS, by type of colour; with a palette it is at most as long as that."""
PALETTE: Final = 3
GREYS: Final = frozenset({0, 4})
"""Types of colour that may have no palette."""
AFTER: Final = {
    b"PLTE": {b"PLTE", b"tRNS", b"IDAT"},
    b"tRNS": {b"tRNS", b"IDAT"},
    b"IDAT": frozenset[bytes](),
}
"""The parts that draw a picture, each with what may not have come before it."""
HEADER: Final = struct.Struct(">IIBBBBB")
DEPTH: Final = 8
FILTERS: Final = frozenset(range(5))


class PngFault(StrEnum):
    """Why a file is not taken as a picture."""

    TOO_LARGE = "too_large"
    """More bytes than a logo needs."""
    NOT_PNG = "not_png"
    """Another format, whatever its name says."""
    BROKEN = "broken"
    """It begins as a PNG and is not a whole one."""
    TOO_BIG = "too_big"
    """More pixels than a logo needs."""
    OTHER_KIND = "other_kind"
    """A PNG of a kind that we do not read: not eight bits, or interlaced."""


class UnreadablePicture(Exception):
    """A file is not taken as a picture; ``fault`` says why."""

    def __init__(self, fault: PngFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it was written anew."""

    content: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        """Return the name of this picture: the same bytes have the same name."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class _Kind:
    """What the first chunk says."""

    header: bytes
    width: int
    height: int
    colour: int

    @property
    def line(self) -> int:
        """Return the length of a line of pixels with its filter before it."""
        return 1 + self.width * CHANNELS[self.colour]


def read_png(sent: bytes) -> Picture:
    """Return the picture in a file, written anew. Raises Unreadable."""
    if len(sent) > MOST_BYTES:
        raise UnreadablePicture(PngFault.TOO_LARGE)
    if not sent.startswith(SIGNATURE):
        raise UnreadablePicture(PngFault.NOT_PNG)
    chunks = list(_chunks(sent))
    name, header = chunks[0]
    if name != b"IHDR":
        raise UnreadablePicture(PngFault.BROKEN)
    kind = _kind(header)
    palette, see_through, packed = _parts(chunks[1:], kind)
    kept = [(b"IHDR", kind.header)]
    if kind.colour == PALETTE:
        kept.append((b"PLTE", palette))
    if see_through:
        kept.append((b"tRNS", see_through))
    kept += [(b"IDAT", zlib.compress(_pixels(packed, kind), 9)), (b"IEND", b"")]
    content = SIGNATURE + b"".join(_chunk(name, data) for name, data in kept)
    return Picture(content, kind.width, kind.height)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _chunks(sent: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the chunks up to and with the last; what comes behind that is nobody's."""
    at, name = len(SIGNATURE), b""
    while name != b"IEND":
        if at + 12 > len(sent):
            raise UnreadablePicture(PngFault.BROKEN)
        (length,) = struct.unpack_from(">I", sent, at)
        name, end = sent[at + 4 : at + 8], at + 8 + length
        data, crc = sent[at + 8 : end], sent[end : end + 4]
        if not (name.isalpha() and crc == struct.pack(">I", zlib.crc32(name + data))):
            raise UnreadablePicture(PngFault.BROKEN)
        yield name, data
        at = end + 4


def _kind(header: bytes) -> _Kind:
    if len(header) != HEADER.size:
        raise UnreadablePicture(PngFault.BROKEN)
    width, height, depth, colour, packing, filtering, interlace = HEADER.unpack(header)
    if not (width and height) or packing or filtering or interlace > 1:
        raise UnreadablePicture(PngFault.BROKEN)
    if depth != DEPTH or colour not in CHANNELS or interlace:
        raise UnreadablePicture(PngFault.OTHER_KIND)
    if width > WIDEST or height > HIGHEST:
        raise UnreadablePicture(PngFault.TOO_BIG)
    return _Kind(header, width, height, colour)


def _parts(chunks: list[tuple[bytes, bytes]], kind: _Kind) -> tuple[bytes, bytes, bytes]:
    """Return palette, transparency and packed pixels; each in its place, and nothing unknown."""
    found: dict[bytes, bytes] = {}
    before = b""
    for name, data in chunks:
        if name in AFTER:
            apart = name == b"IDAT" and name in found and before != name
            if apart or found.keys() & AFTER[name]:
                raise UnreadablePicture(PngFault.BROKEN)
            found[name] = found.get(name, b"") + data
        elif (name == b"IEND" and data) or (name != b"IEND" and name[:1].isupper()):
            raise UnreadablePicture(PngFault.BROKEN)
        before = name
    palette = _palette(found[b"PLTE"], kind) if b"PLTE" in found else b""
    if kind.colour == PALETTE and not palette:
        raise UnreadablePicture(PngFault.BROKEN)
    through = _see_through(found[b"tRNS"], kind, palette) if b"tRNS" in found else b""
    return palette, through, found.get(b"IDAT", b"")


def _palette(data: bytes, kind: _Kind) -> bytes:
    if kind.colour in GREYS or not data or len(data) % 3 or len(data) > 3 * 256:
        raise UnreadablePicture(PngFault.BROKEN)
    return data


def _see_through(data: bytes, kind: _Kind, palette: bytes) -> bytes:
    if kind.colour == PALETTE:
        right = 0 < len(data) <= len(palette) // 3
    else:
        right = len(data) == SEE_THROUGH.get(kind.colour)
    if not right:
        raise UnreadablePicture(PngFault.BROKEN)
    return data


def _pixels(packed: bytes, kind: _Kind) -> bytes:
    """Unpack the pixels, never one byte more than the picture has."""
    size = kind.line * kind.height
    unpacking = zlib.decompressobj()
    try:
        pixels = unpacking.decompress(packed, size + 1)
    except zlib.error as error:
        raise UnreadablePicture(PngFault.BROKEN) from error
    whole = unpacking.eof and not unpacking.unused_data and len(pixels) == size
    if not whole or not FILTERS.issuperset(pixels[:: kind.line]):
        raise UnreadablePicture(PngFault.BROKEN)
    return pixels
