"""Access with an end: asking for it, and answering who asks."""

from typing import Final
from uuid import UUID

from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.notices import GRANT, AnswerForm, AskAccessForm
from pga.cases.room import CASES
from pga.cases.routes.blueprint import Page, bp
from pga.core.errors import Invalid
from pga.dossiers.reading.access import get_request
from pga.dossiers.services import access as services
from pga.web.guards import guarded

GONE: Final = "Deze vraag is al beantwoord."


@bp.route("/toegang-vragen", methods=["GET", "POST"])
@guarded(Permission.CASE_LIST)
def ask_access() -> Page:
    """Ask for access by a case number; the answer is the same for every number."""
    actor, form = current_actor(), opened(AskAccessForm)

    def act() -> None:
        number = form.number.whole(actor.municipality)
        services.ask_access(actor, CASES, number, reason=form.reason.data)

    if carried_out(form, act):
        return done(labels.ASKED, "cases.ask_access", kind="note")
    return form_page("cases/ask_access.html", form)


@bp.route("/casussen/<number>/betrokken/vragen/<uuid:request_id>", methods=["GET", "POST"])
@guarded(Permission.CASE_ASSIGN)
def answer_access(number: str, request_id: UUID) -> Page:
    """Show who asks and why; give access until a day, or refuse with a reason."""
    actor, form = current_actor(), opened(AnswerForm)

    def act() -> None:
        if form.answer.data == GRANT:
            last_on = form.last_on.day
            services.grant_access(actor, CASES, number, request_id, last_on=last_on)
        else:
            services.refuse_access(actor, CASES, number, request_id, reason=form.reason.data)

    if carried_out(form, act, labels.ACCESS | {"not_there": GONE}):
        said = "Uw antwoord is vastgelegd. De collega krijgt bericht."
        return done(said, "cases.people", number=number)
    try:
        asked = get_request(actor, CASES, number, request_id)
    except Invalid:
        if form.form_errors:  # it went while its form stood open
            return done(GONE, "cases.people", kind="note", number=number)
        raise NotFound from None
    return form_page("cases/answer_access.html", form, head=asked.head, asked=asked)
