from datetime import date

import pytest
import sqlalchemy as sa

from pga.accounts.models import User
from pga.cases.models.case import Case, CaseTerm, Person
from pga.core.database import transaction
from pga.privacy.changes import changes_of, stored
from pga.privacy.columns import opened
from pga.privacy.context import AccessContext
from pga.privacy.events import Event
from pga.privacy.history import RowVersion, cell_in
from pga.privacy.trail import AuditEvent, Line, record
from tests.builders import CANARY, a_case, a_user, an_actor

pytestmark = pytest.mark.bare


@pytest.fixture
def number(cellar):
    return a_case()


def newest(session):
    return session.scalars(sa.select(RowVersion).order_by(RowVersion.at.desc()).limit(1)).one()


def rename(surname, *, reason=None):
    with transaction() as session:
        person = session.scalars(sa.select(Person)).one()
        person.surname = surname
        record(session, an_actor(), Line(Event.CORRECTED), reason=reason)
        return person.id


def test_a_new_row_has_no_former_values(number):
    with transaction() as session:
        tables = set(session.scalars(sa.select(RowVersion.table)))

    assert "person" not in tables


def test_a_former_value_stays_as_it_was_sealed(number):
    with transaction() as session:
        before = session.scalars(sa.select(Person)).one().surname_sealed

    row_id = rename("Van Zonnedauw", reason="Verkeerd gehoord.")

    with transaction() as session:
        version, person = newest(session), session.get_one(Person, row_id)
        context = AccessContext(session)
        former = context.open(version, "former")
        assert cell_in(former["surname"]) == before
        assert context.open_former(version, Person, "surname", former["surname"]) == CANARY
        assert context.open(version, "reason") == "Verkeerd gehoord."
        assert context.fields(person.case_id) == (
            "person.surname",
            "row_version.former",
            "row_version.reason",
        )


def test_a_plain_former_value_is_kept_too(number):
    with transaction() as session:
        case = session.scalars(sa.select(Case)).one()
        was = case.received_on
        case.received_on, case.urgent = date(2026, 1, 2), True
        record(session, an_actor(), Line(Event.CORRECTED))

    with transaction() as session:
        version = newest(session)
        context = AccessContext(session)
        former = context.open(version, "former")
        assert former == {"received_on": str(was), "urgent": False}
        case = session.scalars(sa.select(Case)).one()
        assert context.open_former(version, Case, "urgent", former["urgent"]) is False


def test_only_the_columns_that_changed_are_kept(number):
    rename("Van Zonnedauw")

    with transaction() as session:
        assert set(opened(session, newest(session), "former")) == {"surname"}


def test_each_change_has_its_maker(number):
    actor = a_user().actor
    with transaction() as session:
        session.scalars(sa.select(Person)).one().surname = "Van Zonnedauw"
        record(session, actor, Line(Event.CORRECTED))

    with transaction() as session:
        assert newest(session).by == actor.id


def test_a_removed_row_leaves_all_its_values(number):
    with transaction() as session:
        term = session.scalars(sa.select(CaseTerm).limit(1)).one()
        kept = {"kind": str(term.kind), "due_on": str(term.due_on)}
        session.delete(term)
        record(session, an_actor(), Line(Event.CORRECTED))

    with transaction() as session:
        assert kept.items() <= opened(session, newest(session), "former").items()


def test_rows_that_are_no_dossier_have_no_history(cellar):
    with transaction() as session:
        before = session.scalar(sa.select(sa.func.count()).select_from(RowVersion))
    user = a_user()
    with transaction() as session:
        session.get_one(User, user.id).name = "Noor Rietorchis-Van Es"
        record(session, None, Line(Event.USER_ADDED))

    with transaction() as session:
        after = session.scalar(sa.select(sa.func.count()).select_from(RowVersion))
    assert after == before


def test_a_line_covers_all_that_changed_before_it(number):
    with transaction() as session:
        session.scalars(sa.select(Person)).one().surname = "Van Zonnedauw"
        session.scalars(sa.select(Case)).one().urgent = True
        session.flush()
        assert {change.table for change in changes_of(session)} == {"person", "pga_case"}

        record(session, an_actor(), Line(Event.CORRECTED))

        assert changes_of(session) == []
        line = session.scalars(
            sa.select(AuditEvent).where(AuditEvent.event == Event.CORRECTED)
        ).one()
        assert {"person.surname", "pga_case.urgent"} <= set(line.fields.split(","))
        assert len(line.row_digest.splitlines()) == 2


def test_a_row_is_stored_as_its_columns_hold_it(number):
    with transaction() as session:
        person = session.scalars(sa.select(Person)).one()

        assert stored(person)["surname"] == person.surname_sealed
        assert set(stored(person)) == {column.name for column in Person.__table__.columns}


def test_a_row_that_was_touched_but_not_changed_needs_no_line(number):
    with transaction() as session:
        person = session.scalars(sa.select(Person)).one()
        version = person.version
        person.surname = CANARY

    with transaction() as session:
        assert session.scalars(sa.select(Person.version)).one() == version
