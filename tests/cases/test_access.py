from datetime import timedelta
from uuid import uuid4

import pytest

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.accounts.models import Throttle
from pga.cases.models.doors import AccessRequest, Notice
from pga.cases.reading.sheet import get_sheet
from pga.cases.room import CASES
from pga.cases.rules.states import State
from pga.core import clock
from pga.core.errors import Invalid
from pga.dossiers.reading.access import get_request
from pga.dossiers.reading.people import get_choices
from pga.dossiers.rules.notices import MOST_ASKED, NoticeKind
from pga.dossiers.services import people
from pga.dossiers.services.access import ask_access, grant_access, refuse_access
from pga.privacy.events import Event, LineOutcome
from tests.builders import a_case, a_user, end_roles, name_procesregisseur, version_of
from tests.support.desk import desk_of
from tests.support.rows import lines, rows_of

WHY = "Ik ga morgen mee op huisbezoek bij Zichtbaar."


@pytest.fixture
def director(cellar):
    return a_user()


@pytest.fixture
def number(director):
    return a_case(State.PLANNING, by=director.actor)


@pytest.fixture
def asker(number):
    return a_user(Role.INTERVENTION_TEAM)


@pytest.fixture
def asked(asker, director, number):
    ask_access(asker.actor, CASES, number, reason=WHY)
    (one,) = get_choices(director.actor, CASES, number).asking
    return one


def rows():
    return rows_of(AccessRequest)


def told(kind):
    return {row.user_id for row in rows_of(Notice, kind=kind)}


def outcomes(kind):
    return [line.outcome for line in lines(kind)]


def test_the_procesregisseur_hears_who_asks_and_reads_why(asked, asker, director, number):
    assert told(NoticeKind.ACCESS_REQUESTED) == {director.id}
    assert asked.name == asker.name
    assert get_request(director.actor, CASES, number, asked.id).reason == WHY


def test_without_a_procesregisseur_all_hear_it_who_can_link(cellar):
    colleague, coordinator = a_user(municipality="BLA"), a_user(Role.COORDINATOR, "BLA")
    number = a_case(by=colleague.actor)
    elsewhere, asker = a_user(Role.COORDINATOR), a_user(Role.INTERVENTION_TEAM, "BLA")

    ask_access(asker.actor, CASES, number, reason=WHY)

    assert told(NoticeKind.ACCESS_REQUESTED) == {colleague.id, coordinator.id}
    assert elsewhere.id not in told(NoticeKind.ACCESS_REQUESTED)


def test_of_team_veiligheid_only_who_can_link_hears_it(cellar):
    director, other = a_user(municipality="BLA"), a_user(municipality="BLA")
    coordinator, asker = a_user(Role.COORDINATOR, "BLA"), a_user(Role.INTERVENTION_TEAM, "BLA")
    number = a_case(State.PLANNING, by=director.actor)
    end_roles(director.id, clock.today() - timedelta(days=1))

    ask_access(asker.actor, CASES, number, reason=WHY)

    assert told(NoticeKind.ACCESS_REQUESTED) == {coordinator.id}
    assert other.id not in told(NoticeKind.ACCESS_REQUESTED)


@pytest.fixture
def unasked(director):
    """Numbers for which no request may be written, by what is the matter with them."""

    def make(asker):
        return {
            "nonsense": "LAR-2026-9999",
            "elsewhere": a_case(State.PLANNING, municipality="BLA"),
            "linked": a_case(State.PLANNING, by=director.actor, linked=[asker.id]),
            "recused": a_case(State.PLANNING, by=director.actor, recused=[asker.id]),
            "destroyed": a_case(State.DESTROYED, by=director.actor),
        }

    return make


@pytest.mark.parametrize("which", ["nonsense", "elsewhere", "linked", "recused", "destroyed"])
def test_a_number_that_is_nobodys_business_has_no_request(unasked, asker, which):
    number = unasked(asker)[which]

    assert ask_access(asker.actor, CASES, number, reason=WHY) is None

    assert rows() == []
    assert told(NoticeKind.ACCESS_REQUESTED) == set()
    assert outcomes(Event.ACCESS_REQUESTED) == [LineOutcome.OK]


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SAFETY_TEAM])
def test_who_can_open_the_case_has_nothing_to_ask(director, role):
    number = a_case(State.REFERRED, by=director.actor)

    ask_access(a_user(role).actor, CASES, number, reason=WHY)

    assert rows() == []


@pytest.mark.parametrize("role", [Role.DPO, Role.BOARD, Role.ADMIN])
def test_who_works_on_no_case_cannot_ask(number, role):
    with pytest.raises(Refused):
        ask_access(a_user(role).actor, CASES, number, reason=WHY)


def test_asking_twice_is_one_request(asked, asker, number):
    ask_access(asker.actor, CASES, number, reason=WHY)

    assert len(rows()) == 1


@pytest.mark.both
def test_after_ten_times_a_day_nothing_is_written_until_tomorrow(asker, number):
    for _ in range(MOST_ASKED):
        ask_access(asker.actor, CASES, "LAR-2026-9999", reason=WHY)

    ask_access(asker.actor, CASES, number, reason=WHY)
    assert rows() == []
    assert outcomes(Event.ACCESS_REQUESTED)[-1] is LineOutcome.REFUSED
    with clock.stopped_at(clock.now() + timedelta(days=1)):
        ask_access(asker.actor, CASES, number, reason=WHY)
    assert len(rows()) == 1
    assert [row.failures for row in rows_of(Throttle)] == [1]


@pytest.mark.both
def test_granting_links_from_today_until_the_last_day(asked, asker, director, number):
    last_on = clock.today() + timedelta(days=7)

    grant_access(director.actor, CASES, number, asked.id, last_on=last_on)

    line = next(one for one in get_sheet(director.actor, number).working if one.user_id == asker.id)
    assert (line.from_on, line.last_on) == (clock.today(), last_on)
    assert [one.kind for one in desk_of(asker.actor).notices.lines] == [NoticeKind.ACCESS_GRANTED]
    assert get_choices(director.actor, CASES, number).asking == ()
    assert len(lines(Event.ACCESS_GRANTED)) == 1
    with clock.stopped_at(clock.now() + timedelta(days=8)), pytest.raises(Refused):
        get_sheet(asker.actor, number)


def test_refusing_needs_no_link_and_tells_the_asker_without_a_way_in(
    asked, asker, director, number
):
    refuse_access(director.actor, CASES, number, asked.id, reason="Het huisbezoek gaat niet door.")

    (line,) = desk_of(asker.actor).notices.lines
    assert (line.kind, line.number, line.can_open) == (NoticeKind.ACCESS_REFUSED, number, False)
    with pytest.raises(Refused):
        get_sheet(asker.actor, number)
    assert len(lines(Event.ACCESS_REFUSED)) == 1
    assert told(NoticeKind.ACCESS_REQUESTED) == {director.id}
    assert desk_of(director.actor).notices.total == 0


@pytest.mark.parametrize("answer", ["grant", "refuse"])
def test_a_request_is_answered_once_and_for_its_own_case(asked, director, number, answer):
    def answer_it(case, which):
        if answer == "grant":
            grant_access(director.actor, CASES, case, which, last_on=clock.today())
        else:
            refuse_access(director.actor, CASES, case, which, reason="Niet nodig.")

    other = a_case(State.PLANNING, by=director.actor)
    for case, which in ((other, asked.id), (number, uuid4())):
        with pytest.raises(Invalid, match="request=not_there"):
            answer_it(case, which)
    answer_it(number, asked.id)
    with pytest.raises(Invalid, match="request=not_there"):
        answer_it(number, asked.id)


@pytest.mark.parametrize("answer", ["grant", "refuse", "link"])
def test_an_answer_takes_the_question_off_the_lists_of_all_who_heard_it(cellar, answer):
    colleague, coordinator = a_user(municipality="BLA"), a_user(Role.COORDINATOR, "BLA")
    asker, other = (a_user(Role.INTERVENTION_TEAM, "BLA") for _ in range(2))
    number = a_case(by=colleague.actor)
    ask_access(asker.actor, CASES, number, reason=WHY)
    ask_access(other.actor, CASES, number, reason=WHY)
    asking = {one.name: one.id for one in get_choices(coordinator.actor, CASES, number).asking}
    assert desk_of(colleague.actor).notices.total == 2

    if answer == "grant":
        grant_access(coordinator.actor, CASES, number, asking[asker.name], last_on=clock.today())
    elif answer == "refuse":
        refuse_access(coordinator.actor, CASES, number, asking[asker.name], reason="Niet nodig.")
    else:
        days = {"from_on": clock.today(), "last_on": None}
        people.link(coordinator.actor, CASES, number, user_id=asker.id, reason="Werkt mee.", **days)

    assert [row.about_id for row in waiting(colleague)] == [asking[other.name]]


def waiting(member):
    return [row for row in rows_of(Notice, user_id=member.id) if row.cleared_at is None]


def test_a_last_day_that_is_past_is_refused(asked, director, number):
    with pytest.raises(Invalid) as refused:
        grant_access(
            director.actor, CASES, number, asked.id, last_on=clock.today() - timedelta(days=1)
        )

    assert refused.value.problems == {"last_on": "day_is_past"}


def test_who_left_gets_no_access(asked, asker, director, number):
    end_roles(asker.id, clock.today() - timedelta(days=1))

    with pytest.raises(Invalid) as refused:
        grant_access(director.actor, CASES, number, asked.id, last_on=clock.today())

    assert refused.value.problems == {"answer": "not_a_colleague"}


def test_who_is_linked_later_on_is_not_granted_over_it(asker, director, number):
    tomorrow = clock.today() + timedelta(days=1)
    people.link(
        director.actor,
        CASES,
        number,
        user_id=asker.id,
        from_on=tomorrow,
        last_on=None,
        reason="Mee.",
    )
    ask_access(asker.actor, CASES, number, reason=WHY)
    (asked,) = get_choices(director.actor, CASES, number).asking

    with pytest.raises(Invalid) as refused:
        grant_access(director.actor, CASES, number, asked.id, last_on=tomorrow)

    assert refused.value.problems == {"answer": "already_linked"}


@pytest.mark.both
def test_a_link_made_meanwhile_answers_the_request(asked, asker, director, number):
    people.link(
        director.actor,
        CASES,
        number,
        user_id=asker.id,
        from_on=clock.today(),
        last_on=None,
        reason="Werkt mee.",
    )

    assert get_choices(director.actor, CASES, number).asking == ()
    assert [row.granted for row in rows()] == [True]


def test_a_link_of_one_colleague_answers_no_request_of_another(asked, director, number):
    other = a_user(Role.INTERVENTION_TEAM)
    ask_access(other.actor, CASES, number, reason="Ik ook.")

    days = {"from_on": clock.today(), "last_on": None}
    people.link(director.actor, CASES, number, user_id=other.id, reason="Werkt mee.", **days)

    assert [one.id for one in get_choices(director.actor, CASES, number).asking] == [asked.id]
    assert {row.user_id: row.granted for row in rows()}[other.id] is True
    assert {row.id: row.answered_on for row in rows()}[asked.id] is None


def test_a_link_to_one_case_answers_no_request_for_another(asked, asker, director, number):
    other = a_case(State.PLANNING, by=director.actor)
    ask_access(asker.actor, CASES, other, reason="Ook daar.")

    days = {"from_on": clock.today(), "last_on": None}
    people.link(director.actor, CASES, other, user_id=asker.id, reason="Werkt mee.", **days)

    assert [one.id for one in get_choices(director.actor, CASES, number).asking] == [asked.id]
    assert get_choices(director.actor, CASES, other).asking == ()


def test_who_waits_for_one_case_can_ask_for_another(asked, asker, director, number):
    other = a_case(State.PLANNING, by=director.actor)

    ask_access(asker.actor, CASES, other, reason="Ook daar.")

    assert len(get_choices(director.actor, CASES, other).asking) == 1


def test_who_may_not_link_sees_no_requests(asked, director):
    colleague = a_user(Role.INTERVENTION_TEAM)
    number = a_case(State.PLANNING, by=director.actor, linked=[colleague.id])

    assert get_choices(colleague.actor, CASES, number).asking == ()
    with pytest.raises(Refused):
        get_request(colleague.actor, CASES, number, asked.id)


def test_a_link_after_a_refusal_leaves_the_refusal_as_it_was(asked, asker, director, number):
    refuse_access(director.actor, CASES, number, asked.id, reason="Niet nodig.")
    days = {"from_on": clock.today(), "last_on": None}

    people.link(director.actor, CASES, number, user_id=asker.id, reason="Werkt mee.", **days)

    assert [row.granted for row in rows()] == [False]


def test_the_reason_is_sealed(asked):
    (row,) = rows()

    assert row.reason_sealed
    assert WHY.encode() not in row.reason_sealed


def test_a_director_who_is_not_linked_asks_the_others(cellar):
    coordinator, gone = a_user(Role.COORDINATOR), a_user()
    number = a_case(State.PLANNING, by=a_user().actor, director=gone.id)
    with clock.stopped_at(clock.now()):
        sheet = get_sheet(coordinator.actor, number)
    own = next(one for one in sheet.working if one.user_id == gone.id)
    other = a_user()
    name = name_procesregisseur
    name(coordinator.actor, number, version_of(number), user_id=other.id, reason="Wisselt.")
    people.unlink(coordinator.actor, CASES, number, own.link_id, reason="Werkt elders.")

    ask_access(gone.actor, CASES, number, reason=WHY)

    assert told(NoticeKind.ACCESS_REQUESTED) == {other.id}


def test_who_was_refused_can_ask_again(asked, asker, director, number):
    refuse_access(director.actor, CASES, number, asked.id, reason="Niet nodig.")

    ask_access(asker.actor, CASES, number, reason=WHY)

    assert sorted((row.granted for row in rows()), key=str) == [False, None]


def test_the_tenth_time_of_a_day_is_still_written(asker, number):
    for _ in range(MOST_ASKED - 1):
        ask_access(asker.actor, CASES, "LAR-2026-9999", reason=WHY)

    ask_access(asker.actor, CASES, number, reason=WHY)

    assert len(rows()) == 1
