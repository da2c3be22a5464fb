"""The vergaderstand: one shared screen, and each step with the keyboard only (features.md B1)."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from flask import request
from werkzeug.exceptions import NotFound

from pga.access.permissions import Permission
from pga.accounts.handshake import carried_out, done, form_page, opened
from pga.accounts.session import current_actor
from pga.cases import labels
from pga.cases.forms.meetings import CloseItemForm, DecideForm, PresenceForm, TableOutcomeForm
from pga.cases.reading.showing import MeetingScreen, OnScreen
from pga.cases.routes.blueprint import Page, bp
from pga.cases.rules.actions import BY_HAND, ActionOutcome
from pga.cases.rules.meetings import ItemStatus, Presence
from pga.cases.rules.owners import Owner
from pga.cases.services import actions, closing_item, deciding, presence, showing
from pga.core import clock
from pga.core.errors import Invalid
from pga.web.forms import BaseForm
from pga.web.guards import guarded

ALL_DONE: Final = "Alle casussen zijn besproken. Stel nu per casus de besluitenlijst vast."


@dataclass(slots=True)
class Forms:
    """The forms of one screen."""

    presence: PresenceForm
    decide: DecideForm
    close: CloseItemForm
    outcomes: dict[UUID, TableOutcomeForm]
    """For each open action the line that says what came of it."""

    @property
    def all(self) -> tuple[BaseForm, ...]:
        """Return each of them."""
        return (self.presence, self.decide, self.close, *self.outcomes.values())

    @property
    def sent(self) -> BaseForm:
        """Return the one that was sent; without any, the first."""
        sent = (form for form in self.all if form.opening is not None and form.opening.sent)
        return next(sent, self.presence)


@bp.route("/casussen/<number>/overleggen/<uuid:meeting_id>/scherm", methods=["GET", "POST"])
@guarded(Permission.CASE_MEETING)
def room(number: str, meeting_id: UUID) -> Page:
    """Show the screen; a POST ticks who is there."""
    shown = _room(number, meeting_id)
    forms = _forms(shown)
    form = forms.presence

    def act() -> None:
        presence.tick(current_actor(), number, meeting_id, form.made_from, form.ticked())

    if carried_out(form, act, labels.MEETING):
        return _on(number, meeting_id)
    return _page(shown, forms)


@bp.post("/casussen/<number>/overleggen/<uuid:meeting_id>/scherm/besluit")
@guarded(Permission.CASE_MEETING, page="cases.room")
def decide(number: str, meeting_id: UUID) -> Page:
    """Write a decision down; with who and when it is an action at once."""
    shown = _room(number, meeting_id)
    forms = _forms(shown)
    form = forms.decide

    def act() -> None:
        deciding.decide(current_actor(), number, meeting_id, form.decided())

    if carried_out(form, act, labels.ACTION | labels.MEETING):
        return _on(number, meeting_id, "text")
    return _page(shown, forms)


@bp.post("/casussen/<number>/overleggen/<uuid:meeting_id>/scherm/acties/<uuid:action_id>")
@guarded(Permission.CASE_MEETING, page="cases.room")
def settle_in_room(number: str, meeting_id: UUID, action_id: UUID) -> Page:
    """Say at the table what came of an action."""
    shown = _room(number, meeting_id)
    forms = _forms(shown)
    said, form = request.form.get("uitkomst", ""), forms.outcomes.get(action_id)
    if form is None or said not in set(BY_HAND):
        raise NotFound

    def act() -> None:
        actions.settle_action(
            current_actor(),
            number,
            action_id,
            outcome=ActionOutcome(said),
            result=form.result.data or "",
            done_on=clock.today(),
        )

    if carried_out(form, act, labels.ACTION):
        return _on(number, meeting_id, "acties")
    return _page(shown, forms)


@bp.post("/casussen/<number>/overleggen/<uuid:meeting_id>/scherm/klaar")
@guarded(Permission.CASE_MEETING, page="cases.room")
def close_item(number: str, meeting_id: UUID) -> Page:
    """Take the case off the screen, and go to the next or to the besluitenlijsten."""
    shown = _room(number, meeting_id)
    forms = _forms(shown)
    form = forms.close

    def act() -> None:
        next_on = form.next_on.data
        closing_item.close(current_actor(), number, meeting_id, form.made_from, next_on=next_on)

    if carried_out(form, act, labels.MEETING):
        following = next_of(shown)
        if following:
            return _on(following, meeting_id)
        return done(ALL_DONE, "cases.decision_list", number=number, meeting_id=meeting_id)
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


def _forms(shown: MeetingScreen) -> Forms:
    """Return the forms of a screen; the one that was sent reads what was typed."""
    screen, stands = shown.screen, {"version": shown.version}
    seats = [(one.id, _seat(one)) for one in shown.seats]
    strangers = [(one.id, one.name) for one in shown.seats if not one.secrecy]
    owners = _owners(screen) if screen else ()
    goals = screen.goals if screen else ()
    return Forms(
        opened(
            PresenceForm,
            offer=lambda form: form.offer(seats, strangers, shown.partners),
            fill=lambda form: _fill(form, shown),
            stands=stands,
            at="cases.room",
        ),
        opened(DecideForm, offer=lambda form: form.offer(owners, goals), at="cases.decide"),
        opened(
            CloseItemForm,
            fill=lambda form: form.next_on.process_data(screen.next_on if screen else None),
            stands=stands,
            at="cases.close_item",
        ),
        {one.id: _outcome_form(one.id) for one in (screen.actions if screen else ())},
    )


def _outcome_form(action_id: UUID) -> TableOutcomeForm:
    """Return the line of one action; its field has an id of its own, as they stand on one page."""
    form = opened(TableOutcomeForm, at="cases.settle_in_room", args={"action_id": action_id})
    form.result.id = f"result-{action_id}"
    return form


def _owners(screen: OnScreen) -> list[tuple[Owner, str]]:
    """Return who can do what is decided; who of the case it is, without a name."""
    ours = ((one, labels.as_own(one.own, one.number)) for one in screen.ours)
    named = [(one.owner, f"{what} ({one.kin})" if one.kin else what) for one, what in ours]
    return [*screen.owners, *named]


def _fill(form: PresenceForm, shown: MeetingScreen) -> None:
    """Tick who is there now; a case that is not open yet begins with nobody ticked."""
    if shown.screen is None:
        return

    def with_(presence: Presence) -> list[str]:
        return [str(one.id) for one in shown.seats if one.presence is presence]

    form.present.process_data(with_(Presence.PRESENT))
    form.excused.process_data(with_(Presence.EXCUSED))
    form.view.process_data(shown.screen.view_form)


def _seat(one: Any) -> dict[str, str]:
    return {"label": one.name, "hint": one.organisation or labels.ATTENDEE[one.kind]}


def _on(number: str, meeting_id: UUID, part: str | None = None) -> Page:
    return done("", "cases.room", number=number, meeting_id=meeting_id, _anchor=part)


def _page(shown: MeetingScreen, forms: Forms) -> Page:
    return form_page(
        "cases/room.html",
        forms.sent,
        room=shown,
        screen=shown.screen,
        forms=forms,
        following=next_of(shown),
        present=sum(one.presence is Presence.PRESENT for one in shown.seats),
    )
