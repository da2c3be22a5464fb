import pytest

from pga.cases.reading.sharing import Question, get_sharing
from pga.cases.rules.actions import ActionOutcome
from pga.cases.rules.referral import ThirdPartyRelation
from pga.cases.rules.states import State
from pga.cases.services import actions
from pga.core import clock
from pga.partners.rules import PartnerKind
from pga.partners.rules.sharing import SharingAnswer
from pga.privacy.disclosure_codes import Category, Purpose
from pga.privacy.events import Event
from tests.builders import (
    a_case,
    a_contact,
    a_contribution,
    a_sharing_table,
    a_user,
    an_action,
    an_agreement_of,
    an_organisation,
)
from tests.support.rows import lines


@pytest.fixture
def member(cellar):
    a_sharing_table()
    return a_user().actor


@pytest.fixture
def number(member):
    return a_case(State.PLANNING, by=member)


@pytest.fixture
def team():
    organisation = an_organisation(kind=PartnerKind.COMMUNITY_TEAM)
    an_agreement_of(organisation)
    return organisation


def answered(member, number, partner, *wanted):
    question = Question(
        organisation_id=partner, purpose=Purpose.ACTION, wanted=frozenset(wanted), chosen=None
    )
    return get_sharing(member, number, question).answered


def test_of_the_actions_go_those_that_this_partner_still_has_in_this_case(member, number, team):
    other = an_organisation()
    mine = an_action(member, number, organisation_id=team, text="Belt.")
    done = an_action(member, number, organisation_id=team, text="Belde.")
    an_action(member, number, organisation_id=team, text="Voor de regie.", regie=True)
    an_action(member, number, organisation_id=other, text="Van een ander.")
    an_action(member, a_case(State.PLANNING, by=member), organisation_id=team, text="Elders.")
    settled = {"outcome": ActionOutcome.DONE, "result": "", "done_on": clock.today()}
    actions.settle_action(member, number, done, **settled)

    parts = answered(member, number, team, Category.ACTIONS).sifted.parts

    assert [(one.id, one.text) for one in parts] == [(mine, "Belt.")]


def test_that_the_number_may_be_said_is_not_yet_something_that_goes(member, number, team):
    a_contact(team)
    asked = answered(member, number, team, Category.CRIMINAL)

    assert asked.told[Category.CASE_NUMBER].answer is not SharingAnswer.NO
    assert asked.told[Category.CRIMINAL].answer is SharingAnswer.NO
    assert not asked.anything
    assert asked.partner.contacts == ()
    assert "contacts" not in {one.purpose for one in lines(Event.READ)}
    going = answered(member, number, team, Category.CRIMINAL, Category.ACTIONS)
    assert going.anything
    assert len(going.partner.contacts) == 1
    assert "contacts" in {one.purpose for one in lines(Event.READ)}


def test_a_passage_about_somebody_else_is_left_out_of_what_is_told_in_its_own_case(
    member, number, team
):
    other = a_case(State.PLANNING, by=member)
    about = {"other": ThirdPartyRelation.NEIGHBOUR, "passage": "De buurman drinkt."}
    a_contribution(member, number, fact="De huur is niet betaald. De buurman drinkt.", **about)
    elsewhere = {**about, "passage": "De huur is niet betaald."}
    a_contribution(member, other, fact="De huur is niet betaald.", **elsewhere)

    [part] = answered(member, number, team, Category.SOCIAL).sifted.parts

    assert part.text.startswith("De huur is niet betaald. [weggelaten]")
