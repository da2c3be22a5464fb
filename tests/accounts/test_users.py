import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.accounts import passwords, services
from pga.accounts.models import PasswordLink, RoleGrant, User
from pga.accounts.passwords import digest
from pga.accounts.reading import find_presence, get_lapses
from pga.accounts.reading.links import find_link
from pga.accounts.reading.users import get_user
from pga.accounts.rules.clearance import Clearance, ClearanceProblem, Lapse
from pga.accounts.rules.granting import UserProblem
from pga.accounts.services import LoginFault, LoginRefused, links, users
from pga.accounts.services.granting import NewRole
from pga.accounts.services.links import LinkEnded
from pga.accounts.services.users import NewUser
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.privacy.events import Event
from pga.privacy.trail import AuditEvent, Line, record
from tests.builders import CHEAP, CLEARED, PASSWORD, a_user, an_actor
from tests.support.rows import made, rows_of
from tests.support.second_person import approve, asked_of, asking, give_role
from tests.support.some import some

pytestmark = pytest.mark.usefixtures("cellar")

OTHER = "acht blauwe laarzen in de gang"
DAY = timedelta(days=1)


@pytest.fixture
def admin(cellar):
    return a_user(Role.ADMIN).actor


@pytest.fixture
def user(cellar):
    return a_user()


def a_new(**changes):
    usual = {
        "username": "Noor.R",
        "name": "Noor Rietorchis",
        "role": NewRole(Role.SAFETY_TEAM, clock.today()),
        "clearance": CLEARED,
    }
    return NewUser(**(usual | changes))


def log_in(username, password=PASSWORD):
    where = {"address": "127.0.0.1", "device": "Firefox op Linux", "rules": CHEAP}
    return services.sign_in(username, password, **where).token


def is_here(token):
    return find_presence(token, CHEAP, touch=False) is not None


def events():
    with transaction() as session:
        question = sa.select(AuditEvent.event).where(AuditEvent.municipality == "LAR")
        return list(session.scalars(question.order_by(AuditEvent.seq)))


def wrong_with(act, *args, **kwargs):
    with pytest.raises(Invalid) as invalid:
        act(*args, **kwargs)
    return invalid.value.problems


# --- making an account


@pytest.mark.both
def test_somebody_new_chooses_a_password_and_logs_in(admin):
    user_id, token = users.make_user(admin, a_new(), asking())

    with pytest.raises(LoginRefused):
        log_in("noor.r", "")
    links.choose_password(token, OTHER, rules=CHEAP)
    with pytest.raises(LoginRefused) as refused:
        log_in("noor.r", OTHER)
    assert refused.value.fault is LoginFault.NO_ROLE
    approve(admin, asked_of(user_id))

    presence = find_presence(log_in("noor.r", OTHER), CHEAP, touch=False)
    assert (presence.actor.id, presence.actor.role) == (user_id, Role.SAFETY_TEAM)
    assert presence.actor.cleared
    assert events()[-2:] == [Event.GRANTED, Event.LOGIN]


def test_only_the_hash_of_a_link_is_kept(admin):
    _, token = users.make_user(admin, a_new(), asking())

    with transaction() as session:
        link = session.scalars(sa.select(PasswordLink)).one()
        kept, lives = link.token_hash, link.expires_at - clock.now()

    assert kept == digest(token.replace("-", ""))
    assert lives <= timedelta(hours=24)


@pytest.mark.parametrize(
    ("changed", "field", "problem"),
    [
        ({"username": "n r"}, "username", UserProblem.UNFIT),
        ({"role": NewRole(Role.DPO, date(2020, 1, 1))}, "from_on", UserProblem.IN_PAST),
        (
            {"clearance": Clearance(secrecy_on=date(2099, 1, 1))},
            "secrecy_on",
            ClearanceProblem.IN_FUTURE,
        ),
    ],
)
def test_what_cannot_be_so_makes_no_account(admin, changed, field, problem):
    assert wrong_with(users.make_user, admin, a_new(**changed), asking()) == {field: problem}
    assert made(User) == {admin.id}


def test_a_username_is_of_one_person(admin, user):
    problems = wrong_with(users.make_user, admin, a_new(username=user.username.upper()), asking())

    assert problems == {"username": UserProblem.TAKEN}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_only_a_beheerder_keeps_accounts(user, role):
    actor, role_here = an_actor(role), NewRole(Role.DPO, clock.today())

    for act in (
        lambda: users.make_user(actor, a_new(), asking()),
        lambda: users.propose_role(actor, user.id, role_here, asking()),
        lambda: users.end_role(actor, user.id, uuid4(), last_on=None),
        lambda: users.disable(actor, user.id),
        lambda: users.enable(actor, user.id),
        lambda: users.set_clearance(actor, user.id, CLEARED),
        lambda: links.start_reset(actor, user.id),
        lambda: get_user(actor, user.id),
    ):
        with pytest.raises(Refused):
            act()


def test_an_account_of_elsewhere_is_not_there(admin):
    stranger = a_user(municipality="BLA")

    for user_id in (stranger.id, uuid4()):
        with pytest.raises(Refused) as refused:
            users.disable(admin, user_id)
        assert refused.value.verdict.hidden


@pytest.mark.both
def test_who_left_for_elsewhere_is_seen_and_not_changed(admin):
    mover = a_user(until_on=clock.today())
    a_grant = RoleGrant(
        user_id=mover.id, municipality="BLA", role=Role.BOARD, from_on=clock.today()
    )
    with transaction() as session:
        session.add(a_grant)
        record(session, None, Line(Event.GRANTED))

    sheet = get_user(admin, mover.id)

    assert (sheet.barred, sheet.others) == (UserProblem.ELSEWHERE, ("BLA",))
    assert wrong_with(links.start_reset, admin, mover.id) == {"user": UserProblem.ELSEWHERE}


def test_nobody_changes_the_own_account(admin):
    (grant,) = get_user(admin, admin.id).line.grants

    for act in (
        lambda: users.propose_role(admin, admin.id, NewRole(Role.DPO, clock.today()), asking()),
        lambda: users.end_role(admin, admin.id, grant.id, last_on=None),
        lambda: users.disable(admin, admin.id),
        lambda: users.set_clearance(admin, admin.id, CLEARED),
        lambda: links.start_reset(admin, admin.id),
    ):
        assert wrong_with(act) == {"user": UserProblem.SELF}


# --- roles, at the next request


def test_a_new_role_ends_the_sessions_and_is_there_at_the_next_login(admin, user):
    token = log_in(user.username)

    give_role(admin, user.id, NewRole(Role.COORDINATOR, clock.today()))

    assert not is_here(token)
    roles = {grant.role for grant in get_user(admin, user.id).line.grants}
    assert roles == {Role.SAFETY_TEAM, Role.COORDINATOR}
    assert events()[-1] is Event.GRANTED


def test_a_role_is_held_once_at_a_time(admin, user):
    today = clock.today()
    ask = users.propose_role
    problems = wrong_with(ask, admin, user.id, NewRole(Role.SAFETY_TEAM, today + DAY), asking())
    turned = wrong_with(ask, admin, user.id, NewRole(Role.DPO, today, today - DAY), asking())

    assert problems == {"role": UserProblem.HELD}
    assert turned == {"last_on": UserProblem.BEFORE_START}


def test_a_role_that_is_taken_counts_no_more_at_once(admin, user):
    token = log_in(user.username)
    (grant,) = get_user(admin, user.id).line.grants

    users.end_role(admin, user.id, grant.id, last_on=None)

    assert not is_here(token)
    with pytest.raises(LoginRefused):
        log_in(user.username)
    assert events()[-1] is Event.GRANT_ENDED
    again = wrong_with(users.end_role, admin, user.id, grant.id, last_on=None)
    assert again == {"grant": UserProblem.ENDED}


@pytest.mark.both
def test_a_role_can_end_on_a_day_to_come(admin, user):
    (grant,) = get_user(admin, user.id).line.grants

    past = wrong_with(users.end_role, admin, user.id, grant.id, last_on=clock.today() - DAY)
    users.end_role(admin, user.id, grant.id, last_on=clock.today())

    assert past == {"last_on": UserProblem.IN_PAST}
    token = log_in(user.username)
    with clock.stopped_at(clock.now() + DAY):
        assert not is_here(token)


def test_a_role_that_was_to_begin_never_does(admin, user):
    later = clock.today() + 3 * DAY
    give_role(admin, user.id, NewRole(Role.DPO, later, later + DAY))
    grant = get_user(admin, user.id).line.grants[-1]

    users.end_role(admin, user.id, grant.id, last_on=None)

    assert (grant.from_on, grant.last_on, grant.ended) == (later, later + DAY, False)
    assert get_user(admin, user.id).line.grants[-1].ended
    give_role(admin, user.id, NewRole(Role.DPO, later))


def test_a_role_of_elsewhere_is_not_ended_here(admin):
    both = a_user(also={"BLA": Role.SAFETY_TEAM})
    with transaction() as session:
        question = sa.select(RoleGrant.id).filter_by(user_id=both.id, municipality="BLA")
        there = session.scalars(question).one()

    problems = wrong_with(users.end_role, admin, both.id, there, last_on=None)

    assert problems == {"grant": UserProblem.ENDED}


# --- closing and opening


def test_a_closed_account_counts_no_more_at_once_and_can_be_opened(admin, user):
    token, link = log_in(user.username), links.start_reset(admin, user.id)

    users.disable(admin, user.id)

    assert not is_here(token)
    assert find_link(link) is None
    with pytest.raises(LoginRefused):
        log_in(user.username)
    assert get_user(admin, user.id).line.disabled

    users.enable(admin, user.id)

    assert not is_here(token)
    assert find_link(link) is None
    assert is_here(log_in(user.username))
    assert events()[-4:-1] == [Event.PASSWORD_LINK_MADE, Event.USER_DISABLED, Event.USER_ENABLED]


def test_closing_twice_keeps_the_first_moment(admin, user):
    users.disable(admin, user.id)
    with transaction() as session:
        first = session.get_one(User, user.id).disabled_at

    users.disable(admin, user.id)

    with transaction() as session:
        assert session.get_one(User, user.id).disabled_at == first


# --- one-time links


def test_a_code_is_short_enough_to_tell_and_cannot_be_guessed(admin, user):
    codes = {links.start_reset(admin, user.id) for _ in range(50)}

    assert len(codes) == 50
    for code in some(codes):
        assert re.fullmatch(r"[A-Z2-7]{4}(-[A-Z2-7]{4}){3}", code)


@pytest.mark.parametrize(
    "typed",
    [str.lower, lambda code: code.replace("-", " "), lambda code: f" {code.replace('-', '')}\n"],
    ids=["small", "spaces", "in_one"],
)
@pytest.mark.parametrize("letter", ["O", "I", "B"])
def test_a_code_is_read_as_people_type_it(admin, user, monkeypatch, typed, letter):
    monkeypatch.setattr(passwords, "readable", lambda _: f"{letter}Q7A-ZZ2{letter}-K3MN-P4RS")
    code = links.start_reset(admin, user.id)
    misread = code.translate(str.maketrans("OIB", "018"))

    assert find_link(typed(code)).username == user.username
    assert links.choose_password(typed(misread), OTHER, rules=CHEAP) == user.username


def test_a_link_opens_once(admin, user):
    token = links.start_reset(admin, user.id)
    session_before = log_in(user.username)

    assert find_link(token).username == user.username
    links.choose_password(token, OTHER, rules=CHEAP)

    assert find_link(token) is None
    assert not is_here(session_before)
    with pytest.raises(LinkEnded):
        links.choose_password(token, "nog een heel ander wachtwoord", rules=CHEAP)
    with pytest.raises(LoginRefused):
        log_in(user.username)
    assert is_here(log_in(user.username, OTHER))


@pytest.mark.both
def test_two_hands_on_one_link_change_one_password(admin, user, monkeypatch):
    token = links.start_reset(admin, user.id)
    known = find_link(token)
    links.choose_password(token, OTHER, rules=CHEAP)
    monkeypatch.setattr(links, "find_link", lambda _: known)

    with pytest.raises(LinkEnded):
        links.choose_password(token, "nog een heel ander wachtwoord", rules=CHEAP)

    assert is_here(log_in(user.username, OTHER))


def test_a_link_lives_for_a_day(admin, user):
    token = links.start_reset(admin, user.id)

    assert get_user(admin, user.id).link_until is not None
    with clock.stopped_at(clock.now() + timedelta(hours=24, seconds=1)):
        assert find_link(token) is None
        assert get_user(admin, user.id).link_until is None
        with pytest.raises(LinkEnded):
            links.choose_password(token, OTHER, rules=CHEAP)


def test_a_newer_link_ends_the_older(admin, user):
    older, newer = links.start_reset(admin, user.id), links.start_reset(admin, user.id)

    assert find_link(older) is None
    assert find_link(newer) is not None


def test_only_the_own_link_that_still_opens_is_told(admin, user):
    links.start_reset(admin, a_user().id)
    assert get_user(admin, user.id).link_until is None

    links.choose_password(links.start_reset(admin, user.id), OTHER, rules=CHEAP)

    assert get_user(admin, user.id).link_until is None


def test_what_somebody_is_elsewhere_is_told_while_it_lasts_and_by_its_name_alone(admin):
    user = a_user(also={"BLA": Role.COORDINATOR})
    sheet = get_user(admin, user.id)
    assert (sheet.others, [one.role for one in sheet.line.grants]) == (
        ("BLA",),
        [Role.SAFETY_TEAM],
    )

    with transaction() as session:
        elsewhere = sa.select(RoleGrant).filter_by(user_id=user.id, municipality="BLA")
        session.scalars(elsewhere).one().until_on = clock.today()
        record(session, None, Line(Event.GRANT_ENDED))

    assert get_user(admin, user.id).others == ()


def test_a_second_factor_counts_once_it_is_confirmed(admin, user):
    services.start_enrolment(user.actor)

    assert not get_user(admin, user.id).line.enrolled


def test_a_link_to_an_account_that_is_closed_opens_nothing(admin, user):
    token = links.start_reset(admin, user.id)
    with transaction() as session:
        session.get_one(User, user.id).disabled_at = clock.now()
        record(session, None, Line(Event.USER_DISABLED))

    assert find_link(token) is None
    with pytest.raises(LinkEnded):
        links.choose_password(token, OTHER, rules=CHEAP)


def test_a_link_of_one_account_leaves_that_of_another(admin, user):
    token = links.start_reset(admin, a_user().id)

    links.start_reset(admin, user.id)

    assert find_link(token) is not None


def test_a_link_that_ended_keeps_the_moment(admin, user):
    now = clock.now()
    for hours in range(3):
        with clock.stopped_at(now + timedelta(hours=hours)):
            links.start_reset(admin, user.id)

    ended = {row.ended_at for row in rows_of(PasswordLink, user_id=user.id)}
    assert ended == {now + timedelta(hours=1), now + timedelta(hours=2), None}


def test_the_old_password_counts_until_the_link_is_used(admin, user):
    links.start_reset(admin, user.id)

    assert is_here(log_in(user.username))


@pytest.mark.parametrize("token", ["", "niets", "é" * 43, "----", "ABCD-EFGH-IJKL-MNOP"])
def test_nonsense_opens_nothing(token):
    assert find_link(token) is None
    with pytest.raises(LinkEnded):
        links.choose_password(token, OTHER, rules=CHEAP)


def test_a_weak_password_leaves_the_link_open(admin, user):
    token = links.start_reset(admin, user.id)

    problems = wrong_with(links.choose_password, token, user.username, rules=CHEAP)

    assert set(problems) == {"new"}
    assert find_link(token) is not None


# --- clearance


def test_a_lapse_counts_at_the_next_request_and_only_for_cases(admin, user):
    token = log_in(user.username)
    lapsed = Clearance(
        clock.today() - DAY, CLEARED.trained_until, CLEARED.secrecy_on, CLEARED.secrecy_until
    )

    users.set_clearance(admin, user.id, lapsed)

    actor = find_presence(token, CHEAP, touch=False).actor
    assert not actor.cleared
    assert [one.what for one in get_lapses(actor)] == [Lapse.SCREENING]
    assert [one.what for one in get_user(admin, user.id).line.lapsed] == [Lapse.SCREENING]
    assert events()[-1] is Event.CLEARANCE_SET

    users.set_clearance(admin, user.id, CLEARED)

    assert find_presence(token, CHEAP, touch=False).actor.cleared


def test_a_lapse_comes_by_itself_after_the_last_day(user):
    clearance = Clearance(*[clock.today()] * 4)
    soon = a_user(clearance=clearance)
    token = log_in(soon.username)

    assert find_presence(token, CHEAP, touch=False).actor.cleared
    with clock.stopped_at(clock.now() + DAY):
        assert not find_presence(token, CHEAP, touch=False).actor.cleared


def test_dates_that_cannot_be_so_are_not_written_down(admin, user):
    turned = Clearance(secrecy_on=date(2026, 1, 2), secrecy_until=date(2026, 1, 1))

    problems = wrong_with(users.set_clearance, admin, user.id, turned)

    assert problems == {"secrecy_until": ClearanceProblem.BEFORE_START}
    assert get_user(admin, user.id).clearance == CLEARED
