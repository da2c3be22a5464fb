"""By which words somebody is known again, and that no others go out with them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.cases.rules.mistaken import TAKEN_OUT, Known, words_of
from tests.support.some import some

KIKI = Known(
    names=("Kiki", "van der Zonnedauw"),
    birth="01-03-2012",
    address="Rietpad 8",
    phone="06 55 50 02 00",
)
MOTHER = Known(names=("Ilse van der Zonnedauw",), address="Rietpad 8", phone="06 55 50 02 01")
STRANGER = Known(names=("Joris", "Boomvalk"), birth="14-05-1991", address="Plein 1")


@pytest.mark.parametrize(
    "said",
    [
        "Kiki van der Zonnedauw",
        "KIKI",
        "Kíki",
        "Kiki's",
        "Zonnedauw",
        "van der  Zonnedauw",
        "1 maart 2012",
        "01-03-2012",
        "1\u20133\u20132012",
        "1 mrt. 2012",
        "2012-03-01",
        "06-55500200",
        "0655500200",
        "rietpad 8",
    ],
)
def test_each_way_of_saying_who_it_was_goes(said):
    words = words_of(KIKI, [STRANGER])

    assert words.stand_in(f"Gezien: {said}.")
    assert words.out_of(f"Gezien: {said}.") == f"Gezien: {TAKEN_OUT}."


@pytest.mark.parametrize(
    "said", ["Kikia", "Zonnedauwlaan", "11 maart 2012", "maart 2012", "Rietpad 88", "Ilse"]
)
def test_what_only_looks_like_it_stays(said):
    assert words_of(KIKI, [STRANGER]).out_of(f"Gezien: {said}.") == f"Gezien: {said}."


def test_what_somebody_who_stays_is_called_too_stays():
    words = words_of(KIKI, [MOTHER])

    told = words.out_of("Ilse van der Zonnedauw en Kiki van der Zonnedauw, Rietpad 8; Zonnedauw.")

    assert told == f"Ilse van der Zonnedauw en {TAKEN_OUT}, Rietpad 8; Zonnedauw."


def test_somebody_of_the_same_name_keeps_it():
    same = Known(names=KIKI.names, birth="02-04-2013")
    text = "Kiki van der Zonnedauw, geboren 01-03-2012"

    assert words_of(KIKI, [same]).out_of(text) == (f"Kiki van der Zonnedauw, geboren {TAKEN_OUT}")


def test_a_birth_date_that_is_half_known_takes_no_year_along():
    half = Known(names=("Kiki", "Zonnedauw"), birth="2012")

    assert words_of(half).out_of("In 2012 begon het.") == "In 2012 begon het."


def test_codes_and_ids_in_a_list_of_values_stay():
    fin = Known(names=("Fin", "Done"))
    value = {"domain": "FIN", "status": "done", "text": "Fin is er niet.", "of": [["Fin Done"]]}

    assert words_of(fin).out_of(value) == {
        "domain": "FIN",
        "status": "done",
        "text": f"{TAKEN_OUT} is er niet.",
        "of": [[TAKEN_OUT]],
    }
    assert words_of(fin).out_of(None) is None


NAMES = st.text(st.sampled_from("aeëikzr' -"), min_size=2, max_size=9).filter(
    lambda name: (
        len(name.replace(" ", "").strip("'-")) > 1 and name[0].isalpha() and name[-1].isalpha()
    )
)


@given(NAMES, NAMES, st.text(st.sampled_from("ab .,\n"), max_size=20))
def test_nothing_of_a_name_is_left_and_going_twice_changes_nothing(first, last, around):
    words = words_of(Known(names=(first, last)))
    left = words.out_of(f"{around} {first} {last} {around}")

    assert not words.stand_in(left)
    assert words.out_of(left) == left
    assert all(shape.pattern for shape in some(words.shapes))


@pytest.mark.parametrize("birth", ["2012", "03-2012", "ergens in maart", ""])
def test_by_a_birth_date_that_is_not_wholly_known_nobody_is_known_again(birth):
    words = words_of(Known(names=("Kiki", "Zonnedauw"), birth=birth), [STRANGER])

    assert words.out_of("In maart 2012, op 1 maart 2012.") == "In maart 2012, op 1 maart 2012."
    assert words.stand_in("Kiki belde.")
