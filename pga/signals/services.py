"""A signaal: written down, called about again, talked about, extended, ended, and swept.

Each act is one unit with its line in the trail. What ends, goes: the row with all its cells, the
former values, the drafts about it, and then its key. What stays is a count.
"""

from datetime import date
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from pga.access.permissions import Permission
from pga.access.policy import Actor, System, require
from pga.core import clock
from pga.core.database import glance, transaction
from pga.core.errors import Invalid
from pga.partners.reading import organisations_here
from pga.privacy import drafts, keys
from pga.privacy.events import Event
from pga.privacy.history import RowBirth, RowVersion
from pga.privacy.keys import Scope
from pga.privacy.once import came_to
from pga.privacy.tombstones import bury
from pga.privacy.trail import Line, record
from pga.settings.reading.lists import wording_on
from pga.signals.models import Signal, SignalCount
from pga.signals.reading.finding import about, find_signal, life_of
from pga.signals.reading.signals import days_in_force
from pga.signals.rules.codes import SignalOutcome
from pga.signals.rules.life import (
    Faults,
    SignalFault,
    SignalGiven,
    TalkGiven,
    counted_on,
    faults_of_call,
    faults_of_extension,
    faults_of_note,
    faults_of_outcome,
    faults_of_talk,
    last_day,
    last_day_after,
    read_birth,
)


def note_signal(actor: Actor, given: SignalGiven) -> UUID:
    """Write a worry down; return its id. Raises Refused, or Invalid with what is wrong."""
    require(actor, Permission.SIGNAL_NOTE)
    with transaction() as session:
        today, town = clock.today(), actor.municipality
        days = days_in_force(session, town)
        _refuse(faults_of_note(given, today=today, days=days) | _of_lists(session, town, given))
        signal = Signal(
            municipality=town,
            made_by=actor.id,
            made_at=clock.now(),
            received_on=given.received_on,
            source=given.source,
            organisation_id=given.organisation_id,
            kind=given.kind,
            place=given.place,
            calls=given.calls,
            called_on=given.received_on,
            last_on=last_day(given.received_on, days),
        )
        keys.new_key(session, town, Scope.SIGNAL, signal.id)
        signal.worry, signal.who = given.worry, given.who or None
        signal.birth = str(read_birth(given.birth)) if given.birth else None
        session.add(signal)
        came_to(session, str(signal.id))
        record(session, actor, Line(Event.SIGNAL_NOTED, about(signal.id)))
        return signal.id


def add_call(actor: Actor, signal_id: UUID, on: date) -> None:
    """Count one more call about the same worry. Raises Refused, or Invalid."""
    with transaction() as session:
        signal = find_signal(session, actor, signal_id, Permission.SIGNAL_ADD, lock=True)
        life = life_of(signal)
        _refuse(faults_of_call(life, on, calls=signal.calls, today=clock.today()))
        signal.calls += 1
        signal.called_on = max(signal.called_on, on)
        record(session, actor, Line(Event.SIGNAL_CALLED, about(signal.id)))


def join_signals(actor: Actor, signal_id: UUID, into_id: UUID) -> None:
    """Count the calls of a signaal with another one that is about the same worry; it goes.

    Raises Refused, or Invalid when one of them has its outcome.
    """
    if signal_id == into_id:
        raise Invalid({"": SignalFault.SAME})
    with transaction() as session:
        find = Permission.SIGNAL_SETTLE
        first, second = sorted((signal_id, into_id))
        found = {one: find_signal(session, actor, one, find, lock=True) for one in (first, second)}
        signal, into = found[signal_id], found[into_id]
        for one in (signal, into):
            _refuse({"": SignalFault.SETTLED} if one.outcome else {})
        into.calls += signal.calls
        into.called_on = max(into.called_on, signal.called_on)
        record(session, actor, Line(Event.SIGNAL_CALLED, about(into.id)))
        _destroy(session, actor, signal, Event.SIGNAL_JOINED)


def discuss(actor: Actor, signal_id: UUID, version: int, talk: TalkGiven) -> None:
    """Say where a signaal was talked about, with whom. Raises Refused, StaleDossier, or Invalid."""
    with transaction() as session:
        signal = find_signal(
            session, actor, signal_id, Permission.SIGNAL_SETTLE, version=version, lock=True
        )
        here = {one.id for one in organisations_here(session, signal.municipality)}
        unknown = not set(talk.organisations) <= here
        found: Faults = {"organisations": SignalFault.NO_PARTNER} if unknown else {}
        _refuse(found | faults_of_talk(life_of(signal), talk.on, today=clock.today()))
        signal.forum, signal.discussed_on = talk.forum, talk.on
        signal.organisations = [str(one) for one in talk.organisations]
        record(session, actor, Line(Event.SIGNAL_DISCUSSED, about(signal.id)))


def extend(actor: Actor, signal_id: UUID, version: int, reason: str) -> None:
    """Let a signaal live once more as long. Raises Refused, StaleDossier, or Invalid."""
    with transaction() as session:
        signal = find_signal(
            session, actor, signal_id, Permission.SIGNAL_SETTLE, version=version, lock=True
        )
        _refuse(faults_of_extension(life_of(signal)))
        signal.extension, signal.extended_on = reason, clock.today()
        signal.last_on = last_day(signal.last_on, days_in_force(session, signal.municipality))
        record(session, actor, Line(Event.SIGNAL_EXTENDED, about(signal.id)))


def settle(actor: Actor, signal_id: UUID, version: int, outcome: SignalOutcome) -> bool:
    """Give a signaal its outcome; tell whether it can still be read.

    Raises Refused, StaleDossier, or Invalid when it was not talked about.
    """
    with transaction() as session:
        signal = find_signal(
            session, actor, signal_id, Permission.SIGNAL_SETTLE, version=version, lock=True
        )
        life, today = life_of(signal), clock.today()
        _refuse(faults_of_outcome(life))
        days = days_in_force(session, signal.municipality, "signal_referral_days")
        until = last_day_after(outcome, life, today=today, days=days)
        _count(session, signal, outcome, today)
        if until is None:
            _destroy(session, actor, signal, Event.SIGNAL_SETTLED)
            return False
        signal.outcome, signal.last_on = outcome, until
        record(session, actor, Line(Event.SIGNAL_SETTLED, about(signal.id)))
        return True


def sweep_signals(keeper: System) -> int:
    """Destroy what is past its last day, and count what nobody decided; return how many went.

    Raises Refused for who is not the system.
    """
    require(keeper, Permission.INSTALLATION_KEEP)
    with glance() as session:
        late = session.scalars(sa.select(Signal.id).where(_past())).all()
    return sum(_end_by_itself(keeper, signal_id) for signal_id in sorted(late))


def _end_by_itself(keeper: System, signal_id: UUID) -> bool:
    with transaction() as session:
        question = sa.select(Signal).where(Signal.id == signal_id, _past()).with_for_update()
        signal = session.scalars(question).one_or_none()
        if signal is None:
            return False
        if signal.outcome is None:
            _count(session, signal, SignalOutcome.EXPIRED, signal.last_on)
        _destroy(session, keeper, signal, Event.SIGNAL_ENDED)
        return True


def _past() -> sa.ColumnElement[bool]:
    return Signal.last_on < clock.today()


def _of_lists(session: Session, municipality: str, given: SignalGiven) -> Faults:
    found: Faults = {}
    if not wording_on(session, municipality, clock.today()).offers("signal_kinds", given.kind):
        found["kind"] = SignalFault.KIND_OFF
    here = (one.id for one in organisations_here(session, municipality))
    if given.organisation_id is not None and given.organisation_id not in here:
        found["organisation"] = SignalFault.NO_PARTNER
    return found


def _refuse(found: Faults) -> None:
    if found:
        raise Invalid(dict(found))


def _count(session: Session, signal: Signal, outcome: SignalOutcome, day: date) -> None:
    session.add(
        SignalCount(
            municipality=signal.municipality,
            counted_on=counted_on(outcome, day),
            source=signal.source,
            kind=signal.kind,
            outcome=outcome,
            calls=signal.calls,
        )
    )


def _destroy(session: Session, by: Actor | System, signal: Signal, event: Event) -> None:
    """Let a signaal go within the unit that ends it; the last that this unit does with it."""
    session.delete(signal)
    record(session, by, Line(event, about(signal.id)), chain=signal.municipality)
    for model in (RowVersion, RowBirth):
        for row in session.scalars(sa.select(model).filter_by(dossier_id=signal.id)):
            session.delete(row)
    drafts.drop_part(session, signal.municipality, str(signal.id))
    bury(session, signal.id)
