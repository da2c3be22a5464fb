from datetime import timedelta

import pytest

from pga.access.permissions import Role
from pga.accounts import services
from pga.accounts.models import AccountNotice, User
from pga.accounts.reading import find_presence, names_of
from pga.accounts.rules.news import AccountNews
from pga.core import clock
from pga.core.database import glance, transaction
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record
from tests.builders import CHEAP, PASSWORD, a_user

pytestmark = pytest.mark.usefixtures("cellar")


def token_of(member):
    where = {"address": "127.0.0.1", "device": "Firefox op Linux", "rules": CHEAP}
    return services.sign_in(member.username, PASSWORD, **where).token


def told(member, **changes):
    """Put a line about the account on the list of somebody."""
    with transaction() as session:
        usual = {"kind": AccountNews.CODES_MADE, "made_at": clock.now(), "user_id": member.id}
        session.add(AccountNotice(**{**usual, **changes}))
        record(session, None, Line(Event.SEEDED, Object("user", member.id)))


@pytest.mark.both
def test_whether_it_is_worth_asking_for_other_roles_or_news_goes_by_the_own_account():
    member, other = a_user(), a_user(also={"EEM": Role.SAFETY_TEAM})
    told(other)
    told(member, cleared_at=clock.now())
    mine, theirs = (token_of(one) for one in (member, other))

    def worth(token):
        found = find_presence(token, CHEAP, touch=False)
        return found.actor.name, found.elsewhere, found.news

    assert worth(mine) == (member.name, False, False)
    assert worth(theirs) == (other.name, True, True)
    told(member)
    assert worth(mine) == (member.name, False, True)


def test_names_are_told_of_who_was_asked_for():
    first, second, _ = (a_user() for _ in range(3))

    with glance() as session:
        assert names_of(session, [first.id, None, second.id]) == {
            first.id: first.name,
            second.id: second.name,
        }


def test_a_session_of_an_account_that_was_closed_is_nobodys():
    member, other = a_user(), a_user()
    mine, theirs = (token_of(one) for one in (member, other))
    with transaction() as session:
        session.get_one(User, member.id).disabled_at = clock.now() - timedelta(minutes=1)
        record(session, None, Line(Event.SEEDED, Object("user", member.id)))

    assert find_presence(mine, CHEAP, touch=False) is None
    assert find_presence(theirs, CHEAP, touch=False).actor.id == other.id
