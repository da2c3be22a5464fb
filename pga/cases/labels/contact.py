"""Dutch for contact moments, and for who is out of sight."""

from typing import Final

from pga.cases.rules.contact import (
    ContactKind,
    ContactProblem,
    FollowUp,
    MomentEnd,
    SightAnswer,
    Whom,
)

CONTACT_KIND: Final = {
    ContactKind.HOME_VISIT: "Huisbezoek",
    ContactKind.PHONE: "Telefoon",
    ContactKind.STREET: "Op straat",
    ContactKind.MESSAGE: "App of bericht",
    ContactKind.LOCATION: "Gesprek op locatie",
}
WHOM: Final = {
    Whom.PERSON: "Betrokkene",
    Whom.GUARDIAN: "Een gezaghebbende",
    Whom.OTHER: "Iemand anders",
}
FOLLOW_UP: Final = {
    FollowUp.ACTION: "Actie voor mij",
    FollowUp.FLAG: "Vlag bij de casus",
}
CONTACTED: Final = {
    "spoken": "Gesproken",
    "other": "Een ander gesproken",
    "tried": "Niemand bereikt",
}
"""How contact moments went, counted."""
MOMENT_END: Final = {
    MomentEnd.WITHDRAWN: "Ingetrokken",
    MomentEnd.MOVED: "Verplaatst naar een andere casus",
}
SIGHT_ANSWER: Final = {
    SightAnswer.LOST: "Uit beeld",
    SightAnswer.TRYING: "Niet uit beeld: we gaan door",
    SightAnswer.SPOKEN: "Niet meer nodig: er was weer contact, of een poging telt niet",
}
CONTACT: Final[dict[str, str]] = {
    ContactProblem.IN_FUTURE: "Dit moment moet nog komen. Kijk naar de dag en de tijd.",
    ContactProblem.BEFORE_RECEIPT: "Dit was vóór de aanmelding. Dan hoort het niet bij deze casus.",
    ContactProblem.NO_TEXT: "Schrijf kort op wat er is gezegd of afgesproken.",
    ContactProblem.NOT_OF_CASE: "Zo iemand staat niet in deze casus. Kies iemand anders.",
    ContactProblem.NOT_A_COLLEAGUE: "Deze collega kan niet aan deze casus werken.",
    ContactProblem.NEXT_IN_PAST: "Kies vandaag of een dag die nog komt.",
    ContactProblem.NEXT_TOO_FAR: "Deze dag is te ver weg.",
    ContactProblem.NO_ACTION: "U werkt nog niet aan deze casus. Kies bij Anders voor een vlag.",
    ContactProblem.ENDED: "Dit contactmoment was al ingetrokken of verplaatst.",
    ContactProblem.SAME_CASE: "Het staat al bij deze casus. Vul een ander nummer in.",
    ContactProblem.NO_REASON: "Schrijf op waarom.",
    ContactProblem.ANSWERED: "Hier is niets meer om te beantwoorden.",
    ContactProblem.CASE_OVER: "Deze casus loopt niet meer. Er komt geen contact meer bij.",
}
NOT_YOURS: Final = "Bij deze casus kunt u geen contact vastleggen. Kijk naar het nummer."
NO_CASE: Final = "Kies een casus, of vul een nummer in."
