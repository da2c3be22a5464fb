"""Ik ken deze persoon: closing a case for oneself, and what a coördinator does with a mistake."""

from contextlib import suppress
from uuid import UUID

from flask import flash, redirect, url_for
from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.doors import EndRecusalForm, RecuseForm
from pga.cases.room import CASES
from pga.cases.routes.blueprint import Page, bp, has_errors, show
from pga.core.errors import AlreadyDone, Invalid
from pga.dossiers.reading.recusals import get_closing, get_declaration
from pga.dossiers.rules.recusal import Bond
from pga.dossiers.services import recusal as services
from pga.web.guards import guarded


@bp.route("/casussen/<number>/ik-ken-deze-persoon", methods=["GET", "POST"])
@guarded(Permission.CASE_RECUSE)
def recuse(number: str) -> Page:
    """Say what happens, and close the case; the answer is a page, as the case is gone by then."""
    actor, form = current_actor(), RecuseForm()
    if form.validate_on_submit():
        with suppress(AlreadyDone):  # a second click reads the same page
            services.recuse(
                actor,
                CASES,
                number,
                bond=Bond(str(form.bond.data)),
                note=form.note.data or "",
                form_key=str(form.form_key.data),
            )
        return show("cases/recused.html", shown_number="")
    return show(
        "cases/recuse.html",
        form=form,
        head=get_closing(actor, CASES, number),
        faults=form.faults(),
        title_prefix=has_errors(form),
    )


@bp.route("/casussen/<number>/afstand/<uuid:recusal_id>", methods=["GET", "POST"])
@guarded(Permission.CASE_RECUSALS)
def recusal(number: str, recusal_id: UUID) -> Page:
    """Show what a colleague said; end it when it was a mistake."""
    actor, form = current_actor(), EndRecusalForm()
    if form.validate_on_submit():
        try:
            services.end_recusal(actor, CASES, number, recusal_id, reason=form.reason.data)
        except Invalid as invalid:
            flash(labels.RECUSAL[invalid.problems[""]], "note")
        else:
            flash("De vergissing is teruggedraaid. De collega is nog niet gekoppeld.", "fine")
        return redirect(url_for("cases.people", number=number))
    try:
        told = get_declaration(actor, CASES, number, recusal_id)
    except Invalid:
        raise NotFound from None
    return show(
        "cases/recusal.html",
        form=form,
        told=told,
        head=told,
        faults=form.faults(),
        title_prefix=has_errors(form),
    )
