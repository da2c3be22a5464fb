import pytest

from pga.dossiers.rules.handover import HandoverProblem, Transfer, problem_of


@pytest.mark.parametrize(
    ("same", "going", "works", "directs", "problem"),
    [
        (False, 2, True, True, None),
        (True, 1, True, True, HandoverProblem.SAME),
        (True, 0, False, False, HandoverProblem.SAME),
        (False, 0, True, True, HandoverProblem.NOTHING),
        (False, 1, False, False, HandoverProblem.NOT_A_COLLEAGUE),
        (False, 2, True, False, HandoverProblem.NOT_A_DIRECTOR),
    ],
)
def test_dossiers_go_to_who_can_do_the_same(same, going, works, directs, problem):
    assert problem_of(Transfer(same, going, works, directs)) is problem
