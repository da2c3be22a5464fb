"""Hand the cases of a colleague over, and take them over."""

from uuid import UUID

from flask import flash, redirect, request, url_for

from pga.access.permissions import Permission
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.handover import BetweenForm, ObjectionForm, ProposeForm
from pga.cases.room import CASES
from pga.cases.routes.blueprint import Page, bp, has_errors, show
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
    between, form = BetweenForm(request.args), ProposeForm()
    between.offer(choices.leavers, choices.takers)
    chosen = between.chosen
    if chosen and form.validate_on_submit():
        cause = Cause(str(form.cause.data))
        try:
            services.propose(actor, CASES, from_id=chosen[0], to_id=chosen[1], cause=cause)
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.HANDOVER)
        else:
            flash("De overdracht is voorgesteld. Er verandert niets tot het antwoord.", "fine")
            return redirect(url_for("cases.hand_over"))
    return show(
        "cases/hand_over.html",
        between=between,
        form=form,
        preview=get_preview(actor, CASES, *chosen) if chosen else None,
        proposals=list_proposals(actor, CASES),
        title_prefix=has_errors(form),
    )


@bp.get("/overdracht/<uuid:handover_id>")
@guarded(Permission.CASE_LIST)
def offer(handover_id: UUID) -> Page:
    """Show which cases one is asked to take over."""
    return _offer_page(handover_id, ObjectionForm())


@bp.post("/overdracht/<uuid:handover_id>/aannemen")
@guarded(Permission.CASE_LIST)
def accept_offer(handover_id: UUID) -> Page:
    """Take all of them over at once."""
    actor = current_actor()
    found = get_offer(actor, CASES, handover_id)
    reason = f"Overgenomen van {found.leaver}: {labels.CAUSE[found.cause].lower()}."
    try:
        taken = services.accept(actor, CASES, handover_id, reason=reason)
    except Invalid as invalid:
        flash(" ".join(labels.HANDOVER[code] for code in invalid.problems.values()), "late")
        return redirect(url_for("cases.offer", handover_id=handover_id))
    flash(f"U heeft {counted(taken, 'casus', 'casussen')} overgenomen.", "fine")
    return redirect(url_for("cases.index"))


@bp.post("/overdracht/<uuid:handover_id>/weigeren")
@guarded(Permission.CASE_LIST)
def refuse_offer(handover_id: UUID) -> Page:
    """Say no, with the reason."""
    form = ObjectionForm()
    if not form.validate_on_submit():
        return _offer_page(handover_id, form)
    objection = Objection(str(form.objection.data))
    services.refuse(current_actor(), CASES, handover_id, objection=objection)
    flash("U neemt deze casussen niet over. Wie het vroeg, ziet waarom.", "fine")
    return redirect(url_for("worklist.home"))


def _offer_page(handover_id: UUID, form: ObjectionForm) -> Page:
    return show(
        "cases/offer.html",
        offer=get_offer(current_actor(), CASES, handover_id),
        form=form,
        title_prefix=has_errors(form),
    )
