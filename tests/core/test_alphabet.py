import unicodedata

import pytest

from pga.core.alphabet import alphabetically


@pytest.mark.parametrize(
    "names",
    [
        ["Ada", "Émile", "Fenna"],
        ["de Vries", "De Waard", "Zonnedauw"],
        ["Łucja", "Lumen"],
        ["Øystein", "Ozan"],
        ["Ebbe", "ebbe", "Ébbe"],
    ],
)
def test_an_accent_or_a_capital_sends_nobody_to_the_end(names):
    backwards = names[::-1]

    assert sorted(backwards, key=alphabetically) == names


def test_both_spellings_of_a_name_stand_together():
    two = [unicodedata.normalize(form, "Zoë") for form in ("NFC", "NFD")]

    assert sorted([*two, "Zoals", "Zof"], key=alphabetically)[1:3] == sorted(two)
