"""Dutch for how a case ends."""

from typing import Final

from pga.cases.rules.actions import ActionOutcome
from pga.cases.rules.ending import (
    SETTLED_AS,
    EndProblem,
    Heard,
    Hearer,
    RetentionClass,
    StartEvent,
)
from pga.cases.rules.states import ClosingReason, ObjectionOutcome

END_REASON: Final = {
    ClosingReason.GOALS_REACHED: "Doelen behaald",
    ClosingReason.STABLE_TO_COMMUNITY_TEAM: "Stabiel genoeg voor het wijkteam",
    ClosingReason.STABLE_TO_PARTNER: "Stabiel genoeg voor één partner",
    ClosingReason.MOVED_HANDED_OVER: "Verhuisd, en overgedragen aan de nieuwe gemeente",
    ClosingReason.MOVED_NOT_HANDED_OVER: "Verhuisd, en niet overgedragen",
    ClosingReason.LONG_DETENTION_OR_ADMISSION: "Lange detentie of opname",
    ClosingReason.NO_LONGER_NECESSARY: "Geen grond (meer) voor een aanpak",
    ClosingReason.NO_COOPERATION_RISK_ACCEPTABLE: "Geen medewerking, het risico is te dragen",
    ClosingReason.DECEASED: "Overleden",
    ClosingReason.WRONGLY_REGISTERED: "Onterecht aangemeld",
    ClosingReason.WITHDRAWN: "Ingetrokken door de aanmelder",
    ClosingReason.MERGED: "Samengevoegd met een andere casus",
}
HEARD: Final = {
    Heard.PERSON: "Betrokkene zelf",
    Heard.FAMILY: "Een ouder of ander contact van de familie",
    Heard.REFERRER: "De aanmelder",
    Heard.NOBODY: "Nog niemand",
}
HEARER: Final = {
    Hearer.PARTNER: "Een partner",
    Hearer.REFERRER: "De aanmelder",
    Hearer.PERSON: "Betrokkene zelf",
    Hearer.FAMILY: "Het contact van de familie",
}
WORDS_OF_SETTLED: Final = {
    ActionOutcome.DONE: "Gedaan",
    ActionOutcome.DROPPED: "Vervalt",
    ActionOutcome.HANDED_OVER: "Overgedragen",
}
SETTLED: Final = {one: WORDS_OF_SETTLED[one] for one in SETTLED_AS}
OBJECTION_OUTCOME: Final = {
    ObjectionOutcome.UPHELD: "Gegrond",
    ObjectionOutcome.REJECTED: "Ongegrond",
}
RETENTION_CLASS: Final = {
    RetentionClass.ADMITTED: "Toegelaten en afgesloten",
    RetentionClass.NOT_ADMITTED: "Niet toegelaten",
    RetentionClass.WITHDRAWN: "Ingetrokken",
    RetentionClass.WRONGLY_REGISTERED: "Onterecht aangemeld",
    RetentionClass.DECEASED: "Overleden",
}
RETENTION_START: Final = {
    StartEvent.END: "de dag waarop de casus eindigde",
    StartEvent.DEATH: "de dag van overlijden",
}
COMING: Final = "Deze dag moet nog komen. Kies vandaag of eerder."
END: Final = {
    EndProblem.NOT_A_REASON: "Deze reden past niet bij waar de casus nu staat.",
    EndProblem.NO_REASON: "Kies waardoor de casus eindigt.",
    EndProblem.NO_WORDS: "Leg uit wat er is gebeurd.",
    EndProblem.IN_FUTURE: COMING,
    EndProblem.BEFORE_RECEIPT: "Deze dag ligt voor de dag waarop de aanmelding binnenkwam.",
    EndProblem.NO_OUTCOME: "Kies wat er met deze actie gebeurt.",
    EndProblem.NO_RESULT: "Schrijf op waarom deze actie vervalt, of aan wie hij is overgedragen.",
    EndProblem.NOBODY_SAID: "Kies wie het hoorde, of kies dat nog niemand het hoorde.",
    EndProblem.NOBODY_AND_OTHERS: "Kies wie het hoorde, of alleen dat nog niemand het hoorde.",
    EndProblem.AFTER_DEATH: (
        "Na een overlijden hoort alleen een ouder of ander contact van de familie het van u."
    ),
    EndProblem.NO_MEANS: "Kies hoe de aanmelder het hoorde.",
    EndProblem.NO_PARTNER_MEANS: "Kies hoe zij het hoorden.",
    EndProblem.NOT_OWED: "Kies wie het hoorde, uit de lijst.",
    EndProblem.NO_WHY: "Leg uit waarom dat niet hoeft.",
    EndProblem.BEFORE_END: "Deze dag ligt voor de dag waarop de casus eindigde.",
    EndProblem.OBJECTION_OPEN: (
        "De casus wacht op de beslissing op een bezwaar. Vul in wanneer het bezwaar gegrond is "
        "verklaard, of hervat de casus als het ongegrond is."
    ),
}
"""What can be wrong with an end, beside the field where it is mended."""
