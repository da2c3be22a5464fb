"""Access with an end: ask for it by a case number, grant it until a day, refuse it with a reason.

Whoever asks gets one and the same answer, whether the case is there or not (features.md 4, 12).
"""

from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission, Role
from pga.access.policy import Actor, allows, require
from pga.accounts.services import count_today
from pga.cases.models.case import Case
from pga.cases.models.notice import AccessRequest
from pga.cases.models.scope import facts_about
from pga.cases.reading.able import colleagues_for, links_now, who_can
from pga.cases.reading.access import open_request
from pga.cases.reading.finding import CASE, find_case
from pga.cases.reading.people import WORKERS
from pga.cases.rules.notices import MOST_ASKED, NoticeKind
from pga.cases.rules.workflow import State
from pga.cases.services.links import add_link, overlapping
from pga.cases.services.notices import notify, settle
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.privacy.events import Event, Outcome
from pga.privacy.trail import Line, Object, record


def ask_access(actor: Actor, number: str, *, reason: str) -> None:
    """Ask who directs a case for access; says nothing back, whatever the number is.

    A request is written only for a case of the own municipality that the actor cannot open, and at
    most ten times a day; each try is in the trail.
    """
    require(actor, Permission.CASE_LIST)
    with transaction() as session:
        tries = count_today(session, f"access:{actor.id}")
        question = sa.select(Case).filter_by(number=number, municipality=actor.municipality)
        case = session.scalars(question).one_or_none()
        if tries > MOST_ASKED:
            record(session, actor, Line(Event.ACCESS_REQUESTED, outcome=Outcome.REFUSED))
            return
        if case is not None and _may_ask(session, actor, case):
            _write_request(session, actor, case, reason)
        about = Object(CASE, case.id) if case is not None else Object(CASE)
        record(session, actor, Line(Event.ACCESS_REQUESTED, about))


def grant_access(actor: Actor, number: str, request_id: UUID, *, last_on: date) -> None:
    """Link who asked, from today until a day; raises Invalid with what is wrong."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_ASSIGN)
        request = open_request(session, found.case, request_id, lock=True)
        today, until_on = clock.today(), last_on + timedelta(days=1)
        if last_on < today:
            raise Invalid({"last_on": "day_is_past"})
        if request.user_id not in {one.id for one in colleagues_for(session, found.case, WORKERS)}:
            raise Invalid({"answer": "not_a_colleague"})
        if overlapping(session, found.case, request.user_id, today, until_on):
            raise Invalid({"answer": "already_linked"})
        add_link(session, found.case, request.user_id, today, until_on)
        notify(session, actor, found.case, [request.user_id], NoticeKind.ACCESS_GRANTED, request.id)
        record(session, actor, Line(Event.ACCESS_GRANTED, found.about))


def refuse_access(actor: Actor, number: str, request_id: UUID, *, reason: str) -> None:
    """Refuse who asked, with a reason that stays with the case; raises Invalid."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_ASSIGN)
        request = open_request(session, found.case, request_id, lock=True)
        request.answered_on, request.granted = clock.today(), False
        request.answer = reason
        settle(session, request.id)
        notify(session, actor, found.case, [request.user_id], NoticeKind.ACCESS_REFUSED, request.id)
        record(session, actor, Line(Event.ACCESS_REFUSED, found.about))


def _may_ask(session: Session, actor: Actor, case: Case) -> bool:
    links = links_now(session, case, [actor.id])
    facts = facts_about(case, links, actor)
    apart = facts.linked or facts.recused or case.state is State.DESTROYED
    if apart or actor.role not in WORKERS or allows(actor, Permission.CASE_READ, facts):
        return False
    waiting = sa.select(AccessRequest.id).filter_by(
        case_id=case.id, user_id=actor.id, answered_on=None
    )
    return session.scalar(waiting.limit(1)) is None


def _write_request(session: Session, actor: Actor, case: Case, reason: str) -> None:
    request = AccessRequest(
        case_id=case.id, user_id=actor.id, asked_at=clock.now(), granted=None, reason=reason
    )
    session.add(request)
    can_grant = who_can(
        session, case, Permission.CASE_ASSIGN, (Role.SAFETY_TEAM, Role.COORDINATOR), but=actor.id
    )
    able = {one.id for one in can_grant}
    told = able & {case.procesregisseur_id} or able
    notify(session, actor, case, told, NoticeKind.ACCESS_REQUESTED, request.id)
