from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from pga.access.permissions import Role
from pga.cases.models.case import Case, Person
from pga.cases.models.doors import CaseLink
from pga.cases.models.referral import Referral
from pga.core import clock
from pga.core.database import db, direct_write, glance, table_of, transaction
from pga.partners.models import Organisation
from pga.privacy import drafts, keys, tombstones
from pga.privacy.drafts import DraftPlace
from pga.privacy.events import Event
from pga.privacy.rows import RowFault, count, covered_tables, verify_rows
from pga.privacy.trail import EVENTS, Line, Object, record
from tests.builders import UNTOLD, a_case, a_referral, a_user, an_actor, an_organisation, id_of

pytestmark = pytest.mark.bare

PERSON = table_of(Person)
CASE = table_of(Case)


def report():
    with glance() as session:
        return verify_rows(session)


def found():
    return {(one.table, one.row_id): one.fault for one in report().findings}


def silently(statement, *parameters):
    """Change rows as somebody with a connection of one's own would."""
    with transaction() as session, direct_write():
        session.execute(statement, *parameters)


def person_of(number):
    with transaction() as session:
        question = sa.select(Person.id).filter_by(case_id=id_of_within(session, number))
        return session.scalars(question).one()


def id_of_within(session, number):
    return session.scalars(sa.select(Case.id).filter_by(number=number)).one()


def change(number, **values):
    with transaction() as session:
        case = session.scalars(sa.select(Case).filter_by(number=number)).one()
        for name, value in values.items():
            setattr(case, name, value)
        record(session, an_actor(), Line(Event.CORRECTED, Object("case", case.id)))


def test_what_went_through_the_app_is_as_the_trail_says(cellar):
    number = a_case(given=a_referral(**UNTOLD))
    change(number, urgent=True)
    change(number, urgent=False)

    told = report()

    assert told.whole
    assert told.rows["pga_case"] == told.rows["person"] == told.rows["referral"] == 1


def test_it_says_what_it_does_not_cover(cellar):
    told = report()

    assert {"row_version", "user_session", "audit_event", "tombstone"} <= set(told.uncovered)
    assert not set(told.uncovered) & told.rows.keys()
    assert {table.name for table in covered_tables()} == told.rows.keys()


def test_a_row_that_was_changed_shows(cellar):
    case_id = id_of(a_case(given=a_referral(**UNTOLD)))
    silently(sa.update(CASE).values(urgent=True))

    assert found() == {("pga_case", str(case_id)): RowFault.CHANGED}


def test_a_sealed_cell_that_was_moved_shows(cellar):
    one, other = (
        person_of(a_case(given=a_referral(**UNTOLD))),
        person_of(a_case(given=a_referral(**UNTOLD))),
    )
    cell = sa.select(PERSON.c.surname).where(PERSON.c.id == one).scalar_subquery()
    silently(sa.update(PERSON).where(PERSON.c.id == other).values(surname=cell))

    assert found() == {("person", str(other)): RowFault.CHANGED}


def test_a_row_that_went_shows(cellar):
    person = person_of(a_case(given=a_referral(**UNTOLD)))
    silently(sa.delete(PERSON))

    assert found() == {("person", str(person)): RowFault.VANISHED}


def test_a_row_that_came_shows(cellar):
    a_case(given=a_referral(**UNTOLD))
    stranger = uuid4()
    names = [column.name for column in PERSON.columns if column.name != "id"]
    copied = sa.select(sa.literal(stranger, sa.Uuid), *(PERSON.c[name] for name in names))
    silently(sa.insert(PERSON).from_select(["id", *names], copied))

    assert found() == {("person", str(stranger)): RowFault.APPEARED}


def test_a_row_that_was_put_back_shows(cellar):
    number = a_case(given=a_referral(**UNTOLD))
    with transaction() as session:
        before = dict(session.execute(sa.select(CASE)).mappings().one())
    change(number, urgent=True)
    silently(sa.update(CASE).values(before))

    assert found() == {("pga_case", str(before["id"])): RowFault.OLDER}


def test_a_row_that_went_and_is_there_again_shows(cellar):
    organisation = an_organisation()
    table = table_of(Organisation)
    with transaction() as session:
        before = dict(session.execute(sa.select(table)).mappings().one())
        session.delete(session.get(Organisation, organisation))
        record(session, an_actor(), Line(Event.CORRECTED, Object("organisation", organisation)))
    assert found() == {}
    silently(sa.insert(table).values(before))

    assert found() == {("organisation", str(organisation)): RowFault.APPEARED}


def test_a_destroyed_dossier_gives_no_alarm(cellar):
    case_id = id_of(a_case(given=a_referral(**UNTOLD)))
    with transaction() as session:
        tombstones.bury(session, case_id)
        for model in (Person, Referral):
            for row in session.scalars(sa.select(model)):
                session.delete(row)
        record(session, an_actor(), Line(Event.CORRECTED, Object("case", case_id)))

    assert found() == {}


def test_a_draft_that_was_dropped_gives_no_alarm(cellar):
    user = a_user()
    place = DraftPlace(user.id, "LAR", "cases.register")
    drafts.save(place, [["surname", "Lisdodde"]])
    with transaction() as session:
        drafts.drop(session, place)

    assert found() == {}


def test_of_a_row_that_changed_twice_in_one_unit_the_last_counts(cellar):
    number = a_case(given=a_referral(**UNTOLD))
    with transaction() as session:
        case = session.scalars(sa.select(Case).filter_by(number=number)).one()
        for urgent in (True, False, True):
            case.urgent = urgent
            session.flush()
        record(session, an_actor(), Line(Event.CORRECTED, Object("case", case.id)))

    assert found() == {}
    with transaction() as session:
        (line,) = session.scalars(
            sa.select(EVENTS.c.row_digest).where(EVENTS.c.event == "corrected")
        )
        assert len(line.splitlines()) == 1


def test_a_row_in_two_chains_is_what_the_later_said(cellar):
    user = a_user(Role.SAFETY_TEAM)
    number = a_case(by=user.actor)
    for minutes, town, urgent in ((1, "BLA", True), (2, "LAR", False), (3, "EEM", True)):
        with clock.stopped_at(clock.now() + timedelta(minutes=minutes)), transaction() as session:
            case = session.scalars(sa.select(Case).filter_by(number=number)).one()
            case.urgent = urgent
            record(session, an_actor(municipality=town), Line(Event.CORRECTED))

    assert found() == {}
    silently(sa.update(CASE).values(urgent=False))
    assert list(found().values()) == [RowFault.CHANGED]


def test_in_one_chain_a_clock_that_went_back_does_no_harm(cellar):
    number = a_case(given=a_referral(**UNTOLD))
    with clock.stopped_at(clock.now() - timedelta(days=1)):
        change(number, urgent=True)

    assert found() == {}


def test_what_cannot_be_there_stops_the_table_and_not_the_check(cellar):
    a_case(given=a_referral(**UNTOLD))
    if db.engine.dialect.name == "sqlite":  # PostgreSQL has no such row
        silently(sa.text("UPDATE case_link SET from_on = 'gisteren'"))
        silently(sa.update(CASE).values(urgent=True))

        assert ("case_link", "") in found()
        assert RowFault.CHANGED in found().values()
    with transaction() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(CaseLink)) == 1


def test_a_code_that_no_list_knows_is_a_change(cellar):
    case_id = id_of(a_case(given=a_referral(**UNTOLD)))
    with owner().begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA ignore_check_constraints = 1")
        else:
            connection.exec_driver_sql("ALTER TABLE pga_case DROP CONSTRAINT state")
        connection.exec_driver_sql("UPDATE pga_case SET state = 'zoek'")

    assert found() == {("pga_case", str(case_id)): RowFault.CHANGED}


def owner():
    url = db.engine.url
    return sa.create_engine(
        url.set(username="postgres") if url.username else url, poolclass=sa.NullPool
    )


def test_it_tells_how_far_it_is(cellar):
    a_case(given=a_referral(**UNTOLD))
    heard = []

    with glance() as session:
        verify_rows(session, heard.append)
        assert sum(heard) == count(session)


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_it_needs_no_room_for_what_the_trail_said(cellar, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    a_case(given=a_referral(**UNTOLD))

    assert report().whole
    assert list(tmp_path.iterdir()) == []


# --- keys


def test_a_dossier_whose_key_went_without_a_grave_is_named(cellar):
    lost, kept = (
        id_of(a_case(given=a_referral(**UNTOLD))),
        id_of(a_case(given=a_referral(**UNTOLD))),
    )
    assert found() == {}

    keys._stores[db.engine].destroy(lost)

    assert found() == {("data_key", str(lost)): RowFault.KEYLESS}
    assert kept in keys._stores[db.engine].dossiers()


def test_a_dossier_that_was_buried_may_have_no_key(cellar):
    gone = id_of(a_case(given=a_referral(**UNTOLD)))
    with transaction() as session:
        tombstones.bury(session, gone)

    assert found() == {}
