"""Dutch of letters: the templates, and the names of places, states and subjects."""

from collections.abc import Mapping
from typing import Final

from pga.letters.labels.notified import NOTIFIED
from pga.letters.labels.scaled_up import SCALED_UP
from pga.letters.rules.states import DocumentProblem, DocumentState
from pga.letters.rules.templates import LetterKind, LetterPlace, LetterReader, Template

TEMPLATES: Final[Mapping[tuple[LetterKind, LetterReader], Template]] = {
    (one.kind, one.reader): one for one in (*NOTIFIED, *SCALED_UP)
}

KIND: Final = {
    LetterKind.NOTIFIED: "U bent aangemeld",
    LetterKind.SCALED_UP: "Opschaling naar het Zorg- en Veiligheidshuis",
}
READER: Final = {
    LetterReader.ADULT: "volwassene",
    LetterReader.FROM_16: "jongere van 16 of 17",
    LetterReader.FROM_12: "kind van 12 tot en met 15",
    LetterReader.PARENT: "ouder of voogd",
}
STATE: Final = {
    DocumentState.DRAFT: "concept",
    DocumentState.PROPOSED: "voorgelegd",
    DocumentState.SENT: "verstuurd",
    DocumentState.FAILED: "verzenden mislukt",
    DocumentState.WITHDRAWN: "ingetrokken",
}
PLACE: Final = {
    LetterPlace.RECIPIENT: "naam van wie de brief krijgt",
    LetterPlace.ADDRESS: "adres van wie de brief krijgt",
    LetterPlace.MUNICIPALITY: "gemeente",
    LetterPlace.RETURN_ADDRESS: "retouradres van de gemeente",
    LetterPlace.DAY: "datum",
    LetterPlace.NUMBER: "kenmerk",
    LetterPlace.CHILD: "naam van het kind",
    LetterPlace.REFERRER: "organisatie die aanmeldde",
    LetterPlace.REASON: "reden in gewone woorden",
    LetterPlace.ORGANISATIONS: "organisaties waarmee u gegevens deelt",
    LetterPlace.TALK: "dag, tijd en plaats van het gesprek",
    LetterPlace.CONTACT: "naam van de contactpersoon",
    LetterPlace.PHONE: "telefoonnummer van de contactpersoon",
    LetterPlace.DPO: "contact met de functionaris gegevensbescherming",
    LetterPlace.KEPT: "bewaartermijn",
}
MARK: Final = {place: f"[{words}]" for place, words in PLACE.items()}
"""What is seen in a draft where nothing stands yet."""
PROBLEM: Final = {
    DocumentProblem.OVER: "Deze brief is verstuurd of ingetrokken. Er verandert niets meer aan.",
    DocumentProblem.NOT_PROPOSED: "Leg de brief eerst voor aan een tweede persoon.",
    DocumentProblem.EMPTY_PLACE: "De brief is nog niet klaar: er mist iets. De lijst zegt wat.",
    DocumentProblem.NOT_TRUE_NOW: "Deze brief klopt niet bij waar de casus nu staat.",
    DocumentProblem.OTHER_READER: (
        "Wie de brief krijgt, is intussen van een andere leeftijd of mag hem niet meer krijgen. "
        "Schrijf de brief opnieuw."
    ),
    DocumentProblem.NOBODY: "Kies iemand van deze casus die de brief mag krijgen.",
    DocumentProblem.IN_FUTURE: "Deze dag moet nog komen.",
    DocumentProblem.BEFORE_APPROVAL: "Deze dag is voor de dag waarop de brief is voorgelegd.",
    DocumentProblem.NO_REASON: "Schrijf op waarom verzenden niet lukte.",
}
