"""The FG reads the trail: who did what, when, about which case, and for what; never a value.

Only the chain of the own municipality. The chain ``platform`` (accounts that are made, logins that
fail) belongs to no municipality, so none of its lines is one FG's to browse; whether it is whole is
checked with the rest.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission, Role
from pga.access.policy import Actor, require
from pga.accounts.reading import names_of, people_here
from pga.cases.reading.numbers import id_of_number, numbers_of
from pga.cases.room import CASES
from pga.core import clock
from pga.core.database import glance, transaction
from pga.dossiers.reading.looks import READS, day_of, fields_in
from pga.dossiers.rules.looks import LookedDay, per_person_per_day, whole_days
from pga.privacy.events import Event, LineOutcome, LogPurpose
from pga.privacy.trail import AuditEvent, Line, Object, record

PAGE: Final = 50
"""How many lines a page shows; an older page costs no more than the newest."""
ROLES: Final = {role.value: role for role in Role}
"""The system has none, nor has who was not known."""
SUMMED: Final = 200
"""How many looks a page sums at most, in whole days."""
LOOKS: Final = READS
"""What counts as looking; asked for alone it is summed, per person per day."""
SHOWN: Final[tuple[Any, ...]] = (
    AuditEvent.seq,
    AuditEvent.at,
    AuditEvent.event,
    AuditEvent.outcome,
    AuditEvent.actor_id,
    AuditEvent.actor_role,
    AuditEvent.object_kind,
    AuditEvent.object_id,
    AuditEvent.fields,
    AuditEvent.purpose,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What the FG wants to see of the trail, and why: log data serve four purposes (LAW-34)."""

    purpose: LogPurpose
    events: tuple[Event, ...] = ()
    user_id: UUID | None = None
    number: str = ""
    from_on: date | None = None
    until_on: date | None = None
    outcome: LineOutcome | None = None
    before: int | None = None
    """Only lines older than this place in the chain."""

    @property
    def summed(self) -> bool:
        """Tell whether only looks are asked for."""
        return self.events == LOOKS

    @property
    def most(self) -> int:
        """Return how many lines a page holds at most."""
        return SUMMED if self.summed else PAGE


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One line of the trail."""

    seq: int
    at: datetime
    day: date
    who_id: UUID | None
    who: str
    role: Role | None
    event: Event
    outcome: LineOutcome
    number: str
    """The case it was about; empty when it was about none, or about one the FG may not know of."""
    colleague: str
    """The colleague it was about."""
    fields: tuple[str, ...]
    purpose: str


@dataclass(frozen=True, slots=True)
class TrailPage:
    """A page of the trail, the newest first."""

    lines: tuple[TrailLine, ...]
    days: tuple[LookedDay[TrailLine], ...]
    """The same lines, summed; of looks only."""
    older: int | None
    """The place before which the next page begins; None on the last."""
    unknown: bool = False
    """There is no case of this number here."""


def get_users(actor: Actor) -> list[tuple[UUID, str]]:
    """Return who has or had a role at the own municipality, to choose from."""
    require(actor, Permission.TRAIL_READ)
    with glance() as session:
        return people_here(session, actor.municipality)


def get_trail(actor: Actor, wanted: Wanted) -> TrailPage:
    """Return a page of the own municipality's trail; the look, its filter and its purpose go in."""
    require(actor, Permission.TRAIL_READ)
    with transaction() as session:
        about = _about(session, actor, wanted)
        page = TrailPage((), (), None, unknown=True)
        if about.id is not None or not wanted.number:
            page = _page(session, actor, wanted, about)
        line = Line(Event.TRAIL_READ, about, _filters(wanted), wanted.purpose)
        record(session, actor, line)
        return page


def trail_question(municipality: str, wanted: Wanted, case_id: UUID | None) -> sa.Select[Any]:
    """Return the question for one page, and one line more: whether there is an older one.

    By the place in the chain, not by counting off: each page is found in an index.
    """
    question = sa.select(*SHOWN).where(AuditEvent.municipality == municipality)
    if case_id is not None:
        question = question.where(AuditEvent.object_id == case_id)
    if wanted.user_id is not None:
        question = question.where(AuditEvent.actor_id == wanted.user_id)
    if wanted.events:
        question = question.where(AuditEvent.event.in_(wanted.events))
    if wanted.outcome is not None:
        question = question.where(AuditEvent.outcome == wanted.outcome)
    if wanted.from_on is not None:
        question = question.where(AuditEvent.at >= clock.start_of(wanted.from_on))
    if wanted.until_on is not None:
        end = clock.start_of(wanted.until_on + timedelta(days=1))
        question = question.where(AuditEvent.at < end)
    if wanted.before is not None:
        question = question.where(AuditEvent.seq < wanted.before)
    return question.order_by(AuditEvent.seq.desc()).limit(wanted.most + 1)


def _about(session: Session, actor: Actor, wanted: Wanted) -> Object:
    """Return the case or the colleague that is looked for, so that *Inzagen* shows this look."""
    if wanted.number:
        case_id = id_of_number(session, actor, wanted.number)
        return CASES.about(case_id) if case_id else Object()
    return Object("user", wanted.user_id) if wanted.user_id else Object()


def _page(session: Session, actor: Actor, wanted: Wanted, about: Object) -> TrailPage:
    case_id = about.id if about.kind == CASES.kind else None
    rows = session.execute(trail_question(actor.municipality, wanted, case_id)).all()
    numbers = numbers_of(session, actor, [r.object_id for r in rows if r.object_kind == CASES.kind])
    names = names_of(session, [i for row in rows for i in (row.actor_id, row.object_id)])
    lines = tuple(
        TrailLine(
            row.seq,
            row.at,
            day_of(row.at),
            row.actor_id,
            names.get(row.actor_id, ""),
            ROLES.get(row.actor_role),
            row.event,
            row.outcome,
            numbers.get(row.object_id, ""),
            names.get(row.object_id, ""),
            fields_in(row.fields),
            row.purpose,
        )
        for row in rows
    )
    shown = lines[: wanted.most]
    if wanted.summed:
        shown = tuple(whole_days(lines, most=wanted.most))
    days = per_person_per_day(shown) if wanted.summed else ()
    return TrailPage(shown, days, shown[-1].seq if len(shown) < len(lines) else None)


def _filters(wanted: Wanted) -> tuple[str, ...]:
    """Return the codes of what was filtered on; the case and the colleague stand beside them."""
    found = {
        "filter:case": wanted.number,
        "filter:user": wanted.user_id,
        "filter:from": wanted.from_on,
        "filter:until": wanted.until_on,
        "filter:outcome": wanted.outcome,
        "filter:event": wanted.events,
    }
    return tuple(name for name, value in found.items() if value)
