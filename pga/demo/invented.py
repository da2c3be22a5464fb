"""The four invented cases of pga.md 11.1, told as they stand there."""

from dataclasses import dataclass
from typing import Final

from pga.cases.rules.domains import LifeDomain
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.referral import CaseKind, Problem, ThirdPartyRelation
from pga.cases.rules.triage import Outcome
from pga.demo.stories import DemoStory


@dataclass(frozen=True, kw_only=True, slots=True)
class Invented:
    """One of the four; days count back from today."""

    title: str
    story: DemoStory
    surname: str
    persons: tuple[tuple[str, int], ...]
    """Call name and age at the aanmelding; the main person first."""
    received: int
    moves: tuple[tuple[MoveCode, int], ...]
    outcome: Outcome = Outcome.ADMITTED
    guardians: tuple[str, ...] = ()


CONFUSED: Final = Invented(
    title="persoon, verward gedrag",
    story=DemoStory(
        "Politie",
        "wijkagent",
        (Problem.CONFUSED_BEHAVIOUR, Problem.SERIOUS_NUISANCE),
        (
            LifeDomain.MENTAL_HEALTH,
            LifeDomain.FINANCES,
            LifeDomain.HOUSING,
            LifeDomain.SOCIAL_NETWORK,
        ),
        (
            "Tussen {a} en {c} kwamen negen meldingen van buren: één signaal (meldkamer politie).",
            "{naam} woont alleen en zei op {b} tegen de wijkagent al weken slecht te slapen.",
            "De huurachterstand is twee maanden (corporatie, {c}).",
        ),
        "De wijkagent ging drie keer langs. De huisarts verwees op {a}; {naam} ging niet naar de "
        "afspraak.",
        "Zorg, schulden en wonen hangen samen; politie alleen kan de oorzaak niet wegnemen.",
        ("GGZ Het Bedenksel", "Schuldhulp Het Sprookje", "Woningcorporatie De Verzonnen Hof"),
        safety="Bel vooraf aan bij de wijkagent; ga niet alleen.",
        other=(
            ThirdPartyRelation.NEIGHBOUR,
            "De buurman van nummer drie belt sinds {b} niet meer aan.",
        ),
    ),
    surname="Kwartelstaart",
    persons=(("Gijs", 47),),
    received=300,
    moves=(
        (MoveCode.START_TRIAGE, 298),
        (MoveCode.ADMIT, 295),
        (MoveCode.START_PLANNING, 284),
        (MoveCode.ADOPT_PLAN, 261),
        (MoveCode.START_AFTERCARE, 21),
    ),
)
YOUTH: Final = Invented(
    title="jeugd",
    story=DemoStory(
        "Interventieteam Vangnet & Advies",
        "medewerker, namens jongerenwerk",
        (Problem.YOUTH_NUISANCE, Problem.CRIMINAL_OFFENCES),
        (
            LifeDomain.WORK_AND_EDUCATION,
            LifeDomain.JUSTICE,
            LifeDomain.SOCIAL_NETWORK,
            LifeDomain.USE_OF_TIME,
        ),
        (
            "{naam} was op {a} en {b} bij de groep die overlast gaf in het centrum (jeugdwerk).",
            "School meldt veertien verzuimdagen sinds {a} (leerplicht).",
            "Er waren twee aanhoudingen voor vernieling, de laatste op {c} (politie).",
        ),
        "Jongerenwerk sprak {naam} vijf keer en bood sport aan. Leerplicht sprak met de ouders.",
        "School, jongerenwerk, ouders en politie trekken ieder een andere kant op.",
        ("Jongerenwerk De Verzinning", "Leerplicht", "Politie"),
    ),
    surname="van Zonnedauw",
    persons=(("Tibbe", 16),),
    guardians=("Loek van Zonnedauw", "Dieuwer van Zonnedauw"),
    received=615,
    moves=(
        (MoveCode.START_TRIAGE, 612),
        (MoveCode.ADMIT, 609),
        (MoveCode.START_PLANNING, 598),
        (MoveCode.ADOPT_PLAN, 575),
        (MoveCode.REQUEST_SCALE_UP, 432),
        (MoveCode.RECORD_ZVH_YES, 427),
        (MoveCode.PROPOSE_SCALE_DOWN, 7),
    ),
)
HOUSEHOLD: Final = Invented(
    title="gezin",
    story=DemoStory(
        "Veilig Thuis Denkbeeldig",
        "medewerker",
        (Problem.DOMESTIC_VIOLENCE,),
        (LifeDomain.RELATIONS_AT_HOME, LifeDomain.SUBSTANCE_USE),
        (
            "De politie kwam op {a} en {c} aan de deur na meldingen van geweld in huis.",
            "{naam} vertelde op {b} aan het wijkteam dat er thuis dagelijks wordt gedronken.",
        ),
        "Het wijkteam voerde vier gesprekken; Veilig Thuis maakte op {b} veiligheidsafspraken.",
        "De veiligheid van de kinderen vraagt om één regie; de vraag is welke tafel die heeft.",
        ("Wijkteam", "Politie"),
        safety="Bezoek alleen na overleg met Veilig Thuis.",
        kind=CaseKind.FAMILY,
    ),
    surname="de Wolkenveger",
    persons=(("Roos", 36), ("Mees", 11), ("Vonk", 7)),
    guardians=("Roos de Wolkenveger",),
    received=102,
    moves=((MoveCode.START_TRIAGE, 100), (MoveCode.REJECT, 97)),
    outcome=Outcome.REFERRED_ON,
)
SENT_BACK: Final = Invented(
    title="afgewezen",
    story=DemoStory(
        "Woningcorporatie De Verzonnen Hof",
        "woonconsulent",
        (Problem.SERIOUS_NUISANCE,),
        (LifeDomain.DAILY_LIFE_SKILLS, LifeDomain.HOUSING),
        (
            "Sinds {a} staat het afval van {naam} in de gang (huismeester).",
            "Op {c} sprak de woonconsulent {naam}; de trap is te zwaar geworden.",
        ),
        "Er is nog geen hulp bij het huishouden aangevraagd.",
        "De corporatie weet niet welke dienst kan helpen.",
        ("Wijkteam",),
    ),
    surname="IJverglas",
    persons=(("Wilhelmien", 71),),
    received=380,
    moves=((MoveCode.START_TRIAGE, 378), (MoveCode.REJECT, 373)),
    outcome=Outcome.REFERRED_BACK,
)
FOUR: Final = (CONFUSED, YOUTH, HOUSEHOLD, SENT_BACK)
