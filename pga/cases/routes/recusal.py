"""Ik ken deze persoon: closing a case for oneself, and what a coördinator does with a mistake."""

from typing import Final
from uuid import UUID

from flask import redirect, render_template, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission
from pga.accounts.asked import find_question, keep_question
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.doors import EndRecusalForm, RecuseForm
from pga.cases.room import CASES
from pga.cases.routes.blueprint import Page, bp
from pga.core.errors import Invalid
from pga.dossiers.reading.recusals import get_closing, get_declaration
from pga.dossiers.rules.recusal import Bond
from pga.dossiers.services import recusal as services
from pga.web.guards import guarded

RECUSED: Final = "cases.recused"


@bp.route("/casussen/<number>/ik-ken-deze-persoon", methods=["GET", "POST"])
@guarded(Permission.CASE_RECUSE)
def recuse(number: str) -> Page:
    """Say what happens, and close the case; it is gone by then, so one is led to another page."""
    actor, form = current_actor(), opened(RecuseForm)

    def act() -> None:
        bond, note = Bond(str(form.bond.data)), form.note.data or ""
        services.recuse(actor, CASES, number, bond=bond, note=note)

    if carried_out(form, act):
        question_id = keep_question(actor, RECUSED, MultiDict({"told": "yes"}))
        return done("", RECUSED, question_id=question_id)
    return form_page("cases/recuse.html", form, head=get_closing(actor, CASES, number))


@bp.get("/afstand-genomen/<uuid:question_id>")
@guarded(Permission.CASE_RECUSE)
def recused(question_id: UUID) -> Page:
    """Tell who stepped back just now what that means."""
    if find_question(current_actor(), RECUSED, question_id) is None:
        return redirect(url_for("worklist.home"))
    return render_template("cases/recused.html")


@bp.route("/casussen/<number>/afstand/<uuid:recusal_id>", methods=["GET", "POST"])
@guarded(Permission.CASE_RECUSALS)
def recusal(number: str, recusal_id: UUID) -> Page:
    """Show what a colleague said; end it when it was a mistake."""
    actor, form = current_actor(), opened(EndRecusalForm)

    def act() -> None:
        services.end_recusal(actor, CASES, number, recusal_id, reason=form.reason.data)

    if carried_out(form, act, labels.RECUSAL):
        said = "De vergissing is teruggedraaid. De collega is nog niet gekoppeld."
        return done(said, "cases.people", number=number)
    try:
        told = get_declaration(actor, CASES, number, recusal_id)
    except Invalid:
        if form.form_errors:  # it went while its form stood open
            return done(form.form_errors[0], "cases.people", kind="note", number=number)
        raise NotFound from None
    return form_page("cases/recusal.html", form, told=told, head=told)
