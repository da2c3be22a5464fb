from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import sqlalchemy as sa

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.accounts.models import User
from pga.app.old_rows import ROW_MIGRATIONS
from pga.cases.models.case import Case, Person
from pga.cases.models.referral import Referral
from pga.cases.rules.states import State
from pga.core.database import db, direct_write, glance, table_of, transaction
from pga.partners.models import ContactPerson, Organisation
from pga.privacy import keys, tombstones
from pga.privacy.columns import Closed, opened
from pga.privacy.events import Event
from pga.privacy.keys import KeyStore, data_key, store_of
from pga.privacy.migrating import (
    OtherRoot,
    RowMigration,
    RowsDone,
    ShutRows,
    Unsettled,
    begin,
    bring_over,
    waiting,
)
from pga.privacy.rows import verify_rows
from pga.privacy.trail import AuditEvent
from tests.builders import a_case, a_contact, a_user, an_actor, an_organisation, id_of
from tests.support.some import some
from tests.support.system import SYSTEM

pytestmark = pytest.mark.bare

REFERRAL = table_of(Referral)


def tell_why(_session, referral, context):
    referral.urgent_reason = context.open(referral, "occasion")


def make_urgent(_session, case, _context):
    case.urgent = True


SEALED = RowMigration("why_urgent", Referral, REFERRAL.c.urgent_reason.is_(None), tell_why)
PLAIN = RowMigration("all_urgent", Case, Case.urgent.is_(False), make_urgent)


def silent(_over, _of):
    pass


def over(*migrations, told=silent):
    return bring_over(SYSTEM, migrations, told)


def lines():
    with glance() as session:
        question = sa.select(*table_of(AuditEvent).columns)
        return session.execute(question.where(AuditEvent.event == Event.MIGRATED)).all()


def contents():
    """Return all that the store holds but which migrations are done."""
    with glance() as session:
        return {
            table.name: session.execute(sa.select(table)).all()
            for table in table_of(Case).metadata.sorted_tables
            if table.name != RowsDone.__tablename__
        }


def done():
    """Return which are done beside those of the house, with which each store begins."""
    with glance() as session:
        codes = set(session.scalars(sa.select(RowsDone.code)))
    return codes - {one.code for one in ROW_MIGRATIONS}


def whole():
    with glance() as session:
        return verify_rows(session).whole


def test_a_sealed_and_a_plain_column_of_old_rows_are_brought_over(cellar):
    numbers = [a_case() for _ in range(3)]

    sealed, plain = over(SEALED, PLAIN)

    assert (sealed.rows, plain.rows) == (3, 3)
    assert {line.object_id for line in lines()} == {id_of(number) for number in numbers}
    assert [line.purpose for line in lines()].count("why_urgent") == 3
    assert {line.municipality for line in lines()} == {"LAR"}
    assert done() == {"why_urgent", "all_urgent"}
    assert whole()
    with transaction() as session:
        for row in some(session.scalars(sa.select(Referral)).all()):
            assert opened(session, row, "urgent_reason") == opened(session, row, "occasion")


def test_they_come_in_the_order_in_which_they_are_given(cellar):
    a_case()

    assert [one.code for one in over(PLAIN, SEALED)] == ["all_urgent", "why_urgent"]


def test_each_municipality_hears_of_its_own_rows(cellar):
    for town in ("LAR", "BLA", "LAR"):
        a_case(municipality=town)

    over(SEALED)

    assert sorted(line.municipality for line in lines()) == ["BLA", "LAR", "LAR"]


def test_a_row_that_belongs_to_no_dossier_has_its_line_where_it_belongs(cellar):
    organisation, user = an_organisation("BLA"), a_user()
    rename = RowMigration(
        "shorter",
        Organisation,
        Organisation.name.like("Stichting%"),
        lambda _session, row, _context: setattr(row, "name", "Rietkraag"),
        about="organisation",
    )
    call = RowMigration(
        "called",
        User,
        User.name != "Collega",
        lambda _session, row, _context: setattr(row, "name", "Collega"),
        about="user",
    )

    over(rename, call)

    assert {(one.municipality, one.object_kind, one.object_id) for one in lines()} == {
        ("BLA", "organisation", organisation),
        ("platform", "user", user.id),
    }
    assert whole()


def test_a_row_under_another_key_than_that_of_a_case_is_brought_over(cellar):
    organisation = an_organisation()
    a_contact(organisation)
    contact = table_of(ContactPerson)
    migration = RowMigration(
        "mail",
        ContactPerson,
        contact.c.function == contact.c.function,
        lambda _session, row, _context: setattr(row, "function", None),
        about="contact_person",
    )

    (brought,) = over(migration)

    assert brought.rows == 1
    assert [(line.object_id, line.municipality) for line in lines()] == [(organisation, "LAR")]


def test_what_was_made_by_the_code_of_today_is_left_alone(cellar):
    old, new = a_case(), a_case()
    with transaction() as session, direct_write():
        session.execute(sa.update(table_of(Case)).where(Case.number == new).values(urgent=True))

    over(PLAIN)

    assert [line.object_id for line in lines()] == [id_of(old)]


def test_what_comes_behind_it_meanwhile_is_brought_over_too(cellar):
    for _ in range(3):
        a_case()
    later = []

    def told(_over, _of):
        if not later:
            later.append(a_case())

    (brought,) = over(PLAIN, told=told)

    assert brought.rows == 4
    assert len({line.object_id for line in lines()}) == 4


def test_two_runs_at_once_bring_each_row_over_once(cellar):
    for _ in range(25):
        a_case()

    def run(_nth):
        with cellar.app_context():
            return over(PLAIN)

    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(run, range(2)))

    assert sum(one.rows for run in runs for one in run) == 25
    assert len({line.object_id for line in lines()}) == len(lines()) == 25
    assert done() == {"all_urgent"}
    assert whole()


def test_it_tells_how_far_it_is(cellar):
    for _ in range(12):
        a_case()
    heard = []

    over(PLAIN, told=lambda *far: heard.append(far))

    assert heard == [(10, 12), (12, 12)]


def test_what_is_done_is_not_done_again(cellar):
    a_case()
    over(PLAIN)
    before = contents()
    a_case_that_is_old = table_of(Case).c.urgent.is_(True)

    assert over(PLAIN, replace(PLAIN, wants=a_case_that_is_old)) == []
    assert contents() == before


def test_a_destroyed_dossier_is_left_as_it_is_and_counted(cellar):
    number, gone = a_case(), a_case(State.CLOSED)
    with transaction() as session:
        tombstones.bury(session, id_of_within(session, gone))

    sealed, plain = over(SEALED, PLAIN)

    assert [(one.rows, one.destroyed) for one in (sealed, plain)] == [(1, 1), (1, 1)]
    assert {line.object_id for line in lines()} == {id_of(number)}
    assert whole()


def id_of_within(session, number):
    return session.scalars(sa.select(Case.id).filter_by(number=number)).one()


def destroy_key(case_id):
    with glance() as session:
        store_of(session).destroy(case_id)


def test_rows_whose_key_is_missing_are_named_before_anything_changes(cellar):
    for _ in range(3):
        a_case()
    lost = {id_of(a_case()), id_of(a_case())}
    for case_id in lost:
        destroy_key(case_id)
    before = contents()

    with pytest.raises(ShutRows, match=r"^4 rows$") as shut:
        over(PLAIN, SEALED)

    with glance() as session:
        referrals = set(session.scalars(sa.select(Referral.id).where(Referral.case_id.in_(lost))))
    assert {row_id for table, row_id in shut.value.rows if table == "pga_case"} == lost
    assert {row_id for table, row_id in shut.value.rows if table == "referral"} == referrals
    assert contents() == before
    assert done() == set()


def test_a_key_that_does_not_unwrap_is_found_among_many(cellar):
    for _ in range(4):
        a_case()
    bad = id_of(a_case())
    with glance() as session, store_of(session)._engine.begin() as connection:
        mine = data_key.c.dossier_id == bad
        row = dict(connection.execute(sa.select(data_key).where(mine)).mappings().one())
        connection.execute(sa.delete(data_key).where(mine))
        connection.execute(sa.insert(data_key), {**row, "wrapped": b"\0" * 60})

    with pytest.raises(ShutRows) as shut:
        over(PLAIN)

    assert shut.value.rows == (("pga_case", bad),)


def test_a_cell_that_does_not_open_stops_it_with_nothing_half(cellar):
    for _ in range(12):
        a_case()
    with glance() as session:
        last = max(session.scalars(sa.select(Referral.id)), key=str)
    with transaction() as session, direct_write():
        session.execute(
            sa.update(REFERRAL).where(REFERRAL.c.id == last).values(occasion=b"\0" * 200)
        )

    with pytest.raises(ShutRows) as shut:
        over(SEALED)

    assert shut.value.rows == (("referral", last),)
    assert len(lines()) == 10
    assert done() == set()


@pytest.mark.parametrize("migration", [PLAIN, SEALED], ids=lambda one: one.code)
def test_a_key_that_goes_under_way_stops_it(cellar, migration):
    numbers = [a_case() for _ in range(12)]

    def told(_over, _of):
        for number in numbers:
            destroy_key(id_of(number))

    with pytest.raises(ShutRows, match=r"^1 rows$"):
        over(migration, told=told)

    assert len(lines()) == 10


def test_another_root_key_stops_it_before_anything_changes(cellar, settings):
    a_case()
    before = contents()
    with cellar.app_context():
        mine = keys._stores[db.engine]
        keys.attach(db.engine, KeyStore(mine._engine, b"\1" * 32, settings.heads))
        try:
            with pytest.raises(OtherRoot):
                over(PLAIN)
        finally:
            keys.attach(db.engine, mine)

    assert contents() == before
    assert done() == set()


def test_an_empty_store_has_nothing_to_bring_over(cellar):
    assert [(one.rows, one.destroyed) for one in over(PLAIN, SEALED)] == [(0, 0), (0, 0)]
    assert done() == {"all_urgent", "why_urgent"}


def test_a_migration_that_leaves_a_row_old_is_a_fault(cellar):
    a_case()

    with pytest.raises(Unsettled, match="all_urgent"):
        over(replace(PLAIN, change=lambda *_: None))

    assert lines() == []


def test_a_migration_that_looks_into_another_dossier_is_a_fault(cellar):
    for _ in range(2):
        a_case()

    def look(session, _case, context):
        for person in session.scalars(sa.select(Person)):
            context.open(person, "surname")

    with pytest.raises(Closed, match="all_urgent"):
        over(replace(PLAIN, change=look))

    assert lines() == []


def test_a_new_row_comes_under_the_line_of_the_row_that_it_is_made_for(cellar):
    number = a_case()

    def add_person(session, case, context):
        first = session.scalars(sa.select(Person).filter_by(case_id=case.id)).one()
        second = Person(case_id=case.id, place=2, role=first.role)
        for name in ("surname", "call_name", "birth", "residence"):
            setattr(second, name, context.open(first, name))
        session.add(second)
        case.urgent = True

    over(replace(PLAIN, change=add_person))

    (line,) = lines()
    assert (line.object_id, len(line.row_digest.splitlines())) == (id_of(number), 2)
    assert whole()


def test_a_store_that_begins_has_nothing_waiting(cellar):
    with transaction() as session:
        connection = session.connection()
        assert waiting(connection, (PLAIN, SEALED)) == ["all_urgent", "why_urgent"]
        with direct_write():
            begin(connection, (PLAIN,))
            begin(connection, (PLAIN,))
        assert waiting(connection, (PLAIN, SEALED)) == ["why_urgent"]


def test_a_person_is_not_the_system(cellar):
    a_case()
    before = contents()

    with pytest.raises(Refused, match="installation:keep"):
        bring_over(an_actor(Role.ADMIN), (PLAIN,), silent)

    assert contents() == before
