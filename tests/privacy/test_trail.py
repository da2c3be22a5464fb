# ruff: noqa: PT012 - a unit that fails is more than one statement
import hashlib
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import UTC, date, datetime
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from pga.cases.models.case import Case, Person
from pga.core import clock
from pga.core.database import UnseenWrite, db, transaction
from pga.privacy import heads, keys, trail
from pga.privacy.events import Event, LineOutcome
from pga.privacy.trail import (
    EVENTS,
    HEADS,
    PLATFORM,
    START,
    AuditEvent,
    AuditHead,
    Line,
    Object,
    Origin,
    canonical,
    coming_from,
    record,
    record_reads,
)
from pga.privacy.verify import ChainFault, verify
from tests.builders import UNTOLD, a_case, a_referral, a_user, an_actor
from tests.support.stores import BOTH

pytestmark = pytest.mark.bare


def write(actor=None, line=None, **more):
    with transaction() as session:
        record(session, actor, line or Line(Event.LIST, purpose="cases:mine"), **more)


def lines_of(chain="LAR"):
    question = sa.select(AuditEvent).filter_by(municipality=chain).order_by(AuditEvent.seq)
    with transaction() as session:
        rows = session.scalars(question).all()
        return [SimpleNamespace(**{c.key: getattr(row, c.key) for c in EVENTS.c}) for row in rows]


def report(**anchors):
    with transaction() as session:
        return verify(session, anchors)


def test_a_line_says_who_what_when_and_whence(cellar):
    actor, about = an_actor(session=uuid4()), Object("case", uuid4())
    now = datetime(2026, 11, 24, 10, 30, 0, 123456, tzinfo=UTC)

    with clock.stopped_at(now), coming_from(Origin("abc123", "remote")):
        write(actor, Line(Event.READ, about, ("person.surname", "case.number"), "case_work"))

    (line,) = lines_of()
    assert (line.seq, line.event, line.outcome) == (1, Event.READ, LineOutcome.OK)
    assert (line.actor_id, line.actor_role, line.at) == (actor.id, "safety_team", now)
    assert (line.object_kind, line.object_id, line.purpose) == ("case", about.id, "case_work")
    assert line.fields == "case.number,person.surname"
    assert (line.origin, line.request_id) == ("remote", "abc123")
    assert len(line.session_ref) == 32
    assert str(actor.session) not in line.session_ref


def test_where_a_line_comes_from_is_forgotten_after(cellar):
    with coming_from(Origin("outer")):
        with coming_from(Origin("inner")):
            write(an_actor())
        write(an_actor())

    assert [line.request_id for line in lines_of()] == ["inner", "outer"]


def test_each_line_holds_the_hash_of_the_line_before(cellar):
    for _ in range(3):
        write(an_actor())

    lines = lines_of()
    assert [line.seq for line in lines] == [1, 2, 3]
    assert [line.prev for line in lines] == [START, lines[0].hash, lines[1].hash]
    assert [hashlib.sha256(b"\0" + canonical(vars(line))).digest() for line in lines] == [
        line.hash for line in lines
    ]


def test_each_municipality_has_its_own_chain_and_the_rest_is_of_the_platform(cellar):
    write(an_actor(municipality="LAR"))
    write(an_actor(municipality="BLA"))
    write(None)
    write(None, chain="EEM")

    found = {chain: len(lines_of(chain)) for chain in ("LAR", "BLA", "EEM", PLATFORM)}
    assert found == {"LAR": 1, "BLA": 1, "EEM": 1, PLATFORM: 1}


def test_the_lines_of_a_list_are_written_together(cellar):
    actor = an_actor()
    shown = [Line(Event.READ, Object("case", uuid4()), ("person.surname",)) for _ in range(3)]

    with transaction() as session:
        record_reads(session, actor, shown)
        record_reads(session, actor, [])

    assert [line.object_id for line in lines_of()] == [line.about.id for line in shown]
    assert report().whole


def test_the_canonical_form_is_not_moved_by_where_one_field_ends():
    row = dict.fromkeys(trail.CHAINED)

    one = canonical({**row, "object_kind": "case", "purpose": ""})
    other = canonical({**row, "object_kind": "", "purpose": "case"})

    assert one != other


@pytest.mark.parametrize(
    ("value", "other"),
    [(None, ""), (1, "1"), (b"x", "x"), (UUID(int=1), UUID(int=1).bytes), (0, None)],
)
def test_values_of_other_kinds_never_look_alike(value, other):
    assert trail._part(value) != trail._part(other)


def test_the_newest_head_is_noted_in_a_file(cellar, settings):
    for _ in range(3):
        write(an_actor())

    last = lines_of()[-1]
    assert heads.read(settings.heads) == {"LAR": heads.ChainHead(3, last.hash)}


def test_a_unit_that_fails_notes_no_head(cellar, settings):
    with pytest.raises(ZeroDivisionError), transaction() as session:
        record(session, an_actor(), Line(Event.LIST))
        raise ZeroDivisionError

    assert heads.read(settings.heads) == {}
    assert lines_of() == []


def grown(before, after):
    return heads.Growth(a_head(before), a_head(after))


def a_head(seq):
    return heads.ChainHead(seq, bytes([seq]) * 32)


def test_an_older_head_never_replaces_a_newer(tmp_path):
    path = tmp_path / "root.heads"
    heads.write(path, {"LAR": grown(6, 7), "BLA": grown(0, 1)})

    heads.write(path, {"LAR": grown(5, 6), "EEM": grown(0, 2)})

    assert heads.read(path) == {"LAR": a_head(7), "BLA": a_head(1), "EEM": a_head(2)}


def test_a_writer_that_comes_late_does_no_harm(tmp_path):
    path = tmp_path / "root.heads"
    heads.write(path, {"LAR": grown(3, 4)})

    heads.write(path, {"LAR": grown(5, 6)})

    assert heads.read(path) == {"LAR": a_head(6)}


def test_a_cut_tail_still_shows_when_the_chain_has_grown_past_it(cellar, settings):
    for _ in range(5):
        with transaction() as session:
            record(session, an_actor(), Line(Event.LIST))
    tail_cut_with_its_head(lines_of())
    for _ in range(4):
        with transaction() as session:
            record(session, an_actor(), Line(Event.LIST))

    found = report(**heads.read(settings.heads))

    assert [(one.chain, one.fault) for one in found.findings] == [("LAR", ChainFault.ANCHOR)]


def test_the_heads_are_for_their_owner_only(cellar, settings):
    with transaction() as session:
        record(session, an_actor(), Line(Event.LIST))

    assert settings.heads.stat().st_mode & 0o077 == 0


# --- what is refused


def test_a_change_without_a_line_is_refused_and_leaves_nothing(cellar):
    a_case(given=a_referral(**UNTOLD))

    with pytest.raises(UnseenWrite, match=r"^person$"), transaction() as session:
        session.scalars(sa.select(Person)).one().surname = "Van Zonnedauw"

    with transaction() as session:
        assert session.scalars(sa.select(Person.version)).one() == 1


def test_a_change_after_the_line_is_refused(cellar):
    a_case(given=a_referral(**UNTOLD))

    with pytest.raises(UnseenWrite, match=r"^pga_case$"), transaction() as session:
        record(session, an_actor(), Line(Event.LIST))
        session.scalars(sa.select(Case)).one().urgent = True


@pytest.mark.parametrize("how", ["add", "change", "delete"])
def test_each_kind_of_change_wants_a_line(cellar, how):
    a_case(given=a_referral(**UNTOLD))

    with pytest.raises(UnseenWrite, match=r"^person$"), transaction() as session:
        person = session.scalars(sa.select(Person)).one()
        if how == "add":
            session.add(
                Person(
                    case_id=person.case_id,
                    place=1,
                    role=person.role,
                    surname="Van Zonnedauw",
                    call_name="Joost",
                    birth="1990",
                    residence={},
                )
            )
        elif how == "change":
            person.place = 3
        else:
            session.delete(person)

    with transaction() as session:
        assert session.scalars(sa.select(Person.place)).all() == [0]


BEHIND_THE_BACK = {
    "orm update": lambda s: s.execute(sa.update(Case).values(urgent=True)),
    "orm insert": lambda s: s.execute(sa.insert(HEADS).values(municipality="X", seq=0, hash=START)),
    "orm delete": lambda s: s.execute(sa.delete(Person)),
    "query update": lambda s: s.query(Case).update({"urgent": True}),
    "query delete": lambda s: s.query(Person).delete(),
    "bulk update": lambda s: s.bulk_update_mappings(
        Case, [{"id": uuid4(), "urgent": True, "version": 1}]
    ),
    "bulk insert": lambda s: s.bulk_insert_mappings(AuditHead, [{"municipality": "X", "seq": 0}]),
    "text": lambda s: s.execute(sa.text("UPDATE pga_case SET urgent = true")),
    "text with a remark": lambda s: s.execute(
        sa.text("/* so */ UPDATE pga_case SET urgent = true")
    ),
    "text with a line": lambda s: s.execute(sa.text("-- so\n UPDATE pga_case SET urgent = true")),
    "with": lambda s: s.execute(
        sa.text("WITH one AS (SELECT 1) DELETE FROM person WHERE 1 IN (SELECT * FROM one)")
    ),
    "core": lambda s: s.connection().execute(sa.update(Case.__table__).values(urgent=True)),
    "driver": lambda s: s.connection().exec_driver_sql("DELETE FROM person"),
    "drop": lambda s: s.connection().exec_driver_sql("DROP TABLE third_party_mark"),
    "truncate": lambda s: s.connection().exec_driver_sql("TRUNCATE third_party_mark"),
}


@pytest.mark.parametrize("how", BEHIND_THE_BACK)
def test_a_write_behind_the_back_of_the_trail_is_refused(cellar, how):
    a_case(given=a_referral(**UNTOLD))

    with pytest.raises(UnseenWrite), transaction() as session:
        BEHIND_THE_BACK[how](session)

    with transaction() as session:
        assert session.scalars(sa.select(Case.urgent)).all() == [False]
        assert session.scalar(sa.select(sa.func.count()).select_from(Person)) == 1


APPEND_ONLY = {
    "update": "UPDATE {table} SET {column} = {column}",
    "delete": "DELETE FROM {table}",
    "replace": "INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",
    "truncate": "TRUNCATE {table}",
    "upsert": (
        "INSERT INTO {table} SELECT * FROM {table} LIMIT 1"
        " ON CONFLICT ({key}) DO UPDATE SET {column} = excluded.{column}"
    ),
}
ONLY_ON = {"replace": ["sqlite"], "truncate": ["postgresql"]}
TRIED = [
    pytest.param(store, how, id=f"{store}: {how}")
    for how in APPEND_ONLY
    for store in ONLY_ON.get(how, BOTH)
]
KEYS = {"audit_event": ("municipality, seq", "fields"), "state_change": ("id", "checks")}


@pytest.mark.parametrize(("store", "how"), TRIED, indirect=["store"])
@pytest.mark.parametrize("table", KEYS)
def test_an_append_only_table_refuses_all_but_a_next_row(cellar, how, table):
    a_case(given=a_referral(**UNTOLD))
    key, column = KEYS[table]
    statement = APPEND_ONLY[how].format(table=table, key=key, column=column)
    count = sa.text(f"SELECT count(*) FROM {table}")  # noqa: S608 - names of our own
    with transaction() as session:
        before = session.scalar(count)

    says = rf"{table}(:| is) (append-only|not the next line)|permission denied for table {table}"
    with pytest.raises(DatabaseError, match=says), db.engine.begin() as connection:
        connection.exec_driver_sql(statement)

    with transaction() as session:
        assert session.scalar(count) == before


def test_a_fork_is_refused_by_the_store(cellar):
    for _ in range(2):
        write(an_actor())
    line = vars(lines_of()[-1])
    fork = {**line, "seq": 3, "event_id": uuid4(), "hash": b"\1" * 32}

    says = "not the next line|uq_audit_event_municipality_prev"
    with pytest.raises(DatabaseError, match=says), db.engine.begin() as connection:
        connection.execute(EVENTS.insert(), fork)

    assert len(lines_of()) == 2


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "change", [{"seq": 4}, {"seq": 2}, {"prev": b"\1" * 32}, {"event_id": ...}]
)
def test_sqlite_takes_only_the_next_line(cellar, change):
    for _ in range(2):
        write(an_actor())
    last = vars(lines_of()[-1])
    known = {key: last["event_id"] if value is ... else value for key, value in change.items()}
    line = {**last, "seq": 3, "prev": last["hash"], "hash": b"\2" * 32, "event_id": uuid4()}

    with pytest.raises(DatabaseError, match="not the next line"), db.engine.begin() as connection:
        connection.execute(EVENTS.insert(), {**line, **known})

    assert len(lines_of()) == 2


# --- what is found afterwards


def tampered(statement, *parameters):
    """Change the store as its owner can: with the triggers off."""
    sqlite = db.engine.dialect.name == "sqlite"
    with owner_of(db.engine).begin() as connection:
        if sqlite:
            for act in ("update", "delete", "insert"):
                connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS audit_event_{act}")
        else:
            connection.exec_driver_sql("ALTER TABLE audit_event DISABLE TRIGGER ALL")
        connection.execute(statement, *parameters)


def owner_of(engine):
    url = engine.url.set(username="postgres") if engine.url.username else engine.url
    return sa.create_engine(url, poolclass=sa.NullPool)


def last_three(cellar):
    for _ in range(5):
        write(an_actor())
    return lines_of()


def mended(line, *, mac=True):
    """Hash a line anew, as somebody would who has the app but perhaps not the root key."""
    line = dict(line)
    line["hash"] = hashlib.sha256(b"\0" + canonical(line)).digest()
    if mac:
        secret = keys._stores[db.engine].secret("audit-0", line["municipality"])
        line["mac"] = trail.safe.mark(secret, line["hash"])
    return line


def at(seq):
    return (EVENTS.c.municipality == "LAR") & (EVENTS.c.seq == seq)


def edited(lines):
    tampered(sa.update(EVENTS).where(at(3)).values(purpose="other"))


def edited_and_hashed(lines):
    line = mended({**vars(lines[4]), "purpose": "other"}, mac=False)
    tampered(sa.update(EVENTS).where(at(5)).values(purpose="other", hash=line["hash"]))


def deleted(lines):
    tampered(sa.delete(EVENTS).where(at(3)))


def renumbered(lines):
    tampered(sa.delete(EVENTS).where(at(3)))
    for seq in (4, 5):
        tampered(sa.update(EVENTS).where(at(seq)).values(seq=seq - 1))


def relinked(lines):
    tampered(sa.update(EVENTS).where(at(3)).values(prev=b"\7" * 32))


def tail_cut(lines):
    tampered(sa.delete(EVENTS).where(at(5)))


def chain_gone(lines):
    tampered(sa.delete(EVENTS))


def tail_cut_with_its_head(lines):
    tampered(sa.delete(EVENTS).where(at(5)))
    tampered(sa.update(HEADS).values(seq=4, hash=lines[3].hash))


def chain_gone_with_its_head(lines):
    tampered(sa.delete(EVENTS))
    tampered(sa.delete(HEADS))


def rewritten_with_the_root_key(lines):
    line = mended({**vars(lines[4]), "purpose": "other"})
    tampered(sa.update(EVENTS).where(at(5)).values(**line))
    tampered(sa.update(HEADS).values(hash=line["hash"]))


def copied_from_elsewhere(lines):
    write(an_actor(municipality="BLA"))
    tampered(
        sa.update(EVENTS)
        .where(EVENTS.c.municipality == "BLA")
        .values(municipality="LAR", seq=6, prev=START[1:] + b"\1")
    )
    tampered(sa.delete(HEADS).where(HEADS.c.municipality == "BLA"))


@pytest.mark.parametrize(
    ("tamper", "fault", "seq"),
    [
        (edited, ChainFault.HASH, 3),
        (edited_and_hashed, ChainFault.MAC, 5),
        (deleted, ChainFault.GAP, 3),
        (renumbered, ChainFault.LINK, 3),
        (relinked, ChainFault.LINK, 3),
        (tail_cut, ChainFault.HEAD, 4),
        (chain_gone, ChainFault.HEAD, 0),
        (tail_cut_with_its_head, ChainFault.ANCHOR, 4),
        (chain_gone_with_its_head, ChainFault.HEAD, 0),
        (rewritten_with_the_root_key, ChainFault.ANCHOR, 5),
        (copied_from_elsewhere, ChainFault.LINK, 6),
    ],
)
def test_tampering_shows(cellar, settings, tamper, fault, seq):
    lines = last_three(cellar)
    anchors = heads.read(settings.heads)
    tamper(lines)

    found = report(**anchors)

    assert [(f.chain, f.fault, f.seq) for f in found.findings] == [("LAR", fault, seq)]
    assert not found.whole


def test_a_chain_that_nobody_touched_is_whole(cellar, settings):
    a_case(given=a_referral(**UNTOLD))
    anchors = heads.read(settings.heads)

    found = report(**anchors)

    assert found.whole
    assert found.lines == {chain: head.seq for chain, head in anchors.items()}


# --- many at once


def at_once(app, number, act):
    """Let several threads do the same, each in its own app context; return what went wrong."""

    def one(nth):
        with app.app_context():
            act(nth)

    with ThreadPoolExecutor(number) as pool:
        done = [pool.submit(copy_context().run, one, nth) for nth in range(number)]
    return [each.exception() for each in done if each.exception()]


def test_many_writers_lose_nothing_and_fork_nothing(cellar, settings):
    def write_25(nth):
        for _ in range(25):
            write(an_actor(), Line(Event.LIST, purpose=f"writer {nth}"))

    failures = at_once(cellar, 4, write_25)

    assert failures == []
    assert len(lines_of()) == 100
    assert report(**heads.read(settings.heads)).whole
    assert heads.read(settings.heads)["LAR"].seq == 100


def test_an_actor_of_a_store_writes_in_the_chain_of_the_own_town(cellar):
    user = a_user(municipality="BLA")

    write(user.actor)

    assert lines_of("BLA")[-1].actor_id == user.id


def test_a_day_is_part_of_a_digest():
    assert trail._part(date(2026, 1, 2)) != trail._part(date(2026, 1, 3))
