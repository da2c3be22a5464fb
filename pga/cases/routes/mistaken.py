"""Somebody who does not belong in a case: taken out, or gone for good, and who must hear it."""

from typing import Final
from uuid import UUID

from flask import render_template
from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission
from pga.accounts.deciding import put_fault
from pga.accounts.handshake import carried_out, done, form_page, opened, pressed_before
from pga.accounts.services import LoginFault, LoginRefused, prove_again
from pga.accounts.session import current_actor, login_rules
from pga.cases import labels
from pga.cases.forms.mistaken import ForgetForm, RetractForm, TakeOutForm
from pga.cases.reading.mistaken import (
    WhatGoes,
    get_choosing,
    get_retracting,
    get_retractions,
    get_what_goes,
)
from pga.cases.routes.blueprint import Page, bp
from pga.cases.rules.mistaken import TakenKind
from pga.cases.services import mistaken as services
from pga.cases.services.taking_out import Taken
from pga.cases.services.taking_out import take_out as take
from pga.core import clock
from pga.core.errors import Invalid
from pga.web.filters import plain_date
from pga.web.guards import guarded

TAKEN: Final = (
    "Deze persoon staat niet meer in de casus. Wat er stond, blijft te lezen bij Wijzigingen."
)
GONE: Final = "Alles over de verkeerde persoon is weg."
TELL: Final = " Zeg nu aan wie iets kreeg dat het niet over deze casus ging."


@bp.route("/casussen/<number>/aanmelding/weghalen", methods=["GET", "POST"])
@guarded(Permission.CASE_CORRECT)
def take_out(number: str) -> Page:
    """Take somebody out who does not belong in the case; what stood stays readable."""
    actor = current_actor()
    page = get_choosing(actor, number)
    form = opened(
        TakeOutForm,
        offer=lambda form: form.offer((f"{one.kind}:{one.id}", one.name) for one in page.people),
        stands={"token": page.token},
    )

    def act() -> None:
        take(actor, number, form.token.data, Taken(*form.chosen), reason=form.reason.data)

    if carried_out(form, act, labels.MISTAKEN):
        return done(TAKEN, "cases.handed_in", number=number)
    return form_page("cases/take_out.html", form, head=page.head, page=page)


@bp.route("/casussen/<number>/aanmelding/verkeerde-persoon/<uuid:who_id>", methods=["GET", "POST"])
@guarded(Permission.CASE_CORRECT)
def forget(number: str, who_id: UUID) -> Page:
    """Show all that goes with the wrong person, and let it go once that was read."""
    actor, status = current_actor(), 200
    try:
        page = get_what_goes(actor, number, who_id)
    except Invalid:
        if earlier := pressed_before():
            return _forgotten(number, int(earlier.result or 0))
        raise NotFound from None
    form = opened(
        ForgetForm,
        offer=lambda form: form.offer(_told(page)),
        stands={"token": page.token},
    )

    def act() -> int:
        return services.forget(
            actor,
            number,
            form.token.data,
            services.MistakenGiven(
                who=Taken(page.who.kind, who_id),
                reason=form.reason.data,
                sure=bool(form.sure.data),
                contributions=frozenset(UUID(one) for one in form.contributions.data or ()),
                instead=form.person() if page.who.kind is TakenKind.PERSON else None,
            ),
        )

    def prove() -> None:
        code = str(form.code.data or "")
        prove_again(actor, str(form.password.data), code, rules=login_rules())

    try:
        made = carried_out(form, act, labels.INTAKE | labels.MISTAKEN, before=prove)
    except LoginRefused as refused:
        made, status = None, 429 if refused.fault is LoginFault.WAIT else 200
        put_fault(form, refused)
    if made:
        return _forgotten(number, int(made.result or 0))
    shown = form_page(
        "cases/forget.html",
        form,
        head=page.head,
        page=page,
        ask_code=login_rules().second_factor,
    )
    return shown, status


@bp.get("/casussen/<number>/verstrekkingen/rechtzetten")
@guarded(Permission.CASE_READ)
def retractions(number: str) -> Page:
    """Show who was the wrong person, without a word about him, and who must hear it."""
    page = get_retractions(current_actor(), number)
    return render_template("cases/retractions.html", head=page.head, page=page)


@bp.route(
    "/casussen/<number>/verstrekkingen/rechtzetten/<uuid:retraction_id>", methods=["GET", "POST"]
)
@guarded(Permission.CASE_CORRECT)
def retract(number: str, retraction_id: UUID) -> Page:
    """Say that a recipient heard it."""
    actor = current_actor()
    form = opened(RetractForm, fill=lambda form: form.on.process_data(clock.today()))

    def act() -> None:
        services.retract(actor, number, retraction_id, on=form.on.day, means=form.by)

    if carried_out(form, act, labels.MISTAKEN):
        return done("Vastgelegd dat deze ontvanger het weet.", "cases.retractions", number=number)
    try:
        page = get_retracting(actor, number, retraction_id)
    except Invalid:
        raise NotFound from None
    return form_page("cases/retract.html", form, head=page.head, line=page.line)


def _told(page: WhatGoes) -> list[tuple[str, str]]:
    return [
        (str(one.id), f"{one.partner}, ontvangen op {plain_date(one.received_on)}")
        for one in page.told
    ]


def _forgotten(number: str, count: int) -> Page:
    if count:
        return done(GONE + TELL, "cases.retractions", number=number)
    return done(GONE, "cases.handed_in", number=number)
