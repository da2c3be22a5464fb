import pytest

from pga.cases.models.case import Guardian, Person
from pga.cases.reading.which_parent import which_of
from pga.cases.rules.intake import GuardianGiven
from pga.cases.rules.referral import BirthDate, CaseKind
from pga.cases.rules.states import State
from pga.core.database import glance
from tests.builders import a_case, a_person, a_referral, id_of
from tests.support.rows import rows_of


def a_family(children, *parents):
    people = [a_person(call_name=f"Kind{nth}", birth=BirthDate(2010)) for nth in range(children)]
    guardians = tuple(GuardianGiven(name=name, relation="ouder") for name in parents)
    kind = CaseKind.FAMILY if children > 1 else CaseKind.PERSON
    given = a_referral(kind=kind, persons=tuple(people), guardians=guardians)
    return id_of(a_case(State.PLANNING, given=given))


def of(model, case):
    rows = sorted(rows_of(model, case_id=case), key=lambda one: one.place)
    return [one.id for one in rows]


@pytest.mark.parametrize(
    ("children", "parents"), [(1, ("Ilse",)), (2, ("Ilse",)), (3, ("Ilse", "Bram"))]
)
def test_who_stands_beside_another_has_a_number_and_who_stands_alone_has_none(
    cellar, children, parents
):
    a_family(4, "Anneke", "Piet", "Joke")
    case = a_family(children, *parents)
    relatives, guardians = of(Person, case)[1:], of(Guardian, case)

    with glance() as session:
        found = which_of(session, {case})

    expected = {}
    for some in (relatives, guardians):
        if len(some) > 1:
            expected |= {one: place for place, one in enumerate(some, start=1)}
    assert found == expected
