"""Dutch for finding a case, and asking for one that is not yours."""

from typing import Final

from pga.cases.labels.referral import BIRTH
from pga.cases.rules.referral import BirthDateProblem
from pga.cases.rules.search import MOST, SearchProblem
from pga.dossiers.rules.notices import MOST_ASKED

SEARCH: Final = {
    SearchProblem.NOTHING: "Vul een casusnummer in, of een achternaam met een geboortedatum.",
    SearchProblem.ONE_WAY: "Zoek op nummer of op naam, niet op allebei. Maak een van de twee leeg.",
    SearchProblem.SURNAME_MISSING: "Vul ook de achternaam in.",
    SearchProblem.SURNAME_SHORT: "Vul de hele achternaam in, met ten minste twee letters.",
    SearchProblem.BIRTH_MISSING: "Vul ook de geboortedatum in. Weet u die niet, dan het jaar.",
    SearchProblem.BIRTH_SHORT: BIRTH[BirthDateProblem.TWO_DIGIT_YEAR],
    SearchProblem.BIRTH_UNREADABLE: "Typ de datum als 14-05-1991, de maand als 05-1991 of 1991.",
}
TOO_MANY: Final = f"U ziet de nieuwste {MOST}. Weet u de hele geboortedatum, zoek daar dan mee."
ASKED: Final = "Als deze casus bestaat, krijgt de procesregisseur uw vraag."
"""The one answer to whoever asks for access, whatever the number is."""
ASKED_HINT: Final = f"U kunt dit {MOST_ASKED} keer per dag vragen."
