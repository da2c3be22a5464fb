"""The number of a case, however somebody writes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.core.numbers import read_number, write_number
from tests.support.numbers import NO_NUMBERS, SPELLINGS


@pytest.mark.parametrize("spell", SPELLINGS.values(), ids=SPELLINGS)
@pytest.mark.parametrize("number", ["LAR-2026-0029", "EEM-2025-0123", "LAR-2026-12345"])
def test_a_number_is_read_however_it_is_written(spell, number):
    assert read_number(spell(number), "LAR") == number


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("2026-29", "BLA-2026-0029"), ("2026 – 29", "BLA-2026-0029"), ("LAR2026-12", "LAR-2026-0012")],
)
def test_without_the_letters_it_is_a_number_of_the_own_municipality(typed, meant):
    assert read_number(typed, "BLA") == meant


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_what_cannot_be_a_number_is_none(typed):
    assert read_number(typed, "LAR") is None


@given(year=st.integers(1000, 9999), serial=st.integers(1, 99_999))
def test_what_is_written_is_read(year, serial):
    number = write_number("EEM", year, serial)

    assert read_number(number, "LAR") == number


@given(typed=st.text())
def test_nothing_that_somebody_types_is_too_much(typed):
    found = read_number(typed, "LAR")

    assert found is None or read_number(found, "EEM") == found
