"""Ik ken deze persoon: one closes a case for oneself; only a coördinator opens it again."""

from datetime import date
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission, Role
from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.link import CaseLink, LinkKind
from pga.cases.models.notice import AccessRequest, Notice
from pga.cases.models.recusal import Recusal
from pga.cases.reading.able import who_can
from pga.cases.reading.finding import find_case
from pga.cases.rules.notices import NoticeKind
from pga.cases.rules.recusal import Bond, RecusalProblem
from pga.cases.services.notices import notify, settle
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.privacy import drafts, once
from pga.privacy.events import Event
from pga.privacy.trail import Line, record

DONE: Final = "recused"


def recuse(actor: Actor, number: str, *, bond: Bond, note: str, form_key: str) -> None:
    """Close a case for this actor from now on; raises Refused, or AlreadyDone for a second click.

    What led there ends: links, requests, notices, drafts, and the regie; a case that loses its
    regisseur comes to who can name another.
    """
    with transaction() as session:
        once.only_once(session, actor, form_key)
        found = find_case(session, actor, number, Permission.CASE_RECUSE, lock=True)
        _leave(session, actor, found.case)
        link = CaseLink(
            case_id=found.case.id, user_id=actor.id, kind=LinkKind.RECUSED, from_on=clock.today()
        )
        session.add(link)
        session.flush()
        session.add(
            Recusal(
                case_id=found.case.id,
                user_id=actor.id,
                link_id=link.id,
                declared_at=clock.now(),
                bond=bond.value,
                note=note or None,
            )
        )
        once.note(session, actor, form_key, DONE)
        record(session, actor, Line(Event.RECUSED, found.about))


def end_recusal(actor: Actor, number: str, recusal_id: UUID, *, reason: str) -> None:
    """End what was said by mistake; the colleague can be linked again, and is not by this.

    Nobody ends the own one: who stepped back does not find the case. Raises Refused or Invalid.
    """
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_RECUSALS, lock=True)
        row = session.get(Recusal, recusal_id)
        if row is None or row.case_id != found.case.id or row.ended_at is not None:
            raise Invalid({"": RecusalProblem.ENDED})
        link = session.get_one(CaseLink, row.link_id)
        link.until_on = _ending(link, clock.today())
        row.ended_at, row.ended_by, row.ended_because = clock.now(), actor.id, reason
        record(session, actor, Line(Event.RECUSAL_ENDED, found.about))


def _leave(session: Session, actor: Actor, case: Case) -> None:
    """End all that led this actor to a case."""
    today, now = clock.today(), clock.now()
    links = sa.select(CaseLink).where(
        CaseLink.case_id == case.id,
        CaseLink.user_id == actor.id,
        sa.or_(CaseLink.until_on.is_(None), CaseLink.until_on > today),
    )
    for link in session.scalars(links):
        link.until_on = _ending(link, today)
    asked = sa.select(AccessRequest).filter_by(case_id=case.id, user_id=actor.id, answered_on=None)
    for request in session.scalars(asked):
        request.answered_on, request.granted = today, False
        settle(session, request.id)
    waiting = sa.select(Notice).filter_by(case_id=case.id, user_id=actor.id, cleared_at=None)
    for notice in session.scalars(waiting):
        notice.cleared_at = now
    drafts.drop_about(session, actor.id, case.number)
    if _step_down(actor, case):
        _ask_for_another(session, actor, case)


def _ending(link: CaseLink, today: date) -> date:
    return max(today, link.from_on)


def _step_down(actor: Actor, case: Case) -> bool:
    directed = actor.id in {case.procesregisseur_id, case.casusregisseur_id}
    if case.procesregisseur_id == actor.id:
        case.procesregisseur_id = None
    if case.casusregisseur_id == actor.id:
        case.casusregisseur_id = None
    return directed


def _ask_for_another(session: Session, actor: Actor, case: Case) -> None:
    """Tell a coördinator that a regisseur is needed; without one, whoever else can name one."""
    able = who_can(
        session, case, Permission.CASE_ASSIGN, (Role.COORDINATOR, Role.SAFETY_TEAM), but=actor.id
    )
    coordinators = [one.id for one in able if one.role is Role.COORDINATOR]
    told = coordinators or [one.id for one in able]
    notify(session, actor, case, told, NoticeKind.DIRECTOR_NEEDED)
