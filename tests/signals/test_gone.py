"""What is left of a signaal after its day, for who copied its key beforehand: nothing."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from pga.core import clock
from pga.core.database import db, glance, transaction
from pga.privacy import drafts, keys, safe
from pga.privacy.drafts import DraftPlace, FormDraft
from pga.privacy.events import Event
from pga.privacy.history import RowBirth, RowVersion
from pga.privacy.rows import verify_rows
from pga.privacy.tombstones import Tombstone
from pga.signals import services
from pga.signals.models import Signal, SignalCount
from pga.signals.rules.codes import Forum, SignalOutcome
from pga.signals.rules.life import TalkGiven
from tests.builders import a_signal, a_user, an_organisation
from tests.support.rows import lines, rows_of
from tests.support.some import some
from tests.support.system import SYSTEM

WORRY = "Zichtbaarzorgz"


def lived(actor):
    """Let a signaal live through all that can be written about it; return it with its cells."""
    partner = an_organisation(name="School De Kwartel")
    signal_id = a_signal(actor, worry=WORRY, who="Kwartelstaart", birth="1984")
    talk = TalkGiven(Forum.NETWORK, clock.today(), (partner,))
    services.discuss(actor, signal_id, 1, talk)
    services.discuss(actor, signal_id, 2, TalkGiven(Forum.CARE, clock.today()))
    services.extend(actor, signal_id, 3, "Zichtbaarlangerz")
    place = DraftPlace(actor.id, "LAR", "signals.settle", "", str(signal_id))
    drafts.save(place, [["outcome", "Zichtbaarconceptz"]])
    return signal_id


def cells_of(signal_id):
    """Return each sealed cell of it, former ones and those of drafts about it included."""
    with glance() as session:
        row = session.execute(sa.select(Signal.__table__).filter_by(id=signal_id)).mappings().one()
        own = [value for value in row.values() if isinstance(value, bytes)]
        former = session.execute(
            sa.select(RowVersion.__table__.c.former).where(RowVersion.dossier_id == signal_id)
        )
        typed = session.execute(
            sa.select(FormDraft.__table__.c.fields).where(FormDraft.part == str(signal_id))
        )
        return [*own, *former.scalars(), *typed.scalars()]


def files_of(settings):
    return b"".join(path.read_bytes() for path in settings.heads.parent.glob("*.db*"))


def checkpoint():
    with db.engine.connect() as connection:
        connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def dumped():
    """Return what a dump of the data would hold."""
    connection = db.engine.raw_connection()
    try:
        return "\n".join(connection.driver_connection.iterdump()).encode()
    finally:
        connection.close()


def end_by_sweep(_actor, _signal_id):
    with clock.stopped_at(clock.now() + timedelta(days=200)):
        assert services.sweep_signals(SYSTEM) == 1


def end_by_outcome(actor, signal_id):
    assert not services.settle(actor, signal_id, 4, SignalOutcome.NOTHING)


def end_by_joining(actor, signal_id):
    services.join_signals(actor, signal_id, a_signal(actor))


ENDS = [end_by_sweep, end_by_outcome, end_by_joining]


@pytest.mark.both
@pytest.mark.parametrize("end", ENDS)
def test_each_row_of_it_goes_with_its_key_and_its_drafts(cellar, end):
    actor = a_user().actor
    signal_id = lived(actor)
    keys_of_drafts = {row.key_id for row in rows_of(FormDraft)}
    assert len(rows_of(RowVersion, dossier_id=signal_id)) == 3
    assert rows_of(RowBirth, dossier_id=signal_id)

    end(actor, signal_id)

    for model, which in (
        (Signal, {"id": signal_id}),
        (RowVersion, {"dossier_id": signal_id}),
        (RowBirth, {"dossier_id": signal_id}),
        (FormDraft, {"part": str(signal_id)}),
    ):
        assert rows_of(model, **which) == [], model
    buried = {row.dossier_id for row in rows_of(Tombstone)}
    assert buried == {signal_id, *keys_of_drafts}
    with transaction() as session:
        assert keys.store_of(session).fetch(buried) == {}
    with glance() as session:
        assert verify_rows(session).whole


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize("end", ENDS)
def test_with_its_key_copied_no_cell_of_it_can_be_opened_any_more(cellar, settings, end):
    actor = a_user().actor
    signal_id = lived(actor)
    with transaction() as session:
        copied = keys.store_of(session).fetch([signal_id])[signal_id]
        row = session.get_one(Signal, signal_id)
        cell = row.worry_sealed
    cells = cells_of(signal_id)
    checkpoint()
    assert safe.open_(copied, "signal", "worry", signal_id, cell).decode() == WORRY
    assert len(cells) == 9
    assert cell in some(cells)
    kept, told = files_of(settings), dumped()
    assert all(one in kept for one in some(cells))
    assert all(one.hex().upper().encode() in told.upper() for one in some(cells))

    end(actor, signal_id)

    checkpoint()
    left, told = files_of(settings), dumped().upper()
    assert [one for one in some(cells) if one in left or one.hex().upper().encode() in told] == []
    for name in some(("signal_count", "audit_event")):
        assert name.encode() in left


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_what_nobody_decided_is_counted_in_the_month_in_which_it_ended(cellar):
    actor = a_user().actor
    ended, running = a_signal(actor, calls=3), None
    with clock.stopped_at(clock.now() + timedelta(days=43)):
        running = a_signal(actor)
        last_on = clock.today() - timedelta(days=1)

        assert services.sweep_signals(SYSTEM) == 1
        assert services.sweep_signals(SYSTEM) == 0

    (counted,) = rows_of(SignalCount)
    assert (counted.outcome, counted.calls) == (SignalOutcome.EXPIRED, 3)
    assert counted.counted_on == last_on.replace(day=1)
    assert [row.id for row in rows_of(Signal)] == [running]
    (line,) = lines(Event.SIGNAL_ENDED)
    assert (line.object_id, line.municipality, line.actor_id) == (ended, "LAR", None)
    assert line.actor_role == "system"
