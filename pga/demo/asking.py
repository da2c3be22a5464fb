"""The informatieronde of an invented case: who is asked, and what came of that."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa

from pga.access.policy import Actor
from pga.cases.models.case import Case
from pga.cases.models.information import Contribution, InformationRequest
from pga.cases.rules.asking import PartnerAsked
from pga.cases.rules.contributions import (
    Condition,
    Conditions,
    ContributionGiven,
    InfoClass,
    Manner,
    Onward,
    Visibility,
)
from pga.cases.rules.information import NOT_NEEDED, AskPurpose, RequestAnswer
from pga.cases.services import information
from pga.core import clock
from pga.core.calendar import add_working_days
from pga.core.database import glance
from pga.partners.rules import PartnerKind
from pga.privacy.disclosure_codes import Means

ANSWER_WITHIN: Final = 10
"""In working days; the term of the demo."""
QUESTION: Final = "Is deze persoon bij u bekend? Zo ja, wat is voor de aanpak nodig?"


@dataclass(frozen=True, slots=True)
class DemoContribution:
    """What a partner contributes."""

    about: InfoClass
    visibility: Visibility
    fact: str
    opinion: str
    source: str
    onward: Onward = Onward.NO
    codes: frozenset[Condition] = frozenset()
    kinds: frozenset[PartnerKind] = frozenset()


@dataclass(frozen=True, slots=True)
class Plan:
    """Who is asked, and what that partner says."""

    partner: str
    recipient: str
    purpose: AskPurpose
    answer: RequestAnswer
    told: DemoContribution | None = None


ROUND: Final = (
    Plan(
        "Politie",
        "Roos Roerdomp, wijkagent",
        AskPurpose.KNOWN,
        RequestAnswer.KNOWN,
        DemoContribution(
            InfoClass.JUSTICE,
            Visibility.REGIE,
            "De wijkagent kwam in oktober vier keer langs na een melding van overlast.",
            "De meldingen nemen toe.",
            "Samenvatting van de wijkagent",
            codes=frozenset({Condition.NOT_TO_PRIVATE}),
        ),
    ),
    Plan(
        "Woningcorporatie De Verzonnen Hof",
        "Mees Mispelaar, woonconsulent",
        AskPurpose.PICTURE,
        RequestAnswer.KNOWN,
        DemoContribution(
            InfoClass.SOCIAL,
            Visibility.OVERLEG,
            "De huur is drie maanden niet betaald. Er loopt een betalingsregeling.",
            "Een regeling met hulp kan ontruiming voorkomen.",
            "Huuradministratie",
            Onward.YES,
        ),
    ),
    Plan(
        "GGZ Het Bedenksel",
        "Pleun Pimpelaar, regiebehandelaar",
        AskPurpose.MEASURES,
        RequestAnswer.MAY_NOT_SHARE,
    ),
    Plan(
        "Wijkteam",
        "Jip Jaargetij, consulent",
        AskPurpose.PICTURE,
        RequestAnswer.SPOKEN,
    ),
)
"""In the order in which they are asked."""
UNASKED_BY: Final = "Wijkteam"
UNASKED: Final = DemoContribution(
    InfoClass.SOCIAL,
    Visibility.KERNTEAM,
    "Betrokkene kwam vorige week uit zichzelf naar het spreekuur.",
    "Dit is een goed moment voor een gesprek.",
    "Consulent, aan de telefoon",
    kinds=frozenset({PartnerKind.INTERVENTION}),
)
"""What a partner rings about by itself."""

BEFORE_EVALUATING: Final = {
    "Wijkteam": DemoContribution(
        InfoClass.SOCIAL,
        Visibility.OVERLEG,
        "De post wordt elke week samen geopend. Er kwam geen nieuwe aanmaning.",
        "Het gaat rustiger, zolang iemand meekijkt.",
        "Consulent, na een huisbezoek",
    ),
    "Woningcorporatie De Verzonnen Hof": DemoContribution(
        InfoClass.SOCIAL,
        Visibility.OVERLEG,
        "De huur is twee maanden op tijd betaald.",
        "De regeling kan over drie maanden lichter.",
        "Huuradministratie",
    ),
}
"""What comes in by telephone around an evaluatie: of one the evaluatie makes use."""


def ask_all(actor: Actor, number: str, organisations: dict[str, UUID]) -> None:
    """Ask each partner of the round."""
    today = clock.today()
    for plan in ROUND:
        asked = information.QuestionAsked(
            whom=(PartnerAsked(organisations[plan.partner], None, plan.recipient),),
            purpose=plan.purpose,
            question=QUESTION,
            not_needed=NOT_NEEDED,
            due_on=add_working_days(today, ANSWER_WITHIN),
            means=Means.SECURE_MAIL,
        )
        information.ask(actor, number, asked)


def answer_some(actor: Actor, number: str, organisations: dict[str, UUID], *, but: int = 0) -> None:
    """Record what the partners answered; the last so many keep the round waiting."""
    for plan in ROUND[: len(ROUND) - but]:
        row_id, version = _asked(number, organisations[plan.partner])
        information.record_answer(
            actor, number, row_id, version, answer=plan.answer, answered_on=clock.today(), note=""
        )
        if plan.told is not None:
            given = _given(plan.told)
            information.contribute(actor, number, row_id, given)


def tell_unasked(actor: Actor, number: str, organisations: dict[str, UUID]) -> None:
    """Let the wijkteam ring about a case: nobody asked."""
    supplier = organisations[UNASKED_BY]
    information.contribute_unasked(actor, number, supplier, _given(UNASKED))


def tell_before_evaluating(actor: Actor, number: str, organisations: dict[str, UUID]) -> None:
    """Let two partners tell how it goes, before the case is evaluated."""
    for partner, told in BEFORE_EVALUATING.items():
        information.contribute_unasked(actor, number, organisations[partner], _given(told))


def report_error(actor: Actor, number: str) -> None:
    """Let the woningcorporatie report an error in what it told."""
    with glance() as session:
        question = (
            sa.select(Contribution.id)
            .join(Case, Case.id == Contribution.case_id)
            .where(Case.number == number, Contribution.about == InfoClass.SOCIAL)
        )
        row_id = session.scalars(question).one()
    word = "De woonconsulent meldt dat dit over een ander adres gaat."
    information.freeze(actor, number, row_id, word=word)


def _asked(number: str, organisation_id: UUID) -> tuple[UUID, int]:
    with glance() as session:
        question = (
            sa.select(InformationRequest.id, InformationRequest.version)
            .join(Case, Case.id == InformationRequest.case_id)
            .where(Case.number == number, InformationRequest.organisation_id == organisation_id)
        )
        found = session.execute(question).one()
        return found[0], found[1]


def _given(told: DemoContribution) -> ContributionGiven:
    today = clock.today()
    return ContributionGiven(
        about=told.about,
        visibility=told.visibility,
        onward=told.onward,
        conditions=Conditions(codes=told.codes, kinds=told.kinds),
        fact=told.fact,
        opinion=told.opinion,
        source=told.source,
        manner=Manner.REGISTER,
        facts_on=today - timedelta(days=7),
        received_on=today,
    )
