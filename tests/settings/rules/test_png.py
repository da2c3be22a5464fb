import struct
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.settings import labels
from pga.settings.rules.png import (
    CHANNELS,
    HIGHEST,
    MOST_BYTES,
    SIGNATURE,
    WIDEST,
    PngFault,
    UnreadablePicture,
    read_png,
)
from tests.settings.pictures import a_png, chunk, header, pixels

IDAT = chunk(b"IDAT", zlib.compress(pixels()))
END = chunk(b"IEND")


def fault(sent):
    with pytest.raises(UnreadablePicture) as caught:
        read_png(sent)
    return caught.value.fault


def names(content):
    found, at = [], len(SIGNATURE)
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        found.append(content[at + 4 : at + 8])
        at += 12 + length
    return found


def test_each_fault_has_its_dutch():
    assert labels.PICTURE.keys() == set(PngFault)


@pytest.mark.parametrize("colour", CHANNELS)
def test_a_whole_picture_is_kept_with_its_pixels(colour):
    picture = read_png(a_png(5, 2, colour=colour))
    palette = [b"PLTE"] if colour == 3 else []

    assert (picture.width, picture.height) == (5, 2)
    assert names(picture.content) == [b"IHDR", *palette, b"IDAT", b"IEND"]
    assert zlib.compress(pixels(5, 2, colour=colour), 9) in picture.content


@given(colour=st.sampled_from(list(CHANNELS)), width=st.integers(1, 40), height=st.integers(1, 40))
def test_what_is_written_anew_reads_as_itself(colour, width, height):
    picture = read_png(a_png(width, height, colour=colour))

    assert read_png(picture.content) == picture


def test_what_does_not_draw_is_dropped():
    hidden = b"Gemaakt door iemand, 52.1 4.9"
    extra = chunk(b"tEXt", b"Author\0" + hidden) + chunk(b"eXIf", hidden) + chunk(b"acTL", hidden)
    page = b"<script>alert(1)</script>"
    picture = read_png(a_png(extra=extra, behind=page + b"PK\x03\x04"))

    assert picture == read_png(a_png())
    assert hidden not in picture.content
    assert page not in picture.content


def test_the_same_picture_has_the_same_name_and_another_has_not():
    assert read_png(a_png(extra=chunk(b"tIME", b"1234567"))).digest == read_png(a_png()).digest
    assert read_png(a_png(drawn=b"\x08")).digest != read_png(a_png()).digest


@pytest.mark.parametrize(
    ("colour", "see_through"), [(0, b"\0\1"), (2, b"\0\1\0\1\0\1"), (3, b"\1\2")]
)
def test_transparency_stays(colour, see_through):
    kept = read_png(a_png(colour=colour, extra=chunk(b"tRNS", see_through))).content

    assert chunk(b"tRNS", see_through) in kept


def test_pixels_in_more_pieces_are_joined():
    packed = zlib.compress(pixels())
    pieces = chunk(b"IDAT", packed[:5]) + chunk(b"IDAT", b"") + chunk(b"IDAT", packed[5:])

    assert read_png(SIGNATURE + header() + pieces + END) == read_png(a_png())


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        (b"", PngFault.NOT_PNG),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", PngFault.NOT_PNG),
        (b"GIF89a" + a_png(), PngFault.NOT_PNG),
        (b"\xff\xd8\xff\xe0", PngFault.NOT_PNG),
        (a_png(behind=b"x" * MOST_BYTES), PngFault.TOO_LARGE),
        (SIGNATURE, PngFault.BROKEN),
        (SIGNATURE + END, PngFault.BROKEN),
        (SIGNATURE + IDAT + header() + END, PngFault.BROKEN),
        (SIGNATURE + header() + header() + IDAT + END, PngFault.BROKEN),
        (SIGNATURE + header() + END, PngFault.BROKEN),
        (SIGNATURE + header() + IDAT, PngFault.BROKEN),
        (SIGNATURE + header() + IDAT + chunk(b"IEND", b"x"), PngFault.BROKEN),
        (SIGNATURE + header() + IDAT + chunk(b"tEXt", b"a\0b") + IDAT + END, PngFault.BROKEN),
        (SIGNATURE + header() + chunk(b"CODE", b"x") + IDAT + END, PngFault.BROKEN),
        (SIGNATURE + header() + chunk(b"a1b2", b"x") + IDAT + END, PngFault.BROKEN),
        (SIGNATURE + chunk(b"IHDR", b"x") + IDAT + END, PngFault.BROKEN),
        (SIGNATURE + header(0) + IDAT + END, PngFault.BROKEN),
        (SIGNATURE + header(interlace=2) + IDAT + END, PngFault.BROKEN),
        (SIGNATURE + header(interlace=1) + IDAT + END, PngFault.OTHER_KIND),
        (SIGNATURE + header(depth=16) + IDAT + END, PngFault.OTHER_KIND),
        (SIGNATURE + header(depth=1, colour=0) + IDAT + END, PngFault.OTHER_KIND),
        (SIGNATURE + header(colour=5) + IDAT + END, PngFault.OTHER_KIND),
        (SIGNATURE + header(WIDEST + 1) + IDAT + END, PngFault.TOO_BIG),
        (SIGNATURE + header(4, HIGHEST + 1) + IDAT + END, PngFault.TOO_BIG),
        (SIGNATURE + header(2**31, 2**31) + IDAT + END, PngFault.TOO_BIG),
        (SIGNATURE + header() + chunk(b"IDAT", b"nonsense") + END, PngFault.BROKEN),
        (SIGNATURE + header(5) + IDAT + END, PngFault.BROKEN),
        (SIGNATURE + header(3) + IDAT + END, PngFault.BROKEN),
        (SIGNATURE + header(colour=3) + IDAT + END, PngFault.BROKEN),
        (a_png(colour=0, extra=chunk(b"PLTE", b"abc")), PngFault.BROKEN),
        (a_png(colour=3, extra=chunk(b"PLTE", b"abc")), PngFault.BROKEN),
        (a_png(colour=2, extra=chunk(b"PLTE", b"abcd")), PngFault.BROKEN),
        (a_png(colour=2, extra=chunk(b"PLTE", b"abc" * 257)), PngFault.BROKEN),
        (a_png(colour=6, extra=chunk(b"tRNS", b"ab")), PngFault.BROKEN),
        (a_png(colour=3, extra=chunk(b"tRNS", b"x" * 11)), PngFault.BROKEN),
        (a_png(colour=3, extra=chunk(b"tRNS", b"")), PngFault.BROKEN),
        (a_png(colour=0, extra=chunk(b"tRNS", b"ab") * 2), PngFault.BROKEN),
    ],
)
def test_what_is_no_picture_for_us_is_refused(sent, found):
    assert fault(sent) is found


@pytest.mark.parametrize("name", [b"IHDR", b"IDAT", b"IEND", b"tEXt"])
def test_a_sum_that_is_wrong_is_refused(name):
    whole = a_png(extra=chunk(b"tEXt", b"a\0b"))
    at = whole.index(name)
    (length,) = struct.unpack_from(">I", whole, at - 4)
    crc = at + 4 + length

    assert fault(whole[:crc] + bytes([whole[crc] ^ 1]) + whole[crc + 1 :]) is PngFault.BROKEN


@pytest.mark.parametrize("filter_", [5, 6, 255])
def test_a_filter_that_is_none_is_refused(filter_):
    packed = zlib.compress(pixels(filter_=filter_))

    assert fault(SIGNATURE + header() + chunk(b"IDAT", packed) + END) is PngFault.BROKEN


def test_a_bomb_is_not_unpacked(monkeypatch):
    asked = []
    make = zlib.decompressobj

    class Watched:
        def __init__(self):
            self.real = make()

        def decompress(self, packed, most):
            asked.append((most, len(found := self.real.decompress(packed, most))))
            return found

        def __getattr__(self, name):
            return getattr(self.real, name)

    bomb = zlib.compress(bytes(100_000_000), 9)
    monkeypatch.setattr("pga.settings.rules.png.zlib.decompressobj", Watched)

    assert len(bomb) < MOST_BYTES
    assert fault(SIGNATURE + header() + chunk(b"IDAT", bomb) + END) is PngFault.BROKEN
    assert asked == [(len(pixels()) + 1, len(pixels()) + 1)]


@pytest.mark.parametrize("tail", [b"PK\x03\x04", b"<script>", bytes(9)])
def test_what_hides_behind_the_packed_pixels_is_refused(tail):
    packed = zlib.compress(pixels()) + tail

    assert fault(SIGNATURE + header() + chunk(b"IDAT", packed) + END) is PngFault.BROKEN


@given(at=st.integers(0, len(a_png()) - 1))
def test_a_file_that_was_cut_is_refused(at):
    assert fault(a_png()[:at]) in {PngFault.NOT_PNG, PngFault.BROKEN}


@given(at=st.integers(0, len(a_png()) - 1), change=st.integers(1, 255))
def test_one_byte_that_differs_is_seen(at, change):
    whole = a_png()

    assert fault(whole[:at] + bytes([whole[at] ^ change]) + whole[at + 1 :]) in set(PngFault)


@given(st.binary(max_size=400))
def test_anything_behind_a_signature_is_read_or_refused(rest):
    assert fault(SIGNATURE + rest) in set(PngFault)


@given(
    st.lists(
        st.tuples(
            st.sampled_from([b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"tEXt"]),
            st.binary(max_size=60),
        ),
        max_size=6,
    )
)
def test_any_chunks_with_right_sums_give_a_picture_or_a_fault(chunks):
    sent = SIGNATURE + header() + b"".join(chunk(*one) for one in chunks) + IDAT + END
    with suppress(UnreadablePicture):
        picture = read_png(sent)
        assert read_png(picture.content) == picture
