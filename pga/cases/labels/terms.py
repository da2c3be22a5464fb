"""Dutch for terms, what follows when one passes, and what lies ahead."""

from typing import Final

from pga.cases.rules.duties import DutyKind
from pga.cases.rules.terms import TermKind
from pga.dossiers.rules.forecast import Happening

TERM: Final = {
    TermKind.SIGNAL_DELETION: "Signaal verwijderen",
    TermKind.TRIAGE: "Weging afronden",
    TermKind.INFORMATION_ROUND: "Informatieronde afronden",
    TermKind.INFORMATION_REMINDER: "Partner herinneren",
    TermKind.INFORM_PERSON: "Betrokkene informeren",
    TermKind.INFORM_REVIEW: "Uitstel van informeren opnieuw beoordelen",
    TermKind.AUTHORITY: "Uitzoeken wie gezag heeft",
    TermKind.RETRACTION: "Zeggen dat het over de verkeerde ging",
    TermKind.FROZEN: "Bevroren gegevens beoordelen",
    TermKind.FEEDBACK: "Aanmelder de uitkomst vertellen",
    TermKind.FIRST_MEETING: "Eerste casusoverleg",
    TermKind.PLAN: "Plan vaststellen",
    TermKind.MEETING_AFTER_PLAN: "Casusoverleg na het plan",
    TermKind.MEETING: "Casusoverleg",
    TermKind.PLANNED_MEETING: "Gepland overleg",
    TermKind.CONTACT: "Contact leggen",
    TermKind.MEASUREMENT: "Leefgebieden meten",
    TermKind.EVALUATION: "Evalueren",
    TermKind.PROPOSAL: "Voorstel beantwoorden",
    TermKind.SCALE_UP_PROPOSAL: "Voorstel om op te schalen beantwoorden",
    TermKind.ZVH_ANSWER: "Antwoord van het ZVH",
    TermKind.HOLD_REVIEW: "Aanhouden opnieuw beoordelen",
    TermKind.AFTERCARE_CHECK: "Nazorgcontrole",
    TermKind.LETTER_SENDING: "Goedgekeurde brief versturen",
    TermKind.END_TOLD: "Vertellen dat de casus is geëindigd",
    TermKind.RIGHTS_REQUEST: "Rechtenverzoek beantwoorden",
    TermKind.RIGHTS_REQUEST_EXTENDED: "Rechtenverzoek beantwoorden, verlengd",
    TermKind.RETENTION_CLOSED: "Dossier vernietigen",
    TermKind.RETENTION_REJECTED: "Dossier vernietigen",
    TermKind.RETENTION_WITHDRAWN: "Dossier vernietigen",
    TermKind.RETENTION_WRONGLY_REGISTERED: "Dossier vernietigen",
    TermKind.RETENTION_DECEASED: "Dossier vernietigen",
    TermKind.RETENTION_LOG: "Logregel vernietigen",
}
LATE: Final = {
    TermKind.TRIAGE: "Zonder uitkomst begint de informatieronde niet.",
    TermKind.INFORMATION_ROUND: "Het plan wacht op deze ronde.",
    TermKind.INFORM_PERSON: (
        "De maand van de AVG is voorbij. Zonder bericht of uitstel komt er geen vastgesteld plan."
    ),
    TermKind.INFORM_REVIEW: "Het uitstel telt dan niet meer.",
    TermKind.AUTHORITY: "Zolang dat niet bekend is, weet u niet aan wie u het moet vertellen.",
    TermKind.RETRACTION: "Een ander denkt dan nog dat het over deze casus ging.",
    TermKind.FROZEN: "Wat bevroren is, blijft liggen: niemand besloot of het weg moet.",
    TermKind.FEEDBACK: "De aanmelder weet dan niet wat er met de aanmelding is gedaan.",
    TermKind.FIRST_MEETING: "Het plan komt pas na dit overleg.",
    TermKind.PLAN: "Zonder plan begint de uitvoering niet.",
    TermKind.MEETING_AFTER_PLAN: "De partners hebben het plan dan nog niet samen bekeken.",
    TermKind.MEETING: "De partners hebben dan langer niet samen overlegd dan afgesproken.",
    TermKind.PLANNED_MEETING: "Niemand legde dan vast wat dit overleg besloot.",
    TermKind.CONTACT: "Er is dan langer geen contact vastgelegd dan afgesproken.",
    TermKind.MEASUREMENT: "De laatste meting is dan te oud om mee op te schalen.",
    TermKind.EVALUATION: "Niemand woog dan opnieuw of de aanpak nog nodig en passend is.",
    TermKind.PROPOSAL: "Wie het voorstelde, weet dan niet waar de casus naartoe gaat.",
    TermKind.SCALE_UP_PROPOSAL: "Wie het voorstelde, weet dan niet of de casus opgaat.",
    TermKind.ZVH_ANSWER: "De casus wacht dan langer op het ZVH dan afgesproken.",
    TermKind.HOLD_REVIEW: "Niemand besloot dan of de casus weer verder kan.",
    TermKind.AFTERCARE_CHECK: "Zonder controle kan de casus niet worden afgesloten.",
    TermKind.LETTER_SENDING: "De goedgekeurde brief ligt er nog: niemand las wat erin staat.",
    TermKind.END_TOLD: "Wie meedeed, werkt dan door aan een casus die er niet meer is.",
}
"""What follows for the work when a term passes."""
HAPPENING: Final = {
    Happening.NO_DATE: (
        "Deze casus heeft geen volgende datum",
        "Niets herinnert iemand aan deze casus.",
    ),
    Happening.TERM_LATE: ("Een termijn is te laat", ""),
    Happening.ACTION_LATE: ("De dag van een actie is voorbij", "Leg vast wat eruit kwam."),
    Happening.FLAG_DUE: ("De dag van een vlag is er", ""),
    Happening.STEP_CHANGES: ("Er is een andere volgende stap", ""),
    Happening.MOVE_CLOSES: ("Een stap kan niet meer", ""),
    Happening.LINK_ENDS: ("De koppeling van een collega eindigt", ""),
    Happening.NOBODY_LEFT: (
        "De laatste koppeling eindigt",
        "Dan werkt niemand meer aan deze casus.",
    ),
    Happening.RETENTION_OVER: (
        "De bewaartermijn is voorbij",
        "Het dossier moet worden vernietigd.",
    ),
}
"""What becomes so when nobody does anything, and what follows from it."""
DUTY: Final = {
    DutyKind.TERM: "procesregisseur: {who}",
    DutyKind.FLAG: "Vlag van {who}: kijk naar deze casus",
    DutyKind.ACTION: "Actie van {who}, {kind}, klaar vóór {day}",
}
"""What waits on a case, and whose it is; of a term its own name stands before that."""
