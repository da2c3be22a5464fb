from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.partners.labels import sharing as words
from pga.partners.labels.proposal import PROPOSAL, SENTENCE
from pga.partners.rules import Bound, PartnerKind
from pga.partners.rules.sharing import (
    NOT_SAID,
    SPECIAL,
    TABLED,
    Approved,
    Cell,
    CellGiven,
    Edition,
    Phase,
    SharingAnswer,
    SharingBar,
    SharingFault,
    alike,
    cell_at,
    changed,
    differences,
    faults_of_change,
    in_force,
    may_share,
    packed,
    unpacked,
)
from pga.privacy.disclosure_codes import Category
from tests.support.some import some

TODAY = date(2026, 11, 24)
YES = Cell(SharingAnswer.YES, "Reglement", "We vertellen het.")
CELLS = list(product(PartnerKind, Phase, TABLED))
HERE = (PartnerKind.HOUSING, Phase.PLAN, Category.SOCIAL)


def test_each_cell_of_the_proposal_has_an_answer_a_source_and_a_sentence():
    for place in some(CELLS):
        cell = cell_at(PROPOSAL, *place)
        assert cell.answer in SharingAnswer
        assert words.source_of(cell)
        assert words.sentence_of(cell).endswith(".")
        assert bool(cell.condition) is (cell.answer is SharingAnswer.IF), place

    assert len(CELLS) == 20 * 5 * 10
    assert SENTENCE.keys() == set(TABLED)


# pga.md 5, once more and by hand: who may get something in which phase (A W I P N).
MAY_GET = """
municipality      . . I P .
intervention      A W I P N
police            . W I P N
prosecution       . W I P .
probation         . W I P N
child_protection  . W I P N
youth_care        . W I P N
mental_health     . W I P N
doctor            . . . . .
safe_home         . W I P N
housing           . W I P N
benefits          . . I P .
school            . W I P N
youth_work        . W I P N
community_team    . W I P N
halt              . . I P .
prison            . . I P .
public_health     . W I P N
safety_house      . . . P .
other             . . . P .
"""
# Who may ever hear of zorg and of straf.
CARE = {"intervention", "child_protection", "youth_care", "community_team", "safety_house"}
CRIMINAL = {"police", "prosecution", "probation", "child_protection", "safety_house"}


def test_the_proposal_gives_what_the_domain_says_and_nothing_more():
    rows = dict(line.split(maxsplit=1) for line in MAY_GET.strip().splitlines())
    found = {
        kind.value: " ".join(
            letter
            if any(
                cell_at(PROPOSAL, kind, phase, one).answer is not SharingAnswer.NO for one in TABLED
            )
            else "."
            for letter, phase in zip("AWIPN", Phase, strict=True)
        )
        for kind in PartnerKind
    }

    assert found == rows


@pytest.mark.parametrize(("category", "kinds"), [("care", CARE), ("criminal", CRIMINAL)])
def test_special_and_criminal_data_always_come_with_a_condition_and_to_few(category, kinds):
    places = [place for place in PROPOSAL if place[2] == category]

    assert {place[0] for place in places} == kinds
    assert {PROPOSAL[place].answer for place in places} == {SharingAnswer.IF}


def test_the_number_goes_wherever_something_goes():
    for kind, phase, _ in some(PROPOSAL):
        assert cell_at(PROPOSAL, kind, phase, Category.CASE_NUMBER).answer is SharingAnswer.YES


APPROVED = Edition(1, PROPOSAL, TODAY)
DRAFT = Edition(1, PROPOSAL)
KINDS = st.sampled_from([None, *PartnerKind])


@given(
    edition=st.sampled_from([None, DRAFT, APPROVED]),
    kind=KINDS,
    bound=st.sampled_from(Bound),
    place=st.sampled_from(CELLS),
)
def test_an_answer_is_never_more_than_the_table_says(edition, kind, bound, place):
    told = may_share(edition, kind, bound, *place[1:])

    order = list(SharingAnswer)
    says = cell_at(PROPOSAL, kind, *place[1:]).answer if kind else SharingAnswer.NO
    assert order.index(told.answer) >= order.index(says)
    if None in (kind, edition) or bound is not Bound.BOUND:
        assert told.answer is SharingAnswer.NO
        assert told.bar is not None
    if edition is DRAFT:
        assert told.answer is not SharingAnswer.YES
        assert told.answer is SharingAnswer.NO or told.category not in SPECIAL


@pytest.mark.parametrize(
    ("edition", "kind", "bound", "bar"),
    [
        (APPROVED, None, Bound.BOUND, SharingBar.NO_KIND),
        (APPROVED, PartnerKind.HOUSING, Bound.UNBOUND, SharingBar.UNBOUND),
        (APPROVED, PartnerKind.HOUSING, Bound.EXPIRED, SharingBar.EXPIRED),
        (None, PartnerKind.HOUSING, Bound.BOUND, SharingBar.NO_TABLE),
        (DRAFT, PartnerKind.HOUSING, Bound.BOUND, SharingBar.NOT_APPROVED),
        (APPROVED, PartnerKind.HOUSING, Bound.BOUND, None),
    ],
)
def test_what_stands_before_the_table_is_told(edition, kind, bound, bar):
    assert may_share(edition, kind, bound, *HERE[1:]).bar is bar


def test_what_nobody_filled_is_no():
    told = may_share(APPROVED, PartnerKind.DOCTOR, Bound.BOUND, Phase.PLAN, Category.CASE_NUMBER)

    assert (told.answer, told.cell, told.bar) == (SharingAnswer.NO, NOT_SAID, None)


def test_the_newest_version_whose_day_came_counts():
    first, second = (Approved(uuid4(), at, TODAY) for at in (1, 2))
    coming = replace(second, from_on=TODAY + timedelta(days=1))

    assert in_force([], TODAY) is None
    assert in_force([coming], TODAY) is None
    assert in_force([first, coming], TODAY) is first
    assert in_force([first, coming], coming.from_on) is coming
    assert in_force([second, replace(first, from_on=coming.from_on)], coming.from_on) is second


def test_a_change_is_for_its_phases_and_leaves_the_rest():
    both = frozenset({Phase.ROUND, Phase.PLAN})
    new = CellGiven(PartnerKind.DOCTOR, Category.SAFETY, both, replace(YES, why="Gevaar."))

    now = changed(PROPOSAL, new)

    (one,) = differences(PROPOSAL, now)
    assert (one.phases, one.was, one.now.why) == ((Phase.ROUND, Phase.PLAN), NOT_SAID, "Gevaar.")
    assert now.keys() - PROPOSAL.keys() == {(new.kind, one, new.category) for one in both}
    assert faults_of_change(PROPOSAL, new) == {}


@pytest.mark.parametrize(
    ("cell", "phases", "faults"),
    [
        (YES, [], {"phases": SharingFault.NO_PHASE}),
        (
            replace(YES, answer=SharingAnswer.IF),
            [Phase.PLAN],
            {"condition": SharingFault.NO_CONDITION},
        ),
        (replace(PROPOSAL[HERE], why="Zomaar."), [Phase.PLAN], {"": SharingFault.SAME}),
    ],
)
def test_a_change_that_cannot_be_says_why(cell, phases, faults):
    given_one = CellGiven(HERE[0], HERE[2], frozenset(phases), cell)

    assert faults_of_change(PROPOSAL, given_one) == faults


def test_phases_that_are_alike_stand_together():
    groups = alike(PROPOSAL, PartnerKind.INTERVENTION, Category.SOCIAL)

    assert sorted(phase for _, phases in groups for phase in phases) == sorted(Phase)
    assert (Phase.ROUND, Phase.PLAN) in {phases for _, phases in groups}


def test_a_table_comes_back_as_it_was_kept():
    assert unpacked(packed(PROPOSAL)) == PROPOSAL
