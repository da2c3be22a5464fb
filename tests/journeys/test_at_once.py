"""Eight writers at once: nothing is lost, nobody waits in vain, and the trail never forks."""

from collections import Counter
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextvars import copy_context
from datetime import timedelta
from functools import partial
from multiprocessing import get_context
from threading import Barrier

import pytest

from pga.cases.models.case import Case, StateChange
from pga.cases.models.doors import CaseFlag, CaseLink
from pga.cases.reading.sheet import get_sheet
from pga.cases.room import CASES
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.states import State
from pga.cases.services import referral, triage
from pga.core import clock
from pga.core.database import glance
from pga.core.errors import Invalid, StaleDossier, StepBlocked
from pga.dossiers.services import flags, people
from pga.privacy import heads
from pga.privacy.events import Event
from pga.privacy.rows import verify_rows
from pga.privacy.trail import AuditHead
from pga.privacy.verify import verify
from tests.builders import (
    a_case,
    a_person,
    a_referral,
    a_user,
    a_weging,
    an_organisation,
    name_procesregisseur,
    version_of,
)
from tests.support.rows import lines, rows_of
from tests.support.stores import TOWNS
from tests.support.writing import write_lines

pytestmark = pytest.mark.bare

WRITERS = 8
ROUNDS = [4, pytest.param(40, marks=pytest.mark.torture)]
RACES = [3, pytest.param(30, marks=pytest.mark.torture)]
BEATEN = (StaleDossier, StepBlocked, Invalid)


def at_once(app, acts):
    """Let each act run in a thread and a session of its own, all from one moment on."""
    ready = Barrier(len(acts))

    def one(act):
        with app.app_context():
            ready.wait(10)
            return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        done = [pool.submit(copy_context().run, one, act) for act in acts]
    return [each.exception() for each in done]


def work(actor, colleague, organisation, rounds):
    """Register cases, weigh, read, flag and share them: five acts a round."""
    person = a_person(town=TOWNS[actor.municipality])
    for _ in range(rounds):
        number = referral.register(
            actor,
            a_referral(persons=(person,)),
            organisation_id=organisation,
            duplicate_checked=True,
        )
        triage.start_triage(actor, number, version_of(number), duplicate_checked=True)
        get_sheet(actor, number)
        flags.flag(
            actor, CASES, number, text="Bel terug.", due_on=clock.today() + timedelta(days=3)
        )
        people.link(
            actor,
            CASES,
            number,
            user_id=colleague,
            from_on=clock.today(),
            last_on=None,
            reason="Werkt mee.",
        )


def whole(settings):
    with glance() as session:
        noted = heads.read(settings.heads)
        chains, rows = verify(session, noted), verify_rows(session)
    assert chains.whole, chains
    assert rows.whole, rows
    assert noted == {
        head.municipality: heads.ChainHead(head.seq, head.hash) for head in rows_of(AuditHead)
    }
    return chains.lines


@pytest.mark.parametrize("rounds", ROUNDS)
def test_eight_writers_lose_nothing_and_fork_nothing(cellar, settings, rounds):
    towns = [*TOWNS, *TOWNS, "LAR", "LAR"]
    workers = [a_user(municipality=town).actor for town in towns]
    others = {town: a_user(municipality=town).id for town in TOWNS}
    organisations = {town: an_organisation(town) for town in TOWNS}
    before = sum(whole(settings).values())

    failures = at_once(
        cellar,
        [
            partial(
                work, actor, others[actor.municipality], organisations[actor.municipality], rounds
            )
            for actor in workers
        ],
    )

    assert failures == [None] * WRITERS
    cases = rows_of(Case)
    made = WRITERS * rounds
    assert len(cases) == made
    assert {case.state for case in cases} == {State.IN_TRIAGE}
    year = clock.today().year
    assert {case.number for case in cases} == {
        f"{town}-{year}-{number:04}"
        for town, many in Counter(towns).items()
        for number in range(1, many * rounds + 1)
    }
    for event in (Event.CREATED, Event.MOVED, Event.READ, Event.FLAGGED, Event.LINKED):
        assert len(lines(event)) == made, event
    assert len(rows_of(CaseFlag)) == made
    assert len(rows_of(CaseLink)) == 2 * made
    assert sum(whole(settings).values()) == before + 5 * made


@pytest.mark.parametrize("races", RACES)
def test_of_eight_who_move_one_case_one_wins(cellar, settings, races):
    workers = [a_user().actor for _ in range(WRITERS)]
    for _ in range(races):
        number = a_case(by=workers[0])
        version = version_of(number)
        begin = [
            partial(triage.start_triage, actor, number, version, duplicate_checked=True)
            for actor in workers
        ]

        failures = at_once(cellar, begin)

        assert failures.count(None) == 1
        assert all(isinstance(failure, BEATEN) for failure in failures if failure)
        assert version_of(number) == version + 1
    moves = [row.move for row in rows_of(StateChange)]
    assert moves.count(MoveCode.START_TRIAGE) == races
    assert len(lines(Event.MOVED)) == races
    whole(settings)


@pytest.mark.parametrize("races", RACES)
def test_of_two_decisions_one_stands_and_nothing_of_the_other(cellar, settings, races):
    actor = a_user().actor
    for _ in range(races):
        number = a_case(State.IN_TRIAGE, by=actor)
        version = version_of(number)
        admit = a_weging(procesregisseur_id=actor.id)
        decide = partial(triage.decide_triage, actor, number, version, admit)
        name = partial(
            name_procesregisseur,
            actor,
            number,
            version,
            user_id=actor.id,
            reason="Kent de wijk.",
        )

        failures = at_once(cellar, [decide, decide, name, name])

        assert failures.count(None) == 1
        assert all(isinstance(failure, BEATEN) for failure in failures if failure)
    assert len(lines(Event.DECIDED)) + len(lines(Event.ASSIGNED)) == races
    whole(settings)


@pytest.mark.parametrize("races", RACES)
def test_a_colleague_is_linked_once_however_many_do_so(cellar, settings, races):
    workers = [a_user().actor for _ in range(WRITERS)]
    colleague = a_user()
    for _ in range(races):
        number = a_case(by=workers[0])
        share = [
            partial(
                people.link,
                actor,
                CASES,
                number,
                user_id=colleague.id,
                from_on=clock.today(),
                last_on=None,
                reason="Werkt mee.",
            )
            for actor in workers
        ]

        failures = at_once(cellar, share)

        assert failures.count(None) == 1
        assert all(isinstance(failure, BEATEN) for failure in failures if failure)
    assert len(rows_of(CaseLink, user_id=colleague.id)) == races
    whole(settings)


def test_processes_share_one_trail_as_threads_do(cellar, settings):
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        done = [pool.submit(write_lines, settings, town, 20) for town in ("LAR", "BLA") * 2]

    assert [each.exception() for each in done] == [None] * 4
    assert whole(settings) == {"LAR": 40, "BLA": 40}
