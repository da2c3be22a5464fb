"""Ik ken deze persoon: what ends, who hears of it, and that it beats every other right."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from pga.access.permissions import Role
from pga.access.policy import Layer, Refused
from pga.cases.models.case import Case
from pga.cases.models.doors import AccessRequest, CaseLink, Notice, Recusal
from pga.cases.reading.doubles import UNNAMED, find_doubles
from pga.cases.reading.lists import Filter, Whose, list_cases
from pga.cases.reading.sheet import get_sheet
from pga.cases.room import CASES, CASUSREGISSEUR, PROCESREGISSEUR
from pga.cases.rules.states import State
from pga.cases.services.triage import decide_triage
from pga.core import clock
from pga.core.errors import Invalid
from pga.dossiers.models.link import LinkKind
from pga.dossiers.reading.handover import get_preview
from pga.dossiers.reading.notices import waiting_for
from pga.dossiers.reading.people import get_choices, get_naming
from pga.dossiers.reading.recusals import get_closing, get_declaration
from pga.dossiers.rules.notices import NoticeKind
from pga.dossiers.rules.recusal import Bond
from pga.dossiers.services import access, people
from pga.dossiers.services.recusal import end_recusal
from pga.privacy import drafts
from pga.privacy.drafts import DraftPlace, FormDraft
from pga.privacy.events import Event
from tests.builders import (
    CANARY,
    a_case,
    a_person,
    a_recusal,
    a_user,
    a_weging,
    an_emergency,
    id_of,
    version_of,
)
from tests.support.desk import desk_of
from tests.support.pages import outside
from tests.support.rows import lines, row_of, rows_of

NOTE = "Zij is mijn buurvrouw van nummer elf."


@pytest.fixture
def director(cellar):
    return a_user()


@pytest.fixture
def worker(director):
    return a_user(Role.INTERVENTION_TEAM)


@pytest.fixture
def coordinator(director):
    return a_user(Role.COORDINATOR)


@pytest.fixture
def number(director, worker, coordinator):
    return a_case(State.PLANNING, by=director.actor, linked=[worker.id])


def is_nothing(act):
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.verdict.hidden


def kinds_for(who):
    return [line.kind for line in desk_of(who.actor).notices.lines]


def test_the_case_closes_at_once_and_is_nothing_any_more(worker, number):
    a_recusal(worker.actor, number)

    assert is_nothing(lambda: get_sheet(worker.actor, number))
    assert is_nothing(lambda: get_closing(worker.actor, CASES, number))
    assert list_cases(worker.actor, Filter(Whose.ALL)).total == 0


def in_sight_of(who):
    listed = list_cases(who.actor, Filter(Whose.ALL))
    work = desk_of(who.actor).work
    duties = work.own.total + work.others.total
    return duties, [line.number for line in listed.lines], listed.total


def test_it_beats_the_sight_of_a_coordinator(director, coordinator):
    others = in_sight_of(coordinator)
    number = a_case(State.PLANNING, by=director.actor)
    with_it = in_sight_of(coordinator)
    assert number in with_it[1]
    assert with_it[0] > others[0]

    a_recusal(coordinator.actor, number)

    assert is_nothing(lambda: get_sheet(coordinator.actor, number))
    assert in_sight_of(coordinator) == others


def test_it_counts_in_each_role_of_the_same_person(worker, number):
    a_recusal(worker.actor, number)
    as_coordinator = replace(worker.actor, role=Role.COORDINATOR)

    assert is_nothing(lambda: get_sheet(as_coordinator, number))


def test_it_beats_a_link_that_somebody_makes_after_it_by_mistake(director, worker, number):
    a_recusal(worker.actor, number)

    with pytest.raises(Invalid) as invalid:
        people.link(
            director.actor,
            CASES,
            number,
            user_id=worker.id,
            from_on=clock.today(),
            last_on=None,
            reason="Werkt mee.",
        )

    assert invalid.value.problems == {"user_id": "not_a_colleague"}


def test_who_stepped_back_is_not_offered_for_work_on_the_case(director, number):
    other = a_user()
    before = get_naming(director.actor, CASES, number, PROCESREGISSEUR)
    assert other.id in {one.id for one in before.offered}
    people.name_director(
        director.actor,
        CASES,
        number,
        version_of(number),
        part=PROCESREGISSEUR,
        user_id=other.id,
        reason="Neemt het over.",
    )

    a_recusal(other.actor, number)

    after = get_choices(director.actor, CASES, number)
    directors = get_naming(director.actor, CASES, number, PROCESREGISSEUR).offered
    assert other.id not in {one.id for one in (*directors, *after.workers)}
    with pytest.raises(Invalid, match="user_id=not_a_colleague"):
        people.name_director(
            director.actor,
            CASES,
            number,
            version_of(number),
            part=PROCESREGISSEUR,
            user_id=other.id,
            reason="Nog een keer.",
        )


@pytest.mark.both
def test_links_end_and_the_regie_falls_free(director, number, coordinator):
    a_recusal(director.actor, number)

    today = clock.today()
    works = rows_of(CaseLink, user_id=director.id, kind=LinkKind.WORKS)
    assert [link.until_on for link in works] == [today]
    assert row_of(Case).procesregisseur_id is None
    sheet = get_sheet(coordinator.actor, number)
    assert sheet.procesregisseur == ""
    assert director.id not in {one.user_id for one in sheet.working}


def test_who_steps_back_is_casusregisseur_no_more_and_another_is_asked_for(
    director, worker, number, coordinator
):
    people.name_director(
        director.actor,
        CASES,
        number,
        version_of(number),
        part=CASUSREGISSEUR,
        user_id=worker.id,
        reason="Kent de persoon.",
    )
    assert row_of(Case).casusregisseur_id == worker.id

    a_recusal(worker.actor, number)

    assert row_of(Case).casusregisseur_id is None
    assert row_of(Case).procesregisseur_id == director.id
    assert get_sheet(director.actor, number).casusregisseur == ""
    assert NoticeKind.DIRECTOR_NEEDED in kinds_for(coordinator)


def test_what_was_said_without_a_word_is_kept_as_nothing(worker, number):
    a_recusal(worker.actor, number)

    assert row_of(Recusal, user_id=worker.id).note_sealed is None


def test_a_coordinator_hears_that_another_regisseur_is_needed(director, coordinator):
    other = a_user()
    number = a_case(State.PLANNING, by=director.actor, linked=[other.id])

    a_recusal(director.actor, number)

    assert NoticeKind.DIRECTOR_NEEDED in kinds_for(coordinator)
    assert NoticeKind.DIRECTOR_NEEDED not in kinds_for(other)


def test_without_a_coordinator_the_team_hears_it(cellar):
    director, other = a_user(municipality="BLA"), a_user(municipality="BLA")
    number = a_case(State.PLANNING, by=director.actor, linked=[other.id])

    a_recusal(director.actor, number)

    assert NoticeKind.DIRECTOR_NEEDED in kinds_for(other)


def test_who_directed_nothing_leaves_no_notice(worker, number, coordinator):
    a_recusal(worker.actor, number)

    assert kinds_for(coordinator) == []


def test_nothing_of_it_waits_any_more(worker, number, director):
    drafts.save(DraftPlace(worker.id, "LAR", "cases.hold", number), [["note", "Half"]])
    assert waiting_for(worker.actor, CASES)

    a_recusal(worker.actor, number)

    assert waiting_for(worker.actor, CASES) == frozenset()
    assert desk_of(worker.actor).notices.total == 0
    assert rows_of(FormDraft) == []
    assert is_nothing(lambda: get_sheet(worker.actor, number))


def test_an_open_question_for_access_ends_with_it(cellar, director):
    asker = a_user()
    number = a_case(State.PLANNING, by=director.actor)
    access.ask_access(asker.actor, CASES, number, reason="Ik val in.")
    an_emergency(asker.actor, number)

    a_recusal(asker.actor, number)

    assert row_of(AccessRequest).granted is False
    assert rows_of(Notice, kind=NoticeKind.ACCESS_REQUESTED, cleared_at=None) == []
    assert get_choices(director.actor, CASES, number).asking == ()
    access.ask_access(asker.actor, CASES, number, reason="Nog een keer.")
    assert len(rows_of(AccessRequest)) == 1


def test_who_steps_back_from_one_case_leaves_the_others_and_those_of_others(
    worker, number, director
):
    colleague = a_user(Role.INTERVENTION_TEAM)
    works = a_case(State.PLANNING, by=director.actor, linked=[worker.id])
    asked = a_case(State.PLANNING, by=director.actor)
    for who, which in ((worker, asked), (colleague, number)):
        access.ask_access(who.actor, CASES, which, reason="Ik val in.")
    waiting = {row.id for row in rows_of(Notice, cleared_at=None)}
    own = {row.id for row in rows_of(Notice, user_id=worker.id) if row.case_id == id_of(number)}
    assert own < waiting

    a_recusal(worker.actor, number)

    assert [row.answered_on for row in rows_of(AccessRequest)] == [None, None]
    assert {row.id for row in rows_of(Notice, cleared_at=None)} == waiting - own
    assert get_sheet(worker.actor, works)


def test_what_ended_before_one_stepped_back_keeps_its_moment(cellar, director):
    now, who = clock.now(), a_user(Role.INTERVENTION_TEAM)
    number = a_case(State.PLANNING, by=director.actor)
    with clock.stopped_at(now):
        access.ask_access(who.actor, CASES, number, reason="Ik val in.")
        (asked,) = get_choices(director.actor, CASES, number).asking
        first = clock.today()
        access.grant_access(director.actor, CASES, number, asked.id, last_on=first)
        assert get_sheet(who.actor, number)
    with clock.stopped_at(now + timedelta(days=5)):
        days = {"from_on": clock.today(), "last_on": clock.today() + timedelta(days=9)}
        people.link(director.actor, CASES, number, user_id=who.id, reason="Werkt weer mee.", **days)

        a_recusal(who.actor, number)

        ended = [row.until_on for row in rows_of(CaseLink, user_id=who.id, kind=LinkKind.WORKS)]
        assert sorted(ended) == [first + timedelta(days=1), clock.today()]
    assert row_of(AccessRequest).granted is True
    told = row_of(Notice, user_id=who.id, kind=NoticeKind.ACCESS_GRANTED)
    assert told.cleared_at == now


def test_a_noodtoegang_ends_with_it_and_does_not_come_back(worker, director):
    number = a_case(State.PLANNING, by=director.actor)
    assert an_emergency(worker.actor, number)

    a_recusal(worker.actor, number)

    assert is_nothing(lambda: get_sheet(worker.actor, number))
    assert not an_emergency(worker.actor, number)


def test_the_warning_of_a_double_does_not_name_it(director, number):
    person = a_person()
    a_recusal(director.actor, number)

    assert find_doubles(director.actor, [(CANARY, person.birth)]) == [UNNAMED]


def test_a_handover_does_not_show_it_to_who_stepped_back(director, worker, number, coordinator):
    a_recusal(coordinator.actor, number)
    taker = a_user()

    preview = get_preview(coordinator.actor, CASES, director.id, taker.id)

    assert (preview.going, preview.staying) == ((), ())


def test_what_was_said_is_sealed_and_only_a_coordinator_reads_it(worker, number, coordinator):
    a_recusal(worker.actor, number, bond=Bond.NEIGHBOUR, note=NOTE)
    row = row_of(Recusal)

    told = get_declaration(coordinator.actor, CASES, number, row.id)

    assert (told.who.name, told.bond, told.note) == (worker.name, Bond.NEIGHBOUR, NOTE)
    assert NOTE.encode() not in row.note_sealed
    (read,) = [line for line in lines(Event.READ) if line.purpose == "recusal"]
    assert read.actor_id == coordinator.id
    assert {"recusal.bond", "recusal.note"} <= set(read.fields.split(","))


@pytest.mark.parametrize("role", [Role.SAFETY_TEAM, Role.INTERVENTION_TEAM, Role.DPO])
def test_nobody_else_reads_it(worker, number, director, role):
    a_recusal(worker.actor, number, note=NOTE)
    other = replace(director.actor, role=role)

    with pytest.raises(Refused):
        get_declaration(other, CASES, number, row_of(Recusal).id)
    if role is not Role.DPO:
        assert get_choices(other, CASES, number).stepped_back == ()


def test_the_trail_says_who_and_not_how(worker, number):
    a_recusal(worker.actor, number, note=NOTE)

    (line,) = lines(Event.RECUSED)
    assert (line.actor_id, line.object_id) == (worker.id, id_of(number))
    assert NOTE not in line.fields


def test_a_coordinator_ends_a_mistake_and_links_nobody(worker, number, coordinator):
    a_recusal(worker.actor, number)

    end_recusal(
        coordinator.actor, CASES, number, row_of(Recusal).id, reason="Het was een naamgenoot."
    )

    row = row_of(Recusal)
    assert (row.ended_by, row.ended_at is not None) == (coordinator.id, True)
    assert is_nothing(lambda: get_sheet(worker.actor, number))
    assert get_choices(coordinator.actor, CASES, number).stepped_back == ()
    assert worker.id in {one.id for one in get_choices(coordinator.actor, CASES, number).workers}
    assert lines(Event.RECUSAL_ENDED)[0].actor_id == coordinator.id


def test_nobody_ends_the_own_one(number, coordinator, director):
    a_recusal(coordinator.actor, number)
    mine = row_of(Recusal).id

    assert is_nothing(
        lambda: end_recusal(coordinator.actor, CASES, number, mine, reason="Toch niet, denk ik.")
    )
    with pytest.raises(Refused) as refused:
        end_recusal(director.actor, CASES, number, mine, reason="Voor een ander.")
    assert refused.value.verdict.refusing is Layer.ROLE


@pytest.mark.both
def test_it_is_ended_once(worker, number, coordinator):
    a_recusal(worker.actor, number)
    one = row_of(Recusal).id
    end_recusal(coordinator.actor, CASES, number, one, reason="Een naamgenoot.")

    with pytest.raises(Invalid, match="=ended"):
        end_recusal(coordinator.actor, CASES, number, one, reason="Nog een keer.")
    with pytest.raises(Invalid, match="=ended"):
        get_declaration(coordinator.actor, CASES, number, one)


def test_one_can_step_back_again_after_a_mistake_was_ended(worker, number, coordinator, director):
    a_recusal(worker.actor, number)
    end_recusal(coordinator.actor, CASES, number, row_of(Recusal).id, reason="Een naamgenoot.")
    people.link(
        director.actor,
        CASES,
        number,
        user_id=worker.id,
        from_on=clock.today(),
        last_on=None,
        reason="Werkt weer mee.",
    )
    assert get_sheet(worker.actor, number)

    a_recusal(worker.actor, number)

    assert is_nothing(lambda: get_sheet(worker.actor, number))


@pytest.mark.parametrize("who", ["elsewhere", "unlinked", "dpo"])
def test_only_who_may_open_a_case_steps_back_from_it(number, who):
    actor = {
        "elsewhere": lambda: a_user(municipality="BLA"),
        "unlinked": lambda: a_user(Role.INTERVENTION_TEAM),
        "dpo": lambda: a_user(Role.DPO),
    }[who]().actor

    with pytest.raises(Refused):
        a_recusal(actor, number)
    assert rows_of(Recusal) == []


@pytest.mark.both
def test_two_tabs_at_the_same_moment_are_one(cellar, worker, number):
    def press(_):
        def act():
            with cellar.app_context():
                try:
                    a_recusal(worker.actor, number)
                except Refused:
                    return "nothing"
                return "done"

        return outside(act)

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(press, range(4)))

    assert answers == ["done", "nothing", "nothing", "nothing"]
    assert len(rows_of(Recusal)) == len(rows_of(CaseLink, kind=LinkKind.RECUSED)) == 1


def test_a_weging_does_not_name_who_stepped_back(cellar):
    weigher, knows = a_user(), a_user()
    number = a_case(State.IN_TRIAGE, by=weigher.actor)
    a_recusal(knows.actor, number)

    with pytest.raises(Invalid) as invalid:
        decide_triage(
            weigher.actor, number, version_of(number), a_weging(procesregisseur_id=knows.id)
        )
    assert invalid.value.problems == {"procesregisseur": "not_a_colleague"}
