"""Dutch for the casusoverleg."""

from typing import Final

from pga.cases.labels.gates import TELL_FIRST
from pga.cases.labels.sentences import FROM_TODAY
from pga.cases.rules.meetings import (
    MOST_CASES,
    AttendeeKind,
    ItemStatus,
    MeetingProblem,
    Presence,
    ViewForm,
)

ITEM_STATUS: Final = {
    ItemStatus.WAITING: "Nog te bespreken",
    ItemStatus.OPEN: "Nu op het scherm",
    ItemStatus.DONE: "Besproken",
    ItemStatus.TAKEN_OFF: "Van de agenda",
}
VIEW_FORM: Final = {
    ViewForm.PRESENT: "Betrokkene is er zelf",
    ViewForm.WRITTEN: "Op papier",
    ViewForm.TOLD: "Eerder verteld aan iemand hier",
    ViewForm.NONE: "Er is geen zienswijze",
}
PRESENCE: Final = {
    Presence.PRESENT: "aanwezig",
    Presence.EXCUSED: "afgemeld",
    Presence.ABSENT: "niet aanwezig",
}
ATTENDEE: Final = {
    AttendeeKind.COLLEAGUE: "gemeente",
    AttendeeKind.PARTNER: "partner",
    AttendeeKind.INCIDENTAL: "eenmalige deelnemer",
    AttendeeKind.PERSON: "zelf, of wie namens betrokkene spreekt",
}
MEETING: Final[dict[str, str]] = {
    **TELL_FIRST,
    MeetingProblem.IN_PAST: FROM_TODAY,
    MeetingProblem.TOO_FAR: "Kies een dag binnen twee jaar.",
    MeetingProblem.NO_CASES: "Kies minstens één casus.",
    MeetingProblem.TOO_MANY_CASES: (
        f"Kies hoogstens {MOST_CASES} casussen: meer houdt niemand uit elkaar."
    ),
    MeetingProblem.NOT_YOURS: "Kies casussen die zijn toegelaten en waar u zelf aan werkt.",
    MeetingProblem.ON_AGENDA: "Deze casus staat al op de agenda.",
    MeetingProblem.NOT_THERE: "Dit is er niet.",
    MeetingProblem.CANCELLED: "Dit overleg is afgezegd.",
    MeetingProblem.BEGUN: "Dit overleg is al begonnen. Verzetten of afzeggen kan niet meer.",
    MeetingProblem.TOO_EARLY: "De dag van dit overleg moet nog komen. Begint u eerder? Verzet het.",
    MeetingProblem.OTHER_OPEN: "Er staat nog een andere casus op het scherm. Rond die eerst af.",
    MeetingProblem.NOT_OPEN: "Deze casus staat niet op het scherm.",
    MeetingProblem.NOT_DONE: "Deze casus is nog niet besproken.",
    MeetingProblem.APPROVED: "De besluitenlijst is vastgesteld en verandert niet meer.",
    MeetingProblem.NOBODY: "Vink aan wie er bij deze casus zit.",
    MeetingProblem.NO_SECRECY: (
        "Wie van buiten komt, tekent of belooft eerst geheimhouding. Vink dat hieronder aan."
    ),
    MeetingProblem.SHUT_OUT: (
        "Een van deze collega’s kan deze casus niet openen. Die kan er niet bij zitten."
    ),
    MeetingProblem.NO_VIEW_FORM: "Kies hoe de zienswijze op tafel komt.",
    MeetingProblem.PERSON_NOT_TICKED: "Vink betrokkene bij de aanwezigen aan, of kies iets anders.",
    MeetingProblem.NO_NAME: "Vul de naam in van wie erbij komt.",
    MeetingProblem.NOT_INVITABLE: "Kies iemand uit de lijst.",
    MeetingProblem.NO_OWNER: "Kies wie dit doet, of laat de datum leeg.",
    MeetingProblem.NO_DAY: "Vul in wanneer het klaar is.",
    MeetingProblem.NO_TEXT: "Schrijf het besluit op.",
    MeetingProblem.NOTHING: "Deze partner heeft bij deze casussen geen open acties.",
    MeetingProblem.NOT_YET: "Kies een dag na vandaag.",
}
