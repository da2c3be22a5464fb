"""Dutch for settings: names, units, where a value comes from, and what the reglement has to say."""

from typing import Final

from pga.settings.rules.bounds import Basis, SettingFault, Shape, Subject, Term, TermUnit
from pga.settings.rules.effect import Turn
from pga.settings.rules.following import Mark
from pga.settings.rules.lists import name_of
from pga.settings.rules.png import HIGHEST, MOST_BYTES, WIDEST, PngFault

SETTING: Final = {
    "signal_days": "Een signaal verdwijnt na",
    "triage_working_days": "Weging na ontvangst",
    "information_round_working_days": "Partners antwoorden binnen",
    "information_reminder_working_days": "Een partner krijgt een herinnering na",
    "inform_person_months": "Betrokkene is geïnformeerd binnen",
    "inform_review_days": "Uitstel van informeren opnieuw bekijken na",
    "authority_days": "Uitgezocht wie gezag heeft binnen",
    "first_meeting_working_days": "Eerste casusoverleg na toelating",
    "plan_working_days": "Plan na het eerste overleg",
    "meeting_after_plan_weeks": "Overleg na het plan",
    "meeting_weeks": "Tussen twee overleggen",
    "contact_days": "Waarschuwing als er geen contact is na",
    "old_facts_days": "Feiten van een partner zijn oud na",
    "measurement_months": "Tussen twee metingen",
    "evaluation_months": "Tussen twee evaluaties",
    "zvh_answer_working_days": "Antwoord van het ZVH",
    "hold_months": "Aanhouden duurt hoogstens",
    "aftercare_months": "Nazorgcontrole na",
    "rights_request_months": "Rechtenverzoek beantwoord binnen",
    "rights_extension_months": "Rechtenverzoek verlengen met",
    "emergency_review_working_days": "Een noodtoegang is beoordeeld binnen",
    "retention_closed_years": "Een afgesloten casus bewaren",
    "retention_rejected_months": "Een niet toegelaten casus bewaren",
    "retention_log_years": "De logregels bewaren",
    "max_active_cases": "Lokale casussen tegelijk, als afspraak",
    "small_number_threshold": "Aantallen verbergen onder",
    "display_name": "Naam boven elke pagina",
    "dpo_name": "Naam van de FG",
    "dpo_mail": "E-mailadres van de FG",
    "dpo_phone": "Telefoonnummer van de FG",
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

LIST: Final = {
    "problems": "Soorten problemen",
    "domains": "Leefgebieden",
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
    TermUnit.CASES: ("casus", "casussen"),
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
    "triage_working_days": "Voorstel. Vergelijk: Veilig Thuis weegt in 5 werkdagen.",
    "information_round_working_days": "Voorstel.",
    "information_reminder_working_days": "Voorstel.",
    "inform_person_months": "AVG artikel 14 lid 3: binnen een maand.",
    "inform_review_days": "Voorstel.",
    "authority_days": "Voorstel.",
    "first_meeting_working_days": "Voorstel.",
    "plan_working_days": "Voorstel.",
    "meeting_after_plan_weeks": "Voorstel.",
    "meeting_weeks": "Voorstel.",
    "contact_days": "Voorstel.",
    "old_facts_days": "Voorstel. Vergelijk: een meting kijkt hoogstens 30 dagen terug.",
    "measurement_months": "Voorstel.",
    "evaluation_months": "Voorstel. Vergelijk: Amsterdam kijkt twee keer per jaar.",
    "zvh_answer_working_days": "Voorstel.",
    "hold_months": "Voorstel.",
    "aftercare_months": "Voorstel.",
    "rights_request_months": "AVG artikel 12 lid 3: binnen een maand.",
    "rights_extension_months": "AVG artikel 12 lid 3: hoogstens twee maanden erbij.",
    "emergency_review_working_days": "Voorstel.",
    "retention_closed_years": "Voorstel. AVG artikel 5 lid 1e: niet langer dan nodig.",
    "retention_rejected_months": "Voorstel. AVG artikel 5 lid 1e: niet langer dan nodig.",
    "retention_log_years": "Voorstel. BIO2: minstens drie jaar.",
    "max_active_cases": "Voorstel. Vergelijk: Woerden 2018.",
    "small_number_threshold": "Voorstel. Onder de 5 gaat een aantal misschien over één persoon.",
}
"""Where a value comes from, as a reader can look it up (pga.md 2.11 and 6.6)."""

_TEAM: Final = "team Veiligheid en de coördinator"
_FG: Final = "de FG"
ASK: Final = {
    "signal_days": ("Hoelang mag een signaal blijven staan zonder aanmelding?", _FG),
    "triage_working_days": ("Wie weegt, en binnen hoeveel werkdagen?", _TEAM),
    "information_round_working_days": ("Hoelang hebben partners om te antwoorden?", _TEAM),
    "information_reminder_working_days": ("Wanneer krijgt een partner een herinnering?", _TEAM),
    "authority_days": ("Binnen hoeveel dagen zoekt u uit wie gezag heeft over een kind?", _FG),
    "inform_review_days": ("Na hoeveel dagen kijkt u opnieuw of informeren kan?", _FG),
    "first_meeting_working_days": ("Hoe snel is het eerste casusoverleg?", _TEAM),
    "plan_working_days": ("Hoe snel ligt er een plan?", _TEAM),
    "meeting_after_plan_weeks": ("Wanneer is het eerste overleg na het plan?", _TEAM),
    "meeting_weeks": ("Hoeveel weken zitten er tussen twee overleggen?", _TEAM),
    "contact_days": ("Na hoeveel dagen zonder contact moet iemand kijken?", _TEAM),
    "old_facts_days": ("Na hoeveel dagen vraagt u een partner of feiten nog kloppen?", _TEAM),
    "measurement_months": ("Hoe vaak meet u de leefgebieden?", _TEAM),
    "evaluation_months": ("Hoe vaak weegt u opnieuw of de aanpak nodig is?", _TEAM),
    "zvh_answer_working_days": ("Binnen hoeveel werkdagen antwoordt het ZVH?", "het ZVH"),
    "hold_months": ("Hoelang mag een casus hoogstens wachten?", _TEAM),
    "aftercare_months": ("Wanneer kijkt u na de afsluiting nog een keer?", _TEAM),
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
    "retention_log_years": ("Hoelang bewaart u de logregels?", "de FG en de CISO"),
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
