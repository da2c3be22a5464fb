# ruff: noqa: S311 - dice of a test, seeded
import random
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from pga.access.permissions import Role
from pga.cases.rules.contributions import (
    ColleagueViewer,
    Condition,
    Conditions,
    ContributionGiven,
    ContributionProblem,
    GuestViewer,
    InfoClass,
    LeftOut,
    Manner,
    Onward,
    PersonViewer,
    Status,
    Terms,
    Visibility,
    age_of_old,
    contribution_problems,
    left_out,
    may_see,
    on_screen,
)
from pga.cases.rules.criminal import Ages
from pga.cases.rules.referral import ThirdPartyRelation
from pga.partners.rules import PartnerKind, Standing

SUPPLIER, OTHER, THIRD = (UUID(int=at) for at in range(1, 4))
OPEN = Terms(
    supplier=SUPPLIER, status=Status.ACTIVE, visibility=Visibility.OVERLEG, onward=Onward.YES
)
POLICE = GuestViewer(OTHER, PartnerKind.POLICE, Standing.PUBLIC)
HOUSING = GuestViewer(THIRD, PartnerKind.HOUSING, Standing.PRIVATE)
TODAY = date(2026, 11, 24)
GROWN = Ages(others=frozenset({THIRD}))
GIVEN = ContributionGiven(
    about=InfoClass.SOCIAL,
    visibility=Visibility.OVERLEG,
    onward=Onward.NO,
    conditions=Conditions(),
    fact="De huur is niet betaald. De buurman klaagt.",
    opinion="",
    source="Administratie",
    manner=Manner.REGISTER,
    facts_on=TODAY,
    received_on=TODAY,
)


def asked(*codes, **more):
    return replace(OPEN, conditions=Conditions(codes=frozenset(codes), **more))


@pytest.mark.parametrize("visibility", Visibility)
@pytest.mark.parametrize("role", Role)
def test_the_interventieteam_never_sees_what_is_for_the_regie(visibility, role):
    seen = may_see(replace(OPEN, visibility=visibility), ColleagueViewer(role))

    everything = role in {Role.SAFETY_TEAM, Role.COORDINATOR}
    some = role is Role.INTERVENTION_TEAM and visibility is not Visibility.REGIE
    assert seen is (everything or some)


@pytest.mark.parametrize("status", [Status.FROZEN, Status.WITHDRAWN])
@pytest.mark.parametrize(
    "viewer", [*map(ColleagueViewer, Role), POLICE, GuestViewer(SUPPLIER), PersonViewer()]
)
def test_what_is_frozen_or_taken_back_nobody_sees(status, viewer):
    assert not may_see(replace(OPEN, status=status), viewer)


def test_a_guest_sees_what_is_for_the_table_and_not_excluded():
    assert may_see(OPEN, POLICE)
    assert not may_see(replace(OPEN, visibility=Visibility.KERNTEAM), POLICE)
    assert not may_see(asked(partners=frozenset({OTHER})), POLICE)
    assert not may_see(asked(kinds=frozenset({PartnerKind.POLICE})), POLICE)
    assert not may_see(asked(Condition.NOT_TO_PRIVATE), HOUSING)
    assert may_see(asked(Condition.NOT_TO_PRIVATE), POLICE)


def test_a_guest_of_whom_nothing_is_known_does_not_get_past_a_condition():
    nobody = GuestViewer(None)

    assert may_see(OPEN, nobody)
    assert not may_see(asked(partners=frozenset({OTHER})), nobody)
    assert not may_see(asked(kinds=frozenset({PartnerKind.POLICE})), nobody)
    assert not may_see(asked(Condition.NOT_TO_PRIVATE), nobody)


def test_who_comes_for_no_organisation_sees_no_more_than_the_person():
    parent = GuestViewer(None)

    assert not may_see(asked(Condition.NOT_TO_PERSON), parent)
    assert not may_see(replace(OPEN, wholly_about_other=True), parent)
    assert may_see(asked(Condition.NOT_TO_PERSON), POLICE)
    assert may_see(replace(OPEN, wholly_about_other=True), POLICE)


def test_the_supplier_sees_its_own_words_whatever_it_asked():
    assert may_see(asked(partners=frozenset({SUPPLIER})), GuestViewer(SUPPLIER))


def test_the_person_sees_what_the_supplier_allows_and_is_not_about_another():
    assert may_see(OPEN, PersonViewer())
    assert not may_see(asked(Condition.NOT_TO_PERSON), PersonViewer())
    assert not may_see(replace(OPEN, wholly_about_other=True), PersonViewer())


def test_one_who_may_not_see_it_takes_it_off_the_screen_for_all():
    secret = asked(partners=frozenset({OTHER}))
    team = [ColleagueViewer(Role.SAFETY_TEAM), HOUSING]

    assert on_screen(secret, team)
    assert not on_screen(secret, [*team, POLICE])


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        (OPEN, None),
        (replace(OPEN, status=Status.FROZEN), LeftOut.NOT_ACTIVE),
        (replace(OPEN, visibility=Visibility.REGIE), LeftOut.NOT_FOR_OTHERS),
        (replace(OPEN, onward=Onward.NO), LeftOut.SUPPLIER),
        (replace(OPEN, onward=Onward.AFTER_CONSENT), LeftOut.ASK_FIRST),
        (asked(Condition.SPOKEN_ONLY), LeftOut.SUPPLIER),
        (asked(partners=frozenset({OTHER})), LeftOut.SUPPLIER),
        (replace(OPEN, wholly_about_other=True), LeftOut.ABOUT_OTHER),
    ],
)
def test_what_does_not_go_on_says_why(terms, why):
    assert left_out(terms, POLICE) is why


def random_terms(dice):
    some = lambda kind: frozenset(one for one in kind if dice.random() < 0.2)  # noqa: E731 - draws from these dice
    return Terms(
        supplier=dice.choice((SUPPLIER, OTHER)),
        status=dice.choice((Status.ACTIVE, *Status)),
        visibility=dice.choice((Visibility.OVERLEG, *Visibility)),
        onward=dice.choice((Onward.YES, *Onward)),
        conditions=Conditions(
            codes=some(Condition), partners=some((OTHER, THIRD)), kinds=some(PartnerKind)
        ),
        wholly_about_other=dice.random() < 0.1,
    )


def test_of_five_thousand_chances_none_goes_to_whom_its_supplier_said_no():
    dice, went = random.Random(1894), 0
    for _ in range(5_000):
        terms = random_terms(dice)
        to = GuestViewer(
            dice.choice((None, SUPPLIER, OTHER, THIRD)),
            dice.choice((None, *PartnerKind)),
            dice.choice((None, *Standing)),
        )
        if left_out(terms, to) is not None:
            continue
        went += 1
        said = terms.conditions
        assert terms.status is Status.ACTIVE
        assert (terms.visibility, terms.onward) == (Visibility.OVERLEG, Onward.YES)
        assert to.organisation_id not in said.partners
        assert not (said.partners and to.organisation_id is None)
        assert to.kind not in said.kinds
        assert not (said.kinds and to.kind is None)
        assert Condition.SPOKEN_ONLY not in said.codes
        assert Condition.NOT_TO_PRIVATE not in said.codes or to.standing is Standing.PUBLIC
        assert not terms.wholly_about_other
        assert may_see(terms, to)
    assert went > 50


def problems(role=Role.SAFETY_TEAM, *, bar=None, ages=GROWN, **changes):
    return contribution_problems(replace(GIVEN, **changes), role, TODAY, bar=bar, ages=ages)


@pytest.mark.parametrize("role", [Role.DPO, Role.BOARD, Role.ADMIN])
def test_who_sees_no_contribution_hides_none(role):
    found = problems(role, visibility=Visibility.OVERLEG)

    assert found == {"visibility": ContributionProblem.NOT_YOURS_TO_HIDE}


def test_a_contribution_that_lacks_nothing_has_no_problem():
    assert problems() == {}
    assert problems(other=ThirdPartyRelation.NEIGHBOUR, passage="De buurman klaagt.") == {}


def test_all_that_is_wrong_with_a_contribution_is_told_at_once():
    found = problems(
        Role.INTERVENTION_TEAM,
        bar=ContributionProblem.NO_POLICE_DECISION,
        about=InfoClass.JUSTICE,
        visibility=Visibility.REGIE,
        passage="Staat er niet.",
        received_on=date(2026, 11, 25),
        facts_on=date(2026, 11, 26),
    )

    assert found == {
        "received_on": ContributionProblem.IN_FUTURE,
        "facts_on": ContributionProblem.AFTER_RECEIPT,
        "passage": ContributionProblem.PASSAGE_NOT_FOUND,
        "other": ContributionProblem.NO_RELATION,
        "visibility": ContributionProblem.NOT_YOURS_TO_HIDE,
        "": ContributionProblem.NO_POLICE_DECISION,
    }


# --- old facts


@pytest.mark.parametrize("old_after", [7, 30, 365])
@pytest.mark.parametrize("past", [-1, 0, 1, 2000])
def test_facts_are_old_from_the_day_after_the_term_and_tell_their_age(past, old_after):
    facts_on = TODAY - timedelta(days=old_after + past)

    assert age_of_old(facts_on, TODAY, old_after) == (old_after + past if past > 0 else None)
