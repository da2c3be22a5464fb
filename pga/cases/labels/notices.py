"""Dutch for what waits for a colleague: news, Voor u and flags."""

from enum import StrEnum
from typing import Final

from pga.cases.rules.news import CaseNews
from pga.dossiers.rules.news import NewsKind
from pga.dossiers.rules.notices import FLAG_DAYS, FlagProblem, NoticeKind

NEWS: Final[dict[StrEnum, tuple[str, str]]] = {
    NewsKind.MOVED: ("stap gezet", "stappen gezet"),
    NewsKind.DIRECTED: ("andere regisseur", "andere regisseurs"),
    NewsKind.FACTS: ("wijziging", "wijzigingen"),
    NewsKind.FLAGGED: ("nieuwe vlag", "nieuwe vlaggen"),
    NewsKind.UNFLAGGED: ("vlag gesloten", "vlaggen gesloten"),
    NewsKind.JOINED: ("collega erbij", "collega’s erbij"),
    NewsKind.LEFT: ("collega gaat weg", "collega’s gaan weg"),
    NewsKind.TERM_STARTED: ("nieuwe termijn", "nieuwe termijnen"),
    NewsKind.TERM_ENDED: ("termijn klaar", "termijnen klaar"),
    CaseNews.GOAL_ADDED: ("doel erbij", "doelen erbij"),
    CaseNews.GOAL_CHANGED: ("doel gewijzigd", "doelen gewijzigd"),
    CaseNews.ACTION_ADDED: ("actie erbij", "acties erbij"),
    CaseNews.ACTION_CHANGED: ("actie gewijzigd", "acties gewijzigd"),
    CaseNews.OUTCOME: ("uitkomst van een actie", "uitkomsten van acties"),
    CaseNews.OUTCOME_TAKEN_BACK: (
        "uitkomst van een actie teruggenomen",
        "uitkomsten van acties teruggenomen",
    ),
    CaseNews.MEASURED: ("meting definitief", "metingen definitief"),
    CaseNews.DECIDED: ("besluit genomen", "besluiten genomen"),
    CaseNews.DECISION_CHANGED: ("besluit verbeterd of ingetrokken",) * 2,
    CaseNews.LIST_APPROVED: ("besluitenlijst goedgekeurd", "besluitenlijsten goedgekeurd"),
    CaseNews.EVALUATED: ("evaluatie", "evaluaties"),
    CaseNews.PROPOSED: ("voorstel", "voorstellen"),
    CaseNews.PROPOSAL_ANSWERED: ("voorstel beantwoord", "voorstellen beantwoord"),
    CaseNews.INFORMED: ("keer geïnformeerd",) * 2,
    CaseNews.POSTPONED: ("keer informeren uitgesteld",) * 2,
    CaseNews.CONTACT: ("contactmoment erbij", "contactmomenten erbij"),
    CaseNews.CONTACT_ENDED: ("contactmoment ingetrokken of verplaatst",) * 2,
    CaseNews.SIGHT: ("keer de vraag of iemand uit beeld is",) * 2,
    CaseNews.SIGHT_ANSWERED: ("antwoord of iemand uit beeld is",) * 2,
    CaseNews.CONTRIBUTED: ("bijdrage van een partner", "bijdragen van partners"),
    CaseNews.CONTRIBUTION_CHANGED: ("bijdrage verbeterd", "bijdragen verbeterd"),
}
"""What others did on a case: one, and more."""
NEWS_ALONE: Final[dict[StrEnum, str]] = {
    CaseNews.GOAL_ADDED: "Er is een doel bij gekomen",
    CaseNews.GOAL_CHANGED: "Een doel is gewijzigd",
    CaseNews.ACTION_ADDED: "Er is een actie bij gekomen",
    CaseNews.ACTION_CHANGED: "Een actie is gewijzigd",
    CaseNews.OUTCOME: "Bij een actie staat wat ervan kwam",
    CaseNews.OUTCOME_TAKEN_BACK: "Een actie is weer open: de uitkomst is teruggenomen",
    CaseNews.MEASURED: "Een meting is definitief",
    CaseNews.DECIDED: "Een casusoverleg heeft iets besloten",
    CaseNews.DECISION_CHANGED: "Een besluit is verbeterd of ingetrokken",
    CaseNews.LIST_APPROVED: "Een besluitenlijst is goedgekeurd",
    CaseNews.EVALUATED: "De aanpak is geëvalueerd",
    CaseNews.PROPOSED: "Er is een voorstel",
    CaseNews.PROPOSAL_ANSWERED: "Een voorstel is beantwoord of ingetrokken",
    CaseNews.INFORMED: "Er is iemand geïnformeerd",
    CaseNews.POSTPONED: "Informeren is uitgesteld",
    CaseNews.CONTACT: "Er is een contactmoment bij gekomen",
    CaseNews.CONTACT_ENDED: "Een contactmoment is ingetrokken of verplaatst",
    CaseNews.SIGHT: "Vaak niet bereikt: is betrokkene uit beeld?",
    CaseNews.SIGHT_ANSWERED: "Er staat of betrokkene uit beeld is",
    CaseNews.CONTRIBUTED: "Er is een bijdrage van een partner bij gekomen",
    CaseNews.CONTRIBUTION_CHANGED: "Een bijdrage van een partner is verbeterd",
}
"""The same as a line of its own, when it is one."""
NOTICE: Final = {
    NoticeKind.LINKED: "U bent gekoppeld aan deze casus",
    NoticeKind.PROCESREGISSEUR: "U bent procesregisseur van deze casus",
    NoticeKind.CASUSREGISSEUR: "U bent casusregisseur van deze casus",
    NoticeKind.ACTION_GIVEN: "U heeft een actie gekregen",
    NoticeKind.MEETING: "U bent gevraagd voor een casusoverleg, of het is verzet",
    NoticeKind.MEETING_INVITED: "U bent gevraagd voor een casusoverleg",
    NoticeKind.MEETING_MOVED: "Een casusoverleg is verzet",
    NoticeKind.OUT_OF_SIGHT: "Vaak niet bereikt: is betrokkene uit beeld?",
    NoticeKind.FLAG_DUE: "De dag van een vlag is er: kijk naar deze casus",
    NoticeKind.ACCESS_REQUESTED: "Een collega vraagt om toegang",
    NoticeKind.ACCESS_GRANTED: "U heeft de toegang die u vroeg",
    NoticeKind.ACCESS_REFUSED: "U kreeg de toegang niet. Vraag de procesregisseur waarom",
    NoticeKind.DIRECTOR_NEEDED: "Deze casus heeft een andere regisseur nodig",
    NoticeKind.PROPOSED: "Een collega doet een voorstel en wacht op antwoord",
    NoticeKind.PROPOSAL_ANSWERED: "Uw voorstel is beantwoord",
    NoticeKind.EMERGENCY_OPENED: "Een collega opende deze casus met noodtoegang",
}
NOTICES: Final = {
    NoticeKind.LINKED: "casussen waaraan u bent gekoppeld",
    NoticeKind.PROCESREGISSEUR: "casussen waarvan u procesregisseur bent",
    NoticeKind.CASUSREGISSEUR: "casussen waarvan u casusregisseur bent",
    NoticeKind.ACTION_GIVEN: "acties die u heeft gekregen",
    NoticeKind.MEETING: "uitnodigingen voor een casusoverleg, of verzet",
    NoticeKind.MEETING_INVITED: "uitnodigingen voor een casusoverleg",
    NoticeKind.MEETING_MOVED: "casusoverleggen die zijn verzet",
    NoticeKind.OUT_OF_SIGHT: "casussen waar iemand misschien uit beeld is",
    NoticeKind.FLAG_DUE: "vlaggen waarvan de dag er is",
    NoticeKind.ACCESS_REQUESTED: "vragen om toegang",
    NoticeKind.ACCESS_GRANTED: "casussen waar u toegang toe kreeg",
    NoticeKind.ACCESS_REFUSED: "keer geen toegang gekregen",
    NoticeKind.DIRECTOR_NEEDED: "casussen die een andere regisseur nodig hebben",
    NoticeKind.PROPOSED: "voorstellen van een collega die op antwoord wachten",
    NoticeKind.PROPOSAL_ANSWERED: "voorstellen van u die zijn beantwoord",
    NoticeKind.EMERGENCY_OPENED: "casussen die een collega met noodtoegang opende",
}
"""The same when there are several, after their number."""
FLAG: Final = {
    FlagProblem.IN_PAST: "Kies vandaag of een dag die nog komt.",
    FlagProblem.TOO_FAR: f"Kies een dag binnen een jaar, hoogstens {FLAG_DAYS} dagen vooruit.",
    FlagProblem.OVER: "Deze casus loopt niet meer. Een vlag kan er niet meer bij.",
}
