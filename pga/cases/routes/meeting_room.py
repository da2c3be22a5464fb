"""The vergaderstand: one shared screen, and each step with the keyboard only (features.md B1)."""

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import flash, redirect, request, url_for
from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.meetings import CloseItemForm, DecideForm, PresenceForm
from pga.cases.reading.showing import MeetingScreen, OnScreen
from pga.cases.routes.blueprint import Page, bp, has_errors, show
from pga.cases.rules.actions import ActionOutcome
from pga.cases.rules.meetings import ItemStatus, Presence
from pga.cases.services import actions, closing_item, deciding, presence, showing
from pga.core import clock
from pga.core.errors import AlreadyDone, Invalid, StaleDossier
from pga.web.forms import clean
from pga.web.guards import guarded


@dataclass(slots=True)
class Forms:
    """The forms of one screen; the one that was sent holds its faults."""

    presence: PresenceForm
    decide: DecideForm
    close: CloseItemForm
    sent: Any = None
    result_of: UUID | None = None
    """The action whose outcome lacks a word."""
    stale: bool = False
    said: dict[str, str] = field(default_factory=dict)


@bp.route("/casussen/<number>/overleggen/<uuid:meeting_id>/scherm", methods=["GET", "POST"])
@guarded(Permission.CASE_MEETING)
def room(number: str, meeting_id: UUID) -> Page:
    """Show the screen; a POST ticks who is there."""
    shown = _room(number, meeting_id)
    if request.method == "GET":
        return _page(shown, _forms(shown))
    forms = _forms(shown, sent="presence")
    form = forms.presence
    if form.validate():
        try:
            presence.tick(current_actor(), number, meeting_id, form.made_from, form.ticked())
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.MEETING)
        except StaleDossier:
            forms.stale = True
        else:
            return _back(number, meeting_id)
    return _page(shown, forms)


@bp.post("/casussen/<number>/overleggen/<uuid:meeting_id>/scherm/besluit")
@guarded(Permission.CASE_MEETING)
def decide(number: str, meeting_id: UUID) -> Page:
    """Write a decision down; with who and when it is an action at once."""
    shown = _room(number, meeting_id)
    forms = _forms(shown, sent="decide")
    form = forms.decide
    if form.validate():
        try:
            with suppress(AlreadyDone):
                deciding.decide(
                    current_actor(),
                    number,
                    meeting_id,
                    form.decided(),
                    form_key=str(form.form_key.data),
                )
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.ACTION | labels.MEETING)
        else:
            return _back(number, meeting_id, "text")
    return _page(shown, forms)


@bp.post("/casussen/<number>/overleggen/<uuid:meeting_id>/scherm/acties/<uuid:action_id>")
@guarded(Permission.CASE_MEETING)
def settle_in_room(number: str, meeting_id: UUID, action_id: UUID) -> Page:
    """Say at the table what came of an action."""
    shown = _room(number, meeting_id)
    said = request.form.get("uitkomst", "")
    known = shown.screen is not None and action_id in {one.id for one in shown.screen.tasks}
    if not known or said not in set(ActionOutcome):
        raise NotFound
    try:
        actions.settle_action(
            current_actor(),
            number,
            action_id,
            outcome=ActionOutcome(said),
            result=clean(request.form.get("resultaat"))[:300],
            done_on=clock.today(),
        )
    except Invalid as invalid:
        forms = _forms(shown)
        forms.result_of = action_id
        forms.said = {name: labels.ACTION[code] for name, code in invalid.problems.items()}
        return _page(shown, forms)
    return _back(number, meeting_id, "acties")


@bp.post("/casussen/<number>/overleggen/<uuid:meeting_id>/scherm/klaar")
@guarded(Permission.CASE_MEETING)
def close_item(number: str, meeting_id: UUID) -> Page:
    """Take the case off the screen, and go to the next or to the besluitenlijsten."""
    shown = _room(number, meeting_id)
    forms = _forms(shown, sent="close")
    form = forms.close
    if form.validate():
        try:
            closing_item.close(
                current_actor(), number, meeting_id, form.made_from, next_on=form.next_on.data
            )
        except Invalid as invalid:
            form.add_errors(invalid.problems, labels.MEETING)
        except StaleDossier:
            forms.stale = True
        else:
            following = next_of(shown)
            if following:
                return _back(following, meeting_id)
            flash("Alle casussen zijn besproken. Stel nu per casus de besluitenlijst vast.", "fine")
            return redirect(url_for("cases.decision_list", number=number, meeting_id=meeting_id))
    return _page(shown, forms)


def next_of(shown: MeetingScreen) -> str:
    """Return the number of the next case of this agenda that was not talked about, if any."""
    waiting = [
        one.number
        for one in shown.agenda
        if one.status is ItemStatus.WAITING and one.number != shown.number
    ]
    return waiting[0] if waiting else ""


def _room(number: str, meeting_id: UUID) -> MeetingScreen:
    everything = request.args.get("alles") == "1"
    try:
        return showing.show(current_actor(), number, meeting_id, everything=everything)
    except Invalid:
        raise NotFound from None


def _forms(shown: MeetingScreen, sent: str = "") -> Forms:
    """Return the forms of a screen; only the one that was sent reads what was typed."""

    def typed(name: str) -> dict[str, Any]:
        return {} if name == sent else {"formdata": None}

    forms = Forms(
        PresenceForm(**typed("presence")),
        DecideForm(**typed("decide")),
        CloseItemForm(**typed("close")),
    )
    forms.sent = getattr(forms, sent) if sent else None
    strangers = [(one.id, one.name) for one in shown.seats if not one.secrecy]
    forms.presence.offer([(one.id, _seat(one)) for one in shown.seats], strangers, shown.partners)
    screen = shown.screen
    forms.decide.offer(_owners(screen) if screen else (), screen.goals if screen else ())
    if sent != "presence" and screen is not None:
        _fill(forms.presence, shown)
    if sent != "close" and screen is not None:
        forms.close.next_on.process_data(screen.next_on)
    if sent not in {"presence", "close"}:
        for form in (forms.presence, forms.close):
            form.version.process_data(shown.version)
    else:
        other = forms.close if sent == "presence" else forms.presence
        other.version.process_data(shown.version)
    return forms


def _owners(screen: OnScreen) -> list[tuple[str, str]]:
    """Return who can do what is decided; who of the case it is, without a name."""
    ours = ((one, labels.as_own(one.own, one.number)) for one in screen.ours)
    named = [(one.key, f"{what} ({one.kin})" if one.kin else what) for one, what in ours]
    return [*screen.owners, *named]


def _fill(form: PresenceForm, shown: MeetingScreen) -> None:
    """Tick who is there now; a case that is not open yet begins with nobody ticked."""

    def with_(presence: Presence) -> list[str]:
        return [str(one.id) for one in shown.seats if one.presence is presence]

    form.present.process_data(with_(Presence.PRESENT))
    form.excused.process_data(with_(Presence.EXCUSED))
    form.view.process_data(shown.screen.view_form if shown.screen else None)


def _seat(one: Any) -> dict[str, str]:
    return {"label": one.name, "hint": one.organisation or labels.ATTENDEE[one.kind]}


def _back(number: str, meeting_id: UUID, part: str | None = None) -> Page:
    return redirect(url_for("cases.room", number=number, meeting_id=meeting_id, _anchor=part))


def _page(shown: MeetingScreen, forms: Forms) -> Page:
    faults = forms.sent.faults() if forms.sent is not None else []
    return show(
        "cases/room.html",
        room=shown,
        screen=shown.screen,
        forms=forms,
        faults=faults,
        following=next_of(shown),
        present=sum(one.presence is Presence.PRESENT for one in shown.seats),
        title_prefix=has_errors(forms.sent) if faults else "",
    )
