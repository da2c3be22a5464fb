"""Voorstellen: nazorg, afsluiten or opschalen; proposed, answered, taken back."""

from typing import Final
from uuid import UUID

from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission
from pga.accounts.handshake import carried_out, done, form_page, opened, pressed
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.evaluating import AnswerProposalForm, ProposeForm
from pga.cases.reading.proposing import get_answering, get_proposing
from pga.cases.routes.blueprint import Page, bp
from pga.cases.rules.proposing import ProposalAnswer, ProposalKind
from pga.cases.services import proposing as services
from pga.core.errors import Invalid
from pga.web.guards import guarded

PROPOSED: Final = "Het voorstel is gedaan. Wie erover gaat, ziet het bij Voor u."
TAKEN: Final = "Het voorstel is aangenomen. Wie het deed, ziet dat bij Voor u."
REFUSED: Final = "Het voorstel is niet aangenomen. Wie het deed, leest waarom."


@bp.route("/casussen/<number>/voorstellen/nieuw", methods=["GET", "POST"])
@guarded(Permission.CASE_PLAN)
def propose(number: str) -> Page:
    """Propose what should become of a case."""
    actor = current_actor()
    begun = get_proposing(actor, number)
    form = opened(ProposeForm, offer=lambda form: form.offer(begun.kinds))

    def act() -> None:
        kind = ProposalKind(str(form.kind.data))
        services.propose(actor, number, kind, why=form.why.data or "")

    if carried_out(form, act, labels.PROPOSE):
        return done(PROPOSED, "cases.evaluations", number=number)
    return form_page("cases/propose.html", form, head=begun.head, begun=begun)


@bp.route("/casussen/<number>/voorstellen/<uuid:proposal_id>", methods=["GET", "POST"])
@guarded(Permission.CASE_ANSWER)
def answer_proposal(number: str, proposal_id: UUID) -> Page:
    """Take a proposal or refuse it."""
    actor = current_actor()
    try:
        begun = get_answering(actor, number, proposal_id)
    except Invalid:
        raise NotFound from None
    form = opened(AnswerProposalForm)

    def act() -> None:
        services.answer(actor, number, proposal_id, given=form.chosen(), why=form.why.data or "")

    if carried_out(form, act, labels.PROPOSE):
        said = TAKEN if form.chosen() is ProposalAnswer.TAKEN else REFUSED
        return done(said, "cases.evaluations", number=number)
    return form_page("cases/answer_proposal.html", form, head=begun.head, one=begun.proposal)


@bp.post("/casussen/<number>/voorstellen/<uuid:proposal_id>/intrekken")
@guarded(Permission.CASE_PLAN, page="cases.evaluations")
def withdraw_proposal(number: str, proposal_id: UUID) -> Page:
    """Take one's own proposal back."""

    def act() -> None:
        try:
            services.withdraw_proposal(current_actor(), number, proposal_id)
        except Invalid as invalid:
            if "proposal" in invalid.problems:
                raise NotFound from None
            raise

    said = "Het voorstel is ingetrokken."
    return pressed(act, labels.PROPOSE, said, "cases.evaluations", number=number)
