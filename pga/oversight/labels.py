"""Dutch for a line of the trail: what was done, how it ended, which fields, and what for."""

from collections.abc import Iterable
from typing import Final

from pga.accounts import labels as accounts
from pga.cases import labels as cases
from pga.privacy.events import Event, LineOutcome, LogPurpose
from pga.settings.labels import ENTRIES, SETTING
from pga.signals import labels as signals

PURPOSE: Final = {
    LogPurpose.LAWFULNESS: "Nagaan of het gebruik rechtmatig is",
    LogPurpose.INTERNAL_CONTROL: "Interne controle",
    LogPurpose.SECURITY: "Beveiliging van de gegevens",
    LogPurpose.COURT: "Een rechtszaak",
}
LOOKED: Final = ("looks", "keek (in een dossier of in het logboek)")
"""The kinds of looking, as one choice."""
EVENT: Final = {
    **accounts.EVENT,
    **cases.EVENT,
    Event.LOGIN: "logde in",
    Event.LOGIN_FAILED: "probeerde in te loggen, dat lukte niet",
    Event.LOGIN_THROTTLED: "moest wachten na foute pogingen",
    Event.LOGOUT: "logde uit",
    Event.SESSION_ENDED: "beëindigde een sessie",
    Event.GRANT_SWITCHED: "wisselde van gemeente of rol",
    Event.PASSWORD_CHANGED: "veranderde het wachtwoord",
    Event.FACTOR_CHANGED: "veranderde de tweede factor",
    Event.USER_ADDED: "maakte een account",
    Event.GRANTED: "gaf een rol",
    Event.GRANT_ENDED: "beëindigde een rol",
    Event.USER_DISABLED: "sloot een account",
    Event.USER_ENABLED: "opende een gesloten account",
    Event.CLEARANCE_SET: "legde VOG, training of geheimhouding vast",
    Event.PASSWORD_LINK_MADE: "maakte een link voor een wachtwoord",
    Event.PASSWORD_CHOSEN: "koos een wachtwoord met een link",
    Event.LIST: "zag een lijst zonder namen",
    Event.SEARCH: "zocht, of vergeleek met wie al bekend is",
    Event.TRAIL_READ: "keek in het logboek",
    Event.CREATED: "maakte een dossier",
    Event.CORRECTED: "corrigeerde gegevens",
    Event.MOVED: "zette een stap",
    Event.DECIDED: "nam een besluit",
    Event.LINKED: "koppelde een collega",
    Event.UNLINKED: "beëindigde een koppeling",
    Event.ASSIGNED: "wees een regisseur aan",
    Event.HANDOVER_PROPOSED: "vroeg een collega werk over te nemen",
    Event.HANDOVER_REFUSED: "nam werk niet over",
    Event.HANDED_OVER: "nam een casus over",
    Event.DISCLOSED: "verstrekte gegevens",
    Event.SIGNAL_NOTED: "legde een signaal vast",
    Event.SIGNAL_CALLED: "telde een melding bij een signaal",
    Event.SIGNAL_JOINED: "voegde twee signalen samen",
    Event.SIGNAL_DISCUSSED: "legde vast waar een signaal is besproken",
    Event.SIGNAL_EXTENDED: "verlengde een signaal",
    Event.SIGNAL_SETTLED: "gaf een signaal zijn uitkomst",
    Event.SIGNAL_ENDED: "verwijderde een signaal na zijn laatste dag",
    Event.STAND_IN_NAMED: "wees een vervanger aan",
    Event.STAND_IN_ENDED: "beëindigde een vervanging",
    Event.APPROVAL_PROPOSED: "vroeg een tweede persoon om een goedkeuring",
    Event.APPROVAL_READ: "bekeek wat op een tweede persoon wacht",
    Event.APPROVAL_GIVEN: "keurde als tweede persoon goed",
    Event.APPROVAL_REFUSED: "keurde als tweede persoon af",
    Event.APPROVAL_WITHDRAWN: "trok een vraag om goedkeuring in",
    Event.APPROVAL_VOIDED: "veranderde iets, waardoor een goedkeuring verviel",
    Event.APPROVAL_USED: "voerde uit wat goedgekeurd was",
    Event.SETTING_CHANGED: "veranderde een instelling",
    Event.SHARING_APPROVED: "keurde een deeltabel goed",
    Event.MIGRATED: "zette een rij over naar een nieuwe versie",
    Event.REFUSED: "mocht iets niet",
    Event.VERIFIED: "rekende het logboek na",
    Event.SEEDED: "werd gemaakt voor de oefengemeente",
}
OUTCOME: Final = {
    LineOutcome.OK: "gelukt",
    LineOutcome.REFUSED: "geweigerd",
    LineOutcome.FAILED: "mislukt",
}
FILTER: Final = {
    "filter:case": "gefilterd op casus",
    "filter:user": "gefilterd op gebruiker",
    "filter:from": "gefilterd op eerste dag",
    "filter:until": "gefilterd op laatste dag",
    "filter:outcome": "gefilterd op uitkomst",
    "filter:event": "gefilterd op soort handeling",
}
TABLE: Final = {
    "access_request": "vraag om toegang",
    "case_action": "actie",
    "agreement": "convenant of besluit",
    "case_document": "document",
    "case_document_version": "versie van een document",
    "contact_moment": "contactmoment",
    "contact_person": "contactpersoon",
    "concept_referral": "concept-aanmelding",
    "concept_recusal": "wie de persoon van een concept kent",
    "contribution": "bijdrage van een partner",
    "information_request": "vraag aan een partner",
    "case_flag": "vlag",
    "case_handover": "overdracht",
    "case_link": "koppeling",
    "case_plan": "plan",
    "case_term": "termijn",
    "disclosure": "verstrekking",
    "domain_score": "score van een leefgebied",
    "guardian": "gezaghebbende",
    "inform_postponement": "uitstel van informeren",
    "informing": "informeren",
    "measurement": "meting",
    "organisation": "organisatie",
    "out_of_sight": "vraag of iemand uit beeld is",
    "password_link": "link voor een wachtwoord",
    "person": "persoon",
    "pga_case": "casus",
    "plan_goal": "doel",
    "plan_version": "vastgesteld plan",
    "recovery_code": "herstelcode",
    "referral": "aanmelding",
    "role_grant": "rol",
    "row_version": "eerdere waarden",
    "second_factor": "tweede factor",
    "setting": "instelling",
    "sharing_approval": "goedkeuring van de deeltabel",
    "sharing_version": "versie van de deeltabel",
    "signal": "signaal",
    "signal_count": "telling van signalen",
    "state_change": "verloop",
    "third_party_mark": "gaat over een ander",
    "triage": "weging",
    "user_account": "account",
    "user_session": "sessie",
}
"""What a field belongs to, when the field itself has no word that says more."""
_NAMED: Final = {
    **cases.FIELD,
    **{str(code): f"stap: {words}" for code, words in cases.MOVE.items()},
    **SETTING,
    **ENTRIES,
    **FILTER,
}

_PURPOSES: Final = {**cases.PURPOSE, **signals.PURPOSE}


def field_words(fields: Iterable[str]) -> list[str]:
    """Return the fields of a line in Dutch, each once; of a search, how many were compared."""
    found: dict[str, None] = {}
    for name in fields:
        table = name.split(".")[0]
        if name.startswith("scanned="):
            found[f"{name.partition('=')[2]} vergeleken"] = None
        elif name in _NAMED:
            found[_NAMED[name]] = None
        elif table in TABLE:
            found[TABLE[table]] = None
    return list(found)


def purpose_words(purpose: str) -> str:
    """Return what somebody looked for; nothing for an act that is its own purpose."""
    return _PURPOSES.get(purpose, "")
