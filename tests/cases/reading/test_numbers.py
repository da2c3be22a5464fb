import pytest

from pga.access.permissions import Role
from pga.cases.reading.numbers import id_of_number, numbers_of
from pga.cases.rules.states import State
from pga.core.database import glance
from tests.builders import a_case, a_user, id_of


@pytest.mark.parametrize("role", [Role.DPO, Role.COORDINATOR])
def test_who_sees_the_trail_of_a_case_is_told_its_number_and_no_other(cellar, role):
    reader = a_user(role).actor
    number, other = a_case(State.PLANNING), a_case(State.PLANNING)
    elsewhere = a_case(State.PLANNING, municipality="EEM")
    here, there, next_to = id_of(number), id_of(elsewhere), id_of(other)

    with glance() as session:
        assert numbers_of(session, reader, [here, there]) == {here: number}
        assert numbers_of(session, reader, []) == {}
        assert id_of_number(session, reader, other) == next_to
        assert id_of_number(session, reader, elsewhere) is None
        assert id_of_number(session, reader, "LAR-2026-9999") is None
