# ruff: noqa: S311 - dice of a test, seeded
import random
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pga.cases.labels import sharing_text
from pga.cases.rules.contributions import (
    Condition,
    Conditions,
    GuestViewer,
    InfoClass,
    LeftOut,
    Onward,
    Status,
    Terms,
    Visibility,
    left_out,
)
from pga.cases.rules.plan import LEFT_OUT
from pga.cases.rules.sharing import (
    CATEGORY_OF,
    Kept,
    Offered,
    SharingGiven,
    SharingProblem,
    TextPart,
    faults_of_sharing,
    kept_back,
    phase_of,
    preselected,
    sift,
    token_of,
)
from pga.cases.rules.states import State
from pga.partners.rules import PartnerKind, Standing
from pga.partners.rules.sharing import NOT_SAID, CategoryAnswer, Phase, SharingAnswer
from pga.privacy.disclosure_codes import Category, Means, Purpose
from tests.support.some import some

SUPPLIER, OTHER, THIRD = (UUID(int=at) for at in range(1, 4))
TODAY = date(2026, 11, 24)
POLICE = GuestViewer(OTHER, PartnerKind.POLICE, Standing.PUBLIC)
OPEN = Offered(
    id=UUID(int=9),
    terms=Terms(
        supplier=SUPPLIER,
        status=Status.ACTIVE,
        visibility=Visibility.OVERLEG,
        onward=Onward.YES,
    ),
    about=InfoClass.SOCIAL,
    supplier="Wijkteam",
    supplier_kind=PartnerKind.COMMUNITY_TEAM,
    may_supply=True,
    facts_on=TODAY,
    fact="De huur is niet betaald. De buurman klaagt.",
    opinion="",
)
ACTION = TextPart(UUID(int=8), Category.ACTIONS, "", TODAY, "Belt de buurman.")


def told(answer=SharingAnswer.YES, *categories):
    return [CategoryAnswer(one, answer, NOT_SAID) for one in categories or Category]


def text_of(parts):
    return sharing_text("LAR-2026-0001", "Politie", Purpose.SAFETY, parts, TODAY)


# The phases, by hand (pga.md 5 and 10.1).
PHASES = {
    Phase.REFERRAL: {"referred"},
    Phase.TRIAGE: {"in_triage"},
    Phase.ROUND: {"information_round"},
    Phase.PLAN: {
        *("planning", "in_execution", "on_hold"),
        *("scale_up_requested", "top_x", "scale_down_proposed"),
    },
    Phase.AFTER: {"aftercare", "rejected", "closed", "destroyed"},
}


def test_the_state_alone_tells_the_phase():
    assert {state.value: phase_of(state) for state in State} == {
        state: phase for phase, states in PHASES.items() for state in states
    }


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, None),
        ({"supplier_kind": PartnerKind.MENTAL_HEALTH}, Kept.SECRECY),
        ({"about": InfoClass.CARE}, None),
        ({"about": InfoClass.CARE, "supplier_kind": None}, Kept.SECRECY),
        ({"about": InfoClass.CARE, "supplier_kind": PartnerKind.SAFE_HOME}, Kept.SECRECY),
        ({"about": InfoClass.JUSTICE}, None),
        ({"about": InfoClass.JUSTICE, "may_supply": False}, Kept.ORIGIN),
        ({"about": InfoClass.JUSTICE, "supplier_kind": None}, Kept.ORIGIN),
        ({"passage": "De buurman klaagt."}, None),
        ({"passage": "De tante klaagt."}, Kept.UNMARKED),
    ],
)
def test_the_law_keeps_back_what_no_answer_brings_out(changes, why):
    assert kept_back(replace(OPEN, **changes), POLICE) is why


def test_a_condition_in_own_words_is_for_a_person_to_read():
    terms = replace(OPEN.terms, conditions=Conditions(words="Bel ons eerst."))

    assert kept_back(replace(OPEN, terms=terms), POLICE) is Kept.OWN_WORDS


def test_the_supplier_comes_before_everything_else():
    terms = replace(OPEN.terms, onward=Onward.NO)
    secret = replace(OPEN, terms=terms, supplier_kind=PartnerKind.DOCTOR)

    assert kept_back(secret, POLICE) is LeftOut.SUPPLIER


def test_a_text_holds_the_kinds_that_may_and_counts_what_stays():
    care = replace(OPEN, id=UUID(int=7), about=InfoClass.CARE)
    shut = replace(OPEN, id=UUID(int=6), terms=replace(OPEN.terms, onward=Onward.NO))
    answers = [*told(SharingAnswer.YES, Category.SOCIAL), *told(SharingAnswer.NO, Category.CARE)]

    sifted = sift([OPEN, care, shut], [ACTION], POLICE, answers)

    assert [part.id for part in sifted.parts] == [OPEN.id]
    assert sifted.kept == {LeftOut.SUPPLIER: 1}


def test_a_passage_about_another_goes_out_of_every_part():
    marked = replace(OPEN, passage="De buurman klaagt.")
    also = replace(OPEN, id=UUID(int=7), fact="Er is lawaai.", opinion="De buurman klaagt. Vaak.")

    parts = sift([marked, also], [ACTION], POLICE, told(), ["Belt de buurman."]).parts

    assert [(part.text, part.opinion) for part in parts] == [
        (f"De huur is niet betaald. {LEFT_OUT}", ""),
        ("Er is lawaai.", f"{LEFT_OUT} Vaak."),
        (LEFT_OUT, ""),
    ]
    assert "buurman" not in text_of(parts)


def test_what_a_partner_told_itself_does_not_go_back():
    assert sift([OPEN], [], replace(POLICE, organisation_id=SUPPLIER), told()).parts == ()


def test_only_what_may_go_without_a_condition_stands_in_the_text_at_first():
    answers = [*told(SharingAnswer.IF, Category.SOCIAL), *told(SharingAnswer.YES, Category.ACTIONS)]
    parts = sift([OPEN], [ACTION], POLICE, answers).parts

    assert preselected(parts, answers) == {ACTION.id}


def test_the_text_says_for_whom_what_for_and_from_whom():
    parts = sift([replace(OPEN, opinion="Het wordt erger.")], [ACTION], POLICE, told()).parts

    assert text_of(parts).splitlines() == [
        "Aan: Politie",
        "Casusnummer: LAR-2026-0001",
        "Datum: 24-11-2026",
        "Waarvoor: Veiligheid van mensen",
        "Grondslag: Publieke taak (AVG 6, lid 1, onder e; Gemeentewet 172)",
        "",
        "Wonen, werk, geld en school",
        f"- Feiten van 24-11-2026, gemeld door Wijkteam: {OPEN.fact}",
        "  Oordeel van Wijkteam: Het wordt erger.",
        "",
        "Afspraken en acties",
        "- Vóór 24-11-2026: Belt de buurman.",
        "",
        "Gebruik dit alleen waarvoor het is. Wilt u het verder delen? Vraag het ons dan eerst.",
    ]


def booking(*parts, also=(), **changes):
    usual = SharingGiven(
        also=frozenset(also),
        contact_id=None,
        recipient="Wietske Wulp",
        means=Means.LETTER,
        token=token_of(parts),
    )
    return replace(usual, **changes)


ANSWERS = {
    **{
        one.category: one for one in told(SharingAnswer.YES, Category.CASE_NUMBER, Category.ACTIONS)
    },
    **{one.category: one for one in told(SharingAnswer.IF, Category.SAFETY)},
    **{one.category: one for one in told(SharingAnswer.NO, Category.IDENTITY)},
}
NO_NUMBER = {
    **ANSWERS,
    Category.CASE_NUMBER: CategoryAnswer(Category.CASE_NUMBER, SharingAnswer.NO, NOT_SAID),
}


@pytest.mark.parametrize(
    ("parts", "also", "answers", "problem"),
    [
        ([ACTION], [], ANSWERS, None),
        ([], [Category.SAFETY], ANSWERS, None),
        ([], [], ANSWERS, SharingProblem.NOTHING),
        ([ACTION], [Category.IDENTITY], ANSWERS, SharingProblem.NOT_ALLOWED),
        ([ACTION], [Category.QUESTION], ANSWERS, SharingProblem.NOT_ALLOWED),
        ([], [Category.ACTIONS], ANSWERS, SharingProblem.NOT_ALLOWED),
        ([ACTION], [], NO_NUMBER, SharingProblem.NOT_ALLOWED),
    ],
)
def test_a_no_is_never_booked(parts, also, answers, problem):
    found = faults_of_sharing(booking(*parts, also=also), tuple(parts), answers)

    assert found == ({"": problem} if problem else {})


def test_another_text_than_was_shown_is_not_booked():
    shown = booking(ACTION)
    now = replace(ACTION, text="Belt niemand.")

    assert faults_of_sharing(shown, (now,), ANSWERS) == {"": SharingProblem.CHANGED}


# --- whatever comes: the canary of somebody who said no never stands in a text


def random_offered(dice, at):
    some = lambda kind, often=0.1: frozenset(one for one in kind if dice.random() < often)  # noqa: E731 - draws from these dice
    return Offered(
        id=UUID(int=100 + at),
        terms=Terms(
            supplier=dice.choice((SUPPLIER, OTHER, THIRD)),
            status=dice.choice((Status.ACTIVE, Status.ACTIVE, *Status)),
            visibility=dice.choice((Visibility.OVERLEG, Visibility.OVERLEG, *Visibility)),
            onward=dice.choice((Onward.YES, Onward.YES, *Onward)),
            conditions=Conditions(
                codes=some(Condition),
                partners=some((OTHER, THIRD)),
                kinds=some(PartnerKind),
                words=dice.choice(("", "", "", "Bel ons eerst.")),
            ),
            wholly_about_other=dice.random() < 0.1,
            agreed=some((SUPPLIER, OTHER, THIRD), 0.4),
        ),
        about=dice.choice(list(InfoClass)),
        supplier=dice.choice(("Wijkteam", "Politie", "GGZ")),
        supplier_kind=dice.choice((None, *PartnerKind)),
        may_supply=dice.random() < 0.7,
        facts_on=TODAY,
        fact=f"Kanariefeit{at}z. Kanariebuur{at}z klaagt.",
        opinion=dice.choice(("", f"Kanarieoordeel{at}z.")),
        passage=dice.choice(("", f"Kanariebuur{at}z klaagt.", "Staat er niet.")),
    )


def may_go(one, guest, answers):
    """Say once more, in other words, what may go."""
    said = one.terms.conditions
    return (
        one.terms.status is Status.ACTIVE
        and one.terms.visibility is Visibility.OVERLEG
        and (
            one.terms.onward is Onward.YES
            or (
                one.terms.onward is Onward.AFTER_CONSENT
                and guest.organisation_id in one.terms.agreed
            )
        )
        and one.may_supply
        and Condition.SPOKEN_ONLY not in said.codes
        and guest.organisation_id not in said.partners
        and guest.kind not in said.kinds
        and (Condition.NOT_TO_PRIVATE not in said.codes or guest.standing is Standing.PUBLIC)
        and not said.words
        and not one.terms.wholly_about_other
        and one.passage != "Staat er niet."
        and one.supplier_kind
        not in {PartnerKind.MENTAL_HEALTH, PartnerKind.DOCTOR, PartnerKind.PUBLIC_HEALTH}
        and answers[CATEGORY_OF[one.about]] is not SharingAnswer.NO
        and one.terms.supplier != guest.organisation_id
    )


def test_of_five_thousand_texts_none_holds_what_its_supplier_kept_back():
    dice, went, stayed = random.Random(1894), 0, 0
    for _ in range(5_000):
        offered = [random_offered(dice, at) for at in range(dice.randint(1, 5))]
        guest = GuestViewer(
            dice.choice((SUPPLIER, OTHER, THIRD)),
            dice.choice(list(PartnerKind)),
            dice.choice(list(Standing)),
        )
        answers = {one: dice.choice(list(SharingAnswer)) for one in Category}
        found = [CategoryAnswer(one, answer, NOT_SAID) for one, answer in answers.items()]

        parts = sift(offered, [ACTION], guest, found).parts

        text = text_of(parts)
        for at, one in enumerate(some(offered)):
            stands = f"Kanariefeit{at}z" in text or f"Kanarieoordeel{at}z" in text
            if stands:
                went += 1
                assert may_go(one, guest, answers)
                assert left_out(one.terms, guest) is None
                assert not (one.passage and f"Kanariebuur{at}z" in text)
            else:
                stayed += 1
                assert f"Kanariebuur{at}z" not in text
        assert (ACTION.text in text) is (answers[Category.ACTIONS] is not SharingAnswer.NO)
    assert went > 300
    assert stayed > 300


@given(
    seed=st.integers(),
    answers=st.fixed_dictionaries(dict.fromkeys(Category, st.sampled_from(SharingAnswer))),
)
def test_what_is_no_stands_in_no_text_and_is_counted_nowhere(seed, answers):
    dice = random.Random(seed)
    offered = [random_offered(dice, at) for at in range(4)]
    found = [CategoryAnswer(one, answer, NOT_SAID) for one, answer in answers.items()]

    sifted = sift(offered, [ACTION], POLICE, found)

    allowed = {one for one, answer in answers.items() if answer is not SharingAnswer.NO}
    assert {part.category for part in sifted.parts} <= allowed
    shown = [part for part in sifted.parts if part.who]
    of_allowed = [
        one
        for one in offered
        if CATEGORY_OF[one.about] in allowed and one.terms.supplier != POLICE.organisation_id
    ]
    assert len(shown) + sum(sifted.kept.values()) == len(of_allowed)
