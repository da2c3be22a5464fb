from datetime import UTC, date, datetime, timedelta

import pytest

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.reading.intake import (
    HeldAlready,
    faults_of_referral,
    get_intake,
)
from pga.cases.rules.intake import IntakeProblem
from pga.core import clock
from tests.builders import a_person, a_referral, a_user, an_organisation

TODAY = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(datetime(2026, 11, 25, 13, tzinfo=UTC)):
        yield


@pytest.mark.parametrize("role", [Role.DPO, Role.BOARD, Role.ADMIN])
def test_who_works_on_no_case_is_told_nothing_of_an_aanmelding(role):
    reader = a_user(role).actor

    for ask in (
        lambda: get_intake(reader),
        lambda: faults_of_referral(reader, a_referral(), None),
    ):
        with pytest.raises(Refused):
            ask()


def test_an_organisation_that_refers_no_more_stays_on_what_it_handed_in_and_on_nothing_new():
    member, given = a_user().actor, a_referral(persons=(a_person(),))
    refers, refers_not = an_organisation(), an_organisation(may_refer=False)
    standing = HeldAlready(refers_not)
    wrong = {"organisation": IntakeProblem.NOT_A_REFERRER}

    for organisation, held, problems in (
        (refers, None, {}),
        (refers_not, None, wrong),
        (None, None, {}),
        (refers_not, standing, {}),
        (refers, standing, {}),
        (refers_not, HeldAlready(refers), wrong),
    ):
        assert faults_of_referral(member, given, organisation, held) == problems


def test_one_looks_again_within_the_days_of_the_municipality():
    last = get_intake(a_user().actor).look_again_by

    assert TODAY < last < TODAY + timedelta(days=60)
    late = a_referral(look_again_on=last + timedelta(days=1))
    found = faults_of_referral(a_user().actor, late, None)
    assert found == {"look_again_on": IntakeProblem.TOO_FAR}
