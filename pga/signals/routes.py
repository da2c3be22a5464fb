"""The pages of signalen: the list, one of them, and each act about it."""

from typing import Any, Final
from uuid import UUID

from flask import Blueprint, current_app, render_template, url_for
from werkzeug.wrappers import Response

from pga.access.permissions import Permission
from pga.access.policy import Actor, allows
from pga.accounts.handshake import carried_out, done, form_page, opened, pressed
from pga.accounts.session import current_actor
from pga.cases.routes.blueprint import to_begin
from pga.cases.routes.duties import work_views
from pga.core import clock
from pga.settings.rules.lists import Wording
from pga.signals import labels, services
from pga.signals.forms import CallForm, ExtendForm, SignalForm, SignalOutcomeForm, TalkForm
from pga.signals.reading.known import NOTHING, find_known
from pga.signals.reading.signals import (
    ListedSignal,
    Signals,
    get_in_hand,
    get_judging,
    get_new_signal,
    get_signal,
    list_signals,
)
from pga.signals.rules.codes import LEADS_ON
from pga.web.filters import near_date
from pga.web.guards import guard_of, guarded

bp: Final = Blueprint("signals", __name__)
Page = str | Response
REFER_AT: Final = ("cases.register", "cases.begin_concept")
"""Where an aanmelding is written, or a concept of one; only their names are known here."""
LOOK: Final = "Kijk eerst wat hierboven staat. Is het dezelfde zorg, tel de melding dan daar bij."


@bp.context_processor
def _shared() -> dict[str, Any]:
    """Give the pages of signalen the labels that all of them use."""
    return {"labels": labels, "today": clock.today(), "to_begin": to_begin}


@bp.get("/signalen")
@guarded(Permission.SIGNAL_LIST)
def index() -> Page:
    """Show the signalen that run, without what they say."""
    actor = current_actor()
    found = list_signals(actor)
    return render_template("signals/index.html", found=found, views=work_views("signals", actor))


@bp.route("/signalen/nieuw", methods=["GET", "POST"])
@guarded(Permission.SIGNAL_NOTE)
def note() -> Page:
    """Write a worry down; what is known already is said before."""
    actor = current_actor()
    new = get_new_signal(actor)
    known = NOTHING

    def begin(form: SignalForm) -> None:
        form.received_on.data, form.calls.data = clock.today(), "1"

    def check() -> None:
        nonlocal known
        if not form.faults():
            known = find_known(actor, form.who.data or "", form.birth.data or "")
        if known and not form.anyway.data:
            form.problem("anyway", LOOK)

    form = opened(
        SignalForm,
        offer=lambda form: form.offer(((one.id, one.name) for one in new.partners), new.wording),
        fill=begin,
    )
    made = carried_out(
        form, lambda: services.note_signal(actor, form.given()), labels.FAULT, check=check
    )
    if made:
        return done("Het signaal is vastgelegd.", "signals.signal", signal_id=made.result)
    return form_page("signals/note.html", form, new=new, known=known)


@bp.get("/signalen/<uuid:signal_id>")
@guarded(Permission.SIGNAL_READ)
def signal(signal_id: UUID) -> Page:
    """Show one signaal, and what can be done with it."""
    actor = current_actor()
    found = get_signal(actor, signal_id)
    return render_template(
        "signals/signal.html",
        found=found,
        Permission=Permission,
        refer_url=_refer_url(actor, found.id, found.organisation_id)
        if found.outcome in LEADS_ON
        else "",
    )


@bp.route("/signalen/<uuid:signal_id>/melding", methods=["GET", "POST"])
@guarded(Permission.SIGNAL_ADD)
def call(signal_id: UUID) -> Page:
    """Count one more call about the same worry."""
    actor = current_actor()
    found = get_in_hand(actor, signal_id, Permission.SIGNAL_ADD)

    def begin(form: CallForm) -> None:
        form.on.data = clock.today()

    form = opened(CallForm, fill=begin)

    def act() -> None:
        services.add_call(actor, signal_id, form.on.day)

    if carried_out(form, act, labels.FAULT):
        return done("De melding is erbij geteld.", "signals.signal", signal_id=signal_id)
    return form_page("signals/call.html", form, found=found)


@bp.route("/signalen/<uuid:signal_id>/besproken", methods=["GET", "POST"])
@guarded(Permission.SIGNAL_SETTLE)
def discuss(signal_id: UUID) -> Page:
    """Say where it was talked about."""
    actor = current_actor()
    found = get_judging(actor, signal_id, talk=True)

    def begin(form: TalkForm) -> None:
        form.on.data = found.life.discussed_on or clock.today()
        form.forum.process_data(found.forum)
        form.organisations.process_data([str(one) for one in found.table])

    form = opened(
        TalkForm,
        offer=lambda form: form.offer((one.id, one.name) for one in found.partners),
        fill=begin,
        stands={"version": found.version},
    )

    def act() -> None:
        services.discuss(actor, signal_id, form.made_from, form.given())

    if carried_out(form, act, labels.FAULT):
        said = "Vastgelegd waar dit signaal is besproken. Kies nu de uitkomst."
        return done(said, "signals.settle", signal_id=signal_id)
    return form_page("signals/discuss.html", form, found=found)


@bp.route("/signalen/<uuid:signal_id>/verlengen", methods=["GET", "POST"])
@guarded(Permission.SIGNAL_SETTLE)
def extend(signal_id: UUID) -> Page:
    """Let it live once more as long, for a reason."""
    actor = current_actor()
    found = get_in_hand(actor, signal_id, Permission.SIGNAL_SETTLE)
    form = opened(ExtendForm, stands={"version": found.version})

    def act() -> None:
        services.extend(actor, signal_id, form.made_from, form.reason.data or "")

    if carried_out(form, act, labels.FAULT):
        return done("Het signaal is verlengd.", "signals.signal", signal_id=signal_id)
    return form_page("signals/extend.html", form, found=found)


@bp.route("/signalen/<uuid:signal_id>/uitkomst", methods=["GET", "POST"])
@guarded(Permission.SIGNAL_SETTLE)
def settle(signal_id: UUID) -> Page:
    """Give it its outcome; it goes at once, or is still read while the aanmelding is written."""
    actor = current_actor()
    found = get_judging(actor, signal_id)
    form = opened(SignalOutcomeForm, stands={"version": found.version})

    def act() -> None:
        services.settle(actor, signal_id, form.made_from, form.chosen)

    if carried_out(form, act, labels.FAULT):
        if form.chosen in LEADS_ON:
            return done("De uitkomst is vastgelegd.", "signals.signal", signal_id=signal_id)
        return done("De uitkomst is geteld. Het signaal zelf is weg.", "signals.index")
    return form_page("signals/settle.html", form, found=found)


@bp.post("/signalen/<uuid:signal_id>/samen/<uuid:into_id>")
@guarded(Permission.SIGNAL_SETTLE, page="signals.settle")
def join(signal_id: UUID, into_id: UUID) -> Page:
    """Count it with another signaal about the same worry."""
    actor = current_actor()
    return pressed(
        lambda: services.join_signals(actor, signal_id, into_id),
        labels.FAULT,
        "De meldingen staan nu bij dit signaal.",
        "signals.signal",
        signal_id=into_id,
    )


def due_lines(found: Signals | None) -> list[dict[str, Any]]:
    """Return the signalen that end soon as lines of Werk."""
    return [_due_line(one, found.wording) for one in found.lines] if found else []


def _due_line(one: ListedSignal, wording: Wording) -> dict[str, Any]:
    return {
        "when": one.life.last_on,
        "kind": "soon",
        "title": f"Signaal loopt af op {near_date(one.life.last_on)}: {_to_do(one)}",
        "url": url_for("signals.signal", signal_id=one.id),
        "meta": [labels.kind_words(one.kind, wording), labels.calls_words(one.calls)],
    }


def _to_do(one: ListedSignal) -> str:
    return "kies de uitkomst" if one.life.discussed_on else "bespreek het"


def _refer_url(actor: Actor, signal_id: UUID, organisation_id: UUID | None) -> str:
    """Return where the aanmelding is written, with nothing of the signaal but its source."""
    for endpoint in REFER_AT:
        guard = guard_of(current_app, endpoint)
        if guard and guard.permission and allows(actor, guard.permission):
            return url_for(endpoint, signaal=signal_id, organisatie=organisation_id)
    return ""
