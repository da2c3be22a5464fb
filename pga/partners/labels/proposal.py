"""The first version of the table of *mag ik dit delen*, as proposed (pga.md 5); data to change.

Nobody confirmed it: the FG reads it before it counts. What does not stand here is *nee*.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pga.partners.rules import PartnerKind
from pga.partners.rules.sharing import Cell, Phase, Place, SharingAnswer
from pga.privacy.disclosure_codes import Category

BECAUSE: Final = "Voorstel, nog niet bevestigd door de FG."
REGLEMENT: Final = "Privacyreglement lokale PGA"
ARTICLE_18: Final = f"{REGLEMENT}, artikel 18"
HANDVAT: Final = "Handvat gegevensdeling zorg en veiligheid"
TASK: Final = "AVG, artikel 6, lid 1, onder e; Gemeentewet, artikel 172"

Allowed = Mapping[Category, str]
"""What may go: without words *ja*, with words *ja, mits* these."""


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """One kind of partner: how a sentence calls it, on what it rests, and what may go when."""

    who: str
    source: str
    phases: Mapping[Phase, Allowed]


SENTENCE: Final = {
    Category.OUTCOME: "We zeggen tegen {who} alleen of we verdergaan. Niet waarom.",
    Category.CASE_NUMBER: "Tegen {who} gebruiken we een nummer, niet uw naam.",
    Category.IDENTITY: "We vertellen {who} wie u bent, zodat duidelijk is om wie het gaat.",
    Category.QUESTION: "We vragen {who} alleen wat we nodig hebben om u te helpen.",
    Category.SOCIAL: "We vertellen {who} alleen wat nodig is over wonen, werk, geld of school.",
    Category.CARE: "We vertellen {who} dat u hulp krijgt en van wie. Niet wat u heeft.",
    Category.CRIMINAL: "We vertellen {who} alleen wat nodig is over wat er is gebeurd met de "
    "politie of de rechter.",
    Category.ADMINISTRATIVE: "We vertellen {who} wat de gemeente heeft besloten.",
    Category.SAFETY: "We vertellen {who} wat nodig is om niemand gevaar te laten lopen.",
    Category.ACTIONS: "We vertellen {who} wat we samen met u hebben afgesproken.",
}
"""What to say to the person, in plain Dutch."""
REFERRED: Final = "alleen aan wie aanmeldde, en zonder inhoud"
NECESSARY: Final = "alleen wat deze partner nodig heeft voor een actie uit het plan"
OWN: Final = "alleen wat over de eigen taak van deze partner gaat"
DANGER: Final = "alleen wat nodig is om gevaar te voorkomen"
MINOR: Final = "alleen als de persoon jonger is dan 18"
SIGNED: Final = "alleen met een besluit volgens artikel 18 en een getekende geheimhouding"

FEEDBACK: Final = {Category.OUTCOME: REFERRED}
ASK: Final = {Category.IDENTITY: "", Category.QUESTION: ""}
PLAN: Final = {
    Category.IDENTITY: "",
    Category.ACTIONS: "",
    Category.SAFETY: DANGER,
}
TEAM: Final = {
    **ASK,
    Category.SOCIAL: "",
    Category.ADMINISTRATIVE: "",
    Category.SAFETY: "",
    Category.ACTIONS: "",
    Category.CARE: "alleen als het team aan de casus werkt, en als werkgegeven: geen ziekte en "
    "geen medicijn",
}


def _given(*parts: Allowed, mits: str = "") -> dict[Category, str]:
    """Join what may go; ``mits`` is put before each condition."""
    joined = {category: said for part in parts for category, said in part.items()}
    if not mits:
        return joined
    return {one: f"{mits}; {said}" if said else mits for one, said in joined.items()}


def _referrer(*, ask: Allowed, plan: Allowed) -> dict[Phase, Allowed]:
    """Return the phases of who may hand in: feedback, the question, its part of the plan."""
    return {
        Phase.TRIAGE: FEEDBACK,
        Phase.ROUND: {**FEEDBACK, **ask},
        Phase.PLAN: plan,
        Phase.AFTER: FEEDBACK,
    }


PROPOSED: Final[Mapping[PartnerKind, ProposalRow]] = {
    PartnerKind.MUNICIPALITY: ProposalRow(
        "de andere afdeling van de gemeente",
        TASK,
        {
            Phase.ROUND: ASK,
            Phase.PLAN: _given(PLAN, {Category.ADMINISTRATIVE: OWN}),
        },
    ),
    PartnerKind.INTERVENTION: ProposalRow(
        "het interventieteam",
        f"{REGLEMENT}; {TASK}",
        {
            Phase.REFERRAL: {Category.IDENTITY: "alleen wat het team zelf aanmeldde"},
            Phase.TRIAGE: {
                **FEEDBACK,
                Category.IDENTITY: "alleen om advies voor de weging te vragen",
                Category.SOCIAL: "alleen om advies voor de weging te vragen",
            },
            Phase.ROUND: TEAM,
            Phase.PLAN: TEAM,
            Phase.AFTER: {
                Category.ACTIONS: "alleen wat bij de nazorg hoort",
                Category.SOCIAL: "alleen wat bij de nazorg hoort",
            },
        },
    ),
    PartnerKind.POLICE: ProposalRow(
        "de politie",
        f"{HANDVAT}, politie; AVG, artikel 10; UAVG, artikel 33",
        {
            **_referrer(
                ask={**ASK, Category.SAFETY: DANGER},
                plan=_given(
                    PLAN,
                    {
                        Category.CRIMINAL: OWN,
                        Category.ADMINISTRATIVE: OWN,
                        Category.SOCIAL: NECESSARY,
                    },
                ),
            ),
            Phase.TRIAGE: _given(FEEDBACK, ASK),
        },
    ),
    PartnerKind.PROSECUTION: ProposalRow(
        "het Openbaar Ministerie",
        f"{HANDVAT}, OM; beleidsregels Lopik (CVDR740464); UAVG, artikel 33",
        {
            Phase.TRIAGE: _given(ASK, mits="alleen als het voor de weging nodig is"),
            Phase.ROUND: _given(ASK, mits="alleen als er een strafzaak speelt"),
            Phase.PLAN: _given(
                PLAN,
                {Category.CRIMINAL: OWN, Category.SOCIAL: NECESSARY},
                mits="alleen als er een strafzaak speelt",
            ),
        },
    ),
    PartnerKind.PROBATION: ProposalRow(
        "de reclassering",
        f"{HANDVAT}, reclassering; UAVG, artikel 33",
        _referrer(
            ask=_given(ASK, mits="alleen als er toezicht of advies loopt"),
            plan=_given(PLAN, {Category.CRIMINAL: OWN, Category.SOCIAL: NECESSARY}),
        ),
    ),
    PartnerKind.CHILD_PROTECTION: ProposalRow(
        "de Raad voor de Kinderbescherming",
        f"{HANDVAT}, Raad voor de Kinderbescherming; {REGLEMENT}",
        _referrer(
            ask=_given(ASK, mits=MINOR),
            plan=_given(
                PLAN,
                {Category.SOCIAL: NECESSARY, Category.CARE: NECESSARY, Category.CRIMINAL: OWN},
                mits=MINOR,
            ),
        ),
    ),
    PartnerKind.YOUTH_CARE: ProposalRow(
        "de jeugdzorg",
        f"{ARTICLE_18}; {HANDVAT}, jeugdhulp en GI",
        _referrer(
            ask=_given(ASK, mits=MINOR),
            plan=_given(PLAN, {Category.SOCIAL: NECESSARY, Category.CARE: NECESSARY}, mits=MINOR),
        ),
    ),
    PartnerKind.MENTAL_HEALTH: ProposalRow(
        "de GGZ of verslavingszorg",
        f"{HANDVAT}, GGZ; {REGLEMENT}",
        _referrer(
            ask={
                Category.IDENTITY: "alleen om te vragen of de persoon bekend is",
                Category.QUESTION: "alleen om te vragen of de persoon bekend is",
            },
            plan=_given(PLAN, {Category.SOCIAL: NECESSARY}),
        ),
    ),
    PartnerKind.DOCTOR: ProposalRow(
        "de huisarts",
        f"{HANDVAT}; huisarts staat buiten de aanpak",
        {},
    ),
    PartnerKind.SAFE_HOME: ProposalRow(
        "Veilig Thuis",
        f"{HANDVAT}, Veilig Thuis; Wmo 2015",
        _referrer(
            ask={**ASK, Category.SAFETY: DANGER},
            plan=_given(PLAN, {Category.SOCIAL: NECESSARY}),
        ),
    ),
    PartnerKind.HOUSING: ProposalRow(
        "de woningcorporatie",
        f"{ARTICLE_18}; {HANDVAT}, woningcorporaties",
        _referrer(
            ask=ASK,
            plan=_given(PLAN, {Category.SOCIAL: "alleen wat over wonen gaat"}),
        ),
    ),
    PartnerKind.BENEFITS: ProposalRow(
        "het UWV, de sociale dienst of de schuldhulp",
        f"Wet SUWI; {HANDVAT}",
        {
            Phase.ROUND: ASK,
            Phase.PLAN: _given(PLAN, {Category.SOCIAL: "alleen wat over werk of inkomen gaat"}),
        },
    ),
    PartnerKind.SCHOOL: ProposalRow(
        "de leerplicht of de school",
        f"{REGLEMENT}; Leerplichtwet",
        _referrer(
            ask=_given(ASK, mits="alleen bij een leerling, of zonder startkwalificatie"),
            plan=_given(
                PLAN,
                {Category.SOCIAL: "alleen wat over school gaat"},
                mits="alleen bij een leerling, of zonder startkwalificatie",
            ),
        ),
    ),
    PartnerKind.YOUTH_WORK: ProposalRow(
        "het jongerenwerk",
        REGLEMENT,
        _referrer(ask=ASK, plan=_given(PLAN, {Category.SOCIAL: NECESSARY})),
    ),
    PartnerKind.COMMUNITY_TEAM: ProposalRow(
        "het wijkteam",
        f"{REGLEMENT}; Wmo 2015",
        {
            **_referrer(
                ask=ASK,
                plan=_given(
                    PLAN,
                    {
                        Category.SOCIAL: NECESSARY,
                        Category.CARE: "alleen voor de eigen hulp, als werkgegeven: geen ziekte "
                        "en geen medicijn",
                    },
                ),
            ),
            Phase.AFTER: {
                **FEEDBACK,
                Category.ACTIONS: "alleen als het wijkteam de nazorg doet",
                Category.SOCIAL: "alleen als het wijkteam de nazorg doet",
            },
        },
    ),
    PartnerKind.HALT: ProposalRow(
        "Halt",
        f"{HANDVAT}, Halt",
        {
            Phase.ROUND: _given(ASK, mits="alleen als er een Halt-zaak is"),
            Phase.PLAN: _given(PLAN, mits="alleen als er een Halt-zaak is"),
        },
    ),
    PartnerKind.PRISON: ProposalRow(
        "de gevangenis",
        f"{HANDVAT}, DJI",
        {
            Phase.ROUND: _given(ASK, mits="alleen als de persoon vastzit"),
            Phase.PLAN: _given(PLAN, mits="alleen als de persoon vastzit"),
        },
    ),
    PartnerKind.PUBLIC_HEALTH: ProposalRow(
        "de GGD",
        f"{HANDVAT}, GGD",
        _referrer(ask=ASK, plan=PLAN),
    ),
    PartnerKind.SAFETY_HOUSE: ProposalRow(
        "het Zorg- en Veiligheidshuis",
        "Wet gegevensverwerking door samenwerkingsverbanden (WGS)",
        {
            Phase.PLAN: _given(
                PLAN,
                {
                    Category.SOCIAL: "",
                    Category.ADMINISTRATIVE: "",
                    Category.CRIMINAL: "alleen wat voor de opschaling nodig is",
                    Category.CARE: "alleen wat voor de opschaling nodig is, geen beroepsgeheim",
                },
                mits="vanaf de opschaling",
            ),
        },
    ),
    PartnerKind.OTHER: ProposalRow(
        "deze organisatie",
        ARTICLE_18,
        {Phase.PLAN: _given({Category.SAFETY: DANGER, Category.ACTIONS: NECESSARY}, mits=SIGNED)},
    ),
}
"""One row for each kind of partner; the columns that are missing are empty."""


def _cells(kind: PartnerKind, row: ProposalRow) -> dict[Place, Cell]:
    found: dict[Place, Cell] = {}
    for phase, allowed in row.phases.items():
        for category, mits in {Category.CASE_NUMBER: "", **allowed}.items():
            found[kind, phase, category] = Cell(
                answer=SharingAnswer.IF if mits else SharingAnswer.YES,
                source=row.source,
                sentence=SENTENCE[category].format(who=row.who),
                condition=mits,
                why=BECAUSE,
            )
    return found


PROPOSAL: Final[Mapping[Place, Cell]] = {
    place: cell for kind, row in PROPOSED.items() for place, cell in _cells(kind, row).items()
}
"""The proposal as a table: the case number may go wherever something may."""
