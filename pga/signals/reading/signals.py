"""The signalen that run, one of them, and what the form of a new one offers."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, allows, require
from pga.accounts.reading import names_of
from pga.core import clock
from pga.core.database import glance, transaction
from pga.partners.reading import Partner, organisation_names, organisations_here
from pga.privacy.context import AccessContext, looking_at
from pga.privacy.events import Event
from pga.privacy.trail import Line, record
from pga.settings.reading import number_on
from pga.settings.reading.lists import wording_on
from pga.settings.rules.bounds import TERMS
from pga.settings.rules.lists import Wording
from pga.signals.models import Signal
from pga.signals.reading.finding import about, facts_of, find_signal, life_of, visible_to
from pga.signals.reading.known import NOTHING, KnownAlready, known_in
from pga.signals.rules.codes import Forum, PlaceKind, SignalKind, SignalOutcome, SignalSource
from pga.signals.rules.life import SignalLife, last_day


@dataclass(frozen=True, slots=True)
class ListedSignal:
    """A signaal in a list: nothing of what it says."""

    id: UUID
    source: SignalSource
    kind: SignalKind
    calls: int
    life: SignalLife
    mine: bool
    outcome: SignalOutcome | None


@dataclass(frozen=True, slots=True)
class Signals:
    """The signalen that run, those that end first first."""

    lines: tuple[ListedSignal, ...]
    wording: Wording
    may_note: bool


@dataclass(frozen=True, slots=True)
class NewSignal:
    """What the form of a new signaal begins with."""

    partners: tuple[Partner, ...]
    wording: Wording
    last_on: date
    """Until when a signaal of today can be read."""


@dataclass(frozen=True, slots=True)
class ShownSignal:
    """One signaal, as its reader sees it."""

    id: UUID
    version: int
    worry: str
    who: str
    birth: str
    source: SignalSource
    organisation: str
    organisation_id: UUID | None
    kind: SignalKind
    place: PlaceKind | None
    calls: int
    called_on: date
    life: SignalLife
    forum: Forum | None
    table: tuple[str, ...]
    """With which organisations it was talked about."""
    extension: str
    outcome: SignalOutcome | None
    made_by: str
    wording: Wording
    may: frozenset[Permission]


@dataclass(frozen=True, slots=True)
class SignalInHand:
    """What a form about one signaal stands on: no word of the worry."""

    id: UUID
    version: int
    life: SignalLife
    calls: int
    forum: Forum | None
    extended_until: date
    """Until when it would live with its one extension."""
    known: KnownAlready = NOTHING
    """What may be about the same person, for who judges it."""
    partners: tuple[Partner, ...] = ()
    table: tuple[UUID, ...] = ()


def list_signals(actor: Actor) -> Signals:
    """Return the signalen that run and that this actor may read. Raises Refused."""
    require(actor, Permission.SIGNAL_LIST)
    with transaction() as session:
        lines = tuple(_listed(row, actor) for row in _running(session, actor))
        wording = wording_on(session, actor.municipality, clock.today())
        record(session, actor, Line(Event.LIST, purpose="signals"))
        return Signals(lines, wording, allows(actor, Permission.SIGNAL_NOTE))


def list_due_signals(actor: Actor) -> Signals | None:
    """Return the signalen that end soon without a decision; None for who does not decide."""
    if not allows(actor, Permission.SIGNAL_SETTLE):
        return None
    with glance() as session:
        today = clock.today()
        found = _running(session, actor, Permission.SIGNAL_SETTLE)
        lines = tuple(_listed(row, actor) for row in found if life_of(row).due(today))
        wording = wording_on(session, actor.municipality, today)
        return Signals(lines, wording, may_note=True)


def get_new_signal(actor: Actor) -> NewSignal:
    """Return what the form of a new signaal begins with. Raises Refused."""
    require(actor, Permission.SIGNAL_NOTE)
    with transaction() as session:
        today = clock.today()
        return NewSignal(
            tuple(organisations_here(session, actor.municipality)),
            wording_on(session, actor.municipality, today),
            last_day(today, days_in_force(session, actor.municipality)),
        )


def get_signal(actor: Actor, signal_id: UUID) -> ShownSignal:
    """Open one signaal; the look is in the trail. Raises Refused."""
    with transaction() as session:
        row = find_signal(session, actor, signal_id)
        facts = facts_of(row, actor)
        may = (Permission.SIGNAL_ADD, Permission.SIGNAL_SETTLE)
        with looking_at(session, actor, about(row.id), purpose="signal") as context:
            names = organisation_names(session, [*_table(context, row), *_partner(row)])
            return ShownSignal(
                id=row.id,
                version=row.version,
                worry=context.open(row, "worry"),
                who=context.open(row, "who") or "",
                birth=context.open(row, "birth") or "",
                source=row.source,
                organisation=names.get(row.organisation_id, "") if row.organisation_id else "",
                organisation_id=row.organisation_id,
                kind=row.kind,
                place=row.place,
                calls=row.calls,
                called_on=row.called_on,
                life=life_of(row),
                forum=row.forum,
                table=tuple(names[one] for one in _table(context, row) if one in names),
                extension=context.open(row, "extension") or "",
                outcome=row.outcome,
                made_by=names_of(session, [row.made_by]).get(row.made_by, ""),
                wording=wording_on(session, row.municipality, row.received_on),
                may=frozenset(one for one in may if allows(actor, one, facts)),
            )


def get_in_hand(actor: Actor, signal_id: UUID, permission: Permission) -> SignalInHand:
    """Return what a form about a signaal stands on; nothing of it is opened. Raises Refused."""
    with glance() as session:
        return _in_hand(session, find_signal(session, actor, signal_id, permission))


def get_judging(actor: Actor, signal_id: UUID, *, talk: bool = False) -> SignalInHand:
    """Return the same for who judges it: whom it may be about is compared with who is known.

    With ``talk`` it says with whom it was talked about, too. Raises Refused.
    """
    with transaction() as session:
        row = find_signal(session, actor, signal_id, Permission.SIGNAL_SETTLE)
        with looking_at(session, actor, about(row.id), purpose="signal") as context:
            who, birth = context.open(row, "who") or "", context.open(row, "birth") or ""
            table = tuple(_table(context, row)) if talk else ()
        return replace(
            _in_hand(session, row),
            known=known_in(session, actor, who, birth, but=row.id),
            partners=tuple(organisations_here(session, row.municipality)) if talk else (),
            table=table,
        )


def days_in_force(session: Session, municipality: str, name: str = "signal_days") -> int:
    """Return how many days a term of signalen has today; for a use case in a unit."""
    days = number_on(session, municipality, TERMS[name], clock.today())
    return TERMS[name].proposal if days is None else days


def _in_hand(session: Session, row: Signal) -> SignalInHand:
    return SignalInHand(
        id=row.id,
        version=row.version,
        life=life_of(row),
        calls=row.calls,
        forum=row.forum,
        extended_until=last_day(row.last_on, days_in_force(session, row.municipality)),
    )


def _running(
    session: Session, actor: Actor, permission: Permission = Permission.SIGNAL_READ
) -> sa.ScalarResult[Signal]:
    question = sa.select(Signal).where(visible_to(actor, permission))
    return session.scalars(question.order_by(Signal.last_on, Signal.received_on, Signal.id))


def _listed(row: Signal, actor: Actor) -> ListedSignal:
    return ListedSignal(
        *(row.id, row.source, row.kind, row.calls, life_of(row)),
        *(row.made_by == actor.id, row.outcome),
    )


def _table(context: AccessContext, row: Signal) -> list[UUID]:
    return [UUID(one) for one in context.open(row, "organisations") or ()]


def _partner(row: Signal) -> list[UUID]:
    return [row.organisation_id] if row.organisation_id else []
