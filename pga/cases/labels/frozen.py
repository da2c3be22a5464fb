"""Dutch for what the law keeps out of use, and for the yes of a supplier."""

from typing import Final

from pga.cases.labels.information import CONTRIBUTION
from pga.cases.labels.sentences import COMING
from pga.cases.rules.consenting import ConsentProblem
from pga.cases.rules.contributions import FrozenFor
from pga.cases.rules.criminal import HeldEnd, HeldKind
from pga.cases.rules.information import RequestProblem

FROZEN_FOR: Final = {
    FrozenFor.POLICE: (
        "Bevroren: er was geen geldig besluit van de politie om te verstrekken (Wpg, artikel 20)."
    ),
    FrozenFor.UNDER_12: (
        "Bevroren: strafgegevens, en iemand van deze casus is jonger dan 12, of misschien."
    ),
}
TAKEN_OUT: Final = {
    FrozenFor.POLICE: "Eruit gehaald: van de politie, zonder geldig besluit.",
    FrozenFor.UNDER_12: "Eruit gehaald: strafgegevens bij iemand jonger dan 12.",
}
HELD: Final = {
    HeldKind.REFERRAL: "Strafbare feiten of Justitie in de aanmelding",
    HeldKind.GOAL: "Een doel van het plan bij Justitie",
    HeldKind.SCORE: "Een score bij Justitie",
}
HELD_ENDS: Final = {
    HeldEnd.USE: "Weer gebruiken",
    HeldEnd.OUT: "Eruit halen",
}
FROZEN: Final[dict[str, str]] = CONTRIBUTION
CONSENT: Final[dict[str, str]] = {
    ConsentProblem.NOT_ASKED: "Deze partner wil niet gevraagd worden: zijn antwoord staat er al.",
    ConsentProblem.NOT_IN_USE: "Deze bijdrage is bevroren of ingetrokken.",
    ConsentProblem.SUPPLIER_SAID_NO: (
        "De partner stelde een voorwaarde die dit tegenhoudt. Een ja verandert dat niet."
    ),
    ConsentProblem.NOT_FOR_OTHERS: (
        "Deze bijdrage is voor de regie of het kernteam, en gaat naar niemand buiten."
    ),
    ConsentProblem.ITSELF: "Deze partner vertelde dit zelf.",
    ConsentProblem.ALREADY: "Dit ja staat er al.",
    ConsentProblem.IN_FUTURE: COMING,
    ConsentProblem.BEFORE_RECEIPT: "Deze dag ligt voor de dag waarop de bijdrage kwam.",
    RequestProblem.NOT_A_PARTNER: "Kies een organisatie die nu in de lijst staat.",
    RequestProblem.NOT_THERE: "Deze bijdrage is er niet.",
}
