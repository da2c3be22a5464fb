"""Dutch for what waits for a colleague: news, Voor u and flags."""

from typing import Final

from pga.cases.rules.news import NewsKind
from pga.cases.rules.notices import FLAG_DAYS, FlagProblem, NoticeKind

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
FLAG: Final = {
    FlagProblem.IN_PAST: "Kies vandaag of een dag die nog komt.",
    FlagProblem.TOO_FAR: f"Kies een dag binnen een jaar, hoogstens {FLAG_DAYS} dagen vooruit.",
    FlagProblem.CASE_OVER: "Deze casus loopt niet meer. Een vlag kan er niet meer bij.",
}
