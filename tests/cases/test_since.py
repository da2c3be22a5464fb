from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.models.case import Case
from pga.cases.models.doors import CaseLink, LastSeen
from pga.cases.reading.handed_in import get_handed_in
from pga.cases.reading.sheet import get_sheet
from pga.cases.room import CASES
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.states import HoldReason, State
from pga.cases.services import working
from pga.core import clock
from pga.core.database import direct_write, transaction
from pga.demo.later import destroy
from pga.dossiers.models.link import LinkKind
from pga.dossiers.reading.changes import get_changes
from pga.dossiers.reading.head import get_head
from pga.dossiers.reading.lookers import get_lookers
from pga.dossiers.reading.people import get_choices
from pga.dossiers.reading.since import MOST
from pga.dossiers.rules.news import VISIT, NewsKind
from pga.dossiers.services import flags, people
from pga.privacy.events import Event
from pga.privacy.history import RowBirth, RowVersion
from pga.privacy.trail import Line, Object, record
from tests.builders import (
    a_case,
    a_user,
    an_actor,
    id_of,
    in_cases,
    name_procesregisseur,
    version_of,
)
from tests.support.desk import desk_of
from tests.support.rows import lines, rows_of

MONDAY = datetime(2026, 11, 16, 9, tzinfo=UTC)
A_DAY = timedelta(days=1)
A_MINUTE = timedelta(minutes=1)
pytestmark = pytest.mark.both

WAYS = [get_sheet, get_handed_in, in_cases(get_changes)]


@pytest.fixture(autouse=True)
def _from_monday(cellar):
    with clock.stopped_at(MONDAY):
        yield


@pytest.fixture
def director(cellar):
    return a_user(name="Mirre Lisdodde")


@pytest.fixture
def member(cellar):
    return a_user(name="Joost van Zonnedauw")


@pytest.fixture
def number(director, member):
    return a_case(State.IN_EXECUTION, by=director.actor, linked=[member.id])


def visit(member, number, at):
    with clock.stopped_at(at):
        return get_sheet(member.actor, number)


def items(member, number, at):
    news = visit(member, number, at).news
    return [] if news is None else list(news.items)


def kinds(member, number, at):
    return {item.kind for item in items(member, number, at)}


def put_flag(by, number, at, text="Bel de corporatie."):
    with clock.stopped_at(at):
        flags.flag(by.actor, CASES, number, text=text, due_on=clock.today() + 9 * A_DAY)


def hold(by, number, at):
    with clock.stopped_at(at):
        working.hold(
            by.actor,
            number,
            version_of(number),
            reason=HoldReason.DETENTION,
            note="Zit vast.",
            review_on=clock.today() + 30 * A_DAY,
        )


def mend(by, number, at, model=Case, **changes):
    """Correct something, as a use case would."""
    with clock.stopped_at(at), transaction() as session:
        case = session.scalars(sa.select(Case).filter_by(number=number)).one()
        which = {"id": case.id} if model is Case else {"case_id": case.id}
        for row in session.scalars(sa.select(model).filter_by(**which)):
            for name, value in changes.items():
                setattr(row, name, value)
        record(session, by.actor, Line(Event.CORRECTED, Object("case", case.id)))


# --- the strip


def test_a_first_visit_says_nothing(director, member, number):
    put_flag(director, number, MONDAY + A_MINUTE)

    assert visit(member, number, MONDAY + A_DAY).news is None


def test_nothing_new_says_nothing(member, number):
    visit(member, number, MONDAY + A_DAY)

    assert visit(member, number, MONDAY + 2 * A_DAY).news is None


def test_what_others_did_is_told_the_newest_first(director, member, number):
    visit(member, number, MONDAY + A_DAY)
    put_flag(director, number, MONDAY + 2 * A_DAY)
    hold(director, number, MONDAY + 3 * A_DAY)

    sheet = visit(member, number, MONDAY + 8 * A_DAY)

    assert sheet.news.since == MONDAY + A_DAY
    told = [(item.kind, item.move) for item in sheet.news.items if item.term is None]
    assert told == [(NewsKind.MOVED, MoveCode.HOLD), (NewsKind.FLAGGED, None)]
    assert sheet.names[director.id] == director.name
    started = [item for item in sheet.news.items if item.kind is NewsKind.TERM_STARTED]
    assert [item.day for item in started] == [date(2026, 12, 19)]


def test_own_acts_are_left_out(director, number):
    visit(director, number, MONDAY + A_DAY)
    put_flag(director, number, MONDAY + 2 * A_DAY)
    hold(director, number, MONDAY + 3 * A_DAY)

    assert visit(director, number, MONDAY + 4 * A_DAY).news is None


def test_a_reload_keeps_the_strip_and_a_new_visit_ends_it(director, member, number):
    visit(member, number, MONDAY)
    put_flag(director, number, MONDAY + A_DAY)
    first = MONDAY + 2 * A_DAY

    assert kinds(member, number, first) == {NewsKind.FLAGGED}
    assert kinds(member, number, first + 5 * A_MINUTE) == {NewsKind.FLAGGED}
    assert kinds(member, number, first + 5 * A_MINUTE + VISIT + A_MINUTE) == set()


def test_another_part_of_the_case_does_not_wipe_the_strip(director, member, number):
    visit(member, number, MONDAY)
    put_flag(director, number, MONDAY + A_DAY)
    with clock.stopped_at(MONDAY + 2 * A_DAY):
        get_changes(member.actor, CASES, number)
        get_head(member.actor, CASES, number)

    assert kinds(member, number, MONDAY + 3 * A_DAY) == {NewsKind.FLAGGED}


def test_a_correction_is_told_by_the_names_of_its_fields_and_nothing_is_opened(
    director, member, number
):
    visit(member, number, MONDAY)
    mend(director, number, MONDAY + A_DAY, urgent=True)
    mend(director, number, MONDAY + A_DAY, safety_warning="Er is een grote hond.")

    (item,) = items(member, number, MONDAY + 2 * A_DAY)

    assert item.kind is NewsKind.FACTS
    assert set(item.fields) == {"pga_case.urgent", "pga_case.safety_warning"}
    opened = {name.split(".")[0] for line in lines(Event.READ) for name in line.fields.split(",")}
    assert "person" in opened
    assert "row_version" not in opened


def test_a_new_director_and_a_new_colleague_are_told_by_name(director, member, number):
    taker, other = a_user(name="Noor Rietorchis"), a_user(name="Tjeerd Boomvalk")
    visit(member, number, MONDAY)
    with clock.stopped_at(MONDAY + A_DAY):
        act = name_procesregisseur
        act(director.actor, number, version_of(number), user_id=taker.id, reason="Kent de wijk.")
        day = clock.today()
        people.link(
            director.actor,
            CASES,
            number,
            user_id=other.id,
            from_on=day,
            last_on=None,
            reason="Helpt.",
        )

    sheet = visit(member, number, MONDAY + 2 * A_DAY)

    told = {(item.kind, item.about) for item in sheet.news.items}
    assert (NewsKind.DIRECTED, taker.id) in told
    assert {(NewsKind.JOINED, one.id) for one in (taker, other)} <= told
    assert sheet.names[other.id] == "Tjeerd Boomvalk"


def test_a_link_that_ends_is_told(director, member, number):
    other = a_user()
    with clock.stopped_at(MONDAY):
        people.link(
            director.actor,
            CASES,
            number,
            user_id=other.id,
            from_on=clock.today(),
            last_on=None,
            reason="Helpt.",
        )
    links = visit(member, number, MONDAY + A_MINUTE).working
    link_id = next(one.link_id for one in links if one.user_id == other.id)
    with clock.stopped_at(MONDAY + A_DAY):
        people.unlink(director.actor, CASES, number, link_id, reason="Werkt nu elders.")

    (item,) = items(member, number, MONDAY + 2 * A_DAY)

    assert (item.kind, item.about) == (NewsKind.LEFT, other.id)


@pytest.mark.parametrize(("kind", "told"), [(LinkKind.RECUSED, 0), (LinkKind.WORKS, 1)])
def test_who_stepped_back_is_told_to_nobody(director, member, number, kind, told):
    neighbour = a_user()
    visit(member, number, MONDAY)
    with clock.stopped_at(MONDAY + A_DAY), transaction() as session:
        session.add(
            CaseLink(
                case_id=id_of_case(session, number),
                user_id=neighbour.id,
                kind=kind,
                from_on=clock.today(),
            )
        )
        record(session, neighbour.actor, Line(Event.SEEDED))

    with clock.stopped_at(MONDAY + 2 * A_DAY):
        assert desk_of(member.actor).news.total == told
    assert len(items(member, number, MONDAY + 2 * A_DAY)) == told


def id_of_case(session, number):
    return session.scalars(sa.select(Case.id).filter_by(number=number)).one()


def test_a_long_list_is_cut_and_counted(director, member, number):
    visit(member, number, MONDAY)
    for at in range(MOST + 3):
        put_flag(director, number, MONDAY + A_DAY + at * A_MINUTE, text=f"Bel nummer {at}.")

    news = visit(member, number, MONDAY + 2 * A_DAY).news

    assert (len(news.items), news.more) == (MOST, 3)


def test_a_form_of_a_step_is_no_visit(director, member, number):
    visit(member, number, MONDAY)
    put_flag(director, number, MONDAY + A_DAY)
    with clock.stopped_at(MONDAY + 2 * A_DAY):
        get_head(member.actor, CASES, number)

    assert kinds(member, number, MONDAY + 2 * A_DAY + A_MINUTE) == {NewsKind.FLAGGED}


# --- the cards


def cards(member, at):
    with clock.stopped_at(at):
        found = desk_of(member.actor).news
    return {card.number: dict(card.kinds) for card in found.lines}


def test_a_card_tells_the_number_and_how_much_of_what(director, member, number):
    visit(member, number, MONDAY)
    put_flag(director, number, MONDAY + A_DAY)
    put_flag(director, number, MONDAY + A_DAY, text="Vraag de school.")
    hold(director, number, MONDAY + 2 * A_DAY)

    assert cards(member, MONDAY + 3 * A_DAY) == {number: {NewsKind.MOVED: 1, NewsKind.FLAGGED: 2}}


def test_a_case_never_opened_has_no_card(director, member, number):
    put_flag(director, number, MONDAY + A_DAY)

    assert cards(member, MONDAY + 2 * A_DAY) == {}


def test_own_acts_make_no_card(director, number):
    visit(director, number, MONDAY)
    put_flag(director, number, MONDAY + A_DAY)

    assert cards(director, MONDAY + 2 * A_DAY) == {}


@pytest.mark.parametrize("way", WAYS)
def test_opening_the_case_by_any_way_takes_the_card_away(way, director, member, number):
    visit(member, number, MONDAY)
    put_flag(director, number, MONDAY + A_DAY)
    with clock.stopped_at(MONDAY + 2 * A_DAY):
        way(member.actor, number)

    assert cards(member, MONDAY + 3 * A_DAY) == {}


def test_a_look_that_opens_nothing_takes_nothing_away(director, member, number):
    visit(member, number, MONDAY)
    put_flag(director, number, MONDAY + A_DAY)
    with clock.stopped_at(MONDAY + 2 * A_DAY):
        get_choices(member.actor, CASES, number)

    assert set(cards(member, MONDAY + 3 * A_DAY)) == {number}


def test_what_one_may_not_see_any_more_has_no_card(director, member, number):
    links = visit(member, number, MONDAY).working
    own = next(one.link_id for one in links if one.user_id == member.id)
    with clock.stopped_at(MONDAY + A_DAY):
        people.unlink(director.actor, CASES, number, own, reason="Werkt nu elders.")
    put_flag(director, number, MONDAY + A_DAY)

    assert cards(member, MONDAY + 2 * A_DAY) == {}


def test_who_is_not_linked_has_no_card(director, number):
    coordinator = a_user(Role.COORDINATOR)
    visit(coordinator, number, MONDAY)
    put_flag(director, number, MONDAY + A_DAY)

    assert cards(coordinator, MONDAY + 2 * A_DAY) == {}


def test_the_last_changed_stands_first_and_the_count_tells_of_the_rest(director, member):
    numbers = []
    for at in range(MOST + 2):
        with clock.stopped_at(MONDAY + at * A_MINUTE):
            numbers.append(a_case(State.PLANNING, by=director.actor, linked=[member.id]))
    for at, number in enumerate(numbers):
        visit(member, number, MONDAY + A_DAY)
        put_flag(director, number, MONDAY + 2 * A_DAY + at * A_MINUTE)

    with clock.stopped_at(MONDAY + 3 * A_DAY):
        found = desk_of(member.actor).news

    assert [card.number for card in found.lines] == numbers[::-1][:MOST]
    assert found.total == MOST + 2


@pytest.mark.parametrize("role", [Role.DPO, Role.BOARD, Role.ADMIN])
def test_who_has_no_cases_has_no_cards(cellar, role):
    with pytest.raises(Refused):
        desk_of(an_actor(role))


# --- the marks


def test_the_fg_leaves_no_mark(number):
    fg = a_user(Role.DPO)

    get_lookers(fg.actor, CASES, number)

    assert rows_of(LastSeen, user_id=fg.id) == []


def test_a_refused_look_leaves_no_mark(number):
    stranger = a_user()

    with pytest.raises(Refused):
        get_sheet(stranger.actor, number)

    assert rows_of(LastSeen, user_id=stranger.id) == []


def test_marks_and_births_go_when_the_dossier_is_destroyed(director, member, number):
    visit(member, number, MONDAY)
    case_id = id_of(number)
    with transaction() as session:
        session.scalars(sa.select(Case).filter_by(number=number)).one().state = State.CLOSED
        record(session, director.actor, Line(Event.SEEDED))

    about = (
        (LastSeen, {"case_id": case_id}),
        (RowBirth, {"dossier_id": case_id}),
        (RowVersion, {"dossier_id": case_id}),
    )
    for model, which in about:
        assert rows_of(model, **which) != []

    destroy(director.actor, number, MoveCode.DESTROY)

    for model, which in about:
        assert rows_of(model, **which) == []


def test_marks_go_with_the_account(cellar):
    member = a_user(Role.COORDINATOR)
    number = a_case(State.PLANNING)
    visit(member, number, MONDAY)
    assert rows_of(LastSeen, user_id=member.id) != []
    with transaction() as session, direct_write():
        for table in ("role_grant", "login_state"):
            session.execute(
                sa.text(f"DELETE FROM {table} WHERE user_id = :who"),  # noqa: S608 - our own table names
                {
                    "who": member.id
                    if session.get_bind().dialect.name == "postgresql"
                    else member.id.hex
                },
            )
        session.execute(
            sa.text("DELETE FROM user_account WHERE id = :who"),
            {
                "who": member.id
                if session.get_bind().dialect.name == "postgresql"
                else member.id.hex
            },
        )

    assert rows_of(LastSeen, user_id=member.id) == []
