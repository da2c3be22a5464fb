from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from pga.access.permissions import Role
from pga.accounts import services
from pga.accounts.models import AccountNotice, RoleGrant, UserSession
from pga.accounts.reading.news import list_news
from pga.accounts.rules.news import KEPT_FOR, AccountNews
from pga.accounts.services import links, news, users
from pga.accounts.services.granting import NewRole
from pga.core import clock
from pga.core.database import transaction
from tests.accounts.test_services import enrol, sign_in
from tests.builders import CHEAP, CLEARED, PASSWORD, a_user
from tests.support.pages import Page, text_of
from tests.support.rows import rows_of
from tests.support.second_person import give_role

NEW = "acht paarse fietsen tegen een hek"
START = {
    Role.SAFETY_TEAM: "/werk",
    Role.COORDINATOR: "/werk",
    Role.DPO: "/toezicht",
    Role.BOARD: "/cijfers",
    Role.ADMIN: "/beheer/gebruikers",
}


def kinds(actor):
    return [one.kind for one in list_news(actor)]


@pytest.fixture
def member(cellar):
    return a_user()


@pytest.fixture
def beheerder(cellar):
    return a_user(Role.ADMIN).actor


def here(member):
    """Return somebody in a session of their own."""
    sign_in(member)
    with transaction() as session:
        newest = sa.select(UserSession.id).filter_by(user_id=member.id)
        return replace(
            member.actor, session=session.scalar(newest.order_by(UserSession.made_at.desc()))
        )


def test_another_session_hears_that_the_password_changed_and_this_one_does_not(member):
    actor = here(member)

    services.change_password(actor, PASSWORD, NEW, rules=CHEAP)

    assert kinds(actor) == []
    assert kinds(replace(actor, session=None)) == [AccountNews.PASSWORD_CHANGED]


def test_a_second_factor_that_was_set_up_is_told(member):
    enrol(member)

    assert kinds(member.actor) == [AccountNews.FACTOR_SET]


def test_new_recovery_codes_are_told(member):
    services.make_recovery_codes(here(member))

    assert kinds(member.actor) == [AccountNews.CODES_MADE]


@pytest.mark.parametrize(
    ("act", "kind"),
    [
        (lambda b, m: links.start_reset(b, m.id), AccountNews.RESET_STARTED),
        (
            lambda b, m: give_role(b, m.id, NewRole(Role.BOARD, clock.today())),
            AccountNews.ROLE_CHANGED,
        ),
        (lambda b, m: users.set_clearance(b, m.id, CLEARED), AccountNews.CLEARANCE_CHANGED),
        (lambda b, m: users.enable(b, m.id), AccountNews.REOPENED),
    ],
)
def test_what_a_beheerder_does_is_told_to_who_it_is_about(member, beheerder, act, kind):
    act(beheerder, member)

    assert kinds(member.actor) == [kind]
    assert kinds(beheerder) == []


def test_a_role_that_ends_is_told_to_who_had_it(member, beheerder):
    (grant,) = rows_of(RoleGrant, user_id=member.id)

    users.end_role(beheerder, member.id, grant.id, last_on=clock.today())

    assert kinds(member.actor) == [AccountNews.ROLE_CHANGED]


def test_a_password_chosen_with_a_link_is_told(member, beheerder):
    token = links.start_reset(beheerder, member.id)

    links.choose_password(token, NEW, rules=CHEAP)

    assert kinds(member.actor) == [AccountNews.PASSWORD_CHOSEN, AccountNews.RESET_STARTED]


def test_seeing_it_takes_only_ones_own_away(member, beheerder):
    other = a_user()
    links.start_reset(beheerder, member.id)
    links.start_reset(beheerder, other.id)

    news.mark_news_seen(member.actor)

    assert kinds(member.actor) == []
    assert kinds(other.actor) == [AccountNews.RESET_STARTED]


@pytest.mark.both
def test_who_changed_it_takes_nothing_away_from_the_other_session(member):
    actor = here(member)
    services.make_recovery_codes(actor)

    news.mark_news_seen(actor)

    assert kinds(replace(actor, session=None)) == [AccountNews.CODES_MADE]


@pytest.mark.both
def test_what_was_seen_long_ago_is_swept_and_nothing_else(member, beheerder):
    links.start_reset(beheerder, member.id)
    news.mark_news_seen(member.actor)
    links.start_reset(beheerder, member.id)

    with clock.stopped_at(clock.now() + KEPT_FOR - timedelta(hours=1)):
        assert news.sweep_news() == 0
    with clock.stopped_at(clock.now() + KEPT_FOR + timedelta(hours=1)):
        assert news.sweep_news() == 1

    (left,) = rows_of(AccountNotice)
    assert left.cleared_at is None


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize("role", START)
def test_each_role_reads_it_where_it_begins_until_the_account_is_opened(app, page, role):
    member = a_user(role)
    page.log_in(member)
    services.make_recovery_codes(member.actor)

    told = text_of(page.get(START[role]))
    assert told.count("Er zijn nieuwe herstelcodes gemaakt. De oude werken niet meer") == 1
    assert "Voor u" in told
    assert "nieuwe herstelcodes gemaakt" in text_of(page.get("/account"))
    assert "nieuwe herstelcodes gemaakt" not in text_of(page.get(START[role]))
    assert "nieuwe herstelcodes gemaakt" not in text_of(page.get("/account"))


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_who_is_not_cleared_reads_it_too(app, page):
    member = a_user(clearance=replace(CLEARED, trained_until=date(2020, 1, 1)))
    page.log_in(member)
    services.make_recovery_codes(member.actor)

    assert "nieuwe herstelcodes gemaakt" in text_of(page.get("/"))


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_a_thief_who_changes_the_password_does_not_hide_it(app, page):
    member = a_user()
    page.log_in(member)
    typed = {"current": PASSWORD, "new": NEW, "repeat": NEW}

    page.post("/account", typed)
    page.get("/account")
    owner = Page(app).log_in(replace(member, password=NEW))

    assert "Uw wachtwoord is gewijzigd" in text_of(owner.get("/werk"))
