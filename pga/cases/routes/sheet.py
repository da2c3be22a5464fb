"""The casusblad, Wijzigingen and Inzagen."""

from enum import StrEnum
from typing import Any, Final

from flask import url_for

from pga.access.permissions import Permission
from pga.access.policy import Layer, Verdict, decide
from pga.accounts.labels import ROLE, WHO
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.reading.sheet import CaseSheet, PossibleMove, get_sheet
from pga.cases.reading.step import StepPage
from pga.cases.room import CASES
from pga.cases.routes.blueprint import SCREENS, Page, bp, show, tabs_of
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.needs import MENDED_WITH, Need
from pga.cases.rules.news import CaseNews
from pga.cases.rules.terms import TermKind
from pga.core import clock
from pga.dossiers.reading.changes import get_changes
from pga.dossiers.reading.lookers import get_lookers
from pga.dossiers.reading.since import NewsItem
from pga.dossiers.rules.forecast import Foreseen, Happening
from pga.dossiers.rules.moves import NeedKind
from pga.dossiers.rules.news import NewsKind
from pga.web.filters import counted, joined, plain_date
from pga.web.guards import guarded

MENDED: Final[dict[Need, tuple[str, str, str]]] = {
    Need.PROCESREGISSEUR_NAMED: ("Aanwijzen", "cases.direct", "procesregisseur"),
    Need.CASUSREGISSEUR_NAMED: ("Aanwijzen", "cases.direct", "casusregisseur"),
    Need.PERSON_INFORMED: ("Vastleggen", "cases.informing", ""),
    Need.GOAL_WITH_ACTION: ("Naar het plan", "cases.plan", ""),
    Need.BASELINE_MEASURED: ("Meten", "cases.measure", ""),
    Need.FRESH_MEASUREMENT: ("Meten", "cases.measure", ""),
    Need.FINAL_MEASUREMENT: ("Meten", "cases.measure", ""),
    Need.OPEN_ACTIONS_HANDED_OVER: ("Naar het plan", "cases.plan", ""),
    Need.REQUESTS_ANSWERED_OR_NOTE: ("Bekijken", "cases.information", ""),
    Need.DECISION_LIST_APPROVED: ("Naar de overleggen", "cases.meetings_of", ""),
    Need.NEXT_MEETING_DATE: ("Overleg plannen", "cases.meetings_of", ""),
    Need.DUPLICATE_CHECK_SEEN: ("Kijken", "cases.start_triage", ""),
}
"""Where a need is mended: the word on the link, the page, and which director."""
UNNAMED: Final = "Er ontbreekt nog iets"
LATER: Final = "Het scherm voor deze stap komt in een volgende versie."
ICONS: Final = {
    MoveCode.START_TRIAGE: "scale",
    MoveCode.ADMIT: "circle-check",
    MoveCode.REJECT: "x",
    MoveCode.START_PLANNING: "clipboard-text",
    MoveCode.DROP_AFTER_INFORMATION: "x",
    MoveCode.ADOPT_PLAN: "clipboard-check",
    MoveCode.HOLD: "player-pause",
    MoveCode.RESUME: "arrow-right",
    MoveCode.START_AFTERCARE: "stairs-down",
    MoveCode.DESTROY: "eraser",
    MoveCode.DESTROY_REJECTED: "eraser",
}


STANDS_ON: Final = {
    CaseNews.GOAL_ADDED: "cases.plan",
    CaseNews.GOAL_CHANGED: "cases.plan",
    CaseNews.ACTION_ADDED: "cases.plan",
    CaseNews.ACTION_CHANGED: "cases.plan",
    CaseNews.OUTCOME: "cases.plan",
    CaseNews.MEASURED: "cases.measurements",
    CaseNews.DECIDED: "cases.meetings_of",
    CaseNews.DECISION_CHANGED: "cases.meetings_of",
    CaseNews.LIST_APPROVED: "cases.meetings_of",
    CaseNews.INFORMED: "cases.informing",
    CaseNews.POSTPONED: "cases.informing",
    CaseNews.CONTRIBUTED: "cases.information",
    CaseNews.CONTRIBUTION_CHANGED: "cases.information",
}
"""The page on which one reads what is new."""


@bp.get("/casussen/<number>")
@guarded(Permission.CASE_READ)
def sheet(number: str) -> Page:
    """Show where a case stands, what can be done and what is missing."""
    actor = current_actor()
    opened = get_sheet(actor, number, visited=True)
    return show(
        "cases/sheet.html",
        sheet=opened,
        actor_id=actor.id,
        tabs=tabs_of(opened.head, "cases.sheet", lookers=opened.may_see_lookers),
        moves=[move_shown(move, opened) for move in opened.moves],
        step=step_shown(opened),
        ahead=[foreseen_shown(one) for one in opened.ahead],
        news=[news_shown(item, opened) for item in opened.news.items] if opened.news else [],
    )


@bp.get("/casussen/<number>/wijzigingen")
@guarded(Permission.CASE_READ)
def changes(number: str) -> Page:
    """Show was, is and waarom."""
    told = get_changes(current_actor(), CASES, number)
    return show(
        "cases/changes.html",
        told=told,
        tabs=tabs_of(told.head, "cases.changes", lookers=told.may_see_lookers),
    )


@bp.get("/casussen/<number>/inzagen")
@guarded(Permission.CASE_TRAIL)
def lookers(number: str) -> Page:
    """Show who looked."""
    found = get_lookers(current_actor(), CASES, number)
    tabs = tabs_of(found.head, "cases.lookers", lookers=True) if found.head else []
    return show("cases/lookers.html", found=found, tabs=tabs, ROLE=ROLE)


def news_shown(item: NewsItem, opened: CaseSheet) -> dict[str, Any]:
    """Return one line of what is new: the words, where it stands, when, and who did it."""
    number, about = opened.head.number, opened.names.get(item.about, "")
    people = url_for("cases.people", number=number)
    texts: dict[StrEnum, tuple[str, str]] = {
        NewsKind.MOVED: (labels.DONE[MoveCode(item.move) if item.move else None], "#verloop"),
        NewsKind.DIRECTED: (_director_words(item, about), people),
        NewsKind.FACTS: (_fact_words(item), url_for("cases.changes", number=number)),
        NewsKind.FLAGGED: (f"Vlag gezet: kijk hiernaar vóór {_day(item)}", "#termijnen"),
        NewsKind.UNFLAGGED: ("Vlag gesloten", "#termijnen"),
        NewsKind.JOINED: (f"{about} werkt mee", people),
        NewsKind.LEFT: (f"De koppeling van {about} loopt niet door", people),
        NewsKind.TERM_STARTED: (f"{_term(item)} moet vóór of op {_day(item)}", "#termijnen"),
        NewsKind.TERM_ENDED: (f"{_term(item)} is klaar of telt niet meer", "#termijnen"),
    }
    text, url = texts.get(item.kind) or _story_words(item, number)
    who = opened.names.get(item.by, "")
    return {
        "title": text,
        "url": url,
        "when": clock.on_the_wall(item.at),
        "meta": [who] if who else [],
    }


def _story_words(item: NewsItem, number: str) -> tuple[str, str]:
    """Return what a colleague wrote or decided, as a line, and where it stands."""
    kind = CaseNews(item.kind)
    several = f"{item.count} {labels.NEWS[kind][1]}"
    words = labels.NEWS_ALONE[kind] if item.count == 1 else several
    return words, url_for(STANDS_ON[kind], number=number)


def foreseen_shown(one: Foreseen) -> dict[str, Any]:
    """Return one line of what becomes so when nobody acts: the day, the words, what follows."""
    step = labels.STEP.get(one.step, (UNNAMED, ""))[0] if one.step else "niets meer te doen"
    told: dict[Happening, tuple[str, str]] = {
        Happening.TERM_LATE: (
            f"“{labels.TERM[TermKind(one.term)]}” is te laat" if one.term else "",
            labels.LATE.get(TermKind(one.term), "") if one.term else "",
        ),
        Happening.STEP_CHANGES: (f"De volgende stap is dan: {step}", ""),
        Happening.MOVE_CLOSES: (
            f"“{labels.MOVE[MoveCode(one.move)]}” kan niet meer" if one.move else "",
            labels.NEED[Need(one.need)] if one.need else "",
        ),
    }
    title, follows = told.get(one.what) or labels.HAPPENING[one.what]
    late = one.on < clock.today() or one.what is Happening.NO_DATE
    return {
        "when": one.on,
        "title": title,
        "meta": [follows] if follows else [],
        "kind": "late" if late else "",
    }


def _day(item: NewsItem) -> str:
    return plain_date(item.day) if item.day else "een andere dag"


def _term(item: NewsItem) -> str:
    return f"“{labels.TERM[TermKind(item.term)]}”" if item.term else ""


def _director_words(item: NewsItem, about: str) -> str:
    which = "".join(labels.FIELD[f"pga_case.{name}"] for name in item.fields).lower()
    return f"Nieuwe {which}: {about}" if about else f"Er is geen {which} meer"


def _fact_words(item: NewsItem) -> str:
    names = dict.fromkeys(labels.FIELD[name] for name in item.fields if name in labels.FIELD)
    return f"Gewijzigd: {joined([*names])}" if names else "Er zijn gegevens toegevoegd"


def move_shown(move: PossibleMove, opened: CaseSheet) -> dict[str, Any]:
    """Return a move as the page shows it: a link, or why not and where to mend that."""
    shown: dict[str, Any] = {
        "icon": ICONS.get(move.code, "stairs-up"),
        "label": labels.MOVE[move.code],
    }
    number = opened.head.number
    if not move.verdict.allowed:
        return shown | {"why": why_not(move.verdict), "reasons": [_who_may(move.verdict)]}
    screen = SCREENS.get(move.code)
    lacking = [need for need in move.missing if screen is None or need.kind is NeedKind.MUST_STAND]
    if screen and not lacking:
        return shown | {"url": url_for(screen, number=number)}
    reasons: list[Any] = [need_shown(need, opened) for need in lacking]
    if screen is None:
        reasons.append(LATER)
    verb = "ontbreekt" if len(lacking) == 1 else "ontbreken"
    summary = f"er {verb} {counted(len(lacking), 'ding', 'dingen')}"
    return shown | {"why": summary if lacking else "het scherm is er nog niet", "reasons": reasons}


def need_shown(need: Need, opened: CaseSheet | StepPage) -> dict[str, str]:
    """Return what is missing with the link to where it is mended."""
    shown = {"text": labels.NEED[need]}
    mended = MENDED.get(need)
    if mended is None or need not in opened.mendable:
        return shown
    word, endpoint, which = mended
    url = url_for(endpoint, number=opened.head.number, which=which or None)
    return shown | {"label": word, "url": url}


def step_shown(opened: CaseSheet) -> dict[str, str] | None:
    """Return the one next step, with its button when this actor can take it."""
    step = opened.next
    if step is None:
        return None
    title, sentence = labels.STEP.get(step, (UNNAMED, ""))
    shown = {"title": title, "sentence": sentence}
    if isinstance(step, Need):
        if step not in MENDED:
            return shown | {"sentence": f"{sentence} {LATER}"}
        mended = need_shown(step, opened)
        told = sentence if "url" in mended else f"{sentence} {_who_mends(step)}".rstrip()
        return mended | shown | {"sentence": told}
    if isinstance(step, MoveCode) and step in SCREENS:
        move = next(one for one in opened.moves if one.code is step)
        if move.verdict.allowed:
            url = url_for(SCREENS[step], number=opened.head.number)
            return shown | {"label": "Begin", "url": url}
        return shown | {"sentence": f"{sentence} {_who_may(move.verdict)}"}
    return shown


def why_not(verdict: Verdict) -> str:
    """Return in a few words which wall said no."""
    if verdict.refusing is Layer.ROLE:
        return f"alleen {joined([WHO[role] for role in verdict.roles])}"
    if verdict.refusing is Layer.READ_ONLY:
        return "met noodtoegang leest u alleen"
    return "u bent niet gekoppeld" if verdict.refusing is Layer.LINK else "het gebruik is beperkt"


def _who_may(verdict: Verdict) -> str:
    if verdict.refusing is Layer.ROLE:
        who = joined([WHO[role] for role in verdict.roles])
        return f"Alleen {who} kan dit doen."
    if verdict.refusing in {Layer.LINK, Layer.READ_ONLY}:
        return "Vraag team Veiligheid om u aan deze casus te koppelen."
    return "Vraag de procesregisseur wat er nog mag."


def _who_mends(need: Need) -> str:
    """Return who mends what this actor's role never can; nothing when the role could."""
    verdict = decide(current_actor(), MENDED_WITH[need])
    return "" if verdict.allowed else f"Dat doen {joined([WHO[role] for role in verdict.roles])}."
