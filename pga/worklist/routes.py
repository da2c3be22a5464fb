"""The start page of each role."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.wrappers import Response

from pga.access.permissions import Permission, Role
from pga.access.policy import allows
from pga.accounts.asked import turn_names
from pga.accounts.labels import lapse_words
from pga.accounts.reading import get_lapses
from pga.accounts.session import current_actor, names_shown
from pga.cases import labels
from pga.cases.reading.concept_work import ConceptDuty
from pga.cases.reading.desk import get_desk
from pga.cases.reading.duties import Duties
from pga.cases.reading.lists import Filter, usual_whose
from pga.cases.room import CASES
from pga.cases.routes.blueprint import days_until
from pga.cases.routes.concept import concept_line
from pga.cases.routes.duties import DutyLine, duty_line, work_views
from pga.core import clock
from pga.dossiers.rules.notices import MEETINGS, NoticeKind
from pga.dossiers.services.notices import mark_kind_seen, mark_seen
from pga.signals.reading.signals import list_due_signals
from pga.signals.routes import due_lines
from pga.web.guards import guarded

bp = Blueprint("worklist", __name__)

START: Final = {
    Role.DPO: "oversight.desk",
    Role.BOARD: "reports.numbers",
    Role.ADMIN: "accounts.users",
}

NOTICE_AT: Final = {
    NoticeKind.ACCESS_REQUESTED: "cases.people",
    NoticeKind.DIRECTOR_NEEDED: "cases.people",
    NoticeKind.EMERGENCY_OPENED: "cases.lookers",
    NoticeKind.ACTION_GIVEN: "cases.plan",
    NoticeKind.OUT_OF_SIGHT: "cases.contact_log",
    NoticeKind.PROPOSED: "cases.evaluations",
    NoticeKind.PROPOSAL_ANSWERED: "cases.evaluations",
    **dict.fromkeys(MEETINGS, "cases.meetings_of"),
}
"""Where a notice leads, when that is not the casusblad."""

FIRST: Final = 5
"""How many of the own cases the start page shows."""
AT_ONCE: Final = 6
"""How many own lines are in view; the rest is folded."""
UNFOLDED: Final = 3
"""How many lines of what is with colleagues are in view; the rest is folded."""


@bp.get("/")
@guarded(Permission.ACCOUNT_OWN)
def home() -> Response | str:
    """Go to where this role begins; say kindly why not, to whom is not cleared for cases."""
    actor = current_actor()
    start = START.get(actor.role)
    if start is None and not actor.cleared:
        reasons = [lapse_words(one) for one in get_lapses(actor)]
        return render_template("worklist/not_cleared.html", reasons=reasons)
    return redirect(url_for(start or "worklist.work"))


@bp.get("/werk")
@guarded(Permission.CASE_LIST)
def work() -> str:
    """Show what is due, and my cases; with names when asked for, and each is an inzage."""
    actor, names = current_actor(), names_shown("worklist.work")
    desk = get_desk(actor, Filter(whose=usual_whose(actor), size=FIRST), names=names)
    return render_template(
        "worklist/work.html",
        labels=labels,
        days_until=days_until,
        today=clock.today(),
        desk=desk,
        own_lines=_merged(desk.work.own, desk.concepts, yours=True),
        other_lines=_merged(desk.work.others, desk.concepts, yours=False),
        at_once=AT_ONCE,
        unfolded=UNFOLDED,
        views=work_views("work", actor),
        first_name=actor.name.split()[0],
        coordinator=actor.role is Role.COORDINATOR,
        may_hand_over=allows(actor, Permission.CASE_ASSIGN),
        NOTICE_AT=NOTICE_AT,
        names=names,
        signals=due_lines(list_due_signals(actor)),
    )


def _merged(duties: Duties, concepts: Sequence[ConceptDuty], *, yours: bool) -> list[DutyLine]:
    """Return what is due as one list, the earliest first: on cases, and with concepts."""
    of_cases = [duty_line(one) for one in duties.lines]
    of_concepts = [concept_line(one) for one in concepts if one.yours is yours]
    return sorted([*of_cases, *of_concepts], key=lambda line: line.when)


@bp.post("/werk")
@guarded(Permission.CASE_LIST, page="worklist.work")
def turn_work() -> Response:
    """Show names on the same page, or hide them."""
    turn_names(current_actor(), "worklist.work")
    return redirect(url_for("worklist.work"))


@bp.post("/werk/gezien/<uuid:notice_id>")
@guarded(Permission.CASE_LIST, page="worklist.work")
def seen(notice_id: UUID) -> Response:
    """Take a line off one's own list."""
    mark_seen(current_actor(), CASES, notice_id)
    flash("Gezien. De regel is weg.", "fine")
    return redirect(url_for("worklist.work"))


@bp.post("/werk/alles-gezien/<kind>")
@guarded(Permission.CASE_LIST, page="worklist.work")
def all_seen(kind: str) -> Response:
    """Take all lines of one kind off one's own list, as far as they stood on the page."""
    if kind not in set(NoticeKind):
        raise NotFound
    try:
        until = datetime.fromisoformat(request.form.get("tot", "")).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadRequest from None
    mark_kind_seen(current_actor(), CASES, NoticeKind(kind), until)
    flash("Alles gezien. De regels zijn weg.", "fine")
    return redirect(url_for("worklist.work"))
