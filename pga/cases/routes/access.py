"""Access with an end: asking for it, and answering who asks."""

from typing import Final
from uuid import UUID

from flask import flash, redirect, url_for
from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.notices import GRANT, AnswerForm, AskAccessForm
from pga.cases.room import CASES
from pga.cases.routes.blueprint import Page, bp, has_errors, show
from pga.core import clock
from pga.core.errors import Invalid
from pga.dossiers.reading.access import get_request
from pga.dossiers.services import access as services
from pga.web.guards import guarded

GONE: Final = "Deze vraag is al beantwoord."


@bp.route("/toegang-vragen", methods=["GET", "POST"])
@guarded(Permission.CASE_LIST)
def ask_access() -> Page:
    """Ask for access by a case number; the answer is the same for every number."""
    form = AskAccessForm()
    if form.validate_on_submit():
        number = str(form.number.data).upper()
        services.ask_access(current_actor(), CASES, number, reason=form.reason.data)
        flash(labels.ASKED, "note")
        return redirect(url_for("cases.ask_access"))
    return show(
        "cases/ask_access.html", form=form, faults=form.faults(), title_prefix=has_errors(form)
    )


@bp.route("/casussen/<number>/betrokken/vragen/<uuid:request_id>", methods=["GET", "POST"])
@guarded(Permission.CASE_ASSIGN)
def answer_access(number: str, request_id: UUID) -> Page:
    """Show who asks and why; give access until a day, or refuse with a reason."""
    actor, form = current_actor(), AnswerForm()
    if form.validate_on_submit():
        try:
            if form.answer.data == GRANT:
                last_on = form.last_on.data or clock.today()
                services.grant_access(actor, CASES, number, request_id, last_on=last_on)
            else:
                services.refuse_access(actor, CASES, number, request_id, reason=form.reason.data)
        except Invalid as invalid:
            if "request" in invalid.problems:
                return _already(number)
            form.add_errors(invalid.problems, labels.ACCESS)
        else:
            flash("Uw antwoord is vastgelegd. De collega krijgt bericht.", "fine")
            return redirect(url_for("cases.people", number=number))
    try:
        asked = get_request(actor, CASES, number, request_id)
    except Invalid:
        raise NotFound from None
    return show(
        "cases/answer_access.html",
        form=form,
        head=asked.head,
        asked=asked,
        faults=form.faults(),
        title_prefix=has_errors(form),
    )


def _already(number: str) -> Page:
    flash(GONE, "note")
    return redirect(url_for("cases.people", number=number))
