import pytest
import sqlalchemy as sa

from pga.cases.models.case import Case
from pga.cases.services import referral
from pga.core.database import transaction
from pga.core.errors import AlreadyDone
from pga.privacy import drafts, once
from pga.privacy.drafts import DraftPlace
from pga.privacy.once import Submission
from tests.builders import a_referral, a_user, an_organisation

pytestmark = pytest.mark.bare

NUMBER = "LAR-2026-0001"


@pytest.fixture
def actor(cellar):
    return a_user().actor


def hand_in(actor, key="k1", result=NUMBER, draft=None):
    """Carry something out that is about one form."""
    with once.handing_in(actor.id, key, draft), transaction() as session:
        once.came_to(session, result)


def submissions():
    with transaction() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Submission))


def test_the_second_time_repeats_what_came_of_the_first(actor):
    hand_in(actor)

    with pytest.raises(AlreadyDone) as again:
        hand_in(actor, result="LAR-2026-0002")

    assert again.value.result == NUMBER
    assert once.find_handed_in(actor.id, "k1").result == NUMBER


def test_another_form_or_another_user_goes_on(actor):
    hand_in(actor)

    hand_in(actor, "k2")
    hand_in(a_user().actor, "k1")

    assert submissions() == 3


def test_what_fails_was_not_handed_in(actor):
    with (
        pytest.raises(ZeroDivisionError),
        once.handing_in(actor.id, "k1"),
        transaction(),
    ):
        raise ZeroDivisionError

    assert once.find_handed_in(actor.id, "k1") is None
    hand_in(actor)


def test_a_unit_outside_a_form_claims_nothing(actor):
    with transaction() as session:
        once.came_to(session, NUMBER)
        once.came_to_nothing(session)

    assert submissions() == 0


def test_only_the_first_unit_of_a_form_claims_it(actor):
    with once.handing_in(actor.id, "k1") as handed:
        with transaction() as session:
            once.came_to(session, NUMBER)
        assert handed.claimed
        with transaction():
            pass

    assert submissions() == 1


def test_what_is_refused_and_noted_may_be_sent_again(actor):
    with once.handing_in(actor.id, "k1"), transaction() as session:
        once.came_to_nothing(session)

    assert once.find_handed_in(actor.id, "k1") is None


def test_the_draft_goes_with_what_is_handed_in_and_stays_when_that_fails(actor):
    place = DraftPlace(actor.id, "LAR", "cases.register")
    other = DraftPlace(actor.id, "LAR", "cases.plan_texts", NUMBER)
    for one in (place, other):
        drafts.save(one, [["occasion", "Op 3 november."]])

    with (
        pytest.raises(ZeroDivisionError),
        once.handing_in(actor.id, "k1", place),
        transaction(),
    ):
        raise ZeroDivisionError
    assert drafts.load(place) is not None

    hand_in(actor, draft=place)
    assert drafts.load(place) is None
    assert drafts.load(other) is not None


def test_where_a_form_led_is_known_to_its_own_user(actor):
    hand_in(actor)
    other = a_user().actor
    hand_in(other)

    once.led_to(actor.id, "k1", "/werk")

    assert once.find_handed_in(actor.id, "k1").led_to == "/werk"
    assert once.find_handed_in(other.id, "k1").led_to is None


def test_the_key_of_words_tells_forms_and_words_apart():
    words = [("text", "Belt de corporatie")]
    key = once.key_of("form", words)

    assert key == once.key_of("form", list(words))
    others = {
        once.key_of("other", words),
        once.key_of("form", [("text", "Belt de corporatie.")]),
        once.key_of("form", [("result", "Belt de corporatie")]),
        once.key_of("form", []),
    }
    assert len(others) == 4
    assert key not in others
    assert len(key) == 40


def test_a_form_that_is_handed_in_twice_makes_one_case(actor):
    organisation_id = an_organisation()

    def register():
        with once.handing_in(actor.id, "k1"):
            return referral.register(
                actor, a_referral(), organisation_id=organisation_id, duplicate_checked=True
            )

    number = register()
    with pytest.raises(AlreadyDone, match=number):
        register()

    with transaction() as session:
        assert session.query(Case).count() == 1
