"""Dutch for states, moves, what is missing and what comes next."""

from typing import Final

from pga.cases.rules.moves import MoveCode
from pga.cases.rules.needs import Need
from pga.cases.rules.next_step import Wait
from pga.cases.rules.referral import CaseKind
from pga.cases.rules.states import HoldReason, Level, State

WAITING: Final = {
    "actions": ("open actie", "open acties"),
    "questions": ("vraag zonder antwoord", "vragen zonder antwoord"),
}
"""What waits in a place of a case, for who listens to the number."""
STATE: Final = {
    State.REFERRED: "Aangemeld",
    State.IN_TRIAGE: "In weging",
    State.REJECTED: "Niet toegelaten",
    State.INFORMATION_ROUND: "Informatieronde",
    State.PLANNING: "Plan in opstelling",
    State.IN_EXECUTION: "In uitvoering",
    State.ON_HOLD: "Aangehouden",
    State.SCALE_UP_REQUESTED: "Opschaling aangevraagd",
    State.TOP_X: "Opgeschaald (Top X)",
    State.SCALE_DOWN_PROPOSED: "Afschaling voorgesteld",
    State.AFTERCARE: "Nazorg",
    State.CLOSED: "Afgesloten",
    State.DESTROYED: "Vernietigd",
}
LEVEL: Final = {
    Level.REGULAR: "Regulier",
    Level.LOCAL: "Lokaal",
    Level.TOP_X: "Top X",
    Level.ADMINISTRATIVE: "Bestuurlijk",
}
MOVE: Final = {
    MoveCode.START_TRIAGE: "Weging starten",
    MoveCode.ADMIT: "Toelaten tot de aanpak",
    MoveCode.REJECT: "Niet toelaten",
    MoveCode.SCALE_UP_DIRECTLY: "Direct opschalen naar het ZVH",
    MoveCode.START_PLANNING: "Informatieronde afronden",
    MoveCode.DROP_AFTER_INFORMATION: "Stoppen: er is geen reden meer voor een aanpak",
    MoveCode.ADOPT_PLAN: "Plan vaststellen en uitvoeren",
    MoveCode.HOLD: "Aanhouden",
    MoveCode.RESUME: "Hervatten",
    MoveCode.REQUEST_SCALE_UP: "Opschalen naar Top X",
    MoveCode.RECORD_ZVH_YES: "Het ZVH neemt de casus over",
    MoveCode.RECORD_ZVH_NO: "Terug naar uitvoering: het ZVH neemt de casus niet over",
    MoveCode.REJECT_AFTER_ZVH: "Niet toelaten, na het nee van het ZVH",
    MoveCode.ADMIT_AFTER_ZVH: "Lokaal toelaten, na het nee van het ZVH",
    MoveCode.PROPOSE_SCALE_DOWN: "Afschaling voorstellen",
    MoveCode.RETURN_TO_EXECUTION: "Terug naar lokale uitvoering",
    MoveCode.RETURN_TO_AFTERCARE: "Terug naar nazorg",
    MoveCode.REFUSE_SCALE_DOWN: "Bij het ZVH laten",
    MoveCode.START_AFTERCARE: "Naar nazorg",
    MoveCode.CLOSE_FROM_EXECUTION: "Afsluiten zonder nazorg",
    MoveCode.CLOSE_FROM_HOLD: "Afsluiten zonder nazorg",
    MoveCode.CLOSE_FROM_TOP_X: "Afsluiten zonder nazorg",
    MoveCode.CLOSE: "Afsluiten",
    MoveCode.REOPEN_FROM_AFTERCARE: "Heropenen: opnieuw wegen",
    MoveCode.REOPEN: "Heropenen: opnieuw wegen",
    MoveCode.DESTROY: "Vernietigen",
    MoveCode.DESTROY_REJECTED: "Vernietigen",
}
DONE: Final = {
    None: "Aanmelding ontvangen",
    MoveCode.START_TRIAGE: "Weging gestart",
    MoveCode.ADMIT: "Toegelaten tot de aanpak",
    MoveCode.REJECT: "Niet toegelaten",
    MoveCode.SCALE_UP_DIRECTLY: "Direct opschalen aangevraagd",
    MoveCode.START_PLANNING: "Informatieronde klaar, plan in opstelling",
    MoveCode.DROP_AFTER_INFORMATION: "Gestopt: geen reden meer voor een aanpak",
    MoveCode.ADOPT_PLAN: "Plan vastgesteld, uitvoering gestart",
    MoveCode.HOLD: "Aangehouden",
    MoveCode.RESUME: "Hervat",
    MoveCode.REQUEST_SCALE_UP: "Opschaling aangevraagd bij het ZVH",
    MoveCode.RECORD_ZVH_YES: "Opgeschaald naar Top X",
    MoveCode.RECORD_ZVH_NO: "Het ZVH nam de casus niet over",
    MoveCode.REJECT_AFTER_ZVH: "Niet toegelaten",
    MoveCode.ADMIT_AFTER_ZVH: "Lokaal toegelaten",
    MoveCode.PROPOSE_SCALE_DOWN: "Afschaling voorgesteld",
    MoveCode.RETURN_TO_EXECUTION: "Terug in lokale uitvoering",
    MoveCode.RETURN_TO_AFTERCARE: "Terug, in nazorg",
    MoveCode.REFUSE_SCALE_DOWN: "Bij het ZVH gebleven",
    MoveCode.START_AFTERCARE: "Nazorg gestart",
    MoveCode.CLOSE_FROM_EXECUTION: "Afgesloten",
    MoveCode.CLOSE_FROM_HOLD: "Afgesloten",
    MoveCode.CLOSE_FROM_TOP_X: "Afgesloten",
    MoveCode.CLOSE: "Afgesloten",
    MoveCode.REOPEN_FROM_AFTERCARE: "Heropend",
    MoveCode.REOPEN: "Heropend",
    MoveCode.DESTROY: "Vernietigd",
    MoveCode.DESTROY_REJECTED: "Vernietigd",
}
NEED: Final = {
    Need.DUPLICATE_CHECK_SEEN: "Kijk eerst of deze persoon al bekend is.",
    Need.CRITERIA_MET: "De criteria a, b en c zijn nog niet alle drie ja, met een van d, e en f.",
    Need.LEGAL_TESTS_ARGUED: "De drie toetsen zijn nog niet uitgelegd.",
    Need.PROCESREGISSEUR_NAMED: "Wijs eerst een procesregisseur aan.",
    Need.OUTCOME_ARGUED: "De uitkomst heeft nog geen motivering.",
    Need.ROUTE_NAMED: "Er staat nog niet waar de persoon dan terechtkan.",
    Need.FEEDBACK_ROUTE: "Er staat nog niet hoe de aanmelder het hoort.",
    Need.NO_GROUND_ARGUED: "Er staat nog niet waarom er geen reden meer is voor een aanpak.",
    Need.REQUESTS_ANSWERED_OR_NOTE: (
        "Er is nog geen partner gevraagd. Vraag de partners, of schrijf op waarom dat niet hoeft."
    ),
    Need.CASUSREGISSEUR_NAMED: "Wijs eerst een casusregisseur aan.",
    Need.GOAL_WITH_ACTION: (
        "Voeg minstens één doel toe met één actie, een actiehouder en een datum."
    ),
    Need.BASELINE_MEASURED: "De 0-meting is nog niet definitief.",
    Need.PERSON_INFORMED: (
        "Betrokkene is nog niet geïnformeerd. Leg de brief of het gesprek vast, of motiveer "
        "uitstel met een nieuwe datum."
    ),
    Need.DECISION_LIST_APPROVED: "De besluitenlijst van het casusoverleg is nog niet vastgesteld.",
    Need.HOLD_REASON: "Geef een reden om te wachten.",
    Need.HOLD_REVIEW_DATE: "Kies een datum om terug te komen, na vandaag en niet te ver vooruit.",
    Need.RESUME_REASON: "Schrijf op waarom de casus weer verdergaat.",
    Need.ZVH_CRITERIA: "De vier criteria van het ZVH zijn nog niet beantwoord.",
    Need.HANDOVER_FILE: "Het overdrachtsdossier voor het ZVH is er nog niet.",
    Need.LOCAL_EFFECT_DESCRIBED: "Er staat nog niet wat er lokaal is gedaan en wat het opleverde.",
    Need.FRESH_MEASUREMENT: "De laatste meting is te oud, of er is nog niet gemeten.",
    Need.SCALE_UP_DISCUSSED: "De opschaling is nog niet met betrokkene besproken.",
    Need.HANDOVER_APPROVED: "Het overdrachtsdossier is nog niet goedgekeurd.",
    Need.ZVH_ACCEPTED: "Het ZVH heeft de casus nog niet overgenomen.",
    Need.ZVH_NOT_ACCEPTED: "Er is nog geen nee of advies van het ZVH.",
    Need.ZVH_REFERENCE: "Het nummer van de casus bij het ZVH ontbreekt.",
    Need.ZVH_CONTACT: "Er is nog geen contactpersoon bij het ZVH.",
    Need.LOCAL_CONTACT: "Er is nog geen lokale contactpersoon.",
    Need.CAME_FROM_TRIAGE: "Dit kan alleen als de aanvraag direct uit de weging kwam.",
    Need.CAME_FROM_EXECUTION: "Dit kan alleen als de aanvraag uit de uitvoering kwam.",
    Need.SAFETY_TEAM_CHOSE_REJECTION: "Team Veiligheid heeft hier nog niet voor gekozen.",
    Need.SAFETY_TEAM_CHOSE_ADMISSION: "Team Veiligheid heeft hier nog niet voor gekozen.",
    Need.SCALE_DOWN_REASON: "Er staat nog niet waarom de casus terug kan.",
    Need.OPEN_ACTIONS_LISTED: "Er staat nog niet welke acties open zijn.",
    Need.REMAINING_RISKS: "Er staat nog niet welke risico's blijven.",
    Need.SAFETY_TEAM_ACCEPTED_EXECUTION: "Team Veiligheid heeft de terugkeer nog niet aangenomen.",
    Need.SAFETY_TEAM_ACCEPTED_AFTERCARE: "Team Veiligheid heeft de nazorg nog niet aangenomen.",
    Need.CASUSREGISSEUR_ACCEPTED: "Er is nog geen casusregisseur die dit aanneemt.",
    Need.NEXT_MEETING_DATE: "Er is nog geen datum voor het volgende overleg.",
    Need.OPEN_ACTIONS_OWNED: "Niet elke open actie heeft een actiehouder.",
    Need.NOT_ACCEPTED_REASON: "Er staat nog niet waarom de casus bij het ZVH blijft.",
    Need.CLOSING_REASON: "Kies een reden om te stoppen.",
    Need.NO_AFTERCARE_REASON: "Er is nog geen reden die geen nazorg vraagt, zoals een verhuizing.",
    Need.FINAL_MEASUREMENT: "De eindmeting is nog niet gedaan.",
    Need.OPEN_ACTIONS_HANDED_OVER: "Nog niet elke actie is klaar, vervallen of overgedragen.",
    Need.AFTERCARE_HOLDER: "Er is nog geen nazorghouder.",
    Need.AFTERCARE_DATE: "Er is nog geen datum voor de nazorgcontrole.",
    Need.AFTERCARE_CHECKED: "De nazorgcontrole is nog niet gedaan.",
    Need.MESSAGES_SENT: "Betrokkene en partners hebben nog geen bericht.",
    Need.NEW_SIGNAL: "Er is geen nieuw signaal.",
    Need.REOPEN_REASON: "Er staat nog niet waarom de casus weer open moet.",
    Need.RETENTION_PASSED: "De bewaartermijn loopt nog.",
    Need.NO_HOLD: "De vernietiging is tegengehouden.",
    Need.SECOND_PERSON: "Vernietigen vraagt akkoord van een tweede persoon.",
}
STEP: Final[dict[str, tuple[str, str]]] = {
    MoveCode.START_TRIAGE: ("Start de weging", "Kijk of de persoon al bekend is en begin."),
    MoveCode.ADMIT: (
        "Rond de weging af",
        "Weeg de criteria en de drie toetsen, en kies de uitkomst.",
    ),
    Need.REQUESTS_ANSWERED_OR_NOTE: ("Vraag de partners", "Wat weten en doen zij?"),
    MoveCode.START_PLANNING: (
        "Rond de informatieronde af",
        "De antwoorden zijn binnen. Ga verder met het plan.",
    ),
    MoveCode.ADOPT_PLAN: ("Stel het plan vast", "Daarna begint de uitvoering."),
    MoveCode.RESUME: ("Kijk of de casus verder kan", "De datum om terug te komen is bereikt."),
    MoveCode.RECORD_ZVH_YES: ("Leg het besluit van het ZVH vast", "Het ZVH nam de casus over."),
    MoveCode.RECORD_ZVH_NO: ("Leg het besluit van het ZVH vast", "De casus blijft lokaal."),
    MoveCode.REJECT_AFTER_ZVH: ("Leg het besluit vast", "De casus wordt niet toegelaten."),
    MoveCode.ADMIT_AFTER_ZVH: ("Leg het besluit vast", "De casus wordt lokaal toegelaten."),
    MoveCode.RETURN_TO_EXECUTION: ("Neem de casus terug", "De uitvoering gaat lokaal verder."),
    MoveCode.RETURN_TO_AFTERCARE: ("Neem de casus terug", "De nazorg begint."),
    MoveCode.START_AFTERCARE: ("Begin de nazorg", "Het plan is klaar."),
    MoveCode.CLOSE: ("Sluit de casus af", "De nazorg is gecontroleerd."),
    MoveCode.DESTROY: ("Vernietig het dossier", "De bewaartermijn is voorbij."),
    MoveCode.DESTROY_REJECTED: ("Vernietig het dossier", "De bewaartermijn is voorbij."),
    Need.PROCESREGISSEUR_NAMED: (
        "Wijs een procesregisseur aan",
        "Elke casus heeft iemand die het proces bewaakt.",
    ),
    Need.CASUSREGISSEUR_NAMED: (
        "Wijs een casusregisseur aan",
        "Elke casus heeft iemand die de inhoud bewaakt.",
    ),
    Need.PERSON_INFORMED: (
        "Informeer betrokkene",
        "Leg de brief of het gesprek vast, of motiveer uitstel met een nieuwe datum.",
    ),
    Need.FRESH_MEASUREMENT: (
        "Meet de leefgebieden",
        "De laatste meting is te oud, of er is nog niet gemeten.",
    ),
    Need.NEXT_MEETING_DATE: (
        "Plan het volgende overleg",
        "Zonder datum blijft een casus liggen.",
    ),
    Need.GOAL_WITH_ACTION: (
        "Maak het plan",
        "Begin met één doel en één actie, met een actiehouder en een datum.",
    ),
    Need.DECISION_LIST_APPROVED: (
        "Bespreek het plan in een casusoverleg",
        "Stel daarna de besluitenlijst vast.",
    ),
    Need.BASELINE_MEASURED: ("Maak de 0-meting af", "Daarna kan het plan worden vastgesteld."),
    Wait.WORK_THE_PLAN: ("Voer het plan uit", "Werk de acties af tot het volgende casusoverleg."),
    Wait.UNTIL_REVIEW: ("Wacht tot de afgesproken datum", "De casus is aangehouden."),
    Wait.FOR_ZVH: ("Wacht op het ZVH", "De aanvraag ligt bij het Zorg- en Veiligheidshuis."),
    Wait.ZVH_DIRECTS: ("Doe uw eigen acties", "Het ZVH heeft de procesregie."),
    Wait.UNTIL_AFTERCARE_CHECK: ("Wacht tot de nazorgcontrole", "Eén partner houdt contact."),
    Wait.FOR_RETENTION: (
        "Er is niets meer te doen",
        "We bewaren het dossier tot de termijn om is.",
    ),
}
KIND: Final = {CaseKind.PERSON: "Een persoon", CaseKind.FAMILY: "Een gezin"}
HOLD: Final = {
    HoldReason.DETENTION: "Detentie",
    HoldReason.ADMISSION: "Opname",
    HoldReason.OUT_OF_SIGHT: "Uit beeld",
    HoldReason.OBJECTION: "Bezwaar tegen de verwerking",
}
