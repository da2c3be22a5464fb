from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.cases.rules.contributions import (
    ContributionProblem,
    FrozenFor,
    InfoClass,
    frozen_for,
    supplying_bar,
)
from pga.cases.rules.criminal import Ages
from pga.cases.rules.information import RequestAnswer, RequestProblem, fault_of_answer
from pga.partners.rules import Agreed, AgreementKind, PartnerKind

DAY = date(2026, 11, 24)
CHILD, MOTHER = UUID(int=1), UUID(int=2)
BARRED = ContributionProblem.NO_POLICE_DECISION
DECISION = Agreed(AgreementKind.POLICE_DECISION, "Besluit", "1", date(2026, 1, 1), DAY)
COVENANT = Agreed(AgreementKind.COVENANT, "Convenant", "1", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("kind", "agreed", "day", "bar"),
    [
        (None, [DECISION, COVENANT], DAY, ContributionProblem.NO_KIND),
        (PartnerKind.POLICE, [], DAY, BARRED),
        (PartnerKind.POLICE, [COVENANT], DAY, BARRED),
        (PartnerKind.POLICE, [DECISION], DAY, None),
        (
            PartnerKind.POLICE,
            [DECISION],
            date(2026, 11, 25),
            BARRED,
        ),
        (
            PartnerKind.POLICE,
            [DECISION],
            date(2025, 12, 31),
            BARRED,
        ),
        (PartnerKind.OTHER, [], DAY, None),
        (PartnerKind.PROSECUTION, [], DAY, None),
    ],
)
def test_who_may_supply_nothing_whatever_it_is_about(kind, agreed, day, bar):
    assert supplying_bar(kind, agreed, day) is bar


@given(
    answer=st.sampled_from(RequestAnswer),
    note=st.sampled_from(("", "Hij is bekend van een inbraak.")),
    takes_known=st.booleans(),
)
def test_without_a_decision_no_word_of_the_police_is_taken(answer, note, takes_known):
    found = fault_of_answer(answer, note, may_supply=False, takes_known=takes_known)

    silent = answer is RequestAnswer.MAY_NOT_SHARE and not note
    known = takes_known and answer in {RequestAnswer.KNOWN, RequestAnswer.UNKNOWN} and not note
    assert (found == {}) is (silent or known)
    assert fault_of_answer(answer, note, may_supply=True, takes_known=takes_known) == {}


def test_each_refusal_of_an_answer_says_which_part_of_it():
    spoken = fault_of_answer(RequestAnswer.SPOKEN, "", may_supply=False, takes_known=True)
    known = fault_of_answer(RequestAnswer.KNOWN, "", may_supply=False, takes_known=False)
    words = fault_of_answer(
        RequestAnswer.MAY_NOT_SHARE, "Er loopt een onderzoek.", may_supply=False, takes_known=True
    )

    assert spoken == {"answer": RequestProblem.POLICE_CONTENT}
    assert known == {"answer": RequestProblem.POLICE_KNOWN}
    assert words == {"note": RequestProblem.POLICE_CONTENT}


@pytest.mark.parametrize(
    ("about", "persons", "ages", "bar", "law"),
    [
        (InfoClass.SOCIAL, [], Ages(), BARRED, FrozenFor.POLICE),
        (InfoClass.JUSTICE, [], Ages(), None, None),
        (InfoClass.JUSTICE, [], Ages(), ContributionProblem.NO_KIND, None),
        (InfoClass.JUSTICE, [], Ages(frozenset({CHILD})), None, FrozenFor.UNDER_12),
        (InfoClass.CARE, [], Ages(frozenset({CHILD})), None, None),
        (
            InfoClass.JUSTICE,
            [],
            Ages(frozenset({CHILD}), frozenset({MOTHER})),
            None,
            FrozenFor.UNDER_12,
        ),
        (InfoClass.JUSTICE, [MOTHER], Ages(frozenset({CHILD}), frozenset({MOTHER})), None, None),
    ],
)
def test_what_of_before_the_law_keeps(about, persons, ages, bar, law):
    assert frozen_for(about, frozenset(persons), ages, bar) is law
