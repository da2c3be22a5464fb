"""Dutch for what went out: how, for what, on which ground and to whom."""

from typing import Final

from pga.dossiers.rules.disclosures import DisclosureProblem
from pga.privacy.disclosure_codes import Ground, Means, Purpose, RecipientKind

MEANS: Final = {
    Means.SPOKEN: "In een gesprek of per telefoon",
    Means.LETTER: "Per brief",
    Means.SECURE_MAIL: "Per veilige mail",
    Means.PAPER: "Op papier, in de hand",
    Means.SCREEN: "Op het gedeelde scherm van een overleg",
}
SENDING: Final = {means: said for means, said in MEANS.items() if means is not Means.SCREEN}
"""How somebody can send; what a shared screen shows is booked by itself."""
SUPPLY_PURPOSE: Final = {
    Purpose.FEEDBACK: "Terugkoppeling aan de aanmelder",
    Purpose.REQUEST: "Een vraag aan een partner",
    Purpose.MEETING: "Een casusoverleg",
    Purpose.ACTION: "Een actie uitvoeren",
    Purpose.SAFETY: "Veiligheid van mensen",
    Purpose.SCALE_UP: "Opschalen naar het ZVH",
    Purpose.HANDOVER: "Overdragen na de aanpak",
    Purpose.INFORM: "Iemand over de aanpak vertellen",
}
GROUND: Final = {Ground.PUBLIC_TASK: "Publieke taak (AVG 6, lid 1, onder e; Gemeentewet 172)"}
RECIPIENT: Final = {
    RecipientKind.PARTNER: "partner",
    RecipientKind.INCIDENTAL: "eenmalige deelnemer",
    RecipientKind.COLLEAGUE: "collega bij het gedeelde scherm",
    RecipientKind.PERSON: "betrokkene",
}
SUPPLY: Final[dict[str, str]] = {
    DisclosureProblem.NOT_A_PARTNER: "Kies een organisatie die nu in de lijst staat.",
    DisclosureProblem.NO_RECIPIENT: "Vul in wie het kreeg.",
    DisclosureProblem.NO_CATEGORY: "Kies welke gegevens gingen.",
    DisclosureProblem.IN_FUTURE: "Deze dag moet nog komen.",
    DisclosureProblem.NO_SECRECY: (
        "Een eenmalige deelnemer tekent eerst voor geheimhouding. Vul die dag in."
    ),
}
