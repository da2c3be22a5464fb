# ruff: noqa: PT012 - a unit that fails is more than one statement
from uuid import uuid4

import pytest
import sqlalchemy as sa

from pga.cases.models.case import Case, Person
from pga.core.database import transaction
from pga.privacy.context import AccessContext, comparing, looking_at, looking_over
from pga.privacy.events import Event
from pga.privacy.trail import AuditEvent, Line, Object, record
from tests.builders import CANARY, a_case, a_person, a_referral, a_user

pytestmark = pytest.mark.bare


@pytest.fixture
def actor(cellar):
    return a_user().actor


@pytest.fixture
def cases(actor):
    surnames = (CANARY, "Kwartelstaart", "Van Zonnedauw")
    given = [a_referral(persons=(a_person(surname=name),)) for name in surnames]
    return [a_case(by=actor, given=each) for each in given]


def lines(event):
    question = sa.select(AuditEvent.object_id, AuditEvent.fields, AuditEvent.purpose)
    with transaction() as session:
        return session.execute(question.where(AuditEvent.event == event)).all()


def people(session):
    return list(session.scalars(sa.select(Person).order_by(Person.case_id)))


def look_at(session, actor, person):
    with looking_at(session, actor, Object("case", person.case_id)) as context:
        return context.open(person, "surname")


def test_a_look_at_a_dossier_leaves_a_line_with_the_fields_that_were_opened(actor, cases):
    with transaction() as session:
        person = people(session)[0]
        about = Object("case", person.case_id)
        with looking_at(session, actor, about, purpose="case_work") as context:
            context.open(person, "surname")
            context.open(person, "call_name")
            context.open(person, "surname")

    assert lines(Event.READ) == [(about.id, "person.call_name,person.surname", "case_work")]


def test_a_look_that_fails_shows_nothing_and_leaves_no_line(actor, cases):
    with pytest.raises(ZeroDivisionError), transaction() as session:
        person = people(session)[0]
        with looking_at(session, actor, Object("case", person.case_id)) as context:
            context.open(person, "surname")
            raise ZeroDivisionError

    assert lines(Event.READ) == []


def test_no_value_comes_out_when_the_line_cannot_be_written(actor, cases, monkeypatch):
    def fail(*_):
        raise OSError("no room left")

    shown = None
    monkeypatch.setattr("pga.privacy.trail._append", fail)

    with pytest.raises(OSError, match="no room left"), transaction() as session:
        shown = look_at(session, actor, people(session)[0])

    assert shown is None


def test_a_look_at_something_without_an_id_names_no_fields(actor):
    with transaction() as session, looking_at(session, actor, Object("list"), event=Event.LIST):
        pass

    assert lines(Event.LIST) == [(None, "", "")]


def test_a_list_with_names_leaves_one_line_for_each_that_is_shown(actor, cases):
    with transaction() as session:
        first, second, third = people(session)
        unseen = third.case_id
        shown = [Object("case", first.case_id), Object("case", second.case_id)]
        with looking_over(session, actor, shown) as context:
            names = [context.open(first, "surname"), context.open(second, "surname")]

    assert len(names) == 2
    assert sorted(lines(Event.READ)) == sorted(
        (about.id, "person.surname", "list") for about in shown
    )
    assert unseen not in {line.object_id for line in lines(Event.READ)}


def test_a_list_of_which_nothing_is_shown_leaves_no_line(actor):
    with transaction() as session, looking_over(session, actor, []):
        pass

    assert lines(Event.READ) == []


def test_a_comparison_leaves_one_line_with_the_number_scanned(actor, cases):
    with transaction() as session:
        rows = people(session)
        of = [row.case_id for row in rows]
        with comparing(session, actor, of, purpose="double") as scan:
            named = [
                scan.open(Person, "surname", row.id, row.case_id, row.surname_sealed)
                for row in rows
            ]
        hits = {row.case_id for row, name in zip(rows, named, strict=True) if name == CANARY}

    assert len(hits) == 1
    assert lines(Event.SEARCH) == [(None, "scanned=3", "double")]
    assert lines(Event.READ) == []


def test_a_context_knows_what_was_seen_of_which_dossier(actor, cases):
    with transaction() as session:
        one, other, _ = people(session)
        context = AccessContext(session)

        context.open(one, "birth")

        assert context.fields(one.case_id) == ("person.birth",)
        assert context.fields(other.case_id) == ()
        assert context.fields(uuid4()) == ()


def test_no_line_in_the_trail_holds_a_value(actor, cases):
    with transaction() as session:
        case = session.scalars(sa.select(Case).limit(1)).one()
        case.safety_warning = CANARY
        record(session, actor, Line(Event.CORRECTED, Object("case", case.id)), reason=CANARY)

    with transaction() as session:
        rows = session.execute(sa.select(AuditEvent.__table__)).all()
    assert CANARY not in repr(rows)
    assert CANARY.encode() not in repr(rows).encode()


def test_of_a_list_only_what_is_of_a_dossier_leaves_a_line(actor, cases):
    with transaction() as session:
        person = people(session)[0]
        about = Object("case", person.case_id)
        with looking_over(session, actor, [Object(), about]) as context:
            context.open(person, "surname")

    assert lines(Event.READ) == [(about.id, "person.surname", "list")]
