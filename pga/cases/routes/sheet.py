"""The casusblad, Wijzigingen and Inzagen."""

from typing import Any, Final

from flask import render_template, url_for

from pga.access.permissions import Permission
from pga.access.policy import Layer, Verdict
from pga.accounts.labels import ROLE, WHO, who_may
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.reading.sheet import CaseSheet, PossibleMove, get_sheet
from pga.cases.reading.timeline import get_timeline
from pga.cases.room import CASES
from pga.cases.routes.blueprint import Page, bp
from pga.cases.routes.duties import term_url
from pga.cases.routes.needs_shown import need_shown, silent_words
from pga.cases.routes.news import news_shown
from pga.cases.routes.steps import STEPS, icon_of
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.needs import Need
from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind
from pga.core import clock
from pga.dossiers.reading.changes import get_changes
from pga.dossiers.reading.lookers import get_lookers
from pga.dossiers.rules.forecast import Foreseen, Happening
from pga.dossiers.rules.moves import NeedKind
from pga.web.filters import counted, joined
from pga.web.guards import guarded

WAITS: Final = "Leg de antwoorden van de partners vast"
TO_LINK: Final = "Vraag team Veiligheid om u aan deze casus te koppelen."
NOT_YET: Final = "Deze stap kan nog niet in PGA."


@bp.get("/casussen/<number>")
@guarded(Permission.CASE_READ)
def sheet(number: str) -> Page:
    """Show where a case stands, what can be done and what is missing."""
    actor = current_actor()
    opened = get_sheet(actor, number)
    return render_template(
        "cases/sheet.html",
        sheet=opened,
        actor_id=actor.id,
        moves=[move_shown(move, opened) for move in opened.moves],
        step=step_shown(opened),
        term_urls=_term_urls(opened),
        ahead=[foreseen_shown(one) for one in opened.ahead],
        news=[news_shown(item, opened) for item in opened.news.items] if opened.news else [],
    )


@bp.get("/casussen/<number>/wijzigingen")
@guarded(Permission.CASE_READ)
def changes(number: str) -> Page:
    """Show was, is and waarom."""
    return render_template("cases/changes.html", told=get_changes(current_actor(), CASES, number))


@bp.get("/casussen/<number>/verloop")
@guarded(Permission.CASE_READ)
def timeline(number: str) -> Page:
    """Show how a case moved."""
    return render_template("cases/timeline.html", told=get_timeline(current_actor(), number))


@bp.get("/casussen/<number>/inzagen")
@guarded(Permission.CASE_TRAIL)
def lookers(number: str) -> Page:
    """Show who looked."""
    found = get_lookers(current_actor(), CASES, number)
    page = "cases/lookers.html" if found.head else "cases/lookers_for_dpo.html"
    return render_template(page, found=found, ROLE=ROLE)


def _term_urls(opened: CaseSheet) -> dict[TermKind, str | None]:
    number, state, may = opened.head.number, State(opened.head.state), opened.seen_to_by
    return {term.kind: term_url(term.kind, number, state, may) for term in opened.terms}


def foreseen_shown(one: Foreseen) -> dict[str, Any]:
    """Return one line of what becomes so when nobody acts: the day, the words, what follows."""
    step = step_words(one.step)[0] if one.step else "niets meer te doen"
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


def move_shown(move: PossibleMove, opened: CaseSheet) -> dict[str, Any]:
    """Return a move as the page shows it: a link, or why not and where to mend that."""
    shown: dict[str, Any] = {
        "icon": icon_of(move.code),
        "label": labels.MOVE[move.code],
    }
    number = opened.head.number
    if not move.verdict.allowed:
        return shown | {"why": why_not(move.verdict), "reasons": [_who_may(move.verdict)]}
    step = STEPS.get(move.code)
    if step is None:
        return shown | {"why": "nog niet in PGA", "reasons": [NOT_YET]}
    lacking = [need for need in move.missing if need.kind is NeedKind.MUST_STAND]
    if not lacking:
        return shown | {"url": url_for(step.endpoint, number=number)}
    verb = "ontbreekt" if len(lacking) == 1 else "ontbreken"
    return shown | {
        "waits": True,
        "why": f"er {verb} {counted(len(lacking), 'ding', 'dingen')}",
        "reasons": [need_shown(need, opened) for need in lacking],
    }


def step_words(step: str) -> tuple[str, str]:
    """Return a step as a title and a sentence; what has no words of its own is told as a need."""
    return labels.STEP.get(step) or (labels.NEED[Need(step)], "")


def step_shown(opened: CaseSheet) -> dict[str, str] | None:
    """Return the one next step, with its button when this actor can take it."""
    step = opened.next
    if step is None:
        return None
    title, sentence = step_words(step)
    if step is Need.REQUESTS_ANSWERED_OR_NOTE and opened.silent:
        title, sentence = WAITS, silent_words(opened.silent)
    shown = {"title": title, "sentence": sentence}
    if isinstance(step, Need):
        return shown | _need_as_step(step, opened)
    return shown | (_move_as_step(step, opened) if isinstance(step, MoveCode) else {})


def _need_as_step(need: Need, opened: CaseSheet) -> dict[str, str]:
    """Return where a need is mended, or else by whom."""
    sentence = step_words(need)[1]
    mended = need_shown(need, opened)
    if "url" in mended:
        return {"label": mended["label"], "url": mended["url"]}
    verdict = opened.mended_by
    if verdict is None:
        return {"sentence": f"{sentence} {NOT_YET}"}
    who = "" if verdict.allowed else _who_mends(verdict)
    return {"sentence": f"{sentence} {who}".rstrip()}


def _move_as_step(code: MoveCode, opened: CaseSheet) -> dict[str, str]:
    """Return where a move is made, or else by whom."""
    sentence = step_words(code)[1]
    move = next(one for one in opened.moves if one.code is code)
    if not move.verdict.allowed:
        return {"sentence": f"{sentence} {_who_may(move.verdict)}"}
    if code not in STEPS:
        return {"sentence": f"{sentence} {NOT_YET}"}
    return {"label": "Begin", "url": url_for(STEPS[code].endpoint, number=opened.head.number)}


def why_not(verdict: Verdict) -> str:
    """Return in a few words which wall said no."""
    if verdict.refusing in {Layer.ROLE, Layer.PART}:
        return f"alleen {who_may(verdict)}"
    if verdict.refusing is Layer.READ_ONLY:
        return "met noodtoegang leest u alleen"
    return "u bent niet gekoppeld" if verdict.refusing is Layer.LINK else "het gebruik is beperkt"


def _who_may(verdict: Verdict) -> str:
    if verdict.refusing in {Layer.ROLE, Layer.PART}:
        return f"Alleen {who_may(verdict)} kan dit doen."
    if verdict.refusing in {Layer.LINK, Layer.READ_ONLY}:
        return TO_LINK
    return "Vraag de procesregisseur wat er nog mag."


def _who_mends(verdict: Verdict) -> str:
    """Return who mends what this actor cannot."""
    if verdict.refusing in {Layer.ROLE, Layer.PART}:
        return f"Dat doen {joined([WHO[role] for role in verdict.roles])}."
    return _who_may(verdict)
