"""Pictures as somebody may send them: whole, odd or broken on purpose."""

import struct
import zlib

from pga.settings.rules.png import CHANNELS, SIGNATURE


def chunk(name, data=b"", *, crc=None):
    """Return a chunk; ``crc`` is another sum than the right one."""
    right = zlib.crc32(name + data) if crc is None else crc
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", right)


def header(width=4, height=3, *, depth=8, colour=6, interlace=0):
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace))


def pixels(width=4, height=3, *, colour=6, drawn=b"\x07", filter_=0):
    line = bytes([filter_]) + drawn * (width * CHANNELS[colour])
    return line * height


def a_png(width=4, height=3, *, colour=6, drawn=b"\x07", extra=b"", behind=b""):
    """Return a whole PNG; ``extra`` are chunks before the pixels, ``behind`` is what follows."""
    palette = chunk(b"PLTE", bytes(range(30))) if colour == 3 else b""
    packed = zlib.compress(pixels(width, height, colour=colour, drawn=drawn))
    start = SIGNATURE + header(width, height, colour=colour)
    return start + palette + extra + chunk(b"IDAT", packed) + chunk(b"IEND") + behind
