"""Noodtoegang: open one case for an hour, to read; and what the FG says of it afterwards."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission, Role
from pga.access.policy import Actor, allows, require
from pga.accounts.services import count_wrong, forgive, refuse_while_waiting
from pga.cases.models.case import Case
from pga.cases.models.emergency import EmergencyAccess, EmergencyReview
from pga.cases.models.link import CaseLink, LinkKind
from pga.cases.models.scope import facts_about
from pga.cases.reading.able import links_now, who_can
from pga.cases.reading.emergency import find_opened, is_shut
from pga.cases.reading.finding import CASE, EMERGENCY
from pga.cases.rules.emergency import LASTS, EmergencyProblem, EmergencyReason, review_by
from pga.cases.rules.notices import NoticeKind
from pga.cases.rules.workflow import ACTIVE
from pga.cases.services.notices import notify
from pga.core import clock
from pga.core.database import glance, transaction
from pga.core.errors import AlreadyDone, Invalid
from pga.privacy import once
from pga.privacy.events import Event, Outcome
from pga.privacy.trail import Line, Object, record
from pga.settings.reading import number_on
from pga.settings.rules.bounds import TERMS

TERM: Final = TERMS["emergency_review_working_days"]
A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks a noodtoegang for."""

    number: str
    cause: EmergencyReason
    note: str
    form_key: str


def may_try(actor: Actor) -> None:
    """Go on when this actor may knock at all; raises Refused, LoginRefused or Invalid."""
    require(actor, Permission.CASE_EMERGENCY)
    refuse_while_waiting((_subject(actor),))
    with glance() as session:
        if is_shut(session, actor):
            raise Invalid({"": EmergencyProblem.OVERDUE})


def opened_before(actor: Actor, form_key: str) -> str:
    """Return the case that this very form opened already, for a second click."""
    with glance() as session:
        return once.came_of(session, actor, form_key)


def open_emergency(actor: Actor, asked: Asked) -> bool:
    """Open a case for an hour and tell who watches; False for every number that cannot.

    Nonsense, elsewhere, stepped back from, over, restricted and open already are one answer. A
    wrong number is counted, so that nobody tries them all. Raises Refused, Invalid, or AlreadyDone
    for a second click. The caller asked just before who is there (``prove_again``).
    """
    require(actor, Permission.CASE_EMERGENCY)
    with transaction() as session:
        if is_shut(session, actor):
            raise Invalid({"": EmergencyProblem.OVERDUE})
        question = sa.select(Case).filter_by(number=asked.number, municipality=actor.municipality)
        case = session.scalars(question.with_for_update()).one_or_none()
        if case is None or not _may_open(session, actor, case):
            if once.came_of(session, actor, asked.form_key):
                raise AlreadyDone(asked.number)
            count_wrong(session, _subject(actor))
            about = Object(CASE, case.id) if case is not None else Object(CASE)
            line = Line(Event.EMERGENCY_REFUSED, about, purpose=EMERGENCY, outcome=Outcome.REFUSED)
            record(session, actor, line)
            return False
        once.only_once(session, actor, asked.form_key)
        row = _open(session, actor, case, asked)
        _tell(session, actor, case, row)
        once.note(session, actor, asked.form_key, case.number)
        forgive(session, (_subject(actor),))
        line = Line(Event.EMERGENCY_OPENED, Object(CASE, case.id), (asked.cause,), EMERGENCY)
        record(session, actor, line)
        return True


def review(actor: Actor, access_id: UUID, *, justified: bool, note: str) -> None:
    """Say whether a noodtoegang was justified, once; raises Refused or Invalid."""
    with transaction() as session:
        opened = find_opened(session, actor, access_id, lock=True)
        if opened.reviewed:
            raise Invalid({"": EmergencyProblem.REVIEWED})
        if opened.row.user_id == actor.id:
            raise Invalid({"": EmergencyProblem.OWN})
        session.add(
            EmergencyReview(
                case_id=opened.row.case_id,
                access_id=opened.row.id,
                by=actor.id,
                at=clock.now(),
                justified=justified,
                note=note,
            )
        )
        about = Object(CASE, opened.row.case_id)
        record(session, actor, Line(Event.EMERGENCY_REVIEWED, about, purpose=EMERGENCY))


def _may_open(session: Session, actor: Actor, case: Case) -> bool:
    facts = facts_about(case, links_now(session, case, [actor.id]), actor)
    return (
        case.state in ACTIVE
        and allows(actor, Permission.CASE_EMERGENCY, facts)
        and not allows(actor, Permission.CASE_READ, facts)
    )


def _open(session: Session, actor: Actor, case: Case, asked: Asked) -> EmergencyAccess:
    now = clock.now()
    ends_at = now + LASTS
    link = CaseLink(
        case_id=case.id,
        user_id=actor.id,
        kind=LinkKind.EMERGENCY,
        from_on=clock.today(),
        until_on=clock.on_the_wall(ends_at).date() + A_DAY,
        until_at=ends_at,
    )
    session.add(link)
    session.flush()
    days = number_on(session, case.municipality, TERM, clock.today()) or TERM.proposal
    row = EmergencyAccess(
        case_id=case.id,
        user_id=actor.id,
        link_id=link.id,
        opened_at=now,
        ends_at=ends_at,
        cause=asked.cause,
        review_by=review_by(clock.today(), days),
        note=asked.note,
    )
    session.add(row)
    return row


def _tell(session: Session, actor: Actor, case: Case, row: EmergencyAccess) -> None:
    """Tell the procesregisseur at once, or a coördinator when there is none; the FG has a list."""
    watching = who_can(
        session, case, Permission.CASE_TRAIL, (Role.SAFETY_TEAM, Role.COORDINATOR), but=actor.id
    )
    directing = [one.id for one in watching if one.id == case.procesregisseur_id]
    told = directing or [one.id for one in watching if one.role is Role.COORDINATOR]
    notify(session, actor, case, told, NoticeKind.EMERGENCY_OPENED, row.id)


def _subject(actor: Actor) -> str:
    return f"emergency:{actor.id}"
