"""A concept-aanmelding in the store: who sees it, what is kept of it, and that it goes."""

from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from pga.access.permissions import Permission, Role
from pga.access.policy import Refused
from pga.accounts.models import RoleGrant
from pga.cases.models.case import Case
from pga.cases.models.concept import ConceptNotice, ConceptReferral
from pga.cases.models.doors import CaseLink
from pga.cases.reading.concept import get_concept, get_judging, get_writing, list_concepts
from pga.cases.reading.concept_work import concept_notices_in, count_concepts
from pga.cases.rules.concept import ConceptNews, ConceptProblem, ConceptState
from pga.cases.rules.intake import IntakeProblem
from pga.cases.services import concept as services
from pga.cases.services.concept_ending import sweep_concepts
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid, StaleDossier
from pga.privacy import drafts
from pga.privacy.columns import SUFFIX, sealed_fields
from pga.privacy.context import AccessContext
from pga.privacy.drafts import DraftPlace, FormDraft
from pga.privacy.events import Event
from pga.privacy.history import RowBirth, RowVersion
from pga.privacy.keys import store_of
from pga.privacy.safe import Unreadable
from pga.privacy.tombstones import replay
from pga.privacy.trail import Line, record
from tests.builders import a_person, a_referral, a_user, an_organisation
from tests.support.rows import lines, row_of, rows_of
from tests.support.some import some
from tests.support.system import SYSTEM

FIELDS = [("persons-0-surname", "Zonnedauw"), ("occasion", "Hij stond op straat.")]


@pytest.fixture
def maker(cellar):
    return a_user(Role.INTERVENTION_TEAM)


@pytest.fixture
def member(cellar):
    return a_user(Role.SAFETY_TEAM)


@pytest.fixture
def there(cellar):
    return an_organisation()


def row(concept_id):
    return row_of(ConceptReferral, id=concept_id)


def begun(maker):
    return services.begin(maker.actor, FIELDS, name="Wessel Zonnedauw")


def handed_in(maker, there, given=None):
    return services.hand_in_new(
        maker.actor,
        given or a_referral(),
        FIELDS,
        organisation_id=there,
        name="Wessel Zonnedauw",
    )


def asked_back(maker, member, there):
    concept_id = handed_in(maker, there)
    services.ask_back(member.actor, concept_id, row(concept_id).version, question="Sinds wanneer?")
    return concept_id


def refused(maker, member, there):
    concept_id = handed_in(maker, there)
    services.refuse(member.actor, concept_id, row(concept_id).version, reason="Dit is gewone hulp.")
    return concept_id


def taken(maker, member, there, **more):
    concept_id = handed_in(maker, there)
    number = services.take(
        member.actor,
        concept_id,
        row(concept_id).version,
        a_referral(**more),
        organisation_id=there,
        duplicate_checked=True,
    )
    return concept_id, number


def cells(concept_id):
    found = row(concept_id)
    return {name for name in sealed_fields(ConceptReferral) if getattr(found, name + SUFFIX)}


def told(who):
    with transaction() as session:
        return [(one.kind, one.can_open) for one in concept_notices_in(session, who.actor)]


def in_days(days):
    return clock.stopped_at(clock.now() + timedelta(days=days))


def test_nobody_but_its_maker_sees_what_is_being_written(maker, member):
    concept_id = begun(maker)
    others = [
        member,
        a_user(Role.INTERVENTION_TEAM),
        a_user(Role.COORDINATOR),
        a_user(Role.INTERVENTION_TEAM, municipality="EEM"),
    ]

    for one in some(others):
        with pytest.raises(Refused) as found:
            get_concept(one.actor, concept_id)
        with pytest.raises(Refused) as nonsense:
            get_concept(one.actor, uuid4())
        assert found.value.verdict.hidden
        assert nonsense.value.verdict.hidden
        assert concept_id not in {line.id for line in list_concepts(one.actor)}

    assert get_writing(maker.actor, concept_id).fields == FIELDS
    assert [line.id for line in list_concepts(maker.actor)] == [concept_id]
    assert told(member) == []


def test_what_is_handed_in_is_seen_by_the_team_and_the_coordinator_only(maker, member, there):
    concept_id = handed_in(maker, there)
    reads = [member, a_user(Role.SAFETY_TEAM), a_user(Role.COORDINATOR), maker]
    never = [a_user(Role.INTERVENTION_TEAM), a_user(Role.SAFETY_TEAM, municipality="EEM")]

    for one in some(reads):
        assert get_concept(one.actor, concept_id).fields == FIELDS
        assert concept_id in {line.id for line in list_concepts(one.actor)}
    for one in some(never):
        with pytest.raises(Refused) as found:
            get_concept(one.actor, concept_id)
        assert found.value.verdict.hidden
    with pytest.raises(Refused) as found:
        get_judging(a_user(Role.COORDINATOR).actor, concept_id)
    assert not found.value.verdict.hidden
    assert found.value.verdict.permission is Permission.CONCEPT_JUDGE
    for role in (Role.DPO, Role.BOARD, Role.ADMIN):
        with pytest.raises(Refused):
            list_concepts(a_user(role).actor)


def test_each_look_and_each_act_has_its_line(maker, member, there):
    concept_id = asked_back(maker, member, there)
    get_concept(member.actor, concept_id)
    list_concepts(member.actor, names=True)

    looks = [one for one in lines(Event.READ) if one.object_id == concept_id]
    assert [one.actor_id for one in looks] == [member.id, member.id]
    assert {one.object_kind for one in looks} == {"concept"}
    assert "concept_referral.handed" in looks[0].fields
    assert looks[1].fields == "concept_referral.name"
    acts = [lines(one)[-1].object_id for one in (Event.CONCEPT_HANDED_IN, Event.CONCEPT_ASKED_BACK)]
    assert acts == [concept_id, concept_id]


def test_the_rules_of_an_aanmelding_hold_when_it_is_handed_in(maker, there):
    child = a_person(birth=a_referral().persons[0].birth, town="Elders")

    with pytest.raises(Invalid) as wrong:
        handed_in(maker, there, a_referral(persons=(child,), domains=frozenset()))

    assert wrong.value.problems["domains"] == IntakeProblem.TOO_FEW_DOMAINS
    assert wrong.value.problems["persons-0-exception"] == IntakeProblem.ELSEWHERE
    assert rows_of(ConceptReferral) == []


def test_a_question_wants_an_answer_and_gives_no_more_time(maker, member, there):
    concept_id = asked_back(maker, member, there)
    first = row(concept_id).handed_in_on
    with in_days(3):
        version = row(concept_id).version
        again = {"organisation_id": there, "name": "Wessel Zonnedauw"}
        with pytest.raises(Invalid) as wrong:
            services.hand_in(maker.actor, concept_id, version, a_referral(), FIELDS, **again)
        assert wrong.value.problems == {"answer": ConceptProblem.NO_ANSWER}
        services.hand_in(
            maker.actor, concept_id, version, a_referral(), FIELDS, answer="Mei.", **again
        )
        found = row(concept_id)
        assert (found.handed_in_on, found.again_on) == (first, clock.today())
        assert get_concept(member.actor, concept_id).answer == "Mei."
        number = services.take(
            member.actor,
            concept_id,
            found.version,
            a_referral(received_on=clock.today()),
            organisation_id=there,
            duplicate_checked=True,
        )
    assert row_of(Case, number=number).received_on == first


def test_while_it_is_rewritten_the_team_sees_what_was_handed_in(maker, member, there):
    concept_id = asked_back(maker, member, there)
    half = [("persons-0-surname", "Anders")]

    services.write(maker.actor, concept_id, row(concept_id).version, half, name="Anders")

    assert get_writing(maker.actor, concept_id).fields == half
    assert get_concept(member.actor, concept_id).fields == FIELDS
    ends = row(concept_id).ends_on
    assert ends == clock.today() + timedelta(days=28)
    with in_days(5):
        services.write(maker.actor, concept_id, row(concept_id).version, half, name="Anders")
    assert row(concept_id).ends_on == ends


def test_of_two_who_judge_the_second_is_told_that_somebody_was_first(maker, member, there):
    concept_id = handed_in(maker, there)
    version = row(concept_id).version
    services.ask_back(member.actor, concept_id, version, question="Sinds wanneer?")

    with pytest.raises(StaleDossier):
        services.refuse(a_user().actor, concept_id, version, reason="Gewone hulp.")


def test_what_is_taken_lives_in_the_case_and_nothing_of_it_here(maker, member, there):
    drafts.save(
        DraftPlace(maker.id, "LAR", "cases.write_concept"), [["occasion", "Van een ander."]]
    )
    concept_id, number = taken(maker, member, there)

    case = row_of(Case, number=number)
    assert row(concept_id).became_id == case.id
    assert cells(concept_id) == set()
    assert {one.user_id for one in rows_of(CaseLink, case_id=case.id)} == {maker.id, member.id}
    assert told(maker) == [(ConceptNews.TAKEN, False)]
    assert told(member) == []
    assert [line.number for line in list_concepts(maker.actor)] == [number]
    assert list_concepts(member.actor) == []
    assert len(rows_of(FormDraft)) == 1


def test_a_maker_who_left_is_linked_to_nothing(maker, member, there):
    concept_id = handed_in(maker, there)
    with transaction() as session:
        grant = session.scalars(sa.select(RoleGrant).filter_by(user_id=maker.id)).one()
        grant.until_on = clock.today()
        record(session, None, Line(Event.GRANT_ENDED))

    number = services.take(
        member.actor,
        concept_id,
        row(concept_id).version,
        a_referral(),
        organisation_id=there,
        duplicate_checked=True,
    )

    case = row_of(Case, number=number)
    assert {one.user_id for one in rows_of(CaseLink, case_id=case.id)} == {member.id}
    assert rows_of(ConceptNotice, user_id=maker.id) == []


def test_its_maker_reads_why_it_was_refused_until_its_day_and_nobody_after(maker, member, there):
    concept_id = refused(maker, member, there)
    assert get_concept(maker.actor, concept_id).refusal == "Dit is gewone hulp."
    assert row(concept_id).ends_on == clock.today() + timedelta(days=42)
    with in_days(41):
        assert get_concept(maker.actor, concept_id).refusal
    with in_days(42):
        for one in (maker, member):
            with pytest.raises(Refused) as found:
                get_concept(one.actor, concept_id)
            assert found.value.verdict.hidden
            assert list_concepts(one.actor, names=True) == []
            assert told(one) == []
        assert cells(concept_id) != set()
        assert sweep_concepts(SYSTEM) == 1
        assert sweep_concepts(SYSTEM) == 0
    assert row(concept_id).state is ConceptState.REFUSED
    assert cells(concept_id) == set()


def test_what_was_never_handed_in_ends_by_its_day_and_what_waits_for_the_team_does_not(
    maker, member, there
):
    written, waits = begun(maker), handed_in(maker, there)
    unanswered = asked_back(maker, member, there)

    with in_days(28):
        assert [line.id for line in list_concepts(maker.actor)] == [waits]
        assert sweep_concepts(SYSTEM) == 2
        assert told(member) == [(ConceptNews.UNANSWERED, False), (ConceptNews.HANDED_IN, True)]
        assert get_concept(member.actor, waits).fields == FIELDS
    states = {one: row(one).state for one in (written, waits, unanswered)}
    assert states == {
        written: ConceptState.LAPSED,
        waits: ConceptState.HANDED_IN,
        unanswered: ConceptState.LAPSED,
    }


@pytest.mark.parametrize("way", ["taken", "withdrawn", "refused", "lapsed"])
@pytest.mark.both
def test_with_the_key_that_was_copied_before_nothing_of_it_opens(maker, member, there, way):
    concept_id = asked_back(maker, member, there) if way == "lapsed" else handed_in(maker, there)
    part = str(concept_id)
    for who in (maker, member):
        drafts.save(DraftPlace(who.id, "LAR", "cases.form", part=part), [["a", "Zonnedauw"]])
    with transaction() as session:
        kept = store_of(session).fetch([concept_id])
        old = session.get_one(ConceptReferral, concept_id)
        before = {getattr(old, name + SUFFIX) for name in sealed_fields(ConceptReferral)} - {None}
    assert kept
    assert before
    version = row(concept_id).version
    if way == "taken":
        services.take(
            member.actor,
            concept_id,
            version,
            a_referral(),
            organisation_id=there,
            duplicate_checked=True,
        )
    elif way == "withdrawn":
        services.withdraw(maker.actor, concept_id, version)
    else:
        if way == "refused":
            services.refuse(member.actor, concept_id, version, reason="Gewone hulp.")
        with in_days(43):
            assert sweep_concepts(SYSTEM) == 1

    with transaction() as session:
        assert not store_of(session).fetch([concept_id])
        assert session.scalars(sa.select(RowVersion).filter_by(dossier_id=concept_id)).all() == []
        assert session.scalars(sa.select(RowBirth).filter_by(dossier_id=concept_id)).all() == []
        assert session.scalars(sa.select(FormDraft).filter_by(part=part)).all() == []
        found = session.get_one(ConceptReferral, concept_id)
        assert AccessContext(session).open(found, "handed") is None
        dump = b"".join(
            value
            for table in ConceptReferral.metadata.sorted_tables
            for line in session.execute(sa.select(table))
            for value in line
            if isinstance(value, bytes)
        )
    assert not any(cell in dump for cell in some(before))
    replay()
    assert row(concept_id).version > version


def test_a_cell_that_is_left_does_not_open_without_its_key(maker, member, there):
    concept_id = handed_in(maker, there)
    old = row(concept_id).handed_sealed
    services.withdraw(maker.actor, concept_id, row(concept_id).version)

    with transaction() as session:
        found = session.get_one(ConceptReferral, concept_id)
        found.__dict__["handed_sealed"] = old
        with pytest.raises(Unreadable):
            AccessContext(session).open(found, "handed")
        session.expunge(found)


def test_the_counts_stay_when_the_words_go(maker, member, there):
    begun(maker)
    refused(maker, member, there)
    taken(maker, member, there)

    with transaction() as session:
        found = count_concepts(session, "LAR")
    assert (found[ConceptState.BEING_WRITTEN], found[ConceptState.REFUSED]) == (1, 1)
    assert found[ConceptState.TAKEN] == 1
    assert found[ConceptState.LAPSED] == 0
