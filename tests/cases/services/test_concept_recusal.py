"""Who knows the person of a concept-aanmelding: it is closed, on each list and also as a case."""

import pytest

from pga.access.permissions import Permission, Role
from pga.access.policy import Refused
from pga.cases.models.concept import ConceptNotice, ConceptRecusal, ConceptReferral
from pga.cases.models.doors import CaseLink, Recusal
from pga.cases.reading.concept import get_closing, get_concept, list_concepts
from pga.cases.reading.concept_work import concept_duties_in, concept_notices_in
from pga.cases.reading.finding import find_case
from pga.cases.services import concept as services
from pga.cases.services.concept_recusal import recuse_from_concept
from pga.core.database import transaction
from pga.dossiers.models.link import LinkKind
from pga.dossiers.rules.recusal import Bond
from pga.privacy.context import AccessContext
from pga.privacy.events import Event
from tests.builders import a_referral, a_user, an_organisation
from tests.support.rows import lines, row_of, rows_of
from tests.support.some import some

FIELDS = [("persons-0-surname", "Zonnedauw"), ("occasion", "Hij stond op straat.")]
NOTE = "Kanarie: we zaten bij elkaar in de klas."


@pytest.fixture
def maker(cellar):
    return a_user(Role.INTERVENTION_TEAM)


@pytest.fixture
def member(cellar):
    return a_user(Role.SAFETY_TEAM)


@pytest.fixture
def other(cellar):
    return a_user(Role.SAFETY_TEAM)


@pytest.fixture
def there(cellar):
    return an_organisation()


@pytest.fixture
def concept_id(maker, member, other, there):
    return services.hand_in_new(
        maker.actor, a_referral(), FIELDS, organisation_id=there, name="Wessel Zonnedauw"
    )


def steps_back(who, concept_id):
    recuse_from_concept(who.actor, concept_id, bond=Bond.NEIGHBOUR, note=NOTE)


def take(who, concept_id, there):
    return services.take(
        who.actor,
        concept_id,
        row_of(ConceptReferral, id=concept_id).version,
        a_referral(),
        organisation_id=there,
        duplicate_checked=False,
    )


def seen_by(who):
    with transaction() as session:
        return (
            concept_duties_in(session, who.actor),
            concept_notices_in(session, who.actor),
        )


@pytest.mark.both
@pytest.mark.parametrize("role", [Role.SAFETY_TEAM, Role.COORDINATOR])
def test_it_is_nowhere_any_more_for_who_knows_the_person(role, maker, other, there, concept_id):
    who = a_user(role)
    assert some(list_concepts(who.actor))

    steps_back(who, concept_id)

    assert list_concepts(who.actor) == []
    assert seen_by(who) == ([], [])
    for act in (get_concept, get_closing, steps_back_again):
        with pytest.raises(Refused) as caught:
            act(who.actor, concept_id)
        assert caught.value.verdict.hidden
    assert [one.id for one in list_concepts(other.actor)] == [concept_id]
    assert lines(Event.RECUSED)[-1].object_id == concept_id


def steps_back_again(actor, concept_id):
    recuse_from_concept(actor, concept_id, bond=Bond.FAMILY, note="")


def test_who_stepped_back_is_not_told_of_it_again(maker, member, other, there, concept_id):
    steps_back(member, concept_id)
    services.ask_back(
        other.actor, concept_id, row_of(ConceptReferral).version, question="Sinds wanneer?"
    )
    services.hand_in(
        maker.actor,
        concept_id,
        row_of(ConceptReferral).version,
        a_referral(),
        FIELDS,
        organisation_id=there,
        name="Wessel Zonnedauw",
        answer="Sinds mei.",
    )

    waiting = {
        one.user_id for one in rows_of(ConceptNotice, concept_id=concept_id, cleared_at=None)
    }

    assert other.id in waiting
    assert member.id not in waiting


def test_the_case_that_is_made_of_it_is_closed_too(member, other, there, concept_id):
    steps_back(member, concept_id)

    number = take(other, concept_id, there)

    with transaction() as session, pytest.raises(Refused) as caught:
        find_case(session, member.actor, number, Permission.CASE_READ)
    assert caught.value.verdict.hidden
    link = row_of(CaseLink, user_id=member.id)
    declared = row_of(Recusal, user_id=member.id)
    assert (link.kind, declared.link_id) == (LinkKind.RECUSED, link.id)
    with transaction() as session:
        context = AccessContext(session)
        kept = session.get_one(Recusal, declared.id)
        assert context.open(kept, "note") == NOTE
        assert Bond(context.open(kept, "bond")) is Bond.NEIGHBOUR
    assert rows_of(ConceptRecusal) == []


def test_what_was_said_goes_with_the_concept(maker, member, other, concept_id):
    steps_back(member, concept_id)

    services.withdraw(maker.actor, concept_id, row_of(ConceptReferral).version)

    assert rows_of(ConceptRecusal) == []


def test_who_wrote_it_does_not_step_back_but_withdraws(maker, concept_id):
    with pytest.raises(Refused):
        steps_back(maker, concept_id)
