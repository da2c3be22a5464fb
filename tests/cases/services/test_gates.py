"""The two gates to execution: the person is told, and the 0-meting stands."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.models.case import Case, CaseTerm, Guardian, Guardianship, Person
from pga.cases.models.informing import Informing
from pga.cases.models.measuring import DomainScore, Measurement
from pga.cases.reading.informing import get_informing
from pga.cases.reading.measuring import get_measure_form, get_measurements
from pga.cases.reading.postponed import get_postponed
from pga.cases.reading.sheet import get_sheet
from pga.cases.room import CASES
from pga.cases.routes.duties import TERM_AT
from pga.cases.rules.authority import AuthorityProblem, AuthoritySaid
from pga.cases.rules.domains import LifeDomain, Score
from pga.cases.rules.informing import ALL_TOPICS, Audience, Ear, InformMeans, InformProblem
from pga.cases.rules.intake import GuardianGiven
from pga.cases.rules.measuring import MeasurementKind, MeasureProblem, Scored
from pga.cases.rules.referral import BirthDate, CaseKind, NotInformedReason
from pga.cases.rules.states import State
from pga.cases.rules.terms import TermKind
from pga.cases.services import informing, measuring, working
from pga.cases.services.authority import ChildGiven, settle_authority
from pga.cases.services.judging import judge_by_day
from pga.core import clock
from pga.core.errors import Invalid, StaleDossier
from pga.dossiers.reading.disclosures import get_disclosures
from pga.partners.rules import PartnerKind
from pga.privacy.disclosure_codes import Category, Purpose
from pga.privacy.events import Event
from tests.builders import (
    UNTOLD,
    a_case,
    a_measurement,
    a_person,
    a_plan,
    a_referral,
    a_request,
    a_sharing_table,
    a_user,
    an_agreement_of,
    an_organisation,
    id_of,
    scores,
    version_of,
)
from tests.support.rows import fingerprint, lines, row_of, rows_of
from tests.support.system import SYSTEM

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
TODAY = date(2026, 11, 24)
A_DAY = timedelta(days=1)
OTHER = UUID(int=9)


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


def tell(member, number, whose, audience=Audience.PERSON, **changes):
    usual = {
        "ears": [Ear(audience, whose)],
        "topics": ALL_TOPICS,
        "told_on": TODAY,
        "told_by": member.id,
        "note": "Verteld aan de keukentafel.",
    }
    telling = informing.Telling(
        means=InformMeans.TALK,
        **{**usual, **changes},
    )
    return informing.tell(member.actor, number, telling)


def postpone(member, number, **changes):
    page = get_informing(member.actor, number) if "ears" not in changes else None
    usual = {
        "ears": [one.ear for one in page.ears if one.open] if page else [],
        "ground": NotInformedReason.SAFETY_OTHER,
        "note": "Eerst het gesprek met de politie.",
        "decided_by": member.id,
        "decided_on": TODAY,
        "review_on": TODAY + 10 * A_DAY,
    }
    with clock.stopped_at(clock.now() + timedelta(minutes=1)):  # after what the aanmelding said
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
    assert tell(member, number, row_of(Guardian).id, Audience.GUARDIAN)

    assert row_of(Case, number=number).informed_on == TODAY


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"told_on": TODAY + A_DAY}, {"told_on": InformProblem.IN_FUTURE}),
        ({"told_on": date(2020, 1, 1)}, {"told_on": InformProblem.BEFORE_RECEIPT}),
        ({"audience": Audience.GUARDIAN}, {"ears": InformProblem.NOT_ASKED}),
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
    line, _ = get_informing(member.actor, number).postponed
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


# --- each by himself (second-look 1-2)


PARENTS = (
    GuardianGiven(name="Fenna Rietgors", relation="moeder"),
    GuardianGiven(name="Bouke Rietgors", relation="vader"),
)


def a_child_of(member, state=State.PLANNING, *, born=2013, **changes):
    child = a_person(birth=BirthDate(born, 3, 1), call_name="Roan")
    given = a_referral(persons=(child,), guardians=PARENTS, **{**UNTOLD, **changes})
    return a_case(state, by=member.actor, given=given)


def test_of_two_parents_each_is_told_and_the_gate_opens_with_the_last(member):
    number = a_child_of(member)
    mother, father = sorted(rows_of(Guardian), key=lambda row: row.place)

    assert not tell(member, number, row_of(Person).id)
    assert not tell(member, number, mother.id, Audience.GUARDIAN)
    assert row_of(Case, number=number).informed_on is None
    assert tell(member, number, father.id, Audience.GUARDIAN)


def test_one_talk_can_tell_several(member):
    number = a_child_of(member)
    ears = [
        Ear(Audience.PERSON, row_of(Person).id),
        *(Ear(Audience.GUARDIAN, one.id) for one in rows_of(Guardian)),
    ]

    assert tell(member, number, None, ears=ears)
    assert len(rows_of(Informing)) == 3


def test_waiting_with_one_parent_lets_the_month_of_the_other_run(member):
    number = a_child_of(member)
    mother, *_ = sorted(rows_of(Guardian), key=lambda row: row.place)

    postpone(member, number, ears=[Ear(Audience.GUARDIAN, mother.id)])

    running = {row.kind for row in rows_of(CaseTerm) if row.ended_on is None}
    assert {TermKind.INFORM_PERSON, TermKind.INFORM_REVIEW} <= running
    assert row_of(Case, number=number).inform_review_on is None


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"ears": []}, {"ears": InformProblem.NOBODY}),
        ({"topics": frozenset()}, {"topics": InformProblem.NO_TOPIC}),
        ({"ears": [Ear(Audience.UNKNOWN, OTHER)]}, {"ears": InformProblem.NOT_ASKED}),
    ],
)
def test_a_telling_of_nobody_or_of_nothing_is_refused(member, number, changes, problem):
    with pytest.raises(Invalid) as refused:
        tell(member, number, row_of(Person).id, **changes)

    assert refused.value.problems == problem


def test_the_ground_anders_asks_for_words_and_the_others_do_not(member, number):
    with pytest.raises(Invalid) as refused:
        postpone(member, number, ground=NotInformedReason.OTHER, note="")
    assert refused.value.problems == {"note": InformProblem.NO_WORDS}

    postpone(member, number, note="")


def test_what_the_referrer_told_counts_for_one_and_only_when_it_was_all(member):
    number = a_child_of(member, informed=True, informed_on=TODAY, said=ALL_TOPICS)

    page = get_informing(member.actor, number)

    assert [(one.open, one.by_referrer) for one in page.ears] == [
        (False, TODAY),
        (True, None),
        (True, None),
    ]
    assert row_of(Case, number=number).informed_on is None


# --- gezag


def settle(member, number, *, sought_by=None, guardians=None, new=None):
    chosen = [one.id for one in rows_of(Guardian)] if guardians is None else guardians
    children = [
        ChildGiven(
            person_id=row_of(Person).id,
            guardians=frozenset(chosen),
            sought_by=sought_by,
            new=new is not None,
        )
    ]
    settle_authority(member.actor, number, version_of(number), children, new)


def test_who_is_said_to_have_no_gezag_need_not_hear_it(member):
    number = a_child_of(member, born=2020)
    mother, father = sorted(rows_of(Guardian), key=lambda row: row.place)
    tell(member, number, mother.id, Audience.GUARDIAN)

    settle(member, number, guardians=[mother.id])

    assert row_of(Case, number=number).informed_on == TODAY
    assert row_of(Guardianship, guardian_id=father.id).standing is AuthoritySaid.NO
    assert len(lines(Event.AUTHORITY_SETTLED)) == 1


def test_gezag_that_is_not_known_is_a_task_with_a_day_and_shuts_the_gate(member):
    child = a_person(birth=BirthDate(2020, 3, 1))
    by = TODAY + 5 * A_DAY
    given = a_referral(persons=(child,), authority_by=by, **UNTOLD)
    number = a_case(State.PLANNING, by=member.actor, given=given)

    term = row_of(CaseTerm, kind=TermKind.AUTHORITY)
    assert (term.due_on, term.ended_on) == (by, None)
    assert [one.ear.audience for one in get_informing(member.actor, number).ears] == [
        Audience.UNKNOWN
    ]

    settle(member, number, new=GuardianGiven(name="Noor Rietorchis", relation="voogd"))

    assert row_of(CaseTerm, kind=TermKind.AUTHORITY).ended_on == TODAY
    assert tell(member, number, row_of(Guardian).id, Audience.GUARDIAN)


def test_of_several_children_gezag_is_confirmed(member):
    family = (a_person(birth=BirthDate(2020, 3, 1)), a_person(birth=BirthDate(2018, 3, 1)))
    given = a_referral(kind=CaseKind.FAMILY, persons=family, guardians=PARENTS[:1], **UNTOLD)
    a_case(by=member.actor, given=given)

    assert {one.standing for one in rows_of(Guardianship)} == {AuthoritySaid.TO_CONFIRM}
    assert row_of(CaseTerm, kind=TermKind.AUTHORITY).due_on == TODAY + 14 * A_DAY


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"guardians": []}, {"children-0-guardians": AuthorityProblem.NOBODY}),
        ({"sought_by": TODAY - A_DAY}, {"children-0-sought_by": AuthorityProblem.IN_PAST}),
        ({"sought_by": TODAY + 93 * A_DAY}, {"children-0-sought_by": AuthorityProblem.TOO_FAR}),
        (
            {"new": GuardianGiven(name="", relation="voogd")},
            {"name": AuthorityProblem.NO_RELATION},
        ),
    ],
)
def test_what_cannot_be_said_of_gezag_is_refused(member, changes, problem):
    number = a_child_of(member, born=2020)
    before = fingerprint()

    with pytest.raises(Invalid) as refused:
        settle(member, number, **changes)

    assert refused.value.problems == problem
    assert fingerprint() == before


# --- the first disclosure (second-look 3)


@pytest.mark.parametrize("told", [False, True])
def test_nothing_goes_to_a_partner_before_who_must_know_knows(member, told):
    number = a_case(State.INFORMATION_ROUND, by=member.actor, given=a_referral(**UNTOLD))
    partner = a_named()
    a_sharing_table()
    if told:
        tell(member, number, row_of(Person, case_id=id_of(number)).id)
        a_request(member.actor, number, partner)
        return
    before = fingerprint()

    with pytest.raises(Invalid) as refused:
        a_request(member.actor, number, partner)

    assert refused.value.problems == {"": InformProblem.UNTOLD}
    assert fingerprint() == before


def test_the_fg_sees_by_number_where_telling_was_postponed_anew_twice(member, number):
    other = a_case(State.PLANNING, by=member.actor)
    watcher = a_user(Role.DPO).actor
    for nth in (1, 2):
        with clock.stopped_at(NOW + nth * A_DAY):
            postpone(member, number, decided_on=TODAY, review_on=TODAY + 9 * A_DAY)
        if nth == 1:
            postpone(member, other)
            assert get_postponed(watcher) == ()

    assert [(one.number, one.renewals) for one in get_postponed(watcher)] == [(number, 2)]
    tell(member, number, row_of(Person, case_id=id_of(number)).id)
    assert get_postponed(watcher) == ()


@pytest.mark.parametrize(
    "kind", [TermKind.INFORM_PERSON, TermKind.INFORM_REVIEW, TermKind.AUTHORITY]
)
def test_a_term_of_telling_leads_to_the_page_that_every_reader_of_the_case_opens(kind):
    assert TERM_AT[kind] == "cases.informing"


# --- who is how old on the day itself


everybody = pytest.mark.touches_all
EVE, BIRTHDAY = (datetime(2027, 2, day, 10, tzinfo=UTC) for day in (27, 28))


def a_named():
    """Return a partner that may hear who a case is about."""
    partner = an_organisation(kind=PartnerKind.COMMUNITY_TEAM)
    an_agreement_of(partner)
    return partner


def owed(number):
    return rows_of(CaseTerm, kind=TermKind.INFORM_PERSON, ended_on=None, case_id=id_of(number))


def older(member, born):
    """Return a case that all knew of on the eve of a birthday."""
    child = a_person(birth=BirthDate(born, 2, 28), call_name="Roan")
    given = a_referral(persons=(child,), guardians=PARENTS, **UNTOLD)
    number = a_case(State.INFORMATION_ROUND, by=member.actor, given=given)
    of_case = {"case_id": id_of(number)}
    for one in [*rows_of(Guardian, **of_case), *rows_of(Person, **of_case)]:
        audience = Audience.PERSON if isinstance(one, Person) else Audience.GUARDIAN
        if Ear(audience, one.id) in {ear.ear for ear in get_informing(member.actor, number).ears}:
            tell(member, number, one.id, audience)
    assert row_of(Case, number=number).informed_on == TODAY
    return number


@everybody
@pytest.mark.both
def test_who_turns_12_must_hear_it_from_the_day_itself_and_then_there_is_a_month(member):
    number, partner = older(member, 2015), a_named()
    a_sharing_table()
    judge_by_day(SYSTEM)
    with clock.stopped_at(EVE):
        assert judge_by_day(SYSTEM) == 0
        a_request(member.actor, number, a_named())

    with clock.stopped_at(BIRTHDAY):
        before = fingerprint()
        with pytest.raises(Invalid) as refused:  # also when nothing swept yet
            a_request(member.actor, number, partner)
        assert refused.value.problems == {"": InformProblem.UNTOLD}
        assert fingerprint() == before
        assert judge_by_day(SYSTEM) == 1
        assert judge_by_day(SYSTEM) == 0
        assert row_of(Case, number=number).informed_on is None
        assert get_sheet(member.actor, number).head.waiting["untold"] == 1
        (term,) = owed(number)
        assert (term.started_on, term.due_on) == (date(2027, 2, 28), date(2027, 3, 28))
        assert lines(Event.INFORM_JUDGED, about=id_of(number))[-1].actor_id is None

    with clock.stopped_at(BIRTHDAY + 3 * A_DAY):
        postpone(member, number, review_on=date(2027, 3, 20))
        tell(member, number, row_of(Person, case_id=id_of(number)).id, told_on=date(2027, 3, 3))
        assert owed(number) == []
        a_request(member.actor, number, partner)


@everybody
@pytest.mark.parametrize("born", [2011, 2009])
def test_who_turns_16_or_18_owes_nobody_anything(member, born):
    number = older(member, born)
    a_sharing_table()
    judge_by_day(SYSTEM)

    with clock.stopped_at(BIRTHDAY):
        assert judge_by_day(SYSTEM) == 0
        a_request(member.actor, number, a_named())


@everybody
def test_who_turns_16_before_the_parents_heard_it_opens_the_gate_himself(member):
    child = a_person(birth=BirthDate(2011, 2, 28), call_name="Roan")
    given = a_referral(persons=(child,), guardians=PARENTS, **UNTOLD)
    number = a_case(State.INFORMATION_ROUND, by=member.actor, given=given)
    tell(member, number, row_of(Person, case_id=id_of(number)).id)
    judge_by_day(SYSTEM)
    assert row_of(Case, number=number).informed_on is None

    with clock.stopped_at(BIRTHDAY):
        assert judge_by_day(SYSTEM) == 1
        assert owed(number) == []

    assert row_of(Case, number=number).informed_on == TODAY


def test_a_question_that_does_not_name_the_person_is_asked_before_anybody_knows(member):
    number = a_case(State.INFORMATION_ROUND, by=member.actor, given=a_referral(**UNTOLD))
    unbound = an_organisation(kind=PartnerKind.COMMUNITY_TEAM)

    a_sharing_table()

    a_request(member.actor, number, unbound)

    lines_now = get_disclosures(member.actor, CASES, number).lines
    (asked,) = (one for one in lines_now if one.purpose is Purpose.REQUEST)
    assert set(asked.categories) == {Category.QUESTION, Category.CASE_NUMBER}


def test_only_the_system_judges_by_day(member):
    with pytest.raises(Refused):
        judge_by_day(member.actor)
