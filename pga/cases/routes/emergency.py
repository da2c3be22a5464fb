"""Noodtoegang: the door with the exact number, the reason and a fresh login."""

from pga.access.permissions import Permission
from pga.accounts.deciding import put_fault
from pga.accounts.handshake import carried_out, done, form_page, opened, pressed_before
from pga.accounts.services import LoginFault, LoginRefused, prove_again
from pga.accounts.session import current_actor, login_rules
from pga.cases import labels
from pga.cases.forms.doors import EmergencyForm
from pga.cases.room import CASES
from pga.cases.routes.blueprint import Page, bp
from pga.dossiers.reading.emergency import get_door
from pga.dossiers.rules.emergency import EmergencyProblem, EmergencyReason
from pga.dossiers.services import emergency as services
from pga.web.guards import guarded


@bp.route("/noodtoegang", methods=["GET", "POST"])
@guarded(Permission.CASE_EMERGENCY)
def emergency() -> Page:
    """Ask which case and why; every number that cannot be opened so has the same answer."""
    actor, form, status = current_actor(), opened(EmergencyForm), 200

    def act() -> str:
        """Return the number of the case that is open now, or nothing; only that opening is once."""
        asked = services.EmergencyAsked(
            number=form.number.whole(actor.municipality),
            cause=EmergencyReason(str(form.cause.data)),
            note=form.note.data,
        )
        if not services.open_emergency(actor, CASES, asked):
            form.problem("", labels.EMERGENCY[EmergencyProblem.NOT_NOW])
        return asked.number

    try:
        opened_now = carried_out(form, act, labels.EMERGENCY, before=lambda: _prove(form))
    except LoginRefused as refused:
        opened_now = pressed_before()  # a second click has a used code
        status = 429 if refused.fault is LoginFault.WAIT else 200
        if not opened_now:
            put_fault(form, refused)
    if opened_now:
        return done("", "cases.sheet", number=opened_now.result)
    page = form_page(
        "cases/emergency.html",
        form,
        door=get_door(actor, CASES),
        ask_code=login_rules().second_factor,
    )
    return page, status


def _prove(form: EmergencyForm) -> None:
    """Ask who is there, just before; raises LoginRefused."""
    actor = current_actor()
    services.may_try(actor, CASES)
    prove_again(actor, str(form.password.data), str(form.code.data or ""), rules=login_rules())
