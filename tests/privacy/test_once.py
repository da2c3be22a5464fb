import pytest

from pga.cases.models.case import Case
from pga.cases.services import referral
from pga.core.database import transaction
from pga.core.errors import AlreadyDone
from pga.privacy import once
from tests.builders import a_referral, a_user, an_organisation

pytestmark = pytest.mark.bare


@pytest.fixture
def actor(cellar):
    return a_user().actor


def note(actor, key="k1", result="LAR-2026-0001"):
    with transaction() as session:
        once.only_once(session, actor, key)
        once.note(session, actor, key, result)


def test_the_second_time_repeats_what_came_of_the_first(actor):
    note(actor)

    with pytest.raises(AlreadyDone) as again, transaction() as session:
        once.only_once(session, actor, "k1")

    assert again.value.result == "LAR-2026-0001"


def test_another_form_or_another_user_goes_on(actor):
    note(actor)
    other = a_user().actor

    with transaction() as session:
        once.only_once(session, actor, "k2")
        once.only_once(session, other, "k1")

        assert session.is_active


def test_the_slower_of_two_clicks_leaves_nothing(actor):
    note(actor)

    with pytest.raises(AlreadyDone):
        note(actor, result="LAR-2026-0002")

    with pytest.raises(AlreadyDone, match="0001"), transaction() as session:
        once.only_once(session, actor, "k1")


def test_a_form_that_is_handed_in_twice_makes_one_case(actor):
    given = {"organisation_id": an_organisation(), "duplicate_checked": True, "form_key": "k1"}
    number = referral.register(actor, a_referral(), **given)

    with pytest.raises(AlreadyDone, match=number):
        referral.register(actor, a_referral(), **given)

    with transaction() as session:
        assert session.query(Case).count() == 1
