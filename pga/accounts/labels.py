"""Dutch for roles and for what can be wrong with a login."""

from typing import Final

from pga.access.permissions import Role
from pga.accounts.rules.mail import AddressProblem
from pga.accounts.rules.password import Weakness
from pga.accounts.services import LoginFault
from pga.privacy.events import Event

ROLE: Final = {
    Role.SAFETY_TEAM: "team Veiligheid",
    Role.INTERVENTION_TEAM: "interventieteam",
    Role.COORDINATOR: "coördinator",
    Role.DPO: "functionaris gegevensbescherming",
    Role.BOARD: "bestuur",
    Role.ADMIN: "beheerder",
}
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
WRONG_CODE: Final = "Deze code klopt niet, of hij is al gebruikt. Wacht op de volgende code."
PASSWORD: Final[dict[str, str]] = {
    Weakness.SHORT: "Kies een wachtwoord van minstens 15 tekens. Een zin werkt goed.",
    Weakness.LONG: "Kies een wachtwoord van hoogstens 128 tekens.",
    Weakness.EASY: "Dit wachtwoord is te raden. Gebruik een zin met gewone, losse woorden.",
    LoginFault.WRONG: "Dit is niet uw wachtwoord van nu.",
}
