"""Somebody was the wrong person: no cell of the store opens to him, and who got it is told."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.models.case import Case, CaseTerm, Guardian, Guardianship, Person
from pga.cases.models.information import Contribution
from pga.cases.models.mistaken import Mistaken, Retraction
from pga.cases.models.plan import CaseAction
from pga.cases.reading.handed_in import get_handed_in
from pga.cases.reading.mistaken import get_choosing, get_retractions, get_what_goes
from pga.cases.room import CASES
from pga.cases.rules.informing import Audience, Ear
from pga.cases.rules.intake import IntakeProblem
from pga.cases.rules.mistaken import MistakenProblem, TakenKind
from pga.cases.rules.referral import CaseKind
from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind
from pga.cases.services import mistaken
from pga.cases.services.mistaken import MistakenGiven
from pga.cases.services.taking_out import Taken
from pga.core import clock
from pga.core.database import glance, transaction
from pga.core.errors import Invalid, StaleDossier
from pga.dossiers.reading.changes import get_changes
from pga.privacy import drafts
from pga.privacy.columns import Json, Text, all_sealed, opened, opened_cell, sealed_fields
from pga.privacy.disclosure import Disclosure
from pga.privacy.disclosure_codes import Means
from pga.privacy.drafts import DraftPlace
from pga.privacy.events import Event
from pga.privacy.history import RowBirth, RowVersion, cell_in
from pga.privacy.rows import verify_rows
from pga.privacy.trail import Line, record
from tests.builders import (
    a_case,
    a_contribution,
    a_letter,
    a_person,
    a_referral,
    a_request,
    a_user,
    id_of,
)
from tests.pages.whole_case import a_whole_case
from tests.support.opening import CODED
from tests.support.rows import fingerprint, lines, row_of, rows_of
from tests.support.some import some

NAME = "Kiki Zonnedauw"
SAID = f" Ook {NAME}, geboren op 1 maart 2012, was erbij."
LISTS = frozenset({"plan_version", "referral"})
PEOPLE = frozenset({"person", "guardian"})
WHY = "De aanmelder had een ander kind voor ogen."


@pytest.fixture
def member(cellar):
    return a_user()


@pytest.fixture
def number(member):
    return a_whole_case(member.actor)


def child_of(number):
    return row_of(Person, case_id=id_of(number), place=1)


def forget(actor, number, row, *, token=None, reason=WHY, sure=True, **more):
    kind = TakenKind.PERSON if isinstance(row, Person) else TakenKind.GUARDIAN
    token = token or get_choosing(actor, number).token
    given = MistakenGiven(who=Taken(kind, row.id), reason=reason, sure=sure, **more)
    return mistaken.forget(actor, number, token, given)


def with_words(value, said):
    """Return a value with words in each of its texts, where a code or a name stands nowhere."""
    if isinstance(value, dict):
        return {key: with_words(one, said) for key, one in value.items()}
    if isinstance(value, list):
        return [with_words(one, said) for one in value]
    return value + said if isinstance(value, str) and " " in value else value


def write_everywhere(actor, number, said):
    """Write words into each sealed text of a case; return into how many columns."""
    written = set()
    with transaction() as session:
        for table, model in CASES.models.items():
            own = getattr(model, str(model.__dossier__)) == id_of_within(session, number)
            for row in session.scalars(sa.select(model).where(own)).all():
                for name, field in sealed_fields(model).items():
                    value = opened(session, row, name)
                    whole = isinstance(field.kind, Text) and f"{table}.{name}" not in CODED
                    lists = isinstance(field.kind, Json) and table in LISTS
                    if value is not None and (whole or lists) and table not in PEOPLE:
                        setattr(row, name, value + said if whole else with_words(value, said))
                        written.add(f"{table}.{name}")
        record(session, actor, Line(Event.CORRECTED, CASES.about(id_of_within(session, number))))
    return written


def id_of_within(session, number):
    return session.scalars(sa.select(Case.id).filter_by(number=number)).one()


def what_opens():
    """Yield all that can be opened in the store: by the registry of columns, and in history."""
    models = {model.__tablename__: model for model, _ in all_sealed()}
    with glance() as session:
        for model, name in all_sealed():
            for row in session.scalars(sa.select(model)):
                yield f"{model.__tablename__}.{name}", str(opened(session, row, name))
        for version in session.scalars(sa.select(RowVersion)):
            for name, kept in opened(session, version, "former").items():
                cell = cell_in(kept)
                place = (models.get(version.table), name, version.row_id, version.dossier_id)
                told = opened_cell(session, *place, cell) if cell else kept
                yield f"former {version.table}.{name}", str(told)


def where_it_stands(word):
    return {where for where, text in some(list(what_opens())) if word in text}


@pytest.mark.both
@pytest.mark.bare
def test_no_cell_of_the_store_opens_to_the_wrong_person(member, number):
    written = write_everywhere(member.actor, number, SAID)
    write_everywhere(member.actor, number, " En nog eens.")
    assert len(written) > 30
    drafts.save(DraftPlace(member.id, "LAR", "cases.tell", number), [["note", SAID]])
    other = a_user()
    drafts.save(DraftPlace(other.id, "LAR", "cases.plan_meeting"), [["place", SAID]])
    drafts.save(DraftPlace(other.id, "LAR", "cases.register"), [["occasion", "Iets anders."]])
    child = child_of(number)
    before = where_it_stands("Kiki")
    assert {"person.call_name", "form_draft.fields", "plan_version.content"} <= before
    assert any(where.startswith("former ") for where in before)

    forget(member.actor, number, child)

    assert where_it_stands("Kiki") == set()
    assert where_it_stands("1 maart 2012") == set()
    assert drafts.load_about(member.id, "LAR", number) == {}
    assert drafts.load(DraftPlace(other.id, "LAR", "cases.register")) is not None
    assert rows_of(Person, id=child.id) == rows_of(Guardianship, person_id=child.id) == []
    assert rows_of(RowVersion, row_id=child.id) == rows_of(RowBirth, row_id=child.id) == []
    with glance() as session:
        assert verify_rows(session).whole
    (line,) = lines(Event.FORGOTTEN)
    assert f"person {child.id} " in line.row_digest
    assert get_changes(member.actor, CASES, number).acts


def test_who_stays_keeps_a_name_that_is_his_too(member, number):
    forget(member.actor, number, child_of(number))

    given = get_handed_in(member.actor, number).given
    assert [one.surname for one in given.persons] == ["Zonnedauw"]
    assert [one.name for one in given.guardians] == ["Ilse Zonnedauw"]
    assert where_it_stands("Zonnedauw")


def test_the_only_person_goes_when_another_comes_in_his_place(member):
    number = a_case(by=member.actor)
    wrong = row_of(Person, case_id=id_of(number))
    with pytest.raises(Invalid) as refused:
        forget(member.actor, number, wrong)
    assert refused.value.problems == {"who": MistakenProblem.LAST}

    right = a_person(call_name="Joris", surname="Boomvalk", address="Plein 1")
    forget(member.actor, number, wrong, instead=right)

    (person,) = get_handed_in(member.actor, number).given.persons
    assert (person.call_name, person.surname, person.address) == ("Joris", "Boomvalk", "Plein 1")
    assert where_it_stands("Jorinde") == set()
    with glance() as session:
        assert verify_rows(session).whole


def test_who_comes_in_his_place_lives_somewhere(member):
    number = a_case(by=member.actor)
    wrong, homeless = row_of(Person, case_id=id_of(number)), a_person(address="")

    with pytest.raises(Invalid) as refused:
        forget(member.actor, number, wrong, instead=homeless)

    assert refused.value.problems == {"instead-address": IntakeProblem.NO_ADDRESS}


def test_an_action_of_his_ends_and_names_nobody(member, number):
    person = row_of(Person, case_id=id_of(number), place=0)
    (action,) = rows_of(CaseAction, person_id=person.id)

    forget(member.actor, number, person)

    after = row_of(CaseAction, id=action.id)
    assert (after.person_id, after.own_name_sealed) == (None, None)
    assert after.outcome is not None


def test_what_partners_told_of_him_goes_when_it_is_chosen(member, number):
    ids = [row.id for row in rows_of(Contribution, case_id=id_of(number))]
    chosen, *others = some(ids)

    forget(member.actor, number, child_of(number), contributions=frozenset({chosen}))

    left = {row.id for row in rows_of(Contribution, case_id=id_of(number))}
    assert left == {*others}
    assert rows_of(RowVersion, row_id=chosen) == []
    mother = row_of(Guardian, case_id=id_of(number))
    with pytest.raises(StaleDossier):
        forget(member.actor, number, mother, contributions=frozenset({chosen}))


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"reason": "Kiki is een ander."}, {"reason": MistakenProblem.NAMED}),
        ({"sure": False}, {"sure": MistakenProblem.NOT_SURE}),
    ],
)
def test_a_reason_names_nobody_and_the_list_was_read(member, number, given, problem):
    before = fingerprint()

    with pytest.raises(Invalid) as refused:
        forget(member.actor, number, child_of(number), **given)

    assert refused.value.problems == problem
    assert fingerprint() == before


def test_each_recipient_is_a_task_with_a_day_until_it_was_told(member):
    number = a_case(State.INFORMATION_ROUND, by=member.actor)
    a_request(member.actor, number)
    a_contribution(member.actor, number)
    person = row_of(Person, case_id=id_of(number))
    supplies = len(rows_of(Disclosure, dossier_id=id_of(number)))
    right = a_person(call_name="Joris", surname="Boomvalk")

    count = forget(member.actor, number, person, instead=right)

    tasks = rows_of(CaseTerm, case_id=id_of(number), kind=TermKind.RETRACTION, ended_on=None)
    assert count == len(tasks) == len(rows_of(Retraction, case_id=id_of(number))) > 0
    assert len(rows_of(Disclosure, dossier_id=id_of(number))) == supplies
    (mistake,) = get_retractions(member.actor, number).mistakes
    assert (mistake.reason, mistake.who, mistake.kind) == (WHY, member.name, TakenKind.PERSON)
    assert mistake.backups_until == clock.today() + timedelta(days=90)
    line = some(mistake.lines)[0]
    assert line.told_on is None

    mistaken.retract(member.actor, number, line.id, on=clock.today(), means=Means.SPOKEN)

    row = row_of(Retraction, id=line.id)
    assert (row.told_on, row.told_by, row.means) == (clock.today(), member.id, Means.SPOKEN)
    assert row_of(CaseTerm, id=row.term_id).ended_on == clock.today()
    assert len(lines(Event.RETRACTED)) == 1
    with pytest.raises(Invalid) as refused:
        mistaken.retract(member.actor, number, line.id, on=clock.today(), means=Means.SPOKEN)
    assert refused.value.problems == {"": MistakenProblem.TOLD}


@pytest.mark.parametrize(
    ("days", "problem"), [(1, MistakenProblem.IN_FUTURE), (-1, MistakenProblem.TOO_EARLY)]
)
def test_it_was_told_on_a_day_that_can_be(member, days, problem):
    number = a_case(State.INFORMATION_ROUND, by=member.actor)
    a_request(member.actor, number)
    person = row_of(Person, case_id=id_of(number))
    forget(member.actor, number, person, instead=a_person(call_name="Joris", surname="Boomvalk"))
    (row, *_) = rows_of(Retraction, case_id=id_of(number))
    on = clock.today() + timedelta(days=days)

    with pytest.raises(Invalid) as refused:
        mistaken.retract(member.actor, number, row.id, on=on, means=Means.LETTER)

    assert refused.value.problems == {"on": problem}


def test_what_goes_is_counted_before_and_nothing_changes(member, number):
    write_everywhere(member.actor, number, SAID)
    child, before = child_of(number), fingerprint()

    page = get_what_goes(member.actor, number, child.id)

    assert fingerprint() == before
    assert page.who.name == NAME
    assert page.texts > 20
    assert page.got
    assert {one.partner for one in some(page.told)}
    with pytest.raises(Invalid) as refused:
        get_what_goes(member.actor, number, member.id)
    assert refused.value.problems == {"": MistakenProblem.NOBODY}


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.DPO, Role.ADMIN, Role.INTERVENTION_TEAM])
def test_only_who_corrects_forgets(member, number, role):
    who, child = a_user(role).actor, child_of(number)
    with pytest.raises(Refused):
        forget(who, number, child, token="1")
    with pytest.raises(Refused):
        get_what_goes(who, number, child.id)
    assert rows_of(Mistaken) == []


def test_what_stands_in_his_own_rows_only_is_not_counted_as_a_text_of_others(member):
    given = a_referral(
        kind=CaseKind.FAMILY,
        persons=(a_person(), a_person(call_name="Quirijn", surname="Goudplevier")),
    )
    number = a_case(State.INFORMATION_ROUND, by=member.actor, given=given)
    goes = row_of(Person, case_id=id_of(number), place=1)

    def texts():
        return get_what_goes(member.actor, number, goes.id).texts

    assert texts() == 0
    a_letter(member.actor, number, ear=Ear(Audience.PERSON, goes.id))
    assert texts() == 1
