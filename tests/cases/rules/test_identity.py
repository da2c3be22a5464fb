from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.cases.rules.identity import births_compatible, same_person_likely
from pga.cases.rules.referral import BirthDate, parse_birth_date
from pga.dossiers.rules.names import norm_name, similar
from tests.support.some import some

# Invented names with the patterns that Dutch registers meet; nobody bears them (decision 28).
ONE_NAME_IN_MANY_HANDS = [
    [
        "van den Zonnedauw",
        "Van den Zonnedauw",
        "VAN DEN ZONNEDAUW",
        "Zonnedauw, van den",
        "  van  den   Zonnedauw ",
        "vanden Zonnedauw",
    ],
    ["Kwartelstaart", "Kwartel Staart", "Kwartel-Staart", "kwartel_staart", "KwartelStaart"],
    ["IJverglas", "Yverglas", "ijverglas", "\u0132verglas", "\u00ffverglas", "I'Jverglas"],
    ["Çelikbloem", "Celikbloem", "C\u0327elikbloem"],
    ["in 't Mosveer", "in \u2019t Mosveer", "in t Mosveer", "Mosveer, in 't", "in \u02bct Mosveer"],
    ["Sørenvlinder", "Sorenvlinder"],
    ["Küßmuur", "Kussmuur"],
    ["\u0130lmekbloem", "ilmekbloem", "\u0131lmekbloem"],
    ["van Zonnedauw-Kwartelstaart", "Zonnedauw-Kwartelstaart, van"],
    ["v.d. Mosveer", "v/d Mosveer", "vd Mosveer", "Mosveer, v.d."],
]
DIFFERENT = [
    ("Zonnedauw", "Kwartelstaart"),
    ("van den Zonnedauw", "van den Mosveer"),
    ("Zonnedauw", "Zonnedag"),
    ("Zonnedauw", "Zonnedauwen"),
    ("Dauw", "Daum"),
    ("Zonnedauw-Kwartelstaart", "Mosveer-IJverglas"),
    ("van Dauw-Mosveer", "van IJver-Kwartelstaart"),
    ("", ""),
    ("Zonnedauw", ""),
    ("-", "'"),
]
names = st.text(
    st.sampled_from("abdeijnrtvyzABIJçëøß 'ij-,.\u0133"), max_size=24
) | st.sampled_from([name for group in ONE_NAME_IN_MANY_HANDS for name in group])
births = st.builds(
    parse_birth_date,
    st.sampled_from(["14-05-2010", "05-2010", "2010", "~2010", "15-05-2010", "06-2010", "~2013"]),
)


@pytest.mark.parametrize("group", ONE_NAME_IN_MANY_HANDS, ids=lambda group: group[0])
def test_a_name_folds_to_the_same_in_every_hand(group):
    assert len({norm_name(name) for name in group}) == 1
    assert all(similar(a, b) for a, b in some(combinations(group, 2)))


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Mosveer, van den", "vandenmosveer"),
        ("van den Zonnedauw", "vandenzonnedauw"),
        ("IJverglas", "yverglas"),
        ("Çelikbloem", "celikbloem"),
        ("Van", "van"),
        ("van de", "vande"),
        ("", ""),
    ],
)
def test_a_folded_name_begins_with_its_tussenvoegsels(name, folded):
    assert norm_name(name) == folded


def test_tussenvoegsels_in_a_field_of_their_own_count_the_same():
    assert norm_name("Zonnedauw", "van den") == norm_name("van den Zonnedauw")
    assert norm_name("Zonnedauw", "van 't") == norm_name("Zonnedauw, van 't")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Zonnedauw", "Zonedauw"),
        ("Zonnedauw", "Zonnedouw"),
        ("Zonnedauw", "Zonnedauws"),
        ("Zonnedauw", "Zonnedawu"),
        ("van Zonnedauw", "Zonnedauw"),
        ("van den Zonnedauw", "van der Zonnedauw"),
        ("van Dauw", "Dauw"),
        ("Zonnedauw-Kwartelstaart", "Kwartelstaart"),
        ("Kwartelstaart-van den Zonnedauw", "Zonnedauw, van den"),
        ("Kwartelstaart van Zonnedauw", "van Zonnedauw"),
        ("Zonnedauw\u2013Mosveer", "Mosveer"),
        ("-Zonnedauw", "Zonnedauw"),
    ],
)
def test_a_slip_a_lost_tussenvoegsel_or_half_a_double_name_is_similar(a, b):
    assert similar(a, b)


@pytest.mark.parametrize(("a", "b"), DIFFERENT)
def test_other_names_are_not_similar(a, b):
    assert not similar(a, b)


@given(names, names)
def test_similarity_does_not_depend_on_who_comes_first(a, b):
    assert similar(a, b) == similar(b, a)


@given(names)
def test_each_name_is_similar_to_itself_when_it_has_a_letter(name):
    assert similar(name, name) == bool(norm_name(name))


@given(names)
def test_folding_leaves_only_letters_and_folds_no_further(name):
    folded = norm_name(name)

    assert folded == "" or folded.isalnum()
    assert norm_name(folded) == folded


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_can_be_compared(a, b):
    assert similar(a, b) == similar(b, a)


@pytest.mark.parametrize(
    ("a", "b", "compatible"),
    [
        ("14-05-2010", "14-05-2010", True),
        ("14-05-2010", "15-05-2010", False),
        ("14-05-2010", "14-06-2010", False),
        ("14-05-2010", "14-05-2011", False),
        ("14-05-2010", "05-2010", True),
        ("14-05-2010", "06-2010", False),
        ("14-05-2010", "2010", True),
        ("14-05-2010", "ongeveer 2012", True),
        ("14-05-2010", "ongeveer 2013", False),
        ("ongeveer 2010", "ongeveer 2008", True),
    ],
)
def test_births_are_compared_by_what_is_known_of_both(a, b, compatible):
    assert births_compatible(parse_birth_date(a), parse_birth_date(b)) is compatible


@given(births, births)
def test_comparing_births_does_not_depend_on_who_comes_first(a, b):
    assert births_compatible(a, b) == births_compatible(b, a)


def test_the_warning_needs_both_the_name_and_the_birth_date():
    born, other = BirthDate(2010, 5, 14), BirthDate(2011, 5, 14)

    assert same_person_likely(born, "van Zonnedauw", BirthDate(2010, 5), "Zonedauw")
    assert not same_person_likely(born, "van Zonnedauw", other, "van Zonnedauw")
    assert not same_person_likely(born, "van Zonnedauw", born, "Kwartelstaart")


def test_twins_are_warned_about():
    assert same_person_likely(BirthDate(2010, 5, 14), "Mosveer", BirthDate(2010, 5, 14), "Mosveer")


def test_a_short_part_of_a_double_name_tells_nothing():
    assert similar("Kwartel-Mosveer", "Kwartel-Zonnedauw")
    assert not similar("Mees-Mosveer", "Mees-Zonnedauw")
