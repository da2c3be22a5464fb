"""Pages of vier ogen: what waits for a second person, one question whole, and the stand-ins."""

from typing import Any
from uuid import UUID

from flask import render_template
from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission
from pga.access.policy import allows
from pga.accounts import labels
from pga.accounts.deciding import decided
from pga.accounts.forms import SecondPersonForm, StandInForm
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.reading.approvals import get_approval, list_approvals, list_stand_ins
from pga.accounts.routes.blueprint import Page, asking, bp, municipalities
from pga.accounts.services import granting as services
from pga.accounts.services.granting import NewStandIn
from pga.accounts.session import current_actor, login_rules
from pga.core import clock
from pga.core.errors import Invalid
from pga.web.guards import guarded

SAID = {
    True: "Goedgekeurd. Het is meteen uitgevoerd.",
    False: "Afgekeurd. Wie het vroeg, leest waarom.",
}


@bp.get("/goedkeuringen")
@guarded(Permission.APPROVAL_LIST)
def approvals() -> Page:
    """Show what waits for this user as second person, and what this user asked of others."""
    actor = current_actor()
    return render_template(
        "accounts/approvals.html",
        labels=labels,
        today=clock.today(),
        found=list_approvals(actor),
        own=actor.municipality,
        asks=allows(actor, Permission.USERS_MANAGE),
    )


@bp.route("/goedkeuringen/<uuid:approval_id>", methods=["GET", "POST"])
@guarded(Permission.APPROVAL_LIST)
def approval(approval_id: UUID) -> Page:
    """Show exactly what would be carried out, and take the answer of the second person in."""
    actor, form = current_actor(), opened(SecondPersonForm)

    def act() -> str:
        words = str(form.words.data or "")
        services.answer(actor, approval_id, approve=form.approves, words=words)
        return SAID[form.approves]

    taken, status = decided(form, act, labels.USER)
    if taken:
        return done(str(taken.result or ""), "accounts.approvals")
    shown = get_approval(actor, approval_id)
    page = form_page(
        "accounts/approval.html",
        form,
        labels=labels,
        shown=shown,
        sheet=shown.sheet,
        own=actor.municipality,
        ask_code=login_rules().second_factor,
    )
    return page, status


@bp.post("/goedkeuringen/<uuid:approval_id>/intrekken")
@guarded(Permission.USERS_MANAGE, page="accounts.approval")
def withdraw_approval(approval_id: UUID) -> Page:
    """Take an own question back."""
    try:
        services.withdraw(current_actor(), approval_id)
    except Invalid as invalid:
        said = " ".join(labels.APPROVAL[code] for code in invalid.problems.values())
        return done(said, "accounts.approval", kind="late", approval_id=approval_id)
    return done("Ingetrokken. Er is niets uitgevoerd.", "accounts.approvals")


@bp.get("/beheer/vervangers")
@guarded(Permission.USERS_READ)
def stand_ins() -> Page:
    """Show who stands in for this municipality, and on which days."""
    found = list_stand_ins(current_actor())
    today = clock.today()
    return render_template("accounts/stand_ins.html", labels=labels, today=today, stand_ins=found)


@bp.route("/beheer/vervangers/nieuw", methods=["GET", "POST"])
@guarded(Permission.USERS_MANAGE)
def name_stand_in() -> Page:
    """Put a stand-in before a second person."""
    actor = current_actor()
    form = opened(StandInForm, offer=_offer, fill=_from_today)

    def act() -> None:
        services.name_stand_in(actor, _named_in(form), asking(actor, form.reason.data))

    if carried_out(form, act, labels.USER):
        return done(
            "Gevraagd aan een tweede persoon. Tot die goedkeurt, is er niets veranderd.",
            "accounts.stand_ins",
        )
    return form_page("accounts/stand_in_form.html", form)


@bp.post("/beheer/vervangers/<uuid:stand_in_id>/beeindigen")
@guarded(Permission.USERS_MANAGE, page="accounts.stand_ins")
def end_stand_in(stand_in_id: UUID) -> Page:
    """End a stand-in at once."""
    try:
        services.end_stand_in(current_actor(), stand_in_id)
    except Invalid:
        raise NotFound from None
    return done("De vervanging is beëindigd.", "accounts.stand_ins")


def _named_in(form: Any) -> NewStandIn:
    return NewStandIn(form.username.data, form.home.data, form.from_on.data, form.last_on.data)


def _offer(form: Any) -> None:
    actor = current_actor()
    form.offer([one for one in municipalities() if one[0] != actor.municipality])


def _from_today(form: Any) -> None:
    form.from_on.process_data(clock.today())
