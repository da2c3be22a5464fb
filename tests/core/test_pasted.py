import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.core.pasted import (
    LEFT_OUT,
    Suspicion,
    find_bsn,
    find_email,
    find_phone,
    suspicions_in,
    without_bsn,
)
from tests.support.some import some

# From the range that stdnum itself documents; nobody has it.
TEST_NUMBER = "111222333"
PHONES = (
    "06-12345678",
    "06 12 34 56 78",
    "0612345678",
    "(035) 123 45 67",
    "035\u20131234567",
    "020 \u2013 123 45 67",
    "+31 6 12345678",
    "+31 (0)6 12345678",
    "0031612345678",
    "06\u00b712\u00b734\u00b756\u00b778",
    "\u0660612345678",
)
NO_PHONES = (
    "14-05-2010",
    "2026-11-23 10",
    "LAR-2026-0001",
    "NL91 ABNA 0417 1643 00",
    "NL91ABNA0417164300",
    "112 en 0900-8844",
    "van 09:00 tot 17:30, 0-12 jaar",
    "1251 AB 12",
)


@pytest.mark.parametrize(
    "typed",
    ["111222333", "1112.22.333", "111 222 333", "111-222-333", "111\u00a0222\u00a0333"],
)
def test_a_bsn_is_found_in_a_sentence_as_it_was_typed(typed):
    assert find_bsn(f"Nummer:{typed}, zie 2010.") == (typed,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "111222334",
        "06-11122233 en 035-1112223",
        "1112223330",
        "0111222333",
        "000000000",
        "14-05-2010",
        "111  222  333",
        "dossier LAR-2026-0001",
    ],
)
def test_other_digits_are_no_bsn(text):
    assert find_bsn(text) == ()


def test_each_bsn_in_a_text_is_found():
    assert find_bsn("in 2010 111222333 en\n123456782.") == ("111222333", "123456782")


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_bsn_is_found_whatever_stands_around_it(before, after):
    assert TEST_NUMBER in find_bsn(f"{before} x {TEST_NUMBER} x {after}")


@given(st.text("0123456789 .-", max_size=60))
def test_whatever_is_found_has_nine_digits(text):
    found = find_bsn(f"{text} x {TEST_NUMBER}")

    assert all(sum(sign.isdigit() for sign in one) == 9 for one in some(found))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mail naar a.b-c+d@voorbeeld.example, graag", ("a.b-c+d@voorbeeld.example",)),
        ("<x@sub.voorbeeld.example>.", ("x@sub.voorbeeld.example",)),
        ("a@b.nl;c@d.nl", ("a@b.nl", "c@d.nl")),
        ("om 10 @ huis", ()),
        ("naam@intern", ()),
        ("", ()),
    ],
)
def test_mail_addresses_are_found(text, found):
    assert find_email(text) == found


def test_a_long_text_without_addresses_is_no_burden():
    assert find_email("a" * 200_000) == ()


@pytest.mark.parametrize(
    "typed",
    [
        "111\u2013222\u2013333",
        "111 \u2013 222 \u2013 333",
        "111\u2011222\u2011333",
        "111\u2212222\u2212333",
        "111\u202f222\u202f333",
        "11 12 22 333",
        "111/222/333",
        "111\u200b222333",
        "\uff11\uff11\uff11222333",
        "1 1 1 2 2 2 3 3 3",
    ],
)
def test_a_bsn_is_found_as_a_text_processor_writes_it(typed):
    assert find_bsn(f"BSN{typed}.") == (typed,)
    assert without_bsn(f"BSN{typed}.") == f"BSN{LEFT_OUT}."


@pytest.mark.parametrize(
    "text",
    [
        "op 11-12-2022 333 keer",
        "111.222-333",
        "11-12-2023 33",
        "111\n222\n333",
        "+31 111222333",
        "NL91ABNA0111222333",
        "2010-11-12 22333",
    ],
)
def test_what_only_looks_like_a_bsn_is_none(text):
    assert find_bsn(text) == ()
    assert without_bsn(text) == text


def test_each_bsn_of_a_list_is_left_out():
    pasted = "1. 111222333\n2. 123456782; 111222333\t123456782"
    assert without_bsn(pasted) == f"1. {LEFT_OUT}\n2. {LEFT_OUT}; {LEFT_OUT}\t{LEFT_OUT}"


@given(st.text(st.sampled_from("0123456789 .-/\u2013\u200b\nx"), max_size=60))
def test_what_is_kept_holds_no_bsn_and_all_the_rest(text):
    left = without_bsn(f"{text} x {TEST_NUMBER} x")
    assert LEFT_OUT in left
    assert find_bsn(left) == ()


@pytest.mark.parametrize("typed", PHONES)
def test_a_telephone_number_is_found_as_it_was_typed(typed):
    assert find_phone(f"Bel {typed}, graag") == (typed,)
    assert suspicions_in(f"Bel {typed}") == (Suspicion.PHONE,)


@pytest.mark.parametrize("text", NO_PHONES)
def test_other_numbers_are_no_telephone(text):
    assert suspicions_in(text) == ()


def test_a_long_text_of_digits_is_no_burden():
    assert find_phone("0" * 100_000) == ()
    assert find_bsn("1 " * 50_000) == ()
