"""Dutch for what the rules call by a code: states, moves, what is missing, code lists, faults."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from pga.cases.rules.actions import ActionKind, ActionOutcome, ActionProblem
from pga.cases.rules.contributions import (
    Condition,
    ContributionProblem,
    InfoClass,
    LeftOut,
    Manner,
    Onward,
    Status,
    Visibility,
)
from pga.cases.rules.domains import LifeDomain, Score
from pga.cases.rules.emergency import EmergencyProblem, EmergencyReason
from pga.cases.rules.forecast import Happening
from pga.cases.rules.handover import Cause, HandoverAnswer, HandoverProblem, Objection, Part
from pga.cases.rules.information import AskPurpose, RequestAnswer, RequestProblem
from pga.cases.rules.informing import Audience, InformMeans, InformProblem
from pga.cases.rules.intake import IntakeProblem, Suspicion
from pga.cases.rules.measuring import MeasurementKind, MeasureProblem
from pga.cases.rules.meetings import (
    MOST_CASES,
    AttendeeKind,
    ItemStatus,
    MeetingProblem,
    Presence,
    ViewForm,
)
from pga.cases.rules.news import NewsKind
from pga.cases.rules.notices import FLAG_DAYS, MOST_ASKED, DutyKind, FlagProblem, NoticeKind
from pga.cases.rules.plan import GoalStatus, PlanPart, PlanProblem, PlanReply, PlanText
from pga.cases.rules.plan_check import PlanRule
from pga.cases.rules.recusal import Bond, RecusalProblem
from pga.cases.rules.referral import (
    AgeClass,
    BirthDateProblem,
    CaseKind,
    NotInformedReason,
    Problem,
    ThirdPartyRelation,
)
from pga.cases.rules.search import MOST, SearchProblem
from pga.cases.rules.sharing import Kept, SharingProblem
from pga.cases.rules.sharing import Part as SharedPart
from pga.cases.rules.supplies import SupplyProblem
from pga.cases.rules.terms import TermKind
from pga.cases.rules.triage import Answer, Criterion, FeedbackMeans, LegalTest, Outcome
from pga.cases.rules.workflow import HoldReason, Level, MoveCode, Need, State, Wait
from pga.partners.labels.sharing import CATEGORY
from pga.privacy.events import Event, LogPurpose
from pga.privacy.supplies import Ground, Means, Purpose, RecipientKind
from pga.settings.labels import ENTRY
from pga.settings.rules.lists import Wording

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
    MoveCode.START_PLANNING: "Plan gaan opstellen",
    MoveCode.DROP_AFTER_INFORMATION: "Stoppen: er is geen grond meer",
    MoveCode.ADOPT_PLAN: "Plan vaststellen en uitvoeren",
    MoveCode.HOLD: "Aanhouden",
    MoveCode.RESUME: "Hervatten",
    MoveCode.REQUEST_SCALE_UP: "Opschalen naar Top X",
    MoveCode.RECORD_ZVH_YES: "Opgeschaald: het ZVH neemt aan",
    MoveCode.RECORD_ZVH_NO: "Terug naar uitvoering: het ZVH neemt niet aan",
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
    MoveCode.DROP_AFTER_INFORMATION: "Gestopt: geen grond meer",
    MoveCode.ADOPT_PLAN: "Plan vastgesteld, uitvoering gestart",
    MoveCode.HOLD: "Aangehouden",
    MoveCode.RESUME: "Hervat",
    MoveCode.REQUEST_SCALE_UP: "Opschaling aangevraagd bij het ZVH",
    MoveCode.RECORD_ZVH_YES: "Opgeschaald naar Top X",
    MoveCode.RECORD_ZVH_NO: "Het ZVH nam niet aan",
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
    Need.NO_GROUND_ARGUED: "Er staat nog niet welke nieuwe feiten de grond wegnemen.",
    Need.REQUESTS_ANSWERED_OR_NOTE: (
        "Nog niet elke partner heeft geantwoord. Vroeg u niemand? Schrijf dan op waarom."
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
    Need.FRESH_MEASUREMENT: "De laatste meting is ouder dan 3 maanden, of er is nog niet gemeten.",
    Need.SCALE_UP_DISCUSSED: "De opschaling is nog niet met betrokkene besproken.",
    Need.HANDOVER_APPROVED: "Het overdrachtsdossier is nog niet goedgekeurd.",
    Need.ZVH_ACCEPTED: "Het ZVH heeft de casus nog niet aangenomen.",
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
    MoveCode.START_PLANNING: (
        "Rond de informatieronde af",
        "Zijn de antwoorden binnen? Ga dan verder met het plan.",
    ),
    MoveCode.ADOPT_PLAN: ("Stel het plan vast", "Daarna begint de uitvoering."),
    MoveCode.RESUME: ("Kijk of de casus verder kan", "De datum om terug te komen is bereikt."),
    MoveCode.RECORD_ZVH_YES: ("Leg het besluit van het ZVH vast", "Het ZVH nam de casus aan."),
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
        "De laatste meting is ouder dan 3 maanden, of er is nog niet gemeten.",
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
TERM: Final = {
    TermKind.SIGNAL_DELETION: "Signaal verwijderen",
    TermKind.TRIAGE: "Weging afronden",
    TermKind.INFORMATION_ROUND: "Informatieronde afronden",
    TermKind.INFORMATION_REMINDER: "Partner herinneren",
    TermKind.INFORM_PERSON: "Betrokkene informeren",
    TermKind.INFORM_REVIEW: "Uitstel van informeren opnieuw beoordelen",
    TermKind.FIRST_MEETING: "Eerste casusoverleg",
    TermKind.PLAN: "Plan vaststellen",
    TermKind.MEETING_AFTER_PLAN: "Casusoverleg na het plan",
    TermKind.MEETING: "Casusoverleg",
    TermKind.PLANNED_MEETING: "Gepland overleg",
    TermKind.CONTACT: "Contact leggen",
    TermKind.MEASUREMENT: "Leefgebieden meten",
    TermKind.EVALUATION: "Evalueren",
    TermKind.ZVH_ANSWER: "Antwoord van het ZVH",
    TermKind.HOLD_REVIEW: "Aanhouden opnieuw beoordelen",
    TermKind.AFTERCARE_CHECK: "Nazorgcontrole",
    TermKind.RIGHTS_REQUEST: "Rechtenverzoek beantwoorden",
    TermKind.RIGHTS_REQUEST_EXTENDED: "Rechtenverzoek beantwoorden, verlengd",
    TermKind.RETENTION_CLOSED: "Dossier vernietigen",
    TermKind.RETENTION_REJECTED: "Dossier vernietigen",
    TermKind.RETENTION_LOG: "Logregel vernietigen",
}
LATE: Final = {
    TermKind.TRIAGE: "Zonder uitkomst begint de informatieronde niet.",
    TermKind.INFORMATION_ROUND: "Het plan wacht op deze ronde.",
    TermKind.INFORM_PERSON: (
        "De maand van de AVG is voorbij. Zonder bericht of uitstel komt er geen vastgesteld plan."
    ),
    TermKind.INFORM_REVIEW: "Het uitstel telt dan niet meer.",
    TermKind.FIRST_MEETING: "Het plan komt pas na dit overleg.",
    TermKind.PLAN: "Zonder plan begint de uitvoering niet.",
    TermKind.MEETING_AFTER_PLAN: "De partners hebben het plan dan nog niet samen bekeken.",
    TermKind.MEETING: "De partners hebben dan langer niet samen overlegd dan afgesproken.",
    TermKind.PLANNED_MEETING: "Niemand legde dan vast wat dit overleg besloot.",
    TermKind.CONTACT: "Er is dan langer geen contact vastgelegd dan afgesproken.",
    TermKind.MEASUREMENT: "De laatste meting is dan te oud om mee op te schalen.",
    TermKind.EVALUATION: "Niemand woog dan opnieuw of de aanpak nog nodig en passend is.",
    TermKind.ZVH_ANSWER: "De casus wacht dan langer op het ZVH dan afgesproken.",
    TermKind.HOLD_REVIEW: "Niemand besloot dan of de casus weer verder kan.",
    TermKind.AFTERCARE_CHECK: "Zonder controle kan de casus niet worden afgesloten.",
}
"""What follows for the work when a term passes."""
HAPPENING: Final = {
    Happening.NO_DATE: (
        "Deze casus heeft geen volgende datum",
        "Niets herinnert iemand aan deze casus.",
    ),
    Happening.TERM_LATE: ("Een termijn is te laat", ""),
    Happening.ACTION_LATE: ("De dag van een actie is voorbij", "Leg vast wat eruit kwam."),
    Happening.FLAG_DUE: ("De dag van een vlag is er", ""),
    Happening.STEP_CHANGES: ("Er is een andere volgende stap", ""),
    Happening.MOVE_CLOSES: ("Een stap kan niet meer", ""),
    Happening.LINK_ENDS: ("De koppeling van een collega eindigt", ""),
    Happening.NOBODY_LEFT: (
        "De laatste koppeling eindigt",
        "Dan werkt niemand meer aan deze casus.",
    ),
    Happening.RETENTION_OVER: (
        "De bewaartermijn is voorbij",
        "Het dossier moet worden vernietigd.",
    ),
}
"""What becomes so when nobody does anything, and what follows from it."""
KIND: Final = {CaseKind.PERSON: "Een persoon", CaseKind.FAMILY: "Een gezin"}
PROBLEM: Final = {one: ENTRY["problems"][one] for one in Problem}
DOMAIN: Final = {one: ENTRY["domains"][one] for one in LifeDomain}
"""As the house calls them; a municipality may have its own words (``problem``, ``domain``)."""
NOT_INFORMED: Final = {
    NotInformedReason.INVESTIGATION: "Er loopt een opsporingsonderzoek",
    NotInformedReason.SAFETY_PERSON: "De veiligheid van de persoon zelf",
    NotInformedReason.SAFETY_OTHER: "De veiligheid van een ander",
    NotInformedReason.SAFETY_PROFESSIONAL: "De veiligheid van een collega",
    NotInformedReason.UNREACHABLE: "De persoon is niet te bereiken",
    NotInformedReason.OTHER: "Iets anders",
}
RELATION: Final = {
    ThirdPartyRelation.FAMILY_MEMBER: "Gezinslid",
    ThirdPartyRelation.NEIGHBOUR: "Buurtbewoner",
    ThirdPartyRelation.REFERRER: "Melder",
    ThirdPartyRelation.PROFESSIONAL: "Professional",
    ThirdPartyRelation.OTHER_INVOLVED: "Iemand anders",
}
CRITERION: Final = {
    Criterion.TWO_DOMAINS: "Er zijn zorgen op minstens twee leefgebieden",
    Criterion.NUISANCE_OR_RISK: "Er is ernstige overlast of gevaar, nu of verwacht",
    Criterion.REGULAR_TRIED: "De gewone hulp is geprobeerd, of kan duidelijk niet",
    Criterion.TWO_CHAINS: "Minstens twee organisaties uit verschillende ketens zijn nodig",
    Criterion.EFFECT_ON_OTHERS: "Het raakt het gezin of de buurt",
    Criterion.AVOIDS_CARE: "De persoon mijdt zorg",
}
ANSWER: Final = {Answer.YES: "Ja", Answer.NO: "Nee", Answer.UNKNOWN: "Weet niemand hier"}
LEGAL_TEST: Final = {
    LegalTest.NECESSITY: "Noodzaak",
    LegalTest.PROPORTIONALITY: "Proportionaliteit",
    LegalTest.SUBSIDIARITY: "Subsidiariteit",
}
OUTCOME: Final = {
    Outcome.ADMITTED: "Toelaten",
    Outcome.BILATERAL: "Bilateraal",
    Outcome.REFERRED_BACK: "Terugverwijzen",
    Outcome.REFERRED_ON: "Doorverwijzen",
    Outcome.SCALE_UP_DIRECTLY: "Direct opschalen",
    Outcome.REJECTED: "Afwijzen",
}
OUTCOME_HINT: Final = {
    Outcome.ADMITTED: "Het wordt een PGA-casus. De informatieronde begint.",
    Outcome.BILATERAL: "Twee partners lossen het samen op. Er komt geen casus.",
    Outcome.REFERRED_BACK: "Terug naar de gewone hulp, met advies.",
    Outcome.REFERRED_ON: "Naar een andere tafel, zoals Veilig Thuis.",
    Outcome.SCALE_UP_DIRECTLY: "Meteen naar het ZVH. Alleen de coördinator kan dit.",
    Outcome.REJECTED: "De criteria kloppen niet.",
}
FEEDBACK: Final = {
    FeedbackMeans.PHONE: "Telefoon",
    FeedbackMeans.LETTER: "Brief",
    FeedbackMeans.SECURE_MAIL: "Veilige mail",
    FeedbackMeans.IN_PERSON: "In een gesprek",
}
HOLD: Final = {
    HoldReason.DETENTION: "Detentie",
    HoldReason.ADMISSION: "Opname",
    HoldReason.OUT_OF_SIGHT: "Uit beeld",
    HoldReason.OBJECTION: "Bezwaar tegen de verwerking",
}
BIRTH: Final[dict[str, str]] = {
    BirthDateProblem.EMPTY: "Vul de geboortedatum in. Weet u het niet zeker? Typ “ongeveer 2010”.",
    BirthDateProblem.UNREADABLE: "Typ de geboortedatum als dag-maand-jaar, of “ongeveer 2010”.",
    BirthDateProblem.TWO_DIGIT_YEAR: "Typ het jaar met vier cijfers.",
    BirthDateProblem.IMPOSSIBLE: "Deze datum bestaat niet.",
    BirthDateProblem.IN_FUTURE: "Deze datum moet nog komen.",
    BirthDateProblem.TOO_LONG_AGO: "Zo oud wordt niemand. Kijk naar het jaar.",
}
INTAKE: Final = {
    IntakeProblem.IN_FUTURE: "Deze dag moet nog komen.",
    IntakeProblem.BEFORE_INCIDENT: "Dit is langer dan een jaar geleden. Klopt het jaar?",
    IntakeProblem.NO_CONTACT: "Vul een telefoonnummer in, of een zakelijk e-mailadres.",
    IntakeProblem.PRIVATE_MAIL: "Dit is een privéadres. Gebruik een zakelijk e-mailadres.",
    IntakeProblem.NO_ADDRESS: "Vul het adres in, of kies “zonder vaste woonplaats”.",
    IntakeProblem.NO_TOWN: "Vul de woonplaats in.",
    IntakeProblem.ELSEWHERE: (
        "De persoon woont buiten de gemeente. Schrijf op waarom u toch aanmeldt."
    ),
    IntakeProblem.TOO_FEW_DOMAINS: "Kies minstens 2 leefgebieden met zorgen.",
    IntakeProblem.NO_PROBLEM: "Kies wat er speelt.",
    IntakeProblem.SWITCHED_OFF: "Een van deze keuzes kan niet meer. Haal dat vinkje weg.",
    IntakeProblem.NO_GUARDIAN: "Er is een minderjarige. Vul in wie het gezag heeft.",
    IntakeProblem.ONE_PERSON: "Een gezin heeft minstens twee personen. Voeg iemand toe.",
    IntakeProblem.NO_DATE: "Vul de datum in.",
    IntakeProblem.NO_REASON: "Geef hier de reden.",
    IntakeProblem.IN_PAST: "Kies vandaag of een dag die nog komt.",
    IntakeProblem.TOO_FAR: "Zo ver vooruit kan niet. Kies een eerdere dag om opnieuw te kijken.",
    IntakeProblem.NOT_A_REFERRER: "Kies een organisatie die hier mag aanmelden.",
    IntakeProblem.PASSAGE_NOT_FOUND: "Dit stuk staat niet in de tekst. Neem het letterlijk over.",
    IntakeProblem.NO_RELATION: "Kies over wie de tekst ook gaat.",
}
SUSPICION: Final = {
    Suspicion.BSN: "Hier staat een getal dat een BSN kan zijn. Haal het weg als het niet nodig is.",
    Suspicion.EMAIL: "Hier staat een e-mailadres. Haal het weg als het niet nodig is.",
}
TRIAGE: Final[dict[str, str]] = {
    "missing": "Dit is nog leeg.",
    "criteria_not_met": "Toelaten kan als a, b en c ja zijn, en een van d, e en f.",
    "in_future": "Deze dag moet nog komen.",
    "not_a_colleague": "Kies een collega van team Veiligheid in deze gemeente.",
}
PEOPLE: Final = {
    "not_a_colleague": (
        "Kies een collega die nu in deze gemeente werkt, met een geldige VOG, training en "
        "geheimhouding."
    ),
    "already_linked": "Deze collega is in die tijd al gekoppeld.",
    "in_past": "Een koppeling begint vandaag of later.",
    "before_start": "De laatste dag ligt voor de eerste dag.",
    "not_there": "Deze koppeling bestaat niet meer.",
    "still_director": "Deze collega is nog regisseur. Wijs eerst een ander aan.",
}
CAUSE: Final = {
    Cause.LEAVES: "Deze collega gaat hier weg",
    Cause.OTHER_WORK: "Deze collega krijgt ander werk",
    Cause.ABSENT: "Deze collega is langere tijd afwezig",
}
OBJECTION: Final = {
    Objection.FULL: "Ik heb hier nu geen ruimte voor",
    Objection.KNOWS_SOMEBODY: "Ik ken iemand uit een van deze casussen",
    Objection.TALK_FIRST: "Ik wil er eerst over praten",
}
HANDOVER_ANSWER: Final = {
    HandoverAnswer.ACCEPTED: "Overgenomen",
    HandoverAnswer.REFUSED: "Niet overgenomen",
    HandoverAnswer.REPLACED: "Vervangen door een nieuwer voorstel",
}
PART: Final = {
    Part.PROCESREGISSEUR: "procesregisseur",
    Part.CASUSREGISSEUR: "casusregisseur",
    Part.LINKED: "gekoppeld",
}
HANDOVER: Final[dict[str, str]] = {
    HandoverProblem.SAME: "Kies twee verschillende collega’s.",
    HandoverProblem.NOTHING: "Er is geen casus die zo over kan gaan.",
    HandoverProblem.NOT_A_COLLEAGUE: "Kies een collega die hier nu aan casussen werkt.",
    HandoverProblem.NOT_A_DIRECTOR: "Hier hoort procesregie bij. Kies iemand van team Veiligheid.",
}
NEWS: Final = {
    NewsKind.MOVED: ("stap gezet", "stappen gezet"),
    NewsKind.DIRECTED: ("andere regisseur", "andere regisseurs"),
    NewsKind.FACTS: ("wijziging", "wijzigingen"),
    NewsKind.FLAGGED: ("nieuwe vlag", "nieuwe vlaggen"),
    NewsKind.UNFLAGGED: ("vlag gesloten", "vlaggen gesloten"),
    NewsKind.JOINED: ("collega erbij", "collega’s erbij"),
    NewsKind.LEFT: ("collega gaat weg", "collega’s gaan weg"),
    NewsKind.TERM_STARTED: ("nieuwe termijn", "nieuwe termijnen"),
    NewsKind.TERM_ENDED: ("termijn klaar", "termijnen klaar"),
}
"""What others did on a case: one, and more."""
NOTICE: Final = {
    NoticeKind.LINKED: "U bent gekoppeld aan deze casus",
    NoticeKind.PROCESREGISSEUR: "U bent procesregisseur van deze casus",
    NoticeKind.CASUSREGISSEUR: "U bent casusregisseur van deze casus",
    NoticeKind.ACTION_GIVEN: "U heeft een actie gekregen",
    NoticeKind.MEETING: "U bent gevraagd voor een casusoverleg, of het is verzet",
    NoticeKind.FLAG_DUE: "De dag van een vlag is er: kijk naar deze casus",
    NoticeKind.ACCESS_REQUESTED: "Een collega vraagt om toegang",
    NoticeKind.ACCESS_GRANTED: "U heeft de toegang die u vroeg",
    NoticeKind.ACCESS_REFUSED: "U kreeg de toegang niet. Vraag de procesregisseur waarom",
    NoticeKind.DIRECTOR_NEEDED: "Deze casus heeft een andere regisseur nodig",
    NoticeKind.EMERGENCY_OPENED: "Een collega opende deze casus met noodtoegang",
}
BOND: Final = {
    Bond.FAMILY: "Familie of (oud-)partner",
    Bond.FRIEND: "Vriend of kennis",
    Bond.NEIGHBOUR: "Buur, of van een vereniging",
    Bond.WORK: "Van ander werk, nu of vroeger",
    Bond.UNSAID: "Dat zeg ik liever niet",
}
RECUSAL: Final[dict[str, str]] = {
    RecusalProblem.ENDED: "Dit is al teruggedraaid.",
}
EMERGENCY_CAUSE: Final = {
    EmergencyReason.DANGER_PERSON: "De persoon is nu in gevaar",
    EmergencyReason.DANGER_OTHER: "Een ander is nu in gevaar",
    EmergencyReason.EMERGENCY_SERVICE: "Een hulpdienst vraagt er nu om",
    EmergencyReason.NOBODY_THERE: "Niemand van de casus is bereikbaar",
}
EMERGENCY: Final[dict[str, str]] = {
    EmergencyProblem.NOT_NOW: (
        "Met dit nummer kan noodtoegang niet. Kijk het nummer na, of bel de coördinator."
    ),
    EmergencyProblem.OVERDUE: (
        "Een eerdere noodtoegang van u is niet op tijd beoordeeld. Vraag de FG om dat te doen."
    ),
    EmergencyProblem.REVIEWED: "Deze noodtoegang is al beoordeeld.",
    EmergencyProblem.OWN: "Uw eigen noodtoegang beoordeelt een ander.",
}
"""What is said of a noodtoegang that did not go on; the first is one answer for all numbers."""
ACTION_KIND: Final = {
    ActionKind.CARE: "Zorg",
    ActionKind.JUSTICE: "Straf",
    ActionKind.ADMINISTRATIVE: "Bestuurlijk",
    ActionKind.CIVIL: "Civiel",
    ActionKind.SOCIAL: "Sociaal",
    ActionKind.SUPERVISION: "Toezicht",
}
ACTION_OUTCOME: Final = {
    ActionOutcome.DONE: "Gedaan",
    ActionOutcome.PARTLY: "Deels",
    ActionOutcome.FAILED: "Niet gelukt",
    ActionOutcome.DROPPED: "Vervallen",
}
_OVER: Final = "Deze casus loopt niet meer. Er kan niets meer bij."
_COMING: Final = "Deze dag moet nog komen."
_FROM_TODAY: Final = "Kies vandaag of een dag die nog komt."
_NO_CONTACT_ANY_MORE: Final = "Deze contactpersoon is er niet meer. Kies een ander."
ACTION: Final[dict[str, str]] = {
    ActionProblem.IN_PAST: _FROM_TODAY,
    ActionProblem.TOO_FAR: "Kies een dag binnen twee jaar.",
    ActionProblem.NO_OWNER: "Kies wie dit doet.",
    ActionProblem.NOT_A_CONTACT: _NO_CONTACT_ANY_MORE,
    ActionProblem.NOT_AN_OWNER: (
        "Kies een collega die aan deze casus werkt en dit mag lezen, of een organisatie die nu "
        "meedoet."
    ),
    ActionProblem.NO_GOAL: "Kies een doel van nu of later.",
    ActionProblem.CASE_OVER: _OVER,
    ActionProblem.SETTLED: "Deze actie heeft al een uitkomst.",
    ActionProblem.NO_RESULT: "Schrijf op wat er gebeurde.",
    ActionProblem.IN_FUTURE: _COMING,
    ActionProblem.PASSAGE_NOT_FOUND: "Dit stuk staat niet in de tekst. Neem het letterlijk over.",
    ActionProblem.NO_RELATION: "Kies over wie dit stuk gaat.",
    ActionProblem.TOO_SMALL_PASSAGE: "Neem het stuk over dat over een ander gaat.",
}
GOAL_STATUS: Final = {
    GoalStatus.NOW: "Nu",
    GoalStatus.LATER: "Later",
    GoalStatus.REACHED: "Behaald",
    GoalStatus.DROPPED: "Vervallen",
}
PLAN_TEXT: Final = {
    PlanText.PICTURE: "Toestandsbeeld",
    PlanText.VIEW: "Zienswijze van betrokkene",
    PlanText.CRISIS: "Als het misgaat",
    PlanText.ENOUGH: "Wanneer het genoeg is",
}
PLAN_REPLY: Final = {
    PlanReply.AGREED: "Akkoord",
    PlanReply.NOT_AGREED: "Niet akkoord",
    PlanReply.COULD_NOT: "Kon niet antwoorden",
}
PLAN_PROBLEM: Final[dict[str, str]] = {
    PlanProblem.IN_PAST: _FROM_TODAY,
    PlanProblem.IN_FUTURE: _COMING,
    PlanProblem.TOO_LONG_AGO: "Deze dag ligt lang voor deze versie. Klopt de datum?",
    PlanProblem.NO_REASON: "Schrijf op waarom.",
    PlanProblem.CASE_OVER: _OVER,
    PlanProblem.NOTHING_NEW: "Er is niets anders dan in de vorige versie.",
    PlanProblem.NOT_NOW: "Een nieuwe versie kan als het plan in uitvoering is.",
    PlanProblem.NO_GOAL_WITH_ACTION: "Een plan heeft minstens één doel van nu met één actie.",
}
PLAN: Final[dict[str, str]] = {**ACTION, **PLAN_PROBLEM}
"""What can be wrong on a form of the plan, the mark on a passage included."""
FOUND: Final = {one: ENTRY["plan_rules"][one] for one in PlanRule}
"""What a rule of the plankeuring found."""
PLAN_RULE: Final = {
    PlanRule.NO_VIEW: "Een plan begint met wat iemand er zelf van vindt.",
    PlanRule.GOAL_WITHOUT_WORDS: "Bij elk doel van nu staat wat betrokkene er zelf van zegt.",
    PlanRule.GOAL_WITHOUT_ACTION: "Onder elk doel van nu staat minstens één actie.",
    PlanRule.GOAL_WITHOUT_DATE: "Elk doel van nu heeft een dag.",
    PlanRule.MANY_GOALS: "Meer dan vijf doelen nu is veel. Zet er een paar op later.",
    PlanRule.ONE_KIND: "Een plan met alleen straf of alleen zorg is zelden genoeg.",
    PlanRule.ONE_OWNER: "Dan is de vraag of de gewone hulp niet genoeg is.",
    PlanRule.ACUTE_WITHOUT_GOAL: "Bij acute problematiek hoort een doel, of de reden waarom niet.",
    PlanRule.NO_EXIT: "Zonder die grens houdt een aanpak niet vanzelf op.",
    PlanRule.NO_CRISIS: "Spreek af wie er dan belt, en naar wie.",
    PlanRule.FAILED_AGAIN: "Zeg erbij wat maakt dat het nu wel lukt.",
    PlanRule.FAR_AWAY: "Een dag over meer dan een half jaar is geen afspraak voor nu.",
    PlanRule.NO_OUTCOME: "De dag is voorbij. Leg eerst vast wat eruit kwam.",
    PlanRule.NOT_AT_TABLE: "Vraag eerst of diegene het kan en wil doen.",
    PlanRule.ASK_AGAIN: "De vorige keer kon betrokkene niet antwoorden.",
}
"""What each rule of the plankeuring asks."""
DIFFERENCE: Final = {
    "text": "Tekst",
    "domain": "Leefgebied",
    "status": "Stand",
    "words": "Eigen woorden",
    "target_on": "Streefdatum",
    "regie": "Alleen voor de regie",
    "goal_id": "Doel",
    "kind": "Soort",
    "owner": "Wie",
    "due_on": "Klaar vóór",
    "contact": "Contactpersoon",
    "outcome": "Uitkomst",
    "result": "Resultaat",
}
"""What of a goal or action became other between two versions."""
PLAN_PART: Final = {
    PlanPart.TEXT: "Plan",
    PlanPart.GOAL: "Doel",
    PlanPart.ACTION: "Actie",
}
AUDIENCE: Final = {Audience.PERSON: "Betrokkene", Audience.GUARDIAN: "Gezaghebbende"}
INFORM_MEANS: Final = {InformMeans.LETTER: "Brief", InformMeans.TALK: "Gesprek"}
AGE: Final = {
    AgeClass.UNDER_12: "jonger dan 12",
    AgeClass.FROM_12: "12 tot en met 15",
    AgeClass.FROM_16: "16 of 17",
    AgeClass.ADULT: "18 of ouder",
}
INFORM: Final[dict[str, str]] = {
    InformProblem.IN_FUTURE: _COMING,
    InformProblem.BEFORE_RECEIPT: "Deze dag ligt lang voor de aanmelding. Klopt het jaar?",
    InformProblem.IN_PAST: _FROM_TODAY,
    InformProblem.TOO_FAR: "Zo ver vooruit kan niet. Kies een eerdere dag.",
    InformProblem.NOT_ASKED: "Kies iemand uit de lijst.",
    InformProblem.NOT_A_COLLEAGUE: "Kies een collega die nu in deze gemeente werkt.",
    InformProblem.TOLD: "Iedereen die het moest horen, is geïnformeerd. Uitstel is niet nodig.",
    InformProblem.CASE_OVER: _OVER,
}
MEASUREMENT: Final = {
    MeasurementKind.BASELINE: "0-meting",
    MeasurementKind.INTERIM: "Tussentijdse meting",
    MeasurementKind.FINAL: "Eindmeting",
}
SCORE: Final = {
    Score.ACUTE: "1. Acute problematiek",
    Score.NOT_SELF_SUFFICIENT: "2. Niet zelfredzaam",
    Score.LIMITED: "3. Beperkt zelfredzaam",
    Score.SUFFICIENT: "4. Voldoende zelfredzaam",
    Score.FULL: "5. Volledig zelfredzaam",
    Score.UNKNOWN: "Onbekend",
    Score.NOT_NEEDED: "Niet nodig voor deze casus",
}
MEASURE: Final[dict[str, str]] = {
    MeasureProblem.IN_FUTURE: _COMING,
    MeasureProblem.NO_SCORE: "Kies een score, onbekend of niet nodig.",
    MeasureProblem.NO_WHY: "Schrijf op waarom dit hier telt.",
    MeasureProblem.NO_SOURCE: "Schrijf op van wie dit komt.",
    MeasureProblem.NOTHING_SCORED: "Geef minstens één leefgebied een score.",
    MeasureProblem.NO_BASELINE: "De eerste meting is de 0-meting.",
    MeasureProblem.BASELINE_STANDS: "Er is al een 0-meting.",
    MeasureProblem.CASE_OVER: _OVER,
}
DUTY: Final = {
    DutyKind.TERM: "Een termijn",
    DutyKind.FLAG: "Vlag: kijk naar deze casus",
    DutyKind.ACTION: "Actie: klaar vóór deze dag",
}
"""What waits on a case besides a term."""
FLAG: Final = {
    FlagProblem.IN_PAST: "Kies vandaag of een dag die nog komt.",
    FlagProblem.TOO_FAR: f"Kies een dag binnen een jaar, hoogstens {FLAG_DAYS} dagen vooruit.",
    FlagProblem.CASE_OVER: "Deze casus loopt niet meer. Een vlag kan er niet meer bij.",
}
ACCESS: Final = {
    "day_is_past": "De laatste dag is vandaag of later.",
    "not_a_colleague": "Deze collega werkt nu niet in deze gemeente. Geef geen toegang.",
    "already_linked": "Deze collega is in die tijd al gekoppeld.",
}
SEARCH: Final = {
    SearchProblem.NOTHING: "Vul een casusnummer in, of een achternaam met een geboortedatum.",
    SearchProblem.NUMBER_UNREADABLE: "Typ het nummer zo: LAR-2026-0001, of alleen 2026-0001.",
    SearchProblem.ONE_WAY: "Zoek op nummer of op naam, niet op allebei. Maak een van de twee leeg.",
    SearchProblem.SURNAME_MISSING: "Vul ook de achternaam in.",
    SearchProblem.SURNAME_SHORT: "Vul de hele achternaam in, met ten minste twee letters.",
    SearchProblem.BIRTH_MISSING: "Vul ook de geboortedatum in. Weet u die niet, dan het jaar.",
    SearchProblem.BIRTH_UNREADABLE: "Typ de datum als 14-05-1991, de maand als 05-1991 of 1991.",
}
TOO_MANY: Final = f"U ziet de nieuwste {MOST}. Weet u de hele geboortedatum, zoek daar dan mee."
ASKED: Final = "Als deze casus bestaat, krijgt de procesregisseur uw vraag."
"""The one answer to whoever asks for access, whatever the number is."""
ASKED_HINT: Final = f"U kunt dit {MOST_ASKED} keer per dag vragen."
EVENT: Final = {
    Event.ACCESS_REQUESTED: "vroeg om toegang",
    Event.ACCESS_GRANTED: "gaf toegang tot een datum",
    Event.ACCESS_REFUSED: "gaf geen toegang",
    Event.RECUSED: "zei de persoon te kennen en ziet de casus niet meer",
    Event.RECUSAL_ENDED: "draaide een vergissing bij ik ken deze persoon terug",
    Event.EMERGENCY_OPENED: "opende een casus met noodtoegang",
    Event.EMERGENCY_REFUSED: "vroeg noodtoegang en kreeg die niet",
    Event.EMERGENCY_REVIEWED: "beoordeelde een noodtoegang",
    Event.ACTION_ADDED: "gaf iemand een actie",
    Event.ACTION_CHANGED: "veranderde een actie",
    Event.ACTION_SETTLED: "legde de uitkomst van een actie vast",
    Event.PLAN_WRITTEN: "werkte aan het plan",
    Event.PLAN_ADOPTED: "stelde een nieuwe versie van het plan vast",
    Event.PLAN_ANSWERED: "legde het antwoord van betrokkene vast",
    Event.MEASURED: "legde een meting vast",
    Event.INFORMED: "legde vast dat iemand is geïnformeerd",
    Event.INFORM_POSTPONED: "stelde het informeren uit",
    Event.MEETING_PLANNED: "plande een casusoverleg of bereidde het voor",
    Event.MEETING_MOVED: "verzette een casusoverleg",
    Event.MEETING_CANCELLED: "zegde een casusoverleg af",
    Event.INVITED: "verstuurde een uitnodiging voor een casusoverleg",
    Event.MEETING_HELD: "opende de casus in een casusoverleg",
    Event.MEETING_CLOSED: "sloot de casus in een casusoverleg",
    Event.DECISIONS_APPROVED: "stelde een besluitenlijst vast",
    Event.FLAGGED: "zette een vlag met datum",
    Event.UNFLAGGED: "sloot een vlag",
    Event.INFORMATION_ASKED: "vroeg of herinnerde een partner",
    Event.INFORMATION_ANSWERED: "legde het antwoord van een partner vast",
    Event.CONTRIBUTED: "legde een bijdrage van een partner vast",
    Event.FROZEN: "bevroor een bijdrage: de partner meldt een fout",
    Event.SETTLED: "herstelde een bijdrage of trok die in",
    Event.READ: "keek in het dossier",
    Event.TRAIL_READ: "keek naar de inzagen",
}
PURPOSE: Final[dict[str, str]] = {
    "case_work": "casusblad",
    "referral": "aanmelding en weging",
    "plan": "plan van aanpak",
    "plan_for_person": "plan voor betrokkene",
    "measuring": "leefgebieden",
    "informing": "informeren",
    "meeting": "casusoverleg",
    "meetings": "lijst van overleggen",
    "action_list": "actielijst van een partner",
    "actions": "acties",
    "information": "informatieronde",
    "supplies": "verstrekkingen",
    "sharing": "vraag of iets gedeeld mag worden",
    "contacts": "contactpersonen van partners",
    "changes": "wijzigingen",
    "head": "naam boven de pagina",
    "list": "naam in een lijst",
    "lookers": "inzagen",
    "access": "vraag om toegang",
    "emergency": "noodtoegang",
    "recusal": "wie de persoon kent",
    "people": "betrokken collega's",
    "move": "een stap zetten",
    "double": "controle op bekendheid",
    "handover": "overdracht van werk",
    "number": "zoeken op nummer",
    "search": "zoeken op naam",
    "person": "zoeken op naam",
    "numbers": "cijfers",
    "settings_preview": "gevolgen van een instelling",
    "work": "werkvoorraad",
    "cases:mine": "eigen casussen",
    "cases:all": "alle casussen",
    "local_pga": "de lokale aanpak",
    LogPurpose.LAWFULNESS: "rechtmatigheid",
    LogPurpose.INTERNAL_CONTROL: "interne controle",
    LogPurpose.SECURITY: "beveiliging",
    LogPurpose.COURT: "een rechtszaak",
}
FIELD: Final = {
    "pga_case.state": "Stand",
    "pga_case.kind": "Betreft",
    "pga_case.received_on": "Datum ontvangst",
    "pga_case.urgent": "Spoed",
    "pga_case.duplicate_checked": "Controle op bekendheid",
    "pga_case.admitted_on": "In de aanpak sinds",
    "pga_case.outcome": "Uitkomst van de weging",
    "pga_case.criteria_met": "Criteria gehaald",
    "pga_case.procesregisseur_id": "Procesregisseur",
    "pga_case.casusregisseur_id": "Casusregisseur",
    "pga_case.informed_on": "Geïnformeerd op",
    "pga_case.inform_review_on": "Uitstel van informeren tot",
    "pga_case.hold_code": "Reden van aanhouden",
    "pga_case.hold_review_on": "Aangehouden tot",
    "pga_case.hold_note": "Toelichting bij aanhouden",
    "pga_case.safety_warning": "Veiligheid",
    "pga_case.processing_restricted": "Gebruik beperkt",
    "pga_case.scaled_from": "Opgeschaald vanuit",
    "person.surname": "Achternaam",
    "person.call_name": "Roepnaam",
    "person.birth": "Geboortedatum",
    "person.residence": "Adres en woonplaats",
    "person.role": "Rol",
    "person.place": "Volgorde",
    "guardian.name": "Naam gezaghebbende",
    "guardian.relation": "Relatie gezaghebbende",
    "guardian.informed": "Gezaghebbende geïnformeerd",
    "guardian.place": "Volgorde",
    "referral.organisation_id": "Aanmeldende organisatie",
    "referral.problems": "Wat speelt er",
    "referral.domains": "Leefgebieden met zorgen",
    "referral.not_informed": "Waarom niet geïnformeerd",
    "referral.referrer": "Naam en functie aanmelder",
    "referral.phone": "Telefoon aanmelder",
    "referral.email": "E-mailadres aanmelder",
    "referral.occasion": "Aanleiding",
    "referral.tried": "Wat is al geprobeerd",
    "referral.necessity": "Waarom PGA",
    "referral.involved": "Betrokken organisaties",
    "referral.urgent_reason": "Reden van spoed",
    "referral.not_informed_note": "Toelichting bij uitstel",
    "third_party_mark.mark": "Gaat over een ander",
    "third_party_mark.of_field": "Gaat over een ander, in",
    "case_link.until_on": "Koppeling loopt tot",
    "case_link.until_at": "Noodtoegang loopt tot",
    "case_plan.picture": "Toestandsbeeld",
    "case_plan.view": "Zienswijze van betrokkene",
    "case_plan.crisis": "Als het misgaat",
    "case_plan.enough": "Wanneer het genoeg is",
    "plan_goal.domain": "Leefgebied van een doel",
    "plan_goal.status": "Stand van een doel",
    "plan_goal.target_on": "Streefdatum van een doel",
    "plan_goal.regie": "Doel alleen voor de regie",
    "plan_goal.text": "Doel",
    "plan_goal.words": "Eigen woorden bij een doel",
    "case_action.goal_id": "Doel van een actie",
    "case_action.kind": "Soort actie",
    "case_action.user_id": "Actiehouder",
    "case_action.organisation_id": "Organisatie van een actie",
    "case_action.due_on": "Actie klaar vóór",
    "case_action.regie": "Actie alleen voor de regie",
    "case_action.outcome": "Uitkomst van een actie",
    "case_action.done_on": "Actie gedaan op",
    "case_action.text": "Actie",
    "case_action.contact": "Contactpersoon bij een actie",
    "case_action.result": "Resultaat van een actie",
    "plan_version.content": "Inhoud van een vastgesteld plan",
    "plan_version.reply": "Antwoord van betrokkene op het plan",
    "plan_version.replied_on": "Antwoord van betrokkene op",
    "plan_version.reply_note": "Toelichting bij het antwoord van betrokkene",
    "meeting_item.status": "Stand in een casusoverleg",
    "meeting_item.place": "Plek op de agenda",
    "meeting_item.minutes": "Minuten op de agenda",
    "meeting_item.view_form": "Vorm van de zienswijze",
    "meeting_item.held_on": "Besproken op",
    "meeting_item.approved_on": "Besluitenlijst vastgesteld op",
    "meeting_item.approved_by": "Besluitenlijst vastgesteld door",
    "meeting_item.purpose": "Doel van een casusoverleg",
    "meeting_item.question": "Vraag vooraf aan de genodigden",
    "decision.text": "Besluit",
    "decision.withdrawn_on": "Besluit ingetrokken op",
    "measurement.kind": "Soort meting",
    "measurement.measured_on": "Gemeten op",
    "measurement.measured_by": "Gemeten door",
    "measurement.final_on": "Meting definitief op",
    "case_flag.closed_on": "Vlag gesloten op",
    "case_flag.closing": "Waarmee de vlag is gesloten",
    "access_request.answered_on": "Vraag om toegang beantwoord op",
    "access_request.granted": "Toegang gegeven",
    "access_request.answer": "Waarom geen toegang",
    "case_term.ended_on": "Termijn klaar op",
    "information_request.answer": "Antwoord van een partner",
    "information_request.answered_on": "Antwoord ontvangen op",
    "information_request.answer_note": "Toelichting bij een antwoord",
    "information_request.late_note": "Verder zonder antwoord",
    "information_request.reminded_on": "Partner herinnerd op",
}
ASK_PURPOSE: Final = {
    AskPurpose.KNOWN: "Weten of de persoon bekend is",
    AskPurpose.PICTURE: "Samen zien hoe het nu gaat",
    AskPurpose.SAFETY: "Weten of iemand gevaar loopt",
    AskPurpose.MEASURES: "Weten welke hulp of maatregel loopt",
}
REQUEST_ANSWER: Final = {
    RequestAnswer.KNOWN: "Bekend",
    RequestAnswer.UNKNOWN: "Niet bekend",
    RequestAnswer.MAY_NOT_SHARE: "Mag niet delen",
    RequestAnswer.SPOKEN: "Deelt mondeling in het overleg",
}
REQUEST: Final[dict[str, str]] = {
    RequestProblem.NOT_A_PARTNER: "Kies een organisatie die nu in de lijst staat.",
    RequestProblem.NOT_A_CONTACT: _NO_CONTACT_ANY_MORE,
    RequestProblem.NO_RECIPIENT: "Vul in wie u vraagt: een naam en functie.",
    RequestProblem.IN_PAST: "Kies vandaag of een dag die nog komt.",
    RequestProblem.NOT_NOW: "In deze stand van de casus vraagt u geen partner.",
    RequestProblem.NOT_THERE: "Deze vraag is er niet.",
    RequestProblem.ANSWERED: "Deze partner heeft al geantwoord.",
    RequestProblem.NOT_LATE: "De dag van het antwoord is nog niet voorbij. Wacht daarop.",
    RequestProblem.IN_FUTURE: "Deze dag moet nog komen.",
}
ABOUT: Final = {
    InfoClass.CARE: "Zorg",
    InfoClass.JUSTICE: "Straf",
    InfoClass.ADMINISTRATION: "Bestuurlijk",
    InfoClass.SOCIAL: "Sociaal",
}
VISIBILITY: Final = {
    Visibility.REGIE: "Alleen de regie",
    Visibility.KERNTEAM: "Het kernteam",
    Visibility.OVERLEG: "Het overleg",
}
VISIBILITY_HINT: Final = {
    Visibility.REGIE: "Team Veiligheid en de coördinator.",
    Visibility.KERNTEAM: "Ook het interventieteam op deze casus.",
    Visibility.OVERLEG: "Ook de partners die bij het overleg zitten.",
}
ONWARD: Final = {
    Onward.NO: "Nee",
    Onward.AFTER_CONSENT: "Alleen na akkoord van de partner, elke keer",
    Onward.YES: "Ja, binnen de voorwaarden",
}
CONDITION: Final = {
    Condition.NOT_TO_PERSON: "Niet aan de persoon zelf",
    Condition.NOT_TO_PRIVATE: "Niet aan private organisaties",
    Condition.SPOKEN_ONLY: "Alleen mondeling, nooit op papier",
}
MANNER: Final = {
    Manner.OWN_WORK: "Zelf gezien of gedaan",
    Manner.REGISTER: "Uit een eigen systeem",
    Manner.FROM_PERSON: "Van de persoon zelf gehoord",
    Manner.FROM_OTHER: "Van een ander gehoord",
}
STATUS: Final = {
    Status.ACTIVE: "Telt mee",
    Status.FROZEN: "Bevroren: de leverancier meldt een fout",
    Status.WITHDRAWN: "Ingetrokken door de leverancier",
}
CONTRIBUTION: Final[dict[str, str]] = {
    ContributionProblem.IN_FUTURE: "Deze dag moet nog komen.",
    ContributionProblem.AFTER_RECEIPT: "De feiten zijn van na de dag van ontvangst.",
    ContributionProblem.PASSAGE_NOT_FOUND: (
        "Dit stuk staat niet in de tekst. Neem het letterlijk over."
    ),
    ContributionProblem.NO_RELATION: "Kies over wie de tekst ook gaat.",
    ContributionProblem.NOT_YOURS_TO_HIDE: "Kies wie het mag zien. U kunt niet kiezen voor regie.",
    ContributionProblem.NO_POLICE_DECISION: (
        "Er is geen geldig besluit van de politie om te verstrekken (Wpg, artikel 20). Vraag de "
        "beheerder om dat bij de partner vast te leggen."
    ),
    ContributionProblem.NOT_FROZEN: "Deze bijdrage is niet bevroren.",
    ContributionProblem.NOT_ACTIVE: "Deze bijdrage is al bevroren of ingetrokken.",
    ContributionProblem.CASE_OVER: _OVER,
    RequestProblem.NOT_THERE: "Deze bijdrage is er niet.",
    RequestProblem.NOT_A_PARTNER: REQUEST[RequestProblem.NOT_A_PARTNER],
}
LEFT_OUT: Final[dict[str, str]] = {
    LeftOut.NOT_ACTIVE: "bevroren of ingetrokken",
    LeftOut.NOT_FOR_OTHERS: "alleen voor de regie of het kernteam",
    LeftOut.SUPPLIER: "de leverancier wil dit niet",
    LeftOut.ASK_FIRST: "vraag eerst de leverancier om akkoord",
    LeftOut.ABOUT_OTHER: "gaat over een ander",
    Kept.SECRECY: "valt onder een beroepsgeheim: vraag eerst de leverancier om akkoord",
    Kept.ORIGIN: "strafgegevens zonder geldig besluit om te verstrekken",
    Kept.OWN_WORDS: "de leverancier stelde een voorwaarde in eigen woorden: lees die eerst",
    Kept.UNMARKED: "gaat ook over een ander, en dat stuk is niet te vinden",
}
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
}
GROUND: Final = {Ground.PUBLIC_TASK: "Publieke taak (AVG 6, lid 1, onder e; Gemeentewet 172)"}
RECIPIENT: Final = {
    RecipientKind.PARTNER: "partner",
    RecipientKind.INCIDENTAL: "doet een keer mee",
    RecipientKind.COLLEAGUE: "collega bij het gedeelde scherm",
    RecipientKind.PERSON: "betrokkene",
}
SUPPLY: Final[dict[str, str]] = {
    SupplyProblem.NOT_A_PARTNER: "Kies een organisatie die nu in de lijst staat.",
    SupplyProblem.NO_RECIPIENT: "Vul in wie het kreeg.",
    SupplyProblem.NO_CATEGORY: "Kies welke gegevens gingen.",
    SupplyProblem.IN_FUTURE: "Deze dag moet nog komen.",
    SupplyProblem.NO_SECRECY: (
        "Wie een keer meedoet, tekent eerst voor geheimhouding. Vul die dag in."
    ),
}
ITEM_STATUS: Final = {
    ItemStatus.WAITING: "Nog te bespreken",
    ItemStatus.OPEN: "Nu op het scherm",
    ItemStatus.DONE: "Besproken",
    ItemStatus.TAKEN_OFF: "Van de agenda",
}
VIEW_FORM: Final = {
    ViewForm.PRESENT: "Betrokkene is er zelf",
    ViewForm.WRITTEN: "Op papier",
    ViewForm.TOLD: "Eerder verteld aan iemand hier",
    ViewForm.NONE: "Er is geen zienswijze",
}
PRESENCE: Final = {
    Presence.PRESENT: "aanwezig",
    Presence.EXCUSED: "afgemeld",
    Presence.ABSENT: "niet aanwezig",
}
ATTENDEE: Final = {
    AttendeeKind.COLLEAGUE: "gemeente",
    AttendeeKind.PARTNER: "partner",
    AttendeeKind.INCIDENTAL: "doet een keer mee",
    AttendeeKind.PERSON: "zelf, of wie namens betrokkene spreekt",
}
MEETING: Final[dict[str, str]] = {
    MeetingProblem.IN_PAST: _FROM_TODAY,
    MeetingProblem.TOO_FAR: "Kies een dag binnen twee jaar.",
    MeetingProblem.NO_CASES: "Kies minstens één casus.",
    MeetingProblem.TOO_MANY_CASES: (
        f"Kies hoogstens {MOST_CASES} casussen: meer houdt niemand uit elkaar."
    ),
    MeetingProblem.NOT_YOURS: "Kies casussen die zijn toegelaten en waar u zelf aan werkt.",
    MeetingProblem.ON_AGENDA: "Deze casus staat al op de agenda.",
    MeetingProblem.NOT_THERE: "Dit is er niet.",
    MeetingProblem.CANCELLED: "Dit overleg is afgezegd.",
    MeetingProblem.BEGUN: "Dit overleg is al begonnen. Verzetten of afzeggen kan niet meer.",
    MeetingProblem.TOO_EARLY: "De dag van dit overleg moet nog komen. Begint u eerder? Verzet het.",
    MeetingProblem.OTHER_OPEN: "Er staat nog een andere casus op het scherm. Rond die eerst af.",
    MeetingProblem.NOT_OPEN: "Deze casus staat niet op het scherm.",
    MeetingProblem.NOT_DONE: "Deze casus is nog niet besproken.",
    MeetingProblem.APPROVED: "De besluitenlijst is vastgesteld en verandert niet meer.",
    MeetingProblem.NOBODY: "Vink aan wie er bij deze casus zit.",
    MeetingProblem.NO_SECRECY: (
        "Wie van buiten komt, tekent of belooft eerst geheimhouding. Vink dat hieronder aan."
    ),
    MeetingProblem.SHUT_OUT: (
        "Een van deze collega’s kan deze casus niet openen. Die kan er niet bij zitten."
    ),
    MeetingProblem.NO_VIEW_FORM: "Kies hoe de zienswijze op tafel komt.",
    MeetingProblem.PERSON_NOT_TICKED: "Vink betrokkene bij de aanwezigen aan, of kies iets anders.",
    MeetingProblem.NO_NAME: "Vul de naam in van wie erbij komt.",
    MeetingProblem.NOT_INVITABLE: "Kies iemand uit de lijst.",
    MeetingProblem.NO_OWNER: "Kies wie dit doet, of laat de datum leeg.",
    MeetingProblem.NO_DAY: "Vul in wanneer het klaar is.",
    MeetingProblem.NO_TEXT: "Schrijf het besluit op.",
    MeetingProblem.NOTHING: "Deze partner heeft bij deze casussen geen open acties.",
    MeetingProblem.NOT_YET: "Kies een dag na vandaag.",
}
SHARING: Final[dict[str, str]] = {
    SharingProblem.NOT_ALLOWED: "Het antwoord op een van deze gegevens is nee. Dat gaat niet weg.",
    SharingProblem.CHANGED: (
        "De tekst is intussen anders. Lees en kopieer haar opnieuw. Ging de vorige tekst al weg, "
        "leg dat dan vast bij Verstrekkingen."
    ),
    SharingProblem.NOTHING: "Er is nog niets gekozen om te delen.",
    SharingProblem.NO_RECIPIENT: "Kies wie het krijgt, of vul een naam en functie in.",
    SharingProblem.NO_SECRECY: (
        "Deze organisatie doet een keer mee. Kies een contactpersoon die de geheimhouding tekende."
    ),
    SupplyProblem.NOT_A_PARTNER: SUPPLY[SupplyProblem.NOT_A_PARTNER],
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


def problem(code: str, wording: Wording) -> str:
    """Return a kind of problem in the words of the municipality on the day of the record."""
    return wording.label("problems", code) or PROBLEM[Problem(code)]


def domain(code: str, wording: Wording) -> str:
    """Return a leefgebied in the words of the municipality on the day of the record."""
    return wording.label("domains", code) or DOMAIN[LifeDomain(code)]
