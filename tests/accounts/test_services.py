import unicodedata
from contextvars import copy_context
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from pga.access.permissions import Permission, Role
from pga.access.policy import Refused
from pga.accounts import passwords, reading, services
from pga.accounts.models import LoginState, RecoveryCode, SecondFactor, User, UserSession
from pga.accounts.reading import find_presence, users
from pga.accounts.rules.clearance import Clearance
from pga.accounts.rules.password import Weakness
from pga.accounts.services import LoginFault, LoginRefused
from pga.accounts.services import users as users_services
from pga.accounts.services.granting import NewRole
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.privacy.events import Event
from pga.privacy.trail import PLATFORM, AuditEvent, Line, record
from tests.builders import CHEAP, PASSWORD, a_user, an_actor, end_roles
from tests.support.rows import lines, made, row_of, rows_of
from tests.support.second_person import give_role

NOW = datetime(2026, 11, 24, 10, 0, 1, tzinfo=UTC)
TWO = replace(CHEAP, second_factor=True)
OTHER = "acht blauwe laarzen in de gang"


@pytest.fixture
def user(cellar):
    return a_user()


def sign_in(user, password=PASSWORD, *, username=None, address="10.0.0.1", rules=CHEAP):
    return services.sign_in(
        username or user.username, password, address=address, device="Firefox op Linux", rules=rules
    )


def presence(ticket, *, touch=True, rules=CHEAP):
    return find_presence(getattr(ticket, "token", ticket), rules, touch=touch)


def refused(*args, **kwargs):
    with pytest.raises(LoginRefused) as failure:
        sign_in(*args, **kwargs)
    return failure.value


def events(*wanted):
    question = sa.select(AuditEvent.event).where(AuditEvent.event.in_(wanted))
    with transaction() as session:
        return list(session.scalars(question))


# --- name and password


def test_the_right_password_opens_a_session(user):
    ticket = sign_in(user)

    found = presence(ticket)
    assert found.actor == replace(user.actor, session=found.actor.session)
    assert found.alive
    assert found.factor_done
    assert events(Event.LOGIN) == [Event.LOGIN]


def test_a_name_is_known_however_it_is_written(user):
    assert presence(sign_in(user, username=user.username.upper())).actor.id == user.id


def test_a_token_is_stored_as_a_digest_only(user):
    ticket = sign_in(user)

    with transaction() as session:
        assert session.scalars(sa.select(UserSession.token_hash)).one() == passwords.digest(
            ticket.token
        )
    assert len(ticket.token) >= 43


ACCENTED = "zeven café's op één regel"


@pytest.mark.parametrize("typed", ["NFC", "NFD"])
@pytest.mark.parametrize("made", ["NFC", "NFD"])
def test_an_accent_opens_a_session_however_the_keyboard_sends_it(user, made, typed):
    with transaction() as session:
        hashed = passwords.hashed(unicodedata.normalize(made, ACCENTED), CHEAP)
        session.get_one(User, user.id).password_hash = hashed
        record(session, None, Line(Event.PASSWORD_CHOSEN))

    assert sign_in(user, unicodedata.normalize(typed, ACCENTED)).token
    with pytest.raises(LoginRefused):
        sign_in(user, ACCENTED.replace("é", "e"))


def test_a_password_of_before_that_was_kept_as_it_was_typed_still_opens(monkeypatch):
    with monkeypatch.context() as before:
        before.setattr(passwords, "spelled", lambda typed: typed)
        phc = passwords.hashed(unicodedata.normalize("NFD", ACCENTED), CHEAP)

    assert passwords.matches(ACCENTED, phc)
    assert passwords.matches(unicodedata.normalize("NFD", ACCENTED), phc)
    assert not passwords.matches("zeven cafe's op een regel", phc)


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(user):
    wrong_password = refused(user, "een ander wachtwoord")
    wrong_name = refused(user, username="niemand")

    assert wrong_password.fault is wrong_name.fault is LoginFault.WRONG
    assert (wrong_password.seconds, str(wrong_password)) == (wrong_name.seconds, str(wrong_name))
    assert events(Event.LOGIN_FAILED) == [Event.LOGIN_FAILED] * 2


def test_for_an_unknown_name_a_hash_of_the_same_cost_is_made_too(user, monkeypatch):
    rules = replace(CHEAP, memory=16, passes=2)
    with transaction() as session:
        session.get_one(User, user.id).password_hash = passwords.hashed(PASSWORD, rules)
        record(session, None, Line(Event.PASSWORD_CHANGED))
    asked = []
    matches = passwords.matches

    def noted(password, phc):
        asked.append(phc)
        return matches(password, phc)

    monkeypatch.setattr(passwords, "matches", noted)

    refused(user, "een ander wachtwoord", rules=rules)
    refused(user, username="niemand", rules=rules)

    known, unknown = (phc.split("$")[1:4] for phc in asked)
    assert known == unknown == ["argon2id", "v=19", "m=16,t=2,p=1"]


def test_a_disabled_account_is_as_unknown(user):
    with transaction() as session:
        session.get_one(User, user.id).disabled_at = clock.now()
        record(session, None, Line(Event.USER_ADDED))

    assert refused(user).fault is LoginFault.WRONG


def test_somebody_without_a_role_today_does_not_come_in(user):
    end_roles(user.id, clock.today() - timedelta(days=1))

    assert refused(user).fault is LoginFault.NO_ROLE


def test_a_hash_of_a_lower_cost_is_made_anew_at_login(user):
    dearer = replace(CHEAP, memory=16, passes=2)

    sign_in(user, rules=dearer)

    with transaction() as session:
        phc = session.scalars(sa.select(User.password_hash).filter_by(id=user.id)).one()
    assert not passwords.outdated(phc, dearer)
    assert passwords.outdated(phc, replace(dearer, memory=32))
    assert passwords.outdated(phc, replace(dearer, passes=3))
    assert presence(sign_in(user, rules=dearer)).alive


def test_what_is_no_hash_matches_nothing():
    assert not passwords.matches(PASSWORD, "rubbish")


# --- waiting


def test_after_five_wrong_tries_the_next_has_to_wait(user):
    with clock.stopped_at(NOW):
        for _ in range(5):
            assert refused(user, "fout").fault is LoginFault.WRONG

        waiting = refused(user)

    assert (waiting.fault, waiting.seconds) == (LoginFault.WAIT, 3)
    assert events(Event.LOGIN_THROTTLED) == [Event.LOGIN_THROTTLED]


@pytest.mark.both
def test_who_has_waited_comes_in_and_begins_anew(user):
    with clock.stopped_at(NOW):
        for _ in range(5):
            refused(user, "fout")
    with clock.stopped_at(NOW + timedelta(seconds=2)):
        sign_in(user)
        assert refused(user, "fout", address="10.0.0.9").fault is LoginFault.WRONG
        assert presence(sign_in(user, address="10.0.0.9")).alive


def test_who_comes_in_lets_nobody_else_begin_anew(user):
    with clock.stopped_at(NOW):
        for _ in range(5):
            refused(user, "fout")
        assert sign_in(a_user(), address="10.0.0.2")

        assert refused(user, address="10.0.0.3").fault is LoginFault.WAIT


def test_a_stranger_at_one_address_waits_for_every_name(user):
    with clock.stopped_at(NOW):
        for nth in range(5):
            refused(user, "fout", username=f"niemand{nth}")

        assert refused(user).fault is LoginFault.WAIT
        assert presence(sign_in(user, address="10.0.0.2")).alive


def test_of_four_sessions_the_one_that_was_used_longest_ago_ends(user):
    with clock.stopped_at(NOW):
        colleague = sign_in(a_user())
    tickets = []
    for nth in range(5):
        with clock.stopped_at(NOW + timedelta(minutes=nth)):
            tickets.append(sign_in(user))

    with clock.stopped_at(NOW + timedelta(minutes=6)):
        assert [presence(one) is not None for one in tickets] == [False, False, True, True, True]
        assert presence(colleague)
    ended = [row.revoked_at for row in rows_of(UserSession, user_id=user.id) if row.revoked_at]
    assert sorted(ended) == [NOW + timedelta(minutes=3), NOW + timedelta(minutes=4)]


@pytest.mark.both
def test_a_login_tells_of_the_one_before_and_of_wrong_tries(user):
    with clock.stopped_at(NOW):
        sign_in(user)
    refused(user, "fout")
    refused(user, "fout")

    account = reading.get_account(presence(sign_in(user)).actor)

    assert account.previous_at == NOW
    assert account.failures == 2


# --- sessions


@pytest.mark.parametrize(
    ("later", "alive"),
    [
        (timedelta(minutes=14, seconds=59), True),
        (timedelta(minutes=15), False),
        (timedelta(hours=10), False),
    ],
)
def test_a_session_that_is_idle_ends(user, later, alive):
    with clock.stopped_at(NOW):
        ticket = sign_in(user)

    with clock.stopped_at(NOW + later):
        assert presence(ticket).alive is alive


def test_a_session_that_is_used_goes_on_until_its_end(user):
    with clock.stopped_at(NOW):
        ticket = sign_in(user)

    seen = []
    for tenth in range(1, 56):
        with clock.stopped_at(NOW + timedelta(minutes=10 * tenth)):
            seen.append(presence(ticket).alive)

    assert seen.index(False) == 53  # nine hours
    assert seen[53:] == [False, False]


def test_what_a_page_calls_by_itself_does_not_keep_a_session_alive(user):
    with clock.stopped_at(NOW):
        ticket = sign_in(user)
    with clock.stopped_at(NOW + timedelta(minutes=10)):
        assert presence(ticket, touch=False).alive

    with clock.stopped_at(NOW + timedelta(minutes=16)):
        assert not presence(ticket).alive


def test_a_copied_cookie_is_worth_nothing_after_logging_out(user):
    ticket = sign_in(user)
    copied = ticket.token

    services.sign_out(presence(ticket).actor)

    assert presence(copied) is None
    assert events(Event.LOGOUT) == [Event.LOGOUT]


def test_a_disabled_account_is_out_at_the_next_request(user):
    ticket = sign_in(user)

    with transaction() as session:
        session.get_one(User, user.id).disabled_at = clock.now()
        record(session, None, Line(Event.USER_ADDED))

    assert presence(ticket) is None


def test_a_role_that_ended_is_out_at_the_next_request(user):
    ticket = sign_in(user)

    end_roles(user.id, clock.today() - timedelta(days=1))

    assert presence(ticket) is None


def test_a_role_counts_on_its_last_day(cellar):
    user = a_user(until_on=clock.today() + timedelta(days=1))
    ticket = sign_in(user)

    assert presence(ticket).alive

    end_roles(user.id, clock.today())
    assert presence(ticket) is None


def test_a_token_of_nobody_opens_nothing(user):
    assert presence("niets") is None


def test_somebody_can_end_another_session_of_their_own(user):
    here, there = sign_in(user), sign_in(user)
    actor = presence(here).actor
    other = next(s.id for s in reading.get_account(actor).sessions if not s.current)

    assert sign_in(a_user())
    services.end_session(actor, other)

    assert [one.current for one in reading.get_account(actor).sessions] == [True]
    assert presence(there) is None
    assert presence(here).alive
    assert events(Event.SESSION_ENDED) == [Event.SESSION_ENDED]


def test_a_session_whose_end_came_is_not_shown(user):
    with clock.stopped_at(NOW):
        sign_in(user)
    with clock.stopped_at(NOW + timedelta(hours=9)):
        actor = presence(sign_in(user)).actor

        assert [one.current for one in reading.get_account(actor).sessions] == [True]


def test_the_second_factor_of_a_colleague_is_not_ones_own(user, enrolled):
    assert reading.get_account(user.actor).enrolled
    assert not reading.get_account(a_user().actor).enrolled


def test_who_never_logged_in_has_no_wrong_tries(user):
    assert reading.get_account(user.actor).failures == 0


def test_a_role_that_has_still_to_begin_is_not_there_to_switch_to(user):
    tomorrow = clock.today() + timedelta(days=1)
    new = NewRole(Role.COORDINATOR, tomorrow)
    give_role(a_user(Role.ADMIN).actor, user.id, new)

    assert reading.list_other_grants(user.actor) == []
    with clock.stopped_at(clock.now() + timedelta(days=1)):
        assert [one.role for one in reading.list_other_grants(user.actor)] == [Role.COORDINATOR]


def test_a_session_that_ended_keeps_the_moment(user):
    with clock.stopped_at(NOW):
        gone, here = sign_in(user), sign_in(user)
        services.sign_out(presence(gone).actor)
    with clock.stopped_at(NOW + timedelta(minutes=1)):
        services.change_password(presence(here).actor, PASSWORD, OTHER, rules=CHEAP)

    ended = {row.revoked_at for row in rows_of(UserSession, user_id=user.id)}
    assert ended == {NOW, None}


def test_nobody_can_end_the_session_of_somebody_else(user):
    theirs = sign_in(user)
    mine = presence(sign_in(a_user())).actor

    services.end_session(mine, presence(theirs).actor.session)

    assert presence(theirs).alive


def test_somebody_can_go_on_in_another_municipality_with_a_fresh_token(cellar):
    user = a_user(also={"BLA": Role.COORDINATOR})
    ticket = sign_in(user)
    actor = presence(ticket).actor
    (other,) = reading.list_other_grants(actor)

    token = services.switch_grant(actor, other.id)

    assert presence(ticket) is None
    assert {presence(token).actor.municipality, actor.municipality} == {"LAR", "BLA"}
    assert events(Event.GRANT_SWITCHED) == [Event.GRANT_SWITCHED]


def test_nobody_goes_on_with_a_role_of_somebody_else(user):
    other = a_user(municipality="BLA")
    (grant,) = reading.list_other_grants(an_actor(id=other.id))
    actor = presence(sign_in(user)).actor

    with pytest.raises(Invalid, match="not_yours"):
        services.switch_grant(actor, grant.id)

    assert presence(sign_in(user)).actor.municipality == "LAR"


# --- the own password


def test_a_new_password_ends_all_other_sessions(user):
    here, there = sign_in(user), sign_in(user)

    services.change_password(presence(here).actor, PASSWORD, OTHER, rules=CHEAP)

    assert presence(here).alive
    assert presence(there) is None
    assert refused(user).fault is LoginFault.WRONG
    assert presence(sign_in(user, OTHER)).alive
    assert events(Event.PASSWORD_CHANGED) == [Event.PASSWORD_CHANGED]


def test_a_password_is_not_changed_without_the_old_one_or_into_a_weak_one(user):
    actor = presence(sign_in(user)).actor

    with pytest.raises(Invalid) as failure:
        services.change_password(actor, "fout", "Welkom2020", rules=CHEAP)

    assert failure.value.problems == {"old": LoginFault.WRONG, "new": Weakness.SHORT}
    assert presence(sign_in(user)).alive


def test_an_account_is_made_once_and_with_a_good_password(user):
    new = {"name": "Noor Rietorchis", "grants": {"LAR": Role.DPO}, "rules": CHEAP}

    with pytest.raises(Invalid, match="username=taken"):
        services.add_user(an_actor(), username=user.username, password=PASSWORD, **new)
    with pytest.raises(Invalid, match="password=password_easy"):
        services.add_user(an_actor(), username="noor", password="Rietorchis-Noor-2026", **new)

    assert made(User) == {user.id}


def test_making_an_account_is_an_event_of_the_platform(user):
    (line,) = lines(Event.USER_ADDED)

    assert (line.municipality, line.object_id) == (PLATFORM, user.id)
    assert "user_account.password_hash" in line.fields


# --- the second factor


def code_of(secret, moment=NOW, *, step=0):
    totp = TOTP(passwords.from_base32(secret), 6, SHA1(), 30)  # noqa: S303 - RFC 6238
    return totp.generate(int(moment.timestamp()) + 30 * step).decode()


@pytest.fixture
def enrolled(user):
    """Somebody with an authenticator, two minutes ago; returns secret, codes and an owing actor."""
    return enrol(user)


def enrol(user):
    with clock.stopped_at(NOW - timedelta(minutes=2)):
        actor = presence(sign_in(user, rules=TWO)).actor
        secret = services.start_enrolment(actor)
        code = code_of(secret, NOW - timedelta(minutes=2))
        _, codes = services.confirm_enrolment(actor, code)
    return secret, codes


def owing(user):
    ticket = sign_in(user, rules=TWO)
    assert not presence(ticket).factor_done
    return presence(ticket).actor


def passes(actor, code):
    try:
        return bool(services.pass_second_factor(actor, code))
    except LoginRefused:
        return False


@pytest.mark.both
def test_somebody_without_a_second_factor_sets_it_up(user):
    with clock.stopped_at(NOW):
        actor = owing(user)
        secret = services.start_enrolment(actor)

        token, codes = services.confirm_enrolment(actor, code_of(secret))

        assert presence(token).factor_done
        assert presence(token).enrolled
        assert len(set(codes)) == 10
        assert reading.get_account(actor).codes_left == 10


def test_each_way_of_logging_in_has_a_line_of_its_own(user, enrolled):
    with clock.stopped_at(NOW):
        assert passes(owing(user), code_of(enrolled[0]))
        assert proves(user)

    told = [line.fields for line in lines(Event.LOGIN)]
    assert told[-2:] == ["factor", "again"]


def test_an_enrolment_counts_as_the_login_that_it_ends(user, enrolled):
    assert row_of(LoginState, user_id=user.id).last_at == NOW - timedelta(minutes=2)


def test_an_enrolment_that_was_not_confirmed_keeps_its_secret(user):
    actor = owing(user)

    secret = services.start_enrolment(actor)

    assert services.start_enrolment(actor) == secret
    assert not presence(sign_in(user, rules=TWO)).enrolled


def test_a_wrong_code_confirms_nothing(user):
    with clock.stopped_at(NOW):
        actor = owing(user)
        secret = services.start_enrolment(actor)

        for wrong in ("000000", "", "12345", "abcdef", code_of(secret, step=9)):
            with pytest.raises(Invalid, match="code=wrong"):
                services.confirm_enrolment(actor, wrong)

    assert not presence(sign_in(user, rules=TWO)).enrolled


def test_nobody_confirms_what_was_not_begun(user):
    with pytest.raises(Invalid, match="code=wrong"):
        services.confirm_enrolment(owing(user), "000000")

    assert events(Event.FACTOR_CHANGED) == []


def test_a_confirmed_second_factor_is_not_set_up_again(user, enrolled):
    with pytest.raises(Invalid, match="confirmed"):
        services.start_enrolment(user.actor)

    assert presence(sign_in(user, rules=TWO)).enrolled


def test_the_secret_is_stored_sealed(user, enrolled):
    with transaction() as session:
        stored = session.scalars(sa.select(SecondFactor.secret_sealed)).one()

    assert enrolled[0].encode() not in stored


@pytest.mark.parametrize("step", [-1, 0, 1])
def test_a_code_counts_a_step_early_and_a_step_late(user, enrolled, step):
    with clock.stopped_at(NOW):
        assert passes(owing(user), code_of(enrolled[0], step=step))


@pytest.mark.parametrize("step", [-3, -2, 2, 3])
def test_a_code_of_another_time_does_not_count(user, enrolled, step):
    with clock.stopped_at(NOW):
        assert not passes(owing(user), code_of(enrolled[0], step=step))


def test_no_code_counts_twice(user, enrolled):
    with clock.stopped_at(NOW):
        code = code_of(enrolled[0])

        assert passes(owing(user), code)
        assert not passes(owing(user), code)
        assert not passes(owing(user), code_of(enrolled[0], step=-1))


def test_the_code_of_the_enrolment_does_not_count_at_the_next_login(user):
    with clock.stopped_at(NOW):
        actor = owing(user)
        secret = services.start_enrolment(actor)
        services.confirm_enrolment(actor, code_of(secret))

        assert not passes(owing(user), code_of(secret))


def test_a_code_may_be_typed_with_a_blank(user, enrolled):
    with clock.stopped_at(NOW):
        code = code_of(enrolled[0])

        assert passes(owing(user), f" {code[:3]} {code[3:]} ")


def test_digits_of_another_script_are_no_code(user, enrolled):
    with clock.stopped_at(NOW):
        assert not passes(owing(user), "١٢٣٤٥٦")


def test_a_passed_factor_gives_a_fresh_token(user, enrolled):
    with clock.stopped_at(NOW):
        ticket = sign_in(user, rules=TWO)
        token = services.pass_second_factor(presence(ticket).actor, code_of(enrolled[0]))

        assert presence(ticket) is None
        assert presence(token).factor_done


@pytest.mark.both
def test_a_recovery_code_counts_once(user, enrolled):
    _, codes = enrolled
    typed = codes[3].lower().replace("-", " ")

    assert passes(owing(user), typed)
    assert not passes(owing(user), typed)
    assert reading.get_account(user.actor).codes_left == 9


def test_a_recovery_code_of_somebody_else_does_not_count(user, enrolled):
    begun, done = a_user(), a_user()
    services.start_enrolment(owing(begun))
    enrol(done)

    assert not passes(owing(begun), enrolled[1][0])
    assert not passes(owing(done), enrolled[1][0])
    assert passes(owing(user), enrolled[1][0])


def test_two_people_pass_with_their_own_codes_at_one_moment(user, enrolled):
    colleague = a_user()
    secret, _ = enrol(colleague)

    with clock.stopped_at(NOW):
        assert passes(owing(user), code_of(enrolled[0]))
        assert passes(owing(colleague), code_of(secret))


def test_new_recovery_codes_take_the_place_of_the_old(user, enrolled):
    _, old = enrolled
    colleague = a_user()
    enrol(colleague)
    told = len(lines(Event.FACTOR_CHANGED, about=user.id))

    new = services.make_recovery_codes(user.actor)

    assert not passes(owing(user), old[0])
    assert passes(owing(user), new[0])
    assert len(rows_of(RecoveryCode, user_id=user.id)) == 10
    assert reading.get_account(colleague.actor).codes_left == 10
    assert len(lines(Event.FACTOR_CHANGED, about=user.id)) == told + 1


def test_wrong_codes_have_to_wait_too(user, enrolled):
    with clock.stopped_at(NOW):
        actor = owing(user)
        for _ in range(5):
            assert not passes(actor, "000000")

        with pytest.raises(LoginRefused) as failure:
            services.pass_second_factor(actor, code_of(enrolled[0]))

    assert failure.value.fault is LoginFault.WAIT


def test_a_right_code_forgets_the_wrong_ones(user, enrolled):
    with clock.stopped_at(NOW):
        for step in (0, 1):
            actor = owing(user)
            assert not any(passes(actor, "000000") for _ in range(4))
            assert passes(actor, code_of(enrolled[0], step=step))


def test_a_login_with_a_code_tells_of_the_one_before_it(user, enrolled):
    with clock.stopped_at(NOW):
        assert not passes(owing(user), "000000")
        assert passes(owing(user), code_of(enrolled[0]))

    account = reading.get_account(user.actor)
    assert (account.previous_at, account.failures) == (NOW - timedelta(minutes=2), 1)


@pytest.mark.both
def test_of_twenty_same_codes_at_once_one_passes(cellar, user, enrolled):
    with clock.stopped_at(NOW):
        code = code_of(enrolled[0])
        actors = [owing(user) for _ in range(20)]
        start, passed = Barrier(20), []

        def one(actor):
            with cellar.app_context():
                start.wait()
                passed.append(passes(actor, code))

        threads = [Thread(target=copy_context().run, args=(one, actor)) for actor in actors]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert len(passed) == 20
    assert sum(passed) == 1
    assert events(Event.LOGIN_FAILED, Event.LOGIN_THROTTLED) != []


@pytest.mark.both
def test_of_wrong_tries_at_once_each_one_counts(cellar, user):
    start, waits = Barrier(8), []

    def one(nth):
        with cellar.app_context():
            start.wait()
            waits.append(refused(user, "fout", address=f"10.0.2.{nth}").fault)

    with clock.stopped_at(NOW):
        threads = [Thread(target=copy_context().run, args=(one, nth)) for nth in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        waiting = refused(user)

    counted = waits.count(LoginFault.WRONG)
    assert len(waits) == 8
    assert counted >= 5
    assert waiting.seconds == 2 ** (counted - 4) + 1


# --- what is read of people


def test_only_the_beheerder_sees_the_accounts(user):
    (line,) = (one for one in users.list_users(an_actor(Role.ADMIN)) if one.id in made(User))

    assert line.username == user.username
    assert [grant.role for grant in line.grants] == [Role.SAFETY_TEAM]
    with pytest.raises(Refused):
        users.list_users(an_actor(Role.COORDINATOR))


def test_the_beheerder_of_another_municipality_does_not_see_them(user):
    assert users.list_users(an_actor(Role.ADMIN, "BLA")) == []
    here = a_user(municipality="BLA")
    assert [one.id for one in users.list_users(an_actor(Role.ADMIN, "BLA"))] == [here.id]
    assert Permission.USERS_READ


@pytest.mark.both
def test_colleagues_are_those_with_a_role_today(user):
    gone = a_user(until_on=clock.today() - timedelta(days=1))
    elsewhere = a_user(municipality="BLA")
    closed, to_come = a_user(), a_user(Role.INTERVENTION_TEAM)
    admin = a_user(Role.ADMIN).actor
    users_services.disable(admin, closed.id)
    tomorrow = NewRole(Role.SAFETY_TEAM, clock.today() + timedelta(days=1))
    give_role(admin, to_come.id, tomorrow)

    with transaction() as session:
        found = reading.colleagues(session, "LAR", [Role.SAFETY_TEAM])

    assert {one.id for one in found} & made(User) == {user.id}
    assert {gone.id, elsewhere.id, closed.id, to_come.id}.isdisjoint({one.id for one in found})


def test_somebody_is_a_colleague_on_the_first_and_last_day_that_all_counts(cellar):
    user = a_user(clearance=Clearance(*[clock.today()] * 4))

    with transaction() as session:
        found = reading.colleagues(session, "LAR", [Role.SAFETY_TEAM])

    assert user.id in {one.id for one in found}


def test_names_are_found_by_id(user):
    with transaction() as session:
        assert reading.names_of(session, [user.id, None, uuid4()]) == {user.id: user.name}
        assert reading.names_of(session, [None]) == {}


# --- asked once more, before a heavy act


def proves(user, password=PASSWORD, code="", rules=CHEAP):
    try:
        return services.prove_again(user.actor, password, code, rules=rules) is None
    except LoginRefused:
        return False


def test_the_own_password_proves_who_is_there(user):
    assert proves(user)
    assert not proves(user, "een ander wachtwoord")


def test_with_a_second_factor_the_password_alone_is_not_enough(user, enrolled):
    with clock.stopped_at(NOW):
        code = code_of(enrolled[0], NOW)

        assert not proves(user, rules=TWO)
        assert not proves(user, "een ander wachtwoord", code, rules=TWO)
        assert proves(user, code=code, rules=TWO)
        assert not proves(user, code=code, rules=TWO), "a code proves once"


def test_who_proves_rightly_begins_anew(user):
    with clock.stopped_at(NOW):
        for _ in range(2):
            assert not any(proves(user, "fout") for _ in range(4))
            assert proves(user)


def test_who_proves_wrongly_has_to_wait(user):
    with clock.stopped_at(NOW):
        for _ in range(5):
            assert not proves(user, "fout")

        with pytest.raises(LoginRefused) as failure:
            services.prove_again(user.actor, PASSWORD, "", rules=CHEAP)
    assert failure.value.fault is LoginFault.WAIT
