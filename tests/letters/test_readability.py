import pytest

from pga.letters.rules.readability import count_syllables, measure

PLAIN = [
    "Wij maken ons zorgen over u en over wat er in uw buurt gebeurt.",
    "De gemeente, de politie en organisaties die u kunnen helpen maken samen één plan.",
    "In dat plan staat welke hulp u krijgt. Wij willen dat plan graag met u maken.",
]
OFFICIAL = (
    "Ingevolge het vorenstaande wordt betrokkene derhalve in kennis gesteld van de voorgenomen "
    "verwerking van persoonsgegevens, alsmede van de mogelijkheid van een zienswijze."
)


def test_a_plain_text_passes():
    assert measure(PLAIN).plain


def test_the_language_of_offices_does_not():
    measured = measure([OFFICIAL])

    assert not measured.plain
    assert measured.ease < 30
    assert measured.longest == (OFFICIAL.rstrip("."),)
    assert {"alsmede", "betrokkene", "derhalve", "ingevolge"} <= set(measured.hard)


@pytest.mark.parametrize(
    "harder",
    [
        PLAIN[0].replace("zorgen", "zorgen thans"),
        " ".join(["wij gaan met u aan de slag en dan"] * 3) + ".",
        "Multidisciplinaire samenwerkingsverbanden coördineren interventies. " * 3,
    ],
)
def test_each_of_the_measures_can_fail_it(harder):
    assert not measure([*PLAIN, *[harder] * 3]).plain


def test_it_is_the_formula_of_its_source():
    # ten syllables in nine words of one sentence
    measured = measure(["De man gaat morgen met de trein op reis."])

    assert measured.mean == 9
    assert measured.ease == pytest.approx(206.84 - 0.77 * 100 * 10 / 9 - 0.93 * 9)


@pytest.mark.parametrize(
    ("word", "many"),
    [("gemeente", 3), ("mooie", 2), ("buurt", 1), ("organisaties", 5), ("zo’n", 1), ("brr", 1)],
)
def test_syllables_are_counted_by_their_sounds(word, many):
    assert count_syllables(word) == many


def test_nothing_is_easy_to_read():
    assert measure([]).plain
    assert measure(["", "  "]).plain
