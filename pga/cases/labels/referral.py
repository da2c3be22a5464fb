"""Dutch for an aanmelding: what is said in it and what can be wrong with it."""

from typing import Final

from pga.cases.labels.criminal import CRIMINAL
from pga.cases.rules.domains import LifeDomain
from pga.cases.rules.intake import IntakeProblem
from pga.cases.rules.referral import (
    AgeClass,
    BirthDateProblem,
    NotInformedReason,
    Problem,
    ThirdPartyRelation,
)
from pga.settings.labels import ENTRY
from pga.settings.rules.lists import Wording

PROBLEM: Final = {one: ENTRY["problems"][one] for one in Problem}
DOMAIN: Final = {one: ENTRY["domains"][one] for one in LifeDomain}
"""As the house calls them; a municipality may have its own words (``problem``, ``domain``)."""
NOT_INFORMED: Final = {
    NotInformedReason.INVESTIGATION: "Er loopt een opsporingsonderzoek",
    NotInformedReason.SAFETY_PERSON: "De veiligheid van de persoon zelf",
    NotInformedReason.SAFETY_OTHER: "De veiligheid van een ander",
    NotInformedReason.SAFETY_PROFESSIONAL: "De veiligheid van een collega",
    NotInformedReason.UNREACHABLE: "De persoon is niet te bereiken",
    NotInformedReason.OTHER: "Iets anders",
}
RELATION: Final = {
    ThirdPartyRelation.FAMILY_MEMBER: "Gezinslid",
    ThirdPartyRelation.NEIGHBOUR: "Buurtbewoner",
    ThirdPartyRelation.REFERRER: "Melder",
    ThirdPartyRelation.PROFESSIONAL: "Professional",
    ThirdPartyRelation.OTHER_INVOLVED: "Iemand anders",
}
BIRTH: Final[dict[str, str]] = {
    BirthDateProblem.EMPTY: "Vul de geboortedatum in. Weet u het niet zeker? Typ “ongeveer 2010”.",
    BirthDateProblem.UNREADABLE: "Typ de geboortedatum als dag-maand-jaar, of “ongeveer 2010”.",
    BirthDateProblem.TWO_DIGIT_YEAR: "Typ het jaar met vier cijfers.",
    BirthDateProblem.IMPOSSIBLE: "Deze datum bestaat niet.",
    BirthDateProblem.IN_FUTURE: "Deze datum moet nog komen.",
    BirthDateProblem.TOO_LONG_AGO: "Zo oud wordt niemand. Kijk naar het jaar.",
}
INTAKE: Final[dict[str, str]] = {
    **CRIMINAL,
    IntakeProblem.IN_FUTURE: "Deze dag moet nog komen.",
    IntakeProblem.BEFORE_INCIDENT: "Dit is langer dan een jaar geleden. Klopt het jaar?",
    IntakeProblem.NO_CONTACT: "Vul een telefoonnummer in, of een zakelijk e-mailadres.",
    IntakeProblem.PRIVATE_MAIL: "Dit is een privéadres. Gebruik een zakelijk e-mailadres.",
    IntakeProblem.NO_ADDRESS: "Vul het adres in, of kies “zonder vaste woonplaats”.",
    IntakeProblem.NO_TOWN: "Vul de woonplaats in.",
    IntakeProblem.ELSEWHERE: (
        "De persoon woont buiten de gemeente. Schrijf op waarom u toch aanmeldt."
    ),
    IntakeProblem.TOO_FEW_DOMAINS: "Kies minstens 2 leefgebieden met zorgen.",
    IntakeProblem.NO_PROBLEM: "Kies wat er speelt.",
    IntakeProblem.SWITCHED_OFF: "Een van deze keuzes kan niet meer. Haal dat vinkje weg.",
    IntakeProblem.NO_GUARDIAN: "Er is een minderjarige. Vul in wie het gezag heeft.",
    IntakeProblem.ONE_PERSON: "Een gezin heeft minstens twee personen. Voeg iemand toe.",
    IntakeProblem.NO_DATE: "Vul de datum in.",
    IntakeProblem.NO_REASON: "Geef hier de reden.",
    IntakeProblem.IN_PAST: "Kies vandaag of een dag die nog komt.",
    IntakeProblem.TOO_FAR: "Zo ver vooruit kan niet. Kies een eerdere dag om opnieuw te kijken.",
    IntakeProblem.NOT_A_REFERRER: "Kies een organisatie die hier mag aanmelden.",
    IntakeProblem.PASSAGE_NOT_FOUND: "Dit stuk staat niet in de tekst. Neem het letterlijk over.",
    IntakeProblem.NO_RELATION: "Kies over wie de tekst ook gaat.",
    IntakeProblem.NOT_OWN_KNOWLEDGE: (
        "Er is geen geldig besluit van de politie om te verstrekken (Wpg, artikel 20). Schrijf "
        "alleen op wat de gemeente zelf weet, en vink dat hier aan."
    ),
}
AGE: Final = {
    AgeClass.UNDER_12: "jonger dan 12",
    AgeClass.FROM_12: "12 tot en met 15",
    AgeClass.FROM_16: "16 of 17",
    AgeClass.ADULT: "18 of ouder",
}


def problem(code: str, wording: Wording) -> str:
    """Return a kind of problem in the words of the municipality on the day of the record."""
    return wording.label("problems", code) or PROBLEM[Problem(code)]


def domain(code: str, wording: Wording) -> str:
    """Return a leefgebied in the words of the municipality on the day of the record."""
    return wording.label("domains", code) or DOMAIN[LifeDomain(code)]
