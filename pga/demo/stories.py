"""What an aanmelding tells: plain sentences with dates and sources; facts, no opinions.

``{a}``, ``{b}`` and ``{c}`` are days, the oldest first; ``{naam}`` is the call name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pga.cases.rules.domains import LifeDomain
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.referral import CaseKind, Problem, ThirdPartyRelation
from pga.cases.rules.states import ClosingReason, HoldReason
from pga.cases.rules.triage import Outcome

GROWN: Final = (23, 68)
YOUNG: Final = (13, 17)


@dataclass(frozen=True, slots=True)
class DemoStory:
    """A kind of aanmelding, with sentences to choose from."""

    referrer: str
    function: str
    problems: tuple[Problem, ...]
    domains: tuple[LifeDomain, ...]
    occasion: tuple[str, ...]
    tried: str
    necessity: str
    involved: tuple[str, ...]
    safety: str = ""
    urgent: str = ""
    other: tuple[ThirdPartyRelation, str] | None = None
    """A sentence that is about somebody else, and who that is."""
    ages: tuple[int, int] = GROWN
    kind: CaseKind = CaseKind.PERSON
    homeless: bool = False


STORIES: Final = (
    DemoStory(
        "Politie",
        "wijkagent",
        (Problem.CONFUSED_BEHAVIOUR, Problem.SERIOUS_NUISANCE),
        (LifeDomain.MENTAL_HEALTH, LifeDomain.HOUSING, LifeDomain.SOCIAL_NETWORK),
        (
            "Op {a} en {b} riep {naam} 's nachts langdurig in het trapportaal (meldkamer politie).",
            "Op {c} deed {naam} niet open voor de wijkagent; de gordijnen waren overdag dicht.",
            "De huismeester zag op {b} dat de post sinds weken niet uit de bus is gehaald.",
        ),
        "De wijkagent ging vier keer langs, twee keer was er een kort gesprek. De huisarts is "
        "gebeld en kent {naam}, maar ziet {naam} niet op het spreekuur.",
        "Politie, zorg en verhuurder hebben elk een deel van het beeld. Zonder afstemming volgt "
        "alleen een melding na elke avond.",
        ("GGZ Het Bedenksel", "Woningcorporatie De Verzonnen Hof"),
        safety="Ga met z'n tweeën op huisbezoek en bel vooraf aan bij de wijkagent.",
        other=(
            ThirdPartyRelation.NEIGHBOUR,
            "De buurvrouw van beneden slaapt sinds {b} bij haar dochter.",
        ),
    ),
    DemoStory(
        "Woningcorporatie De Verzonnen Hof",
        "woonconsulent",
        (Problem.SERIOUS_NUISANCE,),
        (LifeDomain.HOUSING, LifeDomain.FINANCES, LifeDomain.DAILY_LIFE_SKILLS),
        (
            "Sinds {a} kwamen elf klachten over harde muziek na middernacht (klachtenregister).",
            "Op {b} is een brief met een laatste waarschuwing bezorgd.",
            "De huur is drie maanden niet betaald; op {c} stuurde de corporatie de zaak door.",
        ),
        "De woonconsulent sprak {naam} op {b}. Buurtbemiddeling nodigde twee keer uit, zonder "
        "reactie.",
        "Een uitzetting lost de schulden niet op en verplaatst de overlast. Wonen, inkomen en "
        "begeleiding moeten tegelijk bewegen.",
        ("Schuldhulp Het Sprookje", "Wijkteam"),
    ),
    DemoStory(
        "Jongerenwerk De Verzinning",
        "jongerenwerker",
        (Problem.YOUTH_NUISANCE, Problem.CRIMINAL_OFFENCES),
        (LifeDomain.USE_OF_TIME, LifeDomain.WORK_AND_EDUCATION, LifeDomain.SOCIAL_NETWORK),
        (
            "Jongerenwerk sprak {naam} op {a} en {b} na elf uur 's avonds op het plein.",
            "Op {c} is {naam} aangesproken na vernieling van een bushokje (politie).",
            "School meldt negen verzuimdagen sinds {a} (leerplicht).",
        ),
        "Jongerenwerk bood op {b} een activiteit aan; {naam} kwam één keer. Leerplicht voerde een "
        "gesprek met {naam} en de ouders.",
        "School, jongerenwerk en politie werken nu langs elkaar heen. Een gezamenlijk plan "
        "voorkomt dat alleen straf overblijft.",
        ("Leerplicht", "Politie"),
        ages=YOUNG,
    ),
    DemoStory(
        "Leerplicht",
        "leerplichtambtenaar",
        (Problem.OTHER, Problem.YOUTH_NUISANCE),
        (LifeDomain.WORK_AND_EDUCATION, LifeDomain.RELATIONS_AT_HOME, LifeDomain.USE_OF_TIME),
        (
            "{naam} was sinds {a} niet meer op school (verzuimregister).",
            "Op {b} kwam niemand naar het gesprek op school.",
            "Op {c} trof de wijkagent {naam} overdag in het winkelcentrum.",
        ),
        "School maakte op {a} een terugkeerplan. Het wijkteam belde de ouders drie keer.",
        "Zonder gezamenlijke aanpak raakt {naam} uit beeld van school en van hulp.",
        ("Wijkteam", "Jongerenwerk De Verzinning"),
        other=(
            ThirdPartyRelation.FAMILY_MEMBER,
            "Een oudere broer brengt {naam} sinds {b} niet meer naar school.",
        ),
        ages=YOUNG,
    ),
    DemoStory(
        "Verslavingszorg De Fabel",
        "veldwerker",
        (Problem.SERIOUS_NUISANCE, Problem.OTHER),
        (LifeDomain.SUBSTANCE_USE, LifeDomain.HOUSING, LifeDomain.PHYSICAL_HEALTH),
        (
            "De veldwerker sprak {naam} op {a}, {b} en {c} bij de achteringang van de supermarkt.",
            "Handhaving schreef sinds {a} drie keer een bekeuring voor gebruik op straat.",
            "Op {c} bracht een ambulance {naam} naar de eerste hulp na een val.",
        ),
        "Er waren twee afspraken voor opvang; {naam} kwam op {b} en vertrok na een uur.",
        "Zorg zonder dak houdt geen stand en handhaving zonder zorg evenmin. Samen afspreken wie "
        "wanneer wat doet is nodig.",
        ("Politie", "Toezicht en Handhaving"),
        homeless=True,
        safety="Spreek {naam} niet alleen aan in het donker.",
    ),
    DemoStory(
        "Politie",
        "wijkagent",
        (Problem.CRIMINAL_OFFENCES,),
        (LifeDomain.JUSTICE, LifeDomain.FINANCES, LifeDomain.WORK_AND_EDUCATION),
        (
            "Sinds {a} is {naam} vier keer aangehouden voor winkeldiefstal (politie).",
            "Op {b} verscheen {naam} niet bij de reclassering.",
            "Op {c} gaf {naam} aan geen inkomen te hebben sinds de uitkering stopte.",
        ),
        "De reclassering hield toezicht tot {b}. De aanvraag voor een uitkering is niet afgemaakt.",
        "Straf alleen verandert niets zolang inkomen en dagbesteding ontbreken. Straf en zorg "
        "moeten op elkaar aansluiten.",
        ("Reclassering De Omweg", "Schuldhulp Het Sprookje"),
        ages=(19, 34),
    ),
    DemoStory(
        "Wijkteam",
        "maatschappelijk werker",
        (Problem.SERIOUS_NUISANCE, Problem.OTHER),
        (LifeDomain.DAILY_LIFE_SKILLS, LifeDomain.HOUSING, LifeDomain.PHYSICAL_HEALTH),
        (
            "Bij het huisbezoek op {a} was de gang niet meer begaanbaar (wijkteam).",
            "De brandweer gaf op {b} een schriftelijk advies over de vluchtweg.",
            "Omwonenden meldden op {c} stank in het trapportaal (corporatie).",
        ),
        "Huishoudelijke hulp begon op {a} en stopte na twee weken. {naam} wil wel praten.",
        "De veiligheid van het hele portiek hangt af van één woning. Wonen en zorg moeten samen "
        "een volgorde kiezen.",
        ("Woningcorporatie De Verzonnen Hof", "GGZ Het Bedenksel"),
        other=(
            ThirdPartyRelation.NEIGHBOUR,
            "De bovenbuurman laat zijn kinderen sinds {b} niet meer in het portiek spelen.",
        ),
    ),
    DemoStory(
        "Toezicht en Handhaving",
        "teamleider",
        (Problem.SERIOUS_NUISANCE, Problem.CONFUSED_BEHAVIOUR),
        (LifeDomain.MENTAL_HEALTH, LifeDomain.FINANCES, LifeDomain.PARTICIPATION),
        (
            "Op {a} verhief {naam} de stem aan de balie; de beveiliging liep mee naar buiten.",
            "Op {b} gooide {naam} een stoel om in de wachtruimte (incidentmelding).",
            "Op {c} belde {naam} negen keer over dezelfde brief.",
        ),
        "Er was op {b} een gesprek met de teamleider en een vaste contactpersoon is aangewezen.",
        "De dienstverlening stopt nu bij elk incident, waardoor de problemen groter worden. Eén "
        "aanpak met vaste personen is nodig.",
        ("Politie", "Schuldhulp Het Sprookje"),
        safety="Spreek {naam} alleen met een collega en in een ruimte met twee deuren.",
        urgent="Op de dag van de aanmelding zei {naam} met anderen terug te komen.",
    ),
    DemoStory(
        "Reclassering De Omweg",
        "toezichthouder",
        (Problem.CRIMINAL_OFFENCES, Problem.OTHER),
        (LifeDomain.JUSTICE, LifeDomain.HOUSING, LifeDomain.SOCIAL_NETWORK),
        (
            "{naam} komt volgens de planning binnen zes weken na {c} vrij (reclassering).",
            "Op {a} is de huur van de woning opgezegd.",
            "Op {b} gaf {naam} aan bij familie te willen wonen; de familie wil dat niet.",
        ),
        "Er is een aanvraag voor beschermd wonen gedaan op {b}; de wachttijd is negen maanden.",
        "Op de dag van vrijlating is er geen adres, geen inkomen en geen identiteitsbewijs. Dat "
        "regelt geen dienst alleen.",
        ("Wijkteam", "Politie"),
        ages=(24, 55),
    ),
    DemoStory(
        "GGZ Het Bedenksel",
        "sociaalpsychiatrisch verpleegkundige",
        (Problem.CONFUSED_BEHAVIOUR,),
        (LifeDomain.MENTAL_HEALTH, LifeDomain.DAILY_LIFE_SKILLS, LifeDomain.SOCIAL_NETWORK),
        (
            "{naam} kwam sinds {a} niet op drie afspraken.",
            "Op {b} liep {naam} 's nachts over de rijbaan; de politie bracht {naam} thuis.",
            "Op {c} vertelde {naam} aan de wijkverpleegkundige niet meer naar buiten te willen.",
        ),
        "Er is op {a} en {c} aangebeld; één keer was er een gesprek aan de deur.",
        "{naam} mijdt zorg en raakt bekend bij politie en buurt. Alleen samen is er een weg naar "
        "binnen.",
        ("Politie", "Wijkteam"),
        urgent="Het weekend na de aanmelding is er niemand die toezicht heeft.",
    ),
)

FAMILY: Final = DemoStory(
    "Veilig Thuis Denkbeeldig",
    "medewerker",
    (Problem.DOMESTIC_VIOLENCE,),
    (LifeDomain.RELATIONS_AT_HOME, LifeDomain.FINANCES, LifeDomain.SUBSTANCE_USE),
    (
        "De politie kwam op {a} en {b} aan de deur na een melding van geschreeuw.",
        "School zag op {b} dat een kind geen jas en geen eten bij zich had.",
        "Op {c} vertelde {naam} aan het wijkteam dat er thuis met spullen is gegooid.",
    ),
    "Het wijkteam had sinds {a} vijf gesprekken. Veilig Thuis maakte veiligheidsafspraken, die "
    "op {b} zijn geschonden.",
    "Veiligheid van de kinderen, schulden en gebruik hangen samen. Elke dienst ziet een ander "
    "gezinslid.",
    ("Wijkteam", "Politie", "Leerplicht"),
    safety="Bezoek alleen na overleg met Veilig Thuis.",
    kind=CaseKind.FAMILY,
)

NECESSITY: Final = (
    "Zonder gegevens van politie en zorg naast elkaar is niet te zien wat er speelt.",
    "Het doel, minder overlast en passende hulp, is niet te bereiken met wat elke dienst al weet.",
)
PROPORTIONALITY: Final = (
    "Het gaat om weinig gegevens van één persoon; de overlast en het risico wegen zwaarder.",
    "Alleen de diensten die een actie krijgen, zien wat voor die actie nodig is.",
)
SUBSIDIARITY: Final = (
    "Buurtbemiddeling en gewone hulp zijn geprobeerd en gaven geen blijvend resultaat.",
    "Een gesprek tussen twee diensten volstond niet: er zijn er ten minste drie nodig.",
)
CONSULTED: Final = (
    "Interventieteam en politie dachten mee, zonder dossier.",
    "De politie bevestigde de data; het interventieteam kent de situatie niet.",
)
REASONING: Final[Mapping[Outcome, str]] = {
    Outcome.ADMITTED: "De criteria a, b en c zijn vervuld en er zijn twee ketens nodig. De drie "
    "toetsen zijn besproken.",
    Outcome.REFERRED_BACK: "De zorg speelt op één leefgebied; de gewone hulp is nog niet gestart.",
    Outcome.REFERRED_ON: "De veiligheid van kinderen staat voorop; daarvoor is een andere tafel.",
    Outcome.BILATERAL: "Twee diensten kunnen dit samen afhandelen; een casus is niet nodig.",
    Outcome.REJECTED: "Er is geen actuele overlast of onveiligheid meer vastgesteld.",
}
ROUTES: Final[Mapping[Outcome, str]] = {
    Outcome.REFERRED_BACK: "Wmo-loket: aanvraag voor begeleiding thuis.",
    Outcome.REFERRED_ON: "Veilig Thuis Denkbeeldig: zorgmelding.",
    Outcome.BILATERAL: "Corporatie en schuldhulp maken samen een betaalafspraak.",
    Outcome.REJECTED: "Geen vervolg; de aanmelder mag opnieuw aanmelden bij nieuwe feiten.",
}
ENDED_BY: Final[Mapping[MoveCode, ClosingReason]] = {
    MoveCode.DROP_AFTER_INFORMATION: ClosingReason.NO_LONGER_NECESSARY,
    MoveCode.END_REFERRED: ClosingReason.WITHDRAWN,
    MoveCode.CLOSE_FROM_PLANNING: ClosingReason.DECEASED,
    MoveCode.CLOSE_FROM_EXECUTION: ClosingReason.MOVED_HANDED_OVER,
}
"""By what a life of the demo ends, for each way out."""
WHY: Final[Mapping[MoveCode, tuple[str, ...]]] = {
    MoveCode.START_PLANNING: (
        "Alle partners gaven mondeling antwoord in het overleg; er is niets op schrift gevraagd.",
        "De bijdragen zijn besproken; de bewindvoerder mag niets delen en dat is genoteerd.",
    ),
    MoveCode.DROP_AFTER_INFORMATION: (
        "Volgens politie en corporatie kwamen de meldingen van een ander adres.",
        "Sinds twee maanden is er geen melding meer, zeggen politie en wijkteam.",
    ),
    MoveCode.END_REFERRED: ("De corporatie trok de aanmelding in: de buren losten het samen op.",),
    MoveCode.HOLD_FROM_ROUND: ("Opgenomen; de partners wachten met hun antwoord.",),
    MoveCode.RESUME_TO_ROUND: ("De opname is voorbij; de ronde gaat verder.",),
    MoveCode.CLOSE_FROM_PLANNING: (
        "Overleden volgens de burgerlijke stand; de familie liet het ons weten.",
    ),
    MoveCode.ADOPT_PLAN: (
        "Het plan is vastgesteld in het casusoverleg en besproken met de betrokkene.",
        "Plan versie 1 vastgesteld; de betrokkene is het eens met drie van de vier doelen.",
    ),
    MoveCode.REQUEST_SCALE_UP: (
        "De lokale aanpak had na twee metingen geen effect en er kwamen nieuwe incidenten bij.",
        "Er zijn afspraken met het OM nodig die lokaal niet te maken zijn.",
    ),
    MoveCode.RECORD_ZVH_YES: ("Het ZVH neemt de casus over; de lokale contactpersoon blijft.",),
    MoveCode.RECORD_ZVH_NO: (
        "Het ZVH adviseert de lokale aanpak te houden en de reclassering aan te laten sluiten.",
    ),
    MoveCode.PROPOSE_SCALE_DOWN: (
        "Zes maanden zonder nieuw incident; de open acties zijn lokaal uit te voeren.",
    ),
    MoveCode.START_AFTERCARE: (
        "Doelen behaald volgens de eindmeting; het wijkteam belt na drie maanden.",
        "Stabiel genoeg voor het wijkteam; de laatste acties zijn overgedragen.",
    ),
    MoveCode.CLOSE: ("De nazorgcontrole is gedaan en goed verlopen; de berichten zijn verstuurd.",),
    MoveCode.CLOSE_FROM_EXECUTION: (
        "Verhuisd en overgedragen aan de nieuwe gemeente, in een gesprek met de betrokkene.",
        "Verhuisd; de nieuwe gemeente nam de afspraken over, met een warme overdracht.",
    ),
    MoveCode.RESUME: ("De betrokkene is terug en wil het plan voortzetten.",),
}
HOLDS: Final = (
    (HoldReason.DETENTION, "Zit vast tot na de zitting; de reclassering houdt contact."),
    (HoldReason.ADMISSION, "Opgenomen; de behandelaar laat weten wanneer het ontslag is."),
    (HoldReason.OUT_OF_SIGHT, "Sinds drie weken door geen enkele dienst gezien."),
)
