import pytest

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.rules.states import Level, State, level_of
from pga.core import clock
from pga.privacy.events import Event
from pga.reports.reading import get_numbers
from pga.settings.services import set_values
from tests.builders import a_case, a_user, an_actor
from tests.support.pages import text_of
from tests.support.rows import lines


def test_small_numbers_are_masked_and_large_ones_are_not(cellar):
    board, member = a_user(Role.BOARD).actor, a_user().actor
    for _ in range(6):
        a_case(by=member)
    for state in (State.PLANNING, State.PLANNING, State.PLANNING, State.ON_HOLD, State.ON_HOLD):
        a_case(state, by=member)

    numbers = get_numbers(board)

    assert numbers.by_state[State.REFERRED] == 6
    assert numbers.by_state[State.PLANNING] is None
    assert numbers.by_state[State.CLOSED] == 0
    (line,) = lines(Event.LIST)
    assert (line.actor_id, line.purpose) == (board.id, "numbers")


@pytest.mark.bare
def test_the_municipality_says_which_numbers_are_small(cellar):
    board, member = a_user(Role.BOARD).actor, a_user().actor
    made = {State.REFERRED: 3, State.PLANNING: 2, State.IN_EXECUTION: 1, State.CLOSED: 2}
    for state, several in made.items():
        for _ in range(several):
            a_case(state, by=member)

    def numbers(least):
        values = {"small_number_threshold": str(least)}
        set_values(board.id, "LAR", values, from_on=clock.today(), reason="Afspraak")
        return get_numbers(board)

    all_shown = numbers(1)

    assert (all_shown.threshold, all_shown.total) == (1, 8)
    assert all_shown.by_state == {state: made.get(state, 0) for state in State}
    assert all_shown.by_level == {
        level: sum(count for state, count in made.items() if level_of(state) is level)
        for level in Level
    }
    # two cells at least are hidden, so that the total does not tell
    assert [*numbers(2).by_state.values()].count(None) == 2


def test_another_municipality_is_not_counted(cellar):
    for _ in range(5):
        a_case(municipality="EEM")

    numbers = get_numbers(a_user(Role.BOARD).actor)

    assert set(numbers.by_state.values()) <= {0, None}
    assert numbers.total == 1  # the noisy case of this town


@pytest.mark.parametrize("role", [Role.SAFETY_TEAM, Role.INTERVENTION_TEAM, Role.ADMIN])
def test_numbers_are_for_who_steers(cellar, role):
    with pytest.raises(Refused):
        get_numbers(an_actor(role))

    assert lines(Event.LIST) == []


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize("role", [Role.BOARD, Role.COORDINATOR, Role.DPO])
def test_the_page_of_numbers_names_nobody_and_no_case(app, page, role):
    number = a_case(State.PLANNING)
    page.never = ("Zichtbaar", number)

    told = text_of(page.log_in(a_user(role)).get("/cijfers"))

    assert "Plan in opstelling" in told
