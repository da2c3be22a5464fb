from datetime import UTC, date, datetime, timedelta

import pytest

from pga.access.permissions import Role
from pga.cases.models.case import Guardian, Person
from pga.cases.reading.informing import get_informing
from pga.cases.rules.informing import ALL_TOPICS, AgeClass, Audience, Ear, InformMeans
from pga.cases.rules.intake import GuardianGiven
from pga.cases.rules.referral import BirthDate, NotInformedReason
from pga.cases.rules.states import State
from pga.cases.services.informing import Postponing, Telling, postpone, tell
from pga.core import clock
from tests.builders import a_case, a_person, a_referral, a_user, id_of
from tests.support.rows import row_of, rows_of

TODAY = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(datetime(2026, 11, 25, 13, tzinfo=UTC)):
        yield


@pytest.fixture
def member(stopped):
    return a_user()


def people_of(number):
    return sorted(rows_of(Person, case_id=id_of(number)), key=lambda one: one.place)


def told_to(member, person, **changes):
    usual = {
        "ears": [Ear(Audience.PERSON, person.id)],
        "topics": ALL_TOPICS,
        "means": InformMeans.TALK,
        "told_on": TODAY,
        "told_by": member.id,
        "note": "Aan de keukentafel.",
    }
    return Telling(**{**usual, **changes})


def a_wait(member, note, *ears):
    return Postponing(
        ears=ears,
        ground=NotInformedReason.UNREACHABLE,
        note=note,
        decided_by=member.id,
        decided_on=TODAY,
        review_on=TODAY + timedelta(days=3),
    )


def test_the_page_tells_of_this_case_who_was_told_who_can_be_and_what_waits(member):
    family = (
        a_person(call_name="Moeder"),
        a_person(call_name="Kind", birth=BirthDate(2018, 3, 1)),
    )
    given = a_referral(persons=family, guardians=(GuardianGiven(name="Oma", relation="voogd"),))
    number = a_case(State.PLANNING, by=member.actor, given=given)
    other = a_case(State.PLANNING, by=member.actor)
    mother, _ = people_of(number)
    for which, who in ((other, people_of(other)[0]), (number, mother)):
        ear = Ear(Audience.PERSON, who.id)
        postpone(member.actor, which, a_wait(member, f"Geen gehoor bij {which}.", ear))
        tell(member.actor, which, told_to(member, who))

    page = get_informing(member.actor, number)

    assert [(one.names, one.means, one.who, one.note) for one in page.told] == [
        (("Moeder",), InformMeans.TALK, member.name, "Aan de keukentafel.")
    ]
    assert sorted((one.names, one.note, one.who) for one in page.postponed) == [
        (("Moeder",), "Drie keer aangebeld, geen gehoor.", member.name),
        (("Moeder",), f"Geen gehoor bij {number}.", member.name),
        (("Oma",), "Drie keer aangebeld, geen gehoor.", member.name),
    ]
    assert [(one.key, one.name, one.age, one.open) for one in page.ears] == [
        (f"person:{mother.id}", "Moeder", AgeClass.ADULT, False),
        (f"guardian:{row_of(Guardian, case_id=id_of(number)).id}", "Oma", None, True),
    ]
    assert (page.informed_on, page.may_inform) == (None, True)


@pytest.mark.parametrize(
    ("state", "role", "may"),
    [
        (State.PLANNING, Role.INTERVENTION_TEAM, True),
        (State.PLANNING, Role.COORDINATOR, False),
    ],
)
def test_who_works_on_a_running_case_can_note_that_somebody_was_told(member, state, role, may):
    reader = a_user(role)
    linked = [reader.id] if role is Role.INTERVENTION_TEAM else []
    number = a_case(state, by=member.actor, linked=linked)

    assert get_informing(reader.actor, number).may_inform is may
