import pytest

from pga.cases.rules.handover import HandoverProblem, Part, Transfer, problem_of

DIRECTS, WORKS = (Part.PROCESREGISSEUR, Part.CASUSREGISSEUR), (Part.LINKED,)


@pytest.mark.parametrize(
    ("same", "parts", "works", "directs", "problem"),
    [
        (False, (DIRECTS, WORKS), True, True, None),
        (False, (WORKS,), True, False, None),
        (True, (WORKS,), True, True, HandoverProblem.SAME),
        (False, (), True, True, HandoverProblem.NOTHING),
        (False, (WORKS,), False, False, HandoverProblem.NOT_A_COLLEAGUE),
        (False, (WORKS, DIRECTS), True, False, HandoverProblem.NOT_A_DIRECTOR),
        (False, ((Part.CASUSREGISSEUR,),), True, False, None),
    ],
)
def test_cases_go_to_who_can_do_the_same(same, parts, works, directs, problem):
    assert problem_of(Transfer(same, parts, works, directs)) is problem
