# ruff: noqa: S311 - dice of a test, seeded
import random
import struct
from itertools import islice
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.privacy import safe
from pga.privacy.columns import all_sealed
from pga.privacy.safe import DataKey, Unreadable
from tests.support.some import some

ROW = UUID(int=7)
WRAPPING = bytes(32)
MANY = [10_000, pytest.param(300_000, marks=pytest.mark.torture)]


def a_key(municipality="LAR"):
    return DataKey(uuid4(), municipality, random.randbytes(32))


@pytest.fixture
def key():
    return a_key()


@given(plain=st.binary(max_size=5000))
def test_what_was_sealed_opens_at_its_place(plain):
    key = a_key()

    sealed = safe.seal(key, "person", "surname", ROW, plain)

    assert safe.open_(key, "person", "surname", ROW, sealed) == plain


def test_a_cell_has_layout_version_1(key):
    sealed = safe.seal(key, "person", "surname", ROW, b"Kwartelstaart")

    assert sealed[:4] == b"\x01\x01\x01\x00"
    assert UUID(bytes=sealed[4:20]) == key.id == safe.key_of(sealed)
    assert len(sealed) == 48 + 32 + 16


def test_a_cell_does_not_hold_its_text(key):
    sealed = safe.seal(key, "person", "surname", ROW, b"Kwartelstaart")

    assert b"Kwartelstaart" not in sealed


def test_equal_texts_never_have_equal_bytes(key):
    cells = [safe.seal(key, "person", "surname", ROW, b"Kwartelstaart") for _ in range(10_000)]

    assert len({cell[20:32] for cell in cells}) == 10_000
    assert len({cell[48:] for cell in cells}) == 10_000


@pytest.mark.parametrize("times", MANY)
def test_no_mutation_of_a_cell_opens(key, times):
    sealed = safe.seal(key, "referral", "occasion", ROW, b"Muziek na middernacht.")
    mutants = (one for one in iter(lambda: mutated(sealed), None) if one != sealed)

    for mutant in some(islice(mutants, times)):
        assert not opens(key, "referral", "occasion", ROW, mutant)

    assert opens(key, "referral", "occasion", ROW, sealed)


def opens(*place):
    try:
        safe.open_(*place)
    except Unreadable:
        return False
    return True


def test_no_paste_opens_in_any_other_sealed_column_row_dossier_or_municipality():
    dossiers = [a_key(town) for town in ("LAR", "LAR", "BLA")]
    columns = sorted((model.__tablename__, name) for model, name in all_sealed())
    places = [
        (key, table, column, UUID(int=row))
        for key in dossiers
        for table, column in columns
        for row in (7, 8)
    ]
    cells = [safe.seal(*place, b"Kwartelstaart") for place in places]

    opened = {
        (here, there)
        for here, cell in enumerate(cells)
        for there, place in enumerate(places)
        if opens(*place, cell)
    }

    assert len(places) > 100
    assert opened == {(at, at) for at in range(len(places))}


def mutated(sealed):
    """Flip, cut, lengthen, double or swap a piece, at a random place."""
    cell = bytearray(sealed)
    at = random.randrange(len(cell))
    how = random.randrange(5)
    if how == 0:
        cell[at] ^= 1 << random.randrange(8)
    elif how == 1:
        del cell[at:]
    elif how == 2:
        cell[at:at] = random.randbytes(random.randint(1, 20))
    elif how == 3:
        cell[at:at] = cell[max(0, at - 16) : at + 1]
    else:
        cell[at], cell[-1 - at] = cell[-1 - at] ^ 1, cell[at]
    return bytes(cell)


@pytest.mark.parametrize("times", MANY)
def test_no_cell_opens_at_another_place_or_under_another_key(key, times):
    other = a_key()
    here = (key, "person", "surname", ROW)
    places = [
        (other, "person", "surname", ROW),
        (DataKey(key.id, "BLA", key.secret), "person", "surname", ROW),
        (DataKey(key.id, key.municipality, other.secret), "person", "surname", ROW),
        (DataKey(other.id, key.municipality, key.secret), "person", "surname", ROW),
        (key, "guardian", "surname", ROW),
        (key, "person", "call_name", ROW),
        (key, "person", "surname", uuid4()),
        (key, "personsurname", "", ROW),
    ]

    for _ in some(range(times // len(places))):
        plain = random.randbytes(random.randrange(60))
        sealed = safe.seal(*here, plain)
        assert not any(opens(*place, sealed) for place in places)

    assert safe.open_(*here, sealed) == plain


@pytest.mark.parametrize(("at", "value"), [(0, 0), (0, 2), (1, 0), (1, 2), (2, 0), (2, 3), (3, 1)])
def test_an_unknown_layout_is_unreadable(key, at, value):
    cell = bytearray(safe.seal(key, "person", "surname", ROW, b"x"))
    cell[at] = value

    with pytest.raises(Unreadable):
        safe.open_(key, "person", "surname", ROW, bytes(cell))


@pytest.mark.parametrize("length", [0, 1, 3, 20, 47, 48, 95])
def test_what_is_too_short_is_unreadable(key, length):
    sealed = safe.seal(key, "person", "surname", ROW, b"x")

    with pytest.raises(Unreadable):
        safe.open_(key, "person", "surname", ROW, sealed[:length])


def test_bytes_too_short_for_a_header_ask_for_no_key():
    with pytest.raises(Unreadable):
        safe.key_of(b"\x01\x01\x01\x00")


@pytest.mark.parametrize(
    "padded",
    [b"", bytes(32), b"x" * 32, (b"x" + safe.PAD).ljust(64, b"\0"), (b"x" * 3 + safe.PAD)],
    ids=["nothing", "only zeros", "no mark", "longer than need be", "shorter than need be"],
)
def test_another_padding_is_unreadable(padded):
    with pytest.raises(Unreadable):
        safe._strip(padded)


def test_an_error_never_says_what_was_wrong(key):
    sealed = safe.seal(key, "person", "surname", ROW, b"Kwartelstaart")

    with pytest.raises(Unreadable) as failure:
        safe.open_(a_key(), "person", "surname", ROW, sealed)

    assert str(failure.value) == ""
    assert failure.value.__suppress_context__ or failure.value.__context__ is None


def test_a_key_does_not_show_its_secret(key):
    assert repr(key) == f"DataKey({key.id})"


def padme_of_the_paper(length):
    e = length.bit_length() - 1
    s = e.bit_length()
    last = e - s
    return ((length + (1 << last) - 1) >> last) << last


@pytest.mark.parametrize(
    ("length", "padded"), [(0, 32), (1, 32), (32, 32), (33, 36), (36, 36), (37, 40), (1001, 1024)]
)
def test_padme_gives_away_only_the_order_of_size(length, padded):
    assert safe.padme(length) == padded


@given(length=st.integers(33, 10**6))
def test_padme_is_that_of_the_paper_and_costs_at_most_an_eighth(length):
    padded = safe.padme(length)

    assert padded == padme_of_the_paper(length)
    assert length <= padded <= length * 1.125
    assert safe.padme(padded) == padded


@given(plain=st.binary(max_size=200))
def test_texts_of_about_one_size_have_cells_of_one_size(plain):
    key = a_key()

    sealed = safe.seal(key, "person", "surname", ROW, plain)

    assert len(sealed) == 48 + safe.padme(len(plain) + 1) + 16


def test_a_wrapped_key_is_unwrapped(key):
    wrapped = safe.wrap(WRAPPING, key, "case", 1)

    assert safe.unwrap(WRAPPING, key.id, "LAR", "case", 1, wrapped) == key
    assert key.secret not in wrapped


def test_a_wrapped_key_is_tied_to_what_it_is_for(key):
    wrapped = safe.wrap(WRAPPING, key, "case", 1)
    wrong = [
        (b"\1" * 32, key.id, "LAR", "case", 1, wrapped),
        (WRAPPING, uuid4(), "LAR", "case", 1, wrapped),
        (WRAPPING, key.id, "BLA", "case", 1, wrapped),
        (WRAPPING, key.id, "LAR", "draft", 1, wrapped),
        (WRAPPING, key.id, "LAR", "case", 2, wrapped),
        (WRAPPING, key.id, "LAR", "case", 1, wrapped[:-1]),
        (WRAPPING, key.id, "LAR", "case", 1, b""),
    ]

    for question in wrong:
        with pytest.raises(Unreadable):
            safe.unwrap(*question)

    assert len(wrong) == 7


def test_keys_for_other_purposes_differ():
    keys = {safe.derive(WRAPPING, purpose) for purpose in ("cookie", "audit", "rows", "kek-1")}

    assert len(keys) == 4
    assert {len(key) for key in keys} == {32}


def test_parts_of_a_place_do_not_run_into_each_other():
    header = bytes(safe.HEADER.size + safe.COMMITMENT)
    one = safe.place_of("LAR", "person", "surname", ROW, header)
    other = safe.place_of("LAR", "persons", "urname", ROW, header)

    assert one != other
    assert one.startswith(struct.pack(">I", 7) + b"pga-cel")


def test_marks_are_compared_whole():
    mark = safe.mark(WRAPPING, b"line")

    assert safe.same(mark, safe.mark(WRAPPING, b"line"))
    assert not safe.same(mark, safe.mark(WRAPPING, b"lime"))
