import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.accounts.rules.password import EASY_WORDS, LONGEST, SHORTEST, Weakness, weakness

GOOD = "zeven groene paraplu's op een rij"


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "correct paard batterij nietje",
        "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠ",
        "de kat krabt de krullen",
        "x" * 0 + "bloemkoolsoep met kervel",
        "éénentwintig zwaluwen",
    ],
)
def test_a_sentence_may_be_a_password(password):
    assert weakness(password) is None


@pytest.mark.parametrize(
    "password",
    [
        "Welkom2020Welkom2020",
        "Welkom2020!!!!!!",
        "welkom welkom welkom",
        "WELKOM-IN-LAREN-2026",
        "GemeenteLaren2026!",
        "Wachtwoord12345678",
        "Password123456789",
        "Zomer2026Zomer2026",
        "HerfstHerfst2026",
        "maandagdinsdagwoensdag",
        "januari-februari-maart",
        "qwertyqwertyqwerty",
        "Veiligheid2026Zorg",
        "aaaaaaaaaaaaaaaaaaaa",
        "abababababababababab",
        "1234567890123456",
        "!!!!!!!!!!!!!!!!",
        "               ",
        "ｗｅｌｋｏｍｗｅｌｋｏｍｗｅｌｋｏｍ",
        "pga pga pga pga pga",
    ],
)
def test_what_can_be_guessed_may_not(password):
    assert weakness(password) is Weakness.EASY


def test_the_own_name_does_not_count():
    assert weakness("kwartelstaart-anneloes") is None
    assert weakness("Kwartelstaart-Anneloes", names=("Anneloes", "Kwartelstaart")) is Weakness.EASY
    assert weakness("zonnedauwbloem 2026", names=("zon", "Zonnedauwbloem")) is Weakness.EASY


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (SHORTEST - 1, Weakness.SHORT),
        (SHORTEST, None),
        (LONGEST, None),
        (LONGEST + 1, Weakness.LONG),
        (0, Weakness.SHORT),
    ],
)
def test_a_password_has_15_to_128_characters(length, expected):
    assert weakness(("zevenroodmuts" * 10)[:length]) is expected


@given(st.text(max_size=200), st.lists(st.text(max_size=10), max_size=3))
def test_every_text_gets_an_answer(password, names):
    found = weakness(password, names=tuple(names))

    assert found is None or found in Weakness
    assert found is not None or SHORTEST <= len(password) <= LONGEST


@given(st.lists(st.sampled_from(sorted(EASY_WORDS)), min_size=2, max_size=8), st.integers(0, 9999))
def test_easy_words_and_digits_together_stay_easy(words, number):
    password = "".join(words) + str(number)

    assert weakness(password) is not None


def test_one_password_typed_in_two_ways_of_unicode_is_judged_alike():
    composed, taken_apart = (
        "éénentwintigzwaluwen",
        unicodedata.normalize("NFD", "éénentwintigzwaluwen"),
    )

    assert weakness(composed) is weakness(taken_apart) is None
