"""Dutch for *mag ik dit delen*."""

from typing import Final

from pga.partners.rules.sharing import (
    TABLED,
    CategoryAnswer,
    Cell,
    Phase,
    SharingAnswer,
    SharingBar,
    SharingFault,
)
from pga.privacy.disclosure_codes import Category

PHASE: Final = {
    Phase.REFERRAL: "Aanmelding",
    Phase.TRIAGE: "Weging",
    Phase.ROUND: "Informatieronde",
    Phase.PLAN: "Overleg en plan",
    Phase.AFTER: "Na afsluiting",
}
ANSWER: Final = {SharingAnswer.YES: "Ja", SharingAnswer.IF: "Ja, mits", SharingAnswer.NO: "Nee"}
CATEGORY: Final = {
    Category.OUTCOME: "De uitkomst van de weging",
    Category.CASE_NUMBER: "Het casusnummer",
    Category.IDENTITY: "Wie het is: naam, geboortedatum, adres",
    Category.QUESTION: "De vraag over de persoon",
    Category.SOCIAL: "Wonen, werk, geld en school",
    Category.CARE: "Zorg en gezondheid",
    Category.CRIMINAL: "Straf: feiten en maatregelen",
    Category.ADMINISTRATIVE: "Maatregelen van de gemeente",
    Category.SAFETY: "Wat iemand moet weten voor de veiligheid",
    Category.ACTIONS: "Afspraken en acties",
    Category.VIEW: "Wat betrokkene er zelf van vindt",
}
IN_TABLE: Final = {one: CATEGORY[one] for one in TABLED}
BAR: Final = {
    SharingBar.NO_KIND: "Van deze organisatie is nog niet vastgelegd wat voor soort zij is. "
    "Vraag de beheerder om dat te kiezen.",
    SharingBar.UNBOUND: "Deze organisatie tekende niets, en er is geen besluit volgens artikel 18.",
    SharingBar.EXPIRED: "Het convenant of besluit van deze organisatie is verlopen.",
    SharingBar.NO_TABLE: (
        "Er is nog geen deeltabel. De beheerder maakt haar, de FG keurt haar goed."
    ),
    SharingBar.NOT_APPROVED: "De FG keurde de deeltabel nog niet goed. Vraag het eerst aan de FG.",
}
FAULT: Final[dict[str, str]] = {
    SharingFault.NO_PHASE: "Kies een of meer fasen.",
    SharingFault.NO_CONDITION: "Schrijf op onder welke voorwaarde het mag.",
    SharingFault.SAME: "Dit staat er al zo.",
    SharingFault.NEWER: "Iemand anders maakte net een nieuwere versie. Lees die eerst.",
    SharingFault.PAST: "Kies vandaag of een latere dag.",
    SharingFault.OWN: "U maakte deze versie zelf. Een andere FG keurt haar goed.",
    SharingFault.SETTLED: "Deze versie is al goedgekeurd.",
}
NO_SOURCE: Final = "Niet ingevuld in de deeltabel, en dan is het nee (AVG, artikel 5, lid 1)"
NO_SENTENCE: Final = "Dit delen we niet met deze organisatie."


def condition_of(told: CategoryAnswer) -> str:
    """Return all that somebody judges before it goes; empty for a plain *ja*."""
    fg = "de FG vindt het goed" if told.bar is SharingBar.NOT_APPROVED else ""
    return ", en ".join(filter(None, (fg, told.cell.condition)))


def source_of(cell: Cell) -> str:
    """Return on what an answer rests; of an empty place that it is empty."""
    return cell.source or NO_SOURCE


def sentence_of(cell: Cell) -> str:
    """Return what to say to the person."""
    return cell.sentence or NO_SENTENCE
