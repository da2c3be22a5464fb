"""The two gates to execution: the person is told, and the 0-meting stands."""

from datetime import UTC, date, datetime, timedelta

import pytest

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.models.case import Case, CaseTerm, Person
from pga.cases.models.informing import Informing
from pga.cases.models.measuring import DomainScore, Measurement
from pga.cases.reading.informing import get_informing
from pga.cases.reading.measuring import get_measure_form, get_measurements
from pga.cases.rules.domains import LifeDomain, Score
from pga.cases.rules.informing import Audience, InformMeans, InformProblem
from pga.cases.rules.intake import GuardianGiven
from pga.cases.rules.measuring import MeasurementKind, MeasureProblem, Scored
from pga.cases.rules.referral import BirthDate, CaseKind, NotInformedReason
from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind
from pga.cases.services import informing, measuring, working
from pga.core import clock
from pga.core.errors import Invalid, StaleDossier
from pga.privacy.events import Event
from tests.builders import (
    a_case,
    a_measurement,
    a_person,
    a_plan,
    a_referral,
    a_user,
    scores,
    version_of,
)
from tests.support.rows import fingerprint, lines, row_of, rows_of

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
TODAY = date(2026, 11, 24)
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def member(stopped):
    return a_user()


@pytest.fixture
def number(member):
    return a_case(State.PLANNING, by=member.actor)


def tell(member, number, person_id, audience=Audience.PERSON, **changes):
    usual = {"told_on": TODAY, "told_by": member.id, "note": "Verteld aan de keukentafel."}
    telling = informing.Telling(
        person_id=person_id,
        audience=audience,
        means=InformMeans.TALK,
        **{**usual, **changes},
    )
    return informing.tell(member.actor, number, telling)


def postpone(member, number, **changes):
    usual = {
        "ground": NotInformedReason.SAFETY_OTHER,
        "note": "Eerst het gesprek met de politie.",
        "decided_by": member.id,
        "decided_on": TODAY,
        "review_on": TODAY + 10 * A_DAY,
    }
    informing.postpone(member.actor, number, informing.Postponing(**{**usual, **changes}))


# --- telling


def test_a_talk_closes_the_question_and_the_term(member, number):
    assert [one.open for one in get_informing(member.actor, number).ears] == [True]

    assert tell(member, number, row_of(Person).id)

    case = row_of(Case, number=number)
    assert (case.informed_on, case.inform_review_on) == (TODAY, None)
    assert row_of(CaseTerm, kind=TermKind.INFORM_REVIEW).ended_on == TODAY
    page = get_informing(member.actor, number)
    assert [(one.means, one.who, one.note) for one in page.told] == [
        (InformMeans.TALK, member.name, "Verteld aan de keukentafel.")
    ]
    assert len(lines(Event.INFORMED)) == 1


def test_of_a_child_of_fourteen_both_the_child_and_the_parent_are_told(member):
    child = a_person(birth=BirthDate(2012, 3, 1), call_name="Roan")
    parent = GuardianGiven(name="Ouder", relation="moeder")
    given = a_referral(kind=CaseKind.FAMILY, persons=(a_person(), child), guardians=(parent,))
    number = a_case(State.PLANNING, by=member.actor, given=given)
    main, young = sorted(rows_of(Person), key=lambda row: row.place)

    assert not tell(member, number, main.id)
    assert not tell(member, number, young.id)
    assert row_of(Case, number=number).informed_on is None
    assert tell(member, number, young.id, Audience.GUARDIAN)

    assert row_of(Case, number=number).informed_on == TODAY


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"told_on": TODAY + A_DAY}, {"told_on": InformProblem.IN_FUTURE}),
        ({"told_on": date(2020, 1, 1)}, {"told_on": InformProblem.BEFORE_RECEIPT}),
        ({"audience": Audience.GUARDIAN}, {"ear": InformProblem.NOT_ASKED}),
        ({"told_by": "elsewhere"}, {"told_by": InformProblem.NOT_A_COLLEAGUE}),
    ],
)
def test_a_telling_that_cannot_be_is_refused(member, number, changes, problem):
    if changes.get("told_by"):
        changes = {"told_by": a_user(Role.SAFETY_TEAM, "EEM").id}

    with pytest.raises(Invalid) as refused:
        tell(member, number, row_of(Person).id, **changes)

    assert refused.value.problems == problem
    assert rows_of(Informing) == []


def test_telling_waits_until_a_day_with_a_ground_and_who_decided(member, number):
    postpone(member, number)

    case = row_of(Case, number=number)
    assert case.inform_review_on == TODAY + 10 * A_DAY
    (running,) = [
        row for row in rows_of(CaseTerm, kind=TermKind.INFORM_REVIEW) if row.ended_on is None
    ]
    assert running.due_on == TODAY + 10 * A_DAY
    (line,) = get_informing(member.actor, number).postponed
    assert (line.ground, line.who) == (NotInformedReason.SAFETY_OTHER, member.name)
    assert len(lines(Event.INFORM_POSTPONED)) == 1


@pytest.mark.parametrize("days", [0, 30])
def test_telling_can_wait_from_today_until_the_last_day(member, number, days):
    postpone(member, number, review_on=TODAY + days * A_DAY)

    assert row_of(Case, number=number).inform_review_on == TODAY + days * A_DAY


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"review_on": TODAY - A_DAY}, {"review_on": InformProblem.IN_PAST}),
        ({"review_on": TODAY + 31 * A_DAY}, {"review_on": InformProblem.TOO_FAR}),
        ({"decided_on": TODAY + A_DAY}, {"decided_on": InformProblem.IN_FUTURE}),
    ],
)
def test_a_postponement_that_cannot_be_is_refused(member, number, changes, problem):
    with pytest.raises(Invalid) as refused:
        postpone(member, number, **changes)

    assert refused.value.problems == problem


def test_who_only_reads_the_case_is_not_asked_to_tell(member, number):
    assert get_informing(member.actor, number).may_inform
    assert not get_informing(a_user(Role.COORDINATOR).actor, number).may_inform


def test_what_waits_in_one_case_does_not_stand_in_another(member, number):
    other = a_case(State.PLANNING, by=member.actor)
    before = get_informing(member.actor, number).postponed

    postpone(member, other)
    postpone(member, number)

    assert len(get_informing(member.actor, number).postponed) == len(before) + 1
    assert len(get_informing(member.actor, other).postponed) == len(before) + 1


@pytest.mark.parametrize("look", [get_informing, get_measurements])
def test_of_a_destroyed_case_nothing_is_left_to_read(member, look):
    number = a_case(State.DESTROYED, by=member.actor, director=member.id)

    with pytest.raises(Refused) as refused:
        look(member.actor, number)

    assert refused.value.verdict.hidden


def test_a_concept_of_one_case_is_not_shown_and_is_none_of_another(member, number):
    other = a_case(State.PLANNING, by=member.actor)
    a_measurement(member.actor, other, final=False)

    assert get_measurements(member.actor, other).measured == ()
    assert get_measurements(member.actor, other).concept
    assert not get_measurements(member.actor, number).concept


def test_who_was_told_is_not_postponed_and_a_case_that_is_over_is_left_alone(member, number):
    tell(member, number, row_of(Person).id)
    with pytest.raises(Invalid) as refused:
        postpone(member, number)
    assert refused.value.problems == {"": InformProblem.TOLD}

    with pytest.raises(Invalid) as refused:
        postpone(member, a_case(State.CLOSED, by=member.actor))
    assert refused.value.problems == {"": InformProblem.CASE_OVER}


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SAFETY_TEAM, Role.INTERVENTION_TEAM])
def test_who_does_not_work_on_the_case_tells_nobody(member, number, role):
    other = a_user(role)
    before = fingerprint()

    with pytest.raises(Refused):
        postpone(other, number)

    assert fingerprint() == before


@pytest.mark.both
def test_a_waiting_case_goes_on_once_telling_is_mended(member):
    number = a_case(State.ON_HOLD, by=member.actor)

    with clock.stopped_at(NOW + 3 * A_DAY):
        postpone(member, number, review_on=TODAY + 9 * A_DAY)
        working.resume(member.actor, number, version_of(number), reason="Is vrij.")

    assert row_of(Case, number=number).state is State.IN_EXECUTION


# --- measuring


def test_a_concept_is_kept_for_who_goes_on_and_a_final_one_stays(member, number):
    measuring.save_measurement(
        member.actor,
        number,
        0,
        kind=MeasurementKind.BASELINE,
        measured_on=TODAY,
        scores={},
        final=False,
    )
    assert get_measurements(member.actor, number).concept
    form = get_measure_form(member.actor, number)

    a_measurement(member.actor, number, version=form.version, GGZ=Score.ACUTE)

    page = get_measurements(member.actor, number)
    assert not page.concept
    assert page.low == (LifeDomain.MENTAL_HEALTH,)
    assert page.measured[0].scores[LifeDomain.HOUSING].source == "Corporatie"
    assert len(rows_of(DomainScore)) == len(LifeDomain)
    assert len(lines(Event.MEASURED)) == 2


def test_two_who_fill_in_the_same_concept_do_not_overwrite(member, number):
    a_measurement(member.actor, number, final=False)

    with pytest.raises(StaleDossier):
        a_measurement(member.actor, number, final=False)


def test_a_meting_that_lacks_something_is_not_final(member, number):
    with pytest.raises(Invalid) as refused:
        measuring.save_measurement(
            member.actor,
            number,
            0,
            kind=MeasurementKind.BASELINE,
            measured_on=TODAY + A_DAY,
            scores={**scores(), LifeDomain.FINANCES: Scored()},
            final=True,
        )

    assert refused.value.problems == {
        "measured_on": MeasureProblem.IN_FUTURE,
        "score-FIN": MeasureProblem.NO_SCORE,
    }
    assert rows_of(Measurement) == []


@pytest.mark.parametrize("kind", [MeasurementKind.INTERIM, MeasurementKind.FINAL])
def test_the_first_meting_is_the_0_meting(member, number, kind):
    with pytest.raises(Invalid) as refused:
        a_measurement(member.actor, number, kind)

    assert refused.value.problems == {"kind": MeasureProblem.NO_BASELINE}


def test_a_meting_during_the_execution_starts_the_term_anew(member, number):
    a_plan(member.actor, number)

    with clock.stopped_at(NOW + 60 * A_DAY):
        a_measurement(member.actor, number, MeasurementKind.INTERIM, HUI=Score.FULL)

    running = [r for r in rows_of(CaseTerm, kind=TermKind.MEASUREMENT) if r.ended_on is None]
    assert [row.due_on for row in running] == [date(2027, 4, 23)]
    page = get_measurements(member.actor, number)
    assert [one.kind for one in page.measured] == [
        MeasurementKind.BASELINE,
        MeasurementKind.INTERIM,
    ]
