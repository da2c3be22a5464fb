# ruff: noqa: S311 - dice of a test, seeded
from random import Random

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from pga.core.database import db, transaction
from pga.privacy import heads
from pga.privacy.events import Event
from pga.privacy.keys import store_of
from pga.privacy.trail import EVENTS, HEADS, Line, record
from pga.privacy.verify import ChainFault, Ends, check, verify
from tests.builders import an_actor
from tests.support.tampering import CHAIN, ELSEWHERE, WAYS, Loot, a_chain, head_of

pytestmark = pytest.mark.bare

KEYS = {CHAIN: b"\1" * 32, ELSEWHERE: b"\2" * 32}
LENGTH = 200
FEW, MANY = (total // len(WAYS) for total in (2_000, 10_000))
DICE = Random(1894)
WHOLE = a_chain(CHAIN, LENGTH, KEYS[CHAIN], DICE)
OTHER = a_chain(ELSEWHERE, LENGTH, KEYS[ELSEWHERE], DICE)
ANCHOR = head_of(WHOLE)
SEEDS = [
    (1, FEW),
    *(pytest.param(seed, MANY, marks=pytest.mark.torture) for seed in range(2, 30)),
]
ONLY_OUTSIDE = {
    "the tail is cut, or an older store is put back",
    "the tail is cut and another grew, with the stolen key",
    "a line and all after it are rewritten with the stolen key",
}


def checked(lines):
    ends = Ends(head_of(lines), ANCHOR)
    _, finding = check(CHAIN, lines, ends, lambda _epoch: KEYS[CHAIN])
    return finding


def test_a_chain_that_nobody_touched_is_whole():
    assert checked(WHOLE) is None


def test_there_are_at_least_twelve_kinds_and_as_many_tries_as_is_said():
    assert len(WAYS) >= 12
    assert (FEW * len(WAYS), MANY * len(WAYS)) == (2_000, 10_000)


@pytest.mark.parametrize(("seed", "tries"), SEEDS)
@pytest.mark.parametrize("way", WAYS)
def test_no_change_of_a_chain_is_missed(way, seed, tries):
    dice = Random(f"{way} {seed}")
    faults = set()

    for _ in range(tries):
        lines = WAYS[way](Loot(WHOLE, OTHER, KEYS, dice))
        assert lines != list(WHOLE)
        finding = checked(lines)
        assert finding is not None, lines
        faults.add(finding.fault)

    assert (faults == {ChainFault.ANCHOR}) == (way in ONLY_OUTSIDE)


def fill():
    """Write two chains of some lines through the app; return them and the noted heads."""
    for town in (CHAIN, ELSEWHERE):
        for nth in range(12):
            with transaction() as session:
                about = Line(Event.LIST, purpose=f"{town} {nth}")
                record(session, an_actor(municipality=town), about)


def lines_of(chain):
    question = sa.select(EVENTS).where(EVENTS.c.municipality == chain).order_by(EVENTS.c.seq)
    with transaction() as session:
        return tuple(dict(row) for row in session.execute(question).mappings())


def keys_of_this_store():
    with transaction() as session:
        return {town: store_of(session).secret("audit-0", town) for town in (CHAIN, ELSEWHERE)}


def put(lines):
    """Put lines in the place of a chain, as the owner of the store can: with the triggers off."""
    url = db.engine.url.set(username="postgres") if db.engine.url.username else db.engine.url
    head = head_of(lines)
    with sa.create_engine(url, poolclass=sa.NullPool).begin() as connection:
        if connection.dialect.name == "sqlite":
            for act in ("update", "delete", "insert"):
                connection.exec_driver_sql(f"DROP TRIGGER audit_event_{act}")
        else:
            connection.exec_driver_sql("ALTER TABLE audit_event DISABLE TRIGGER ALL")
        connection.execute(sa.delete(EVENTS).where(EVENTS.c.municipality == CHAIN))
        for line in lines:
            connection.execute(sa.insert(EVENTS), line)
        connection.execute(
            sa.update(HEADS)
            .where(HEADS.c.municipality == CHAIN)
            .values(seq=head.seq, hash=head.hash)
        )


@pytest.mark.parametrize("way", WAYS)
def test_a_change_in_the_store_is_refused_or_found(cellar, settings, way):
    fill()
    loot = Loot(lines_of(CHAIN), lines_of(ELSEWHERE), keys_of_this_store(), Random(way))
    noted = heads.read(settings.heads)
    try:
        put(WAYS[way](loot))
    except DatabaseError:
        assert lines_of(CHAIN) == loot.lines
        return

    with transaction() as session:
        found = verify(session, noted)

    assert [one.chain for one in found.findings][:1] == [CHAIN]


def test_an_older_file_of_the_store_shows_by_the_heads(cellar, settings):
    fill()
    older = lines_of(CHAIN)
    fill()
    put(list(older))

    with transaction() as session:
        found = verify(session, heads.read(settings.heads))

    assert [(one.chain, one.seq, one.fault) for one in found.findings] == [
        (CHAIN, 12, ChainFault.ANCHOR)
    ]


@pytest.mark.parametrize("code", ["event", "outcome"])
def test_a_code_that_no_list_knows_is_a_changed_line(cellar, settings, code):
    fill()
    url = db.engine.url.set(username="postgres") if db.engine.url.username else db.engine.url
    with sa.create_engine(url, poolclass=sa.NullPool).begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA ignore_check_constraints = 1")
            connection.exec_driver_sql("DROP TRIGGER audit_event_update")
        else:
            connection.exec_driver_sql("ALTER TABLE audit_event DISABLE TRIGGER ALL")
            connection.exec_driver_sql("ALTER TABLE audit_event DROP CONSTRAINT outcome")
        connection.exec_driver_sql(f"UPDATE audit_event SET {code} = 'zoek' WHERE seq = 3")  # noqa: S608 - a column of ours

    with transaction() as session:
        found = verify(session, heads.read(settings.heads))

    assert {(one.chain, one.seq, one.fault) for one in found.findings} == {
        (CHAIN, 3, ChainFault.HASH),
        (ELSEWHERE, 3, ChainFault.HASH),
    }


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_what_no_column_can_hold_is_a_changed_line(cellar, settings):
    fill()
    with sa.create_engine(db.engine.url, poolclass=sa.NullPool).begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_event_update")
        connection.exec_driver_sql("UPDATE audit_event SET at = 'gisteren' WHERE seq = 3")

    with transaction() as session:
        found = verify(session, heads.read(settings.heads))

    assert {one.fault for one in found.findings} == {ChainFault.HASH}
    assert {one.chain for one in found.findings} == {CHAIN, ELSEWHERE}
