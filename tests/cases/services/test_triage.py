from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from pga.access.permissions import Role
from pga.access.policy import Layer, Refused
from pga.cases.models.case import Case, CaseTerm, StateChange
from pga.cases.models.doors import CaseLink
from pga.cases.models.feedback import Feedback
from pga.cases.reading.handed_in import get_handed_in
from pga.cases.rules.moves import MoveCode
from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind
from pga.cases.rules.triage import Criterion, CriterionAnswer, FeedbackMeans, Outcome, TriageAnswers
from pga.cases.services import triage
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier, StepBlocked
from pga.privacy.disclosure import Disclosure
from pga.privacy.events import Event
from pga.privacy.trail import Line, Object, record
from pga.settings.services import set_values
from tests.builders import a_case, a_user, a_weging, id_of, version_of
from tests.support.rows import fingerprint, lines, row_of, rows_of

TODAY = date(2026, 11, 24)
REJECTIONS = [Outcome.BILATERAL, Outcome.REFERRED_BACK, Outcome.REFERRED_ON, Outcome.REJECTED]


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(datetime(2026, 11, 24, 10, tzinfo=UTC)):
        yield


@pytest.fixture
def member(stopped):
    return a_user()


def decide(actor, number, outcome=Outcome.ADMITTED, **changes):
    weging = a_weging(outcome, procesregisseur_id=actor.id)
    answers = replace(weging.answers, **changes)
    triage.decide_triage(actor, number, version_of(number), replace(weging, answers=answers))


def running(number):
    return {
        term.kind: term.due_on
        for term in rows_of(CaseTerm, case_id=id_of(number))
        if term.ended_on is None
    }


# --- starting


def test_whoever_starts_the_weging_works_on_the_case(member):
    number, other = a_case(), member

    triage.start_triage(other.actor, number, version_of(number), duplicate_checked=True)

    assert row_of(Case, number=number).state is State.IN_TRIAGE
    assert other.id in {link.user_id for link in rows_of(CaseLink, case_id=id_of(number))}
    assert row_of(StateChange, move=MoveCode.START_TRIAGE).by == other.id
    (line,) = lines(Event.MOVED)
    assert "start_triage" in line.fields.split(",")


def test_who_is_linked_already_is_not_linked_twice(member):
    number = a_case(by=member.actor)

    triage.start_triage(member.actor, number, version_of(number), duplicate_checked=True)

    assert len(rows_of(CaseLink, case_id=id_of(number))) == 1


def test_without_a_look_at_doubles_the_weging_does_not_start(member):
    number = a_case(by=member.actor)
    uncheck(number)
    before = fingerprint()

    with pytest.raises(StepBlocked) as caught:
        triage.start_triage(member.actor, number, version_of(number), duplicate_checked=False)

    assert caught.value.missing == ("duplicate_check_seen",)
    assert fingerprint() == before


def uncheck(number):
    with transaction() as session:
        case = session.query(Case).filter_by(number=number).one()
        case.duplicate_checked = False
        record(session, None, Line(Event.SEEDED, Object("case", case.id)))


def test_a_weging_starts_once(member):
    number = a_case(State.IN_TRIAGE, by=member.actor)

    with pytest.raises(StaleDossier):
        triage.start_triage(member.actor, number, version_of(number), duplicate_checked=True)


@pytest.mark.both
def test_the_slower_of_two_who_start_is_told(member):
    number, version = a_case(by=member.actor), 1
    triage.start_triage(a_user().actor, number, version_of(number), duplicate_checked=True)

    with pytest.raises(StaleDossier):
        triage.start_triage(member.actor, number, version, duplicate_checked=True)


# --- deciding


@pytest.mark.both
def test_admitted_starts_the_information_round_with_its_terms(member):
    number = a_case(State.IN_TRIAGE, by=member.actor)

    decide(member.actor, number)

    case = row_of(Case, number=number)
    assert (case.state, case.outcome) == (State.INFORMATION_ROUND, Outcome.ADMITTED)
    assert (case.admitted_on, case.procesregisseur_id) == (TODAY, member.id)
    assert case.criteria_met
    assert running(number) == {
        TermKind.INFORM_REVIEW: TODAY + timedelta(days=30),
        TermKind.INFORMATION_ROUND: date(2026, 12, 8),
        TermKind.FIRST_MEETING: date(2026, 12, 15),
        TermKind.FEEDBACK: date(2026, 12, 1),
    }


def test_a_procesregisseur_who_was_not_linked_is_linked_by_the_weging(member):
    number, director = a_case(State.IN_TRIAGE, by=member.actor), a_user()
    weging = a_weging(procesregisseur_id=director.id)

    triage.decide_triage(member.actor, number, version_of(number), weging)

    assert director.id in {link.user_id for link in rows_of(CaseLink, case_id=id_of(number))}


@pytest.mark.parametrize("outcome", REJECTIONS)
def test_each_outcome_without_a_case_ends_it_and_keeps_which(member, outcome):
    number = a_case(State.IN_TRIAGE, by=member.actor)

    decide(member.actor, number, outcome)

    case = row_of(Case, number=number)
    assert (case.state, case.outcome, case.admitted_on) == (State.REJECTED, outcome, None)
    assert case.procesregisseur_id is None
    assert TermKind.TRIAGE not in running(number)


def test_a_rejection_starts_the_retention_that_was_set(member):
    number = a_case(State.IN_TRIAGE, by=member.actor)
    retention = {"retention_rejected_months": "12"}
    set_values(member.id, "LAR", retention, from_on=TODAY, reason="Proef")

    decide(member.actor, number, Outcome.REJECTED)

    assert running(number)[TermKind.RETENTION_REJECTED] == date(2027, 11, 24)


def test_a_retention_that_nobody_set_does_not_run(member):
    number = a_case(State.IN_TRIAGE, by=member.actor)

    decide(member.actor, number, Outcome.REJECTED)

    assert TermKind.RETENTION_REJECTED not in running(number)


def test_a_rejection_ends_what_no_longer_has_to_be_done(member):
    number = a_case(State.IN_TRIAGE, by=member.actor)

    decide(member.actor, number, Outcome.REJECTED)

    assert set(running(number)) == {TermKind.FEEDBACK}


def test_opschalen_at_once_is_not_for_team_veiligheid(member):
    number = a_case(State.IN_TRIAGE, by=member.actor)
    before = fingerprint()

    with pytest.raises(Refused) as caught:
        decide(member.actor, number, Outcome.SCALE_UP_DIRECTLY)

    assert caught.value.verdict.refusing is Layer.ROLE
    assert not caught.value.verdict.hidden
    assert fingerprint() == before


def test_the_coordinator_does_not_weigh(member):
    number = a_case(State.IN_TRIAGE, by=member.actor)

    with pytest.raises(Refused) as caught:
        decide(a_user(Role.COORDINATOR).actor, number, Outcome.SCALE_UP_DIRECTLY)

    assert caught.value.verdict.refusing is Layer.ROLE


@pytest.mark.parametrize("outcome", [Outcome.ADMITTED, Outcome.REJECTED])
def test_a_weging_books_nothing_that_nobody_heard_yet(member, outcome):
    number = a_case(State.IN_TRIAGE, by=member.actor)

    decide(member.actor, number, outcome, feedback=FeedbackMeans.LETTER)

    assert rows_of(Disclosure) == []
    assert row_of(Feedback).planned is FeedbackMeans.LETTER
    due = row_of(CaseTerm, kind=TermKind.FEEDBACK, ended_on=None)
    assert (due.started_on, due.due_on) == (TODAY, TODAY + timedelta(days=7))
    (line,) = lines(Event.DECIDED)
    assert "triage.reasoning" in line.fields.split(",")


def test_the_weging_can_be_read_back(member):
    number = a_case(State.IN_TRIAGE, by=member.actor)

    decide(
        member.actor,
        number,
        Outcome.REFERRED_ON,
        criteria=dict.fromkeys(Criterion, CriterionAnswer.NO),
    )

    (weighed,) = get_handed_in(a_user(Role.COORDINATOR).actor, number).weighed
    assert (weighed.on, weighed.who, weighed.outcome) == (TODAY, member.name, Outcome.REFERRED_ON)
    assert weighed.criteria == dict.fromkeys("abcdef", "no")
    assert weighed.route == "Het wijkteam pakt dit zelf op."
    assert weighed.consulted == "Het wijkteam dacht mee."
    assert not row_of(Case, number=number).criteria_met


def test_all_that_lacks_is_told_at_once_and_nothing_is_written(member):
    number = a_case(State.IN_TRIAGE, by=member.actor)
    empty = triage.WegingDecision(
        answers=TriageAnswers(outcome=Outcome.ADMITTED),
        consulted="",
        procesregisseur_id=None,
    )
    before = fingerprint()

    with pytest.raises(Invalid) as caught:
        triage.decide_triage(member.actor, number, version_of(number), empty)

    expected = {f"criterion_{letter}": "missing" for letter in "abcdef"}
    expected |= dict.fromkeys(["necessity", "proportionality", "subsidiarity"], "missing")
    expected |= {"reasoning": "missing", "feedback": "missing", "procesregisseur": "missing"}
    assert caught.value.problems == expected | {"criteria": "criteria_not_met"}
    assert fingerprint() == before


def test_without_a_route_nobody_is_sent_away(member):
    number = a_case(State.IN_TRIAGE, by=member.actor)

    with pytest.raises(Invalid) as caught:
        decide(member.actor, number, Outcome.BILATERAL, route=" ")

    assert caught.value.problems == {"route": "missing"}


def test_a_procesregisseur_is_somebody_of_team_veiligheid_here(member):
    number = a_case(State.IN_TRIAGE, by=member.actor)
    for stranger in (a_user(municipality="EEM"), a_user(Role.INTERVENTION_TEAM)):
        before = fingerprint()
        weging = a_weging(procesregisseur_id=stranger.id)

        with pytest.raises(Invalid) as caught:
            triage.decide_triage(member.actor, number, version_of(number), weging)

        assert caught.value.problems == {"procesregisseur": "not_a_colleague"}
        assert fingerprint() == before


def test_a_weging_of_a_case_that_changed_meanwhile_is_stale(member):
    number = a_case(State.IN_TRIAGE, by=member.actor)
    version = version_of(number)
    decide(member.actor, number)
    before = fingerprint()

    with pytest.raises(StaleDossier):
        triage.decide_triage(member.actor, number, version, a_weging(procesregisseur_id=member.id))

    assert fingerprint() == before
