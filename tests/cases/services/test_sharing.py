from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from pga.access.permissions import Role
from pga.access.policy import Refused
from pga.cases.reading.sharing import get_sharing
from pga.cases.rules.actions import Passage
from pga.cases.rules.contributions import (
    Condition,
    Conditions,
    InfoClass,
    LeftOut,
    Onward,
    Visibility,
)
from pga.cases.rules.plan import LEFT_OUT
from pga.cases.rules.referral import ThirdPartyRelation
from pga.cases.rules.sharing import Kept, Question, SharingGiven, SharingProblem
from pga.cases.rules.states import State
from pga.cases.services.sharing import share
from pga.core import clock
from pga.core.database import transaction
from pga.core.errors import Invalid
from pga.dossiers.rules.disclosures import DisclosureProblem
from pga.partners.models import Agreement, Organisation
from pga.partners.rules import AgreementKind, Bound, PartnerKind
from pga.partners.rules.sharing import Phase, SharingAnswer, SharingBar
from pga.partners.services import end_agreement
from pga.privacy.columns import opened
from pga.privacy.disclosure import Disclosure
from pga.privacy.disclosure_codes import Category, Means, Purpose, RecipientKind
from pga.privacy.events import Event
from pga.privacy.trail import Line, record
from tests.builders import (
    a_case,
    a_contact,
    a_contribution,
    a_recusal,
    a_sharing_table,
    a_user,
    an_action,
    an_agreement_of,
    an_emergency,
    an_error_in,
    an_organisation,
)
from tests.support.rows import fingerprint, lines, row_of

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
CANARY = "Kanariedeel"


@pytest.fixture(autouse=True)
def stopped(cellar):
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def table(stopped):
    a_sharing_table()


@pytest.fixture
def member(stopped):
    return a_user()


@pytest.fixture
def number(member):
    return a_case(State.PLANNING, by=member.actor, director=member.id)


@pytest.fixture
def partner(table):
    organisation = an_organisation(name="Wijkteam Rietkraag", kind=PartnerKind.COMMUNITY_TEAM)
    an_agreement_of(organisation)
    return organisation


def a_supplier(kind=PartnerKind.BENEFITS):
    return an_organisation(kind=kind)


def asked(partner, *wanted, chosen=None, purpose=Purpose.ACTION):
    return Question(
        organisation_id=partner,
        purpose=purpose,
        wanted=frozenset(wanted or {Category.SOCIAL, Category.ACTIONS}),
        chosen=None if chosen is None else frozenset(chosen),
    )


def answer(member, number, question):
    return get_sharing(member.actor, number, question).answered


def given(answered, **changes):
    usual = SharingGiven(
        also=frozenset(),
        contact_id=None,
        recipient="Wietske Wulp, consulent",
        means=Means.SECURE_MAIL,
        token=answered.token,
    )
    return replace(usual, **changes)


def press(member, number, question, **changes):
    answered = answer(member, number, question)
    share(member.actor, number, question, given(answered, **changes))


def newest():
    """Return the one verstrekking of this purpose, and what its sealed columns hold."""
    row = row_of(Disclosure, purpose=Purpose.ACTION)
    with transaction() as session:
        held = session.get_one(Disclosure, row.id)
        return row, {
            name: opened(session, held, name) for name in ("categories", "recipient", "contents")
        }


@pytest.mark.both
def test_what_may_go_is_told_shown_and_booked(member, number, partner):
    told = a_contribution(member.actor, number, a_supplier())
    action = an_action(member.actor, number, organisation_id=partner)
    other = an_action(member.actor, number, text="Van een ander.")
    question = asked(partner, chosen=[told, action, other])

    answered = answer(member, number, question)

    assert {one.category: one.answer for one in answered.told.values()} == {
        Category.CASE_NUMBER: SharingAnswer.YES,
        Category.SOCIAL: SharingAnswer.IF,
        Category.ACTIONS: SharingAnswer.YES,
    }
    assert [part.id for part in answered.going] == [told, action]
    share(member.actor, number, question, given(answered))
    row, held = newest()
    assert (row.organisation_id, row.recipient_kind) == (partner, RecipientKind.PARTNER)
    assert held == {
        "categories": ["case_number", "social", "actions"],
        "recipient": "Wietske Wulp, consulent",
        "contents": [str(told), str(action)],
    }
    assert len(lines(Event.DISCLOSED)) == 1


def test_before_anybody_chooses_only_what_has_no_condition_stands_in_the_text(
    member, number, partner
):
    a_contribution(member.actor, number, a_supplier())
    action = an_action(member.actor, number, organisation_id=partner)

    assert answer(member, number, asked(partner)).chosen == {action}


def test_a_contact_of_the_list_and_what_is_not_in_the_text(member, number, partner):
    contact = a_contact(partner, "Wessel Waterhoen")
    question = asked(partner, Category.SAFETY)

    press(member, number, question, contact_id=contact, also=frozenset({Category.SAFETY}))

    _, held = newest()
    assert held["recipient"] == "Wessel Waterhoen, wijkagent"
    assert (held["categories"], held["contents"]) == (["case_number", "safety"], [])


KEPT = [
    ({"onward": Onward.NO}, LeftOut.SUPPLIER),
    ({"onward": Onward.AFTER_CONSENT}, LeftOut.ASK_FIRST),
    ({"visibility": Visibility.REGIE}, LeftOut.NOT_FOR_OTHERS),
    ({"visibility": Visibility.KERNTEAM}, LeftOut.NOT_FOR_OTHERS),
    ({"conditions": Conditions(codes=frozenset({Condition.SPOKEN_ONLY}))}, LeftOut.SUPPLIER),
    ({"conditions": Conditions(words="Bel eerst.")}, Kept.OWN_WORDS),
    ({"other": ThirdPartyRelation.NEIGHBOUR}, LeftOut.ABOUT_OTHER),
]


@pytest.mark.parametrize(("changes", "why"), KEPT)
def test_what_a_supplier_keeps_back_is_counted_and_never_goes(
    member, number, partner, changes, why
):
    shut = a_contribution(member.actor, number, a_supplier(), fact=CANARY, **changes)
    action = an_action(member.actor, number, organisation_id=partner)
    question = asked(partner, chosen=[shut, action])

    answered = answer(member, number, question)

    assert answered.sifted.kept == {why: 1}
    assert CANARY not in repr(answered)
    share(member.actor, number, question, given(answered))
    assert newest()[1]["contents"] == [str(action)]


@pytest.mark.parametrize(
    ("kind", "about", "why"),
    [
        (PartnerKind.MENTAL_HEALTH, InfoClass.SOCIAL, Kept.SECRECY),
        (None, InfoClass.CARE, Kept.SECRECY),
        (PartnerKind.BENEFITS, InfoClass.CARE, None),
    ],
)
def test_professional_secrecy_stays_whatever_the_table_says(
    member, number, partner, kind, about, why
):
    supplier = a_supplier(kind or PartnerKind.OTHER)
    a_contribution(member.actor, number, supplier, fact=CANARY, about=about)
    with transaction() as session:
        session.get_one(Organisation, supplier).kind = kind
        record(session, member.actor, Line(Event.SEEDED))

    sifted = answer(member, number, asked(partner, Category.SOCIAL, Category.CARE)).sifted

    assert sifted.kept == ({why: 1} if why else {})
    assert (CANARY in repr(sifted)) is (why is None)


def test_criminal_data_go_on_only_while_the_police_may_supply(member, number, table):
    police = a_supplier(PartnerKind.POLICE)
    om = an_organisation(kind=PartnerKind.PROSECUTION)
    an_agreement_of(om)
    an_agreement_of(police, AgreementKind.POLICE_DECISION)
    a_contribution(member.actor, number, police, fact=CANARY, about=InfoClass.JUSTICE)
    question = asked(om, Category.CRIMINAL)
    assert CANARY in repr(answer(member, number, question))
    end_police_decision(police)

    with clock.stopped_at(NOW.replace(day=25)):
        sifted = answer(member, number, question).sifted

    assert sifted.kept == {Kept.ORIGIN: 1}


def end_police_decision(police):
    agreement = row_of(Agreement, organisation_id=police)
    admin = a_user(Role.ADMIN).actor
    end_agreement(admin, police, agreement.id, last_on=clock.today())


def test_what_is_frozen_after_it_was_shown_is_not_booked(member, number, partner):
    told = a_contribution(member.actor, number, a_supplier())
    question = asked(partner, chosen=[told])
    shown = answer(member, number, question)
    an_error_in(member.actor, number, told)
    before = fingerprint()

    with pytest.raises(Invalid) as caught:
        share(member.actor, number, question, given(shown))

    assert caught.value.problems == {"": SharingProblem.CHANGED}
    assert fingerprint() == before


def test_the_interventieteam_hears_nothing_of_what_is_for_the_regie(member, number, partner):
    worker = a_user(Role.INTERVENTION_TEAM)
    linked = a_case(State.PLANNING, by=member.actor, linked=[worker.id])
    a_contribution(member.actor, linked, a_supplier(), fact=CANARY, visibility=Visibility.REGIE)

    assert answer(member, linked, asked(partner)).sifted.kept != {}
    assert answer(worker, linked, asked(partner)).sifted.kept == {}


def test_actions_for_the_regie_stay_and_passages_about_others_go_out(member, number, partner):
    an_action(member.actor, number, organisation_id=partner, text=CANARY, regie=True)
    about = Passage("Jorien van hiernaast", ThirdPartyRelation.NEIGHBOUR)
    text = "Spreekt Jorien van hiernaast."
    an_action(member.actor, number, organisation_id=partner, text=text, about_other=about)
    told = a_contribution(member.actor, number, a_supplier(), fact=f"{about.text} klaagt.")

    answered = answer(member, number, asked(partner, chosen=[told]))

    assert sorted(part.text for part in answered.sifted.parts) == [
        f"Spreekt {LEFT_OUT}.",
        f"{LEFT_OUT} klaagt.",
    ]


@pytest.mark.parametrize(
    ("kind", "signs", "bar"),
    [
        (PartnerKind.COMMUNITY_TEAM, False, SharingBar.UNBOUND),
        (None, True, SharingBar.NO_KIND),
    ],
)
def test_without_a_convenant_or_a_kind_it_is_no(member, number, table, kind, signs, bar):
    organisation = an_organisation(kind=kind)
    if signs:
        an_agreement_of(organisation)
    an_action(member.actor, number, organisation_id=organisation, text=CANARY)
    question = asked(organisation, chosen=[])

    answered = answer(member, number, question)

    assert {one.bar for one in answered.told.values()} == {bar}
    assert not answered.anything
    assert CANARY not in repr(answered)
    before = fingerprint()
    with pytest.raises(Invalid) as caught:
        share(
            *(member.actor, number, question),
            given(answered, also=frozenset({Category.SAFETY})),
        )
    assert caught.value.problems == {"": SharingProblem.NOT_ALLOWED}
    assert fingerprint() == before


def test_who_takes_part_for_once_signed_for_secrecy_first(member, number, table):
    once = an_organisation(kind=PartnerKind.COMMUNITY_TEAM)
    an_agreement_of(once, AgreementKind.INCIDENTAL)
    an_action(member.actor, number, organisation_id=once)
    silent = a_contact(once, "Jip Jaargetij", secrecy_on=None)
    signed = a_contact(once, "Mees Mispelaar")
    question = asked(once, Category.ACTIONS)
    assert answer(member, number, question).partner.bound is Bound.BOUND

    for who in ({}, {"contact_id": silent, "recipient": ""}):
        with pytest.raises(Invalid) as caught:
            press(member, number, question, **who)
        assert caught.value.problems == {"who": SharingProblem.NO_SECRECY}
    press(member, number, question, contact_id=signed)
    assert newest()[0].secrecy_on == clock.today()


def test_a_draft_that_nobody_approved_answers_carefully(member, number):
    a_sharing_table(approved=False)
    organisation = an_organisation(kind=PartnerKind.COMMUNITY_TEAM)
    an_agreement_of(organisation)

    told = get_sharing(member.actor, number, asked(organisation, Category.CARE, Category.ACTIONS))

    assert told.edition.approved_from is None
    assert {one.category: (one.answer, one.bar) for one in told.answered.told.values()} == {
        Category.CASE_NUMBER: (SharingAnswer.IF, SharingBar.NOT_APPROVED),
        Category.CARE: (SharingAnswer.NO, SharingBar.NOT_APPROVED),
        Category.ACTIONS: (SharingAnswer.IF, SharingBar.NOT_APPROVED),
    }


def test_without_a_table_everything_is_no(member, number):
    organisation = an_organisation(kind=PartnerKind.COMMUNITY_TEAM)
    an_agreement_of(organisation)

    told = get_sharing(member.actor, number, asked(organisation))

    assert told.edition is None
    assert {one.answer for one in told.answered.told.values()} == {SharingAnswer.NO}


def test_the_phase_is_that_of_the_case_when_it_is_booked(member, partner):
    number = a_case(State.INFORMATION_ROUND, by=member.actor, director=member.id)
    question = asked(partner, Category.ACTIONS)

    told = get_sharing(member.actor, number, question)

    assert told.phase is Phase.ROUND
    assert told.answered.told[Category.ACTIONS].answer is SharingAnswer.NO


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"recipient": ""}, {"recipient": SharingProblem.NO_RECIPIENT}),
        ({"contact_id": uuid4()}, {"recipient": SharingProblem.NO_RECIPIENT}),
        ({"also": frozenset({Category.CARE})}, {"": SharingProblem.NOT_ALLOWED}),
        ({"token": "een andere tekst"}, {"": SharingProblem.CHANGED}),
    ],
)
def test_what_cannot_be_is_not_booked(member, number, partner, changes, problems):
    an_action(member.actor, number, organisation_id=partner)
    question = asked(partner)
    shown = answer(member, number, question)
    before = fingerprint()

    with pytest.raises(Invalid) as caught:
        share(member.actor, number, question, given(shown, **changes))

    assert caught.value.problems == problems
    assert fingerprint() == before


def test_nothing_is_not_booked_and_nobody_is_no_partner(member, number, partner):
    with pytest.raises(Invalid) as caught:
        press(member, number, asked(partner, chosen=[]))
    assert caught.value.problems == {"": SharingProblem.NOTHING}

    shown = answer(member, number, asked(partner))
    for nobody in (uuid4(), an_organisation("EEM")):
        assert answer(member, number, asked(nobody)) is None
        with pytest.raises(Invalid) as caught:
            share(member.actor, number, asked(nobody), given(shown))
        assert caught.value.problems == {"": DisclosureProblem.NOT_A_PARTNER}


def test_who_does_not_work_on_the_case_asks_and_books_nothing(member, number, partner):
    an_action(member.actor, number, organisation_id=partner)
    question = asked(partner)
    shown = answer(member, number, question)
    knows, guest = a_user(), a_user()
    linked = a_case(State.PLANNING, by=member.actor, linked=[knows.id])
    a_recusal(knows.actor, linked)
    an_emergency(guest.actor, number)
    strangers = [
        *((a_user(role), number) for role in Role),
        *((a_user(municipality="EEM"), number), (knows, linked), (guest, number)),
    ]
    before = fingerprint()

    for who, which in strangers:
        with pytest.raises(Refused):
            get_sharing(who.actor, which, question)
        with pytest.raises(Refused):
            share(who.actor, which, question, given(shown))

    assert fingerprint() == before


def test_of_a_destroyed_case_nothing_is_shared(member, partner):
    number = a_case(State.DESTROYED, by=member.actor, director=member.id)

    shown = answer(member, a_case(State.PLANNING, by=member.actor), asked(partner))

    for act in (
        lambda: get_sharing(member.actor, number, None),
        lambda: share(member.actor, number, asked(partner), given(shown)),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.verdict.hidden


def test_each_question_is_a_look_that_is_noted(member, number, partner):
    get_sharing(member.actor, number, asked(partner))

    assert lines(Event.READ)[-1].purpose == "sharing"
