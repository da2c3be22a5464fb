"""Hand the cases of a colleague over, and take them over."""

from uuid import UUID

from flask import request

from pga.access.permissions import Permission
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.handover import BetweenForm, ObjectionForm, ProposeHandoverForm
from pga.cases.room import CASES
from pga.cases.routes.blueprint import Page, bp
from pga.core.errors import Invalid
from pga.dossiers.reading.handover import get_choices, get_offer, get_preview, list_proposals
from pga.dossiers.rules.handover import Cause, Objection
from pga.dossiers.services import handover as services
from pga.web.filters import counted
from pga.web.guards import guarded


@bp.route("/werk-overdragen", methods=["GET", "POST"])
@guarded(Permission.CASE_ASSIGN)
def hand_over() -> Page:
    """Choose who leaves and who takes over, see which cases go, and propose it."""
    actor, choices = current_actor(), get_choices(current_actor(), CASES)
    between, form = BetweenForm(request.args), opened(ProposeHandoverForm)
    between.offer(choices.leavers, choices.takers)
    chosen = between.chosen

    def act() -> None:
        if chosen:
            cause = Cause(str(form.cause.data))
            services.propose(actor, CASES, from_id=chosen[0], to_id=chosen[1], cause=cause)

    if chosen and carried_out(form, act, labels.HANDOVER):
        said = "De overdracht is voorgesteld. Er verandert niets tot het antwoord."
        return done(said, "cases.hand_over")
    return form_page(
        "cases/hand_over.html",
        form,
        between=between,
        preview=get_preview(actor, CASES, *chosen) if chosen else None,
        proposals=list_proposals(actor, CASES),
    )


@bp.get("/overdracht/<uuid:handover_id>")
@guarded(Permission.CASE_LIST)
def offer(handover_id: UUID) -> Page:
    """Show which cases one is asked to take over."""
    return _offer_page(handover_id, opened(ObjectionForm, at="cases.refuse_offer"))


@bp.post("/overdracht/<uuid:handover_id>/aannemen")
@guarded(Permission.CASE_LIST, page="cases.offer")
def accept_offer(handover_id: UUID) -> Page:
    """Take all of them over at once."""
    actor = current_actor()
    found = get_offer(actor, CASES, handover_id)
    reason = f"Overgenomen van {found.leaver}: {labels.CAUSE[found.cause].lower()}."
    try:
        taken = services.accept(actor, CASES, handover_id, reason=reason)
    except Invalid as invalid:
        said = " ".join(labels.HANDOVER[code] for code in invalid.problems.values())
        return done(said, "cases.offer", kind="late", handover_id=handover_id)
    return done(f"U heeft {counted(taken, 'casus', 'casussen')} overgenomen.", "cases.index")


@bp.post("/overdracht/<uuid:handover_id>/weigeren")
@guarded(Permission.CASE_LIST, page="cases.offer")
def refuse_offer(handover_id: UUID) -> Page:
    """Say no, with the reason."""
    form = opened(ObjectionForm)

    def act() -> None:
        objection = Objection(str(form.objection.data))
        services.refuse(current_actor(), CASES, handover_id, objection=objection)

    if carried_out(form, act):
        said = "U neemt deze casussen niet over. Wie het vroeg, ziet waarom."
        return done(said, "worklist.home")
    return _offer_page(handover_id, form)


def _offer_page(handover_id: UUID, form: ObjectionForm) -> Page:
    offer = get_offer(current_actor(), CASES, handover_id)
    return form_page("cases/offer.html", form, offer=offer)
