"""Dutch for letters about a case: how one goes, and what came of sending it."""

from typing import Final

from pga.cases.labels.disclosures import MEANS
from pga.letters.labels import PROBLEM
from pga.letters.rules.templates import LetterPlace
from pga.privacy.disclosure_codes import Means

LETTER_MEANS: Final = {
    Means.LETTER: "Per post",
    Means.PAPER: MEANS[Means.PAPER],
    Means.SECURE_MAIL: "Met de veilige mail van uw gemeente",
}
SENT: Final = {"yes": "Ja, de brief is verstuurd of gegeven", "no": "Nee, verzenden mislukte"}
LETTER: Final = PROBLEM
MENDED_AT: Final = {
    LetterPlace.RECIPIENT: "people",
    LetterPlace.ADDRESS: "people",
    LetterPlace.CHILD: "people",
    LetterPlace.REASON: "reason",
    LetterPlace.ORGANISATIONS: "organisations",
    LetterPlace.TALK: "talk",
    LetterPlace.PHONE: "phone",
}
"""Where an empty place is mended: among the people of the case, or a field of the letter.

What is not here, the beheerder sets.
"""
