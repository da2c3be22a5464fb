"""Who works on a case: link colleagues, name the procesregisseur and the casusregisseur."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from pga.access.permissions import Permission, Role
from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.link import CaseLink, LinkKind
from pga.cases.reading.able import colleagues_for
from pga.cases.reading.finding import find_case
from pga.cases.reading.people import DIRECTORS, WORKERS
from pga.cases.rules.notices import NoticeKind
from pga.cases.services.links import add_link, ensure_linked, overlapping
from pga.cases.services.notices import notify
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.privacy.events import Event
from pga.privacy.trail import Line, record


def link(
    actor: Actor, number: str, *, user_id: UUID, from_on: date, last_on: date | None, reason: str
) -> None:
    """Link a colleague to a case, from and until; raises Invalid with what is wrong."""
    until_on = last_on + timedelta(days=1) if last_on else None
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_ASSIGN)
        problems = _problems(session, found.case, user_id, from_on, until_on)
        if problems:
            raise Invalid(problems)
        add_link(session, found.case, user_id, from_on, until_on)
        notify(session, actor, found.case, [user_id], NoticeKind.LINKED)
        record(session, actor, Line(Event.LINKED, found.about), reason=reason)


def unlink(actor: Actor, number: str, link_id: UUID, *, reason: str) -> None:
    """End a link today: from now on the case is not there for that colleague."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_ASSIGN)
        link_row = session.get(CaseLink, link_id)
        if (
            link_row is None
            or link_row.case_id != found.case.id
            or link_row.kind is not LinkKind.WORKS
        ):
            raise Invalid({"link": "not_there"})
        if link_row.user_id in {found.case.procesregisseur_id, found.case.casusregisseur_id}:
            raise Invalid({"link": "still_director"})
        link_row.until_on = max(clock.today(), link_row.from_on)
        record(session, actor, Line(Event.UNLINKED, found.about), reason=reason)


def name_procesregisseur(
    actor: Actor, number: str, version: int, *, user_id: UUID, reason: str
) -> None:
    """Name who directs the process: somebody of team Veiligheid, who is linked with it."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_ASSIGN, version=version)
        _ready_to_direct(session, found.case, user_id, DIRECTORS)
        found.case.procesregisseur_id = user_id
        notify(session, actor, found.case, [user_id], NoticeKind.PROCESREGISSEUR)
        record(session, actor, Line(Event.ASSIGNED, found.about), reason=reason)


def name_casusregisseur(
    actor: Actor, number: str, version: int, *, user_id: UUID, reason: str
) -> None:
    """Name who directs the content: somebody who works on cases, who is linked with it."""
    with transaction() as session:
        found = find_case(session, actor, number, Permission.CASE_ASSIGN, version=version)
        _ready_to_direct(session, found.case, user_id, WORKERS)
        found.case.casusregisseur_id = user_id
        notify(session, actor, found.case, [user_id], NoticeKind.CASUSREGISSEUR)
        record(session, actor, Line(Event.ASSIGNED, found.about), reason=reason)


def _ready_to_direct(session: Session, case: Case, user_id: UUID, roles: tuple[Role, ...]) -> None:
    if user_id not in {one.id for one in colleagues_for(session, case, roles)}:
        raise Invalid({"user_id": "not_a_colleague"})
    ensure_linked(session, case, user_id)


def _problems(
    session: Session, case: Case, user_id: UUID, from_on: date, until_on: date | None
) -> dict[str, str]:
    problems: dict[str, str] = {}
    if user_id not in {c.id for c in colleagues_for(session, case, WORKERS)}:
        problems["user_id"] = "not_a_colleague"
    elif overlapping(session, case, user_id, from_on, until_on):
        problems["user_id"] = "already_linked"
    if from_on < clock.today():
        problems["from_on"] = "in_past"
    if until_on is not None and until_on <= from_on:
        problems["last_on"] = "before_start"
    return problems
