"""Noodtoegang: one case, an hour, to read; told at once, judged afterwards, and never a hole."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from pga.access.permissions import Permission, Role
from pga.access.policy import Layer, Refused
from pga.accounts.services import LoginRefused
from pga.cases.models.doors import CaseLink, EmergencyAccess, EmergencyReview, Notice
from pga.cases.reading.finding import find_case
from pga.cases.reading.handed_in import get_handed_in
from pga.cases.reading.lists import Filter, Whose, list_cases
from pga.cases.reading.sheet import get_sheet
from pga.cases.room import CASES
from pga.cases.rules.moves import MOVES
from pga.cases.rules.states import State
from pga.cases.services.moves import move
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.models.link import LinkKind
from pga.dossiers.reading.changes import get_changes
from pga.dossiers.reading.emergency import count_waiting, get_door, get_review, list_reviews
from pga.dossiers.reading.head import get_head
from pga.dossiers.reading.lookers import get_lookers
from pga.dossiers.reading.people import get_choices
from pga.dossiers.rules.emergency import EmergencyProblem, door_shut, review_by
from pga.dossiers.rules.notices import NoticeKind
from pga.dossiers.services import flags, people
from pga.dossiers.services.emergency import may_try, review
from pga.privacy.events import Event, LineOutcome
from tests.builders import a_case, a_user, an_emergency, id_of
from tests.support.desk import desk_of
from tests.support.pages import outside
from tests.support.rows import fingerprint, lines, row_of, rows_of

NOTE = "De meldkamer vraagt waar zij nu is."
WORKERS = (Role.SAFETY_TEAM, Role.INTERVENTION_TEAM)


@pytest.fixture
def director(cellar):
    return a_user()


@pytest.fixture
def number(director):
    return a_case(State.PLANNING, by=director.actor)


@pytest.fixture
def stranger(director):
    return a_user(Role.INTERVENTION_TEAM)


@pytest.fixture
def dpo(director):
    return a_user(Role.DPO)


def is_nothing(act):
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.verdict.hidden


@pytest.mark.parametrize("role", WORKERS)
def test_who_works_on_cases_reads_one_for_an_hour(number, role):
    who = a_user(role)
    assert is_nothing(lambda: get_sheet(who.actor, number))

    assert an_emergency(who.actor, number, note=NOTE)

    head = get_sheet(who.actor, number).head
    assert head.name
    assert head.because == "emergency"
    assert get_handed_in(who.actor, number)
    assert get_changes(who.actor, CASES, number)
    assert get_door(who.actor, CASES).running[0].until == head.emergency_until


@pytest.mark.both
def test_it_ends_at_its_moment_and_not_with_the_day(number, stranger):
    started = clock.now()
    with clock.stopped_at(started):
        an_emergency(stranger.actor, number)
    with clock.stopped_at(started + timedelta(minutes=59, seconds=59)):
        assert get_sheet(stranger.actor, number)
    with clock.stopped_at(started + timedelta(minutes=60)):
        assert is_nothing(lambda: get_sheet(stranger.actor, number))
        assert get_door(stranger.actor, CASES).running == ()


def test_it_goes_on_over_midnight(number, stranger):
    late = clock.on_the_wall(clock.now()).replace(hour=23, minute=40)
    with clock.stopped_at(late):
        an_emergency(stranger.actor, number)
    with clock.stopped_at(late + timedelta(minutes=50)):
        assert get_sheet(stranger.actor, number)


def test_it_opens_no_other_case(number, stranger, director):
    other = a_case(State.PLANNING, by=director.actor)

    an_emergency(stranger.actor, number)

    assert is_nothing(lambda: get_sheet(stranger.actor, other))


def test_it_is_no_work(number, stranger):
    an_emergency(stranger.actor, number)

    assert list_cases(stranger.actor, Filter(Whose.ALL)).total == 0
    work = desk_of(stranger.actor).work
    assert (work.own.total, sum(work.levels.values())) == (0, 0)


@pytest.mark.parametrize("step", MOVES, ids=lambda step: step.code)
def test_no_move_can_be_made(step, number, director):
    who = a_user()
    an_emergency(who.actor, number)
    before = fingerprint()

    with transaction() as session:
        found = find_case(session, who.actor, number)
        found.dossier.state = step.source
        with pytest.raises(Refused) as refused:
            move(session, who.actor, found, step.code, {})
        session.rollback()

    assert refused.value.verdict.refusing in {Layer.READ_ONLY, Layer.ROLE}
    assert not refused.value.verdict.hidden
    assert fingerprint() == before


CHANGES = sorted(
    name
    for name in Permission
    if name.startswith("case:")
    and name
    not in {
        *("case:list", "case:register", "case:read", "case:recuse", "case:emergency"),
    }
)


@pytest.mark.parametrize("role", WORKERS)
@pytest.mark.parametrize("permission", CHANGES)
def test_no_right_but_reading_comes_with_it(number, role, permission):
    who = a_user(role)
    an_emergency(who.actor, number)

    with transaction() as session, pytest.raises(Refused) as refused:
        find_case(session, who.actor, number, Permission(permission))
    assert not refused.value.verdict.hidden


def test_no_flag_and_no_link_comes_of_it(number, director):
    who = a_user()
    an_emergency(who.actor, number)

    with pytest.raises(Refused):
        flags.flag(who.actor, CASES, number, text="Bel terug.", due_on=clock.today())
    with pytest.raises(Refused):
        people.link(
            who.actor,
            CASES,
            number,
            user_id=who.id,
            from_on=clock.today(),
            last_on=None,
            reason="Voor mij.",
        )


def test_each_look_is_marked_in_the_trail(number, stranger):
    an_emergency(stranger.actor, number)
    get_sheet(stranger.actor, number)
    get_handed_in(stranger.actor, number)
    get_changes(stranger.actor, CASES, number)

    looks = [line for line in lines(Event.READ) if line.actor_id == stranger.id]
    assert [line.purpose for line in looks] == ["emergency"] * 3
    (opened,) = lines(Event.EMERGENCY_OPENED)
    assert (opened.object_id, opened.purpose) == (id_of(number), "emergency")
    assert NOTE not in opened.fields


@pytest.mark.both
def test_who_gets_linked_meanwhile_works_as_usual(number, stranger, director):
    an_emergency(stranger.actor, number)
    people.link(
        director.actor,
        CASES,
        number,
        user_id=stranger.id,
        from_on=clock.today(),
        last_on=None,
        reason="Neemt het over.",
    )

    head = get_head(stranger.actor, CASES, number, Permission.CASE_WORK)

    assert (head.because, head.emergency_until) == ("linked", None)


@pytest.fixture
def closed_to(director):
    """Numbers that cannot be opened so, by what is the matter with them."""
    return {
        "nonsense": lambda _: "LAR-2026-9999",
        "elsewhere": lambda _: a_case(State.PLANNING, municipality="BLA"),
        "recused": lambda who: a_case(State.PLANNING, by=director.actor, recused=[who.id]),
        "readable": lambda who: a_case(State.PLANNING, by=director.actor, linked=[who.id]),
        "restricted": lambda _: a_case(State.PLANNING, by=director.actor, restricted=True),
        "rejected": lambda _: a_case(State.REJECTED, by=director.actor),
        "closed": lambda _: a_case(State.CLOSED, by=director.actor),
        "destroyed": lambda _: a_case(State.DESTROYED, by=director.actor),
    }


@pytest.mark.parametrize(
    "which",
    "nonsense elsewhere recused readable restricted rejected closed destroyed".split(),
)
def test_what_cannot_be_opened_has_one_answer_and_a_line(closed_to, stranger, which):
    number = closed_to[which](stranger)

    assert an_emergency(stranger.actor, number) is False

    assert rows_of(EmergencyAccess) == []
    assert rows_of(CaseLink, kind=LinkKind.EMERGENCY) == []
    (line,) = lines(Event.EMERGENCY_REFUSED)
    assert (line.outcome, line.actor_id) == (LineOutcome.REFUSED, stranger.id)
    assert (line.object_id is None) is (which in {"nonsense", "elsewhere"})


def test_who_tries_numbers_has_to_wait(stranger):
    now = clock.now()
    with clock.stopped_at(now):
        for place in range(5):
            may_try(stranger.actor, CASES)
            an_emergency(stranger.actor, f"LAR-2026-9{place:03}")

        with pytest.raises(LoginRefused):
            may_try(stranger.actor, CASES)


def test_who_found_the_number_begins_anew(number, stranger, director):
    with clock.stopped_at(clock.now()):
        for right in (number, a_case(State.PLANNING, by=director.actor)):
            for place in range(4):
                an_emergency(stranger.actor, f"LAR-2026-9{place:03}")
            may_try(stranger.actor, CASES)
            assert an_emergency(stranger.actor, right)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.DPO, Role.BOARD, Role.ADMIN])
def test_other_roles_have_no_such_door(number, role):
    who = a_user(role)

    with pytest.raises(Refused):
        may_try(who.actor, CASES)
    with pytest.raises(Refused):
        an_emergency(who.actor, number)
    with pytest.raises(Refused):
        get_door(who.actor, CASES)


def test_who_is_not_cleared_has_no_such_door(number, stranger):

    with pytest.raises(Refused) as refused:
        an_emergency(replace(stranger.actor, cleared=False), number)
    assert refused.value.verdict.refusing is Layer.CLEARANCE


def test_the_procesregisseur_hears_it_at_once(number, stranger, director):
    coordinator = a_user(Role.COORDINATOR)

    an_emergency(stranger.actor, number)

    assert [one.kind for one in desk_of(director.actor).notices.lines][:1] == [
        NoticeKind.EMERGENCY_OPENED
    ]
    assert desk_of(coordinator.actor).notices.total == 0


def test_without_a_procesregisseur_a_coordinator_hears_it(cellar, stranger):
    coordinator, member = a_user(Role.COORDINATOR), a_user()

    an_emergency(stranger.actor, a_case())

    assert [one.kind for one in desk_of(coordinator.actor).notices.lines] == [
        NoticeKind.EMERGENCY_OPENED
    ]
    assert member.id not in {row.user_id for row in rows_of(Notice)}


def test_the_procesregisseur_reads_who_and_why(number, stranger, director):
    an_emergency(stranger.actor, number, note=NOTE)

    (told,) = get_lookers(director.actor, CASES, number).emergencies

    assert (told.who, told.note) == (stranger.name, NOTE)


def test_the_fg_sees_it_at_once_without_content(number, stranger, dpo):
    before, others = count_waiting(dpo.actor, CASES), list_reviews(dpo.actor, CASES).waiting
    an_emergency(stranger.actor, number, note=NOTE)

    assert count_waiting(dpo.actor, CASES).total == before.total + 1
    (line,) = [one for one in list_reviews(dpo.actor, CASES).waiting if one not in others]
    assert (line.who, line.number, line.justified) == (stranger.name, number, None)
    assert NOTE not in repr(line)
    assert get_lookers(dpo.actor, CASES, number).emergencies == ()


def test_the_fg_of_another_municipality_sees_nothing(number, stranger):
    other = a_user(Role.DPO, "BLA").actor
    an_emergency(stranger.actor, number)
    one = row_of(EmergencyAccess).id

    assert count_waiting(other, CASES).total == 0
    assert list_reviews(other, CASES).waiting == ()
    assert is_nothing(lambda: get_review(other, CASES, one))
    assert is_nothing(lambda: review(other, CASES, one, justified=True, note="Prima."))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.DPO])
def test_only_the_fg_judges(number, stranger, role):
    an_emergency(stranger.actor, number)
    who = a_user(role).actor
    one = row_of(EmergencyAccess).id

    for act in (
        lambda: review(who, CASES, one, justified=True, note="Prima."),
        lambda: get_review(who, CASES, one),
        lambda: list_reviews(who, CASES),
        lambda: count_waiting(who, CASES),
    ):
        with pytest.raises(Refused):
            act()


@pytest.mark.both
@pytest.mark.parametrize("justified", [True, False])
def test_the_fg_judges_once(number, stranger, dpo, justified):
    others = list_reviews(dpo.actor, CASES).waiting
    an_emergency(stranger.actor, number)
    one = row_of(EmergencyAccess).id

    review(dpo.actor, CASES, one, justified=justified, note="De meldkamer bevestigde het.")

    with pytest.raises(Invalid) as invalid:
        review(dpo.actor, CASES, one, justified=not justified, note="Toch anders.")
    assert invalid.value.problems == {"": EmergencyProblem.REVIEWED}
    told = get_review(dpo.actor, CASES, one)
    assert (told.line.justified, told.note) == (justified, "De meldkamer bevestigde het.")
    reviews = list_reviews(dpo.actor, CASES)
    assert reviews.waiting == others
    assert [line.number for line in reviews.judged] == [number]
    assert lines(Event.EMERGENCY_REVIEWED)[0].actor_id == dpo.id


def test_a_judgement_is_of_one_noodtoegang_and_says_nothing_of_another(number, dpo):
    first, second = a_user(Role.INTERVENTION_TEAM), a_user(Role.INTERVENTION_TEAM)
    for who in (first, second):
        an_emergency(who.actor, number)
    one, other = (row_of(EmergencyAccess, user_id=who.id).id for who in (first, second))

    review(dpo.actor, CASES, one, justified=True, note="De meldkamer bevestigde het.")

    assert get_review(dpo.actor, CASES, other).line.justified is None
    assert get_review(dpo.actor, CASES, one).line.justified
    review(dpo.actor, CASES, other, justified=False, note="Kon wachten.")
    assert [get_review(dpo.actor, CASES, which).line.justified for which in (one, other)] == [
        True,
        False,
    ]
    assert list_reviews(dpo.actor, CASES)
    looks = lines(Event.TRAIL_READ)
    assert [line.purpose for line in looks] == ["emergency"] * 5


def test_nobody_judges_the_own_one(number):
    both = a_user(Role.SAFETY_TEAM)
    an_emergency(both.actor, number)

    with pytest.raises(Invalid) as invalid:
        review(
            replace(both.actor, role=Role.DPO),
            CASES,
            row_of(EmergencyAccess).id,
            justified=True,
            note="Ik vond het nodig.",
        )
    assert invalid.value.problems == {"": EmergencyProblem.OWN}


def test_a_judgement_that_is_late_shuts_the_door_until_it_is_there(number, stranger, dpo, director):
    other = a_case(State.PLANNING, by=director.actor)
    an_emergency(stranger.actor, number)
    row = row_of(EmergencyAccess)
    assert row.review_by == review_by(clock.today(), 5)
    days = (row.review_by - clock.today()).days
    on_the_day = clock.now() + timedelta(days=days)

    with clock.stopped_at(on_the_day):
        assert not get_door(stranger.actor, CASES).shut
    with clock.stopped_at(on_the_day + timedelta(days=1)):
        assert get_door(stranger.actor, CASES).shut
        for act in (
            lambda: may_try(stranger.actor, CASES),
            lambda: an_emergency(stranger.actor, other),
        ):
            with pytest.raises(Invalid) as invalid:
                act()
            assert invalid.value.problems == {"": EmergencyProblem.OVERDUE}
        assert not get_door(a_user().actor, CASES).shut

        review(dpo.actor, CASES, row.id, justified=False, note="Kon wachten.")

        assert not get_door(stranger.actor, CASES).shut
        assert an_emergency(stranger.actor, other)


@pytest.mark.both
def test_two_tabs_at_the_same_moment_open_it_once(cellar, number, stranger):
    def press(_):
        def act():
            with cellar.app_context():
                return an_emergency(stranger.actor, number)

        return outside(act)

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(press, range(4)))

    assert answers == [False, False, False, True]
    assert len(rows_of(EmergencyAccess)) == len(rows_of(CaseLink, kind=LinkKind.EMERGENCY)) == 1


@pytest.mark.both
def test_two_judgements_at_the_same_moment_are_one(cellar, number, stranger, dpo):
    an_emergency(stranger.actor, number)
    one = row_of(EmergencyAccess).id

    def press(justified):
        def act():
            with cellar.app_context():
                try:
                    review(dpo.actor, CASES, one, justified=justified, note="Zo is het.")
                except Invalid:
                    return "late"
                return "done"

        return outside(act)

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(press, [True, False]))

    assert answers == ["done", "late"]
    assert len(rows_of(EmergencyReview)) == 1


def test_colleagues_are_read_and_nobody_is_offered(number, stranger):
    an_emergency(stranger.actor, number)

    choices = get_choices(stranger.actor, CASES, number)

    assert (choices.may_assign, choices.asking, choices.stepped_back) == (False, (), ())


def test_the_door_shuts_after_the_day_and_not_on_it():
    today = clock.today()

    assert not door_shut([], today)
    assert not door_shut([today], today)
    assert door_shut([today, today - timedelta(days=1)], today)
