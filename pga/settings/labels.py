"""Dutch for settings: names, units, where a value comes from, and what the reglement has to say."""

from typing import Final

from pga.settings.rules.bounds import Basis, SettingFault, Shape, Subject, Term, TermUnit
from pga.settings.rules.effect import Turn
from pga.settings.rules.following import Mark
from pga.settings.rules.lists import name_of
from pga.settings.rules.png import HIGHEST, MOST_BYTES, WIDEST, PngFault
from pga.settings.rules.retention import KeptKind, KeptPart

SETTING: Final = {
    "signal_days": "Een signaal verdwijnt na",
    "signal_referral_days": "Een signaal blijft na ‘aanmelding’ leesbaar",
    "concept_unfinished_days": "Een concept-aanmelding die niet is ingeleverd, verdwijnt na",
    "concept_judge_working_days": "Team Veiligheid beoordeelt een concept-aanmelding binnen",
    "concept_refused_days": "Een geweigerde concept-aanmelding verdwijnt na",
    "approval_days": "Een tweede persoon keurt goed of af binnen",
    "triage_working_days": "Weging na ontvangst",
    "feedback_working_days": "De aanmelder hoort de uitkomst binnen",
    "police_known": "Politie zonder besluit: bekend ja of nee vastleggen",
    "frozen_working_days": "Bevroren gegevens beoordeeld binnen",
    "information_round_working_days": "Partners antwoorden binnen",
    "information_reminder_working_days": "Een partner krijgt een herinnering na",
    "inform_person_months": "Betrokkene is geïnformeerd binnen",
    "inform_review_days": "Uitstel van informeren opnieuw bekijken na",
    "authority_days": "Uitgezocht wie gezag heeft binnen",
    "retraction_working_days": "Gezegd dat het over de verkeerde ging binnen",
    "first_meeting_working_days": "Eerste casusoverleg na toelating",
    "plan_working_days": "Plan na het eerste overleg",
    "meeting_after_plan_weeks": "Overleg na het plan",
    "meeting_weeks": "Tussen twee overleggen",
    "contact_days": "Waarschuwing als er geen contact is na",
    "contact_tries": "Vraag of iemand uit beeld is na zo vaak niet bereikt",
    "old_facts_days": "Feiten van een partner zijn oud na",
    "score_source_days": "De bron van een score is oud na",
    "measurement_months": "Tussen twee metingen",
    "evaluation_months": "Tussen twee evaluaties",
    "proposal_working_days": "Antwoord op een voorstel",
    "zvh_answer_working_days": "Antwoord van het ZVH",
    "hold_months": "Aanhouden duurt hoogstens",
    "aftercare_months": "Nazorgcontrole na",
    "rights_request_months": "Rechtenverzoek beantwoord binnen",
    "rights_extension_months": "Rechtenverzoek verlengen met",
    "letter_working_days": "Goedgekeurde brief verstuurd binnen",
    "end_told_days": "Verteld dat een casus eindigde binnen",
    "emergency_review_working_days": "Een noodtoegang is beoordeeld binnen",
    "retention_closed_years": "Een afgesloten casus bewaren",
    "retention_rejected_months": "Een niet toegelaten casus bewaren",
    "retention_withdrawn_months": "Een ingetrokken casus bewaren",
    "retention_wrongly_registered_months": "Een onterecht aangemelde casus bewaren",
    "retention_deceased_months": "De casus van wie overleed bewaren",
    "retention_log_years": "De logregels bewaren",
    "backup_days": "Een reservekopie bestaat hoogstens",
    "max_active_cases": "Lokale casussen tegelijk, als afspraak",
    "small_number_threshold": "Aantallen verbergen onder",
    "display_name": "Naam boven elke pagina",
    "dpo_name": "Naam van de FG",
    "dpo_mail": "E-mailadres van de FG",
    "dpo_phone": "Telefoonnummer van de FG",
    "return_address": "Retouradres onder brieven",
    "covenant_signed_on": "Convenant getekend op",
    "covenant_ends_on": "Convenant loopt tot en met",
    "dpia_on": "DPIA vastgesteld op",
    "dpia_version": "Versie van de DPIA",
    "processing_register_number": "Nummer in het verwerkingsregister",
    "reglement_version": "Versie van het privacyreglement",
    "brand": "Kleur van knoppen",
    "brand_ink": "Letters op knoppen",
    "accent": "Kleur van links en lijnen",
    "logo": "Logo",
}

KEPT: Final = {
    KeptKind.ADMITTED: "Casus, toegelaten en afgesloten",
    KeptKind.NOT_ADMITTED: "Casus, niet toegelaten",
    KeptKind.WITHDRAWN: "Casus, ingetrokken",
    KeptKind.WRONGLY_REGISTERED: "Casus, onterecht aangemeld",
    KeptKind.DECEASED: "Casus van wie overleed",
    KeptKind.TOP_X: "Top X (WGS)",
    KeptKind.SIGNAL: "Signaal",
    KeptKind.CONCEPT: "Concept-aanmelding",
    KeptKind.REPORT: "Melding",
    KeptKind.LIST_NAME: "Naam op een namenlijst",
    KeptKind.ACCOUNT: "Account van een collega",
    KeptKind.TRAIL: "Logboek",
}
KEPT_PART: Final = {
    KeptPart.RESULT: "Resultaat",
    KeptPart.TERM: "Bewaartermijn",
    KeptPart.START: "Telt vanaf",
    KeptPart.ARTICLE: "Artikel",
}
_END: Final = "Telt vanaf de dag waarop de casus eindigde."
_NOT_YET: Final = "Dit systeem vernietigt dit nog niet zelf."
KEPT_FROM: Final = {
    KeptKind.ADMITTED: _END,
    KeptKind.NOT_ADMITTED: _END,
    KeptKind.WITHDRAWN: _END,
    KeptKind.WRONGLY_REGISTERED: _END,
    KeptKind.DECEASED: "Telt vanaf de dag van overlijden.",
    KeptKind.TOP_X: (
        "Uiterlijk 5 jaar na de eerste verwerking (WGS, artikel 1.8 lid 7): daar gaat geen "
        "instelling overheen. Dit systeem vernietigt dit nog niet zelf."
    ),
    KeptKind.SIGNAL: "Telt vanaf de dag waarop het is genoteerd.",
    KeptKind.CONCEPT: (
        "Telt vanaf de dag van het nee. Na een overname gaat zij meteen weg, en wie haar niet "
        "inlevert, raakt haar eerder kwijt."
    ),
    KeptKind.REPORT: _NOT_YET,
    KeptKind.LIST_NAME: _NOT_YET,
    KeptKind.ACCOUNT: _NOT_YET,
    KeptKind.TRAIL: "Telt vanaf de dag van de regel.",
}
"""From what this house counts; the day is kept with each end."""

LIST: Final = {
    "problems": "Soorten problemen",
    "domains": "Leefgebieden",
    "signal_kinds": "Soorten signalen",
    "plan_rules": "Plankeuring",
}
ENTRY: Final = {
    "problems": {
        "serious_nuisance": "Ernstige overlast",
        "criminal_offences": "Strafbare feiten",
        "confused_behaviour": "Verward of onbegrepen gedrag",
        "youth_nuisance": "Jeugdoverlast",
        "domestic_violence": "Huiselijk geweld",
        "other": "Anders",
    },
    "domains": {
        "FIN": "Financiën",
        "WEO": "Werk en opleiding",
        "TYD": "Tijdsbesteding",
        "HUI": "Huisvesting",
        "REL": "Huiselijke relaties",
        "GGZ": "Geestelijke gezondheid",
        "LIG": "Lichamelijke gezondheid",
        "VER": "Middelengebruik",
        "ADL": "Dagelijks leven",
        "NET": "Sociaal netwerk",
        "PAR": "Meedoen",
        "JUS": "Justitie",
    },
    "signal_kinds": {
        "E33": "E33: verward of onbegrepen gedrag",
        "youth": "Overlast door jongeren",
        "neighbours": "Overlast tussen buren",
        "substances": "Alcohol of drugs",
        "homeless": "Geen vaste plek om te wonen",
        "home": "Spanning of geweld thuis",
        "neglect": "Verwaarlozing of vervuiling",
        "other": "Andere zorg",
    },
    "plan_rules": {
        "no_view": "De zienswijze van betrokkene ontbreekt",
        "goal_without_words": "Een doel zonder eigen woorden",
        "goal_without_action": "Een doel zonder actie",
        "goal_without_date": "Een doel zonder streefdatum",
        "many_goals": "Veel doelen tegelijk",
        "one_kind": "Alle acties zijn van één soort",
        "one_owner": "Alle acties liggen bij één partij",
        "acute_without_goal": "Een leefgebied op 1 zonder doel",
        "no_exit": "Er staat niet wanneer we stoppen",
        "no_crisis": "Er staat niet wat we doen als het misgaat",
        "failed_again": "Een actie die eerder niet lukte",
        "far_away": "Een actie die ver weg ligt",
        "no_outcome": "Een actie zonder uitkomst",
        "not_at_table": "Een actie van wie niet aan tafel zat",
        "ask_again": "Vraag het antwoord opnieuw",
    },
}
"""How the house calls each entry of a list, as long as a municipality does not say otherwise."""
ENTRIES: Final = {
    name_of(which, code): f"{LIST[which]}: {label}"
    for which, entries in ENTRY.items()
    for code, label in entries.items()
}
LIST_SOURCE: Final = {
    "problems": "Voorstel. Het aanmeldformulier vraagt hiernaar.",
    "domains": "Voorstel. Vergelijk: ZRM 2017, met twee domeinen samengevoegd tot Dagelijks leven.",
    "signal_kinds": "Voorstel. E33 is de code van de politie; de andere woorden zijn van ons.",
    "plan_rules": "Voorstel. Het zijn vaste regels die advies geven, geen cijfer.",
}

SUBJECT: Final = {
    Subject.INTAKE: "Van signaal tot weging",
    Subject.INFORMING: "Betrokkene informeren en rechten",
    Subject.WORK: "Van toelating tot nazorg",
    Subject.WATCH: "Toezicht",
    Subject.RETENTION: "Bewaren en vernietigen",
    Subject.NUMBERS: "Aantallen",
}

UNIT: Final = {
    TermUnit.DAYS: ("dag", "dagen"),
    TermUnit.WORKING_DAYS: ("werkdag", "werkdagen"),
    TermUnit.WEEKS: ("week", "weken"),
    TermUnit.MONTHS: ("maand", "maanden"),
    TermUnit.YEARS: ("jaar", "jaar"),
    TermUnit.TIMES: ("keer", "keer"),
    TermUnit.CASES: ("casus", "casussen"),
    TermUnit.YES_NO: ("(ja)", "(nee)"),
}

BASIS: Final = {Basis.LAW: "Wet", Basis.PROPOSAL: "Voorstel"}

MARK: Final = {
    Mark.SET: "Ingesteld",
    Mark.CONFIRMED: "Bevestigd",
    Mark.WITHDRAWN: "Ingetrokken",
}

TURN: Final = {
    Turn.STAYS: "",
    Turn.BECOMES_LATE: "wordt te laat",
    Turn.NO_LONGER_LATE: "niet meer te laat",
}

SHAPE: Final = {
    Shape.LINE: "",
    Shape.DAY: "Bijvoorbeeld 23-11-2026",
    Shape.MAIL: "Bijvoorbeeld fg@gemeente.example",
    Shape.COLOUR: "Een # en zes tekens, bijvoorbeeld #1c3f5e",
}

SOURCE: Final = {
    "signal_days": "Voorstel. Vergelijk: zes weken in de Wmo.",
    "signal_referral_days": "Voorstel. Zo kan een collega de aanmelding schrijven.",
    "concept_unfinished_days": "Voorstel. Korter dan een signaal: een half verhaal helpt niemand.",
    "concept_judge_working_days": "Voorstel. De weging loopt al vanaf het inleveren.",
    "concept_refused_days": "Voorstel. Vergelijk: zes weken in de Wmo.",
    "approval_days": "Voorstel. Daarna moet het opnieuw gevraagd worden.",
    "triage_working_days": "Voorstel. Vergelijk: Veilig Thuis weegt in 5 werkdagen.",
    "feedback_working_days": "Voorstel.",
    "police_known": (
        "Voorstel: nee. Ook bekend zijn bij de politie is een politiegegeven (Wpg artikel 20)."
    ),
    "frozen_working_days": "Voorstel.",
    "information_round_working_days": "Voorstel.",
    "information_reminder_working_days": "Voorstel.",
    "inform_person_months": "AVG artikel 14 lid 3: binnen een maand.",
    "inform_review_days": "Voorstel.",
    "authority_days": "Voorstel.",
    "retraction_working_days": "Voorstel. AVG artikel 19: iedere ontvanger hoort het.",
    "first_meeting_working_days": "Voorstel.",
    "plan_working_days": "Voorstel.",
    "meeting_after_plan_weeks": "Voorstel.",
    "meeting_weeks": "Voorstel.",
    "contact_days": "Voorstel.",
    "contact_tries": "Voorstel.",
    "old_facts_days": "Voorstel. Vergelijk: een meting kijkt hoogstens 30 dagen terug.",
    "score_source_days": "Voorstel. Een meting kijkt hoogstens 30 dagen terug.",
    "measurement_months": "Voorstel.",
    "evaluation_months": "Voorstel. Vergelijk: Amsterdam kijkt twee keer per jaar.",
    "proposal_working_days": "Voorstel. Geen wet noemt een termijn.",
    "zvh_answer_working_days": "Voorstel.",
    "hold_months": "Voorstel.",
    "aftercare_months": "Voorstel.",
    "rights_request_months": "AVG artikel 12 lid 3: binnen een maand.",
    "rights_extension_months": "AVG artikel 12 lid 3: hoogstens twee maanden erbij.",
    "letter_working_days": "Voorstel.",
    "end_told_days": "Voorstel.",
    "emergency_review_working_days": "Voorstel.",
    "retention_closed_years": "Voorstel. AVG artikel 5 lid 1e: niet langer dan nodig.",
    "retention_rejected_months": "Voorstel. AVG artikel 5 lid 1e: niet langer dan nodig.",
    "retention_withdrawn_months": "Voorstel. AVG artikel 5 lid 1e: niet langer dan nodig.",
    "retention_wrongly_registered_months": "Voorstel, als bij intrekken. AVG artikel 5 lid 1e.",
    "retention_deceased_months": "Voorstel. De Archiefwet geldt, de AVG niet meer.",
    "retention_log_years": "Voorstel. BIO2: minstens drie jaar.",
    "backup_days": "Voorstel. AVG artikel 5 lid 1e: niet langer dan nodig.",
    "max_active_cases": "Voorstel. Vergelijk: Woerden 2018.",
    "small_number_threshold": "Voorstel. Onder de 5 gaat een aantal misschien over één persoon.",
}
"""Where a value comes from, as a reader can look it up (pga.md 2.11 and 6.6)."""

_TEAM: Final = "team Veiligheid en de coördinator"
_FG: Final = "de FG"
ASK: Final = {
    "signal_days": ("Hoelang mag een signaal blijven staan zonder aanmelding?", _FG),
    "signal_referral_days": (
        "Hoelang is een signaal nog nodig om er een aanmelding van te maken?",
        _FG,
    ),
    "concept_unfinished_days": (
        "Hoelang mag een concept-aanmelding blijven staan die niet is ingeleverd?",
        _FG,
    ),
    "concept_judge_working_days": (
        "Hoe snel beoordeelt team Veiligheid een concept-aanmelding?",
        _TEAM,
    ),
    "concept_refused_days": (
        "Hoelang blijft een geweigerde concept-aanmelding leesbaar voor wie haar schreef?",
        _FG,
    ),
    "approval_days": ("Hoelang mag een vraag op een tweede persoon wachten?", _TEAM),
    "triage_working_days": ("Wie weegt, en binnen hoeveel werkdagen?", _TEAM),
    "information_round_working_days": ("Hoelang hebben partners om te antwoorden?", _TEAM),
    "information_reminder_working_days": ("Wanneer krijgt een partner een herinnering?", _TEAM),
    "authority_days": ("Binnen hoeveel dagen zoekt u uit wie gezag heeft over een kind?", _FG),
    "inform_review_days": ("Na hoeveel dagen kijkt u opnieuw of informeren kan?", _FG),
    "retraction_working_days": (
        "Binnen hoeveel werkdagen hoort een ontvanger dat het over de verkeerde ging?",
        _FG,
    ),
    "feedback_working_days": ("Binnen hoeveel werkdagen hoort de aanmelder de uitkomst?", _TEAM),
    "police_known": (
        "Mag u vastleggen of de politie iemand kent, zonder besluit van artikel 20 Wpg?",
        _FG,
    ),
    "frozen_working_days": (
        "Binnen hoeveel werkdagen beslist u over gegevens die bevroren zijn?",
        _FG,
    ),
    "first_meeting_working_days": ("Hoe snel is het eerste casusoverleg?", _TEAM),
    "plan_working_days": ("Hoe snel ligt er een plan?", _TEAM),
    "meeting_after_plan_weeks": ("Wanneer is het eerste overleg na het plan?", _TEAM),
    "meeting_weeks": ("Hoeveel weken zitten er tussen twee overleggen?", _TEAM),
    "contact_tries": ("Na hoeveel keer niemand bereikt vraagt u of iemand uit beeld is?", _TEAM),
    "contact_days": ("Na hoeveel dagen zonder contact moet iemand kijken?", _TEAM),
    "old_facts_days": ("Na hoeveel dagen vraagt u een partner of feiten nog kloppen?", _TEAM),
    "score_source_days": ("Hoe oud mag zijn waar een score op rust?", _TEAM),
    "measurement_months": ("Hoe vaak meet u de leefgebieden?", _TEAM),
    "proposal_working_days": (
        "Hoe snel hoort een collega of een voorstel voor nazorg, afsluiten of opschalen doorgaat?",
        _TEAM,
    ),
    "evaluation_months": ("Hoe vaak weegt u opnieuw of de aanpak nodig is?", _TEAM),
    "zvh_answer_working_days": ("Binnen hoeveel werkdagen antwoordt het ZVH?", "het ZVH"),
    "hold_months": ("Hoelang mag een casus hoogstens wachten?", _TEAM),
    "aftercare_months": ("Wanneer kijkt u na de afsluiting nog een keer?", _TEAM),
    "letter_working_days": ("Hoe snel gaat een goedgekeurde brief de deur uit?", _TEAM),
    "end_told_days": ("Hoe snel hoort wie meedeed dat een casus is geëindigd?", _TEAM),
    "emergency_review_working_days": (
        "Binnen hoeveel werkdagen beoordeelt de FG een noodtoegang?",
        _FG,
    ),
    "retention_closed_years": (
        "Welke bewaartermijn noemt het reglement, en welke regel de selectielijst?",
        "de FG en de archivaris",
    ),
    "retention_rejected_months": (
        "Hoelang bewaart u een casus die niet is toegelaten?",
        "de FG en de archivaris",
    ),
    "retention_withdrawn_months": (
        "Hoelang bewaart u een casus die de aanmelder introk?",
        "de FG en de archivaris",
    ),
    "retention_wrongly_registered_months": (
        "Hoelang bewaart u een casus van wie onterecht is aangemeld?",
        "de FG en de archivaris",
    ),
    "retention_deceased_months": (
        "Hoelang bewaart u de casus van iemand die overleed?",
        "de FG en de archivaris",
    ),
    "retention_log_years": ("Hoelang bewaart u de logregels?", "de FG en de CISO"),
    "backup_days": ("Hoelang bestaat een reservekopie van de gegevens?", "de CISO"),
    "max_active_cases": ("Hoeveel casussen kan het team tegelijk aan?", "de coördinator"),
    "small_number_threshold": ("Onder welk aantal tonen we niets?", _FG),
}
"""What to ask whom before a proposal is more than that (pga.md 11.2)."""

FAULT: Final = {
    SettingFault.TOO_LOW: "Dit is te weinig.",
    SettingFault.TOO_HIGH: "Dit is te veel.",
    SettingFault.ABOVE_LAW: "Dit is langer dan de wet toestaat.",
    SettingFault.BELOW_NORM: "Dit is minder dan de norm vraagt.",
    SettingFault.PAST: "Kies vandaag of een latere dag.",
    SettingFault.SAME: "Deze waarde geldt dan al.",
    SettingFault.NO_REASON: "Schrijf op waarom.",
    SettingFault.TOO_LONG: "Dit is te lang.",
    SettingFault.NO_DATE: "Typ de datum als dag-maand-jaar.",
    SettingFault.NO_MAIL: "Dit lijkt geen e-mailadres. Er hoort een @ in, en een punt daarna.",
    SettingFault.NO_COLOUR: "Typ een # en zes tekens: cijfers of a tot en met f.",
    SettingFault.LOW_CONTRAST: "Deze kleuren zijn samen niet goed te lezen.",
    SettingFault.ALL_OR_NONE: "Vul alle drie de kleuren in, of geen.",
    SettingFault.NOT_SET: "Er is nog geen waarde. Stel die eerst in.",
    SettingFault.NOT_COMING: "Deze waarde komt niet meer. Kijk opnieuw.",
    SettingFault.NO_LABEL: "Vul een naam in, of zet deze keuze uit.",
    SettingFault.TAKEN: "Een andere keuze op deze lijst heet al zo.",
    SettingFault.TOO_FEW_LEFT: "Dan blijft er te weinig over om uit te kiezen.",
}

PICTURE: Final = {
    PngFault.TOO_LARGE: f"Dit bestand is te groot: hoogstens {MOST_BYTES // 1000} kB.",
    PngFault.NOT_PNG: "Dit is geen PNG. Bewaar het logo als PNG en kies het opnieuw.",
    PngFault.BROKEN: "Dit bestand is niet heel. Bewaar het logo opnieuw als PNG.",
    PngFault.TOO_BIG: f"Dit logo is te groot: hoogstens {WIDEST} punten breed en {HIGHEST} hoog.",
    PngFault.OTHER_KIND: "Bewaar het logo als PNG met 8 bits per kleur en zonder interlace.",
}
NO_PICTURE: Final = "Kies een bestand, of kies voor geen logo."
ONE_OF_BOTH: Final = "Kies een bestand of geen logo, niet allebei."

PLACE: Final = {
    "brand": "de kleur van knoppen",
    "hover": "de knop onder de muis",
    "brand_ink": "de letters op knoppen",
    "accent": "de kleur van links",
    "page": "het papier",
}
"""What a colour is on a page."""


def amount(term: Term, value: str) -> str:
    """Return a value with its unit, ``5 werkdagen``; nothing for no value."""
    one, more = UNIT[term.unit]
    return f"{value} {one if value == '1' else more}" if value else ""


def limits(term: Term) -> str:
    """Return between what a term may be set, and what says so."""
    if term.unit is TermUnit.YES_NO:
        return "Kies 1 (ja) of 0 (nee)."
    if term.legal_most and term.fixed:
        return f"De wet legt dit vast op {amount(term, str(term.most))}."
    between = f"Kies {term.least} tot en met {amount(term, str(term.most))}."
    if term.legal_most:
        return f"{between} Langer mag niet van de wet."
    return f"{between} Minder mag niet van de norm." if term.norm_least else between


def words_for(term: Term) -> dict[SettingFault, str]:
    """Return what a fault means for this term, with its limits."""
    numbers = (
        SettingFault.TOO_LOW,
        SettingFault.TOO_HIGH,
        SettingFault.ABOVE_LAW,
        SettingFault.BELOW_NORM,
    )
    return FAULT | {fault: f"{FAULT[fault]} {limits(term)}" for fault in numbers}


ALSO_ASK: Final = (
    ("Welke versie van het privacyreglement is getekend?", "Aan de FG."),
    ("Wie is verwerkingsverantwoordelijke: de burgemeester of het college?", "Aan de FG."),
    ("Wie is eigenaar van de DPIA?", "Aan de FG."),
    ("Hoort het interventieteam bij dezelfde verantwoordelijke?", "Aan de FG."),
    (
        "Welke twaalf leefgebieden gebruikt u, en moeten scores naar Bureau RVS?",
        "Aan de coördinator.",
    ),
    ("Wat zijn de werkafspraken over Top X, en welk formulier wil het ZVH?", "Aan het ZVH."),
    ("Vanaf welk moment geldt het regime van het ZVH (WGS)?", "Aan het ZVH en de FG."),
    ("Met welk product mailt u veilig?", "Aan de beheerder van de gemeente."),
)
"""What pga.md 11.2 asks beside the values."""
