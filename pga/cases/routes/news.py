"""What is new on a case, in words: what it is, where one reads it, and who did it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from flask import url_for

from pga.cases import labels
from pga.cases.reading.sheet import CaseSheet
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.news import CaseNews
from pga.cases.rules.terms import TermKind
from pga.core import clock
from pga.dossiers.reading.since import NewsItem
from pga.dossiers.rules.news import NewsKind
from pga.web.filters import joined, plain_date

STANDS_ON: Final = {
    CaseNews.GOAL_ADDED: "cases.plan",
    CaseNews.GOAL_CHANGED: "cases.plan",
    CaseNews.ACTION_ADDED: "cases.plan",
    CaseNews.ACTION_CHANGED: "cases.plan",
    CaseNews.OUTCOME: "cases.plan",
    CaseNews.OUTCOME_TAKEN_BACK: "cases.plan",
    CaseNews.MEASURED: "cases.measurements",
    CaseNews.EVALUATED: "cases.evaluations",
    CaseNews.PROPOSED: "cases.evaluations",
    CaseNews.PROPOSAL_ANSWERED: "cases.evaluations",
    CaseNews.DECIDED: "cases.meetings_of",
    CaseNews.DECISION_CHANGED: "cases.meetings_of",
    CaseNews.LIST_APPROVED: "cases.meetings_of",
    CaseNews.INFORMED: "cases.informing",
    CaseNews.POSTPONED: "cases.informing",
    CaseNews.CONTACT: "cases.contact_log",
    CaseNews.CONTACT_ENDED: "cases.contact_log",
    CaseNews.SIGHT: "cases.contact_log",
    CaseNews.SIGHT_ANSWERED: "cases.contact_log",
    CaseNews.CONTRIBUTED: "cases.information",
    CaseNews.CONTRIBUTION_CHANGED: "cases.information",
}
"""The page on which one reads what is new."""
WARNING: Final = "pga_case.safety_warning"
CHECKED: Final = "pga_case.safety_checked_on"
"""Who writes a safety line checks it too; alone it says that somebody looked and it holds."""


def news_shown(item: NewsItem, opened: CaseSheet) -> dict[str, Any]:
    """Return one line of what is new: the words, where it stands, when, and who did it."""
    number, about = opened.head.number, opened.names.get(item.about, "")
    told = OF_ANY_DOSSIER.get(item.kind)
    text = told.words(item, about) if told else _story_words(item)
    page = told.page if told else STANDS_ON[CaseNews(item.kind)]
    who = opened.names.get(item.by, "")
    return {
        "title": text,
        "url": url_for(page, number=number) if page else "#te-doen",
        "when": clock.on_the_wall(item.at),
        "meta": [who] if who else [],
    }


def _story_words(item: NewsItem) -> str:
    """Return what a colleague wrote or decided, as a line."""
    kind = CaseNews(item.kind)
    return labels.NEWS_ALONE[kind] if item.count == 1 else f"{item.count} {labels.NEWS[kind][1]}"


def _day(item: NewsItem) -> str:
    return plain_date(item.day) if item.day else "een andere dag"


def _term(item: NewsItem) -> str:
    return f"“{labels.TERM[TermKind(item.term)]}”" if item.term else ""


def _director_words(item: NewsItem, about: str) -> str:
    which = "".join(labels.FIELD[f"pga_case.{name}"] for name in item.fields).lower()
    return f"Nieuwe {which}: {about}" if about else f"Er is geen {which} meer"


def _fact_words(item: NewsItem, _about: str) -> str:
    changed = [name for name in item.fields if name in labels.FIELD and name != CHECKED]
    names = dict.fromkeys(labels.FIELD[name] for name in changed)
    told = [f"Gewijzigd: {joined([*names])}"] if names else []
    if CHECKED in item.fields and WARNING not in changed:
        told.append("De veiligheid is nagekeken")
    return ". ".join(told) or "Er zijn gegevens toegevoegd"


def _move_words(item: NewsItem, _about: str) -> str:
    return labels.DONE[MoveCode(item.move) if item.move else None]


@dataclass(frozen=True, slots=True)
class NewsWords:
    """How a kind of news is told: its words, and the page on which it stands."""

    words: Callable[[NewsItem, str], str]
    """Of the item and the name of the colleague that it is about."""
    page: str = ""
    """Nothing for what stands on this very page, under *Nu te doen*."""


OF_ANY_DOSSIER: Final[Mapping[StrEnum, NewsWords]] = {
    NewsKind.MOVED: NewsWords(_move_words, "cases.timeline"),
    NewsKind.DIRECTED: NewsWords(_director_words, "cases.people"),
    NewsKind.FACTS: NewsWords(_fact_words, "cases.changes"),
    NewsKind.FLAGGED: NewsWords(lambda item, _: f"Vlag gezet: kijk hiernaar vóór {_day(item)}"),
    NewsKind.UNFLAGGED: NewsWords(lambda *_: "Vlag gesloten"),
    NewsKind.JOINED: NewsWords(lambda _, about: f"{about} werkt mee", "cases.people"),
    NewsKind.LEFT: NewsWords(
        lambda _, about: f"De koppeling van {about} loopt niet door", "cases.people"
    ),
    NewsKind.TERM_STARTED: NewsWords(lambda item, _: f"{_term(item)} moet vóór of op {_day(item)}"),
    NewsKind.TERM_ENDED: NewsWords(lambda item, _: f"{_term(item)} is klaar of telt niet meer"),
}
