from datetime import UTC, datetime, timedelta

import pytest

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.models.case import CaseTerm
from pga.cases.reading.duties import Places
from pga.cases.reading.lists import Filter, Order, Whose, list_cases
from pga.cases.reading.sheet import get_sheet
from pga.cases.rules.actions import ActionOutcome
from pga.cases.rules.states import Level, State
from pga.cases.rules.terms import TermKind
from pga.cases.services import actions
from pga.core import clock
from pga.core.database import transaction
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record
from pga.settings.services import set_values
from tests.builders import a_case, a_person, a_referral, a_user, an_action, an_actor, id_of
from tests.support.desk import desk_of
from tests.support.rows import lines

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def member(stopped):
    return a_user()


def numbers(actor, *, names=False, **wanted):
    return [one.number for one in list_cases(actor, Filter(**wanted), names=names).lines]


def received(days_ago, **more):
    day = clock.today() - timedelta(days=days_ago)
    return a_referral(received_on=day, look_again_on=clock.today() + timedelta(days=30), **more)


def test_my_cases_are_those_i_am_linked_to(member):
    mine = a_case(by=member.actor)
    a_case()

    assert numbers(member.actor) == [mine]


def test_all_is_what_one_may_open(member):
    mine, intake = a_case(State.PLANNING, by=member.actor), a_case()
    a_case(State.PLANNING)
    a_case(municipality="EEM")
    a_case(recused=[member.id])

    assert numbers(member.actor, whose=Whose.ALL, order=Order.NUMBER) == [intake, mine]


def test_what_has_ended_stands_in_no_list_not_even_when_asked_for(member):
    closed, running = (a_case(state, by=member.actor) for state in (State.CLOSED, State.PLANNING))

    assert numbers(member.actor) == [running]
    assert get_sheet(member.actor, closed).head.number == closed
    assert numbers(member.actor, state=State.CLOSED) == []
    assert numbers(member.actor, state=State.ON_HOLD) == []


def test_what_is_due_first_stands_first_and_what_has_no_date_before_all(member):
    late = a_case(by=member.actor, given=received(30))
    today = a_case(by=member.actor, given=received(0))
    dateless = a_case(
        State.TOP_X, by=member.actor, given=received(0, informed=True, informed_on=clock.today())
    )
    end_all(dateless)

    assert numbers(member.actor) == [dateless, late, today]


def end_all(number):
    case_id = id_of(number)
    with transaction() as session:
        for term in session.query(CaseTerm).filter_by(case_id=case_id):
            term.ended_on = clock.today()
        record(session, None, Line(Event.SEEDED, Object("case", case_id)))


def test_the_first_date_of_a_case_is_shown_with_what_it_is(member):
    a_case(by=member.actor, given=received(10))

    (line,) = list_cases(member.actor, Filter()).lines

    assert (line.due, line.due_on.isoformat()) == (TermKind.TRIAGE, "2026-11-20")


def test_a_list_can_be_ordered_by_number_and_by_state(member):
    first, second = a_case(State.PLANNING, by=member.actor), a_case(by=member.actor)

    assert numbers(member.actor, order=Order.NUMBER) == [second, first]
    assert numbers(member.actor, order=Order.STATE) == [first, second]


def test_a_page_holds_so_many_and_a_place_past_the_end_is_the_last(member):
    made = [a_case(by=member.actor) for _ in range(5)]
    newest = made[::-1]

    pages = [
        list_cases(member.actor, Filter(order=Order.NUMBER, page=page, size=2))
        for page in (-3, 0, 1, 2, 3, 99)
    ]

    shown = [[line.number for line in page.lines] for page in pages]
    assert shown == [newest[:2], newest[:2], newest[:2], newest[2:4], newest[4:], newest[4:]]
    assert {(page.total, page.pages) for page in pages} == {(5, 3)}


def test_the_second_of_one_page_is_that_page(member):
    number = a_case(by=member.actor)

    page = list_cases(member.actor, Filter(page=2, size=2))

    assert ([line.number for line in page.lines], page.page, page.pages) == ([number], 1, 1)


def test_the_first_date_is_that_of_the_earliest_term_or_action_that_is_open_and_shown(member):
    worker, own = a_user(Role.INTERVENTION_TEAM), member.actor
    number = a_case(State.PLANNING, by=own, linked=[worker.id], given=received(0))

    def first(who):
        (line,) = list_cases(who.actor, Filter()).lines
        return line.due, line.due_on

    term = first(member)
    assert isinstance(term[0], TermKind)
    later, settled, regie = (
        an_action(own, number, due_on=term[1] + timedelta(days=days), regie=days == -1)
        for days in (1, -2, -1)
    )
    done = {"outcome": ActionOutcome.DONE, "result": "", "done_on": clock.today()}
    assert first(worker) == first(member) == (None, term[1] - timedelta(days=2))
    actions.settle_action(own, number, settled, **done)

    assert first(member) == (None, term[1] - timedelta(days=1))
    assert first(worker) == term
    actions.settle_action(own, number, regie, **done)
    assert first(member) == term
    end_all(number)
    assert first(member) == first(worker) == (None, term[1] + timedelta(days=1))
    actions.settle_action(own, number, later, **done)
    assert first(member) == (None, None)


def test_a_list_without_names_opens_nothing(member):
    a_case(by=member.actor)

    (line,) = list_cases(member.actor, Filter()).lines

    assert line.name == ""
    assert lines(Event.READ) == []
    assert [one.purpose for one in lines(Event.LIST)] == ["cases:mine"]


def test_each_shown_name_is_a_line_of_its_own(member):
    made = [a_case(by=member.actor) for _ in range(3)]

    found = list_cases(member.actor, Filter(order=Order.NUMBER, size=2), names=True)

    assert [line.name for line in found.lines] == ["Jorinde Zichtbaar"] * 2
    read = lines(Event.READ)
    assert {line.object_id for line in read} == {id_of(number) for number in made[1:]}
    assert {line.fields for line in read} == {"person.call_name,person.surname"}
    assert {line.purpose for line in read} == {"list"}


def test_a_family_is_named_after_its_main_person(member):
    family = (a_person(call_name="Eerste"), a_person(call_name="Tweede"))
    a_case(by=member.actor, given=a_referral(persons=family))

    (line,) = list_cases(member.actor, Filter(), names=True).lines

    assert line.name == "Eerste Zichtbaar"


@pytest.mark.parametrize("role", [Role.DPO, Role.BOARD, Role.ADMIN])
def test_who_has_no_business_with_cases_has_no_list(role):
    for ask in (lambda a: list_cases(a, Filter()), lambda a: desk_of(a).work):
        with pytest.raises(Refused):
            ask(an_actor(role))


# --- the start page


def test_what_is_late_comes_first_and_is_counted(member):
    soon = a_case(by=member.actor, given=received(3))
    late = a_case(by=member.actor, given=received(20))

    work = desk_of(member.actor).work

    assert [duty.number for duty in work.lines][:2] == [late, soon]
    assert work.lines[0].kind is TermKind.TRIAGE
    assert (work.own.late, work.own.soon, work.own.total) == (1, 1, 4)
    assert work.without_date == ()


def test_the_start_page_shows_a_dozen_and_counts_all(member):
    for _ in range(7):
        a_case(by=member.actor, given=received(20))

    work = desk_of(member.actor).work

    assert (len(work.own.lines), work.own.total, work.own.late) == (12, 14, 7)


def test_an_aanmelding_without_owner_waits_for_all_of_team_veiligheid(member):
    number = a_case()
    a_case(director=a_user().id)

    work = desk_of(member.actor).work

    assert {duty.number for duty in work.lines} == {number}
    assert work.unowned == 1


def test_a_case_without_a_date_is_told(member):
    number = a_case(State.PLANNING, by=member.actor)
    end_all(number)

    assert desk_of(member.actor).work.without_date == (number,)


@pytest.mark.bare
def test_the_coordinator_guards_all_cases_of_the_municipality():
    first, second = a_case(State.PLANNING), a_case(State.INFORMATION_ROUND)
    a_case(municipality="EEM")

    work = desk_of(a_user(Role.COORDINATOR).actor).work

    assert {duty.number for duty in work.lines} == {first, second}


def test_the_interventieteam_has_only_what_it_is_linked_to():
    colleague = a_user(Role.INTERVENTION_TEAM)
    number = a_case(State.PLANNING, linked=[colleague.id])
    a_case()

    work = desk_of(colleague.actor).work

    assert {duty.number for duty in work.lines} == {number}
    assert work.unowned == 0


def test_the_ladder_counts_what_one_may_open(member):
    for state in (State.REFERRED, State.PLANNING, State.ON_HOLD, State.TOP_X, State.CLOSED):
        a_case(state, by=member.actor)
    a_case(State.PLANNING)
    limit = {"max_active_cases": "15"}
    set_values(member.id, "LAR", limit, from_on=clock.today(), reason="Afspraak")

    work = desk_of(member.actor).work

    assert sum(work.levels.values()) == 4
    assert work.levels[Level.TOP_X] == 1
    assert work.places == Places(taken=2, local=2, agreed=15, all_here=False)


def test_the_start_page_opens_nothing(member):
    a_case(by=member.actor)

    desk_of(member.actor)

    assert lines(Event.READ) == []
    assert [line.purpose for line in lines(Event.LIST)] == ["work"]
