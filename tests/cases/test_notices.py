from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.models.doors import CaseLink, Notice
from pga.cases.reading.handed_in import get_handed_in
from pga.cases.reading.sheet import get_sheet
from pga.cases.room import CASES
from pga.cases.rules.states import State
from pga.core import clock
from pga.core.database import db
from pga.dossiers.reading.changes import get_changes
from pga.dossiers.reading.lookers import get_lookers
from pga.dossiers.reading.notices import MOST, waiting_for
from pga.dossiers.reading.people import get_choices
from pga.dossiers.rules.notices import KEPT_FOR, NoticeKind
from pga.dossiers.services import flags, people
from pga.dossiers.services.notices import mark_seen, sweep_notices
from tests.builders import (
    a_case,
    a_user,
    an_actor,
    in_cases,
    name_casusregisseur,
    name_procesregisseur,
    version_of,
)
from tests.support.desk import desk_of
from tests.support.rows import row_of, rows_of

WAYS = [get_sheet, get_handed_in, in_cases(get_changes)]


def kinds_for(member):
    return [line.kind for line in desk_of(member.actor).notices.lines]


def link(by, number, member, **changes):
    usual = {"from_on": clock.today(), "last_on": None, "reason": "Werkt mee."}
    people.link(by.actor, CASES, number, user_id=member.id, **(usual | changes))


@pytest.fixture
def director():
    return a_user()


@pytest.fixture
def number(director):
    return a_case(State.PLANNING, by=director.actor)


@pytest.fixture
def waiting(number, director):
    """Somebody of team Veiligheid for whom a case waits."""
    member = a_user()
    link(director, number, member)
    return member


@pytest.fixture(autouse=True)
def _first(cellar):
    """Let the store be there before the people."""


def test_who_is_linked_hears_it_with_the_number_and_nothing_else(number, waiting):
    found = desk_of(waiting.actor).notices

    assert found.total == 1
    assert found.lines[0].number == number
    assert found.lines[0].kind is NoticeKind.LINKED
    assert found.lines[0].can_open


def test_nobody_hears_of_what_he_did_himself(director, number):
    assert desk_of(director.actor).notices.total == 0


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (name_procesregisseur, NoticeKind.PROCESREGISSEUR),
        (name_casusregisseur, NoticeKind.CASUSREGISSEUR),
    ],
)
def test_who_is_named_hears_that_once(director, number, name, kind):
    named = a_user()

    name(director.actor, number, version_of(number), user_id=named.id, reason="Kent de wijk.")

    assert kinds_for(named) == [kind]


def test_who_is_named_by_the_weging_hears_it():
    named = a_user()

    a_case(State.INFORMATION_ROUND, director=named.id)

    assert kinds_for(named) == [NoticeKind.PROCESREGISSEUR]


@pytest.mark.parametrize("way", WAYS)
def test_opening_a_case_by_any_way_clears_it(way, number, waiting):
    way(waiting.actor, number)

    assert desk_of(waiting.actor).notices.total == 0


def test_looking_at_who_looked_clears_it_too(director, number):
    named = a_user()
    act = name_procesregisseur
    act(director.actor, number, version_of(number), user_id=named.id, reason="Kent de wijk.")

    assert desk_of(named.actor).notices.total == 1
    get_lookers(named.actor, CASES, number)

    assert desk_of(named.actor).notices.total == 0


def test_an_act_on_the_case_clears_it_too(number, waiting):
    flags.flag(
        waiting.actor, CASES, number, text="Bel terug.", due_on=clock.today() + timedelta(days=9)
    )

    assert desk_of(waiting.actor).notices.total == 0


def test_a_look_that_opens_nothing_clears_nothing(number, waiting):
    get_choices(waiting.actor, CASES, number)

    assert desk_of(waiting.actor).notices.total == 1


def test_what_one_opens_stays_on_the_list_of_another(director, number, waiting):
    other = a_user()
    link(director, number, other)

    get_sheet(waiting.actor, number)

    assert kinds_for(other) == [NoticeKind.LINKED]


def test_gezien_takes_one_line_away_and_only_ones_own(director, number, waiting):
    line = desk_of(waiting.actor).notices.lines[0]

    mark_seen(director.actor, CASES, line.id)
    assert desk_of(waiting.actor).notices.total == 1
    mark_seen(waiting.actor, CASES, line.id)
    assert desk_of(waiting.actor).notices.total == 0


def test_gezien_leaves_the_other_lines_and_the_moment_of_what_was_seen(director, number, waiting):
    link(director, a_case(State.PLANNING, by=director.actor), waiting)
    first, second = desk_of(waiting.actor).notices.lines
    now = clock.now()

    for hours in (1, 2):
        with clock.stopped_at(now + timedelta(hours=hours)):
            mark_seen(waiting.actor, CASES, first.id)

    assert [one.id for one in desk_of(waiting.actor).notices.lines] == [second.id]
    assert row_of(Notice, id=first.id).cleared_at == now + timedelta(hours=1)


def test_what_was_seen_and_happens_again_is_a_line_again(director, number, waiting):
    assert get_sheet(waiting.actor, number)
    assert kinds_for(waiting) == []
    (made,) = rows_of(CaseLink, user_id=waiting.id)
    people.unlink(director.actor, CASES, number, made.id, reason="Vergissing.")

    link(director, number, waiting)

    assert kinds_for(waiting) == [NoticeKind.LINKED]


def test_what_one_may_not_see_any_more_is_not_there(director, number, waiting):
    links = get_sheet(director.actor, number).working
    own = next(one.link_id for one in links if one.user_id == waiting.id)

    people.unlink(director.actor, CASES, number, own, reason="Werkt nu elders.")

    assert desk_of(waiting.actor).notices.lines == ()
    assert desk_of(waiting.actor).notices.total == 0
    assert waiting_for(waiting.actor, CASES) == frozenset()


def test_a_notice_of_elsewhere_waits_until_one_is_there(waiting):
    elsewhere = replace(waiting.actor, municipality="BLA")

    assert desk_of(elsewhere).notices.total == 0


@pytest.mark.both
def test_a_second_link_while_the_first_waits_is_one_line(director, number, waiting):
    assert len(rows_of(Notice)) == 1
    links = get_sheet(director.actor, number).working
    own = next(one.link_id for one in links if one.user_id == waiting.id)
    people.unlink(director.actor, CASES, number, own, reason="Vergissing.")

    link(director, number, waiting)

    assert kinds_for(waiting) == [NoticeKind.LINKED]


def test_what_waits_of_one_kind_does_not_keep_another_away(director, number, waiting):
    act = name_casusregisseur
    act(director.actor, number, version_of(number), user_id=waiting.id, reason="Kent de wijk.")

    assert set(kinds_for(waiting)) == {NoticeKind.LINKED, NoticeKind.CASUSREGISSEUR}


@pytest.mark.parametrize("role", [Role.DPO, Role.BOARD, Role.ADMIN])
def test_who_works_on_no_case_has_no_list(role):
    with pytest.raises(Refused):
        desk_of(an_actor(role))
    with pytest.raises(Refused):
        mark_seen(an_actor(role), CASES, an_actor().id)


@pytest.mark.both
def test_the_list_is_short_and_asks_the_same_however_long_it_is(director, monkeypatch):
    member, asked = a_user(Role.INTERVENTION_TEAM), []
    engine = db.engine

    def count(*_):
        asked.append(1)

    def asks():
        asked.clear()
        sa.event.listen(engine, "before_cursor_execute", count)
        found = desk_of(member.actor).notices
        sa.event.remove(engine, "before_cursor_execute", count)
        return found, len(asked)

    link(director, a_case(State.PLANNING, by=director.actor), member)
    _, few = asks()
    for _ in range(MOST):
        link(director, a_case(by=director.actor), member)
    found, many = asks()

    assert found.total == MOST + 1
    assert len(found.lines) == MOST
    assert few == many <= 20


@pytest.mark.both
def test_what_left_the_list_long_ago_is_swept_and_what_waits_is_not(director, number, waiting):
    other = a_user()
    sweep_notices(CASES)
    link(director, number, other)
    get_sheet(waiting.actor, number)

    with clock.stopped_at(clock.now() + KEPT_FOR - timedelta(hours=1)):
        assert sweep_notices(CASES) == 0
    with clock.stopped_at(clock.now() + KEPT_FOR + timedelta(hours=1)):
        assert sweep_notices(CASES) == 1

    assert kinds_for(other) == [NoticeKind.LINKED]
