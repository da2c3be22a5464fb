"""Dutch for the informatieronde: questions, answers and contributions."""

from typing import Final

from pga.cases.labels.criminal import CRIMINAL
from pga.cases.labels.gates import TELL_FIRST
from pga.cases.labels.sentences import NO_CONTACT_ANY_MORE, OVER
from pga.cases.rules.contributions import (
    Condition,
    ContributionProblem,
    InfoClass,
    Manner,
    Onward,
    Status,
    Visibility,
)
from pga.cases.rules.information import AskPurpose, RequestAnswer, RequestProblem

ASK_PURPOSE: Final = {
    AskPurpose.KNOWN: "Weten of de persoon bekend is",
    AskPurpose.PICTURE: "Samen zien hoe het nu gaat",
    AskPurpose.SAFETY: "Weten of iemand gevaar loopt",
    AskPurpose.MEASURES: "Weten welke hulp of maatregel loopt",
}
REQUEST_ANSWER: Final = {
    RequestAnswer.KNOWN: "Bekend",
    RequestAnswer.UNKNOWN: "Niet bekend",
    RequestAnswer.MAY_NOT_SHARE: "Mag niet delen",
    RequestAnswer.SPOKEN: "Deelt mondeling in het overleg",
}
REQUEST: Final[dict[str, str]] = {
    **TELL_FIRST,
    RequestProblem.NOBODY: "Kies een partner.",
    RequestProblem.NOT_A_PARTNER: (
        "Een partner die u koos, staat niet meer in de lijst. Kijk na wie u vraagt. Er is nog "
        "niets vastgelegd."
    ),
    RequestProblem.NOT_A_CONTACT: NO_CONTACT_ANY_MORE,
    RequestProblem.NO_RECIPIENT: "Vul in wie u vraagt: een naam en functie.",
    RequestProblem.IN_PAST: "Kies vandaag of een dag die nog komt.",
    RequestProblem.NOT_NOW: "In deze stand van de casus vraagt u geen partner.",
    RequestProblem.NOT_THERE: "Deze vraag is er niet.",
    RequestProblem.ANSWERED: "Deze partner heeft al geantwoord.",
    RequestProblem.NOT_LATE: "De dag van het antwoord is nog niet voorbij. Wacht daarop.",
    RequestProblem.IN_FUTURE: "Deze dag moet nog komen.",
    RequestProblem.POLICE_CONTENT: (
        "Er is geen geldig besluit van de politie om te verstrekken (Wpg, artikel 20). Leg geen "
        "antwoord met inhoud vast, ook geen toelichting. Vraag de beheerder naar het besluit."
    ),
    RequestProblem.POLICE_KNOWN: (
        "Er is geen geldig besluit van de politie om te verstrekken (Wpg, artikel 20). Ook of "
        "iemand bekend is, legt u dan niet vast."
    ),
}
ABOUT: Final = {
    InfoClass.CARE: "Zorg",
    InfoClass.JUSTICE: "Straf",
    InfoClass.ADMINISTRATION: "Bestuurlijk",
    InfoClass.SOCIAL: "Sociaal",
}
VISIBILITY: Final = {
    Visibility.REGIE: "Alleen de regie",
    Visibility.KERNTEAM: "Het kernteam",
    Visibility.OVERLEG: "Het overleg",
}
VISIBILITY_HINT: Final = {
    Visibility.REGIE: "Team Veiligheid en de coördinator.",
    Visibility.KERNTEAM: "Ook het interventieteam op deze casus.",
    Visibility.OVERLEG: "Ook de partners die bij het overleg zitten.",
}
ONWARD: Final = {
    Onward.NO: "Nee",
    Onward.AFTER_CONSENT: "Alleen na akkoord van de partner, elke keer",
    Onward.YES: "Ja, binnen de voorwaarden",
}
CONDITION: Final = {
    Condition.NOT_TO_PERSON: "Niet aan de persoon zelf",
    Condition.NOT_TO_PRIVATE: "Niet aan private organisaties",
    Condition.SPOKEN_ONLY: "Alleen mondeling, nooit op papier",
}
MANNER: Final = {
    Manner.OWN_WORK: "Zelf gezien of gedaan",
    Manner.REGISTER: "Uit een eigen systeem",
    Manner.FROM_PERSON: "Van de persoon zelf gehoord",
    Manner.FROM_OTHER: "Van een ander gehoord",
}
STATUS: Final = {
    Status.ACTIVE: "Telt mee",
    Status.FROZEN: "Bevroren: de partner meldt een fout",
    Status.WITHDRAWN: "Ingetrokken door de partner",
}
CONTRIBUTION: Final[dict[str, str]] = {
    **CRIMINAL,
    ContributionProblem.IN_FUTURE: "Deze dag moet nog komen.",
    ContributionProblem.AFTER_RECEIPT: "De feiten zijn van na de dag van ontvangst.",
    ContributionProblem.PASSAGE_NOT_FOUND: (
        "Dit stuk staat niet in de tekst. Neem het letterlijk over."
    ),
    ContributionProblem.NO_RELATION: "Kies over wie de tekst ook gaat.",
    ContributionProblem.NOT_YOURS_TO_HIDE: "Kies wie het mag zien. U kunt niet kiezen voor regie.",
    ContributionProblem.NO_POLICE_DECISION: (
        "Er is geen geldig besluit van de politie om te verstrekken (Wpg, artikel 20). Vraag de "
        "beheerder om dat bij de partner vast te leggen. Tot dan legt u niets van de politie vast."
    ),
    ContributionProblem.NO_KIND: (
        "Van deze partner is niet bekend wat voor organisatie het is. Vraag de beheerder om dat "
        "vast te leggen. Tot dan kan de partner niets bijdragen."
    ),
    ContributionProblem.EXCLUDES_US: (
        "De gemeente voert de regie en moet dit kunnen lezen. Wil de partner dat niet, leg de "
        "bijdrage dan niet vast. Een afdeling kunt u wel kiezen, bij de partners."
    ),
    ContributionProblem.NOT_FROZEN: "Deze bijdrage is niet bevroren.",
    ContributionProblem.NOT_ACTIVE: "Deze bijdrage is al bevroren of ingetrokken.",
    ContributionProblem.CASE_OVER: OVER,
    RequestProblem.NOT_THERE: "Deze bijdrage is er niet.",
    RequestProblem.NOT_A_PARTNER: "Kies een organisatie die nu in de lijst staat.",
}
