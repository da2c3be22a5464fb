"""Dutch for roles and for what can be wrong with a login."""

from typing import Final

from pga.access.permissions import Permission, Role
from pga.access.policy import Verdict
from pga.accounts.rules.clearance import ClearanceProblem, Lapse, Lapsed
from pga.accounts.rules.granting import GrantBasis, UserProblem
from pga.accounts.rules.mail import AddressProblem
from pga.accounts.rules.news import AccountNews
from pga.accounts.rules.password import Weakness
from pga.accounts.services import LoginFault
from pga.privacy.approval_rows import ApprovalOutcome
from pga.privacy.approval_rules import ApprovalProblem, ApprovalState
from pga.privacy.events import Event
from pga.web.filters import plain_date

ROLE: Final = {
    Role.SAFETY_TEAM: "team Veiligheid",
    Role.INTERVENTION_TEAM: "interventieteam",
    Role.COORDINATOR: "coördinator",
    Role.DPO: "functionaris gegevensbescherming",
    Role.BOARD: "bestuur",
    Role.ADMIN: "beheerder",
}
WHO: Final = {
    Role.SAFETY_TEAM: "team Veiligheid",
    Role.INTERVENTION_TEAM: "het interventieteam",
    Role.COORDINATOR: "de coördinator",
    Role.DPO: "de FG",
    Role.BOARD: "het bestuur",
    Role.ADMIN: "de beheerder",
}
"""A role as the subject of a sentence."""
WHO_IN_PART: Final = {(Permission.CASE_ADOPT, Role.INTERVENTION_TEAM): "de casusregisseur"}
"""Of whom of a role, where not all of that role may."""


def who_may(verdict: Verdict) -> str:
    """Return who may do what was asked, as the subject of a sentence."""
    asked = verdict.permission
    return " of ".join(WHO_IN_PART.get((asked, role), WHO[role]) for role in verdict.roles)


FAULT: Final = {
    LoginFault.WRONG: "Deze naam en dit wachtwoord horen niet bij elkaar.",
    LoginFault.WAIT: "U probeerde het te vaak. Wacht {seconds} seconden en probeer het opnieuw.",
    LoginFault.NO_ROLE: "U heeft vandaag geen rol. Vraag de beheerder.",
}
ADDRESS: Final[dict[str, str]] = {
    AddressProblem.UNREADABLE: "Vul één e-mailadres in, zoals naam@gemeente.example.",
}
EVENT: Final = {
    Event.DIGEST_SENT: "kreeg een bericht dat er iets klaarstaat",
    Event.WISH_CHANGED: "veranderde het adres of de wens voor een bericht",
}
NOT_PROVEN: Final = "Het wachtwoord of de code klopt niet, of de code is al gebruikt."
WRONG_CODE: Final = "Deze code klopt niet, of hij is al gebruikt. Wacht op de volgende code."
PASSWORD: Final[dict[str, str]] = {
    Weakness.SHORT: "Kies een wachtwoord van minstens 15 tekens. Een zin werkt goed.",
    Weakness.LONG: "Kies een wachtwoord van hoogstens 128 tekens.",
    Weakness.EASY: "Dit wachtwoord is te raden. Gebruik een zin met gewone, losse woorden.",
    LoginFault.WRONG: "Dit is niet uw wachtwoord van nu.",
}
LINK_ENDED: Final = (
    "Deze code werkt niet. Kijk of u hem goed overtypte. Een code werkt één keer, en hoogstens "
    "24 uur. Vraag anders uw beheerder om een nieuwe."
)
NEWS: Final = {
    AccountNews.PASSWORD_CHANGED: "Uw wachtwoord is gewijzigd",
    AccountNews.PASSWORD_CHOSEN: "Met een link is een wachtwoord voor uw account gekozen",
    AccountNews.FACTOR_SET: "Uw tweede factor is ingesteld",
    AccountNews.CODES_MADE: "Er zijn nieuwe herstelcodes gemaakt. De oude werken niet meer",
    AccountNews.RESET_STARTED: "De beheerder maakte een link voor een nieuw wachtwoord",
    AccountNews.ROLE_CHANGED: "De beheerder veranderde een rol van u",
    AccountNews.CLEARANCE_CHANGED: "De beheerder veranderde uw VOG, training of geheimhouding",
    AccountNews.REOPENED: "De beheerder opende uw account weer",
}
"""What changed at somebody's account, as it stands at Voor u."""
LAPSE: Final = {
    Lapse.SCREENING: "VOG of screening",
    Lapse.TRAINING: "training",
    Lapse.SECRECY: "geheimhouding",
}
USER: Final[dict[str, str]] = {
    UserProblem.TAKEN: "Deze gebruikersnaam is al in gebruik. Kies een andere.",
    UserProblem.UNFIT: "Gebruik minstens 3 letters zonder accent, cijfers, punten of streepjes.",
    UserProblem.SELF: "Uw eigen account verandert een andere beheerder.",
    UserProblem.ELSEWHERE: "Deze collega werkt hier niet meer. De beheerder daar gaat erover.",
    UserProblem.HELD: "Deze collega heeft die rol in die tijd al.",
    UserProblem.ASKED: "Deze rol wacht al op een tweede persoon.",
    UserProblem.STAND_IN_UNKNOWN: (
        "Daar werkt nu niemand met deze gebruikersnaam die kan vervangen: team Veiligheid, "
        "coördinator of beheerder."
    ),
    UserProblem.STAND_IN_HERE: "Een vervanger werkt bij een andere gemeente.",
    UserProblem.IN_PAST: "Kies vandaag of een dag later.",
    UserProblem.BEFORE_START: "De laatste dag ligt voor de eerste dag.",
    UserProblem.ENDED: "Deze rol is al voorbij.",
    UserProblem.NO_ORGANISATION: (
        "Kies voor welke organisatie deze collega werkt. "
        "Staat zij er niet bij? Voeg haar dan eerst toe bij Partners."
    ),
    UserProblem.NOT_OF_ANOTHER: "Deze rol is van de gemeente zelf. Laat de organisatie leeg.",
    UserProblem.PLACED: (
        "De organisatie van deze rol staat al vast. "
        "Gaat deze collega ergens anders werken? Beëindig deze rol en geef een nieuwe."
    ),
    ClearanceProblem.IN_FUTURE: "Deze dag moet nog komen.",
    ClearanceProblem.BEFORE_START: "Deze dag ligt voor de dag van tekenen.",
}

APPROVAL: Final[dict[str, str]] = {
    ApprovalProblem.NONE: "Hiervoor is nog geen goedkeuring gevraagd. Vraag die eerst.",
    ApprovalProblem.WAITS: "Hier wacht nog een tweede persoon. Zodra die goedkeurt, kan dit.",
    ApprovalProblem.ALREADY: "Een ander heeft dit al goedgekeurd.",
    ApprovalProblem.REFUSED: "Dit is afgekeurd. Lees waarom, en vraag het zo nodig opnieuw.",
    ApprovalProblem.WITHDRAWN: "Wie dit vroeg, heeft het ingetrokken.",
    ApprovalProblem.VOIDED: "Hier is na de vraag iets veranderd. Vraag de goedkeuring opnieuw.",
    ApprovalProblem.CHANGED: (
        "Dit is niet meer wat er gevraagd werd: er is daarna iets veranderd. "
        "Vraag de goedkeuring opnieuw."
    ),
    ApprovalProblem.EXPIRED: (
        "De laatste dag van deze vraag is voorbij. Vraag het opnieuw als het nog nodig is."
    ),
    ApprovalProblem.USED: "Dit is al uitgevoerd. Het kan maar één keer.",
    ApprovalProblem.OWN: "U heeft dit zelf gevraagd. Een ander keurt het goed.",
    ApprovalProblem.MAKER: "U maakte dit zelf, of het gaat over u. Een ander keurt het goed.",
    ApprovalProblem.PROPOSER_GONE: (
        "Wie dit vroeg, mag dat nu niet meer. Laat iemand die het wel mag het opnieuw vragen."
    ),
    ApprovalProblem.APPROVER_GONE: (
        "Wie dit goedkeurde, mag dat nu niet meer. Vraag de goedkeuring opnieuw."
    ),
    ApprovalProblem.NOT_FRESH: "Laat eerst zien dat u het bent, met uw wachtwoord en een code.",
    ApprovalProblem.PENDING: "Hiervoor loopt al een vraag. Wacht, of trek die eerst in.",
}
"""Why something is not approved, and what to do."""
BASIS: Final = {
    GrantBasis.BEFORE: "van vóór de tweede persoon",
    GrantBasis.FOUNDING: "bij de start gegeven",
    GrantBasis.APPROVED: "",
}
"""How a role began, where that was not with a second person."""
APPROVAL_KIND: Final = {
    "role_grant": "Een rol geven",
    "stand_in": "Een vervanger aanwijzen",
    "document": "Een brief versturen",
}
"""What is asked, in a list; a room adds what it owns."""
APPROVAL_OUTCOME: Final = {
    ApprovalOutcome.APPROVED: "Goedgekeurd",
    ApprovalOutcome.REFUSED: "Afgekeurd",
}
APPROVAL_STATE: Final = {
    ApprovalState.WAITING: "wacht op een tweede persoon",
    ApprovalState.APPROVED: "goedgekeurd, nog niet uitgevoerd",
    ApprovalState.USED: "goedgekeurd en uitgevoerd",
    ApprovalState.REFUSED: "afgekeurd",
    ApprovalState.WITHDRAWN: "ingetrokken",
    ApprovalState.VOIDED: "vervallen: er is iets veranderd",
    ApprovalState.EXPIRED: "vervallen: de laatste dag is voorbij",
}


def lapse_words(lapsed: Lapsed) -> str:
    """Return what does not count, and since when."""
    what = LAPSE[lapsed.what]
    if lapsed.last_on is None:
        return f"van uw {what} staat nog geen datum vast"
    return f"uw {what} was geldig tot en met {plain_date(lapsed.last_on)}"
