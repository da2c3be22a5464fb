from datetime import date, timedelta

import pytest

from pga.dossiers.rules.notices import FLAG_DAYS, FlagProblem, flag_problem

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("days", "problem"),
    [
        (-1, FlagProblem.IN_PAST),
        (0, None),
        (FLAG_DAYS, None),
        (FLAG_DAYS + 1, FlagProblem.TOO_FAR),
    ],
)
def test_a_flag_is_for_today_or_a_day_within_a_year(days, problem):
    assert flag_problem(TODAY + timedelta(days=days), TODAY) is problem
