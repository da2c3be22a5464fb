"""Dutch for Mag ik dit delen?: what may not go, what stays, and the text that does go."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from pga.cases.labels.disclosures import GROUND, SUPPLY, SUPPLY_PURPOSE
from pga.cases.labels.gates import TELL_FIRST
from pga.cases.rules.contributions import LeftOut
from pga.cases.rules.sharing import Kept, SharingProblem
from pga.cases.rules.sharing import TextPart as SharedPart
from pga.dossiers.rules.disclosures import DisclosureProblem
from pga.partners.labels.sharing import CATEGORY
from pga.privacy.disclosure_codes import Ground, Purpose

LEFT_OUT: Final[dict[str, str]] = {
    LeftOut.NOT_ACTIVE: "bevroren of ingetrokken",
    LeftOut.NOT_FOR_OTHERS: "alleen voor de regie of het kernteam",
    LeftOut.SUPPLIER: "de partner van wie dit komt, wil dit niet",
    LeftOut.ASK_FIRST: "vraag eerst akkoord aan de partner van wie dit komt",
    LeftOut.ABOUT_OTHER: "gaat over een ander",
    Kept.SECRECY: (
        "valt onder een beroepsgeheim: vraag eerst akkoord aan de partner van wie dit komt"
    ),
    Kept.ORIGIN: "strafgegevens zonder geldig besluit om te verstrekken",
    Kept.OWN_WORDS: (
        "de partner van wie dit komt, stelde een voorwaarde in eigen woorden: lees die eerst"
    ),
    Kept.UNMARKED: "gaat ook over een ander, en dat stuk is niet te vinden",
}
SHARING: Final[dict[str, str]] = {
    **TELL_FIRST,
    SharingProblem.NOT_ALLOWED: "Het antwoord op een van deze gegevens is nee. Dat gaat niet weg.",
    SharingProblem.CHANGED: (
        "De tekst is intussen anders. Lees en kopieer haar opnieuw. Ging de vorige tekst al weg, "
        "leg dat dan vast bij Verstrekkingen."
    ),
    SharingProblem.NOTHING: "Er is nog niets gekozen om te delen.",
    SharingProblem.NO_RECIPIENT: "Kies wie het krijgt, of vul een naam en functie in.",
    SharingProblem.NO_SECRECY: (
        "Deze organisatie is een eenmalige deelnemer. "
        "Kies een contactpersoon die de geheimhouding tekende."
    ),
    DisclosureProblem.NOT_A_PARTNER: SUPPLY[DisclosureProblem.NOT_A_PARTNER],
}


def sharing_text(
    number: str, partner: str, purpose: Purpose, parts: Iterable[SharedPart], today: date
) -> str:
    """Return the text that goes to a partner: the number, what it is for, and these parts only."""
    lines = [
        f"Aan: {partner}",
        f"Casusnummer: {number}",
        f"Datum: {_day(today)}",
        f"Waarvoor: {SUPPLY_PURPOSE[purpose]}",
        f"Grondslag: {GROUND[Ground.PUBLIC_TASK]}",
    ]
    category = None
    for one in sorted(parts, key=lambda one: list(CATEGORY).index(one.category)):
        if one.category is not category:
            category = one.category
            lines += ["", CATEGORY[category]]
        if not one.who:
            lines.append(f"- Vóór {_day(one.on)}: {one.text}")
            continue
        lines.append(f"- Feiten van {_day(one.on)}, gemeld door {one.who}: {one.text}")
        if one.opinion:
            lines.append(f"  Oordeel van {one.who}: {one.opinion}")
    lines += [
        "",
        "Gebruik dit alleen waarvoor het is. Wilt u het verder delen? Vraag het ons dan eerst.",
    ]
    return "\n".join(lines)


def _day(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"
