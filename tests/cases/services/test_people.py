from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.models.case import Case
from pga.cases.models.doors import CaseLink, Notice
from pga.cases.reading.sheet import get_sheet
from pga.cases.room import CASES, CASUSREGISSEUR, PROCESREGISSEUR
from pga.cases.rules.states import State
from pga.core import clock
from pga.core.errors import Invalid, StaleDossier
from pga.dossiers.models.link import LinkKind
from pga.dossiers.reading.people import get_choices, get_naming
from pga.dossiers.rules.notices import NoticeKind
from pga.dossiers.services import people
from pga.privacy.events import Event
from tests.builders import (
    CLEARED,
    a_case,
    a_user,
    id_of,
    name_casusregisseur,
    name_procesregisseur,
    version_of,
)
from tests.support.rows import fingerprint, lines, row_of, rows_of

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def member(stopped):
    return a_user()


@pytest.fixture
def colleague(stopped):
    return a_user(Role.INTERVENTION_TEAM)


@pytest.fixture
def number(member):
    return a_case(State.PLANNING, by=member.actor)


def link(actor, number, who, **changes):
    usual = {"from_on": TODAY, "last_on": None, "reason": "Doet de outreach."}
    people.link(actor, CASES, number, user_id=who.id, **{**usual, **changes})


def sees(who, number):
    try:
        return bool(get_sheet(who.actor, number))
    except Refused as refused:
        return not refused.verdict.hidden


def test_a_link_counts_at_once_and_its_end_too(member, number, colleague):
    assert not sees(colleague, number)

    link(member.actor, number, colleague)
    assert sees(colleague, number)

    made = row_of(CaseLink, user_id=colleague.id)
    people.unlink(member.actor, CASES, number, made.id, reason="Klaar.")
    assert not sees(colleague, number)


def test_a_link_has_a_first_and_a_last_day(member, number, colleague):
    link(member.actor, number, colleague, from_on=date(2026, 11, 26), last_on=date(2026, 11, 27))

    seen = {}
    for day in range(24, 30):
        with clock.stopped_at(NOW.replace(day=day)):
            seen[day] = sees(colleague, number)

    assert seen == {24: False, 25: False, 26: True, 27: True, 28: False, 29: False}


def test_links_are_in_the_trail_with_their_case(member, number, colleague):
    link(member.actor, number, colleague)
    people.unlink(
        member.actor, CASES, number, row_of(CaseLink, user_id=colleague.id).id, reason="Klaar."
    )

    for event in (Event.LINKED, Event.UNLINKED):
        (line,) = lines(event)
        assert (line.actor_id, line.object_id) == (member.id, id_of(number))
        assert "case_link." in line.fields


def test_all_that_is_wrong_with_a_link_is_told_at_once(member, number):
    stranger = a_user(Role.INTERVENTION_TEAM, "EEM")
    before = fingerprint()
    yesterday = TODAY - timedelta(days=1)

    with pytest.raises(Invalid) as caught:
        link(member.actor, number, stranger, from_on=yesterday, last_on=yesterday - timedelta(2))

    assert caught.value.problems == {
        "user_id": "not_a_colleague",
        "from_on": "in_past",
        "last_on": "before_start",
    }
    assert fingerprint() == before


def test_a_link_lasts_a_day_or_more(member, number, colleague):
    first = date(2026, 12, 1)

    with pytest.raises(Invalid) as caught:
        link(member.actor, number, colleague, from_on=first, last_on=first - timedelta(days=1))
    assert caught.value.problems == {"last_on": "before_start"}

    link(member.actor, number, colleague, from_on=first, last_on=first)
    assert row_of(CaseLink, user_id=colleague.id).until_on == date(2026, 12, 2)


def directs(number, version=None):
    return people.NamedWithLink(CASUSREGISSEUR, version_of(number) if version is None else version)


@pytest.mark.both
def test_a_colleague_is_linked_and_directs_in_one_act(member, number, colleague):
    link(member.actor, number, colleague, named=directs(number))

    assert row_of(Case, number=number).casusregisseur_id == colleague.id
    made = row_of(CaseLink, user_id=colleague.id)
    assert (made.from_on, made.until_on) == (TODAY, None)
    told = [*lines(Event.LINKED), *lines(Event.ASSIGNED)]
    assert [(line.actor_id, line.object_id) for line in told] == [(member.id, id_of(number))] * 2
    linked, assigned = told
    assert "case_link." in linked.fields
    assert "casusregisseur_id" in assigned.fields
    assert "casusregisseur_id" not in linked.fields


def test_who_is_linked_and_directs_is_told_once(member, number, colleague):
    link(member.actor, number, colleague, named=directs(number))

    (notice,) = rows_of(Notice, user_id=colleague.id)
    assert notice.kind is NoticeKind.CASUSREGISSEUR


def test_who_directs_begins_today_and_stays(member, number, colleague):
    before = fingerprint()
    tomorrow = TODAY + timedelta(days=1)

    with pytest.raises(Invalid) as caught:
        link(
            *(member.actor, number, colleague),
            from_on=tomorrow,
            last_on=tomorrow + timedelta(days=9),
            named=directs(number),
        )

    assert caught.value.problems == {"from_on": "directs_today", "last_on": "directs_on"}
    assert fingerprint() == before


def test_who_cannot_be_linked_does_not_direct_either(member, number, colleague):
    link(member.actor, number, colleague)

    for who in (colleague, a_user(Role.INTERVENTION_TEAM, "EEM"), a_user(Role.BOARD)):
        before = fingerprint()
        with pytest.raises(Invalid, match="user_id="):
            link(member.actor, number, who, named=directs(number))
        assert fingerprint() == before

    assert row_of(Case, number=number).casusregisseur_id is None


def test_who_names_from_an_old_page_is_told_so_and_links_nobody(member, number, colleague):
    old = version_of(number)
    now = {"user_id": member.id, "reason": "Neemt het over."}
    name_casusregisseur(member.actor, number, version_of(number), **now)

    with pytest.raises(StaleDossier):
        link(member.actor, number, colleague, named=directs(number, old))

    assert rows_of(CaseLink, user_id=colleague.id) == []
    assert row_of(Case, number=number).casusregisseur_id == member.id


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.DPO, Role.BOARD, Role.ADMIN])
def test_only_who_works_on_cases_is_linked(member, number, role):
    with pytest.raises(Invalid) as caught:
        link(member.actor, number, a_user(role))

    assert caught.value.problems == {"user_id": "not_a_colleague"}


def test_somebody_whose_role_has_ended_is_not_linked(member, number):
    gone = a_user(Role.INTERVENTION_TEAM, until_on=TODAY - timedelta(days=1))

    with pytest.raises(Invalid, match="user_id=not_a_colleague"):
        link(member.actor, number, gone)

    assert gone.id not in {one.id for one in get_choices(member.actor, CASES, number).workers}


@pytest.mark.both
@pytest.mark.parametrize("shift", [0, 1, -1])
def test_nobody_is_linked_twice_for_the_same_days(member, number, colleague, shift):
    first, last = date(2026, 12, 1), date(2026, 12, 10)
    link(member.actor, number, colleague, from_on=first, last_on=last)
    days = timedelta(days=shift)

    with pytest.raises(Invalid) as caught:
        link(member.actor, number, colleague, from_on=first + days, last_on=last + days)

    assert caught.value.problems == {"user_id": "already_linked"}


def test_a_new_link_follows_an_old_one(member, number, colleague):
    link(member.actor, number, colleague, last_on=date(2026, 12, 10))

    link(member.actor, number, colleague, from_on=date(2026, 12, 11))

    assert len(rows_of(CaseLink, user_id=colleague.id)) == 2


def test_a_new_link_goes_before_one_that_has_still_to_begin(member, number, colleague):
    link(member.actor, number, colleague, from_on=date(2026, 12, 11))

    link(member.actor, number, colleague, last_on=date(2026, 12, 10))

    assert len(rows_of(CaseLink, user_id=colleague.id)) == 2


def test_who_is_linked_to_one_case_can_be_linked_to_another(member, number, colleague):
    other = a_case(State.PLANNING, by=member.actor)
    link(member.actor, number, colleague)

    link(member.actor, other, colleague)

    assert sees(colleague, other)


def test_a_link_that_has_still_to_begin_is_ended_before_its_first_day(member, number, colleague):
    link(member.actor, number, colleague, from_on=date(2026, 12, 1))
    with clock.stopped_at(NOW + timedelta(days=20)):
        assert sees(colleague, number)

    people.unlink(
        member.actor, CASES, number, row_of(CaseLink, user_id=colleague.id).id, reason="Niet."
    )

    with clock.stopped_at(NOW + timedelta(days=20)):
        assert not sees(colleague, number)


def test_who_directs_is_not_unlinked(member, number):
    own = row_of(CaseLink, user_id=member.id)

    with pytest.raises(Invalid) as caught:
        people.unlink(member.actor, CASES, number, own.id, reason="Weg.")

    assert caught.value.problems == {"link": "still_director"}


def test_a_link_of_another_case_or_of_recusal_is_not_ended_here(member, number, colleague):
    other = a_case(State.PLANNING, by=member.actor, linked=[colleague.id], recused=[a_user().id])
    foreign = row_of(CaseLink, user_id=colleague.id)
    recusal = row_of(CaseLink, kind=LinkKind.RECUSED)
    before = fingerprint()

    for where, which in ((number, foreign), (other, recusal)):
        with pytest.raises(Invalid) as caught:
            people.unlink(member.actor, CASES, where, which.id, reason="Weg.")
        assert caught.value.problems == {"link": "not_there"}

    assert fingerprint() == before


@pytest.mark.both
def test_a_procesregisseur_is_named_and_linked(member, number):
    other = a_user()

    people.name_director(
        member.actor,
        CASES,
        number,
        version_of(number),
        part=PROCESREGISSEUR,
        user_id=other.id,
        reason="Neemt over.",
    )

    assert row_of(Case, number=number).procesregisseur_id == other.id
    assert sees(other, number)
    (line,) = lines(Event.ASSIGNED)
    assert "pga_case.procesregisseur_id" in line.fields.split(",")


def test_a_casusregisseur_may_be_of_the_interventieteam(member, number, colleague):
    people.name_director(
        member.actor,
        CASES,
        number,
        version_of(number),
        part=CASUSREGISSEUR,
        user_id=colleague.id,
        reason="Kent hem.",
    )

    assert row_of(Case, number=number).casusregisseur_id == colleague.id
    assert sees(colleague, number)


def test_a_procesregisseur_is_of_team_veiligheid(member, number, colleague):
    with pytest.raises(Invalid) as caught:
        people.name_director(
            member.actor,
            CASES,
            number,
            version_of(number),
            part=PROCESREGISSEUR,
            user_id=colleague.id,
            reason="Mag niet.",
        )

    assert caught.value.problems == {"user_id": "not_a_colleague"}


def test_naming_in_a_case_that_changed_meanwhile_is_stale(member, number, colleague):
    version = version_of(number)
    people.name_director(
        member.actor,
        CASES,
        number,
        version,
        part=CASUSREGISSEUR,
        user_id=member.id,
        reason="Eerst.",
    )
    before = fingerprint()

    for name in (name_casusregisseur, name_procesregisseur):
        with pytest.raises(StaleDossier):
            name(member.actor, number, version, user_id=member.id, reason="Later.")

    assert fingerprint() == before


def test_the_coordinator_assigns_without_a_link(number, colleague):
    link(a_user(Role.COORDINATOR).actor, number, colleague)

    assert sees(colleague, number)


def test_the_interventieteam_does_not_assign(member, number, colleague):
    link(member.actor, number, colleague)
    before = fingerprint()

    with pytest.raises(Refused) as caught:
        link(colleague.actor, number, member)

    assert not caught.value.verdict.hidden
    assert fingerprint() == before
    assert not get_choices(colleague.actor, CASES, number).may_assign


def name(act, by, number, who):
    act(by.actor, number, version_of(number), user_id=who.id, reason="Kent de wijk.")


LAPSED = (
    replace(CLEARED, screened_until=TODAY - timedelta(days=1)),
    replace(CLEARED, trained_until=None),
    replace(CLEARED, secrecy_on=TODAY + timedelta(days=1)),
    replace(CLEARED, secrecy_until=TODAY - timedelta(days=1)),
)


@pytest.mark.parametrize("clearance", LAPSED)
def test_who_is_not_cleared_is_offered_for_nothing_and_refused(member, number, clearance):
    lapsed = a_user(clearance=clearance)
    before = fingerprint()

    choices = get_choices(member.actor, CASES, number)
    directors = get_naming(member.actor, CASES, number, PROCESREGISSEUR).offered
    assert lapsed.id not in {one.id for one in (*choices.workers, *directors)}
    for act in (
        lambda: link(member.actor, number, lapsed),
        lambda: name(name_casusregisseur, member, number, lapsed),
        lambda: name(name_procesregisseur, member, number, lapsed),
    ):
        with pytest.raises(Invalid) as caught:
            act()
        assert caught.value.problems == {"user_id": "not_a_colleague"}
    assert fingerprint() == before


def test_who_is_cleared_until_today_is_offered(member, number):
    last_day = a_user(clearance=replace(CLEARED, screened_until=TODAY, secrecy_on=TODAY))

    assert last_day.id in {one.id for one in get_choices(member.actor, CASES, number).workers}
