"""Who counts as logged in: whose session lives, and who owes no second factor."""

import pytest

from pga.accounts.reading import SignedIn
from pga.accounts.session import SessionUser
from tests.builders import an_actor


@pytest.mark.parametrize(
    ("alive", "factor_done", "counts"),
    [(True, True, True), (True, False, False), (False, True, False), (False, False, False)],
)
def test_who_owes_a_factor_or_stayed_away_is_not_logged_in(alive, factor_done, counts):
    presence = SignedIn(an_actor(), factor_done=factor_done, enrolled=True, alive=alive)

    assert SessionUser(presence).is_authenticated is counts
