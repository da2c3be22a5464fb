"""Dutch for signalen."""

from typing import Final

from pga.settings.labels import ENTRY
from pga.settings.rules.lists import Wording
from pga.signals.rules.codes import Forum, PlaceKind, SignalKind, SignalOutcome, SignalSource
from pga.signals.rules.life import MOST_CALLS, SignalFault

SOURCE: Final = {
    SignalSource.SCHOOL: "School",
    SignalSource.ATTENDANCE: "Leerplicht of RMC",
    SignalSource.POLICE: "Politie",
    SignalSource.YOUTH_WORK: "Jongerenwerk",
    SignalSource.PARENTS: "Ouders met een hulpvraag",
    SignalSource.NEIGHBOURHOOD: "Buurt of buurtpreventie",
    SignalSource.SECURITY: "Particuliere beveiliging",
    SignalSource.GP: "Huisarts",
    SignalSource.NETWORK: "Netwerkoverleg",
    SignalSource.INTERVENTION_TEAM: "Interventieteam",
}
KIND: Final = {SignalKind(code): label for code, label in ENTRY["signal_kinds"].items()}
"""How the house calls each kind, as long as a municipality does not say otherwise."""
PURPOSE: Final = {"signal": "signaal", "signals": "lijst van signalen"}
"""What somebody looked for, as the trail says it."""
PLACE: Final = {
    PlaceKind.AT_HOME: "Thuis",
    PlaceKind.STREET: "Op straat",
    PlaceKind.CENTRE: "Winkels of plein",
    PlaceKind.SCHOOL: "School",
    PlaceKind.NATURE: "Park, hei of bos",
    PlaceKind.ONLINE: "Online",
    PlaceKind.OTHER: "Ergens anders",
}
FORUM: Final = {
    Forum.NETWORK: "Netwerkoverleg",
    Forum.SAFETY_TALK: "Overleg van team Veiligheid",
    Forum.CARE: "Sociaal team",
    Forum.BILATERAL: "Met z’n tweeën of aan de telefoon",
    Forum.OTHER: "Ergens anders",
}
OUTCOME: Final = {
    SignalOutcome.CONCEPT: "Concept-aanmelding",
    SignalOutcome.REFERRAL: "Aanmelding",
    SignalOutcome.TAKEN_UP: "Het interventieteam pakt het op",
    SignalOutcome.REGULAR_CARE: "Gewone hulp",
    SignalOutcome.CARE_REPORT: "Zorgmelding door de bron",
    SignalOutcome.YOUTH_GROUP: "Signaal over een jeugdgroep",
    SignalOutcome.NOTHING: "Niets",
    SignalOutcome.EXPIRED: "Verlopen zonder besluit",
}
OUTCOME_HINT: Final = {
    SignalOutcome.CONCEPT: "Het interventieteam schrijft die. U kunt het signaal nog even lezen.",
    SignalOutcome.REFERRAL: "U schrijft die hierna. U kunt het signaal nog even lezen.",
    SignalOutcome.TAKEN_UP: "We houden alleen de dag en het aantal.",
    SignalOutcome.REGULAR_CARE: "De zorg is bekend bij gewone hulp.",
    SignalOutcome.CARE_REPORT: "Wie het signaal gaf, meldt zelf, bijvoorbeeld bij Veilig Thuis.",
    SignalOutcome.YOUTH_GROUP: "Alleen als aantal. Er gaat geen naam mee.",
    SignalOutcome.NOTHING: "Er hoeft niets te gebeuren.",
}
FAULT: Final = {
    SignalFault.AHEAD: "Deze dag moet nog komen.",
    SignalFault.TOO_OLD: "Dit is te lang geleden: dit signaal zou al weg zijn.",
    SignalFault.BEFORE_RECEIPT: "Dit ligt vóór de dag waarop het signaal binnenkwam.",
    SignalFault.CALLS: f"Typ een getal van 1 tot en met {MOST_CALLS}.",
    SignalFault.EXTENDED: "Dit signaal is al een keer verlengd. Nog een keer kan niet.",
    SignalFault.NOT_DISCUSSED: "Leg eerst vast waar dit signaal is besproken.",
    SignalFault.SETTLED: "Dit signaal heeft al een uitkomst.",
    SignalFault.KIND_OFF: "Deze soort staat uit. Kies een andere.",
    SignalFault.NO_PARTNER: "Deze organisatie doet niet meer mee. Kies een andere.",
    SignalFault.BIRTH: "Typ een datum, of alleen het jaar met vier cijfers.",
    SignalFault.NO_NAME: "Vul ook een naam in, of laat de geboortedatum weg.",
    SignalFault.SAME: "Dit is hetzelfde signaal.",
}


def kind_words(kind: SignalKind, wording: Wording) -> str:
    """Return how a kind is called on the day of a record."""
    return wording.label("signal_kinds", kind) or KIND[kind]


def calls_words(calls: int) -> str:
    """Return a number of calls in words."""
    return "1 melding" if calls == 1 else f"{calls} meldingen"
