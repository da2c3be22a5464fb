from datetime import date
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from pga.cases.models.case import Case, Person
from pga.cases.models.referral import Referral
from pga.core.database import Base, transaction
from pga.privacy import columns
from pga.privacy.columns import Closed, Date, Json, is_sealed, opened, sealed_fields
from pga.privacy.events import Event
from pga.privacy.safe import Unreadable
from pga.privacy.trail import Line, record
from pga.settings.models import Setting
from tests.builders import CANARY, a_case
from tests.support.some import some

pytestmark = pytest.mark.bare


@pytest.fixture
def number(cellar):
    return a_case()


def person_of(session, number):
    question = sa.select(Person).join(Case, Case.id == Person.case_id).where(Case.number == number)
    return session.scalars(question).one()


def test_a_sealed_value_cannot_be_read_from_a_row(number):
    with transaction() as session:
        person = person_of(session, number)

        with pytest.raises(Closed, match=r"^Person\.surname$"):
            _ = person.surname


@pytest.mark.parametrize(
    "compare",
    [
        lambda field: field == CANARY,
        lambda field: field != CANARY,
        lambda field: field < CANARY,
        lambda field: field <= CANARY,
        lambda field: field > CANARY,
        lambda field: field >= CANARY,
        lambda _: sa.select(Person).filter_by(surname=CANARY),
    ],
    ids=["==", "!=", "<", "<=", ">", ">=", "filter_by"],
)
def test_comparing_sealed_text_is_an_error(compare):
    with pytest.raises(Closed):
        compare(Person.surname)


@pytest.mark.parametrize("how", ["like", "ilike", "in_", "asc", "desc", "contains"])
def test_a_sealed_column_has_no_operators(how):
    assert not hasattr(Person.surname, how)


def test_a_sealed_column_can_be_a_key_of_a_mapping():
    assert {Person.surname: 1}[Person.surname] == 1


def test_what_is_stored_is_not_what_was_written(number):
    with transaction() as session:
        stored = session.scalar(sa.select(Person.surname_sealed))

    assert CANARY.encode() not in stored
    assert stored[:2] == b"\x01\x01"


def test_an_unchanged_text_keeps_its_bytes(number):
    with transaction() as session:
        person = person_of(session, number)
        before, version = person.surname_sealed, person.version

        person.surname = CANARY
        session.flush()

        assert (person.surname_sealed, person.version) == (before, version)


def test_a_changed_text_is_sealed_anew(number):
    with transaction() as session:
        person = person_of(session, number)
        before = person.surname_sealed

        person.surname = "Van Zonnedauw"
        record(session, None, Line(Event.CORRECTED))

        assert person.surname_sealed != before
        assert opened(session, person, "surname") == "Van Zonnedauw"


def test_nothing_stays_nothing_and_an_empty_text_is_sealed(number):
    with transaction() as session:
        row = session.scalars(sa.select(Referral)).one()
        row.phone, row.email = None, ""
        record(session, None, Line(Event.CORRECTED))

        assert row.phone_sealed is None
        assert opened(session, row, "phone") is None
        assert row.email_sealed is not None
        assert opened(session, row, "email") == ""


def test_nothing_over_nothing_is_no_change(number):
    with transaction() as session:
        case = session.scalars(sa.select(Case)).one()
        version = case.version

        case.hold_note = None
        session.flush()

        assert case.hold_note_sealed is None
        assert case.version == version


def test_what_is_required_cannot_be_nothing(number):
    says = r"NOT NULL constraint failed: person\.surname|\"surname\" .* violates not-null"
    with pytest.raises(IntegrityError, match=says), transaction() as session:
        person_of(session, number).surname = None


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Date(), date(2026, 11, 3), "2026-11-03"),
        (Json(), {"b": ["é", 1], "a": None}, '{"a":null,"b":["é",1]}'),
        (columns.Text(), "Zonnedauw", "Zonnedauw"),
    ],
)
def test_a_value_comes_back_as_it_went(kind, value, text):
    assert kind.dump(value) == text
    assert kind.load(text) == value


def test_a_cell_pasted_into_another_row_is_unreadable(number):
    other = a_case()
    with transaction() as session:
        mine, theirs = person_of(session, number), person_of(session, other)

        with pytest.raises(Unreadable):
            opened(session, mine, "surname", theirs.surname_sealed)
        with pytest.raises(Unreadable):
            opened(session, mine, "call_name", mine.surname_sealed)


def test_a_row_without_a_dossier_has_no_key():
    with pytest.raises(Closed, match="Setting has no dossier"):
        columns.dossier_of(Setting(id=uuid4()))


def test_the_sealed_columns_of_a_model_are_known():
    assert set(sealed_fields(Person)) == {"surname", "call_name", "birth", "residence", "phone"}
    assert is_sealed(Person.__table__.c.surname)
    assert not is_sealed(Person.__table__.c.place)


def test_each_sealed_column_is_made_of_bytes_and_belongs_to_a_dossier():
    models = {model for model, _ in columns.all_sealed()}

    assert models
    assert all(model.__dossier__ for model in models)
    assert all(
        isinstance(model.__table__.c[name].type, sa.LargeBinary)
        for model in models
        for name in some(sealed_fields(model))
    )


def test_a_required_column_may_not_be_null():
    sealed = {
        (table.name, column.name): column
        for table in Base.metadata.tables.values()
        for column in table.columns
        if is_sealed(column)
    }

    assert sealed["person", "surname"].nullable is False
    assert sealed["referral", "phone"].nullable is True
