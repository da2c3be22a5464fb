"""Noodtoegang: the door with the exact number, the reason and a fresh login."""

from flask import redirect, url_for

from pga.access.permissions import Permission
from pga.accounts.labels import FAULT
from pga.accounts.services import LoginFault, LoginRefused, prove_again
from pga.accounts.session import current_actor, login_rules
from pga.cases import labels
from pga.cases.forms.doors import EmergencyForm
from pga.cases.room import CASES
from pga.cases.routes.blueprint import Page, bp, has_errors, show
from pga.core.errors import AlreadyDone, Invalid
from pga.dossiers.reading.emergency import get_door
from pga.dossiers.rules.emergency import EmergencyProblem, EmergencyReason
from pga.dossiers.services import emergency as services
from pga.web.guards import guarded

NOT_PROVEN = "Het wachtwoord of de code klopt niet, of de code is al gebruikt."


@bp.route("/noodtoegang", methods=["GET", "POST"])
@guarded(Permission.CASE_EMERGENCY)
def emergency() -> Page:
    """Ask which case and why; every number that cannot be opened so has the same answer."""
    actor, form, status = current_actor(), EmergencyForm(), 200
    if form.validate_on_submit():
        key = str(form.form_key.data)
        try:
            opened = _opened(form)
        except LoginRefused as refused:
            opened = services.opened_before(actor, key)  # a second click has a used code
            status = 429 if refused.fault is LoginFault.WAIT else 200
            if not opened:
                _put_fault(form, refused)
        except Invalid as invalid:
            opened = ""
            form.add_errors(invalid.problems, labels.EMERGENCY)
        if opened:
            return redirect(url_for("cases.sheet", number=opened))
    page = show(
        "cases/emergency.html",
        form=form,
        door=get_door(actor, CASES),
        ask_code=login_rules().second_factor,
        faults=form.faults(),
        title_prefix=has_errors(form),
    )
    return page, status


def _opened(form: EmergencyForm) -> str:
    """Hand the form in; return the number of the case that is open now, or of nothing."""
    actor, number = current_actor(), str(form.number.data).upper()
    asked = services.EmergencyAsked(
        number, EmergencyReason(str(form.cause.data)), form.note.data, str(form.form_key.data)
    )
    if services.opened_before(actor, asked.form_key):
        return number
    services.may_try(actor, CASES)
    prove_again(actor, str(form.password.data), str(form.code.data or ""), rules=login_rules())
    try:
        opened = services.open_emergency(actor, CASES, asked)
    except AlreadyDone as done:
        return done.result
    if not opened:
        form.problem("", labels.EMERGENCY[EmergencyProblem.NOT_NOW])
    return number if opened else ""


def _put_fault(form: EmergencyForm, refused: LoginRefused) -> None:
    wait = refused.fault is LoginFault.WAIT
    sentence = FAULT[LoginFault.WAIT].format(seconds=refused.seconds) if wait else NOT_PROVEN
    form.problem("" if wait else "password", sentence)
