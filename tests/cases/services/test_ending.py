from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest
import sqlalchemy as sa

from pga.access.permissions import Permission, Role
from pga.access.policy import Refused, allows
from pga.cases.models.case import Case, CaseTerm
from pga.cases.models.doors import AccessRequest, CaseFlag, CaseLink, Notice
from pga.cases.models.ending import CaseEnd, EndTelling
from pga.cases.models.information import InformationRequest
from pga.cases.models.meeting import MeetingItem
from pga.cases.models.plan import CaseAction
from pga.cases.reading.ending import get_end_told
from pga.cases.reading.lists import Filter, Whose, list_cases
from pga.cases.reading.search import find_number
from pga.cases.reading.sheet import get_sheet
from pga.cases.reading.timeline import get_timeline
from pga.cases.room import CASES, PROCESREGISSEUR
from pga.cases.rules.actions import ActionOutcome
from pga.cases.rules.ending import (
    ENDED_BY,
    EVENTS,
    KEPT_AS,
    EndGiven,
    EndProblem,
    Heard,
    Hearer,
    RetentionClass,
    Settled,
    StartEvent,
    TellingGiven,
    move_of,
    outcome_field,
    problems_of_telling,
    reasons_in,
    result_field,
)
from pga.cases.rules.meetings import ItemStatus
from pga.cases.rules.moves import find_move
from pga.cases.rules.states import ClosingReason, HoldReason, ObjectionOutcome, State
from pga.cases.rules.terms import KEEPING, TermKind
from pga.cases.rules.triage import FeedbackMeans, Outcome
from pga.cases.services import triage, working
from pga.cases.services.ending import KEPT_BY, end_case, tell_end
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier
from pga.dossiers.models.link import LinkKind
from pga.dossiers.reading.disclosures import get_disclosures
from pga.dossiers.scope import facts_about
from pga.dossiers.services import access, flags, people
from pga.privacy.disclosure import Disclosure
from pga.privacy.disclosure_codes import Category, Means
from pga.privacy.drafts import DraftPlace, FormDraft, save
from pga.privacy.events import Event
from pga.privacy.migrating import bring_over
from pga.privacy.trail import Line, record
from pga.settings.services import set_values
from tests.builders import (
    a_case,
    a_meeting,
    a_request,
    a_user,
    a_weging,
    an_action,
    an_end,
    an_organisation,
    id_of,
    in_cases,
    version_of,
)
from tests.support.desk import desk_of
from tests.support.rows import fingerprint, row_of, rows_of
from tests.support.some import some
from tests.support.system import SYSTEM

TODAY = date(2026, 11, 24)
ENDS = [(state, reason) for state in ENDED_BY for reason in reasons_in(state)]
SAID = "De buurman belde, en de burgerlijke stand klopt."


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(datetime(2026, 11, 24, 10, tzinfo=UTC)):
        yield


@pytest.fixture
def member(stopped):
    return a_user()


def given(reason=ClosingReason.MOVED_HANDED_OVER, actions=(), **changes):
    usual = {
        "reason": reason,
        "happened_on": TODAY,
        "words": SAID,
        "actions": dict.fromkeys(actions, Settled(ActionOutcome.DROPPED, "Het hoeft niet meer.")),
        "heard": frozenset({Heard.FAMILY}),
    }
    return EndGiven(**{**usual, **changes})


def end(member, number, *args, version=None, upheld_on=None, **changes):
    end_case(
        member.actor,
        number,
        version or version_of(number),
        given(*args, **changes),
        objection_upheld_on=upheld_on,
    )


def a_case_in(state, member, **more):
    number = a_case(
        State.IN_EXECUTION if state is State.ON_HOLD else state, by=member.actor, **more
    )
    if state is State.ON_HOLD:
        hold(member, number)
    return number


def hold(member, number, reason=HoldReason.DETENTION):
    until = {"review_on": TODAY + timedelta(days=40)}
    working.hold(member.actor, number, version_of(number), reason=reason, note="Zit vast.", **until)


def open_terms(number):
    return {row.kind for row in rows_of(CaseTerm, case_id=id_of(number), ended_on=None)}


def kept(number):
    return row_of(CaseEnd, case_id=id_of(number))


def find_facts(who, number):
    with transaction() as session:
        case = session.scalars(sa.select(Case).filter_by(number=number)).one()
        return facts_about(CASES, case, (), who.actor)


def own_terms(who):
    return {duty.number for duty in desk_of(who.actor).work.lines}


def reads(who, number):
    try:
        return get_sheet(who.actor, number).head.number == number
    except Refused as refused:
        return not refused.verdict.hidden


@pytest.mark.parametrize(("state", "reason"), ENDS, ids=[f"{s}-{r}" for s, r in ENDS])
def test_each_state_of_before_is_left_by_each_real_event(member, state, reason):
    number = a_case_in(state, member)

    end(member, number, reason)

    case, ended = row_of(Case, number=number), kept(number)
    assert case.state is find_move(ENDED_BY[state]).target
    newest = get_timeline(a_user(Role.COORDINATOR).actor, number).moves[0]
    assert (newest.move, newest.reason) == (move_of(state, reason), SAID)
    assert (ended.reason, ended.ended_on, ended.by) == (reason, TODAY, member.id)
    assert ended.told == "family"
    assert open_terms(number) <= {*KEEPING, TermKind.END_TOLD}


def test_every_event_ends_every_state_of_before_by_one_door():
    assert set(ENDS) == set(product(ENDED_BY, EVENTS))
    assert reasons_in(State.TOP_X) == ()
    assert move_of(State.TOP_X, ClosingReason.DECEASED) is None


@pytest.mark.parametrize(
    ("state", "reason", "retention", "starts_with"),
    [
        (State.REFERRED, ClosingReason.WITHDRAWN, RetentionClass.WITHDRAWN, None),
        (State.IN_TRIAGE, ClosingReason.MOVED_HANDED_OVER, RetentionClass.NOT_ADMITTED, None),
        (State.PLANNING, ClosingReason.DECEASED, RetentionClass.DECEASED, StartEvent.DEATH),
        (State.AFTERCARE, ClosingReason.MOVED_NOT_HANDED_OVER, RetentionClass.ADMITTED, None),
        (
            State.IN_EXECUTION,
            ClosingReason.WRONGLY_REGISTERED,
            RetentionClass.WRONGLY_REGISTERED,
            None,
        ),
    ],
)
def test_an_end_keeps_its_class_and_from_when_it_counts(
    member, state, reason, retention, starts_with
):
    number = a_case_in(state, member)
    died = TODAY - timedelta(days=3)

    end(member, number, reason, happened_on=TODAY if starts_with is None else died)

    ended = kept(number)
    assert ended.retention is retention
    assert ended.starts_with is (starts_with or StartEvent.END)
    assert ended.starts_on == (died if starts_with is StartEvent.DEATH else TODAY)


@pytest.mark.both
def test_all_that_runs_of_a_case_ends_with_it(member):
    worker = a_user(Role.INTERVENTION_TEAM)
    number = a_case(State.IN_EXECUTION, by=member.actor, linked=[worker.id])
    case_id, action_id = id_of(number), an_action(member.actor, number, user_id=worker.id)
    a_request(member.actor, number)
    a_meeting(member.actor, number, on=TODAY + timedelta(days=9))
    due = TODAY + timedelta(days=5)
    in_cases(flags.flag)(member.actor, number, text="Bel.", due_on=due)
    in_cases(access.ask_access)(a_user(Role.INTERVENTION_TEAM).actor, number, reason="Ken het.")
    save(DraftPlace(worker.id, "LAR", "cases.plan_texts", number), [["text", "half"]])
    assert rows_of(Notice, case_id=case_id, cleared_at=None)

    end(member, number, actions=[action_id])

    action = row_of(CaseAction, id=action_id)
    assert (action.outcome, action.done_on) == (ActionOutcome.DROPPED, TODAY)
    assert open_terms(number) <= {TermKind.RETENTION_CLOSED, TermKind.END_TOLD}
    assert row_of(InformationRequest, case_id=case_id).ended_on == TODAY
    assert row_of(MeetingItem, case_id=case_id).status is ItemStatus.TAKEN_OFF
    assert row_of(CaseFlag, case_id=case_id).closed_on == TODAY
    assert row_of(AccessRequest, case_id=case_id).granted is False
    assert rows_of(Notice, case_id=case_id, cleared_at=None) == []
    assert rows_of(FormDraft, about=number) == []
    links = some(rows_of(CaseLink, case_id=case_id))
    assert {link.until_on for link in links} == {TODAY}


def test_only_the_coordinator_and_the_last_procesregisseur_read_what_ended(member):
    worker, colleague = a_user(Role.INTERVENTION_TEAM), a_user()
    coordinator = a_user(Role.COORDINATOR)
    readers = [member, coordinator]
    others = [worker, colleague, a_user(Role.DPO), a_user(Role.COORDINATOR, "BLA")]
    number = a_case(State.PLANNING, by=member.actor, linked=[worker.id, colleague.id])
    assert reads(worker, number)
    assert reads(colleague, number)

    end(member, number)

    assert [reads(who, number) for who in readers] == [True, True]
    assert [reads(who, number) for who in others] == [False] * len(others)
    assert [find_number(who.actor, number) for who in (*readers, worker, colleague)] == [
        *(True, True),
        *(False, False),
    ]
    for who, whose in product((*readers, worker, colleague), Whose):
        found = list_cases(who.actor, Filter(whose=whose, state=State.CLOSED))
        assert number not in {line.number for line in found.lines}


def test_who_comes_back_by_a_link_of_later_reads_nothing(member):
    colleague = a_user()
    number = a_case(State.PLANNING, by=member.actor)
    end(member, number)
    with transaction() as session:
        case_id = session.scalar(sa.select(Case.id).filter_by(number=number))
        link = {"user_id": colleague.id, "kind": LinkKind.WORKS, "from_on": TODAY}
        session.add(CaseLink(case_id=case_id, **link))
        record(session, None, Line(Event.SEEDED, CASES.about(case_id)))

    assert not reads(colleague, number)


@pytest.mark.parametrize("outcome", [Outcome.REJECTED, Outcome.BILATERAL])
def test_a_weging_without_a_case_ends_all_of_it_too(member, outcome):
    number = a_case(State.IN_TRIAGE, by=member.actor)
    flag = {"text": "Bel.", "due_on": TODAY + timedelta(days=5)}
    in_cases(flags.flag)(member.actor, number, **flag)

    triage.decide_triage(member.actor, number, version_of(number), a_weging(outcome))

    assert (kept(number).reason, kept(number).retention) == (None, RetentionClass.NOT_ADMITTED)
    assert row_of(CaseFlag, case_id=id_of(number)).closed_on == TODAY
    assert reads(member, number)
    assert not reads(a_user(), number)


@pytest.mark.both
def test_what_nobody_directed_is_kept_by_who_ended_it_until_somebody_is_named(member):
    weigher, coordinator = a_user(), a_user(Role.COORDINATOR)
    number = a_case(State.REFERRED, by=member.actor)
    triage.start_triage(weigher.actor, number, version_of(number), duplicate_checked=True)
    triage.decide_triage(weigher.actor, number, version_of(number), a_weging(Outcome.REJECTED))
    facts = {who: find_facts(who, number) for who in (weigher, member)}
    assert [reads(who, number) for who in (weigher, member, coordinator)] == [True, False, True]
    assert allows(weigher.actor, Permission.CASE_DESTROY, facts[weigher])
    assert not allows(member.actor, Permission.CASE_DESTROY, facts[member])

    named = {"part": PROCESREGISSEUR, "user_id": member.id, "reason": "De weger ging weg."}
    in_cases(people.name_director)(coordinator.actor, number, version_of(number), **named)

    assert [reads(who, number) for who in (weigher, member, coordinator)] == [False, True, True]


def test_a_case_of_before_is_kept_by_who_made_its_last_move(member):
    number = a_case(State.IN_TRIAGE, by=member.actor)
    triage.decide_triage(member.actor, number, version_of(number), a_weging(Outcome.REJECTED))
    case_id = id_of(number)
    with transaction() as session:
        session.get_one(Case, case_id).kept_by_id = None
        record(session, None, Line(Event.SEEDED, CASES.about(case_id)))
    assert not reads(member, number)

    bring_over(SYSTEM, (replace(KEPT_BY, code="once_more"),), lambda _over, _of: None)

    assert reads(member, number)


# --- what is asked


def test_each_open_action_is_answered_in_the_same_act(member):
    number = a_case(State.IN_EXECUTION, by=member.actor)
    one, other, third = (an_action(member.actor, number) for _ in range(3))
    answers = {one: Settled(None), other: Settled(ActionOutcome.HANDED_OVER)}
    answers[third] = Settled(ActionOutcome.PARTLY, "Half.")
    before = fingerprint()

    with pytest.raises(Invalid) as caught:
        end_case(
            member.actor,
            number,
            version_of(number),
            EndGiven(
                reason=ClosingReason.WITHDRAWN,
                happened_on=TODAY,
                words=SAID,
                actions=answers,
                heard=frozenset({Heard.PERSON}),
            ),
        )

    assert caught.value.problems == {
        outcome_field(one): EndProblem.NO_OUTCOME,
        result_field(other): EndProblem.NO_RESULT,
        outcome_field(third): EndProblem.NO_OUTCOME,
    }
    assert fingerprint() == before


def test_after_a_death_less_is_asked_and_nothing_is_dropped_in_silence(member):
    number = a_case(State.PLANNING, by=member.actor)
    action_id = an_action(member.actor, number)
    died = {"reason": ClosingReason.DECEASED}

    with pytest.raises(StaleDossier):
        end(member, number, **died)
    end_case(
        member.actor,
        number,
        version_of(number),
        EndGiven(
            reason=ClosingReason.DECEASED,
            happened_on=TODAY,
            words=SAID,
            actions={action_id: Settled(ActionOutcome.DROPPED)},
            heard=frozenset({Heard.NOBODY}),
        ),
    )

    assert row_of(CaseAction, id=action_id).outcome is ActionOutcome.DROPPED


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"reason": None}, {"reason": EndProblem.NO_REASON}),
        ({"reason": ClosingReason.GOALS_REACHED}, {"reason": EndProblem.NOT_A_REASON}),
        ({"words": ""}, {"words": EndProblem.NO_WORDS}),
        ({"happened_on": date(9999, 1, 1)}, {"happened_on": EndProblem.IN_FUTURE}),
        ({"happened_on": date(2026, 11, 23)}, {"happened_on": EndProblem.BEFORE_RECEIPT}),
        ({"heard": frozenset()}, {"heard": EndProblem.NOBODY_SAID}),
        ({"heard": frozenset(Heard)}, {"heard": EndProblem.NOBODY_AND_OTHERS}),
        ({"heard": frozenset({Heard.REFERRER})}, {"means": EndProblem.NO_MEANS}),
        (
            {"heard": frozenset({Heard.REFERRER}), "means": FeedbackMeans.PHONE},
            {"heard_on": EndProblem.IN_FUTURE},
        ),
        (
            {"reason": ClosingReason.DECEASED, "heard": frozenset({Heard.REFERRER})},
            {"heard": EndProblem.AFTER_DEATH},
        ),
    ],
)
def test_an_end_that_lacks_something_changes_nothing(member, changes, problems):
    number = a_case(State.PLANNING, by=member.actor)
    before = fingerprint()

    with pytest.raises(Invalid) as caught:
        end(member, number, **changes)

    assert caught.value.problems == problems
    assert fingerprint() == before


def test_what_the_referrer_heard_is_booked(member):
    number = a_case(State.REFERRED, by=member.actor)
    told = {"means": FeedbackMeans.PHONE, "heard_on": TODAY, "heard": frozenset({Heard.REFERRER})}

    end(member, number, ClosingReason.WITHDRAWN, **told)

    assert row_of(Disclosure, dossier_id=id_of(number)).on == TODAY


def test_a_second_press_a_stale_page_and_an_action_done_meanwhile(member):
    number = a_case(State.IN_EXECUTION, by=member.actor)
    version = version_of(number)
    with pytest.raises(StaleDossier):
        end(member, number, version=version + 1)
    action_id = an_action(member.actor, number)
    with pytest.raises(StaleDossier):
        end(member, number)

    end(member, number, actions=[action_id])

    with pytest.raises(StaleDossier):
        end(member, number, actions=[action_id])


@pytest.mark.parametrize("state", [State.SCALE_UP_REQUESTED, State.TOP_X, State.CLOSED])
def test_where_no_event_ends_a_case_the_page_is_stale(member, state):
    number = a_case(state, by=member.actor)

    with pytest.raises(StaleDossier):
        end(member, number)


def test_the_interventieteam_ends_nothing(member):
    worker = a_user(Role.INTERVENTION_TEAM)
    number = a_case(State.PLANNING, by=member.actor, linked=[worker.id])

    with pytest.raises(Refused) as refused:
        end(worker, number)

    assert not refused.value.verdict.hidden


# --- an objection


def test_an_objection_that_is_upheld_ends_the_case_for_want_of_a_ground(member):
    number = a_case(State.PLANNING, by=member.actor)
    hold(member, number, HoldReason.OBJECTION)

    with pytest.raises(Invalid) as caught:
        end(member, number, ClosingReason.NO_LONGER_NECESSARY)
    assert caught.value.problems == {"upheld_on": EndProblem.OBJECTION_OPEN}
    with pytest.raises(Invalid) as caught:
        end(
            member,
            number,
            ClosingReason.NO_LONGER_NECESSARY,
            upheld_on=TODAY + timedelta(days=1),
        )
    assert caught.value.problems == {"upheld_on": EndProblem.IN_FUTURE}
    end(member, number, ClosingReason.NO_LONGER_NECESSARY, upheld_on=TODAY)

    case = row_of(Case, number=number)
    assert (case.state, case.objection_outcome) == (State.CLOSED, ObjectionOutcome.UPHELD)
    assert case.objection_decided_on == TODAY


# --- who hears that it ended


def settled(number):
    return {
        (row.hearer, row.organisation_id): (row.told_on, row.waived_on)
        for row in rows_of(EndTelling, case_id=id_of(number))
    }


@pytest.mark.both
def test_each_partner_hears_it_and_until_then_that_is_a_duty_with_a_day(member):
    told, waits, other = (an_organisation() for _ in range(3))
    number = a_case(State.INFORMATION_ROUND, by=member.actor)
    for one in (told, waits):
        a_request(member.actor, number, one)
    an_action(member.actor, number, organisation_id=other)
    heard = {"partners": frozenset({told}), "partner_means": FeedbackMeans.LETTER}

    an_end(member.actor, number, **heard, partners_on=TODAY)

    assert settled(number) == {
        (Hearer.PARTNER, told): (TODAY, None),
        (Hearer.PARTNER, waits): (None, None),
        (Hearer.PARTNER, other): (None, None),
        (Hearer.REFERRER, None): (None, None),
    }
    register = get_disclosures(member.actor, CASES, number).lines
    assert [one.categories for one in register if one.means is Means.LETTER] == [
        (Category.OUTCOME,)
    ]
    due = row_of(CaseTerm, case_id=id_of(number), kind=TermKind.END_TOLD, ended_on=None)
    assert due.due_on == TODAY + timedelta(days=14)
    assert [number in own_terms(who) for who in (member, a_user())] == [True, False]

    page = get_end_told(member.actor, number)
    by_partner = {one.hearer: one.id for one in page.waiting if one.hearer is Hearer.REFERRER}
    partners = frozenset(one.id for one in page.waiting if one.hearer is Hearer.PARTNER)
    given = TellingGiven(whom=partners, waived=False, means=FeedbackMeans.PHONE, on=TODAY)
    tell_end(member.actor, number, version_of(number), given)
    assert open_terms(number) >= {TermKind.END_TOLD}
    assert len(rows_of(Disclosure, dossier_id=id_of(number), organisation_id=other)) == 1
    with pytest.raises(Invalid) as again:
        tell_end(member.actor, number, version_of(number), given)
    assert again.value.problems == {"whom": EndProblem.NOT_OWED}
    rest = TellingGiven(whom=frozenset(by_partner.values()), waived=True, why="Zij weet het al.")
    tell_end(a_user(Role.COORDINATOR).actor, number, version_of(number), rest)

    assert TermKind.END_TOLD not in open_terms(number)
    assert number not in own_terms(member)
    assert get_end_told(member.actor, number).waiting == ()


def test_after_a_death_only_the_contact_of_the_family_waits_to_hear_it(member):
    number = a_case(State.PLANNING, by=member.actor)
    an_action(member.actor, number, organisation_id=an_organisation())

    an_end(member.actor, number, ClosingReason.DECEASED, heard=frozenset({Heard.NOBODY}))

    assert settled(number) == {(Hearer.FAMILY, None): (None, None)}


@pytest.mark.parametrize("who", ["colleague", "interventie", "fg"])
def test_who_does_not_keep_the_case_tells_nobody(member, who):
    roles = {"interventie": Role.INTERVENTION_TEAM, "fg": Role.DPO}
    other = a_user(roles.get(who, Role.SAFETY_TEAM))
    number = a_case(State.PLANNING, by=member.actor)
    an_action(member.actor, number, organisation_id=an_organisation())
    an_end(member.actor, number, heard=frozenset({Heard.NOBODY}))
    assert get_end_told(member.actor, number).waiting

    with pytest.raises(Refused):
        get_end_told(other.actor, number)


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"whom": frozenset()}, {"whom": EndProblem.NOT_OWED}),
        ({"means": None}, {"means": EndProblem.NO_PARTNER_MEANS}),
        ({"on": None}, {"on": EndProblem.IN_FUTURE}),
        ({"on": TODAY + timedelta(days=1)}, {"on": EndProblem.IN_FUTURE}),
        ({"on": TODAY - timedelta(days=1)}, {"on": EndProblem.BEFORE_END}),
        ({"waived": True}, {"why": EndProblem.NO_WHY}),
    ],
)
def test_a_telling_that_lacks_something_says_so(changes, problems):
    usual = {"whom": frozenset({UUID(int=1)}), "waived": False}
    usual |= {"means": FeedbackMeans.PHONE, "on": TODAY}

    found = problems_of_telling(
        TellingGiven(**{**usual, **changes}), frozenset({UUID(int=1)}), TODAY, TODAY
    )

    assert found == problems


@pytest.mark.parametrize(
    ("reason", "setting", "until"),
    [
        (ClosingReason.WITHDRAWN, "retention_withdrawn_months", date(2027, 3, 24)),
        (
            ClosingReason.WRONGLY_REGISTERED,
            "retention_wrongly_registered_months",
            date(2027, 3, 24),
        ),
        (ClosingReason.DECEASED, "retention_deceased_months", date(2027, 3, 20)),
        (ClosingReason.MOVED_HANDED_OVER, "retention_rejected_months", date(2027, 3, 24)),
    ],
)
def test_the_day_of_destruction_follows_from_the_class_of_the_end(member, reason, setting, until):
    set_values(member.id, "LAR", {setting: "4"}, from_on=TODAY, reason="Proef")
    number = a_case(State.INFORMATION_ROUND, by=member.actor)
    happened = TODAY - timedelta(days=4) if reason is ClosingReason.DECEASED else TODAY

    an_end(member.actor, number, reason, happened_on=happened)

    assert get_sheet(member.actor, number).destroy_on == until
    keeping = rows_of(CaseTerm, case_id=id_of(number), kind=KEPT_AS[kept(number).retention])
    assert [(row.due_on, row.ended_on) for row in keeping] == [(until, None)]
